"""The bound of the dual ascent against brute force and against the linear relaxation."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from benchmarks.generate import Size, national
from muster.planner.ascent import ascend
from muster.planner.colgen import Relaxation, lagrangian, relax
from muster.planner.instance import Instance
from muster.planner.kernel.field import lay_out
from muster.planner.kernel.pricer import CompiledPricer
from muster.planner.master import Master, Objective
from muster.planner.options import PlanOptions
from muster.planner.pose import pose
from tests.planner import brute
from tests.planner.tiny import tiny_case


def posed(seed: int) -> Instance:
    instance = pose(tiny_case(seed), PlanOptions(assume_lawful=True)).instance
    assert instance is not None
    return instance


def ascended(
    instance: Instance,
    steps: int,
    heard: list[int] | None = None,
    spent: Callable[[], float] = lambda: 0.0,
    turns: int = 1,
) -> Relaxation:
    master = Master(instance, Objective(weights=instance.prices, cost=1))

    def report(state: Relaxation) -> None:
        assert state.bound is not None
        if heard is not None:
            heard.append(state.bound)

    return ascend(
        instance,
        master,
        master.pricer(),
        steps=steps,
        target=float("inf"),
        should_stop=lambda: False,
        report=report,
        spent=spent,
        turns=turns,
    )


@pytest.mark.parametrize("turns", [1, 3])
@pytest.mark.parametrize("seed", range(40))
def test_no_step_s_bound_is_above_the_optimum(seed: int, turns: int) -> None:
    instance = posed(seed)
    if not instance.tour_block.size:
        pytest.skip("nothing to choose")
    best = brute.optimum(instance, 5_000)
    if best is None:
        pytest.skip("too many plans to list")
    state = ascended(instance, 40, turns=turns)
    assert state.bound is not None
    assert state.bound / state.master.scale <= best


@pytest.mark.parametrize("seed", range(12))
def test_the_ascent_comes_near_the_linear_relaxation(seed: int) -> None:
    instance = posed(seed)
    if not instance.tour_block.size:
        pytest.skip("nothing to choose")
    master = Master(instance, Objective(weights=instance.prices, cost=1))
    exact = relax(
        instance,
        master,
        master.pricer(),
        (),
        threads=1,
        tolerance=1e-9,
        should_stop=lambda: False,
        report=lambda state: None,
    )
    state = ascended(instance, 300)
    assert exact.bound is not None and state.bound is not None
    assert state.bound <= exact.bound
    assert state.bound >= 0.97 * exact.bound


def many(seed: int) -> Instance:
    """A case with enough classes to take turns."""
    case = national("turns", seed, Size(types=8, units=40, lines=8, weeks=20))
    instance = pose(case, PlanOptions(assume_lawful=True)).instance
    assert instance is not None and len(instance.classes) > 12
    return instance


@pytest.mark.parametrize("seed", range(3))
def test_classes_that_take_turns_find_the_bound_that_all_find_together(seed: int) -> None:
    instance = many(seed)
    together, by_turns = ascended(instance, 400), ascended(instance, 1_200, turns=4)
    assert together.bound is not None and by_turns.bound is not None
    assert abs(by_turns.bound - together.bound) < 0.02 * together.bound
    assert by_turns.weights is not None
    assert 0 < by_turns.weights.sum() <= instance.sizes.sum() + 1e-9


def test_the_average_of_turns_covers_lines_as_that_of_all_steps() -> None:
    instance = many(1)
    sums = []
    for steps, turns in ((400, 1), (1_200, 4)):
        state = ascended(instance, steps, turns=turns)
        assert state.weights is not None
        rows = np.zeros(state.master.rows_count)
        for schedule, weight in zip(state.schedules, state.weights.tolist(), strict=True):
            at, values = state.master.entries(schedule)
            rows[at] += values * weight
        sums.append(rows[: state.master.crowd_row].sum())
    assert abs(sums[1] - sums[0]) < 0.05 * sums[0]


@pytest.mark.parametrize("turns", [1, 4])
def test_only_classes_that_are_asked_are_worth_anything(turns: int) -> None:
    instance = many(2)
    master = Master(instance, Objective(weights=instance.prices, cost=1))
    duals = np.zeros(master.rows_count)
    duals[: master.crowd_row] = 0.5 * instance.prices[master.cover_line] * master.cover_days / master.money
    valuation = master.duals(duals).valuation
    pricers = master.pricer(), CompiledPricer(lay_out(instance), threads=2)
    whole = pricers[0].price(valuation)
    asked = np.arange(len(instance.classes))[::turns]
    expected = np.zeros_like(whole)
    expected[asked] = whole[asked]
    for pricer in pricers:
        assert pricer.price(valuation, asked).tolist() == expected.tolist()
        assert pricer.price(valuation).tolist() == whole.tolist()
    used = np.zeros(master.rows_count)
    compiled = pricers[1]
    compiled.price(valuation, asked)
    for owner in np.flatnonzero(expected).tolist():
        rows, values = master.entries(compiled.schedule(owner))
        used[rows] += values * int(instance.sizes[owner])
    assert np.allclose(compiled.rows(master)[: master.any_row], used[: master.any_row])


@pytest.mark.parametrize("turns", [1, 4])
def test_the_best_step_is_kept_with_the_duals_that_prove_it(turns: int) -> None:
    instance, heard = many(0), []
    state = ascended(instance, 60, heard, turns=turns)
    assert state.bound == heard[-1] == max(heard)
    assert heard == sorted(heard)
    assert state.duals is not None
    best = state.master.pricer().price(state.duals.valuation)
    assert lagrangian(instance, state.duals, best) == state.bound


def test_the_average_schedules_are_as_many_as_there_are_members_at_most() -> None:
    instance = posed(4)
    state = ascended(instance, 100)
    assert state.weights is not None
    assert state.weights.size == len(state.schedules)
    assert 0 < state.weights.sum() <= instance.sizes.sum() + 1e-9


@pytest.mark.parametrize("seed", [1, 3, 5, 9])
def test_where_the_clock_leaves_few_steps_the_last_ones_are_small_all_the_same(seed: int) -> None:
    instance = posed(seed)
    ticks = iter(range(10**9))
    hurried = ascended(instance, 2_000, spent=lambda: next(ticks) / 500)
    plenty = ascended(instance, 400)
    assert hurried.rounds <= 500
    assert hurried.bound is not None and plenty.bound is not None
    assert hurried.bound >= plenty.bound - 0.02 * abs(plenty.bound)
