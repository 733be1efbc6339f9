"""
A ledger in a SQLite file, with the settings that keep acknowledged entries through a power cut.

``journal_mode = DELETE`` with ``synchronous = EXTRA`` syncs the directory after the journal is unlinked: with
FULL, the default, an acknowledged transaction may be rolled back by a journal that comes back. Write-ahead
logging is not used: in the versions before 3.51.3 (save 3.44.6 and 3.50.7) two connections can lose writes
with it (https://sqlite.org/wal.html#walresetbug).

The form of the tables is the number of migrations that made it. A file of an older form is read as it is, and
changed by :meth:`SqliteStore.migrate` alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import quote

from muster.ledger.faults import DiskError, StoreError
from muster.ledger.merkle import leaf_hash, root_hash
from muster.ledger.stores.tiled import TiledStore
from muster.ledger.tree import HASH_BYTES, TILE_HASHES, TILE_LEVELS, Edge, Tile

__all__ = ("APPLICATION", "SETTINGS", "VERSION", "Connect", "SqliteStore", "connected")

#: In the file's header: a ledger of Muster ("MUST").
APPLICATION = 0x4D555354

#: What every connection is set to; see ``docs/decisions`` on the stores' settings.
SETTINGS = ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0", "synchronous = EXTRA")

_BUSY_SECONDS = 30.0
_BATCH = 1_000
#: So many entries go into the file by one statement: half the time of as many statements.
_ROWS = 50
_INSERT_ROWS = "INSERT INTO entry VALUES " + ", ".join(["(?, ?)"] * _ROWS)

Connect = Callable[[Path, str], sqlite3.Connection]


def _guards(*tables: str) -> Iterator[str]:
    """Triggers against slips; against its owner the file is guarded by heads kept elsewhere."""
    for table in tables:
        for verb in ("UPDATE", "DELETE"):
            yield (
                f"CREATE TRIGGER {table}_{verb} BEFORE {verb} ON {table}"
                " BEGIN SELECT RAISE(ABORT, 'a ledger is only appended to'); END"
            )


def _first_form(db: sqlite3.Connection) -> None:
    """Form 1 (Muster 0.1.0): every node of the tree is a row."""
    for statement in (
        "CREATE TABLE entry (n INTEGER PRIMARY KEY, key TEXT, line BLOB NOT NULL)",
        "CREATE INDEX entry_key ON entry (key) WHERE key IS NOT NULL",
        """CREATE TABLE node (level INTEGER NOT NULL, place INTEGER NOT NULL, hash BLOB NOT NULL,
    PRIMARY KEY (level, place)) WITHOUT ROWID""",
        "CREATE TABLE head (n INTEGER PRIMARY KEY, text TEXT NOT NULL)",
        "CREATE TABLE migration (name TEXT PRIMARY KEY) WITHOUT ROWID",
        *_guards("entry", "node", "head", "migration"),
        f"PRAGMA application_id = {APPLICATION}",
    ):
        db.execute(statement)


def _tiles_and_keys(db: sqlite3.Connection) -> None:
    """Form 2: the tree in tiles, a row to 256 leaves; a client key is a row of its own."""
    for statement in (
        """CREATE TABLE tile (level INTEGER NOT NULL, place INTEGER NOT NULL, root BLOB NOT NULL,
    hashes BLOB NOT NULL, PRIMARY KEY (level, place))""",
        """CREATE TABLE client (key TEXT PRIMARY KEY, first INTEGER NOT NULL, count INTEGER NOT NULL)
    WITHOUT ROWID""",
        "INSERT INTO client SELECT key, min(n), count(*) FROM entry WHERE key IS NOT NULL GROUP BY key",
    ):
        db.execute(statement)
    edge = Edge()
    while rows := db.execute(
        "SELECT line FROM entry WHERE n >= ? AND n < ? ORDER BY n", (edge.size, edge.size + _BATCH)
    ).fetchall():
        tiles = edge.extend([leaf_hash(line) for (line,) in rows])
        db.executemany("INSERT INTO tile VALUES (?, ?, ?, ?)", tiles)

    def node(level: int, index: int) -> bytes:
        row = db.execute("SELECT hash FROM node WHERE level = ? AND place = ?", (level, index)).fetchone()
        return b"" if row is None else bytes(row[0])

    if root_hash(edge.size, node) != edge.root():
        raise StoreError(
            "the entries are not those of the tree that the file keeps",
            help="verify it (muster ledger verify) against a head that you kept; it was not changed",
        )
    for statement in (
        "DROP TRIGGER entry_UPDATE",
        "DROP TRIGGER entry_DELETE",
        "DROP INDEX entry_key",
        "ALTER TABLE entry DROP COLUMN key",
        "DROP TABLE node",
        *_guards("entry", "tile", "client"),
    ):
        db.execute(statement)


#: Applied in this order, each once, each in the transaction that records its name.
_MIGRATIONS: tuple[tuple[str, Callable[[sqlite3.Connection], None]], ...] = (
    ("1-ledger", _first_form),
    ("2-tiles", _tiles_and_keys),
)
#: The form that this Muster writes.
VERSION = len(_MIGRATIONS)


def _applied(db: sqlite3.Connection, form: int) -> tuple[str, ...]:
    """Bring an open transaction from a form to the present one; the names of what was done."""
    for number, (name, change) in enumerate(_MIGRATIONS[form:], start=form + 1):
        change(db)
        db.execute("INSERT INTO migration VALUES (?)", (name,))
        db.execute(f"PRAGMA user_version = {number}")
    return tuple(name for name, _ in _MIGRATIONS[form:])


@dataclass(frozen=True, slots=True)
class _Reading:
    """How the rows of a form are read."""

    tile: str
    roots: str
    under: str
    keys: str


#: Of a level ``t`` of tiles the file of form 1 has the levels ``8·t`` and ``8·t + 8`` of nodes.
_READINGS = {
    1: _Reading(
        tile=f"SELECT hash FROM node WHERE level = ?1 * {TILE_LEVELS} AND place >= ?2 * {TILE_HASHES}"
        f" AND place < (?2 + 1) * {TILE_HASHES} ORDER BY place",
        roots=f"SELECT hash FROM node WHERE level = (?1 + 1) * {TILE_LEVELS} AND place >= ?2 AND place < ?3"
        " ORDER BY place",
        under="SELECT min(n), count(*) FROM entry WHERE key = ? HAVING count(*)",
        keys="SELECT key, min(n), count(*) FROM entry WHERE key IS NOT NULL GROUP BY key",
    ),
    2: _Reading(
        tile="SELECT hashes FROM tile WHERE level = ? AND place = ?",
        roots="SELECT root FROM tile WHERE level = ? AND place >= ? AND place < ? ORDER BY place",
        under="SELECT first, count FROM client WHERE key = ?",
        keys="SELECT key, first, count FROM client",
    ),
}


class SqliteStore(TiledStore):
    """
    A :class:`~muster.ledger.store.Store` in one file.

    One object belongs to one thread; several objects and processes may have the file open.

    Parameters
    ----------
    path
        The file.
    connect
        Opens a connection to a path in a mode (``rw``, ``rwc``), with the settings that the store needs.

    Raises
    ------
    StoreError
        If the file is not there, is not a ledger, is newer than this Muster, or cannot be opened.
    """

    def __init__(self, path: Path, *, connect: Connect | None = None) -> None:
        super().__init__(str(path))
        self.path = path
        _need_file(path)
        self._db = (connect or connected)(path, "rw")
        try:
            self.form = self._checked_form()
        except BaseException:
            self._db.close()
            raise
        self._reading = _READINGS[self.form]

    @classmethod
    def create(cls, path: Path, *, connect: Connect | None = None) -> SqliteStore:
        """
        Make a new, empty ledger.

        Raises
        ------
        StoreError
            If there is something at ``path``, or it cannot be written.
        """
        if _exists(path):
            raise StoreError(
                f"{path}: there is a file already", help="give another name; a ledger is never overwritten"
            )
        try:
            with closing((connect or connected)(path, "rwc")) as db, _told(path), _transaction(db):
                _applied(db, 0)
        except StoreError:
            with suppress(OSError):
                if path.stat().st_size == 0:
                    path.unlink()
            raise
        return cls(path, connect=connect)

    def _checked_form(self) -> int:
        with _told(self.path):
            application = self._one("PRAGMA application_id")
            version = self._one("PRAGMA user_version")
        if application != APPLICATION or not isinstance(version, int) or version < 1:
            raise StoreError(
                f"{self.path}: a database, and not a ledger of Muster",
                help="give the file of the ledger",
                code="M908",
            )
        if version > VERSION:
            raise StoreError(
                f"{self.path}: a ledger of form {version}, and this Muster knows form {VERSION}",
                help="use a newer Muster; the file was not changed",
                code="M909",
            )
        # What a power cut cannot take: see the module's first lines.
        with _told(self.path):
            mode = self._one("PRAGMA journal_mode")
            synchronous = self._one("PRAGMA synchronous")
        if (mode, synchronous) != ("delete", 3):
            raise StoreError(
                f"{self.path}: SQLite took journal_mode {mode} and synchronous {synchronous},"
                " where delete and 3 are needed",
                help="copy the entries into a new ledger (muster ledger export, import)",
                code="M915",
            )
        return version

    def migrate(self) -> tuple[str, ...]:
        """
        Bring an older file to the present form; all or nothing, and its root stays what it was.

        Returns
        -------
        tuple
            Names of the migrations that were applied; empty if the form is the present one.
        """
        with _told(self.path), _transaction(self._db):
            form = self._one("PRAGMA user_version")
            assert isinstance(form, int)
            done = _applied(self._db, form)
        self.form = VERSION
        self._reading = _READINGS[VERSION]
        self._edge = None
        return done

    def _one(self, statement: str, values: tuple[object, ...] = ()) -> object:
        row = self._db.execute(statement, values).fetchone()
        return None if row is None else row[0]

    def _told(self) -> AbstractContextManager[None]:
        return _told(self.path)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        if self.form < VERSION:
            raise StoreError(
                f"{self.path}: a ledger of form {self.form}, as an older Muster wrote it; it can be read, and"
                " appended to in the present form only",
                help=f"keep a copy, then: muster ledger migrate {self.path}",
                code="M909",
            )
        with _transaction(self._db):
            yield

    def _count(self) -> int:
        last = self._one("SELECT max(n) FROM entry")
        return last + 1 if isinstance(last, int) else 0

    def _rows(self, start: int, end: int) -> list[tuple[int, bytes]]:
        return self._db.execute(
            "SELECT n, line FROM entry WHERE n >= ? AND n < ? ORDER BY n", (start, end)
        ).fetchall()

    def _tile(self, level: int, place: int) -> bytes | None:
        rows = self._db.execute(self._reading.tile, (level, place)).fetchall()
        if not all(isinstance(part, bytes) for (part,) in rows):
            return None
        return b"".join(part for (part,) in rows) or None

    def _roots(self, level: int, start: int, end: int) -> list[bytes]:
        rows = self._db.execute(self._reading.roots, (level, start, end))
        return [root if isinstance(root, bytes) else b"" for (root,) in rows]

    def _under(self, key: str) -> tuple[int, int] | None:
        row = self._db.execute(self._reading.under, (key,)).fetchone()
        return None if row is None else (row[0], row[1])

    def _insert(self, first: int, lines: Sequence[bytes], tiles: Sequence[Tile], key: str | None) -> None:
        rows = list(enumerate(lines, start=first))
        whole = len(rows) - len(rows) % _ROWS
        for start in range(0, whole, _ROWS):
            self._db.execute(_INSERT_ROWS, [*chain.from_iterable(rows[start : start + _ROWS])])
        self._db.executemany("INSERT INTO entry VALUES (?, ?)", rows[whole:])
        if tiles:
            self._db.executemany("INSERT INTO tile VALUES (?, ?, ?, ?)", tiles)
        if key is not None:
            self._db.execute("INSERT INTO client VALUES (?, ?, ?)", (key, first, len(lines)))

    def _insert_head(self, text: str) -> None:
        self._db.execute("INSERT INTO head (text) VALUES (?)", (text,))

    def tiles(self) -> Iterator[Tile]:
        """The full tiles of the tree as the file keeps them."""
        with _told(self.path):
            if self.form > 1:
                for row in self._db.execute("SELECT level, place, root, hashes FROM tile"):
                    yield Tile(*self._typed(row, int, int, bytes, bytes))
                return
            level, place = 0, 0
            while (hashes := self._tile(level, place)) is not None:
                if len(hashes) == TILE_HASHES * HASH_BYTES:
                    (root,) = self._roots(level, place, place + 1) or (b"",)
                    yield Tile(level, place, root, hashes)
                    place += 1
                else:
                    level, place = level + 1, 0

    def client_keys(self) -> Iterator[tuple[str, int, int]]:
        """The client keys as the file keeps them."""
        with _told(self.path):
            for row in self._db.execute(self._reading.keys):
                key, first, count = self._typed(row, str, int, int)
                yield key, first, count

    def _typed(self, row: tuple[Any, ...], *types: type) -> tuple[Any, ...]:
        """A row whose values are of the types that the form asks for; SQLite itself asks for nothing."""
        if tuple(type(value) for value in row) != types:
            raise StoreError(
                f"{self.path}: a row holds what does not belong there",
                help="the file was altered: take the last export whose head you kept",
            )
        return row

    def heads(self) -> tuple[str, ...]:
        """The heads that were kept, oldest first."""
        with _told(self.path):
            rows = self._db.execute("SELECT text FROM head ORDER BY n")
            return tuple(self._typed(row, str)[0] for row in rows)

    def file(self) -> Path | None:
        """The file."""
        return self.path

    def faults(self) -> list[str]:
        """What SQLite finds wrong with its pages."""
        with _told(self.path):
            return [
                f"{self.path}: SQLite says: {said}"
                for (said,) in self._db.execute("PRAGMA integrity_check(5)")
                if said != "ok"
            ]

    def close(self) -> None:
        """Close the file."""
        self._db.close()


def _exists(path: Path) -> bool:
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise StoreError(
            f"{path}: it cannot be reached: {error.strerror}",
            help="check your rights to the file and its folder",
            code="M906",
        ) from None
    return True


def _need_file(path: Path) -> None:
    if not _exists(path):
        raise StoreError(f"{path}: there is no ledger", help=f"make it: muster ledger init {path}")
    if not path.is_file():
        raise StoreError(f"{path}: not a file", help="give the file of the ledger")


def connected(path: Path, mode: str) -> sqlite3.Connection:
    """A connection with the store's settings."""
    with _told(path):
        db = sqlite3.connect(
            f"file:{quote(str(path.absolute()))}?mode={mode}",
            uri=True,
            timeout=_BUSY_SECONDS,
            isolation_level=None,
        )
        try:
            for setting in SETTINGS:
                db.execute(f"PRAGMA {setting}")
        except BaseException:
            db.close()
            raise
    return db


@contextmanager
def _transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All or nothing, alone: a transaction that begins by reading would fail at once where others write."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            db.execute("ROLLBACK")
        raise


#: A word of SQLite's message, its meaning, the way out, the code.
_WORDS = (
    ("locked", "others hold it for writing", "try again when they are done", "M905"),
    ("readonly", "it may not be written", "check your rights to the file and its folder", "M906"),
    ("unable to open", "it cannot be opened", "check your rights to the file and its folder", "M906"),
    ("full", "the disk is full", "make room, open the ledger anew, and append again", "M907"),
    ("disk i/o", "the disk failed", "look at the disk; then open the ledger anew and verify it", "M907"),
    ("not a database", "not a ledger of Muster", "give the file of the ledger", "M908"),
    ("malformed", "the file is damaged", "take the last export whose head you kept", "M903"),
    ("no such", "its form changed under this command", "run the command again", "M903"),
    ("only appended", "a ledger is only appended to", "record a correction", "M903"),
)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Say what SQLite says in the user's words."""
    try:
        yield
    except sqlite3.Error as error:
        said = str(error)
        for mark, words, help_, code in _WORDS:
            if mark in said.lower():
                kind = DiskError if code == "M907" else StoreError
                raise kind(f"{path}: {words} ({said})", help=help_, code=code) from error
        raise DiskError(
            f"{path}: SQLite says: {said}", help="verify the ledger (muster ledger verify)", code="M903"
        ) from error
    except UnicodeDecodeError as error:  # in a message of SQLite's that quotes damaged text
        raise StoreError(
            f"{path}: the file is damaged", help="take the last export whose head you kept"
        ) from error
