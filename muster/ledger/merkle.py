"""
The Merkle tree of RFC 6962 (section 2.1; the same in RFC 9162): roots, inclusion and consistency proofs.

A tree is read through ``node(level, index)``: the hash of the complete subtree of ``2**level`` leaves that
begins at leaf ``index * 2**level``. Where the hashes are kept is the caller's business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

__all__ = (
    "EMPTY",
    "Node",
    "consistency",
    "grown",
    "inclusion",
    "is_consistent",
    "is_included",
    "leaf_hash",
    "leaf_hashes",
    "root_hash",
)

Node = Callable[[int, int], bytes]

#: Root of the tree without leaves.
EMPTY = sha256(b"").digest()
_HASH_BYTES = 32


def leaf_hash(data: bytes) -> bytes:
    """MTH({d(0)}) = SHA-256(0x00 || d(0))."""
    return sha256(b"\0" + data).digest()


def leaf_hashes(data: Iterable[bytes]) -> list[bytes]:
    """:func:`leaf_hash` of each; the state after the first byte is copied, and no data is."""
    hashes = []
    begun = sha256(b"\0").copy
    for item in data:
        state = begun()
        state.update(item)
        hashes.append(state.digest())
    return hashes


def _parent(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 || left || right)."""
    return sha256(b"\1" + left + right).digest()


def grown(size: int, leaves: Iterable[bytes], node: Node) -> list[tuple[int, int, bytes]]:
    """
    The subtrees that become complete when leaf hashes are appended to a tree of ``size`` leaves.

    Returns
    -------
    list
        ``(level, index, hash)``, about two for each leaf, the leaves themselves (level 0) among them.
    """
    new: dict[tuple[int, int], bytes] = {}
    for index, value in enumerate(leaves, start=size):
        level, place = 0, index
        new[0, index] = value
        while place & 1:
            left = new.get((level, place - 1)) or node(level, place - 1)
            value = _parent(left, value)
            level, place = level + 1, place >> 1
            new[level, place] = value
    return [(level, index, value) for (level, index), value in new.items()]


def root_hash(size: int, node: Node) -> bytes:
    """The root over the first ``size`` leaves: the subtrees of its binary digits, joined from the right."""
    root = None
    for level in range(size.bit_length()):
        if size >> level & 1:
            peak = node(level, (size >> level) - 1)
            root = peak if root is None else _parent(peak, root)
    return EMPTY if root is None else root


def _range_hash(start: int, end: int, node: Node) -> bytes:
    """MTH(D[start:end]) of a range that the tree has as a subtree."""
    length = end - start
    if length & (length - 1) == 0:
        return node(length.bit_length() - 1, start // length)
    middle = start + _split(length)
    return _parent(_range_hash(start, middle, node), _range_hash(middle, end, node))


def _split(length: int) -> int:
    """The largest power of two that is less than ``length``."""
    return 1 << ((length - 1).bit_length() - 1)


def inclusion(index: int, size: int, node: Node) -> list[bytes]:
    """
    PATH(index, D[size]): the hashes that lead from a leaf to the root (RFC 6962, 2.1.1).

    Raises
    ------
    ValueError
        If there is no such leaf.
    """
    if not 0 <= index < size:
        raise ValueError(f"leaf {index} is not in a tree of {size}")
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(_range_hash(middle, end, node))
            end = middle
        else:
            path.append(_range_hash(start, middle, node))
            start = middle
    return path[::-1]


def consistency(first: int, second: int, node: Node) -> list[bytes]:
    """
    PROOF(first, D[second]): that the tree of ``first`` leaves is how the other began (RFC 6962, 2.1.2).

    Raises
    ------
    ValueError
        Unless 0 < first <= second.
    """
    if not 0 < first <= second:
        raise ValueError(f"no proof leads from {first} to {second} leaves")
    proof: list[bytes] = []
    start, end = 0, second
    known = True  # whether the range starts with the whole of the first tree, whose root the verifier has
    while first != end:
        middle = start + _split(end - start)
        if first <= middle:
            proof.append(_range_hash(middle, end, node))
            end = middle
        else:
            proof.append(_range_hash(start, middle, node))
            start = middle
            known = False
    if not known:
        proof.append(_range_hash(start, end, node))
    return proof[::-1]


def is_included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether a proof shows that a leaf hash is leaf ``index`` of the tree (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size or any(len(item) != _HASH_BYTES for item in (leaf, *proof)):
        return False
    place, last, value = index, size - 1, leaf
    for item in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            value = _parent(item, value)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            value = _parent(value, item)
        place, last = place >> 1, last >> 1
    return last == 0 and value == root


def is_consistent(first: int, second: int, proof: Sequence[bytes], old: bytes, new: bytes) -> bool:
    """Whether a proof shows that the root ``new`` extends the root ``old`` (RFC 9162, 2.1.4.2)."""
    if not 0 < first <= second or any(len(item) != _HASH_BYTES for item in proof):
        return False
    if first == second:
        return not proof and old == new
    path = [old, *proof] if first & (first - 1) == 0 else list(proof)
    if not path:
        return False
    place, last = first - 1, second - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    before = after = path[0]
    for item in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            before, after = _parent(item, before), _parent(item, after)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            after = _parent(after, item)
        place, last = place >> 1, last >> 1
    return last == 0 and before == old and after == new
