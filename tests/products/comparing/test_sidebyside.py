"""Two plans side by side: every figure against a count day by day, tour by tour."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.casefile.codec import encode
from muster.domain.authority import Authority, Ceiling
from muster.domain.case import Case
from muster.domain.component import Component
from muster.domain.plan import Plan
from muster.planner.verify import verify_plan
from muster.products.comparing.document import comparison_json
from muster.products.comparing.page import render_comparison
from muster.products.comparing.sidebyside import SideBySide, side_by_side
from muster.products.comparing.terminal import comparison_lines
from tests.planner import small
from tests.planner.loose import loose_plan, plan_of, tour_of
from tests.planner.tiny import tiny_case

day = small.day


def days_of(case: Case) -> list[date]:
    span = (case.planning.end - case.planning.start).days
    return [case.planning.start + timedelta(days=number) for number in range(span)]


def filled_on(case: Case, plan: Plan, line_id: str, when: date) -> int:
    """What fills a line on one day, by the words of the contract."""
    line = next(line for line in case.lines if line.line == line_id)
    if not line.start <= when < (line.end or case.planning.end):
        return 0
    kinds = {kind.type: kind for kind in case.types}
    units = {unit.unit: unit for unit in case.units}
    policies = {policy.policy: policy for policy in case.policies}
    skills: dict[tuple[str, str], int] = {}
    for skill in case.skills:
        skills[skill.type, skill.capability] = skill.headcount
    total = 0
    for fixed in case.tours:
        if fixed.line == line_id:
            unit = units[fixed.unit]
            reception = timedelta(days=policies[unit.policy].reception_days)
            if fixed.start + reception <= when < fixed.end:
                total += skills.get((unit.type, line.capability), 0)
    for tour in plan.tours:
        if tour.line == line_id:
            unit = units[tour.unit]
            kind = kinds[unit.type]
            parts = kind.headcount // kind.part if kind.part else 1
            reception = timedelta(days=policies[unit.policy].reception_days)
            if tour.start + reception <= when < tour.end:
                total += skills.get((unit.type, line.capability), 0) // parts
    return min(total, line.headcount)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000))
def test_fill_by_priority_line_and_day_is_what_a_count_day_by_day_gives(seed: int) -> None:
    case = tiny_case(seed)
    plans = (loose_plan(case, seed), loose_plan(case, seed + 1))
    both = side_by_side(case, *plans, check=False)
    for index, plan in enumerate(plans):
        count = {
            line.line: sum(filled_on(case, plan, line.line, when) for when in days_of(case))
            for line in case.lines
        }
        assert both.sides[index].filled == sum(count.values())
        for pair in both.by_line:
            assert pair.filled[index] == count[pair.line]
        for group in both.by_priority:
            wanted = [line.line for line in case.lines if str(line.priority) == group.key]
            assert group.filled[index] == sum(count[name] for name in wanted)
        for group in both.by_category:
            wanted = [line.line for line in case.lines if line.role == group.key]
            assert group.filled[index] == sum(count[name] for name in wanted)
        for when in days_of(case):
            point = [point for point in both.curve if point.day <= when]
            shown = point[-1].filled[index] if point else 0
            assert shown == sum(filled_on(case, plan, line.line, when) for line in case.lines)
        assert both.sides[index].objective == verify_plan(case, plan).objective
    assert sum(pair.asked for pair in both.by_priority) == both.asked
    assert sum(pair.asked for pair in both.by_category) == both.asked


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000))
def test_a_plan_beside_itself_differs_in_nothing_and_swapping_swaps(seed: int) -> None:
    case = tiny_case(seed)
    one, other = loose_plan(case, seed), loose_plan(case, seed + 7)
    same = side_by_side(case, one, one, check=False)
    assert same.sides[0] == replace(same.sides[1], name="A")
    assert not any(pair.difference for pair in (*same.by_priority, *same.by_category, *same.by_line))
    assert same.units.only == (0, 0)
    assert same.units.same_tours == same.sides[0].tours
    there = side_by_side(case, one, other, check=False)
    back = side_by_side(case, other, one, check=False)
    assert [pair.filled for pair in there.by_priority] == [pair.filled[::-1] for pair in back.by_priority]
    assert [pair.figures for pair in there.dwell] == [pair.figures[::-1] for pair in back.dwell]
    assert [pair.peak for pair in there.ceilings] == [pair.peak[::-1] for pair in back.ceilings]
    assert [pair.over_days for pair in there.ceilings] == [pair.over_days[::-1] for pair in back.ceilings]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000))
def test_ceilings_are_what_a_count_day_by_day_gives(seed: int) -> None:
    case = tiny_case(seed)
    plan = loose_plan(case, seed)
    both = side_by_side(case, plan, plan_of(case), check=False)
    verified = verify_plan(case, plan)
    broken = {violation.rule for violation in verified.violations}
    for pair in both.ceilings:
        if not pair.money and pair.over_days[0] and not case.tours:
            assert "ceiling" in broken
        if pair.money and pair.peak[0] > pair.limit and pair.in_force and not case.tours:
            assert "budget" in broken
    if "ceiling" in broken:
        assert any(pair.over_days[0] for pair in both.ceilings)


def two() -> tuple[Case, Plan, Plan]:
    case = small.case(
        units=(
            small.unit("U1", last_return=day(-30), last_tour_days=20),
            small.unit("U2", component=Component.ARNG, state="TX", quantity=2),
        ),
        lines=(small.line("L1", category="Rotational"), small.line("L2", priority=2, headcount=8)),
        authorities=(
            Authority(
                id="AUTH",
                kind="memorandum",
                status="signed",
                start=day(-30),
                ceilings=(Ceiling(id="C", headcount=15, counts="scope"),),
            ),
        ),
    )
    a = plan_of(case, (tour_of("U1", "L1", day(0), day(14)), tour_of("U1", "L1", day(21), day(28))))
    b = plan_of(
        case,
        (
            tour_of("U1", "L1", day(0), day(14)),
            tour_of("U2", "L2", day(0), day(28), element=2),
            tour_of("U1", "L1", day(14), day(28)),
        ),
    )
    return case, a, b


def test_figures_of_a_case_counted_by_hand() -> None:
    case, a, b = two()
    both = side_by_side(case, a, b, names=("Ours", "Theirs"), check=False)
    ours, theirs = both.sides
    assert both.asked == 28 * 10 + 28 * 8
    assert (ours.filled, theirs.filled) == (21 * 8, 28 * 8 + 28 * 8)
    assert [(pair.key, pair.filled) for pair in both.by_category] == [
        ("Rotational", (168, 224)),
        ("supply", (0, 224)),
    ]
    assert both.by_line[0].line == "L2"
    assert (ours.cost, theirs.cost) == (21 * 10 * 100_00, 56 * 10 * 100_00)
    assert (ours.peak, theirs.peak) == (10, 20)
    (ceiling,) = both.ceilings
    assert (ceiling.limit, ceiling.peak, ceiling.over_days) == (15, (10, 20), (0, 28))
    guard = next(pair for pair in both.by_component if pair.component is Component.ARNG)
    assert (guard.elements, guard.used, guard.brought) == (2, (0, 1), (0, 224))
    everyone = both.dwell[0]
    assert everyone.figures[0].quartiles == (7.0, 12.75, 18.5, 24.25, 30.0)
    assert (everyone.figures[0].tours, everyone.figures[0].unknown) == (2, 0)
    assert (everyone.figures[1].tours, everyone.figures[1].unknown) == (1, 1)
    assert everyone.figures[1].continuing == 1
    assert everyone.figures[0].classes[:2] == (1, 1)
    assert (both.units.both, both.units.only, both.units.neither) == (1, (0, 1), 1)
    assert both.units.names_only == ((), ("U2",))
    assert both.units.same_tours == 1
    assert [(pair.element, pair.cents) for pair in both.costs] == [
        ("pay", (21_000_00, 56_000_00)),
        (None, (0, 0)),
    ]
    assert "flight hours" in both.cost_missing
    assert "Theirs fills 280 headcount-days more" in both.headline()[0]
    assert both.headline()[1] == "At no priority does Theirs fill less."


def test_rules_broken_and_tours_of_another_case_are_told() -> None:
    case, a, b = two()
    stray = replace(b, tours=(*b.tours, tour_of("nobody", "L1", day(0), day(7))))
    both = side_by_side(case, a, stray)
    assert both.sides[1].unknown_tours == 1
    assert both.sides[1].feasible is False
    assert dict(both.sides[1].rules)["unknown-reference"] == 1
    assert any("breaks rules of the case" in sentence for sentence in both.headline())
    lines = "\n".join(comparison_lines(both))
    assert "Tours not of this case" in lines
    assert "violation" in lines


def test_a_bound_counts_only_where_the_plan_states_its_objective_truly() -> None:
    case, a, b = two()
    true = side_by_side(case, a, b, check=False).sides[0].objective
    said = side_by_side(case, replace(a, objective=true, bound=true - 500), b, check=False).sides[0]
    assert said.bound == true - 500
    assert said.gap == 500 / true
    false = side_by_side(case, replace(a, objective=true + 1, bound=true - 500), b, check=False).sides[0]
    assert false.bound is None and false.gap is None


@pytest.fixture(scope="module")
def both() -> SideBySide:
    case, a, b = two()
    return side_by_side(case, a, b, names=("Ours <1>", "Theirs"))


def test_the_terminal_shows_every_table_in_a_hundred_columns(both: SideBySide) -> None:
    lines = comparison_lines(both)
    assert max(map(len, lines)) <= 110
    text = "\n".join(lines)
    for words in (
        "Filled by priority",
        "Filled by category",
        "By component",
        "Days at home before a tour",
        "Ceilings, most used",
        "Cost by element",
        "no rate speaks of: ",
        "Lines that differ",
        "Units, one by one: 1 in both plans",
        "+280",
    ):
        assert words in text, words


def test_the_page_stands_alone_and_each_drawing_has_a_table(both: SideBySide) -> None:
    page = render_comparison(both)
    assert page.startswith("<!DOCTYPE html>")
    assert "<script" not in page and "http" not in page.replace("http-equiv", "")
    assert "Ours &lt;1&gt;" in page and "Ours <1>" not in page
    assert page.count("<figure") == page.count("<figcaption") == page.count("data-twin") == 5
    for section in (
        "whole",
        "fill",
        "days",
        "components",
        "dwell-before",
        "cost",
        "ceilings",
        "lines",
        "units",
    ):
        assert f'id="{section}"' in page


def test_json_holds_every_figure_and_no_other_numbers(both: SideBySide) -> None:
    document = comparison_json(both)
    encode(document)
    assert document["schema"] == "muster.compare/1"
    plans = document["plans"]
    assert isinstance(plans, list)
    assert [plan["filled"] for plan in plans] == [168, 448]
    assert [plan["cost"] for plan in plans] == [21_000.0, 56_000.0]
    lines = document["by_line"]
    assert isinstance(lines, list)
    assert sum(line["filled"][1] for line in lines) == 448


def test_empty_cases_and_plans_compare_too() -> None:
    case = small.case(lines=(), units=())
    both = side_by_side(case, plan_of(case), plan_of(case))
    assert both.headline() == ("No line of the case asks for anybody in the time that the plans cover.",)
    assert "No line of the case" in "\n".join(comparison_lines(both))
    assert render_comparison(both)
    encode(comparison_json(both))
