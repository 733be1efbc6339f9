"""All schedules of a small case at once, as flows: what members do is a path from start day to start day.

Every tour is a column, every (class, start day) a node: a path through the nodes is a schedule, so that an
integer program over tours chooses among all schedules without listing them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from muster.planner.highs import Columns, Floats, Rows
from muster.planner.master import Master
from muster.planner.pricing import Network, Pricer, Schedule

__all__ = ("Flow", "flow")


@dataclass(frozen=True, slots=True)
class Flow:
    """An integer program over tours; the first ``whole`` columns are the tours and must be whole."""

    network: Network
    rows: Rows
    columns: Columns
    whole: int

    def start(self, schedules: Iterable[Schedule]) -> Floats:
        """How often each tour's column is taken where members do what the schedules say, ``(whole,)``."""
        column = dict(zip(reversed(self.network.tour.tolist()), range(self.whole - 1, -1, -1), strict=True))
        taken = np.zeros(self.whole)
        for schedule in schedules:
            for tour in schedule:
                taken[column[tour]] += 1
        return taken

    def schedules(self, values: Floats) -> list[list[Schedule]]:
        """Paths of whole flows, by class (in the pricer's order)."""
        network = self.network
        left = np.rint(values[: self.whole]).astype(np.int64).tolist()
        leaving: dict[int, list[int]] = {}
        for arc, tail in enumerate(network.tail.tolist()):
            if left[arc]:
                leaving.setdefault(tail, []).append(arc)
        begin = self.whole + network.waits
        entering = np.rint(values[begin : begin + len(network.entries)]).astype(np.int64).tolist()
        paths: list[list[Schedule]] = [[] for _ in range(network.classes)]
        for (owner, node), number in zip(network.entries, entering, strict=True):
            for _ in range(number):
                at, path = node, []
                while at < network.last:
                    going = [arc for arc in leaving.get(at, ()) if left[arc]]
                    if not going:
                        at += network.slots
                        continue
                    left[going[0]] -= 1
                    path.append(int(network.tour[going[0]]))
                    at = int(network.head[going[0]])
                if path:
                    paths[owner].append(tuple(path))
        return paths


def flow(master: Master, pricer: Pricer) -> Flow:
    """The program of a master in which every schedule of every class can be followed."""
    network = pricer.network()
    instance = master.instance
    slacks = master.slacks()
    rows = master.rows()
    first = rows.lower.size
    starts: list[int] = []
    at: list[np.ndarray] = []
    values: list[np.ndarray] = []
    filled = 0

    def column(where: np.ndarray, what: np.ndarray) -> None:
        nonlocal filled
        keep = where < first + network.last
        starts.append(filled)
        at.append(where[keep])
        values.append(what[keep])
        filled += int(keep.sum())

    for tour, tail, head in zip(
        network.tour.tolist(), network.tail.tolist(), network.head.tolist(), strict=True
    ):
        known, worth = master.tour_entries(tour)
        column(np.append(known, [first + tail, first + head]), np.append(worth, [1.0, -1.0]))
    for tail in range(network.waits):
        column(np.array([first + tail, first + tail + network.slots]), np.array([1.0, -1.0]))
    for owner, node in network.entries:
        column(np.array([master.size_row + owner, first + node]), np.array([1.0, -1.0]))
    arcs, others = network.tour.size, network.waits + len(network.entries)
    size = instance.sizes[instance.tour_class[network.tour]].astype(np.float64)
    cost = master.objective.cost * instance.tour_cost[network.tour] / master.money
    columns = Columns(
        costs=np.concatenate([cost, np.zeros(others)]),
        lower=np.zeros(arcs + others),
        upper=np.concatenate([size, np.full(others, np.inf)]),
        starts=np.array(starts, dtype=np.int32),
        rows=np.concatenate(at).astype(np.int32),
        values=np.concatenate(values),
    )
    balance = np.zeros(network.last)
    return Flow(
        network=network,
        rows=Rows(lower=np.concatenate([rows.lower, balance]), upper=np.concatenate([rows.upper, balance])),
        columns=columns.joined(slacks),
        whole=arcs,
    )
