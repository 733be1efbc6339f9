"""Entries and ledgers that the parts of the campaign share."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from muster.ledger.entry import Draft
from muster.ledger.head import verifier_key
from muster.ledger.store import Store
from muster.ledger.stores.sqlite import Connect, SqliteStore

__all__ = ("KEY", "NAME", "SECRET", "note", "opened", "opening", "sqlite_ledger")

NAME, SECRET = "campaign", bytes(range(32))
KEY = verifier_key(NAME, SECRET)


def note(text: str) -> Draft:
    """An entry that says something."""
    return Draft(kind="note.written", who="J3.Plans", body={"text": text})


def opening() -> Draft:
    """The first entry of a ledger."""
    return Draft(kind="ledger.opened", who="J3.Plans", body={"form": 1, "key": str(KEY)})


def opened(store: Store) -> Store:
    """A store with its first entry."""
    store.append([opening()], expected=0, recorded=datetime.now(UTC))
    return store


def sqlite_ledger(path: Path, connect: Connect | None = None) -> SqliteStore:
    """A new ledger in a file."""
    store = SqliteStore.create(path, connect=connect)
    opened(store)
    return store
