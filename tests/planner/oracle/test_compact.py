"""A third opinion: the compact model and a MIP solver, on cases too large for brute force."""

import time

import pytest

from benchmarks.baselines.compact import Compact
from benchmarks.baselines.greedy import greedy
from benchmarks.baselines.highs_compact import solve
from benchmarks.generate import Size, national
from muster.planner.verify import verify_plan

plan_module = pytest.importorskip("muster.planner.plan", reason="the search is not built")


@pytest.mark.parametrize("seed", range(6))
def test_planner_and_compact_model_agree(seed: int) -> None:
    """Bounds of one never exceed the plans of the other; where both prove, they are equal."""
    case = national("small", seed, Size(types=3 + seed % 3, units=8 + 2 * seed, lines=5, weeks=18))
    model = Compact(case)
    answer = solve(model, greedy(model), 10.0, 1, 0)
    assert answer.bound is not None
    assert answer.values is not None
    other = verify_plan(case, model.roster.plan(model.picks(answer.values)))
    assert other.violations == ()
    options = plan_module.PlanOptions(gap=0.0, assume_lawful=True, time_limit=10.0)
    plan, problems = plan_module.plan_case(case, options, clock=time.monotonic)
    assert plan is not None, problems
    assert verify_plan(case, plan).violations == ()
    # One part in a million of slack: the MIP solver works in floating point.
    slack = other.objective // 1_000_000
    assert plan.bound <= other.objective
    assert answer.bound <= plan.objective + slack
    if plan.gap == 0 and other.objective - answer.bound <= slack:
        assert abs(plan.objective - other.objective) <= slack
