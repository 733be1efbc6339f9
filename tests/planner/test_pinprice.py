"""Prices of pins and bans against the linear program over every schedule, with and without them."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest

from muster.domain.case import Case
from muster.domain.component import DutyStatus
from muster.domain.plan import Plan
from muster.domain.tour import FixedTour, Pin
from muster.planner.plan import PlanOptions, plan_case
from muster.planner.pose import pose
from tests.planner import small
from tests.planner.small import day
from tests.planner.test_prices import EXACT, relaxed
from tests.planner.tiny import tiny_case


def planned(case: Case, options: PlanOptions = EXACT) -> Plan:
    found, problems = plan_case(case, options, clock=time.monotonic)
    assert found is not None, problems
    return found


def with_pins(case: Case, seed: int) -> Case:
    """The case with one tour pinned, if it has one, and one unit banned."""
    free = replace(case, pins=())
    instance = pose(free, EXACT).instance
    pins = [Pin(rule="ban", unit=case.units[0].unit, line=case.lines[0].line)]
    if instance is not None and instance.tour_block.size:
        pick = np.random.default_rng(seed).integers(instance.tour_block.size)
        unit = instance.classes[int(instance.tour_class[pick])].members[0].unit
        if unit != case.units[0].unit:
            pins.append(
                Pin(
                    rule="pin",
                    unit=unit,
                    line=instance.lines[int(instance.tour_line[pick])],
                    start=day(int(instance.tour_start[pick])),
                    end=day(int(instance.tour_end[pick])),
                )
            )
    return replace(case, pins=tuple(pins))


@pytest.mark.parametrize("seed", range(80))
def test_a_price_is_what_the_relaxation_gains_without_it(seed: int) -> None:
    case = with_pins(tiny_case(seed), seed)
    plan, _ = plan_case(case, EXACT, clock=time.monotonic)
    if plan is None:
        return  # a ceiling or the lift stands against the pin
    assert [(pin.rule, pin.unit) for pin in plan.pins] == [(pin.rule, pin.unit) for pin in case.pins]
    for told, pin in zip(plan.pins, case.pins, strict=True):
        free = replace(case, pins=tuple(other for other in case.pins if other is not pin))
        assert told.price is not None
        assert told.price == pytest.approx(relaxed(case) - relaxed(free), abs=2.0)


def rivals() -> Case:
    """Near and far could fill the line; the far one is pinned."""
    return small.case(
        units=(small.unit("FAR", home="far"), small.unit("NEAR")),
        lines=(small.line(headcount=8, end=day(7)),),
    )


def test_a_pin_costs_what_the_better_unit_would_save() -> None:
    case = rivals()
    best = planned(case)
    pin = Pin(rule="pin", unit="FAR", line="L1", start=day(0), end=day(7))
    plan = planned(replace(case, pins=(pin,)))
    (told,) = plan.pins
    assert told.price == plan.objective - best.objective > 0  # type: ignore[operator]
    ban = Pin(rule="ban", unit="NEAR")
    (told,) = planned(replace(case, pins=(ban,))).pins
    assert told.price == plan.objective - best.objective  # type: ignore[operator]
    (told,) = planned(replace(case, pins=(Pin(rule="ban", unit="FAR"),))).pins
    assert told.price == 0


def test_a_pin_that_is_ordered_costs_nothing() -> None:
    pin = Pin(rule="pin", unit="FAR", line="L1", start=day(0), end=day(7))
    order = FixedTour(unit="FAR", line="L1", start=day(0), end=day(7), duty_status=DutyStatus.T10)
    (told,) = planned(replace(rivals(), pins=(pin,), tours=(order,))).pins
    assert told.price == 0


def test_without_time_a_price_is_unknown() -> None:
    case = replace(rivals(), pins=(Pin(rule="ban", unit="NEAR"),))
    found, _ = plan_case(case, EXACT, clock=time.monotonic, should_stop=lambda: True)
    assert found is not None
    assert [pin.price for pin in found.pins] == [None]
    lexicographic = planned(case, replace(EXACT, lexicographic=True))
    assert [pin.price for pin in lexicographic.pins] == [None]
