"""What every store of a ledger does, and what it decides before it appends."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from muster.ledger.canonical import canonical
from muster.ledger.conflict import both_changes
from muster.ledger.entry import Draft, Entry, instant_text
from muster.ledger.faults import ConflictError, EntryError, StoreError
from muster.ledger.tree import Tile

__all__ = ("Receipt", "Store", "admit", "describe")


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """
    That entries ``first`` to ``first + count − 1`` are recorded.

    ``size`` and ``root`` are those of the tree that ends with them. ``repeated`` is true where the client's
    key showed that they had been recorded before.
    """

    first: int
    count: int
    size: int
    root: bytes
    repeated: bool = False


class Store(Protocol):
    """
    An append-only sequence of entries, their Merkle tree, and the heads that were signed over it.

    Stores differ in where they keep it and in nothing else; ``tests/ledger/test_stores.py`` holds them to it.
    """

    def size(self) -> int:
        """Number of entries."""

    def lines(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Canonical lines of the entries ``[start, end)``."""

    def node(self, level: int, index: int) -> bytes:
        """Hash of a complete subtree; ``KeyError`` if it is not complete yet."""

    def tiles(self) -> Iterator[Tile]:
        """The full tiles of the tree as the store keeps them, in any order."""

    def client_keys(self) -> Iterator[tuple[str, int, int]]:
        """The client keys as the store keeps them: key, first entry, number of entries."""

    def root(self, size: int | None = None) -> bytes:
        """Root of the tree of the first ``size`` entries, all by default."""

    def append(
        self, drafts: Sequence[Draft], *, expected: int, recorded: datetime, key: str | None = None
    ) -> Receipt:
        """
        Record drafts together or not at all, at the version ``expected`` (the size that the writer saw).

        ``recorded`` is the clock read after that size was read: then writers at once meet a conflict of
        versions, and never one of clocks.

        On return they survive a power cut, as far as the store promises that at all. The same ``key`` with
        the same drafts gives the first receipt again and appends nothing.
        """

    def keep_head(self, text: str) -> None:
        """Keep a signed head."""

    def heads(self) -> tuple[str, ...]:
        """The heads that were kept, oldest first."""

    def file(self) -> Path | None:
        """The file that another process can read the entries from; ``None`` where there is none."""

    def faults(self) -> list[str]:
        """What the store's own means find wrong with its pages; empty if nothing."""

    def close(self) -> None:
        """Let go of what the store holds open."""


def admit(
    drafts: Sequence[Draft],
    *,
    size: int,
    expected: int,
    recorded: datetime,
    key: str | None,
    last: datetime | None,
    earlier: Sequence[Entry],
    since: Callable[[], Sequence[Entry]],
) -> bool:
    """
    Whether drafts may be appended; false where their key shows that they are recorded already.

    Parameters
    ----------
    size, last
        Number of entries, and when the last of them was recorded.
    earlier
        Entries under the same key, in order.
    since
        The entries from ``expected`` on, asked for only in a conflict.

    Raises
    ------
    ConflictError
        If others wrote since ``expected``, or the key stands for other content.
    EntryError
        If there is nothing to record, or a draft corrects what does not exist.
    StoreError
        If the clock stands before the last entry.
    """
    if not drafts:
        raise EntryError("there is nothing to record", help="give at least one entry")
    canonical(key)
    if earlier:
        if tuple(entry.draft for entry in earlier) == tuple(drafts):
            return False
        raise ConflictError(
            f"the key {key!r} stands for {describe([entry.draft for entry in earlier])} (entry"
            f" {earlier[0].n}), and now comes with {describe(drafts)}",
            help="use a new key for a new entry",
        )
    if expected != size:
        if expected > size:
            raise ConflictError(
                f"the ledger has {size} entries, and the writer saw {expected}",
                help="this is not the ledger that was read, or its end was cut off: verify it against a kept"
                " head",
            )
        theirs = [entry.draft for entry in since()]
        raise ConflictError(
            f"others recorded {describe(theirs)} after version {expected}; yours is {describe(drafts)}"
            f"{both_changes(theirs, drafts)}. Nothing was appended",
            help=f"look at what they wrote (muster log), then append at version {size}",
        )
    if last is not None and recorded < last:
        raise StoreError(
            f"the clock says {instant_text(recorded)}, before the last entry ({instant_text(last)})",
            help="set the clock right; a record must not be dated before what it follows",
            code="M910",
        )
    for offset, draft in enumerate(drafts):
        if draft.corrects is not None and not 0 <= draft.corrects < size + offset:
            raise EntryError(
                f"{draft.kind} corrects entry {draft.corrects}, and the ledger ends with {size - 1}",
                help="give the number that `muster log` shows",
            )
    return True


_TOLD = 4


def describe(drafts: Sequence[Draft]) -> str:
    """
    Drafts in a few words, for a message.

    Examples
    --------
    >>> describe([Draft(kind="note.written", who="LTC Doe", body={"text": "a"})])
    'note.written by LTC Doe'
    """
    told = [
        " ".join(filter(None, (draft.kind, draft.subject, f"by {draft.who}"))) for draft in drafts[:_TOLD]
    ]
    more = len(drafts) - len(told)
    return ", ".join(told) + (f" and {more} more" if more else "")
