"""
What the stores in a database do alike: entries in order, their tree in tiles, one receipt to a client key.

A driver says how rows are read and written, and what a transaction is in which nobody else writes.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from muster.ledger.canonical import canonical
from muster.ledger.entry import Draft, Entry, entry_of, lines_of
from muster.ledger.faults import DiskError, StoreError
from muster.ledger.merkle import leaf_hashes, root_hash
from muster.ledger.store import Receipt, admit
from muster.ledger.tree import HASH_BYTES, TILE_HASHES, TILE_LEVELS, Edge, Tile, subtree_root

__all__ = ("TiledStore",)

_BATCH = 256


_ALTERED = "take the last export whose head you kept"


class TiledStore(ABC):
    """
    A :class:`~muster.ledger.store.Store` over a database.

    Parameters
    ----------
    where
        What messages call it.
    """

    def __init__(self, where: str) -> None:
        self.where = where
        self._edge: Edge | None = None
        self._latest: tuple[int, datetime] | None = None  # a size, and when its last entry was recorded
        self._failed = False

    @abstractmethod
    def _told(self) -> AbstractContextManager[None]:
        """Raise what the driver raises in the user's words."""

    @abstractmethod
    def _alone(self) -> AbstractContextManager[None]:
        """A transaction, all or nothing, in which nobody else writes."""

    @abstractmethod
    def _count(self) -> int:
        """Number of entries: one more than the last number."""

    @abstractmethod
    def _rows(self, start: int, end: int) -> list[tuple[int, bytes]]:
        """Numbers and lines of the entries ``[start, end)``, in order."""

    @abstractmethod
    def _tile(self, level: int, place: int) -> bytes | None:
        """The hashes of a full tile."""

    @abstractmethod
    def _roots(self, level: int, start: int, end: int) -> list[bytes]:
        """The roots of the tiles ``[start, end)`` of a level, in order."""

    @abstractmethod
    def _under(self, key: str) -> tuple[int, int] | None:
        """First entry and number of entries that stand under a client key."""

    @abstractmethod
    def _insert(self, first: int, lines: Sequence[bytes], tiles: Sequence[Tile], key: str | None) -> None:
        """Write entries, the tiles that they fill, and their key."""

    @abstractmethod
    def _insert_head(self, text: str) -> None:
        """Write a head."""

    def size(self) -> int:
        """Number of entries."""
        with self._told():
            return self._count()

    def lines(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Canonical lines of the entries ``[start, end)``, some at a time."""
        while end is None or start < end:
            stop = start + _BATCH if end is None else min(end, start + _BATCH)
            with self._told():
                rows = self._rows(start, stop)
            numbers, lines = zip(*rows, strict=True) if rows else ((), ())
            if numbers == tuple(range(start, start + len(rows))) and {*map(type, lines)} <= {bytes}:
                yield from lines
            else:
                yield from self._up_to_the_gap(rows, start)
            if len(rows) < stop - start:
                self._need_end(start + len(rows))
                return
            start = stop

    def _need_end(self, place: int) -> None:
        """Refuse entries after a place at which there is none; one that others write now is no such entry."""
        with self._told():
            missing = self._count() > place and not self._rows(place, place + 1)
        if missing:
            raise self._gap(place)

    def _gap(self, place: int) -> StoreError:
        return StoreError(
            f"{self.where}: entry {place} is missing or is not bytes",
            help=f"the record was altered: {_ALTERED}",
        )

    def _up_to_the_gap(self, rows: list[tuple[int, bytes]], start: int) -> Iterator[bytes]:
        for place, (number, line) in enumerate(rows, start=start):
            if number != place or not isinstance(line, bytes):
                raise self._gap(place)
            yield line

    def node(self, level: int, index: int) -> bytes:
        """Hash of a complete subtree; ``KeyError`` if it is not complete yet."""
        tile_level, height = divmod(level, TILE_LEVELS)
        start, count = index << height, 1 << height
        edge = self._edge_now()
        whole = edge.size >> tile_level * TILE_LEVELS
        if start < 0 or start + count > whole:
            raise KeyError((level, index))
        place, offset = divmod(start, TILE_HASHES)
        if place == whole // TILE_HASHES:
            return subtree_root(edge.partial[tile_level][offset : offset + count])
        with self._told():
            joined = self._tile(tile_level, place)
        if not isinstance(joined, bytes) or len(joined) != TILE_HASHES * HASH_BYTES:
            raise self._without(tile_level, place)
        return subtree_root(
            [joined[at : at + HASH_BYTES] for at in range(offset * 32, (offset + count) * 32, HASH_BYTES)]
        )

    def _without(self, level: int, place: int) -> StoreError:
        return StoreError(
            f"{self.where}: hashes of the tree are missing (tile {level}/{place})",
            help=f"the record was altered: verify it, then {_ALTERED}",
        )

    def root(self, size: int | None = None) -> bytes:
        """Root of the tree of the first ``size`` entries, all by default."""
        return self._edge_now().root() if size is None else root_hash(size, self.node)

    def _edge_now(self) -> Edge:
        with self._told():
            size = self._count()
        return self._edge_at(size)

    def _edge_at(self, size: int) -> Edge:
        """The edge of the tree of all entries; what others wrote since is read, and no more."""
        if self._edge is None or not 0 <= size - self._edge.size <= TILE_HASHES:
            self._edge = self._edge_read(size)
        elif self._edge.size < size:
            self._edge.extend(leaf_hashes(self.lines(self._edge.size, size)))
        return self._edge

    def _edge_read(self, size: int) -> Edge:
        partial = [leaf_hashes(self.lines(size - size % TILE_HASHES, size))]
        level, whole = 0, size // TILE_HASHES
        while whole:
            with self._told():
                roots = self._roots(level, whole - whole % TILE_HASHES, whole)
            if len(roots) != whole % TILE_HASHES or any(len(root) != HASH_BYTES for root in roots):
                raise self._without(level, whole - 1)
            partial.append(roots)
            level, whole = level + 1, whole // TILE_HASHES
        return Edge(size, partial)

    def append(
        self, drafts: Sequence[Draft], *, expected: int, recorded: datetime, key: str | None = None
    ) -> Receipt:
        """
        Record drafts together or not at all; see :meth:`muster.ledger.store.Store.append`.

        After a failure of the disk the store takes no more entries until it is opened anew. What was stored
        is read again, all of it, before a head is signed.
        """
        self._need_whole()
        canonical(key)
        try:
            with self._told(), self._alone():
                receipt, edge = self._recorded(drafts, expected, recorded, key)
        except DiskError:
            self._failed = True
            raise
        self._edge = edge
        if not receipt.repeated:
            self._latest = receipt.size, recorded
        return receipt

    def _need_whole(self) -> None:
        if self._failed:
            raise DiskError(
                f"{self.where}: the disk failed before", help="open the ledger anew, and verify it first"
            )

    def _recorded(
        self, drafts: Sequence[Draft], expected: int, recorded: datetime, key: str | None
    ) -> tuple[Receipt, Edge]:
        size = self._count()
        edge = self._edge_at(size).copy()
        earlier = self._earlier(key)
        new = admit(
            drafts,
            size=size,
            expected=expected,
            recorded=recorded,
            key=key,
            last=self._last_recorded(size),
            earlier=earlier,
            since=lambda: [entry_of(line) for line in self.lines(expected, size)],
        )
        if not new:
            first, after = earlier[0].n, earlier[-1].n + 1
            told = Receipt(first=first, count=after - first, size=after, root=self.root(after), repeated=True)
            return told, edge
        lines = lines_of(drafts, size, recorded, key)
        self._insert(size, lines, edge.extend(leaf_hashes(lines)), key)
        told = Receipt(first=size, count=len(lines), size=edge.size, root=edge.root())
        return told, edge

    def _last_recorded(self, size: int) -> datetime | None:
        if self._latest is None or self._latest[0] != size:
            (last,) = map(entry_of, self.lines(max(size - 1, 0), size)) if size else (None,)
            return None if last is None else last.recorded
        return self._latest[1]

    def _earlier(self, key: str | None) -> list[Entry]:
        place = None if key is None else self._under(key)
        if place is None:
            return []
        first, count = place
        found = [entry_of(line) for line in self.lines(first, first + count)]
        if len(found) != count or any(entry.key != key for entry in found):
            raise StoreError(
                f"{self.where}: the key {key!r} is filed under entries that do not bear it",
                help=f"the record was altered: verify it, then {_ALTERED}",
            )
        return found

    def keep_head(self, text: str) -> None:
        """Keep a signed head."""
        self._need_whole()
        try:
            with self._told(), self._alone():
                self._insert_head(text)
        except DiskError:
            self._failed = True
            raise
