"""Conflicts: what is said to stand in the way does; the change that is said to resolve it does, no less."""

from __future__ import annotations

import time
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from muster.domain.authority import Authority, Ceiling
from muster.domain.case import Case
from muster.domain.conflict import Conflict
from muster.domain.plan import Plan
from muster.domain.rate import Lift
from muster.domain.tour import Pin
from muster.domain.unit import UnitType
from muster.errors import SolverError
from muster.planner.conflict import conflict_alone, required_short
from muster.planner.conflicting.items import Item, items_of
from muster.planner.conflicting.trial import Setting, Trials, alone
from muster.planner.explain import explain
from muster.planner.options import PlanOptions
from muster.planner.plan import plan_case
from muster.planner.pose import pose
from tests.planner import brute, small
from tests.planner.small import day
from tests.planner.tiny import tiny_case

LAWFUL = PlanOptions(gap=0.0, time_limit=60.0, assume_lawful=True)


def conflict(case: Case, name: str = "L1", options: PlanOptions = LAWFUL) -> Conflict | None:
    return conflict_alone(case, options, name, clock=time.monotonic, should_stop=lambda: False)


def one(case: Case) -> tuple[str, int | None, str]:
    """Kind, amount and words of the only change of the smallest resolution."""
    found = conflict(case)
    assert found is not None and found.exact and found.scope == "alone"
    (change,) = found.resolutions[0].changes
    assert change.change in found.why
    return change.kind, change.amount, change.change


def ceiling(limit: int | None = None, dollars: int | None = None) -> Authority:
    return Authority(
        id="A",
        kind="memorandum",
        status="signed",
        start=day(-1),
        ceilings=(Ceiling(id="C", headcount=limit, dollars=dollars, counts="scope"),),
    )


def enough(**changes: object) -> Case:
    """A line of 16 that two units of 10, 8 of them skilled, fill to the person."""
    base = small.case(
        units=(small.unit("U1"), small.unit("U2")), lines=(small.line(headcount=16, required=True),)
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def test_a_line_that_can_be_filled_has_no_conflict() -> None:
    assert conflict(enough()) is None


@pytest.mark.parametrize(
    ("change", "kind", "amount"),
    [
        ({"authorities": (ceiling(13),)}, "ceiling", 7),
        ({"units": (small.unit("U1"),)}, "supply", 1),
        ({"policies": (replace(small.case().policies[0], notice_days=9),)}, "notice", 9),
        ({"policies": (replace(small.case().policies[0], reception_days=2),)}, "reception", 2),
        ({"policies": (replace(small.case().policies[0], max_tour_days=14, dwell_ratio=Decimal(1)),)},
         "dwell", 14),
        ({"units": (small.unit("U1"), small.unit("U2", available_from=day(5)))}, "availability", 5),
        ({"units": (small.unit("U1"), small.unit("U2", available_until=day(25)))}, "availability", 3),
        ({"pins": (Pin(rule="ban", unit="U1"),)}, "ban", None),
        ({"lifts": (Lift(lift="F", passengers_per_day=2),)}, "lift", 1),
    ],
)  # fmt: skip
def test_each_kind_is_found_with_its_least_amount(
    change: dict[str, object], kind: str, amount: int | None
) -> None:
    case = enough(**change)
    found = conflict(case)
    assert found is not None
    assert kind in {item.kind for item in found.items}
    mine = [way.changes[0] for way in found.resolutions if [c.kind for c in way.changes] == [kind]]
    assert mine, found.why
    assert mine[0].amount == amount


def test_a_budget_is_raised_to_what_the_tours_cost() -> None:
    case = enough(authorities=(ceiling(dollars=1_000_00),))
    kind, amount, words = one(case)
    costs = 2 * 10 * 28 * 100_00
    assert kind == "budget" and amount is not None
    assert costs <= 1_000_00 + amount <= costs + 100_00
    assert words.startswith("raise budget C from $1,000 to $56,0")


def test_nobody_with_the_skill() -> None:
    found = conflict(enough(skills=()))
    assert found is not None
    assert [item.kind for item in found.items] == ["skill"]
    assert found.resolutions == ()


def test_two_things_in_the_way_take_a_pair() -> None:
    policy = replace(small.case().policies[0], notice_days=7)
    found = conflict(enough(policies=(policy,), authorities=(ceiling(15),)))
    assert found is not None
    assert len(found.items) == 1
    kinds = {tuple(sorted(change.kind for change in way.changes)) for way in found.resolutions}
    assert ("ceiling", "notice") in kinds
    pair = next(way for way in found.resolutions if {c.kind for c in way.changes} == {"ceiling", "notice"})
    assert {change.kind: change.amount for change in pair.changes} == {"ceiling": 5, "notice": 7}


def test_law_is_named_with_what_would_do() -> None:
    authority = Authority(
        id="A", kind="request_approval", status="signed", start=day(-9), forbids_roles=("supply",)
    )
    case = enough(authorities=(authority,), lines=(small.line(headcount=16, required=True, approval="A"),))
    found = conflict(case, options=replace(LAWFUL, assume_lawful=False))
    assert found is not None
    assert {"authority-scope", "law"} >= {item.kind for item in found.items} != set()
    ways = {way.changes[0].kind: way.changes[0].change for way in found.resolutions}
    assert "permit supply" in ways["authority-scope"]


def test_an_approval_that_ends_is_extended_by_the_days_that_are_missing() -> None:
    authority = Authority(id="A", kind="request_approval", status="signed", start=day(-9), end=day(21))
    case = enough(authorities=(authority,), lines=(small.line(headcount=16, required=True, approval="A"),))
    found = conflict(case, options=replace(LAWFUL, assume_lawful=False))
    assert found is not None
    (way,) = [way for way in found.resolutions if way.changes[0].kind == "authority-dates"]
    assert way.changes[0].amount == 7
    assert f"from {day(21)} to {day(28)}" in way.changes[0].change


def test_an_expected_approval_is_to_be_signed() -> None:
    authority = Authority(id="A", kind="request_approval", status="expected", start=day(-9))
    case = enough(authorities=(authority,), lines=(small.line(headcount=16, required=True, approval="A"),))
    found = conflict(case, options=replace(LAWFUL, assume_lawful=False))
    assert found is not None
    assert "have A signed" in {way.changes[0].change for way in found.resolutions}
    signed = replace(LAWFUL, assume_lawful=False, assume_signed=frozenset({"A"}))
    assert conflict(case, options=signed) is None


# -- against exhaustive search ----------------------------------------------------------------


def fillable(setting: Setting, name: str) -> bool | None:
    """Whether some combination of schedules fills the line and breaks no limit; ``None`` = too many."""
    instance = pose(setting.case, setting.options).instance
    if instance is None:
        return False
    prices = np.zeros(len(instance.lines), dtype=np.int64)
    prices[instance.lines.index(name)] = 1
    only = replace(
        instance,
        prices=prices,
        tours=instance.tours.at_prices(np.zeros_like(instance.tour_cost)),
        tour_spend=instance.tour_cost,
        fixed_cost=0,
    )
    least = brute.optimum(only, limit=15_000)
    return None if least is None else least == 0


def loosened(setting: Setting, changes: list[tuple[Item, int]]) -> Setting:
    for item, amount in changes:
        setting = item.loosen(setting, amount)
    return setting


@pytest.mark.parametrize("seed", range(30))
def test_what_is_told_is_true_of_every_combination(seed: int) -> None:
    case = tiny_case(seed)
    name = case.lines[0].line
    setting = alone(case, LAWFUL, name)
    found = conflict(case, name)
    truth = fillable(setting, name)
    if truth is None:
        pytest.skip("too many combinations")
    assert truth == (found is None)
    if found is None or not found.items:
        return
    assert found.exact
    items = {(item.kind, item.subject, item.says): item for item in items_of(setting, name)}
    stated = [items[item.kind, item.subject, item.says] for item in found.items if item.kind != "skill"]
    others = [item for item in items.values() if item not in stated]
    if stated:
        # Irreducible: with all others dropped the set still conflicts, and without any one of it no more.
        free = loosened(setting, [(item, item.most) for item in others])
        assert fillable(free, name) in (False, None)
        for item in stated:
            assert fillable(item.drop(free), name) in (True, None)
    for way in found.resolutions:
        chosen = [
            (next(i for i in items.values() if i.kind == c.kind and i.changed(c.amount or i.most) == c),
             c.amount or 0)
            for c in way.changes
        ]  # fmt: skip
        full = [(item, amount or item.most) for item, amount in chosen]
        assert fillable(loosened(setting, full), name) in (True, None)
        for number, (item, amount) in enumerate(full):
            less = amount - (100_00 if item.kind == "budget" else 1)
            if item.whole or less < 0:
                less = 0
            weaker = [pair if index != number else (item, less) for index, pair in enumerate(full)]
            if item.whole:
                weaker = [pair for index, pair in enumerate(full) if index != number]
            assert fillable(loosened(setting, weaker), name) in (False, None)


# -- in a plan --------------------------------------------------------------------------------


def planned(case: Case, options: PlanOptions = LAWFUL) -> Plan:
    found, problems = plan_case(case, options, clock=time.monotonic)
    assert found is not None, problems
    return found


def test_a_plan_tells_why_each_required_line_is_short() -> None:
    case = enough(authorities=(ceiling(13),))
    plan = planned(case)
    assert required_short(case, plan) == ("L1",)
    (told,) = plan.conflicts
    assert told.line == "L1" and told.resolutions[0].changes[0].kind == "ceiling"
    unasked = replace(case, lines=(replace(case.lines[0], required=False),))
    assert planned(unasked).conflicts == ()


def test_a_line_outbid_by_others_is_told_what_filling_it_costs() -> None:
    lines = (
        small.line("L1", headcount=8, priority=1),
        small.line("L2", headcount=8, priority=2, required=True),
    )
    case = small.case(lines=lines, units=(small.unit(),))
    plan = planned(case)
    (told,) = plan.conflicts
    assert (told.line, told.scope) == ("L2", "others")
    assert [item.subject for item in told.items] == ["L1"]
    (change,) = told.resolutions[0].changes
    assert change.amount == 8 * 28 * (100_000 - 20_000)
    assert told.exact
    assert "L1 would lose 224 headcount-days" in told.why


def test_the_clock_is_obeyed_and_said() -> None:
    told = conflict_alone(
        enough(authorities=(ceiling(13),)),
        LAWFUL,
        "L1",
        clock=time.monotonic,
        should_stop=lambda: True,
    )
    assert told is not None and told.scope == "unknown" and not told.exact
    ticks = iter(range(10_000))
    late = conflict_alone(
        enough(authorities=(ceiling(13),)),
        LAWFUL,
        "L1",
        clock=time.monotonic,
        should_stop=lambda: next(ticks) > 12,
    )
    assert late is not None and not late.exact


def test_trials_are_of_the_line_alone() -> None:
    case = replace(
        enough(),
        lines=(small.line("L1", headcount=16), small.line("L2", headcount=99)),
        types=(*small.case().types, UnitType(type="X", headcount=4)),
        units=(*enough().units, small.unit("U3", type="X")),
    )
    setting = alone(case, LAWFUL, "L1")
    assert [line.line for line in setting.case.lines] == ["L1"]
    assert [unit.unit for unit in setting.case.units] == ["U1", "U2"]
    trials = Trials("L1", time.monotonic, lambda: False, 5.0)
    assert trials.run(setting).filled is True
    assert trials.exact


def test_explain_tells_it_of_a_plan_that_does_not() -> None:
    case = enough(authorities=(ceiling(13),))
    plan = replace(planned(case), conflicts=())
    told = explain(case, plan, "L1", clock=time.monotonic)
    assert any("raise ceiling C from 13 to 20 people" in words for words in told.paragraphs)
    assert not any("raise ceiling" in words for words in explain(case, plan, "L1").paragraphs)
    kept = explain(case, planned(case), "L1")
    assert any("raise ceiling C from 13 to 20 people" in words for words in kept.paragraphs)


def test_a_solver_that_fails_takes_no_plan_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise SolverError("HiGHS is out of order")

    monkeypatch.setattr("muster.planner.conflict.conflict_alone", fails)
    plan = planned(enough(authorities=(ceiling(13),)))
    (told,) = plan.conflicts
    assert told.scope == "unknown" and "out of order" in told.why
