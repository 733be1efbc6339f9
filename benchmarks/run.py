"""
Run the benchmarks: ``python -m benchmarks.run [--case S] [--time 60] [--only muster]``.

Every method works in a process of its own, with the same threads, seed and time limit, and is killed a
small grace after it; what it had told by then counts. The building of the compact models and their first
plan are not charged to the baselines, posing is charged to Muster. Every plan is re-costed and re-checked
by Muster's independent checker; a plan that it refuses has no objective here. The tables go to
``benchmarks/results/``, and ``targets.md`` there sets them against what was asked.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from importlib.util import find_spec
from typing import Any

from benchmarks import asking, documents, reading, results, targets, tracking
from benchmarks.fingerprint import fingerprint
from benchmarks.process import Outcome, supervise
from benchmarks.registry import CASES, SHAPE_CASES
from benchmarks.worker import METHODS

__all__ = ("main",)

DEFAULT = ("tiny", "S")
#: Also to be named with ``--case``: what is not planning.
OTHERS = ("read", "documents", "help", "law", "track")


def main() -> None:
    """Parse, run, print, write."""
    asked = _arguments()
    if asked.scaling:
        names = [name for base in asked.case or ["S"] for name in targets.scaling_cases(base)]
    else:
        names = asked.case or (SHAPE_CASES if asked.shapes else [*DEFAULT, *OTHERS])
    for name in names:
        if name == "read":
            print(results.write_table("read", "", reading.read_rows(asked.rows)))
        elif name == "documents":
            print(results.write_table("documents", documents.INTRO, documents.read_documents()))
        elif name == "help":
            print(results.write_table("help", "", reading.start_up()))
        elif name == "law":
            print(results.write_table("law", "", asking.ask_questions()))
        elif name == "track":
            print(results.write_table("track", tracking.INTRO, tracking.track_reports()))
        else:
            print(_case(name, asked))
    if asked.scaling:
        print(targets.write_scaling())
    print(targets.write_targets())
    if asked.shapes:
        print(targets.write_shapes())


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    parser.add_argument(
        "--case",
        action="append",
        choices=[*CASES, *OTHERS],
        help="default: tiny, S, read, documents, help, law, track",
    )
    parser.add_argument("--shapes", action="store_true", help="every shape at about the size of S, 20 s each")
    parser.add_argument(
        "--scaling",
        action="store_true",
        help="the case (default S) beside twice its units and twice its lines",
    )
    parser.add_argument("--only", action="append", choices=METHODS, help="default: all methods")
    parser.add_argument("--time", type=float, help="seconds for each method, default: the case's own")
    parser.add_argument("--threads", type=int, default=2, help="default 2")
    parser.add_argument("--seed", type=int, default=0, help="of the solvers, default 0")
    parser.add_argument("--gap", type=float, default=0.0, help="at which Muster may stop, default 0")
    parser.add_argument("--rows", type=int, default=1_000_000, help="of the reading benchmark")
    return parser.parse_args()


def _case(name: str, asked: argparse.Namespace) -> str:
    """Run the methods asked for on a case, and write its table."""
    known = CASES[name]
    head = {
        "case": name,
        "note": known.note,
        "case_seed": known.seed,
        "case_sha256": fingerprint(known.make()),
        "solver_seed": asked.seed,
        "threads": asked.threads,
        "time_limit_seconds": asked.time or (20.0 if asked.shapes else known.seconds),
        "gap_asked": asked.gap,
    }
    methods = asked.only or (["muster"] if asked.scaling else list(METHODS))
    fresh = [row for method in methods if (row := _method(method, head)) is not None]
    return results.write_case(head, results.compared([*fresh, *_kept(head, fresh)]))


def _method(method: str, head: dict[str, Any]) -> results.Row | None:
    """One method on one case, supervised, and what it left judged."""
    name, seconds = head["case"], head["time_limit_seconds"]
    if method != "muster" and not CASES[name].compact:
        return None
    if method == "cpsat" and find_spec("ortools") is None:
        print("cpsat: ortools is not installed here; `make bench` sets it up", file=sys.stderr)
        return None
    print(f"{name}: {method}, {seconds:g} s …", file=sys.stderr)
    command = [sys.executable, "-m", "benchmarks.worker", "--method", method, "--case", name]
    command += ["--time", str(seconds), "--threads", str(head["threads"]), "--seed", str(head["solver_seed"])]
    outcome = supervise([*command, "--gap", str(head["gap_asked"])], seconds)
    return _row(method, name, seconds, outcome)


def _row(method: str, name: str, seconds: float, outcome: Outcome) -> results.Row:
    over = outcome.last("over")
    solving = over["seconds"] if over else outcome.solving
    row: results.Row = {
        "method": method,
        "version": (outcome.last("version") or {}).get("version", "?"),
        "status": (outcome.last("end") or {}).get("status"),
        "killed": outcome.killed,
        "solve_seconds": None if solving is None else round(solving, 2),
        "over_time": None if solving is None else round(max(0.0, solving - seconds) / seconds, 3),
        "wall_seconds": round(outcome.wall, 2),
        "cpu_seconds": round(outcome.cpu, 2),
        "peak_mb": outcome.peak_mb,
        "bound": (outcome.last("bound") or {}).get("bound"),
        **{k: v for k, v in (outcome.last("model") or {}).items() if k not in ("is", "seconds")},
    }
    left = outcome.last("plan") or outcome.last("found")
    if left is None or (outcome.code and not outcome.killed):
        row["failed"] = (outcome.complaint.strip().splitlines() or ["it left no plan"])[-1]
    if left is None:
        return row
    judging = subprocess.run(
        [sys.executable, "-m", "benchmarks.judge", "--case", name],
        input=json.dumps(left),
        capture_output=True,
        text=True,
        check=False,
    )
    if judging.returncode:
        raise SystemExit(judging.stderr)
    row |= json.loads(judging.stdout)
    row["trace"] = _trace(outcome)
    row["stats"] = (outcome.last("end") or {}).get("stats")
    return row


def _trace(outcome: Outcome) -> list[list[float | int | None]]:
    """``[seconds, CPU seconds, bound, objective]`` each time that one moved by a part in ten thousand."""
    trace: list[list[float | int | None]] = []
    now: list[float | int | None] = [0.0, None, None, None]
    for message in outcome.told:
        if message["is"] in ("at", "found", "bound"):
            best = message.get("best", message.get("objective", now[3]))
            now = [message["seconds"], message.get("cpu", now[1]), message.get("bound", now[2]), best]
            if not trace or any(map(_moved, trace[-1][2:], now[2:])):
                trace.append(now)
    if trace and trace[-1][2:] != now[2:]:
        trace.append(now)
    return trace


def _moved(before: float | int | None, now: float | int | None) -> bool:
    if before is None or now is None:
        return before is not now
    return abs(now - before) > 1e-4 * max(1, abs(before))


def _kept(head: dict[str, Any], fresh: list[results.Row]) -> list[results.Row]:
    """Rows of an earlier run of the other methods: same case, limits and kind of machine."""
    earlier = results.read_results(head["case"])
    if earlier is None or earlier.get("machine") != results.machine():
        return []
    same = ("case_sha256", "time_limit_seconds", "threads", "solver_seed")
    if any(earlier.get(key) != head[key] for key in same):
        return []
    made = {row["method"] for row in fresh}
    rows = [row | {"earlier": True} for row in earlier["rows"] if row["method"] not in made]
    return sorted((row for row in rows if "failed" not in row), key=lambda row: METHODS.index(row["method"]))


if __name__ == "__main__":
    main()
