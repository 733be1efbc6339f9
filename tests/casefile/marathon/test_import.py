"""Small tables as a case, seen value by value."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from muster.casefile.folder import write_case
from muster.casefile.marathon.convert import Imported, import_marathon
from muster.casefile.read import read_case
from muster.domain.case import Case
from muster.domain.component import Component
from muster.domain.cycle import Cycle, PolicyPeriod
from tests.casefile.marathon.made import Tables, small_tables, with_cell, write_book, write_folder


def imported(tables: Tables, folder: Path) -> Imported:
    return import_marathon(write_folder(tables, folder / "tables"))


def case_of(tables: Tables, folder: Path) -> Case:
    made = imported(tables, folder)
    assert made.case is not None, made.problems
    return made.case


def noted(made: Imported) -> dict[str, int]:
    return {note.subject: note.count for note in made.notes}


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return case_of(small_tables(), tmp_path)


def test_rows_become_units_with_marathons_own_names(case: Case) -> None:
    assert [unit.unit for unit in case.units] == [
        *("1_TRUCKS_AC", "2_TRUCKS_AC", "3_TRUCKS_AC", "4_TRUCKS_AC"),
        *("5_TRUCKS_RC", "6_TRUCKS_RC"),
        "7_COOKS_NG",
    ]
    assert [unit.component for unit in case.units[3:]] == [
        *(Component.RA, Component.USAR, Component.USAR, Component.ARNG)
    ]
    assert [unit.policy for unit in case.units[3:]] == ["Active", "Guard", "Guard", "Steady"]


def test_units_are_spread_over_the_cycle_of_day_one_and_have_lived_one_day(case: Case) -> None:
    """⌊i·L/n⌋ + 1: one aligned unit alone, three others of 1,095 days, two of 2,190."""
    assert [unit.cycle_day for unit in case.units] == [1, 1, 366, 731, 1, 1096, 1]


def test_aligned_units_have_their_region_and_others_none(case: Case) -> None:
    assert [unit.region for unit in case.units] == ["forward"] + [None] * 6


def test_demands_become_lines_with_marathons_own_names(case: Case) -> None:
    assert [line.line for line in case.lines] == [
        "1_Ice_TRUCKS_[1...201]",
        "2_Snow_TRUCKS_[51...151]",
        "3_Vig-ANON-0_COOKS_[11...301]",
    ]
    ice, snow, cooks = case.lines
    assert (ice.start, ice.end, ice.headcount, ice.priority) == (date(2026, 1, 1), date(2026, 7, 20), 2, 1)
    assert (ice.category, ice.group, ice.region) == ("Rotational", "North", None)
    assert (snow.category, snow.group, snow.region) == ("Forward", None, "forward")
    assert (cooks.category, cooks.group) == ("NonBOG", None)
    assert ice.extra == (("source_first", "Uniform"),)
    assert not any(line.required for line in case.lines)


def test_planning_ends_with_the_last_demand(case: Case) -> None:
    assert (case.planning.start, case.planning.end, case.planning.step_days) == (
        date(2026, 1, 1),
        date(2026, 10, 28),
        1,
    )
    assert (case.planning.end - case.planning.start).days == 300


def test_policies_become_cycles_and_composites_periods(case: Case) -> None:
    policies = {policy.policy: policy for policy in case.policies}
    assert policies["Peace"].cycle == Cycle(
        days=1095, deployable_from=550, deployable_until=910, bog_days=365, overlap_days=45
    )
    assert policies["Steady"].cycle == Cycle(
        days=1825,
        deployable_from=1280,
        deployable_until=1640,
        bog_days=540,
        overlap_days=45,
        recovery_days=5,
        demobilization_days=95,
    )
    assert policies["Active"].cycle is None
    assert (policies["Active"].max_tour_days, policies["Steady"].max_tour_days) == (335, 495)
    assert case.policy_periods == (
        PolicyPeriod(policy="Active", start=date(2026, 1, 1), end=date(2026, 4, 11), atomic="Peace"),
        PolicyPeriod(policy="Active", start=date(2026, 4, 11), atomic="War"),
        PolicyPeriod(policy="Guard", start=date(2026, 1, 1), atomic="Reserve"),
    )


def test_substitutes_bring_the_capability_with_their_rank(case: Case) -> None:
    assert {(skill.type, skill.capability): skill.rank for skill in case.skills} == {
        ("TRUCKS", "TRUCKS"): 0,
        ("COOKS", "COOKS"): 0,
        ("TRUCKS", "COOKS"): Decimal("2.5"),
    }


def test_what_has_no_counterpart_is_told(tmp_path: Path) -> None:
    assert noted(imported(small_tables(), tmp_path)) == {
        "supply rows that are not enabled": 1,
        "demand rows of quantity 0": 1,
        "relations that are not enabled": 1,
        "rows of SuitabilityRecords": 1,
        "the tag :rc-unavailable": 1,
        "SourceFirst": 3,
        "the column Overlap of demand": 4,
        "composite policies without a policy for a period": 1,
    }


def test_the_case_reads_back_without_an_error(case: Case, tmp_path: Path) -> None:
    write_case(case, tmp_path / "case")
    again, problems = read_case(tmp_path / "case")
    assert again == case
    assert [problem.code for problem in problems] == ["M210"]  # MARATHON does not say what people do


def test_a_workbook_gives_the_same_case_as_a_folder(case: Case, tmp_path: Path) -> None:
    made = import_marathon(write_book(small_tables(), tmp_path / "book.xlsx"), name=case.name)
    assert made.case == case


def test_error_values_in_columns_that_nobody_reads_do_no_harm(case: Case, tmp_path: Path) -> None:
    tables = small_tables()
    for row, cell in zip(tables["SupplyRecords"], ("Branch", "#N/A", "#REF!", "", "x"), strict=True):
        row.append(cell)
    made = import_marathon(write_book(tables, tmp_path / "book.xlsx"), name=case.name)
    assert made.case == case
    broken = with_cell(tables, "SupplyRecords", 1, "Quantity", "#N/A")
    (problem,) = import_marathon(write_book(broken, tmp_path / "broken.xlsx")).problems
    assert (problem.code, problem.file) == ("M804", "broken.xlsx#SupplyRecords!C2")


def test_the_files_that_a_run_leaves_give_the_same_case(case: Case, tmp_path: Path) -> None:
    folder = write_folder(small_tables(), tmp_path / "audit", prefix="AUDIT_")
    assert import_marathon(folder, name=case.name).case == case


def test_cells_in_the_quotes_of_a_spreadsheet(case: Case, tmp_path: Path) -> None:
    quoted = with_cell(
        small_tables(), "SupplyRecords", 1, "Tags", '"{:preprocess [align-units [[""forward"" 1]]]}"'
    )
    assert case_of(quoted, tmp_path / "quoted").units == case.units


def test_special_units_live_by_the_special_policy(tmp_path: Path) -> None:
    tables = small_tables()
    tables["SRCTagRecords"] = [["Type", "SRC", "Tag"], ["EnablerRecord", "TRUCKS", "Special"]]
    tables["Parameters"] += [["SpecialACPolicy", "Peace"], ["SpecialRCPolicy", "Reserve"]]
    case = case_of(tables, tmp_path)
    assert [unit.policy for unit in case.units] == ["Peace"] * 4 + ["Reserve"] * 2 + ["Steady"]
    assert case.policy_periods == ()


def test_a_composition_of_policy_defs_counts_where_no_record_has_it(tmp_path: Path) -> None:
    tables = with_cell(small_tables(), "Parameters", 3, "Value", "Defined")
    tables["PolicyDefs"] = [
        ["CompositeName", "Composition"],
        ["Defined", '{"PreSurge" "Peace", "Surge" "Reserve"}'],
        ["Active", '{"PreSurge" "Reserve"}'],
    ]
    case = case_of(tables, tmp_path)
    assert [(row.policy, row.atomic) for row in case.policy_periods] == [
        ("Active", "Peace"),
        ("Active", "War"),
        ("Defined", "Peace"),
        ("Defined", "Reserve"),
    ]


def test_an_endless_cycle_spreads_units_over_the_dwell_that_is_expected(tmp_path: Path) -> None:
    tables = with_cell(small_tables(), "SupplyRecords", 1, "Policy", "War")
    assert [unit.cycle_day for unit in case_of(tables, tmp_path / "a").units[:4]] == [1, 1, 366, 731]
    tables = with_cell(tables, "PolicyRecords", 2, "Deltas", "{:expected-dwell 300}")
    assert [unit.cycle_day for unit in case_of(tables, tmp_path / "b").units[:4]] == [1, 1, 101, 201]


def test_a_cycle_time_of_its_own_comes_first(tmp_path: Path) -> None:
    tables = with_cell(small_tables(), "SupplyRecords", 2, "CycleTime", "2189")
    assert [unit.cycle_day for unit in case_of(tables, tmp_path).units[4:6]] == [
        0,
        0,
    ]  # the next turn's first


def test_rows_of_one_kind_are_spread_together(tmp_path: Path) -> None:
    tables = small_tables()
    tables["SupplyRecords"].insert(3, tables["SupplyRecords"][2])
    units = [unit for unit in case_of(tables, tmp_path).units if unit.component is Component.USAR]
    assert [unit.cycle_day for unit in units] == [1, 548, 1096, 1643]


def test_the_default_recovery_holds_where_the_policy_has_none(tmp_path: Path) -> None:
    tables = with_cell(small_tables(), "Parameters", 4, "Value", "90")
    cycles = {policy.policy: policy.cycle for policy in case_of(tables, tmp_path).policies}
    assert cycles["Peace"] is not None and cycles["Peace"].recovery_days == 90
    assert cycles["Steady"] is not None and cycles["Steady"].recovery_days == 5


def test_the_last_day_of_the_parameters_ends_the_run(tmp_path: Path) -> None:
    tables = with_cell(small_tables(), "Parameters", 1, "Value", "50")
    made = imported(tables, tmp_path)
    assert made.case is not None
    assert (made.case.planning.end - made.case.planning.start).days == 50
    assert [line.line for line in made.case.lines] == [
        "1_Ice_TRUCKS_[1...201]",
        "3_Vig-ANON-0_COOKS_[11...301]",
    ]
    assert {line.end for line in made.case.lines} == {made.case.planning.end}
    assert noted(made)["demands outside the run"] == 1


def test_a_last_day_that_changes_nothing_is_not_told(tmp_path: Path) -> None:
    made = imported(with_cell(small_tables(), "Parameters", 1, "Value", "300"), tmp_path)
    assert made.case is not None
    assert (made.case.planning.end - made.case.planning.start).days == 300
    assert "LastDayDefault" not in noted(made)


def test_rows_without_vignette_or_operation_are_counted(tmp_path: Path) -> None:
    tables = with_cell(small_tables(), "DemandRecords", 1, "Vignette", "")
    tables = with_cell(tables, "DemandRecords", 2, "Operation", "")
    lines = case_of(tables, tmp_path).lines
    assert [line.line for line in lines] == [
        "1_Vig-ANON-0_TRUCKS_[1...201]",
        "2_Snow_TRUCKS_[51...151]",
        "3_Vig-ANON-2_COOKS_[11...301]",
    ]
    assert [line.request for line in lines] == ["Op1", "Op-ANON-1", "Op3"]


def test_units_and_demands_without_the_other_are_told(tmp_path: Path) -> None:
    tables = with_cell(small_tables(), "DemandRecords", 1, "SRC", "MEDICS")
    tables["RelationRecords"] = tables["RelationRecords"][:1]
    tables["DemandRecords"] = tables["DemandRecords"][:2]
    told = {note.subject: note.examples for note in imported(tables, tmp_path).notes}
    assert told["SRCs that no unit can serve"] == ("MEDICS",)
    assert told["SRCs that nobody asks for"] == ("COOKS", "TRUCKS")


def test_chains_of_relations_reach_as_far_as_they_go(tmp_path: Path) -> None:
    tables = with_cell(small_tables(), "DemandRecords", 3, "SRC", "MEDICS")
    tables["RelationRecords"] += [
        ["RelationRecord", "substitution", "COOKS", "MEDICS", "3", "TRUE"],
        ["RelationRecord", "substitution", "TRUCKS", "MEDICS", "9", "TRUE"],
        ["RelationRecord", "modular", "TRUCKS", "MEDICS", "0", "TRUE"],
    ]
    made = imported(tables, tmp_path)
    assert made.case is not None
    ranks = {(skill.type, skill.capability): skill.rank for skill in made.case.skills}
    assert ranks["COOKS", "MEDICS"] == 3
    assert ranks["TRUCKS", "MEDICS"] == Decimal("5.5")
    assert noted(made)["relations of kind 'modular'"] == 1


def test_units_and_demands_with_a_life_of_their_own_are_left_out(tmp_path: Path) -> None:
    tables = with_cell(small_tables(), "SupplyRecords", 3, "Component", "Ghost")
    tables = with_cell(tables, "DemandRecords", 1, "Category", "Modernization-AC")
    tables["SupplyRecords"][0].append("Behavior")
    for row, behavior in zip(tables["SupplyRecords"][1:], ("Auto", "SRM", "Auto", "Auto"), strict=True):
        row.append(behavior)
    made = imported(tables, tmp_path)
    assert made.case is not None
    assert [unit.unit for unit in made.case.units] == [
        "1_TRUCKS_AC",
        "2_TRUCKS_AC",
        "3_TRUCKS_AC",
        "4_TRUCKS_AC",
    ]
    assert len(made.case.lines) == 2
    told = noted(made)
    assert told["units of component Ghost"] == 1
    assert told["units of behavior SRM"] == 2
    assert told["demands of category Modernization-AC"] == 1


def test_the_first_of_two_equal_demands_holds(tmp_path: Path) -> None:
    tables = small_tables()
    tables["DemandRecords"].append([*tables["DemandRecords"][1]])
    tables = with_cell(tables, "DemandRecords", 5, "Quantity", "7")
    made = imported(tables, tmp_path)
    assert made.case is not None
    assert [line.headcount for line in made.case.lines] == [2, 1, 1]
    assert noted(made)["demand rows of the same name"] == 1


@pytest.mark.parametrize(("value", "stated"), [("1", True), ("TRUE", True), ("0", False), ("FALSE", False)])
def test_the_parameter_prefill_becomes_an_assumption(value: str, stated: bool, tmp_path: Path) -> None:
    tables = small_tables()
    tables["Parameters"].append(["PreFill", value])
    made = imported(tables, tmp_path)
    assert made.case is not None
    assert [(item.name, item.value) for item in made.case.assumptions] == [("prefill", 1)] * stated
    assert ("the parameter PreFill" in noted(made)) == stated


def test_day_one_is_the_date_that_was_asked_for(tmp_path: Path) -> None:
    made = import_marathon(write_folder(small_tables(), tmp_path), start=date(2030, 6, 1))
    assert made.case is not None
    assert (made.case.as_of, made.case.planning.start) == (date(2030, 6, 1), date(2030, 6, 1))
    assert made.case.lines[1].start == date(2030, 7, 21)
