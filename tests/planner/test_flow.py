"""Flows over start days: every schedule, no other, and cases that listing schedules does not prove."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from benchmarks.campaign import case_of
from muster.planner.decode import chained
from muster.planner.flow import flow
from muster.planner.highs import solve_integer
from muster.planner.master import Master, Objective
from muster.planner.options import PlanOptions
from muster.planner.plan import plan_case
from muster.planner.roster import Roster
from muster.planner.search import Search
from tests.planner import brute
from tests.planner.oracle.tiny_cases import seeded
from tests.planner.verify.test_rules import CASE

EXACT = PlanOptions(gap=0, assume_lawful=True)


@pytest.mark.parametrize("seed", range(60))
def test_the_best_flow_is_brute_force_s_plan(seed: int) -> None:
    known = brute.tiny_optimum(seed, 5_000)
    if known is None:
        pytest.skip("nothing to compare")
    instance, best = known
    objective = Objective(weights=instance.prices, cost=1)
    plain = Master(instance, objective, exact=True)
    # Whole ceilings and rounding cuts, by many sizes, take no whole choice away.
    cuts = [(row, size) for row in range(plain.cover_line.size) for size in (2, 3, 7, 1 + seed)]
    master = Master(
        instance, objective, exact=True, cuts=sorted(set(cuts)) if seed % 2 else (), whole=seed % 3 > 0
    )
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
    start = program.start(schedule for mine in chosen for schedule in mine)
    made = Counter(tour for mine in chosen for schedule in mine for tour in schedule)
    columns = Counter[int]()
    for tour, taken in zip(program.network.tour.tolist(), start.tolist(), strict=True):
        columns[tour] += int(taken)
    assert +columns == made


def test_local_search_has_its_turn_before_a_long_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    """A flow that takes all the time there is finds a good plan there already, and knows of it."""
    known: list[int] = []
    start: list[int] = []

    def let_flow(self: Search, nodes: int) -> bool:
        known.append(self.score[2])
        start.append(sum(len(schedule) for mine in self.best for schedule in mine))
        return False

    monkeypatch.setattr(Search, "let_flow", let_flow)
    case = case_of("middle", 80_007)[1]
    ticks = iter(range(10_000_000))
    plan, _ = plan_case(case, replace(EXACT, time_limit=10_000.0), clock=lambda: next(ticks) * 0.1)
    assert plan is not None
    assert known and start[0]
    # HiGHS proves that nothing is below 104,122,784,140 cents.
    assert known[0] <= 1.005 * 104_122_784_140
    assert plan.bound is not None
    assert 100_500_000_000 <= plan.bound <= 104_122_784_140


def test_few_elements_and_lumpy_fills_are_proved() -> None:
    plan, _ = plan_case(CASE, EXACT, clock=time.monotonic)
    assert plan is not None
    assert (plan.status, plan.bound) == ("optimal", plan.objective)


def test_many_equal_schedules_are_proved_without_listing_them() -> None:
    plan, _ = plan_case(seeded(531), EXACT, clock=time.monotonic)
    assert plan is not None
    assert (plan.status, plan.objective, plan.bound) == ("optimal", 13_539_066, 13_539_066)
    assert plan.stats["moves"] < 1_000
