"""
Splits: elements of units whose parts do not serve together, and what keeping them together is worth.

Parts are planned one by one, so that a split follows from which schedules are alike. Of a class with n parts
to the element, schedules that n members follow can be followed by a whole element
(:func:`muster.planner.decode.assign`); what is left over is split. A price per split is a preference of the
search, not a part of the objective: the plan is searched a second time with whole elements only, leftovers
of both are mended by making schedules alike, and the better of the two, splits charged, is taken. Any bound
on the objective holds for it as before.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import numpy as np

from muster.domain.case import Case
from muster.domain.plan import PlannedTour
from muster.domain.split import Split
from muster.planner.instance import Instance, Ints
from muster.planner.pricing import Schedule
from muster.planner.roster import Roster
from muster.planner.search import Search

__all__ = (
    "bundled",
    "kept_together",
    "left_over",
    "mend",
    "parts_of",
    "splits_of",
    "unfolded",
    "whole",
)


def splits_of(case: Case, tours: Sequence[PlannedTour], charge: int) -> tuple[Split, ...]:
    """
    The elements that are split, by unit and element.

    An element is split on a day of the planning period on which its parts are not all at home and not all
    on lines of one place.
    """
    kinds = {kind.type: kind for kind in case.types}
    units = {unit.unit: unit for unit in case.units}
    places = {line.line: line.place for line in case.lines}
    lives: dict[tuple[str, int], list[PlannedTour]] = defaultdict(list)
    for tour in tours:
        if tour.part is not None:
            lives[tour.unit, tour.element].append(tour)
    found = []
    for (unit, element), mine in sorted(lives.items()):
        kind = kinds[units[unit].type]
        parts = kind.headcount // kind.part if kind.part else 1
        days, person_days = _apart(case, mine, parts, kind.headcount // parts, places)
        if days:
            found.append(
                Split(
                    unit=unit,
                    element=element,
                    parts=parts,
                    away=len({tour.part for tour in mine}),
                    lines=tuple(sorted({tour.line for tour in mine})),
                    days=days,
                    person_days=person_days,
                    charge=charge,
                )
            )
    return tuple(found)


def _apart(
    case: Case, tours: Sequence[PlannedTour], parts: int, people: int, places: Mapping[str, str]
) -> tuple[int, int]:
    """Days on which the parts of an element are apart, and person-days not with its largest group."""
    first, last = case.planning.start, case.planning.end
    marks: set[date] = {first, last}
    for tour in tours:
        marks |= {min(max(first, tour.start), last), min(max(first, tour.end), last)}
    order = sorted(marks)
    days = person_days = 0
    for low, high in pairwise(order):
        there = Counter(places[tour.line] for tour in tours if tour.start <= low < tour.end)
        there[""] = parts - there.total()
        largest = max(there.values())
        if largest < parts:
            length = (high - low) // timedelta(days=1)
            days += length
            person_days += length * people * (parts - largest)
    return days, person_days


# -- whole elements in the search -------------------------------------------------------------


def parts_of(instance: Instance) -> Ints:
    """
    Parts to the element of each class, ``(C,)``.

    1 where members are whole, and where elements are not all there: whose parts did different things in a
    baseline.
    """
    most: dict[str, int] = defaultdict(int)
    for kind in instance.classes:
        for member in kind.members:
            most[member.unit] = max(most[member.unit], member.part or 1)
    found = np.ones(len(instance.classes), dtype=np.int64)
    for owner, kind in enumerate(instance.classes):
        elements = Counter((member.unit, member.element) for member in kind.members)
        number = most[kind.members[0].unit]
        if all(count == most[unit] == number for (unit, _), count in elements.items()):
            found[owner] = number
    return found


def whole(instance: Instance, parts: Ints) -> Instance:
    """The instance in which the parts of an element go together: fewer members, each of all its people."""
    of_block = parts[instance.block_class]
    of_tour = np.repeat(of_block, np.diff(instance.tours.first))
    return replace(
        instance,
        sizes=instance.sizes // parts,
        block_headcount=instance.block_headcount * of_block,
        block_fills=instance.block_fills * of_block,
        tours=instance.tours.at_prices(instance.tour_cost * of_tour),
        tour_spend=instance.spend * of_tour,
    )


def bundled(parts: Ints, schedules: Sequence[Sequence[Schedule]]) -> list[list[Schedule]]:
    """What whole elements do of the schedules of their parts."""
    return [
        [schedule for schedule, count in sorted(Counter(mine).items()) for _ in range(count // number)]
        for number, mine in zip(parts.tolist(), schedules, strict=True)
    ]


def unfolded(parts: Ints, schedules: Sequence[Sequence[Schedule]]) -> list[list[Schedule]]:
    """The schedules of the parts of whole elements."""
    return [
        [schedule for schedule in mine for _ in range(number)]
        for number, mine in zip(parts.tolist(), schedules, strict=True)
    ]


def left_over(instance: Instance, parts: Ints, schedules: Sequence[Sequence[Schedule]]) -> int:
    """How many elements are split: those that no schedule of so many members fills."""
    split = 0
    for owner, (number, mine) in enumerate(zip(parts.tolist(), schedules, strict=True)):
        if number > 1:
            split += sum(_rest(instance, owner, number, mine).values()) // number
    return split


def _rest(instance: Instance, owner: int, number: int, schedules: Sequence[Schedule]) -> dict[Schedule, int]:
    """Members by schedule (staying home too) whom no whole element takes."""
    counts = Counter(schedules)
    counts[()] = int(instance.sizes[owner]) - len(schedules)
    return {schedule: count % number for schedule, count in counts.items() if count % number}


def kept_together(
    instance: Instance,
    parts: Ints,
    price: int,
    search: Search,
    again: Callable[[Instance, list[list[Schedule]]], Search] | None,
    should_stop: Callable[[], bool],
) -> None:
    """
    Let a search's best plan be the one that is best with every split charged.

    Parameters
    ----------
    price
        Of one split, in the instance's money.
    again
        Searches an instance of whole elements from a start; ``None`` where there is no time for that.
    """
    known = [search.best]
    if again is not None:
        second = again(whole(instance, parts), bundled(parts, search.best))
        known.append(unfolded(parts, second.best))
    best: tuple[int, int, list[list[Schedule]]] | None = None
    for schedules in known:
        roster = Roster(instance, search.objective)
        roster.load(schedules)
        if not roster.feasible() or roster.score()[:2] > search.score[:2]:
            continue
        mend(roster, parts, price, should_stop)
        value = roster.value()
        charged = value + price * left_over(instance, parts, roster.schedules)
        if best is None or charged < best[0]:
            best = charged, value, roster.copy_schedules()
    if best is not None:
        search.proved = search.proved and best[1] <= search.score[2]
        search.best, search.score = best[2], (*search.score[:2], best[1])


def mend(roster: Roster, parts: Ints, price: int, should_stop: Callable[[], bool]) -> None:
    """
    Make schedules alike while that costs less than the splits that it saves.

    Parameters
    ----------
    roster
        Changed in place; its limits are kept.
    price
        Of one split, in the roster's money.
    """
    for owner in np.flatnonzero(parts > 1).tolist():
        while not should_stop() and _mend_one(roster, owner, int(parts[owner]), price):
            pass


def _mend_one(roster: Roster, owner: int, number: int, price: int) -> bool:
    """Save one split of a class at the least cost, if that is below its price."""
    rest = _rest(roster.instance, owner, number, roster.schedules[owner])
    before = roster.value()
    best: tuple[int, list[tuple[Schedule, Schedule]]] | None = None
    for target in sorted(rest):
        moves = _moves(roster, owner, rest, target, number)
        _apply(roster, owner, moves)
        cost = roster.value() - before
        fits = roster.feasible() and not (roster.pins_met == 0).any()
        _apply(roster, owner, [(new, old) for old, new in moves])
        if fits and cost < price and (best is None or cost < best[0]):
            best = cost, moves
    if best is None:
        return False
    _apply(roster, owner, best[1])
    return True


def _moves(
    roster: Roster, owner: int, rest: Mapping[Schedule, int], target: Schedule, number: int
) -> list[tuple[Schedule, Schedule]]:
    """Which leftover members follow the target instead, so that one element more is whole."""
    others = sorted(
        (schedule for schedule in rest if schedule != target), key=lambda each: (rest[each], each)
    )
    pool = [schedule for schedule in others for _ in range(rest[schedule])]
    return [(schedule, target) for schedule in pool[: number - rest[target]]]


def _apply(roster: Roster, owner: int, moves: Sequence[tuple[Schedule, Schedule]]) -> None:
    for old, new in moves:
        if old:
            roster.remove(owner, old)
        if new:
            roster.add(owner, new)
