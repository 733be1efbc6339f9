"""Time limit and Ctrl-C: whenever they come, the best plan so far is returned, soon, and keeps every rule."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.registry import CASES
from muster.actions.publish import brief
from muster.domain.case import Case
from muster.domain.plan import Plan
from muster.errors import BoundError, SolverError
from muster.planner.highs import GrowingProgram
from muster.planner.plan import PlanOptions, plan_case
from muster.planner.search import Search
from muster.planner.verify import verify_certificate, verify_plan
from muster.products.report import render_report
from tests.planner.oracle.tiny_cases import seeded
from tests.planner.tiny import tiny_case

EXACT = PlanOptions(gap=0, assume_lawful=True)


def sound(case: Case, plan: Plan | None) -> Plan:
    assert plan is not None
    verification = verify_plan(case, plan)
    assert verification.violations == ()
    assert plan.objective == verification.objective
    if plan.bound is not None:
        assert plan.bound <= verification.objective
    assert plan.certificate is not None
    assert verify_certificate(case, plan, plan.certificate).accepted
    return plan


def after(questions: int) -> tuple[Callable[[], bool], Callable[[], int]]:
    asked = 0

    def stop() -> bool:
        nonlocal asked
        asked += 1
        return asked > questions

    return stop, lambda: asked


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 150), st.integers(0, 400), st.booleans(), st.booleans())
def test_a_stop_at_any_question_keeps_the_best_plan(
    seed: int, questions: int, lexicographic: bool, other: bool
) -> None:
    case = seeded(seed) if other else tiny_case(seed)
    stop, asked = after(questions)
    options = replace(EXACT, lexicographic=lexicographic)
    plan, problems = plan_case(case, options, clock=lambda: 0.0, should_stop=stop)
    if plan is None:
        assert {problem.code for problem in problems} & {"M603", "M604"}
        return
    sound(case, plan)
    # Who asks for a stop when the search is done, and prices alone are missing, has interrupted nothing.
    assert plan.stopped_by in ("gap", "exhausted", "interrupt")
    assert plan.stopped_by != "interrupt" or asked() > questions
    if questions == 0 and plan.stopped_by != "interrupt":
        assert plan.gap == 0 or lexicographic


@pytest.mark.parametrize("questions", [0, 1, 5, 30])
def test_a_later_stop_is_never_worse(questions: int) -> None:
    case = CASES["tiny"].make()
    options = PlanOptions(assume_lawful=True)
    plan, _ = plan_case(case, options, clock=lambda: 0.0, should_stop=after(questions)[0])
    longer, _ = plan_case(case, options, clock=lambda: 0.0, should_stop=after(2 * questions + 10)[0])
    first, second = sound(case, plan), sound(case, longer)
    assert first.objective is not None and second.objective is not None
    assert second.objective <= first.objective
    assert first.empty is not None and first.objective <= first.empty


@pytest.mark.parametrize("limit", [0.0, 0.3, 1.5])
def test_the_limit_is_kept_in_time_of_the_processor(limit: float) -> None:
    """The clock is that of the processor, so that other work on the machine plays no part."""
    case = CASES["S"].make()
    began = time.process_time()
    plan, _ = plan_case(
        case, PlanOptions(gap=0, assume_lawful=True, time_limit=limit), clock=time.process_time
    )
    took = time.process_time() - began
    assert plan is not None
    assert plan.stopped_by == "time"
    assert took <= 1.1 * limit + 3
    sound(case, plan)


def test_the_search_asks_often_enough() -> None:
    """Between two questions lies less than two seconds of the processor, once the case is posed."""
    case = CASES["S"].make()
    asked: list[float] = []

    def stop() -> bool:
        asked.append(time.process_time())
        return False

    plan_case(
        case,
        PlanOptions(gap=0, assume_lawful=True, time_limit=3),
        clock=time.process_time,
        should_stop=stop,
    )
    pauses = [second - first for first, second in pairwise(asked)]
    assert len(pauses) > 20
    assert max(pauses) < 3


@pytest.mark.parametrize("calls", [0, 1, 2, 3, 5, 8])
@pytest.mark.parametrize("lexicographic", [False, True])
def test_a_linear_program_at_which_the_solver_fails_loses_no_plan(
    calls: int, lexicographic: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = GrowingProgram.solve
    made = 0

    def failing(self: GrowingProgram) -> object:
        nonlocal made
        made += 1
        if made > calls:
            raise SolverError("HiGHS ended a linear program of the planner with planted")
        return real(self)

    monkeypatch.setattr(GrowingProgram, "solve", failing)
    for seed in (2, 13, 21):
        made = 0
        case = tiny_case(seed)
        plan, _ = plan_case(case, replace(EXACT, lexicographic=lexicographic), clock=time.monotonic)
        found = sound(case, plan)
        assert found.tours
        if calls == 0:
            assert "planted" in str(found.stats["solver"])
            assert found.status != "optimal"


@pytest.mark.parametrize(
    "error",
    [BoundError("the bound 9 came out above the objective 8"), AssertionError("planted"), AssertionError()],
)
@pytest.mark.parametrize("lexicographic", [False, True])
def test_a_search_that_contradicts_itself_loses_its_bound_and_not_the_plan(
    error: Exception, lexicographic: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(self: Search, state: object) -> None:
        raise error

    monkeypatch.setattr(Search, "take_bound", failing)
    case = tiny_case(13)
    plan, _ = plan_case(case, replace(EXACT, lexicographic=lexicographic), clock=time.monotonic)
    assert plan is not None and verify_plan(case, plan).violations == ()
    found = plan
    assert found.tours and found.status == "feasible"
    assert (found.bound, found.gap, found.closed, found.certificate) == (None, None, None, None)
    assert found.stats["proof"] is None
    said = str(found.stats["solver"])
    assert (str(error) or "contradicted itself") in said
    if lexicographic:
        levels = found.stats["levels"]
        assert isinstance(levels, list) and all(level["bound"] is None for level in levels)
    assert render_report(brief(case, found))
