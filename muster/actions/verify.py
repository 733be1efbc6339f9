"""Verify a plan, anyone's, against the rules and to the cent."""

from __future__ import annotations

from muster.domain.case import Case
from muster.domain.plan import Plan
from muster.planner.verify import Verification, verify_plan

__all__ = ("verify",)


def verify(case: Case, plan: Plan) -> Verification:
    """An independent check of ``plan`` that shares no code with the search."""
    return verify_plan(case, plan)
