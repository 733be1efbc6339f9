"""Open, make and migrate the store of a ledger, wherever it is kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING

from muster.errors import MissingExtra
from muster.ledger.address import Address, Database
from muster.ledger.faults import StoreError
from muster.ledger.store import Store
from muster.ledger.stores.sqlite import SqliteStore

if TYPE_CHECKING:
    from muster.ledger.stores.postgres import PostgresStore

__all__ = ("create_store", "migrate_ledger", "need_free", "opened_store", "remove_store")


def _postgres() -> type[PostgresStore]:
    """The store that needs psycopg, imported where it is asked for."""
    try:
        from muster.ledger.stores.postgres import PostgresStore
    except ImportError:
        raise MissingExtra("psycopg", "postgres") from None
    return PostgresStore


@contextmanager
def opened_store(address: Address) -> Iterator[Store]:
    """
    The store of a ledger, closed at the end.

    Raises
    ------
    StoreError
        If there is none, or it cannot be used.
    """
    store: Store = _postgres()(address) if isinstance(address, Database) else SqliteStore(address)
    with closing(store):
        yield store


def need_free(address: Address) -> None:
    """
    Raise if there is a file of that name already; a database is asked when the ledger is made there.

    Raises
    ------
    StoreError
        If there is.
    """
    if not isinstance(address, Database) and address.exists():
        raise StoreError(
            f"{address}: there is a file already", help="give another name; a ledger is never overwritten"
        )


@contextmanager
def create_store(address: Address) -> Iterator[Store]:
    """
    A new store, closed at the end.

    Raises
    ------
    StoreError
        If there is a ledger already, or none can be made there.
    """
    store: Store = (
        _postgres().create(address) if isinstance(address, Database) else SqliteStore.create(address)
    )
    with closing(store):
        yield store


def remove_store(address: Address) -> None:
    """Remove what :func:`create_store` made a moment ago and nobody has seen."""
    if isinstance(address, Database):
        _postgres().drop(address)
    else:
        with suppress(OSError):
            address.unlink()


def migrate_ledger(address: Address) -> tuple[str, ...]:
    """
    Bring a ledger that an older Muster made to the present form, all or nothing.

    Returns
    -------
    tuple
        Names of the migrations; empty if there was nothing to do.
    """
    if isinstance(address, Database):
        return _postgres().migrate(address)
    with closing(SqliteStore(address)) as store:
        return store.migrate()
