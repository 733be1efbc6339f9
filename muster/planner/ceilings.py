"""Ceilings: how full each one gets, what one more person is worth, and those that were broken before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np

from muster.domain.case import Case
from muster.domain.finding import Finding, Verdict
from muster.domain.plan import CeilingUse
from muster.errors import SolverError
from muster.planner.colgen import Relaxation, relax
from muster.planner.instance import Instance
from muster.planner.master import Master
from muster.planner.options import PlanOptions
from muster.planner.pose import CeilingLoad, ceiling_loads
from muster.planner.pricing import Schedule
from muster.planner.roster import Roster
from muster.planner.search import Search

__all__ = ("EXACT", "Marginal", "broken", "solved_again", "uses")

#: Relative distance of bound and linear program when prices are taken.
EXACT = 1e-10


def uses(
    case: Case,
    options: PlanOptions,
    instance: Instance,
    roster: Roster,
    search: Search,
    priced: Relaxation | None,
    should_stop: Callable[[], bool],
    has_time: Callable[[], bool],
) -> tuple[tuple[CeilingUse, ...], dict[str, tuple[float, float | None]]]:
    """
    Use of every ceiling that binds within the planning period, in order of id, and its price.

    Beside them, by ceiling: dollars that one more person (or dollar) saves, and that one less costs, as far
    as ``has_time`` allows for the latter.

    A price is ``None`` where the relaxation ``priced`` (its money is that of the objective) was not solved
    to its end, or ``should_stop`` came first.
    """
    loads = ceiling_loads(case, options)
    prices = (
        {}
        if options.lexicographic
        else _prices(options, instance, search, priced, loads, should_stop, has_time)
    )
    found = []
    for load in loads:
        if load.ceiling.headcount is not None:
            row = instance.ceiling_ids.index(load.ceiling.id)
            low, high = load.days
            taken = instance.capacity[row] - roster.left[row]
            peak = int((load.fixed + taken)[low:high].max(initial=0))
        else:
            row = instance.budget_ids.index(load.ceiling.id)
            peak = load.spent + int(instance.budgets[row] - roster.money_left[row])
        found.append(
            CeilingUse(
                ceiling=load.ceiling.id,
                peak=peak,
                headcount=load.ceiling.headcount,
                price=prices[load.ceiling.id].more if load.ceiling.id in prices else None,
            )
        )
    return tuple(found), {name: (prices[name].more, prices[name].less) for name in sorted(prices)}


def _prices(
    options: PlanOptions,
    instance: Instance,
    search: Search,
    state: Relaxation | None,
    loads: Sequence[CeilingLoad],
    should_stop: Callable[[], bool],
    has_time: Callable[[], bool],
) -> dict[str, Marginal]:
    """
    What one more and one less is worth, by ceiling; unknown ones are left out.

    The relaxation's optimum falls as a ceiling rises, ever more slowly: it is convex. A dual lies between
    what one more saves and what one less costs, and may be anything between where the ceiling is just
    reached. So a dual of 0 says at once that one more saves nothing; otherwise, and for one less, the
    relaxation is solved again, first for all that is saved, then for all that is lost. A ceiling that all
    members together could not reach with one less is worth nothing either way.
    """
    if not instance.tours.size:
        return dict.fromkeys((*instance.ceiling_ids, *instance.budget_ids), Marginal(0.0, 0.0))
    reached = set(search.master.crowd_ceiling.tolist())
    found = {name: Marginal(0.0, None) for row, name in enumerate(instance.ceiling_ids) if row not in reached}
    if state is None or not state.converged or state.duals is None:
        return found
    trials = _Trials(options, state, instance, loads, should_stop)
    valuation = state.duals.valuation
    duals = {name: int(valuation.crowd[row].sum()) for row, name in enumerate(instance.ceiling_ids)}
    duals |= {name: int(valuation.budget[row]) for row, name in enumerate(instance.budget_ids)}
    order = sorted(duals, key=lambda name: (-duals[name], name))
    for name in order:
        saved = 0.0 if duals[name] == 0 else trials.change(name, 1)
        if saved is None and name in instance.budget_ids and not should_stop():
            saved = round(duals[name] / state.master.scale, 6)
        if saved is not None:
            found[name] = Marginal(saved, None)
    slack = trials.slack()
    for name in order:
        if name in found and not has_time():
            break
        if name in found:
            lost = 0.0 if name in slack else trials.change(name, -1)
            found[name] = replace(found[name], less=None if lost is None else max(lost, found[name].more))
    return found


@dataclass(frozen=True, slots=True)
class Marginal:
    """Dollars of the relaxation that one more person (or dollar) saves, and that one less costs."""

    more: float
    less: float | None


class _Trials:
    """The relaxation again, with one ceiling a little higher or lower."""

    def __init__(
        self,
        options: PlanOptions,
        state: Relaxation,
        instance: Instance,
        loads: Sequence[CeilingLoad],
        should_stop: Callable[[], bool],
    ) -> None:
        self.options = options
        self.state = state
        self.instance = instance
        self.loads = {load.ceiling.id: load for load in loads}
        self.should_stop = should_stop
        self._base: Relaxation | None = None

    def change(self, name: str, by: int) -> float | None:
        """Dollars that the optimum changes by; ``None`` if time ran out or a dollar is too little to see."""
        changed = self.with_change(name, by)
        if changed is None:
            return 0.0
        self._base = self._base or self.solved(self.instance, self.state)
        base = self._base
        if base is None or base.value is None:
            return None
        # A dollar of a budget is seen only where it is not lost in the rounding of the linear program.
        close = EXACT * 10 * abs(base.value)
        if name in self.instance.budget_ids and close > 0.5:
            return None
        found = self.solved(changed, base)
        if found is None or found.value is None:
            return None
        cents = (base.value - found.value) * by
        return round(cents / 100, 2) if cents > close else 0.0

    def slack(self) -> set[str]:
        """Ceilings on people that the relaxation leaves room for one more under on every day with a row."""
        state, master = self.state, self.state.master
        if state.weights is None or not state.schedules:
            return set()
        columns = master.columns(state.schedules[: state.weights.size])
        weights = np.repeat(
            state.weights[: columns.costs.size], np.diff([*columns.starts, columns.rows.size])
        )
        used = np.bincount(columns.rows, weights=weights * columns.values, minlength=master.rows_count)
        people = used[master.crowd_row : master.crowd_row + master.crowd_ceiling.size]
        tight = set(master.crowd_ceiling[people > master.crowd_limit - 1 - 1e-6].tolist())
        rows = set(master.crowd_ceiling.tolist()) - tight
        return {self.instance.ceiling_ids[row] for row in rows}

    def with_change(self, name: str, by: int) -> Instance | None:
        """The instance with one more or less, ``None`` where that changes nothing that is left."""
        load, instance = self.loads[name], self.instance
        if name in instance.budget_ids:
            row = instance.budget_ids.index(name)
            budgets = instance.budgets.copy()
            budgets[row] = max(0, (load.ceiling.dollars or 0) + 100 * by - load.spent)
            return None if (budgets == instance.budgets).all() else replace(instance, budgets=budgets)
        row = instance.ceiling_ids.index(name)
        low, high = load.days
        capacity = instance.capacity.copy()
        capacity[row, low:high] = load.left(max(0, (load.ceiling.headcount or 0) + by))
        return None if (capacity == instance.capacity).all() else replace(instance, capacity=capacity)

    def solved(self, instance: Instance, state: Relaxation) -> Relaxation | None:
        return solved_again(self.options, state, instance, state.schedules, self.should_stop)


def solved_again(
    options: PlanOptions,
    state: Relaxation,
    instance: Instance,
    schedules: Sequence[Schedule],
    should_stop: Callable[[], bool],
) -> Relaxation | None:
    """
    The relaxation of an instance, exact or nearly, from schedules known to be good.

    ``None`` if it was stopped, or the solver failed: a price is then not known.
    """
    if should_stop():
        return None
    known = state.master
    objective = replace(known.objective, weights=instance.prices)
    master = Master(instance, objective, exact=known.exact, cuts=known.cuts)
    try:
        found = relax(
            instance,
            master,
            master.pricer(),
            schedules,
            threads=options.threads,
            tolerance=EXACT,
            should_stop=should_stop,
            report=lambda _: None,
        )
    except SolverError:
        return None
    return found if found.converged and found.value is not None else None


def broken(case: Case, options: PlanOptions) -> tuple[Finding, ...]:
    """A finding for each ceiling that the fixed tours alone exceed."""
    found: list[Finding] = []
    for load in ceiling_loads(case, options):
        subject = load.ceiling.id
        if load.ceiling.headcount is not None:
            low, high = load.days
            over = [day for day in range(low, high) if load.fixed[day] > load.ceiling.headcount]
            if not over:
                continue
            first = case.planning.start + timedelta(days=over[0])
            last = case.planning.start + timedelta(days=over[-1] + 1)
            most = int(load.fixed[low:high].max())
            message = (
                f"tours already ordered put {most} people under {subject}, "
                f"which allows {load.ceiling.headcount}, "
                f"on {len(over)} days from {first}; nothing is added to it on those days"
            )
            days = (first, last)
        else:
            limit = load.ceiling.dollars or 0
            if load.spent <= limit:
                continue
            message = (
                f"tours already ordered cost {load.spent / 100:,.2f} dollars under {subject}, which allows "
                f"{limit / 100:,.2f}; nothing is added to it"
            )
            days = (case.planning.start, case.planning.end)
        found.append(
            Finding(
                id=f"C{len(found) + 1:04d}",
                rule="check/ceiling-exceeded",
                verdict=Verdict.PROHIBITED,
                severity="block",
                subject=subject,
                message=message,
                as_of=case.as_of,
                days=days,
            )
        )
    return tuple(found)
