"""The SQLite file: its settings, its forms, and what the disk and others may do to it."""

import shutil
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from muster.ledger.audit import audit_store
from muster.ledger.entry import Draft
from muster.ledger.faults import ConflictError, StoreError
from muster.ledger.head import read_head, verifier_key
from muster.ledger.stores.sqlite import VERSION, SqliteStore

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
RELEASED = sorted((Path(__file__).parent / "released").glob("*.ledger"))


def note(text: str) -> Draft:
    return Draft(kind="note.written", who="LTC Doe", body={"text": text})


def test_two_openings_of_a_file_see_each_other(tmp_path: Path) -> None:
    one = SqliteStore.create(tmp_path / "a #?%.ledger")
    two = SqliteStore(tmp_path / "a #?%.ledger")
    one.append([note("a")], expected=0, recorded=NOON)
    with pytest.raises(ConflictError):
        two.append([note("b")], expected=0, recorded=NOON)
    two.append([note("b")], expected=1, recorded=NOON)
    assert list(one.lines()) == list(two.lines())
    one.close()
    two.close()


def test_the_settings_survive_a_power_cut(tmp_path: Path) -> None:
    made = SqliteStore.create(tmp_path / "a.ledger")
    assert made._one("PRAGMA synchronous") == 3
    assert made._one("PRAGMA journal_mode") == "delete"
    made.close()


def test_a_file_in_another_journal_mode_is_refused(tmp_path: Path) -> None:
    SqliteStore.create(tmp_path / "a.ledger").close()
    with sqlite3.connect(tmp_path / "a.ledger") as db:
        db.execute("PRAGMA journal_mode = WAL")
    db.close()
    with pytest.raises(StoreError, match="journal_mode wal"):
        SqliteStore(tmp_path / "a.ledger")


def _text(path: Path) -> None:
    path.write_text("This is a text and no database at all. " * 30)


def _foreign(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE t (a)")
    db.close()


def _newer(path: Path) -> None:
    SqliteStore.create(path).close()
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 3")
    db.close()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: None, "there is no ledger"),
        (lambda path: path.mkdir(), "not a file"),
        (lambda path: path.touch(), "not a ledger of Muster"),
        (_text, "not a ledger of Muster"),
        (_foreign, "not a ledger of Muster"),
        (_newer, "form 3"),
    ],
)
def test_what_is_no_ledger_is_refused_untouched(
    make: Callable[[Path], None], words: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.ledger"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StoreError, match=words) as caught:
        SqliteStore(path)
    assert caught.value.help
    assert (path.read_bytes() if path.is_file() else None) == before


def test_a_ledger_is_never_overwritten(tmp_path: Path) -> None:
    SqliteStore.create(tmp_path / "a.ledger").close()
    with pytest.raises(StoreError, match="a file already"):
        SqliteStore.create(tmp_path / "a.ledger")
    with pytest.raises(StoreError, match="cannot be opened"):
        SqliteStore.create(tmp_path / "no such folder" / "a.ledger")


@pytest.mark.parametrize(
    "statement", ["UPDATE entry SET line = x'00'", "DELETE FROM entry", "DELETE FROM tile"]
)
def test_the_file_refuses_slips(statement: str, tmp_path: Path) -> None:
    made = SqliteStore.create(tmp_path / "a.ledger")
    made.append([note("a")] * 300, expected=0, recorded=NOON)
    with sqlite3.connect(tmp_path / "a.ledger") as db, pytest.raises(sqlite3.IntegrityError, match="only"):
        db.execute(statement)
    db.close()
    made.close()


def test_a_full_disk_loses_nothing_and_the_file_can_be_used_again(tmp_path: Path) -> None:
    made = SqliteStore.create(tmp_path / "a.ledger")
    made.append([note("a")], expected=0, recorded=NOON)
    pages = made._one("PRAGMA page_count")
    made._db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match="the disk is full"):
        made.append([note("b" * 100_000)], expected=1, recorded=NOON)
    with pytest.raises(StoreError, match="the disk failed before"):
        made.append([note("b")], expected=1, recorded=NOON)
    made.close()
    again = SqliteStore(tmp_path / "a.ledger")
    assert again.size() == 1
    again.append([note("b" * 100_000)], expected=1, recorded=NOON)
    assert again.size() == 2
    again.close()


def test_a_locked_file_is_said_so_and_can_be_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("muster.ledger.stores.sqlite._BUSY_SECONDS", 0.01)
    made = SqliteStore.create(tmp_path / "a.ledger")
    with sqlite3.connect(tmp_path / "a.ledger", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="others hold it"):
            made.append([note("a")], expected=0, recorded=NOON)
        other.execute("ROLLBACK")
    other.close()
    made.append([note("a")], expected=0, recorded=NOON)
    made.close()


def test_a_missing_row_is_not_passed_over(tmp_path: Path) -> None:
    made = SqliteStore.create(tmp_path / "a.ledger")
    made.append([note("a"), note("b"), note("c")], expected=0, recorded=NOON)
    with sqlite3.connect(tmp_path / "a.ledger") as db:
        db.execute("DROP TRIGGER entry_DELETE")
        db.execute("DELETE FROM entry WHERE n = 1")
    db.close()
    with pytest.raises(StoreError, match="entry 1 is missing"):
        list(made.lines())
    made.close()


def schema(path: Path) -> set[tuple[str, ...]]:
    with sqlite3.connect(path) as db:
        rows = set(db.execute("SELECT type, name, tbl_name, sql FROM sqlite_master"))
        rows |= {
            ("setting", str(db.execute(f"PRAGMA {name}").fetchone()))
            for name in ("user_version", "application_id")
        }
    db.close()
    return rows


def test_there_is_a_file_of_every_released_form() -> None:
    assert [path.stem for path in RELEASED] == ["0.1.0"]


@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.stem)
def test_a_file_of_a_released_version_is_read_unchanged_and_migrated_once(
    released: Path, tmp_path: Path
) -> None:
    path = tmp_path / "a.ledger"
    shutil.copy(released, path)
    before = path.read_bytes()
    old = SqliteStore(path)
    assert old.form < VERSION
    lines, heads, keys, root = list(old.lines()), old.heads(), set(old.client_keys()), old.root()
    assert audit_store(old, ()).faults == ()
    assert (len(lines), len(heads), len(keys)) == (301, 2, 10)
    assert read_head(heads[-1]).root == root
    with pytest.raises(StoreError, match="of form 1, as an older Muster") as caught:
        old.append([note("a")], expected=301, recorded=NOON + timedelta(days=999))
    assert caught.value.code == "M909"
    assert "muster ledger migrate" in caught.value.help
    with pytest.raises(StoreError):
        old.keep_head("x")
    assert path.read_bytes() == before
    assert old.migrate() == ("2-tiles",)
    assert old.migrate() == ()
    assert schema(path) == schema(SqliteStore.create(tmp_path / "b.ledger").path)
    new = SqliteStore(path)
    for store in (old, new):
        assert (list(store.lines()), store.heads(), set(store.client_keys())) == (lines, heads, keys)
        assert store.root() == root
        assert audit_store(store, [], verifier_key("released", bytes(range(32)))).faults == ()
    later = NOON + timedelta(days=999)
    assert old.append([note("b")], expected=301, recorded=later, key="k").first == 301
    assert new.append([note("b")], expected=301, recorded=later, key="k").repeated
    old.close()
    new.close()
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT name FROM migration ORDER BY name").fetchall() == [
            ("1-ledger",),
            ("2-tiles",),
        ]
    db.close()


@pytest.mark.parametrize(
    "statement", ["UPDATE entry SET line = x'00' WHERE n = 4", "DELETE FROM node WHERE level = 3"]
)
def test_an_altered_file_is_not_migrated(statement: str, tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    shutil.copy(RELEASED[0], path)
    with sqlite3.connect(path) as db:
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {name}")
        db.execute(statement)
    db.close()
    before = path.read_bytes()
    store = SqliteStore(path)
    with pytest.raises(StoreError, match="not those of the tree"):
        store.migrate()
    store.close()
    assert path.read_bytes() == before
