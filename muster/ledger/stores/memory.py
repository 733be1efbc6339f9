"""A ledger in memory: the oracle that the other stores are held against."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from threading import Lock

from muster.ledger.entry import Draft, Entry, line_of
from muster.ledger.merkle import grown, leaf_hash, root_hash
from muster.ledger.store import Receipt, admit
from muster.ledger.tree import TILE_HASHES, TILE_LEVELS, Tile

__all__ = ("MemoryStore",)


class MemoryStore:
    """A :class:`~muster.ledger.store.Store` that is gone with the process."""

    def __init__(self) -> None:
        self._lines: list[bytes] = []
        self._entries: list[Entry] = []
        self._nodes: dict[tuple[int, int], bytes] = {}
        self._heads: list[str] = []
        self._lock = Lock()

    def size(self) -> int:
        """Number of entries."""
        return len(self._lines)

    def lines(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Canonical lines of the entries ``[start, end)``."""
        return iter(self._lines[start:end])

    def node(self, level: int, index: int) -> bytes:
        """Hash of a complete subtree; ``KeyError`` if it is not complete yet."""
        return self._nodes[level, index]

    def tiles(self) -> Iterator[Tile]:
        """The full tiles of the tree."""
        for (height, place), root in self._nodes.items():
            level, odd = divmod(height - TILE_LEVELS, TILE_LEVELS)
            if level >= 0 and not odd:
                below = range(place * TILE_HASHES, (place + 1) * TILE_HASHES)
                hashes = b"".join(self._nodes[height - TILE_LEVELS, index] for index in below)
                yield Tile(level, place, root, hashes)

    def client_keys(self) -> Iterator[tuple[str, int, int]]:
        """The client keys: key, first entry, number of entries."""
        for key, group in groupby(self._entries, lambda entry: entry.key):
            if key is not None:
                first, *more = (entry.n for entry in group)
                yield key, first, 1 + len(more)

    def root(self, size: int | None = None) -> bytes:
        """Root of the tree of the first ``size`` entries, all by default."""
        return root_hash(self.size() if size is None else size, self.node)

    def append(
        self, drafts: Sequence[Draft], *, expected: int, recorded: datetime, key: str | None = None
    ) -> Receipt:
        """Record drafts together or not at all; see :meth:`muster.ledger.store.Store.append`."""
        with self._lock:
            earlier = [entry for entry in self._entries if key is not None and entry.key == key]
            new = admit(
                drafts,
                size=self.size(),
                expected=expected,
                recorded=recorded,
                key=key,
                last=self._entries[-1].recorded if self._entries else None,
                earlier=earlier,
                since=lambda: self._entries[expected:],
            )
            if not new:
                first, size = earlier[0].n, earlier[-1].n + 1
                return Receipt(
                    first=first, count=size - first, size=size, root=self.root(size), repeated=True
                )
            first = self.size()
            entries = [
                Entry(n=number, recorded=recorded, draft=draft, key=key)
                for number, draft in enumerate(drafts, start=first)
            ]
            lines = [line_of(entry) for entry in entries]
            for level, index, value in grown(first, map(leaf_hash, lines), self.node):
                self._nodes[level, index] = value
            self._lines += lines
            self._entries += entries
            return Receipt(first=first, count=len(lines), size=self.size(), root=self.root())

    def keep_head(self, text: str) -> None:
        """Keep a signed head."""
        self._heads.append(text)

    def heads(self) -> tuple[str, ...]:
        """The heads that were kept, oldest first."""
        return tuple(self._heads)

    def file(self) -> None:
        """There is none."""

    def faults(self) -> list[str]:
        """Nothing is kept beside."""
        return []

    def close(self) -> None:
        """Nothing is held open."""
