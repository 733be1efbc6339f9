"""``muster track`` from the command line: codes, JSON, files, faults."""

import json
import shutil
from pathlib import Path

import pytest

from muster.cli.main import run

EXAMPLES = Path(__file__).parents[2] / "examples"
BORDER = str(EXAMPLES / "southwest-border-2025")
HISTORY = str(EXAMPLES / "southwest-border-history")


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run(["track", *arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def capped(folder: Path, overlap: str, strength: str) -> str:
    """A case of October 2022: a ceiling of 2,500 in Title 10, and reports."""
    folder.mkdir()
    (folder / "case.toml").write_text(
        'schema = 1\n[case]\nname = "October"\nas_of = 2022-11-01\n'
        "[planning]\nstart = 2022-11-01\nend = 2023-10-01\n"
    )
    (folder / "authorities.toml").write_text(
        '[[authority]]\nid = "FY2023"\nkind = "request_approval"\nstatus = "signed"\nissued = 2022-10-01\n'
        "until = 2023-10-01\n  [[authority.ceiling]]\n"
        f'  id = "CAP"\n  headcount = 2500\n  duty_statuses = ["T10"]\n  overlap = "{overlap}"\n'
    )
    (folder / "commands.csv").write_text("command,name\nLONE-STAR,Operation Lone Star\n")
    (folder / "strength.csv").write_text(
        "date,scope,component,duty_status,headcount,kind,source,hand_over\n" + strength
    )
    return str(folder)


OCTOBER = "2022-10-28,CAP,,T10,2708,on_duty,a newspaper,\n"


@pytest.mark.parametrize(
    ("overlap", "strength", "code", "words"),
    [
        ("unknown", OCTOBER, 0, "above; hand-over may explain it"),
        ("counted", OCTOBER, 1, "above the ceiling"),
        ("tolerated:30", OCTOBER, 0, "above, within the days tolerated"),
        ("excluded", OCTOBER, 0, "above; hand-over may explain it"),
        (
            "excluded",
            "2022-10-28,CAP,,T10,2708,on_duty,a newspaper,208\n",
            0,
            "within, without those handing",
        ),
        (
            "counted",
            (
                "2022-10-28,CAP,,,9200,on_duty,a,\n2022-10-28,CAP,,T10,2200,on_duty,a,\n"
                "2022-10-28,LONE-STAR,,SAD,7000,on_duty,a,\n"
            ),
            0,
            "9,200 = 2,200 T10 (CAP) + 7,000 SAD (LONE-STAR)",
        ),
        ("counted", "2022-10-28,CAP,,T10,2708,planned,a,\n", 0, "never"),
    ],
)
def test_october_2022(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    overlap: str,
    strength: str,
    code: int,
    words: str,
) -> None:
    found, out, err = told(capsys, capped(tmp_path / "case", overlap, strength))
    assert (found, err) == (code, "")
    assert words in out


def test_json_is_one_document_and_the_schema_is_published(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = told(capsys, BORDER, "--json", "--on", "2025-03-09")
    assert (code, err) == (0, "")
    value = json.loads(out)
    assert (value["schema"], value["on"], value["plan"]) == ("muster.track/1", "2025-03-09", False)
    (first, *_) = value["ceilings"]
    assert [item["headcount"] for item in first["reported"]] == [1500]
    assert [item["headcount"] for item in value["conflicts"][0]["reports"]] == [2200, 2500]
    assert run(["schema", "track"]) == 0
    assert "muster.track/1" in capsys.readouterr().out


def test_the_commands_of_a_day(capsys: pytest.CaptureFixture[str]) -> None:
    _, before, _ = told(capsys, BORDER, "--commands", "--on", "2025-03-13")
    _, after, _ = told(capsys, BORDER, "--commands", "--on", "2025-03-14")
    assert "└─ JTF-N, Joint Task Force-North" in before
    assert "└─ JTF-SB, Joint Task Force-Southern" in after
    for out in (before, after):
        assert "2025-03-14 transfer of authority from JTF-N to JTF-SB under NORTHCOM" in out


def test_typed_reports_and_files_join_those_of_the_case(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = tmp_path / "june.csv"
    more.write_text("date,scope,duty_status,headcount,kind\n2025-05-20,FY25-4000,T10,1450,on_duty\n")
    code, out, _ = told(
        capsys, BORDER, "--reports", str(more), "--report", "2025-05-21 FY25-4000 1,480 title_10 a briefing"
    )
    assert code == 0
    assert "20 May 2025: 1,450 on duty: within" in out
    assert "21 May 2025: 1,480 on duty: within" in out
    assert "1,480 1 day ago" in out


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (("--report", "2025-04-01 JTF-SC 8,700"), "M311", "did you mean"),
        (("--report", "yesterday JTF-SB 8,700"), "M202", "--report:1:1"),
        (("--reports", "gone.csv"), "M104", "gone.csv"),
        (("--from", "2025-05-01", "--to", "2025-05-01"), "M001", "--to"),
        (("--every", "0"), "M001", "--every"),
        (("--margin", "2"), "M001", "--margin"),
        (("--on", "May"), "M001", "--on"),
        (("--png",), "M001", "-o"),
        (("gone.json",), "M002", "gone.json"),
    ],
)
def test_faults_are_said_and_nothing_is_shown(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: str, word: str
) -> None:
    found, out, err = told(capsys, BORDER, *arguments)
    assert (found, out) == (2, "")
    assert f"error[{code}]" in err
    assert word in err
    assert "Traceback" not in err


def test_every_typed_fault_comes_in_one_run(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = told(capsys, BORDER, "--report", "x", "--report", "2025-04-01 NOBODY 5")
    assert code == 2
    assert "M201" in err
    assert "M311" in err


def test_files_are_written_and_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "tracked"
    code, out, _ = told(capsys, HISTORY, "-o", str(target), "--from", "2022-01-01", "--to", "2023-12-31")
    assert code == 0
    names = sorted(path.name for path in target.iterdir())
    assert names == [
        "ceiling-FY22-3000.svg",
        "ceiling-FY23-2500.svg",
        "commands-over-time.svg",
        "commands.svg",
        "overview.svg",
        "track.csv",
        "track.html",
        "track.json",
    ]
    assert all(str(target / name) in out for name in names)
    assert json.loads((target / "track.json").read_text())["from"] == "2022-01-01"


def test_a_folder_that_is_a_file_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    code, out, err = told(capsys, HISTORY, "-o", str(tmp_path / "file"))
    assert (code, out) == (2, "")
    assert "error[M003]" in err


def test_without_a_program_that_draws_png_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    code, _, err = told(capsys, HISTORY, "-o", str(tmp_path), "--png")
    assert code == 2
    assert "no program that draws SVG as PNG is installed" in err
    assert ".svg" in err


@pytest.mark.browser
@pytest.mark.skipif(shutil.which("chromium") is None, reason="no Chromium: install it to see pictures made")
def test_pictures_are_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small = capped(tmp_path / "case", "unknown", OCTOBER)
    code, _, err = told(capsys, small, "-o", str(tmp_path / "out"), "--png")
    assert (code, err) == (0, "")
    data = (tmp_path / "out" / "overview.png").read_bytes()
    assert data.startswith(b"\x89PNG")
    width, height = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
    assert (width, height > 500) == (2240, True)
