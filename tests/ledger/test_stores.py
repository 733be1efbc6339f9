"""One contract for every store: the memory store, which is the oracle, the SQLite file, and PostgreSQL."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from muster.ledger.audit import audit_store
from muster.ledger.entry import Draft, entry_of
from muster.ledger.faults import ConflictError, EntryError, StoreError
from muster.ledger.merkle import EMPTY, consistency, inclusion, is_consistent, is_included, leaf_hash
from muster.ledger.store import Store
from muster.ledger.stores.memory import MemoryStore
from muster.ledger.stores.sqlite import SqliteStore

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def note(text: str, **more: object) -> Draft:
    return Draft(kind="note.written", who="LTC Doe", body={"text": text}, **more)  # type: ignore[arg-type]


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    made: Store
    if request.param == "memory":
        made = MemoryStore()
    elif request.param == "sqlite":
        made = SqliteStore.create(tmp_path / "a.ledger")
    else:
        cluster = request.getfixturevalue("cluster")
        from muster.ledger.stores.postgres import PostgresStore

        made = PostgresStore(cluster.fresh())
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


def test_tiles_and_keys_are_those_of_the_entries(store: Store) -> None:
    oracle = MemoryStore()
    sizes = [1, 254, 1, 1, 300, 3, 2]
    for number, count in enumerate(sizes):
        drafts = [note(f"{number}.{place}") for place in range(count)]
        key = f"k{number}" if number % 2 else None
        expected = oracle.size()
        told = [each.append(drafts, expected=expected, recorded=NOON, key=key) for each in (oracle, store)]
        assert told[0] == told[1]
    assert set(store.tiles()) == set(oracle.tiles())
    assert {(tile.level, tile.place) for tile in store.tiles()} == {(0, 0), (0, 1)}
    assert set(store.client_keys()) == {("k1", 1, 254), ("k3", 256, 1), ("k5", 557, 3)}
    assert all(
        store.node(level, index) == oracle.node(level, index)
        for level in range(10)
        for index in range(store.size() >> level)
    )
    assert all(store.root(size) == oracle.root(size) for size in range(0, store.size() + 1, 7))
    for missing in ((0, 562), (1, 281), (9, 1), (20, 0)):
        with pytest.raises(KeyError):
            store.node(*missing)
    root = store.root()
    for index in (0, 255, 256, 511, 512, 561):
        leaf = leaf_hash(next(store.lines(index, index + 1)))
        assert is_included(leaf, index, 562, inclusion(index, 562, store.node), root)
    assert is_consistent(300, 562, consistency(300, 562, store.node), oracle.root(300), root)
    assert audit_store(store, ()).faults == audit_store(oracle, ()).faults


@pytest.mark.parametrize("key", ["", "nul \0", "é \u2028", "x" * 2_000, "'; DROP TABLE entry; --"])
def test_any_text_may_be_a_key(store: Store, key: str) -> None:
    store.append([note("a")], expected=0, recorded=NOON, key=key)
    assert store.append([note("a")], expected=0, recorded=NOON, key=key).repeated
    assert list(store.client_keys()) == [(key, 0, 1)]


def test_half_a_surrogate_pair_is_no_key(store: Store) -> None:
    with pytest.raises(EntryError, match="surrogate"):
        store.append([note("a")], expected=0, recorded=NOON, key="\ud800")
    assert store.size() == 0


def test_a_long_entry_is_kept_and_a_longer_one_refused(store: Store) -> None:
    store.append([note("x" * 3_000_000)], expected=0, recorded=NOON)
    assert len(next(store.lines())) > 3_000_000
    with pytest.raises(EntryError, match="are the most"):
        store.append([note("x" * (33 * 2**20))], expected=1, recorded=NOON)
    assert store.size() == 1
