"""
A ledger in a PostgreSQL database (15 or newer), for a team.

Who writes holds one advisory lock from before it reads the version until it commits, so that appends follow
each other as if they were serial; that no two take one number is kept by the primary key besides. The server
must flush what it acknowledges: ``fsync``, ``full_page_writes`` and ``synchronous_commit`` are looked at.

The tables stand in the schema ``muster`` and belong to the role that made them. Whoever appends logs in as a
member of ``muster_writer``, which may read and insert, and whoever reads as one of ``muster_reader``: neither
may update, delete or truncate. Triggers keep the owner from doing so by a slip.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from datetime import datetime
from typing import Any, LiteralString

import psycopg
from psycopg import errors

from muster.ledger.address import Database
from muster.ledger.entry import Draft
from muster.ledger.faults import DiskError, StoreError
from muster.ledger.store import Receipt
from muster.ledger.stores.tiled import TiledStore
from muster.ledger.tree import Tile

__all__ = ("READER", "WRITER", "PostgresStore")

#: The roles that are granted to those who append, and to those who read.
WRITER, READER = "muster_writer", "muster_reader"

_OLDEST_SERVER = 150_000
_LOCK = 0x4D555354
_ATTEMPTS = 8
_SECONDS = 30


def _first_form(db: psycopg.Connection[Any]) -> None:
    statements: tuple[LiteralString, ...] = (
        """DO $$ BEGIN
            IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'muster_writer') THEN
                CREATE ROLE muster_writer NOLOGIN;
            END IF;
            IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'muster_reader') THEN
                CREATE ROLE muster_reader NOLOGIN;
            END IF;
        END $$""",
        "CREATE SCHEMA muster",
        "CREATE TABLE muster.entry (n bigint PRIMARY KEY CHECK (n >= 0), line bytea NOT NULL)",
        "CREATE TABLE muster.client (key bytea PRIMARY KEY, first bigint NOT NULL, count bigint NOT NULL)",
        """CREATE TABLE muster.tile (level integer NOT NULL, place bigint NOT NULL, root bytea NOT NULL,
            hashes bytea NOT NULL, PRIMARY KEY (level, place))""",
        "CREATE TABLE muster.head (n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, text bytea NOT NULL)",
        "CREATE TABLE muster.migration (name text PRIMARY KEY)",
        """CREATE FUNCTION muster.refuse() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'a ledger is only appended to'; END $$""",
        """DO $$ DECLARE name text; BEGIN
            FOREACH name IN ARRAY ARRAY['entry', 'client', 'tile', 'head', 'migration'] LOOP
                EXECUTE format('CREATE TRIGGER refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON muster.%I
                    FOR EACH STATEMENT EXECUTE FUNCTION muster.refuse()', name);
            END LOOP;
        END $$""",
        "GRANT USAGE ON SCHEMA muster TO muster_writer, muster_reader",
        "GRANT SELECT ON ALL TABLES IN SCHEMA muster TO muster_writer, muster_reader",
        "GRANT INSERT ON muster.entry, muster.client, muster.tile, muster.head TO muster_writer",
    )
    for statement in statements:
        db.execute(statement)


#: Applied in this order, each once, all in the transaction that records their names.
_MIGRATIONS: tuple[tuple[str, Callable[[psycopg.Connection[Any]], None]], ...] = (("1-ledger", _first_form),)


class _AgainError(StoreError):
    """Others came in between; the same append may do better."""


class PostgresStore(TiledStore):
    """
    A :class:`~muster.ledger.store.Store` in the schema ``muster`` of a database.

    One object belongs to one thread; several objects and processes may have the ledger open.

    Parameters
    ----------
    database
        Its URL, such as ``postgresql://j3@db.example/border``; what it does not say comes from ``PG…``
        variables and ``~/.pgpass``.

    Raises
    ------
    StoreError
        If the server cannot be reached, is too old or loses what it acknowledges, or holds no ledger that
        this Muster knows.
    """

    def __init__(self, database: Database) -> None:
        super().__init__(str(database))
        self.database = database
        self._db = _connected(database)
        try:
            self._check_form()
        except BaseException:
            self._db.close()
            raise

    @classmethod
    def create(cls, database: Database) -> PostgresStore:
        """
        Make a new, empty ledger; the role that connects owns it, and may make roles and schemas.

        Raises
        ------
        StoreError
            If there is a ledger already, or the rights are missing.
        """
        with closing(_connected(database)) as db, _told(str(database)):
            if _names(db) is not None:
                raise StoreError(
                    f"{database}: there is a ledger already",
                    help="give another database; a ledger is never overwritten",
                )
            _migrated(db, ())
        return cls(database)

    def _check_form(self) -> None:
        with self._told():
            names = _names(self._db)
        if names is None:
            raise StoreError(
                f"{self.where}: there is no ledger", help=f"make it: muster ledger init '{self.where}'"
            )
        known = tuple(name for name, _ in _MIGRATIONS)
        if names != known[: len(names)]:
            raise StoreError(
                f"{self.where}: a ledger of form {names[-1]}, and this Muster knows form {known[-1]}",
                help="use a newer Muster; nothing was changed",
                code="M909",
            )
        if len(names) < len(known):
            raise StoreError(
                f"{self.where}: a ledger of form {names[-1] if names else 0}, as an older Muster made it",
                help=f"its owner runs: muster ledger migrate '{self.where}'",
                code="M909",
            )

    @staticmethod
    def migrate(database: Database) -> tuple[str, ...]:
        """
        Bring an older ledger to the present form, all or nothing; only its owner can.

        Returns
        -------
        tuple
            Names of the migrations that were applied.
        """
        with closing(_connected(database)) as db, _told(str(database)):
            names = _names(db)
            if names is None:
                raise StoreError(
                    f"{database}: there is no ledger", help=f"make it: muster ledger init '{database}'"
                )
            return _migrated(db, names)

    @staticmethod
    def drop(database: Database) -> None:
        """Remove a ledger; only its owner can, and only who has just made it should."""
        with closing(_connected(database)) as db, _told(str(database)):
            db.execute("DROP SCHEMA muster CASCADE")

    def _told(self) -> AbstractContextManager[None]:
        return _told(self.where)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        db = self._db
        db.execute("BEGIN")
        try:
            db.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
            yield
        except BaseException:
            with suppress(psycopg.Error):
                db.execute("ROLLBACK")
            raise
        try:
            db.execute("COMMIT")
        except (psycopg.OperationalError, psycopg.InterfaceError) as error:
            if isinstance(error, _AGAIN):
                raise
            raise DiskError(
                f"{self.where}: the connection was lost while the server recorded: whether it did is not"
                f" known ({_said(error)})",
                help="look with `muster log`; with --client-key it can be sent again without fear",
                code="M916",
            ) from error

    def append(
        self, drafts: Sequence[Draft], *, expected: int, recorded: datetime, key: str | None = None
    ) -> Receipt:
        """
        Record drafts together or not at all; see :meth:`muster.ledger.store.Store.append`.

        What fails only because others wrote at the same moment is tried again; with a client key also what
        was cut off while the server recorded it.
        """
        for attempt in range(_ATTEMPTS):
            try:
                return super().append(drafts, expected=expected, recorded=recorded, key=key)
            except _AgainError:
                if attempt + 1 == _ATTEMPTS:
                    raise
            except DiskError as error:
                if error.code not in ("M914", "M916") or key is None or attempt:
                    raise
                self._reopen()
        raise AssertionError("unreachable")

    def _reopen(self) -> None:
        self._db.close()
        self._db = _connected(self.database)
        self._edge, self._failed = None, False

    def _count(self) -> int:
        row = self._db.execute("SELECT max(n) FROM muster.entry").fetchone()
        return 0 if row is None or row[0] is None else int(row[0]) + 1

    def _rows(self, start: int, end: int) -> list[tuple[int, bytes]]:
        return self._db.execute(
            "SELECT n, line FROM muster.entry WHERE n >= %s AND n < %s ORDER BY n", (start, end), binary=True
        ).fetchall()

    def _tile(self, level: int, place: int) -> bytes | None:
        row = self._db.execute(
            "SELECT hashes FROM muster.tile WHERE level = %s AND place = %s", (level, place), binary=True
        ).fetchone()
        return None if row is None else bytes(row[0])

    def _roots(self, level: int, start: int, end: int) -> list[bytes]:
        rows = self._db.execute(
            "SELECT root FROM muster.tile WHERE level = %s AND place >= %s AND place < %s ORDER BY place",
            (level, start, end),
            binary=True,
        )
        return [bytes(root) for (root,) in rows]

    def _under(self, key: str) -> tuple[int, int] | None:
        row = self._db.execute(
            "SELECT first, count FROM muster.client WHERE key = %b", (key.encode(),)
        ).fetchone()
        return None if row is None else (row[0], row[1])

    def _insert(self, first: int, lines: Sequence[bytes], tiles: Sequence[Tile], key: str | None) -> None:
        self._db.execute(
            "INSERT INTO muster.entry SELECT %s + place - 1, line"
            " FROM unnest(%b::bytea[]) WITH ORDINALITY AS given (line, place)",
            (first, list(lines)),
        )
        for tile in tiles:
            self._db.execute("INSERT INTO muster.tile VALUES (%s, %s, %b, %b)", tuple(tile))
        if key is not None:
            self._db.execute(
                "INSERT INTO muster.client VALUES (%b, %s, %s)", (key.encode(), first, len(lines))
            )

    def _insert_head(self, text: str) -> None:
        self._db.execute("INSERT INTO muster.head (text) VALUES (%b)", (text.encode(),))

    def tiles(self) -> Iterator[Tile]:
        """The full tiles of the tree as the database keeps them."""
        with self._told():
            rows = self._db.execute("SELECT level, place, root, hashes FROM muster.tile", binary=True)
            yield from (Tile(*row) for row in rows)

    def client_keys(self) -> Iterator[tuple[str, int, int]]:
        """The client keys as the database keeps them."""
        with self._told():
            rows = self._db.execute("SELECT key, first, count FROM muster.client", binary=True)
            yield from ((bytes(key).decode(errors="replace"), first, count) for key, first, count in rows)

    def heads(self) -> tuple[str, ...]:
        """The heads that were kept, oldest first."""
        with self._told():
            rows = self._db.execute("SELECT text FROM muster.head ORDER BY n", binary=True)
            return tuple(bytes(text).decode(errors="replace") for (text,) in rows)

    def file(self) -> None:
        """There is none."""

    def faults(self) -> list[str]:
        """Nothing: what the server keeps is judged by its entries, tiles and keys alone."""
        return []

    def close(self) -> None:
        """Close the connection."""
        self._db.close()


def _connected(database: Database) -> psycopg.Connection[Any]:
    """A connection to a server that keeps what it acknowledges."""
    with _told(str(database)):
        db = psycopg.connect(
            database.url, autocommit=True, connect_timeout=_SECONDS, application_name="muster"
        )
        try:
            if db.info.server_version < _OLDEST_SERVER:
                raise StoreError(
                    f"{database}: the server is PostgreSQL {db.info.server_version // 10_000}",
                    help="a ledger needs PostgreSQL 15 or newer",
                    code="M914",
                )
            for name in ("fsync", "full_page_writes"):
                row = db.execute("SELECT current_setting(%s)", (name,)).fetchone()
                if row is None or row[0] != "on":
                    raise StoreError(
                        f"{database}: the server runs with {name} = off, and loses what it acknowledged in a"
                        " power cut",
                        help=f"set {name} = on there",
                        code="M915",
                    )
            db.execute("SET synchronous_commit = on")
            db.execute("SET lock_timeout = '30s'")
            db.execute("SET search_path = pg_catalog")
        except BaseException:
            db.close()
            raise
    return db


def _names(db: psycopg.Connection[Any]) -> tuple[str, ...] | None:
    """The migrations that a ledger went through, or ``None`` if there is none."""
    row = db.execute("SELECT pg_catalog.to_regnamespace('muster') IS NULL").fetchone()
    if row is None or row[0]:
        return None
    return tuple(
        name
        for (name,) in db.execute("SELECT name FROM muster.migration ORDER BY split_part(name, '-', 1)::int")
    )


def _migrated(db: psycopg.Connection[Any], names: tuple[str, ...]) -> tuple[str, ...]:
    """Apply what is missing, in one transaction."""
    missing = _MIGRATIONS[len(names) :]
    with db.transaction():
        db.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
        for name, change in missing:
            change(db)
            db.execute("INSERT INTO muster.migration VALUES (%s)", (name,))
    return tuple(name for name, _ in missing)


_AGAIN = (errors.SerializationFailure, errors.DeadlockDetected, errors.UniqueViolation)


def _said(error: psycopg.Error) -> str:
    """The first line of what the server says."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


@contextmanager
def _told(where: str) -> Iterator[None]:
    """Say what the server says in the user's words."""
    try:
        yield
    except psycopg.Error as error:
        raise _in_words(where, error) from error


def _in_words(where: str, error: psycopg.Error) -> StoreError:
    said = _said(error)
    if isinstance(error, _AGAIN):
        return _AgainError(
            f"{where}: others write at the same moment ({said})", help="try again", code="M905"
        )
    if isinstance(error, errors.LockNotAvailable | errors.QueryCanceled):
        return StoreError(
            f"{where}: others hold it for writing ({said})", help="try again when they are done", code="M905"
        )
    if isinstance(error, errors.InsufficientPrivilege | errors.ReadOnlySqlTransaction):
        return StoreError(
            f"{where}: this role or server may not do that ({said})",
            help=f"log in as a member of {WRITER} to append, of {READER} to read, as the owner to make it",
            code="M906",
        )
    if isinstance(error, errors.DiskFull | errors.IoError):
        return DiskError(
            f"{where}: the server's disk is full or fails ({said})",
            help="make room, then append again",
        )
    if isinstance(error, errors.RaiseException):
        return StoreError(f"{where}: {said}", help="record a correction")
    if isinstance(error, errors.UndefinedTable | errors.UndefinedColumn | errors.InvalidSchemaName):
        return StoreError(
            f"{where}: the schema muster there is not a ledger's ({said})",
            help="give the database of the ledger",
            code="M908",
        )
    if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return DiskError(
            f"{where}: the server cannot be reached ({said})",
            help="look at host, port, database, user and password; what was acknowledged is kept",
            code="M914",
        )
    return DiskError(
        f"{where}: PostgreSQL says: {said}", help="verify the ledger (muster ledger verify)", code="M903"
    )
