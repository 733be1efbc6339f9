"""Spreads: the ways to put the fixed tours of units on their elements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from muster.domain.case import Case
from muster.domain.tour import FixedTour
from muster.domain.unit import Unit
from muster.planner.options import PlanOptions, Spread
from muster.planner.posing.ground import Ground
from muster.planner.posing.groups import fixed_key, spread_fixed

__all__ = ("Held", "held", "spreads")

#: Unit -> its fixed tours, those together that are on one element.
Held = dict[str, tuple[tuple[FixedTour, ...], ...]]


def held(case: Case, options: PlanOptions) -> Held:
    """Where posing puts the fixed tours of units with several elements and several of them."""
    ground = Ground(case, options)
    return {
        unit.unit: tuple(tuple(mine) for mine in spread_fixed(ground, unit, tours) if mine)
        for unit, tours in _several(case)
    }


def spreads(case: Case, options: PlanOptions, most: int) -> list[Spread] | None:
    """
    Every spread of a case, posing's own first; ``None`` if there are more than ``most``.

    A spread says of every unit with a choice which of its fixed tours, numbered in the order of
    :func:`~muster.planner.posing.groups.fixed_key`, share an element. Elements have no name but their number
    and equal tours none at all, so that ways which differ in these only are one.
    """
    ground = Ground(case, options)
    choices: list[list[tuple[str, tuple[tuple[int, ...], ...]]]] = []
    count = 1
    for unit, tours in _several(case):
        numbers = {id(tour): number for number, tour in enumerate(tours)}
        own = tuple(
            tuple(numbers[id(tour)] for tour in mine) for mine in spread_fixed(ground, unit, tours) if mine
        )
        found = {_canonical(tours, own): own}
        for way in _ways(unit, tours):
            found.setdefault(_canonical(tours, way), way)
            if len(found) > most:
                return None
        count *= len(found)
        if count > most:
            return None
        if len(found) > 1:
            choices.append([(unit.unit, way) for way in found.values()])
    return list(product(*choices))


def _several(case: Case) -> Iterator[tuple[Unit, list[FixedTour]]]:
    """Units with several elements and several fixed tours, and these in order."""
    order = [replace(tour) for tour in sorted(case.tours, key=fixed_key)]
    for unit in sorted(case.units, key=lambda unit: unit.unit):
        tours = [tour for tour in order if tour.unit == unit.unit]
        if unit.quantity > 1 and len(tours) > 1:
            yield unit, tours


def _ways(unit: Unit, tours: Sequence[FixedTour]) -> Iterator[tuple[tuple[int, ...], ...]]:
    """
    Sets of tours that share an element, no more sets than elements.

    Tours on the same days do not share one, unless more are under way on a day than there are elements.
    """
    at_once = max(sum(each.start <= tour.start < each.end for each in tours) for tour in tours)
    groups: list[list[int]] = []

    def put(number: int) -> Iterator[tuple[tuple[int, ...], ...]]:
        if number == len(tours):
            yield tuple(map(tuple, groups))
            return
        for group in groups:
            if at_once > unit.quantity or all(tours[other].end <= tours[number].start for other in group):
                group.append(number)
                yield from put(number + 1)
                group.pop()
        if len(groups) < unit.quantity:
            groups.append([number])
            yield from put(number + 1)
            groups.pop()

    return put(0)


def _canonical(tours: Sequence[FixedTour], way: Sequence[Sequence[int]]) -> tuple[object, ...]:
    """The same for ways that only numbers tell apart."""
    return tuple(sorted(tuple(sorted(fixed_key(tours[number]) for number in group)) for group in way))
