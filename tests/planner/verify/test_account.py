"""What a plan tells of cost, movement and readiness: true accounts pass, any one thing said falsely fails."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.casefile.codec import encode
from muster.casefile.planfile import plan_json, read_plan
from muster.domain.case import Case
from muster.domain.component import Component
from muster.domain.event import TrainingEvent
from muster.domain.expense import CostShare
from muster.domain.movement import Mode
from muster.domain.plan import Plan
from muster.domain.rate import Rate
from muster.domain.readiness import MissedEvent
from muster.planner.account import with_account
from muster.planner.verify import RULE_PAGES, verify_plan
from tests.planner import small
from tests.planner.loose import loose_plan
from tests.planner.oracle import reckoning
from tests.planner.oracle.brute_force import TooLarge, best_plan
from tests.planner.oracle.tiny_cases import seeded
from tests.planner.tiny import tiny_case

day = small.day

ACCOUNT = tuple(rule for rule in RULE_PAGES if rule.startswith(("cost-", "movement-", "readiness-")))


def modes_of(r: random.Random) -> tuple[Mode, ...]:
    """Two or three modes, or none at all."""
    if r.random() < 0.3:
        return ()
    return tuple(
        Mode(
            mode=name,
            kind=kind,
            miles_per_day=r.choice([None, Decimal(150), Decimal(700)]),
            fixed_days=r.choice([0, 0, 1]),
            passengers_per_day=r.choice([None, 4, 12]),
            per_person_mile=Decimal(r.choice(["0.1", "0.25", "1"])),
            per_person=r.choice([None, Decimal(5)]),
        )
        for name, kind in r.sample([("convoy", "land"), ("bus", "land"), ("C-17", "air")], 2)
    )


def enriched(case: Case, seed: int) -> Case:
    """The case with modes, training, and ranges of rates."""
    r = random.Random(seed)
    first = case.planning.start
    return replace(
        case,
        modes=modes_of(r),
        events=(
            TrainingEvent(name="drill", unit=case.units[0].unit, start=first, end=first + timedelta(days=3)),
            TrainingEvent(
                name="gunnery",
                type=case.types[0].type,
                start=first + timedelta(days=4),
                end=first + timedelta(days=9),
            ),
        )
        if r.random() < 0.7
        else (),
        rates=tuple(
            replace(
                one,
                low=one.amount - Decimal("0.01") if r.random() < 0.4 else None,
                high=one.amount + Decimal("0.03") if r.random() < 0.4 else None,
                source=r.choice((None, "table 3")),
            )
            for one in (*case.rates, Rate(element="per diem", amount=Decimal("11.1"), unit="person-day"))
        ),
    )


def broken(case: Case, plan: Plan) -> set[str]:
    return {found.rule for found in verify_plan(case, plan).violations} & set(ACCOUNT)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10_000))
def test_two_who_do_not_know_each_other_tell_the_same_of_any_plan(seed: int) -> None:
    case = enriched(tiny_case(seed), seed)
    plan = loose_plan(case, seed, most=8)
    named = {(t.unit, t.element, t.part, t.line, t.start): t for t in plan.tours}
    fixed = {(t.unit, t.line, t.start) for t in case.tours}
    rows = tuple(
        reckoning.fixed_tour(case, row, element)
        for row, element in zip(case.tours, (1 for _ in case.tours), strict=False)
    )
    free = tuple(t for t in named.values() if (t.unit, t.line, t.start) not in fixed)
    told = with_account(case, replace(plan, tours=(*rows, *free)))
    found = [violation for violation in verify_plan(case, told).violations if violation.rule in ACCOUNT]
    assert found == []


@cache
def optima() -> list[tuple[Case, Plan]]:
    """The best plans of tiny cases, with their accounts."""
    found = []
    for seed in range(600, 650):
        case = enriched(seeded(seed), seed)
        try:
            best = best_plan(case, nodes=300)
        except TooLarge:
            continue
        if best is not None and len(best[1]) > 1:
            found.append((case, with_account(case, reckoning.plan(case, best[1], bound=best[0]))))
    return found


def other(value: Any, choose: random.Random) -> Any:
    """Something else of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + choose.choice((1, 3, 40))
    if isinstance(value, float):
        return value + choose.choice((0.5, 2.0))
    if isinstance(value, date):
        return value + timedelta(days=choose.choice((-1, 1, 9)))
    if isinstance(value, Component):
        return Component.USN if value is not Component.USN else Component.RA
    return f"{value}x"


#: Fields of which a reader is told in words that nothing follows from.
WORDS = {"source", "basis"}


def test_every_figure_of_a_cost_that_is_changed_is_refused() -> None:
    tried: Counter[str] = Counter()
    for case, plan in optima():
        assert verify_plan(case, plan).violations == ()
        cost = plan.cost
        assert cost is not None
        choose = random.Random(case.name)
        for name in ("expected", "low", "high"):
            value = getattr(cost, name)
            changed = replace(cost, **{name: 5 if value is None else value + 1})
            assert "cost-total" in broken(case, replace(plan, cost=changed)), name
            tried[name] += 1
        for number, element in enumerate(cost.elements):
            for name in ("expected", "low", "high", "element", "covers", "by"):
                value = getattr(element, name)
                new: Any = 5 if value is None else None
                if name == "expected":
                    new = element.expected + choose.choice((1, -1, 5000))
                elif name in ("low", "high") and value is not None:
                    new = value + choose.choice((2, 77))
                elif name == "element":
                    new = f"{value}x"
                elif name == "covers":
                    new = (*value, "contracts") if "contracts" not in value else ()
                elif name == "by":
                    new = (CostShare(component=Component.USCG, duty_status=value[0].duty_status, expected=1),)
                    if not value:
                        continue
                elements = (
                    *cost.elements[:number],
                    replace(element, **{name: new}),
                    *cost.elements[number + 1 :],
                )
                assert broken(case, replace(plan, cost=replace(cost, elements=elements))), (name, element)
                tried[f"element {name}"] += 1
            without = (*cost.elements[:number], *cost.elements[number + 1 :])
            assert broken(case, replace(plan, cost=replace(cost, elements=without)))
        for name in ("missing", "no_range", "no_source"):
            value = getattr(cost, name)
            changed = replace(cost, **{name: value[1:] if value else ("pay",)})
            assert "cost-missing" in broken(case, replace(plan, cost=changed)), name
            tried[name] += 1
        overlap = cost.overlap
        for name in ("headcount_days", "expected", "low", "high"):
            value = getattr(overlap, name)
            changed = replace(cost, overlap=replace(overlap, **{name: 5 if value is None else value + 1}))
            assert "cost-overlap" in broken(case, replace(plan, cost=changed)), name
            tried[f"overlap {name}"] += 1
    assert min(tried.values()) > 8, tried


def test_every_figure_of_a_movement_that_is_changed_is_refused() -> None:
    tried: Counter[str] = Counter()
    for case, plan in optima():
        ways = plan.movements
        assert ways is not None
        choose = random.Random(case.name)
        for number, way in enumerate(ways):

            def told(*instead: Any, number: int = number, ways: Any = ways) -> tuple[Any, ...]:
                return (*ways[:number], *instead, *ways[number + 1 :])

            assert "movement-tour" in broken(case, replace(plan, movements=told()))
            assert "movement-tour" in broken(case, replace(plan, movements=told(way, way)))
            for field in fields(way):
                if field.name in ("legs", "kind"):
                    continue
                value = getattr(way, field.name)
                new = other(value, choose) if value is not None else None
                if field.name == "direction":
                    new = "out" if value == "in" else "in"
                elif value is None:
                    new = 1 if field.name == "part" else case.planning.start
                assert broken(case, replace(plan, movements=told(replace(way, **{field.name: new})))), field
                tried[field.name] += 1
            for at, leg in enumerate(way.legs):
                for field in fields(leg):
                    new = other(getattr(leg, field.name), choose)
                    legs = (*way.legs[:at], replace(leg, **{field.name: new}), *way.legs[at + 1 :])
                    assert broken(case, replace(plan, movements=told(replace(way, legs=legs)))), (field, leg)
                    tried[f"leg {field.name}"] += 1
                stranded = replace(
                    way,
                    legs=(*way.legs[:at], *way.legs[at + 1 :]),
                    unmoved=way.unmoved + leg.headcount,
                    cost=way.cost - leg.cost,
                )
                assert "movement-people" in broken(case, replace(plan, movements=told(stranded)))
                tried["stranded"] += 1
    assert min(tried.values()) > 8, tried


def test_a_mode_with_more_people_than_seats_is_refused() -> None:
    bus = Mode(mode="bus", passengers_per_day=6, per_person=Decimal(4))
    case = small.case(
        modes=(bus, Mode(mode="convoy", per_person=Decimal(9))), policies=(small.case().policies[0],)
    )
    tour = reckoning.tour(case, "U1", "L1", day(0), day(28), next(iter(reckoning.PAIRS[Component.RA])))
    plan = with_account(case, reckoning.plan(case, [tour]))
    assert verify_plan(case, plan).feasible
    way = (plan.movements or ())[0]
    assert {leg.mode: leg.headcount for leg in way.legs} == {"bus": 6, "convoy": 4}
    bus_leg = next(leg for leg in way.legs if leg.mode == "bus")
    crowded = replace(way, legs=(replace(bus_leg, headcount=10, cost=4000),), cost=4000)
    assert broken(case, replace(plan, movements=(crowded, *(plan.movements or ())[1:]))) == {"movement-seats"}


def test_every_figure_of_readiness_that_is_changed_is_refused() -> None:
    tried: Counter[str] = Counter()
    for case, plan in optima():
        told = plan.readiness
        assert told is not None
        choose = random.Random(case.name)
        assert "readiness-unit" in broken(case, replace(plan, readiness=replace(told, days=told.days + 1)))
        known = replace(told, events_known=not told.events_known)
        assert "readiness-training" in broken(case, replace(plan, readiness=known))
        for number, unit in enumerate(told.units):

            def instead(*units: Any, number: int = number, told: Any = told) -> Any:
                return replace(told, units=(*told.units[:number], *units, *told.units[number + 1 :]))

            assert "readiness-unit" in broken(case, replace(plan, readiness=instead()))
            assert "readiness-unit" in broken(case, replace(plan, readiness=instead(unit, unit)))
            for field in fields(unit):
                value = getattr(unit, field.name)
                new = other(value, choose) if value is not None else 7
                if field.name == "events":
                    new = value[1:] or (
                        *value,
                        MissedEvent(name="none", start=case.planning.start, end=case.planning.end, days=3),
                    )
                changed = instead(replace(unit, **{field.name: new}))
                assert broken(case, replace(plan, readiness=changed)), (field.name, value, new)
                tried[field.name] += 1
    assert min(tried.values()) > 8, tried


def test_what_is_not_told_is_not_judged_and_what_cannot_be_is_said() -> None:
    case, plan = optima()[0]
    bare = replace(plan, cost=None, movements=None, readiness=None)
    assert verify_plan(case, bare).feasible
    astray = replace(plan, tours=(*plan.tours, replace(plan.tours[0], unit="NOBODY")))
    found = verify_plan(case, astray)
    assert "unknown-reference" in {violation.rule for violation in found.violations}
    assert any("not compared" in warning for warning in found.warnings)


def test_an_account_survives_the_file() -> None:
    for case, plan in optima()[:10]:
        data = encode(plan_json(plan))
        again, problems = read_plan(data, case)
        assert again is not None, problems
        assert broken(case, again) == set()


@pytest.mark.parametrize("rule", ACCOUNT)
def test_each_rule_has_its_words(rule: str) -> None:
    check: Callable[[str], bool] = RULE_PAGES[rule].endswith
    assert check(".")
