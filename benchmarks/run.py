"""
Run the benchmarks: ``python -m benchmarks.run [--case S] [--time 60] [--only muster]``.

Every method works in a process of its own, with the same threads, seed and time limit; the building of
the compact models and their first plan are not counted against the baselines. Every plan is re-costed and
re-checked by Muster's independent checker; a plan that it refuses has no objective here. The tables go to
``benchmarks/results/``.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.registry import CASES

__all__ = ("main",)

RESULTS = Path(__file__).parent / "results"
METHODS = ("muster", "greedy", "highs", "cpsat")
DEFAULT = ("tiny", "S")
#: Also to be named with ``--case``: what is not planning.
OTHERS = ("read", "help")


def main() -> None:
    """Parse, run, print, write."""
    asked = _arguments()
    if asked.worker:
        json.dump(_work(asked), sys.stdout)
        return
    names = asked.case or [*DEFAULT, *OTHERS]
    methods = asked.only or list(METHODS)
    RESULTS.mkdir(exist_ok=True)
    for name in names:
        if name == "read":
            _finish("read", _read_rows(asked.rows), None)
        elif name == "help":
            _finish("help", _help(), None)
        else:
            rows = [_method(name, method, asked) for method in methods]
            fresh = [row for row in rows if row]
            _finish(name, _compared([*fresh, *_kept(name, fresh, asked)]), asked)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    parser.add_argument(
        "--case", action="append", choices=[*CASES, *OTHERS], help="default: tiny, S, read, help"
    )
    parser.add_argument("--only", action="append", choices=METHODS, help="default: all methods")
    parser.add_argument("--time", type=float, default=60.0, help="seconds for each method, default 60")
    parser.add_argument("--threads", type=int, default=2, help="default 2")
    parser.add_argument("--seed", type=int, default=0, help="of the solvers, default 0")
    parser.add_argument("--gap", type=float, default=0.0, help="at which Muster may stop, default 0")
    parser.add_argument("--rows", type=int, default=1_000_000, help="of the reading benchmark")
    parser.add_argument("--worker", choices=METHODS, help=argparse.SUPPRESS)
    return parser.parse_args()


def _method(name: str, method: str, asked: argparse.Namespace) -> dict[str, Any] | None:
    case = CASES[name]
    if method != "muster" and not case.compact:
        return None
    if method == "cpsat" and _missing("ortools"):
        print("cpsat: ortools is not installed here; `make bench` sets it up", file=sys.stderr)
        return None
    print(f"{name}: {method}, {asked.time:g} s …", file=sys.stderr)
    command = [sys.executable, "-m", "benchmarks.run", "--worker", method, "--case", name]
    for option in ("time", "threads", "seed", "gap"):
        command += [f"--{option}", str(getattr(asked, option))]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=4 * asked.time + 600)
    if done.returncode:
        print(done.stderr, file=sys.stderr)
        return {"method": method, "failed": done.stderr.strip().splitlines()[-1:] or ["no message"]}
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _kept(name: str, fresh: list[dict[str, Any]], asked: argparse.Namespace) -> list[dict[str, Any]]:
    """Rows of an earlier run of the other methods under the same limits."""
    path = RESULTS / f"{name}.json"
    if not path.exists():
        return []
    earlier = json.loads(path.read_text(encoding="utf-8"))
    same = ("time_limit_seconds", asked.time), ("threads", asked.threads), ("solver_seed", asked.seed)
    if any(earlier.get(key) != value for key, value in same):
        return []
    made = {row["method"] for row in fresh}
    rows = [row for row in earlier["rows"] if row["method"] not in made and "failed" not in row]
    return sorted(rows, key=lambda row: METHODS.index(row["method"]))


def _missing(package: str) -> bool:
    from importlib.util import find_spec

    return find_spec(package) is None


def _work(asked: argparse.Namespace) -> dict[str, Any]:
    """One method on one case, in this process."""
    from muster.planner.verify import verify_plan

    case = CASES[asked.case[0]].make()
    row: dict[str, Any] = {"method": asked.worker}
    if asked.worker == "muster":
        from muster.planner.plan import PlanOptions, plan_case

        options = PlanOptions(
            time_limit=asked.time, gap=asked.gap, seed=asked.seed, threads=asked.threads, assume_lawful=True
        )
        began = time.monotonic()
        plan, problems = plan_case(case, options, clock=time.monotonic)
        row["over_time"] = round(max(0.0, time.monotonic() - began - asked.time) / asked.time, 3)
        if plan is None:
            raise SystemExit("; ".join(problem.message for problem in problems))
        bound, row["version"] = plan.bound, _muster_version()
        row["status"] = plan.status
        row["columns"] = plan.stats.get("columns")
    else:
        import numpy as np

        from benchmarks.baselines.compact import Answer, Compact, decode
        from benchmarks.baselines.greedy import greedy

        model = Compact(case)
        start = greedy(model)
        began = time.monotonic()
        if asked.worker == "greedy":
            answer, made_by = Answer(np.array(start), None), "benchmarks"
        elif asked.worker == "highs":
            from benchmarks.baselines import highs_compact

            answer = highs_compact.solve(model, start, asked.time, asked.threads, asked.seed)
            made_by = highs_compact.version()
        else:
            from benchmarks.baselines import cpsat_compact

            answer = cpsat_compact.solve(model, start, asked.time, asked.threads, asked.seed)
            made_by = cpsat_compact.version()
        row["over_time"] = round(max(0.0, time.monotonic() - began - asked.time) / asked.time, 3)
        plan, bound, row["version"] = decode(model, answer.values), answer.bound, made_by
        row["status"] = "no solution" if answer.values is None else "feasible"
        row["columns"] = len(model.cost)
        row["rows"] = len(model.rows)
        row["nonzeros"] = sum(len(r[2]) for r in model.rows)
    checked = verify_plan(case, plan)
    row["accepted"] = checked.feasible
    row["violations"] = [violation.message for violation in checked.violations[:5]]
    row["objective"] = checked.objective if checked.feasible else None
    row["empty"] = checked.empty
    row["bound"] = bound
    row["tours"] = len(plan.tours)
    row["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return row


def _muster_version() -> str:
    from importlib.metadata import version

    return f"muster {version('muster')}"


def _compared(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Gaps to each method's own bound and to the best bound of all, and ratios of objectives."""
    objectives = {r["method"]: r["objective"] for r in rows if r.get("objective") is not None}
    best_bound = max((r["bound"] for r in rows if r.get("bound") is not None), default=None)
    for row in rows:
        worth, bound, empty = row.get("objective"), row.get("bound"), row.get("empty")
        if worth is None:
            continue
        for key, proved in (("gap", bound), ("gap_to_best_bound", best_bound)):
            row[key] = None if proved is None else (worth - proved) / max(worth, 100)
        row["closed"] = None if best_bound in (None, empty) else (empty - worth) / (empty - best_bound)
        row["ratio"] = {
            other: worth / value for other, value in objectives.items() if other != row["method"] and value
        }
    return rows


def _read_rows(rows: int) -> list[dict[str, Any]]:
    """Read cases of a million rows in one table, each in a process of its own: CPU and peak memory."""
    import tempfile

    from benchmarks.tables import TABLES, case_with_rows

    code = (
        "import json,resource,sys;from pathlib import Path;from muster.casefile.read import read_case;"
        "case,problems=read_case(Path(sys.argv[1]));u=resource.getrusage(resource.RUSAGE_SELF);"
        "print(json.dumps([case and len(getattr(case,sys.argv[2])),len(problems),u.ru_utime+u.ru_stime,"
        "u.ru_maxrss//1024,[p.message for p in problems[:3]]]))"
    )
    measured = []
    for name, field in TABLES.items():
        print(f"read: {name}.csv, {rows:,} rows …", file=sys.stderr)
        with tempfile.TemporaryDirectory() as folder:
            case_with_rows(Path(folder), name, rows)
            command = [sys.executable, "-c", code, folder, field]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
        read, problems, cpu, peak, messages = json.loads(done.stdout)
        measured.append(
            {
                "method": "read_case",
                "table": f"{name}.csv",
                "rows": read,
                "problems": problems,
                "messages": messages,
                "under_10_s_cpu": cpu < 10,
                "under_1_gb": peak < 1024,
                "share_of_10_s": round(cpu / 10, 2),
                "peak_mb": peak,
            }
        )
    return measured


def _help() -> list[dict[str, Any]]:
    """CPU of ``muster --help`` as the share of a fifth of a second: the best of five."""
    code = (
        "import resource,subprocess,sys;"
        "subprocess.run([sys.executable,'-c','from muster.cli.main import main; main()','--help'],"
        "stdout=subprocess.DEVNULL,check=True);"
        "u=resource.getrusage(resource.RUSAGE_CHILDREN);print(u.ru_utime+u.ru_stime)"
    )
    cpu = min(
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
        for _ in range(5)
    )
    return [{"method": "muster --help", "under_0.2_s_cpu": cpu < 0.2, "share_of_0.2_s": round(cpu / 0.2, 2)}]


def _finish(name: str, rows: list[dict[str, Any]], asked: argparse.Namespace | None) -> None:
    machine = {
        "cores": os.cpu_count(),
        "machine": platform.machine(),
        "system": platform.system(),
        "python": platform.python_version(),
    }
    head: dict[str, Any] = {"case": name, "machine": machine}
    if asked is not None:
        known = CASES[name]
        head |= {"note": known.note, "case_seed": known.seed, "solver_seed": asked.seed}
        head |= {"threads": asked.threads, "time_limit_seconds": asked.time, "gap_asked": asked.gap}
    (RESULTS / f"{name}.json").write_text(
        json.dumps(head | {"rows": rows}, indent=1) + "\n", encoding="utf-8"
    )
    table = _markdown(head, rows)
    (RESULTS / f"{name}.md").write_text(table, encoding="utf-8")
    print(table)


def _markdown(head: dict[str, Any], rows: list[dict[str, Any]]) -> str:
    machine = head["machine"]
    lines = [f"# {head['case']}", ""]
    if "note" in head:
        limit = f"{head['time_limit_seconds']:g} s"
        about = (
            f"{head['note']}; case seed {head['case_seed']}, solver seed {head['solver_seed']}, "
            f"{head['threads']} threads, time limit {limit} for each method."
        )
        lines += [
            about,
            "",
            "| method | accepted | objective, $ | to the best | gap | to the best bound | closed | peak MB |",
            "|---|---|---:|---:|---:|---:|---:|---:|",
        ]
        best = min((r["objective"] for r in rows if r.get("objective")), default=None)
        for row in rows:
            if "failed" in row:
                lines.append(f"| {row['method']} | failed: {row['failed'][0][:80]} | | | | | | |")
                continue
            worth = row["objective"]
            cells = (
                f"{row['method']} ({row['version']})",
                "yes" if row["accepted"] else "**no**",
                "" if worth is None else f"{worth / 100:,.0f}",
                "" if worth is None or not best else f"{worth / best:.4f}",
                _percent(row.get("gap")),
                _percent(row.get("gap_to_best_bound")),
                _percent(row.get("closed")),
                str(row["peak_mb"]),
            )
            lines.append(f"| {' | '.join(cells)} |")
        lines += [
            "",
            "closed = (empty − objective) / (empty − best bound); every plan re-checked by `verify_plan`.",
        ]
    else:
        keys = [key for key in rows[0] if key != "messages"]
        lines += [f"| {' | '.join(keys)} |", f"|{'---|' * len(keys)}"]
        lines += [f"| {' | '.join(str(row[key]) for key in keys)} |" for row in rows]
    lines += [
        "",
        f"{machine['cores']} cores, {machine['machine']}, {machine['system']}, Python {machine['python']}.",
        "",
    ]
    return "\n".join(lines)


def _percent(ratio: float | None) -> str:
    return "" if ratio is None else f"{100 * ratio:.2f} %"


if __name__ == "__main__":
    main()
