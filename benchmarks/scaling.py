"""The same case twice as large, exactly: what a planner that counts classes and not units hardly notices."""

from __future__ import annotations

from dataclasses import replace

from muster.domain.authority import Ceiling
from muster.domain.case import Case

__all__ = ("twice_the_units",)


def twice_the_units(case: Case) -> Case:
    """
    Twice the elements of every row, and twice the demand, fixed tours, ceilings, money and seats.

    Whatever a plan of the case does, two of each tour do here, so that the optimum is at most twice the
    cost; the linear relaxation costs exactly twice as much.
    """
    return replace(
        case,
        units=tuple(replace(unit, quantity=2 * unit.quantity) for unit in case.units),
        lines=tuple(replace(line, headcount=2 * line.headcount) for line in case.lines),
        tours=tuple(tour for tour in case.tours for _ in range(2)),
        lifts=tuple(replace(lift, passengers_per_day=2 * lift.passengers_per_day) for lift in case.lifts),
        authorities=tuple(
            replace(authority, ceilings=tuple(map(_twice, authority.ceilings)))
            for authority in case.authorities
        ),
    )


def _twice(ceiling: Ceiling) -> Ceiling:
    return replace(
        ceiling,
        headcount=None if ceiling.headcount is None else 2 * ceiling.headcount,
        dollars=None if ceiling.dollars is None else 2 * ceiling.dollars,
    )
