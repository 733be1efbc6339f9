"""Ascent in prices by size (:mod:`muster.planner.filling`), from prices of people that are good already."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from muster.planner.ascent import SLOPE_LOST, SQUARE_LOST, Limits
from muster.planner.colgen import Relaxation, lagrangian
from muster.planner.filling import Fillings
from muster.planner.highs import Floats
from muster.planner.instance import Ints
from muster.planner.kernel.knapsacks import cheapest
from muster.planner.kernel.pricer import CompiledPricer
from muster.planner.master import Duals, Master

__all__ = ("SizeAscent",)

#: Pace of the first and of the last step, as shares of what a tour can be worth.
FASTEST, SLOWEST = 0.02, 0.0002


class SizeAscent:
    """
    Prices by size for each cover row of a master, and how they are raised.

    Parameters
    ----------
    master
        Without rounding cuts: prices by size say more.
    pricer
        Of all classes.
    """

    def __init__(self, master: Master, pricer: CompiledPricer) -> None:
        self.master = master
        self.pricer = pricer
        field = pricer.field
        first = np.searchsorted(field.pair_line, master.cover_line, side="left")
        many = np.searchsorted(field.pair_line, master.cover_line, side="right") - first
        self.first = np.concatenate([[0], np.cumsum(many)])
        self.row = np.repeat(np.arange(many.size), many)
        self.pair = np.arange(self.row.size) - np.repeat(self.first[:-1] - first, many)
        self.fills = field.pair_fills[self.pair]
        self.size = np.minimum(self.fills, master.cover_demand[self.row])
        self.limits = Limits(pricer.instance, master)
        self.often = np.zeros(self.row.size, dtype=np.int64)
        weights = master.objective.weights[master.cover_line] * master.scale
        self.most = (weights[self.row] * self.size).astype(np.float64)

    def begin(self, state: Relaxation) -> tuple[Floats, Floats]:
        """The prices by size that a relaxation's prices come to, and its duals of the other rows."""
        master = self.master
        assert state.duals is not None and state.row_dual is not None
        valuation = state.duals.valuation
        paid = valuation.cover[master.cover_line, master.cover_start][self.row] * self.size
        if valuation.roundings is not None and valuation.rounding is not None:
            field = self.pricer.field
            shares = valuation.roundings.shares(field.pair_line, field.pair_fills)
            extra = valuation.roundings.paid(shares, valuation.rounding, field.pair_line.size, field.horizon)
            paid += extra[self.pair, master.cover_start[self.row]]
        others = master.prices_of(state.master, state.row_dual)
        assert others is not None
        return paid.astype(np.float64), others

    def valued(self, prices: Floats, others: Floats) -> tuple[int, Duals, Ints]:
        """The bound that prices by size and duals of the other rows prove, exact; in cents × scale."""
        master = self.master
        plain = others.copy()
        plain[: master.crowd_row] = 0.0
        duals = master.duals(plain)
        weight = (master.objective.weights * master.scale)[master.cover_line]
        for (lines, _), price in zip(master.objective.levels, duals.levels, strict=True):
            weight = weight + np.where(lines[master.cover_line], price, 0)
        whole = np.clip(np.rint(prices), 0, weight[self.row] * self.size).astype(np.int64)
        cover = np.zeros_like(duals.valuation.cover)
        for row in np.flatnonzero(np.diff(self.first) == 0).tolist():
            # Nobody can fill it: all of it stays unfilled, at its price.
            cover[master.cover_line[row], master.cover_start[row] : master.cover_end[row]] = weight[row]
        fillings = Fillings(
            master.cover_line[self.row],
            master.cover_start[self.row],
            master.cover_end[self.row],
            self.fills,
            self.size,
            whole,
        )
        valuation = replace(duals.valuation, cover=cover, fillings=fillings)
        best = self.pricer.price(valuation)
        worth = np.zeros(master.cover_line.size, dtype=np.int64)

        def run(rows: Ints) -> None:
            cheapest(rows, self.first, self.size, whole, master.cover_demand, weight, worth, self.often)

        self.pricer.share(run, np.array_split(np.arange(worth.size), self.pricer.split))
        constant = duals.constant + sum(
            value * days for value, days in zip(worth.tolist(), master.cover_days.tolist(), strict=True)
        )
        found = replace(duals, valuation=valuation, constant=constant)
        return lagrangian(self.pricer.instance, found, best), found, best

    def lacking(self) -> tuple[Floats, Floats]:
        """Days for which each size is wanted more than it is there; what each other row lacks."""
        master, used = self.master, self.pricer.rows(self.master, self.pair, self.row)
        there = used[master.rows_count :]
        lack = self.limits.limit - used[: master.rows_count]
        lack[: master.crowd_row] = 0.0
        lack[master.size_row :] = 0.0
        return (self.often - there) * master.cover_days[self.row], lack

    def run(
        self,
        state: Relaxation,
        *,
        steps: int,
        should_stop: Callable[[], bool],
        report: Callable[[Relaxation], None],
        spent: Callable[[], float],
    ) -> Relaxation:
        """
        Raise a relaxation's bound for a number of steps, or as long as ``spent`` is below 1.

        Returns
        -------
        Relaxation
            The same schedules and weights, with the best bound and the prices that prove it, which are no
            longer those of rows; the same altogether where it was not raised.
        """
        limits = self.limits
        prices, others = self.begin(state)
        size = prices.size
        mean, square = np.zeros(size + others.size), np.zeros(size + others.size)
        kept, square_kept = 1 - SLOPE_LOST, 1 - SQUARE_LOST
        found = state
        pace = np.concatenate([self.most, limits.pace])
        for step in range(1, steps + 1):
            bound, duals, best = self.valued(prices, limits.held(others))
            if found.bound is None or bound > found.bound:
                found = replace(found, master=self.master, bound=bound, duals=duals, best=best, row_dual=None)
                found.rounds = state.rounds + step
                report(found)
            done = max(step / steps, spent())
            if done >= 1 or should_stop():
                break
            wanted, lack = self.lacking()
            slope = lack.copy()
            np.add.at(slope, limits.shared, np.minimum(0.0, lack[limits.own]))
            slope = np.concatenate([wanted, slope])
            mean = kept * mean + (1 - kept) * slope
            square = square_kept * square + (1 - square_kept) * slope * slope
            likely = mean / (1 - kept**step)
            usual = np.sqrt(square / (1 - square_kept**step)) + 1e-6
            moved = FASTEST * (SLOWEST / FASTEST) ** done * pace * likely / usual
            prices = np.clip(prices + moved[:size], 0.0, self.most)
            others = limits.moved(others, moved[size:], lack)
        return found
