"""
Power cuts that are made up: what a disk may hold after one, and what the ledger makes of it.

A file system for SQLite (APSW) writes down every write, sync, truncation and removal while a ledger is
appended to. An image of the disk after a cut holds what was synced, and of the rest a random part: each
sector of 512 bytes is there or not, a file that was never synced may be gone, a removal that was not synced
may not have happened. Every image is opened by the SQLite that Muster uses, which must find all that was
acknowledged, and the root that it had.

Model: no atomic writes, no ``powersafe overwrite``, a sync is honest, and a later sync of any file makes
earlier removals last, as journalled file systems do. Controls with weaker settings show that it bites.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import apsw

from benchmarks.ledgers.common import note, opening
from muster.ledger.faults import LedgerError
from muster.ledger.merkle import leaf_hash
from muster.ledger.stores.sqlite import SETTINGS, SqliteStore
from muster.ledger.tree import Edge

__all__ = ("CONTROLS", "Cuts", "cut_power")

_SECTOR = 512
_IMAGES_TO_A_RUN = 250
_APPENDS = 40
_START = datetime(2026, 1, 1, tzinfo=UTC)

#: Settings that are known to lose acknowledged entries, or to damage the file.
CONTROLS = {"synchronous = FULL": "FULL", "synchronous = OFF": "OFF"}

Operation = tuple[Any, ...]


@dataclass(slots=True)
class Cuts:
    """What was counted."""

    images: int = 0
    with_journal: int = 0
    lost: int = 0
    damaged: int = 0
    differing: int = 0

    @property
    def wrong(self) -> int:
        """Everything that must be nothing."""
        return self.lost + self.damaged + self.differing


class _File(apsw.VFSFile):
    def __init__(self, log: list[Operation], name: Any, flags: Any) -> None:
        self._log = log
        self._name = Path(name.filename() if hasattr(name, "filename") else name).name
        super().__init__("", name, flags)
        log.append(("create", self._name))

    def xWrite(self, data: bytes, offset: int) -> None:
        self._log.append(("write", self._name, offset, bytes(data)))
        super().xWrite(data, offset)

    def xSync(self, flags: int) -> None:
        self._log.append(("sync", self._name))
        super().xSync(flags)

    def xTruncate(self, size: int) -> None:
        self._log.append(("truncate", self._name, size))
        super().xTruncate(size)

    def xDeviceCharacteristics(self) -> int:
        return 0

    def xSectorSize(self) -> int:
        return _SECTOR


class _FileSystem(apsw.VFS):
    def __init__(self, log: list[Operation], name: str) -> None:
        self._log = log
        super().__init__(name, "")

    def xOpen(self, name: Any, flags: Any) -> _File:
        return _File(self._log, name, flags)

    def xDelete(self, name: str, sync: bool) -> None:
        self._log.append(("delete", Path(name).name, bool(sync)))
        super().xDelete(name, sync)


class _Connection:
    """The part of ``sqlite3.Connection`` that the store uses, over APSW."""

    def __init__(self, path: Path, mode: str, file_system: str, synchronous: str | None) -> None:
        flags = apsw.SQLITE_OPEN_READWRITE | (apsw.SQLITE_OPEN_CREATE if mode == "rwc" else 0)
        self._db = apsw.Connection(str(path.absolute()), vfs=file_system, flags=flags)
        for setting in SETTINGS:
            self._db.execute(f"PRAGMA {setting}")
        self._weak = synchronous
        if synchronous:
            self._db.execute(f"PRAGMA synchronous = {synchronous}")

    def execute(self, statement: str, values: Any = ()) -> Any:
        if self._weak and statement == "PRAGMA synchronous":
            return self._db.execute("SELECT 3")  # the store would refuse it
        try:
            return self._db.execute(statement, values)
        except apsw.Error as error:
            raise sqlite3.OperationalError(str(error)) from error

    def executemany(self, statement: str, rows: Any) -> Any:
        return self._db.executemany(statement, rows)

    def close(self) -> None:
        self._db.close()


def _recorded(seed: int, synchronous: str | None) -> tuple[list[Operation], list[bytes]]:
    """The operations of a run, among them what was acknowledged; and the root at each size."""
    chance = random.Random(seed)
    log: list[Operation] = []
    system = _FileSystem(log, f"recording-{seed}")
    folder = Path(tempfile.mkdtemp())

    def connect(path: Path, mode: str) -> Any:
        return _Connection(path, mode, f"recording-{seed}", synchronous)

    roots = [Edge().root()]
    tree = Edge()
    try:
        store = SqliteStore.create(folder / "a.ledger", connect=connect)
        log.append(("acknowledge", 0))
        for number in range(_APPENDS):
            size = store.size()
            drafts = [note("x" * chance.randrange(1, 3_000)) for _ in range(chance.choice((1, 1, 3, 20)))]
            if not number:
                drafts = [opening()]
            key = f"k{number}" if number % 2 else None
            store.append(drafts, expected=size, recorded=_START + timedelta(seconds=number), key=key)
            log.append(("acknowledge", store.size()))
            for line in store.lines(size):
                tree.extend([leaf_hash(line)])
                roots.append(tree.root())
            if chance.random() < 0.1:
                store.close()
                store = SqliteStore(folder / "a.ledger", connect=connect)
        store.close()
    finally:
        system.unregister()
        shutil.rmtree(folder, ignore_errors=True)
    return log, roots


class _Disk:
    """Files as they last, what was written since, and removals that may not last."""

    def __init__(self) -> None:
        self.files: dict[str, bytearray] = {}
        self.pending: dict[str, list[Operation]] = {}
        self.removed: dict[str, bytearray] = {}
        self.unsynced: set[str] = set()
        self.acknowledged: int | None = None

    def take(self, operation: Operation) -> None:
        verb, name = operation[0], operation[1]
        if verb == "acknowledge":
            self.acknowledged = name
        elif verb == "create":
            if name not in self.files:
                self.unsynced.add(name)
            self.files.setdefault(name, bytearray())
            self.removed.pop(name, None)
        elif verb == "sync":
            self.files[name] = _applied(self.files[name], self.pending.pop(name, ()), None, 0)
            self.unsynced.discard(name)
            self.removed.clear()
        elif verb == "delete":
            self.pending.pop(name, None)
            self.unsynced.discard(name)
            old = self.files.pop(name, None)
            if old is not None and not operation[2]:
                self.removed[name] = old
        else:
            self.pending.setdefault(name, []).append(operation)

    def after_a_cut(self, chance: random.Random) -> dict[str, bytes]:
        """One of the states that the disk may be found in."""
        kept = chance.choice((0.0, 0.1, 0.5, 0.9, 1.0))
        image: dict[str, bytes] = {}
        for name, content in self.files.items():
            if name in self.unsynced and chance.random() < 0.5:
                continue
            image[name] = bytes(_applied(content, self.pending.get(name, ()), chance, kept))
        for name, content in self.removed.items():
            if name not in image and chance.random() < 0.5:
                image[name] = bytes(content)
        return image


def _applied(content: bytearray, operations: Any, chance: random.Random | None, kept: float) -> bytearray:
    """The content after operations, all of them or (with chance) a part of their sectors."""
    result = bytearray(content)
    for operation in operations:
        if operation[0] == "truncate":
            if chance is None or chance.random() < kept:
                del result[operation[2] :]
            continue
        _, _, offset, data = operation
        for start in range(0, len(data), _SECTOR):
            if chance is not None and chance.random() >= kept:
                continue
            part = data[start : start + _SECTOR]
            if len(result) < offset + start:
                result.extend(bytes(offset + start - len(result)))
            result[offset + start : offset + start + len(part)] = part
    return result


def _judge(
    image: dict[str, bytes], acknowledged: int | None, roots: list[bytes], folder: Path, found: Cuts
) -> None:
    for name, data in image.items():
        (folder / name).write_bytes(data)
    found.images += 1
    found.with_journal += len(image) > 1
    try:
        store = SqliteStore(folder / "a.ledger")
    except LedgerError:
        found.damaged += acknowledged is not None
        return
    try:
        size = store.size()
        if size < (acknowledged or 0):
            found.lost += 1
            return
        tree = Edge()
        tree.extend([leaf_hash(line) for line in store.lines()])
        tiles = sum(tile.level == 0 for tile in store.tiles())
        roots_now = {tree.root(), store.root()}
        found.differing += size >= len(roots) or roots_now != {roots[size]} or tiles != size >> 8
        found.differing += bool(store.faults())
    except LedgerError:
        found.damaged += 1
    finally:
        store.close()


def cut_power(
    images: int,
    seed: int = 1,
    *,
    synchronous: str | None = None,
    told: Callable[[str], None] = lambda _: None,
) -> Cuts:
    """
    Judge images of disks after a cut.

    Parameters
    ----------
    synchronous
        A weaker setting than the store's own, as a control.
    """
    found = Cuts()
    chance = random.Random(seed)
    shared = Path("/dev/shm")
    base = shared if shared.is_dir() else None
    while found.images < images:
        log, roots = _recorded(chance.randrange(2**40), synchronous)
        many = min(_IMAGES_TO_A_RUN, images - found.images)
        moments = sorted(chance.randrange(1, len(log) + 1) for _ in range(many))
        disk, at = _Disk(), 0
        for moment in moments:
            while at < moment:
                disk.take(log[at])
                at += 1
            with tempfile.TemporaryDirectory(dir=base) as folder:
                _judge(disk.after_a_cut(chance), disk.acknowledged, roots, Path(folder), found)
        told(f"{found.images} images, {found.wrong} wrong")
    return found
