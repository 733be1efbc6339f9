"""
The ledger's campaign: ``python -m benchmarks.ledger_campaign [--only PART]... [--size 0.1]``.

Parts: ``kill`` (writers killed at random points), ``power`` (power cuts that are made up, with controls),
``tamper`` (rows and bytes altered at random, a head kept aside), ``stateful`` (any sequence of requests),
``concurrent`` (writers at once, and one order for all they were told). What must be nothing is nothing, or
the exit code is 1. True counts go to ``benchmarks/results/ledger-campaign.json`` and ``.md``; a part that is
run alone leaves the figures of the others as they are.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.ledgers.common import opened
from benchmarks.ledgers.kill import Kills, kill_postgres, kill_sqlite
from benchmarks.ledgers.power import CONTROLS, Cuts, cut_power
from benchmarks.ledgers.sequences import memory_machine, postgres_machine, run, sqlite_machine
from benchmarks.ledgers.tamper import Tampers, tamper_with_bytes, tamper_with_rows
from benchmarks.ledgers.writers import Operations, write_at_once
from benchmarks.results import RESULTS, machine
from muster.ledger.stores.sqlite import SqliteStore

__all__ = ("PARTS", "SIZES", "main", "summary")

NAME = "ledger-campaign"

#: What is asked for; ``--size`` takes a share of it.
SIZES = {
    "kill sqlite": 10_000,
    "kill postgres": 2_000,
    "power": 20_000,
    "tamper rows": 70_000,
    "tamper bytes": 30_000,
    "stateful memory": 1_000_000,
    "stateful sqlite": 20_000,
    "stateful postgres": 5_000,
    "concurrent sqlite": 10_000,
    "concurrent postgres": 10_000,
}
Told = Callable[[str], None]
Row = dict[str, Any]


@contextmanager
def _cluster() -> Iterator[Any]:
    from tests.ledger.cluster import Cluster

    shared = Path("/dev/shm")
    started = Cluster(base=shared if shared.is_dir() else None)
    try:
        yield started
    finally:
        started.close()


def _kill_sqlite(size: int, seed: int, told: Told) -> Row:
    return _kills(kill_sqlite(size, seed, told))


def _kill_postgres(size: int, seed: int, told: Told) -> Row:
    with _cluster() as cluster:
        return _kills(kill_postgres(size, cluster, seed, told))


def _kills(found: Kills) -> Row:
    row = asdict(found)
    row["done"], row["wrong"] = found.rounds, found.wrong
    server = f", {found.server_kills} of them of the server" if found.server_kills else ""
    row["what"] = (
        f"{found.rounds:,} kills{server}; {found.acknowledged:,} entries acknowledged; {found.lost} lost,"
        f" {found.torn} appends torn, {found.inconsistent} roots not continued; {found.beyond:,} times an"
        " append was there whose receipt was cut off"
    )
    return row


def _power(size: int, seed: int, told: Told) -> Row:
    found = cut_power(size, seed, told=told)
    controls = {
        name: cut_power(max(size // 20, 200), seed, synchronous=value) for name, value in CONTROLS.items()
    }
    row = asdict(found) | {"controls": {name: asdict(cuts) for name, cuts in controls.items()}}
    bitten = all(cuts.wrong for cuts in controls.values())
    row["done"], row["wrong"] = found.images, found.wrong + (not bitten)
    row["what"] = f"{_cuts(found)}. Controls: " + "; ".join(
        f"{name}: {_cuts(cuts)}" for name, cuts in controls.items()
    )
    return row


def _cuts(found: Cuts) -> str:
    return (
        f"{found.images:,} images ({found.with_journal:,} with a journal), {found.lost} lost acknowledged"
        f" entries, {found.damaged} damaged, {found.differing} differing"
    )


def _tamper_rows(size: int, seed: int, told: Told) -> Row:
    return _tampers(tamper_with_rows(size, seed, told))


def _tamper_bytes(size: int, seed: int, told: Told) -> Row:
    return _tampers(tamper_with_bytes(size, seed, told))


def _tampers(found: Tampers) -> Row:
    tried = sum(found.tried.values())
    row: Row = {"tried": dict(found.tried), "found": dict(found.found), "harmless": found.harmless}
    row |= {"unseen": found.unseen, "done": tried, "wrong": len(found.unseen)}
    row["what"] = (
        f"{tried:,} tamperings of {len(found.tried)} kinds; {sum(found.found.values()):,} found,"
        f" {found.harmless:,} changed nothing that the ledger says, {len(found.unseen)} unseen"
    )
    return row


def _stateful_memory(size: int, seed: int, told: Told) -> Row:
    return _steps(memory_machine(), size, told)


def _stateful_sqlite(size: int, seed: int, told: Told) -> Row:
    return _steps(sqlite_machine(), size, told)


def _stateful_postgres(size: int, seed: int, told: Told) -> Row:
    with _cluster() as cluster:
        return _steps(postgres_machine(cluster), size, told)


#: Seconds after which a part that draws sequences stops, however many there were.
_LIMIT = 3_000.0


def _steps(kind: type[Any], size: int, told: Told) -> Row:
    found = run(kind, size, seconds=_LIMIT, told=told)
    row = asdict(found) | {"done": found.steps, "wrong": int(bool(found.wrong))}
    row["what"] = f"{found.steps:,} steps in {found.sequences:,} sequences; " + (
        f"WRONG: {found.wrong}" if found.wrong else "always equal to the oracle"
    )
    return row


def _concurrent_sqlite(size: int, seed: int, told: Told) -> Row:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.ledger"
        opened(SqliteStore.create(path)).close()
        return _operations(write_at_once(lambda: SqliteStore(path), size, seed=seed))


def _concurrent_postgres(size: int, seed: int, told: Told) -> Row:
    from muster.ledger.stores.postgres import PostgresStore

    with _cluster() as cluster:
        database = cluster.fresh()
        opened(PostgresStore(database)).close()
        return _operations(write_at_once(lambda: PostgresStore(database), size, seed=seed))


def _operations(found: Operations) -> Row:
    done = found.appends + found.reads
    row = asdict(found) | {"done": done, "wrong": len(found.disorder)}
    row["what"] = (
        f"{done:,} operations by {found.writers} processes: {found.appends:,} appends ({found.repeats:,} sent"
        f" twice, {found.conflicts:,} conflicts met on the way), {found.reads:,} reads; "
        + (f"NO order: {found.disorder[0]}" if found.disorder else "one order for all of them")
    )
    return row


PARTS: dict[str, Callable[[int, int, Told], Row]] = {
    "kill sqlite": _kill_sqlite,
    "kill postgres": _kill_postgres,
    "power": _power,
    "tamper rows": _tamper_rows,
    "tamper bytes": _tamper_bytes,
    "stateful memory": _stateful_memory,
    "stateful sqlite": _stateful_sqlite,
    "stateful postgres": _stateful_postgres,
    "concurrent sqlite": _concurrent_sqlite,
    "concurrent postgres": _concurrent_postgres,
}


def main() -> None:
    """Run, print, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", action="append", metavar="PART", help="kill, 'kill sqlite', power, …")
    parser.add_argument("--size", type=float, default=1.0, help="share of what is asked for")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    names = [name for name in PARTS if not asked.only or any(name.startswith(part) for part in asked.only)]
    if not names:
        parser.error(f"parts are {', '.join(PARTS)}")
    wrong = 0
    for name in names:
        size = max(int(SIZES[name] * asked.size), 1)
        print(f"{name}: {size:,}", flush=True)
        begun, used = time.monotonic(), time.process_time()
        row = PARTS[name](size, asked.seed, lambda text: print(f"  {text}", file=sys.stderr, flush=True))
        row |= {
            "asked": SIZES[name],
            "seed": asked.seed,
            "wall_seconds": round(time.monotonic() - begun),
            "process_seconds": round(time.process_time() - used),
        }
        print(f"  {row['what']}; {row['wall_seconds']} s", flush=True)
        wrong += row["wrong"]
        _write(name, row)
    sys.exit(1 if wrong else 0)


def _write(name: str, row: Row) -> None:
    path = RESULTS / f"{NAME}.json"
    told = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"parts": {}}
    told["parts"][name] = row
    told["machine"] = machine() | {"sqlite": sqlite3.sqlite_version}
    told["parts"] = {part: told["parts"][part] for part in PARTS if part in told["parts"]}
    path.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (RESULTS / f"{NAME}.md").write_text(summary(told), encoding="utf-8")


def summary(told: dict[str, Any]) -> str:
    """The table of what was run."""
    lines = [
        "# The ledger's campaign",
        "",
        "What each part does is told in `benchmarks/ledgers/`. Wrong is what must be nothing: lost, torn,",
        "unseen, without order.",
        "",
        "| part | asked for | done | wrong | found |",
        "|---|---:|---:|---:|---|",
    ]
    lines += [
        f"| {name} | {row['asked']:,} | {row['done']:,} | {row['wrong']} | {row['what']} |"
        for name, row in told["parts"].items()
    ]
    known = told["machine"]
    system = f"{known['cores']} cores, {known.get('processor', known['machine'])}, {known['system']}"
    lines += ["", f"{system}, Python {known['python']}, SQLite {known['sqlite']}."]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
