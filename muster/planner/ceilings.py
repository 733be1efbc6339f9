"""Ceilings: how full each one gets, what one more person is worth, and those that were broken before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from muster.domain.case import Case
from muster.domain.finding import Finding, Verdict
from muster.domain.plan import CeilingUse
from muster.planner.colgen import Relaxation, relax
from muster.planner.instance import Instance
from muster.planner.master import Master
from muster.planner.options import PlanOptions
from muster.planner.pose import CeilingLoad, ceiling_loads
from muster.planner.pricing import Schedule
from muster.planner.roster import Roster
from muster.planner.search import Search

__all__ = ("broken", "solved_again", "uses")

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
) -> tuple[CeilingUse, ...]:
    """
    Use of every ceiling that binds within the planning period, in order of id, and its price.

    A price is ``None`` where the relaxation ``priced`` (its money is that of the objective) was not solved
    to its end, or ``should_stop`` came first.
    """
    loads = ceiling_loads(case, options)
    prices = {} if options.lexicographic else _prices(options, instance, search, priced, loads, should_stop)
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
                price=prices.get(load.ceiling.id),
            )
        )
    return tuple(found)


def _prices(
    options: PlanOptions,
    instance: Instance,
    search: Search,
    state: Relaxation | None,
    loads: Sequence[CeilingLoad],
    should_stop: Callable[[], bool],
) -> dict[str, float]:
    """
    What one more person on every day of a ceiling's period, or one more dollar, saves; unknown ones left out.

    A ceiling that all members together could not reach saves nothing. The relaxation's optimum falls as a
    ceiling rises, ever more slowly: it is convex. A dual of 0 therefore means that nothing is saved; any
    other may be the price of one person *less*, where the ceiling is just reached. The relaxation is then
    solved again with one person more, and the difference is the price.
    A dollar is too little for that: the price of a budget is its dual.
    """
    if not instance.tour_block.size:
        return dict.fromkeys((*instance.ceiling_ids, *instance.budget_ids), 0.0)
    reached = set(search.master.crowd_ceiling.tolist())
    prices = {name: 0.0 for row, name in enumerate(instance.ceiling_ids) if row not in reached}
    if state is None or not state.converged or state.duals is None:
        return prices
    valuation, scale = state.duals.valuation, state.master.scale
    prices.update((name, int(valuation.budget[row]) / scale) for row, name in enumerate(instance.budget_ids))
    duals = valuation.crowd.sum(axis=1).tolist()
    raised = {load.ceiling.id: load for load in loads if load.ceiling.headcount is not None}
    base: Relaxation | None = None
    for row in sorted(range(len(duals)), key=lambda row: (-duals[row], row)):
        name = instance.ceiling_ids[row]
        if duals[row] == 0:
            prices[name] = 0.0
            continue
        base = base or solved_again(options, state, instance, state.schedules, should_stop)
        saved = None if base is None else _saved(options, base, instance, row, raised[name], should_stop)
        if saved is not None:
            prices[name] = saved
    return prices


def _saved(
    options: PlanOptions,
    base: Relaxation,
    instance: Instance,
    row: int,
    load: CeilingLoad,
    should_stop: Callable[[], bool],
) -> float | None:
    """Dollars by which the optimum of the relaxation falls with one person more under a ceiling."""
    low, high = load.days
    capacity = instance.capacity.copy()
    capacity[row, low:high] = load.left((load.ceiling.headcount or 0) + 1)
    more = solved_again(options, base, replace(instance, capacity=capacity), base.schedules, should_stop)
    if more is None or more.value is None or base.value is None:
        return None
    cents = base.value - more.value
    return round(cents / 100, 2) if cents > EXACT * 10 * abs(base.value) else 0.0


def solved_again(
    options: PlanOptions,
    state: Relaxation,
    instance: Instance,
    schedules: Sequence[Schedule],
    should_stop: Callable[[], bool],
) -> Relaxation | None:
    """The relaxation of an instance, exact or nearly, from schedules known to be good; ``None`` = stopped."""
    if should_stop():
        return None
    known = state.master
    objective = replace(known.objective, weights=instance.prices)
    master = Master(instance, objective, exact=known.exact, cuts=known.cuts)
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
