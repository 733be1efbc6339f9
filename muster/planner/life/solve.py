"""Solve a team: lives for its units that leave the least unfilled, level by level, with a bound for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from muster.planner.highs import Floats
from muster.planner.instance import Ints
from muster.planner.life.flow import Master, Pool, pooled
from muster.planner.life.team import (
    Goal,
    Life,
    Team,
    carried,
    cost,
    lagrangian,
    lives_of,
    march,
    short,
    unmet,
)
from muster.planner.life.walk import gains, summed

__all__ = ("Level", "Outcome", "solve")

#: Prices are whole numbers in units of a worth over this.
SCALE = 1 << 16

#: Rounds of arc generation without a better bound after which a level is left, and rounds at most.
PATIENCE, ROUNDS = 60, 400

NODES = 200

#: Times that days of start are added to graphs that do not hold all, and the share of the gap asked for at
#: which that ends: the days that matter most are found first, and are worth more than what was asked for.
EXTENSIONS, ENOUGH = 4, 0.8

#: What a level may lose for those below, as a share of its bound; nothing where the gap asked for is 0.
TOLERANCE = 0.01


@dataclass(frozen=True, slots=True)
class Prices:
    """
    Prices of headcount-days in units of 1 / SCALE, what is charged for a cent and paid for a tour that has to
    be made, and what they prove.
    """

    prices: Ints
    charge: int
    pin: int
    allowance: int
    value: int


@dataclass(frozen=True, slots=True)
class Level:
    """Worth of what is unfilled at a level, and the least that it can be."""

    worth: int
    bound: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """
    What was found for a team.

    Attributes
    ----------
    team
        The team, its graphs with all days of start that turned out to matter.
    lives
        Of the units that do anything.
    levels
        How good they are; ``None`` for a level that the team has no part in.
    rounds
        Rounds of arc generation.
    """

    team: Team
    lives: dict[int, Life]
    levels: tuple[Level | None, ...]
    rounds: int = 0


def solve(
    team: Team,
    levels: Sequence[Goal],
    *,
    gap: float,
    threads: int,
    seed: int,
    should_stop: Callable[[], bool],
) -> Outcome:
    """
    The best lives found.

    Parameters
    ----------
    levels
        The goals, the highest first; each line counts in one of them.
    """
    return _Solver(team, levels, gap=gap, threads=threads, seed=seed, should_stop=should_stop).run()


class _Solver:
    def __init__(
        self,
        team: Team,
        levels: Sequence[Goal],
        *,
        gap: float,
        threads: int,
        seed: int,
        should_stop: Callable[[], bool],
    ) -> None:
        self.team = team
        self.levels = levels
        self.asked = self.gap = gap
        self.threads = threads
        self.seed = seed
        self.should_stop = should_stop
        rank = np.full(team.demand.shape[0], len(levels), dtype=np.int64)
        for number, goal in enumerate(levels):
            if len(levels) > 1:
                rank[goal.weights > 0] = number
            else:
                rank = -goal.weights
        self.tolerance = max(gap, TOLERANCE) if gap else 0.0
        self.limits: list[tuple[Ints, int]] = []
        self.rounds = 0
        self.leader: Prices | None = None
        self.pins = [self.penalty(goal) for goal in levels]
        self.lives = march(team, rank)
        self.short = short(team, self.lives)
        self.pool: Pool = pooled(team, self.lives)

    def worth(self, level: int) -> int:
        return self.value(level, self.lives, self.short)

    def value(self, level: int, lives: dict[int, Life], missing: Ints) -> int:
        goal = self.levels[level]
        left = int((np.maximum(missing, 0).sum(axis=1) * goal.weights).sum())
        left += goal.charge * cost(self.team, lives) if goal.charge else 0
        return left + (self.pins[level] * unmet(self.team, lives) if self.pins[level] else 0)

    def penalty(self, goal: Goal) -> int:
        """
        What a tour that has to be made, and is not, counts: more than one unit could ever save without it.

        A unit that makes its tours instead of its best life gives up at most what that life fills, and costs
        at most what its new one does.
        """
        most = 0
        for kind in self.team.kinds:
            if kind.pins:
                days = self.team.demand.shape[1]
                fills = int(kind.graph.fills.max(initial=0)) * int(goal.weights.max(initial=0))
                most = max(most, days * (fills + 2 * goal.charge * int(kind.costs.max(initial=0))) + 1)
        return most

    def run(self) -> Outcome:
        bounds = [0] * len(self.levels)
        if self.complete:
            bounds = [max(0, self.plain_bound(level)) for level in range(len(self.levels))]
        for level, goal in enumerate(self.levels):
            self.gap = self.asked if level + 1 == len(self.levels) else self.asked / 4
            if not self.good(level, bounds[level]) and not self.should_stop():
                bounds[level] = max(bounds[level], self.raised(level, bounds[level]))
            lines = np.flatnonzero(goal.weights > 0)
            left = int(np.maximum(self.short, 0).sum(axis=1)[lines].sum())
            self.limits.append((lines, max(left, int(bounds[level] * (1 + self.tolerance)))))
        return Outcome(
            self.team,
            self.lives,
            tuple(Level(self.worth(level), bounds[level]) for level in range(len(self.levels))),
            self.rounds,
        )

    def good(self, level: int, bound: int, share: float = 1.0) -> bool:
        """Whether a level is as near to its bound as was asked for, or a share of that."""
        worth = self.worth(level)
        return worth - bound <= share * self.gap * max(worth, 1) and (self.gap > 0 or worth <= bound)

    def plain_bound(self, level: int) -> int:
        """The bound if every unit-day that is unfilled is worth all, and the others nothing."""
        goal = self.levels[level]
        prices = (self.short > 0) * goal.weights[:, None]
        return lagrangian(self.team, prices, goal.charge, self.pins[level])

    @property
    def complete(self) -> bool:
        """Whether the graphs hold every life, so that what they prove is proved."""
        return all(kind.complete for kind in self.team.kinds)

    # -- one level ----------------------------------------------------------------------------

    def raised(self, level: int, bound: int) -> int:
        """
        The bound of a level, after its search.

        Where graphs do not hold every day of start, what is found on them is valued over all days, and the
        days that would have been better are added, until they make no more difference.
        """
        if self.complete:
            return self.improve(level, bound)
        for _ in range(EXTENSIONS):
            local = self.improve(level, 0)
            if self.leader is None or self.should_stop():
                break
            bound = max(bound, self.valued(self.leader))
            if self.good(level, bound, ENOUGH) or (local - bound) <= 0.1 * self.gap * self.worth(level):
                break
            if not self.extend():
                break
        return bound

    def valued(self, leader: Prices) -> int:
        """The bound at prices over every day of start."""
        total = summed(leader.prices)
        earned = 0
        for kind in self.team.kinds:
            if kind.complete:
                gain = gains(kind.graph, total) - leader.charge * kind.costs + leader.pin * kind.pinned
                earned += int(kind.walk.everyone(gain).sum())
            else:
                earned += kind.most(leader.prices, total) + leader.pin * len(kind.pins)
        value = int((self.team.demand * leader.prices).sum()) - earned - leader.allowance
        value += leader.pin * self.team.pins
        return -(-value // SCALE)

    def extend(self) -> bool:
        """Add the start days of the best lives of the last valuation; says whether there were any."""
        kinds = []
        more = False
        for kind in self.team.kinds:
            if kind.lattice is not None and kind.graph.starts is not None:
                known = kind.graph.starts
                fresh = [day for day in kind.lattice.starts(kind.graph.cycle_days) if not known[day]]
                more = more or bool(fresh)
                kinds.append(kind.extended(fresh) if fresh else kind)
            else:
                kinds.append(kind)
        if more:
            team = Team(self.team.demand, tuple(kinds))
            self.lives = carried(self.team, team, self.lives)
            self.team = team
            self.pool = pooled(team, self.lives)
        return more

    def improve(self, level: int, bound: int) -> int:
        """Arc generation, then the integer program over the arcs found; says the bound."""
        team, goal = self.team, self.levels[level]
        kept = tuple(self.limits)
        idle = 0
        self.leader = None
        leader: Floats | None = None
        choice = None
        for _ in range(ROUNDS):
            if self.should_stop():
                break
            self.rounds += 1
            choice = Master(team, goal, kept, self.pool, self.pins[level]).relax(self.threads)
            assert choice.prices is not None
            prices = choice.prices if leader is None else 0.6 * leader + 0.4 * choice.prices
            found, fresh = self.price(level, kept, choice.levels, prices)
            if leader is not None and not fresh:
                other, fresh = self.price(level, kept, choice.levels, choice.prices)
                if other > found:
                    found, prices = other, choice.prices
            idle += 1
            if found > bound or leader is None:
                if found > bound:
                    idle = 0
                leader = prices
                bound = max(bound, found)
            if (
                not fresh
                or idle > PATIENCE
                or choice.worth - bound <= max(0.5, 0.2 * self.gap * choice.worth)
            ):
                break
            if self.good(level, bound):
                return bound
            if choice.whole:
                self.take(
                    [{arc: round(count) for arc, count in flow.items()} for flow in choice.flows], level
                )
                if self.good(level, bound):
                    return bound
        if choice is None:
            return bound
        if choice.whole:
            self.take([{arc: round(count) for arc, count in flow.items()} for flow in choice.flows], level)
        if not self.good(level, bound) and not self.should_stop():
            # closer than half of what was asked for is not worth most of the time
            near = max(0.99, 0.5 * self.asked * min(choice.worth, self.worth(level)))
            whole = Master(team, goal, kept, self.pool, self.pins[level]).choose(
                threads=self.threads, seed=self.seed, nodes=NODES, gap=near, should_stop=self.should_stop
            )
            if whole is not None:
                self.take([{arc: round(count) for arc, count in flow.items()} for flow in whole.flows], level)
        return bound

    def price(
        self, level: int, kept: Sequence[tuple[Ints, int]], worths: Sequence[float], prices: Floats
    ) -> tuple[int, bool]:
        """The bound at some prices, and whether they lead to arcs that the pool has not."""
        team = self.team
        goal = self.levels[level]
        ceiling = goal.weights.astype(np.float64) * SCALE
        allowance = 0
        for (lines, limit), worth in zip(kept, worths, strict=True):
            if limit > 0:
                each = int(worth * SCALE)
                ceiling[lines] = each
                allowance += each * limit
            else:
                ceiling[lines] = 1 << 40
        whole = np.minimum(np.maximum(np.floor(prices * SCALE), 0), ceiling[:, None]).astype(np.int64)
        total = summed(whole)
        earned = 0
        fresh = False
        for number, kind in enumerate(team.kinds):
            gain = gains(kind.graph, total) - goal.charge * SCALE * kind.costs
            if kind.pins:
                gain += self.pins[level] * SCALE * kind.pinned
            values = kind.walk.everyone(gain)
            mine = self.pool[number]
            for node in np.unique(kind.graph.entry).tolist():
                if node >= 0:
                    life = kind.walk.life(gain, node)
                    if not mine.issuperset(life):
                        mine.update(life)
                        fresh = True
            earned += int(values.sum())
        pin = self.pins[level] * SCALE
        value = int((team.demand * whole).sum()) - earned - allowance + pin * team.pins
        if self.leader is None or value > self.leader.value:
            self.leader = Prices(whole, goal.charge * SCALE, pin, allowance, value)
        return -(-value // SCALE), fresh

    def take(self, flows: Sequence[dict[int, int]], level: int) -> None:
        """Keep a choice if it is better at this level (and no worse before)."""
        lives = lives_of(self.team, [{arc: n for arc, n in flow.items() if n} for flow in flows])
        missing = short(self.team, lives)
        unfilled = np.maximum(missing, 0).sum(axis=1)
        kept = all(int(unfilled[lines].sum()) <= limit for lines, limit in self.limits)
        kept &= not self.pins[level] or unmet(self.team, lives) <= unmet(self.team, self.lives)
        new = self.value(level, lives, missing)
        if kept and new < self.worth(level):
            self.lives, self.short = lives, missing
            for mine, more in zip(self.pool, pooled(self.team, lives), strict=True):
                mine.update(more)
