"""``muster import``: what it writes, what it says, and what it refuses."""

import json
from pathlib import Path

import pytest

from muster.casefile.codec import schema
from muster.casefile.read import read_case
from muster.cli.main import run
from tests.casefile.marathon.made import small_tables, with_cell, write_book, write_folder

LIST = """\
Unit\tDemand\tDeployInterval\tBogBudget\tAtomicPolicy\tCategory
4_TRUCKS_AC\t1_Ice_TRUCKS_[1...201]\t1\t365\tPeace\tRotational
1_TRUCKS_AC\t2_Snow_TRUCKS_[51...151]\t51\t365\tPeace\tForward
"""


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    return write_folder(small_tables(), tmp_path / "winter")


def test_a_case_is_written_and_what_it_lacks_is_told(
    tables: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["import", "marathon", str(tables), "-o", str(tmp_path / "case")]) == 0
    out = capsys.readouterr().out
    assert "winter: 7 units of 2 types, 3 lines, 2026-01-01 to 2026-10-28" in out
    for title in ("Not in the case:", "Without effect on plans:", "Read in one way of several:"):
        assert title in out
    assert "1 × demand rows of quantity 0: they ask for nobody (Hail COOKS)" in out
    case, _ = read_case(tmp_path / "case")
    assert case is not None
    assert case.name == "winter"


def test_the_json_and_the_file_beside_the_case_hold_every_note(
    tables: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "list.txt").write_text(LIST)
    arguments = ["import", "marathon", str(tables), "-o", str(tmp_path / "case")]
    assert run([*arguments, "--deployments", str(tmp_path / "list.txt"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    published = schema("import")["properties"]
    assert list(told) == list(published)
    assert list(told["notes"][0]) == list(published["notes"]["items"]["properties"])
    assert told["counts"] == {"units": 7, "types": 2, "policies": 6, "lines": 3, "headcount_days": 790}
    assert told["plan"] == {"tours": 2, "filled": 300, "asked": 790}
    assert json.loads((tmp_path / "case" / "import.json").read_text())["notes"] == told["notes"]
    assert {note["kind"] for note in told["notes"]} == {"left_out", "not_obeyed", "read_as"}
    assert {Path(name).name for name in told["files"]} >= {"case.toml", "units.csv", "marathon-plan.json"}
    plan = json.loads((tmp_path / "case" / "marathon-plan.json").read_text())
    assert (plan["schema"], plan["law"], plan["objective"]) == ("muster.plan/1", "assumed", 490)
    assert [tour["end"] for tour in plan["tours"]] == ["2026-07-20", "2026-05-31"]


def test_a_workbook_a_name_and_a_first_day(tmp_path: Path) -> None:
    book = write_book(small_tables(), tmp_path / "book.xlsx")
    arguments = ["import", "marathon", str(book), "-o", str(tmp_path / "case"), "-q"]
    assert run([*arguments, "--name", "Winter study", "--start", "2031-02-01"]) == 0
    case, _ = read_case(tmp_path / "case")
    assert case is not None
    assert (case.name, str(case.planning.start)) == ("Winter study", "2031-02-01")


def test_a_folder_that_is_not_empty_is_kept(
    tables: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "units.csv").write_text("mine\n")
    arguments = ["import", "marathon", str(tables), "-o", str(tmp_path / "mine")]
    assert run(arguments) == 2
    assert "--force" in capsys.readouterr().err
    assert (tmp_path / "mine" / "units.csv").read_text() == "mine\n"
    assert run([*arguments, "--force"]) == 0
    assert "1_TRUCKS_AC" in (tmp_path / "mine" / "units.csv").read_text()


def test_a_workbook_is_made_by_export(
    tables: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["import", "marathon", str(tables), "-o", str(tmp_path / "case.xlsx")]) == 2
    assert "muster export" in capsys.readouterr().err
    assert not (tmp_path / "case.xlsx").exists()


def test_faults_of_the_tables_are_input_errors_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tables = write_folder(with_cell(small_tables(), "SupplyRecords", 1, "Quantity", "four"), tmp_path / "bad")
    assert run(["import", "marathon", str(tables), "-o", str(tmp_path / "case"), "--json"]) == 2
    found = capsys.readouterr()
    assert json.loads(found.out)["errors"][0]["code"] == "M804"
    assert "SupplyRecords.txt:2:19" in found.err
    assert "^^^^ Quantity is 'four'" in found.err
    assert not (tmp_path / "case").exists()


def test_the_case_can_be_checked_and_its_own_plan_verified(
    tables: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "list.txt").write_text(LIST)
    folder = str(tmp_path / "case")
    arguments = ["import", "marathon", str(tables), "-o", folder]
    assert run([*arguments, "--deployments", str(tmp_path / "list.txt")]) == 0
    assert run(["check", folder]) == 0
    capsys.readouterr()
    assert run(["verify", folder, f"{folder}/marathon-plan.json", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["feasible"] is True


def test_the_case_can_be_planned_and_fills_no_less_than_the_models_own_plan(
    tables: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "list.txt").write_text(LIST)
    folder, out = str(tmp_path / "case"), tmp_path / "out"
    arguments = ["import", "marathon", str(tables), "-o", folder]
    assert run([*arguments, "--deployments", str(tmp_path / "list.txt")]) == 0
    assert run(["plan", folder, "--assume-lawful", "--time-limit", "20", "-q", "-o", str(out)]) == 0
    capsys.readouterr()
    assert run(["verify", folder, str(out / "plan.json"), "--json"]) == 0
    judged = json.loads(capsys.readouterr().out)
    assert judged["feasible"] is True
    assert judged["objective"] <= 490
    assert run(["replay", "marathon", str(tables), str(out / "plan.json"), "--case", folder]) == 0


def test_the_codes_have_their_pages(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "M808"]) == 0
    assert "A policy that nobody can live by" in capsys.readouterr().out
