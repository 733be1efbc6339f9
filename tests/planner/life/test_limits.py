"""What is planned with cycles, what is refused, and what a plan says of its shortfalls."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from muster.domain.case import Case
from muster.domain.tour import Pin
from muster.planner.options import PlanOptions
from muster.planner.plan import plan_case
from tests.planner import small
from tests.planner.life.cases import life_case


def lonely(case: Case) -> Case:
    """One unit that may go on any day for three days of six, and a line of ten days."""
    cycle = replace(
        next(policy.cycle for policy in case.policies if policy.cycle is not None),
        days=6,
        deployable_from=0,
        deployable_until=6,
        bog_days=3,
        overlap_days=0,
        recovery_days=0,
        demobilization_days=2,
    )
    policies = tuple(
        replace(policy, cycle=cycle if policy.policy == "C2" else policy.cycle) for policy in case.policies
    )
    unit = small.unit("U", type="A", policy="C2", cycle_day=0)
    line = small.line(
        "L", place="home", capability="x", headcount=2, start=small.day(0), end=small.day(7), priority=1
    )
    planning = replace(case.planning, end=small.day(7))
    return replace(case, planning=planning, policies=policies, units=(unit,), lines=(line,))


def test_reasons_tell_who_is_away_from_who_is_at_rest() -> None:
    case = lonely(life_case(0))
    ticks = itertools.count()
    plan, _ = plan_case(
        case, PlanOptions(assume_lawful=True, gap=0.0), clock=lambda: float(next(ticks)) / 1e6
    )
    assert plan is not None
    zero = case.planning.start
    days = sorted(((tour.start - zero).days, (tour.end - zero).days) for tour in plan.tours)
    assert sum(end - start for start, end in days) == 5
    there = {day for start, end in days for day in range(start, end)}
    for short in plan.shortfalls:
        for day in range((short.start - zero).days, (short.end - zero).days):
            assert (short.headcount, short.reason) == ((1, "supply") if day in there else (2, "dwell"))


@pytest.mark.parametrize(
    "change",
    [
        {"pins": (Pin(rule="ban", unit="U", line="L"),)},
        {
            "units": (
                small.unit("U", type="A", policy="C2", cycle_day=0),
                small.unit("V", type="A", policy="Q"),
            )
        },
        {"units": (small.unit("U", type="A", policy="C2", cycle_day=0, home="far"),)},
    ],
)
def test_what_is_not_planned_together_is_refused(change: dict[str, object]) -> None:
    case = lonely(life_case(0))
    free = replace(case.policies[0], policy="Q", cycle=None)
    case = replace(case, policies=(*case.policies, free), **change)  # type: ignore[arg-type]
    plan, problems = plan_case(case, PlanOptions(assume_lawful=True), clock=lambda: 0.0)
    assert plan is None
    assert [problem.code for problem in problems] == ["M611"]
