"""Plan a case: pose it, search, prove, and tell the result."""

from __future__ import annotations

from collections.abc import Callable

from muster.domain.case import Case
from muster.domain.plan import Plan
from muster.errors import Problem
from muster.planner.options import PlanOptions, Progress
from muster.planner.underway import told_under_way, with_under_way

__all__ = ("PlanOptions", "Progress", "plan_case")


def plan_case(
    case: Case,
    options: PlanOptions,
    *,
    clock: Callable[[], float],
    progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
    baseline: Plan | None = None,
) -> tuple[Plan | None, tuple[Problem, ...]]:
    """
    The best plan found for a case, with its bound.

    Parameters
    ----------
    clock
        Seconds from any origin; the time limit is counted on it from the call.
    progress
        Called now and then with where the run stands.
    should_stop
        Asked often; once true, the best plan so far is returned with ``stopped_by = "interrupt"``.
    baseline
        An earlier plan. Its tours under way stay (see :mod:`muster.planner.underway`); the search starts
        from those of the others that are still candidates, and is charged ``options.change_cost`` for each
        that it drops. The plan's ``objective`` and ``bound`` are without that charge.

    Returns
    -------
    tuple
        The plan, ``None`` if a problem is an error; and the faults found in the case.
    """
    # numpy and highspy take a while to import: only who plans pays for it.
    from muster.planner.spreading import plan_spreads

    told = told_under_way(case, baseline)
    now = with_under_way(case, baseline)
    found, problems = plan_spreads(now, options, clock, progress, should_stop, baseline)
    return found, (*told, *problems)
