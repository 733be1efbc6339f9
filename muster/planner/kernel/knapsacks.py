"""The cheapest whole choice of tours for a line and a day, in compiled loops (a knapsack to be covered)."""

from __future__ import annotations

import numpy as np

from muster.planner.kernel.compiled import compiled
from muster.planner.kernel.field import Array

__all__ = ("cheapest",)


@compiled
def cheapest(
    rows: Array,
    first: Array,
    size: Array,
    price: Array,
    demand: Array,
    weight: Array,
    worth: Array,
    often: Array,
) -> None:
    """
    For some rows, the least that sizes, each any number of times, and unfilled people cost together.

    Parameters
    ----------
    rows
        Those that are asked.
    first, size, price
        ``(R + 1,)`` into the sizes of each row, 1 to its demand each, and their prices, at least 0.
    demand, weight
        ``(R,)`` people asked for; price of one who stays unfilled.
    worth, often
        Out: ``(R,)`` the least cost; how often each size is taken for it.
    """
    most = 0
    for r in rows:
        most = max(most, demand[r])
    # Cheapest way to fill at least so many, and the size taken last.
    cost = np.empty(most + 1, dtype=np.int64)
    taken = np.empty(most + 1, dtype=np.int64)
    useful = np.empty(size.size, dtype=np.int64)
    cost[0] = 0
    for r in rows:
        low, high, asked = first[r], first[r + 1], demand[r]
        often[low:high] = 0
        many = 0
        for k in range(low, high):
            # A size that costs no less than the people that it fills are worth saves nothing.
            if price[k] < weight[r] * size[k]:
                useful[many] = k
                many += 1
        least, filled = weight[r] * asked, 0
        if many == 0:
            worth[r] = least
            continue
        for n in range(1, asked + 1):
            top, chosen = 1 << 62, low
            for at in range(many):
                k = useful[at]
                value = price[k] + cost[max(0, n - size[k])]
                if value < top:
                    top, chosen = value, k
            cost[n], taken[n] = top, chosen
            if top + weight[r] * (asked - n) < least:
                least, filled = top + weight[r] * (asked - n), n
        worth[r] = least
        while filled > 0:
            often[taken[filled]] += 1
            filled -= size[taken[filled]]
