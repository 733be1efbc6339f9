# ruff: noqa: E501 (one mutant, one line)
"""For every rule a plan that is broken in exactly this way, and is refused for exactly that."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from muster.domain.authority import Authority, Ceiling
from muster.domain.case import Case, Planning
from muster.domain.component import Component, DutyStatus
from muster.domain.place import Place
from muster.domain.plan import Plan, PlannedTour
from muster.domain.policy import Policy
from muster.domain.rate import Lift, Rate
from muster.domain.request import Line
from muster.domain.tour import FixedTour, Pin
from muster.domain.unit import Skill, Unit, UnitType
from muster.planner.verify import RULE_PAGES, RULES, verify_plan
from tests.planner.oracle import reckoning

T10, T32 = DutyStatus.T10, DutyStatus.T32


def d(text: str) -> date:
    return date.fromisoformat(f"2025-{text}")


CASE = Case(
    name="rules",
    as_of=d("06-02"),
    planning=Planning(start=d("06-02"), end=d("08-25"), step_days=7),
    shortfall_prices=((1, 50_000_00), (2, 20_000_00)),
    places=(
        Place(place="HOME", kind="installation", lat=35.0, lon=-106.0),
        Place(place="NEAR", kind="sector", lat=35.0, lon=-106.5),
        Place(place="FAR", kind="sector", lat=30.0, lon=-106.0),
    ),
    types=(
        UnitType(type="COY", headcount=100),
        UnitType(type="DET", headcount=62, part=20),
    ),
    skills=(
        Skill(type="COY", capability="guard", headcount=90),
        Skill(type="DET", capability="guard", headcount=31),
    ),
    units=(
        Unit(
            unit="A",
            type="COY",
            component=Component.ARNG,
            home="HOME",
            policy="P",
            quantity=2,
            available_from=d("05-20"),
            available_until=d("08-20"),
        ),
        Unit(unit="B", type="DET", component=Component.RA, home="HOME", policy="Q"),
        Unit(
            unit="C",
            type="COY",
            component=Component.ARNG,
            home="HOME",
            policy="P",
            last_return=d("05-27"),
            last_tour_days=20,
        ),
        Unit(unit="F", type="COY", component=Component.ARNG, home="HOME", policy="P"),
    ),
    policies=(
        Policy(
            policy="P",
            min_tour_days=14,
            max_tour_days=42,
            dwell_ratio=Decimal("0.5"),
            min_dwell_days=7,
            notice_days=3,
            reception_days=2,
        ),
        Policy(policy="Q", min_tour_days=7, max_tour_days=30),
    ),
    lines=(
        Line(
            line="L1",
            place="FAR",
            role="supply",
            capability="guard",
            headcount=200,
            start=d("06-12"),
            end=d("08-14"),
            priority=1,
            duty_statuses=(T10, T32),
            approval="AUTH",
        ),
        Line(
            line="L2",
            place="NEAR",
            role="medical",
            capability="guard",
            headcount=25,
            start=d("06-02"),
            priority=2,
        ),
        Line(
            line="L3",
            place="NEAR",
            role="medical",
            capability="surgery",
            headcount=5,
            start=d("06-02"),
            priority=2,
        ),
        Line(
            line="L4",
            place="NEAR",
            role="supply",
            capability="guard",
            headcount=5,
            start=d("07-07"),
            priority=2,
        ),
    ),
    tours=(
        FixedTour(
            unit="F", line="L1", start=d("05-26"), end=d("06-23"), duty_status=T10, authority=("AUTH",)
        ),
    ),
    rates=(
        Rate(element="pay", amount=Decimal("150.125"), unit="person-day"),
        Rate(
            element="lodging",
            amount=Decimal("33.3"),
            unit="person-day",
            component=Component.ARNG,
            start=d("06-20"),
        ),
        Rate(element="bus", amount=Decimal("0.31"), unit="person-mile", mode="road"),
        Rate(element="plane", amount=Decimal("9.99"), unit="person-mile", mode="air"),
        Rate(element="kit", amount=Decimal("12.34"), unit="person"),
        Rate(element="staff", amount=Decimal("1000"), unit="tour", duty_status=T10),
    ),
    lifts=(Lift(lift="bus", passengers_per_day=29), Lift(lift="far", passengers_per_day=2, place="FAR")),
    authorities=(
        Authority(
            id="AUTH",
            kind="memorandum",
            status="signed",
            start=d("01-01"),
            ceilings=(
                Ceiling(id="PEOPLE", headcount=200, duty_statuses=(T10,)),
                Ceiling(id="MONEY", dollars=4_000_000_00),
            ),
        ),
        Authority(
            id="SCOPE",
            kind="memorandum",
            status="verbal",
            start=d("06-05"),
            ceilings=(Ceiling(id="NEAR-60", headcount=60, counts="scope", places=("NEAR",), end=d("08-01")),),
        ),
        Authority(
            id="HOPE", kind="memorandum", status="expected", ceilings=(Ceiling(id="NONE", headcount=0),)
        ),
    ),
    pins=(
        Pin(rule="pin", unit="B", line="L2", start=d("06-02"), end=d("06-30")),
        Pin(rule="ban", unit="B", line="L2", start=d("08-11"), end=d("08-18")),
    ),
)


def tours(case: Case = CASE) -> list[PlannedTour]:
    """Feasible: every test changes one thing."""
    made = [reckoning.fixed_tour(case, row) for row in case.tours]
    made.append(reckoning.tour(case, "A", "L1", d("06-12"), d("07-17"), T32, element=1))
    made.append(reckoning.tour(case, "A", "L1", d("06-16"), d("07-28"), T10, element=2))
    made.append(reckoning.tour(case, "B", "L2", d("06-02"), d("06-30"), T10, part=1))
    made.append(reckoning.tour(case, "B", "L2", d("06-02"), d("06-30"), T10, part=2))
    made.append(reckoning.tour(case, "B", "L2", d("07-07"), d("07-21"), T10, part=1))
    made.append(reckoning.tour(case, "C", "L1", d("06-23"), d("07-14"), T10))
    return made


def with_tours(*more: PlannedTour, without: int | None = None, case: Case = CASE) -> Plan:
    """The feasible tours, one of them left out, others added; all figures true."""
    kept = [tour for index, tour in enumerate(tours(case)) if index != without]
    return reckoning.plan(case, [*kept, *more])


def truth(case: Case = CASE) -> Plan:
    made = tours(case)
    return reckoning.plan(case, made, bound=reckoning.objective(case, made) - 12_345)


def restated(index: int, **changes: object) -> Plan:
    """The true plan with one tour stated differently."""
    plan = truth()
    changed = list(plan.tours)
    changed[index] = replace(changed[index], **changes)
    return replace(plan, tours=tuple(changed))


def tour(*args: object, **more: object) -> PlannedTour:
    return reckoning.tour(CASE, *args, **more)  # type: ignore[arg-type]


def case_with(**changes: object) -> tuple[Case, Plan]:
    case = replace(CASE, **changes)
    return case, truth(case)


def amend(index: int, **changes: object) -> tuple[Case, Plan]:
    """One unit of the case changed, the plan true to the changed case."""
    units = list(CASE.units)
    units[index] = replace(units[index], **changes)
    return case_with(units=tuple(units))


def ceilings(index: int, **changes: object) -> tuple[Case, Plan]:
    authority = CASE.authorities[0]
    made = list(authority.ceilings)
    made[index] = replace(made[index], **changes)
    return case_with(authorities=(replace(authority, ceilings=tuple(made)), *CASE.authorities[1:]))


def test_the_true_plan_is_accepted() -> None:
    plan = truth()
    found = verify_plan(CASE, plan)
    assert found.violations == ()
    assert found.feasible
    assert (found.objective, found.empty) == (plan.objective, plan.empty)
    assert found.warnings == ()
    assert reckoning.allowed(CASE, list(plan.tours))


Broken = Plan | tuple[Case, Plan]

#: (rule, how the true plan is broken)
MUTANTS: list[tuple[str, Callable[[], Broken]]] = [
    ("unknown-reference", lambda: replace(truth(), tours=(*truth().tours, replace(truth().tours[1], unit="Z")))),
    ("unknown-reference", lambda: replace(truth(), tours=(*truth().tours, replace(truth().tours[1], line="Z")))),
    ("unknown-reference", lambda: replace(truth(), ceilings=(replace(truth().ceilings[0], ceiling="Z"),))),
    ("unknown-reference", lambda: replace(truth(), shortfalls=(*truth().shortfalls, replace(truth().shortfalls[0], line="Z")))),
    ("unknown-reference", lambda: restated(1, assumes=("Z",))),
    ("element", lambda: restated(1, element=3)),
    ("element", lambda: restated(1, element=0)),
    ("element", lambda: restated(0, element=2)),
    ("part", lambda: restated(1, part=1)),
    ("part", lambda: restated(5, part=4)),
    ("part", lambda: restated(5, part=0)),
    ("part", lambda: with_tours(tour("B", "L4", d("07-28"), d("08-11"), T10, part=None))),
    ("part", lambda: restated(0, part=1)),
    ("duplicate-element", lambda: replace(truth(), tours=(*truth().tours, truth().tours[1]))),
    ("fixed-tour", lambda: replace(truth(), tours=truth().tours[1:])),
    ("fixed-tour", lambda: replace(truth(), tours=(*truth().tours, truth().tours[0]))),
    ("fixed-tour", lambda: restated(0, end=d("06-22"))),
    ("fixed-tour", lambda: restated(0, authorities=("AUTH", "SCOPE"))),
    ("fixed-tour", lambda: replace(truth(), tours=(*truth().tours, replace(tour("C", "L2", d("08-04"), d("08-18"), T10), fixed=True)))),
    ("fixed-tour", lambda: _piled_up()),
    ("headcount", lambda: restated(1, headcount=90)),
    ("headcount", lambda: restated(0, headcount=101)),
    ("headcount", lambda: restated(3, headcount=62)),
    ("fills", lambda: restated(1, fills=100)),
    ("fills", lambda: restated(0, fills=89)),
    ("cost", lambda: restated(1, cost=truth().tours[1].cost - 1)),
    ("cost", lambda: restated(0, cost=truth().tours[0].cost + 1)),
    ("capability", lambda: with_tours(tour("B", "L3", d("07-28"), d("08-11"), T10, part=3))),
    ("grid-start", lambda: with_tours(tour("C", "L1", d("06-24"), d("07-15"), T10), without=6)),
    ("early-start", lambda: with_tours(tour("B", "L4", d("06-30"), d("07-28"), T10, part=3))),
    ("grid-end", lambda: with_tours(tour("C", "L1", d("06-23"), d("07-15"), T10), without=6)),
    ("late-end", lambda: with_tours(tour("F", "L1", d("07-14"), d("08-18"), T10))),
    ("late-end", lambda: with_tours(tour("B", "L4", d("08-11"), d("09-01"), T10, part=3))),
    ("min-tour", lambda: with_tours(tour("C", "L1", d("06-23"), d("06-30"), T10), without=6)),
    ("max-tour", lambda: with_tours(tour("C", "L1", d("06-23"), d("08-11"), T10), without=6)),
    ("reception", lambda: _short_stay()),
    ("reception", lambda: replace(truth(), tours=(*truth().tours, replace(truth().tours[6], end=d("06-23"), line="L2")))),
    ("notice", lambda: _no_notice()),
    ("availability", lambda: amend(0, available_from=d("06-08"))),
    ("availability", lambda: amend(0, available_until=d("07-27"))),
    ("last-return", lambda: amend(2, last_tour_days=60)),
    ("last-return", lambda: amend(2, last_return=d("06-20"), last_tour_days=None)),
    ("dwell", lambda: with_tours(tour("C", "L1", d("07-21"), d("08-11"), T32))),
    ("dwell", lambda: _fixed_after()),
    ("overlap", lambda: with_tours(tour("C", "L1", d("07-07"), d("08-11"), T32))),
    ("overlap", lambda: with_tours(tour("F", "L1", d("06-16"), d("06-30"), T32))),
    ("travel", lambda: with_tours(tour("B", "L2", d("06-30"), d("07-07"), T10, part=1), without=5)),
    ("duty-status", lambda: with_tours(tour("B", "L2", d("07-07"), d("07-21"), T32, part=1), without=5)),
    ("duty-status", lambda: with_tours(tour("C", "L1", d("06-23"), d("07-14"), DutyStatus.SAD), without=6)),
    ("authorities", lambda: restated(1, authorities=())),
    ("authorities", lambda: restated(3, authorities=("SCOPE",))),
    ("law-mark", lambda: restated(1, law="checked")),
    ("ceiling", lambda: ceilings(0, headcount=199)),
    ("ceiling", lambda: ceilings(0, headcount=50)),
    ("ceiling", lambda: with_tours(tour("F", "L4", d("07-14"), d("08-11"), T10))),
    ("ceiling", lambda: _on_condition()),
    ("budget", lambda: ceilings(1, dollars=1_000_000_00)),
    ("lift", lambda: case_with(lifts=(Lift(lift="bus", passengers_per_day=26), CASE.lifts[1]))),
    ("lift", lambda: case_with(lifts=(replace(CASE.lifts[0], passengers_per_day=28), replace(CASE.lifts[1], end=d("07-15"))))),
    ("lift", lambda: case_with(lifts=(replace(CASE.lifts[1], passengers_per_day=28),))),
    ("pin", lambda: case_with(pins=(replace(CASE.pins[0], end=d("06-23")),))),
    ("pin", lambda: case_with(pins=(replace(CASE.pins[0], unit="C"),))),
    ("ban", lambda: case_with(pins=(replace(CASE.pins[1], start=d("07-20"), line=None),))),
    ("ban", lambda: case_with(pins=(Pin(rule="ban", unit="C", line="L1"),))),
    ("objective", lambda: replace(truth(), objective=(truth().objective or 0) + 1, bound=None, gap=None, closed=None)),
    ("empty", lambda: replace(truth(), empty=(truth().empty or 0) + 1, closed=None)),
    ("bound", lambda: replace(truth(), bound=(truth().objective or 0) + 1)),
    ("bound", lambda: replace(truth(), gap=0.5)),
    ("bound", lambda: replace(truth(), gap=float("nan"))),
    ("bound", lambda: replace(truth(), closed=0.9)),
    ("bound", lambda: replace(truth(), bound=None, closed=None)),
    ("bound", lambda: replace(truth(), empty=None)),
    ("shortfall", lambda: replace(truth(), shortfalls=truth().shortfalls[1:])),
    ("shortfall", lambda: replace(truth(), shortfalls=(replace(truth().shortfalls[0], headcount=1), *truth().shortfalls[1:]))),
    ("shortfall", lambda: replace(truth(), shortfalls=(*truth().shortfalls, replace(truth().shortfalls[0], line="L4", start=d("06-03"), end=d("06-04"))))),
    ("shortfall", lambda: replace(truth(), shortfalls=(*truth().shortfalls[1:], replace(truth().shortfalls[0], reason="weather")))),
    ("shortfall", lambda: replace(truth(), shortfalls=(*truth().shortfalls, replace(truth().shortfalls[0], end=truth().shortfalls[0].start)))),
    ("ceiling-use", lambda: replace(truth(), ceilings=(replace(truth().ceilings[0], peak=1),))),
    ("ceiling-use", lambda: replace(truth(), ceilings=(replace(truth().ceilings[0], headcount=1),))),
]  # fmt: skip


def _piled_up() -> Broken:
    """Two fixed tours at the same time on one of two elements."""
    row = FixedTour(unit="A", line="L2", start=d("08-11"), end=d("08-18"), duty_status=T10)
    case = replace(CASE, tours=(*CASE.tours, row, replace(row, end=d("08-20"))), lifts=())
    return case, truth(case)


def _short_stay() -> Broken:
    policies = (replace(CASE.policies[0], min_tour_days=1, reception_days=14), CASE.policies[1])
    case = replace(CASE, policies=policies, lifts=())
    made = [tour("C", "L1", d("06-23"), d("07-07"), T10)]
    return case, reckoning.plan(case, [reckoning.fixed_tour(case, CASE.tours[0]), *tours()[3:5], *made])


def _no_notice() -> Broken:
    return case_with(policies=(replace(CASE.policies[0], notice_days=11), CASE.policies[1]))


def _fixed_after() -> Broken:
    """A planned tour that leaves no dwell before a fixed one."""
    row = FixedTour(unit="C", line="L2", start=d("07-23"), end=d("07-30"), duty_status=T10)
    return case_with(tours=(*CASE.tours, row), authorities=CASE.authorities[:1])


def _on_condition() -> Broken:
    """A tour that takes an expected instrument as signed brings its ceiling into force."""
    hope = Authority(
        id="HOPE",
        kind="memorandum",
        status="expected",
        ceilings=(Ceiling(id="NONE", headcount=0, counts="scope"),),
    )
    case = replace(CASE, authorities=(*CASE.authorities[:2], hope))
    plan = replace(truth(case), ceilings=())
    assert verify_plan(case, plan).feasible
    first, second, *rest = plan.tours
    return case, replace(plan, tours=(first, replace(second, assumes=("HOPE",)), *rest))


@pytest.mark.parametrize(
    ("rule", "breaking"), MUTANTS, ids=[f"{i}-{rule}" for i, (rule, _) in enumerate(MUTANTS)]
)
def test_a_plan_broken_in_one_way_is_refused_for_exactly_that(
    rule: str, breaking: Callable[[], Broken]
) -> None:
    broken = breaking()
    case, plan = broken if isinstance(broken, tuple) else (CASE, broken)
    found = verify_plan(case, plan)
    assert not found.feasible
    assert {violation.rule for violation in found.violations} == {rule}, found.violations
    for violation in found.violations:
        assert "expected" in violation.message


def test_every_rule_has_a_mutant_and_a_page() -> None:
    elsewhere = {"law-mission", "law-mobilization"}  # test_law.py
    elsewhere |= {rule for rule in RULES if rule.startswith("cycle-")}  # test_life.py
    elsewhere |= {
        rule for rule in RULES if rule.startswith(("cost-", "movement-", "readiness-"))
    }  # test_account.py
    assert {rule for rule, _ in MUTANTS} | elsewhere == set(RULES)
    assert tuple(RULE_PAGES) == RULES


def test_fixed_tours_beyond_the_quantity_may_share_an_element() -> None:
    """Fixed tours obey no rule: three at once of a unit of two must share."""
    row = FixedTour(unit="A", line="L2", start=d("08-11"), end=d("08-18"), duty_status=T10)
    rows = (row, replace(row, end=d("08-20")), replace(row, end=d("08-22")))
    case = replace(CASE, tours=(*CASE.tours, *rows), lifts=(), authorities=CASE.authorities[:1])
    plan = truth(case)
    assert verify_plan(case, plan).violations == ()


def test_fixed_tours_of_equal_days_are_told_apart_by_headcount() -> None:
    row = FixedTour(unit="F", line="L2", start=d("08-11"), end=d("08-18"), duty_status=T10, headcount=40)
    case = replace(CASE, tours=(*CASE.tours, row, replace(row, headcount=30)), lifts=())
    plan = truth(case)
    first, large, small, *rest = plan.tours
    assert (large.headcount, small.headcount) == (40, 30)
    for order in ((large, small), (small, large)):
        assert verify_plan(case, replace(plan, tours=(first, *order, *rest))).violations == ()


def test_fixed_tours_may_break_a_ceiling_alone_but_nothing_may_be_added() -> None:
    case, plan = ceilings(0, headcount=50)
    before = reckoning.plan(case, [tour for tour in plan.tours if tour.fixed])
    alone = verify_plan(replace(case, pins=()), before)
    assert alone.feasible
    assert any("ceiling PEOPLE" in warning and "fixed tours alone" in warning for warning in alone.warnings)
    assert not verify_plan(case, plan).feasible


def test_a_long_rest_is_not_lost_by_a_short_fixed_tour_after_it() -> None:
    """Dwell is owed to every later tour, not only to the next."""
    policy = replace(CASE.policies[0], dwell_ratio=Decimal(2), min_dwell_days=0)
    long = FixedTour(
        unit="F", line="L1", start=d("05-26"), end=d("06-23"), duty_status=T10, authority=("AUTH",)
    )
    short = FixedTour(unit="F", line="L2", start=d("06-25"), end=d("06-27"), duty_status=T10)
    case = replace(
        CASE, tours=(long, short), policies=(policy, CASE.policies[1]), authorities=CASE.authorities[:1]
    )
    made = [reckoning.fixed_tour(case, long), reckoning.fixed_tour(case, short)]
    made += [t for t in tours(case) if t.unit == "B"]
    for start, rules in ((d("07-14"), {"dwell"}), (d("08-18"), set())):
        more = reckoning.tour(case, "F", "L2", start, d("08-25"), T10)
        found = verify_plan(case, reckoning.plan(case, [*made, more]))
        assert {violation.rule for violation in found.violations} == rules


def test_messages_give_amounts_as_people_read_them() -> None:
    found = verify_plan(CASE, restated(1, cost=truth().tours[1].cost - 5)).violations[0].message
    assert "(difference -$0.05)" in found
    assert "expected $7" in found or "expected $6" in found


def test_what_cannot_be_checked_is_a_warning() -> None:
    pins = (*CASE.pins, Pin(rule="pin", unit="C", line="L1", start=d("06-23")))
    rates = tuple(rate for rate in CASE.rates if rate.unit != "person-day")
    for case, word in (
        (replace(CASE, pins=pins), "was not checked"),
        (replace(CASE, rates=rates), "no person-day rate"),
        (replace(CASE, shortfall_prices=CASE.shortfall_prices[:1]), "no shortfall price"),
    ):
        plan = replace(truth(), objective=None, bound=None, gap=None, closed=None, empty=None)
        found = verify_plan(case, replace(plan, shortfalls=(), ceilings=()))
        assert any(word in warning for warning in found.warnings), found.warnings


def test_another_case_is_a_warning() -> None:
    found = verify_plan(CASE, replace(truth(), case="other", as_of=d("01-01")))
    assert found.feasible
    assert len(found.warnings) == 2


@pytest.mark.parametrize(("first", "rules"), [(d("07-04"), set()), (d("07-03"), {"travel"})])
def test_the_days_home_and_out_just_fit(first: date, rules: set[str]) -> None:
    """A day home from NEAR and a day out again: left on 2 July, there on 4 July at the soonest."""
    case = replace(CASE, lines=(*CASE.lines[:3], replace(CASE.lines[3], start=first)), lifts=(), pins=())
    made = [
        *(reckoning.fixed_tour(case, row) for row in case.tours),
        reckoning.tour(case, "B", "L2", d("06-02"), d("07-02"), T10, part=1),
        reckoning.tour(
            case, "B", "L4", first, d("08-01") if first == d("07-04") else d("07-31"), T10, part=1
        ),
    ]
    found = verify_plan(case, reckoning.plan(case, made))
    assert {violation.rule for violation in found.violations} == rules


def test_who_stays_to_the_end_needs_no_seat_home() -> None:
    case = replace(CASE, lifts=(Lift(lift="in", passengers_per_day=99, end=d("08-18")),), tours=(), pins=())
    for end, rules in ((d("08-25"), set()), (d("08-18"), {"lift"})):
        made = [reckoning.tour(case, "B", "L2", d("08-04"), end, T10, part=1)]
        found = verify_plan(case, reckoning.plan(case, made))
        assert {violation.rule for violation in found.violations} == rules
