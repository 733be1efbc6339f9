"""A rule as a page (``muster explain RULE``), and the published list of rules (``muster schema rules``)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from muster.domain.finding import Citation
from muster.domain.period import Period
from muster.law.checks import CHECKS
from muster.law.invocation import read_invocation
from muster.law.library import coverage, provision, rule_addresses
from muster.law.provision import Provision

__all__ = ("RulePage", "rule_list", "rule_page", "scope_words")


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePage:
    """
    What there is to say of a rule.

    ``parameters`` rows are name, value, unit, from, until, source; ``texts`` rows are number, from, until,
    and the words or a note; ``cases`` rows are the situation and its verdict.
    """

    address: str
    cite: str
    title: str
    paragraphs: tuple[str, ...] = ()
    texts: tuple[tuple[str, str, str, str], ...] = ()
    parameters: tuple[tuple[str, str, str, str, str, str], ...] = ()
    cases: tuple[tuple[str, str], ...] = ()
    citations: tuple[Citation, ...] = ()


def rule_list() -> list[dict[str, object]]:
    """Every rule that a finding may name: provisions by address, then the checks."""
    verified = coverage()["verified_on"]
    rows: list[dict[str, object]] = []
    for address in rule_addresses():
        found = provision(address)
        last = found.texts[-1]
        rows.append(
            {
                "rule": address,
                "cite": found.cite,
                "title": found.title,
                "href": found.href,
                "verified": last.verified,
                "verified_on": (last.verified_on or verified).isoformat() if last.verified else None,
                "in_force": [
                    [_iso(found.texts[0].period.start) or None, _iso(last.period.end) or None],
                ],
                "cases": len(found.cases),
                "applies": dict(found.applies.words),
                "condition": found.condition,
                "effect": found.effect,
                "exception": found.exception,
            }
        )
    rows.extend({"rule": name, "cite": None, "title": title} for name, title in CHECKS.items())
    return rows


def rule_page(name: str) -> RulePage | None:
    """The page of a rule, by its address or by any way of naming the provision; ``None`` if unknown."""
    if name in CHECKS:
        return RulePage(address=name, cite="Muster", title=CHECKS[name])
    address = name if name in rule_addresses() else read_invocation(name, date.max).address
    return None if address is None else _page(provision(address))


def _page(found: Provision) -> RulePage:
    paragraphs = list(scope_words(found))
    paragraphs += [text.note for text in found.texts if text.note]
    paragraphs += [f"Not read in a source: {text.unread}." for text in found.texts if text.unread]
    paragraphs += [f"Reading: {reading.citation.cite}. {reading.holds}" for reading in found.readings]
    if found.invokes:
        names = ", ".join(provision(address).cite for address in found.invokes)
        paragraphs.append(f"It unlocks {names}, and nothing else (50 USC 1631).")
    if not all(text.verified for text in found.texts):
        paragraphs.append(
            "Texts without words here were not read in a source; their findings ask for review."
        )
    return RulePage(
        address=found.address,
        cite=found.cite,
        title=found.title,
        paragraphs=tuple(paragraphs),
        texts=tuple(
            (
                text.number,
                *_days(text.period),
                text.quote if text.verified and text.quote else text.note or "",
            )
            for text in found.texts
        ),
        parameters=tuple(
            (
                item.name,
                f"{value.value:,}",
                item.unit,
                *_days(value.period),
                value.citation.cite + ("" if value.citation.verified else " (not verified)"),
            )
            for item in found.parameters
            for value in item.values
        ),
        cases=tuple((case.name, case.verdict) for case in found.cases),
        citations=(
            *(found.citation(text.period.start or date.min) for text in found.texts[-1:]),
            *(reading.citation for reading in found.readings),
        ),
    )


def scope_words(found: Provision) -> tuple[str, ...]:
    """Whom a provision speaks of, when it bites, what it does and what it leaves out, as sentences."""
    told = []
    if found.applies.words:
        names = {"duty_statuses": "duty status", "components": "component", "invoked": "only where invoked"}
        parts = []
        for key, value in found.applies.words:
            shown = (
                ", ".join(provision(item).cite for item in found.applies.invoked)
                if key == "invoked"
                else value
            )
            parts.append(f"{names.get(key, key)}: {shown}")
        told.append(f"Applies to {'; '.join(parts)}.")
    for label, words in (("When", found.condition), ("Effect", found.effect), ("Except", found.exception)):
        if words:
            told.append(f"{label}: {words}")
    return tuple(told)


def _days(period: Period) -> tuple[str, str]:
    return _iso(period.start), _iso(period.end)


def _iso(day: date | None) -> str:
    return day.isoformat() if day is not None else ""
