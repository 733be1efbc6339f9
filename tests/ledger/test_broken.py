"""One broken input to each message of the stores and proofs; nothing is changed by it."""

import os
import shutil
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from muster.actions.ledger import init_ledger
from muster.cli.main import run
from muster.ledger.codes import CODES
from muster.ledger.entry import Draft
from muster.ledger.faults import StoreError
from muster.ledger.stores.sqlite import SqliteStore

BROKEN = Path(__file__).parents[1] / "broken" / "ledger"
RELEASED = Path(__file__).parent / "released" / "0.1.0.ledger"
FILES = sorted(path for path in BROKEN.iterdir() if path.name != "whole.ledger")

#: What is asked of a file of each kind; it ends with 2 (5 where the ledger does not agree with a head).
ASKED = {
    ".ledger": ["log", "{}"],
    ".db": ["log", "{}"],
    ".txt": ["log", "{}"],
    ".jsonl": ["ledger", "import", "{}", "-o", "made.ledger"],
    ".head": ["ledger", "consistency", "whole.ledger", "{}"],
    ".proof": ["ledger", "check-proof", "{}"],
}
WORDS = {
    "M901-half-a-pair.jsonl": "entry 1: not a line of JSON",
    "M901-not-canonical.jsonl": "not in canonical form",
    "M901-not-canonical.ledger": "not in canonical form",
    "M903-cut-off.ledger": "is damaged",
    "M904-no-head.head": "not a head",
    "M904-two-heads.head": "there are 2 of them",
    "M904-unsigned.head": "not a head",
    "M908-another-program.db": "not a ledger of Muster",
    "M908-text.txt": "not a ledger of Muster",
    "M909-newer.ledger": "form 99",
    "M911-cut-off.jsonl": "the last line is cut off",
    "M912-unknown-kind.jsonl": "the kind 'unit.teleported' is not known",
    "M912-unknown-kind.ledger": "the kind 'unit.teleported' is not known",
    "M913-altered.head": "is not signed by the key",
    "M913-not-a-proof.proof": "not a proof",
    "M913-other-key.head": "is not signed by the key",
    "M913-other-ledger.head": "is not signed by the key",
    "M915-write-ahead.ledger": "journal_mode wal",
    "M917-longer.head": "its end was cut off",
    "M917-other-history.head": "something was altered",
}
#: Codes whose cause is no file: where their tests are.
ELSEWHERE = {
    "M902": "test_stores.py",
    "M905": "test_sqlite.py, test_postgres.py",
    "M906": "below",
    "M907": "test_sqlite.py",
    "M910": "below",
    "M914": "test_postgres.py",
    "M916": "test_postgres.py",
}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(BROKEN, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_broken_input_gets_its_message_and_is_not_changed(
    path: Path, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run([word.format(path.name) for word in ASKED[path.suffix]])
    said = capsys.readouterr().err
    assert code == (5 if path.name.startswith("M917") else 2), said
    assert f"error[{path.name[:4]}]" in said
    assert WORDS[path.name] in said
    assert "help: " in said
    assert {file.name: file.read_bytes() for file in place.iterdir()} == {
        file.name: file.read_bytes() for file in BROKEN.iterdir()
    }


def test_every_code_of_the_stores_has_a_broken_input() -> None:
    codes = {page.code for page in CODES if page.code < "M920"}
    assert codes == {path.name[:4] for path in FILES} | set(ELSEWHERE)
    assert {path.name for path in FILES} == set(WORDS)


def test_an_older_form_is_said_when_it_is_written_to(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(RELEASED, "old.ledger")
    assert run(["ledger", "note", "old.ledger", "x", "--who", "J3.Plans"]) == 2
    said = capsys.readouterr().err
    assert "M909" in said
    assert "muster ledger migrate" in said
    assert Path("old.ledger").read_bytes() == RELEASED.read_bytes()
    assert run(["log", "old.ledger"]) == 0
    assert run(["ledger", "verify", "old.ledger"]) == 0
    assert run(["ledger", "migrate", "old.ledger"]) == 0
    assert run(["ledger", "note", "old.ledger", "x", "--who", "J3.Plans"]) == 0
    assert run(["ledger", "verify", "old.ledger"]) == 0
    assert run(["ledger", "migrate", "old.ledger"]) == 0
    assert "nothing was done" in capsys.readouterr().out


def test_a_clock_that_went_back_is_said(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = SqliteStore(Path("whole.ledger"))
    ahead = datetime.now(UTC) + timedelta(days=400)
    store.append([Draft(kind="note.written", who="x", body={})], expected=3, recorded=ahead)
    store.close()
    assert run(["ledger", "note", "whole.ledger", "x", "--who", "J3.Plans"]) == 2
    said = capsys.readouterr().err
    assert "M910" in said
    assert "set the clock right" in said


def as_nobody(words: list[str], out: Path) -> tuple[int, str]:
    """Run a command in a child that has given its rights away; all that it needs is imported before."""
    import muster.cli.ledger
    import muster.cli.log
    import muster.cli.problems  # noqa: F401

    with out.open("w") as file:
        child = os.fork()
        if child == 0:
            code = 99
            try:
                os.dup2(file.fileno(), 1)
                os.dup2(file.fileno(), 2)
                sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w")
                os.setgid(65534)
                os.setuid(65534)
                code = run(words)
                sys.stdout.flush()
                sys.stderr.flush()
            finally:
                os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), out.read_text()


@pytest.mark.parametrize(
    ("mode", "folder_mode", "command", "code"),
    [
        (0o644, 0o755, ["ledger", "note", "a.ledger", "x", "--who", "x"], 2),
        (0o644, 0o755, ["log", "a.ledger"], 0),
        (0o600, 0o755, ["log", "a.ledger"], 2),
        (0o644, 0o700, ["log", "a.ledger"], 2),
        (0o644, 0o755, ["ledger", "init", "b.ledger", "--who", "x", "--secret", "/tmp/no such folder/s"], 2),
        (0o644, 0o755, ["ledger", "import", "M901-half-a-pair.jsonl", "-o", "b.ledger"], 2),
    ],
)
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become nobody")
def test_rights_that_are_missing_are_said(
    mode: int, folder_mode: int, command: list[str], code: int, tmp_path: Path
) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "in"
        place.mkdir()
        Path(folder).chmod(0o755)
        shutil.copy(BROKEN / "M901-half-a-pair.jsonl", place)
        init_ledger(place / "a.ledger", name="a", secret_path=tmp_path / "s", who="x")
        (place / "a.ledger").chmod(mode)
        place.chmod(folder_mode)
        before = (place / "a.ledger").read_bytes()
        words = [str(place / word) if word.endswith((".ledger", ".jsonl")) else word for word in command]
        got, said = as_nobody(words, tmp_path / "said")
        assert got == code, said
        assert "Traceback" not in said
        if code:
            assert "error[M9" in said
        if "note" in command or ("log" in command and code):
            assert "M906" in said
            assert "check your rights" in said
        assert (place / "a.ledger").read_bytes() == before
        assert sorted(file.name for file in place.iterdir()) == ["M901-half-a-pair.jsonl", "a.ledger"]


def test_a_file_on_a_read_only_disk_is_said(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = SqliteStore(Path("whole.ledger"))
    store._db.execute("PRAGMA query_only = ON")
    with pytest.raises(StoreError, match="may not be written") as caught:
        store.append([Draft(kind="note.written", who="x", body={})], expected=3, recorded=datetime.now(UTC))
    assert caught.value.code == "M906"
    store.close()
