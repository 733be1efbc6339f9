"""The master program: choose schedules so that lines are covered within ceilings, budgets and lift."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from muster.planner.highs import Columns, Floats, Rows
from muster.planner.instance import UNBOUNDED, Instance, Ints
from muster.planner.pricing import Pricer, Schedule, Valuation
from muster.planner.rounding import Roundings, counted, largest_sums, most_violated

__all__ = ("Master", "Objective")

#: Above this number of rows, cover rows are merged to grid steps (a relaxation: the bound stays valid).
EXACT_ROWS = 1500

#: People that a rounding cut must find unfilled, as a share of the demand.
LEAST_VIOLATED = 0.001


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """
    What is minimised: Σ ``weights`` × unfilled headcount-days + ``cost`` × Σ tour costs.

    Attributes
    ----------
    weights
        ``(L,)`` per unfilled headcount-day of the line.
    cost
        1 where tour costs count, 0 where they do not.
    levels
        Of a lexicographic plan: ``(lines, limit)``, the unfilled headcount-days of these lines together
        (a mask ``(L,)``) may not exceed the limit.
    """

    weights: Ints
    cost: int
    levels: tuple[tuple[npt.NDArray[np.bool_], int], ...] = ()


@dataclass(frozen=True, slots=True)
class Duals:
    """
    Row duals as an exact valuation, and the part of the bound that does not depend on columns.

    ``levels`` are the prices of the levels above, which the valuation's cover may use up.
    """

    valuation: Valuation
    constant: int
    levels: tuple[int, ...] = ()


class Master:
    """
    Rows of the master and their reading.

    Row order: cover (line × interval), crowd (ceiling × day on which it can peak), budget, arrival seats,
    departure seats, seats for any place (arrivals, departures), levels, pins, rounding cuts, class sizes.

    A ceiling can peak only on a day on which somebody arrives or its capacity falls, so that only those
    days have rows. Rows that no choice of tours can reach are left out.

    A tour fills no more of a line than the line asks for. For whole tours that changes nothing, since
    over-filling earns nothing; but the relaxation can then no longer take a small share of a large unit for a
    small line.

    Parameters
    ----------
    cuts
        Rounding cuts: pairs of a cover row and the size that its demand is rounded by, sorted.
    whole
        Each ceiling allows no more than the largest sum of headcounts that it has room for, which is all
        that whole units can use.
    exact
        One cover interval between any two days on which some tour begins or ceases to fill; otherwise
        intervals are grid steps, where filled headcount-days are pooled: a relaxation.
    scale
        Valuations are cents × ``scale``.
    """

    def __init__(
        self,
        instance: Instance,
        objective: Objective,
        *,
        exact: bool | None = None,
        cuts: Sequence[tuple[int, int]] = (),
        whole: bool = False,
    ) -> None:
        self.instance = instance
        self.objective = objective
        reach = (
            instance.sizes[instance.block_class] * instance.block_headcount if instance.bases else np.zeros(0)
        )
        self._reach = np.asarray(reach, dtype=np.int64)
        days = self._exact_days()
        if exact is None:
            exact = sum(map(len, days)) <= EXACT_ROWS
        self.exact = exact
        self._cover(days if exact else self._step_days())
        self.whole = whole
        self._crowd()
        self._lift()
        count = self.cover_line.size
        self.crowd_row = count
        count += self.crowd_ceiling.size
        self.budget_row = count
        count += instance.budgets.size
        self.arrive_row = count
        count += self.arrive_place.size
        self.depart_row = count
        count += self.depart_place.size
        self.any_row = count
        count += self.any_limits.size
        self.level_row = count
        count += len(objective.levels)
        self.pin_row = count
        count += len(instance.pins)
        self.cut_row = count
        self._cut(cuts)
        count += self.cut_cover.size
        self.size_row = count
        self.rows_count = count + len(instance.classes)
        self._row_of_crowd = [
            np.flatnonzero(self.crowd_ceiling == row) for row in range(len(instance.ceiling_ids))
        ]
        self._day_of_crowd = [self.crowd_day[rows] for rows in self._row_of_crowd]
        self._ceilings_of = [
            np.flatnonzero(instance.counts[:, block]).tolist() for block in range(len(instance.bases))
        ]
        self._known: dict[int, tuple[Ints, Floats]] = {}
        self._first_cover = np.searchsorted(self.cover_line, np.arange(len(instance.lines) + 1))
        worst = int((instance.demand.sum(axis=1) * objective.weights).sum())
        worst += objective.cost * instance.tours.dearest
        self.pin_price = worst + 1
        largest = (worst + 1) * (4 + len(instance.pins)) * 64
        self.scale = 1 << max(0, min(20, 62 - largest.bit_length()))
        priced = self.cover_days * objective.weights[self.cover_line] if count else np.zeros(1)
        self.money = max(1.0, float(np.max(priced, initial=1.0)) / 1000.0)

    # -- rows ---------------------------------------------------------------------------------

    def _demand_days(self, line: int) -> set[int]:
        demand = self.instance.demand[line]
        changes = np.flatnonzero(np.diff(demand)) + 1
        return {0, self.instance.horizon, *changes.tolist()}

    def _exact_days(self) -> list[list[int]]:
        instance = self.instance
        days = instance.horizon + 1
        marks = np.zeros((len(instance.lines), days), dtype=np.bool_)
        for line, reception, _, starts, ends in self._distinct():
            marks[line, np.minimum(starts + reception, instance.horizon)] = True
            marks[line, ends] = True
        return [
            sorted(self._demand_days(number) | set(np.flatnonzero(marks[number]).tolist()))
            for number in range(len(instance.lines))
        ]

    def _distinct(self) -> Iterator[tuple[int, int, int, Ints, Ints]]:
        """Line, reception, lift place, starts and ends of blocks: those that are alike in all of it once."""
        instance = self.instance
        if not instance.bases:
            return
        grid = instance.tours.block_grid
        table = np.stack([instance.block_line, instance.block_reception, instance.block_place, grid], axis=1)
        for line, reception, place, number in np.unique(table, axis=0).tolist():
            yield line, reception, place, *instance.tours.days(number)

    def _step_days(self) -> list[list[int]]:
        steps = set(range(0, self.instance.horizon, self.instance.step))
        return [sorted(self._demand_days(number) | steps) for number in range(len(self.instance.lines))]

    def _cover(self, cuts: Sequence[Sequence[int]]) -> None:
        instance = self.instance
        lines, starts, ends = [], [], []
        for number, days in enumerate(cuts):
            for low, high in pairwise(days):
                if instance.demand[number, low] > 0:
                    lines.append(number)
                    starts.append(low)
                    ends.append(high)
        self.cover_line = np.array(lines, dtype=np.int64)
        self.cover_start = np.array(starts, dtype=np.int64)
        self.cover_end = np.array(ends, dtype=np.int64)
        self.cover_days = self.cover_end - self.cover_start
        self.cover_demand = instance.demand[self.cover_line, self.cover_start]
        self._covered_line = np.repeat(self.cover_line, self.cover_days)
        began = np.cumsum(self.cover_days) - self.cover_days
        within = np.arange(self._covered_line.size) - np.repeat(began, self.cover_days)
        self._covered_day = np.repeat(self.cover_start, self.cover_days) + within

    def _crowd(self) -> None:
        instance = self.instance
        ceilings, days = [], []
        for row in range(len(instance.ceiling_ids)):
            capacity = instance.capacity[row]
            counted = np.flatnonzero(instance.counts[row])
            reach = self._reach[counted].sum() if counted.size else 0
            if not counted.size:
                continue
            after = instance.block_reception[counted] * int(instance.excluded[row])
            begin = [
                instance.tours.days(grid)[0] + shift
                for grid, shift in np.unique(
                    np.stack([instance.tours.block_grid[counted], after], axis=1), axis=0
                ).tolist()
            ]
            falls = np.flatnonzero(capacity[1:] < capacity[:-1]) + 1
            peaks = np.unique(np.concatenate([*begin, falls, [0]]))
            peaks = peaks[(peaks < instance.horizon)]
            peaks = peaks[(capacity[peaks] < min(int(reach), UNBOUNDED))]
            ceilings.extend([row] * peaks.size)
            days.extend(peaks.tolist())
        self.crowd_ceiling = np.array(ceilings, dtype=np.int64)
        self.crowd_day = np.array(days, dtype=np.int64)
        self.crowd_limit = instance.capacity[self.crowd_ceiling, self.crowd_day]
        if self.whole:
            for row in np.unique(self.crowd_ceiling).tolist():
                mine = self.crowd_ceiling == row
                heads = instance.block_headcount[instance.counts[row]].tolist()
                self.crowd_limit[mine] = largest_sums(heads, self.crowd_limit[mine])

    def _lift(self) -> None:
        """
        Seats: what a place's own lifts cannot carry, lifts for any place must.

        For each step, ``Σ over places of max(0, arriving − own seats) ≤ seats for any place`` (Hall's
        condition, since the lifts that match a place are its own and those for any place). Where the
        fixed tours alone break it, the others may not make it worse.
        """
        instance = self.instance
        shape = (len(instance.lift_places), instance.seats.shape[1])
        seen = [np.zeros(shape, dtype=np.bool_), np.zeros(shape, dtype=np.bool_)]
        for _, _, place, starts, ends in self._distinct():
            if place >= 0:
                seen[0][place, starts // instance.step] = True
                seen[1][place, ends[ends < instance.horizon] // instance.step] = True
        tables = []
        any_limits: list[int] = []
        self.any_step: list[int] = []
        for used, fixed in zip(seen, (instance.arrivals, instance.departures), strict=True):
            places, steps = np.nonzero(used)
            own = instance.seats - fixed
            if instance.seats_any is None:
                tables.append((places, steps, np.maximum(0, own)[places, steps], np.full(places.size, -1)))
                continue
            overflow = np.maximum(0, -own)
            total = np.maximum(instance.seats_any, overflow.sum(axis=0))
            total = total - np.where(used, 0, overflow).sum(axis=0)
            busy = np.flatnonzero(used.any(axis=0))
            index = np.full(shape[1], -1)
            index[busy] = np.arange(len(any_limits), len(any_limits) + busy.size)
            any_limits.extend(total[busy].tolist())
            self.any_step.extend(busy.tolist())
            tables.append((places, steps, own[places, steps], index[steps]))
        self.arrive_place, self.arrive_step, self.arrive_limit, self.arrive_any = tables[0]
        self.depart_place, self.depart_step, self.depart_limit, self.depart_any = tables[1]
        self.any_limits = np.array(any_limits, dtype=np.int64)
        self._arrive_index = np.full(shape, -1)
        self._arrive_index[self.arrive_place, self.arrive_step] = np.arange(self.arrive_place.size)
        self._depart_index = np.full(shape, -1)
        self._depart_index[self.depart_place, self.depart_step] = np.arange(self.depart_place.size)

    def _cut(self, cuts: Sequence[tuple[int, int]]) -> None:
        """Roundings of cover rows (:mod:`muster.planner.rounding`)."""
        self.cuts = tuple(cuts)
        self.cut_cover = np.array([row for row, _ in cuts], dtype=np.int64)
        self.roundings = Roundings(
            self.cover_line[self.cut_cover],
            self.cover_start[self.cut_cover],
            self.cover_end[self.cut_cover],
            self.cover_demand[self.cut_cover],
            np.array([size for _, size in cuts], dtype=np.int64),
        )
        self.cut_limit = self.roundings.least
        self._first_cut = np.searchsorted(self.cut_cover, np.arange(self.cover_line.size + 1))

    def pricer(self) -> Pricer:
        """A pricer of all classes."""
        return Pricer(self.instance)

    def violated(self, schedules: Sequence[Schedule], weights: Floats) -> tuple[tuple[int, int], ...]:
        """The rounding cuts of this master and, of each cover row, the one that a choice violates most."""
        present = self._present(schedules, weights)
        found = set(self.cuts)
        for row, table in present.items():
            demand = int(self.cover_demand[row])
            sizes, often = np.array(list(table), dtype=np.int64), np.array(list(table.values()))
            known = slice(*self._first_cut[row : row + 2])
            mine = counted(sizes, self.roundings.size[known, None], demand) @ often
            unfilled = max([0.0, demand - float(sizes @ often), *(self.cut_limit[known] - mine).tolist()])
            size, short = most_violated(sizes, often, demand)
            if short - unfilled > LEAST_VIOLATED * demand:
                found.add((row, size))
        return tuple(sorted(found))

    def _present(self, schedules: Sequence[Schedule], weights: Floats) -> dict[int, dict[int, float]]:
        """Cover row -> size of a tour, no more than is asked -> how many such tours a choice has there."""
        made: dict[int, float] = {}
        for schedule, weight in zip(schedules, weights.tolist(), strict=False):
            if weight > 1e-6:
                for tour in schedule:
                    made[tour] = made.get(tour, 0.0) + weight
        present: dict[int, dict[int, float]] = {}
        for tour, weight in made.items():
            rows, values = self._known.get(tour) or self.tour_entries(tour)
            fills = int(self.instance.block_fills[self.instance.tours.at(tour).block])
            mine = rows < self.crowd_row
            for row, value in zip(rows[mine].tolist(), values[mine].tolist(), strict=True):
                filled = min(fills, int(self.cover_demand[row]))
                table = present.setdefault(row, {})
                table[filled] = table.get(filled, 0.0) + weight * value / filled
        return present

    def rows(self) -> Rows:
        """Bounds of all rows."""
        instance = self.instance
        infinite = np.inf
        cover = np.full(self.cover_line.size, infinite)
        upper_parts = [
            self.crowd_limit,
            instance.budgets / self.budget_unit,
            self.arrive_limit,
            self.depart_limit,
            self.any_limits,
            [limit for _, limit in self.objective.levels],
        ]
        upper = np.concatenate([np.asarray(part, dtype=np.float64) for part in upper_parts])
        pins = len(instance.pins)
        return Rows(
            lower=np.concatenate(
                [
                    self.cover_demand.astype(np.float64),
                    np.full(upper.size, -infinite),
                    np.ones(pins),
                    self.cut_limit.astype(np.float64),
                    np.full(len(instance.classes), -infinite),
                ]
            ),
            upper=np.concatenate(
                [
                    cover,
                    upper,
                    np.full(pins + self.cut_limit.size, infinite),
                    instance.sizes.astype(np.float64),
                ]
            ),
        )

    @property
    def budget_unit(self) -> float:
        """Cents per unit of a budget row, for the solver's sake."""
        return float(max(1, self.instance.most_spent)) / 100.0

    def slacks(self) -> Columns:
        """Unfilled headcount by interval, seats taken on lifts for any place, and pins not met."""
        costs: list[float] = []
        upper: list[float] = []
        entries: list[list[tuple[int, float]]] = []
        for row in range(self.cover_line.size):
            line = int(self.cover_line[row])
            days = int(self.cover_days[row])
            costs.append(float(self.objective.weights[line] * days) / self.money)
            upper.append(float(self.cover_demand[row]))
            entry = [(row, 1.0)]
            first, last = self._first_cut[row : row + 2].tolist()
            entry.extend((self.cut_row + number, 1.0) for number in range(first, last))
            for level, (lines, _) in enumerate(self.objective.levels):
                if lines[line]:
                    entry.append((self.level_row + level, float(days)))
            entries.append(entry)
        for base, anywhere in ((self.arrive_row, self.arrive_any), (self.depart_row, self.depart_any)):
            for row, any_row in enumerate(anywhere.tolist()):
                if any_row >= 0:
                    costs.append(0.0)
                    upper.append(np.inf)
                    entries.append([(base + row, -1.0), (self.any_row + any_row, 1.0)])
        for row in range(len(self.instance.pins)):
            costs.append(float(self.pin_price) / self.money)
            upper.append(1.0)
            entries.append([(self.pin_row + row, 1.0)])
        packed = [
            (np.array([row for row, _ in entry], dtype=np.int64), np.array([value for _, value in entry]))
            for entry in entries
        ]
        return _pack(np.array(costs), np.array(upper), packed)

    def prices_of(self, other: Master, row_dual: Floats | None) -> Floats | None:
        """Duals of the rows of a master that differs in cuts, as duals of these rows; 0 for new cuts."""
        if row_dual is None:
            return None
        known = dict(zip(other.cuts, row_dual[other.cut_row : other.size_row].tolist(), strict=True))
        mine = np.array([known.get(cut, 0.0) for cut in self.cuts])
        return np.concatenate([row_dual[: other.cut_row], mine, row_dual[other.size_row :]])

    # -- columns ------------------------------------------------------------------------------

    def tour_entries(self, tour: int) -> tuple[Ints, Floats]:
        """Rows and coefficients of one tour."""
        instance = self.instance
        block, start, end, _, _ = instance.tours.at(tour)
        line = int(instance.block_line[block])
        heads, fills = int(instance.block_headcount[block]), int(instance.block_fills[block])
        ready = start + int(instance.block_reception[block])
        base, stop = int(self._first_cover[line]), int(self._first_cover[line + 1])
        first = base + int(np.searchsorted(self.cover_end[base:stop], ready, side="right"))
        last = base + int(np.searchsorted(self.cover_start[base:stop], end, side="left"))
        low, high = self.cover_start[first:last], self.cover_end[first:last]
        rows = [np.arange(first, last)]
        useful = np.minimum(fills, self.cover_demand[first:last])
        share = (np.minimum(high, end) - np.maximum(low, ready)) / (high - low)
        values = [useful * share]
        if self.cut_cover.size:
            begin, stop = np.searchsorted(self.cut_cover, (first, last))
            at = self.cut_cover[begin:stop] - first
            count = counted(useful[at], self.roundings.size[begin:stop], self.roundings.demand[begin:stop])
            rows.append(np.arange(begin, stop) + self.cut_row)
            values.append(count * share[at])
        single: list[tuple[int, float]] = []
        for ceiling in self._ceilings_of[block]:
            begin = ready if instance.excluded[ceiling] else start
            mine, days = self._row_of_crowd[ceiling], self._day_of_crowd[ceiling]
            hit = mine[np.searchsorted(days, begin) : np.searchsorted(days, end)] + self.crowd_row
            rows.append(hit)
            values.append(np.full(hit.size, float(heads)))
        for budget in range(instance.budgets.size):
            if instance.budget_counts[budget, block] and instance.budget_days[budget, start:end].any():
                single.append((self.budget_row + budget, instance.spent_by(tour) / self.budget_unit))
        place = int(instance.block_place[block])
        if place >= 0:
            row = self.arrive_row + int(self._arrive_index[place, start // instance.step])
            single.append((row, float(heads)))
            if end < instance.horizon:
                row = self.depart_row + int(self._depart_index[place, end // instance.step])
                single.append((row, float(heads)))
        for number, pin in enumerate(instance.pins):
            if tour in pin.tours:
                single.append((self.pin_row + number, 1.0))
        rows.append(np.array([row for row, _ in single], dtype=np.int64))
        values.append(np.array([value for _, value in single]))
        return np.concatenate(rows), np.concatenate(values)

    def entries(self, schedule: Schedule) -> tuple[Ints, Floats]:
        """Rows and coefficients of a schedule, its class row last."""
        for tour in schedule:
            if tour not in self._known:
                self._known[tour] = self.tour_entries(tour)
        owner = self.size_row + self.instance.class_of(schedule[0])
        rows = np.concatenate([*(self._known[tour][0] for tour in schedule), [owner]])
        values = np.concatenate([*(self._known[tour][1] for tour in schedule), [1.0]])
        if len(schedule) == 1:
            return rows, values
        distinct, where = np.unique(rows, return_inverse=True)
        return distinct, np.bincount(where, weights=values).astype(np.float64)

    def columns(self, schedules: Sequence[Schedule]) -> Columns:
        """Columns of schedules: 0 to the size of the class."""
        instance = self.instance
        cost = [self.objective.cost * instance.cost_of(schedule) for schedule in schedules]
        owner = [instance.class_of(schedule[0]) for schedule in schedules]
        upper = instance.sizes[owner].astype(np.float64) if owner else np.zeros(0)
        return _pack(
            np.array(cost, dtype=np.float64) / self.money, upper, [self.entries(s) for s in schedules]
        )

    # -- duals --------------------------------------------------------------------------------

    def duals(self, row_dual: Floats) -> Duals:
        """
        Row duals, rounded to whole numbers and clipped to where every slack's reduced cost is at least 0.

        Any such duals give a valid bound (Lagrangian duality); rounding only makes it a little weaker.
        """
        instance, objective = self.instance, self.objective
        unit = self.money * self.scale
        weights = objective.weights * self.scale
        constant = instance.fixed_cost * objective.cost * self.scale
        level_prices: list[int] = []
        for level, (lines, limit) in enumerate(objective.levels):
            price = max(0, round(-float(row_dual[self.level_row + level]) * unit))
            level_prices.append(price)
            weights = weights + np.where(lines, price, 0)
            constant -= price * limit
        cover = np.zeros((len(instance.lines), instance.horizon), dtype=np.int64)
        if self.cover_line.size:
            per_day = row_dual[: self.crowd_row] * unit / self.cover_days
            paid = np.clip(np.rint(per_day), 0, weights[self.cover_line]).astype(np.int64)
            cover[self._covered_line, self._covered_day] = np.repeat(paid, self.cover_days)
            constant += _exact_dot(paid, self.cover_days * self.cover_demand)
        rounding = self._rounding_prices(row_dual, unit, weights, cover)
        constant += _exact_dot(rounding, self.roundings.least * (self.roundings.end - self.roundings.start))
        crowd = np.zeros((len(instance.ceiling_ids), instance.horizon), dtype=np.int64)
        charged = np.maximum(0, np.rint(-row_dual[self.crowd_row : self.budget_row] * unit)).astype(np.int64)
        crowd[self.crowd_ceiling, self.crowd_day] = charged
        constant -= sum(
            p * limit for p, limit in zip(charged.tolist(), self.crowd_limit.tolist(), strict=True)
        )
        budget = np.maximum(
            0, np.rint(-row_dual[self.budget_row : self.arrive_row] * unit / self.budget_unit)
        ).astype(np.int64)
        constant -= sum(p * left for p, left in zip(budget.tolist(), instance.budgets.tolist(), strict=True))
        anywhere = np.maximum(0, np.rint(-row_dual[self.any_row : self.level_row] * unit)).astype(np.int64)
        seats = []
        dearest = np.zeros_like(anywhere)
        for base, stop, limit, any_index, places, steps in (
            (
                self.arrive_row,
                self.depart_row,
                self.arrive_limit,
                self.arrive_any,
                self.arrive_place,
                self.arrive_step,
            ),
            (
                self.depart_row,
                self.any_row,
                self.depart_limit,
                self.depart_any,
                self.depart_place,
                self.depart_step,
            ),
        ):
            price_of = np.maximum(0, np.rint(-row_dual[base:stop] * unit)).astype(np.int64)
            if anywhere.size:
                shared = any_index >= 0
                price_of[shared] = np.minimum(price_of[shared], anywhere[any_index[shared]])
                np.maximum.at(dearest, any_index[shared], price_of[shared])
            constant -= sum(p * left for p, left in zip(price_of.tolist(), limit.tolist(), strict=True))
            table = np.zeros_like(instance.seats)
            table[places, steps] = price_of
            seats.append(table)
        # Seats for any place need be no dearer than those of the dearest place that asks for them.
        constant -= sum(p * left for p, left in zip(dearest.tolist(), self.any_limits.tolist(), strict=True))
        pin = np.clip(
            np.rint(row_dual[self.pin_row : self.cut_row] * unit), 0, self.pin_price * self.scale
        ).astype(np.int64)
        constant += int(pin.sum())
        return Duals(
            Valuation(
                cover=cover,
                crowd=crowd,
                arrive=seats[0],
                depart=seats[1],
                budget=budget,
                pin=pin,
                cost=self.scale * objective.cost,
                roundings=self.roundings if rounding.any() else None,
                rounding=rounding,
            ),
            int(constant),
            tuple(level_prices),
        )

    def _rounding_prices(self, row_dual: Floats, unit: float, weights: Ints, cover: Ints) -> Ints:
        """
        Prices of rounding cuts, per count and day.

        What stays unfilled pays into all cuts of a row and into the row: together they may not charge more
        than its price.
        """
        line, start = self.roundings.line, self.roundings.start
        dual = row_dual[self.cut_row : self.size_row] * unit / (self.roundings.end - start)
        wanted = np.maximum(0, np.rint(dual)).astype(np.int64)
        summed = np.cumsum(wanted)
        before = np.concatenate([[0], summed])[self._first_cut[self.cut_cover]]
        charged = np.minimum(summed - before, weights[line] - cover[line, start])
        first = np.ones(line.size, dtype=np.bool_)
        first[1:] = self.cut_cover[1:] != self.cut_cover[:-1]
        prices: Ints = charged.copy()
        prices[1:] -= np.where(first[1:], 0, charged[:-1])
        return prices


def _exact_dot(prices: Ints, amounts: Ints) -> int:
    """``Σ prices · amounts``, none negative, which may be beyond 64 bits: summed by parts of the prices."""
    part = max(1, 62 - int(amounts.max(initial=0)).bit_length() - int(amounts.size).bit_length())
    total, shift = 0, 0
    while prices.any():
        total += int((prices & ((1 << part) - 1)) @ amounts) << shift
        prices, shift = prices >> part, shift + part
    return total


def _pack(costs: Floats, upper: Floats, entries: Sequence[tuple[Ints, Floats]]) -> Columns:
    lengths = [rows.size for rows, _ in entries]
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]]) if lengths else np.zeros(0)
    return Columns(
        costs=np.asarray(costs, dtype=np.float64),
        lower=np.zeros(len(entries)),
        upper=np.asarray(upper, dtype=np.float64),
        starts=starts.astype(np.int32),
        rows=np.concatenate([np.zeros(0), *(rows for rows, _ in entries)]).astype(np.int32),
        values=np.concatenate([np.zeros(0), *(values for _, values in entries)]),
    )
