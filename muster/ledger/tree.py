"""
A Merkle tree that grows at its right edge, kept in tiles: what a store writes, and what it reads back.

A tile holds the 256 hashes under one node, eight levels below it: tile ``(t, p)`` holds the nodes
``256·p … 256·p + 255`` of level ``8·t``, and its root is node ``p`` of level ``8·(t + 1)``. Only full tiles
are written, once; so a tree of a million leaves is four thousand rows, and any node is found from one of
them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import NamedTuple

from muster.ledger.merkle import EMPTY

__all__ = ("HASH_BYTES", "TILE_HASHES", "TILE_LEVELS", "Edge", "Tile", "subtree_root")

HASH_BYTES = 32
TILE_LEVELS = 8
TILE_HASHES = 1 << TILE_LEVELS


class Tile(NamedTuple):
    """A full tile: its level among tiles, its place there, its root, and its hashes joined (8,192 bytes)."""

    level: int
    place: int
    root: bytes
    hashes: bytes


def _parents(nodes: Sequence[bytes]) -> list[bytes]:
    """The nodes one level up, of an even number of neighbours."""
    return [
        sha256(b"\1" + left + right).digest() for left, right in zip(nodes[::2], nodes[1::2], strict=True)
    ]


def subtree_root(nodes: Sequence[bytes]) -> bytes:
    """The root over a power of two of neighbours."""
    while len(nodes) > 1:
        nodes = _parents(nodes)
    return nodes[0]


class Edge:
    """
    The right edge of a tree: all that is needed to append to it and to know its root.

    Parameters
    ----------
    size
        Number of leaves.
    partial
        For each level of tiles the hashes of the tile that is not full yet (fewer than 256).
    """

    __slots__ = ("_peaks", "partial", "size")

    def __init__(self, size: int = 0, partial: Sequence[Sequence[bytes]] = ()) -> None:
        self.size = size
        self.partial: list[list[bytes]] = [list(hashes) for hashes in partial]
        self._peaks: list[bytes | None] = [None] * (len(self.partial) * TILE_LEVELS)
        for level, hashes in enumerate(self.partial):
            start = 0
            for height in reversed(range(TILE_LEVELS)):
                if len(hashes) >> height & 1:
                    peak = subtree_root(hashes[start : start + (1 << height)])
                    self._peaks[level * TILE_LEVELS + height] = peak
                    start += 1 << height

    def copy(self) -> Edge:
        """An edge that grows apart from this one."""
        other = Edge()
        other.size = self.size
        other.partial = [list(hashes) for hashes in self.partial]
        other._peaks = list(self._peaks)
        return other

    def extend(self, leaves: Sequence[bytes]) -> list[Tile]:
        """Append leaf hashes; the tiles that became full."""
        tiles: list[Tile] = []
        full: list[tuple[int, bytes]] = []  # places and hashes of the tiles that wait for their roots
        before, nodes, height = self.size, list(leaves), 0
        self.size += len(nodes)
        while nodes:
            if height % TILE_LEVELS == 0:
                level = height // TILE_LEVELS
                for (place, hashes), root in zip(full, nodes, strict=True) if level else ():
                    tiles.append(Tile(level - 1, place, root, hashes))
                full = list(self._filled(level, before >> height >> TILE_LEVELS, nodes))
            if height == len(self._peaks):
                self._peaks.append(None)
            left = self._peaks[height]
            if left is not None:
                nodes.insert(0, left)
            self._peaks[height] = nodes.pop() if len(nodes) & 1 else None
            nodes = _parents(nodes)
            height += 1
        return tiles

    def _filled(self, level: int, place: int, nodes: Sequence[bytes]) -> Iterator[tuple[int, bytes]]:
        if level == len(self.partial):
            self.partial.append([])
        hashes = self.partial[level]
        hashes += nodes
        start = 0
        while len(hashes) - start >= TILE_HASHES:
            yield place, b"".join(hashes[start : start + TILE_HASHES])
            place, start = place + 1, start + TILE_HASHES
        del hashes[:start]

    def root(self) -> bytes:
        """The root of the whole tree."""
        root: bytes | None = None
        for peak in self._peaks:
            if peak is not None:
                root = peak if root is None else sha256(b"\1" + peak + root).digest()
        return EMPTY if root is None else root
