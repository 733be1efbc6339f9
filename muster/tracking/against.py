"""
The plan against what is recorded: late, early, short, over.

What is recorded are the ordered tours of the case (``tours.csv``) and the reported strengths. A tour of the
plan of which neither speaks is *not recorded*, which is not the same as late.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from muster.domain.case import Case
from muster.domain.strength import StrengthReport
from muster.law.reports import span
from muster.tracking.people import People, Presence, TourDays

__all__ = (
    "TOUR_WORDS",
    "GroupStanding",
    "LineStanding",
    "ReportStanding",
    "TourStanding",
    "against_lines",
    "against_reports",
    "against_tours",
    "against_types",
)

#: What a tour may be called; ``as_planned`` and ``not_recorded`` stand alone.
TOUR_WORDS = (
    "late",
    "early",
    "left_early",
    "stays_longer",
    "short",
    "over",
    "unplanned",
    "not_recorded",
    "as_planned",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TourStanding:
    """
    A tour of the plan beside the ordered tour that carries it out; one of the two may be missing.

    ``words`` are of :data:`TOUR_WORDS`, ``days`` how late (or, negative, early) it starts, ``people`` how
    many more than planned.
    """

    unit: str
    type: str
    line: str
    planned: tuple[date, date, int] | None
    recorded: tuple[date, date, int] | None
    words: tuple[str, ...]
    days: int | None
    people: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineStanding:
    """A line on a day: people asked for, and present by the plan and by ordered tours."""

    line: str
    place: str
    asked: int
    planned: int
    recorded: int

    @property
    def difference(self) -> int:
        """People recorded less planned: short below 0, over above."""
        return self.recorded - self.planned


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupStanding:
    """A type of unit on a day: tours and people by the plan and by ordered tours."""

    type: str
    name: str | None
    planned_tours: int
    recorded_tours: int
    planned: int
    recorded: int

    @property
    def difference(self) -> int:
        """People recorded less planned."""
        return self.recorded - self.planned


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportStanding:
    """
    A report on duty beside what tours put into its scope on its day.

    ``difference`` is the number reported less the number expected. ``word`` is ``short`` or ``over`` where
    no number that the report allows is the expected one, ``as_planned`` where one is, ``part`` where the
    report speaks of one component or status only, and the expected number of all.
    """

    report: StrengthReport
    basis: str
    expected: int
    difference: int
    word: str


def against_tours(people: People, day: date) -> tuple[TourStanding, ...]:
    """
    Every tour that was to begin by ``day``, or was ordered, planned against recorded, by unit and line.

    Tours of one unit on one line are matched in the order of their starts; parts of an element that go
    together are one tour.
    """
    if people.planned is None:
        return ()
    plans, records = _by_post(_together(people.planned)), _by_post(people.ordered)
    found: list[TourStanding] = []
    for post in sorted({*plans, *records}):
        planned, recorded = list(plans[post]), list(records[post])
        for exact in (True, False):
            for one in tuple(planned):
                other = next(
                    (item for item in recorded if (not exact and _meet(one, item)) or _same(one, item)), None
                )
                if other is not None:
                    planned.remove(one)
                    recorded.remove(other)
                    found.append(_standing(one, other))
        found.extend(_standing(one, None) for one in planned if one.start <= day)
        found.extend(_standing(None, other) for other in recorded)
    return tuple(sorted(found, key=lambda item: (item.unit, item.line, _first_day(item))))


def _first_day(item: TourStanding) -> date:
    stated = item.planned or item.recorded
    assert stated is not None
    return stated[0]


def _together(tours: Iterable[TourDays]) -> list[TourDays]:
    """Parts of one element on the same days of one line as one tour."""
    groups: dict[tuple[object, ...], list[TourDays]] = {}
    for tour in tours:
        key = (tour.unit.unit, tour.element, tour.line.line, tour.start, tour.end, tour.duty_status)
        groups.setdefault(key, []).append(tour)
    return [group[0] if len(group) == 1 else _sum(group) for group in groups.values()]


def _sum(group: Sequence[TourDays]) -> TourDays:
    first = group[0]
    return TourDays(
        unit=first.unit,
        line=first.line,
        element=first.element,
        start=first.start,
        end=first.end,
        received=first.received,
        duty_status=first.duty_status,
        authorities=first.authorities,
        headcount=sum(tour.headcount for tour in group),
    )


def _by_post(tours: Iterable[TourDays]) -> defaultdict[tuple[str, str], list[TourDays]]:
    posts: defaultdict[tuple[str, str], list[TourDays]] = defaultdict(list)
    for tour in sorted(tours, key=lambda tour: (tour.start, tour.end, tour.element or 0)):
        posts[tour.unit.unit, tour.line.line].append(tour)
    return posts


def _same(one: TourDays, other: TourDays) -> bool:
    return (one.start, one.end, one.headcount) == (other.start, other.end, other.headcount)


def _meet(one: TourDays, other: TourDays) -> bool:
    return one.start < other.end and other.start < one.end


def _standing(planned: TourDays | None, recorded: TourDays | None) -> TourStanding:
    some = planned or recorded
    assert some is not None
    words: list[str] = []
    days = people = None
    if planned is None:
        words.append("unplanned")
    elif recorded is None:
        words.append("not_recorded")
    else:
        days = (recorded.start - planned.start).days
        people = recorded.headcount - planned.headcount
        words += ["late"] if days > 0 else ["early"] if days < 0 else []
        words += (
            ["left_early"]
            if recorded.end < planned.end
            else ["stays_longer"]
            if recorded.end > planned.end
            else []
        )
        words += ["short"] if people < 0 else ["over"] if people > 0 else []
    return TourStanding(
        unit=some.unit.unit,
        type=some.unit.type,
        line=some.line.line,
        planned=None if planned is None else (planned.start, planned.end, planned.headcount),
        recorded=None if recorded is None else (recorded.start, recorded.end, recorded.headcount),
        words=tuple(words) or ("as_planned",),
        days=days,
        people=people,
    )


def against_lines(people: People, day: date) -> tuple[LineStanding, ...]:
    """Every line that is asked for, planned or recorded on the day; people present, not skills."""
    planned, recorded = _present(people.planned or (), day), _present(people.ordered, day)
    found = []
    for line in people.case.lines:
        asked = line.headcount if line.start <= day and (line.end is None or day < line.end) else 0
        ours = sum(tour.headcount for tour in planned if tour.line is line)
        theirs = sum(tour.headcount for tour in recorded if tour.line is line)
        if asked or ours or theirs:
            found.append(
                LineStanding(line=line.line, place=line.place, asked=asked, planned=ours, recorded=theirs)
            )
    return tuple(found)


def against_types(people: People, day: date) -> tuple[GroupStanding, ...]:
    """Every type of which units are there on the day, by the plan or by record."""
    planned, recorded = _present(people.planned or (), day), _present(people.ordered, day)
    tours = Counter(tour.unit.type for tour in planned), Counter(tour.unit.type for tour in recorded)
    heads: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    for side, present in enumerate((planned, recorded)):
        for tour in present:
            heads[side][tour.unit.type] += tour.headcount
    return tuple(
        GroupStanding(
            type=kind.type,
            name=kind.name,
            planned_tours=tours[0][kind.type],
            recorded_tours=tours[1][kind.type],
            planned=heads[0][kind.type],
            recorded=heads[1][kind.type],
        )
        for kind in people.case.types
        if tours[0][kind.type] or tours[1][kind.type]
    )


def _present(tours: Iterable[TourDays], day: date) -> list[TourDays]:
    return [tour for tour in tours if tour.start <= day < tour.end]


def against_reports(case: Case, people: People) -> tuple[ReportStanding, ...]:
    """Every report on duty of a scope that tours speak of, beside the people that they put there."""
    cached: dict[str, Presence | None] = {}
    ceilings = {ceiling.id: (owner, ceiling) for owner in case.authorities for ceiling in owner.ceilings}
    found = []
    for report in case.strengths:
        if report.kind != "on_duty":
            continue
        if report.scope not in cached:
            cached[report.scope] = (
                people.under(*ceilings[report.scope])
                if report.scope in ceilings
                else people.within(report.scope)
            )
        presence = cached[report.scope]
        if presence is None or not presence.expected:
            continue
        expected = presence.expected_on(report.date)
        low, high = span(report)
        fits = (low <= expected and (high is None or expected <= high)) or expected == report.headcount
        whole = report.component is None and (report.duty_status is None or _one_status(people, report))
        found.append(
            ReportStanding(
                report=report,
                basis="orders" if presence.planned is None else "plan",
                expected=expected,
                difference=report.headcount - expected,
                word="part"
                if not whole
                else "as_planned"
                if fits
                else "short"
                if report.headcount < expected
                else "over",
            )
        )
    return tuple(found)


def _one_status(people: People, report: StrengthReport) -> bool:
    """Whether every tour present on the report's day is in the status that it states."""
    tours = people.ordered if people.planned is None else people.planned
    return all(tour.duty_status == report.duty_status for tour in _present(tours, report.date))
