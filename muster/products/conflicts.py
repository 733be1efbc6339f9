"""Reports that disagree, kept side by side and never averaged."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from muster.domain.fact import Fact
from muster.domain.strength import StrengthReport
from muster.products.figures import count, day, plural

__all__ = ("Conflict", "conflicts_of", "date_words", "quantity_words", "strength_words")

_BOUNDS = {"up_to": "up to ", "at_least": "at least ", "about": "about ", "nearly": "nearly ", "exact": ""}
_ON_DUTY = {"on_duty": "on duty", "planned": "planned", "announced": "announced"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """
    One question to which two or more sources give different answers.

    ``sides`` are ``(what is said, who says it)``; none of them is preferred.
    """

    question: str
    sides: tuple[tuple[str, str], ...]


def quantity_words(fact: Fact) -> str:
    """The fact's quantity with its bound, as the text bounds it; empty where it has none."""
    quantity = fact.quantity
    if quantity is None:
        return ""
    unit = quantity.unit.replace("_", " ")
    if quantity.bound == "range":
        return f"{_plain(quantity.low)} to {_plain(quantity.high)} {unit}"
    value = quantity.value if quantity.value is not None else quantity.high or quantity.low
    return f"{_BOUNDS.get(quantity.bound, '')}{_plain(value)} {unit}"


def _plain(value: float | int | None) -> str:
    if value is None:
        return "–"
    return f"{value:,}" if isinstance(value, int) or not float(value).is_integer() else f"{int(value):,}"


def strength_words(report: StrengthReport) -> str:
    """The reported number with its bound and kind."""
    if report.bound == "range" and report.low is not None and report.high is not None:
        number = f"{count(report.low)} to {count(report.high)}"
    else:
        number = _BOUNDS.get(report.bound, "") + count(report.headcount)
    return f"{number} {_ON_DUTY.get(report.kind, report.kind)}"


def date_words(value: str | None) -> str | None:
    """
    A fact's date; a duration such as ``P30D`` in words, everything else as it is.

    Examples
    --------
    >>> date_words("P30D"), date_words("P1M"), date_words("2025-01-22")
    ('30 days', '1 month', '2025-01-22')
    """
    found = re.fullmatch(r"P(\d+)([DWMY])", value or "")
    if found is None:
        return value
    return plural(int(found[1]), {"D": "day", "W": "week", "M": "month", "Y": "year"}[found[2]])


def conflicts_of(facts: tuple[Fact, ...], strengths: tuple[StrengthReport, ...]) -> tuple[Conflict, ...]:
    """
    Find what is answered differently: strengths of the same day, scope, component, status and kind, and
    facts of the same kind about the same subject, place, day and unit of measure.
    """
    conflicts = []
    reports: defaultdict[tuple[object, ...], list[StrengthReport]] = defaultdict(list)
    for report in strengths:
        reports[report.date, report.scope, report.component, report.duty_status, report.kind].append(report)
    for group in reports.values():
        if len({(report.headcount, report.low, report.high, report.bound) for report in group}) > 1:
            first = group[0]
            who = " ".join(str(part) for part in (first.component, first.duty_status) if part)
            conflicts.append(
                Conflict(
                    question=f"Strength of {first.scope}{', ' + who if who else ''} on {day(first.date)}",
                    sides=tuple((strength_words(r), r.source or "source not stated") for r in group),
                )
            )
    stated: defaultdict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.quantity is not None and fact.kind in ("ceiling", "strength", "movement") and fact.subject:
            stated[
                fact.kind,
                fact.subject.casefold().strip(),
                (fact.place or "").casefold(),
                fact.date or "",
                fact.quantity.unit,
            ].append(fact)
    for alike in stated.values():
        answers = {
            (fact.quantity.value, fact.quantity.low, fact.quantity.high, fact.quantity.bound)
            for fact in alike
            if fact.quantity is not None
        }
        if len(answers) > 1:
            one = alike[0]
            where = f" at {one.place}" if one.place else ""
            when = f", {one.date}" if one.date else ""
            conflicts.append(
                Conflict(
                    question=f"{one.kind.capitalize()} of {one.subject}{where}{when}",
                    sides=tuple(
                        (quantity_words(fact), f"{fact.doc}: “{fact.quote}” ({fact.attribution})")
                        for fact in alike
                    ),
                )
            )
    return tuple(conflicts)
