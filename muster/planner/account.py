"""The account of a plan: what follows from it for money, movement and units, told beside it."""

from __future__ import annotations

from dataclasses import replace

from muster.domain.case import Case
from muster.domain.plan import Plan
from muster.planner.expense import expense_of

__all__ = ("with_account",)


def with_account(case: Case, plan: Plan) -> Plan:
    """
    The plan with its cost element by element.

    Nothing of the plan itself is changed: tours, objective and bound stay what they are.
    """
    return replace(plan, cost=expense_of(case, plan))
