"""
The compact model solved by CP-SAT, in its own process and environment (``make bench``).

CP-SAT wants whole numbers: costs are whole dollars, rounded down, so that its bound stays valid; the plan
is priced to the cent by the checker afterwards. Slacks are whole variables with tight bounds. Default
parameters apart from time, threads and seed.
"""

from __future__ import annotations

import math

import numpy as np
import ortools
from ortools.sat.python import cp_model

from benchmarks.baselines.compact import FREE, Answer, Compact

__all__ = ("solve", "version")


def version() -> str:
    """The solver's own version."""
    return f"ortools {ortools.__version__}"


def solve(model: Compact, start: list[int], seconds: float, threads: int, seed: int) -> Answer:
    """Solve within ``seconds`` from a first plan, not counting the building of the model."""
    cp = cp_model.CpModel()
    columns = [cp.new_int_var(0, upper, "") for upper in model.upper]
    for low, high, index, value in model.rows:
        held = cp_model.LinearExpr.weighted_sum([columns[c] for c in index], value)
        if low == high:
            cp.add(held == low)
        else:
            if low > -FREE and (low > 0 or min(value, default=0) < 0):
                cp.add(held >= low)
            if high < FREE:
                cp.add(held <= high)
    dollars = [cost // 100 for cost in model.cost]
    cp.minimize(cp_model.LinearExpr.weighted_sum(columns, dollars))
    for column, value in zip(columns, model.complete(start), strict=True):
        cp.add_hint(column, value)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = float(seconds)
    solver.parameters.num_workers = threads
    solver.parameters.random_seed = seed
    status = solver.solve(cp)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    values = np.array([solver.value(column) for column in columns]) if found else None
    bound = solver.best_objective_bound
    return Answer(values, math.floor(bound) * 100 + model.offset if math.isfinite(bound) else None)
