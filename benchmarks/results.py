"""What was measured, as figures (``.json``) and as a table (``.md``)."""

from __future__ import annotations

import json
import os
import platform
from pathlib import Path
from typing import Any

__all__ = ("RESULTS", "compared", "machine", "read_results", "write_case", "write_table")

RESULTS = Path(__file__).parent / "results"

Row = dict[str, Any]


def machine() -> dict[str, Any]:
    """The kind of machine: cores, processor, memory, system, Python."""
    known = {
        "cores": os.cpu_count(),
        "machine": platform.machine(),
        "system": platform.system(),
        "python": platform.python_version(),
    }
    try:
        told = Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace")
        model = next((line.split(":")[1] for line in told.splitlines() if line.startswith("model name")), "")
        known["processor"] = " ".join(model.split())
        known["memory_gb"] = round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)
    except (OSError, ValueError):
        pass
    return known


def compared(rows: list[Row]) -> list[Row]:
    """
    Gaps and shares closed, to each method's own bound and to the best bound of all; ratios of objectives.

    ``gap`` = (objective − bound) / max(objective, 1 dollar); ``left`` = 1 − closed = (objective − bound) /
    (empty − bound).
    """
    objectives = {r["method"]: r["objective"] for r in rows if r.get("objective") is not None}
    best = max((r["bound"] for r in rows if r.get("bound") is not None), default=None)
    for row in rows:
        worth, empty = row.get("objective"), row.get("empty")
        if worth is None:
            continue
        for suffix, proved in (("", row.get("bound")), ("_to_best_bound", best)):
            known = proved is not None
            row[f"gap{suffix}"] = (worth - proved) / max(worth, 100) if known else None
            row[f"left{suffix}"] = (worth - proved) / (empty - proved) if known and empty != proved else None
        row["ratio"] = {
            other: worth / value for other, value in objectives.items() if other != row["method"] and value
        }
    return rows


def read_results(name: str) -> dict[str, Any] | None:
    """An earlier run of the case, ``None`` if there is none."""
    path = RESULTS / f"{name}.json"
    found: dict[str, Any] | None = json.loads(path.read_text(encoding="utf-8")) if path.exists() else None
    return found


def write_case(head: dict[str, Any], rows: list[Row]) -> str:
    """Write the figures and the table of one case; the table."""
    RESULTS.mkdir(exist_ok=True)
    figures = json.dumps(head | {"machine": machine(), "rows": rows}, indent=1) + "\n"
    (RESULTS / f"{head['case']}.json").write_text(figures, encoding="utf-8")
    table = _case_table(head, rows)
    (RESULTS / f"{head['case']}.md").write_text(table, encoding="utf-8")
    return table


def write_table(name: str, intro: str, rows: list[Row], extra: dict[str, Any] | None = None) -> str:
    """Write rows that all have the same keys; the table."""
    RESULTS.mkdir(exist_ok=True)
    figures = json.dumps({"case": name, **(extra or {}), "machine": machine(), "rows": rows}, indent=1) + "\n"
    (RESULTS / f"{name}.json").write_text(figures, encoding="utf-8")
    keys = [key for key in rows[0] if key != "messages"] if rows else []
    lines = [f"# {name}", "", *([intro, ""] if intro else [])]
    if rows:
        lines += [f"| {' | '.join(keys)} |", f"|{'---|' * len(keys)}"]
        lines += [f"| {' | '.join(str(row.get(key, '')) for key in keys)} |" for row in rows]
    table = "\n".join([*lines, "", _footer(), ""])
    (RESULTS / f"{name}.md").write_text(table, encoding="utf-8")
    return table


def _case_table(head: dict[str, Any], rows: list[Row]) -> str:
    lines = [
        f"# {head['case']}",
        "",
        (
            f"{head['note']}; case seed {head['case_seed']} (SHA-256 {head['case_sha256'][:12]}…), solver "
            f"seed {head['solver_seed']}, {head['threads']} threads, time limit "
            f"{head['time_limit_seconds']:g} s for each method."
        ),
        "",
        (
            "| method | accepted | objective, $ | to the best | gap | 1 − closed | gap to best bound | "
            "1 − closed to best bound | solving, s | with building, s | CPU, s | peak MB | |"
        ),
        "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|",
    ]
    best = min((row["objective"] for row in rows if row.get("objective")), default=None)
    for row in rows:
        worth = row.get("objective")
        notes = [row["status"]] if row.get("status") else []
        notes += ["killed at the limit"] if row.get("killed") else []
        notes += ["of an earlier run"] if row.get("earlier") else []
        notes += [f"failed: {row['failed'][:80]}"] if row.get("failed") else []
        cells = (
            f"{row['method']} ({row.get('version', '?')})",
            {True: "yes", False: "**no**", None: ""}[row.get("accepted")],
            "" if worth is None else f"{worth / 100:,.0f}",
            "" if worth is None or not best else f"{worth / best:.4f}",
            _percent(row.get("gap")),
            _percent(row.get("left")),
            _percent(row.get("gap_to_best_bound")),
            _percent(row.get("left_to_best_bound")),
            _seconds(row.get("solve_seconds")),
            _seconds(row.get("wall_seconds")),
            _seconds(row.get("cpu_seconds")),
            str(row.get("peak_mb", "")),
            "; ".join(notes),
        )
        lines.append(f"| {' | '.join(cells)} |")
    lines += [
        "",
        (
            "1 − closed = (objective − bound) / (empty − bound); every plan re-checked by `verify_plan`. "
            "Seconds are of this machine and run; compare rows, not tables."
        ),
        "",
        _footer(),
        "",
    ]
    return "\n".join(lines)


def _footer() -> str:
    here = machine()
    kind = [f"{here['cores']} cores", here.get("processor") or here["machine"]]
    kind += [f"{here['memory_gb']} GB"] if "memory_gb" in here else []
    return f"{', '.join([*kind, here['system'], 'Python ' + here['python']])}."


def _percent(ratio: float | None) -> str:
    return "" if ratio is None else f"{100 * ratio:.2f} %"


def _seconds(seconds: float | None) -> str:
    return "" if seconds is None else f"{seconds:.1f}"
