"""Explanations of a small plan: every number in them is one of the plan's or the case's."""

import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from muster.casefile.read import read_case
from muster.casefile.template import new_case_files
from muster.domain.case import Case
from muster.domain.plan import Plan, Shortfall
from muster.errors import UsageError
from muster.planner.explain import explain
from muster.planner.explaining.line import REASONS
from muster.planner.explaining.tour import tour_name
from muster.planner.plan import PlanOptions, plan_case


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    folder: Path = tmp_path_factory.mktemp("case")
    for name, text in new_case_files("small").items():
        (folder / name).write_text(text, encoding="utf-8")
    found, problems = read_case(folder)
    assert found is not None, problems
    return found


@pytest.fixture(scope="module")
def plan(case: Case) -> Plan:
    found, problems = plan_case(case, PlanOptions(gap=0.05, time_limit=10), clock=time.monotonic)
    assert found is not None, problems
    assert found.tours
    return found


def test_a_tour_shows_its_legal_chain_and_its_cost_element_by_element(case: Case, plan: Plan) -> None:
    tour = plan.tours[0]
    explanation = explain(case, plan, tour_name(tour))
    text = " ".join(explanation.paragraphs)
    assert "RFA-1" in text and str(tour.duty_status) in text
    (cost,) = explanation.tables
    elements = {row[0] for row in cost.rows}
    assert {"food and lodging", "travel", "total"} <= elements
    parts = [float(row[4].replace("$", "").replace(",", "")) for row in cost.rows]
    assert parts[-1] == pytest.approx(tour.cost / 100)
    assert sum(parts[:-1]) == pytest.approx(parts[-1], abs=0.02)


def test_a_line_shows_what_was_asked_and_what_is_missing(case: Case, plan: Plan) -> None:
    short = replace(
        plan,
        shortfalls=(
            Shortfall(
                line="drivers", start=date(2026, 5, 1), end=date(2026, 5, 11), headcount=7, reason="dwell"
            ),
        ),
    )
    explanation = explain(case, short, "drivers")
    assert explanation.title == "Line drivers: short"
    unfilled = next(table for table in explanation.tables if table.caption == "Unfilled")
    assert unfilled.rows == (("2026-05-01 to 2026-05-10", "7", "70", "dwell"),)
    assert any(REASONS["dwell"] in paragraph for paragraph in explanation.paragraphs)
    units = next(table for table in explanation.tables if table.caption.startswith("Units with driver"))
    assert {row[0] for row in units.rows} == {"transport-a", "transport-b"}


def test_a_line_that_the_law_stops_says_which_rule(case: Case, plan: Plan) -> None:
    lines = tuple(replace(line, role="arrest") if line.line == "drivers" else line for line in case.lines)
    barred = replace(case, lines=lines)
    left = tuple(tour for tour in plan.tours if tour.line != "drivers")
    asked = Shortfall(
        line="drivers", start=date(2026, 3, 16), end=date(2026, 9, 1), headcount=100, reason="law"
    )
    explanation = explain(barred, replace(plan, tours=left, shortfalls=(asked,)), "drivers")
    assert any("18 USC 1385" in citation.cite for citation in explanation.citations)
    units = next(table for table in explanation.tables if table.caption.startswith("Units with driver"))
    assert all(row[3].startswith("law: ") for row in units.rows)


def test_a_unit_is_used_or_told_why_not(case: Case, plan: Plan) -> None:
    used = explain(case, plan, "transport-a")
    assert used.title.endswith(": used")
    idle = replace(plan, tours=tuple(tour for tour in plan.tours if tour.unit != "transport-a"))
    assert explain(case, idle, "transport-a").title.endswith("not used")


def test_a_ceiling_shows_its_limit_peak_and_price(case: Case, plan: Plan) -> None:
    explanation = explain(case, plan, "RFA-1-400")
    (use,) = plan.ceilings
    text = " ".join(explanation.paragraphs)
    assert "400 people" in text
    assert f"{use.peak:,} people on the fullest day" in text
    assert explanation.tables[0].caption == f"Tours that count ({len(plan.tours)})"


def test_a_name_that_is_nothing_is_answered_with_the_nearest(case: Case, plan: Plan) -> None:
    with pytest.raises(UsageError) as caught:
        explain(case, plan, "driver")
    assert "drivers" in caught.value.help


def test_a_name_of_several_tours_lists_them(case: Case, plan: Plan) -> None:
    first = plan.tours[0]
    twice = replace(plan, tours=(first, replace(first, start=date(2026, 8, 1), end=date(2026, 8, 29))))
    with pytest.raises(UsageError) as caught:
        explain(case, twice, f"{first.unit}@{first.line}")
    assert tour_name(first) in caught.value.help
