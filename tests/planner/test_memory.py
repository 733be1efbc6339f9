"""Memory: a case of absurdly many tours is refused before it takes what it may not; others are left alone."""

from __future__ import annotations

import time
import tracemalloc
from dataclasses import replace

import pytest

from muster.actions.memory import allowed_memory
from muster.actions.plan import plan
from muster.domain.case import Case, Planning
from muster.domain.policy import Policy
from muster.errors import MaterialError
from muster.planner import search
from muster.planner.plan import PlanOptions, plan_case
from muster.planner.pose import pose
from muster.planner.posing import blocks
from muster.planner.posing.blocks import BYTES_AT_LEAST, needed
from tests.planner import small

LAWFUL = PlanOptions(assume_lawful=True)


def daily(days: int, lines: int, longest: int) -> Case:
    """One unit, a daily grid: about lines × days × longest tours."""
    return replace(
        small.case(),
        planning=Planning(start=small.day(0), end=small.day(days), step_days=1),
        policies=(Policy(policy="P", max_tour_days=longest),),
        lines=tuple(small.line(f"L{n:03}", end=None) for n in range(lines)),
    )


@pytest.fixture
def listing(monkeypatch: pytest.MonkeyPatch) -> None:
    """No compiled loops: every tour is listed."""
    monkeypatch.setattr(blocks, "available", lambda: False)


@pytest.mark.usefixtures("listing")
def test_ten_million_tours_are_refused_before_they_are_made() -> None:
    case = daily(730, 50, 365)
    tracemalloc.start()
    try:
        posed = pose(case, replace(LAWFUL, memory=500_000_000))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert posed.instance is None
    (problem,) = posed.problems
    assert problem.code == "M610"
    assert "10,0" in problem.message and "4.3 GB" in problem.message and "0.5 GB" in problem.message
    assert "step_days" in problem.help and "--memory" in problem.help
    assert peak < 200_000_000


def test_on_compiled_loops_ten_million_tours_take_no_more_than_their_blocks() -> None:
    tracemalloc.start()
    try:
        instance = pose(daily(730, 50, 365), replace(LAWFUL, memory=500_000_000)).instance
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert instance is not None and instance.tours.size > 9_000_000
    assert peak < 20_000_000
    one = instance.tours.at(instance.tours.size - 1)
    assert (one.block, one.end) == (len(instance.bases) - 1, 730)


@pytest.mark.usefixtures("listing")
def test_what_fits_exactly_is_planned_and_a_byte_less_is_not() -> None:
    case = daily(60, 3, 20)
    instance = pose(case, LAWFUL).instance
    assert instance is not None
    enough = needed(instance.tours.size, len(instance.bases))
    assert pose(case, replace(LAWFUL, memory=enough)).instance is not None
    found, problems = plan_case(case, replace(LAWFUL, memory=enough - 1), clock=time.monotonic)
    assert found is None
    assert [problem.code for problem in problems] == ["M610"]
    assert f"{instance.tours.size:,}" in problems[0].message


@pytest.mark.usefixtures("listing")
def test_the_estimate_is_of_the_size_of_what_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "available", lambda: False)
    case = daily(240, 5, 120)
    instance = pose(case, LAWFUL).instance
    assert instance is not None
    estimate = needed(instance.tours.size, len(instance.bases)) - BYTES_AT_LEAST
    del instance
    tracemalloc.start()
    try:
        plan_case(case, replace(LAWFUL, time_limit=2), clock=time.process_time)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert 0.3 * estimate < peak < 1.3 * estimate


@pytest.mark.usefixtures("listing")
def test_the_action_refuses_with_the_same_words() -> None:
    with pytest.raises(MaterialError) as refused:
        plan(daily(120, 4, 60), assume_lawful=True, memory=0.101)
    assert [problem.code for problem in refused.value.problems] == ["M610"]


def test_the_machine_allows_something() -> None:
    allowed = allowed_memory()
    assert allowed is None or allowed > 10_000_000


def test_memory_is_above_nothing() -> None:
    with pytest.raises(ValueError, match="memory"):
        PlanOptions(memory=0)
