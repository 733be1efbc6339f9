"""Inputs that a repository should not hold: bombs, links, pipes, giants, and a million rows."""

import io
import os
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from muster.casefile import archive, material
from muster.casefile.folder import write_case
from muster.casefile.read import read_case
from muster.casefile.template import new_case_files
from muster.casefile.workbook import write_workbook
from muster.domain.case import Case
from muster.errors import MaterialError, Problem


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in new_case_files("Base").items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def faults(path: Path) -> list[Problem]:
    case, problems = read_case(path)
    errors = [problem for problem in problems if problem.severity == "error"]
    assert (case is None) == bool(errors)
    return list(problems)


def only(path: Path) -> Problem:
    problems = faults(path)
    assert len(problems) == 1, problems
    return problems[0]


def base_case(folder: Path) -> Case:
    case, problems = read_case(folder)
    assert case is not None
    assert problems == ()
    return case


# Folders and files


def test_an_empty_folder_says_how_to_start(tmp_path: Path) -> None:
    problem = only(tmp_path)
    assert problem.code == "M101"
    assert "muster new" in problem.help


def test_a_path_that_does_not_exist(tmp_path: Path) -> None:
    assert only(tmp_path / "nowhere").code == "M101"
    assert only(tmp_path / ("x" * 5000)).code in ("M101", "M104")


def test_a_folder_with_other_settings_names_them(folder: Path) -> None:
    (folder / "case.toml").rename(folder / "case-january.toml")
    problem = only(folder)
    assert problem.code == "M101"
    assert "case-january.toml" in problem.help
    assert read_case(folder / "case-january.toml")[0] is not None


def test_a_table_where_a_folder_is_expected(folder: Path) -> None:
    problem = only(folder / "units.csv")
    assert problem.code == "M103"


@pytest.mark.parametrize("name", ["case.toml", "units.csv", "authorities.toml", "facts.jsonl", "case.xlsx"])
def test_a_folder_where_a_file_is_expected(folder: Path, name: str) -> None:
    (folder / name).unlink(missing_ok=True)
    (folder / name).mkdir()
    problem = only(folder)
    assert (problem.code, problem.file) == ("M103", name)


def test_sources_must_be_a_folder(folder: Path) -> None:
    (folder / "sources").write_text("a memo")
    assert only(folder).code == "M103"


def test_a_pipe_is_not_waited_for(folder: Path) -> None:
    (folder / "lift.csv").unlink(missing_ok=True)
    os.mkfifo(folder / "lift.csv")
    assert only(folder).code == "M103"


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_an_unreadable_file(folder: Path) -> None:
    (folder / "units.csv").chmod(0)
    assert only(folder).code == "M104"


def test_a_file_that_fails_while_it_is_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", broken)
    problem = only(folder)
    assert problem.code == "M104"
    assert "Permission denied" in problem.message


def test_a_broken_link_is_an_error_not_an_absent_table(folder: Path) -> None:
    (folder / "lift.csv").symlink_to(folder / "gone.csv")
    assert only(folder).code == "M104"


def test_a_file_beyond_the_limit(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(material, "FILE_LIMIT", 1000)
    (folder / "strength.csv").write_text("date,scope,headcount,kind\n" + "\n" * 1000)
    assert "M107" in {problem.code for problem in faults(folder)}


def test_a_link_out_of_the_folder_is_not_followed(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "tours.csv"
    outside.write_text("unit,line,start,end,duty_status\n")
    (folder / "tours.csv").symlink_to(outside)
    problem = only(folder)
    assert problem.code == "M108"
    assert "symbolic link" in problem.message


def test_a_link_within_the_folder_is_fine(folder: Path) -> None:
    (folder / "real.csv").write_text("unit,line,start,end,duty_status\n")
    (folder / "tours.csv").symlink_to(folder / "real.csv")
    assert faults(folder) == []


@pytest.mark.parametrize("name", ["../tours.csv", "/etc/passwd", "sub/../../x.csv"])
def test_files_may_not_name_what_lies_outside(folder: Path, name: str) -> None:
    with (folder / "case.toml").open("a", encoding="utf-8") as stream:
        stream.write(f'\n[files]\ntours = "{name}"\n')
    problem = only(folder)
    assert (problem.code, problem.file, problem.line) == ("M108", "case.toml", 25)


def test_a_linked_folder_of_sources_is_not_followed(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.txt").write_text("secret")
    (folder / "sources").symlink_to(outside)
    assert only(folder).code == "M108"


def test_sources_are_listed_by_name(folder: Path) -> None:
    (folder / "sources" / "2025").mkdir(parents=True)
    for name in ("b.txt", "a.pdf", ".hidden", "2025/c.txt"):
        (folder / "sources" / name).write_text("x")
    assert base_case(folder).sources == ("2025/c.txt", "a.pdf", "b.txt")


def test_another_file_for_a_table_and_none(folder: Path) -> None:
    (folder / "units-january.csv").write_text((folder / "units.csv").read_text().splitlines()[0] + "\n")
    text = (folder / "case.toml").read_text()
    (folder / "case-january.toml").write_text(f'{text}\n[files]\nunits = "units-january.csv"\nrates = ""\n')
    case, problems = read_case(folder / "case-january.toml")
    assert problems == ()
    assert case is not None
    assert (case.units, case.rates) == ((), ())


# Cells


def test_a_cell_of_ten_megabytes(folder: Path) -> None:
    giant = "x" * 10_000_000
    rows = (folder / "places.csv").read_text()
    for cell in (giant, f'"{giant}"', f'"{giant}'):
        (folder / "places.csv").write_text(rows + f"far,{cell},other,1,1,\n")
        codes = {problem.code for problem in faults(folder)}
        assert codes in ({"M120"}, {"M114"}), codes


def test_every_byte_soup_is_answered(folder: Path) -> None:
    """No input raises: each prefix of a file with damage in the middle."""
    for name in ("case.toml", "authorities.toml", "units.csv", "requests.csv"):
        whole = (folder / name).read_bytes()
        for cut in range(0, len(whole), 7):
            (folder / name).write_bytes(whole[:cut] + b'",\xff\x00[{'[cut % 6 :] + whole[cut + 3 :])
            faults(folder)
        (folder / name).write_bytes(whole)


# Workbooks


def book(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    workbook = xlsxwriter.Workbook(str(path))
    day = workbook.add_format({"num_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = workbook.add_worksheet(name)
        for line, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(line, column, cell, day)
                else:
                    sheet.write(line, column, cell)
    workbook.close()
    return path


REPORT = [["date", "scope", "headcount", "kind"], [date(2026, 3, 1), "RFA-1", 12.0, "on_duty"]]


def test_dates_numbers_and_booleans_of_spreadsheets(folder: Path) -> None:
    lines = [row.split(",") for row in (folder / "requests.csv").read_text().splitlines()]
    rows: list[list[object]] = [list(lines[0]), *(list(row) for row in lines[1:])]
    required = lines[0].index("required")
    rows[1][required] = True
    (folder / "requests.csv").unlink()
    book(folder / "case.xlsx", {"strength": REPORT, "Requests": rows})
    case = base_case(folder)
    assert case.strengths[0].date.isoformat() == "2026-03-01"
    assert case.strengths[0].headcount == 12
    assert case.lines[0].required is True


def test_an_address_in_a_workbook(folder: Path) -> None:
    book(folder / "case.xlsx", {"strength": [*REPORT, ["2026-03-02", "RFA-1", 12.5, "on_duty"]]})
    problem = only(folder)
    assert (problem.code, problem.file) == ("M203", "case.xlsx#strength!C3")
    assert problem.excerpt is not None
    assert problem.column is not None
    assert problem.excerpt[problem.column - 1 :][: problem.width] == "12.5"


def test_a_table_that_stands_twice(folder: Path) -> None:
    (folder / "strength.csv").write_text("date,scope,headcount,kind\n")
    book(folder / "case.xlsx", {"strength": REPORT})
    assert only(folder).code == "M109"
    with pytest.raises(MaterialError):
        write_case(base_case_without_book(folder), folder)


def base_case_without_book(folder: Path) -> Case:
    held = (folder / "case.xlsx").read_bytes()
    (folder / "case.xlsx").unlink()
    case = base_case(folder)
    (folder / "case.xlsx").write_bytes(held)
    return case


def test_a_missing_sheet_and_an_unknown_one(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"strenght": REPORT})
    problem = only(path)
    assert (problem.code, "no sheet case" in problem.message) == ("M102", True)


def test_a_workbook_without_the_sheet_units(folder: Path) -> None:
    case = base_case(folder)
    write_workbook(case, folder / "whole.xlsx")
    with zipfile.ZipFile(folder / "whole.xlsx") as whole:
        names = {name: whole.read(name) for name in whole.namelist()}
    names["xl/workbook.xml"] = names["xl/workbook.xml"].replace(b'name="units"', b'name="unitz"')
    with zipfile.ZipFile(folder / "less.xlsx", "w") as less:
        for name, data in names.items():
            less.writestr(name, data)
    problems = faults(folder / "less.xlsx")
    assert {problem.code for problem in problems} == {"M102", "M122"}
    assert any("did you mean units" in problem.help for problem in problems)


def test_what_is_no_workbook(folder: Path) -> None:
    for data in (b"", b"unit,name\n", b"\xd0\xcf\x11\xe0old", b"PK\x03\x04cut off"):
        (folder / "case.xlsx").write_bytes(data)
        assert only(folder).code in ("M110", "M112"), data
    archive_bytes = io.BytesIO()
    with zipfile.ZipFile(archive_bytes, "w") as other:
        other.writestr("readme.txt", "hello")
    (folder / "case.xlsx").write_bytes(archive_bytes.getvalue())
    assert only(folder).code == "M110"


def damaged(path: Path, replace: dict[str, bytes]) -> None:
    book(path, {"strength": REPORT})
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in (parts | replace).items():
            target.writestr(name, data)


def test_a_zip_bomb_is_not_unpacked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    damaged(folder / "case.xlsx", {"xl/media/a.bin": b"\0" * 300_000_000})
    problem = only(folder)
    assert problem.code == "M111"
    assert "300," in problem.message
    damaged(folder / "case.xlsx", {"xl/media/a.bin": b"\0" * 30_000_000})
    assert "times its size" in only(folder).message
    monkeypatch.setattr(archive, "ENTRIES_LIMIT", 3)
    assert "entries" in only(folder).message


def test_a_bomb_that_lies_about_its_size_is_counted(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "UNPACKED_LIMIT", 20_000)
    monkeypatch.setattr(archive, "_directory", lambda *_: True)
    damaged(folder / "case.xlsx", {"xl/media/a.bin": os.urandom(30_000)})
    assert "more than it says" in only(folder).message


def test_a_cell_at_the_far_corner_allocates_nothing(folder: Path) -> None:
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1"><v>1</v></c></row>'
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    damaged(folder / "case.xlsx", {"xl/worksheets/sheet1.xml": sheet})
    problem = only(folder)
    assert problem.code == "M111"
    assert "1,048,576" in problem.message


def test_damage_within_a_sheet(folder: Path) -> None:
    for sheet in (
        b"<worksheet><sheetData><row",
        b"",
        b"\xff\xfe",
        b"<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet/>",
    ):
        damaged(folder / "case.xlsx", {"xl/worksheets/sheet1.xml": sheet})
        assert {problem.code for problem in faults(folder)} <= {"M112", "M119"}
        assert faults(folder)


def test_error_values_and_formulas_without_values_are_not_blank(folder: Path) -> None:
    workbook = xlsxwriter.Workbook(str(folder / "case.xlsx"))
    sheet = workbook.add_worksheet("strength")
    for column, name in enumerate(["date", "scope", "headcount", "kind", "source"]):
        sheet.write(0, column, name)
    for column, cell in enumerate(["2026-03-01", "RFA-1", 5, "on_duty"]):
        sheet.write(1, column, cell)
    sheet.write_formula(1, 4, "=1/0", None, "#DIV/0!")
    workbook.close()
    problem = only(folder)
    assert (problem.code, problem.file) == ("M213", "case.xlsx#strength!E2")


def test_formulas_are_never_written(folder: Path) -> None:
    text = (folder / "places.csv").read_text()
    (folder / "places.csv").write_text(text.replace("Fort Bliss", '"=HYPERLINK(""http://x"")"'))
    write_workbook(base_case(folder), folder / "out.xlsx")
    with zipfile.ZipFile(folder / "out.xlsx") as written:
        sheets = [written.read(name) for name in written.namelist() if name.startswith("xl/worksheets/")]
    assert sheets
    assert not any(b"<f>" in sheet or b"<hyperlink" in sheet for sheet in sheets)


def test_a_workbook_is_the_same_bytes_each_time(folder: Path) -> None:
    case = base_case(folder)
    write_workbook(case, folder / "one.xlsx")
    write_workbook(case, folder / "two.xlsx")
    assert (folder / "one.xlsx").read_bytes() == (folder / "two.xlsx").read_bytes()


def test_unknown_columns_are_kept_and_told(folder: Path) -> None:
    text = (folder / "units.csv").read_text().splitlines()
    text = [text[0] + ",colour", text[1] + ",green", text[2] + ",", text[3] + ",red"]
    (folder / "units.csv").write_text("\n".join(text) + "\n")
    case, (problem,) = read_case(folder)
    assert (problem.code, problem.severity, problem.file) == ("M118", "warning", "units.csv")
    assert "units.csv" in problem.message
    assert "colour" in problem.message
    assert case is not None
    assert [unit.extra for unit in case.units] == [(("colour", "green"),), (), (("colour", "red"),)]
    write_case(case, folder / "again")
    assert read_case(folder / "again")[0] == case


def test_a_byte_order_mark_and_line_ends_of_windows(folder: Path) -> None:
    case = base_case(folder)
    for name in ("units.csv", "case.toml", "authorities.toml"):
        text = (folder / name).read_text()
        (folder / name).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert base_case(folder) == case


# A million rows

_MILLION = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
from muster.casefile.read import read_case
case, problems = read_case(Path(sys.argv[1]))
assert problems == (), problems[:3]
print(len(case.strengths), sum(report.headcount for report in case.strengths))
print(len(case.units), sum(unit.quantity for unit in case.units))
"""


def read_in_a_gigabyte(folder: Path) -> list[str]:
    """Rows and sums of strength.csv and units.csv, read where no more than 1 GB can be had."""
    done = subprocess.run(
        [sys.executable, "-c", _MILLION, str(folder)],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.stderr == ""
    return done.stdout.split()


def test_a_million_rows_fit_into_a_gigabyte(folder: Path) -> None:
    with (folder / "strength.csv").open("w") as stream:
        stream.write("date,scope,component,duty_status,headcount,kind,source\n")
        for block in range(1000):
            stream.writelines(
                f"2026-0{1 + number % 9}-01,fort-bliss,RA,T10,{number},on_duty,report {block}\n"
                for number in range(1000)
            )
    assert read_in_a_gigabyte(folder)[:2] == ["1000000", str(1000 * 499_500)]


def test_many_units_of_many_quoted_columns_fit_into_a_gigabyte(folder: Path) -> None:
    """Every column in use; a million such rows take less than three times as much again."""
    (folder / "commands.csv").write_text("command\nnorth\n")
    with (folder / "units.csv").open("w") as stream:
        stream.write(
            "unit,name,type,component,home,quantity,policy,available_from,available_until,last_return,"
            "last_tour_days,state,mobilization,command\n"
        )
        stream.writelines(
            f'u-{n},"{n} Company, ""Road Runners""",transport-company,ARNG,fort-bliss,{n % 900 + 1},rotation,'
            f"2026-0{1 + n % 9}-01,2027-0{1 + n % 9}-01,2025-0{1 + n % 9}-02,{n % 300 + 1},TX,10 USC 12302,"
            "north\n"
            for n in range(300_000)
        )
        for name in ("transport-a", "transport-b", "maintenance"):
            stream.write(f"{name},,transport-company,RA,fort-bliss,1,rotation,,,,,,,\n")
    total = sum(n % 900 + 1 for n in range(300_000)) + 3
    assert read_in_a_gigabyte(folder)[2:] == ["300003", str(total)]


@pytest.mark.parametrize("digits", [19, 23, 5000])
def test_an_enormous_whole_number_is_out_of_range_and_not_misspelt(folder: Path, digits: int) -> None:
    types = folder / "types.csv"
    header, row, *rest = types.read_text().splitlines()
    cells = row.split(",")
    cells[header.split(",").index("headcount")] = "8" * digits
    types.write_text("\n".join([header, ",".join(cells), *rest, ""]))
    problems = [problem for problem in faults(folder) if problem.file == "types.csv"]
    assert [problem.code for problem in problems] == ["M204"]
