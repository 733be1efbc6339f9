"""Ascent of the Lagrangian dual: a bound where the linear program is too large to be solved round by round.

A step costs one pricing and no linear program. Row duals follow the slope of the bound with a pace of their
own for each row, since people, seats and dollars are on different scales (Kingma and Ba 2015,
doi:10.48550/arXiv.1412.6980). An average of the schedules priced on the way tends to a solution of the linear
relaxation (Barahona and Anbil 2000, doi:10.1007/s101070050002).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from muster.planner.colgen import Relaxation, lagrangian
from muster.planner.highs import Floats
from muster.planner.instance import Instance, Ints
from muster.planner.master import Master
from muster.planner.pricing import BestSchedules, Schedule

__all__ = ("SLOPE_LOST", "SQUARE_LOST", "Limits", "ascend")

#: Pace of the first and of the last step, as shares of what a row can be worth, with so many steps; with
#: fewer both are faster, by the root of their number. With fewer than the least there is no time to go astray
#: and come back: both are these.
FASTEST, SLOWEST, STEPS = 0.4, 0.0003, 600
LEAST_STEPS, CAREFUL = 90, (0.015, 0.008)

#: How much of the slope and of its square is forgotten from step to step; less, by the root of their number,
#: where classes take turns.
SLOPE_LOST, SQUARE_LOST = 0.05, 0.005

#: Steps of an ascent after which all classes are asked, where else they take turns; the last is such a step.
ALL_ASKED = 30

#: Share of the newest schedules in the average, and the share below which one is forgotten.
NEWEST, FORGOTTEN = 0.03, 2e-3

#: Multiples of the least cost of a headcount-day at which lines are paid for at first.
FIRST = (0.0, 0.8, 1.0, 1.2, 1.5, 2.0, 3.0)

#: Prices for all lines alike that are tried at first: from the dearest shortfall down by this factor. Where
#: there are fewer steps than the last, every other first guess is left out.
SCARCE, PRICES, FEW_STEPS = 0.7, 14, 200


class Limits:
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
        rest = np.maximum(1, master.roundings.rest)
        self.pace[master.cut_row : master.size_row] = worth[master.cut_cover] / rest
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

    def first(self, pricer: BestSchedules, guesses: Sequence[Floats], turns: _Turns) -> Floats:
        """The best of some guesses of what lines are paid; some classes are asked and taken for all."""
        asked = turns.next()
        times = turns.times(asked)
        instance, master = self.instance, self.master
        best: tuple[int, Floats] | None = None
        for guess in guesses:
            out = np.zeros(self.limit.size)
            out[: master.crowd_row] = guess[master.cover_line] * master.cover_days / master.money
            out = self.held(out)
            duals = master.duals(out)
            bound = lagrangian(instance, duals, times * pricer.price(duals.valuation, asked))
            if best is None or bound > best[0]:
                best = bound, out
        assert best is not None
        return best[1]

    def held(self, duals: Floats) -> Floats:
        """The duals with the right sign, charging no more than a slack costs."""
        out = np.where(self.at_least, np.clip(duals, 0.0, self.most), np.minimum(duals, 0.0))
        out[self.own] = np.maximum(out[self.own], out[self.shared])
        return np.asarray(out, dtype=np.float64)

    def slope(self, pricer: BestSchedules, chosen: list[tuple[Schedule, int]], times: int = 1) -> Floats:
        """What each row lacks (or has left, where it is a limit) if the schedules are chosen so often."""
        out = self.limit.copy()
        used = pricer.rows(self.master)
        if used is not None:
            out -= times * used
            out[self.master.size_row :] = 0.0
            return np.asarray(out, dtype=np.float64)
        for schedule, size in chosen:
            rows, values = self.master.entries(schedule)
            out[rows] -= values * (size * times)
        out[self.master.size_row :] = 0.0
        return np.asarray(out, dtype=np.float64)

    def moved(self, duals: Floats, step: Floats, lacking: Floats) -> Floats:
        """The duals after a step; seats that a place lacks become as dear as those for any place."""
        out = duals + step
        tied = (lacking[self.own] < 0) & (duals[self.own] <= duals[self.shared])
        out[self.own[tied]] = out[self.shared[tied]]
        return self.held(out)


class _Turns:
    """Classes that are asked next: all of them, or one of some parts, drawn anew when each had its turn."""

    def __init__(self, classes: int, turns: int) -> None:
        self.classes, self.turns = classes, turns
        self.random = np.random.default_rng(0)
        self.coming: list[Ints] = []

    def next(self) -> Ints | None:
        """The classes of the next turn; ``None`` = all."""
        if self.turns == 1:
            return None
        if not self.coming:
            self.coming = np.array_split(self.random.permutation(self.classes), self.turns)
        return np.sort(self.coming.pop())

    def times(self, asked: Ints | None) -> int:
        """How often those asked are taken, to stand for all."""
        return 1 if asked is None else self.turns


def ascend(
    instance: Instance,
    master: Master,
    pricer: BestSchedules,
    *,
    steps: int,
    target: float,
    should_stop: Callable[[], bool],
    report: Callable[[Relaxation], None],
    spent: Callable[[], float] = lambda: 0.0,
    turns: int = 1,
) -> Relaxation:
    """
    Raise the bound for a number of steps, or to ``target`` cents.

    Parameters
    ----------
    spent
        Share of the time for the ascent that is over. Where the clock leaves less than the steps would take,
        the pace suits the clock, so that the last steps are small ones all the same.
    turns
        Into how many parts, drawn anew each time, classes are divided. Each step asks one part what its best
        schedules are, and takes it for all: the slope is right on average (Nedić and Bertsekas 2001,
        doi:10.1137/S1052623499362111), and a step costs that much less. Bounds are of steps that ask all.

    Returns
    -------
    Relaxation
        Never ``converged``; ``weights`` are averages, which cover the lines only nearly. Every step's bound
        is valid for itself, so that the best one is, wherever the ascent ends.
    """
    state = Relaxation(master=master)
    ascent = Limits(instance, master)
    taking = _Turns(len(instance.classes), turns)
    guesses = ascent.guesses(steps)
    begun = spent()
    duals = ascent.first(pricer, guesses, taking)
    if spent() > begun:
        each = (spent() - begun) / len(guesses)
        steps = max(1, min(steps, int((1 - spent()) / each)))
    hurry = max(1.0, STEPS / steps) ** 0.5
    fastest, slowest = (FASTEST * hurry, SLOWEST * hurry) if steps >= LEAST_STEPS else CAREFUL
    mean, square = np.zeros(duals.size), np.zeros(duals.size)
    slope_kept, square_kept = 1 - SLOPE_LOST / turns**0.5, 1 - SQUARE_LOST / turns**0.5
    share: list[dict[Schedule, float]] = [{} for _ in instance.classes]
    done = 0.0
    while True:
        exact = master.duals(duals)
        asked = taking.next() if done < 1 and state.rounds % ALL_ASKED else None
        best = pricer.price(exact.valuation, asked)
        state.rounds += 1
        chosen = []
        for position in range(len(share)) if asked is None else asked.tolist():
            schedule = pricer.schedule(position) if best[position] > 0 else ()
            size = int(instance.sizes[position])
            if schedule:
                chosen.append((schedule, size))
            _blend(share[position], schedule, FORGOTTEN / size)
        if asked is None:
            bound = lagrangian(instance, exact, best)
            if state.bound is None or bound > state.bound:
                state.bound, state.duals, state.best, state.row_dual = bound, exact, best, duals
            report(state)
            if done >= 1 or state.bound / master.scale >= target:
                break
        if should_stop():
            break
        done = max(state.rounds / steps, spent())
        if done >= 1 and asked is None:
            break
        lacking = ascent.slope(pricer, chosen, taking.times(asked))
        slope = lacking.copy()
        np.add.at(slope, ascent.shared, np.minimum(0.0, lacking[ascent.own]))
        mean = slope_kept * mean + (1 - slope_kept) * slope
        square = square_kept * square + (1 - square_kept) * slope * slope
        likely = mean / (1 - slope_kept**state.rounds)
        usual = np.sqrt(square / (1 - square_kept**state.rounds)) + 1e-6
        length = fastest * (slowest / fastest) ** done
        duals = ascent.moved(duals, length * ascent.pace * likely / usual, lacking)
    parts = [
        (schedule, part * size)
        for mine, size in zip(share, instance.sizes.tolist(), strict=True)
        for schedule, part in mine.items()
        if schedule
    ]
    state.schedules = [schedule for schedule, _ in parts]
    state.weights = np.array([part for _, part in parts])
    return state


def _blend(share: dict[Schedule, float], newest: Schedule, least: float) -> None:
    """Move the average of a class's schedules, the empty one among them, towards the newest; drop traces."""
    mix = NEWEST if share else 1.0
    for schedule in list(share):
        share[schedule] *= 1 - mix
        if share[schedule] < least:
            del share[schedule]
    share[newest] = share.get(newest, 0.0) + mix
