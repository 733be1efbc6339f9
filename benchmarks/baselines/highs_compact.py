"""
The compact model solved by HiGHS as a MIP, through highspy.

Costs are handed over in thousands of dollars, which keeps the coefficients within a few orders of
magnitude.

A model of moderate size is simply solved, from the greedy plan. In a larger one HiGHS would spend its
minute on the relaxation at the root and find nothing; there the relaxation is solved first, the MIP is
solved over the tours of least reduced cost, and with what is left of the time over all of them. Where even
the relaxation would take too long, it is that of a coarse choice of tours. README.md says what else was
tried, and what it gave.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import highspy
import numpy as np
import numpy.typing as npt

from benchmarks.baselines.answer import Answer, Tell, Unheard
from benchmarks.baselines.coarse import coarse
from benchmarks.baselines.compact import FREE, Compact

__all__ = ("Tactics", "solve", "version")

#: Cents in a thousand dollars: the unit of the objective and of budget rows.
UNIT = 100_000

Columns = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tactics:
    """
    How the time is used.

    Parameters
    ----------
    at_once
        Up to so many tours, the whole model is solved at once.
    relaxed, relaxed_share
        How many tours the relaxation may have, and which share of the time it may take.
    kept
        How many tours of least reduced cost the restricted MIP has.
    relaxation, options
        Options of HiGHS, for the relaxation and for the MIPs.
    """

    at_once: int = 15_000
    relaxed: int = 80_000
    relaxed_share: float = 0.7
    kept: int = 5_000
    relaxation: tuple[tuple[str, object], ...] = ()
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
    clock: Callable[[], float] = time.monotonic,
) -> Answer:
    """Solve within ``seconds`` from a first plan, not counting the building of the model."""
    began = clock()
    until = began + seconds
    run = _Run(_program(model), len(model.tours), threads, seed, tell or Unheard(), tactics, clock)
    best = Answer([float(value) for value in model.complete(start)], None, False)
    if len(model.tours) > tactics.at_once:
        chosen = np.arange(len(model.tours))
        if len(model.tours) > tactics.relaxed:
            chosen = np.array(coarse(model, tactics.relaxed, start))
        bound, order = run.relaxed(chosen, began + tactics.relaxed_share * seconds)
        if order is None:
            chosen = np.array(coarse(model, tactics.at_once, start))
        else:
            held = [column for ways in model.pinned for column in ways]
            chosen = np.unique([*order[: tactics.kept], *np.flatnonzero(start), *held])
        best = run.best(best, run(best.values, until, chosen))
        best = Answer(best.values, bound, False)
    return run.best(best, run(best.values, until)) if clock() < until else best


@dataclass(slots=True)
class _Run:
    lp: highspy.HighsLp
    tours: int
    threads: int
    seed: int
    tell: Tell
    tactics: Tactics
    clock: Callable[[], float]

    def relaxed(self, chosen: Columns, until: float) -> tuple[int | None, Columns | None]:
        """
        The relaxation's optimum and its tours in order of reduced cost.

        The optimum is ``None`` where it is that of some tours alone; the order is where time ran out.
        """
        whole = len(chosen) == self.tours
        self.lp.integrality_ = []
        solver = self._solver(until, self.tactics.relaxation, None if whole else chosen)
        _Stop(self.clock, until).listen(solver)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None, None
        bound = math.floor(solver.getInfo().objective_function_value * UNIT) if whole else None
        if bound is not None:
            self.tell.bound(bound)
        solution = solver.getSolution()
        used = np.array(solution.col_value)[chosen] > 1e-7
        reduced = np.where(used, -np.inf, np.array(solution.col_dual)[chosen])
        return bound, chosen[np.argsort(reduced, kind="stable")]

    def __call__(self, start: Sequence[float] | None, until: float, chosen: Columns | None = None) -> Answer:
        """The MIP over the whole model, or its chosen tours alone, from a solution."""
        # Slacks are whole wherever the tours are; saying so keeps the presolve of HiGHS 1.14.0 from cutting
        # off the optimum of one small case in fifty (campaign: oracle:20045, shapes:50056).
        self.lp.integrality_ = [highspy.HighsVarType.kInteger] * self.lp.num_col_
        solver = self._solver(until, self.tactics.options, chosen)
        if start is not None:
            first = highspy.HighsSolution()
            first.col_value = list(start)
            solver.setSolution(first)
        _Stop(self.clock, until).listen(solver)
        self._hear(solver, whole=chosen is None)
        solver.run()
        info = solver.getInfo()
        found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        bound = info.mip_dual_bound
        return Answer(
            np.array(solver.getSolution().col_value) if found else None,
            math.floor(bound * UNIT) if math.isfinite(bound) and chosen is None else None,
            chosen is None and solver.getModelStatus() == highspy.HighsModelStatus.kOptimal,
        )

    def best(self, before: Answer, after: Answer) -> Answer:
        """The better solution and the better bound of two runs."""
        bounds = [one.bound for one in (before, after) if one.bound is not None]
        costs = np.array(self.lp.col_cost_)
        found = [one.values for one in (after, before) if one.values is not None]
        values = min(found, key=lambda values: float(costs @ np.asarray(values)), default=None)
        return Answer(values, max(bounds, default=None), after.proved)

    def _solver(
        self, until: float, options: tuple[tuple[str, object], ...], chosen: Columns | None
    ) -> highspy.Highs:
        highspy.Highs.resetGlobalScheduler(True)
        solver = highspy.Highs()
        for name, value in (
            ("output_flag", False),
            ("time_limit", max(0.1, until - self.clock())),
            ("threads", self.threads),
            ("random_seed", self.seed),
            ("mip_rel_gap", 0.0),
            *options,
        ):
            solver.setOptionValue(name, value)
        solver.passModel(self.lp)
        if chosen is not None:
            others = np.setdiff1d(np.arange(self.tours), chosen).astype(np.int32)
            solver.changeColsBounds(len(others), others, np.zeros(len(others)), np.zeros(len(others)))
        return solver

    def _hear(self, solver: highspy.Highs, *, whole: bool) -> None:
        """Pass on what is found as it is found."""

        def improved(event: highspy.HighsCallbackEvent) -> None:
            self.tell.found(np.array(event.data_out.mip_solution))

        def tick(event: highspy.HighsCallbackEvent) -> None:
            bound = event.data_out.mip_dual_bound
            if whole and math.isfinite(bound):
                self.tell.bound(math.floor(bound * UNIT))

        solver.cbMipImprovingSolution += improved
        solver.cbMipInterrupt += tick


@dataclass(slots=True)
class _Stop:
    """Stops a solver in time: HiGHS keeps its own limit loosely."""

    clock: Callable[[], float]
    until: float

    def listen(self, solver: highspy.Highs) -> None:
        """Be asked wherever HiGHS asks."""
        solver.cbMipInterrupt += self
        solver.cbSimplexInterrupt += self
        solver.cbIpmInterrupt += self

    def __call__(self, event: highspy.HighsCallbackEvent) -> None:
        """Interrupt once time is over."""
        if self.clock() > self.until:
            event.interrupt()


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
    return lp
