"""Plans on condition: instruments that are only expected, taken as signed."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from muster.domain.authority import Authority, Ceiling
from muster.domain.case import Case
from muster.planner.plan import PlanOptions, plan_case
from muster.planner.verify import verify_plan
from tests.planner import small

ORDER = Authority(
    id="ORDER",
    kind="memorandum",
    status="expected",
    start=small.day(-10),
    ceilings=(Ceiling(id="TWELVE", headcount=12),),
)


def two_wanted(*authorities: Authority, approval: str | None) -> Case:
    """Two units of ten for a line of sixteen: the ceiling of twelve leaves room for one."""
    return small.case(
        units=(small.unit(quantity=2),),
        lines=(small.line(headcount=16, approval=approval),),
        authorities=authorities,
    )


@pytest.mark.parametrize("counts", ["named", "scope"])
@pytest.mark.parametrize("approval", ["ORDER", None])
def test_a_ceiling_of_an_expected_order_binds_a_plan_on_condition(counts: str, approval: str | None) -> None:
    order = replace(ORDER, ceilings=(replace(ORDER.ceilings[0], counts=counts),))
    case = two_wanted(order, approval=approval)
    options = PlanOptions(gap=0, assume_lawful=True, assume_signed=frozenset({"ORDER"}))
    plan, problems = plan_case(case, options, clock=time.monotonic)
    assert plan is not None, problems
    binds = counts == "scope" or approval is not None
    assert len(plan.tours) == (1 if binds else 2)
    assert {tour.assumes for tour in plan.tours} == {("ORDER",) if approval else ()}
    found = verify_plan(case, plan)
    assert found.feasible, found.violations


def test_without_the_condition_the_same_order_binds_nobody() -> None:
    case = two_wanted(ORDER, approval="ORDER")
    plan, _ = plan_case(case, PlanOptions(gap=0, assume_lawful=True), clock=time.monotonic)
    assert plan is not None
    assert len(plan.tours) == 2
    assert verify_plan(case, plan).feasible
