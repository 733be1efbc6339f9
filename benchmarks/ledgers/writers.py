"""
Writers at once, and whether what they were told has one order.

Processes append and read at the same ledger; each notes when it began and when it had its answer, by one
clock. For a record that is only appended to, an order is found without search: what was acknowledged is there
once, at the number that was told; what was acknowledged before another append began stands before it; what is
read is a beginning of the record that holds all that was acknowledged before and nothing begun after.
"""

from __future__ import annotations

import bisect
import json
import os
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from benchmarks.ledgers.common import KEY, note
from muster.ledger.audit import audit_store
from muster.ledger.entry import entry_of
from muster.ledger.faults import ConflictError, StoreError
from muster.ledger.merkle import leaf_hash
from muster.ledger.store import Store
from muster.ledger.tree import Edge

__all__ = ("Operations", "disorder", "write_at_once")


@dataclass(slots=True)
class Operations:
    """What was counted."""

    writers: int
    appends: int = 0
    repeats: int = 0
    conflicts: int = 0
    reads: int = 0
    disorder: tuple[str, ...] = ()


def _work(open_: Callable[[], Store], name: int, count: int, seed: int, pipe: int) -> None:
    chance = random.Random(seed)
    store = open_()
    with os.fdopen(pipe, "w") as out:
        for number in range(count):
            key = f"{name}-{number}"
            start = time.monotonic_ns()
            if chance.random() < 0.2:
                size = store.size()
                told: dict[str, Any] = {"do": "read", "n": size, "root": store.root(size).hex()}
            else:
                told = {"do": "append", "key": key} | _append(store, key)
                if chance.random() < 0.1:
                    again = store.append([note(key)], expected=0, recorded=datetime.now(UTC), key=key)
                    told |= {"again": again.first, "repeated": again.repeated}
            out.write(json.dumps(told | {"start": start, "end": time.monotonic_ns()}) + "\n")


def _append(store: Store, key: str) -> dict[str, Any]:
    conflicts = 0
    while True:
        size = store.size()
        try:
            receipt = store.append([note(key)], expected=size, recorded=datetime.now(UTC), key=key)
        except ConflictError:
            conflicts += 1
            continue
        except StoreError as error:
            if error.code != "M905":
                raise
            conflicts += 1
            continue
        return {"n": receipt.first, "conflicts": conflicts}


def write_at_once(open_: Callable[[], Store], operations: int, writers: int = 4, seed: int = 1) -> Operations:
    """Let processes work at one ledger, and judge what they were told."""
    children: list[tuple[int, int]] = []
    for name in range(writers):
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            code = 1
            try:
                os.close(reader)
                _work(open_, name, operations // writers, seed * 1_000 + name, writer)
                code = 0
            finally:
                os._exit(code)
        os.close(writer)
        children.append((child, reader))
    told: list[dict[str, Any]] = []
    failed: list[str] = []
    buffers = _drained([reader for _, reader in children])
    for child, reader in children:
        told += [json.loads(line) for line in buffers[reader].splitlines()]
        if os.waitpid(child, 0)[1]:
            failed.append("a writer ended before its work")
    store = open_()
    try:
        found = Operations(writers=writers)
        appends = [item for item in told if item["do"] == "append"]
        reads = [item for item in told if item["do"] == "read"]
        found.appends, found.reads = len(appends), len(reads)
        found.repeats = sum("again" in item for item in appends)
        found.conflicts = sum(item["conflicts"] for item in appends)
        found.disorder = (*failed, *disorder(list(store.lines()), appends, reads))
        found.disorder += audit_store(store, (), KEY).faults
        return found
    finally:
        store.close()


def _drained(readers: Sequence[int]) -> dict[int, bytes]:
    """All that comes through pipes, whichever speaks first."""
    import selectors

    buffers = dict.fromkeys(readers, b"")
    with selectors.DefaultSelector() as ready:
        for reader in readers:
            ready.register(reader, selectors.EVENT_READ)
        while ready.get_map():
            for key, _ in ready.select():
                part = os.read(key.fd, 65_536)
                buffers[key.fd] += part
                if not part:
                    ready.unregister(key.fd)
                    os.close(key.fd)
    return buffers


def disorder(
    lines: Sequence[bytes], appends: Sequence[dict[str, Any]], reads: Sequence[dict[str, Any]]
) -> list[str]:
    """
    Why what was told has no order in which each operation happens between its start and its end.

    Parameters
    ----------
    lines
        The record at the end.
    appends
        ``key``, the number ``n`` that was told, ``start`` and ``end``; ``again`` and ``repeated`` where it
        was sent twice.
    reads
        The size ``n`` that was read, its ``root`` in hexadecimal, ``start`` and ``end``.
    """
    wrong: list[str] = []
    place: dict[str, int] = {}
    for n, line in enumerate(lines):
        key = entry_of(line).key
        if key is not None and place.setdefault(key, n) != n:
            wrong.append(f"{key} is there twice")
    for item in appends:
        if place.get(item["key"]) != item["n"]:
            wrong.append(f"{item['key']} was told entry {item['n']} and is {place.get(item['key'])}")
        if "again" in item and (item["again"], item["repeated"]) != (item["n"], True):
            wrong.append(f"{item['key']} was recorded twice")
    ended = sorted(appends, key=lambda item: item["end"])
    last, at = -1, 0
    for item in sorted(appends, key=lambda item: item["start"]):
        while at < len(ended) and ended[at]["end"] < item["start"]:
            last = max(last, ended[at]["n"])
            at += 1
        if item["n"] <= last:
            wrong.append(f"{item['key']} stands before what was acknowledged before it began")
    ends = [item["end"] for item in ended]
    least: list[int] = []
    for item in ended:
        least.append(max(item["n"], least[-1] if least else -1))
    began = {item["n"]: item["start"] for item in appends}
    latest: list[int] = [0]
    for n in range(len(lines)):
        latest.append(max(latest[-1], began.get(n, 0)))
    roots = _roots(lines, {item["n"] for item in reads})
    for item in reads:
        before = bisect.bisect_left(ends, item["start"])
        if before and item["n"] <= least[before - 1]:
            wrong.append(f"a read of {item['n']} entries misses what was acknowledged before")
        if latest[item["n"]] > item["end"]:
            wrong.append(f"a read of {item['n']} entries holds what began after it")
        if roots.get(item["n"]) != item["root"]:
            wrong.append(f"a read of {item['n']} entries has another root")
    return wrong


def _roots(lines: Sequence[bytes], sizes: set[int]) -> dict[int, str]:
    edge, roots = Edge(), {}
    for size in sorted(sizes):
        edge.extend([leaf_hash(line) for line in lines[edge.size : size]])
        roots[size] = edge.root().hex()
    return roots
