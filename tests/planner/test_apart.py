"""A solver that hangs, dies or talks nonsense in its own process loses no plan; else all stays the same."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from muster.domain.plan import Plan
from muster.planner import apart, highs
from muster.planner.apart import solve_apart
from muster.planner.highs import Columns, MixedInteger, Rows, solve_here
from muster.planner.plan import PlanOptions, plan_case
from muster.planner.verify import verify_plan
from tests.planner.oracle.tiny_cases import seeded
from tests.planner.tiny import tiny_case


def knapsacks(items: int, limits: int, *, nodes: int = 1 << 30) -> MixedInteger:
    choose = np.random.default_rng(items)
    return MixedInteger(
        rows=Rows(lower=np.full(limits, -np.inf), upper=np.full(limits, items * 5.0)),
        columns=Columns(
            costs=-choose.integers(10, 99, size=items).astype(float),
            lower=np.zeros(items),
            upper=np.ones(items),
            starts=(np.arange(items) * limits).astype(np.int32),
            rows=np.tile(np.arange(limits), items).astype(np.int32),
            values=choose.integers(5, 60, size=items * limits).astype(float),
        ),
        integer=np.ones(items, dtype=np.bool_),
        threads=1,
        seed=1,
        nodes=nodes,
        absolute_gap=0.4,
        relative_gap=0.0,
        presolve=False,
    )


def never() -> bool:
    return False


def after(questions: int) -> Callable[[], bool]:
    asked = 0

    def stop() -> bool:
        nonlocal asked
        asked += 1
        return asked > questions

    return stop


#: The process reads the program, tells that it lives and one solution, and then does what the test wants.
BEGIN = """
import os, signal, sys, time
import numpy as np
from muster.planner import apart
work = apart._received(sys.stdin.buffer)
apart._tell(sys.stdout.buffer, b"a", b"")
apart._tell(sys.stdout.buffer, b"b", np.ones(work.integer.size).tobytes())
"""


def test_apart_and_here_give_the_same() -> None:
    for work in (knapsacks(30, 5), knapsacks(40, 6, nodes=3), replace(knapsacks(20, 3), presolve=True)):
        here, there = solve_here(work, never), solve_apart(work, never)
        assert there is not None
        assert (here.optimal, here.bound, here.infeasible) == (there.optimal, there.bound, there.infeasible)
        assert here.values is not None and there.values is not None
        assert (here.values == there.values).all()


def test_a_first_solution_and_infeasibility_go_over_too() -> None:
    work = knapsacks(12, 3)
    given = np.zeros(12)
    given[0] = 1
    found = solve_apart(replace(work, start=given, nodes=0), never)
    assert found is not None and found.values is not None
    never_met = replace(work, rows=Rows(lower=np.full(3, 1e6), upper=np.full(3, np.inf)))
    found = solve_apart(never_met, never)
    assert found is not None and found.infeasible and found.values is None


def test_a_long_run_stops_when_asked_and_gives_what_it_has() -> None:
    began = time.monotonic()
    found = solve_apart(knapsacks(300, 30), after(20))
    assert time.monotonic() - began < 30
    assert found is not None and not found.optimal
    assert found.values is not None and found.bound > -np.inf


@pytest.mark.parametrize(
    "then",
    [
        "time.sleep(600)",
        "os._exit(1)",
        "os.kill(os.getpid(), signal.SIGKILL)",
        "raise RuntimeError('solver')",
        "sys.stdout.buffer.write(b'segmentation fault'); sys.stdout.buffer.flush(); time.sleep(600)",
    ],
    ids=["hangs", "exits", "dies", "raises", "talks nonsense"],
)
def test_the_best_solution_told_survives(then: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_PROGRAM", BEGIN + then)
    monkeypatch.setattr(apart, "GRACE", 4)
    began = time.monotonic()
    found = solve_apart(knapsacks(9, 2), after(60))
    assert time.monotonic() - began < 30
    assert found is not None and found.values is not None
    assert found.values.tolist() == [1.0] * 9
    assert not found.optimal and not found.infeasible and found.bound == -np.inf


def test_a_process_that_is_silent_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_PROGRAM", BEGIN + "time.sleep(600)")
    monkeypatch.setattr(apart, "SILENCE", 3)
    found = solve_apart(knapsacks(9, 2), never)
    assert found is None or found.values is None or found.values.tolist() == [1.0] * 9


@pytest.mark.parametrize("program", ["raise SystemExit(3)", "import nothing_of_this_name", "pass"])
def test_a_process_that_never_begins_is_done_without(program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_PROGRAM", program)
    monkeypatch.setattr(highs, "MANY", 0)
    assert solve_apart(knapsacks(9, 2), never) is None
    case = tiny_case(12)
    plan, _ = plan_case(case, PlanOptions(gap=0, assume_lawful=True), clock=time.monotonic)
    assert plan is not None and plan.status == "optimal"


def test_where_nothing_can_be_started_it_is_done_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    assert solve_apart(knapsacks(9, 2), never) is None
    monkeypatch.setattr(sys, "executable", "")
    assert solve_apart(knapsacks(9, 2), never) is None


def test_no_process_is_left_whatever_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []
    real = subprocess.Popen

    def noting(*args: object, **options: object) -> subprocess.Popen[bytes]:
        process = real(*args, **options)  # type: ignore[call-overload]
        started.append(process)
        assert isinstance(process, real)
        return process

    monkeypatch.setattr(subprocess, "Popen", noting)

    def interrupted() -> bool:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        solve_apart(knapsacks(300, 30), interrupted)
    solve_apart(knapsacks(9, 2), never)
    assert len(started) == 2
    for process in started:
        assert process.returncode is not None
        with pytest.raises(ProcessLookupError):
            os.kill(process.pid, 0)


def test_ctrl_c_does_not_reach_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    groups: list[int] = []
    real = subprocess.Popen

    def noting(*args: object, **options: object) -> subprocess.Popen[bytes]:
        process = real(*args, **options)  # type: ignore[call-overload]
        assert isinstance(process, real)
        groups.append(os.getpgid(process.pid))
        return process

    monkeypatch.setattr(subprocess, "Popen", noting)
    solve_apart(knapsacks(9, 2), never)
    # The terminal sends Ctrl-C to the group of processes that it runs, which is ours alone.
    assert groups and os.getpgid(0) not in groups


def planned(seed: int) -> Plan:
    plan, _ = plan_case(seeded(seed), PlanOptions(gap=0, assume_lawful=True), clock=time.monotonic)
    assert plan is not None
    return plan


def test_plans_are_the_same_wherever_programs_are_solved(monkeypatch: pytest.MonkeyPatch) -> None:
    seeds = [4, 15, 29]
    here = [planned(seed) for seed in seeds]
    monkeypatch.setattr(highs, "MANY", 0)
    used: list[MixedInteger] = []
    real = solve_apart

    def noting(work: MixedInteger, should_stop: Callable[[], bool]) -> object:
        used.append(work)
        return real(work, should_stop)

    monkeypatch.setattr(apart, "solve_apart", noting)
    there = [planned(seed) for seed in seeds]
    assert used
    for one, other in zip(here, there, strict=True):
        assert (one.tours, one.objective, one.bound, one.status) == (
            other.tours,
            other.objective,
            other.bound,
            other.status,
        )


def test_a_solver_that_always_hangs_costs_no_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(highs, "MANY", 0)
    monkeypatch.setattr(apart, "GRACE", 2)
    monkeypatch.setattr(apart, "_PROGRAM", BEGIN + "time.sleep(600)")
    began = time.monotonic()
    case = tiny_case(12)
    plan, _ = plan_case(case, PlanOptions(gap=0, assume_lawful=True, time_limit=3), clock=time.monotonic)
    assert time.monotonic() - began < 20
    assert plan is not None and plan.objective is not None
    assert plan.status == "feasible" and plan.stopped_by == "time"
    assert verify_plan(case, plan).feasible
    # The optimum is 2,077,309 cents.
    assert 2_077_309 <= plan.objective < 2_300_000
