"""``muster replay``: verdict, fills, and what to do where the question is not complete."""

import contextlib
import io
import json
from pathlib import Path

import pytest
import xlsxwriter

from muster.casefile.codec import schema
from muster.cli.main import run
from tests.marathon.random_worlds import written
from tests.marathon.replay.world import tables

LIST = "Unit\tDemand\tDeployInterval\tCycleTime\tBogBudget\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One unit, on day 50 of its cycle on day 1, and one demand."""
    written(
        tables(
            supply=[{"CycleTime": 49, "OITitle": "Engineers"}],
            demands=[{"SourceFirst": "Uniform", "Overlap": 5}],
            parameters={"DefaultRecoveryTime": 0},
        ),
        tmp_path / "tables",
    )
    (tmp_path / "right.txt").write_text(LIST + "1_ENG_AC\t1_Flood_ENG_[1...401]\t1\t50\t30\n")
    (tmp_path / "wrong.txt").write_text(LIST + "1_ENG_AC\t1_Flood_ENG_[1...401]\t40\t89\t30\n")
    return tmp_path


def output(*arguments: object, code: int = 0) -> str:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        assert run(["replay", "marathon", *map(str, arguments)]) == code, err.getvalue()
    return out.getvalue() + err.getvalue()


def test_a_list_is_accepted_or_told_what_is_wrong(folder: Path) -> None:
    text = output(folder / "tables", folder / "right.txt")
    assert text.splitlines() == ["25 of 400 unit-days filled (6.25%), 1 stays", "accepted: no rule is broken"]
    text = output(folder / "tables", folder / "wrong.txt", code=1)
    assert text.startswith(
        "! too-late day 40: 1_ENG_AC on 1_Flood_ENG_[1...401] from day 40: it is on day 89 of its cycle under"
        " Short, expected day 40 to 79"
    )


def test_json_has_verdict_fills_and_violations(folder: Path) -> None:
    document = json.loads(output(folder / "tables", folder / "wrong.txt", "--json", code=1))
    assert document.keys() == schema("replay")["properties"].keys()  # type: ignore[attr-defined]
    assert document["accepted"] is False
    assert document["fills"] == [
        {
            "demand": "1_Flood_ENG_[1...401]",
            "priority": 1,
            "category": "Rotational",
            "required": 400,
            "filled": 0,
            "surplus": 0,
        }
    ]
    (violation,) = document["violations"]
    assert {key: violation[key] for key in ("rule", "unit", "demand", "day")} == {
        "rule": "too-late",
        "unit": "1_ENG_AC",
        "demand": "1_Flood_ENG_[1...401]",
        "day": 40,
    }


def test_a_plan_needs_the_date_of_day_1_or_the_case(folder: Path) -> None:
    plan = folder / "plan.json"
    tour = {"unit": "1_ENG_AC", "line": "1_Flood_ENG_[1...401]", "start": "2026-01-01", "end": "2026-01-26"}
    plan.write_text(json.dumps({"tours": [tour]}))
    assert "--first-day" in output(folder / "tables", plan, code=2)
    assert "accepted" in output(folder / "tables", plan, "--first-day", "2026-01-01")
    assert "dates day 0" in output(folder / "tables", plan, "--first-day", "2026-01-02", code=1)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        assert run(["import", "marathon", str(folder / "tables"), "-o", str(folder / "case"), "-q"]) == 0
    assert "accepted" in output(folder / "tables", plan, "--case", folder / "case")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("plan.json", "{", "cannot be read"),
        ("plan.json", "[]", "no list of tours"),
        ("plan.json", '{"tours": [{"unit": "1_ENG_AC"}]}', "tour 1 has no 'line'"),
        (
            "plan.json",
            '{"tours": [{"unit": "U", "line": "L", "start": "never", "end": "2026-01-02"}]}',
            "tour 1:",
        ),
        ("list.txt", "Unit\tDemand\n1\t2\n", "no column DeployInterval"),
        ("list.txt", LIST + "1_ENG_AC\tD\tsoon\t1\t1\n", "invalid literal"),
        ("absent.txt", None, "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_told(folder: Path, name: str, content: str | None, words: str) -> None:
    path = folder / name
    if content is not None:
        path.write_text(content)
    text = output(folder / "tables", path, "--first-day", "2026-01-01", code=2)
    assert words in text and "Traceback" not in text


def test_faults_of_the_tables_are_told(folder: Path) -> None:
    assert "no SupplyRecords.txt" in output(folder, folder / "right.txt", code=2)
    supply = folder / "tables" / "SupplyRecords.txt"
    supply.write_text(supply.read_text().replace("Short", "Shrt"))
    assert "no rotation on day 1 for policy 'Shrt'" in output(folder / "tables", folder / "right.txt", code=2)
    demand = folder / "tables" / "DemandRecords.txt"
    demand.write_text(demand.read_text().replace("400", "many"))
    assert "Duration 'many' is not a number" in output(folder / "tables", folder / "right.txt", code=2)
    supply.write_text(supply.read_text().replace("Component", "Compo"))
    assert "SupplyRecords has no column Component" in output(folder / "tables", folder / "right.txt", code=2)


def test_a_workbook_is_read_as_the_folder_is(folder: Path) -> None:
    sheets = {path.stem: path.read_text().splitlines() for path in (folder / "tables").glob("*.txt")}
    with xlsxwriter.Workbook(folder / "book.xlsx") as book:
        for name, lines in sheets.items():
            sheet = book.add_worksheet(name)
            for number, line in enumerate(lines):
                for column, cell in enumerate(line.split("\t")):
                    sheet.write(number, column, int(cell) if cell.isdigit() else cell)
    assert "accepted" in output(folder / "book.xlsx", folder / "right.txt")
    assert "too-late" in output(folder / "book.xlsx", folder / "wrong.txt", code=1)
