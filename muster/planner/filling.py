"""Prices by size: what a tour is paid for filling a line depends on how many it fills, not in proportion.

On each day, whole tours and unfilled people choose together what costs least, so that no combination of whole
tours that is wasteful in itself lowers the bound: for each line and day the prices are worth

    min over whole numbers n of each size:  Σ price(size)·n + shortfall price · max(0, demand − Σ size·n)

This describes all whole choices for one line and day, where rounding cuts describe some (Lagrangian
decomposition: Guignard and Kim 1987, doi:10.1007/BF02592954).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ("Fillings",)

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Fillings:
    """
    Prices by size, ``(E,)`` each.

    Attributes
    ----------
    line, start, end
        The line, and the first day and the day after the last of days with one demand.
    fills, size
        What a tour fills, and how much of that is asked for.
    price
        Paid to each such tour and day, at least 0.
    """

    line: Ints
    start: Ints
    end: Ints
    fills: Ints
    size: Ints
    price: Ints

    def paid(self, pair_line: Ints, pair_fills: Ints, horizon: int) -> Ints:
        """What each pair of a line and a fill, in ascending order, is paid a day, ``(pairs, H)``."""
        most = 1 + int(max(self.fills.max(initial=0), pair_fills.max(initial=0)))
        known, wanted = pair_line * most + pair_fills, self.line * most + self.fills
        pair = np.searchsorted(known, wanted)
        pair[pair == known.size] = 0
        mine = np.flatnonzero(known[pair] == wanted) if known.size else np.zeros(0, dtype=np.int64)
        out = np.zeros((known.size, horizon + 1), dtype=np.int64)
        np.add.at(out, (pair[mine], self.start[mine]), self.price[mine])
        np.subtract.at(out, (pair[mine], self.end[mine]), self.price[mine])
        return np.cumsum(out[:, :-1], axis=1)
