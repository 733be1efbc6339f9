"""Every fault of a case has its message, its place and its page, and none raises."""

import shutil
from pathlib import Path

import pytest

from muster.casefile.certificatefile import read_certificate
from muster.casefile.codes import CODES
from muster.casefile.planfile import read_plan
from muster.casefile.read import read_case
from muster.casefile.template import new_case_files
from muster.errors import Problem

BROKEN = Path(__file__).parents[1] / "broken" / "casefile"
FOLDERS = sorted(path for path in BROKEN.iterdir() if path.is_dir())

#: Codes whose input is made in ``test_made_inputs`` because the repository should not hold it.
MADE = {"M101", "M103", "M104", "M107", "M108", "M109", "M110", "M111", "M112", "M120", "M213"}
#: Those of review files and rows added to a case, which ``test_reviewfile`` makes.
MADE |= {"M781", "M782", "M783", "M784", "M785", "M786"}
#: That of files of entries, which ``tests/ledger/test_recording`` makes.
MADE |= {"M921"}


def broken_case(folder: Path, target: Path) -> Path:
    """The new case with the folder's files laid over it; ``X.absent`` takes X away."""
    for name, text in new_case_files("Base").items():
        (target / name).write_text(text, encoding="utf-8")
    for path in folder.iterdir():
        if path.suffix == ".absent":
            (target / path.stem).unlink()
        elif path.name != "EXPECTED":
            shutil.copy(path, target / path.name)
    return target


def problems_of(folder: Path, target: Path) -> tuple[Problem, ...]:
    case, problems = read_case(broken_case(folder, target))
    assert (case is None) == any(problem.severity == "error" for problem in problems)
    if (folder / "plan.json").exists():
        assert case is not None
        plan, more = read_plan((folder / "plan.json").read_bytes(), case)
        assert (plan is None) == any(problem.severity == "error" for problem in more)
        problems += more
    if (folder / "certificate.json").exists():
        certificate, more = read_certificate((folder / "certificate.json").read_bytes())
        assert (certificate is None) == any(problem.severity == "error" for problem in more)
        problems += more
    return problems


def place(problem: Problem) -> str:
    numbers = (number for number in (problem.line, problem.column) if number is not None)
    return ":".join([problem.file or "", *map(str, numbers)])


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_a_broken_input_gets_exactly_its_messages(folder: Path, tmp_path: Path) -> None:
    problems = problems_of(folder, tmp_path)
    expected = (folder / "EXPECTED").read_text(encoding="utf-8").splitlines()
    found = [f"{p.code} {place(p)} {p.message} {p.help}" for p in problems]
    for line in expected:
        code, address, keyword = line.split(" ", 2)
        assert any(
            text.startswith(f"{code} {address}") and keyword in text.removeprefix(f"{code} {address}")
            for text in found
        ), f"no message like {line!r} in\n" + "\n".join(found)
    assert {problem.code for problem in problems} == {line[:4] for line in expected}
    assert folder.name[:4] in {problem.code for problem in problems}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_every_message_points_and_helps(folder: Path, tmp_path: Path) -> None:
    for problem in problems_of(folder, tmp_path):
        assert problem.message and problem.help
        assert not problem.message.endswith(".")
        assert problem.width >= 1
        if problem.excerpt is not None:
            assert "\n" not in problem.excerpt
            assert len(problem.excerpt) <= 160
            assert problem.line is not None
            assert problem.column is not None
            assert problem.column <= len(problem.excerpt) + 1


def test_every_code_has_a_page_a_broken_input_and_a_message() -> None:
    in_source: set[str] = set()
    for path in (Path(__file__).parents[2] / "muster" / "casefile").glob("*.py"):
        if path.name != "codes.py":
            text = path.read_text(encoding="utf-8")
            in_source |= {
                text[i + 1 : i + 5]
                for i in range(len(text))
                if text[i : i + 2] == '"M' and text[i + 5] == '"'
            }
    in_source = {code for code in in_source if code[1:].isdigit()}
    assert in_source == set(CODES)
    assert {folder.name[:4] for folder in FOLDERS} | MADE == set(CODES)
    for code, page in CODES.items():
        assert page.code == code
        assert page.title and page.meaning and page.example and page.remedy


def test_all_faults_of_a_case_come_in_one_run(tmp_path: Path) -> None:
    """Many broken tables together give the faults that each gives alone."""
    together = ("M204-negative", "M206-exchanged", "M307-skill", "M316-reception", "M411-schema", "M415-both")
    expected = set()
    for name in together:
        expected |= {
            line[:4] for line in (BROKEN / name / "EXPECTED").read_text(encoding="utf-8").splitlines()
        }
        broken_case(BROKEN / name, tmp_path) if name == together[0] else None
    for name in together:
        for path in (BROKEN / name).iterdir():
            if path.name != "EXPECTED":
                shutil.copy(path, tmp_path / path.name)
    case, problems = read_case(tmp_path)
    assert case is None
    assert {problem.code for problem in problems} == expected


def test_the_same_fault_a_thousand_times_is_told_fifty_times_and_counted(tmp_path: Path) -> None:
    for name, text in new_case_files("Base").items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    rows = "".join(f"2026-03-01,nowhere-{number},x,on_duty\n" for number in range(1000))
    (tmp_path / "strength.csv").write_text("date,scope,headcount,kind\n" + rows, encoding="utf-8")
    _, problems = read_case(tmp_path)
    assert len(problems) == 51
    assert "950 more faults M203 in strength.csv" in problems[-1].message
