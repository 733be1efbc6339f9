"""Planning again: the charge for change is exact, its bound holds, and what changed is told truly."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import product
from random import Random

import pytest

from muster.domain.case import Case
from muster.domain.plan import Plan
from muster.planner.instance import Member
from muster.planner.options import PlanOptions
from muster.planner.plan import plan_case
from muster.planner.pose import pose
from muster.planner.underway import under_way, with_under_way
from muster.planner.verify import verify_plan
from tests.planner import brute, small
from tests.planner.small import day
from tests.planner.tiny import tiny_case

OPTIONS = PlanOptions(gap=0.0, time_limit=60.0, assume_lawful=True)


def planned(case: Case, options: PlanOptions = OPTIONS, baseline: Plan | None = None) -> Plan:
    found, problems = plan_case(case, options, clock=time.monotonic, baseline=baseline)
    assert found is not None, problems
    return found


def changed(case: Case, seed: int) -> Case:
    """The case with a line moved, weakened or strengthened, or a unit lost."""
    r = Random(seed)
    lines, units = list(case.lines), list(case.units)
    number = r.randrange(len(lines))
    old = lines[number]
    lines[number] = r.choice(
        [
            replace(old, headcount=max(1, old.headcount - 3)),
            replace(old, headcount=old.headcount + 4),
            replace(old, start=old.start + r.choice([-1, 1]) * case.planning.step_days * (day(1) - day(0))),
            replace(old, priority=3 - old.priority),
        ]
    )
    if len(units) > 1 and r.random() < 0.3 and not case.tours:
        units.pop(r.randrange(len(units)))
    return replace(case, lines=tuple(lines), units=tuple(units), pins=())


def best(case: Case, baseline: Plan, cents: int, most: int = 8_000) -> tuple[int, int] | None:
    """Least ``objective + cents × dropped`` (with 0: least objective, then dropped), by trying everything."""
    posed = pose(case, OPTIONS, baseline)
    instance, before = posed.instance, posed.baseline
    assert instance is not None and before is not None and posed.apart
    had: dict[Member, set[tuple[object, ...]]] = {}
    for tour in before.plan.tours:
        if not tour.fixed and any(tour.unit == unit.unit for unit in case.units):
            member = Member(tour.unit, tour.element, tour.part)
            had.setdefault(member, set()).add((tour.line, tour.start, tour.end, str(tour.duty_status)))
    choices = []
    for owner, kind in enumerate(instance.classes):
        every = brute.schedules(instance, owner)
        for member in kind.members:
            kept = [
                len(
                    had.get(member, set())
                    & {
                        (
                            instance.lines[int(instance.tour_line[tour])],
                            day(int(instance.tour_start[tour])),
                            day(int(instance.tour_end[tour])),
                            str(instance.bases[int(instance.tour_block[tour])].duty_status),
                        )
                        for tour in schedule
                    }
                )
                for schedule in every
            ]
            choices.append(list(zip(every, kept, strict=True)))
    size = 1
    for choice in choices:
        size *= len(choice)
    if size > most:
        return None
    found = None
    for pick in product(*choices):
        value = brute.judge(instance, [tour for schedule, _ in pick for tour in schedule])
        if value is None:
            continue
        kept = sum(number for _, number in pick)
        worth = (value - cents * kept, -kept) if cents else (value, -kept)
        if found is None or worth < found[0]:
            found = worth, (value, kept)
    return None if found is None else found[1]


@pytest.mark.parametrize("seed", range(40))
def test_the_charged_plan_is_the_best_of_all(seed: int) -> None:
    case = replace(tiny_case(seed), pins=())
    try:
        before = planned(case)
    except AssertionError:
        pytest.skip("the case lacks a rate")
    after = changed(case, seed)
    for cents in (0, 40_000, 900_000):
        expected = best(after, before, cents)
        if expected is None:
            pytest.skip("too many combinations")
        value, kept = expected
        plan = planned(after, replace(OPTIONS, change_cost=cents), before)
        churn = plan.stats["churn"]
        assert isinstance(churn, dict)
        assert plan.objective is not None and plan.bound is not None
        ordered = sum(tour.fixed for tour in plan.tours)
        assert plan.objective - cents * (churn["kept"] - ordered) == value - cents * kept
        if not cents:
            assert (plan.objective, churn["kept"] - ordered) == (value, kept)
        least = best(after, before, 0)
        assert least is not None and plan.bound <= least[0]
        assert verify_plan(after, plan).feasible
        assert churn["charge"] == cents / 100 * churn["dropped"]


def test_the_same_case_keeps_everything() -> None:
    case = small.case(
        units=(small.unit("U1", quantity=3), small.unit("U2")),
        lines=(small.line("L1"), small.line("L2", start=day(28), end=day(56), headcount=20)),
    )
    before = planned(case)
    again = planned(case, baseline=before)
    assert again.stats["churn"]["dropped"] == again.stats["churn"]["added"] == 0  # type: ignore[index]
    assert again.changes == ()
    assert sorted(again.tours, key=repr) == sorted(before.tours, key=repr)


def cheaper_rival() -> tuple[Case, Case]:
    """A unit far away serves; then one at hand, which costs less, joins the case."""
    far = small.unit("FAR", home="far")
    case = small.case(units=(far,), lines=(small.line(headcount=8, end=day(7)),))
    return case, replace(case, units=(far, small.unit("NEAR")))


def test_a_change_must_be_worth_its_cost() -> None:
    old, new = cheaper_rival()
    before = planned(old)
    free = planned(new, replace(OPTIONS, change_cost=0), before)
    assert [tour.unit for tour in free.tours] == ["NEAR"]
    (change,) = free.changes
    assert change.kind == "replaced" and change.reason == "cheaper"
    assert change.before is not None and change.before.unit == "FAR"
    assert change.after is not None and change.after.unit == "NEAR"
    saved = before.objective - free.objective  # type: ignore[operator]
    assert f"${saved / 100:,.2f} less" in change.why
    for cents, unit in ((saved - 1, "NEAR"), (saved + 1, "FAR")):
        plan = planned(new, replace(OPTIONS, change_cost=cents), before)
        assert [tour.unit for tour in plan.tours] == [unit]
    assert plan.objective == before.objective
    assert plan.stats["churn"]["objective_without_charge"] == free.objective / 100  # type: ignore
    assert plan.bound == free.objective and plan.status == "feasible"


def test_the_case_may_set_the_cost_of_a_change() -> None:
    old, new = cheaper_rival()
    before = planned(old)
    planning = replace(new.planning, change_cost=10**9)
    plan = planned(replace(new, planning=planning), baseline=before)
    assert [tour.unit for tour in plan.tours] == ["FAR"]
    plan = planned(replace(new, planning=planning), replace(OPTIONS, change_cost=0), before)
    assert [tour.unit for tour in plan.tours] == ["NEAR"]


def test_a_budget_counts_costs_without_credits() -> None:
    from muster.domain.authority import Authority, Ceiling

    old, new = cheaper_rival()
    before = planned(old)
    cost = before.tours[0].cost
    authority = Authority(
        id="A",
        kind="memorandum",
        status="signed",
        start=day(-1),
        ceilings=(Ceiling(id="B", dollars=cost - 1, counts="scope"),),
    )
    plan = planned(replace(new, authorities=(authority,)), replace(OPTIONS, change_cost=10**9), before)
    assert [tour.unit for tour in plan.tours] == ["NEAR"]
    assert [change.reason for change in plan.changes] == ["budget"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda case: replace(case, units=case.units[1:]), "unit-lost"),
        (lambda case: replace(case, lines=case.lines[1:]), "line-lost"),
        (
            lambda case: replace(case, lines=(replace(case.lines[0], end=day(14)), case.lines[1])),
            "not-allowed",
        ),
        (
            lambda case: replace(case, units=(replace(case.units[0], available_from=day(9)), case.units[1])),
            "not-allowed",
        ),
        (
            lambda case: replace(
                case,
                lines=(case.lines[0], replace(case.lines[1], start=day(0), end=day(28))),
            ),
            "priority",
        ),
    ],
)
def test_each_change_has_its_reason(change, reason) -> None:  # type: ignore[no-untyped-def]
    case = small.case(
        units=(small.unit("U1"), small.unit("U2", type="MED")),
        types=(*small.case().types, small.case().types[0].__class__(type="MED", headcount=10)),
        skills=(
            *small.case().skills,
            replace(small.case().skills[0], type="MED", capability="medical"),
        ),
        lines=(
            small.line("L1", headcount=8, priority=2),
            small.line("L2", headcount=8, start=day(28), end=day(56)),
        ),
        policies=(replace(small.case().policies[0], dwell_ratio=0),),
    )
    before = planned(case)
    plan = planned(change(case), baseline=before)
    assert reason in {each.reason for each in plan.changes}
    assert all(each.why.endswith(each.why.strip()) and ": " in each.why for each in plan.changes)


def test_what_has_begun_stays() -> None:
    case = small.case(units=(small.unit("U1"), small.unit("U2")), lines=(small.line(end=day(56)),))
    before = planned(case)
    begun = [tour for tour in before.tours if tour.start == day(0)]
    assert begun
    later = replace(case, planning=replace(case.planning, start=day(7)), as_of=day(7))
    rows = under_way(later, before)
    assert [(row.unit, row.start, row.end) for row in rows] == [
        (tour.unit, tour.start, tour.end) for tour in begun
    ]
    held = with_under_way(later, before)
    assert with_under_way(held, before) == held
    plan = planned(later, baseline=before)
    assert [(tour.unit, tour.start) for tour in plan.tours if tour.fixed] == [
        (tour.unit, tour.start) for tour in begun
    ]
    assert verify_plan(held, plan).feasible
    assert not verify_plan(later, plan).feasible
    assert not plan.changes
    _, problems = plan_case(later, OPTIONS, clock=time.monotonic, baseline=before)
    assert [problem.code for problem in problems] == ["M608"]


def test_tours_over_and_settled_are_history() -> None:
    case = small.case(lines=(small.line(end=day(14)),))
    before = planned(case)
    later = replace(case, planning=replace(case.planning, start=day(21)), as_of=day(21))
    assert under_way(later, before) == ()
    resting = replace(case.policies[0], min_dwell_days=30)
    owed = replace(later, policies=(resting,))
    assert len(under_way(owed, before)) == 1
    told = replace(owed, units=(replace(owed.units[0], last_return=day(14)),))
    assert under_way(told, before) == ()


def test_elements_are_renumbered_to_the_tours_that_are_ordered() -> None:
    from muster.domain.component import DutyStatus
    from muster.domain.tour import FixedTour

    case = small.case(
        units=(small.unit("U1", quantity=2),),
        lines=(small.line("L1", headcount=8, end=day(28)), small.line("L2", headcount=8, end=day(28))),
    )
    before = planned(case)
    second = next(tour for tour in before.tours if tour.element == 2)
    row = FixedTour(
        unit="U1", line=second.line, start=second.start, end=second.end, duty_status=DutyStatus.T10
    )
    again = planned(replace(case, tours=(row,)), baseline=before)
    assert again.stats["churn"]["dropped"] == 0  # type: ignore[index]
    assert again.changes == ()


def many() -> Case:
    """Six units of a kind, each on a line of its own."""
    return small.case(
        units=tuple(small.unit(f"U{number}") for number in range(6)),
        lines=tuple(
            small.line(f"L{number}", headcount=8, start=day(number), end=day(28 + number))
            for number in range(6)
        ),
    )


def test_where_members_are_too_many_to_tell_apart_classes_are_paid(monkeypatch: pytest.MonkeyPatch) -> None:
    case = many()
    before = planned(case)
    assert len(before.tours) >= 6
    monkeypatch.setattr("muster.planner.pose.SPLIT", 0)
    again = planned(case, replace(OPTIONS, change_cost=100_00), before)
    churn = again.stats["churn"]
    assert isinstance(churn, dict)
    assert churn["model"] == "class"
    assert "charged_bound" not in churn
    assert churn["dropped"] == 0, "members of a class are given back what they did"
    assert again.bound is not None and again.bound <= again.objective == before.objective
    fewer = replace(case, units=case.units[1:])
    plan = planned(fewer, replace(OPTIONS, change_cost=100_00), before)
    least = planned(fewer)
    assert verify_plan(fewer, plan).feasible
    assert plan.bound is not None and plan.bound <= least.objective  # type: ignore[operator]
    kept = plan.stats["churn"]["kept"]  # type: ignore[index]
    assert kept >= 4


def test_the_order_of_units_and_of_the_baselines_tours_plays_no_part() -> None:
    case = many()
    before = planned(case)
    fewer = replace(case, units=case.units[1:])
    one = planned(fewer, baseline=before)
    turned = replace(before, tours=tuple(reversed(before.tours)))
    other = planned(replace(fewer, units=tuple(reversed(fewer.units))), baseline=turned)
    assert one.tours == other.tours
    assert one.changes == other.changes
    assert one.stats["instance"] == other.stats["instance"]


def test_a_lexicographic_plan_keeps_what_costs_nothing() -> None:
    case = many()
    before = planned(case)
    options = replace(OPTIONS, lexicographic=True, change_cost=500_00)
    plan = planned(case, options, before)
    assert verify_plan(case, plan).feasible
    assert plan.bound is None
    assert plan.stats["churn"]["dropped"] == 0  # type: ignore[index]
    levels = plan.stats["levels"]
    assert isinstance(levels, list)
    assert levels[-1]["level"] == "cost"
    assert levels[-1]["objective"] == sum(tour.cost for tour in plan.tours)
    assert levels[-1]["bound"] <= levels[-1]["objective"]


@pytest.mark.parametrize("seed", range(12))
def test_row_prices_of_the_charged_search_prove_a_bound_without_charges(seed: int) -> None:
    from muster.planner.master import Objective
    from muster.planner.replan import Replan
    from muster.planner.search import Search

    case = replace(tiny_case(seed), pins=())
    before = planned(case)
    after = changed(case, seed)
    options = replace(OPTIONS, change_cost=300_000)
    posed = pose(after, options, before)
    assert posed.instance is not None
    replan = Replan(after, posed, options)
    charged = replan.churn.instance
    search = Search(
        charged,
        Objective(weights=charged.prices, cost=1),
        options,
        should_stop=lambda: False,
        report=lambda *_: None,
    )
    search.run()
    least = brute.optimum(posed.instance)
    if least is None:
        pytest.skip("too many combinations")
    assert replan.bound(search, None) <= least
    if search.relaxation is not None:
        at = replan.churn.bound_at(posed.instance, search.relaxation)
        assert at is None or at <= least
    assert replan.churn.bound(search.bound) <= least


def test_units_under_cycles_are_planned_without_the_baseline_and_it_is_said() -> None:
    from tests.planner.life.cases import life_case

    case = life_case(3)
    before = planned(case)
    found, problems = plan_case(case, OPTIONS, clock=time.monotonic, baseline=before)
    assert found is not None
    assert [problem.code for problem in problems] == ["M609"]
    assert found.tours == before.tours
    assert with_under_way(case, before) == case


@pytest.mark.parametrize("stopped", [False, True])
def test_keeping_may_earn_more_than_all_tours_cost(stopped: bool) -> None:
    case = many()
    before = planned(case)
    options = replace(OPTIONS, change_cost=10**10)
    plan, _ = plan_case(case, options, clock=time.monotonic, baseline=before, should_stop=lambda: stopped)
    assert plan is not None
    churn = plan.stats["churn"]
    assert isinstance(churn, dict)
    assert churn["dropped"] == 0
    assert 0 <= churn["charged_bound"] <= churn["charged_objective"] == plan.objective / 100  # type: ignore
    assert plan.bound is not None and plan.bound <= before.objective  # type: ignore[operator]
    assert churn["charged_gap"] >= 0
