"""Bounds, prices, levels, seeds and stops."""

from __future__ import annotations

import random
import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.domain.authority import Authority, Ceiling
from muster.domain.case import Case
from muster.domain.component import DutyStatus
from muster.domain.tour import Pin
from muster.planner.colgen import lagrangian, relax
from muster.planner.master import Master, Objective, _exact_dot
from muster.planner.plan import PlanOptions, plan_case
from muster.planner.pose import pose
from muster.planner.pricing import Pricer
from tests.planner import brute, small
from tests.planner.tiny import tiny_case

EXACT = PlanOptions(gap=0, assume_lawful=True)


@pytest.mark.parametrize("seed", range(40))
def test_any_duals_bound_the_optimum_with_and_without_cuts(seed: int) -> None:
    known = brute.tiny_optimum(seed, 3_000)
    if known is None:
        return
    instance, best = known
    choose = np.random.default_rng(seed)
    for exact in (True, False):
        master = Master(instance, Objective(weights=instance.prices, cost=1), exact=exact)
        pricer = Pricer(instance)
        for size in (0.0, 1.0, 100.0, 1e4):
            duals = master.duals(choose.normal(size=master.rows_count) * size)
            assert lagrangian(instance, duals, pricer.price(duals.valuation)) <= best * master.scale
        cuts = [
            (row, int(fills))
            for row, demand in enumerate(master.cover_demand.tolist())
            for fills in choose.permutation(np.unique(instance.block_fills))[:1]
            if demand % int(fills)
        ]
        rounded = Master(instance, Objective(weights=instance.prices, cost=1), exact=exact, cuts=cuts)
        pricer = rounded.pricer()
        for size in (1.0, 100.0, 1e4):
            duals = rounded.duals(choose.normal(size=rounded.rows_count) * size)
            assert lagrangian(instance, duals, pricer.price(duals.valuation)) <= best * rounded.scale


@pytest.mark.parametrize("seed", range(40))
def test_pricing_finds_the_best_chain_and_lists_all_good_ones(seed: int) -> None:
    instance = pose(tiny_case(seed), EXACT).instance
    assert instance is not None
    choose = np.random.default_rng(seed)
    for owner in range(len(instance.classes)):
        pricer = Pricer(instance, owner)
        value = choose.integers(-50, 100, size=pricer.tours.size)
        worth = dict(zip(pricer.tours.tolist(), value.tolist(), strict=True))
        every = {chain: sum(worth[k] for k in chain) for chain in brute.schedules(instance, owner) if chain}
        best = pricer.chain(value.astype(np.int64))
        most = max([0, *every.values()])
        assert best[0] == most
        assert sum(worth[k] for k in pricer.schedule(0)) == most
        listed = pricer.enumerate(0, 60, 100_000)
        assert listed is not None
        assert sorted(listed) == sorted(chain for chain, total in every.items() if total >= 60)


def crowded(headcount: int) -> Case:
    ceiling = Ceiling(id="C", headcount=headcount, counts="scope")
    authority = Authority(
        id="A", kind="memorandum", status="signed", start=small.day(-9), ceilings=(ceiling,)
    )
    return replace(
        small.case(),
        units=(small.unit(quantity=4),),
        lines=(small.line(headcount=30), small.line("L2", priority=2, headcount=20)),
        authorities=(authority,),
    )


def relaxed(case: Case) -> float:
    instance = pose(case, EXACT).instance
    assert instance is not None
    master = Master(instance, Objective(weights=instance.prices, cost=1))
    state = relax(
        instance,
        master,
        Pricer(instance),
        [],
        threads=1,
        tolerance=1e-9,
        should_stop=lambda: False,
        report=lambda _: None,
    )
    assert state.value is not None
    return state.value


def test_a_ceiling_s_price_is_what_one_more_person_saves_in_the_relaxation() -> None:
    plan, _ = plan_case(crowded(15), EXACT, clock=time.monotonic)
    assert plan is not None
    (use,) = plan.ceilings
    assert (use.peak, use.headcount) == (10, 15)
    saved = (relaxed(crowded(15)) - relaxed(crowded(16))) / 100
    assert saved > 0
    assert use.price == pytest.approx(saved, rel=1e-4)
    slack, _ = plan_case(crowded(1000), EXACT, clock=time.monotonic)
    assert slack is not None
    assert slack.ceilings[0].price == 0


def test_levels_fill_the_highest_priority_first_whatever_the_prices() -> None:
    case = replace(
        small.case(),
        shortfall_prices=((1, 1), (2, 10_000_000)),
        lines=(small.line(headcount=8), small.line("L2", priority=2, headcount=8)),
    )
    by_price, _ = plan_case(case, EXACT, clock=time.monotonic)
    by_level, _ = plan_case(case, replace(EXACT, lexicographic=True), clock=time.monotonic)
    assert by_price is not None and by_level is not None
    assert {tour.line for tour in by_price.tours} == {"L2"}
    assert {tour.line for tour in by_level.tours} == {"L1"}
    levels = by_level.stats["levels"]
    assert isinstance(levels, list)
    assert [level["objective"] for level in levels] == [0, 28 * 8, by_level.tours[0].cost]
    assert all(level["gap"] == 0 for level in levels)


def test_the_order_of_rows_and_the_clock_play_no_part() -> None:
    for seed in range(12):
        case = tiny_case(seed)
        mixed = random.Random(seed)
        shuffled = replace(
            case,
            **{
                name: tuple(mixed.sample(getattr(case, name), len(getattr(case, name))))
                for name in ("units", "lines", "policies", "types", "skills", "rates", "lifts", "places")
            },
        )
        first, _ = plan_case(case, EXACT, clock=time.monotonic)
        second, _ = plan_case(shuffled, EXACT, clock=lambda: 0.0)
        assert first is not None and second is not None
        assert first.objective == second.objective
        assert first.tours == second.tours
        assert first.stats["instance"] == second.stats["instance"]


def pinned(**changes: object) -> Case:
    pin = Pin(rule="pin", unit="U1", line="L1", start=small.day(7), end=small.day(14))
    return replace(small.case(), pins=(replace(pin, **changes),))  # type: ignore[arg-type]


def test_a_pin_is_met_though_it_costs() -> None:
    plan, problems = plan_case(pinned(), EXACT, clock=time.monotonic)
    assert plan is not None and problems == ()
    assert (small.day(7), small.day(14)) in {(tour.start, tour.end) for tour in plan.tours}


def test_a_pin_off_the_grid_is_refused_with_the_nearest_day() -> None:
    plan, problems = plan_case(pinned(start=small.day(8)), EXACT, clock=time.monotonic)
    assert plan is None
    (problem,) = problems
    assert problem.code == "M603"
    assert str(small.day(7)) in problem.help


def test_pins_that_exclude_each_other_are_refused() -> None:
    case = pinned()
    both = (*case.pins, replace(case.pins[0], start=small.day(0), end=small.day(14)))
    plan, problems = plan_case(replace(case, pins=both), EXACT, clock=time.monotonic)
    assert plan is None
    assert {problem.code for problem in problems} == {"M604"}


def test_what_the_case_lacks_is_a_problem_and_not_a_guess() -> None:
    no_rate = replace(small.case(), rates=())
    no_price = replace(small.case(), shortfall_prices=())
    for case, options, code in (
        (no_rate, EXACT, "M601"),
        (no_price, EXACT, "M606"),
        (small.case(), replace(EXACT, assume_signed=frozenset({"X"})), "M605"),
    ):
        plan, problems = plan_case(case, options, clock=time.monotonic)
        assert plan is None
        assert code in {problem.code for problem in problems}


def test_a_line_that_nobody_can_serve_says_why() -> None:
    for changes, reason in (
        ({"capability": "medical"}, "skill"),
        ({"duty_statuses": (DutyStatus.SAD,)}, "law"),
    ):
        plan, _ = plan_case(
            replace(small.case(), lines=(small.line(**changes),)), EXACT, clock=time.monotonic
        )
        assert plan is not None
        assert {short.reason for short in plan.shortfalls} == {reason}
    slow = replace(small.case().policies[0], notice_days=14)
    plan, _ = plan_case(replace(small.case(), policies=(slow,)), EXACT, clock=time.monotonic)
    assert plan is not None
    assert plan.shortfalls[0].reason == "notice"
    assert plan.shortfalls[0].end == small.day(14)


@given(
    st.lists(st.tuples(st.integers(0, (1 << 61) - 1), st.integers(0, 1 << 31)), max_size=40),
)
def test_prices_times_demand_are_summed_exactly(pairs: list[tuple[int, int]]) -> None:
    prices = np.array([price for price, _ in pairs], dtype=np.int64)
    amounts = np.array([amount for _, amount in pairs], dtype=np.int64)
    assert _exact_dot(prices, amounts) == sum(price * amount for price, amount in pairs)
