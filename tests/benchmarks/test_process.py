"""A method in its own process: what it tells is kept, even when it must be killed."""

from __future__ import annotations

import sys
import time

import pytest

from benchmarks import process
from benchmarks.process import supervise

TELLING = """
import json, os, subprocess, sys, time
out = os.fdopen(int(sys.argv[sys.argv.index("--tell") + 1]), "wb", buffering=0)
def say(**what): out.write(json.dumps(what).encode() + b"\\n")
"""


def child(body: str) -> list[str]:
    return [sys.executable, "-c", TELLING + body]


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "grace", lambda seconds: 0.3)


def test_what_is_told_is_heard_in_order() -> None:
    outcome = supervise(child("say(**{'is': 'go'})\nfor n in range(3): say(**{'is': 'found', 'n': n})"), 5)
    assert not outcome.killed
    assert outcome.code == 0
    assert [message.get("n") for message in outcome.told] == [None, 0, 1, 2]
    assert outcome.last("found") == {"is": "found", "n": 2}


def test_one_that_ignores_its_limit_is_killed_with_its_children() -> None:
    body = """
say(**{'is': 'go'}); say(**{'is': 'found', 'n': 1})
other = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])
say(**{'is': 'child', 'pid': other.pid})
time.sleep(60)
"""
    began = time.monotonic()
    outcome = supervise(child(body), 1.0)
    assert time.monotonic() - began < 20
    assert outcome.killed
    assert outcome.last("found") == {"is": "found", "n": 1}
    gone = outcome.last("child")
    assert gone is not None
    for _ in range(100):
        if not _alive(gone["pid"]):
            break
        time.sleep(0.05)
    assert not _alive(gone["pid"])


def _alive(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as stat:  # noqa: PTH123
            return stat.read().rsplit(")", 1)[1].split()[0] not in "ZX"
    except OSError:
        return False


def test_building_has_a_limit_of_its_own() -> None:
    outcome = supervise(child("time.sleep(60)"), 1.0, building=0.5)
    assert outcome.killed
    assert outcome.solving is None


def test_a_failure_leaves_its_complaint() -> None:
    outcome = supervise(child("raise SystemExit('no plan today')"), 5)
    assert outcome.code == 1
    assert not outcome.killed
    assert "no plan today" in outcome.complaint


def test_memory_counts_descendants() -> None:
    body = """
say(**{'is': 'go'})
more = "data = bytearray(150 << 20); import time; time.sleep(1.5)"
subprocess.run([sys.executable, '-c', more])
"""
    assert supervise(child(body), 20).peak_mb > 140
