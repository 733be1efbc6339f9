"""The account of a plan: what follows from it for money, movement and units, told beside it."""

from __future__ import annotations

from dataclasses import replace

from muster.domain.case import Case
from muster.domain.plan import Plan
from muster.planner.checker.docket import Docket
from muster.planner.checker.roster import muster_stays
from muster.planner.expense import expense_of_stays
from muster.planner.moving.movements import movements_of_stays
from muster.planner.readiness.effect import readiness_of_stays

__all__ = ("with_account",)


def with_account(case: Case, plan: Plan) -> Plan:
    """
    The plan with its cost by element, the ways in and out of its tours, and what it does to its units.

    Nothing of the plan itself is changed: tours, objective and bound stay what they are.
    """
    docket = Docket(case)
    stays = muster_stays(docket, plan)
    return replace(
        plan,
        cost=expense_of_stays(docket, stays),
        movements=movements_of_stays(docket, stays),
        readiness=readiness_of_stays(docket, stays),
    )
