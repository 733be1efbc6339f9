"""
The compact model solved by CP-SAT, in its own process and environment (``make bench``).

CP-SAT wants whole numbers: costs are whole units of ``cents_a_unit``, rounded down, so that its bound stays
valid; the plan is priced to the cent by the checker afterwards. Slacks are whole variables with tight
bounds, and the first plan is a hint for all of them. README.md says what was tried, and what it gave.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import ortools
from ortools.sat.python import cp_model

from benchmarks.baselines.answer import Answer, Tell, Unheard
from benchmarks.baselines.compact import Compact
from benchmarks.baselines.program import FREE, Program, Stages, stages

__all__ = ("Prepared", "solve", "version")

Columns = list[cp_model.IntVar]


def version() -> str:
    """The solver's own version."""
    return f"ortools {ortools.__version__}"


def solve(model: Compact, start: list[int], seconds: float, threads: int, seed: int) -> Answer:
    """Build and solve within ``seconds`` from a first plan, to the cent."""
    return Prepared(model, start, cents_a_unit=1).solve(seconds, threads, seed)


@dataclass(slots=True)
class Prepared:
    """A model as CP-SAT wants it, built and not yet solved; ``parameters`` are of CP-SAT."""

    model: Compact
    start: list[int]
    how: Stages = field(default_factory=Stages)
    parameters: tuple[tuple[str, object], ...] = ()
    cents_a_unit: int = 100
    _stages: list[tuple[Program, cp_model.CpModel, Columns, float]] = field(init=False)

    def __post_init__(self) -> None:
        self._stages = [
            (part, *_cp(part, self.cents_a_unit), share)
            for part, share in stages(self.model, self.start, self.how)
        ]

    def solve(self, seconds: float, threads: int, seed: int, tell: Tell | None = None) -> Answer:
        """The best solution and bound within ``seconds``, each stage from the best of the one before."""
        tell = tell or Unheard()
        began = time.monotonic()
        best = np.array(self.model.complete(self.start), dtype=np.float64)
        answer = Answer(best, None, False)
        for part, cp, columns, share in self._stages:
            left = began + share * seconds - time.monotonic()
            if left > 0:
                cp.clear_hints()
                for column, value in zip(columns, part.part(best.tolist()), strict=True):
                    cp.add_hint(column, value)
                answer = self._stage(part, cp, columns, (left, threads, seed), tell)
                if answer.values is not None and self.model.worth(answer.values) < self.model.worth(best):
                    best = np.asarray(answer.values)
        return Answer(best, answer.bound, answer.proved)

    def _stage(
        self,
        part: Program,
        cp: cp_model.CpModel,
        columns: Columns,
        limits: tuple[float, int, int],
        tell: Tell,
    ) -> Answer:
        solver = cp_model.CpSolver()
        seconds, solver.parameters.num_workers, solver.parameters.random_seed = limits
        solver.parameters.max_time_in_seconds = seconds
        for name, value in self.parameters:
            setattr(solver.parameters, name, value)

        def cents(bound: float) -> int:
            return math.floor(bound) * self.cents_a_unit + self.model.offset

        if part.whole:
            solver.best_bound_callback = lambda bound: tell.bound(cents(bound))
        status = solver.solve(cp, _Heard(columns, lambda values: tell.found(part.told(values))))
        found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
        bound = solver.best_objective_bound
        return Answer(
            part.told([solver.value(column) for column in columns]) if found else None,
            cents(bound) if math.isfinite(bound) and part.whole else None,
            part.whole and status == cp_model.OPTIMAL,
        )


class _Heard(cp_model.CpSolverSolutionCallback):
    """Passes each solution on."""

    def __init__(self, columns: Columns, found: Callable[[Sequence[float]], None]) -> None:
        super().__init__()
        self._columns, self._found = columns, found

    def on_solution_callback(self) -> None:
        """What CP-SAT calls."""
        self._found([self.value(column) for column in self._columns])


def _cp(part: Program, unit: int) -> tuple[cp_model.CpModel, Columns]:
    cp = cp_model.CpModel()
    columns = [cp.new_int_var(0, most, "") for most in part.upper]
    for low, high, index, value in part.rows:
        held = cp_model.LinearExpr.weighted_sum([columns[c] for c in index], value)
        if low == high:
            cp.add(held == low)
        else:
            if low > -FREE and (low > 0 or min(value, default=0) < 0):
                cp.add(held >= low)
            if high < FREE:
                cp.add(held <= high)
    cp.minimize(cp_model.LinearExpr.weighted_sum(columns, [cost // unit for cost in part.cost]))
    return cp, columns
