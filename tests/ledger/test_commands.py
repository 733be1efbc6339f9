"""The ledger from the command line: the whole round, and what is found when somebody alters it."""

import json
import random
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from muster.casefile.read import read_case
from muster.cli.main import run
from muster.ledger import standalone
from muster.ledger.audit import audit
from muster.ledger.head import read_key, signed_head

EXAMPLE = Path(__file__).parents[2] / "examples" / "southwest-border-2025"


def told(capsys: pytest.CaptureFixture[str], *arguments: object, code: int = 0) -> dict:
    got = run([*(str(word) for word in arguments), "--json"])
    out = capsys.readouterr()
    assert got == code, out.err + out.out
    return json.loads(out.out)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A folder with a case, a ledger of it, a head and the key that were kept."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MUSTER_WHO", "LTC Doe")
    shutil.copytree(EXAMPLE, "case")
    key = told(capsys, "ledger", "init", "a.ledger", "--name", "border")["key"]
    Path("kept.key").write_text(key + "\n")
    told(capsys, "ledger", "append", "a.ledger", "case", "--reason", "first orders")
    told(capsys, "ledger", "head", "a.ledger", "-o", "kept.head")
    return tmp_path


def test_the_secret_is_for_its_owner_alone(place: Path) -> None:
    assert (place / "a.ledger.secret").stat().st_mode & 0o077 == 0


def test_case_to_ledger_to_case(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = told(capsys, "case", "a.ledger", "-o", "again")
    assert read_case(place / "again")[0] == read_case(place / "case")[0]
    for file in (place / "case" / "sources").iterdir():
        assert (place / "again" / "sources" / file.name).read_bytes() == file.read_bytes()
    assert answer["counts"]["sources"] == len(list((place / "case" / "sources").iterdir()))
    assert told(capsys, "ledger", "append", "a.ledger", "again")["recorded"] == []


def test_a_change_is_one_entry_and_the_past_can_be_asked_for(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = told(capsys, "log", "a.ledger")["entries"]
    units = (place / "case" / "units.csv").read_text()
    lines = units.split("\n")
    gone = lines.pop(-2 if lines[-1] == "" else -1).split(",")[0]
    (place / "case" / "units.csv").write_text("\n".join(lines))
    told(capsys, "ledger", "append", "a.ledger", "case", "--reason", "withdrawn", "--client-key", "k1")
    again = told(
        capsys, "ledger", "append", "a.ledger", "case", "--reason", "withdrawn", "--client-key", "k1"
    )
    assert again["repeated"]
    (entry,) = told(capsys, "log", "a.ledger", "--since", len(before))["entries"]
    assert (entry["kind"], entry["subject"], entry["who"]) == ("unit.removed", gone, "LTC Doe")
    then = before[-1]["recorded"].replace("+00:00", "Z")
    told(capsys, "case", "a.ledger", "--known-at", then, "-o", "then")
    told(capsys, "case", "a.ledger", "-o", "now")
    assert gone in (place / "then" / "units.csv").read_text()
    assert gone not in (place / "now" / "units.csv").read_text()
    told(capsys, "ledger", "append", "a.ledger", "--undo", entry["n"], "--reason", "not withdrawn")
    told(capsys, "case", "a.ledger", "-o", "undone")
    assert read_case(place / "undone")[0] == read_case(place / "then")[0]
    assert told(capsys, "ledger", "verify", "a.ledger", "--head", "kept.head", "--key", "kept.key")[
        "verified"
    ]


def test_the_older_version_is_refused_with_both_changes(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    size = told(capsys, "ledger", "append", "a.ledger", "--note", "theirs")["size"]
    assert run(["ledger", "append", "a.ledger", "--note", "ours", "--expected", str(size - 1)]) == 2
    said = capsys.readouterr().err
    assert "M902" in said
    assert "others recorded note.written by LTC Doe" in said


def test_export_and_import_are_the_same_to_the_byte(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told(capsys, "ledger", "append", "a.ledger", "--note", "é \u2028", "--client-key", "k")
    told(capsys, "ledger", "head", "a.ledger")
    told(capsys, "ledger", "export", "a.ledger", "-o", "out")
    told(capsys, "ledger", "import", "out", "-o", "b.ledger")
    told(capsys, "ledger", "export", "b.ledger", "-o", "out2")
    names = sorted(file.name for file in (place / "out").iterdir())
    assert names == sorted(file.name for file in (place / "out2").iterdir())
    assert len([name for name in names if name.endswith(".head")]) == 2
    for name in names:
        assert (place / "out" / name).read_bytes() == (place / "out2" / name).read_bytes()
    for where in ("out", "out/entries.jsonl", "b.ledger"):
        assert told(capsys, "ledger", "verify", where, "--head", "kept.head", "--key", "kept.key")["verified"]
    done = subprocess.run(
        [
            sys.executable,
            "-I",
            "out/verify.py",
            "out/entries.jsonl",
            "--head",
            "kept.head",
            "--key",
            "kept.key",
        ],
        capture_output=True,
        text=True,
        env={"PYTHONUTF8": "1"},
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("verified\n")
    assert run(["ledger", "import", "out", "-o", "b.ledger"]) == 2
    assert run(["ledger", "export", "b.ledger", "-o", "out2"]) == 2


def verdicts(data: bytes, head: str, key: str) -> tuple[bool, bool]:
    """Whether Muster and the stand-alone verifier find fault; they share no code."""
    lines = data.split(b"\n")
    own = not data.endswith(b"\n") or bool(audit(lines[:-1], [("kept", head)], read_key(key)).faults)
    return own, bool(standalone.verify(data, [("kept", head)], key)[0])


def test_tampering_with_an_export_is_found_by_both_verifiers(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told(capsys, "ledger", "init", "s.ledger", "--name", "s")
    for number in range(6):
        told(capsys, "ledger", "append", "s.ledger", "--note", f"note {number}")
    head = told(capsys, "ledger", "head", "s.ledger")["head"]
    told(capsys, "ledger", "export", "s.ledger", "-o", "s")
    data = (place / "s" / "entries.jsonl").read_bytes()
    key = (place / "s" / "ledger.key").read_text()
    assert verdicts(data, head, key) == (False, False)
    random_ = random.Random(6)
    lines = data.split(b"\n")[:-1]
    for _ in range(80):
        kind = random_.randrange(5)
        bent = list(lines)
        at = random_.randrange(len(lines))
        if kind == 0:
            spot = random_.randrange(len(lines[at]))
            byte = bytes([lines[at][spot] ^ (1 << random_.randrange(8))])
            bent[at] = lines[at][:spot] + byte + lines[at][spot + 1 :]
        elif kind == 1:
            del bent[at]
        elif kind == 2:
            bent.insert(at, lines[random_.randrange(len(lines))])
        elif kind == 3:
            other = (at + 1) % len(lines)
            bent[at], bent[other] = bent[other], bent[at]
        else:
            bent = bent[:at]
        assert verdicts(b"".join(line + b"\n" for line in bent), head, key) == (True, True), (kind, at)
    assert verdicts(data[:-1], head, key) == (True, True)
    assert verdicts(data, head.replace("\n7\n", "\n6\n"), key) == (True, True)
    root = audit(lines, []).root
    assert verdicts(data, signed_head("s", 7, root, bytes(32)), key) == (True, True)
    assert verdicts(data, signed_head("t", 7, root, bytes(32)), key) == (True, True)
    assert verdicts(data, "no head", key) == (True, True)
    longer = data + lines[-1].replace(b'"n":6', b'"n":7') + b"\n"
    assert verdicts(longer, head, key) == (False, False)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET line = replace(CAST(line AS TEXT), 'first orders', 'other orders') WHERE n = 3",
        "DELETE FROM entry WHERE n = (SELECT max(n) FROM entry)",
        "DELETE FROM entry WHERE n = 5",
        "UPDATE tile SET hashes = zeroblob(8192) WHERE level = 0 AND place = 0",
        "UPDATE tile SET root = zeroblob(32)",
        "DELETE FROM tile",
        "INSERT INTO tile VALUES (0, 9, zeroblob(32), zeroblob(8192))",
        "INSERT INTO client VALUES ('k', 4, 1)",
        "UPDATE head SET text = replace(text, 'border', 'Border')",
    ],
)
def test_tampering_with_the_file_is_found_and_is_not_signed(
    statement: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with sqlite3.connect("a.ledger") as db:
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {name}")
        db.execute(statement)
        db.execute("UPDATE entry SET line = CAST(line AS BLOB)")
    db.close()
    answer = told(capsys, "ledger", "verify", "a.ledger", "--head", "kept.head", code=5)
    assert answer["faults"]
    assert run(["ledger", "head", "a.ledger"]) == 2
    assert "not signed" in capsys.readouterr().err


def test_a_history_written_anew_is_seen_only_against_the_kept_head(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told(capsys, "ledger", "init", "b.ledger", "--name", "border", "--secret", "a.ledger.secret")
    told(capsys, "ledger", "append", "b.ledger", "case", "--reason", "other orders")
    told(capsys, "ledger", "head", "b.ledger", "--secret", "a.ledger.secret")
    assert told(capsys, "ledger", "verify", "b.ledger", "--key", "kept.key")["covered"] == 0
    faults = told(capsys, "ledger", "verify", "b.ledger", "--head", "kept.head", code=5)["faults"]
    assert any("something was altered" in fault for fault in faults)


def test_verify_says_what_it_cannot_show(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["ledger", "verify", "a.ledger"])
    assert "against a head kept elsewhere" in capsys.readouterr().out


def test_an_import_that_is_not_whole_leaves_nothing(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told(capsys, "ledger", "export", "a.ledger", "-o", "out")
    file = place / "out" / "entries.jsonl"
    file.write_bytes(file.read_bytes()[:-30])
    assert run(["ledger", "import", "out", "-o", "b.ledger"]) == 2
    assert "cut off" in capsys.readouterr().err
    file.write_bytes(b"\n".join(file.read_bytes().split(b"\n")[:-1]) + b"\n")
    assert run(["ledger", "import", "out", "-o", "b.ledger"]) == 2
    assert "the end is cut off" in capsys.readouterr().err
    assert not (place / "b.ledger").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["log", "case/units.csv"], "not a ledger of Muster"),
        (["log", "missing.ledger"], "there is no ledger"),
        (["ledger", "init", "a.ledger"], "there is a file already"),
        (["ledger", "init", "c.ledger", "--name", "two words"], "cannot name a ledger"),
        (["ledger", "append", "a.ledger"], "one thing is recorded at a time"),
        (["ledger", "append", "a.ledger", "--undo", "3"], "without a reason"),
        (["ledger", "append", "a.ledger", "--undo", "99999", "--reason", "x"], "the ledger ends with"),
        (["ledger", "append", "a.ledger", "--note", "x", "--who", " "], "nobody is named"),
        (["ledger", "append", "a.ledger", "--plan", "missing.json"], "No such file"),
        (["ledger", "append", "a.ledger", "--plan", "case/units.csv"], "not JSON"),
        (["ledger", "head", "a.ledger", "--secret", "kept.key"], "not a secret key"),
        (["ledger", "verify", "a.ledger", "--key", "kept.head"], "not a key"),
        (["ledger", "verify", "a.ledger", "--head", "missing.head"], "cannot be read"),
        (["case", "a.ledger", "--as-of", "1999-01-01"], "no case as of 1999-01-01"),
        (["case", "a.ledger", "--known-at", "1999-01-01"], "no case as known on"),
        (["case", "a.ledger", "-o", "case"], "not an empty folder"),
    ],
)
def test_what_cannot_be_done_is_said(
    arguments: list[str], words: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (place / "a.ledger").read_bytes()
    assert run(arguments) == 2
    said = capsys.readouterr().err
    assert words in said
    assert "help" in said
    assert (place / "a.ledger").read_bytes() == before


def test_a_plan_and_notes_are_on_the_record(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("plan.json").write_text('{"objective": 1.5}')
    told(capsys, "ledger", "append", "a.ledger", "--plan", "plan.json", "--plan-is", "approved")
    (entry,) = told(capsys, "log", "a.ledger", "--kind", "plan")["entries"]
    assert entry["body"] == {"text": '{"objective": 1.5}'}
    run(["log", "a.ledger", "--kind", "plan.approved", "-v"])
    assert "plan.approved  plan.json" in capsys.readouterr().out


def test_a_document_cannot_lead_out_of_the_folder(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from hashlib import sha256

    from muster.actions.ledger import append
    from muster.ledger.entry import Draft

    body = {"name": "../../out.txt", "sha256": sha256(b"").hexdigest(), "data": ""}
    append(place / "a.ledger", [Draft(kind="document.added", subject="x", who="x", body=body)])
    assert run(["case", "a.ledger", "-o", "there"]) == 2
    assert "outside" in capsys.readouterr().err
    assert not (place / "there").exists()
