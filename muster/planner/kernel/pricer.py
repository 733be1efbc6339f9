"""A pricer of all classes on compiled loops; the same questions as :class:`muster.planner.pricing.Pricer`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np

from muster.planner.highs import Floats
from muster.planner.instance import Ints
from muster.planner.kernel.chains import best_chains, loads, pay
from muster.planner.kernel.field import Layout
from muster.planner.master import Master
from muster.planner.pricing import Schedule, Valuation, running
from muster.planner.rounding import Roundings, Shares

__all__ = ("CompiledPricer",)

T = TypeVar("T")


class CompiledPricer:
    """
    The best schedule of every class, and what the best schedules use together.

    Parameters
    ----------
    threads
        Classes are shared among so many threads; results do not depend on it.
    """

    def __init__(self, layout: Layout, *, threads: int = 1) -> None:
        self.layout = layout
        self.field = layout.field
        self.instance = layout.instance
        count = len(self.instance.classes)
        self.values = np.zeros(count, dtype=np.int64)
        self.chains = np.full((count, longest(layout)), -1, dtype=np.int64)
        self._paid = np.zeros((self.field.pair_line.size, self.field.horizon + 1), dtype=np.int64)
        self._pool = ThreadPoolExecutor(threads) if threads > 1 else None
        self.split = 1 if threads == 1 else 8 * threads
        pins = [(tour, row) for row, pin in enumerate(self.instance.pins) for tour in pin.tours]
        self._pins = sorted(pins)
        self._known: tuple[Roundings, Shares] | None = None

    def _pieces(self, classes: Ints) -> list[Ints]:
        """Classes in parts with about the same number of tours."""
        tours = np.cumsum(np.diff(self.field.tour_first[self.field.class_first])[classes])
        marks = np.searchsorted(tours, np.linspace(0, tours[-1], self.split + 1)[1:-1])
        return [part for part in np.split(classes, marks) if part.size]

    def _pairs(self, classes: Ints | None) -> Ints:
        """The pairs of line and fills of some classes' blocks."""
        field = self.field
        serves = np.zeros(field.pair_line.size, dtype=np.bool_)
        if classes is None:
            serves[:] = True
        else:
            for c in classes.tolist():
                serves[field.pair[field.class_first[c] : field.class_first[c + 1]]] = True
        return np.flatnonzero(serves)

    def price(self, valuation: Valuation, classes: Ints | None = None) -> Ints:
        """
        Value of each class's best schedule, at least 0; the schedules are kept in ``chains``.

        Parameters
        ----------
        classes
            Those that are asked, sorted; all others are worth 0 this time. ``None`` = all.
        """
        field = self.field
        signs = field.sign_first.size - 1
        charge = np.zeros((signs, field.horizon + 1), dtype=np.int64)
        late = np.zeros_like(charge)
        summed = running(valuation.crowd)
        for sign in range(signs):
            for row in field.sign_rows[field.sign_first[sign] : field.sign_first[sign + 1]].tolist():
                (late if field.excluded[row] else charge)[sign] += summed[row]
        pin_tour = np.array([tour for tour, _ in self._pins], dtype=np.int64)
        pin_bonus = np.array([int(valuation.pin[row]) for _, row in self._pins], dtype=np.int64)
        asked = np.arange(self.values.size) if classes is None else classes
        pairs = np.array_split(self._pairs(classes), self.split)
        extra = self._paid_beside(valuation)
        self.share(lambda piece: pay(field, piece, valuation.cover, extra, self._paid), pairs)
        order = np.argsort(field.place_of)
        charge, late = np.ascontiguousarray(charge[:, order]), np.ascontiguousarray(late[:, order])
        by_day = np.minimum(order // field.step, valuation.arrive.shape[1] - 1)
        arrive, depart = (
            np.ascontiguousarray(np.where(order < field.horizon, seats[:, by_day], 0))
            for seats in (valuation.arrive, valuation.depart)
        )

        self.values[:] = 0

        def run(piece: Ints) -> None:
            best_chains(
                field,
                piece,
                self._paid,
                charge,
                late,
                arrive,
                depart,
                valuation.cost,
                valuation.budget,
                pin_tour,
                pin_bonus,
                self.values,
                self.chains,
            )

        self.share(run, self._pieces(asked))
        return self.values.copy()

    def _paid_beside(self, valuation: Valuation) -> Ints:
        """What each pair of a line and a fill is paid a day in rounding cuts and by its size."""
        pairs, horizon = self.field.pair_line.size, self.field.horizon
        out = np.zeros((0, horizon), dtype=np.int64)
        if valuation.roundings is not None and valuation.rounding is not None:
            shares = self._shares(valuation.roundings)
            out = valuation.roundings.paid(shares, valuation.rounding, pairs, horizon)
        if valuation.fillings is not None:
            paid = valuation.fillings.paid(self.field.pair_line, self.field.pair_fills, horizon)
            out = out + paid if out.size else paid
        return out

    def _shares(self, roundings: Roundings) -> Shares:
        if self._known is None or self._known[0] is not roundings:
            self._known = roundings, roundings.shares(self.field.pair_line, self.field.pair_fills)
        return self._known[1]

    def share(self, run: Callable[[T], None], pieces: Sequence[T]) -> None:
        """Do a piece of work after the other, or side by side."""
        if self._pool is None:
            for piece in pieces:
                run(piece)
        else:
            list(self._pool.map(run, pieces))

    def schedule(self, position: int) -> Schedule:
        """The best schedule of a class in the instance's numbers; empty = stay home."""
        mine = self.chains[position]
        return tuple(mine[mine >= 0].tolist())

    def rows(self, master: Master, pair: Ints | None = None, row: Ints | None = None) -> Floats:
        """
        What the best schedules of all members put into each row of a master, ``(rows,)``.

        Parameters
        ----------
        pair, row
            ``(E,)`` a pair of a line and a fill, and a cover row of the line: how many tours of the pair are
            there on a day of the row, on average, comes after the rows.
        """
        instance, field = self.instance, self.field
        members = np.where(self.values > 0, field.sizes, 0)
        filled = np.zeros((len(instance.lines), field.horizon + 1), dtype=np.int64)
        crowd = np.zeros((len(instance.ceiling_ids), field.horizon + 1), dtype=np.int64)
        arrive, depart = np.zeros_like(instance.seats), np.zeros_like(instance.seats)
        spent = np.zeros(instance.budgets.size, dtype=np.int64)
        pairs = field.pair_line.size if master.cuts or pair is not None else 0
        there = np.zeros((pairs, field.horizon + 1), dtype=np.int64)
        loads(field, self.chains, members, filled, there, crowd, arrive, depart, spent)
        out = np.zeros(master.rows_count)
        by_day = running(np.cumsum(filled, axis=1)[:, :-1])
        line = master.cover_line
        days = by_day[line, master.cover_end] - by_day[line, master.cover_start]
        out[: master.crowd_row] = days / master.cover_days
        present = np.cumsum(crowd, axis=1)
        out[master.crowd_row : master.budget_row] = present[master.crowd_ceiling, master.crowd_day]
        out[master.budget_row : master.arrive_row] = spent / master.budget_unit
        out[master.arrive_row : master.depart_row] = arrive[master.arrive_place, master.arrive_step]
        out[master.depart_row : master.any_row] = depart[master.depart_place, master.depart_step]
        if master.cuts:
            mine, shares = master.roundings, self._shares(master.roundings)
            days = running(np.cumsum(there, axis=1)[:, :-1])
            present = (
                days[shares.pair, mine.end[shares.number]] - days[shares.pair, mine.start[shares.number]]
            )
            count = np.bincount(shares.number, weights=present * shares.count, minlength=len(master.cuts))
            out[master.cut_row : master.size_row] = count / (mine.end - mine.start)
        if pair is not None and row is not None:
            days = running(np.cumsum(there, axis=1)[:, :-1])
            present = days[pair, master.cover_end[row]] - days[pair, master.cover_start[row]]
            out = np.concatenate([out, present / master.cover_days[row]])
        return out


def longest(layout: Layout) -> int:
    """How many tours a schedule can have at most, and one more."""
    tours = layout.instance.tours
    if not tours.size:
        return 1
    least = int((tours.shortest + tours.dwell[tours.dwell_of, tours.shortest]).min())
    return layout.field.horizon // max(1, least) + 2
