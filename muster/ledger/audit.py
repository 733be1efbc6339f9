"""Whether a ledger is what its entries and its heads say; and which change only a kept head can show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice

from muster.ledger.entry import Entry, entry_of, line_told
from muster.ledger.faults import HeadError, LedgerError, StoreError
from muster.ledger.head import Head, VerifierKey, read_head, read_key
from muster.ledger.judging import TOGETHER, Judged, judged
from muster.ledger.merkle import leaf_hashes
from muster.ledger.sharing import shared
from muster.ledger.store import Store
from muster.ledger.tree import Edge, Tile

__all__ = ("Audit", "audit", "audit_store", "identity")


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """
    What a check found.

    Parameters
    ----------
    size, root
        Of the entries as they are now.
    faults
        Everything that is wrong; empty if nothing is.
    agreed
        Names of the heads that agree, each with its size.
    covered
        So many entries stand under a head that was given; what comes after rests on nothing but itself.
    own_key
        Whether the key was the one that the ledger itself names, which a forger would have replaced.
    """

    size: int
    root: bytes
    faults: tuple[str, ...]
    agreed: tuple[tuple[str, int], ...]
    covered: int
    own_key: bool


def identity(first: Entry) -> VerifierKey:
    """
    The name and key that the first entry of a ledger states.

    Raises
    ------
    HeadError
        If it states none.
    """
    body = first.draft.body
    key = body.get("key") if isinstance(body, dict) else None
    if first.draft.kind != "ledger.opened" or not isinstance(key, str):
        raise HeadError("the ledger's first entry does not name it", help="it was not made by Muster")
    return read_key(key)


def audit(lines: Iterable[bytes], heads: Iterable[tuple[str, str]], key: VerifierKey | None = None) -> Audit:
    """
    Read every line, hash it anew, and hold the tree against heads.

    Parameters
    ----------
    lines
        The canonical lines of the entries.
    heads
        Pairs of a name (for messages) and the text of a head.
    key
        The key that was kept elsewhere; ``None`` = the one in the ledger's first entry.
    """
    return _Reader(heads, key).read(lines).found()


def audit_store(store: Store, heads: Iterable[tuple[str, str]], key: VerifierKey | None = None) -> Audit:
    """As :func:`audit`, of a store: the hashes, keys and heads that it keeps beside its entries count too."""
    beside: list[str] = []
    tiles: dict[tuple[int, int], Tile] = {}
    keys: dict[str, tuple[int, int]] = {}
    own: list[tuple[str, str]] = []
    try:
        own = [(f"kept head {place}", text) for place, text in enumerate(store.heads(), start=1)]
        tiles = {(tile.level, tile.place): tile for tile in store.tiles()}
        keys = {name: (first, count) for name, first, count in store.client_keys()}
        beside = store.faults()
    except StoreError as error:
        beside.append(str(error))
    given = [*heads]
    reader = _Reader([*given, *own], key).read_store(store)
    reader.faults += [*_tiles_amiss(tiles, reader.tiles), *_keys_amiss(keys, reader.keys), *beside]
    found = reader.found()
    names = {name for name, _ in own}
    agreed = tuple(item for item in found.agreed if item[0] not in names)
    return Audit(
        size=found.size,
        root=found.root,
        faults=found.faults,
        agreed=agreed,
        covered=max((size for _, size in agreed), default=0),
        own_key=found.own_key,
    )


def _tiles_amiss(kept: Mapping[tuple[int, int], Tile], made: Mapping[tuple[int, int], Tile]) -> list[str]:
    differing = sorted(place for place in {*kept, *made} if kept.get(place) != made.get(place))
    if not differing:
        return []
    level, place = differing[0]
    what = f"{len(differing)} of the tiles of hashes that are kept are not those of the entries"
    return [f"{what}, the first of them tile {level}/{place}"]


def _keys_amiss(kept: Mapping[str, tuple[int, int]], borne: Mapping[str, tuple[int, int]]) -> list[str]:
    differing = [key for key in {**kept, **borne} if kept.get(key) != borne.get(key)]
    if not differing:
        return []
    return [f"the client key {differing[0]!r} is filed under other entries than those that bear it"]


#: From how many entries on a second process is worth its start.
SHARED = 100_000


@dataclass(slots=True)
class _Reader:
    """Reads lines once, some together, and knows their tree and its root at the size of every head."""

    heads: Iterable[tuple[str, str]]
    key: VerifierKey | None
    own_key: bool = field(init=False)
    faults: list[str] = field(default_factory=list)
    tiles: dict[tuple[int, int], Tile] = field(default_factory=dict)
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)
    _edge: Edge = field(default_factory=Edge)
    _roots: dict[int, bytes] = field(default_factory=dict)
    _told: list[tuple[str, Head | HeadError]] = field(default_factory=list)
    _instant: str = ""
    _wanted: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.own_key = self.key is None
        for name, text in self.heads:
            try:
                self._told.append((name, read_head(text)))
            except HeadError as error:
                self._told.append((name, error))
        self._wanted = sorted({head.size for _, head in self._told if isinstance(head, Head)})
        self._roots[0] = self._edge.root()

    def read_store(self, store: Store) -> _Reader:
        """As :meth:`read`, all lines of a store; a long file is shared with a helper."""
        try:
            size, path = store.size(), store.file()
        except StoreError:
            return self.read(store.lines())
        if path is None or size < SHARED:
            return self.read(store.lines())
        if self.read(store.lines(0, 1))._edge.size == 0:
            return self
        with closing(shared(store, path, 1, size)) as stretches:
            for start, _, found in stretches:
                if not self._pass(found, start):
                    return self.read(store.lines(start))
        return self.read(store.lines(size))

    def read(self, lines: Iterable[bytes]) -> _Reader:
        """Take lines, in order, up to the first that cannot be read at all."""
        coming = iter(lines)
        together: list[bytes] = []  # extended in place: what came before a fault is judged too
        try:
            together.extend(islice(coming, TOGETHER))
            while together:
                self._take(together)
                together = []
                together.extend(islice(coming, TOGETHER))
        except StoreError as error:
            self.faults.append(str(error))
        self._take(together)
        return self

    def _take(self, lines: list[bytes]) -> None:
        start = self._edge.size
        if start == 0 and self.own_key and lines:
            self._take_key(lines[0])
        if lines and not self._pass(judged(lines, start, len(lines)), start):
            self._judge_each(lines, start)
            self._grow_by(leaf_hashes(lines))

    def _pass(self, found: Judged | None, start: int) -> bool:
        """Take lines in which nothing is wrong by themselves, if they also fit what comes before them."""
        if found is None or found.first < self._instant:
            return False
        self._instant = found.last
        for key, count in found.keys:
            self._file(key, start, count)
            start += count
        self._grow_by(found.hashes())
        return True

    def _grow_by(self, leaves: list[bytes]) -> None:
        start, taken = self._edge.size, 0
        for size in [size for size in self._wanted if start < size <= start + len(leaves)]:
            self._grow(leaves[taken : size - start])
            taken = size - start
            self._roots[size] = self._edge.root()
        self._grow(leaves[taken:])

    def _grow(self, leaves: list[bytes]) -> None:
        for tile in self._edge.extend(leaves):
            self.tiles[tile.level, tile.place] = tile

    def _take_key(self, line: bytes) -> None:
        try:
            self.key = identity(entry_of(line))
        except LedgerError as error:
            self.faults.append(f"entry 0: {error}")

    def _judge_each(self, lines: list[bytes], start: int) -> None:
        for size, line in enumerate(lines, start=start):
            try:
                told = line_told(line, self._instant)
                if told.n != size:
                    self.faults.append(f"entry {size} says that it is entry {told.n}")
                if told.recorded < self._instant:
                    self.faults.append(f"entry {size} is dated before the entry that it follows")
                self._instant = told.recorded
                self._file(told.key, size, 1)
            except LedgerError as error:
                self.faults.append(f"entry {size}: {error}")

    def _file(self, key: str | None, number: int, count: int) -> None:
        """Keep which entries bear a key: ``count`` from ``number`` on; they follow each other."""
        if key is not None:
            first, filed = self.keys.get(key, (number, 0))
            if first + filed == number:
                self.keys[key] = first, filed + count
            else:
                self.faults += [
                    f"entry {entry} bears the client key {key!r} of an earlier append"
                    for entry in range(number, number + count)
                ]

    def found(self) -> Audit:
        agreed: list[tuple[str, int]] = []
        faults = list(self.faults)
        if self.key is None:
            faults.append("there is no key to check heads with")
        else:
            for name, head in self._told:
                fault = self._amiss(name, head, self.key)
                if fault:
                    faults.append(fault)
                elif isinstance(head, Head):
                    agreed.append((name, head.size))
        return Audit(
            size=self._edge.size,
            root=self._edge.root(),
            faults=tuple(faults),
            agreed=tuple(agreed),
            covered=max((number for _, number in agreed), default=0),
            own_key=self.own_key,
        )

    def _amiss(self, name: str, head: Head | HeadError, key: VerifierKey) -> str | None:
        """What is wrong with a head."""
        if isinstance(head, HeadError):
            return f"{name}: {head}"
        if head.name != key.name:
            return f"{name} is a head of {head.name}, and not of {key.name}"
        if not head.is_signed_by(key):
            return f"{name} is not signed by the key of {key.name}"
        size = self._edge.size
        if head.size > size:
            return f"{name} speaks of {head.size} entries, and there are {size}: the end is cut off"
        if self._roots[head.size] != head.root:
            return f"{name} does not agree: among the first {head.size} entries something was altered"
        return None
