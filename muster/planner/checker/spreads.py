"""Fixed tours on the elements of a unit: every way to put them there, and the most that any leaves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from muster.planner.checker.chains import Leg, best_chain

__all__ = ("Away", "Placing", "Way", "best_assignment", "canonical", "crowded", "forced", "ways")

#: A tour under way: first day, day after the last, days of travel to its place, first day on which its
#: dwell is over.
Away = tuple[int, int, int, int]

#: Fixed tours by element, elements without any left out.
Way = tuple[tuple[Away, ...], ...]

#: Ways that are tried to see whether they differ.
SAME = 500

#: Fixed tours of one unit up to which every set of them is valued exactly; more are valued pair by pair,
#: and beyond the larger number not at all.
SETS, PAIRS = 6, 40


def crowded(away: Sequence[Away], quantity: int) -> bool:
    """Whether more tours are under way on a day than there are elements, so that they may share them."""
    return any(sum(each[0] <= tour[0] < each[1] for each in away) > quantity for tour in away)


def forced(away: Sequence[Away], quantity: int) -> Way | None:
    """The way to put tours on elements if there is but one, the numbers of these apart; else ``None``."""
    first: Way | None = None
    for number, way in enumerate(ways(away, quantity)):
        if first is None:
            first = way
        elif canonical(way) != canonical(first) or number > SAME:
            return None
    return first


def canonical(way: Iterable[Sequence[Away]]) -> tuple[tuple[Away, ...], ...]:
    """The same for ways that only the numbers of elements tell apart."""
    return tuple(sorted(tuple(sorted(each)) for each in way if each))


def ways(away: Sequence[Away], quantity: int) -> Iterator[Way]:
    """Every way, as the sets of fixed tours that share an element."""
    order = sorted(away)
    shared = crowded(order, quantity)
    groups: list[list[Away]] = []

    def place(number: int) -> Iterator[Way]:
        if number == len(order):
            yield tuple(tuple(group) for group in groups)
            return
        for group in groups:
            if shared or all(other[1] <= order[number][0] for other in group):
                group.append(order[number])
                yield from place(number + 1)
                group.pop()
        if len(groups) < quantity:
            groups.append([order[number]])
            yield from place(number + 1)
            groups.pop()

    return place(0)


class Placing:
    """
    One unit whose fixed tours may be put on its elements in several ways.

    Parameters
    ----------
    quantity
        Elements of the unit.
    away
        Its fixed tours, in order of start.
    legs
        What one member could do if no fixed tour were in its way, each with its value.
    """

    def __init__(self, quantity: int, away: Sequence[Away], legs: Iterable[Leg]) -> None:
        self.quantity = quantity
        self.away = tuple(sorted(away))
        self.legs = tuple(legs)
        self.crowded = crowded(self.away, quantity)
        self._known: dict[tuple[Away, ...], int] = {}

    def value(self, held: Iterable[Away]) -> int:
        """The best chain of an element that makes these of the fixed tours."""
        mine = tuple(sorted(held))
        if mine not in self._known:
            self._known[mine] = best_chain(leg for leg in self.legs if _free(leg, mine))
        return self._known[mine]

    def worth(self, elements: Iterable[Sequence[Away]]) -> int:
        """What all elements are worth with the fixed tours put on them so; those without any are left out."""
        held = [each for each in elements if each]
        return sum(map(self.value, held)) + (self.quantity - len(held)) * self.value(())

    @cached_property
    def most(self) -> int:
        """
        At least what the elements are worth under any way; exact for few tours.

        More of them are valued pair by pair: between two tours that follow each other on an element there
        is no more than these two allow. Each tour then has one that follows it or none, which is an
        assignment. Beyond that, fixed tours are taken to be in nobody's way.
        """
        if len(self.away) <= SETS:
            return max(map(self.worth, ways(self.away, self.quantity)))
        if len(self.away) <= PAIRS:
            return self._by_pairs()
        return self.quantity * self.value(())

    def _apart(self, first: int, second: int) -> bool:
        """Whether the second of two tours, in order of start, begins after the first has ended."""
        return self.away[first][1] <= self.away[second][0]

    def _by_pairs(self) -> int:
        tours = range(len(self.away))
        free = self.value(())
        forbidden = -1 - self.quantity * free - len(self.away) * free
        after = [self._gap(number, None) for number in tours]
        before = [self._gap(None, number) for number in tours]
        table = []
        for first in tours:
            follows = [
                self._gap(first, second)
                if first < second and (self.crowded or self._apart(first, second))
                else forbidden
                for second in tours
            ]
            table.append(follows + [after[first]] * self.quantity)
        table.extend([*before, *([free] * self.quantity)] for _ in range(self.quantity))
        return best_assignment(table)

    def _gap(self, first: int | None, second: int | None) -> int:
        """The best chain after one fixed tour and before another."""
        legs = self.legs
        if first is not None:
            legs = tuple(leg for leg in legs if _after(leg, self.away[first]))
        if second is not None:
            legs = tuple(leg for leg in legs if _before(leg, self.away[second]))
        return best_chain(legs)


def _after(leg: Leg, away: Away) -> bool:
    start, _, _, travel, _ = leg
    _, until, way, rested = away
    return start >= rested and start >= until + way + travel


def _before(leg: Leg, away: Away) -> bool:
    start, home, rested, _, _ = leg
    begin, _, way, _ = away
    return start < begin and begin >= rested and begin >= home + way


def _free(leg: Leg, mine: Sequence[Away]) -> bool:
    return all(_after(leg, away) or _before(leg, away) for away in mine)


def best_assignment(table: Sequence[Sequence[int]]) -> int:
    """
    The most that an assignment of rows to as many columns is worth, in whole numbers.

    Shortest augmenting paths with potentials (Kuhn 1955, doi:10.1002/nav.3800020109; Jonker and Volgenant
    1987, doi:10.1007/BF02278710).
    """
    size = len(table)
    of_row, of_column = [0] * (size + 1), [0] * (size + 1)
    holder = [0] * (size + 1)  # of each column, the row that has it; 0 = nobody
    infinite = 1 + 2 * sum(max(map(abs, row), default=0) for row in table)
    for row in range(1, size + 1):
        holder[0] = row
        least = [infinite * 2] * (size + 1)
        before = [0] * (size + 1)
        done = [False] * (size + 1)
        column = 0
        while holder[column]:
            done[column] = True
            here, step, onward = holder[column], infinite * 4, 0
            for other in range(1, size + 1):
                if not done[other]:
                    cost = -table[here - 1][other - 1] - of_row[here] - of_column[other]
                    if cost < least[other]:
                        least[other], before[other] = cost, column
                    if least[other] < step:
                        step, onward = least[other], other
            for other in range(size + 1):
                if done[other]:
                    of_row[holder[other]] += step
                    of_column[other] -= step
                else:
                    least[other] -= step
            column = onward
        while column:
            holder[column] = holder[before[column]]
            column = before[column]
    return sum(table[holder[column] - 1][column - 1] for column in range(1, size + 1))
