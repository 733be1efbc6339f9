"""Small instances for compiled loops, and what is true of every roster."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from benchmarks.generate import Size, national
from muster.planner.instance import Instance
from muster.planner.kernel.annealer import Annealer
from muster.planner.kernel.field import lay_out
from muster.planner.kernel.floor import WIDE
from muster.planner.master import Objective
from muster.planner.options import PlanOptions
from muster.planner.pose import pose
from muster.planner.roster import Roster
from tests.planner import brute
from tests.planner.oracle.tiny_cases import seeded
from tests.planner.tiny import tiny_case

EXACT = PlanOptions(gap=0, assume_lawful=True)


def posed(seed: int) -> Instance | None:
    instance = pose(seeded(seed) if seed % 2 else tiny_case(seed), EXACT).instance
    return instance if instance is not None and instance.tour_block.size else None


def at_home(instance: Instance, seed: int) -> Annealer:
    """An annealer of the priced objective, with everybody at home."""
    return Annealer(lay_out(instance), Objective(weights=instance.prices, cost=1), instance.prices, seed)


def assert_true(annealer: Annealer, roster: Roster) -> None:
    """The roster is worth what it says, breaks no limit, and every member keeps dwell between tours."""
    instance = annealer.instance
    schedules = annealer.schedules(annealer.floor.chain)
    roster.load(schedules)
    assert roster.feasible()
    assert roster.value() == int(annealer.floor.value[0]) + instance.fixed_cost
    floor = annealer.floor
    for mine, theirs in (
        (floor.short, roster.short),
        (floor.gaps, (roster.short > 0).sum(axis=1)),
        (floor.left, roster.left),
        (floor.money, roster.money_left),
        (floor.arrivals, roster.arrivals),
        (floor.departures, roster.departures),
        (floor.overflow, roster._overflow if floor.anywhere else floor.overflow),
    ):
        assert np.array_equal(mine, theirs)
    for owner, mine in enumerate(schedules):
        assert len(mine) == instance.sizes[owner] - annealer.floor.idle[owner]
        for schedule in mine:
            assert all(instance.class_of(tour) == owner for tour in schedule)
            assert all(brute.follows(instance, *two) for two in pairwise(schedule))
    for member, index in np.argwhere(annealer.floor.chain >= 0).tolist():
        tour = annealer.floor.chain[member, index]
        block = int(instance.tour_block[tour])
        days = int(instance.tour_start[tour]), int(instance.tour_end[tour])
        assert annealer.floor.stays[member, index].tolist() == [instance.block_line[block], *days, block]


def year(seed: int) -> Instance:
    """A case whose tours may end on many days, on the grid's strides and between them."""
    case = national("year", seed, Size(types=5, units=24, lines=9, weeks=52))
    instance = pose(case, EXACT).instance
    assert instance is not None
    field = lay_out(instance).field
    assert int(field.counts.max()) > 2 * WIDE and (field.odd >= 0).any() and (field.near < 0).any()
    return instance
