"""Accepted facts as strength reports, where they say when, of whom and how many."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from muster.domain.case import Case
from muster.domain.component import DutyStatus
from muster.domain.fact import Fact
from muster.domain.strength import StrengthReport

__all__ = ("Unplaced", "reports_of_facts")

#: What a fact's status makes of its number; the others are no report of anybody.
_KINDS = {
    "reported": "on_duty",
    "planned": "planned",
    "ordered": "planned",
    "authorised": "announced",
    "signed": "announced",
    "expected": "announced",
}
_STATUSES = (
    (re.compile(r"\btitle[ -]10\b|\bfederal orders\b", re.IGNORECASE), DutyStatus.T10),
    (re.compile(r"\btitle[ -]32\b", re.IGNORECASE), DutyStatus.T32),
    (re.compile(r"\bstate active[ -]duty\b", re.IGNORECASE), DutyStatus.SAD),
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """A strength fact that became no report, and what it lacks."""

    fact: Fact
    why: str


def reports_of_facts(case: Case) -> tuple[tuple[StrengthReport, ...], tuple[Unplaced, ...]]:
    """
    Reports that the case's accepted facts make, and the strength facts that make none, each with the reason.

    The scope is the fact's subject or place, where one of them is the id or name of a ceiling, authority,
    place, unit or command; the duty status is taken from the quote only where it names exactly one.
    A fact that a person rejected is no report. A number that ``strength.csv`` already has for that day and
    scope is not told twice.
    """
    scopes = _scopes(case)
    known = {(report.date, report.scope, report.headcount) for report in case.strengths}
    reports, unplaced = [], []
    for fact in case.facts:
        if fact.kind != "strength" or (fact.review is not None and fact.review.state == "rejected"):
            continue
        made = _report(fact, scopes)
        if isinstance(made, str):
            unplaced.append(Unplaced(fact=fact, why=made))
        elif (made.date, made.scope, made.headcount) not in known:
            reports.append(made)
    return tuple(reports), tuple(unplaced)


def _report(fact: Fact, scopes: dict[str, str]) -> StrengthReport | str:
    quantity = fact.quantity
    if fact.status not in _KINDS:
        return f"it is {fact.status}, and no report of anybody"
    if quantity is None:
        return "it gives no number"
    number = quantity.value if quantity.value is not None else quantity.high or quantity.low
    if number is None or number < 0 or not float(number).is_integer() or quantity.unit == "percent":
        return "its number does not count people"
    if fact.date is None or not _DAY.match(fact.date):
        return "it names no day"
    scope = next(
        (scopes[name] for name in (_folded(fact.subject), _folded(fact.place)) if name in scopes), None
    )
    if scope is None:
        said = " and ".join(repr(name) for name in (fact.subject, fact.place) if name) or "nothing"
        return f"it speaks of {said}, which is no ceiling, authority, place, unit or command of the case"
    statuses = {status for pattern, status in _STATUSES if pattern.search(fact.quote)}
    return StrengthReport(
        date=date.fromisoformat(fact.date),
        scope=scope,
        headcount=int(number),
        kind=_KINDS[fact.status],
        duty_status=statuses.pop() if len(statuses) == 1 else None,
        low=_whole(quantity.low) if quantity.bound == "range" else None,
        high=_whole(quantity.high) if quantity.bound == "range" else None,
        bound=quantity.bound,
        source=f"{fact.doc}: “{fact.quote}”"
        + ("" if fact.attribution == "document" else f" ({fact.attribution})"),
    )


def _whole(value: float | int | None) -> int | None:
    return None if value is None else int(value)


def _folded(name: str | None) -> str:
    return " ".join((name or "").casefold().split())


def _scopes(case: Case) -> dict[str, str]:
    """Folded ids and names to ids; a name that stands for two things stands for none."""
    found: dict[str, str | None] = {}

    def add(name: str | None, scope: str) -> None:
        key = _folded(name)
        if key:
            found[key] = scope if found.get(key, scope) == scope else None

    for authority in case.authorities:
        add(authority.id, authority.id)
        for ceiling in authority.ceilings:
            add(ceiling.id, ceiling.id)
    for place in case.places:
        add(place.place, place.place)
        add(place.name, place.place)
    for unit in case.units:
        add(unit.unit, unit.unit)
        add(unit.name, unit.unit)
    for row in case.commands:
        add(row.command, row.command)
        add(row.name, row.command)
    return {name: scope for name, scope in found.items() if scope is not None}
