"""Twenty thousand tours are checked in the time of a breath (counted in work, not in seconds)."""

import time
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from muster.domain.component import Component, DutyStatus
from muster.domain.policy import Policy
from muster.domain.unit import Unit
from muster.planner.verify import verify_plan
from tests.planner.oracle import reckoning
from tests.planner.verify.test_rules import CASE, d


def test_twenty_thousand_tours() -> None:
    unit = Unit(unit="MANY", type="COY", component=Component.RA, home="HOME", policy="ALL", quantity=2_000)
    policy = Policy(policy="ALL", max_tour_days=365, dwell_ratio=Decimal("0.5"), min_dwell_days=2)
    planning = replace(CASE.planning, start=d("01-06"), end=d("12-29"))
    line = replace(CASE.lines[1], line="ALL", start=planning.start, headcount=50_000)
    case = replace(
        CASE,
        planning=planning,
        units=(unit,),
        policies=(policy,),
        lines=(line,),
        tours=(),
        pins=(),
        authorities=CASE.authorities[:1],
        lifts=(replace(CASE.lifts[0], passengers_per_day=100_000),),
    )
    one = [
        reckoning.tour(case, "MANY", "ALL", start, start + timedelta(days=14), DutyStatus.T10)
        for start in (planning.start + timedelta(days=35 * n) for n in range(10))
    ]
    tours = tuple(replace(t, element=element) for element in range(1, 2_001) for t in one)
    plan = replace(
        reckoning.plan(case, one), tours=tours, objective=None, empty=None, shortfalls=(), ceilings=()
    )
    began = time.process_time()
    found = verify_plan(case, plan)
    assert found.violations == ()
    assert len(tours) == 20_000
    assert time.process_time() - began < 10
    worse = replace(tours[777], end=tours[777].end + timedelta(days=30))
    found = verify_plan(case, replace(plan, tours=(*tours[:777], worse, *tours[778:])))
    assert {violation.rule for violation in found.violations} == {"cost", "overlap", "grid-end"}
