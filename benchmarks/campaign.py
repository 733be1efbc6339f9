"""
The differential campaign: ``python -m benchmarks.campaign [--cases 2000] [--workers 2]``.

Hundreds of small random cases, each planned by all who can: exhaustive search straight from the rules,
HiGHS and CP-SAT on the compact model, and Muster. Every plan is re-costed and re-checked. Then

- no bound may exceed any accepted plan, and no method may claim an optimum that another one beats;
- all that prove their optimum agree on it, to the cent where the arithmetic is exact (exhaustive search,
  Muster, CP-SAT) and to a millionth where it is not (HiGHS);
- where the optimum is known, Muster has found it.

It can be stopped and goes on where it was: what is done is kept in ``out/campaign.jsonl``, by a hash of the
code under test, so that a change of the planner begins anew. The summary, with seeds, goes to
``benchmarks/results/campaign.md``. The exit code is 1 if Muster was wrong anywhere.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.baselines.compact import Compact
from benchmarks.baselines.greedy import greedy
from benchmarks.baselines.roster import NotPosed
from benchmarks.generate import Size, national
from benchmarks.process import supervise
from benchmarks.results import write_table
from benchmarks.shapes import NATIONAL, QUICK, SHAPES
from benchmarks.worker import Pipe
from muster.domain.case import Case
from muster.domain.plan import Plan
from muster.planner.plan import PlanOptions, plan_case
from muster.planner.verify import verify_plan

__all__ = ("FAMILIES", "case_of", "disagreements", "examined", "main")

ROOT = Path(__file__).parents[1]
STATE = ROOT / "out" / "campaign.jsonl"

#: Family -> its first seed, how many of a thousand cases are of it, and seconds for each method and case.
#: ``oracle`` draws from every rule, ``shapes`` from all shapes at tiny size, ``middle`` at a size at which
#: not everything is proved any more, so that bounds are held against plans that they do not meet.
FAMILIES = {"oracle": (20_000, 475, 20.0), "shapes": (50_000, 475, 20.0), "middle": (80_000, 50, 10.0)}
#: Cases to a process, schedules that exhaustive search may try.
CHUNK, NODES = 10, 4_000
EXACT, CLOSE = "exact", "close"
#: How exact a method's figures are.
ARITHMETIC = {"brute": EXACT, "muster": EXACT, "cpsat": EXACT, "highs": CLOSE}

Record = dict[str, Any]


def case_of(family: str, seed: int) -> tuple[str, Case]:
    """The case of a seed, and what kind it is."""
    if family == "oracle":
        from tests.planner.oracle.tiny_cases import seeded

        return "oracle", seeded(seed)
    choose = random.Random(seed)
    name = choose.choice(["national", *SHAPES])
    shape = SHAPES[name][0] if name in SHAPES else NATIONAL
    if family == "middle":
        types = choose.randint(3, 8)
        size = Size(
            types=types,
            units=types * choose.randint(2, 6),
            lines=choose.randint(5, 12),
            weeks=choose.randint(16, 30),
            step_days=choose.choice((7, 7, 7, 1)),
        )
        return name, national(f"middle-{seed}", seed, size, shape)
    if choose.random() < 0.7:
        ratio = {"regular": shape.regular.dwell_ratio, "guard": shape.guard.dwell_ratio}
        shape = replace(
            shape,
            regular=replace(QUICK.regular, dwell_ratio=ratio["regular"]),
            guard=replace(QUICK.guard, dwell_ratio=ratio["guard"]),
        )
    types = choose.randint(1, 4)
    size = Size(
        types=types,
        units=types + choose.randint(0, 5),
        lines=choose.randint(1, 5),
        weeks=choose.randint(5, 12),
        step_days=choose.choice((7, 7, 10, 14)),
    )
    return name, national(f"shapes-{seed}", seed, size, shape)


def examined(family: str, seed: int, *, seconds: float | None = None) -> Record:
    """All methods on one case, and what they disagree on."""
    seconds = FAMILIES[family][2] if seconds is None else seconds
    began = time.process_time()
    kind, case = case_of(family, seed)
    found: dict[str, Record] = {"muster": _muster(case, seconds)}
    record: Record = {"family": family, "seed": seed, "kind": kind, "found": found}
    brute = _brute(case) if family == "oracle" else None
    if brute is not None:
        found["brute"] = brute
    try:
        found |= _compact(case, seconds)
    except NotPosed as reason:
        record["not_posed"] = str(reason)
    record["wrong"] = disagreements(found)
    record["cpu"] = round(time.process_time() - began, 2)
    return record


def disagreements(found: dict[str, Record]) -> list[str]:
    """
    What cannot be true of all that was found; each entry begins with the method that must be wrong.

    ``found`` holds for each method its ``objective`` (``None`` = no plan), ``bound``, ``proved`` and the
    ``violations`` of its plan.
    """
    wrong = [
        f"{method}: refused by the checker: {one['violations'][0]}"
        for method, one in found.items()
        if one["violations"]
    ]
    sound = {m: one for m, one in found.items() if not one["violations"] and one["objective"] is not None}
    if not sound:
        return wrong
    best = min(one["objective"] for one in sound.values())
    for method, one in found.items():
        slack = 0 if ARITHMETIC[method] == EXACT else abs(best) // 1_000_000 + 100
        if one["bound"] is not None and one["bound"] > best + slack:
            wrong.append(f"{method}: bound {one['bound']} above a checked plan of {best}")
        elif one["proved"] and one["objective"] is not None and one["objective"] > best + slack:
            wrong.append(f"{method}: claims {one['objective']} as optimum, beaten by {best}")
    exact = [one["objective"] for m, one in sound.items() if one["proved"] and ARITHMETIC[m] == EXACT]
    others = [one for m, one in sound.items() if one["proved"] and m != "muster"]
    mine = found["muster"]
    if (exact or others) and mine["objective"] is None:
        wrong.append("muster: no plan where there is one")
    return wrong


def _muster(case: Case, seconds: float) -> Record:
    options = PlanOptions(gap=0.0, time_limit=seconds, assume_lawful=True)
    plan, problems = plan_case(case, options, clock=time.monotonic)
    if plan is None:
        return _told(None, None, False, None, "; ".join(problem.message for problem in problems))
    return _told(case, plan, plan.status != "feasible", plan.bound)


def _brute(case: Case) -> Record | None:
    from tests.planner.oracle import reckoning
    from tests.planner.oracle.brute_force import TooLarge, best_plan

    try:
        found = best_plan(case, nodes=NODES)
    except TooLarge:
        return None
    if found is None:
        return None
    worth, tours = found
    return _told(case, reckoning.plan(case, tours, bound=worth), True, worth)


def _compact(case: Case, seconds: float) -> dict[str, Record]:
    from benchmarks.baselines import highs_compact

    model = Compact(case)
    start = greedy(model)
    answer = highs_compact.solve(model, start, seconds, 1, 0)
    made = None if answer.values is None else model.roster.plan(model.picks(answer.values))
    found = {"highs": _told(case, made, answer.proved, answer.bound)}
    if find_spec("ortools") is not None:
        from benchmarks.baselines import cpsat_compact

        answer = cpsat_compact.solve(model, start, seconds, 1, 0)
        made = None if answer.values is None else model.roster.plan(model.picks(answer.values))
        found["cpsat"] = _told(case, made, answer.proved, answer.bound)
    return found


def _told(
    case: Case | None, plan: Plan | None, proved: bool, bound: int | None, failed: str | None = None
) -> Record:
    if case is None or plan is None:
        return {"objective": None, "bound": bound, "proved": proved, "violations": [], "failed": failed}
    checked = verify_plan(case, plan)
    violations = [violation.message for violation in checked.violations[:3]]
    if plan.objective is not None and plan.objective != checked.objective:
        violations.append(f"says {plan.objective}, the checker {checked.objective}")
    return {"objective": checked.objective, "bound": bound, "proved": proved, "violations": violations}


# -- running --------------------------------------------------------------------------------------


def main() -> None:
    """Parse; work on a chunk, or run what is left and write the summary."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.campaign", description=__doc__)
    parser.add_argument("--cases", type=int, default=2000, help="of all families together, default 2000")
    parser.add_argument("--workers", type=int, default=2, help="processes at once, default 2")
    parser.add_argument("--show", metavar="FAMILY:SEED", help="one case, in full")
    parser.add_argument("--work", help=argparse.SUPPRESS)
    parser.add_argument("--tell", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.show:
        family, seed = asked.show.split(":")
        print(json.dumps(examined(family, int(seed)), indent=1))
    elif asked.work:
        _work(asked.work, Pipe(asked.tell))
    else:
        raise SystemExit(_run(asked.cases, asked.workers))


def _work(chunk: str, pipe: Pipe) -> None:
    family, *seeds = chunk.split(":")
    pipe.go()
    for seed in map(int, seeds):
        pipe.say("case", record=examined(family, seed))


def _run(cases: int, workers: int) -> int:
    """What is left, and the summary; 1 if Muster was wrong."""
    code = _code()
    wanted = {
        (family, first + n)
        for family, (first, share, _) in FAMILIES.items()
        for n in range(-(-cases * share // 1000))
    }
    done = {key: record for key, record in _done(code).items() if key in wanted}
    chunks = list(_chunks(sorted(wanted - set(done))))
    lock = threading.Lock()
    STATE.parent.mkdir(exist_ok=True)

    def run(chunk: tuple[str, list[int]]) -> None:
        family, seeds = chunk
        command = [
            sys.executable,
            "-m",
            "benchmarks.campaign",
            "--work",
            ":".join([family, *map(str, seeds)]),
        ]
        outcome = supervise(command, 5 * FAMILIES[family][2] * len(seeds))
        records = [message["record"] for message in outcome.told if message["is"] == "case"]
        for seed in seeds[len(records) : len(records) + 1]:
            why = (
                "took too long"
                if outcome.killed
                else (outcome.complaint.strip().splitlines() or ["died"])[-1]
            )
            found = {"muster": _told(None, None, False, None, why)}
            wrong = [f"muster: the process that worked on it ended: {why}"]
            records.append({"family": family, "seed": seed, "kind": "?", "found": found, "wrong": wrong})
        with lock, STATE.open("a", encoding="utf-8") as out:
            for record in records:
                out.write(json.dumps({"code": code, **record}) + "\n")
                done[record["family"], record["seed"]] = record
            print(f"{len(done)}/{len(wanted)}", file=sys.stderr)

    while chunks:
        with ThreadPoolExecutor(max_workers=workers) as pool:
            list(pool.map(run, chunks))
        # A process that ended early leaves the rest of its seeds.
        chunks = list(_chunks(sorted(wanted - set(done))))
    print(_summary(list(done.values())))
    return any(fault.startswith("muster") for record in done.values() for fault in record["wrong"])


def _chunks(left: Iterable[tuple[str, int]]) -> Iterable[tuple[str, list[int]]]:
    by_family: dict[str, list[int]] = {}
    for family, seed in left:
        by_family.setdefault(family, []).append(seed)
    for family, seeds in by_family.items():
        for at in range(0, len(seeds), CHUNK):
            yield family, seeds[at : at + CHUNK]


def _code() -> str:
    """A hash of everything under test."""
    digest = hashlib.sha256()
    folders = (
        "muster/domain",
        "muster/planner",
        "muster/law",
        "benchmarks/baselines",
        "tests/planner/oracle",
    )
    files = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    files += [ROOT / "benchmarks" / f"{name}.py" for name in ("campaign", "generate", "shapes")]
    for path in files:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _done(code: str) -> dict[tuple[str, int], Record]:
    if not STATE.exists():
        return {}
    records = (json.loads(line) for line in STATE.read_text(encoding="utf-8").splitlines())
    return {(r["family"], r["seed"]): r for r in records if r["code"] == code}


def _summary(records: list[Record]) -> str:
    """The table by family and method, the faults and the seeds, in ``results/campaign.md``."""
    rows = [
        _row(family, method, [r for r in records if r["family"] == family])
        for family in FAMILIES
        for method in ("muster", "brute", "highs", "cpsat")
    ]
    faults = sorted((r["family"], r["seed"], r["kind"], fault) for r in records for fault in r["wrong"])
    missed = sorted((r["family"], r["seed"], r["kind"], loss) for r in records if (loss := _missed(r)))
    kinds = Counter(r["kind"] for r in records)
    seeds = "; ".join(
        f"{family} {min(s)} to {max(s)} ({len(s)})"
        for family in FAMILIES
        if (s := [r["seed"] for r in records if r["family"] == family])
    )
    intro = [
        (
            f"{len(records)} small cases, each planned by all who can; what is compared is told in "
            "`benchmarks/campaign.py`. One case again: `python -m benchmarks.campaign --show FAMILY:SEED`."
        ),
        "",
        f"Seeds: {seeds}. Kinds: {', '.join(f'{kind} {count}' for kind, count in sorted(kinds.items()))}.",
        "",
        "Contradictions: " + ("none." if not faults else ""),
        *(f"- {family}:{seed} ({kind}): {fault}" for family, seed, kind, fault in faults),
        "",
        "Optimum known and not found by Muster: " + ("never." if not missed else ""),
        *(f"- {family}:{seed} ({kind}): {100 * loss:.4f} % above" for family, seed, kind, loss in missed),
    ]
    extra = {
        "code_sha256": _code(),
        "seeds": {family: sorted(r["seed"] for r in records if r["family"] == family) for family in FAMILIES},
        "contradictions": faults,
        "missed": missed,
    }
    return write_table("campaign", "\n".join(intro), rows, extra)


def _row(family: str, method: str, records: list[Record]) -> Record:
    mine = [r["found"][method] for r in records if method in r["found"]]
    return {
        "family": family,
        "method": method,
        "cases": len(mine),
        "plans accepted": sum(one["objective"] is not None and not one["violations"] for one in mine),
        "none cheaper": sum(_cheapest(method, r["found"]) for r in records if method in r["found"]),
        "proved best": sum(bool(one["proved"]) for one in mine),
        "wrong": sum(any(w.startswith(method) for w in r["wrong"]) for r in records),
    }


def _cheapest(method: str, found: dict[str, Record]) -> bool:
    """Whether no accepted plan is cheaper by more than a millionth."""
    sound = [one["objective"] for one in found.values() if one["objective"] is not None]
    mine = found[method]
    if mine["objective"] is None or mine["violations"]:
        return False
    return bool(mine["objective"] <= min(sound) * (1 + 1e-6) + 100)


def _missed(record: Record) -> float | None:
    """By which share Muster's plan is dearer than a known optimum; ``None`` if it is not."""
    found = record["found"]
    mine = found["muster"]
    known = [
        one["objective"]
        for method, one in found.items()
        if one["proved"] and ARITHMETIC[method] == EXACT and one["objective"] is not None
    ]
    if not known or mine["objective"] is None or mine["objective"] <= min(known):
        return None
    return float(mine["objective"] - min(known)) / max(100, min(known))


if __name__ == "__main__":
    main()
