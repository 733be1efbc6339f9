"""
Assigning people to ways: the cheapest seats in time.

Where everybody finds a seat at the least price that there is for them, nothing can be cheaper. Elsewhere
people of tours that compete for the same seats are a transportation problem (Hitchcock 1941,
doi:10.1002/sapm1941201224): its matrix is totally unimodular, so that a vertex of its linear program moves
whole people and is the cheapest way of all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from muster.errors import SolverError
from muster.planner.moving.ways import Way
from muster.planner.moving.windows import Window

__all__ = ("MOST_OPTIONS", "Option", "Wish", "assign")

#: Options of tours that compete, up to which the cheapest assignment of all is solved for; beyond, seats are
#: given tour by tour, so that telling a very large plan takes no longer than making it.
MOST_OPTIONS = 200_000

#: A day's seats of one way, in one direction.
Seat = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Option:
    """A seat on a day by a way: days on the road, and dollars for one person."""

    way: Way
    day: int
    days: int
    price: Fraction

    @property
    def seat(self) -> Seat:
        """Whose capacity it takes."""
        return self.way.number, self.day


@dataclass(frozen=True, slots=True)
class Wish:
    """A tour's way with all that could carry it, the best first: cheapest, quickest, soonest."""

    window: Window
    options: tuple[Option, ...]

    @property
    def people(self) -> int:
        """Who has to move."""
        return self.window.stay.headcount


def assign(wishes: Sequence[Wish]) -> list[dict[Option, int]]:
    """
    People by option for each wish, at the least cost of all; who finds no seat is left out.

    Leaving nobody behind comes first, cost second. Ways in and ways out must be assigned apart: a seat
    in is no seat out. Competitions of more than :data:`MOST_OPTIONS` options are settled tour by tour.
    """
    found: list[dict[Option, int]] = [{} for _ in wishes]
    left = _capacities(wishes)
    unhappy = [index for index, wish in enumerate(wishes) if not _take_cheapest(wish, left, found[index])]
    if not unhappy:
        return found
    for group in _groups(wishes, unhappy):
        mine = [wishes[index] for index in group]
        many = sum(len(wish.options) for wish in mine) > MOST_OPTIONS
        solved = _in_turn(mine) if many else _cheapest(mine)
        for index, people in zip(group, solved, strict=True):
            found[index] = people
    return found


def _capacities(wishes: Sequence[Wish]) -> dict[Seat, int]:
    return {
        option.seat: option.way.seats
        for wish in wishes
        for option in wish.options
        if option.way.seats is not None
    }


def _take_cheapest(wish: Wish, left: dict[Seat, int], taken: dict[Option, int]) -> bool:
    """Seat a tour by its cheapest options alone; whether they were enough."""
    people = wish.people
    for option in wish.options:
        if option.price > wish.options[0].price or not people:
            break
        seats = min(people, left.get(option.seat, people))
        if seats:
            taken[option] = seats
            people -= seats
            if option.seat in left:
                left[option.seat] -= seats
    return not people


def _groups(wishes: Sequence[Wish], unhappy: Sequence[int]) -> list[list[int]]:
    """Wishes that compete with unhappy ones, directly or through others, in groups that share no seat."""
    holders: defaultdict[Seat, list[int]] = defaultdict(list)
    for index, wish in enumerate(wishes):
        for option in wish.options:
            if option.way.seats is not None:
                holders[option.seat].append(index)
    seen: set[int] = set()
    groups = []
    for start in unhappy:
        if start in seen:
            continue
        group, waiting = [], [start]
        seen.add(start)
        while waiting:
            index = waiting.pop()
            group.append(index)
            for option in wishes[index].options:
                for other in holders.pop(option.seat, ()) if option.way.seats is not None else ():
                    if other not in seen:
                        seen.add(other)
                        waiting.append(other)
        groups.append(sorted(group))
    return groups


def _in_turn(wishes: Sequence[Wish]) -> list[dict[Option, int]]:
    """Seats tour by tour, in order of dates, each its cheapest that are left; not the cheapest of all."""
    left = _capacities(wishes)
    found: list[dict[Option, int]] = [{} for _ in wishes]
    for index in sorted(range(len(wishes)), key=lambda index: (wishes[index].window.last, index)):
        people = wishes[index].people
        for option in wishes[index].options:
            seats = min(people, left.get(option.seat, people))
            if seats:
                found[index][option] = seats
                people -= seats
                if option.seat in left:
                    left[option.seat] -= seats
            if not people:
                break
    return found


def _cheapest(wishes: Sequence[Wish]) -> list[dict[Option, int]]:
    """The transportation problem of wishes that compete: a vertex of its linear program."""
    # Only who has to compete pays for importing numpy and the solver.
    import numpy as np

    from muster.planner.highs import Columns, GrowingProgram, Rows

    seats = sorted(_capacities(wishes))
    limits = _capacities(wishes)
    row_of = {seat: len(wishes) + index for index, seat in enumerate(seats)}
    columns: list[tuple[int, Option | None]] = []
    for index, wish in enumerate(wishes):
        columns.extend((index, option) for option in wish.options)
        columns.append((index, None))
    dearest = max([Fraction(1), *(option.price for wish in wishes for option in wish.options)])
    # Nobody stays behind to save money: more than every other person moved could save in turn.
    behind = float(dearest) * (len(wishes) + len(seats) + 2)
    starts: list[int] = []
    rows: list[int] = []
    costs: list[float] = []
    for index, option in columns:
        starts.append(len(rows))
        rows.append(index)
        costs.append(behind if option is None else float(option.price))
        if option is not None and option.way.seats is not None:
            rows.append(row_of[option.seat])
    people = np.array([float(wish.people) for wish in wishes])
    caps = np.array([float(limits[seat]) for seat in seats])
    program = GrowingProgram(
        Rows(
            lower=np.concatenate([people, np.full(len(seats), -np.inf)]),
            upper=np.concatenate([people, caps]),
        ),
        Columns(
            costs=np.array(costs),
            lower=np.zeros(len(columns)),
            upper=np.full(len(columns), np.inf),
            starts=np.array(starts, dtype=np.int32),
            rows=np.array(rows, dtype=np.int32),
            values=np.ones(len(rows)),
        ),
        threads=1,
    )
    _, values, _ = program.solve()
    whole = np.rint(values)
    if np.abs(values - whole).max(initial=0.0) > 1e-6:
        raise SolverError("a vertex of a transportation problem is not whole")
    found: list[dict[Option, int]] = [{} for _ in wishes]
    for (index, option), number in zip(columns, whole, strict=True):
        if option is not None and number > 0:
            found[index][option] = int(number)
    return found
