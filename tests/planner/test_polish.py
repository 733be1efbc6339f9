"""The last sweep: a plan that a planner can look at."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from muster.domain.unit import Skill, UnitType
from muster.planner.instance import Instance
from muster.planner.master import Objective
from muster.planner.options import PlanOptions
from muster.planner.pose import pose
from muster.planner.pricing import Schedule
from muster.planner.search import Search
from tests.planner import small


def search(instance: Instance, start: list[list[Schedule]]) -> Search:
    return Search(
        instance,
        Objective(weights=instance.prices, cost=1),
        PlanOptions(assume_lawful=True),
        should_stop=lambda: False,
        report=lambda phase, bound, best: None,
        start=start,
    )


def posed() -> Instance:
    """A line for 100 on which two staffs of 80 of 90 people, or one brigade with 100 of 125, can serve."""
    case = replace(
        small.case(),
        types=(UnitType(type="HQ", headcount=90), UnitType(type="BDE", headcount=125)),
        skills=(
            Skill(type="HQ", capability="trucks", headcount=80),
            Skill(type="BDE", capability="trucks", headcount=100),
        ),
        units=(small.unit("U1", type="HQ", quantity=2), small.unit("U2", type="BDE")),
        lines=(small.line(headcount=100),),
    )
    instance = pose(case, PlanOptions(assume_lawful=True)).instance
    assert instance is not None
    return instance


def whole_line(instance: Instance, fills: int) -> int:
    """The tour of the class that fills so many, on all 28 days."""
    found = np.flatnonzero(
        (instance.block_fills[instance.tour_block] == fills)
        & (instance.tour_start == 0)
        & (instance.tour_end == 28)
    )
    return int(found[0])


def test_two_staffs_give_way_to_one_idle_brigade() -> None:
    instance = posed()
    staff, brigade = whole_line(instance, 80), whole_line(instance, 100)
    start: list[list[Schedule]] = [[] for _ in instance.classes]
    start[int(instance.tour_class[staff])] = [(staff,), (staff,)]
    planned = search(instance, start)
    planned.polish()
    assert [schedule for mine in planned.best for schedule in mine] == [(brigade,)]
    assert planned.roster.schedules == planned.best


def test_a_tour_that_saves_less_than_it_costs_is_dropped() -> None:
    instance = posed()
    staff, brigade = whole_line(instance, 80), whole_line(instance, 100)
    start: list[list[Schedule]] = [[] for _ in instance.classes]
    start[int(instance.tour_class[staff])] = [(staff,)]
    start[int(instance.tour_class[brigade])] = [(brigade,)]
    planned = search(instance, start)
    planned.polish()
    assert [schedule for mine in planned.best for schedule in mine] == [(brigade,)]
