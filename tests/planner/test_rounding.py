"""Rounding cuts and whole ceilings against every choice of whole tours."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.planner.colgen import lagrangian
from muster.planner.master import Master, Objective
from muster.planner.options import PlanOptions
from muster.planner.pose import pose
from muster.planner.pricing import Pricer
from muster.planner.rounding import Roundings, counted, largest_sums, least, most_violated
from tests.planner import brute
from tests.planner.tiny import tiny_case

EXACT = PlanOptions(gap=0, assume_lawful=True)


def ints(*numbers: int) -> np.ndarray:
    return np.array(numbers, dtype=np.int64)


@settings(max_examples=300, deadline=None)
@given(st.integers(1, 40), st.integers(1, 45), st.lists(st.integers(1, 40), min_size=1, max_size=3))
def test_no_whole_choice_breaks_a_rounding(demand: int, size: int, sizes: list[int]) -> None:
    fills = np.minimum(ints(*sizes), demand)
    counts = counted(fills, ints(size), demand)
    for often in product(range(demand // int(fills.min()) + 2), repeat=len(sizes)):
        if np.prod([often]) > 40:
            continue
        unfilled = max(0, demand - int(fills @ ints(*often)))
        assert int(counts @ ints(*often)) + unfilled >= int(least(ints(size), demand)[0])


def test_what_a_fraction_of_a_unit_fills_is_found_unfilled() -> None:
    """200 wanted, units of 90: two and two ninths fill all; whole ones leave 20 or are three."""
    size, short = most_violated(ints(90), np.array([200 / 90]), 200)
    # With 20 left by the size of 90, a unit counts 20: 60 are due, 44.4 are there.
    assert (size, round(short, 3)) == (90, 15.556)
    assert most_violated(ints(90), np.array([2.0]), 200)[1] <= 20
    assert most_violated(ints(90), np.array([3.0]), 200)[1] <= 0


@settings(max_examples=200, deadline=None)
@given(st.sets(st.integers(1, 40), max_size=3), st.lists(st.integers(0, 90), min_size=1, max_size=5))
def test_a_ceiling_allows_the_largest_sum_that_fits(sizes: set[int], limits: list[int]) -> None:
    reached = {0}
    for _ in range(90):
        reached |= {have + size for have in reached for size in sizes if have + size <= 90}
    wanted = [max(each for each in reached if each <= limit) for limit in limits]
    assert largest_sums(sizes, ints(*limits)).tolist() == wanted


def test_a_ceiling_smaller_than_the_smallest_unit_allows_nobody() -> None:
    assert largest_sums([81, 100], ints(69, 81, 99, 100, 399)).tolist() == [0, 81, 81, 100, 381]


def test_pairs_are_paid_for_what_they_count_on_the_days_of_a_rounding() -> None:
    roundings = Roundings(ints(0, 1, 1), ints(0, 2, 2), ints(2, 5, 5), ints(200, 50, 50), ints(90, 30, 50))
    shares = roundings.shares(ints(0, 1, 1), ints(90, 20, 70))
    # The size of 50 leaves nothing of 50 and counts nobody.
    assert list(zip(shares.pair.tolist(), shares.number.tolist(), shares.count.tolist(), strict=True)) == [
        (0, 0, 20),
        (1, 1, 20),
        (2, 1, 40),
    ]
    paid = roundings.paid(shares, ints(3, 2, 1_000), 3, 6)
    assert paid.tolist() == [[60, 60, 0, 0, 0, 0], [0, 0, 40, 40, 40, 0], [0, 0, 80, 80, 80, 0]]


@pytest.mark.parametrize("seed", range(60))
def test_any_prices_of_many_cuts_and_whole_ceilings_bound_the_optimum(seed: int) -> None:
    known = brute.tiny_optimum(seed, 3_000)
    if known is None:
        return
    instance, best = known
    choose = np.random.default_rng(seed)
    objective = Objective(weights=instance.prices, cost=1)
    plain = Master(instance, objective)
    cuts = sorted(
        {
            (row, int(size))
            for row, demand in enumerate(plain.cover_demand.tolist())
            for size in choose.integers(1, demand + 2, size=3)
        }
    )
    for exact in (True, False):
        rows = Master(instance, objective, exact=exact).cover_line.size
        mine = tuple(cut for cut in cuts if cut[0] < rows)
        master = Master(instance, objective, exact=exact, cuts=mine, whole=True)
        pricer = Pricer(instance)
        for size in (1.0, 100.0, 1e4):
            duals = master.duals(choose.normal(size=master.rows_count) * size)
            assert lagrangian(instance, duals, pricer.price(duals.valuation)) <= best * master.scale


@pytest.mark.parametrize("seed", range(20))
def test_what_tours_put_into_cuts_is_what_they_are_paid_for(seed: int) -> None:
    """Value by pricing = prices of rows x what the master's columns have in them."""
    instance = pose(tiny_case(seed), EXACT).instance
    assert instance is not None
    if not instance.tour_block.size:
        return
    objective = Objective(weights=instance.prices, cost=0)
    plain = Master(instance, objective)
    cuts = tuple((row, size) for row in range(plain.cover_line.size) for size in (2, 3, 5))
    master = Master(instance, objective, cuts=cuts)
    row_dual = np.zeros(master.rows_count)
    row_dual[master.cut_row : master.size_row] = np.arange(1, len(cuts) + 1)
    valuation = master.duals(row_dual / master.money / master.scale * 7 * 50).valuation
    assert valuation.roundings is not None
    assert valuation.rounding is not None
    pricer = Pricer(instance)
    pricer.price(valuation)
    days = master.roundings.end - master.roundings.start
    for tour, value in zip(pricer.tours.tolist(), pricer.value.tolist(), strict=True):
        rows, values = master.tour_entries(tour)
        mine = (rows >= master.cut_row) & (rows < master.size_row)
        number = rows[mine] - master.cut_row
        worth = (values[mine] * (valuation.rounding * days)[number]).sum()
        assert round(float(worth), 3) == value
