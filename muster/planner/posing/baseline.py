"""Baseline: what each member did in an earlier plan, its elements numbered as the case numbers them now."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from muster.domain.plan import Plan, PlannedTour
from muster.domain.tour import FixedTour
from muster.planner.instance import Member
from muster.planner.posing.ground import Ground
from muster.planner.posing.groups import fixed_key, spread_fixed
from muster.planner.underway import replanned_on

__all__ = ("Baseline", "Stay", "baseline_of")

#: Line, start, end and duty status: what a member keeps if it does it again.
Stay = tuple[str, date, date, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """
    An earlier plan, read on the case of today.

    Attributes
    ----------
    plan
        The plan with the elements of units renumbered: elements have no name but their number, so that the
        one that is now under way on a tour is the one that was to make it.
    stays
        By member, the stays that it may keep or drop.
    ordered
        Tours that ``tours.csv`` (or being under way) has made fixed since: kept.
    lost
        Tours whose unit, element, part or line the case no longer has, and those that were ordered and under
        way and that it no longer orders: dropped whatever the planner does.
    """

    plan: Plan
    stays: Mapping[Member, tuple[Stay, ...]]
    ordered: tuple[PlannedTour, ...]
    lost: tuple[PlannedTour, ...]

    @property
    def open_tours(self) -> int:
        """How many tours are the planner's to keep or drop."""
        return sum(len(stays) for stays in self.stays.values())


def baseline_of(ground: Ground, plan: Plan) -> Baseline:
    """
    Read a plan as a baseline.

    Tours that were over before the case is planned again, and that it does not hold, are history: they are
    neither kept nor dropped.
    """
    day = replanned_on(ground.case)
    plan = _renumbered(ground, plan)
    fixed = Counter(_key(row) for row in ground.case.tours)
    stays: dict[Member, list[Stay]] = defaultdict(list)
    ordered, lost = [], []
    met: set[tuple[object, ...]] = set()
    for tour in sorted(plan.tours, key=_order):
        key = _key(tour)
        if (*key, tour.element) in met:
            ordered.append(tour)
        elif fixed[key]:
            fixed[key] -= 1
            met.add((*key, tour.element))
            ordered.append(tour)
        elif tour.start < day and tour.end <= day:
            continue
        elif tour.start < day or not _exists(ground, tour):
            lost.append(tour)
        else:
            stays[_member(tour)].append(_stay(tour))
    return Baseline(
        plan=plan,
        stays={member: tuple(mine) for member, mine in stays.items()},
        ordered=tuple(ordered),
        lost=tuple(lost),
    )


def _exists(ground: Ground, tour: PlannedTour) -> bool:
    """Whether the case has the unit, its element and part, and the line."""
    unit = ground.units.get(tour.unit)
    if unit is None or tour.line not in ground.line_index or not 1 <= tour.element <= unit.quantity:
        return False
    if not ground.types[unit.type].part:
        return tour.part is None
    return tour.part is not None and 1 <= tour.part <= ground.parts(unit)


def _renumbered(ground: Ground, plan: Plan) -> Plan:
    """
    The plan with its elements numbered so that as many fixed tours as can be lie where the case has them.

    Elements without such a tour keep their number where it is free.
    """
    rows: dict[str, list[FixedTour]] = defaultdict(list)
    for row in sorted(ground.case.tours, key=fixed_key):
        rows[row.unit].append(row)
    lives: dict[str, dict[int, Counter[tuple[object, ...]]]] = defaultdict(lambda: defaultdict(Counter))
    for tour in plan.tours:
        lives[tour.unit][tour.element][_key(tour)] += 1
    numbers: dict[tuple[str, int], int] = {}
    for name, before in lives.items():
        unit = ground.units.get(name)
        if unit is None or unit.quantity == 1 or not rows[name]:
            continue
        held = spread_fixed(ground, unit, rows[name])
        for old, new in _matched(before, held).items():
            numbers[name, old] = new
    return replace(
        plan,
        tours=tuple(
            replace(tour, element=numbers.get((tour.unit, tour.element), tour.element)) for tour in plan.tours
        ),
    )


def _matched(
    before: Mapping[int, Counter[tuple[object, ...]]], held: Sequence[Sequence[FixedTour]]
) -> dict[int, int]:
    """The new number of each old element: most tours in common first, then its own number, then any."""
    now = {number: Counter(_key(row) for row in mine) for number, mine in enumerate(held, start=1)}
    pairs = sorted(
        (-sum((life & now[new]).values()), old != new, old, new)
        for old, life in before.items()
        for new in now
    )
    chosen: dict[int, int] = {}
    for _, _, old, new in pairs:
        if old not in chosen and new not in chosen.values():
            chosen[old] = new
    spare = max([*before, len(held)])
    for old in before:
        if old not in chosen:
            spare += 1
            chosen[old] = spare
    return chosen


def _member(tour: PlannedTour) -> Member:
    return Member(tour.unit, tour.element, tour.part)


def _stay(tour: PlannedTour) -> Stay:
    return (tour.line, tour.start, tour.end, str(tour.duty_status))


def _key(tour: PlannedTour | FixedTour) -> tuple[object, ...]:
    return (tour.unit, tour.line, tour.start, tour.end, str(tour.duty_status))


def _order(tour: PlannedTour) -> tuple[str, int, int, date, date, str, str]:
    return (tour.unit, tour.element, tour.part or 0, tour.start, tour.end, tour.line, str(tour.duty_status))
