"""Measured figures against what was asked, read from files as a run leaves them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from benchmarks import results, targets
from benchmarks.run import _kept


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "RESULTS", tmp_path)


def row(method: str, objective: int | None, bound: int | None, **more: Any) -> dict[str, Any]:
    common = {"version": "1", "empty": 9_000_00, "peak_mb": 100, "solve_seconds": 50.0, "accepted": True}
    return {"method": method, "objective": objective, "bound": bound, **common, **more}


def write(name: str, *rows: dict[str, Any], seconds: float = 60.0) -> dict[str, Any]:
    head = {
        "case": name,
        "note": "some case",
        "case_seed": 1,
        "case_sha256": "ab" * 32,
        "solver_seed": 0,
        "threads": 2,
        "time_limit_seconds": seconds,
    }
    results.write_case(head, results.compared(list(rows)))
    return head


def told(text: str, *words: str) -> bool:
    return any(all(word in line for word in words) for line in text.splitlines())


def test_targets_are_met_or_not() -> None:
    write(
        "S",
        row("muster", 1_000_00, 990_00),
        row("highs", 1_100_00, 900_00),
        row("cpsat", 1_200_00, None),
    )
    write("M", row("muster", 1_000_00, 980_00))
    table = targets.write_targets()
    assert told(table, "| S |", "gap", "1.00 %", "yes")
    assert told(table, "| S |", "ratio", "0.909", "**no**")
    assert told(table, "| M |", "gap", "2.00 %", "**no**")
    assert not told(table, "| M |", "ratio")


def test_memory_counts_at_xl_alone() -> None:
    write("XL", row("muster", 1_000_00, 990_00, peak_mb=7 * 1024), seconds=600.0)
    write("L", row("muster", 1_000_00, 990_00, peak_mb=7 * 1024), seconds=300.0)
    table = targets.write_targets()
    assert told(table, "| XL |", "peak GB", "7", "**no**")
    assert not told(table, "| L |", "peak GB")


def test_a_refused_plan_has_no_figures_and_meets_nothing() -> None:
    write("S", row("muster", None, 990_00, accepted=False), row("highs", 1_100_00, 900_00))
    table = targets.write_targets()
    assert not told(table, "gap", "yes")
    assert "**no**" in (results.RESULTS / "S.md").read_text(encoding="utf-8")


def test_what_was_not_measured_is_neither_met_nor_missed() -> None:
    write("M", {"method": "muster", "failed": "it died", "version": "1"})
    table = targets.write_targets()
    assert told(table, "| M |", "gap")
    assert not told(table, "yes")
    assert not told(table, "**no**")
    assert "failed: it died" in (results.RESULTS / "M.md").read_text(encoding="utf-8")


def test_twice_the_size_is_compared_at_the_gap_that_both_reach() -> None:
    once = [[1.0, 1.0, 500_00, 2_000_00], [10.0, 9.0, 990_00, 1_000_00]]
    twice = [[2.0, 2.0, 1_000_00, 3_000_00], [30.0, 27.0, 1_980_00, 2_000_00]]
    write("S", row("muster", 1_000_00, 990_00, trace=once))
    write("S-lines-x2", row("muster", 2_000_00, 1_980_00, trace=twice))
    write("S-units-x2", row("muster", 2_000_00, 1_980_00, trace=once))
    table = targets.write_scaling()
    assert told(table, "S-lines-x2", "to a gap of 1.10 %", "clock", "| 10 | 30 | 3 |", "**no**")
    assert told(table, "S-lines-x2", "bound to a thousandth", "processors", "| 9 | 27 | 3 |", "**no**")
    assert targets.scaling_cases("M") == ("M", "M-units-x2", "M-lines-x2")


def test_shapes_in_one_table() -> None:
    write("S-lumpy", row("muster", 900_00, 800_00), row("greedy", 1_000_00, None), seconds=20.0)
    table = targets.write_shapes()
    assert told(table, "S-lumpy", "20", "11.11 %", "0.9")


def test_rows_of_an_earlier_run_are_kept_only_if_like() -> None:
    head = write("S", row("muster", 1_000_00, 990_00), row("highs", 1_100_00, 900_00))
    fresh = [row("muster", 999_00, 990_00)]
    assert [kept["method"] for kept in _kept(head, fresh)] == ["highs"]
    assert all(kept["earlier"] for kept in _kept(head, fresh))
    assert _kept(head | {"threads": 1}, fresh) == []
    assert _kept(head | {"case_sha256": "cd" * 32}, fresh) == []
