"""Compiled loops are all there after warming, and none is left whose source has changed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from muster.planner import warming

TAG = f"py{sys.version_info.major}{sys.version_info.minor}"
COMPILES = """
import time

from numba.core import event

seen = []

class Listener(event.Listener):
    def on_start(self, found):
        seen.append(found.data["dispatcher"].py_func.__name__)

    def on_end(self, found):
        pass

from benchmarks.generate import Size, national
from muster.planner import search
from muster.planner.plan import PlanOptions, plan_case
from muster.planner.warming import ready, warm

OPTIONS = PlanOptions(time_limit=60, threads=2, gap=0, assume_lawful=True)
warm()
assert ready()
event.register("numba:compile", Listener())
search.COMPILED, search.LARGE, search.FEWEST, search.COOLING_MOST, search.PATIENCE = 1, 0, 5, 1, 1
search.MOST_COMPILED = 5
for weeks in (26, 52):
    case = national("warm", 1, Size(types=5, units=24, lines=9, weeks=weeks))
    plan, _ = plan_case(case, OPTIONS, clock=time.monotonic)
    assert plan.tours and plan.stats["moves"] and plan.stats["rounds"]
print("compiled anew:", seen)
"""


def test_a_plan_compiles_nothing_that_warming_has_not() -> None:
    done = subprocess.run([sys.executable, "-c", COMPILES], capture_output=True, text=True)
    assert done.stdout == "compiled anew: []\n", done.stderr


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(warming, "_folder", lambda: tmp_path)
    for name in (f"chains.pay-1.{TAG}.nbi", f"chains.pay-1.{TAG}.1.nbc", "chains.pay-1.py27.nbi", "a.pyc"):
        (tmp_path / name).write_bytes(b"")
    return tmp_path


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


@pytest.mark.parametrize("noted", [None, b"", b"another", b"another ready", b"\xff\xfe"])
def test_what_was_compiled_from_other_sources_is_thrown_away(folder: Path, noted: bytes | None) -> None:
    if noted is not None:
        (folder / f"loops.{TAG}.txt").write_bytes(noted)
    assert not warming.ready()
    assert names(folder) == {"chains.pay-1.py27.nbi", "a.pyc", f"loops.{TAG}.txt"}


def test_what_was_compiled_from_these_sources_is_kept(folder: Path) -> None:
    assert not warming.ready()
    (folder / f"chains.pay-1.{TAG}.nbi").write_bytes(b"")
    assert not warming.ready()
    note = folder / f"loops.{TAG}.txt"
    note.write_text(note.read_text() + " ready")
    assert warming.ready()
    assert f"chains.pay-1.{TAG}.nbi" in names(folder)


def test_sources_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    before = warming._sources()
    assert before == warming._sources()
    monkeypatch.setattr(warming, "made_by", lambda: "another compiler")
    assert before != warming._sources()


def test_a_process_compiles_beside_only_where_loops_are_missing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []

    @contextmanager
    def started(program: str) -> Iterator[None]:
        begun.append(program)
        yield

    monkeypatch.setattr(warming, "started", started)
    with warming.beside():
        assert len(begun) == 1
    (folder / f"loops.{TAG}.txt").write_text(warming._sources() + " ready")
    with warming.beside():
        assert len(begun) == 1
    monkeypatch.setattr(warming, "_folder", lambda: None)  # nowhere to keep what would be compiled
    with warming.beside():
        assert len(begun) == 1


def test_where_nothing_can_be_written_loops_are_compiled_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setattr(warming, "_folder", lambda: tmp_path / "file")
    assert not warming.ready()
