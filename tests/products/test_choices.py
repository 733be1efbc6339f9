"""Changes, conflicts of required lines, prices of pins and split units in the report and the workbook."""

import re
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from python_calamine import CalamineWorkbook

from muster.domain.tour import Pin
from muster.products.brief import Brief, make_brief
from muster.products.choices import choices_of, churn_words
from muster.products.report import render_report
from muster.products.xlsx import SHEETS, SOMETIMES, write_xlsx


@pytest.fixture(scope="module")
def told(sample: ModuleType) -> Brief:
    case = sample.make_case()
    return make_brief(
        case,
        sample.make_replanned(case),
        findings=sample.make_findings(),
        verification_feasible=True,
        verification_note="",
    )


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def section(page: str, name: str) -> str:
    found = re.search(rf'<section[^>]*id="{name}".*?</section>', page, re.S)
    assert found is not None, name
    return words(found[0])


def test_changes_stand_with_their_reasons_before_the_lines(told: Brief) -> None:
    page = render_report(told)
    said = section(page, "changes")
    for figure in ("Tours kept 38", "of 41 tours of the baseline", "Dropped 3", "New 3"):
        assert figure in said, figure
    assert "Change is charged $60,000" in said and "Without that charge $13,500 could be saved." in said
    for kind in ("⇄ other unit", "↔ other days", "− dropped", "+ new"):
        assert kind in said, kind
    assert "2SBCT4ID (2 of 3, part 1) on R1-SURV-EPT , 5 Jun – 27 Aug 2025" in said
    assert "until then SW-1500 is full" in said
    order = re.findall(r'<section[^>]*id="([a-z]+)"', page)
    assert order.index("plan") < order.index("changes") < order.index("lines") < order.index("required")


def test_required_lines_say_what_stands_against_what_and_the_ways_out(told: Brief) -> None:
    said = section(render_report(told), "required")
    assert "R4-CAM-ELC" in said and "✕ not by itself" in said
    assert "policy P1 asks for 30 days of notice" in said
    assert "Any of these would resolve it" in said and "shorten the notice of P1 by 9 days, to 21" in said
    assert "25,200 at best if it were the only line" in said
    assert "? not settled" in said and "The clock ended before it was known" in said
    assert said.count("Stand against each other") == 1, "nothing is drawn where nothing is known"


def test_pins_have_their_price_and_splits_their_readiness(told: Brief) -> None:
    page = render_report(told)
    plan = section(page, "plan")
    assert "66MP may not serve R4-CAM-ELC at any time $1,250,000 retraining until autumn" in plan
    assert "would gain without this one decision" in plan
    split = section(page, "readiness")
    assert "2nd Stryker Brigade, 4th Infantry Division, 2 of 3" in split
    assert "3 of 4 R1-SURV-EPT, R1-SURV-RGV 84 21,600 $50,000" in split


def test_a_plan_without_them_has_neither_sections_nor_sheets(brief: Brief, tmp_path: Path) -> None:
    page = render_report(brief)
    assert 'id="changes"' not in page and 'id="required"' not in page
    assert "do not serve together" not in page
    assert "may not serve" in words(page) and "Price:" not in words(page)
    write_xlsx(brief, tmp_path / "plan.xlsx")
    names = CalamineWorkbook.from_path(tmp_path / "plan.xlsx").sheet_names
    assert set(SHEETS) - set(names) == {"Changes", "Required lines", "Splits"}


def test_pins_of_one_reason_and_price_stand_together_the_dearest_first(sample: ModuleType) -> None:
    case = sample.make_case()
    pins = tuple(
        Pin(rule="ban", unit="66MP", line=line, reason="rest")
        for line in ("R1-SURV-EPT", "R4-CAM-ELC", "R2-ENG-SDC")
    )
    plan = sample.make_replanned(case)
    prices = tuple(
        replace(plan.pins[0], line=pin.line, price=price)
        for pin, price in zip(pins, (500, 9_000, 500), strict=True)
    )
    found = choices_of(replace(case, pins=pins), replace(plan, pins=prices)).decisions
    assert [(made.lines, made.price) for made in found] == [
        (("R4-CAM-ELC",), 9_000),
        (("R1-SURV-EPT", "R2-ENG-SDC"), 500),
    ]
    (unasked,) = choices_of(replace(case, pins=pins), replace(plan, pins=())).decisions
    assert not unasked.priced and unasked.price is None


def test_no_charge_is_no_sentence(sample: ModuleType) -> None:
    case = sample.make_case()
    plan = sample.make_replanned(case)
    churn = choices_of(case, replace(plan, stats={"churn": {"kept": 2, "dropped": 0, "added": 0}})).churn
    assert churn is not None and churn_words(churn) == () and churn.saved is None
    assert choices_of(case, replace(plan, stats={})).churn is None


def test_the_workbook_has_them_as_sheets(told: Brief, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    write_xlsx(told, path)
    book = CalamineWorkbook.from_path(path)
    assert tuple(book.sheet_names) == SHEETS and set(SOMETIMES) < set(SHEETS)
    changes = book.get_sheet_by_name("Changes").to_python()
    assert [row[0] for row in changes[1:]] == ["other unit", "other days", "dropped", "new"]
    required = book.get_sheet_by_name("Required lines").to_python()
    assert [row[7] for row in required[1:3]] == [
        "shorten the notice of P1 by 9 days, to 21",
        "extend SECDEF-2025-01-22 by 92 days, to 1 January 2026",
    ]
    assert required[1][3] == 25_200 and required[2][3] == ""
    pins = book.get_sheet_by_name("Pins and bans").to_python()
    assert pins[1][5] == 1_250_000
    splits = book.get_sheet_by_name("Splits").to_python()
    assert splits[1][6:9] == [84, 21_600, 50_000]
