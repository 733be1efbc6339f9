"""
The compact model solved by HiGHS as a MIP, through highspy.

Costs are handed over in thousands of dollars, which keeps the coefficients within a few orders of
magnitude; the slacks need not be declared whole, since they are whole wherever the tours are. Where the
model is too large for its relaxation to be solved soon, a coarse choice of its tours is solved first and
gives the whole model its start; README.md says what else was tried.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from benchmarks.baselines.answer import Answer, Tell, Unheard
from benchmarks.baselines.coarse import coarse
from benchmarks.baselines.compact import FREE, Compact

__all__ = ("Tactics", "solve", "version")

#: Cents in a thousand dollars: the unit of the objective and of budget rows.
UNIT = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Tactics:
    """
    How the time is used.

    Parameters
    ----------
    coarse_tours, coarse_share
        How many tours the first search may have, and which share of the time; no first search where the
        whole model has no more.
    options
        Of HiGHS.
    """

    coarse_tours: int = 15_000
    coarse_share: float = 0.5
    options: tuple[tuple[str, object], ...] = ()


def version() -> str:
    """The solver's own version."""
    return f"highspy {highspy.Highs().version()}"


def solve(
    model: Compact,
    start: list[int],
    seconds: float,
    threads: int,
    seed: int,
    tell: Tell | None = None,
    tactics: Tactics = Tactics(),
) -> Answer:
    """Solve within ``seconds`` from a first plan, not counting the building of the model."""
    clock = time.monotonic
    began = clock()
    tell = tell or Unheard()
    run = _Run(_program(model), threads, seed, tell, tactics)
    best: Sequence[float] = [float(value) for value in model.complete(start)]
    if len(model.tours) > tactics.coarse_tours:
        chosen = coarse(model, tactics.coarse_tours, start)
        answer = run(best, began + tactics.coarse_share * seconds, clock, chosen, len(model.tours))
        best = answer.values if answer.values is not None else best
    return run(best, began + seconds, clock)


@dataclass(slots=True)
class _Run:
    lp: highspy.HighsLp
    threads: int
    seed: int
    tell: Tell
    tactics: Tactics

    def __call__(
        self,
        start: Sequence[float],
        until: float,
        clock: Callable[[], float],
        chosen: list[int] | None = None,
        tours: int = 0,
    ) -> Answer:
        """The whole model, or its chosen tours alone, from a solution, until the clock says so."""
        highspy.Highs.resetGlobalScheduler(True)
        solver = highspy.Highs()
        for name, value in (
            ("output_flag", False),
            ("time_limit", max(0.1, until - clock())),
            ("threads", self.threads),
            ("random_seed", self.seed),
            ("mip_rel_gap", 0.0),
            *self.tactics.options,
        ):
            solver.setOptionValue(name, value)
        solver.passModel(self.lp)
        if chosen is not None:
            others = np.setdiff1d(np.arange(tours, dtype=np.int32), chosen).astype(np.int32)
            solver.changeColsBounds(len(others), others, np.zeros(len(others)), np.zeros(len(others)))
        first = highspy.HighsSolution()
        first.col_value = list(start)
        solver.setSolution(first)
        self._listen(solver, until, clock, whole=chosen is None)
        solver.run()
        info = solver.getInfo()
        found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        proved = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        bound = info.mip_dual_bound
        return Answer(
            np.array(solver.getSolution().col_value) if found else None,
            math.floor(bound * UNIT) if math.isfinite(bound) and chosen is None else None,
            proved,
        )

    def _listen(
        self, solver: highspy.Highs, until: float, clock: Callable[[], float], *, whole: bool
    ) -> None:
        """Pass on what is found as it is found, and stop in time: HiGHS' own limit is kept loosely."""

        def improved(event: highspy.HighsCallbackEvent) -> None:
            self.tell.found(np.array(event.data_out.mip_solution))

        def tick(event: highspy.HighsCallbackEvent) -> None:
            bound = event.data_out.mip_dual_bound
            if whole and math.isfinite(bound):
                self.tell.bound(math.floor(bound * UNIT))
            if clock() > until:
                event.interrupt()

        def simplex(event: highspy.HighsCallbackEvent) -> None:
            if clock() > until:
                event.interrupt()

        solver.cbMipImprovingSolution += improved
        solver.cbMipInterrupt += tick
        solver.cbSimplexInterrupt += simplex
        solver.cbIpmInterrupt += simplex


def _program(model: Compact) -> highspy.HighsLp:
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
    return lp
