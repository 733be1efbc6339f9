"""Candidate tours: every way to ask for one gives the same, and compiled loops list none."""

from __future__ import annotations

import numpy as np
import pytest

from muster.planner import search
from muster.planner.plan import PlanOptions, plan_case
from muster.planner.pose import pose
from muster.planner.tours import Listed, Tours
from tests.planner.oracle.tiny_cases import seeded
from tests.planner.tiny import tiny_case

LAWFUL = PlanOptions(gap=0, assume_lawful=True, time_limit=3_000)


@pytest.mark.parametrize("seed", range(40))
def test_a_number_means_the_same_however_it_is_asked(seed: int) -> None:
    instance = pose(seeded(seed) if seed % 2 else tiny_case(seed), LAWFUL).instance
    if instance is None or not instance.tours.size:
        return
    tours = instance.tours
    every = tours.of_blocks(np.arange(tours.block_grid.size))
    assert every.tour.tolist() == list(range(tours.size))
    some = tours.of(every.tour[::-1])
    assert [each.tolist() for each in some] == [each[::-1].tolist() for each in every]
    costs, dwells = tours.cost_of(every), tours.dwell_after(every)
    for number, block, start, end in zip(*(each.tolist() for each in every), strict=True):
        assert tours.at(number) == (block, start, end, costs[number], dwells[number])
        assert number in tours.find([block], start, end)
    assert tours.dearest == costs.max()
    longest = {(block, start): end for _, block, start, end in zip(*every, strict=True)}
    found = zip(*tours.longest, strict=True)
    assert all(longest[block, start] == end == tours.at(int(tour)).end for tour, block, start, end in found)


@pytest.mark.parametrize("seed", range(0, 12, 2))
def test_a_plan_on_compiled_loops_lists_no_tours(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def listed(_: Tours) -> Listed:
        raise RuntimeError("all tours were listed")

    monkeypatch.setattr(search, "COMPILED", 1)
    monkeypatch.setattr(search, "LARGE", 0)
    monkeypatch.setattr(Tours, "listed", property(listed))
    ticks = iter(range(10_000_000))
    plan, problems = plan_case(tiny_case(seed), LAWFUL, clock=lambda: next(ticks) * 0.5)
    assert plan is not None or problems
