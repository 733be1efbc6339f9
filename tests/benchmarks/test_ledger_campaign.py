"""The ledger's campaign and its speed in small; ``python -m benchmarks.ledger_campaign`` is the long one."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks import ledger as speed
from benchmarks import ledger_campaign
from benchmarks.ledgers.common import note, opened, sqlite_ledger
from benchmarks.ledgers.kill import Kills, _check, kill_postgres, kill_sqlite
from benchmarks.ledgers.power import CONTROLS, cut_power
from benchmarks.ledgers.sequences import memory_machine, run
from benchmarks.ledgers.tamper import tamper_with_bytes, tamper_with_rows
from benchmarks.ledgers.writers import disorder, write_at_once
from muster.ledger.stores.memory import MemoryStore
from muster.ledger.stores.sqlite import SqliteStore

MACHINE = {"cores": 2, "machine": "m", "system": "s", "python": "3", "sqlite": "3", "load": 0.5}

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    pytest.importorskip("psycopg")
    from tests.ledger.cluster import Cluster, programs

    if programs() is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    shared = Path("/dev/shm")
    started = Cluster(base=shared if shared.is_dir() else None)
    yield started
    started.close()


def test_killed_writers_of_a_file_lose_nothing() -> None:
    found = kill_sqlite(30, seed=7)
    assert (found.rounds, found.wrong) == (30, 0)


def test_killed_writers_and_servers_of_a_database_lose_nothing(cluster: Any) -> None:
    found = kill_postgres(8, cluster, seed=7)
    assert (found.rounds, found.wrong) == (8, 0)


def test_the_check_after_a_kill_sees_a_loss() -> None:
    store = opened(MemoryStore())
    found = Kills()
    before = store.size(), store.root()
    _check(store, before, 3, found)
    assert found.lost == 2
    other = MemoryStore()
    other.append([note("other")], expected=0, recorded=speed._START)
    _check(other, before, 1, found)
    assert found.inconsistent == 1


def test_power_cuts_lose_nothing_and_the_controls_bite() -> None:
    assert cut_power(100, seed=7).wrong == 0
    assert all(cut_power(200, seed=7, synchronous=weak).wrong for weak in CONTROLS.values())


def test_tampering_is_seen() -> None:
    rows, data = tamper_with_rows(330, seed=7), tamper_with_bytes(60, seed=7)
    assert rows.unseen == data.unseen == []
    assert rows.found == rows.tried
    assert sum(data.found.values()) > 30


def test_sequences_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.ledgers.sequences._EXAMPLES", 4)
    found = run(memory_machine(), 50)
    assert found.steps >= 50
    assert not found.wrong


def test_writers_at_once_have_one_order(tmp_path: Path, cluster: Any) -> None:
    path = tmp_path / "a.ledger"
    sqlite_ledger(path).close()
    found = write_at_once(lambda: SqliteStore(path), 48, seed=7)
    assert (found.disorder, found.appends + found.reads) == ((), 48)
    from muster.ledger.stores.postgres import PostgresStore

    database = cluster.fresh()
    opened(PostgresStore(database)).close()
    found = write_at_once(lambda: PostgresStore(database), 48, seed=7)
    assert (found.disorder, found.appends + found.reads) == ((), 48)


def test_disorder_is_seen() -> None:
    store = MemoryStore()
    for n, key in enumerate("abc"):
        store.append([note(key)], expected=n, recorded=speed._START, key=key)
    lines = list(store.lines())
    appends = [
        {"key": key, "n": n, "start": n * 10, "end": n * 10 + 5, "conflicts": 0}
        for n, key in enumerate("abc")
    ]
    read = {"n": 2, "root": store.root(2).hex(), "start": 16, "end": 19}
    assert disorder(lines, appends, [read]) == []
    assert "stands before" in disorder(lines, [appends[1] | {"start": -9, "end": -5}, *appends[::2]], [])[0]
    assert "was told entry 1" in disorder(lines, [appends[0] | {"n": 1}], [])[0]
    assert "recorded twice" in disorder(lines, [appends[0] | {"again": 2, "repeated": False}], [])[0]
    assert "misses" in disorder(lines, appends, [read | {"start": 30, "end": 31}])[0]
    assert "began after" in disorder(lines, appends, [read | {"start": 1, "end": 2}])[0]
    assert "another root" in disorder(lines, appends, [read | {"root": "00"}])[0]
    assert "there twice" in disorder([*lines, lines[0]], [], [])[0]


def test_the_summary_has_a_row_to_each_part() -> None:
    row = {"asked": 10, "done": 5, "wrong": 0, "what": "5 kills"}
    told = {
        "parts": {"power": row},
        "machine": {"cores": 2, "machine": "m", "system": "s", "python": "3", "sqlite": "3", "load": 0.5},
    }
    assert "| power | 10 | 5 | 0 | 5 kills |" in ledger_campaign.summary(told)
    assert set(ledger_campaign.SIZES) == set(ledger_campaign.PARTS)


def test_speed_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    begun = time.monotonic()
    rows = speed.measured(entries=3_000, rounds=4)
    assert set(rows) == set(speed.TARGETS)
    assert all(row["value"] > 0 for row in rows.values())
    assert rows["append"]["bytes_an_entry"] in range(980, 1_080)
    assert "asked for" in speed.table(
        {
            "entries": 3_000,
            "rows": rows,
            "machine": {"cores": 2, "machine": "m", "system": "s", "python": "3", "sqlite": "3", "load": 0.5},
        }
    )
    assert time.monotonic() - begun < 60
