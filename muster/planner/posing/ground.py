"""Ground: a case looked up by key, its days as numbers, its distances as travel."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from muster.domain.case import Case
from muster.domain.period import Period
from muster.domain.place import Place
from muster.domain.policy import Policy
from muster.domain.request import Line
from muster.domain.unit import Unit, UnitType
from muster.planner.cost import Costing
from muster.planner.movement import road_tenths, travel_days
from muster.planner.options import PlanOptions

__all__ = ("Ground",)


class Ground:
    """
    What every part of posing reads. Days count from ``planning.start``.

    Attributes
    ----------
    horizon, step
        Days of the planning period, and of a grid step.
    lines
        Sorted by id; ``line_index`` gives the place of each.
    skills
        Headcount of one unit by (type, capability).
    """

    def __init__(self, case: Case, options: PlanOptions) -> None:
        self.case = case
        self.options = options
        self.zero = case.planning.start
        self.horizon = (case.planning.end - case.planning.start).days
        self.step = case.planning.step_days
        self.places: dict[str, Place] = {place.place: place for place in case.places}
        self.types: dict[str, UnitType] = {kind.type: kind for kind in case.types}
        self.policies: dict[str, Policy] = {policy.policy: policy for policy in case.policies}
        self.skills: dict[tuple[str, str], int] = defaultdict(int)
        for skill in case.skills:
            self.skills[skill.type, skill.capability] += skill.headcount
        self.units: dict[str, Unit] = {
            unit.unit: unit for unit in sorted(case.units, key=lambda unit: unit.unit)
        }
        self.lines: list[Line] = sorted(case.lines, key=lambda line: line.line)
        self.line_index = {line.line: index for index, line in enumerate(self.lines)}
        self.costing = Costing(case)
        self._tenths: dict[tuple[str, str], int] = {}
        self._travel: dict[tuple[str, str], int] = {}

    # -- days ---------------------------------------------------------------------------------

    def day(self, when: date) -> int:
        """Number of a date."""
        return (when - self.zero).days

    def date_of(self, day: int) -> date:
        """Date of a number."""
        return self.zero + timedelta(days=day)

    def clip(self, start: date, end: date) -> tuple[int, int]:
        """Days of the horizon in ``[start, end)``; none where the first is not below the second."""
        return max(0, self.day(start)), min(self.horizon, self.day(end))

    def days_of(self, period: Period) -> tuple[int, int]:
        """First day of a period within the horizon and the day after its last; equal where none is."""
        low = 0 if period.start is None else max(0, self.day(period.start))
        high = self.horizon if period.end is None else min(self.horizon, self.day(period.end))
        return min(low, self.horizon), max(min(low, self.horizon), high)

    # -- distances ----------------------------------------------------------------------------

    def tenths(self, home: str, place: str) -> int:
        """Road miles one way, in tenths."""
        key = (home, place)
        if key not in self._tenths:
            self._tenths[key] = road_tenths(self.case, self.places[home], self.places[place])
        return self._tenths[key]

    def travel(self, home: str, place: str) -> int:
        """Days on the road, one way."""
        key = (home, place)
        if key not in self._travel:
            self._travel[key] = travel_days(self.case, self.tenths(home, place))
        return self._travel[key]

    # -- units --------------------------------------------------------------------------------

    def parts(self, unit: Unit) -> int:
        """Into how many equal parts a unit divides: ⌊headcount / part⌋, 1 where it goes whole."""
        kind = self.types[unit.type]
        return kind.headcount // kind.part if kind.part else 1

    def policy_of(self, unit: str) -> Policy:
        """Rotation policy of a unit, by its id."""
        return self.policies[self.units[unit].policy]
