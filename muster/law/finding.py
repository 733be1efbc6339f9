"""From outcomes to findings, with the citation of the day and a review where the text was not read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from itertools import count
from typing import NamedTuple

from muster.domain.case import Case
from muster.domain.finding import Citation, Finding, Verdict
from muster.domain.request import Line
from muster.law.library import epoch, provision
from muster.law.reasoning import Bite
from muster.law.rule import Effect, Outcome

__all__ = ("findings_of", "line_finding", "numbered", "severity_of")


def severity_of(verdict: Verdict) -> str:
    """How a verdict weighs: a prohibition blocks, a lack or a doubt wants review, a permission is a note."""
    if verdict is Verdict.PROHIBITED:
        return "block"
    return "note" if verdict is Verdict.PERMITTED else "review"


def findings_of(bites: Iterable[Bite], *, subject: str, day: date, first: int = 1) -> tuple[Finding, ...]:
    """
    One finding per outcome, and after them one review per rule whose text was not verified.

    Their ids count from ``first``.
    """
    bites = tuple(bites)
    numbers = count(first)
    found = [_finding(bite.rule, bite.outcome, subject, day, next(numbers)) for bite in bites]
    for address in dict.fromkeys(bite.rule for bite in bites if _weighs(bite)):
        cited = _cited(address, epoch(day))
        if cited.doubt is None:
            continue
        found.append(
            Finding(
                id=f"F{next(numbers):04d}",
                rule=address,
                verdict=next(bite.outcome.verdict for bite in bites if bite.rule == address),
                severity="review",
                subject=subject,
                message=f"{cited.doubt.replace('{day}', str(day))} was not read in a source: check it before "
                "relying on what is said of it here.",
                citations=cited.citations[:1],
                as_of=day,
            )
        )
    return tuple(found)


class _Cited(NamedTuple):
    """How a rule is cited on a day: its text and reading, and what of it was not read, if anything."""

    citations: tuple[Citation, ...]
    doubt: str | None


@lru_cache(maxsize=8192)
def _cited(address: str, day: date) -> _Cited:
    rule = provision(address)
    cited = rule.citation(day)
    reading = rule.reading_on(day)
    text = rule.text_on(day)
    unread = text.unread if text is not None else None
    doubt = None
    if not address.startswith("outside/"):
        if not cited.verified:
            doubt = f"The text of {cited.cite} as of {{day}}"
        elif unread is not None:
            doubt = f"Of {cited.cite} {unread}"
    return _Cited((cited, *((reading.citation,) if reading is not None else ())), doubt)


def numbered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings with ids F0001, F0002, … in their order."""
    return tuple(
        Finding(
            id=f"F{number:04d}",
            rule=found.rule,
            verdict=found.verdict,
            severity=found.severity,
            subject=found.subject,
            message=found.message,
            citations=found.citations,
            would_do=found.would_do,
            settled_by=found.settled_by,
            as_of=found.as_of,
            days=found.days,
        )
        for number, found in enumerate(findings, start=1)
    )


def line_finding(
    case: Case,
    line: Line,
    rule: str,
    verdict: Verdict,
    message: str,
    *,
    citations: tuple[Citation, ...] = (),
    would: tuple[str, ...] = (),
    settled: tuple[str, ...] = (),
) -> Finding:
    """A finding on a request line of a case; ids are given when findings are put together."""
    return Finding(
        id="",
        rule=rule,
        verdict=verdict,
        severity=severity_of(verdict),
        subject=line.line,
        message=message,
        citations=citations,
        would_do=would,
        settled_by=settled,
        as_of=case.as_of,
    )


def _weighs(bite: Bite) -> bool:
    return bite.outcome.effect is not Effect.NOTES


def _finding(address: str, outcome: Outcome, subject: str, day: date, number: int) -> Finding:
    severity = severity_of(outcome.verdict)
    return Finding(
        id=f"F{number:04d}",
        rule=address,
        verdict=outcome.verdict,
        severity="review" if outcome.review and severity == "note" else severity,
        subject=subject,
        message=outcome.message,
        citations=_cited(address, epoch(day)).citations,
        would_do=outcome.would_do,
        settled_by=outcome.settled_by,
        as_of=day,
    )
