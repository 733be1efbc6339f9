"""The search against brute force, on tiny cases that touch every rule."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from muster.domain.tour import Pin
from muster.planner.plan import PlanOptions, plan_case
from muster.planner.pose import pose
from tests.planner import brute, small
from tests.planner.tiny import tiny_case

EXACT = PlanOptions(gap=0, assume_lawful=True)


@pytest.mark.parametrize("seed", range(120))
def test_the_optimum_of_a_tiny_case_is_brute_force_s(seed: int) -> None:
    case = tiny_case(seed)
    posed = pose(case, EXACT)
    assert posed.instance is not None, posed.problems
    best = brute.optimum(posed.instance, 5_000)
    plan, _ = plan_case(case, EXACT, clock=time.monotonic)
    assert plan is not None
    assert plan.status in ("optimal", "empty")
    assert plan.bound == plan.objective
    if best is not None:
        assert plan.objective == best


def test_one_unit_on_one_line_by_hand() -> None:
    plan, problems = plan_case(small.case(), EXACT, clock=time.monotonic)
    assert plan is not None and problems == ()
    # 28 days × 2 people short × 1,000 dollars + 28 days × 10 people × 100 dollars
    assert plan.objective == 28 * 2 * 100_000 + 28 * 10 * 10_000
    assert plan.empty == 28 * 10 * 100_000
    assert [(tour.start, tour.end) for tour in plan.tours] == [(small.day(0), small.day(28))]
    assert {short.reason for short in plan.shortfalls} == {"supply"}


def test_an_interrupt_keeps_the_best_plan_so_far() -> None:
    plan, _ = plan_case(small.case(), EXACT, clock=time.monotonic, should_stop=lambda: True)
    assert plan is not None
    assert plan.stopped_by == "interrupt"


def test_no_unit_gives_an_empty_plan_with_a_proof() -> None:
    plan, _ = plan_case(replace(small.case(), units=()), EXACT, clock=time.monotonic)
    assert plan is not None
    assert (plan.status, plan.objective, plan.bound) == ("empty", plan.empty, plan.empty)
    assert [short.reason for short in plan.shortfalls] == ["supply"]


@pytest.mark.parametrize("seed", range(20))
def test_without_time_the_bound_is_valid_and_not_below_the_fixed_tours(seed: int) -> None:
    case = tiny_case(seed)
    plan, _ = plan_case(case, replace(EXACT, time_limit=0.0), clock=time.monotonic)
    best, _ = plan_case(case, EXACT, clock=time.monotonic)
    assert plan is not None and plan.bound is not None and best is not None
    fixed = sum(tour.cost for tour in plan.tours if tour.fixed)
    assert max(0, fixed) <= plan.bound <= best.objective <= plan.objective


def test_pins_are_met_without_time() -> None:
    pinned = (
        Pin(rule="pin", unit="U1", line="L2", start=small.day(14), end=small.day(28)),
        Pin(rule="pin", unit="U2", line="L1", start=small.day(0), end=small.day(14)),
    )
    case = replace(
        small.case(),
        units=(small.unit("U1"), small.unit("U2"), small.unit("U0")),
        lines=(small.line("L1"), small.line("L2", priority=2)),
        pins=pinned,
    )
    plan, problems = plan_case(case, replace(EXACT, time_limit=0.0), clock=time.monotonic)
    assert problems == () and plan is not None
    made = {(tour.unit, tour.line, tour.start, tour.end) for tour in plan.tours}
    assert made >= {(pin.unit, pin.line, pin.start, pin.end) for pin in pinned}
