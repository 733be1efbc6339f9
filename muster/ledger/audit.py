"""Whether a ledger is what its entries and its heads say; and which change only a kept head can show."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from muster.ledger.entry import Entry, entry_of
from muster.ledger.faults import HeadError, LedgerError, StoreError
from muster.ledger.head import Head, VerifierKey, read_head, read_key
from muster.ledger.merkle import EMPTY, grown, leaf_hash, root_hash
from muster.ledger.store import Store

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
    return _audited(lines, heads, key)[0]


def audit_store(store: Store, heads: Iterable[tuple[str, str]], key: VerifierKey | None = None) -> Audit:
    """As :func:`audit`, of a store: the hashes and heads that it keeps beside its entries are checked too."""
    beside: list[str] = []
    kept: dict[tuple[int, int], bytes] = {}
    own: list[tuple[str, str]] = []
    try:
        own = [(f"kept head {place}", text) for place, text in enumerate(store.heads(), start=1)]
        kept = {(level, place): value for level, place, value in store.subtrees()}
        beside = store.faults()
    except StoreError as error:
        beside.append(str(error))
    found, nodes = _audited(store.lines(), [*heads, *own], key)
    faults = list(found.faults)
    differing = sorted(place for place in {*kept, *nodes} if kept.get(place) != nodes.get(place))
    if differing:
        level, place = differing[0]
        faults.append(
            f"{len(differing)} of the hashes that the file keeps are not those of its entries, the first of"
            f" them of subtree {level}/{place}"
        )
    faults += beside
    given = {name for name, _ in own}
    covered = max((size for name, size in found.agreed if name not in given), default=0)
    return Audit(
        size=found.size,
        root=found.root,
        faults=tuple(faults),
        agreed=tuple(item for item in found.agreed if item[0] not in given),
        covered=covered,
        own_key=found.own_key,
    )


def _audited(
    lines: Iterable[bytes], heads: Iterable[tuple[str, str]], key: VerifierKey | None
) -> tuple[Audit, dict[tuple[int, int], bytes]]:
    faults: list[str] = []
    nodes: dict[tuple[int, int], bytes] = {}

    def node(level: int, index: int) -> bytes:
        return nodes[level, index]

    own_key, size = key is None, 0
    last: datetime | None = None
    try:
        for line in lines:
            for level, index, value in grown(size, [leaf_hash(line)], node):
                nodes[level, index] = value
            try:
                entry = entry_of(line)
                if entry.n != size:
                    faults.append(f"entry {size} says that it is entry {entry.n}")
                if last is not None and entry.recorded < last:
                    faults.append(f"entry {size} is dated before the entry that it follows")
                last = entry.recorded
                if size == 0 and own_key:
                    key = identity(entry)
            except LedgerError as error:
                faults.append(f"entry {size}: {error}")
            size += 1
    except StoreError as error:
        faults.append(str(error))
    agreed: list[tuple[str, int]] = []
    if key is None:
        faults.append("there is no key to check heads with")
    else:
        for name, text in heads:
            fault, head = _judged(name, text, key, size, node)
            if fault:
                faults.append(fault)
            elif head is not None:
                agreed.append((name, head.size))
    found = Audit(
        size=size,
        root=root_hash(size, node) if size else EMPTY,
        faults=tuple(faults),
        agreed=tuple(agreed),
        covered=max((number for _, number in agreed), default=0),
        own_key=own_key,
    )
    return found, nodes


def _judged(
    name: str, text: str, key: VerifierKey, size: int, node: Callable[[int, int], bytes]
) -> tuple[str | None, Head | None]:
    """What is wrong with a head, or the head."""
    try:
        head = read_head(text)
    except HeadError as error:
        return f"{name}: {error}", None
    if head.name != key.name:
        return f"{name} is a head of {head.name}, and not of {key.name}", None
    if not head.is_signed_by(key):
        return f"{name} is not signed by the key of {key.name}", None
    if head.size > size:
        return f"{name} speaks of {head.size} entries, and there are {size}: the end is cut off", None
    if root_hash(head.size, node) != head.root:
        return f"{name} does not agree: among the first {head.size} entries something was altered", None
    return None, head
