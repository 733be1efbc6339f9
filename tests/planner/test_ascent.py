"""The bound of the dual ascent against brute force and against the linear relaxation."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from muster.planner.ascent import ascend
from muster.planner.colgen import Relaxation, lagrangian, relax
from muster.planner.instance import Instance
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
    )


@pytest.mark.parametrize("seed", range(40))
def test_no_step_s_bound_is_above_the_optimum(seed: int) -> None:
    instance = posed(seed)
    if not instance.tour_block.size:
        pytest.skip("nothing to choose")
    best = brute.optimum(instance, 5_000)
    if best is None:
        pytest.skip("too many plans to list")
    state = ascended(instance, 40)
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


def test_the_best_step_is_kept_with_the_duals_that_prove_it() -> None:
    instance, heard = posed(3), []
    state = ascended(instance, 60, heard)
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
