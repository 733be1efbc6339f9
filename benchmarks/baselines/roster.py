"""Who is there, who is under way, and the plan that a choice of tours makes: what all baselines share."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from muster.domain.case import Case
from muster.domain.component import DutyStatus
from muster.domain.plan import Plan, PlannedTour
from muster.planner.checker.docket import Docket, Stay, day, dwell_days

__all__ = ("NotPosed", "Pick", "Roster", "rested")

#: A tour that is chosen, in words that fit a line of JSON: unit, line, start, end, duty status, how often.
Pick = tuple[str, str, int, int, str, int]


class NotPosed(Exception):
    """The case has something that the compact models cannot say exactly."""


@dataclass(slots=True)
class Roster:
    """
    The members of every row of units.csv, rested or under way.

    Attributes
    ----------
    under_way, fixed
        The fixed tours, on elements 1, 2, …; the same as tours of a plan.
    ready
        By unit: for each element or part, the first day on which a tour of it may start.
    """

    case: Case
    docket: Docket = field(init=False)
    under_way: list[Stay] = field(default_factory=list)
    fixed: list[PlannedTour] = field(default_factory=list)
    ready: dict[str, list[tuple[int, int, int | None]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        docket = self.docket = Docket(self.case)
        taken: dict[str, dict[int, Stay]] = defaultdict(dict)
        for row in self.case.tours:
            unit, line = docket.units[row.unit], docket.lines[row.line]
            element = len(taken[unit.unit]) + 1
            if row.start > self.case.planning.start:
                raise NotPosed("one clock for each class starts after its fixed tours: one begins later")
            if element > unit.quantity:
                raise NotPosed("a row of units has more fixed tours than elements")
            stay = docket.resolve(
                unit=unit,
                line=line,
                element=element,
                part=None,
                start=row.start.toordinal(),
                end=row.end.toordinal(),
                duty_status=row.duty_status,
                authorities=row.authority,
                headcount=row.headcount,
                fixed=True,
                stated=None,
            )
            taken[unit.unit][element] = stay
            self.under_way.append(stay)
            self.fixed.append(_stated(stay))
        for unit in self.case.units:
            pieces = docket.parts(docket.kinds[unit.type])
            self.ready[unit.unit] = [
                (rested(taken[unit.unit][element]) if element in taken[unit.unit] else 0, element, part)
                for element in range(1, unit.quantity + 1)
                for part in (range(1, pieces + 1) if pieces else (None,))
            ]

    def stay(self, unit: str, line: str, start: int, end: int, status: str) -> Stay:
        """A tour of any element (or part) of the unit, with figures."""
        known = self.docket.units[unit]
        return self.docket.resolve(
            unit=known,
            line=self.docket.lines[line],
            element=1,
            part=1 if self.docket.parts(self.docket.kinds[known.type]) else None,
            start=start,
            end=end,
            duty_status=DutyStatus(status),
            authorities=(),
            headcount=None,
            fixed=False,
            stated=None,
        )

    def plan(self, picks: Iterable[Pick]) -> Plan:
        """The plan of these tours and the fixed ones: each goes to the element that has rested longest."""
        by_unit: dict[str, list[Stay]] = defaultdict(list)
        for unit, line, start, end, status, times in picks:
            by_unit[unit] += [self.stay(unit, line, start, end, status)] * times
        tours = list(self.fixed)
        for name, going in by_unit.items():
            waiting = [(when, element, part or 0) for when, element, part in self.ready[name]]
            heapq.heapify(waiting)
            for stay in sorted(going, key=lambda stay: (stay.start, stay.end)):
                _, element, part = heapq.heappop(waiting)
                tours.append(_stated(stay, element, part or None))
                heapq.heappush(waiting, (rested(stay), element, part))
        return Plan(
            case=self.case.name,
            as_of=self.case.as_of,
            seed=0,
            versions={},
            law="assumed",
            status="feasible",
            stopped_by="time",
            objective=None,
            bound=None,
            gap=None,
            closed=None,
            empty=None,
            tours=tuple(tours),
            shortfalls=(),
            ceilings=(),
        )


def rested(stay: Stay) -> int:
    """First day on which the next tour of the element may start."""
    home = stay.travel if stay.policy.dwell_from == "home" else 0
    return stay.end + home + dwell_days(stay.policy, stay.days)


def _stated(stay: Stay, element: int | None = None, part: int | None = None) -> PlannedTour:
    return PlannedTour(
        unit=stay.unit.unit,
        element=stay.element if element is None else element,
        part=part,
        line=stay.line.line,
        start=day(stay.start),
        end=day(stay.end),
        duty_status=stay.duty_status,
        authorities=tuple(sorted(stay.authorities)),
        mobilization=None,
        fund=None,
        headcount=stay.headcount,
        fills=stay.fills,
        cost=stay.cost,
        fixed=stay.fixed,
        law="assumed",
    )
