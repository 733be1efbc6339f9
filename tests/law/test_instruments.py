"""Instruments: what carries on which day, through status, dates, amendments and emergencies."""

from datetime import date

import pytest

from muster.law.clocks import clocks
from muster.law.instruments import approving, in_force, instruments_of

DAY = date(2025, 2, 1)


@pytest.mark.parametrize(
    ("status", "carries", "assumed"),
    [
        ("proposed", False, True),
        ("expected", False, True),
        ("verbal", True, True),
        ("signed", True, True),
        ("amended", True, True),
        ("superseded", False, False),
        ("rescinded", False, False),
        ("expired", False, False),
    ],
)
def test_status(case, authority, status, carries, assumed):
    made = case(authorities=(authority("A", status=status),))
    assert in_force(made, "A", DAY) is carries
    assert in_force(made, "A", DAY, frozenset({"A"})) is assumed


def test_a_verbal_approval_carries_from_its_day(case, authority):
    made = case(authorities=(authority("A", verbal=date(2025, 1, 10), issued=date(2025, 1, 14)),))
    assert not in_force(made, "A", date(2025, 1, 9))
    assert in_force(made, "A", date(2025, 1, 10))


def test_what_is_issued_after_as_of_is_not_known_yet(case, authority):
    made = case(authorities=(authority("A", issued=date(2025, 1, 22)),))
    assert instruments_of(made).status(made.authorities[0]) == "expected"
    assert not in_force(made, "A", DAY)
    assert in_force(made, "A", DAY, frozenset({"A"}))


def test_from_and_until_are_half_open(case, authority):
    made = case(authorities=(authority("A", start=date(2025, 1, 5), end=date(2025, 3, 1)),))
    assert in_force(made, "A", date(2025, 2, 28))
    assert not in_force(made, "A", date(2025, 3, 1))
    assert not in_force(made, "A", date(2025, 1, 4))
    assert not in_force(made, "nowhere", DAY)


def emergency(authority, **given):
    return authority(
        "PROC",
        kind="proclamation",
        issued=date(2024, 1, 20),
        invokes=("10 USC 12302",),
        **given,
    )


def test_an_emergency_lapses_on_its_anniversary(case, authority):
    made = case(authorities=(emergency(authority),), as_of=date(2024, 6, 1))
    assert in_force(made, "PROC", date(2025, 1, 19))
    assert not in_force(made, "PROC", date(2025, 1, 20))


@pytest.mark.parametrize(
    ("issued", "status", "lapse"),
    [
        (date(2024, 10, 22), "signed", date(2026, 1, 20)),  # the first day of the window
        (date(2025, 1, 10), "signed", date(2026, 1, 20)),
        (date(2024, 10, 21), "signed", date(2025, 1, 20)),  # a day too early
        (date(2025, 1, 20), "signed", date(2026, 1, 20)),
        (date(2025, 1, 21), "signed", date(2025, 1, 20)),  # a day too late
        (date(2025, 1, 10), "expected", date(2025, 1, 20)),
    ],
)
def test_a_notice_within_ninety_days_continues_it(case, authority, issued, status, lapse):
    notice = authority("NOTICE", kind="declaration", issued=issued, status=status, continues="PROC")
    made = case(authorities=(emergency(authority), notice), as_of=date(2025, 2, 1))
    assert instruments_of(made).lapse(made.authorities[0]) == lapse


def test_what_rests_on_an_emergency_ends_with_it(case, authority):
    memo = authority(
        "MEMO", kind="memorandum", emergency="PROC", issued=date(2024, 3, 1), invokes=("10 USC 12302",)
    )
    made = case(authorities=(emergency(authority), memo), as_of=date(2024, 6, 1))
    period = instruments_of(made).period("MEMO")
    assert (period.start, period.end) == (date(2024, 3, 1), date(2025, 1, 20))
    assert not instruments_of(made).declares_emergency(made.authorities[1])


def test_a_disaster_declaration_is_no_national_emergency(case, authority):
    made = case(
        authorities=(
            authority("DR", kind="declaration", issued=date(2023, 9, 28), invokes=("42 USC 5170a",)),
        )
    )
    assert in_force(made, "DR", DAY)


def test_approving_needs_the_role_by_name(case, authority):
    made = case(authorities=(authority("A"), authority("B", permits_roles=("supply",))))
    assert approving(made, "supply", DAY) == "B"
    assert approving(made, "medical", DAY) is None


def test_worked_dates_of_proclamation_10886(case, authority):
    made = case(
        authorities=(
            authority(
                "P", kind="proclamation", issued=date(2025, 1, 20), invokes=("10 USC 12302",), end=None
            ),
        ),
        as_of=date(2025, 1, 22),
    )
    told = {(clock.rule, clock.day) for clock in clocks(made)}
    assert ("check/clock-review", date(2025, 7, 20)) in told
    assert ("check/clock-report", date(2025, 10, 18)) in told
    assert ("check/clock-continuation", date(2025, 10, 22)) in told
    assert ("check/clock-emergency", date(2026, 1, 20)) in told


@pytest.mark.parametrize(
    ("later", "end"),
    [
        ({"issued": date(2025, 1, 10), "end": date(2025, 10, 1)}, date(2025, 10, 1)),
        ({"issued": date(2025, 1, 10), "end": date(2025, 2, 1)}, date(2025, 2, 1)),
        ({"issued": date(2025, 1, 10)}, date(2025, 3, 1)),
        ({"issued": date(2025, 1, 10), "end": date(2025, 10, 1), "status": "expected"}, date(2025, 3, 1)),
        (
            {"issued": date(2025, 1, 10), "start": date(2025, 3, 2), "end": date(2025, 10, 1)},
            date(2025, 3, 1),
        ),
    ],
)
def test_the_end_is_read_as_amended(case, authority, later, end):
    made = case(authorities=(authority("A", end=date(2025, 3, 1)), authority("B", amends=("A",), **later)))
    assert instruments_of(made).period("A").end == end


def test_instruments_that_amend_each_other_do_not_loop(case, authority):
    made = case(authorities=(authority("A", amends=("B",)), authority("B", amends=("A",), emergency="A")))
    assert instruments_of(made).period("A") is not None
