"""Ceilings: how full each one gets, what one more person is worth, and those that were broken before."""

from __future__ import annotations

from datetime import timedelta

from muster.domain.case import Case
from muster.domain.finding import Finding, Verdict
from muster.domain.plan import CeilingUse
from muster.planner.instance import Instance
from muster.planner.options import PlanOptions
from muster.planner.pose import ceiling_loads
from muster.planner.roster import Roster
from muster.planner.search import Search

__all__ = ("broken", "uses")


def uses(
    case: Case, options: PlanOptions, instance: Instance, roster: Roster, search: Search
) -> tuple[CeilingUse, ...]:
    """
    Use of every ceiling that binds within the planning period, in order of id.

    The price is the sum over days of the ceiling's duals in the linear relaxation, in dollars; for a
    budget it is per dollar. It is ``None`` where the relaxation was not solved to its end.
    """
    state = search.priced
    prices: dict[str, float] = {}
    if not instance.tour_block.size:
        prices = dict.fromkeys((*instance.ceiling_ids, *instance.budget_ids), 0.0)
    elif state is not None and state.converged and state.duals is not None and not options.lexicographic:
        valuation, scale = state.duals.valuation, search.master.scale
        for row, name in enumerate(instance.ceiling_ids):
            prices[name] = int(valuation.crowd[row].sum()) / scale / 100
        for row, name in enumerate(instance.budget_ids):
            prices[name] = int(valuation.budget[row]) / scale
    found = []
    for load in ceiling_loads(case, options):
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
