"""
Lines of entries judged apart from what comes before them, so that two processes can share a long ledger.

The helper is a process started afresh. It only says that a stretch is without fault; where it does not say
so, or dies, the stretch is read again by who asked, and every fault is found and told there.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from typing import IO

from muster.ledger.entry import lines_told
from muster.ledger.faults import LedgerError
from muster.ledger.merkle import leaf_hashes
from muster.ledger.stores.sqlite import SqliteStore
from muster.ledger.tree import HASH_BYTES

__all__ = ("TOGETHER", "Ask", "Judged", "helper", "judged", "serve")

#: Lines that are judged at a time: few enough to stay in the processor's cache.
TOGETHER = 128

_LARGEST_MESSAGE = 1 << 26
_PROGRAM = "from muster.ledger.judging import serve; serve()"


@dataclass(frozen=True, slots=True)
class Judged:
    """
    Lines that follow each other and in which nothing is wrong.

    Parameters
    ----------
    first, last
        The instants at which the first and the last were recorded.
    keys
        Client keys with the number of neighbours that bear them, in order.
    leaves
        The hashes of the lines, joined.
    """

    first: str
    last: str
    keys: list[tuple[str | None, int]]
    leaves: bytes

    def hashes(self) -> list[bytes]:
        """The hashes of the lines, one by one."""
        return [self.leaves[at : at + HASH_BYTES] for at in range(0, len(self.leaves), HASH_BYTES)]


def judged(lines: Iterable[bytes], start: int, count: int) -> Judged | None:
    """
    What is found in ``count`` lines from entry ``start`` on; ``None`` if something is wrong with one of them.

    Whether they were recorded after the entries before them is for the caller to see.
    """
    coming, keys, leaves = iter(lines), list[tuple[str | None, int]](), bytearray()
    first = last = ""
    taken = 0
    while together := list(islice(coming, TOGETHER)):
        told = lines_told(together, start + taken, last)
        if told is None:
            return None
        first, last = first or told[0].recorded, told[-1].recorded
        keys += [(key, len(list(run))) for key, run in groupby(line.key for line in told)]
        leaves += b"".join(leaf_hashes(together))
        taken += len(together)
    return Judged(first=first, last=last, keys=keys, leaves=bytes(leaves)) if taken == count else None


Ask = Callable[[int, int], Judged | None]


@contextmanager
def helper(path: Path) -> Iterator[Ask | None]:
    """
    A process that judges entries ``[start, end)`` of a ledger's file; ``None`` if none could be started.

    It is gone when the block is left, however it is left. One question at a time.
    """
    if not sys.executable:
        yield None
        return
    known = os.pathsep.join(place for place in sys.path if place)
    try:
        process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": known, "PYTHONSAFEPATH": "1"},
        )
    except (OSError, ValueError):
        yield None
        return
    asking, telling = process.stdin, process.stdout
    assert asking is not None and telling is not None

    def ask(start: int, end: int) -> Judged | None:
        try:
            _send(asking, json.dumps((str(path.absolute()), start, end)).encode())
            said, leaves = _received(telling), _received(telling)
            if not said or leaves is None:
                return None
            first, last, keys = json.loads(said)
            return Judged(first, last, [(key, count) for key, count in keys], leaves)
        except (OSError, TypeError, ValueError):
            return None

    try:
        yield ask
    finally:
        process.kill()
        for pipe in (asking, telling):
            with suppress(OSError):
                pipe.close()
        process.wait()


def _send(pipe: IO[bytes], content: bytes) -> None:
    pipe.write(len(content).to_bytes(8, "little") + content)
    pipe.flush()


def _received(pipe: IO[bytes]) -> bytes | None:
    """The next message; ``None`` if it is cut off or there is none."""
    size = pipe.read(8)
    if len(size) < 8:
        return None
    expected = int.from_bytes(size, "little")
    content = pipe.read(expected) if expected <= _LARGEST_MESSAGE else b""
    return content if len(content) == expected else None


def serve() -> None:
    """Judge what standard input asks for, and tell standard output; the whole life of a helper."""
    asked, store = sys.stdin.buffer, None
    while (question := _received(asked)) is not None:
        path, start, end = json.loads(question)
        try:
            store = store or SqliteStore(Path(path))
            found = judged(store.lines(start, end), start, end - start)
        except LedgerError:
            found = None
        said = b"" if found is None else json.dumps((found.first, found.last, found.keys)).encode()
        _send(sys.stdout.buffer, said)
        _send(sys.stdout.buffer, b"" if found is None else found.leaves)
