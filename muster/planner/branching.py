"""
Proof by case distinction: how many tours of a kind are there, at most n or at least n + 1?

Where the bound of the relaxation lies below the best plan, the plans are divided until each part has a bound
that reaches it (Land and Doig 1960, doi:10.2307/1910129). Each part is bounded as the whole is: a linear
program proposes prices, of the distinctions as well as of the rows, and the bound at these prices is counted
in whole numbers (:mod:`muster.planner.pricing`). Nothing rests on the solver: a part whose program it solved
wrongly has a weak bound, never a wrong one. The prices of all parts are a certificate that anyone can check.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction

import numpy as np

from muster.domain.case import Case
from muster.domain.certificate import Branch
from muster.planner.flow import Flow, flow
from muster.planner.highs import Columns, Floats, GrowingProgram, Rows
from muster.planner.instance import Instance, Ints
from muster.planner.master import Duals, Master
from muster.planner.pricing import Pricer, Schedule
from muster.planner.search import Search

__all__ = ("Distinction", "Part", "Tree", "divide")

#: How far from a whole number a count must be to be divided at.
FRACTIONAL = 1e-6

#: Parts that may be looked at.
PARTS = 300


@dataclass(frozen=True, slots=True)
class Distinction:
    """
    How many of the tours ``tours`` there are: ``number`` at most, or (``least``) at least.

    They are those of the class ``owner`` on ``line``, or the one ``tour`` alone.
    """

    tours: tuple[int, ...]
    owner: int
    line: int
    tour: int | None
    least: bool
    number: int

    def branch(self, case: Case, instance: Instance, price: int, scale: int) -> Branch:
        """In the words of a certificate."""
        member = instance.classes[self.owner].members[0]
        told = Branch(
            sense="at_least" if self.least else "at_most",
            number=self.number,
            price=Fraction(price, scale),
            member=(member.unit, member.element, member.part),
            line=instance.lines[self.line],
        )
        if self.tour is not None:
            block, start, end, _, _ = instance.tours.at(self.tour)
            basis = instance.bases[block]
            zero = case.planning.start
            told = replace(
                told,
                start=zero + timedelta(days=start),
                end=zero + timedelta(days=end),
                duty_status=basis.duty_status.value,
                authorities=tuple(basis.authorities),
                mobilization=basis.mobilization or "",
            )
        return told


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the plans: its distinctions, their prices, and the row prices that prove its bound."""

    distinctions: tuple[Distinction, ...]
    prices: tuple[int, ...]
    duals: Duals
    bound: int


@dataclass(frozen=True, slots=True)
class Tree:
    """
    What a division came to.

    ``parts`` together hold every plan, and none of them a plan better than the bound of the least; empty if
    the division was given up. ``better`` is a choice of schedules by class that beats the plan to be proved
    best: then it is not.
    """

    master: Master
    parts: tuple[Part, ...]
    better: list[list[Schedule]] | None = None


def divide(search: Search, should_stop: Callable[[], bool], *, most: int = PARTS) -> Tree:
    """
    Prove that no plan is better than the best one of a search, by dividing all plans.

    Parameters
    ----------
    most
        Parts to look at before giving up.
    """
    return _Division(search, should_stop, most).run()


class _Division:
    def __init__(self, search: Search, should_stop: Callable[[], bool], most: int) -> None:
        self.instance = search.instance
        self.should_stop = should_stop
        self.most = most
        self.target = search.score[2]
        known = search.master
        self.master = Master(
            search.instance, search.objective, exact=True, cuts=known.cuts if known.exact else ()
        )
        self.pricer: Pricer = self.master.pricer()
        self.program: Flow = flow(self.master, self.pricer)
        self.threads = search.options.threads
        self.arc_tour: Ints = self.program.network.tour
        self.position = np.full(self.instance.tours.size, -1, dtype=np.int64)
        self.position[self.pricer.tours] = np.arange(self.pricer.tours.size)

    def run(self) -> Tree:
        """Depth first: of two parts the one nearer to the fraction is looked at first."""
        waiting: list[tuple[Distinction, ...]] = [()]
        done: list[Part] = []
        looked = 0
        while waiting:
            looked += 1
            if looked > self.most or self.should_stop():
                return Tree(self.master, ())
            distinctions = waiting.pop()
            values, row_dual, elastic = self.solve(distinctions)
            part = self.bounded(distinctions, row_dual)
            if -(-part.bound // self.master.scale) >= self.target:
                done.append(part)
                continue
            count = self.counts(values)
            split = self.fraction(count)
            if split is None:
                # Whole tours and no bound: a better plan, or prices that are not good enough.
                if elastic <= FRACTIONAL:
                    return Tree(self.master, (), self.program.schedules(values))
                return Tree(self.master, ())
            tours, owner, line, tour, value = split
            low = Distinction(tours, owner, line, tour, False, int(np.floor(value)))
            high = Distinction(tours, owner, line, tour, True, int(np.floor(value)) + 1)
            pair = [(*distinctions, low), (*distinctions, high)]
            waiting.extend(pair if value - np.floor(value) > 0.5 else reversed(pair))
        return Tree(self.master, tuple(done))

    def solve(self, distinctions: tuple[Distinction, ...]) -> tuple[Floats, Floats, float]:
        """
        The relaxation of a part.

        Returns
        -------
        tuple
            Column values of the flow, duals of the master's rows and then of the distinctions, and by how
            much distinctions of the kind "at least" and levels are not kept (which costs dearly).
        """
        program, base = self.program, self.program.rows.lower.size
        least = np.array([each.least for each in distinctions], dtype=np.bool_)
        number = np.array([each.number for each in distinctions], dtype=np.float64)
        rows = Rows(
            lower=np.concatenate([program.rows.lower, np.where(least, number, -np.inf)]),
            upper=np.concatenate([program.rows.upper, np.where(least, np.inf, number)]),
        )
        columns = _with_rows(program.columns, self.arc_tour, distinctions, base)
        dear = float(self.master.pin_price) / self.master.money
        width = columns.costs.size
        levels = np.arange(len(self.master.objective.levels)) + self.master.level_row
        columns = columns.joined(_elastic(np.flatnonzero(least) + base, dear, 1.0))
        columns = columns.joined(_elastic(levels, dear, -1.0))
        _, values, duals = GrowingProgram(rows, columns, threads=self.threads).solve()
        kept = np.concatenate([duals[: self.master.rows_count], duals[base:]])
        return values[:width], kept, float(values[width:].sum())

    def bounded(self, distinctions: tuple[Distinction, ...], row_dual: Floats) -> Part:
        """The exact bound of a part at the prices that its relaxation proposes."""
        master, instance = self.master, self.instance
        duals = master.duals(row_dual[: master.rows_count])
        proposed = row_dual[master.rows_count :] * master.money * master.scale
        prices = []
        constant = duals.constant
        self.pricer.price(duals.valuation)
        worth = self.pricer.value.copy()
        for each, dual in zip(distinctions, proposed.tolist(), strict=True):
            price = max(0, round(dual if each.least else -dual))
            prices.append(price)
            signed = price if each.least else -price
            constant += signed * each.number
            worth[self.position[list(each.tours)]] += signed
        best = self.pricer.chain(worth)
        taken = sum(
            size * max(0, value) for size, value in zip(instance.sizes.tolist(), best.tolist(), strict=True)
        )
        return Part(distinctions, tuple(prices), duals, constant - taken)

    def counts(self, values: Floats) -> Floats:
        """How often each tour is made, ``(K,)``."""
        found = np.zeros(self.instance.tours.size)
        np.add.at(found, self.arc_tour, values[: self.program.whole])
        return found

    def fraction(self, count: Floats) -> tuple[tuple[int, ...], int, int, int | None, float] | None:
        """
        Tours of which the relaxation makes a broken number: those of a class on a line, else a single one.

        Of all such numbers it is the one that is nearest to a half.
        """
        made = np.flatnonzero(count > FRACTIONAL)
        instance = self.instance
        kinds: dict[tuple[int, int], float] = {}
        for tour in made.tolist():
            kind = instance.class_of(tour), instance.line_of(tour)
            kinds[kind] = kinds.get(kind, 0.0) + float(count[tour])
        found = max(kinds, key=lambda kind: abs(kinds[kind] - round(kinds[kind])), default=None)
        if found is not None and abs(kinds[found] - round(kinds[found])) > FRACTIONAL:
            mine = instance.blocks_of(found[0])
            tours = instance.tours.of_blocks(mine[instance.block_line[mine] == found[1]]).tour
            return tuple(tours.tolist()), *found, None, kinds[found]
        broken = np.abs(count - np.rint(count))
        if broken.max(initial=0.0) <= FRACTIONAL:
            return None
        single = int(np.argmax(broken))
        mine_owner, on_line = instance.class_of(single), instance.line_of(single)
        return (single,), mine_owner, on_line, single, float(count[single])


def _with_rows(columns: Columns, arc_tour: Ints, distinctions: tuple[Distinction, ...], base: int) -> Columns:
    """Columns with a coefficient of 1 for every distinction that counts an arc's tour."""
    if not distinctions:
        return columns
    extra: dict[int, list[int]] = {}
    for row, each in enumerate(distinctions):
        for arc in np.flatnonzero(np.isin(arc_tour, np.array(each.tours))).tolist():
            extra.setdefault(arc, []).append(base + row)
    rows: list[np.ndarray] = []
    values: list[np.ndarray] = []
    starts = [0]
    ends = np.append(columns.starts[1:], columns.rows.size)
    for column, (low, high) in enumerate(zip(columns.starts.tolist(), ends.tolist(), strict=True)):
        more = extra.get(column, [])
        rows.append(np.append(columns.rows[low:high], more))
        values.append(np.append(columns.values[low:high], np.ones(len(more))))
        starts.append(starts[-1] + rows[-1].size)
    return replace(
        columns,
        starts=np.array(starts[:-1], dtype=np.int32),
        rows=np.concatenate(rows).astype(np.int32),
        values=np.concatenate(values),
    )


def _elastic(rows: Ints, cost: float, sign: float) -> Columns:
    return Columns(
        costs=np.full(rows.size, cost),
        lower=np.zeros(rows.size),
        upper=np.full(rows.size, np.inf),
        starts=np.arange(rows.size, dtype=np.int32),
        rows=rows.astype(np.int32),
        values=np.full(rows.size, sign),
    )
