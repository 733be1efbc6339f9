"""The elements of a cost add up to the cent, and what they leave out is named."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.domain.case import Case
from muster.domain.component import Component, DutyStatus
from muster.domain.expense import COST_KINDS, kinds_of
from muster.domain.plan import Plan
from muster.domain.policy import Policy
from muster.domain.rate import Rate
from muster.planner.checker.docket import Docket
from muster.planner.checker.roster import muster_stays
from muster.planner.cost import Costing
from muster.planner.expense import expense_of
from tests.planner import small
from tests.planner.loose import loose_plan, plan_of, tour_of
from tests.planner.tiny import tiny_case

day = small.day


def rate(element: str, amount: str, unit: str = "person-day", **changes: object) -> Rate:
    return Rate(element=element, amount=Decimal(amount), unit=unit, **changes)  # type: ignore[arg-type]


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10_000))
def test_elements_add_up_to_the_costs_of_the_tours_to_the_cent(seed: int) -> None:
    case = tiny_case(seed)
    plan = loose_plan(case, seed, most=12)
    docket = Docket(case)
    stays = muster_stays(docket, plan)
    cost = expense_of(case, plan)
    assert cost.expected == sum(stay.cost for stay in stays)
    assert sum(element.expected for element in cost.elements) == cost.expected
    for element in cost.elements:
        assert sum(share.expected for share in element.by) == element.expected
    # The planner's own tariff, which costs what the search works with, agrees tour by tour.
    costing = Costing(case)
    for stay in stays:
        if docket.start <= stay.start and stay.end <= docket.end:
            tariff = costing.tariff(stay.unit.component, stay.duty_status)
            tenths = int(docket.tariff.miles(stay.unit.home, stay.line.place) * 10)
            start, end = (case.planning.start.fromordinal(when) for when in (stay.start, stay.end))
            assert tariff.tour_cents(stay.headcount, start, end, tenths) == stay.cost


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 3), st.integers(0, 3))
def test_low_and_high_lie_around_the_expected_and_move_only_what_has_a_range(
    seed: int, down: int, up: int
) -> None:
    case = tiny_case(seed)
    ranged = replace(
        case,
        rates=tuple(
            replace(
                one,
                low=one.amount - Decimal(down) / 7 if one.element == "pay" and down else None,
                high=one.amount + Decimal(up) / 7 if one.element == "pay" and up else None,
            )
            for one in case.rates
        ),
    )
    plan = loose_plan(case, seed, most=10)
    cost, plain = expense_of(ranged, plan), expense_of(case, plan)
    assert cost.expected == plain.expected
    assert (plain.low, plain.high) == (None, None)
    assert cost.overlap.expected == plain.overlap.expected
    pay = next((element for element in cost.elements if element.element == "pay"), None)
    if pay is None or not (down or up):
        assert cost.low is None and cost.high is None
        return
    assert pay.low is not None and pay.high is not None
    assert pay.low <= pay.expected <= pay.high
    assert cost.low == cost.expected - (pay.expected - pay.low)
    assert cost.high == cost.expected + (pay.high - pay.expected)
    assert "pay" not in cost.no_range and all(e.element in cost.no_range for e in cost.elements if e != pay)
    days = sum(Fraction(stay.headcount * stay.days) for stay in muster_stays(Docket(case), plan))
    assert abs(pay.expected - pay.low - days * Fraction(down, 7) * 100) <= 1
    assert abs(pay.high - pay.expected - days * Fraction(up, 7) * 100) <= 1


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10_000))
def test_overlap_is_what_a_count_day_by_day_gives(seed: int) -> None:
    case = tiny_case(seed)
    plan = loose_plan(case, seed, most=12)
    stays = muster_stays(Docket(case), plan)
    days = 0
    dollars = Fraction(0)
    for line in case.lines:
        mine = [stay for stay in stays if stay.line.line == line.line]
        for when in range(min((s.start for s in mine), default=0), max((s.end for s in mine), default=0)):
            ready = {id(s): min(s.end, s.start + s.policy.reception_days) for s in mine}
            arriving = [s for s in mine if s.start <= when < ready[id(s)]]
            serving = sum(s.headcount for s in mine if ready[id(s)] <= when < s.end)
            people = sum(s.headcount for s in arriving)
            twice = min(people, serving)
            days += twice
            for stay in arriving:
                for one in case.rates:
                    applies = (
                        one.unit == "person-day"
                        and one.component in (None, stay.unit.component)
                        and one.duty_status in (None, stay.duty_status)
                        and (one.start is None or one.start.toordinal() <= when)
                        and (one.end is None or when < one.end.toordinal())
                    )
                    if applies:
                        dollars += Fraction(one.amount) * stay.headcount * twice / people
    overlap = expense_of(case, plan).overlap
    assert overlap.headcount_days == days
    assert overlap.expected == int(dollars * 100 + Fraction(1, 2))


def hand_over() -> tuple[Case, Plan]:
    """Ten people relieve ten, seven days of reception; pay of 100 with a range, miles without a rate."""
    case = small.case(
        policies=(Policy(policy="P", max_tour_days=35, reception_days=7),),
        units=(small.unit("U1"), small.unit("U2", component=Component.ARNG, state="TX")),
        rates=(
            rate("pay", "100", low=Decimal(90), high=Decimal(130), source="budget"),
            rate("flags", "1.005", "tour"),
        ),
        lines=(small.line(place="far"),),
    )
    tours = (
        tour_of("U1", "L1", day(0), day(21)),
        tour_of("U2", "L1", day(14), day(28), duty_status=DutyStatus.T32),
    )
    return case, plan_of(case, tours)


def test_a_cost_counted_by_hand() -> None:
    case, plan = hand_over()
    cost = expense_of(case, plan)
    pay, travel, flags = cost.elements
    assert (pay.element, pay.low, pay.expected, pay.high) == ("pay", 31_500_00, 35_000_00, 45_500_00)
    assert (pay.source, pay.covers) == ("budget", ("pay",))
    assert pay.basis == "$100.00 per person-day × 350 person-days"
    assert [(share.component, share.duty_status, share.expected) for share in pay.by] == [
        (Component.ARNG, DutyStatus.T32, 14_000_00),
        (Component.RA, DutyStatus.T10, 21_000_00),
    ]
    assert travel.element == "travel" and travel.covers == ("travel",)
    assert "assumption per_person_mile" in travel.basis
    assert flags.basis == "$1.005 per tour × 2 tours"
    assert flags.low is None
    assert cost.no_source == ("flags",)
    assert cost.missing == tuple(kind.kind for kind in COST_KINDS if kind.kind not in ("pay", "travel"))
    assert "guard_reimbursement" in cost.missing
    # Ten in reception while ten serve, for seven days.
    assert (cost.overlap.headcount_days, cost.overlap.expected) == (70, 7_000_00)
    assert (cost.overlap.low, cost.overlap.high) == (6_300_00, 9_100_00)


def test_what_is_covered_for_some_people_alone_is_told() -> None:
    case, plan = hand_over()
    case = replace(case, rates=(rate("pay", "100", duty_status=DutyStatus.T10), rate("meals", "68")))
    cost = expense_of(case, plan)
    assert cost.missing_for == (("pay", Component.ARNG, DutyStatus.T32),)


def test_states_are_reimbursed_only_for_the_guard_that_they_command() -> None:
    case, plan = hand_over()
    federal = replace(plan, tours=plan.tours[:1])
    assert "guard_reimbursement" not in expense_of(case, federal).missing


def test_covers_speaks_where_a_name_does_not() -> None:
    case, plan = hand_over()
    case = replace(case, rates=(rate("CBO all-in", "607", covers=("pay", "benefits", "per_diem", "travel")),))
    cost = expense_of(case, plan)
    assert cost.elements[0].covers == ("pay", "benefits", "per_diem", "travel")
    assert not {"pay", "benefits", "per_diem"} & set(cost.missing)


def test_an_empty_plan_costs_nothing_and_covers_nothing() -> None:
    case = small.case()
    cost = expense_of(case, plan_of(case))
    assert (cost.expected, cost.elements, cost.low) == (0, (), None)
    assert "pay" in cost.missing


@pytest.mark.parametrize(
    ("element", "kinds"),
    [
        ("pay and benefits", ("pay", "benefits")),
        ("meals and incidentals", ("per_diem",)),
        ("road movement", ("travel",)),
        ("UH-60 flight hours", ("flight_hours",)),
        ("equipment_reset", ("reset",)),
        ("Guard reimbursement", ("guard_reimbursement",)),
        ("payload", ()),
        ("baseline", ()),
    ],
)
def test_names_of_elements_are_read_by_whole_words(element: str, kinds: tuple[str, ...]) -> None:
    assert kinds_of(element) == kinds
