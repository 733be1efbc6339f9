"""A plan from the command line tells cost, movements and readiness effect, and they are read back."""

import contextlib
import io
import json
from pathlib import Path

import pytest

from muster import read_case, read_plan
from muster.cli.main import run
from muster.planner.account import with_account


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("account")
    assert run(["new", str(root / "case"), "-q"]) == 0
    (root / "case" / "modes.csv").write_text(
        "mode,kind,miles_per_day,fixed_days,passengers_per_day,place,per_person_mile,source\n"
        "bus,land,600,0,40,,0.20,assumption\n"
        "C-17,air,,1,102,,0.90,assumption\n"
    )
    (root / "case" / "events.csv").write_text(
        "name,unit,type,from,until\nGunnery,,transport-company,2026-01-01,2028-01-01\n"
    )
    assert run(["plan", str(root / "case"), "-q", "--gap", "0.05", "-o", str(root / "out")]) in (0, 3)
    return root


def output(*arguments: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(list(arguments))
    return code, out.getvalue(), err.getvalue()


def test_plan_json_holds_all_three_and_leaves_the_plan_as_it_is(folder: Path) -> None:
    plan = json.loads((folder / "out" / "plan.json").read_text())
    spent = sum(round(tour["cost"] * 100) for tour in plan["tours"])
    assert sum(round(item["expected"] * 100) for item in plan["cost"]["elements"]) == spent
    assert round(plan["cost"]["expected"] * 100) == spent
    assert "airlift" in plan["cost"]["missing"]
    assert {leg["mode"] for way in plan["movements"] for leg in way["legs"]} <= {"bus", "C-17"}
    assert {way["direction"] for way in plan["movements"]} <= {"in", "out"} and plan["movements"]
    for way in plan["movements"]:
        days = [way[key] for key in ("rld", "ald", "ead", "lad", "rdd") if way[key] is not None]
        assert days == sorted(days)
        assert sum(leg["headcount"] for leg in way["legs"]) + way["unmoved"] == way["headcount"]
    away = {unit["unit"] for unit in plan["readiness"]["units"] if unit["events"]}
    assert away and away <= {"transport-a", "transport-b"}
    code, text, _ = output("verify", str(folder / "case"), str(folder / "out" / "plan.json"), "--json")
    assert code == 0 and json.loads(text)["feasible"]


def test_what_was_written_is_what_the_case_gives_again(folder: Path) -> None:
    case = read_case(folder / "case")
    plan = read_plan(folder / "out" / "plan.json", case)
    again = with_account(case, plan)
    assert (again.cost, again.movements, again.readiness) == (plan.cost, plan.movements, plan.readiness)


def test_the_terminal_shows_all_three_before_the_decision(folder: Path) -> None:
    _, text, _ = output("plan", str(folder / "case"), "-q", "--gap", "0.05")
    words = " ".join(text.split())
    for said in ("Missing, no rate speaks of:", "Movement ", "people by mode:", "Readiness ", "missed"):
        assert said in words, said


def test_faults_of_the_new_tables_come_with_all_others(folder: Path, tmp_path: Path) -> None:
    for path in (folder / "case").iterdir():
        if path.is_file():
            (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "modes.csv").write_text("mode,kind\nC-5,air\n")
    (tmp_path / "events.csv").write_text("name,from,until\nDrill,2026-05-01,2026-05-02\n")
    (tmp_path / "rates.csv").write_text("element,amount,unit,low\npay,100,person-day,120\n")
    code, _, err = output("plan", str(tmp_path), "-q")
    assert code == 2
    for fault in ("error[M325]: modes.csv:2", "error[M324]: events.csv:2", "error[M323]: rates.csv:2:"):
        assert fault in err, err
