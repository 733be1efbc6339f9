"""The example cases in use: they read without a word, checks and plans bear out their stories."""

from __future__ import annotations

import time
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from muster.casefile.folder import write_case
from muster.casefile.read import read_case
from muster.casefile.workbook import write_workbook
from muster.domain.case import Case
from muster.domain.component import Component, DutyStatus
from muster.domain.finding import Verdict
from muster.domain.period import Period
from muster.domain.plan import Plan
from muster.law.basis import judge
from muster.law.check import check_case
from muster.planner.options import PlanOptions
from muster.planner.plan import plan_case
from muster.planner.verify import verify_plan

EXAMPLES = Path(__file__).parents[2] / "examples"
MAY = "southwest-border-2025"
JANUARY = "southwest-border-2025/case-2025-01-22.toml"
HELENE = "hurricane-helene-2024"
ORDER = "SECDEF-2025-01-22"


def case_of(name: str) -> Case:
    case, problems = read_case(EXAMPLES / name)
    assert not problems, problems
    assert case is not None
    return case


def planned(case: Case, *signed: str, gap: float = 0.005, unknown: bool = False) -> Plan:
    options = PlanOptions(gap=gap, time_limit=120, assume_signed=frozenset(signed), allow_unknown=unknown)
    plan, problems = plan_case(case, options, clock=time.monotonic)
    assert not problems, problems
    assert plan is not None
    verification = verify_plan(case, plan)
    assert verification.feasible, verification.violations
    assert plan.stopped_by != "time"
    return plan


def reasons(plan: Plan) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for shortfall in plan.shortfalls:
        found[shortfall.line].add(shortfall.reason)
    return found


@pytest.fixture(scope="module")
def may() -> Case:
    return case_of(MAY)


@pytest.fixture(scope="module")
def january() -> Case:
    return case_of(JANUARY)


@pytest.fixture(scope="module")
def helene() -> Case:
    return case_of(HELENE)


@pytest.fixture(scope="module")
def may_plan(may: Case) -> Plan:
    return planned(may)


@pytest.fixture(scope="module")
def helene_plan(helene: Case) -> Plan:
    return planned(helene)


@pytest.mark.parametrize("name", [MAY, JANUARY, HELENE])
def test_an_example_reads_without_error_or_warning(name: str) -> None:
    case = case_of(name)
    assert case.facts
    assert case.sources
    assert case.strengths


@pytest.mark.parametrize("name", [MAY, JANUARY, HELENE])
def test_an_example_comes_back_as_it_was_from_folder_and_workbook(name: str, tmp_path: Path) -> None:
    case = case_of(name)
    write_case(case, tmp_path / "folder")
    write_workbook(case, tmp_path / "case.xlsx")
    for path in (tmp_path / "folder", tmp_path / "case.xlsx"):
        again, problems = read_case(path)
        assert again == case
        assert not [problem for problem in problems if problem.severity == "error"]


@pytest.mark.parametrize("name", [MAY, JANUARY, HELENE])
def test_every_tour_already_ordered_is_lawful_on_every_day(name: str) -> None:
    case = case_of(name)
    units = {unit.unit: unit for unit in case.units}
    lines = {line.line: line for line in case.lines}
    for tour in case.tours:
        unit = units[tour.unit]
        period = Period(tour.start, tour.end)
        judgement = judge(
            case, unit, lines[tour.line], tour.duty_status, tour.authority, unit.mobilization, period
        )
        assert judgement.verdict is Verdict.PERMITTED, (tour.unit, tour.line, judgement.findings)


def test_the_guard_on_the_border_before_the_proclamation_was_not_called_under_it(january: Case) -> None:
    (unit,) = (unit for unit in january.units if unit.unit == "ARNG-FY25")
    line = next(line for line in january.lines if line.line == "EPT-CAMERA")
    period = Period(date(2024, 11, 1), date(2025, 7, 1))
    judgement = judge(january, unit, line, DutyStatus.T10, (), "10 USC 12302", period)
    assert judgement.mobilization is not Verdict.PERMITTED


def test_the_check_of_may_tells_clocks_and_conflicts(may: Case) -> None:
    found = {(finding.rule, finding.subject) for finding in check_case(may)}
    assert ("check/clock-continuation", "PROC-10886") in found
    assert ("check/clock-expiry", "MISSION-FY2025") in found
    assert ("check/strength-conflict", "FY25-4000") in found
    assert ("check/line-prohibited", "EPT-CUSTODY") in found
    assert ("check/line-unknown", "SDC-AIRLIFT") in found
    assert not [subject for rule, subject in found if rule == "check/authority-invokes-unknown"]


def test_the_check_of_january_says_that_the_order_is_awaited(january: Case) -> None:
    found = {(finding.rule, finding.subject) for finding in check_case(january)}
    assert ("check/authority-awaited", ORDER) in found
    assert ("check/approval-not-in-force", "EPT-SENSOR") in found


def test_the_check_of_helene_takes_no_disaster_for_a_national_emergency(helene: Case) -> None:
    found = {(finding.rule, finding.subject) for finding in check_case(helene)}
    assert ("check/line-prohibited", "BUN-CROWD-FED") in found
    assert not [rule for rule, _ in found if rule.startswith("check/clock-")]


def test_january_without_the_order_leaves_its_lines_to_the_law(january: Case) -> None:
    plan = planned(january)
    hangs = {line.line for line in january.lines if line.approval == ORDER}
    assert len(hangs) == 8
    assert reasons(plan) == {line: {"law"} for line in hangs}


def test_january_with_the_order_assumed_marks_every_tour_that_hangs_on_it(january: Case) -> None:
    plan = planned(january, ORDER, gap=0.001)
    new = [tour for tour in plan.tours if not tour.fixed]
    assert sum(tour.headcount for tour in new) == 1500
    assert all(tour.assumes == (ORDER,) and ORDER in tour.authorities for tour in new)
    assert reasons(plan) == {"BLS-INTEL": {"ceiling"}, "EPT-AVIATION": {"ceiling"}}
    use = {ceiling.ceiling: ceiling for ceiling in plan.ceilings}
    assert use["SW-1500"].peak == use["SW-1500"].headcount == 1500
    assert (use["SW-1500"].price or 0) > 0
    assert (use["FY25-4000"].peak, use["FY25-4000"].headcount) == (2500, 4000)


def test_may_is_mostly_filled_and_says_why_the_rest_is_not(may: Case, may_plan: Plan) -> None:
    short = reasons(may_plan)
    assert len(may.lines) - len(short) > len(short)
    assert short["EPT-CUSTODY"] == {"law"}
    assert short["SDC-AIRLIFT"] == {"law"}
    assert short["DRT-POWER"] == {"skill"}
    assert short["EPT-MEDICAL"] == {"supply"}
    assert short["EPT-AVIATION"] == {"dwell"}
    assert short["RGV-LINGUIST"] == {"price"}
    assert short["FHU-TRUCK"] == {"notice"}
    assert "ceiling" in short["ELC-BARRIER"]
    assert short["TCA-SENSOR"] == {"law"}
    assert "EPT-CAMERA" not in short, "the required line is filled"


def test_may_leaves_the_week_of_hand_over_empty_under_the_tight_ceiling(may_plan: Plan) -> None:
    week = {
        shortfall.line: shortfall.reason
        for shortfall in may_plan.shortfalls
        if shortfall.start <= date(2025, 7, 24) and shortfall.end >= date(2025, 7, 29)
    }
    for line in ("EPT-SENSOR", "SDC-SENSOR", "SDC-BARRIER", "EPT-BARRIER", "EPT-STAFF", "TCA-CAMERA"):
        assert week[line] == "ceiling", line


def test_may_with_unknown_law_let_through_marks_the_airlift(may: Case) -> None:
    plan = planned(may, unknown=True)
    airlift = [tour for tour in plan.tours if tour.line == "SDC-AIRLIFT"]
    assert airlift
    assert {tour.law for tour in airlift} == {"unknown"}
    assert not [tour for tour in plan.tours if tour.line == "EPT-CUSTODY"]


def test_may_sees_no_one_past_the_end_of_the_approval(may_plan: Plan) -> None:
    ends = date(2025, 10, 1)
    assert all(tour.end <= ends for tour in may_plan.tours if tour.line == "TCA-SENSOR")
    assert any(
        shortfall.line == "TCA-SENSOR" and shortfall.end > ends and shortfall.start >= ends
        for shortfall in may_plan.shortfalls
    )


def test_may_prices_the_ceilings_and_breaks_none(may_plan: Plan) -> None:
    use = {ceiling.ceiling: ceiling for ceiling in may_plan.ceilings}
    assert (use["SW-1500"].price or 0) > 0
    assert use["FY25-4000"].price == 0
    for ceiling in use.values():
        assert ceiling.headcount is not None
        assert ceiling.peak <= ceiling.headcount


def test_may_calls_the_guard_by_name_of_the_law(may: Case, may_plan: Plan) -> None:
    component = {unit.unit: unit.component for unit in may.units}
    called = [tour for tour in may_plan.tours if not tour.fixed and component[tour.unit] is Component.ARNG]
    assert called
    for tour in called:
        assert tour.mobilization == "10 USC 12302"
        assert "PROC-10886" in tour.authorities


def test_helene_brings_other_states_under_mutual_aid(helene: Case, helene_plan: Plan) -> None:
    state = {unit.unit: unit.state for unit in helene.units}
    guests = [
        tour
        for tour in helene_plan.tours
        if not tour.fixed and state[tour.unit] in ("FL", "GA", "SC", "TN", "VA")
    ]
    assert guests
    for tour in guests:
        assert tour.duty_status is DutyStatus.SAD
        assert "EMAC-NC-2024" in tour.authorities
        assert f"GOV-{state[tour.unit]}-2024" in tour.authorities


def test_helene_fills_the_federal_ceiling_and_says_what_waits_for_it(helene_plan: Plan) -> None:
    short = reasons(helene_plan)
    assert short["BUN-CROWD-FED"] == {"law"}
    assert short["MCD-ROUTES-FED"] == {"ceiling"}
    assert short["AVE-MEDICAL-FED"] == {"ceiling"}
    assert short["YAN-COMMODITY"] == {"lift"}
    assert "YAN-RESCUE" not in short, "the required line is filled"
    use = {ceiling.ceiling: ceiling for ceiling in helene_plan.ceilings}
    assert use["HELENE-1000"].peak == 1000
    assert use["HELENE-1500"].peak == 1500
    assert (use["HELENE-1500"].price or 0) > 0


def test_helene_keeps_federal_troops_out_of_traffic(helene_plan: Plan) -> None:
    tours = [tour for tour in helene_plan.tours if tour.line == "BUN-TRAFFIC"]
    assert tours
    assert {tour.duty_status for tour in tours} == {DutyStatus.SAD}
    assert {tour.duty_status for tour in helene_plan.tours if tour.line.endswith("-FED")} == {DutyStatus.T10}
