"""Pins and bans of units under cycles, against every life of every unit that obeys them."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from muster.domain.case import Case
from muster.domain.plan import Plan
from muster.domain.tour import Pin
from muster.errors import Problem
from muster.planner.life import pose as posing
from muster.planner.options import PlanOptions
from muster.planner.plan import plan_case
from muster.planner.verify import verify_plan
from tests.planner import small
from tests.planner.life.cases import life_case
from tests.planner.life.naive import Lives, best, obeys

day = small.day


def run(case: Case, **options: object) -> tuple[Plan | None, tuple[Problem, ...]]:
    ticks = itertools.count()
    asked = PlanOptions(assume_lawful=True, time_limit=1e9, **options)  # type: ignore[arg-type]
    return plan_case(case, asked, clock=lambda: float(next(ticks)))


def decided(seed: int, *, plain: bool = False) -> Case:
    """A case with some bans, and some tours of possible lives pinned; all can be obeyed."""
    r = Random(1000 + seed)
    case = life_case(seed, plain=plain)
    bans = tuple(
        Pin(
            rule="ban",
            unit=r.choice(case.units).unit,
            line=r.choice([None, r.choice(case.lines).line]),
            start=r.choice([None, day(r.randint(0, 5))]),
            end=r.choice([None, day(r.randint(4, 9))]),
        )
        for _ in range(r.choice([0, 1, 1, 2]))
    )
    case = replace(
        case, pins=tuple(ban for ban in bans if not (ban.start and ban.end and ban.end <= ban.start))
    )
    for unit in case.units:
        lives = sorted(life for life in Lives(case, unit).every() if obeys(case, unit, life) and life)
        if lives and r.random() < 0.7:
            stays = r.choice(lives)
            for name, first, last in r.sample(stays, r.randint(1, len(stays))):
                pin = Pin(
                    rule="pin",
                    unit=unit.unit,
                    line=name,
                    start=case.planning.start + timedelta(days=first),
                    end=case.planning.start + timedelta(days=last),
                )
                case = replace(case, pins=(*case.pins, pin))
    return case


@pytest.mark.parametrize("seed", range(100))
def test_the_best_plan_that_obeys_pins_and_bans_is_found(seed: int) -> None:
    case = decided(seed)
    total, ranked = best(case)
    plan, problems = run(case, gap=0.0)
    assert plan is not None, problems
    assert verify_plan(case, plan).violations == ()
    assert plan.objective == total
    assert plan.bound is not None and plan.bound <= total
    assert [pin.price for pin in plan.pins] == [None] * len(case.pins)
    by_level, problems = run(case, gap=0.0, lexicographic=True)
    assert by_level is not None, problems
    assert verify_plan(case, by_level).violations == ()
    levels = by_level.stats["levels"]
    assert isinstance(levels, list)
    assert tuple(level["objective"] for level in levels[:-1]) == ranked
    assert all(level["bound"] <= level["objective"] for level in levels)


@pytest.mark.parametrize("seed", range(40))
def test_bounds_hold_where_graphs_are_not_whole(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posing, "LARGE", 0)
    case = decided(seed, plain=seed % 2 == 0)
    total, _ = best(case)
    plan, problems = run(case, gap=0.0)
    if plan is None:  # a pin of a life that needs a start on another day than those at hand
        assert {problem.code for problem in problems} <= {"M603", "M604"}
        return
    assert verify_plan(case, plan).violations == ()
    assert plan.objective is not None and plan.bound is not None
    assert plan.bound <= total <= plan.objective


def test_the_cases_decide_something() -> None:
    cases = [decided(seed) for seed in range(100)]
    assert sum(any(pin.rule == "pin" for pin in case.pins) for case in cases) > 30
    assert sum(best(case) != best(replace(case, pins=())) for case in cases) > 30


def test_a_pin_that_no_life_holds_says_so() -> None:
    case = life_case(1)
    line = case.lines[0]
    pin = Pin(rule="pin", unit=case.units[0].unit, line=line.line, start=day(0), end=day(9))
    plan, problems = run(replace(case, pins=(pin,)))
    assert plan is None
    assert [problem.code for problem in problems] == ["M603"]
    assert "its cycle" in problems[0].message


def test_a_pin_of_one_of_several_elements_is_refused_with_the_way_out() -> None:
    case = decided(0)
    pinned = next(pin for pin in case.pins if pin.rule == "pin")
    units = tuple(replace(unit, quantity=2) if unit.unit == pinned.unit else unit for unit in case.units)
    plan, problems = run(replace(case, units=units))
    assert plan is None
    assert "M611" in [problem.code for problem in problems]
    refusal = next(problem for problem in problems if problem.code == "M611")
    assert "2 elements" in refusal.message and "row of its own" in refusal.help
