"""
The compact model solved by HiGHS as a MIP, through highspy.

Costs are handed over in thousands of dollars, which keeps the coefficients within a few orders of
magnitude. Each solver is asked to stop by callback too, since HiGHS keeps its own time limit loosely.
README.md says what was tried, and what it gave.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import highspy
import numpy as np

from benchmarks.baselines.answer import Answer, Tell, Unheard
from benchmarks.baselines.compact import Compact
from benchmarks.baselines.program import FREE, Program, Stages, stages

__all__ = ("Prepared", "solve", "version")

#: Cents in a thousand dollars: the unit of the objective and of budget rows.
UNIT = 100_000

Options = tuple[tuple[str, object], ...]


def version() -> str:
    """The solver's own version."""
    return f"highspy {highspy.Highs().version()}"


def solve(model: Compact, start: list[int], seconds: float, threads: int, seed: int) -> Answer:
    """Build and solve within ``seconds`` from a first plan."""
    return Prepared(model, start).solve(seconds, threads, seed)


@dataclass(slots=True)
class Prepared:
    """A model as HiGHS wants it, built and not yet solved; ``options`` are of HiGHS."""

    model: Compact
    start: list[int]
    how: Stages = field(default_factory=Stages)
    options: Options = ()
    _stages: list[tuple[Program, highspy.HighsLp, float]] = field(init=False)

    def __post_init__(self) -> None:
        self._stages = [(part, _lp(part), share) for part, share in stages(self.model, self.start, self.how)]

    def solve(
        self,
        seconds: float,
        threads: int,
        seed: int,
        tell: Tell | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> Answer:
        """The best solution and bound within ``seconds``, each stage from the best of the one before."""
        tell = tell or Unheard()
        began = clock()
        best = np.array(self.model.complete(self.start), dtype=np.float64)
        answer = Answer(best, None, False)
        for part, lp, share in self._stages:
            left = began + share * seconds - clock()
            if left > 0:
                answer = self._stage(part, lp, best, (left, threads, seed), tell, clock)
                if answer.values is not None and self.model.worth(answer.values) < self.model.worth(best):
                    best = np.asarray(answer.values)
        return Answer(best, answer.bound, answer.proved)

    def _stage(
        self,
        part: Program,
        lp: highspy.HighsLp,
        start: np.ndarray,
        limits: tuple[float, int, int],
        tell: Tell,
        clock: Callable[[], float],
    ) -> Answer:
        seconds, threads, seed = limits
        until = clock() + seconds
        highspy.Highs.resetGlobalScheduler(True)
        solver = highspy.Highs()
        for name, value in (
            ("output_flag", False),
            ("time_limit", seconds),
            ("threads", threads),
            ("random_seed", seed),
            ("mip_rel_gap", 0.0),
            *self.options,
        ):
            solver.setOptionValue(name, value)
        solver.passModel(lp)
        first = highspy.HighsSolution()
        first.col_value = [float(value) for value in part.part(start.tolist())]
        solver.setSolution(first)

        def improved(event: highspy.HighsCallbackEvent) -> None:
            tell.found(part.told(event.data_out.mip_solution))

        def tick(event: highspy.HighsCallbackEvent) -> None:
            bound = event.data_out.mip_dual_bound
            if part.whole and math.isfinite(bound):
                tell.bound(math.floor(bound * UNIT))
            stop(event)

        def stop(event: highspy.HighsCallbackEvent) -> None:
            if clock() > until:
                event.interrupt()

        solver.cbMipImprovingSolution += improved
        solver.cbMipInterrupt += tick
        solver.cbSimplexInterrupt += stop
        solver.cbIpmInterrupt += stop
        solver.run()
        info = solver.getInfo()
        found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        bound = info.mip_dual_bound
        return Answer(
            part.told(solver.getSolution().col_value) if found else None,
            math.floor(bound * UNIT) if math.isfinite(bound) and part.whole else None,
            part.whole and solver.getModelStatus() == highspy.HighsModelStatus.kOptimal,
        )


def _lp(part: Program) -> highspy.HighsLp:
    lp = highspy.HighsLp()
    columns, rows = len(part.cost), len(part.rows)
    lp.num_col_, lp.num_row_ = columns, rows
    lp.col_cost_ = np.array(part.cost, dtype=np.float64) / UNIT
    lp.offset_ = part.model.offset / UNIT
    lp.col_lower_ = np.zeros(columns)
    lp.col_upper_ = np.array(part.upper, dtype=np.float64)
    scale = [UNIT if max(row[3], default=0) >= UNIT else 1 for row in part.rows]
    lp.row_lower_ = np.array(
        [-math.inf if row[0] <= -FREE else row[0] / by for row, by in zip(part.rows, scale, strict=True)]
    )
    lp.row_upper_ = np.array(
        [math.inf if row[1] >= FREE else row[1] / by for row, by in zip(part.rows, scale, strict=True)]
    )
    sizes = np.array([0, *(len(row[2]) for row in part.rows)], dtype=np.int64)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.cumsum(sizes).astype(np.int32)
    lp.a_matrix_.index_ = np.array([c for row in part.rows for c in row[2]], dtype=np.int32)
    lp.a_matrix_.value_ = np.array([v / by for row, by in zip(part.rows, scale, strict=True) for v in row[3]])
    # Slacks are whole wherever the tours are. Saying so keeps the presolve of HiGHS 1.14.0 from cutting off
    # the optimum of one small case in fifty (campaign: oracle:20045, shapes:50056), and is said wherever a
    # bound is claimed; in a mesh, where none is, it would cost more than it gives.
    tours = int(np.searchsorted(part.columns, len(part.model.tours)))
    slack = highspy.HighsVarType.kInteger if part.whole else highspy.HighsVarType.kContinuous
    lp.integrality_ = [highspy.HighsVarType.kInteger] * tours + [slack] * (columns - tours)
    return lp
