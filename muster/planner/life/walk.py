"""Walks: the best life of every unit at given prices, by dynamic programming over a graph of lives."""

from __future__ import annotations

import numpy as np

from muster.planner.instance import Ints
from muster.planner.life.graph import LifeGraph

__all__ = ("Walk", "gains", "summed")


def summed(prices: Ints) -> Ints:
    """Running sums along days of ``(L, H)`` prices, a last row of zeros for waiting: ``(L + 1, H + 1)``."""
    total = np.zeros((prices.shape[0] + 1, prices.shape[1] + 1), dtype=np.int64)
    np.cumsum(prices, axis=1, out=total[:-1, 1:])
    return total


def gains(graph: LifeGraph, total: Ints) -> Ints:
    """What each arc earns, ``(A,)``, from running sums of prices for each headcount-day."""
    paid = total[graph.line, graph.end] - total[graph.line, graph.start]
    return np.asarray(paid * graph.fills, dtype=np.int64)


class Walk:
    """
    Values of the nodes of a graph: the most that can be earned from each on.

    Nodes to which no arc leads are the beginnings of single units; a walk may value the others once and then
    each unit alone.
    """

    def __init__(self, graph: LifeGraph) -> None:
        self.graph = graph
        nodes = graph.order.size
        reached = np.zeros(nodes, dtype=np.bool_)
        reached[graph.head[graph.head >= 0]] = True
        self.values = np.zeros(nodes + 1, dtype=np.int64)
        shared = reached[graph.tail]
        self._shared = [self._part(part) for part in self._by_order(np.flatnonzero(shared))]
        self._single = [self._part(part) for part in self._by_order(np.flatnonzero(~shared))]

    def _by_order(self, arcs: Ints) -> list[Ints]:
        """Arcs in stretches whose tails are equally late."""
        if not arcs.size:
            return []
        order = self.graph.order[self.graph.tail[arcs]]
        return list(np.split(arcs, np.flatnonzero(np.diff(order)) + 1))

    def _part(self, arcs: Ints) -> tuple[slice | Ints, Ints, Ints]:
        tail = self.graph.tail[arcs]
        first = np.concatenate([[0], np.flatnonzero(np.diff(tail)) + 1])
        low, high = int(arcs[0]), int(arcs[-1]) + 1
        return (slice(low, high) if high - low == arcs.size else arcs), tail[first], first

    def share(self, gain: Ints) -> None:
        """Value all nodes but the beginnings of single units."""
        self.values[:] = 0
        self._value(self._shared, gain)

    def everyone(self, gain: Ints) -> Ints:
        """
        Value all nodes.

        Returns
        -------
        ndarray
            Value of each unit's best life, at least 0 (staying home), in the order of the graph's entries.
        """
        self.share(gain)
        self._value(self._single, gain)
        return np.asarray(self.values[self.graph.entry])

    def _value(self, parts: list[tuple[slice | Ints, Ints, Ints]], gain: Ints) -> None:
        values, head = self.values, self.graph.head
        for arcs, tails, first in parts:
            best = np.maximum.reduceat(gain[arcs] + values[head[arcs]], first)
            values[tails] = np.maximum(best, 0)

    def one(self, gain: Ints, node: int) -> int:
        """Value one beginning, after :meth:`share`."""
        low, high = self.graph.arcs_of(node)
        if low < high:
            best = int((gain[low:high] + self.values[self.graph.head[low:high]]).max())
            self.values[node] = max(0, best)
        return int(self.values[node])

    def life(self, gain: Ints, node: int) -> tuple[int, ...]:
        """Arcs of the best life from a node that was valued, waiting included; of equals the first."""
        graph, chosen = self.graph, []
        while node >= 0 and self.values[node] > 0:
            low, high = graph.arcs_of(node)
            arc = low + int(np.argmax(gain[low:high] + self.values[graph.head[low:high]]))
            chosen.append(arc)
            node = int(graph.head[arc])
        return tuple(chosen)
