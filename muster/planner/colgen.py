"""Column generation: the linear relaxation over all schedules, and a bound that is exact at every round."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np

from muster.planner.highs import Floats, GrowingProgram
from muster.planner.instance import Instance, Ints
from muster.planner.master import Duals, Master
from muster.planner.pricing import BestSchedules, Schedule

__all__ = ("Relaxation", "relax")

#: Weight of the best duals so far against the newest ones (Wentges 1997, doi:10.1016/S0969-6016(97)00001-4).
SMOOTHING = 0.8


@dataclass(slots=True)
class Relaxation:
    """
    What column generation has found.

    Attributes
    ----------
    bound
        Lower bound on the objective in units of ``1 / scale`` (see :class:`Master`), exact; ``None`` before
        the first round.
    duals
        The duals that prove it.
    schedules
        The pool, in order of discovery.
    weights
        Value of each schedule of the pool in the last linear program.
    converged
        Whether bound and linear program agree.
    """

    master: Master
    bound: int | None = None
    duals: Duals | None = None
    best: Ints | None = None
    schedules: list[Schedule] = field(default_factory=list)
    weights: Floats | None = None
    row_dual: Floats | None = None
    value: float | None = None
    rounds: int = 0
    converged: bool = False


def lagrangian(instance: Instance, duals: Duals, best: Ints) -> int:
    """``constant − Σ over classes of size × max(0, value of the best schedule)``, in whole numbers."""
    taken: int = sum(
        size * max(0, value) for size, value in zip(instance.sizes.tolist(), best.tolist(), strict=True)
    )
    return duals.constant - taken


def relax(
    instance: Instance,
    master: Master,
    pricer: BestSchedules,
    start: Iterable[Schedule],
    *,
    threads: int,
    tolerance: float,
    should_stop: Callable[[], bool],
    report: Callable[[Relaxation], None],
    centre: Floats | None = None,
) -> Relaxation:
    """
    Solve the relaxation to a relative ``tolerance`` between the linear program and the bound.

    Each round prices at duals between the newest and the best (smoothing); if that finds no column that
    the linear program wants, the next try leans more on the newest.

    Parameters
    ----------
    centre
        Row duals known to be good, where there are such.
    """
    state = Relaxation(master=master)
    known: set[Schedule] = set()

    def admit(schedules: Iterable[Schedule]) -> list[Schedule]:
        fresh = []
        for schedule in schedules:
            if schedule and schedule not in known:
                known.add(schedule)
                fresh.append(schedule)
        state.schedules.extend(fresh)
        return fresh

    slacks = master.slacks()
    offset = slacks.costs.size
    program = GrowingProgram(master.rows(), slacks, threads=threads)
    first = admit(start)
    if first:
        program.add(master.columns(first))
    fixed = instance.fixed_cost * master.objective.cost / master.money
    if centre is not None:
        state.duals = master.duals(centre)
        state.best = pricer.price(state.duals.valuation)
        state.bound = lagrangian(instance, state.duals, state.best)
    while True:
        value, primal, newest = program.solve()
        state.value = (value + fixed) * master.money
        state.weights = primal[offset:]
        state.row_dual = newest
        state.rounds += 1
        lean = 0.0 if centre is None else SMOOTHING
        while True:
            mixed = newest if centre is None else lean * centre + (1 - lean) * newest
            duals = master.duals(mixed)
            best = pricer.price(duals.valuation)
            bound = lagrangian(instance, duals, best)
            if state.bound is None or bound > state.bound:
                state.bound, state.duals, state.best, centre = bound, duals, best, mixed
            wanted = []
            for position in np.flatnonzero(best > 0).tolist():
                schedule = pricer.schedule(position)
                if schedule and schedule not in known:
                    wanted.append(schedule)
            fresh = _improving(master, wanted, newest)
            if fresh or lean == 0.0 or should_stop():
                break
            lean = 0.0 if lean < 0.3 else lean - 0.4
        report(state)
        distance = state.value - state.bound / master.scale
        if distance <= tolerance * max(1.0, abs(state.value)):
            state.converged = True
            return state
        if not fresh or should_stop():
            state.converged = not fresh
            return state
        program.add(master.columns(admit(fresh)))


def _improving(master: Master, schedules: list[Schedule], row_dual: Floats) -> list[Schedule]:
    """Those schedules whose reduced cost in the linear program is below zero."""
    if not schedules:
        return []
    columns = master.columns(schedules)
    terms = columns.values * row_dual[columns.rows]
    reduced = columns.costs - np.add.reduceat(terms, columns.starts)
    return [schedule for schedule, cost in zip(schedules, reduced.tolist(), strict=True) if cost < -1e-9]
