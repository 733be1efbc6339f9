"""One contract for every store: the memory store, which is the oracle, and the SQLite file."""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from muster.ledger.entry import Draft, entry_of
from muster.ledger.faults import ConflictError, EntryError, StoreError
from muster.ledger.merkle import EMPTY, inclusion, is_included, leaf_hash
from muster.ledger.store import Store
from muster.ledger.stores.memory import MemoryStore
from muster.ledger.stores.sqlite import SqliteStore

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def note(text: str, **more: object) -> Draft:
    return Draft(kind="note.written", who="LTC Doe", body={"text": text}, **more)  # type: ignore[arg-type]


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    made: Store = MemoryStore() if request.param == "memory" else SqliteStore.create(tmp_path / "a.ledger")
    yield made
    made.close()


def test_a_new_store_is_empty(store: Store) -> None:
    assert store.size() == 0
    assert store.root() == EMPTY
    assert list(store.lines()) == []
    assert store.heads() == ()
    with pytest.raises(KeyError):
        store.node(0, 0)


def test_what_is_appended_is_read_back_in_order_and_is_the_tree(store: Store) -> None:
    first = store.append([note("a"), note("b", effective=date(2025, 1, 1))], expected=0, recorded=NOON)
    assert (first.first, first.count, first.size, first.repeated) == (0, 2, 2, False)
    second = store.append([note("c", corrects=0)], expected=2, recorded=NOON)
    lines = list(store.lines())
    entries = [entry_of(line) for line in lines]
    assert [entry.n for entry in entries] == [0, 1, 2]
    assert [entry.draft.body for entry in entries] == [{"text": "a"}, {"text": "b"}, {"text": "c"}]
    assert entries[1].draft == note("b", effective=date(2025, 1, 1))
    leaves = [leaf_hash(line) for line in lines]
    pair = sha256(b"\1" + leaves[0] + leaves[1]).digest()
    assert first.root == store.root(2) == pair
    assert second.root == store.root() == sha256(b"\1" + pair + leaves[2]).digest()
    assert is_included(leaves[1], 1, 3, inclusion(1, 3, store.node), second.root)
    assert list(store.lines(1, 2)) == lines[1:2]
    assert list(store.lines(3)) == []


def test_an_entry_has_one_form_in_bytes(store: Store) -> None:
    store.append([note("é \u2028 \n", reason="r")], expected=0, recorded=NOON, key="k")
    assert next(store.lines()).decode() == (
        '{"body":{"text":"é \u2028 \\n"},"key":"k","kind":"note.written","n":0,"reason":"r",'
        '"recorded":"2026-01-01T12:00:00.000000Z","who":"LTC Doe"}'
    )


def test_a_writer_who_saw_an_older_version_is_told_both_changes(store: Store) -> None:
    store.append([note("a")], expected=0, recorded=NOON)
    store.append([Draft(kind="unit.removed", who="MAJ Roe", subject="A-1")], expected=1, recorded=NOON)
    before = list(store.lines())
    with pytest.raises(ConflictError) as caught:
        store.append([note("b")], expected=1, recorded=NOON)
    assert "unit.removed A-1 by MAJ Roe" in str(caught.value)
    assert "note.written by LTC Doe" in str(caught.value)
    with pytest.raises(ConflictError, match="has 2 entries, and the writer saw 3"):
        store.append([note("b")], expected=3, recorded=NOON)
    assert list(store.lines()) == before


def test_a_key_stands_for_one_append(store: Store) -> None:
    first = store.append([note("a"), note("b")], expected=0, recorded=NOON, key="k")
    store.append([note("c")], expected=2, recorded=NOON)
    again = store.append([note("a"), note("b")], expected=0, recorded=NOON + timedelta(hours=1), key="k")
    assert again.repeated
    assert (again.first, again.count, again.size, again.root) == (0, 2, 2, first.root)
    assert store.size() == 3
    for other in ([note("a")], [note("a"), note("x")], [note("a"), note("b"), note("c")]):
        with pytest.raises(ConflictError, match="the key 'k' stands for"):
            store.append(other, expected=3, recorded=NOON, key="k")
    assert store.size() == 3


def test_what_is_refused_changes_nothing(store: Store) -> None:
    store.append([note("a")], expected=0, recorded=NOON)
    with pytest.raises(EntryError, match="nothing to record"):
        store.append([], expected=1, recorded=NOON)
    with pytest.raises(EntryError, match="corrects entry 5"):
        store.append([note("b"), note("c", corrects=5)], expected=1, recorded=NOON)
    with pytest.raises(EntryError, match="beyond 2"):
        bad = Draft(kind="note.written", who="x", body={"number": 2**53})
        store.append([note("b"), bad], expected=1, recorded=NOON)
    with pytest.raises(StoreError, match="the clock says"):
        store.append([note("b")], expected=1, recorded=NOON - timedelta(microseconds=1))
    assert store.size() == 1
    store.append([note("b")], expected=1, recorded=NOON)


def test_heads_are_kept_in_order(store: Store) -> None:
    store.keep_head("one\n")
    store.keep_head("two\n")
    assert store.heads() == ("one\n", "two\n")


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


class StoresAgree(RuleBasedStateMachine):
    """Whatever is asked of them, the file does what the memory store does."""

    def __init__(self) -> None:
        super().__init__()
        import tempfile

        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "a.ledger"
        self.file = SqliteStore.create(self.path)
        self.oracle = MemoryStore()
        self.now = NOON

    def teardown(self) -> None:
        self.file.close()
        self.folder.cleanup()

    @rule(
        texts=st.lists(st.sampled_from(["a", "b", "é"]), max_size=3),
        behind=st.sampled_from([0, 0, 0, 1, -1]),
        key=st.sampled_from([None, "k", "l"]),
        seconds=st.sampled_from([1, 1, 0, -1]),
        corrects=st.none() | st.integers(0, 6),
    )
    def append(
        self, texts: list[str], behind: int, key: str | None, seconds: int, corrects: int | None
    ) -> None:
        self.now += timedelta(seconds=seconds)
        drafts = [note(text, corrects=corrects) for text in texts]
        told = []
        for store in (self.oracle, self.file):
            try:
                told.append(
                    repr(
                        store.append(drafts, expected=self.oracle_size() - behind, recorded=self.now, key=key)
                        if store is self.oracle
                        else store.append(drafts, expected=self.seen - behind, recorded=self.now, key=key)
                    )
                )
            except (ConflictError, EntryError, StoreError) as error:
                told.append(repr(error))
        assert told[0] == told[1]

    def oracle_size(self) -> int:
        self.seen = self.oracle.size()
        return self.seen

    @rule()
    def reopen(self) -> None:
        self.file.close()
        self.file = SqliteStore(self.path)

    @rule()
    def head(self) -> None:
        for store in (self.oracle, self.file):
            store.keep_head(f"{store.size()}")

    @invariant()
    def same(self) -> None:
        assert self.file.size() == self.oracle.size()
        assert list(self.file.lines()) == list(self.oracle.lines())
        assert self.file.root() == self.oracle.root()
        assert self.file.heads() == self.oracle.heads()


StoresAgree.TestCase.settings = settings(max_examples=25, stateful_step_count=15, deadline=None)
TestStoresAgree = StoresAgree.TestCase
