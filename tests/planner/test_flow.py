"""Flows over start days: every schedule, no other, and cases that listing schedules does not prove."""

from __future__ import annotations

import time
from itertools import pairwise

import numpy as np
import pytest

from muster.planner.decode import chained
from muster.planner.flow import flow
from muster.planner.highs import solve_integer
from muster.planner.master import Master, Objective
from muster.planner.options import PlanOptions
from muster.planner.plan import plan_case
from muster.planner.pose import pose
from muster.planner.roster import Roster
from tests.planner import brute
from tests.planner.oracle.tiny_cases import seeded
from tests.planner.tiny import tiny_case
from tests.planner.verify.test_rules import CASE

EXACT = PlanOptions(gap=0, assume_lawful=True)


@pytest.mark.parametrize("seed", range(60))
def test_the_best_flow_is_brute_force_s_plan(seed: int) -> None:
    instance = pose(tiny_case(seed), EXACT).instance
    assert instance is not None
    best = brute.optimum(instance, 5_000)
    if best is None or not instance.tour_block.size:
        pytest.skip("nothing to compare")
    objective = Objective(weights=instance.prices, cost=1)
    master = Master(instance, objective, exact=True)
    program = flow(master, master.pricer())
    integer = np.zeros(program.columns.costs.size, dtype=np.bool_)
    integer[: program.whole] = True
    result = solve_integer(
        program.rows,
        program.columns,
        integer,
        threads=1,
        seed=0,
        nodes=100_000,
        absolute_gap=0.49 / master.money,
        relative_gap=0.0,
        should_stop=lambda: False,
        presolve=False,
    )
    assert result.optimal and result.values is not None
    chosen = program.schedules(result.values)
    for mine, size in zip(chosen, instance.sizes.tolist(), strict=True):
        assert len(mine) <= size
        assert all(chained(instance, schedule) for schedule in mine)
        assert all(low < high for schedule in mine for low, high in pairwise(schedule))
    roster = Roster(instance, objective)
    roster.load(chosen)
    assert roster.feasible()
    assert roster.value() == best


def test_few_elements_and_lumpy_fills_are_proved() -> None:
    plan, _ = plan_case(CASE, EXACT, clock=time.monotonic)
    assert plan is not None
    assert (plan.status, plan.bound) == ("optimal", plan.objective)


def test_many_equal_schedules_are_proved_without_listing_them() -> None:
    plan, _ = plan_case(seeded(531), EXACT, clock=time.monotonic)
    assert plan is not None
    assert (plan.status, plan.objective, plan.bound) == ("optimal", 13_539_066, 13_539_066)
    assert plan.stats["moves"] < 1_000
