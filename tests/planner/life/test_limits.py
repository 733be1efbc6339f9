"""What is planned with cycles, what is refused, and what a plan says of its shortfalls."""

from __future__ import annotations

import itertools
import time
from dataclasses import replace
from typing import Any

import pytest

from muster.domain.authority import Authority, Ceiling
from muster.domain.case import Case
from muster.domain.component import DutyStatus
from muster.domain.rate import Lift
from muster.domain.tour import FixedTour, Pin
from muster.domain.unit import Skill, UnitType
from muster.errors import Problem
from muster.planner.options import PlanOptions
from muster.planner.plan import plan_case
from muster.planner.verify import verify_plan
from tests.planner import small
from tests.planner.life.cases import life_case
from tests.planner.life.naive import best
from tests.planner.oracle.brute_force import best_plan


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


def told(case: Case) -> tuple[Problem, ...]:
    plan, problems = plan_case(case, PlanOptions(assume_lawful=True), clock=lambda: 0.0)
    assert plan is None
    return problems


def beside(**changes: Any) -> Case:
    """A unit under a cycle on its line, and an ordinary one on another."""
    case = lonely(life_case(0))
    free = replace(case.policies[0], policy="Q", cycle=None, max_tour_days=3)
    base = replace(
        case,
        policies=(*case.policies, free),
        types=(*case.types, UnitType(type="TRK", headcount=10)),
        skills=(*case.skills, Skill(type="TRK", capability="trucks", headcount=8)),
        units=(*case.units, small.unit("V", policy="Q")),
        lines=(*case.lines, small.line("M", start=small.day(0), end=small.day(6))),
    )
    return replace(base, **changes)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            {"units": (small.unit("U", type="A", policy="C2", cycle_day=0, home="far"),)},
            ("from far to home", "a day or more by road"),
        ),
        (
            {
                "tours": (
                    FixedTour(
                        unit="U", line="L", start=small.day(0), end=small.day(2), duty_status=DutyStatus.T10
                    ),
                )
            },
            ("U lives by a cycle", "already ordered on L"),
        ),
        ({"lifts": (Lift(lift="bus", passengers_per_day=3),)}, ("lift bus", "to any place")),
        ({"lifts": (Lift(lift="bus", passengers_per_day=3, place="home"),)}, ("lift bus", "to home")),
        (
            {
                "types": (
                    UnitType(type="A", headcount=4, part=2),
                    UnitType(type="B", headcount=1),
                    UnitType(type="TRK", headcount=10),
                )
            },
            ("U lives by a cycle", "its type A divides"),
        ),
        (
            {
                "authorities": (
                    Authority(
                        id="ORDER",
                        kind="memorandum",
                        status="signed",
                        ceilings=(Ceiling(id="FEW", headcount=5, counts="scope"),),
                    ),
                )
            },
            ("ceiling FEW counts U", "on L"),
        ),
        (
            {
                "skills": (
                    Skill(type="A", capability="x", headcount=1),
                    Skill(type="TRK", capability="x", headcount=1),
                )
            },
            ("line L may be served by U, which lives by a cycle, and by V",),
        ),
    ],
)
def test_what_is_not_planned_together_is_refused_by_name(
    change: dict[str, Any], words: tuple[str, ...]
) -> None:
    problems = told(beside(**change))
    assert {problem.code for problem in problems} == {"M611"}
    assert any(all(word in problem.message for word in words) for problem in problems), problems
    assert all(problem.help for problem in problems)


@pytest.mark.parametrize(
    "change",
    [
        {"lifts": (Lift(lift="bus", passengers_per_day=3, place="site"),)},
        {
            "authorities": (
                Authority(
                    id="ORDER",
                    kind="memorandum",
                    status="signed",
                    ceilings=(
                        Ceiling(id="MANY", headcount=11, counts="scope"),
                        Ceiling(id="TRUCKS", headcount=7, counts="scope", places=("site",)),
                    ),
                ),
            )
        },
        {"pins": (Pin(rule="ban", unit="V", start=small.day(0), end=small.day(3)),)},
        {
            "tours": (
                FixedTour(
                    unit="V", line="M", start=small.day(-2), end=small.day(1), duty_status=DutyStatus.T10
                ),
            )
        },
        {},
    ],
)
def test_what_touches_ordinary_units_alone_is_planned_beside_cycles(change: dict[str, Any]) -> None:
    case = beside(**change)
    ordinary = replace(
        case,
        units=tuple(unit for unit in case.units if unit.unit == "V"),
        lines=tuple(line for line in case.lines if line.line == "M"),
        policy_periods=(),
        policies=tuple(policy for policy in case.policies if policy.policy == "Q"),
    )
    least = best_plan(ordinary, most=4_000)
    cyclic = replace(
        case,
        units=tuple(unit for unit in case.units if unit.unit == "U"),
        lines=tuple(line for line in case.lines if line.line == "L"),
    )
    alone = best(replace(cyclic, pins=()))[0]
    assert least is not None
    for lexicographic in (False, True):
        options = PlanOptions(assume_lawful=True, gap=0.0, lexicographic=lexicographic)
        plan, problems = plan_case(case, options, clock=time.monotonic)
        assert plan is not None, problems
        assert verify_plan(case, plan).violations == ()
        assert {tour.unit for tour in plan.tours if not tour.fixed} <= {"U", "V"}
        if lexicographic:
            levels = plan.stats["levels"]
            assert isinstance(levels, list) and all(level["gap"] == 0 for level in levels)
        else:
            assert plan.objective == plan.bound == least[0] + alone
            assert plan.status == "optimal"
