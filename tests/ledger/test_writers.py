"""Writers that are killed, and writers at once: nothing acknowledged is lost, nothing is there twice."""

import os
import random
import signal
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from muster.ledger.audit import audit_store
from muster.ledger.entry import Draft, entry_of
from muster.ledger.faults import ConflictError
from muster.ledger.head import verifier_key
from muster.ledger.stores.sqlite import SqliteStore

ROUNDS = 40


def note(text: str) -> Draft:
    return Draft(kind="note.written", who="x", body={"text": text})


def made(path: Path) -> Path:
    store = SqliteStore.create(path)
    body = {"key": str(verifier_key("a", bytes(32)))}
    opened = Draft(kind="ledger.opened", who="x", body=body)
    store.append([opened], expected=0, recorded=datetime.now(UTC))
    store.close()
    return path


def write_until_killed(path: Path, pipe: int, *, early: bool) -> None:
    """Append, and acknowledge each time; ``early`` does it the wrong way round."""
    store = SqliteStore(path)
    while True:
        size = store.size()
        if early:
            os.write(pipe, b"%d\n" % size)
            os.kill(os.getpid(), signal.SIGKILL)
        drafts = [note("x" * 3_000)] * 3
        receipt = store.append(drafts, expected=size, recorded=datetime.now(UTC), key=f"k{size}")
        os.write(pipe, b"%d\n" % (receipt.size - 1))


def killed_round(path: Path, pause: float, *, early: bool = False) -> list[int]:
    """Numbers of the entries that a writer acknowledged before it was killed."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reader)
            write_until_killed(path, writer, early=early)
        finally:
            os._exit(1)
    os.close(writer)
    time.sleep(pause)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reader, "rb") as pipe:
        return [int(line) for line in pipe.read().split()]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_killed_writer_loses_nothing_that_it_acknowledged(tmp_path: Path) -> None:
    path = made(tmp_path / "a.ledger")
    pauses = random.Random(6)
    size, root, acknowledged = 1, b"", 0
    for _ in range(ROUNDS):
        told = killed_round(path, pauses.uniform(0.001, 0.03))
        store = SqliteStore(path)
        assert store.size() > max(told, default=0)
        assert (store.size() - 1) % 3 == 0, "a part of an append"
        assert not root or store.root(size) == root
        size, root, acknowledged = store.size(), store.root(), acknowledged + len(told)
        store.close()
    store = SqliteStore(path)
    assert audit_store(store, ()).faults == ()
    store.close()
    assert acknowledged > 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_the_loop_sees_a_writer_that_acknowledges_too_early(tmp_path: Path) -> None:
    path = made(tmp_path / "a.ledger")
    told = killed_round(path, 0.2, early=True)
    store = SqliteStore(path)
    assert store.size() <= max(told)
    store.close()


def test_writers_at_once_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    path = made(tmp_path / "a.ledger")
    receipts: list[tuple[str, int]] = []
    conflicts: list[str] = []

    def write(name: str) -> None:
        store = SqliteStore(path)
        for number in range(12):
            key = f"{name}-{number}"
            while True:
                try:
                    size = store.size()
                    receipt = store.append([note(key)], expected=size, recorded=datetime.now(UTC), key=key)
                    break
                except ConflictError as error:
                    conflicts.append(str(error))
            again = store.append([note(key)], expected=size, recorded=datetime.now(UTC), key=key)
            assert again.repeated
            assert (again.first, again.root) == (receipt.first, receipt.root)
            receipts.append((key, receipt.first))
        store.close()

    writers = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    store = SqliteStore(path)
    found = {entry.key: entry.n for entry in map(entry_of, store.lines()) if entry.key}
    assert found == dict(receipts)
    assert len(found) == 48 == store.size() - 1
    assert audit_store(store, ()).faults == ()
    store.close()
    assert all("Nothing was appended" in told for told in conflicts)
