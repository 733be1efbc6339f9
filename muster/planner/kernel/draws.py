"""Random numbers that are the same on every machine."""

from __future__ import annotations

import numpy as np

from muster.planner.kernel.compiled import inner
from muster.planner.kernel.field import Array

__all__ = ("draw",)


@inner
def draw(state: Array, below: int) -> int:
    """A whole number from 0 to ``below`` − 1 (xorshift64*, Vigna 2016, doi:10.1145/2845077)."""
    word = state[0]
    word ^= word >> np.uint64(12)
    word ^= word << np.uint64(25)
    word ^= word >> np.uint64(27)
    state[0] = word
    mixed = word * np.uint64(2685821657736338717)
    return int(np.int64((mixed >> np.uint64(33)) % np.uint64(below)))
