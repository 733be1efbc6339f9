"""
What was asked of the planner, and what the last runs measured: read from the figures in ``results/``.

The scaling rows compare a case with one of twice the size. Both runs are stopped by the same limit, so what
is compared is the time (of the clock and of the processors) until both

- *prove the same*: until objective and bound are within the common gap, which is a tenth above the
  greater of the two final gaps;
- *converge*: until the bound has come within a thousandth of its final value.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benchmarks.registry import CASES, SHAPE_CASES
from benchmarks.results import Row, read_results, write_table

__all__ = ("GAPS", "scaling_cases", "write_scaling", "write_shapes", "write_targets")

#: Family -> (gap and 1 − closed at most, within seconds, peak MB at most).
GAPS: dict[str, tuple[float, float, int | None]] = {
    "S": (0.02, 60, None),
    "M": (0.01, 60, None),
    "L": (0.01, 300, None),
    "XL": (0.02, 600, 6 * 1024),
}
#: Muster's objective beside the better of the compact models, at the same time and threads.
RATIO = 0.90
#: Time of twice the size, in times that of once.
SCALING = {"units-x2": 1.1, "lines-x2": 2.5}


def _family(name: str) -> str | None:
    """S for S and S2; none for daily grids, other shapes and scaled cases, of which nothing is asked."""
    letters = name.rstrip("0123456789")
    return letters if letters in GAPS else None


def write_targets() -> str:
    """Set the measured figures against what was asked, in ``results/targets.md``."""
    rows = [row for name in CASES if (found := read_results(name)) for row in _targets(name, found)]
    intro = (
        "From the figures of the last run of each case. Gap and 1 − closed are to Muster's own bound; the "
        "ratio is Muster's objective to the better one of HiGHS and CP-SAT on the compact model. Daily grids "
        "have no target of their own and are listed with that of their size."
    )
    return write_table("targets", intro, rows)


def _targets(name: str, found: dict[str, Any]) -> Iterator[Row]:
    family = _family(name.removesuffix("-daily"))
    rows = {row["method"]: row for row in found["rows"]}
    mine = rows.get("muster")
    if family is None or mine is None:
        return
    most, seconds, memory = GAPS[family]
    limit = f"{found['time_limit_seconds']:g} s, {found['threads']} threads"
    wanted: list[tuple[str, str, float | None, float]] = [
        ("gap", "%", mine.get("gap"), most),
        ("1 − closed", "%", mine.get("left"), most),
        ("time, share of the limit", "", _share(mine.get("solve_seconds"), seconds), 1.02),
    ]
    if memory is not None:
        wanted.append(("peak GB", "", _share(mine.get("peak_mb"), 1024), memory / 1024))
    others = [rows[m]["objective"] for m in ("highs", "cpsat") if m in rows and rows[m].get("objective")]
    if others and mine.get("objective"):
        wanted.append(("ratio to the better compact model", "", mine["objective"] / min(others), RATIO))
    for what, unit, value, target in wanted:
        yield {
            "case": name,
            "run": limit,
            "what": what,
            "measured": _shown(value, unit),
            "asked": "≤ " + _shown(target, unit),
            "met": "" if value is None else "yes" if value <= target else "**no**",
        }


def _share(value: float | None, of: float) -> float | None:
    return None if value is None else value / of


def scaling_cases(base: str) -> tuple[str, ...]:
    """A case and its doubles."""
    return (base, *(f"{base}-{kind}" for kind in SCALING))


def write_scaling() -> str:
    """Times of twice the size in times that of once, in ``results/scaling.md``, of all that were measured."""
    rows = [row for base in CASES for kind, most in SCALING.items() for row in _scaled(base, kind, most)]
    return write_table("scaling", " ".join((__doc__ or "").split("\n\n", 1)[1].split()), rows)


def _scaled(base: str, kind: str, most: float) -> Iterator[Row]:
    found = [read_results(name) for name in (base, f"{base}-{kind}")]
    mine = [
        next((row for row in one["rows"] if row["method"] == "muster"), None) if one else None
        for one in found
    ]
    if mine[0] is None or mine[1] is None or any(row.get("gap") is None for row in (mine[0], mine[1])):
        return
    once, twice = mine[0], mine[1]
    gap = max(1.1 * max(once["gap"], twice["gap"]), 1e-4)
    for what, reached in (
        (f"to a gap of {100 * gap:.2f} %", lambda row: _proved(row["trace"], gap)),
        ("bound to a thousandth", lambda row: _converged(row["trace"])),
    ):
        before, after = reached(once), reached(twice)
        for clock, at in (("clock", 0), ("processors", 1)):
            ratio = after[at] / before[at] if before and after and before[at] and after[at] else None
            yield {
                "case": f"{base}-{kind}",
                "what": what,
                "by": clock,
                "once, s": _shown(before[at] if before else None, ""),
                "twice, s": _shown(after[at] if after else None, ""),
                "ratio": _shown(ratio, ""),
                "asked": f"< {most:g}",
                "met": "" if ratio is None else "yes" if ratio < most else "**no**",
            }


def _proved(trace: list[list[Any]], gap: float) -> tuple[float, float | None] | None:
    """Seconds and processor seconds at which objective and bound are first so near."""
    bound = best = None
    for seconds, cpu, proved, found in trace:
        bound = proved if bound is None else bound if proved is None else max(bound, proved)
        best = found if best is None else best if found is None else min(best, found)
        if bound is not None and best is not None and (best - bound) / max(best, 100) <= gap:
            return seconds, cpu
    return None


def _converged(trace: list[list[Any]]) -> tuple[float, float | None] | None:
    last = max((proved for _, _, proved, _ in trace if proved is not None), default=None)
    for seconds, cpu, proved, _ in trace:
        if last is not None and proved is not None and last - proved <= abs(last) / 1000:
            return seconds, cpu
    return None


def write_shapes() -> str:
    """Every shape in one table, in ``results/shapes.md``."""
    rows: list[Row] = []
    for name in SHAPE_CASES:
        found = read_results(name)
        if found is None:
            continue
        by = {row["method"]: row for row in found["rows"]}
        mine = by.get("muster", {})
        row: Row = {"case": name, "what": found["note"], "seconds": f"{found['time_limit_seconds']:g}"}
        row["accepted"] = "yes" if all(r.get("accepted") for r in found["rows"]) else "**no**"
        row["gap"] = _shown(mine.get("gap"), "%")
        row["1 − closed"] = _shown(mine.get("left"), "%")
        for other in ("greedy", "highs", "cpsat"):
            row[f"to {other}"] = _shown(mine.get("ratio", {}).get(other), "")
        rows.append(row)
    return write_table(
        "shapes", "Every shape at about the size of S; ratios are of Muster's objective.", rows
    )


def _shown(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    return f"{100 * value:.2f} %" if unit == "%" else f"{value:.3f}".rstrip("0").rstrip(".")
