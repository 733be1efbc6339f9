"""Groups: units, elements and parts that nothing tells apart are planned as one class."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from muster.domain.component import DutyStatus
from muster.domain.tour import FixedTour
from muster.domain.unit import Unit
from muster.planner.instance import UNBOUNDED, Member
from muster.planner.posing.dwell import dwell_days
from muster.planner.posing.ground import Ground

__all__ = ("Ban", "Group", "fixed_key", "groups", "spread_fixed")

#: A line (``None`` = every one) and the days, first and after the last, that a tour may not touch.
Ban = tuple[str | None, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A class in the making: a unit that stands for it, its members and the fixed tours they must keep."""

    unit: Unit
    members: tuple[Member, ...]
    parts: int
    fixed: tuple[FixedTour, ...]
    bans: tuple[Ban, ...]


def fixed_key(tour: FixedTour) -> tuple[str, date, date, str, str, tuple[str, ...], int]:
    """Order of fixed tours, whatever the order of their rows; all but the unit tells groups apart."""
    return (
        tour.unit,
        tour.start,
        tour.end,
        tour.line,
        str(DutyStatus(tour.duty_status)),
        tour.authority,
        -1 if tour.headcount is None else tour.headcount,
    )


def groups(
    ground: Ground, stays: Mapping[Member, tuple[object, ...]] | None = None
) -> tuple[list[Group], dict[int, Member]]:
    """
    The groups of a case.

    Parameters
    ----------
    stays
        What members of a baseline may keep: those that differ in it are in groups of their own.

    Returns
    -------
    list of Group
        In order of their first unit.
    dict
        The element that each fixed tour, numbered in the order of :func:`fixed_key`, was put on.
    """
    pinned = {pin.unit for pin in ground.case.pins if pin.rule == "pin"}
    bans = _bans(ground)
    # Copies: from Python, two elements' equal tours may be one value twice.
    order = [replace(tour) for tour in sorted(ground.case.tours, key=fixed_key)]
    number = {id(tour): index for index, tour in enumerate(order)}
    fixed: dict[str, list[FixedTour]] = defaultdict(list)
    for tour in order:
        fixed[tour.unit].append(tour)
    seats: dict[int, Member] = {}
    members: dict[tuple[object, ...], list[Member]] = {}
    first: dict[tuple[object, ...], Group] = {}
    for unit in ground.units.values():
        parts = ground.parts(unit)
        banned = tuple(sorted(bans[unit.unit], key=repr))
        for element, mine in enumerate(spread_fixed(ground, unit, fixed[unit.unit]), start=1):
            seats.update({number[id(tour)]: Member(unit.unit, element, None) for tour in mine})
            key = (
                unit.type,
                unit.component,
                unit.home,
                unit.policy,
                unit.available_from,
                unit.available_until,
                unit.last_return,
                unit.last_tour_days,
                unit.state,
                unit.mobilization,
                unit.command,
                banned,
                unit.unit if unit.unit in pinned else None,
                tuple(fixed_key(tour)[1:] for tour in mine),
            )
            numbers = range(1, parts + 1) if ground.types[unit.type].part else (None,)
            for member in (Member(unit.unit, element, part) for part in numbers):
                own = (*key, stays.get(member, ()) if stays else ())
                members.setdefault(own, []).append(member)
                first.setdefault(
                    own, Group(unit=unit, members=(), parts=parts, fixed=tuple(mine), bans=banned)
                )
    return [replace(group, members=tuple(members[key])) for key, group in first.items()], seats


def _bans(ground: Ground) -> dict[str, set[Ban]]:
    """Bans by unit; a ban without days holds always."""
    bans: dict[str, set[Ban]] = defaultdict(set)
    for pin in ground.case.pins:
        if pin.rule == "ban":
            low = -UNBOUNDED if pin.start is None else ground.day(pin.start)
            high = UNBOUNDED if pin.end is None else ground.day(pin.end)
            bans[pin.unit].add((pin.line, low, high))
    return bans


def spread_fixed(ground: Ground, unit: Unit, tours: Sequence[FixedTour]) -> list[list[FixedTour]]:
    """
    Fixed tours on the elements of a unit, in order of start.

    As the options say; else each goes to the first element that has kept dwell by then, else to one without
    any, else to one that is not away, else to the first: fixed tours need obey no rule, so that none is
    refused.
    """
    chosen = dict(ground.options.spread).get(unit.unit)
    if chosen is not None:
        sets = [[tours[number] for number in group] for group in chosen]
        return [*sets, *([] for _ in range(unit.quantity - len(sets)))]
    policy = ground.policies[unit.policy]
    held: list[list[FixedTour]] = [[] for _ in range(unit.quantity)]
    for tour in tours:

        def rested(mine: list[FixedTour], tour: FixedTour = tour) -> bool:
            return bool(mine) and all(
                ground.day(tour.start)
                >= ground.day(prior.end) + dwell_days(policy, (prior.end - prior.start).days)
                for prior in mine
            )

        def away(mine: list[FixedTour], tour: FixedTour = tour) -> bool:
            return any(prior.end > tour.start for prior in mine)

        choice = next((mine for mine in held if rested(mine)), None) or next(
            (mine for mine in held if not mine), None
        )
        if choice is None:
            choice = next((mine for mine in held if not away(mine)), held[0])
        choice.append(tour)
    return held
