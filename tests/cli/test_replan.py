"""Planning again, conflicts, pins and splits as a user meets them on the command line."""

import csv
import json
from pathlib import Path

import pytest

from muster.casefile.codec import schema
from muster.casefile.template import new_case_files
from muster.cli.main import run
from tests.casefile.test_codec import violations


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    folder.mkdir()
    for name, text in new_case_files("Base").items():
        (folder / name).write_text(text, encoding="utf-8")
    edited(folder / "types.csv", "transport-company", "part", "")
    settings = folder / "case.toml"
    shorter = settings.read_text(encoding="utf-8").replace("end = 2026-09-07", "end = 2026-06-08")
    settings.write_text(shorter, encoding="utf-8")
    return folder


def plan(case: Path, out: Path, *options: str) -> int:
    return run(["plan", str(case), "-o", str(out), "-q", "--gap", "0.2", "--time-limit", "30", *options])


def without(path: Path, first: str) -> None:
    rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    assert any(row.startswith(first) for row in rows)
    path.write_text("".join(row for row in rows if not row.startswith(first)), encoding="utf-8")


def edited(path: Path, key: str, column: str, value: str) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    name = next(iter(rows[0]))
    for row in rows:
        if row[name] == key:
            row[column] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*dict.fromkeys([*rows[0], column])])
        writer.writeheader()
        writer.writerows(rows)


def test_a_lost_unit_is_told_and_explained(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert plan(case, tmp_path / "a") in (0, 1, 3, 4)
    before = json.loads((tmp_path / "a" / "plan.json").read_text(encoding="utf-8"))
    assert "changes" not in before
    lost = before["tours"][0]["unit"]
    without(case / "units.csv", f"{lost},")
    capsys.readouterr()
    options = ("--baseline", str(tmp_path / "a" / "plan.json"), "--change-cost", "1000")
    assert plan(case, tmp_path / "b", *options) in (0, 1, 3, 4)
    said = capsys.readouterr().out
    assert "Baseline" in said and f"{lost} is no longer in the case" in " ".join(said.split())
    after = json.loads((tmp_path / "b" / "plan.json").read_text(encoding="utf-8"))
    assert violations(after, schema("plan")) == []
    churn = after["stats"]["churn"]
    assert churn["dropped"] >= 1 and churn["charge"] == 1000 * churn["dropped"]
    assert "unit-lost" in {change["reason"] for change in after["changes"]}
    assert run(["verify", str(case), str(tmp_path / "b" / "plan.json")]) == 0
    capsys.readouterr()
    assert run(["explain", str(case), str(tmp_path / "b" / "plan.json"), "changes"]) == 0
    told = capsys.readouterr().out
    assert "What changed from the baseline" in told and f"{lost} is no longer in the case" in told


def test_what_is_under_way_is_warned_of_and_verified_with_the_baseline(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert plan(case, tmp_path / "a") in (0, 1, 3, 4)
    baseline = str(tmp_path / "a" / "plan.json")
    settings = case / "case.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("start = 2026-03-02", "start = 2026-04-06"), encoding="utf-8")
    capsys.readouterr()
    assert run(["plan", str(case), "-o", str(tmp_path / "b"), "--baseline", baseline]) in (0, 1, 3, 4)
    err = capsys.readouterr().err
    assert "muster: warning[M608]" in err and "tours.csv" in err
    made = str(tmp_path / "b" / "plan.json")
    assert run(["verify", str(case), made]) == 1
    assert run(["verify", str(case), made, "--baseline", baseline]) == 0


def test_a_charge_without_a_baseline_is_a_usage_error(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plan", str(case), "--change-cost", "5"]) == 2
    assert "add --baseline PLAN" in capsys.readouterr().err
    assert run(["plan", str(case), "--change-cost", "-5", "--baseline", "x.json"]) == 2
    assert run(["plan", str(case), "--split-price", "much"]) == 2


def test_a_baseline_that_is_no_plan(case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "plan.json"
    assert run(["plan", str(case), "--baseline", str(path)]) == 2
    assert "muster: error[M002]" in capsys.readouterr().err
    path.write_text('{"schema": "muster.plan/1", "tours": 5}', encoding="utf-8")
    assert run(["plan", str(case), "--baseline", str(path)]) == 2
    assert "muster: error[M50" in capsys.readouterr().err


def test_a_required_line_that_stays_short_says_why(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edited(case / "requests.csv", "drivers", "headcount", "300")
    edited(case / "requests.csv", "drivers", "required", "y")
    assert plan(case, tmp_path / "a") == 3
    said = " ".join(capsys.readouterr().out.split())
    assert "Required lines that stay short" in said
    assert "drivers cannot be filled even if it were the only line" in said
    made = json.loads((tmp_path / "a" / "plan.json").read_text(encoding="utf-8"))
    assert violations(made, schema("plan")) == []
    (conflict,) = made["conflicts"]
    assert conflict["line"] == "drivers" and conflict["resolutions"]
    assert run(["explain", str(case), str(tmp_path / "a" / "plan.json"), "drivers"]) == 0
    assert "drivers cannot be filled even if" in " ".join(capsys.readouterr().out.split())


def test_a_ban_has_its_price(case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (case / "pins.csv").write_text("rule,unit,line\nban,transport-a,drivers\n", encoding="utf-8")
    assert plan(case, tmp_path / "a") in (0, 1, 3, 4)
    assert "ban  transport-a on drivers: $" in capsys.readouterr().out
    made = json.loads((tmp_path / "a" / "plan.json").read_text(encoding="utf-8"))
    (pin,) = made["pins"]
    assert pin["rule"] == "ban" and pin["price"] > 0
    assert run(["explain", str(case), str(tmp_path / "a" / "plan.json"), "transport-a"]) == 0
    assert "bans it from drivers" in " ".join(capsys.readouterr().out.split())
