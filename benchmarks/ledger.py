"""
The ledger's speed: ``python -m benchmarks.ledger [--entries 1000000] [--rounds 200]``.

Appending is set beside plain SQLite inserts of the same bytes with the same settings, batch by batch in turn,
so that both meet the same disk and the same neighbours; the ratio is of the medians. Verifying is measured by
the clock, since two processes share it, and beside it by the processor time of one. The rest is processor
time of one core, which neighbours disturb least. The table goes to ``benchmarks/results/ledger.md``.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.ledgers.common import KEY, NAME, SECRET, opening
from benchmarks.results import RESULTS, machine
from muster.domain.case import Assumption, Planning
from muster.domain.unit import Unit
from muster.ledger.audit import audit, audit_store
from muster.ledger.entry import Draft, lines_of
from muster.ledger.folding import Folding
from muster.ledger.head import signed_head
from muster.ledger.kinds import CaseSettings
from muster.ledger.merkle import consistency, inclusion
from muster.ledger.nouns import noun_json
from muster.ledger.stores.sqlite import SETTINGS, SqliteStore

__all__ = ("TARGETS", "main", "measured")

#: What was asked for: the figure, and whether more or less is better.
TARGETS: dict[str, tuple[str, float, bool]] = {
    "append": ("throughput beside plain inserts", 0.8, True),
    "fold": ("seconds from all entries to a case", 10.0, False),
    "incremental": ("milliseconds to the case after an append", 50.0, False),
    "verify": ("entries a second", 200_000, True),
    "inclusion": ("milliseconds to a proof of inclusion", 5.0, False),
    "consistency": ("milliseconds to a proof of consistency", 5.0, False),
    "cold proof": ("milliseconds to a proof, the ledger opened for it", 5.0, False),
}
_BATCH = 100
_SUBJECTS = 20_000
_DAY = date(2025, 5, 22)
_START = datetime(2026, 1, 1, tzinfo=UTC)
_KILOBYTE = 1_000

Row = dict[str, Any]


def _batches(rounds: int) -> list[list[Draft]]:
    """Batches of a hundred entries whose lines have a kilobyte each, to some bytes."""
    return [
        [
            Draft(
                kind="note.written",
                who="J3.Plans",
                subject=f"RFA-{batch}",
                reason="as reported",
                body={"text": f"{place:3} of {batch:6}: " + "reported as on the day before; " * 27},
            )
            for place in range(_BATCH)
        ]
        for batch in range(rounds)
    ]


def _appends(folder: Path, rounds: int) -> Row:
    """Wall and processor time of each batch: the ledger's, and that of inserts of the same lines."""
    store = SqliteStore.create(folder / "appended.ledger")
    store.append([opening()], expected=0, recorded=_START)
    plain = sqlite3.connect(folder / "plain.db", isolation_level=None)
    for setting in SETTINGS:
        plain.execute(f"PRAGMA {setting}")
    plain.execute("CREATE TABLE entry (n INTEGER PRIMARY KEY, line BLOB NOT NULL)")
    walls: dict[str, list[float]] = {"ledger": [], "plain": []}
    processor: dict[str, list[float]] = {"ledger": [], "plain": []}
    size = 0

    def timed(name: str, work: Callable[[], None]) -> None:
        wall, used = time.perf_counter(), time.process_time()
        work()
        walls[name].append(time.perf_counter() - wall)
        processor[name].append(time.process_time() - used)

    for number, drafts in enumerate(_batches(rounds), start=1):
        expected = store.size()

        def ours(drafts: list[Draft] = drafts, number: int = number, expected: int = expected) -> None:
            moment = _START + timedelta(seconds=number)
            store.append(drafts, expected=expected, recorded=moment, key=f"batch-{number}")

        lines = lines_of(drafts, expected, _START + timedelta(seconds=number), f"batch-{number}")
        size += sum(map(len, lines))

        def theirs(lines: list[bytes] = lines, expected: int = expected) -> None:
            plain.execute("BEGIN IMMEDIATE")
            plain.executemany("INSERT INTO entry VALUES (?, ?)", list(enumerate(lines, start=expected)))
            plain.execute("COMMIT")

        works = [("ledger", ours), ("plain", theirs)]
        for name, work in works if number % 2 else works[::-1]:
            timed(name, work)
    store.close()
    plain.close()
    median = {name: statistics.median(times) for name, times in walls.items()}
    used = {name: statistics.median(times) for name, times in processor.items()}
    quick = {name: statistics.quantiles(times, n=10)[0] for name, times in walls.items()}
    return {
        "value": median["plain"] / median["ledger"],
        "quick": quick["plain"] / quick["ledger"],
        "bytes_an_entry": size // (rounds * _BATCH),
        "rounds": rounds,
        "wall_ms": {name: value * 1e3 for name, value in median.items()},
        "quick_wall_ms": {name: value * 1e3 for name, value in quick.items()},
        "process_ms": {name: value * 1e3 for name, value in used.items()},
    }


def _large(folder: Path, entries: int) -> SqliteStore:
    """A ledger of a case with 20,000 rows, units and assumptions by turns, that change again and again."""
    store = SqliteStore.create(folder / "large.ledger")
    settings = CaseSettings(name="large", as_of=_DAY, planning=Planning(start=_DAY, end=date(2026, 1, 1)))
    opened = Draft(kind="case.opened", who="J3.Plans", subject="case", body=noun_json(settings))
    store.append([opening(), opened], expected=0, recorded=_START)
    size = 2
    while size < entries:
        many = min(1_000, entries - size)
        moment = _START + timedelta(seconds=size)
        store.append(
            [_row(n) for n in range(size, size + many)], expected=size, recorded=moment, key=f"k{size}"
        )
        size += many
    store.keep_head(signed_head(NAME, size, store.root(), SECRET))
    return store


def _row(n: int) -> Draft:
    number = n % _SUBJECTS
    if n % 2:
        name = f"factor-{number}"
        noun: Any = Assumption(name=name, value=Decimal(n), source="report of the day")
    else:
        name = f"A-{number}-CAV"
        noun = Unit(
            unit=name,
            name=f"{number}th Squadron",
            type="CAV",
            component="RA",
            home=f"FT-{n % 97}",
            policy="P",
        )
    kind = {Assumption: "assumption", Unit: "unit"}[type(noun)]
    verb = "added" if n < _SUBJECTS else "changed"
    return Draft(kind=f"{kind}.{verb}", who="J3.Plans", subject=name, effective=_DAY, body=noun_json(noun))


def _seconds(work: Callable[[], object]) -> float:
    used = time.process_time()
    work()
    return time.process_time() - used


def _wall_seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def measured(entries: int, rounds: int, told: Callable[[str], None] = lambda _: None) -> dict[str, Row]:
    """All figures, for a ledger of so many entries and so many batches."""
    rows: dict[str, Row] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows["append"] = _appends(folder, rounds)
        told("appended")
        store = _large(folder, entries)
        told("a large ledger is made")
        checks = [_wall_seconds(lambda: _verified(store)) for _ in range(5)]
        alone = [_seconds(lambda: _read_alone(store)) for _ in range(3)]
        rows["verify"] = {
            "value": entries / statistics.median(checks),
            "wall_seconds": checks,
            "one_core": entries / statistics.median(alone),
            "one_core_seconds": alone,
        }
        told("verified")
        folding = Folding(lambda n: next(store.lines(n, n + 1)))
        feeding = _seconds(lambda: folding.feed(store.lines()))
        viewing = _seconds(folding.view)
        rows["fold"] = {
            "value": feeding + viewing,
            "feeding": feeding,
            "entries": entries,
            "rows": sum(len(getattr(folding.view().case, name)) for name in ("units", "assumptions")),
        }
        told("folded")
        again = []
        for number in range(20):
            size = store.size()
            moment = _START + timedelta(days=365, seconds=number)
            store.append([_row(size), _row(size + 1)], expected=size, recorded=moment)

            def further() -> None:
                folding.feed(store.lines(folding.size))
                folding.view()

            again.append(_seconds(further))
        rows["incremental"] = {"value": statistics.median(again) * 1e3, "most": max(again) * 1e3}
        chance, size = random.Random(6), store.size()
        proofs = [_seconds(lambda: inclusion(chance.randrange(size), size, store.node)) for _ in range(200)]
        rows["inclusion"] = {"value": statistics.median(proofs) * 1e3, "most": max(proofs) * 1e3}
        links = [
            _seconds(lambda: consistency(chance.randrange(1, size), size, store.node)) for _ in range(200)
        ]
        rows["consistency"] = {"value": statistics.median(links) * 1e3, "most": max(links) * 1e3}
        store.close()

        def cold() -> None:
            opened = SqliteStore(folder / "large.ledger")
            inclusion(chance.randrange(size), size, opened.node)
            opened.close()

        colds = [_seconds(cold) for _ in range(50)]
        rows["cold proof"] = {"value": statistics.median(colds) * 1e3, "most": max(colds) * 1e3}
    return {name: rows[name] for name in TARGETS}


def _verified(store: SqliteStore) -> None:
    """The ledger as a user verifies it: by two processes, for it is long."""
    faults = audit_store(store, (), KEY).faults
    assert not faults, faults


def _read_alone(store: SqliteStore) -> None:
    """The same entries and heads, by this process alone."""
    faults = audit(store.lines(), [("kept", head) for head in store.heads()], KEY).faults
    assert not faults, faults


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=300)
    asked = parser.parse_args()
    rows = measured(asked.entries, asked.rounds, lambda text: print(text, file=sys.stderr, flush=True))
    known = machine() | {"sqlite": sqlite3.sqlite_version, "load": round(os.getloadavg()[1], 1)}
    told = {"entries": asked.entries, "rows": rows, "machine": known}
    (RESULTS / "ledger.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    text = table(told)
    (RESULTS / "ledger.md").write_text(text, encoding="utf-8")
    print(text)


def table(told: dict[str, Any]) -> str:
    """The figures beside what was asked for."""
    lines = [
        "# The ledger's speed",
        "",
        f"A ledger of {told['entries']:,} entries in a SQLite file; batches of 100 entries of a kilobyte.",
        "",
        "| what | figure | asked for | reached | |",
        "|---|---|---:|---:|---|",
    ]
    for name, (what, target, more) in TARGETS.items():
        row = told["rows"][name]
        met = row["value"] >= target if more else row["value"] < target
        sign = "≥" if more else "<"
        lines.append(
            f"| {name} | {what} | {sign} {target:,} | {_figure(row['value'])} | {'' if met else 'not '}met |"
        )
    row = told["rows"]["append"]
    wall, used = row["wall_ms"], row["process_ms"]
    quick = row["quick_wall_ms"]
    lines += [
        "",
        f"Appending, milliseconds to a batch: medians {wall['ledger']:.2f} for the ledger and",
        f"{wall['plain']:.2f} for plain inserts (processor {used['ledger']:.2f}, {used['plain']:.2f}); the",
        f"quickest tenth {quick['ledger']:.2f} and {quick['plain']:.2f}, whose ratio is {row['quick']:.2f}.",
        f"Verifying by one process alone: {told['rows']['verify']['one_core']:,.0f} entries a second.",
        "Ratios hold on one machine; times differ between machines, and with what else runs on them.",
    ]
    known = told["machine"]
    system = f"{known['cores']} cores, {known.get('processor', known['machine'])}, {known['system']}"
    lines += ["", f"{system}, Python {known['python']}, SQLite {known['sqlite']}."]
    lines += [f"The load on it was {known['load']}: above 1 for each core, others took their share."]
    return "\n".join(lines) + "\n"


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 1_000 else f"{value:.2f}"


if __name__ == "__main__":
    main()
