"""Under way: tours of a baseline that had begun before the case is planned again stay as they are."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from math import ceil

from muster.domain.case import Case
from muster.domain.plan import Plan, PlannedTour
from muster.domain.tour import FixedTour
from muster.domain.unit import Unit
from muster.errors import Problem
from muster.planner.movement import road_tenths, travel_days

__all__ = ("replanned_on", "told_under_way", "under_cycles", "under_way", "with_under_way")


def replanned_on(case: Case) -> date:
    """The day on which a case is planned again: the later of ``as_of`` and ``planning.start``."""
    return max(case.as_of, case.planning.start)


def under_way(case: Case, baseline: Plan) -> tuple[FixedTour, ...]:
    """
    Planned tours of a baseline that began before the case is planned again, and that ``tours.csv`` lacks.

    They were carried out as planned, as far as the case does not say otherwise, and are to be treated as
    rows of ``tours.csv``. Left out are tours of units and lines that the case no longer has; tours that are
    over, once nothing is owed for them any more or the unit's ``last_return`` tells of them; and tours that
    the baseline held for ordered and the case does not: there the case knows better.

    Parts of one element that serve together become one row, since a row of ``tours.csv`` speaks of a
    whole unit; its headcount is theirs.
    """
    day = replanned_on(case)
    units = {unit.unit: unit for unit in case.units}
    lines = {line.line for line in case.lines}
    authorities = {authority.id for authority in case.authorities}
    rows: dict[tuple[object, ...], FixedTour] = {}
    for tour in sorted(baseline.tours, key=_order):
        unit = units.get(tour.unit)
        if tour.fixed or tour.start >= day or unit is None or tour.line not in lines:
            continue
        if tour.end <= day and _settled(case, unit, tour, day):
            continue
        key = (*_key(tour), tour.element)
        together = rows[key].headcount if key in rows else 0
        rows[key] = FixedTour(
            unit=tour.unit,
            line=tour.line,
            start=tour.start,
            end=tour.end,
            duty_status=tour.duty_status,
            authority=tuple(name for name in tour.authorities if name in authorities),
            headcount=None if together is None or not tour.headcount else together + tour.headcount,
        )
    known = Counter(_key(tour) for tour in case.tours)
    found = []
    for row in rows.values():
        if known[_key(row)]:
            known[_key(row)] -= 1
        else:
            found.append(row)
    return tuple(found)


def _settled(case: Case, unit: Unit, tour: PlannedTour, day: date) -> bool:
    """Whether a tour that is over matters to no tour any more: its dwell is over and all are home."""
    if unit.last_return is not None and unit.last_return >= tour.end:
        return True
    policy = next(policy for policy in case.policies if policy.policy == unit.policy)
    places = {place.place: place for place in case.places}
    journeys = [
        travel_days(case, road_tenths(case, places[unit.home], places[line.place])) for line in case.lines
    ]
    owed = max(policy.min_dwell_days, ceil(policy.dwell_ratio * (tour.end - tour.start).days))
    return tour.end + timedelta(days=max(owed, max(journeys)) + max(journeys)) <= day


def under_cycles(case: Case) -> bool:
    """Whether some unit lives by a cycle: such cases are planned by lives, without a baseline."""
    cyclic = {policy.policy for policy in case.policies if policy.cycle is not None}
    cyclic |= {period.policy for period in case.policy_periods}
    return any(unit.policy in cyclic for unit in case.units)


def with_under_way(case: Case, baseline: Plan | None) -> Case:
    """The case with the tours :func:`under_way` as if ``tours.csv`` held them; twice changes nothing more."""
    rows = () if baseline is None or under_cycles(case) else under_way(case, baseline)
    return replace(case, tours=(*case.tours, *rows)) if rows else case


def told_under_way(case: Case, baseline: Plan | None) -> tuple[Problem, ...]:
    """
    Warnings: of the tours which are under way and which ``tours.csv`` does not hold; or that units under
    cycles are not planned from a baseline.
    """
    if baseline is not None and under_cycles(case):
        return (
            Problem(
                code="M609",
                message="the baseline is not heeded: units of this case live by cycles",
                file="policies.csv",
                help="muster compare sets the new plan beside the old one",
                severity="warning",
            ),
        )
    rows = () if baseline is None else under_way(case, baseline)
    if not rows:
        return ()
    shown = "; ".join(_row(row) for row in rows[:5]) + (
        f"; and {len(rows) - 5} more" if len(rows) > 5 else ""
    )
    return (
        Problem(
            code="M608",
            message=f"{len(rows)} tour(s) of the baseline had begun by {replanned_on(case)} and are kept "
            f"as they are, though tours.csv does not hold them: {shown}",
            file="tours.csv",
            help="add them to tours.csv (unit,line,start,end,duty_status,authority,headcount); until then "
            "`muster verify` needs --baseline as well",
            severity="warning",
        ),
    )


def _row(row: FixedTour) -> str:
    cells = (row.unit, row.line, row.start, row.end, row.duty_status, ";".join(row.authority), row.headcount)
    return ",".join("" if cell is None else str(cell) for cell in cells)


def _key(tour: PlannedTour | FixedTour) -> tuple[object, ...]:
    return (tour.unit, tour.line, tour.start, tour.end, tour.duty_status)


def _order(tour: PlannedTour) -> tuple[str, int, date, date, str, int]:
    return (tour.unit, tour.element, tour.start, tour.end, tour.line, tour.part or 0)
