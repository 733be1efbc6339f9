"""The command line as a user meets it: help, faults, exit codes, JSON."""

import json
import math
import subprocess
import sys
from pathlib import Path

import pytest

import muster
from muster.cli import exits
from muster.cli.main import COMMANDS, run
from muster.planner.options import PlanOptions

HEAVY = {"numpy", "highspy", "msgspec", "rich", "xlsxwriter", "python_calamine", "pypdfium2", "docx"}


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys; from muster.cli.main import run; run(['--help']);"
        "import json; print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = set(json.loads(done.stderr))
    assert not loaded & HEAVY
    for name in COMMANDS:
        assert f"\n  {name} " in done.stdout


def test_importing_muster_imports_nothing_heavy() -> None:
    script = "import sys, json, muster; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert not set(json.loads(done.stdout)) & HEAVY


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_two_examples(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([name, "--help"]) == 0
    text = capsys.readouterr().out
    assert text.count(f"  muster {name}") >= 2
    assert "--json" in text


@pytest.mark.parametrize("name", muster.__all__)
def test_every_public_name_loads_and_is_documented(name: str) -> None:
    assert getattr(muster, name).__doc__


def test_an_unknown_command_is_answered_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plam"]) == 2
    assert "Did you mean plan" in capsys.readouterr().err


def test_usage_errors_have_code_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plan"]) == 2
    err = capsys.readouterr().err
    assert "muster: error[M001]" in err
    assert "help" in err and "muster plan --help" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ("plan", "case", "--gap", "nan"),
        ("plan", "case", "--time-limit", "inf"),
        ("plan", "case", "--memory", "nan"),
        ("plan", "case", "--change-cost", "NaN"),
        ("track", "case", "--margin", "inf"),
        ("ask", "--miles-from-border", "nan"),
    ],
)
def test_what_is_no_number_is_refused_as_an_option(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*arguments]) == 2
    err = capsys.readouterr().err
    assert "muster: error[M001]" in err
    assert arguments[-2] in err and arguments[-1] in err


@pytest.mark.parametrize("limits", [{"gap": math.nan}, {"time_limit": math.inf}, {"time_limit": -1.0}])
def test_what_is_no_limit_is_refused_in_python(limits: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="finite"):
        PlanOptions(**limits)  # type: ignore[arg-type]


def test_faults_are_json_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(tmp_path / "nowhere"), "--json"]) == 2
    captured = capsys.readouterr()
    (error,) = json.loads(captured.out)["errors"]
    assert error["help"] and error["code"].startswith("M")
    assert "Traceback" not in captured.err


def test_exit_codes_have_one_order() -> None:
    assert exits.first([exits.LIMIT, exits.PROHIBITED, exits.UNFILLED]) == exits.UNFILLED
    assert exits.first([exits.INTERRUPTED, exits.LIMIT]) == exits.LIMIT
    assert exits.first([]) == exits.FINE


def test_a_bug_is_said_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def broken(_folder: Path) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("muster.cli.new.new_case", broken)
    assert run(["new", str(tmp_path / "case")]) == 2
    err = capsys.readouterr().err
    assert "bug in Muster" in err and "ZeroDivisionError" in err
    assert "Traceback" not in err
    assert run(["new", str(tmp_path / "case"), "-v"]) == 2
    assert "Traceback" in capsys.readouterr().err
