"""The master program of a team: how many units go along each arc, so that the most is filled.

Units of a kind flow through one graph; what lines are filled is told by how many come and go on each day.
Both parts are networks, so that the relaxation is whole, or nearly so, as a rule.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from muster.planner.highs import Columns, Floats, GrowingProgram, Rows, solve_integer
from muster.planner.instance import Ints
from muster.planner.life.team import Goal, Life, Team

__all__ = ("Choice", "Master", "Pool", "pooled")

Pool = list[set[int]]


@dataclass(frozen=True, slots=True)
class Choice:
    """
    What a program chose.

    Attributes
    ----------
    worth
        Worth of what is unfilled.
    flows
        By kind: units along each arc; whole if ``whole``.
    prices
        ``(L, H)`` paid for a unit-day, ``None`` for integer programs.
    levels
        What a unit-day of each kept level is worth.
    """

    worth: float
    flows: tuple[dict[int, float], ...]
    whole: bool
    prices: Floats | None
    levels: tuple[float, ...]
    optimal: bool


class Master:
    """
    The program over a pool of arcs.

    Parameters
    ----------
    goal
        What is to be as little as can be.
    levels
        Lines, and the most unit-days of theirs that may stay unfilled.
    pin
        Worth of each tour that has to be made.
    """

    def __init__(
        self, team: Team, goal: Goal, levels: Sequence[tuple[Ints, int]], pool: Pool, pin: int = 0
    ) -> None:
        self.team = team
        self.weights = goal.weights
        self.charge = goal.charge
        self.pin = pin
        self.levels = levels
        self._cuts = self._breaks(pool)
        self._arcs = [np.array(sorted(mine), dtype=np.int64) for mine in pool]
        self._build()

    def _breaks(self, pool: Pool) -> list[Ints]:
        """Days on which the number of units on a line may change, and its last day after."""
        demand = self.team.demand
        cuts = []
        days: list[set[int]] = [set() for _ in range(demand.shape[0])]
        for kind, mine in zip(self.team.kinds, pool, strict=True):
            arcs = np.array(sorted(mine), dtype=np.int64)
            graph = kind.graph
            for line in range(demand.shape[0]):
                on = arcs[graph.line[arcs] == line]
                days[line].update(graph.start[on].tolist(), graph.end[on].tolist())
        for line in range(demand.shape[0]):
            change = np.flatnonzero(np.diff(demand[line], prepend=0, append=0))
            days[line].update(change.tolist())
            cuts.append(np.array(sorted(days[line]), dtype=np.int64))
        return cuts

    def _build(self) -> None:
        team, demand = self.team, self.team.demand
        row_base, row = [], 0
        for cut in self._cuts:
            row_base.append(row)
            row += max(0, cut.size - 1)
        balance = row
        self._node_row: list[dict[int, int]] = []
        lower = [0.0] * row
        upper = [0.0] * row
        for kind, arcs in zip(team.kinds, self._arcs, strict=True):
            graph = kind.graph
            nodes = np.unique(np.concatenate([graph.tail[arcs], graph.head[arcs]]))
            rows: dict[int, int] = {}
            supply = dict(zip(*np.unique(graph.entry, return_counts=True), strict=True))
            for node in nodes.tolist():
                if node >= 0:
                    rows[node] = row
                    lower.append(-float(supply.get(node, 0)))
                    upper.append(np.inf)
                    row += 1
            self._node_row.append(rows)
        level_rows = []
        for lines, limit in self.levels:
            if limit > 0:
                level_rows.append(row)
                lower.append(float(demand[lines].sum() - limit))
                upper.append(np.inf)
                row += 1
            else:
                level_rows.append(-1)
        self._level_rows = level_rows
        costs: list[float] = []
        low: list[float] = []
        high: list[float] = []
        starts: list[int] = []
        index: list[int] = []
        value: list[float] = []
        for line, cut in enumerate(self._cuts):
            kept = [number for number, (lines, _) in enumerate(self.levels) if line in lines]
            for number in range(cut.size - 1):
                begin, length = int(cut[number]), int(cut[number + 1] - cut[number])
                wanted = float(demand[line, begin])
                costs.append(-float(self.weights[line]) * length)
                fixed = bool(kept) and self.levels[kept[0]][1] <= 0
                low.append(wanted if fixed else 0.0)
                high.append(wanted)
                starts.append(len(index))
                index.append(row_base[line] + number)
                value.append(1.0)
                if number + 1 < cut.size - 1:
                    index.append(row_base[line] + number + 1)
                    value.append(-1.0)
                if kept and level_rows[kept[0]] >= 0:
                    index.append(level_rows[kept[0]])
                    value.append(float(length))
        for line, cut in enumerate(self._cuts):
            for number in range(cut.size - 1):
                costs.append(0.0)
                low.append(0.0)
                high.append(np.inf)
                starts.append(len(index))
                index.append(row_base[line] + number)
                value.append(1.0)
                if number + 1 < cut.size - 1:
                    index.append(row_base[line] + number + 1)
                    value.append(-1.0)
        self._fills = len(costs)
        for kind, arcs, rows in zip(team.kinds, self._arcs, self._node_row, strict=True):
            graph = kind.graph
            for arc in arcs.tolist():
                costs.append(float(self.charge * kind.costs[arc] - self.pin * kind.pinned[arc]))
                low.append(0.0)
                high.append(float(len(kind.members)))
                starts.append(len(index))
                index.append(rows[int(graph.tail[arc])])
                value.append(-1.0)
                head = int(graph.head[arc])
                if head >= 0:
                    index.append(rows[head])
                    value.append(1.0)
                line = int(graph.line[arc])
                if line >= 0:
                    cut = self._cuts[line]
                    begin = int(np.searchsorted(cut, graph.start[arc]))
                    close = int(np.searchsorted(cut, graph.end[arc]))
                    index.append(row_base[line] + begin)
                    value.append(-float(graph.fills[arc]))
                    if close < cut.size - 1:
                        index.append(row_base[line] + close)
                        value.append(float(graph.fills[arc]))
        self._row_base = row_base
        self._balance = balance
        self.rows = Rows(lower=np.array(lower), upper=np.array(upper))
        self.columns = Columns(
            costs=np.array(costs),
            lower=np.array(low),
            upper=np.array(high),
            starts=np.array(starts, dtype=np.int32),
            rows=np.array(index, dtype=np.int32),
            values=np.array(value),
        )
        wanted = demand.sum(axis=1)
        self.constant = float((wanted * self.weights).sum()) + float(self.pin * team.pins)

    def relax(self, threads: int) -> Choice:
        """The linear relaxation over the pool, with its prices."""
        worth, values, duals = GrowingProgram(self.rows, self.columns, threads=threads).solve()
        prices = np.zeros(self.team.demand.shape)
        for line, cut in enumerate(self._cuts):
            base = self._row_base[line]
            potential = np.append(duals[base : base + max(0, cut.size - 1)], 0.0)
            for number in range(cut.size - 1):
                begin, close = int(cut[number]), int(cut[number + 1])
                prices[line, begin:close] = (potential[number + 1] - potential[number]) / (close - begin)
        levels = tuple(float(duals[row]) if row >= 0 else np.inf for row in self._level_rows)
        flows, whole = self._flows(values)
        return Choice(worth + self.constant, flows, whole, prices, levels, True)

    def choose(
        self, *, threads: int, seed: int, nodes: int, gap: float, should_stop: Callable[[], bool]
    ) -> Choice | None:
        """The best whole choice over the pool."""
        integer = np.zeros(self.columns.costs.size, dtype=np.bool_)
        integer[self._fills :] = True
        result = solve_integer(
            self.rows,
            self.columns,
            integer,
            threads=threads,
            seed=seed,
            nodes=nodes,
            absolute_gap=gap,
            relative_gap=0.0,
            should_stop=should_stop,
        )
        if result.values is None:
            return None
        flows, _ = self._flows(np.rint(result.values))
        worth = float(self.columns.costs @ result.values) + self.constant
        return Choice(worth, flows, True, None, (), result.optimal)

    def _flows(self, values: Floats) -> tuple[tuple[dict[int, float], ...], bool]:
        flows = []
        at = self._fills
        whole = True
        for arcs in self._arcs:
            mine = values[at : at + arcs.size]
            at += arcs.size
            whole &= bool((np.abs(mine - np.rint(mine)) < 1e-6).all())
            flows.append({int(arcs[i]): float(mine[i]) for i in np.flatnonzero(mine > 1e-7)})
        return tuple(flows), whole


def pooled(team: Team, lives: dict[int, Life]) -> Pool:
    """The arcs of lives."""
    pool: Pool = [set() for _ in team.kinds]
    for member, life in lives.items():
        pool[team.place[member][0]].update(life)
    return pool
