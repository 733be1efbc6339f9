"""
A ledger in a SQLite file, with the settings that keep acknowledged entries through a power cut.

``journal_mode = DELETE`` with ``synchronous = EXTRA`` syncs the directory after the journal is unlinked: with
FULL, the default, an acknowledged transaction may be rolled back by a journal that comes back. Write-ahead
logging is not used: in the versions before 3.51.3 (save 3.44.6 and 3.50.7) two connections can lose writes
with it (https://sqlite.org/wal.html#walresetbug).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from muster.ledger.canonical import parsed
from muster.ledger.entry import Draft, Entry, entry_of, line_of
from muster.ledger.faults import EntryError, StoreError
from muster.ledger.merkle import grown, leaf_hash, root_hash
from muster.ledger.store import Receipt, admit

__all__ = ("APPLICATION", "VERSION", "SqliteStore")

#: In the file's header: a ledger of Muster ("MUST"), and the form of its tables.
APPLICATION = 0x4D555354
VERSION = 1

_BUSY_SECONDS = 30.0
_BATCH = 1_000

_TABLES = (
    "CREATE TABLE entry (n INTEGER PRIMARY KEY, key TEXT, line BLOB NOT NULL)",
    "CREATE INDEX entry_key ON entry (key) WHERE key IS NOT NULL",
    """CREATE TABLE node (level INTEGER NOT NULL, place INTEGER NOT NULL, hash BLOB NOT NULL,
    PRIMARY KEY (level, place)) WITHOUT ROWID""",
    "CREATE TABLE head (n INTEGER PRIMARY KEY, text TEXT NOT NULL)",
    "CREATE TABLE migration (name TEXT PRIMARY KEY) WITHOUT ROWID",
    "INSERT INTO migration VALUES ('1-ledger')",
    *(
        f"CREATE TRIGGER {table}_{verb} BEFORE {verb} ON {table}"
        " BEGIN SELECT RAISE(ABORT, 'a ledger is only appended to'); END"
        for table in ("entry", "node", "head", "migration")
        for verb in ("UPDATE", "DELETE")
    ),
    f"PRAGMA application_id = {APPLICATION}",
    f"PRAGMA user_version = {VERSION}",
)


class SqliteStore:
    """
    A :class:`~muster.ledger.store.Store` in one file.

    One object belongs to one thread; several objects and processes may have the file open.

    Raises
    ------
    StoreError
        If the file is not there, is not a ledger, is newer than this Muster, or cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._failed = False
        if not path.exists():
            raise StoreError(f"{path}: there is no ledger", help=f"make it: muster ledger init {path}")
        if not path.is_file():
            raise StoreError(f"{path}: not a file", help="give the file of the ledger")
        self._db = _connected(path, "rw")
        try:
            self._check_form()
        except BaseException:
            self._db.close()
            raise

    @classmethod
    def create(cls, path: Path) -> SqliteStore:
        """
        Make a new, empty ledger.

        Raises
        ------
        StoreError
            If there is something at ``path``, or it cannot be written.
        """
        if path.exists():
            raise StoreError(
                f"{path}: there is a file already", help="give another name; a ledger is never overwritten"
            )
        try:
            with closing(_connected(path, "rwc")) as db, _told(path), _transaction(db):
                for statement in _TABLES:
                    db.execute(statement)
        except StoreError:
            with suppress(OSError):
                if path.stat().st_size == 0:
                    path.unlink()
            raise
        return cls(path)

    def _check_form(self) -> None:
        with _told(self.path):
            application = self._one("PRAGMA application_id")
            version = self._one("PRAGMA user_version")
        if application != APPLICATION:
            raise StoreError(
                f"{self.path}: a database, and not a ledger of Muster", help="give the file of the ledger"
            )
        if not isinstance(version, int) or version > VERSION:
            raise StoreError(
                f"{self.path}: a ledger of form {version}, and this Muster knows form {VERSION}",
                help="use a newer Muster; the file was not changed",
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
            )

    def _one(self, statement: str, values: tuple[object, ...] = ()) -> object:
        row = self._db.execute(statement, values).fetchone()
        return None if row is None else row[0]

    def size(self) -> int:
        """Number of entries."""
        with _told(self.path):
            last = self._one("SELECT max(n) FROM entry")
        return last + 1 if isinstance(last, int) else 0

    def lines(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Canonical lines of the entries ``[start, end)``, a thousand at a time."""
        while end is None or start < end:
            stop = start + _BATCH if end is None else min(end, start + _BATCH)
            with _told(self.path):
                rows = self._db.execute(
                    "SELECT n, line FROM entry WHERE n >= ? AND n < ? ORDER BY n", (start, stop)
                ).fetchall()
            for place, (number, line) in enumerate(rows, start=start):
                if number != place or not isinstance(line, bytes):
                    raise StoreError(
                        f"{self.path}: entry {place} is missing or is not bytes",
                        help="the file was altered: take the last export whose head you kept",
                    )
                yield line
            if len(rows) < stop - start:
                return
            start = stop

    def node(self, level: int, index: int) -> bytes:
        """Hash of a complete subtree; ``KeyError`` if it is not complete yet."""
        with _told(self.path):
            value = self._one("SELECT hash FROM node WHERE level = ? AND place = ?", (level, index))
        if not isinstance(value, bytes):
            raise KeyError((level, index))
        return value

    def subtrees(self) -> Iterator[tuple[int, int, bytes]]:
        """Every subtree that the store keeps: level, index, hash."""
        with _told(self.path):
            yield from self._db.execute("SELECT level, place, hash FROM node")

    def root(self, size: int | None = None) -> bytes:
        """Root of the tree of the first ``size`` entries, all by default."""
        return root_hash(self.size() if size is None else size, self.node)

    def append(
        self, drafts: Sequence[Draft], *, expected: int, recorded: datetime, key: str | None = None
    ) -> Receipt:
        """
        Record drafts together or not at all; see :meth:`muster.ledger.store.Store.append`.

        What was stored is read again and hashed again before the receipt is given. After a failure of the
        disk the store takes no more entries until it is opened anew.
        """
        if self._failed:
            raise StoreError(
                f"{self.path}: the disk failed before", help="open the ledger anew, and verify it first"
            )
        try:
            with _told(self.path), _transaction(self._db):
                receipt = self._recorded(drafts, expected, recorded, key)
        except StoreError as error:
            self._failed = isinstance(error.__cause__, sqlite3.OperationalError) and not _is_busy(
                error.__cause__
            )
            raise
        if not receipt.repeated:
            for place, line in enumerate(self.lines(receipt.first, receipt.size), start=receipt.first):
                if leaf_hash(line) != self.node(0, place):
                    self._failed = True
                    raise StoreError(
                        f"{self.path}: entry {place} was written and reads differently",
                        help="do not use this disk; verify the ledger against a kept head",
                    )
        return receipt

    def _recorded(
        self, drafts: Sequence[Draft], expected: int, recorded: datetime, key: str | None
    ) -> Receipt:
        size = self.size()
        entries = admit(
            drafts,
            size=size,
            expected=expected,
            recorded=recorded,
            key=key,
            last=next(map(entry_of, self.lines(size - 1))) if size else None,
            earlier=earlier if (earlier := self._under(key)) else (),
            since=lambda: [entry_of(line) for line in self.lines(expected)],
        )
        if entries is None:
            first, after = earlier[0].n, earlier[-1].n + 1
            return Receipt(first=first, count=after - first, size=after, root=self.root(after), repeated=True)
        lines = [line_of(entry) for entry in entries]
        self._db.executemany(
            "INSERT INTO entry VALUES (?, ?, ?)",
            [(entry.n, key, line) for entry, line in zip(entries, lines, strict=True)],
        )
        self._db.executemany(
            "INSERT INTO node VALUES (?, ?, ?)", grown(size, map(leaf_hash, lines), self.node)
        )
        after = size + len(lines)
        return Receipt(first=size, count=len(lines), size=after, root=self.root(after))

    def _under(self, key: str | None) -> list[Entry]:
        if key is None:
            return []
        rows = self._db.execute("SELECT line FROM entry WHERE key = ? ORDER BY n", (key,))
        return [entry_of(line) for (line,) in rows]

    def keep_head(self, text: str) -> None:
        """Keep a signed head."""
        with _told(self.path), _transaction(self._db):
            self._db.execute("INSERT INTO head (text) VALUES (?)", (text,))

    def heads(self) -> tuple[str, ...]:
        """The heads that were kept, oldest first."""
        with _told(self.path):
            return tuple(text for (text,) in self._db.execute("SELECT text FROM head ORDER BY n"))

    def faults(self) -> list[str]:
        """What SQLite finds wrong with its pages, and keys beside the wrong entries."""
        with _told(self.path):
            found = [
                f"{self.path}: SQLite says: {said}"
                for (said,) in self._db.execute("PRAGMA integrity_check(5)")
                if said != "ok"
            ]
            for number, key, line in self._db.execute("SELECT n, key, line FROM entry ORDER BY n"):
                try:
                    content = parsed(line)
                except (EntryError, AttributeError):
                    continue  # said by whoever reads the lines
                own = content.get("key") if isinstance(content, dict) else None
                if own != key:
                    found.append(
                        f"{self.path}: entry {number} is filed under the key {key!r}, and bears {own!r}"
                    )
        return found

    def close(self) -> None:
        """Close the file."""
        self._db.close()


def _connected(path: Path, mode: str) -> sqlite3.Connection:
    with _told(path):
        db = sqlite3.connect(
            f"file:{quote(str(path.absolute()))}?mode={mode}",
            uri=True,
            timeout=_BUSY_SECONDS,
            isolation_level=None,
        )
        try:
            for setting in (
                "trusted_schema = OFF",
                "cell_size_check = ON",
                "mmap_size = 0",
                "synchronous = EXTRA",
            ):
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


_WORDS = (
    ("locked", "others hold it for writing", "try again when they are done"),
    ("readonly", "it may not be written", "check your rights to the file and its folder"),
    ("unable to open", "it cannot be opened", "check your rights to the file and its folder"),
    ("full", "the disk is full", "make room, open the ledger anew, and append again"),
    ("disk i/o", "the disk failed", "look at the disk; then open the ledger anew and verify it"),
    ("not a database", "not a ledger of Muster", "give the file of the ledger"),
    ("malformed", "the file is damaged", "take the last export whose head you kept"),
    ("only appended", "a ledger is only appended to", "record a correction"),
)


def _is_busy(error: sqlite3.Error) -> bool:
    return "locked" in str(error)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Say what SQLite says in the user's words."""
    try:
        yield
    except sqlite3.Error as error:
        said = str(error)
        for mark, words, help_ in _WORDS:
            if mark in said.lower():
                raise StoreError(f"{path}: {words} ({said})", help=help_) from error
        raise StoreError(
            f"{path}: SQLite says: {said}", help="verify the ledger (muster ledger verify)"
        ) from error
