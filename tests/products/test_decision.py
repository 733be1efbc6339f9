"""The decision package: six criteria, computed with a basis, each with what a person must judge."""

from datetime import date
from pathlib import Path

import pytest

from muster.casefile.read import read_case
from muster.domain.component import DutyStatus
from muster.domain.finding import Verdict
from muster.domain.plan import Plan, PlannedTour
from muster.products.decision import decision_package, render_package, requests_of

EXAMPLE = Path(__file__).parents[2] / "examples" / "southwest-border-2025"
NAMES = ["legality", "lethality", "risk", "cost", "appropriateness", "readiness"]


@pytest.fixture(scope="module")
def border():
    case, problems = read_case(EXAMPLE)
    assert case is not None, problems
    return case


@pytest.mark.parametrize("request_name", ["FY2025", "JAN-22", "CBP-ASKS"])
def test_every_criterion_is_there_and_open(border, request_name):
    found = decision_package(border, request_name)
    assert [item.name for item in found.assessments] == NAMES
    for item in found.assessments:
        assert item.asks
        assert item.open, f"{item.name} leaves nothing to judge"
        assert all(statement.basis for statement in item.computed)
    assert found.lines == requests_of(border)[request_name]


def test_without_a_plan_cost_and_readiness_are_open(border):
    found = {item.name: item for item in decision_package(border, "FY2025").assessments}
    assert found["cost"].computed == ()
    assert any("plan" in words for words in found["cost"].open)
    assert found["readiness"].computed == ()
    assert not found["cost"].verified


def test_legality_is_asked_line_by_line(border):
    found = decision_package(border, "CBP-ASKS").assessments[0]
    said = {statement.text.partition(" ")[0]: statement.text for statement in found.computed}
    assert "prohibited" in said["EPT-CUSTODY"]
    assert "permitted" in said["RGV-LINGUIST"]
    assert any(item.verdict is Verdict.PROHIBITED for item in found.findings)
    assert any("not read in a source" in words for words in found.open)


@pytest.fixture(scope="module")
def planned(border):
    """A plan written by hand: one unit split, one whole, one tour that nobody pays for."""
    line = next(item for item in border.lines if item.request == "JAN-22")
    units = [item for item in border.units if item.component == "RA"][:2]
    tours = tuple(
        PlannedTour(
            unit=unit.unit,
            element=1,
            part=part,
            line=line.line,
            start=date(2025, 6, 1),
            end=date(2025, 9, 1),
            duty_status=DutyStatus.T10,
            authorities=("SECDEF-2025-01-22",),
            mobilization=None,
            fund=fund,
            headcount=40,
            fills=30,
            cost=12_345_600,
            fixed=False,
            law="checked",
        )
        for unit, part, fund in ((units[0], 1, "dod"), (units[1], None, None))
    )
    return Plan(
        case=border.name,
        as_of=border.as_of,
        seed=0,
        versions={},
        law="checked",
        status="feasible",
        stopped_by="time",
        objective=None,
        bound=None,
        gap=None,
        closed=None,
        empty=None,
        tours=tours,
        shortfalls=(),
        ceilings=(),
    )


def test_a_plan_fills_cost_risk_and_readiness(border, planned):
    found = {item.name: item for item in decision_package(border, "JAN-22", planned).assessments}
    cost = " ".join(statement.text for statement in found["cost"].computed)
    assert "$246,912 for 2 tours" in cost
    assert "no fund named $123,456" in cost
    assert "Left out" in cost
    assert any("source of funds" in words for words in found["cost"].open)
    assert "80 people" in " ".join(statement.text for statement in found["risk"].computed)
    ready = " ".join(statement.text for statement in found["readiness"].computed)
    assert "1 unit split" in ready
    assert found["readiness"].open


def test_the_paper(border):
    paper = render_package(decision_package(border, "CBP-ASKS"))
    assert paper.startswith("# Decision package: request CBP-ASKS")
    for number, name in enumerate(NAMES, start=1):
        assert f"## {number}. {name.capitalize()}" in paper
    assert paper.count("Still to be judged by a person:") == len(NAMES)
    assert "- [ ] " in paper


def test_a_request_that_is_not_there(border):
    with pytest.raises(KeyError):
        decision_package(border, "NOBODY")
