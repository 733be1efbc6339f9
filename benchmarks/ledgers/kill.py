"""
Writers that are killed at random points, and what is there afterwards.

A warm process forks a writer, which opens the ledger, appends without pause and tells each receipt through a
pipe after it has it. It is killed with SIGKILL after a random time; in PostgreSQL sometimes the server's own
process is killed in its stead, upon which the server throws out everybody and recovers. Then the ledger is
opened: every acknowledged entry must be there, every append whole, and the root of what was there before must
be proved to be continued.
"""

from __future__ import annotations

import os
import random
import select
import signal
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.ledgers.common import KEY, note, opening
from muster.ledger.audit import audit_store
from muster.ledger.faults import StoreError
from muster.ledger.merkle import consistency, is_consistent
from muster.ledger.store import Store
from muster.ledger.stores.sqlite import SqliteStore

__all__ = ("Kills", "kill_postgres", "kill_sqlite")

#: A ledger takes so many rounds, then a new one is begun, so that checks stay quick.
_ROUNDS_TO_A_LEDGER = 250


@dataclass(slots=True)
class Kills:
    """What was counted."""

    rounds: int = 0
    server_kills: int = 0
    acknowledged: int = 0
    beyond: int = 0
    lost: int = 0
    torn: int = 0
    inconsistent: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def wrong(self) -> int:
        """Everything that must be nothing."""
        return self.lost + self.torn + self.inconsistent + len(self.faults)


def _write(open_: Callable[[], Store], pipe: int, seed: int) -> None:
    """Append until killed; the first line through the pipe is the server's process, or 0."""
    chance = random.Random(seed)
    store = open_()
    backend = getattr(getattr(store, "_db", None), "info", None)
    os.write(pipe, b"%d\n" % (backend.backend_pid if backend is not None else 0))
    while True:
        size = store.size()
        drafts = [note("x" * chance.randrange(10, 2_500)) for _ in range(chance.randrange(1, 5))]
        receipt = store.append(drafts, expected=size, recorded=datetime.now(UTC), key=f"{size}-{seed}")
        os.write(pipe, b"%d\n" % receipt.size)


def _round(open_: Callable[[], Store], seed: int, pause: float, server: bool) -> int:
    """The size that was acknowledged last by a writer that was killed; 0 if none was."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reader)
            devnull = os.open(os.devnull, os.O_WRONLY)
            os.dup2(devnull, 2)
            _write(open_, writer, seed)
        finally:
            os._exit(1)
    os.close(writer)
    told = b""
    while b"\n" not in told:
        part = os.read(reader, 4096)
        if not part:
            break
        told += part
    backend = int(told.split(b"\n")[0] or 0)
    if backend or not server:
        select.select([], [], [], pause)
    with suppress(ProcessLookupError):
        os.kill(backend if server and backend else child, signal.SIGKILL)
    if server:
        # The server ends the writer's connection, and the writer ends itself.
        deadline = time.monotonic() + 10
        while os.waitpid(child, os.WNOHANG)[0] == 0:
            if time.monotonic() > deadline:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
                break
            time.sleep(0.001)
    else:
        os.waitpid(child, 0)
    while part := os.read(reader, 65_536):
        told += part
    os.close(reader)
    return max((int(line) for line in told.split(b"\n")[1:-1]), default=0)


def _check(store: Store, before: tuple[int, bytes], acknowledged: int, found: Kills) -> tuple[int, bytes]:
    size, root = store.size(), store.root()
    old_size, old_root = before
    if size < max(acknowledged, old_size):
        found.lost += max(acknowledged, old_size) - size
    found.beyond += size > max(acknowledged, old_size)
    last = max(((first, count) for _, first, count in store.client_keys()), default=(0, 1))
    if sum(last) != size:
        found.torn += 1
    if size >= old_size and not is_consistent(
        old_size, size, consistency(old_size, size, store.node), old_root, root
    ):
        found.inconsistent += 1
    return size, root


def _campaign(
    rounds: int,
    seed: int,
    new: Callable[[], Callable[[], Store]],
    *,
    mean_pause: float,
    server_share: float = 0.0,
    told: Callable[[str], None] = lambda _: None,
) -> Kills:
    chance = random.Random(seed)
    found = Kills()
    open_ = new()
    before = (0, b"")
    for number in range(rounds):
        if number % _ROUNDS_TO_A_LEDGER == 0:
            if number:
                _audit(open_, found)
                told(f"{number} kills, {found.acknowledged} entries acknowledged, {found.wrong} wrong")
            open_ = new()
            store = open_()
            store.append([opening()], expected=0, recorded=datetime.now(UTC))
            before = store.size(), store.root()
            store.close()
        server = chance.random() < server_share
        acknowledged = _round(open_, seed * 1_000_003 + number, chance.expovariate(1 / mean_pause), server)
        found.rounds += 1
        found.server_kills += server
        found.acknowledged += max(acknowledged - before[0], 0)
        store = _patiently(open_)
        before = _check(store, before, acknowledged, found)
        store.close()
    _audit(open_, found)
    return found


def _audit(open_: Callable[[], Store], found: Kills) -> None:
    store = _patiently(open_)
    found.faults += audit_store(store, (), KEY).faults
    store.close()


def _patiently(open_: Callable[[], Store]) -> Store:
    """Open it, once a server that recovers lets us in."""
    deadline = time.monotonic() + 60
    while True:
        try:
            return open_()
        except StoreError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.005)


def kill_sqlite(rounds: int, seed: int = 1, told: Callable[[str], None] = lambda _: None) -> Kills:
    """Kill writers of a file."""
    with tempfile.TemporaryDirectory() as folder:
        made = 0

        def new() -> Callable[[], Store]:
            nonlocal made
            made += 1
            path = Path(folder) / f"{made}.ledger"
            SqliteStore.create(path).close()
            return lambda: SqliteStore(path)

        return _campaign(rounds, seed, new, mean_pause=0.02, told=told)


def kill_postgres(
    rounds: int, cluster: Any, seed: int = 1, told: Callable[[str], None] = lambda _: None
) -> Kills:
    """Kill writers of a database, and one time in four the server's process that works for them."""
    from muster.ledger.stores.postgres import PostgresStore

    def new() -> Callable[[], Store]:
        database = cluster.fresh()
        return lambda: PostgresStore(database)

    return _campaign(rounds, seed, new, mean_pause=0.03, server_share=0.25, told=told)
