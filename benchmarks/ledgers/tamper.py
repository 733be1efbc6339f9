"""
Tampering at random, with a head kept aside: with what a ledger says, and with the bytes of its file.

What a ledger says is altered as an owner with the database open could: lines, their order, their number, the
hashes, keys and heads beside them, the whole history anew and signed with the ledger's own secret key. All of
it must be found. Bytes of the file are altered blindly; then it must be found, or the file must say the same
as before to the letter (in a page that is not used, for one).
"""

from __future__ import annotations

import random
import tempfile
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.ledgers.common import KEY, NAME, SECRET, note, opening
from muster.ledger.audit import audit_store
from muster.ledger.canonical import canonical, parsed
from muster.ledger.faults import LedgerError
from muster.ledger.head import signed_head
from muster.ledger.merkle import leaf_hash
from muster.ledger.store import Store
from muster.ledger.stores.memory import MemoryStore
from muster.ledger.stores.sqlite import SqliteStore
from muster.ledger.tree import Edge, Tile

__all__ = ("Tampers", "tamper_with_bytes", "tamper_with_rows")

_START = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Tampers:
    """What was counted, by kind."""

    tried: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    harmless: int = 0
    unseen: list[str] = field(default_factory=list)


_SAID = ("all_lines", "all_tiles", "all_keys", "all_heads")


class _Said(MemoryStore):
    """What a ledger says, to be altered at will."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.all_lines = list(store.lines())
        self.all_tiles = list(store.tiles())
        self.all_keys = list(store.client_keys())
        self.all_heads = list(store.heads())

    def copy(self) -> _Said:
        other = _Said.__new__(_Said)
        MemoryStore.__init__(other)
        for name in _SAID:
            setattr(other, name, list(getattr(self, name)))
        return other

    def lines(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        return iter(self.all_lines[start:end])

    def tiles(self) -> Iterator[Tile]:
        return iter(self.all_tiles)

    def client_keys(self) -> Iterator[tuple[str, int, int]]:
        return iter(self.all_keys)

    def heads(self) -> tuple[str, ...]:
        return tuple(self.all_heads)

    def rebuilt(self) -> _Said:
        """With the hashes and keys that the lines call for, as a careful forger would have them."""
        self.all_tiles = Edge().extend([leaf_hash(line) for line in self.all_lines])
        self.all_keys = []
        for n, line in enumerate(self.all_lines):
            content = parsed(line)
            key = content.get("key") if isinstance(content, dict) else None
            if isinstance(key, str):
                last = self.all_keys[-1] if self.all_keys else ("", 0, 0)
                if last[0] == key:
                    self.all_keys[-1] = (key, last[1], last[2] + 1)
                else:
                    self.all_keys.append((key, n, 1))
        return self


def _ledger(store: Store, entries: int, chance: random.Random) -> str:
    """Fill a ledger; the head that is kept aside."""
    store.append([opening()], expected=0, recorded=_START)
    number = 0
    while (size := store.size()) < entries:
        number += 1
        drafts = [note(f"{chance.random()} " * chance.randrange(1, 6)) for _ in range(chance.randrange(1, 5))]
        moment = _START + timedelta(seconds=number)
        store.append(drafts, expected=size, recorded=moment, key=f"k{number}" if number % 3 else None)
    head = signed_head(NAME, store.size(), store.root(), SECRET)
    store.keep_head(head)
    return head


def _bit(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]


def _edit(said: _Said, chance: random.Random) -> None:
    """Another text in one entry, with everything beside it made to fit."""
    at = chance.randrange(1, len(said.all_lines))
    content: Any = parsed(said.all_lines[at])
    content[chance.choice(("who", "reason", "source"))] = f"other {chance.random()}"
    said.all_lines[at] = canonical(content)
    said.rebuilt()


def _flip(said: _Said, chance: random.Random) -> None:
    at = chance.randrange(len(said.all_lines))
    said.all_lines[at] = _bit(said.all_lines[at], chance)


def _leave_out(said: _Said, chance: random.Random) -> None:
    del said.all_lines[chance.randrange(len(said.all_lines))]


def _leave_out_and_number(said: _Said, chance: random.Random) -> None:
    """Leave one out, number the others anew, make everything fit."""
    del said.all_lines[chance.randrange(1, len(said.all_lines))]
    for n, line in enumerate(said.all_lines):
        content: Any = parsed(line)
        content["n"] = n
        said.all_lines[n] = canonical(content)
    said.rebuilt()


def _cut_off(said: _Said, chance: random.Random) -> None:
    """Cut the end off and take back the head, so that the ledger agrees with itself."""
    del said.all_lines[chance.randrange(1, len(said.all_lines)) :]
    said.all_heads = []
    said.rebuilt()


def _put_in(said: _Said, chance: random.Random) -> None:
    at = chance.randrange(1, len(said.all_lines))
    said.all_lines.insert(at, said.all_lines[chance.randrange(len(said.all_lines))])


def _exchange(said: _Said, chance: random.Random) -> None:
    one, other = chance.sample(range(len(said.all_lines)), 2)
    said.all_lines[one], said.all_lines[other] = said.all_lines[other], said.all_lines[one]


def _write_anew(said: _Said, chance: random.Random) -> None:
    """Another history, signed with the ledger's own secret key: the whole power of its owner."""
    _edit(said, chance)
    root = Edge()
    root.extend([leaf_hash(line) for line in said.all_lines])
    said.all_heads = [signed_head(NAME, root.size, root.root(), SECRET)]


def _hashes(said: _Said, chance: random.Random) -> None:
    at = chance.randrange(len(said.all_tiles))
    tile = said.all_tiles[at]
    if chance.random() < 0.5:
        said.all_tiles[at] = tile._replace(hashes=_bit(tile.hashes, chance))
    elif chance.random() < 0.5:
        said.all_tiles[at] = tile._replace(root=_bit(tile.root, chance))
    elif chance.random() < 0.5:
        said.all_tiles[at] = tile._replace(place=tile.place + chance.randrange(1, 5))
    else:
        del said.all_tiles[at]


def _keys(said: _Said, chance: random.Random) -> None:
    at = chance.randrange(len(said.all_keys))
    key, first, count = said.all_keys[at]
    said.all_keys[at] = chance.choice(
        [(key + "x", first, count), (key, first + 1, count), (key, first, count + 1), (key, 0, 1)]
    )
    if chance.random() < 0.2:
        del said.all_keys[at]


def _heads(said: _Said, chance: random.Random) -> None:
    lines = said.all_heads[0].split("\n")
    which = chance.randrange(4)
    if which == 0:
        lines[1] = str(int(lines[1]) + chance.choice((-1, 1, 5)))
    elif which == 1:
        lines[2] = b64encode(chance.randbytes(32)).decode()
    elif which == 2:
        lines[0] += "x"
    else:
        lines[4] = f"— {NAME} {b64encode(KEY.id + chance.randbytes(64)).decode()}"
    said.all_heads[0] = "\n".join(lines)


_WAYS: dict[str, Callable[[_Said, random.Random], None]] = {
    "a bit of a line": _flip,
    "an entry edited, all else made to fit": _edit,
    "an entry left out": _leave_out,
    "an entry left out, the others numbered anew": _leave_out_and_number,
    "the end cut off with its head": _cut_off,
    "an entry put in": _put_in,
    "two entries exchanged": _exchange,
    "history written anew and signed by the owner": _write_anew,
    "hashes kept beside": _hashes,
    "client keys kept beside": _keys,
    "heads kept beside": _heads,
}


def tamper_with_rows(count: int, seed: int = 1, told: Callable[[str], None] = lambda _: None) -> Tampers:
    """Alter what a ledger says; the head that was kept aside is that of before."""
    chance = random.Random(seed)
    bases: list[tuple[_Said, str]] = []
    for entries in (24, 520):
        store = MemoryStore()
        head = _ledger(store, entries, chance)
        bases.append((_Said(store), head))
        assert audit_store(bases[-1][0], [("kept", head)], KEY).faults == ()
    result = Tampers()
    names = list(_WAYS)
    for number in range(count):
        name = names[number % len(names)]
        base, head = bases[name == "hashes kept beside"]
        said = base.copy()
        _WAYS[name](said, chance)
        result.tried[name] += 1
        if audit_store(said, [("kept", head)], KEY).faults:
            result.found[name] += 1
        elif all(getattr(said, part) == getattr(base, part) for part in _SAID):
            result.harmless += 1
        else:
            result.unseen.append(f"{name}, number {number} of seed {seed}")
        if number % 5_000 == 4_999:
            told(f"{number + 1} tamperings, {len(result.unseen)} unseen")
    return result


def tamper_with_bytes(count: int, seed: int = 1, told: Callable[[str], None] = lambda _: None) -> Tampers:
    """Alter one to eight bytes of the file."""
    chance = random.Random(seed)
    result = Tampers()
    shared = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=shared if shared.is_dir() else None) as folder:
        path = Path(folder) / "a.ledger"
        store = SqliteStore.create(path)
        head = _ledger(store, 270, chance)
        before = _all(store)
        store.close()
        whole = path.read_bytes()
        for number in range(count):
            bent = bytearray(whole)
            many = chance.choice((1, 1, 2, 8))
            for _ in range(many):
                bent[chance.randrange(len(bent))] ^= chance.randrange(1, 256)
            path.write_bytes(bent)
            name = "a byte of the file" if many == 1 else "bytes of the file"
            result.tried[name] += 1
            if _seen(path, head, before, result):
                result.found[name] += 1
            if number % 5_000 == 4_999:
                told(f"{number + 1} tamperings, {len(result.unseen)} unseen")
    return result


def _all(store: Store) -> object:
    return list(store.lines()), store.heads(), set(store.tiles()), set(store.client_keys())


def _seen(path: Path, head: str, before: object, result: Tampers) -> bool:
    try:
        store = SqliteStore(path)
    except LedgerError:
        return True
    try:
        if audit_store(store, [("kept", head)], KEY).faults:
            return True
        if _all(store) == before:
            result.harmless += 1
        else:
            result.unseen.append(f"number {sum(result.tried.values())}")
    except LedgerError:
        return True
    finally:
        store.close()
    return False
