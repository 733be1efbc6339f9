"""The best chain of tours of one member, when every tour has a value of its own."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ("Leg", "best_chain")

#: A tour to choose: first day, first day on which its member is home, first day on which dwell is over, days
#: of travel out to it, value.
Leg = tuple[int, int, int, int, int]


def best_chain(legs: Iterable[Leg]) -> int:
    """
    The most that a chain of tours can be worth; 0 = stay home.

    A tour may follow another if it starts when the dwell is over and its journey out begins when the other's
    journey home has ended. A later tour then keeps these rules to all earlier ones as well, because every
    tour lasts a day at least. So the best continuation of a tour depends on nothing before it, and is found
    from the last start back: for each length of journey, the best value from each day on.
    """
    ordered = sorted(legs, reverse=True)
    if not ordered:
        return 0
    # Journeys that dwell always outlasts need not be told apart.
    least = min(rested - home for _, home, rested, _, _ in ordered)
    journeys = sorted({max(travel, least) for _, _, _, travel, _ in ordered})
    latest, earliest = ordered[0][0], ordered[-1][0]
    days = latest - earliest + 1
    # best[way][n]: the best chain whose first tour has this journey out and starts n days after the first
    # start of all or later.
    best = [[0] * (days + 1) for _ in journeys]
    filled = dict.fromkeys(journeys, days)
    row = dict(zip(journeys, best, strict=True))
    for start, home, rested, travel, value in ordered:
        onward = 0
        for way in journeys:
            ready = max(rested, home + way) - earliest
            if ready < days:
                table = row[way]
                for missing in range(filled[way] - 1, ready - 1, -1):
                    table[missing] = table[missing + 1]
                filled[way] = min(filled[way], ready)
                if table[ready] > onward:
                    onward = table[ready]
        total = value + onward
        if total > 0:
            way = max(travel, least)
            table, at = row[way], start - earliest
            for missing in range(filled[way] - 1, at - 1, -1):
                table[missing] = table[missing + 1]
            filled[way] = min(filled[way], at)
            if total > table[at]:
                table[at] = total
    for way in journeys:
        table = row[way]
        for missing in range(filled[way] - 1, -1, -1):
            table[missing] = table[missing + 1]
    return max(table[0] for table in best)
