"""Who is there by the record of tours: ordered and planned, under a ceiling or in a scope, day by day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from muster.domain.authority import Authority, Ceiling
from muster.domain.case import Case
from muster.domain.component import DutyStatus
from muster.domain.plan import Plan
from muster.domain.presence import Steps, steps_of, value_on
from muster.domain.request import Line
from muster.domain.unit import Unit
from muster.law.ceilings import counts

__all__ = ("People", "Presence", "TourDays", "people_of")


@dataclass(frozen=True, slots=True, kw_only=True)
class TourDays:
    """A tour, ordered or planned, with its unit and line; ``received`` is the first day after reception."""

    unit: Unit
    line: Line
    element: int | None
    start: date
    end: date
    received: date
    duty_status: DutyStatus
    authorities: tuple[str, ...]
    headcount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """
    People counted day by day.

    Parameters
    ----------
    ordered
        By ``tours.csv``: tours ordered or under way.
    planned
        By the plan, the ordered tours that it holds among them; ``None`` without a plan.
    hand_over
        Of those planned (or ordered, without a plan), the people in reception whose line others still serve,
        at most as many as those others: what a rotation brings twice.
    """

    ordered: Steps
    planned: Steps | None
    hand_over: Steps

    @property
    def expected(self) -> Steps:
        """What is planned, or ordered where there is no plan."""
        return self.ordered if self.planned is None else self.planned

    def expected_on(self, day: date) -> int:
        """People expected on a day."""
        return value_on(self.expected, day)


@dataclass(frozen=True, slots=True)
class People:
    """The tours of a case and of a plan, resolved once."""

    case: Case
    ordered: tuple[TourDays, ...]
    planned: tuple[TourDays, ...] | None

    def under(self, authority: Authority, ceiling: Ceiling) -> Presence:
        """Whom a ceiling counts; reception days are left out only where its overlap is ``excluded``."""

        def counted(tour: TourDays) -> bool:
            return counts(
                ceiling, authority, self.case, tour.unit, tour.line, tour.duty_status, tour.authorities
            )

        return self._presence(counted, without_reception=ceiling.overlap == "excluded")

    def within(self, scope: str) -> Presence | None:
        """
        Whom a scope of reports holds: an authority, place, unit or command; ``None`` for any other name.

        A command holds the lines that name it, and the units that name it where their line names none.
        """
        case = self.case
        if any(authority.id == scope for authority in case.authorities):
            return self._presence(lambda tour: scope in (*tour.authorities, tour.line.approval))
        if any(place.place == scope for place in case.places):
            return self._presence(lambda tour: tour.line.place == scope)
        if any(unit.unit == scope for unit in case.units):
            return self._presence(lambda tour: tour.unit.unit == scope)
        if any(row.command == scope for row in case.commands):
            named = {*(line.command for line in case.lines), *(unit.command for unit in case.units)}
            if scope not in named:
                return None
            return self._presence(lambda tour: (tour.line.command or tour.unit.command) == scope)
        return None

    def everyone(self) -> Presence:
        """All tours together."""
        return self._presence(lambda tour: True)

    def _presence(self, counted: Callable[[TourDays], bool], *, without_reception: bool = False) -> Presence:
        ordered = [tour for tour in self.ordered if counted(tour)]
        planned = None if self.planned is None else [tour for tour in self.planned if counted(tour)]
        expected = ordered if planned is None else planned
        return Presence(
            ordered=_steps(ordered, without_reception),
            planned=None if planned is None else _steps(planned, without_reception),
            hand_over=_hand_over(expected),
        )


def _steps(tours: Iterable[TourDays], without_reception: bool) -> Steps:
    return steps_of(
        (tour.received if without_reception else tour.start, tour.end, tour.headcount) for tour in tours
    )


def _hand_over(tours: Sequence[TourDays]) -> Steps:
    """People in reception on a line that others serve, at most as many as those others, over all lines."""
    lines: defaultdict[str, list[TourDays]] = defaultdict(list)
    for tour in tours:
        lines[tour.line.line].append(tour)
    found: list[tuple[date, date, int]] = []
    for alike in lines.values():
        if len(alike) < 2:
            continue
        arriving = steps_of((tour.start, min(tour.received, tour.end), tour.headcount) for tour in alike)
        serving = steps_of((tour.received, tour.end, tour.headcount) for tour in alike)
        turns = sorted({day for day, _ in (*arriving, *serving)})
        found.extend(
            (day, until, min(value_on(arriving, day), value_on(serving, day)))
            for day, until in pairwise(turns)
        )
    return steps_of(item for item in found if item[2] > 0)


def people_of(case: Case, plan: Plan | None = None) -> People:
    """The tours of the case, and of a plan where there is one; those whose unit or line is gone stay out."""
    units = {unit.unit: unit for unit in case.units}
    lines = {line.line: line for line in case.lines}
    kinds = {kind.type: kind.headcount for kind in case.types}
    reception = {policy.policy: policy.reception_days for policy in case.policies}

    def tour_days(
        unit: Unit,
        line: Line,
        element: int | None,
        start: date,
        end: date,
        status: DutyStatus,
        names: Iterable[str],
        headcount: int,
    ) -> TourDays:
        received = start + timedelta(days=reception.get(unit.policy, 0))
        return TourDays(
            unit=unit,
            line=line,
            element=element,
            start=start,
            end=end,
            received=min(received, end),
            duty_status=status,
            authorities=tuple(names),
            headcount=headcount,
        )

    ordered = tuple(
        tour_days(
            units[tour.unit],
            lines[tour.line],
            None,
            tour.start,
            tour.end,
            tour.duty_status,
            tour.authority,
            kinds.get(units[tour.unit].type, 0) if tour.headcount is None else tour.headcount,
        )
        for tour in case.tours
        if tour.unit in units and tour.line in lines and tour.start < tour.end
    )
    if plan is None:
        return People(case, ordered, None)
    planned = tuple(
        tour_days(
            units[tour.unit],
            lines[tour.line],
            tour.element,
            tour.start,
            tour.end,
            tour.duty_status,
            tour.authorities,
            tour.headcount,
        )
        for tour in plan.tours
        if tour.unit in units and tour.line in lines and tour.start < tour.end
    )
    return People(case, ordered, planned)
