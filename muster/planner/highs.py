"""The only home of highspy: a linear program that grows by columns, and an integer program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
import numpy.typing as npt

from muster.errors import SolverError

__all__ = (
    "Columns",
    "GrowingProgram",
    "IntegerResult",
    "MixedInteger",
    "Rows",
    "solve_here",
    "solve_integer",
    "solver_version",
)

Floats = npt.NDArray[np.float64]
Ints32 = npt.NDArray[np.int32]

_OPTIMAL = highspy.HighsModelStatus.kOptimal
_PRIMAL_SIMPLEX = 4

#: Coefficients from which on an integer program is solved in a process of its own, at any number of nodes and
#: at this one or more: the start of a process takes about as long as such a program at its root.
MANY, SOME, DEEP = 200_000, 20_000, 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Bounds of the rows, shapes ``(m,)``; infinite where a row has no bound on that side."""

    lower: Floats
    upper: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Columns, compressed: costs, bounds ``(n,)``; ``starts`` ``(n,)`` into ``rows`` and ``values``."""

    costs: Floats
    lower: Floats
    upper: Floats
    starts: Ints32
    rows: Ints32
    values: Floats

    def joined(self, other: Columns) -> Columns:
        """These columns and then the others."""
        return Columns(
            costs=np.concatenate([self.costs, other.costs]),
            lower=np.concatenate([self.lower, other.lower]),
            upper=np.concatenate([self.upper, other.upper]),
            starts=np.concatenate([self.starts, other.starts + self.rows.size]).astype(np.int32),
            rows=np.concatenate([self.rows, other.rows]),
            values=np.concatenate([self.values, other.values]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class IntegerResult:
    """
    What an integer program gave.

    ``values`` is ``None`` if no solution was found; ``bound`` is HiGHS' own; ``optimal`` its claim;
    ``infeasible`` that there is none.
    """

    values: Floats | None
    bound: float
    optimal: bool
    infeasible: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MixedInteger:
    """A mixed-integer program (minimise) and its limits; see :func:`solve_integer`."""

    rows: Rows
    columns: Columns
    integer: npt.NDArray[np.bool_]
    threads: int
    seed: int
    nodes: int
    absolute_gap: float
    relative_gap: float
    presolve: bool = True
    start: Floats | None = None

    @property
    def lengthy(self) -> bool:
        """Whether it may take so long that a process of its own is worth its start."""
        size = self.columns.values.size
        return size >= MANY or (size >= SOME and self.nodes >= DEEP)


def solver_version() -> str:
    """Version of HiGHS."""
    return str(highspy.Highs().version())


def _quiet(threads: int) -> Any:
    # HiGHS starts one pool of threads for the process and refuses to run with another number after.
    highspy.Highs.resetGlobalScheduler(True)
    solver = highspy.Highs()
    solver.silent()
    solver.setOptionValue("threads", threads)
    return solver


def _add(solver: Any, columns: Columns) -> None:
    # One call for all columns: a call for each costs more than the simplex.
    solver.addCols(
        columns.costs.size,
        columns.costs,
        columns.lower,
        columns.upper,
        columns.rows.size,
        columns.starts,
        columns.rows,
        columns.values,
    )


def _add_rows(solver: Any, rows: Rows) -> None:
    empty = np.zeros(0, dtype=np.int32)
    solver.addRows(
        rows.lower.size,
        rows.lower,
        rows.upper,
        0,
        np.zeros(rows.lower.size, dtype=np.int32),
        empty,
        np.zeros(0, dtype=np.float64),
    )


class GrowingProgram:
    """A linear program (minimise) that keeps its basis while columns are added: primal simplex, hot start."""

    def __init__(self, rows: Rows, columns: Columns, *, threads: int) -> None:
        self._solver = _quiet(threads)
        self._rows = rows.lower.size
        _add_rows(self._solver, rows)
        _add(self._solver, columns)

    def add(self, columns: Columns) -> None:
        """Add columns at their lower bound."""
        _add(self._solver, columns)

    def solve(self) -> tuple[float, Floats, Floats]:
        """
        Objective, column values and row duals.

        Raises
        ------
        SolverError
            If HiGHS does not end optimal: an elastic program always has an optimum.
        """
        self._solver.run()
        # The first solve is cold: dual simplex after presolve. From then on the basis stays primal feasible.
        self._solver.setOptionValue("simplex_strategy", _PRIMAL_SIMPLEX)
        self._solver.setOptionValue("presolve", "off")
        if self._solver.getModelStatus() != _OPTIMAL:
            self._solver.clearSolver()
            self._solver.setOptionValue("simplex_strategy", 1)
            self._solver.run()
            self._solver.setOptionValue("simplex_strategy", _PRIMAL_SIMPLEX)
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kModelEmpty:  # no columns: nothing to choose, nothing to price
            return 0.0, np.zeros(0), np.zeros(self._rows)
        if status != _OPTIMAL:
            raise SolverError(f"HiGHS ended a linear program of the planner with {status}")
        solution = self._solver.getSolution()
        return (
            float(self._solver.getInfo().objective_function_value),
            np.array(solution.col_value),
            np.array(solution.row_dual),
        )


def solve_integer(
    rows: Rows,
    columns: Columns,
    integer: npt.NDArray[np.bool_],
    *,
    threads: int,
    seed: int,
    nodes: int,
    absolute_gap: float,
    relative_gap: float,
    should_stop: Callable[[], bool],
    presolve: bool = True,
    start: Floats | None = None,
) -> IntegerResult:
    """
    Solve a mixed-integer program (minimise) within a number of nodes.

    The work limit is in nodes, not seconds, so that the result is the same on every machine, unless
    ``should_stop`` says stop. A fresh solver each time: HiGHS counts limits over an object's whole life.
    A proof is made without presolve: that of HiGHS 1.14.0 cuts off the optimum of some small programs
    (``tests/planner/test_highs.py`` holds one).

    Large programs are solved in a process of their own (:mod:`muster.planner.apart`), with the same result:
    one that hangs or dies there loses no plan.
    """
    work = MixedInteger(
        rows=rows,
        columns=columns,
        integer=integer,
        threads=threads,
        seed=seed,
        nodes=nodes,
        absolute_gap=absolute_gap,
        relative_gap=relative_gap,
        presolve=presolve,
        start=start,
    )
    if work.lengthy:
        from muster.planner.apart import solve_apart

        found = solve_apart(work, should_stop)
        if found is not None:
            return found
    return solve_here(work, should_stop)


def solve_here(
    work: MixedInteger,
    should_stop: Callable[[], bool],
    improved: Callable[[Floats], None] | None = None,
) -> IntegerResult:
    """Solve a mixed-integer program in this process; ``improved`` hears of every better solution."""
    rows, columns, integer, start = work.rows, work.columns, work.integer, work.start
    seed, nodes = work.seed, work.nodes
    absolute_gap, relative_gap, presolve = work.absolute_gap, work.relative_gap, work.presolve
    solver = _quiet(work.threads)
    _add_rows(solver, rows)
    _add(solver, columns)
    where = np.flatnonzero(integer).astype(np.int32)
    kinds = np.full(where.size, highspy.HighsVarType.kInteger.value, dtype=np.uint8)
    solver.changeColsIntegrality(where.size, where, kinds)
    for name, value in (
        ("random_seed", seed % (1 << 31)),
        ("mip_max_nodes", nodes),
        ("mip_abs_gap", absolute_gap),
        ("mip_rel_gap", relative_gap),
        ("mip_feasibility_tolerance", 1e-9),
        ("primal_feasibility_tolerance", 1e-9),
        ("dual_feasibility_tolerance", 1e-9),
    ):
        solver.setOptionValue(name, value)
    if not presolve:
        solver.setOptionValue("presolve", "off")
    if start is not None:
        solver.setSolution(start.size, np.arange(start.size, dtype=np.int32), start)

    def interrupt(event: Any) -> None:
        if should_stop():
            event.interrupt()

    def better(event: Any) -> None:
        assert improved is not None
        improved(np.array(event.data_out.mip_solution, dtype=np.float64))

    if improved is not None:
        solver.cbMipImprovingSolution += better
    solver.cbMipInterrupt += interrupt
    solver.cbSimplexInterrupt += interrupt
    solver.run()
    status = solver.getModelStatus()
    info = solver.getInfo()
    found = info.primal_solution_status == 2
    return IntegerResult(
        values=np.array(solver.getSolution().col_value) if found else None,
        bound=float(info.mip_dual_bound),
        optimal=status == _OPTIMAL,
        infeasible=status == highspy.HighsModelStatus.kInfeasible,
    )
