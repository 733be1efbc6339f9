"""Judging what a method left, and reading the measured figures against the targets."""

from __future__ import annotations

import time

import pytest

from benchmarks.baselines.compact import Compact
from benchmarks.baselines.greedy import greedy
from benchmarks.judge import judged
from benchmarks.registry import CASES
from benchmarks.results import compared
from benchmarks.targets import _converged, _proved
from muster.casefile.planfile import plan_json
from muster.planner.plan import PlanOptions, plan_case


def test_a_choice_of_tours_is_judged_by_the_checker() -> None:
    case = CASES["tiny"].make()
    model = Compact(case)
    made = greedy(model)
    picks = [list(pick) for pick in model.picks(made)]
    good = judged(case, {"picks": picks})
    assert good["accepted"]
    assert good["objective"] == model.worth(model.complete(made))
    often = [[*pick[:5], pick[5] + 3] for pick in picks]
    assert not judged(case, {"picks": often})["accepted"]


def test_musters_plan_is_judged_from_its_file() -> None:
    case = CASES["tiny"].make()
    plan, _ = plan_case(case, PlanOptions(time_limit=2.0, assume_lawful=True), clock=time.monotonic)
    assert plan is not None
    assert judged(case, {"plan": plan_json(plan)})["objective"] == plan.objective
    broken = plan_json(plan) | {"tours": [*plan_json(plan)["tours"], plan_json(plan)["tours"][-1]]}  # type: ignore[misc]
    assert not judged(case, {"plan": broken})["accepted"]


def test_gaps_shares_and_ratios() -> None:
    mine, other = compared(
        [
            {"method": "muster", "objective": 1100_00, "bound": 1000_00, "empty": 3000_00},
            {"method": "highs", "objective": 2000_00, "bound": 900_00, "empty": 3000_00},
        ]
    )
    assert mine["gap"] == pytest.approx(100 / 1100)
    assert mine["left"] == pytest.approx(100 / 2000)
    assert mine["ratio"] == {"highs": 0.55}
    assert other["gap"] == pytest.approx(0.55)
    assert other["gap_to_best_bound"] == pytest.approx(0.5)


def test_when_a_trace_proves_and_converges() -> None:
    trace = [[1.0, 0.9, 50, None], [2.0, 1.8, 90, 200], [3.0, 2.7, 99.95, 110], [9.0, 8.0, 100, 101]]
    assert _proved(trace, 0.10) == (3.0, 2.7)
    assert _proved(trace, 0.001) is None
    assert _converged(trace) == (3.0, 2.7)
