"""Plans of units under cycles against every life of every unit, and their bounds."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from muster.domain.case import Case
from muster.domain.plan import Plan
from muster.planner.life import pose as posing
from muster.planner.life.graph import LifeGraph
from muster.planner.life.lattice import Lattice
from muster.planner.life.pose import pose_lives
from muster.planner.life.walk import Walk, gains, summed
from muster.planner.options import PlanOptions
from muster.planner.plan import plan_case
from muster.planner.verify import verify_plan
from tests.planner.life.cases import life_case
from tests.planner.life.naive import Lives, best


def planned(case: Case, **options: object) -> Plan:
    ticks = itertools.count()
    asked = PlanOptions(assume_lawful=True, time_limit=1e9, **options)  # type: ignore[arg-type]
    plan, problems = plan_case(case, asked, clock=lambda: float(next(ticks)))
    assert plan is not None, problems
    return plan


@pytest.mark.parametrize("seed", range(120))
def test_plan_is_the_best_of_all(seed: int) -> None:
    case = life_case(seed)
    total, ranked = best(case)
    plan = planned(case, gap=0.0)
    assert verify_plan(case, plan).feasible
    assert plan.objective == total
    assert plan.bound is not None and plan.bound <= total
    assert plan.status in ("optimal", "feasible", "empty")
    by_level = planned(case, gap=0.0, lexicographic=True)
    assert verify_plan(case, by_level).feasible
    levels = by_level.stats["levels"]
    assert isinstance(levels, list)
    assert tuple(level["objective"] for level in levels[:-1]) == ranked
    assert all(level["bound"] <= level["objective"] for level in levels)


@pytest.mark.parametrize("seed", range(120))
def test_graph_holds_every_life_and_no_other(seed: int) -> None:
    """At random prices the best path is worth as much as the best life."""
    case = life_case(seed)
    posed = pose_lives(case, PlanOptions(assume_lawful=True))
    rng = np.random.default_rng(seed)
    units = {unit.unit: unit for unit in case.units}
    for cast in posed.casts:
        prices = rng.integers(0, 9, cast.team.demand.shape)
        number = {posed.ground.lines[line].line: row for row, line in enumerate(cast.lines)}
        for kind in cast.team.kinds:
            values = kind.walk.everyone(gains(kind.graph, summed(prices)))
            for member, value in zip(kind.members, values.tolist(), strict=True):
                lives = Lives(case, units[cast.members[member].unit]).every()
                worth = max(
                    sum(int(prices[number[name], first:last].sum()) for name, first, last in life)
                    for life in lives
                )
                assert value == worth


@pytest.mark.parametrize("seed", range(60))
def test_lattice_agrees_with_the_graph(seed: int) -> None:
    case = life_case(seed, plain=True)
    posed = pose_lives(case, PlanOptions(assume_lawful=True))
    rng = np.random.default_rng(seed)
    for cast in posed.casts:
        prices = rng.integers(0, 9, cast.team.demand.shape)
        total = summed(prices)
        for kind in cast.team.kinds:
            graph = kind.graph
            assert Lattice.fits(graph.rota)
            lattice = Lattice(graph.rota.periods[0][1], graph.duties)
            values = lattice.value(graph.cycle_days, total)
            assert values.tolist() == kind.walk.everyone(gains(graph, total)).tolist()
            days = np.zeros(prices.shape[1] + 1, dtype=np.bool_)
            days[list(lattice.starts(graph.cycle_days))] = True
            few = Walk(LifeGraph(graph.rota, graph.duties, graph.cycle_days, starts=days))
            assert few.everyone(gains(few.graph, total)).tolist() == values.tolist()


@pytest.mark.parametrize("seed", range(60))
def test_bound_holds_where_graphs_are_not_whole(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """With graphs of few start days, what is proved is proved over all."""
    monkeypatch.setattr(posing, "LARGE", 0)
    case = life_case(seed, plain=seed % 2 == 0)
    total, ranked = best(case)
    plan = planned(case, gap=0.0)
    assert verify_plan(case, plan).feasible
    assert plan.objective is not None and plan.bound is not None
    assert plan.bound <= total <= plan.objective
    levels = planned(case, gap=0.0, lexicographic=True).stats["levels"]
    assert isinstance(levels, list)
    assert levels[0]["bound"] <= ranked[0] <= levels[0]["objective"]
