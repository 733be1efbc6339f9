"""Movement and readiness as the products show them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest
from python_calamine import CalamineWorkbook

from muster.domain.case import Case
from muster.domain.event import TrainingEvent
from muster.domain.movement import Mode
from muster.products.brief import Brief, make_brief
from muster.products.readiness import ratio, worst_first
from muster.products.report import render_report
from muster.products.terminal import summary_lines
from muster.products.xlsx import write_xlsx

MODES = (
    Mode(mode="bus", per_person_mile=Decimal("0.20"), passengers_per_day=15),
    Mode(mode="C-17", kind="air", fixed_days=1, per_person_mile=Decimal("0.90"), passengers_per_day=5),
)


def brief_of(sample: ModuleType, case: Case) -> Brief:
    return make_brief(
        case, sample.make_plan(case), findings=(), verification_feasible=None, verification_note=""
    )


@pytest.fixture(scope="module")
def moved(sample: ModuleType) -> Brief:
    case = sample.make_case()
    unit = case.tours[0].unit
    event = TrainingEvent(name="Combat <training>", unit=unit, start=date(2025, 6, 1), end=date(2025, 7, 1))
    return brief_of(sample, replace(case, modes=MODES, events=(event,)))


def test_without_modes_the_road_is_told_with_its_dates(sample: ModuleType) -> None:
    brief = brief_of(sample, sample.make_case())
    moves = brief.movement
    assert not moves.assigned and moves.unmoved == 0 and moves.cost == moves.road_cost
    assert [mode.mode for mode in moves.modes] == ["road"]
    assert "Everybody goes by road" in " ".join(" ".join(summary_lines(brief)).split())


def test_sums_by_mode_are_those_of_the_legs(moved: Brief) -> None:
    moves = moved.movement
    assert {mode.mode for mode in moves.modes} == {"bus", "C-17"}
    for mode in moves.modes:
        mine = [(m, leg) for m in moves.movements for leg in m.legs if leg.mode == mode.mode]
        assert mode.cost == sum(leg.cost for _, leg in mine)
        assert mode.people_in == sum(leg.headcount for m, leg in mine if m.direction == "in")
        assert mode.people_out == sum(leg.headcount for m, leg in mine if m.direction == "out")
        limit = next(one.passengers_per_day for one in MODES if one.mode == mode.mode)
        assert limit is not None and mode.busiest_in[0] <= limit
    assert moves.unmoved > 0
    text = " ".join(" ".join(summary_lines(moved)).split())
    assert "find no seat in time" in text and "the plan counts for the same ways by road" in text


def test_days_are_counted_from_c_day(moved: Brief) -> None:
    assert moved.movement.c_day(moved.start) == "C+0"
    assert moved.movement.c_day(date(2025, 5, 20)) == "C-2"
    assert moved.movement.c_day(None) == "–"


def test_the_report_shows_modes_dates_and_training_missed(moved: Brief) -> None:
    page = render_report(moved)
    for words in ("How they get there and back", "RLD", "LAD", "C-17", "What it does to the units"):
        assert words in page, words
    assert "Combat &lt;training&gt;" in page and "<training>" not in page
    first = worst_first(moved.readiness)[0]
    assert first.events and first.unit == "2SBCT4ID"
    assert "1 training event is missed" in " ".join(" ".join(summary_lines(moved)).split()) or (
        "training events are missed" in " ".join(" ".join(summary_lines(moved)).split())
    )


def test_the_workbook_has_a_row_for_each_leg_and_each_unit(moved: Brief, tmp_path: Path) -> None:
    write_xlsx(moved, tmp_path / "plan.xlsx")
    book = CalamineWorkbook.from_path(str(tmp_path / "plan.xlsx"))
    rows = book.get_sheet_by_name("Movements").to_python()
    head = rows[0]
    assert {"RLD", "ALD", "EAD", "LAD", "RDD", "RLD C+", "Mode", "PAX"} <= set(head)
    legs = sum(max(1, len(movement.legs)) for movement in moved.movement.movements)
    assert len(rows) - 1 == legs
    people = head.index("PAX of the leg")
    assert sum(int(row[people] or 0) for row in rows[1:]) == sum(
        leg.headcount for movement in moved.movement.movements for leg in movement.legs
    )
    unmoved = head.index("No seat")
    assert sum(int(row[unmoved] or 0) for row in rows[1:]) == moved.movement.unmoved
    units = book.get_sheet_by_name("Readiness").to_python()
    assert len(units) - 1 == len(moved.readiness.units)
    cost = book.get_sheet_by_name("Cost").to_python()
    kind, expected = cost[0].index("Row"), cost[0].index("Expected")
    elements = [row[expected] for row in cost[1:] if row[kind] == "element"]
    whole = next(row[expected] for row in cost[1:] if row[kind] == "whole")
    assert round(sum(map(float, elements)), 2) == round(float(whole), 2)
    assert any(row[kind] == "missing" for row in cost[1:])


@pytest.mark.parametrize(("value", "words"), [(2.0, "1:2.0"), (0.456, "1:0.46"), (None, "–")])
def test_ratios_are_written_as_planners_do(value: float | None, words: str) -> None:
    assert ratio(value) == words
