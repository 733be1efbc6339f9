"""
The compact model solved by HiGHS as one MIP, through highspy, with its default options.

Costs are handed over in thousands of dollars, which keeps the coefficients within a few orders of
magnitude; the slacks need not be declared whole, since they are whole wherever the tours are.
"""

from __future__ import annotations

import math

import highspy
import numpy as np

from benchmarks.baselines.compact import FREE, Answer, Compact

__all__ = ("solve", "version")

#: Cents in a thousand dollars: the unit of the objective and of budget rows.
UNIT = 100_000


def version() -> str:
    """The solver's own version."""
    return f"highspy {highspy.Highs().version()}"


def solve(model: Compact, start: list[int], seconds: float, threads: int, seed: int) -> Answer:
    """Solve within ``seconds`` from a first plan, not counting the building of the model."""
    lp = highspy.HighsLp()
    columns, rows = len(model.cost), len(model.rows)
    lp.num_col_, lp.num_row_ = columns, rows
    lp.col_cost_ = np.array(model.cost, dtype=np.float64) / UNIT
    lp.offset_ = model.offset / UNIT
    lp.col_lower_ = np.zeros(columns)
    lp.col_upper_ = np.array(model.upper, dtype=np.float64)
    scale = [UNIT if max(row[3], default=0) >= UNIT else 1 for row in model.rows]
    lp.row_lower_ = np.array(
        [-math.inf if row[0] <= -FREE else row[0] / by for row, by in zip(model.rows, scale, strict=True)]
    )
    lp.row_upper_ = np.array(
        [math.inf if row[1] >= FREE else row[1] / by for row, by in zip(model.rows, scale, strict=True)]
    )
    sizes = np.array([0, *(len(row[2]) for row in model.rows)], dtype=np.int64)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.cumsum(sizes).astype(np.int32)
    lp.a_matrix_.index_ = np.array([c for row in model.rows for c in row[2]], dtype=np.int32)
    lp.a_matrix_.value_ = np.array(
        [v / by for row, by in zip(model.rows, scale, strict=True) for v in row[3]]
    )
    whole, real = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
    lp.integrality_ = [whole] * len(model.tours) + [real] * (columns - len(model.tours))
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("time_limit", float(seconds))
    solver.setOptionValue("threads", threads)
    solver.setOptionValue("random_seed", seed)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.passModel(lp)
    first = highspy.HighsSolution()
    first.col_value = [float(value) for value in model.complete(start)]
    solver.setSolution(first)
    solver.run()
    info = solver.getInfo()
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    values = np.array(solver.getSolution().col_value) if found else None
    bound = info.mip_dual_bound
    return Answer(values, math.floor(bound * UNIT) if math.isfinite(bound) else None)
