"""
All feasible plans of a tiny case, and the best of them: exhaustive, straight from the rules.

Every element takes every one of its possible schedules; a branch is cut only where it already breaks a
limit that more tours cannot mend, or where even the greatest saving of each element left could not reach
the best plan found. Savings can only shrink as lines fill up, so that this cut never loses the optimum.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import combinations

import numpy as np

from muster.domain.case import Case
from muster.domain.component import DutyStatus
from muster.domain.plan import PlannedTour
from tests.planner.oracle import reckoning as r

DAY = timedelta(days=1)
HUGE = 1 << 62

Schedule = tuple[PlannedTour, ...]


class TooLarge(Exception):
    """The case has too many schedules to try."""


def fixed_tours(case: Case) -> list[PlannedTour]:
    """The fixed tours on their elements: one that would overlap takes the next element."""
    placed: list[PlannedTour] = []
    for row in case.tours:
        quantity = r.unit_of(case, row.unit).quantity
        for element in range(1, quantity + 1):
            tour = r.fixed_tour(case, row, element)
            others = [t for t in placed if t.unit == row.unit and t.element == element]
            if element == quantity or all(t.end <= tour.start or tour.end <= t.start for t in others):
                placed.append(tour)
                break
    return placed


def placements(case: Case) -> list[list[PlannedTour]]:
    """
    Every way to put the fixed tours on elements, up to the numbers of these.

    Two on the same days share an element only where more are under way on some day than there are elements.
    """
    ways: list[list[PlannedTour]] = [[]]
    for row in case.tours:
        quantity = r.unit_of(case, row.unit).quantity
        mine = [t for t in case.tours if t.unit == row.unit]
        crowded = max(sum(o.start <= t.start < o.end for o in mine) for t in mine) > quantity
        longer = []
        for way in ways:
            here = [t for t in way if t.unit == row.unit]
            used = max((t.element for t in here), default=0)
            for element in range(1, min(quantity, used + 1) + 1):
                tour = r.fixed_tour(case, row, element)
                others = [t for t in here if t.element == element]
                if crowded or all(t.end <= tour.start or tour.end <= t.start for t in others):
                    longer.append([*way, tour])
        ways = longer
    return ways


def candidates(case: Case, unit_name: str) -> list[PlannedTour]:
    """Every tour that an element of the unit may make, taken by itself."""
    unit = r.unit_of(case, unit_name)
    horizon = (case.planning.end - case.planning.start).days
    part = r.parts_of(case, unit)[0]
    found = []
    for line in case.lines:
        for start in (case.planning.start + k * DAY for k in range(horizon)):
            if not r.may_start(case, unit, line, start):
                continue
            for end in (start + k * DAY for k in range(1, horizon + 1)):
                if not r.may_last(case, unit, line, start, end) or r.banned(case, unit, line, start, end):
                    continue
                for ds in DutyStatus:
                    if r.may_serve(case, unit, line, ds):
                        found.append(r.tour(case, unit_name, line.line, start, end, ds, part=part))
    return sorted(found, key=lambda t: (t.start, t.end, t.line, t.duty_status))


@dataclass
class Member:
    """One element or part, its schedules and what each of them does."""

    unit: str
    element: int
    part: int | None
    twin: bool
    schedules: list[Schedule]
    fills: np.ndarray
    uses: np.ndarray
    costs: np.ndarray
    pins: np.ndarray


def schedules(case: Case, tours: list[PlannedTour], fixed: list[PlannedTour], most: int) -> list[Schedule]:
    """Every set of tours that one element can make between its fixed ones."""
    free = [t for t in tours if r.rotation_allowed(case, [*fixed, t])]
    follows = {
        (i, j): r.rested(case, free[i], free[j]) for i in range(len(free)) for j in range(i + 1, len(free))
    }
    found: list[tuple[int, ...]] = [()]
    at = 0
    while at < len(found):
        chosen = found[at]
        at += 1
        first = chosen[-1] + 1 if chosen else 0
        for j in range(first, len(free)):
            if all(follows[i, j] for i in chosen):
                found.append((*chosen, j))
                if len(found) > most:
                    raise TooLarge(f"more than {most} schedules")
    return [tuple(free[i] for i in chosen) for chosen in found]


@dataclass
class Search:
    """The case as numbers: needs by line and day, limits by ceiling-day, budget, and set of places."""

    case: Case
    most: int
    fixed: list[PlannedTour]

    def __post_init__(self) -> None:
        case = self.case
        self.days = [(line, day) for line in case.lines for day in r.demand_days(case, line)]
        prices = dict(case.shortfall_prices)
        self.prices = np.array([prices[line.priority] for line, _ in self.days], dtype=np.int64)
        self.need = np.array(
            [r.short_on(case, line, self.fixed, day) for line, day in self.days], dtype=np.int64
        )
        self.fixed_cost = sum(t.cost for t in self.fixed)
        self.pins = [pin for pin in case.pins if pin.rule == "pin"]
        self.limits = np.array(self._limits(), dtype=np.int64)
        self.members = self._members()

    def _limits(self) -> list[int]:
        case, plan = self.case, self.case.planning
        horizon = [plan.start + k * DAY for k in range((plan.end - plan.start).days)]
        self.ceiling_rows, self.budget_rows, self.lift_rows = [], [], []
        limits = []
        for authority in case.authorities:
            for ceiling in authority.ceilings:
                if ceiling.headcount is not None:
                    before = r.used(case, authority, ceiling, self.fixed)
                    for day in horizon:
                        if r.binds(authority, ceiling, day):
                            self.ceiling_rows.append((authority, ceiling, day))
                            limits.append(max(0, ceiling.headcount - before.get(day, 0)))
        for authority in case.authorities:
            for ceiling in authority.ceilings:
                if ceiling.dollars is not None:
                    self.budget_rows.append((authority, ceiling))
                    limits.append(max(0, ceiling.dollars - r.spent(case, authority, ceiling, self.fixed)))
        if case.lifts:
            self._lift_limits(limits)
        return limits

    def _lift_limits(self, limits: list[int]) -> None:
        case, plan = self.case, self.case.planning
        served = {lift.place for lift in case.lifts}
        places = sorted({line.place for line in case.lines if None in served or line.place in served})
        groups = [g for size in range(1, len(places) + 1) for g in combinations(places, size)]
        for step in range(-(-(plan.end - plan.start).days // plan.step_days)):
            days = [plan.start + (step * plan.step_days + k) * DAY for k in range(plan.step_days)]
            days = [day for day in days if day < plan.end]
            for arrive in (True, False):
                before = self._moves(self.fixed, arrive)
                lack = r.lacking(case, before, step)
                for group in groups:
                    seats = sum(
                        lift.passengers_per_day
                        for lift in case.lifts
                        for day in days
                        if (lift.place is None or lift.place in group)
                        and (lift.start is None or lift.start <= day)
                        and (lift.end is None or day < lift.end)
                    )
                    there = sum(n for day, place, n in before if place in group and day in days)
                    self.lift_rows.append((frozenset(days), arrive, group))
                    limits.append(seats + lack - there)

    def _moves(self, tours: list[PlannedTour], arrive: bool) -> list[tuple[object, str, int]]:
        where = {line.line: line.place for line in self.case.lines}
        return [(t.start if arrive else t.end, where[t.line], t.headcount) for t in tours]

    def _uses(self, schedule: Schedule) -> list[int]:
        case, tours = self.case, list(schedule)
        uses = [
            sum(
                t.headcount
                for t in tours
                if r.counted(case, authority, ceiling, t) and r.present_on(case, ceiling, t, day)
            )
            for authority, ceiling, day in self.ceiling_rows
        ]
        uses += [r.spent(case, authority, ceiling, tours) for authority, ceiling in self.budget_rows]
        for days, arrive, group in self.lift_rows:
            uses.append(
                sum(n for day, place, n in self._moves(tours, arrive) if place in group and day in days)
            )
        return uses

    def _fills(self, schedule: Schedule) -> list[int]:
        case = self.case
        reach = [
            (
                t.line,
                t.start + r.policy_of(case, r.unit_of(case, t.unit)).reception_days * DAY,
                t.end,
                t.fills,
            )
            for t in schedule
        ]
        return [
            sum(n for name, first, last, n in reach if name == line.line and first <= day < last)
            for line, day in self.days
        ]

    def _members(self) -> list[Member]:
        members: list[Member] = []
        for unit in self.case.units:
            tours = candidates(self.case, unit.unit)
            before: Member | None = None
            for element in range(1, unit.quantity + 1):
                mine = [t for t in self.fixed if (t.unit, t.element) == (unit.unit, element)]
                made = None if mine or before is None else before
                for part in r.parts_of(self.case, unit):
                    if made is None:
                        made = self._member(unit.unit, element, part, tours, mine)
                        members.append(made)
                    else:
                        members.append(
                            Member(
                                unit.unit,
                                element,
                                part,
                                True,
                                made.schedules,
                                made.fills,
                                made.uses,
                                made.costs,
                                made.pins,
                            )
                        )
                before = None if mine else made
        return members

    def _member(
        self, unit: str, element: int, part: int | None, tours: list[PlannedTour], fixed: list[PlannedTour]
    ) -> Member:
        here = [replace(tour, element=element) for tour in tours]
        found = schedules(self.case, here, fixed, self.most)
        uses = np.array([self._uses(s) for s in found], dtype=np.int64).reshape(len(found), -1)
        able = (uses <= self.limits).all(axis=1)
        found = [s for s, fits in zip(found, able, strict=True) if fits]
        pins = [
            sum(
                1 << n
                for n, pin in enumerate(self.pins)
                if any(
                    (t.unit, t.line, t.start, t.end) == (pin.unit, pin.line, pin.start, pin.end) for t in s
                )
            )
            for s in found
        ]
        return Member(
            unit,
            element,
            part,
            False,
            found,
            np.array([self._fills(s) for s in found], dtype=np.int64).reshape(len(found), -1),
            uses[able],
            np.array([sum(t.cost for t in s) for s in found], dtype=np.int64),
            np.array(pins, dtype=np.int64),
        )

    def solve(self, nodes: int) -> tuple[int, list[PlannedTour]] | None:
        """The least objective in cents and a plan that has it; ``None`` if no plan meets all pins."""
        self.best, self.chosen = HUGE, []
        self.left_nodes = nodes
        met = sum(
            1 << n
            for n, pin in enumerate(self.pins)
            if any(
                (t.unit, t.line, t.start, t.end) == (pin.unit, pin.line, pin.start, pin.end)
                for t in self.fixed
            )
        )
        self._branch(0, self.need, self.limits, self.fixed_cost, met, [], 0)
        if self.best == HUGE:
            return None
        tours = list(self.fixed)
        for member, index in zip(self.members, self.chosen, strict=True):
            for tour in member.schedules[index]:
                tours.append(_moved(tour, member))
        return self.best, tours

    def _branch(
        self,
        depth: int,
        need: np.ndarray,
        room: np.ndarray,
        cost: int,
        met: int,
        chosen: list[int],
        least: int,
    ) -> None:
        self.left_nodes -= 1
        if self.left_nodes < 0:
            raise TooLarge("too many branches")
        value = cost + int(self.prices @ need)
        if depth == len(self.members):
            if value < self.best and met == (1 << len(self.pins)) - 1:
                self.best, self.chosen = value, list(chosen)
            return
        member = self.members[depth]
        saves = self._saves(member, need)
        hope = 0
        known: dict[int, int] = {}
        for other in self.members[depth + 1 :]:
            if id(other.fills) not in known:
                known[id(other.fills)] = int(self._saves(other, need).max())
            hope += known[id(other.fills)]
        fits = (member.uses <= room).all(axis=1)
        if member.twin:
            fits[:least] = False
        for index in np.argsort(-saves, kind="stable"):
            if value - int(saves[index]) - hope >= self.best:
                break
            if fits[index]:
                after = self.members[depth + 1].twin if depth + 1 < len(self.members) else False
                self._branch(
                    depth + 1,
                    np.maximum(0, need - member.fills[index]),
                    room - member.uses[index],
                    cost + int(member.costs[index]),
                    met | int(member.pins[index]),
                    [*chosen, int(index)],
                    int(index) if after else 0,
                )

    def _saves(self, member: Member, need: np.ndarray) -> np.ndarray:
        return np.minimum(need, member.fills) @ self.prices - member.costs


def _moved(tour: PlannedTour, member: Member) -> PlannedTour:
    return replace(tour, element=member.element, part=member.part)


def best_plan(case: Case, most: int = 400, nodes: int = 20_000) -> tuple[int, list[PlannedTour]] | None:
    """
    The optimum in cents and its tours, the fixed ones first; ``None`` if the pins cannot all be met.

    Raises
    ------
    TooLarge
        If an element has more than ``most`` schedules or the search more than ``nodes`` branches.
    """
    found = [Search(case, most, fixed).solve(nodes) for fixed in placements(case)]
    return min((each for each in found if each is not None), key=lambda each: each[0], default=None)
