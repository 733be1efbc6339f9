"""Clocks: what ends, lapses or falls due, each on its day, and what happens if it is missed."""

from datetime import date

import pytest

from muster.domain.authority import Ceiling, Due
from muster.domain.case import Planning
from muster.domain.component import DutyStatus
from muster.domain.tour import FixedTour
from muster.law.check import check_case, check_dues
from muster.law.clocks import clocks
from muster.law.dues import due_dates, order_of

AS_OF = date(2025, 1, 21)


@pytest.fixture
def told(case):
    def _told(*authorities, until=date(2026, 12, 31), **given):
        made = case(as_of=AS_OF, planning=Planning(start=AS_OF, end=until), authorities=authorities, **given)
        return [
            (clock.rule.removeprefix("check/clock-"), clock.day, clock.authority) for clock in clocks(made)
        ]

    return _told


def test_the_worked_dates_of_the_emergency_of_2025(told, authority):
    order = authority(
        "PROC-10886", kind="proclamation", issued=date(2025, 1, 20), invokes=("10 USC 12302", "10 USC 2808")
    )
    days = set(told(order))
    for rule, day in (
        ("review", date(2025, 7, 20)),
        ("report", date(2025, 10, 18)),
        ("continuation", date(2025, 10, 22)),
        ("emergency", date(2026, 1, 20)),
        ("report", date(2026, 4, 20)),
    ):
        assert (rule, day, "PROC-10886") in days


@pytest.mark.parametrize(
    ("component", "section", "limit"),
    [
        ("ARNG", "10 USC 12302", date(2027, 2, 1)),
        ("ARNG", "10 USC 12304b", date(2026, 2, 1)),
        ("USAR", "10 USC 12304a", date(2025, 6, 1)),
        ("USAR", "10 USC 12304", date(2026, 2, 1)),
    ],
)
def test_mobilizations_end(told, unit, line, component, section, limit):
    tour = FixedTour(
        unit="U1", line="L1", start=date(2025, 2, 1), end=date(2025, 5, 1), duty_status=DutyStatus.T10
    )
    found = told(
        units=(unit("U1", component, mobilization=section),), lines=(line(),), tours=(tour,),
        until=date(2028, 1, 1),
    )  # fmt: skip
    assert ("mobilization", limit, "U1") in found


def test_the_lines_section_counts_where_the_unit_names_none(told, unit, line):
    tour = FixedTour(
        unit="U1", line="L1", start=date(2025, 2, 1), end=date(2025, 5, 1), duty_status=DutyStatus.T10
    )
    found = told(units=(unit("U1", "ARNG"),), lines=(line(mobilization="10 USC 12304b"),), tours=(tour,))
    assert ("mobilization", date(2026, 2, 1), "U1") in found


def test_short_clocks(told, authority):
    found = told(
        authority("CDR", issued=AS_OF, invokes=("immediate response",)),
        authority("PRE", issued=AS_OF, invokes=("42 USC 5170b(c)",)),
        authority("PRC", issued=AS_OF, invokes=("10 USC 12304",)),
    )
    assert ("reassessment", date(2025, 1, 24), "CDR") in found
    assert ("expiry", date(2025, 1, 31), "PRE") in found
    assert ("notice", date(2025, 1, 22), "PRC") in found


def test_accruals_fall_on_the_third_business_day_after_a_quarter(told, authority):
    found = told(
        authority("DR", kind="declaration", issued=AS_OF, invokes=("42 USC 5170a",)),
        until=date(2026, 1, 31),
    )
    assert [day for rule, day, _ in found if rule == "accrual"] == [
        date(2025, 4, 3),
        date(2025, 7, 3),
        date(2025, 10, 3),
        date(2026, 1, 6),
    ]


def test_expiry_is_that_of_the_instrument_as_amended(told, authority):
    base = authority("BASE", issued=date(2025, 1, 1), end=date(2025, 6, 1))
    longer = authority("LONGER", issued=date(2025, 3, 1), amends=("BASE",), end=date(2025, 9, 1))
    found = told(base, longer)
    assert ("expiry", date(2025, 6, 1), "BASE") in found, "the amendment is not known yet on 21 January"
    early = authority("LONGER", issued=date(2025, 1, 2), amends=("BASE",), end=date(2025, 9, 1))
    assert ("expiry", date(2025, 9, 1), "BASE") in told(base, early)


def test_a_ceilings_own_end_is_a_clock(told, authority):
    limit = Ceiling(id="C", headcount=10, end=date(2025, 4, 1))
    assert ("expiry", date(2025, 4, 1), "C") in told(authority("A", end=date(2025, 6, 1), ceilings=(limit,)))


def test_nobody_waits_for_what_does_not_carry(told, authority):
    assert told(authority("A", status="expected", end=date(2025, 6, 1))) == []


def order(authority, **given):
    return authority("EO", kind="executive_order", issued=date(2025, 1, 20), **given)


def test_plan_due_dates_with_an_ambiguous_base_give_both_dates_and_a_finding(case, authority):
    dues = (
        Due(what="the command plan", days=10),
        Due(
            what="the commander's estimate",
            days=30,
            after=("issued", "2025-01-30"),
            missed="ask the Secretary",
        ),
        Due(what="the joint report", days=90),
    )
    made = case(as_of=AS_OF, authorities=(order(authority, dues=dues),))
    found = [(clock.day, clock.message) for clock in clocks(made) if clock.rule == "check/clock-due"]
    assert [day for day, _ in found] == [
        date(2025, 1, 30),
        date(2025, 2, 19),
        date(2025, 3, 1),
        date(2025, 4, 20),
    ]
    (finding,) = check_dues(made)
    assert finding.rule == "check/due-ambiguous"
    assert "2025-02-19" in finding.message
    assert "2025-03-01" in finding.message
    assert finding.rule in {item.rule for item in check_case(made)}


def test_days_that_are_business_days(case, authority):
    due = Due(what="an answer", days=5, after=("issued",), business=True)
    made = case(as_of=AS_OF, authorities=(order(authority, dues=(due,)),))
    # Monday 20 January 2025 is a holiday itself; five business days on is Monday the 27th
    assert [day for found in due_dates(made) for _, day in found.days] == [date(2025, 1, 27)]


def test_a_base_whose_day_is_not_known_is_told(case, authority):
    due = Due(what="the estimate", days=30, after=("UCP",))
    made = case(
        as_of=AS_OF,
        authorities=(order(authority, dues=(due,)), authority("UCP", issued=None, status="expected")),
    )
    (finding,) = check_dues(made)
    assert finding.rule == "check/due-undated"


@pytest.mark.parametrize(
    ("title", "name", "address"),
    [
        ("Executive Order 14167, Clarifying", "A", "orders/eo14167"),
        (None, "EO-14167", "orders/eo14167"),
        (None, "PROC_10886", "orders/proc10886"),
        ("Order of the Secretary", "SECDEF", None),
        ("10 USC 252", "ACT", None),
    ],
)
def test_orders_that_the_library_holds_bring_their_due_dates(authority, title, name, address):
    assert order_of(authority(name, title=title), AS_OF) == address


def test_the_librarys_orders_fall_due_as_they_say(case, authority):
    made = case(
        as_of=date(2025, 1, 20),
        authorities=(
            authority("EO-14167", kind="executive_order", issued=date(2025, 1, 20)),
            authority("PROC-10886", kind="proclamation", issued=date(2025, 1, 20), invokes=("10 USC 12302",)),
            authority("EO-14165", kind="executive_order", issued=date(2025, 1, 20)),
        ),
    )
    days = {(clock.authority, clock.day) for clock in clocks(made) if clock.rule == "check/clock-due"}
    assert days == {
        ("EO-14167", date(2025, 1, 30)),
        ("EO-14167", date(2025, 2, 19)),
        ("EO-14167", date(2025, 3, 1)),
        ("PROC-10886", date(2025, 2, 19)),
        ("PROC-10886", date(2025, 4, 20)),
        ("EO-14165", date(2025, 2, 3)),
    }


def test_every_clock_says_what_happens_if_it_is_missed(case, authority):
    made = case(
        as_of=AS_OF,
        authorities=(
            authority("A", end=date(2025, 6, 1), invokes=("42 USC 5170a", "10 USC 12304")),
            authority("P", kind="proclamation", issued=date(2025, 1, 20), invokes=("10 USC 12302",)),
        ),
    )
    found = clocks(made)
    assert found
    assert all(clock.missed for clock in found)
