"""One broken table for each fault: its code, its place, and words that help."""

from collections.abc import Callable
from pathlib import Path

import pytest

from muster.casefile.marathon.codes import CODES
from muster.casefile.marathon.convert import import_marathon
from muster.casefile.marathon.deployments import plan_of_deployments
from muster.errors import Problem
from tests.casefile.marathon.made import Tables, small_tables, with_cell, write_book, write_folder

Change = Callable[[Tables], Tables]


def cell(table: str, row: int, column: str, value: str) -> Change:
    return lambda tables: with_cell(tables, table, row, column, value)


def without(table: str) -> Change:
    return lambda tables: {name: rows for name, rows in tables.items() if name != table}


def no_column(table: str, column: str) -> Change:
    def change(tables: Tables) -> Tables:
        index = tables[table][0].index(column)
        return tables | {table: [row[:index] + row[index + 1 :] for row in tables[table]]}

    return change


def twice(table: str, column: str) -> Change:
    return lambda tables: (
        tables | {table: [[*row, row[tables[table][0].index(column)]] for row in tables[table]]}
    )


def more_cells(table: str, row: int) -> Change:
    return lambda tables: (
        tables
        | {
            table: [
                [*cells, "and more"] if number == row else cells for number, cells in enumerate(tables[table])
            ]
        }
    )


def nothing(tables: Tables) -> Tables:
    return {}


BROKEN: list[tuple[str, Change, str, str]] = [
    ("M801", nothing, "", "no MARATHON tables"),
    ("M802", without("PolicyRecords"), "tables", "PolicyRecords is missing"),
    ("M802", without("PeriodRecords"), "", "changes by period"),
    ("M803", no_column("DemandRecords", "Priority"), "DemandRecords.txt:1", "lacks the column Priority"),
    ("M803", twice("SupplyRecords", "SRC"), "SupplyRecords.txt:1", "has SRC twice"),
    (
        "M804",
        cell("SupplyRecords", 1, "Quantity", "four"),
        "SupplyRecords.txt:2:19",
        "'four', not a whole number",
    ),
    (
        "M804",
        cell("SupplyRecords", 2, "Enabled", "maybe"),
        "SupplyRecords.txt:3:14",
        "neither TRUE nor FALSE",
    ),
    ("M804", cell("DemandRecords", 1, "Priority", "0"), "DemandRecords.txt:2:19", "from 1 to"),
    ("M804", cell("DemandRecords", 1, "SRC", ""), "DemandRecords.txt:2:34", "SRC is blank"),
    ("M804", cell("DemandRecords", 1, "Vignette", "a;b"), "DemandRecords.txt:2:55", "semicolon"),
    ("M804", cell("PolicyRecords", 1, "MaxBOG", ""), "PolicyRecords.txt:2:21", "MaxBOG is blank"),
    (
        "M804",
        cell("RelationRecords", 1, "Cost", "cheap"),
        "RelationRecords.txt:2:33",
        "'cheap', not a number",
    ),
    ("M804", cell("Parameters", 4, "Value", "soon"), "Parameters.txt:5:21", "DefaultRecoveryTime is 'soon'"),
    ("M805", cell("SupplyRecords", 1, "Tags", "{:preprocess"), "SupplyRecords.txt:2:50", "cannot be read"),
    ("M805", cell("DemandRecords", 2, "Tags", "{:region"), "DemandRecords.txt:3", "at its character"),
    ("M806", cell("SupplyRecords", 1, "Component", "XX"), "SupplyRecords.txt:2:28", "'XX', not one of AC"),
    ("M807", cell("SupplyRecords", 1, "Policy", "Actve"), "SupplyRecords.txt:2:45", "did you mean Active"),
    ("M807", cell("Parameters", 2, "Value", "AC99"), "SupplyRecords.txt:2:45", "which is DefaultACPolicy"),
    (
        "M807",
        cell("Parameters", 3, "ParameterName", "Other"),
        "SupplyRecords.txt:3",
        "has no DefaultRCPolicy",
    ),
    (
        "M807",
        cell("CompositePolicyRecords", 2, "Policy", "Waar"),
        "CompositePolicyRecords.txt:3:44",
        "did you mean War",
    ),
    ("M808", cell("PolicyRecords", 1, "StopDeployable", "550"), "PolicyRecords.txt:2:25", "is empty"),
    (
        "M808",
        cell("PolicyRecords", 4, "BOGBudget", "45"),
        "PolicyRecords.txt:5:41",
        "not more than Overlap 45",
    ),
    ("M809", cell("PeriodRecords", 3, "FromDay", "100"), "PeriodRecords.txt:4:20", "both hold on day 100"),
    (
        "M809",
        cell("CompositePolicyRecords", 1, "Period", "Later"),
        "CompositePolicyRecords.txt:2:38",
        "no policy for",
    ),
    ("M811", more_cells("DemandRecords", 2), "DemandRecords.txt:3", "16 cells, the header 15"),
    ("M812", cell("DemandRecords", 1, "Duration", "99999999"), "", "beyond the year"),
]


def problems_of(change: Change, folder: Path) -> tuple[Problem, ...]:
    made = import_marathon(write_folder(change(small_tables()), folder / "tables"))
    assert made.case is None
    return made.problems


def told(problem: Problem) -> str:
    place = [str(part) for part in (problem.file, problem.line, problem.column) if part is not None]
    return f"{problem.code} {':'.join(place)} {problem.message} {problem.help}"


@pytest.mark.parametrize(("code", "change", "place", "words"), BROKEN)
def test_a_broken_table_gets_its_message(
    code: str, change: Change, place: str, words: str, tmp_path: Path
) -> None:
    errors = [problem for problem in problems_of(change, tmp_path) if problem.severity == "error"]
    found = [told(problem) for problem in errors]
    assert {problem.code for problem in errors} == {code}, found
    assert any(text.startswith(f"{code} {place}") and words in text for text in found), found


@pytest.mark.parametrize(("code", "change", "place", "words"), BROKEN)
def test_every_message_points_and_helps(
    code: str, change: Change, place: str, words: str, tmp_path: Path
) -> None:
    for problem in problems_of(change, tmp_path):
        assert problem.message and problem.help and not problem.message.endswith(".")
        if problem.column is not None:
            assert problem.excerpt is not None
            assert problem.column <= len(problem.excerpt) + 1


def test_a_workbook_points_at_its_cells(tmp_path: Path) -> None:
    tables = with_cell(small_tables(), "SupplyRecords", 1, "Quantity", "four")
    (problem,) = import_marathon(write_book(tables, tmp_path / "book.xlsx")).problems
    assert problem.file == "book.xlsx#SupplyRecords!C2"


def test_all_faults_come_in_one_run(tmp_path: Path) -> None:
    tables = small_tables()
    for change in (
        cell("SupplyRecords", 1, "Quantity", "four"),
        cell("SupplyRecords", 2, "Component", "XX"),
        cell("DemandRecords", 1, "Priority", "first"),
        cell("RelationRecords", 1, "Cost", "cheap"),
    ):
        tables = change(tables)
    found = import_marathon(write_folder(tables, tmp_path)).problems
    assert [problem.code for problem in found] == ["M804", "M804", "M804", "M806"]


DEPLOYMENTS = """\
Unit\tDemand\tDeployInterval\tBogBudget\tAtomicPolicy\tCategory
2_TRUCKS_AC\t1_Ice_TRUCKS_[1...201]\t1\t365\tPeace\tRotational
"""


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        (DEPLOYMENTS.replace("2_TRUCKS_AC", "300_TRUCKS_AC"), "list.txt:2:1", "no unit '300_TRUCKS_AC'"),
        (DEPLOYMENTS.replace("[1...201]", "[1...202]"), "list.txt:2:13", "no demand"),
        (DEPLOYMENTS.replace("Peace", "Pax"), "list.txt:2:42", "no policy 'Pax'"),
        (DEPLOYMENTS.replace("BogBudget", "Budget"), "list.txt:1", "lacks the column BogBudget"),
        (DEPLOYMENTS.replace("\t1\t", "\tfirst\t"), "list.txt:2:36", "'first', not a whole number"),
    ],
)
def test_a_list_of_another_run_is_refused(text: str, place: str, words: str, tmp_path: Path) -> None:
    made = import_marathon(write_folder(small_tables(), tmp_path / "tables"))
    assert made.case is not None
    (tmp_path / "list.txt").write_text(text)
    plan, problems = plan_of_deployments(tmp_path / "list.txt", made.case, made.overlap_days)
    assert plan is None
    assert [problem.code for problem in problems] in (["M810"], ["M803"], ["M804"])
    assert told(problems[0])[5:].startswith(place)
    assert words in told(problems[0])


def test_a_list_that_is_not_there_is_told(tmp_path: Path) -> None:
    made = import_marathon(write_folder(small_tables(), tmp_path / "tables"))
    assert made.case is not None
    plan, (problem,) = plan_of_deployments(tmp_path / "none.txt", made.case, made.overlap_days)
    assert plan is None
    assert problem.code == "M104"


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [
        ("nothing-here", "M801", "no MARATHON tables"),
        ("SupplyRecords.txt", "M801", "is one file"),
        ("book.xlsx", "M110", "not an .xlsx workbook"),
    ],
)
def test_what_is_no_source_is_told(name: str, code: str, words: str, tmp_path: Path) -> None:
    if name != "nothing-here":
        (tmp_path / name).write_text("Dear colleague,\n")
    made = import_marathon(tmp_path / name)
    assert made.case is None
    (problem,) = made.problems
    assert problem.code == code
    assert words in problem.message


def test_the_same_table_twice_and_a_name_nearly_right(tmp_path: Path) -> None:
    write_folder(small_tables(), tmp_path)
    (tmp_path / "PeriodRecord.txt").write_text("Name\tFromDay\tToDay\n")
    (tmp_path / "PeriodRecords.txt").rename(tmp_path / "Periods.txt")
    (tmp_path / "AUDIT_DemandRecords.txt").write_text("SRC\n")
    codes = {problem.code for problem in import_marathon(tmp_path).problems}
    assert codes == {"M109", "M122"}


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    folder = write_folder(small_tables(), tmp_path / "tables")
    (tmp_path / "secret.txt").write_text("a secret\n")
    (folder / "RelationRecords.txt").unlink()
    (folder / "RelationRecords.txt").symlink_to(tmp_path / "secret.txt")
    assert {problem.code for problem in import_marathon(folder).problems} == {"M108"}


def test_every_code_has_a_page_and_a_broken_input() -> None:
    source = Path(__file__).parents[3] / "muster" / "casefile" / "marathon"
    texts = [path.read_text() for path in source.glob("*.py") if path.name != "codes.py"]
    pages = {page.code for page in CODES}
    used = {code for code in pages if any(f'"{code}"' in text for text in texts)}
    assert used == pages == {code for code, *_ in BROKEN} | {"M810"}
    for page in CODES:
        assert page.title and page.meaning and page.example and page.remedy
