"""
The compact model solved by CP-SAT, in its own process and environment (``make bench``).

CP-SAT wants whole numbers: costs are whole units of ``cents_a_unit``, rounded down, so that its bound stays
valid; the plan is priced to the cent by the checker afterwards. Slacks are whole variables with tight
bounds. As with HiGHS, a coarse choice of the tours of a large model is solved first.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import ortools
from ortools.sat.python import cp_model

from benchmarks.baselines.answer import Answer, Tell, Unheard
from benchmarks.baselines.coarse import coarse
from benchmarks.baselines.compact import FREE, Compact

__all__ = ("Tactics", "solve", "version")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tactics:
    """
    How the time is used.

    Parameters
    ----------
    cents_a_unit
        Of the objective.
    coarse_tours, coarse_share
        As for HiGHS.
    parameters
        Of CP-SAT.
    """

    cents_a_unit: int = 100
    coarse_tours: int = 15_000
    coarse_share: float = 0.5
    parameters: tuple[tuple[str, object], ...] = ()


def version() -> str:
    """The solver's own version."""
    return f"ortools {ortools.__version__}"


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
    run = _Run(model, threads, seed, tell or Unheard(), tactics)
    best: Sequence[int] = model.complete(start)
    if len(model.tours) > tactics.coarse_tours:
        chosen = coarse(model, tactics.coarse_tours, start)
        answer = run(best, tactics.coarse_share * seconds, chosen)
        best = best if answer.values is None else [round(value) for value in answer.values]
    answer = run(best, max(0.1, began + seconds - clock()))
    return Answer(best, answer.bound, False) if answer.values is None else answer


@dataclass(slots=True)
class _Run:
    model: Compact
    threads: int
    seed: int
    tell: Tell
    tactics: Tactics

    def __call__(self, start: Sequence[int], seconds: float, chosen: list[int] | None = None) -> Answer:
        """The whole model, or its chosen tours alone, from a solution."""
        model, unit = self.model, self.tactics.cents_a_unit
        upper = list(model.upper)
        if chosen is not None:
            kept = set(chosen)
            upper[: len(model.tours)] = [
                u if c in kept else 0 for c, u in enumerate(upper[: len(model.tours)])
            ]
        cp, columns = _program(model, upper, unit)
        for column, value in zip(columns, start, strict=True):
            cp.add_hint(column, value)
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = seconds
        solver.parameters.num_workers = self.threads
        solver.parameters.random_seed = self.seed
        for name, value in self.tactics.parameters:
            setattr(solver.parameters, name, value)

        def cents(bound: float) -> int:
            return math.floor(bound) * unit + model.offset

        if chosen is None:
            solver.best_bound_callback = lambda bound: self.tell.bound(cents(bound))
        status = solver.solve(cp, _Heard(columns, self.tell.found))
        found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
        bound = solver.best_objective_bound
        return Answer(
            [solver.value(column) for column in columns] if found else None,
            cents(bound) if math.isfinite(bound) and chosen is None else None,
            status == cp_model.OPTIMAL,
        )


class _Heard(cp_model.CpSolverSolutionCallback):
    """Passes each solution on."""

    def __init__(self, columns: list[cp_model.IntVar], found: Callable[[Sequence[float]], None]) -> None:
        super().__init__()
        self._columns, self._found = columns, found

    def on_solution_callback(self) -> None:
        """What CP-SAT calls."""
        self._found([self.value(column) for column in self._columns])


def _program(
    model: Compact, upper: Sequence[int], unit: int
) -> tuple[cp_model.CpModel, list[cp_model.IntVar]]:
    cp = cp_model.CpModel()
    columns = [cp.new_int_var(0, most, "") for most in upper]
    for low, high, index, value in model.rows:
        held = cp_model.LinearExpr.weighted_sum([columns[c] for c in index], value)
        if low == high:
            cp.add(held == low)
        else:
            if low > -FREE and (low > 0 or min(value, default=0) < 0):
                cp.add(held >= low)
            if high < FREE:
                cp.add(held <= high)
    cp.minimize(cp_model.LinearExpr.weighted_sum(columns, [cost // unit for cost in model.cost]))
    return cp, columns
