"""The commands of the law: ask --trace and --unlock, authorities, clocks, package, diff of instruments."""

import json
from pathlib import Path

import pytest

from muster.cli.main import run

EXAMPLE = str(Path(__file__).parents[2] / "examples" / "southwest-border-2025")
ASK = ["ask", "--component", "RA", "--duty-status", "T10", "--on", "2025-05-22"]


def document(capsys, *arguments):
    code = run([*arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_the_trace_names_every_rule_with_its_link_and_its_reason(capsys):
    code, answer = document(capsys, *ASK, "--role", "arrest", "--trace")
    assert code == 1
    steps = {step["rule"]: step for step in answer["trace"]}
    assert steps["usc/t18/s1385"]["counted"]
    assert steps["usc/t18/s1385"]["href"]
    assert steps["usc/t18/s1385"]["quote"]
    assert "invoked" in steps["usc/t10/s12302"]["message"] or "guard" in steps["usc/t10/s12302"]["message"]
    assert "duty in" in steps["usc/t32/s502"]["message"]
    run([*ASK, "--role", "arrest", "--trace"])
    told = capsys.readouterr().out
    assert "consulted:" in told
    assert "usc/t10/s251: silent: it speaks only where 10 USC 251 is invoked" in told


def test_what_would_open_a_way(capsys):
    _, answer = document(capsys, *ASK, "--role", "arrest", "--unlock")
    assert answer["blockade"]["rules"][0] == "usc/t18/s1385"
    assert [key["kind"] for key in answer["blockade"]["unlocks"][0]] == ["instrument", "instrument"]
    _, answer = document(capsys, *ASK, "--role", "warehouse", "--unlock")
    assert answer["blockade"] is None
    run([*ASK, "--role", "arrest", "--unlock"])
    assert "it would be permitted with any one of:" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("slip", "known"),
    [
        (["--role", "arest"], "did you mean arrest"),
        (["--role", "arrest", "--invoke", "the law of the sea kings"], "10 USC"),
        (["--role", "arrest", "--place", "Atlantis"], "two letters"),
    ],
)
def test_slips_are_answered_with_what_is_known(capsys, slip, known):
    assert run([*ASK, *slip]) == 2
    assert known in " ".join(capsys.readouterr().err.split())


def test_a_day_before_the_library(capsys):
    assert run([*ASK[:-1], "2000-12-31", "--role", "arrest"]) == 2
    assert "2001-01-01" in capsys.readouterr().err


def test_a_statute_that_is_not_encoded_is_named(capsys):
    code, answer = document(capsys, *ASK, "--role", "arrest", "--invoke", "18 USC 831")
    assert (code, answer["verdict"]) == (0, "unknown")
    assert any("18 USC 831" in finding["message"] for finding in answer["findings"])


def test_the_register(capsys):
    code, found = document(capsys, "authorities", EXAMPLE, "--on", "2025-05-01", "--known-on", "2025-01-22")
    assert code == 0
    by_id = {item["id"]: item for item in found["authorities"]}
    assert by_id["NSPM-4"]["status"] == "expected"
    assert by_id["SECDEF-2025-01-22"]["in_force"]
    assert [item["rank"] for item in found["authorities"]] == sorted(
        item["rank"] for item in found["authorities"]
    )
    _, now = document(capsys, "authorities", EXAMPLE, "--on", "2025-05-01")
    assert {item["id"]: item for item in now["authorities"]}["NSPM-4"]["in_force"]
    run(["authorities", EXAMPLE])
    assert "ceiling SW-1500: 1,500 people, binds" in capsys.readouterr().out


def test_the_calendar_and_its_file(capsys, tmp_path):
    target = tmp_path / "clocks.ics"
    code, found = document(capsys, "clocks", EXAMPLE, "--ics", str(target))
    assert code == 0
    assert [clock["day"] for clock in found["clocks"]] == sorted(clock["day"] for clock in found["clocks"])
    assert all(clock["missed"] for clock in found["clocks"])
    assert "check/due-ambiguous" in {finding["rule"] for finding in found["findings"]}
    text = target.read_bytes()
    assert text.count(b"BEGIN:VEVENT") == len(found["clocks"])
    assert run(["clocks", EXAMPLE, "--from", "2025-06-01", "--until", "2025-05-01"]) == 2
    assert "--until" in capsys.readouterr().err
    run(["clocks", EXAMPLE, "--from", "2025-01-20"])
    assert "2025-02-19  EO-14167" in capsys.readouterr().out


def test_the_package(capsys, tmp_path):
    code, found = document(capsys, "package", EXAMPLE, "CBP-ASKS")
    assert code == 0
    assert [item["name"] for item in found["criteria"]][:2] == ["legality", "lethality"]
    target = tmp_path / "rfa.md"
    run(["package", EXAMPLE, "CBP-ASKS", "-o", str(target)])
    assert target.read_text(encoding="utf-8").startswith("# Decision package")
    assert run(["package", EXAMPLE, "CBP-ASK"]) == 2
    assert "did you mean CBP-ASKS" in capsys.readouterr().err


def test_two_instruments(capsys):
    code, found = document(capsys, "diff", "MISSION-FY2025", "NSPM-4", "--case", EXAMPLE)
    assert code == 0
    assert found["kind"] == "instruments"
    assert "43 USC 155" in found["powers"]["added"]
    assert found["questions"]
    run(["diff", "MISSION-FY2025", "NSPM-4", "--case", EXAMPLE])
    assert "questions to answer" in capsys.readouterr().out
    assert run(["diff", "MISSION-FY2025", "NSPM-5", "--case", EXAMPLE]) == 2
    assert "did you mean NSPM-4" in capsys.readouterr().err
