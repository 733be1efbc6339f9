"""Prices of ceilings against the linear program over every schedule, listed by brute force."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from muster.domain.authority import Authority, Ceiling
from muster.domain.case import Case
from muster.planner.highs import GrowingProgram
from muster.planner.master import Master, Objective
from muster.planner.plan import PlanOptions, plan_case
from muster.planner.pose import pose
from tests.planner import brute, small
from tests.planner.tiny import tiny_case

EXACT = PlanOptions(gap=0, assume_lawful=True)


def relaxed(case: Case) -> float:
    """Optimum of the linear relaxation in cents."""
    instance = pose(case, EXACT).instance
    assert instance is not None
    master = Master(instance, Objective(weights=instance.prices, cost=1))
    program = GrowingProgram(master.rows(), master.slacks(), threads=1)
    every = [
        chain for owner in range(len(instance.classes)) for chain in brute.schedules(instance, owner) if chain
    ]
    if every:
        program.add(master.columns(every))
    return program.solve()[0] * master.money + instance.fixed_cost


def raised(case: Case, name: str, people: int) -> Case:
    """The case with more people under one ceiling."""
    return replace(
        case,
        authorities=tuple(
            replace(
                authority,
                ceilings=tuple(
                    replace(ceiling, headcount=ceiling.headcount + people)
                    if ceiling.id == name and ceiling.headcount is not None
                    else ceiling
                    for ceiling in authority.ceilings
                ),
            )
            for authority in case.authorities
        ),
    )


@pytest.mark.parametrize("seed", range(120))
def test_a_price_is_the_difference_that_one_more_person_makes(seed: int) -> None:
    case = tiny_case(seed)
    plan, _ = plan_case(case, EXACT, clock=time.monotonic)
    assert plan is not None
    for use in plan.ceilings:
        if use.headcount is not None:
            saved = (relaxed(case) - relaxed(raised(case, use.ceiling, 1))) / 100
            assert use.price == pytest.approx(saved, abs=0.02)


def test_some_of_the_tiny_cases_have_a_price() -> None:
    prices = [
        use.price
        for seed in range(40)
        for use in (plan_case(tiny_case(seed), EXACT, clock=time.monotonic)[0] or pytest.fail()).ceilings
        if use.headcount is not None
    ]
    assert any(price for price in prices)


def under(people: int) -> Case:
    """Five units of ten fill two lines; a sixth has nothing to do."""
    ceiling = Ceiling(id="C", headcount=people, counts="scope")
    return replace(
        small.case(),
        units=(small.unit(quantity=6),),
        lines=(small.line(headcount=24), small.line("L2", headcount=16)),
        authorities=(
            Authority(id="A", kind="memorandum", status="signed", start=small.day(-9), ceilings=(ceiling,)),
        ),
    )


def test_a_ceiling_that_is_just_reached_is_worth_nothing_more() -> None:
    plan, _ = plan_case(under(50), EXACT, clock=time.monotonic)
    assert plan is not None
    (use,) = plan.ceilings
    assert (use.peak, use.price) == (50, 0.0)
    assert relaxed(under(49)) > relaxed(under(50)) + 100, "one person less would cost"


def test_a_stopped_run_leaves_prices_unknown() -> None:
    plan, _ = plan_case(under(45), EXACT, clock=time.monotonic)
    assert plan is not None
    assert (plan.ceilings[0].price or 0) > 0
    plan, _ = plan_case(under(45), EXACT, clock=time.monotonic, should_stop=lambda: True)
    assert plan is not None
    assert plan.stopped_by == "interrupt"
    assert plan.ceilings[0].price is None


@pytest.mark.parametrize("seed", range(40))
def test_an_interval_is_what_one_more_saves_and_one_less_costs(seed: int) -> None:
    case = tiny_case(seed)
    plan, _ = plan_case(case, EXACT, clock=time.monotonic)
    assert plan is not None
    intervals = plan.stats.get("ceiling_prices", {})
    assert isinstance(intervals, dict)
    now = relaxed(case)
    for use in plan.ceilings:
        more, less = intervals[use.ceiling]
        assert more == use.price
        if use.headcount is not None:
            lost = (relaxed(raised(case, use.ceiling, -1)) - now) / 100
        else:
            lost = (relaxed(richer(case, use.ceiling, -1)) - now) / 100
        assert less == pytest.approx(lost, abs=0.02)
        assert less >= more


def richer(case: Case, name: str, dollars: int) -> Case:
    """The case with more money under one budget."""
    return replace(
        case,
        authorities=tuple(
            replace(
                authority,
                ceilings=tuple(
                    replace(ceiling, dollars=(ceiling.dollars or 0) + 100 * dollars)
                    if ceiling.id == name
                    else ceiling
                    for ceiling in authority.ceilings
                ),
            )
            for authority in case.authorities
        ),
    )


@pytest.mark.parametrize("seed", range(120))
def test_the_price_of_a_budget_is_what_one_more_dollar_saves(seed: int) -> None:
    case = tiny_case(seed)
    if not any(ceiling.dollars for authority in case.authorities for ceiling in authority.ceilings):
        return
    plan, _ = plan_case(case, EXACT, clock=time.monotonic)
    assert plan is not None
    for use in plan.ceilings:
        if use.headcount is None:
            saved = (relaxed(case) - relaxed(richer(case, use.ceiling, 1))) / 100
            assert use.price == pytest.approx(saved, abs=0.02)


def test_a_budget_has_a_price_per_dollar() -> None:
    budget = Ceiling(id="B", dollars=30_000_00, counts="scope")
    authority = Authority(id="A", kind="memorandum", status="signed", start=small.day(-9), ceilings=(budget,))
    case = small.case(units=(small.unit(quantity=3),), authorities=(authority,))
    plan, _ = plan_case(case, EXACT, clock=time.monotonic)
    assert plan is not None
    (use,) = plan.ceilings
    # 10 people cost 1,000 dollars a day and 8 of them fill; unfilled they cost 8,000.
    assert use.price == pytest.approx(7.0)
    assert plan.stats["ceiling_prices"]["B"] == (7.0, 7.0)  # type: ignore[index]
    assert use.peak <= 30_000_00
