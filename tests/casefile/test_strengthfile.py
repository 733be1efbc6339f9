"""Reports from outside the case: typed, in a CSV file, in a workbook; and what is wrong with them."""

import csv
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.casefile.read import read_case
from muster.casefile.strengthfile import read_strengths, read_typed
from muster.domain.case import Case
from muster.domain.component import Component, DutyStatus
from muster.domain.strength import StrengthReport

CASE, _ = read_case(Path(__file__).parents[2] / "examples" / "southwest-border-2025")
assert CASE is not None
APRIL = date(2025, 4, 1)


def typed(text: str, case: Case = CASE) -> StrengthReport:
    found, problems = read_typed(text, case)
    assert not problems, problems
    assert found is not None
    return found


def test_the_report_of_the_manual() -> None:
    assert typed("2025-04-01 JTF-SB 8,700 title_10 briefing of the day") == StrengthReport(
        date=APRIL,
        scope="JTF-SB",
        headcount=8700,
        kind="on_duty",
        duty_status=DutyStatus.T10,
        source="briefing of the day",
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("8700", {}),
        ("about 8700", {"bound": "about"}),
        ("Around 8700", {"bound": "about"}),
        ("nearly 8,700", {"bound": "nearly"}),
        ("up to 8,700", {"bound": "up_to"}),
        ("at_least 8,700", {"bound": "at_least"}),
        ("8,000-8,700", {"bound": "range", "low": 8000, "high": 8700}),
        ("8000–8700", {"bound": "range", "low": 8000, "high": 8700}),
        ("8,700 Title 32", {"duty_status": DutyStatus.T32}),
        ("8,700 SAD ARNG", {"duty_status": DutyStatus.SAD, "component": Component.ARNG}),
        ("8,700 state_active_duty", {"duty_status": DutyStatus.SAD}),
        ("8,700 announced", {"kind": "announced"}),
        ("8,700 hand_over=1,200 T10", {"hand_over": 1200, "duty_status": DutyStatus.T10}),
        ("8,700 T10 T32 said both", {"duty_status": DutyStatus.T10, "source": "T32 said both"}),
        ("8,700 =cmd|x", {"source": "=cmd|x"}),
    ],
)
def test_what_may_be_typed(words: str, expected: dict[str, object]) -> None:
    plain = {"date": APRIL, "scope": "JTF-SB", "headcount": 8700, "kind": "on_duty"}
    assert typed(f"  2025-04-01 JTF-SB {words} ") == StrengthReport(**(plain | expected))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "code", "column", "word"),
    [
        ("", "M201", 1, "needs a day"),
        ("2025-04-01 JTF-SB", "M201", 18, "needs a day"),
        ("1 April JTF-SB 8,700", "M202", 1, "not a date"),
        ("2025-02-30 JTF-SB 8,700", "M202", 1, "does not exist"),
        ("2025-04-01 JTF-SC 8,700", "M311", 12, "neither a ceiling"),
        ("2025-04-01 JTF-SB about", "M201", 24, "no number"),
        ("2025-04-01 JTF-SB many T10", "M203", 19, "whole number"),
        ("2025-04-01 JTF-SB 8,70 T10", "M203", 19, "whole number"),
        ("2025-04-01 JTF-SB -5 T10", "M203", 19, "whole number"),
        ("2025-04-01 JTF-SB 99999999 T10", "M204", 19, "out of range"),
        ("2025-04-01 JTF-SB 9,000-8,000", "M312", 19, "more than high"),
        ("2025-04-01 JTF-SB about 8,000-9,000", "M312", 25, "a range is not about"),
        ("2025-04-01 JTF-SB 100 hand_over=101", "M312", 1, "hand over"),
    ],
)
def test_what_is_wrong_is_said_at_its_place(text: str, code: str, column: int, word: str) -> None:
    found, (problem,) = read_typed(text, CASE)
    assert found is None
    assert (problem.code, problem.file, problem.column) == (code, "--report", column)
    assert word in problem.message
    assert problem.help


def test_a_scope_nearly_right_is_suggested() -> None:
    _, (problem,) = read_typed("2025-04-01 JTF-SC 8,700", CASE)
    assert "did you mean JTF-S" in problem.help or "did you mean JTF-N" in problem.help


@settings(deadline=None)
@given(st.text(max_size=60) | st.from_regex(r"2025-04-0\d JTF-SB [ -~]{0,40}", fullmatch=True))
def test_whatever_is_typed_is_a_report_or_a_problem(text: str) -> None:
    found, problems = read_typed(text, CASE)
    assert (found is None) == bool(problems)
    if found is not None:
        assert found.headcount >= 0
        assert found.scope == "JTF-SB" or found.scope in text


HEADER = ["date", "scope", "component", "duty_status", "headcount", "kind", "source", "hand_over"]
ROWS = [
    ["2025-06-01", "JTF-SB", "", "T10", "8600", "on_duty", "a, quoted", "12"],
    ["2025-06-02", "BLISS", "RA", "T10", "40", "planned", "", ""],
]


def write_csv(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def write_xlsx(path: Path, sheets: dict[str, list[list[str]]]) -> Path:
    book = xlsxwriter.Workbook(str(path))
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for index, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write(index, column, int(cell) if cell.isdigit() else cell)
    book.close()
    return path


def test_a_csv_file_and_a_workbook_hold_the_same(tmp_path: Path) -> None:
    from_csv, no_problems = read_strengths(write_csv(tmp_path / "June.csv", [HEADER, *ROWS]), CASE)
    assert no_problems == ()
    assert [(item.date.day, item.scope, item.headcount, item.kind) for item in from_csv] == [
        (1, "JTF-SB", 8600, "on_duty"),
        (2, "BLISS", 40, "planned"),
    ]
    assert (from_csv[0].source, from_csv[0].hand_over, from_csv[1].hand_over) == ("a, quoted", 12, None)
    only = write_xlsx(tmp_path / "one.xlsx", {"June": [HEADER, *ROWS]})
    named = write_xlsx(tmp_path / "two.xlsx", {"notes": [["x"]], "Strength": [HEADER, *ROWS]})
    assert read_strengths(only, CASE)[0] == read_strengths(named, CASE)[0] == from_csv


@pytest.mark.parametrize(
    ("row", "column", "value", "code"),
    [
        (1, 0, "June", "M202"),
        (1, 1, "JTF-X", "M311"),
        (1, 3, "T11", "M206"),
        (1, 4, "8,600", "M203"),
        (1, 7, "9000", "M312"),
        (2, 5, "there", "M206"),
    ],
)
def test_broken_rows_are_told_and_nothing_is_read(
    tmp_path: Path, row: int, column: int, value: str, code: str
) -> None:
    rows = [list(cells) for cells in [HEADER, *ROWS]]
    rows[row][column] = value
    reports, problems = read_strengths(write_csv(tmp_path / "r.csv", rows), CASE)
    assert reports == ()
    assert [(problem.file, problem.line) for problem in problems] == [("r.csv", row + 1)]
    assert problems[0].code == code or problems[0].code.startswith("M2")


def test_files_that_are_none(tmp_path: Path) -> None:
    several = write_xlsx(tmp_path / "several.xlsx", {"a": [HEADER], "b": [HEADER]})
    (tmp_path / "damaged.xlsx").write_bytes(b"PK no")
    (tmp_path / "empty.csv").write_text("")
    for path in (several, tmp_path / "damaged.xlsx", tmp_path / "empty.csv", tmp_path / "gone.csv", tmp_path):
        reports, problems = read_strengths(path, CASE)
        assert reports == ()
        assert problems, path
        assert all(problem.help for problem in problems)
