"""A long ledger is verified by two processes; what they say is what one reader says."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from muster.ledger import audit, judging, sharing
from muster.ledger.audit import Audit, audit_store
from muster.ledger.entry import Draft
from muster.ledger.head import signed_head, verifier_key
from muster.ledger.judging import Judged, helper, judged
from muster.ledger.stores.memory import MemoryStore
from muster.ledger.stores.sqlite import SqliteStore

SECRET = bytes(32)
KEY = verifier_key("a", SECRET)
START = datetime(2026, 1, 1, tzinfo=UTC)
SIZE = 1_200


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "a.ledger"
    with closing(SqliteStore.create(path)) as store:
        size, chance = 0, Random(6)
        while size < SIZE:
            drafts = [
                Draft(kind="note.written", who="x", body={"text": f"{n}"})
                for n in range(size, min(SIZE, size + chance.randrange(1, 40)))
            ]
            if size == 0:
                drafts[0] = Draft(kind="ledger.opened", who="x", body={"key": str(KEY)})
            key = f"k{size}" if chance.random() < 0.7 else None
            store.append(drafts, expected=size, recorded=START + timedelta(seconds=size), key=key)
            size += len(drafts)
            if chance.random() < 0.2:
                store.keep_head(signed_head("a", size, store.root(), SECRET))
    return path


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Makes stretches short and ledgers long."""

    def now() -> None:
        monkeypatch.setattr(audit, "SHARED", 0)
        monkeypatch.setattr(sharing, "STRETCH", 50)

    return now


def audited(path: Path, heads: list[tuple[str, str]]) -> Audit:
    with closing(SqliteStore(path)) as store:
        return audit_store(store, heads)


def _swapped(db: sqlite3.Connection, chance: Random) -> None:
    one, other = chance.sample(range(SIZE), 2)
    rows = dict(db.execute("SELECT n, line FROM entry WHERE n IN (?, ?)", (one, other)))
    db.execute("UPDATE entry SET line = ? WHERE n = ?", (rows[other], one))
    db.execute("UPDATE entry SET line = ? WHERE n = ?", (rows[one], other))


def _bit(db: sqlite3.Connection, chance: Random) -> None:
    n = chance.randrange(SIZE)
    (line,) = db.execute("SELECT line FROM entry WHERE n = ?", (n,)).fetchone()
    at = chance.randrange(len(line))
    altered = line[:at] + bytes([line[at] ^ 1 << chance.randrange(8)]) + line[at + 1 :]
    db.execute("UPDATE entry SET line = ? WHERE n = ?", (altered, n))


def _gone(db: sqlite3.Connection, chance: Random) -> None:
    first = chance.randrange(SIZE)
    db.execute("DELETE FROM entry WHERE n >= ? AND n < ?", (first, first + chance.choice([1, 50, 300])))


def _end_gone(db: sqlite3.Connection, chance: Random) -> None:
    db.execute("DELETE FROM entry WHERE n >= ?", (chance.randrange(SIZE),))


def _earlier(db: sqlite3.Connection, chance: Random) -> None:
    """An entry dated before those before it, in place and canonical."""
    n = chance.randrange(1, SIZE)
    db.execute(
        "UPDATE entry SET line = CAST(replace(CAST(line AS TEXT), '2026-01-01', '2025-12-31') AS BLOB)"
        " WHERE n = ?",
        (n,),
    )


def _no_bytes(db: sqlite3.Connection, chance: Random) -> None:
    db.execute("UPDATE entry SET line = 5 WHERE n = ?", (chance.randrange(SIZE),))


def _borrowed(db: sqlite3.Connection, chance: Random) -> None:
    """Entries that bear the client key of an earlier append."""
    keys = [key for (key,) in db.execute("SELECT key FROM client")]
    one, other = chance.sample(keys, 2)
    db.execute(
        "UPDATE entry SET line = CAST(replace(CAST(line AS TEXT), ?, ?) AS BLOB)",
        (f'"key":"{one}"', f'"key":"{other}"'),
    )


ALTERATIONS = (_swapped, _bit, _gone, _end_gone, _earlier, _no_bytes, _borrowed)


def test_a_whole_ledger(whole: Path, short: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(SqliteStore(whole)) as store:
        heads = [("kept", signed_head("a", 777, store.root(777), SECRET))]
    alone = audited(whole, heads)
    short()
    said: list[Judged | None] = []

    def asked(self: sharing._Stretches, stretch: sharing.Stretch, found: Judged | None) -> None:
        said.append(found)
        put(self, stretch, found)

    put = sharing._Stretches.put
    monkeypatch.setattr(sharing._Stretches, "put", asked)
    assert audited(whole, heads) == alone
    assert alone.faults == () and alone.size == SIZE and alone.agreed == (("kept", 777),)
    assert len(said) == (SIZE - 1 + 49) // 50 and None not in said


@pytest.mark.parametrize("alter", ALTERATIONS, ids=lambda alter: alter.__name__[1:])
@pytest.mark.parametrize("seed", range(2))
def test_an_altered_ledger(
    whole: Path, tmp_path: Path, short: Callable[[], None], alter: Callable[..., None], seed: int
) -> None:
    path = tmp_path / "b.ledger"
    path.write_bytes(whole.read_bytes())
    with closing(sqlite3.connect(path)) as db:
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {name}")
        alter(db, Random(seed))
        db.commit()
    alone = audited(path, [])
    assert alone.faults
    short()
    assert audited(path, []) == alone


def test_the_helper_does_the_work_where_it_can(whole: Path) -> None:
    with closing(SqliteStore(whole)) as store, helper(whole) as ask:
        assert ask is not None
        for start, end in ((0, 1), (1, 300), (300, SIZE), (SIZE - 1, SIZE)):
            here = judged(store.lines(start, end), start, end - start)
            assert here is not None and ask(start, end) == here
            assert len(here.hashes()) == sum(count for _, count in here.keys) == end - start
        assert ask(SIZE - 1, SIZE + 1) is None  # more than there are
        assert ask(5, 6) is not None  # and it still answers


def test_a_helper_that_is_no_ledger_s(tmp_path: Path) -> None:
    (tmp_path / "no.ledger").write_text("no ledger")
    with helper(tmp_path / "no.ledger") as ask:
        assert ask is not None and ask(0, 1) is None


@pytest.mark.parametrize(
    "program", ["import os; os._exit(3)", "import sys; sys.stdout.write('nonsense' * 9)"]
)
def test_a_helper_that_dies_or_babbles_changes_nothing(
    whole: Path, short: Callable[[], None], monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    alone = audited(whole, [])
    short()
    monkeypatch.setattr(judging, "_PROGRAM", program)
    assert audited(whole, []) == alone


def test_no_helper_can_be_started(
    whole: Path, short: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = audited(whole, [])
    short()
    monkeypatch.setattr(sys, "executable", "/there/is/no/python")
    assert audited(whole, []) == alone
    monkeypatch.setattr(sys, "executable", "")
    assert audited(whole, []) == alone


def test_a_store_without_a_file_is_read_here(short: Callable[[], None]) -> None:
    store = MemoryStore()
    drafts = [Draft(kind="ledger.opened", who="x", body={"key": str(KEY)})]
    store.append(drafts, expected=0, recorded=START)
    short()
    assert audit_store(store, ()).size == 1


def test_nothing_is_left_running_when_reading_stops(whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "STRETCH", 50)
    started: list[Any] = []
    popen: Callable[..., Any] = subprocess.Popen

    def kept(*args: object, **options: object) -> Any:
        started.append(popen(*args, **options))
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", kept)

    with closing(SqliteStore(whole)) as store, closing(sharing.shared(store, whole, 0, SIZE)) as stretches:
        next(stretches)
    (process,) = started
    assert process.poll() is not None
