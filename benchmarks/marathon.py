"""
Muster beside MARATHON on MARATHON's own cases: ``python -m benchmarks.marathon [--data FOLDER]``.

Each case is imported from its tables, planned priority by priority and at equal prices, re-checked by the
independent checker, lived through again by the replay of MARATHON's own rules, and set against what
MARATHON's deployment lists filled, level by level. Times are processor seconds of one process; the tables
go to ``benchmarks/results/marathon.md`` and ``.json``.
"""

from __future__ import annotations

import argparse
import csv
import json
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.results import RESULTS, machine
from muster.actions.case import read_case
from muster.actions.importing import import_case
from muster.actions.replay import replay_marathon
from muster.casefile.codec import encode
from muster.casefile.planfile import plan_json
from muster.planner.plan import PlanOptions, plan_case
from muster.planner.verify import verify_plan

__all__ = ("main",)

DATA = Path(__file__).parents[2] / "shared" / "data" / "marathon"


@dataclass(frozen=True, slots=True)
class Rival:
    """MARATHON's recorded run: seconds, and what they hold."""

    case: str
    seconds: float
    holds: str


RIVALS = (
    Rival("m4_ces_sampledata", 0.9, "simulation and outputs, 0.9 to 2 s"),
    Rival("m4_runamc-testdata", 2.5, "simulation and outputs"),
    Rival(
        "taa_m4_book_Colorado_single",
        23.3,
        "simulation and outputs, type by type on one core; 407 s in one run",
    ),
)


def main() -> None:
    """Run, print, write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.marathon", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="folder with tsv/ and baselines/")
    parser.add_argument("--case", action="append", choices=[rival.case for rival in RIVALS])
    parser.add_argument("--gap", type=float, default=0.01, help="at which Muster may stop, default 0.01")
    parser.add_argument("--time", type=float, default=600, help="processor seconds for each plan")
    asked = parser.parse_args()
    rows = _earlier()
    for rival in RIVALS:
        if asked.case is None or rival.case in asked.case:
            rows[rival.case] = _measure(rival, asked.data, asked.gap, asked.time)
            print(json.dumps(rows[rival.case], indent=1))
    rows = {rival.case: rows[rival.case] for rival in RIVALS if rival.case in rows}
    found = {"machine": machine(), "gap_asked": asked.gap, "cases": rows}
    (RESULTS / "marathon.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    (RESULTS / "marathon.md").write_text(_table(rows, asked.gap), encoding="utf-8")


def _earlier() -> dict[str, Any]:
    path = RESULTS / "marathon.json"
    return dict(json.loads(path.read_text(encoding="utf-8"))["cases"]) if path.exists() else {}


def _measure(rival: Rival, data: Path, gap: float, limit: float) -> dict[str, Any]:
    """One case: imported, planned both ways, judged twice, compared."""
    tables, lists = data / "tsv" / rival.case, data / "baselines" / rival.case
    with TemporaryDirectory() as folder:
        began = time.process_time()
        import_case("marathon", tables, Path(folder) / "case")
        case = read_case(Path(folder) / "case")
        imported = time.process_time() - began
        priority = {line.line: line.priority for line in case.lines}
        required, theirs = _summary(lists / "demand_fill_summary.tsv", priority)
        modes = {}
        for mode in ("lexicographic", "priced"):
            options = PlanOptions(
                time_limit=limit, gap=gap, lexicographic=mode == "lexicographic", assume_lawful=True
            )
            began = time.process_time()
            plan, problems = plan_case(case, options, clock=time.process_time)
            seconds = time.process_time() - began
            assert plan is not None, problems
            path = Path(folder) / "plan.json"
            path.write_bytes(encode(plan_json(plan)))
            replayed = replay_marathon(tables, path, case=Path(folder) / "case")
            ours: dict[int, int] = defaultdict(int)
            for fill in replayed.fills:
                ours[priority[fill.demand.name]] += fill.filled
            modes[mode] = {
                "seconds": round(seconds, 2),
                "seconds_by_phase": {
                    name: round(float(value), 2)
                    for name, value in dict(plan.stats["seconds"]).items()  # type: ignore[call-overload]
                },
                "feasible": verify_plan(case, plan).feasible,
                "replay_accepted": replayed.accepted,
                "status": plan.status,
                "proof": plan.stats["proof"],
                "gap": plan.gap,
                "levels": plan.stats.get("levels"),
                "filled": dict(sorted(ours.items())),
                "total": sum(ours.values()),
                "tours": len(plan.tours),
            }
    return {
        "units": sum(unit.quantity for unit in case.units),
        "lines": len(case.lines),
        "days": (case.planning.end - case.planning.start).days,
        "import_seconds": round(imported, 2),
        "required": dict(sorted(required.items())),
        "marathon": {
            "filled": dict(sorted(theirs.items())),
            "total": sum(theirs.values()),
            "seconds": rival.seconds,
            "holds": rival.holds,
        },
        "muster": modes,
    }


def _summary(path: Path, priority: dict[str, int]) -> tuple[dict[int, int], dict[int, int]]:
    """Unit-days required, and filled by MARATHON, by priority."""
    required: dict[int, int] = defaultdict(int)
    filled: dict[int, int] = defaultdict(int)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            level = priority[row["DemandName"]]
            required[level] += int(row["required_unit_days"])
            filled[level] += int(row["deployed_unit_days"])
    return required, filled


def _table(rows: dict[str, Any], gap: float) -> str:
    """The comparison as Markdown."""
    plans = [plan for row in rows.values() for plan in row["muster"].values()]
    refused = sum(not (plan["feasible"] and plan["replay_accepted"]) for plan in plans)
    judged = (
        f"{refused} plan(s) were REFUSED by `muster verify` or `muster replay marathon`."
        if refused
        else "Every plan was accepted by `muster verify` and by `muster replay marathon`."
    )
    lines = [
        "# Muster beside MARATHON",
        "",
        f"Unit-days filled, by `python -m benchmarks.marathon` with a gap of {gap:g}.",
        f"{judged} Lexicographic plans keep each level within",
        "1 % of its bound for the sake of the levels below. A gap is relative to the unfilled unit-days.",
        "",
        "| case | level | required | MARATHON | lexicographic | priced | gap |",
        "|---|---|---:|---:|---:|---:|---:|",
    ]
    for name, row in rows.items():
        ours, priced = row["muster"]["lexicographic"], row["muster"]["priced"]
        gaps = {str(level["level"]): level["gap"] for level in ours["levels"]}
        for level, required in row["required"].items():
            lines.append(
                f"| {name} | priority {level} | {required:,} | {_of(row['marathon']['filled'], level):,} | "
                f"{_of(ours['filled'], level):,} | {_of(priced['filled'], level):,} | "
                f"{gaps[f'priority {level}']:.2%} |"
            )
        asked = sum(row["required"].values())
        lines.append(
            f"| {name} | all | {asked:,} | {row['marathon']['total']:,} "
            f"({row['marathon']['total'] / asked:.2%}) | {ours['total']:,} ({ours['total'] / asked:.2%}) | "
            f"{priced['total']:,} ({priced['total'] / asked:.2%}) | priced: {priced['gap']:.2%} |"
        )
    lines += [
        "",
        "Muster's seconds are processor time of one process for posing, search, proof and telling; reading",
        "and import stand apart. MARATHON's are those of its recorded runs, without the start of the JVM,",
        "compilation and set-up. The machines were alike, not the same run.",
        "",
        "| case | units | lines | days | import s | lexicographic s | priced s | MARATHON s | which holds |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---|",
    ]
    for name, row in rows.items():
        lines.append(
            f"| {name} | {row['units']:,} | {row['lines']:,} | {row['days']:,} | {row['import_seconds']:g} | "
            f"{row['muster']['lexicographic']['seconds']:g} | {row['muster']['priced']['seconds']:g} | "
            f"{row['marathon']['seconds']:g} | {row['marathon']['holds']} |"
        )
    return "\n".join(lines) + "\n"


def _of(filled: dict[Any, int], level: Any) -> int:
    """A level's figure; keys are text in what was read back."""
    return int(filled.get(level, filled.get(str(level), 0)))


if __name__ == "__main__":
    main()
