"""Differences name what changed, and nothing else."""

from dataclasses import replace
from datetime import date

from muster.domain.authority import Authority, Ceiling
from muster.domain.case import Case, Planning
from muster.domain.component import DutyStatus
from muster.domain.difference import difference_of_cases, difference_of_facts, difference_of_plans
from muster.domain.fact import Fact, Quantity
from muster.domain.place import Place
from muster.domain.plan import Plan, PlannedTour, Shortfall

CASE = Case(
    name="case",
    as_of=date(2025, 5, 22),
    planning=Planning(start=date(2025, 5, 22), end=date(2025, 9, 1)),
    places=(Place(place="A", kind="sector", lat=32.0, lon=-110.0),),
    authorities=(
        Authority(
            id="ORDER", kind="memorandum", status="signed", ceilings=(Ceiling(id="C", headcount=1500),)
        ),
    ),
)
TOUR = PlannedTour(
    unit="U",
    element=1,
    part=None,
    line="L",
    start=date(2025, 6, 1),
    end=date(2025, 7, 1),
    duty_status=DutyStatus.T10,
    authorities=("ORDER",),
    mobilization=None,
    fund=None,
    headcount=100,
    fills=90,
    cost=1_000_00,
    fixed=False,
    law="checked",
)
PLAN = Plan(
    case="case",
    as_of=date(2025, 5, 22),
    seed=0,
    versions={},
    law="checked",
    status="optimal",
    stopped_by="gap",
    objective=2_000_00,
    bound=2_000_00,
    gap=0.0,
    closed=1.0,
    empty=9_000_00,
    tours=(TOUR,),
    shortfalls=(
        Shortfall(line="L", start=date(2025, 7, 1), end=date(2025, 7, 11), headcount=10, reason="supply"),
    ),
    ceilings=(),
)


def test_equal_cases_do_not_differ() -> None:
    assert difference_of_cases(CASE, replace(CASE)) == ()


def test_a_raised_ceiling_and_a_new_place_are_named() -> None:
    raised = replace(CASE.authorities[0], ceilings=(Ceiling(id="C", headcount=2500),))
    after = replace(
        CASE, authorities=(raised,), places=(*CASE.places, Place(place="B", kind="other", lat=1.0, lon=2.0))
    )
    found = {
        (change.table, change.key, change.change, change.field) for change in difference_of_cases(CASE, after)
    }
    assert ("ceilings", "C", "changed", "headcount") in found
    assert ("places", "B", "added", None) in found
    assert not any(key == "A" for _, key, _, _ in found)


def test_plans_differ_in_tours_dollars_and_unfilled_days() -> None:
    later = replace(TOUR, start=date(2025, 6, 8))
    after = replace(PLAN, tours=(later,), objective=2_500_00, shortfalls=())
    found = {(change.table, change.change): change for change in difference_of_plans(PLAN, after)}
    assert found["tours", "added"].key.endswith("2025-06-08")
    assert found["tours", "removed"].key.endswith("2025-06-01")
    assert found["shortfalls", "changed"].before == "100"
    assert found["dollars", "changed"].after == "2500.00"


def test_facts_in_other_words_are_the_same() -> None:
    amount = Quantity(value=1500, low=None, high=1500, bound="up_to", unit="soldiers")
    one = Fact(doc="a.txt", kind="ceiling", quote="up to 1,500 soldiers", start=0, end=20, quantity=amount)
    two = Fact(
        doc="b.txt", kind="ceiling", quote="as many as 1,500 soldiers", start=5, end=30, quantity=amount
    )
    more = replace(two, quantity=replace(amount, value=2500, high=2500))
    assert difference_of_facts([one], [two]) == []
    assert [change.change for change in difference_of_facts([one], [more])] == ["removed", "added"]
