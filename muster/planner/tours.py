"""Candidate tours: told by the grid of their block, and listed one by one only where that is wanted.

The tours of a block (a class, a line, a legal basis) start on days of a grid and end on others; blocks with
equal dates share one grid. A tour is a number: tours are numbered block after block, in a block by start and
then by end. What a number means is computed when asked, so that hundreds of millions of tours take no more
memory than their blocks.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = ("Candidate", "Grids", "Listed", "Tariffs", "Tours", "spans")

Ints = npt.NDArray[np.int64]


class Candidate(NamedTuple):
    """One tour: its block, its first day, the day after its last, cents, and days owed to dwell after it."""

    block: int
    start: int
    end: int
    cost: int
    dwell: int


class Listed(NamedTuple):
    """Some tours one by one, ``(n,)`` each: number, block, first day, the day after the last."""

    tour: Ints
    block: Ints
    start: Ints
    end: Ints


@dataclass(frozen=True, kw_only=True)
class Grids:
    """
    The grids that blocks share: N grids, and S starts of all of them together.

    Attributes
    ----------
    step
        Days from one end to the next.
    first
        ``(N + 1,)`` first start of each grid.
    start, first_end, last_end
        ``(S,)``: a tour that starts on ``start`` may end on ``first_end``, every ``step`` days after it
        before ``last_end``, and on ``last_end``.
    """

    step: int
    first: Ints
    start: Ints
    first_end: Ints
    last_end: Ints

    @cached_property
    def counts(self) -> Ints:
        """``(S,)`` tours from each start."""
        return 1 + -((self.first_end - self.last_end) // self.step)

    @cached_property
    def sizes(self) -> Ints:
        """``(N,)`` tours of each grid."""
        running = np.concatenate([[0], np.cumsum(self.counts)])
        return np.asarray(running[self.first[1:]] - running[self.first[:-1]], dtype=np.int64)


@dataclass(frozen=True, kw_only=True)
class Tariffs:
    """
    What tours cost: T tariffs over the H days of planning, in dollars × ``scale``, all whole numbers.

    Attributes
    ----------
    person_day
        ``(T, H + 1)`` running sums along days.
    person_tenth, person, tour
        ``(T, H)``: per person and tenth of a mile, per person, per tour, by first day.
    """

    scale: int
    person_day: Ints
    person_tenth: Ints
    person: Ints
    tour: Ints

    @property
    def in_words(self) -> bool:
        """Whether every amount is a whole number of 64 bits."""
        tables = (self.person_day, self.person_tenth, self.person, self.tour)
        return all(table.dtype == np.int64 for table in tables)

    @cached_property
    def in_cents(self) -> bool:
        """Whether person-days cost whole cents: then only the share that no length changes is rounded."""
        return not (self.person_day % (self.scale // 100)).any()


@dataclass(frozen=True, kw_only=True)
class Tours:
    """
    All candidate tours of B blocks.

    Attributes
    ----------
    block_class, block_line
        ``(B,)``; blocks are sorted by class.
    block_grid
        ``(B,)`` the grid of each block.
    block_tariff, block_heads, block_tenths
        ``(B,)``: tariff, people and tenths of a mile each way by which a tour of the block is priced.
    dwell_of, dwell
        ``(B,)`` a row of ``dwell``; ``(n, H + 1)`` days owed after a tour, by its length.
    priced
        ``(K,)`` cents of each tour, where they are not what the tariffs say (a search that is paid for
        keeping some of them); ``None`` = what the tariffs say.
    """

    grids: Grids
    tariffs: Tariffs
    block_class: Ints
    block_line: Ints
    block_grid: Ints
    block_tariff: Ints
    block_heads: Ints
    block_tenths: Ints
    dwell_of: Ints
    dwell: Ints
    priced: Ints | None = None
    _known: dict[int, Candidate] = field(default_factory=dict, repr=False, compare=False)
    _days: dict[int, tuple[Ints, Ints]] = field(default_factory=dict, repr=False, compare=False)

    # -- numbers ------------------------------------------------------------------------------

    @cached_property
    def first(self) -> Ints:
        """``(B + 1,)`` number of the first tour of each block."""
        return np.concatenate([[0], np.cumsum(self.grids.sizes[self.block_grid])]).astype(np.int64)

    @cached_property
    def _firsts(self) -> list[int]:
        return list(self.first.tolist())

    @cached_property
    def before(self) -> Ints:
        """``(S + 1,)`` tours of all grids before each start."""
        return np.concatenate([[0], np.cumsum(self.grids.counts)]).astype(np.int64)

    @property
    def size(self) -> int:
        """K, how many tours there are."""
        return int(self.first[-1])

    def at(self, tour: int) -> Candidate:
        """What a number means."""
        found = self._known.get(tour)
        if found is None:
            block = bisect_right(self._firsts, tour) - 1
            grids, grid = self.grids, int(self.block_grid[block])
            low, high = int(grids.first[grid]), int(grids.first[grid + 1])
            within = tour - self._firsts[block] + int(self.before[low])
            at = low + int(np.searchsorted(self.before[low:high], within, side="right")) - 1
            start, last = int(grids.start[at]), int(grids.last_end[at])
            end = min(last, int(grids.first_end[at]) + grids.step * (within - int(self.before[at])))
            one = Listed(*(np.array([number]) for number in (tour, block, start, end)))
            dwell = int(self.dwell[self.dwell_of[block], end - start])
            found = Candidate(block, start, end, int(self.cost_of(one)[0]), dwell)
            self._known[tour] = found
        return found

    def find(self, blocks: Iterable[int], start: int, end: int) -> list[int]:
        """The tours of some blocks with these days."""
        grids, found = self.grids, []
        for block in blocks:
            grid = int(self.block_grid[block])
            low, high = int(grids.first[grid]), int(grids.first[grid + 1])
            at = low + int(np.searchsorted(grids.start[low:high], start))
            if at == high or grids.start[at] != start:
                continue
            first, last = int(grids.first_end[at]), int(grids.last_end[at])
            steps, rest = divmod(end - first, grids.step)
            if end == last or (first <= end < last and rest == 0):
                order = steps if end != last else int(grids.counts[at]) - 1
                found.append(self._firsts[block] + int(self.before[at] - self.before[low]) + order)
        return found

    # -- lists --------------------------------------------------------------------------------

    def of_blocks(self, blocks: Ints | Sequence[int]) -> Listed:
        """The tours of some blocks, block after block in the order given."""
        blocks = np.asarray(blocks, dtype=np.int64)
        grids, grid = self.grids, self.block_grid[blocks]
        low, high = grids.first[grid], grids.first[grid + 1]
        starts = spans(low, high)
        counts = grids.counts[starts]
        order = spans(np.zeros(starts.size, dtype=np.int64), counts)
        end = np.minimum(
            np.repeat(grids.last_end[starts], counts),
            np.repeat(grids.first_end[starts], counts) + grids.step * order,
        )
        return Listed(
            tour=spans(self.first[blocks], self.first[blocks + 1]),
            block=np.repeat(blocks, self.first[blocks + 1] - self.first[blocks]),
            start=np.repeat(grids.start[starts], counts),
            end=np.asarray(end, dtype=np.int64),
        )

    def of(self, tours: Ints | Sequence[int]) -> Listed:
        """Some tours by number, in the order given."""
        tours = np.asarray(tours, dtype=np.int64)
        if "listed" in self.__dict__:
            return Listed(*(each[tours] for each in self.listed))
        block = np.searchsorted(self.first, tours, side="right") - 1
        grids = self.grids
        within = tours - self.first[block] + self.before[grids.first[self.block_grid[block]]]
        at = np.searchsorted(self.before, within, side="right") - 1
        end = np.minimum(grids.last_end[at], grids.first_end[at] + grids.step * (within - self.before[at]))
        return Listed(tours, block, grids.start[at], np.asarray(end, dtype=np.int64))

    @cached_property
    def listed(self) -> Listed:
        """All tours: only for cases that are small, or have much memory."""
        return self.of_blocks(np.arange(self.block_grid.size))

    @cached_property
    def costs(self) -> Ints:
        """``(K,)`` cents of every tour."""
        return self.cost_of(self.listed)

    @cached_property
    def dwells(self) -> Ints:
        """``(K,)`` days owed after every tour."""
        return self.dwell_after(self.listed)

    # -- what tours cost and owe --------------------------------------------------------------

    def cost_of(self, tours: Listed) -> Ints:
        """Cents of each tour, rounded half up once."""
        return self.priced[tours.tour] if self.priced is not None else self.tariff_of(tours)

    def tariff_of(self, tours: Listed) -> Ints:
        """Cents of each tour by the tariffs, whatever the search is paid."""
        known, row = self.tariffs, self.block_tariff[tours.block]
        heads, tenths = self.block_heads[tours.block], self.block_tenths[tours.block]
        start = tours.start
        exact: Any = (
            heads * (known.person_day[row, tours.end] - known.person_day[row, start])
            + 2 * tenths * heads * known.person_tenth[row, start]
            + heads * known.person[row, start]
            + known.tour[row, start]
        )
        return np.asarray((200 * exact + known.scale) // (2 * known.scale), dtype=np.int64)

    def dwell_after(self, tours: Listed) -> Ints:
        """Days owed after each tour."""
        return np.asarray(self.dwell[self.dwell_of[tours.block], tours.end - tours.start], dtype=np.int64)

    @cached_property
    def longest(self) -> Listed:
        """The longest tour from every start of every block."""
        return self.longest_of(np.arange(self.block_grid.size))[0]

    def longest_of(self, blocks: Ints) -> tuple[Listed, Ints]:
        """The longest tour from every start of some blocks, and the places of those starts in the grids."""
        grids = self.grids
        low, high = grids.first[self.block_grid[blocks]], grids.first[self.block_grid[blocks] + 1]
        starts = spans(low, high)
        block = np.repeat(blocks, high - low)
        number = self.first[block] + self.before[starts + 1] - 1 - np.repeat(self.before[low], high - low)
        return Listed(number, block, grids.start[starts], grids.last_end[starts]), starts

    @cached_property
    def shortest(self) -> Ints:
        """``(B,)`` days of the shortest tour of each block."""
        grids = self.grids
        days = grids.first_end - grids.start
        least = np.minimum.reduceat(days, grids.first[:-1]) if days.size else np.zeros(0, dtype=np.int64)
        return np.asarray(least[self.block_grid], dtype=np.int64)

    @cached_property
    def dearest(self) -> int:
        """Cents of the dearest tour; 0 where there is none."""
        if self.priced is not None:
            return int(self.priced.max(initial=0))
        return int(self.tariff_of(self.longest).max(initial=0))

    def days(self, grid: int) -> tuple[Ints, Ints]:
        """The distinct starts and the distinct ends of a grid."""
        if grid not in self._days:
            grids = self.grids
            low, high = int(grids.first[grid]), int(grids.first[grid + 1])
            counts = grids.counts[low:high]
            order = spans(np.zeros(high - low, dtype=np.int64), counts)
            ends = np.minimum(
                np.repeat(grids.last_end[low:high], counts),
                np.repeat(grids.first_end[low:high], counts) + grids.step * order,
            )
            self._days[grid] = grids.start[low:high], np.flatnonzero(np.bincount(ends))
        return self._days[grid]

    def at_prices(self, cents: Ints) -> Tours:
        """The same tours at other prices, ``(K,)``."""
        return replace(self, priced=cents, _known={})


def spans(low: Ints, high: Ints) -> Ints:
    """``low[0], …, high[0] − 1, low[1], …``: ranges one after the other."""
    length = high - low
    if not length.size:
        return np.zeros(0, dtype=np.int64)
    out = np.arange(int(length.sum()), dtype=np.int64)
    out += np.repeat(low - (np.cumsum(length) - length), length)
    return out
