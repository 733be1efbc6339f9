"""
Assertions of a ledger, tested against everything else that it says.

A reading is what the ledger knows of a strength on a day: one report (of this scope or of a part of it), the
reports of single units together, the tours that were ordered. Each has a least and a greatest number that it
can mean; an assertion is contradicted where no number between them agrees with it. Sources are never
averaged: every reading stands for itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Literal

from muster.domain.assertion import STRENGTH, Assertion
from muster.domain.authority import Authority
from muster.domain.command import Command
from muster.domain.component import Component, DutyStatus
from muster.domain.request import Line
from muster.domain.strength import StrengthReport
from muster.domain.tour import FixedTour
from muster.domain.unit import Unit, UnitType
from muster.ledger.entry import Entry
from muster.ledger.fold import subjects_of
from muster.ledger.kinds import NOUNS
from muster.ledger.nouns import noun_of

__all__ = ("Contradiction", "Reading", "Share", "Standing", "stand")

Verdict = Literal["holds", "contradicted", "open"]
Subjects = Mapping[str, Mapping[str, Entry]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Headcount of one unit (or of one report) in a reading, and the entry that says so."""

    of: str
    headcount: int
    entry: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """
    What the ledger knows of a number in one way.

    ``what`` says in which; ``low`` and ``high`` are the least and the greatest that it can mean (``None`` =
    no limit known); ``shares`` what it is made of.
    """

    what: str
    low: int | None
    high: int | None
    source: str | None
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """
    A reading that does not agree.

    ``difference`` is by how many people at least; ``shares`` what made it, unit by unit: what it is now,
    what it was when the assertion was recorded (``None`` = nothing yet), and the entry that says so now.
    """

    what: str
    said: str
    source: str | None
    difference: int | None
    shares: tuple[tuple[str, int | None, int | None, int | None], ...]
    entries: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """
    An assertion, the entry that states it, and how it stands.

    ``open`` = the ledger knows nothing that decides it. ``from_start`` is true of one that what the ledger
    knew already contradicted when it was recorded.
    """

    assertion: Assertion
    entry: Entry
    verdict: Verdict
    readings: tuple[Reading, ...]
    contradictions: tuple[Contradiction, ...]
    from_start: bool = False


def stand(
    entries: Sequence[Entry], *, as_of: date | None = None, known_at: datetime | None = None
) -> tuple[Standing, ...]:
    """
    How every assertion of a ledger stands, as known at an instant.

    An assertion about a strength is tested against everything that is recorded of its day, whenever it was
    recorded to hold from: reports and tours bear their days themselves. One about another noun is tested
    against what holds on its day.

    Parameters
    ----------
    as_of
        Only assertions about days up to this one.
    """
    told = [entry for entry in entries if known_at is None or entry.recorded <= known_at]
    if not any(entry.draft.kind.startswith("assertion.") for entry in told):
        return ()
    folded = _Folded(told)
    found = []
    for entry in folded.of()["assertion"].values():
        assertion = noun_of(Assertion, entry.draft.body)
        if as_of is None or assertion.on <= as_of:
            found.append(_standing(assertion, entry, folded))
    return tuple(sorted(found, key=lambda standing: standing.entry.n))


class _Folded:
    """What entries say as of a day, and up to an entry; each folded once."""

    def __init__(self, told: Sequence[Entry]) -> None:
        self._told = told
        self._found: dict[tuple[date | None, int | None], Subjects] = {}
        self._nouns: dict[tuple[date | None, int | None], _Told] = {}

    def of(self, as_of: date | None = None, until: int | None = None) -> Subjects:
        """Every noun's subjects; with ``until`` of the entries up to that number."""
        key = (as_of, until)
        if key not in self._found:
            told = self._told if until is None else [entry for entry in self._told if entry.n <= until]
            self._found[key] = subjects_of(told, as_of=as_of)
        return self._found[key]

    def strengths(self, until: int | None = None) -> _Told:
        """What strengths are read from."""
        if (None, until) not in self._nouns:
            self._nouns[None, until] = _told(self.of(until=until))
        return self._nouns[None, until]


def _standing(assertion: Assertion, entry: Entry, folded: _Folded) -> Standing:
    if assertion.noun != STRENGTH:
        return _value_standing(assertion, entry, folded)
    readings = _readings(assertion, folded.strengths())
    judged = [(reading, _judge(assertion, reading)) for reading in readings]
    verdict: Verdict = "open"
    contradictions: tuple[Contradiction, ...] = ()
    from_start = False
    if any(one == "contradicted" for _, one in judged):
        verdict = "contradicted"
        then = {item.what: item for item in _readings(assertion, folded.strengths(entry.n))}
        from_start = any(_judge(assertion, item) == "contradicted" for item in then.values())
        contradictions = tuple(
            _contradiction(assertion, reading, then.get(reading.what))
            for reading, one in judged
            if one == "contradicted"
        )
    elif any(one == "holds" for _, one in judged):
        verdict = "holds"
    return Standing(
        assertion=assertion,
        entry=entry,
        verdict=verdict,
        readings=readings,
        contradictions=contradictions,
        from_start=from_start,
    )


def _judge(assertion: Assertion, reading: Reading) -> Verdict:
    """Whether all, none or some of the numbers that a reading can mean agree with the assertion."""
    value, low, high = int(assertion.value), reading.low, reading.high
    match assertion.relation:
        case "<=":
            surely, never = high is not None and high <= value, low is not None and low > value
        case "<":
            surely, never = high is not None and high < value, low is not None and low >= value
        case ">=":
            surely, never = low is not None and low >= value, high is not None and high < value
        case ">":
            surely, never = low is not None and low > value, high is not None and high <= value
        case "=":
            outside = (low is not None and low > value) or (high is not None and high < value)
            surely, never = low == value == high, outside
        case _:
            outside = (low is not None and low > value) or (high is not None and high < value)
            surely, never = outside, low == value == high
    return "holds" if surely else "contradicted" if never else "open"


def _contradiction(assertion: Assertion, reading: Reading, then: Reading | None) -> Contradiction:
    value = int(assertion.value)
    low, high = reading.low, reading.high
    difference = low - value if low is not None and low > value else None
    if high is not None and high < value:
        difference = high - value
    if assertion.relation in ("<", ">") and difference is None:
        difference = 0
    now = {share.of: share for share in reading.shares}
    was = {share.of: share for share in then.shares} if then is not None else {}
    shares = []
    for of in [*now, *(name for name in was if name not in now)]:
        before, after = was.get(of), now.get(of)
        shares.append(
            (
                of,
                before.headcount if before else None,
                after.headcount if after else None,
                after.entry if after else None,
            )
        )
    new = {share.entry for share in reading.shares} - {share.entry for share in was.values()}
    return Contradiction(
        what=reading.what,
        said=_span(low, high),
        source=reading.source,
        difference=difference,
        shares=tuple(shares),
        entries=tuple(sorted(new or {share.entry for share in reading.shares})),
    )


def _span(low: int | None, high: int | None) -> str:
    if low == high and low is not None:
        return f"{low:,}"
    if low is None:
        return f"at most {high:,}" if high is not None else "any number"
    return f"at least {low:,}" if high is None else f"{low:,} to {high:,}"


# Strength


@dataclass(frozen=True, slots=True)
class _Told:
    """The nouns that strengths are read from, each with the entry that states it."""

    reports: tuple[tuple[StrengthReport, int], ...]
    tours: tuple[tuple[FixedTour, int], ...]
    units: dict[str, Unit]
    types: dict[str, UnitType]
    lines: dict[str, Line]
    commands: tuple[Command, ...]
    authorities: tuple[Authority, ...]


def _told(subjects: Subjects) -> _Told:
    def nouns(name: str) -> list[tuple[Any, int]]:
        form = NOUNS[name].form
        return [(noun_of(form, entry.draft.body), entry.n) for entry in subjects[name].values()]

    return _Told(
        reports=tuple(nouns("strength")),
        tours=tuple(nouns("tour")),
        units={unit.unit: unit for unit, _ in nouns("unit")},
        types={kind.type: kind for kind, _ in nouns("type")},
        lines={line.line: line for line, _ in nouns("request")},
        commands=tuple(command for command, _ in nouns("command")),
        authorities=tuple(authority for authority, _ in nouns("authority")),
    )


def _readings(assertion: Assertion, told: _Told) -> tuple[Reading, ...]:
    """
    Everything that the ledger knows of an asserted strength.

    Reports of the scope itself, each by itself: one on a part of those asked for is at most the whole, one on
    more than those asked for at least the part. Reports of the scope's units on the day, together, and tours
    ordered for the day, together: at least so many, because the ledger may not know of all.
    """
    members = _members(assertion, told)
    scope = {unit for unit, of_scope in members.items() if of_scope}
    return (
        *_reported(assertion, told),
        *_units_reported(assertion, told, scope),
        *_ordered(assertion, told),
    )


def _reported(assertion: Assertion, told: _Told) -> list[Reading]:
    readings = []
    for report, n in told.reports:
        if (report.scope, report.date, report.kind) != (assertion.subject, assertion.on, "on_duty"):
            continue
        part = _fits(report.component, assertion.component), _fits(report.duty_status, assertion.duty_status)
        if "other" in part:
            continue
        low, high = _bounds(report)
        if "part" in part and "whole" in part:
            continue
        if "part" in part:
            high = None
        elif "whole" in part:
            low = None
        who = " ".join(word for word in (report.component, report.duty_status) if word is not None)
        readings.append(
            Reading(
                what=f"report on {report.scope}{f' {who}' if who else ''} per {report.source or 'no source'}",
                low=low,
                high=high,
                source=report.source,
                shares=(Share(of=report.scope, headcount=report.headcount, entry=n),),
            )
        )
    return readings


def _fits(told: Component | DutyStatus | None, asked: Component | DutyStatus | None) -> str:
    """Whether a report speaks of just those asked for, of a part, of more (the whole), or of others."""
    if told == asked:
        return "same"
    if asked is None:
        return "part"
    return "whole" if told is None else "other"


def _bounds(report: StrengthReport) -> tuple[int | None, int | None]:
    """The least and the greatest number that a report can mean; ``about`` is taken at its word."""
    count, low, high = report.headcount, report.low, report.high
    match report.bound:
        case "up_to" | "nearly":
            return low, count if high is None else high
        case "at_least":
            return count if low is None else low, high
        case "range":
            return low, high
        case _:
            return count if low is None else low, count if high is None else high


def _units_reported(assertion: Assertion, told: _Told, scope: Iterable[str]) -> list[Reading]:
    units = set(scope) - {assertion.subject}
    shares: dict[str, Share] = {}
    for report, n in told.reports:
        if report.scope not in units or report.date != assertion.on or report.kind != "on_duty":
            continue
        unit = told.units.get(report.scope)
        component = report.component or (unit.component if unit else None)
        if assertion.component not in (None, component):
            continue
        if assertion.duty_status not in (None, report.duty_status):
            continue
        low = _bounds(report)[0]
        if low is not None and (report.scope not in shares or shares[report.scope].headcount > low):
            shares[report.scope] = Share(of=report.scope, headcount=low, entry=n)
    if not shares:
        return []
    return [
        Reading(
            what="reports of its units together",
            low=sum(share.headcount for share in shares.values()),
            high=None,
            source=None,
            shares=tuple(shares.values()),
        )
    ]


def _ordered(assertion: Assertion, told: _Told) -> list[Reading]:
    shares: dict[str, Share] = {}
    for tour, n in told.tours:
        unit, line = told.units.get(tour.unit), told.lines.get(tour.line)
        if not tour.start <= assertion.on < tour.end or unit is None:
            continue
        if assertion.component not in (None, unit.component):
            continue
        if assertion.duty_status not in (None, tour.duty_status):
            continue
        if not _tour_in_scope(assertion, told, tour, unit, line):
            continue
        kind = told.types.get(unit.type)
        headcount = tour.headcount if tour.headcount is not None else kind.headcount if kind else None
        if headcount is None:
            continue
        earlier = shares.get(tour.unit)
        shares[tour.unit] = Share(
            of=tour.unit,
            headcount=headcount + (earlier.headcount if earlier else 0),
            entry=max(n, earlier.entry) if earlier else n,
        )
    if not shares:
        return []
    return [
        Reading(
            what="tours ordered",
            low=sum(share.headcount for share in shares.values()),
            high=None,
            source=None,
            shares=tuple(shares.values()),
        )
    ]


def _members(assertion: Assertion, told: _Told) -> dict[str, bool]:
    """Whether each unit belongs to the scope on the day: it is it, is under it, or serves there."""
    under = _under(assertion.subject, assertion.on, told.commands)
    members = {
        name: name == assertion.subject or (unit.command is not None and unit.command in under)
        for name, unit in told.units.items()
    }
    for tour, _ in told.tours:
        unit = told.units.get(tour.unit)
        if unit is not None and tour.start <= assertion.on < tour.end:
            line = told.lines.get(tour.line)
            members[tour.unit] |= _tour_in_scope(assertion, told, tour, unit, line)
    return members


def _tour_in_scope(assertion: Assertion, told: _Told, tour: FixedTour, unit: Unit, line: Line | None) -> bool:
    scope = assertion.subject
    under = _under(scope, assertion.on, told.commands)
    if scope in (tour.unit, tour.line, *tour.authority):
        return True
    if line is not None and (scope in (line.place, line.approval) or line.command in under):
        return True
    if unit.command in under:
        return True
    return any(
        ceiling.id == scope
        and ceiling.counts == "named"
        and authority.id in (*tour.authority, line.approval if line else None)
        and (not ceiling.components or unit.component in ceiling.components)
        and (not ceiling.duty_statuses or tour.duty_status in ceiling.duty_statuses)
        and (not ceiling.roles or (line is not None and line.role in ceiling.roles))
        and (not ceiling.places or (line is not None and line.place in ceiling.places))
        and (line is None or line.role not in ceiling.excludes_roles)
        for authority in told.authorities
        for ceiling in authority.ceilings
    )


def _under(scope: str, day: date, commands: Iterable[Command]) -> set[str]:
    """The command and every command that answers to it on the day; nothing if there is no such command."""
    rows = list(commands)
    if not any(row.command == scope for row in rows):
        return set()
    found = {scope}
    grown = True
    while grown:
        more = {
            row.command
            for row in rows
            if row.parent in found
            and row.relation in (None, "command", "dual_status", "tactical_control")
            and (row.start is None or row.start <= day)
            and (row.end is None or day < row.end)
        }
        grown = not more <= found
        found |= more
    return found


# Any other noun


def _value_standing(assertion: Assertion, entry: Entry, folded: _Folded) -> Standing:
    found, n = _value(assertion, folded.of(assertion.on))
    verdict: Verdict = "open" if n is None else "holds" if _agrees(assertion, found) else "contradicted"
    contradictions: tuple[Contradiction, ...] = ()
    if verdict == "contradicted" and n is not None:
        contradictions = (
            Contradiction(
                what=f"{assertion.noun} {assertion.subject} {assertion.field}",
                said=found if found else "blank",
                source=folded.of(assertion.on)[assertion.noun][assertion.subject].draft.source,
                difference=_apart(assertion, found),
                shares=(),
                entries=(n,),
            ),
        )
    from_start = False
    if contradictions:
        then, was = _value(assertion, folded.of(assertion.on, entry.n))
        from_start = was is not None and not _agrees(assertion, then)
    return Standing(
        assertion=assertion,
        entry=entry,
        verdict=verdict,
        readings=(),
        contradictions=contradictions,
        from_start=from_start,
    )


def _value(assertion: Assertion, subjects: Subjects) -> tuple[str, int | None]:
    """The field as it is on the day, and the entry that says so; no entry where nothing is known of it."""
    noun = NOUNS.get(assertion.noun)
    if noun is None:
        return "", None
    entry = subjects[noun.name].get(assertion.subject)
    if entry is None:
        return "", None
    value = getattr(
        noun_of(noun.form, entry.draft.body), _FIELDS.get(assertion.field or "", assertion.field or ""), None
    )
    return _text(value), entry.n


_FIELDS = {"from": "start", "until": "end"}


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "y" if value else "n"
    if isinstance(value, tuple):
        return ";".join(_text(item) for item in value)
    if isinstance(value, Enum):
        return str(value.value)
    return str(value)


def _agrees(assertion: Assertion, found: str) -> bool:
    asked = assertion.value
    if assertion.relation in ("=", "!="):
        same = found == asked or (_number(found) is not None and _number(found) == _number(asked))
        return same == (assertion.relation == "=")
    one, two = _number(found), _number(asked)
    if one is None or two is None:
        if not found:
            return False
        left: Any = found
        right: Any = asked
    else:
        left, right = one, two
    return bool(
        {"<=": left <= right, "<": left < right, ">=": left >= right, ">": left > right}[assertion.relation]
    )


def _number(text: str) -> Decimal | None:
    bare = text.replace(",", "")
    return Decimal(bare) if bare.replace(".", "", 1).isdigit() and bare.isascii() else None


def _apart(assertion: Assertion, found: str) -> int | None:
    one, two = _number(found), _number(assertion.value)
    if one is None or two is None or one != int(one) or two != int(two):
        return None
    return int(one) - int(two)
