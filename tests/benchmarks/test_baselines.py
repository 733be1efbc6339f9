"""The baselines say the same as Muster where all can prove it, stage by stage and solver by solver."""

from __future__ import annotations

import time
from types import ModuleType

import numpy as np
import pytest

from benchmarks.baselines import highs_compact
from benchmarks.baselines.coarse import coarse
from benchmarks.baselines.compact import Compact
from benchmarks.baselines.greedy import greedy
from benchmarks.baselines.program import Stages, program, stages
from benchmarks.generate import Size, national
from benchmarks.shapes import SHAPES
from muster.domain.case import Case
from muster.planner.plan import PlanOptions, plan_case
from muster.planner.verify import verify_plan


def small(shape: str, seed: int) -> Case:
    return national(f"{shape}-{seed}", seed, Size(types=3, units=7, lines=4, weeks=16), SHAPES[shape][0])


@pytest.fixture(params=["highs", "cpsat"])
def solver(request: pytest.FixtureRequest) -> ModuleType:
    if request.param == "highs":
        return highs_compact
    pytest.importorskip("ortools", reason="CP-SAT needs the bench environment")
    from benchmarks.baselines import cpsat_compact

    return cpsat_compact


@pytest.mark.parametrize("shape", ["open", "lift", "held", "lumpy", "nested"])
def test_all_prove_the_same_optimum(solver: ModuleType, shape: str) -> None:
    case = small(shape, 11)
    model = Compact(case)
    answer = solver.solve(model, greedy(model), 20.0, 1, 0)
    assert answer.proved
    other = verify_plan(case, model.roster.plan(model.picks(answer.values)))
    assert other.violations == ()
    plan, _ = plan_case(case, PlanOptions(gap=0.0, assume_lawful=True, time_limit=20.0), clock=time.monotonic)
    assert plan is not None
    assert plan.objective == pytest.approx(other.objective, rel=1e-6)
    assert plan.bound is not None
    assert plan.bound <= other.objective


def test_stages_begin_with_few_tours_and_end_with_all() -> None:
    model = Compact(small("open", 3))
    start = greedy(model)
    most = len(model.tours) // 2
    mesh, whole = (part for part, _ in stages(model, start, Stages(at_once=most)))
    assert sum(mesh.columns < len(model.tours)) <= most + sum(map(bool, start))
    assert (mesh.whole, whole.whole) == (False, True)
    assert len(whole.columns) == len(model.cost)
    assert [part.whole for part, _ in stages(model, start, Stages(at_once=most, at_most=most))] == [False]


def test_a_part_prices_a_plan_as_the_whole_does() -> None:
    """What a part says of its columns is a plan of the model, feasible row by row."""
    model = Compact(small("nested", 5))
    start = greedy(model)
    part = program(model, start, coarse(model, 50, start))
    full = model.complete(start)
    assert part.told(part.start).tolist() == full
    assert part.part(full) == part.start
    for low, high, index, value in part.rows:
        assert low <= int(np.dot([part.start[c] for c in index], value)) <= high


def test_a_better_plan_in_stages(solver: ModuleType) -> None:
    """The mesh alone is no worse than the first plan, has no bound, and the whole after it proves."""
    model = Compact(small("lift", 2))
    start = greedy(model)
    first = model.worth(model.complete(start))
    mesh = solver.Prepared(model, start, Stages(at_once=60, at_most=60)).solve(10.0, 1, 0)
    assert model.worth(mesh.values) <= first
    assert (mesh.bound, mesh.proved) == (None, False)
    both = solver.Prepared(model, start, Stages(at_once=60)).solve(20.0, 1, 0)
    assert both.proved
    assert model.worth(both.values) <= model.worth(mesh.values)
    assert both.bound <= model.worth(both.values) + 100


def test_what_is_found_is_told_at_once(solver: ModuleType) -> None:
    model = Compact(small("open", 4))
    heard: list[int] = []
    bounds: list[int] = []

    class Told:
        def found(self, values: object) -> None:
            heard.append(model.worth(values))  # type: ignore[arg-type]

        def bound(self, cents: int) -> None:
            bounds.append(cents)

    answer = solver.Prepared(model, [0] * len(model.tours)).solve(20.0, 1, 0, Told())
    assert min(heard) == model.worth(answer.values)
    assert all(cents <= min(heard) + 100_000 for cents in bounds)
