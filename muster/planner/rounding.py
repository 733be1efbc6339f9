"""Rounding cuts: what whole tours cannot fill as fractions of them would.

If 200 people are wanted and units bring 90, a relaxation takes 2.22 units; plans take two and leave 20
unfilled, or three. From ``Σ a·x + unfilled ≥ d`` with whole x and any size that leaves ``r = d mod size``,
mixed-integer rounding gives ``Σ (r·⌊a/size⌋ + min(a mod size, r))·x + unfilled ≥ r·⌈d/size⌉`` (Nemhauser and
Wolsey 1990, doi:10.1007/BF01585752; Marchand and Wolsey 2001, doi:10.1287/opre.49.3.363.11211). It holds on
every day, and so for days that are pooled.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ("Roundings", "Shares", "counted", "largest_sums", "least", "most_violated")

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


def counted(fills: Ints, size: Ints, demand: Ints | int) -> Ints:
    """What a tour that fills so many, no more than the demand, counts in the rounding by a size."""
    rest = demand % size
    return np.asarray(rest * (fills // size) + np.minimum(fills % size, rest), dtype=np.int64)


def least(size: Ints, demand: Ints | int) -> Ints:
    """What all counts and what stays unfilled are together at least."""
    return np.asarray(demand % size * -(-demand // size), dtype=np.int64)


def most_violated(fills: Ints, often: Floats, demand: int) -> tuple[int, float]:
    """
    The rounding that a fractional choice violates most.

    Parameters
    ----------
    fills, often
        ``(n,)`` sizes of tours, no more than the demand, and how many tours of each size are chosen.

    Returns
    -------
    tuple
        The size, and how many people it says stay unfilled, which fractions of tours would fill; below 0 if
        they stay unfilled in the choice too.
    """
    sizes = np.arange(1, demand + 1)
    short = least(sizes, demand) - counted(fills, sizes[:, None], demand) @ often
    worst = int(np.argmax(short))
    return int(sizes[worst]), float(short[worst])


def largest_sums(sizes: Iterable[int], limits: Ints) -> Ints:
    """
    Of the sums of sizes, each taken any number of times, the largest that each limit allows.

    A ceiling of 69 where the smallest unit has 81 people allows nobody.
    """
    most = int(limits.max(initial=0))
    # Bit n says whether n is a sum.
    every = (1 << (most + 1)) - 1
    sums = 1
    for size in sorted(set(sizes)):
        times = size
        while 0 < times <= most and sums != every:
            sums |= (sums << times) & every
            times *= 2
    found = [(sums & ((1 << (limit + 1)) - 1)).bit_length() - 1 for limit in limits.tolist()]
    return np.array(found, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Shares:
    """
    What tours count in roundings: ``(n,)`` each.

    ``count`` is what one that fills what ``pair`` says, on the line that it says, counts in ``number``.
    """

    pair: Ints
    number: Ints
    count: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Roundings:
    """
    Roundings of lines, ``(R,)`` each.

    Attributes
    ----------
    line, start, end
        The line, and the first day and the day after the last of days with one demand.
    demand, size
        What is asked for on these days, and the size that it is rounded by.
    """

    line: Ints
    start: Ints
    end: Ints
    demand: Ints
    size: Ints

    @property
    def rest(self) -> Ints:
        """``demand mod size``."""
        return self.demand % self.size

    @property
    def least(self) -> Ints:
        """What all counts and what stays unfilled are together at least, every day."""
        return least(self.size, self.demand)

    def shares(self, pair_line: Ints, pair_fills: Ints) -> Shares:
        """What tours of each pair of a line, ascending, and of a fill count in each rounding of the line."""
        first = np.searchsorted(pair_line, self.line, side="left")
        many = np.searchsorted(pair_line, self.line, side="right") - first
        number = np.repeat(np.arange(self.line.size), many)
        began = np.repeat(first - np.cumsum(many) + many, many)
        pair = np.arange(number.size) + began
        demand = self.demand[number]
        count = counted(np.minimum(pair_fills[pair], demand), self.size[number], demand)
        useful = np.flatnonzero(count)
        return Shares(pair[useful], number[useful], count[useful])

    def paid(self, shares: Shares, prices: Ints, pairs: int, horizon: int) -> Ints:
        """What each pair is paid a day for what it counts, ``(pairs, H)``."""
        out = np.zeros((pairs, horizon + 1), dtype=np.int64)
        worth = shares.count * prices[shares.number]
        np.add.at(out, (shares.pair, self.start[shares.number]), worth)
        np.subtract.at(out, (shares.pair, self.end[shares.number]), worth)
        return np.cumsum(out[:, :-1], axis=1)
