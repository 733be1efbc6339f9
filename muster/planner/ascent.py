"""Ascent of the Lagrangian dual: a bound where the linear program is too large to be solved round by round.

A step costs one pricing and no linear program. Row duals follow the slope of the bound with a pace of their
own for each row, since people, seats and dollars are on different scales (Kingma and Ba 2015,
doi:10.48550/arXiv.1412.6980). An average of the schedules priced on the way tends to a solution of the linear
relaxation (Barahona and Anbil 2000, doi:10.1007/s101070050002).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from muster.planner.colgen import Relaxation, lagrangian
from muster.planner.highs import Floats
from muster.planner.instance import Instance
from muster.planner.master import Master
from muster.planner.pricing import BestSchedules, Schedule

__all__ = ("ascend",)

#: Pace of the first and of the last step, as shares of what a row can be worth, with so many steps; with
#: fewer both are faster, by the root of their number. With fewer than the least there is no time to go astray
#: and come back: both are these.
FASTEST, SLOWEST, STEPS = 0.4, 0.0015, 600
LEAST_STEPS, CAREFUL = 90, (0.015, 0.008)

#: How much of the slope and of its square is remembered from step to step.
SLOPE_KEPT, SQUARE_KEPT = 0.9, 0.98

#: Share of the newest schedules in the average, and the share below which one is forgotten.
NEWEST, FORGOTTEN = 0.03, 2e-3

#: Multiples of the least cost of a headcount-day at which lines are paid for at first.
FIRST = (0.0, 0.8, 1.0, 1.2, 1.5, 2.0, 3.0)

#: Prices for all lines alike that are tried at first: from the dearest shortfall down by this factor. Where
#: there are fewer steps than the last, every other first guess is left out.
SCARCE, PRICES, FEW_STEPS = 0.7, 14, 200


class _Ascent:
    """Row duals, held where every slack's reduced cost is at least 0, and how fast each may move."""

    def __init__(self, instance: Instance, master: Master) -> None:
        self.instance = instance
        self.master = master
        rows = master.rows()
        self.at_least = np.isfinite(rows.lower)
        self.limit = np.where(self.at_least, rows.lower, rows.upper)
        self.limit[master.size_row :] = 0.0
        worth = master.objective.weights[master.cover_line] * master.cover_days / master.money
        self.most = np.full(self.limit.size, np.inf)
        if not master.objective.levels:
            self.most[: master.crowd_row] = worth
        step = float(np.average(worth * instance.step / master.cover_days)) if worth.size else 1.0
        self.pace = np.full(self.limit.size, max(step, 1e-9))
        self.pace[: master.crowd_row] = worth
        self.pace[master.cut_row : master.size_row] = worth[master.cut_cover] / np.maximum(1, master.cut_rest)
        self.pace[master.budget_row : master.arrive_row] *= 1e-3
        self.pace[master.size_row :] = 0.0
        anywhere = np.concatenate([master.arrive_any, master.depart_any])
        self.own = master.arrive_row + np.flatnonzero(anywhere >= 0)
        self.shared = master.any_row + anywhere[anywhere >= 0]

    def guesses(self, steps: int) -> list[Floats]:
        """What lines might be paid at first: some ``(L,)`` of cents per headcount-day."""
        instance, master = self.instance, self.master
        tours = instance.tours.longest
        days = tours.end - tours.start - instance.block_reception[tours.block]
        filled = np.maximum(1, days * instance.block_fills[tours.block])
        rate = np.full(len(instance.lines), np.inf)
        np.minimum.at(rate, instance.block_line[tours.block], instance.tours.cost_of(tours) / filled)
        weights = np.asarray(master.objective.weights, dtype=np.float64)
        usual = np.minimum(rate, weights)
        guesses = [times * usual for times in FIRST]
        if weights.size and weights.max() > 0:
            # Where people are scarce, all lines pay about one price, but none more than it loses unfilled.
            dearest = float(weights.max())
            guesses.extend(np.minimum(weights, dearest * SCARCE**power) for power in range(PRICES))
        return guesses[:: 2 if steps < FEW_STEPS else 1]

    def first(self, pricer: BestSchedules, steps: int) -> Floats:
        """Cover paid at a multiple of what a line costs, or at one price for all: the best of a few."""
        instance, master = self.instance, self.master
        best: tuple[int, Floats] | None = None
        for guess in self.guesses(steps):
            out = np.zeros(self.limit.size)
            out[: master.crowd_row] = guess[master.cover_line] * master.cover_days / master.money
            out = self.held(out)
            duals = master.duals(out)
            bound = lagrangian(instance, duals, pricer.price(duals.valuation))
            if best is None or bound > best[0]:
                best = bound, out
        assert best is not None
        return best[1]

    def held(self, duals: Floats) -> Floats:
        """The duals with the right sign, charging no more than a slack costs."""
        out = np.where(self.at_least, np.clip(duals, 0.0, self.most), np.minimum(duals, 0.0))
        out[self.own] = np.maximum(out[self.own], out[self.shared])
        return np.asarray(out, dtype=np.float64)

    def slope(self, pricer: BestSchedules, chosen: list[tuple[Schedule, int]]) -> Floats:
        """What each row still lacks (or has left, where it is a limit) with the schedules chosen."""
        out = self.limit.copy()
        used = pricer.rows(self.master)
        if used is not None:
            out -= used
            out[self.master.size_row :] = 0.0
            return np.asarray(out, dtype=np.float64)
        for schedule, size in chosen:
            rows, values = self.master.entries(schedule)
            out[rows] -= values * size
        out[self.master.size_row :] = 0.0
        return np.asarray(out, dtype=np.float64)

    def moved(self, duals: Floats, step: Floats, lacking: Floats) -> Floats:
        """The duals after a step; seats that a place lacks become as dear as those for any place."""
        out = duals + step
        tied = (lacking[self.own] < 0) & (duals[self.own] <= duals[self.shared])
        out[self.own[tied]] = out[self.shared[tied]]
        return self.held(out)


def ascend(
    instance: Instance,
    master: Master,
    pricer: BestSchedules,
    *,
    steps: int,
    target: float,
    should_stop: Callable[[], bool],
    report: Callable[[Relaxation], None],
    start: Floats | None = None,
    spent: Callable[[], float] = lambda: 0.0,
) -> Relaxation:
    """
    Raise the bound for a number of steps, or to ``target`` cents.

    Parameters
    ----------
    start
        Row duals to begin with, in the rows of ``master``; ``None`` = a guess from the costs.
    spent
        Share of the time for the ascent that is over. Where the clock leaves less than the steps would take,
        the pace suits the clock, so that the last steps are small ones all the same.

    Returns
    -------
    Relaxation
        Never ``converged``; ``weights`` are averages, which cover the lines only nearly. Every step's bound
        is valid for itself, so that the best one is, wherever the ascent ends.
    """
    state = Relaxation(master=master)
    ascent = _Ascent(instance, master)
    duals = ascent.first(pricer, steps) if start is None else ascent.held(start)
    if start is None and spent() > 0:
        each = spent() / len(ascent.guesses(steps))
        steps = max(1, min(steps, int((1 - spent()) / each)))
    hurry = max(1.0, STEPS / steps) ** 0.5
    fastest, slowest = (FASTEST * hurry, SLOWEST * hurry) if steps >= LEAST_STEPS else CAREFUL
    if start is not None:
        fastest, slowest = FASTEST / 10, SLOWEST
    mean, square = np.zeros(duals.size), np.zeros(duals.size)
    share: dict[Schedule, float] = {}
    while True:
        exact = master.duals(duals)
        best = pricer.price(exact.valuation)
        bound = lagrangian(instance, exact, best)
        state.rounds += 1
        if state.bound is None or bound > state.bound:
            state.bound, state.duals, state.best, state.row_dual = bound, exact, best, duals
        chosen = []
        for position in np.flatnonzero(best > 0).tolist():
            schedule = pricer.schedule(position)
            if schedule:
                chosen.append((schedule, int(instance.sizes[position])))
        _blend(share, chosen)
        report(state)
        done = max(state.rounds / steps, spent())
        if done >= 1 or state.bound / master.scale >= target or should_stop():
            break
        lacking = ascent.slope(pricer, chosen)
        slope = lacking.copy()
        np.add.at(slope, ascent.shared, np.minimum(0.0, lacking[ascent.own]))
        mean = SLOPE_KEPT * mean + (1 - SLOPE_KEPT) * slope
        square = SQUARE_KEPT * square + (1 - SQUARE_KEPT) * slope * slope
        likely = mean / (1 - SLOPE_KEPT**state.rounds)
        size = np.sqrt(square / (1 - SQUARE_KEPT**state.rounds)) + 1e-6
        length = fastest * (slowest / fastest) ** done
        duals = ascent.moved(duals, length * ascent.pace * likely / size, lacking)
    state.schedules = list(share)
    state.weights = np.array(list(share.values()))
    return state


def _blend(share: dict[Schedule, float], chosen: list[tuple[Schedule, int]]) -> None:
    """Move the average of the schedules towards the newest."""
    mix = NEWEST if share else 1.0
    for schedule in list(share):
        share[schedule] *= 1 - mix
        if share[schedule] < FORGOTTEN:
            del share[schedule]
    for schedule, size in chosen:
        share[schedule] = share.get(schedule, 0.0) + mix * size
