"""One method on one case, in this process, telling ``benchmarks.process`` what it finds as it finds it."""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Sequence
from typing import Any

from benchmarks.registry import CASES
from muster.domain.case import Case

__all__ = ("METHODS", "Pipe", "main")

METHODS = ("muster", "greedy", "highs", "cpsat")


class Pipe:
    """Lines of JSON to whoever started this process; seconds count from "go"."""

    def __init__(self, descriptor: int) -> None:
        self._out = os.fdopen(descriptor, "wb", buffering=0)
        self._began = time.monotonic()

    def say(self, kind: str, **what: Any) -> None:
        """One message."""
        seconds = round(time.monotonic() - self._began, 3)
        line = memoryview(json.dumps({"is": kind, "seconds": seconds, **what}).encode() + b"\n")
        while line:
            line = line[self._out.write(line) :]

    def go(self) -> None:
        """The clock starts."""
        self._began = time.monotonic()
        self.say("go")


def main() -> None:
    """Parse, make the case, work."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.worker", description=__doc__)
    parser.add_argument("--case", choices=CASES, required=True)
    parser.add_argument("--method", choices=METHODS, required=True)
    parser.add_argument("--time", type=float, required=True)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--gap", type=float, required=True)
    parser.add_argument("--tell", type=int, required=True, help="the file descriptor to write to")
    asked = parser.parse_args()
    pipe = Pipe(asked.tell)
    case = CASES[asked.case].make()
    (_muster if asked.method == "muster" else _baseline)(case, asked, pipe)
    pipe.say("done")


def _muster(case: Case, asked: argparse.Namespace, pipe: Pipe) -> None:
    """Muster is charged for everything from the case to the plan."""
    from importlib.metadata import version

    from muster.casefile.planfile import plan_json
    from muster.planner.options import Progress
    from muster.planner.plan import PlanOptions, plan_case

    told: list[tuple[int | None, int | None]] = [(None, None)]

    def progress(at: Progress) -> None:
        """Each better bound or plan, with the processor time that it took."""
        if (at.bound, at.best) != told[0]:
            told[0] = at.bound, at.best
            cpu = round(time.process_time() - began, 3)
            pipe.say("at", phase=at.phase, bound=at.bound, best=at.best, cpu=cpu)

    pipe.say("version", version=f"muster {version('muster')}")
    options = PlanOptions(
        time_limit=asked.time, gap=asked.gap, seed=asked.seed, threads=asked.threads, assume_lawful=True
    )
    pipe.go()
    began = time.process_time()
    plan, problems = plan_case(case, options, clock=time.monotonic, progress=progress)
    pipe.say("over")
    if plan is None:
        raise SystemExit("; ".join(problem.message for problem in problems))
    pipe.say("bound", bound=plan.bound)
    pipe.say("plan", plan=plan_json(plan))
    pipe.say("end", status=plan.status, stopped_by=plan.stopped_by, stats=_plain(plan.stats))


def _plain(stats: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in stats.items() if isinstance(value, int | float | str | None)}


def _baseline(case: Case, asked: argparse.Namespace, pipe: Pipe) -> None:
    """The baselines are charged from the first step of the solver; their model and first plan are free."""
    from benchmarks.baselines.compact import Compact
    from benchmarks.baselines.greedy import greedy

    model = Compact(case)
    start = greedy(model)
    size = {"columns": len(model.cost), "rows": len(model.rows), "tours": len(model.tours)}
    pipe.say("model", **size, nonzeros=sum(len(row[2]) for row in model.rows))

    class Told:
        """Passes on what is better than all before."""

        def __init__(self) -> None:
            self.best: int | None = None
            self.proved: int | None = None

        def found(self, values: Sequence[float]) -> None:
            """Solutions that are whole and better."""
            worth = model.worth(values)
            if self.best is None or worth < self.best:
                self.best = worth
                pipe.say("found", objective=worth, picks=model.picks(values))

        def bound(self, cents: int) -> None:
            """Bounds that are better."""
            if self.proved is None or cents > self.proved:
                self.proved = cents
                pipe.say("bound", bound=cents)

    told = Told()
    if asked.method == "greedy":
        pipe.say("version", version="benchmarks")
        pipe.go()
        told.found(model.complete(start))
        pipe.say("end", status="feasible")
        return
    if asked.method == "highs":
        from benchmarks.baselines import highs_compact as method
    else:
        from benchmarks.baselines import cpsat_compact as method  # type: ignore[no-redef]
    pipe.say("version", version=method.version())
    prepared = method.Prepared(model, start)
    pipe.go()
    told.found(model.complete(start))
    answer = prepared.solve(asked.time, asked.threads, asked.seed, told)
    pipe.say("over")
    if answer.values is not None:
        told.found(answer.values)
    if answer.bound is not None:
        told.bound(answer.bound)
    pipe.say("end", status="optimal" if answer.proved else "feasible")


if __name__ == "__main__":
    main()
