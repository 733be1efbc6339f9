"""The main job from the command line on a small case: new, check, plan, verify, explain, diff, export."""

import contextlib
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from muster import read_case, write_case
from muster.casefile.codec import encode
from muster.cli.main import run
from muster.domain.case import Case


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("job")
    assert run(["new", str(root / "case"), "-q"]) == 0
    assert run(["plan", str(root / "case"), "-q", "--gap", "0.05", "-o", str(root / "out")]) in (0, 3)
    return root


def json_of(*arguments: str, code: int = 0) -> dict[str, object]:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        assert run([*arguments, "--json"]) == code
    value = json.loads(out.getvalue())
    assert isinstance(value, dict)
    return value


def test_plan_writes_its_products(folder: Path) -> None:
    names = {path.name for path in (folder / "out").iterdir()}
    assert names == {"plan.json", "report.html", "plan.xlsx", "certificate.json"}
    plan = json.loads((folder / "out" / "plan.json").read_text())
    assert plan["schema"] == "muster.plan/1"
    assert plan["bound"] <= plan["objective"] <= plan["empty"]
    assert all(tour["law"] == "checked" for tour in plan["tours"])


def test_the_certificate_is_accepted_and_a_higher_claim_refused(folder: Path) -> None:
    path = folder / "out" / "certificate.json"
    job = ("verify", str(folder / "case"), str(folder / "out" / "plan.json"), "--certificate")
    found = json_of(*job, str(path))["certificate"]
    assert found["accepted"] is True and found["tours"] > 0
    plan = json.loads((folder / "out" / "plan.json").read_text())
    assert found["claims"][0]["proved"] <= plan["bound"]
    certificate = json.loads(path.read_text())
    certificate["claims"][0]["bound"] += 1_000_00
    higher = folder / "higher.json"
    higher.write_text(json.dumps(certificate))
    found = json_of(*job, str(higher), code=1)["certificate"]
    assert found["accepted"] is False
    assert "too much" in found["claims"][0]["message"]


def test_the_same_seed_gives_the_same_plan(folder: Path) -> None:
    first = json_of("plan", str(folder / "case"), "-q", "--gap", "0.05", "--seed", "3")
    second = json_of("plan", str(folder / "case"), "-q", "--gap", "0.05", "--seed", "3")
    for plan in (first, second):
        plan.pop("stats")
    assert first == second


def test_verify_accepts_it_and_refuses_a_broken_copy(folder: Path) -> None:
    path = folder / "out" / "plan.json"
    assert json_of("verify", str(folder / "case"), str(path))["feasible"] is True
    plan = json.loads(path.read_text())
    plan["tours"][0]["unit"] = "nobody"
    broken = folder / "broken.json"
    broken.write_text(json.dumps(plan))
    report = json_of("verify", str(folder / "case"), str(broken), code=1)
    assert report["feasible"] is False
    violations = report["violations"]
    assert isinstance(violations, list)
    assert "unknown-reference" in {violation["rule"] for violation in violations}


def test_explain_and_diff_and_export(folder: Path) -> None:
    case, plan = str(folder / "case"), str(folder / "out" / "plan.json")
    assert str(json_of("explain", case, plan, "drivers")["title"]).startswith("Line drivers")
    assert json_of("diff", plan, plan) == {"kind": "plans", "changes": []}
    assert json_of("diff", case, case) == {"kind": "cases", "changes": []}
    json_of("export", case, plan, "--to", "geojson", "-o", str(folder / "plan.geojson"))
    shapes = json.loads((folder / "plan.geojson").read_text())
    assert shapes["type"] == "FeatureCollection" and shapes["features"]
    json_of("export", case, "--to", "xlsx", "-o", str(folder / "case.xlsx"))
    assert "units" in CalamineWorkbook.from_path(folder / "case.xlsx").sheet_names
    assert read_case(folder / "case.xlsx") == replace(read_case(case), name=read_case(case).name)


def test_a_required_line_that_stays_unfilled_is_exit_code_3(folder: Path, tmp_path: Path) -> None:
    case = read_case(folder / "case")
    lines = tuple(replace(line, required=True, headcount=5000) for line in case.lines)
    write_case(replace(case, lines=lines), tmp_path / "big")
    assert run(["plan", str(tmp_path / "big"), "-q", "--gap", "0.5"]) == 3


def test_an_expected_order_needs_the_assumption(folder: Path, tmp_path: Path) -> None:
    case = read_case(folder / "case")
    expected = tuple(replace(authority, status="expected") for authority in case.authorities)
    write_case(replace(case, authorities=expected), tmp_path / "expected")
    without = json_of("plan", str(tmp_path / "expected"), "-q", "--gap", "0.05", code=_exit_without(case))
    assert without["tours"] == []
    shortfalls = without["shortfalls"]
    assert isinstance(shortfalls, list)
    assert {shortfall["reason"] for shortfall in shortfalls} == {"law"}
    arguments = ["plan", str(tmp_path / "expected"), "-q", "--gap", "0.05", "--assume-signed", "RFA-1"]
    assumed = json_of(*arguments, code=0)
    tours = assumed["tours"]
    assert isinstance(tours, list) and tours
    assert all(tour["assumes"] == ["RFA-1"] for tour in tours)


def test_a_plan_that_takes_the_law_as_given_asks_none(folder: Path, tmp_path: Path) -> None:
    case = read_case(folder / "case")
    lines = tuple(replace(line, role="arrest", required=False) for line in case.lines)
    write_case(replace(case, lines=lines), tmp_path / "arrests")
    asked = ["plan", str(tmp_path / "arrests"), "-q", "--gap", "0.05"]
    assert "prohibited" in {finding["verdict"] for finding in _findings(*asked, code=1)}
    assert "prohibited" not in {
        finding["verdict"] for finding in _findings(*asked, "--assume-lawful", code=0)
    }


def _findings(*arguments: str, code: int) -> list[dict[str, object]]:
    findings = json_of(*arguments, code=code)["findings"]
    assert isinstance(findings, list)
    return findings


def _exit_without(case: Case) -> int:
    return 3 if any(line.required for line in case.lines) else 0


def test_lists_and_schemas_are_published() -> None:
    assert json_of("schema", "pairs")["ARNG"] == ["T10", "T32", "SAD"]
    assert "supply" in json_of("schema", "roles")
    assert json_of("schema", "plan")["type"] == "object"


def test_ask_answers_in_json_with_its_trace() -> None:
    answer = json_of(
        "ask",
        "--component",
        "RA",
        "--duty-status",
        "T10",
        "--role",
        "arrest",
        "--on",
        "2025-05-22",
        "--trace",
        code=1,
    )
    assert answer["verdict"] == "prohibited"
    findings, trace = answer["findings"], answer["trace"]
    assert isinstance(findings, list) and isinstance(trace, list)
    assert "usc/t18/s1385" in {finding["rule"] for finding in findings}
    assert {"rule", "effect"} <= set(trace[0])


def test_everything_printed_as_json_is_one_canonical_document(folder: Path) -> None:
    plan = json_of("plan", str(folder / "case"), "-q", "--gap", "0.05")
    assert json.loads(encode(plan)) == plan
