"""
Any sequence of what can be asked of a ledger, drawn by hypothesis.

The memory store is held against :class:`Model`, which says in the plainest way what a ledger is; the stores
that keep something are held against the memory store, message by message.
"""

import json
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from muster.ledger.entry import Draft
from muster.ledger.faults import LedgerError
from muster.ledger.merkle import inclusion, is_included, leaf_hash
from muster.ledger.store import Store
from muster.ledger.stores.memory import MemoryStore

__all__ = ("MemoryMachine", "Model", "StoreMachine")

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def note(text: str, corrects: int | None = None) -> Draft:
    return Draft(kind="note.written", who="J3.Plans", body={"text": text}, corrects=corrects)


class Model:
    """What a ledger is, without regard to speed."""

    def __init__(self) -> None:
        self.rows: list[tuple[Draft, datetime, str | None]] = []
        self.lines: list[bytes] = []
        self.heads: list[str] = []

    def append(self, drafts: list[Draft], expected: int, recorded: datetime, key: str | None) -> object:
        size = len(self.rows)
        if not drafts:
            return "EntryError"
        same = [n for n, row in enumerate(self.rows) if key is not None and row[2] == key]
        if same:
            if [self.rows[n][0] for n in same] != drafts:
                return "ConflictError"
            return same[0], len(same), same[-1] + 1, self.root(same[-1] + 1), True
        if expected != size:
            return "ConflictError"
        if self.rows and recorded < self.rows[-1][1]:
            return "StoreError"
        if any(d.corrects is not None and d.corrects >= size + place for place, d in enumerate(drafts)):
            return "EntryError"
        for n, draft in enumerate(drafts, start=size):
            self.rows.append((draft, recorded, key))
            told = {
                "body": draft.body,
                "corrects": draft.corrects,
                "key": key,
                "kind": draft.kind,
                "n": n,
                "recorded": recorded.isoformat(timespec="microseconds").replace("+00:00", "Z"),
                "who": draft.who,
            }
            told = {name: value for name, value in told.items() if value is not None}
            text = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
            self.lines.append(text.encode())
        return size, len(drafts), size + len(drafts), self.root(size + len(drafts)), False

    def root(self, size: int) -> bytes:
        def hashed(lines: list[bytes]) -> bytes:
            if len(lines) < 2:
                return sha256(b"\0" + lines[0] if lines else b"").digest()
            split = 1
            while split * 2 < len(lines):
                split *= 2
            return sha256(b"\1" + hashed(lines[:split]) + hashed(lines[split:])).digest()

        return hashed(self.lines[:size])


class _Machine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.now = NOON

    def size(self) -> int:
        raise NotImplementedError

    def ask(self, drafts: list[Draft], expected: int, key: str | None) -> None:
        raise NotImplementedError

    @rule(
        texts=st.lists(st.sampled_from(["a", "b", "é"]), max_size=3),
        behind=st.sampled_from([0, 0, 0, 1, -1]),
        key=st.sampled_from([None, None, "k", "l"]),
        seconds=st.sampled_from([1, 1, 0, -1]),
        corrects=st.none() | st.integers(0, 6),
    )
    def append(
        self, texts: list[str], behind: int, key: str | None, seconds: int, corrects: int | None
    ) -> None:
        self.now += timedelta(seconds=seconds)
        self.ask([note(text, corrects) for text in texts], max(self.size() - behind, 0), key)

    @rule(texts=st.lists(st.sampled_from(["a", "b"]), min_size=1, max_size=90))
    def append_many(self, texts: list[str]) -> None:
        self.now += timedelta(seconds=1)
        self.ask([note(text) for text in texts], self.size(), None)

    @rule(text=st.sampled_from(["c", "d"]))
    def append_one(self, text: str) -> None:
        self.now += timedelta(seconds=1)
        self.ask([note(text)], self.size(), None)


def told(store: Store, drafts: list[Draft], expected: int, now: datetime, key: str | None) -> object:
    try:
        return store.append(drafts, expected=expected, recorded=now, key=key)
    except LedgerError as error:
        return error


class MemoryMachine(_Machine):
    """The memory store against the model."""

    def __init__(self) -> None:
        super().__init__()
        self.store = MemoryStore()
        self.model = Model()

    def size(self) -> int:
        return len(self.model.rows)

    def ask(self, drafts: list[Draft], expected: int, key: str | None) -> None:
        answer = told(self.store, drafts, expected, self.now, key)
        wanted = self.model.append(drafts, expected, self.now, key)
        if isinstance(answer, Exception):
            assert type(answer).__name__ == wanted
        else:
            assert (answer.first, answer.count, answer.size, answer.root, answer.repeated) == wanted  # type: ignore[attr-defined]

    @rule()
    def head(self) -> None:
        self.store.keep_head(f"{self.size()}")
        self.model.heads.append(f"{self.size()}")

    @precondition(lambda self: self.size() > 0)
    @rule(at=st.integers(0, 10_000), size=st.integers(1, 10_000))
    def prove(self, at: int, size: int) -> None:
        size = (size - 1) % self.size() + 1
        at %= size
        proof = inclusion(at, size, self.store.node)
        assert is_included(leaf_hash(self.model.lines[at]), at, size, proof, self.model.root(size))

    @invariant()
    def same(self) -> None:
        assert self.store.size() == len(self.model.lines)
        assert list(self.store.lines()) == self.model.lines
        assert self.store.heads() == tuple(self.model.heads)


class StoreMachine(_Machine):
    """A store that keeps something against the memory store; two writers have it open."""

    def opened(self) -> Store:
        """Open it again."""
        raise NotImplementedError

    def __init__(self) -> None:
        super().__init__()
        self.oracle = MemoryStore()
        self.stores = [self.opened(), self.opened()]
        self.turn = 0

    def size(self) -> int:
        return self.oracle.size()

    def teardown(self) -> None:
        for store in self.stores:
            store.close()

    def ask(self, drafts: list[Draft], expected: int, key: str | None) -> None:
        self.turn = 1 - self.turn
        answer = told(self.stores[self.turn], drafts, expected, self.now, key)
        assert repr(answer) == repr(told(self.oracle, drafts, expected, self.now, key))

    @rule()
    def reopen(self) -> None:
        self.stores[self.turn].close()
        self.stores[self.turn] = self.opened()

    @rule()
    def head(self) -> None:
        for store in (self.oracle, self.stores[self.turn]):
            store.keep_head(f"{self.size()}")

    @precondition(lambda self: self.size() > 0)
    @rule(at=st.integers(0, 10_000), size=st.integers(1, 10_000))
    def prove(self, at: int, size: int) -> None:
        size = (size - 1) % self.size() + 1
        at %= size
        store = self.stores[self.turn]
        assert store.root(size) == self.oracle.root(size)
        assert inclusion(at, size, store.node) == inclusion(at, size, self.oracle.node)

    @invariant()
    def same(self) -> None:
        store = self.stores[self.turn]
        assert store.size() == self.oracle.size()
        assert store.root() == self.oracle.root()
        assert list(store.lines()) == list(self.oracle.lines())
        assert store.heads() == self.oracle.heads()

    @rule()
    def beside(self) -> None:
        store = self.stores[self.turn]
        assert set(store.tiles()) == set(self.oracle.tiles())
        assert set(store.client_keys()) == set(self.oracle.client_keys())
        assert store.faults() == []
