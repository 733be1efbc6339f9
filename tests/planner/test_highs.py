"""What the planner asks of HiGHS."""

from __future__ import annotations

import time

import numpy as np

from muster.planner.highs import Columns, GrowingProgram, Rows, solve_integer
from muster.planner.plan import PlanOptions, plan_case
from muster.planner.pose import pose
from tests.planner import brute
from tests.planner.tiny import tiny_case


def columns(costs: list[float], values: list[float]) -> Columns:
    count = len(costs)
    return Columns(
        costs=np.array(costs),
        lower=np.zeros(count),
        upper=np.full(count, 10.0),
        starts=np.arange(count, dtype=np.int32),
        rows=np.zeros(count, dtype=np.int32),
        values=np.array(values),
    )


ROWS = Rows(lower=np.array([7.0]), upper=np.array([np.inf]))


def test_a_program_keeps_its_answer_right_as_it_grows() -> None:
    program = GrowingProgram(ROWS, columns([3.0], [1.0]), threads=1)
    value, primal, dual = program.solve()
    assert (value, primal.tolist(), dual.tolist()) == (21.0, [7.0], [3.0])
    program.add(columns([4.0], [2.0]))
    value, primal, dual = program.solve()
    assert (value, primal.tolist(), dual.tolist()) == (14.0, [0.0, 3.5], [2.0])


def test_whole_numbers_and_a_stop() -> None:
    both = columns([3.0], [1.0]).joined(columns([4.0], [2.0]))
    asked = {"threads": 1, "seed": 0, "nodes": 100, "absolute_gap": 1e-6, "relative_gap": 0.0}
    whole = np.array([True, True])
    found = solve_integer(ROWS, both, whole, should_stop=lambda: False, presolve=False, **asked)  # type: ignore[arg-type]
    assert found.optimal
    assert found.values is not None
    assert found.values @ both.costs == 15


def test_a_proof_is_not_misled_by_presolve() -> None:
    # With presolve, HiGHS 1.14.0 calls a plan of this case optimal that costs 268.40 dollars too much.
    case, options = tiny_case(155), PlanOptions(gap=0, assume_lawful=True)
    instance = pose(case, options).instance
    assert instance is not None
    plan, _ = plan_case(case, options, clock=time.monotonic)
    assert plan is not None
    assert plan.objective == plan.bound == brute.optimum(instance)


def test_the_number_of_threads_may_change_within_a_process() -> None:
    for threads in (1, 2, 1):
        program = GrowingProgram(ROWS, columns([2.0], [1.0]), threads=threads)
        assert program.solve()[0] == 14.0
