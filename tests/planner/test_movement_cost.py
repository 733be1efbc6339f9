"""Distances, travel and costs, reckoned by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from muster.domain.case import Assumption
from muster.domain.component import Component, DutyStatus
from muster.domain.place import Place
from muster.domain.rate import Rate
from muster.planner.cost import Costing
from muster.planner.movement import EARTH_RADIUS_MILES, great_circle_miles, road_tenths, travel_days
from tests.planner import small


def place(lat: float, lon: float) -> Place:
    return Place(place="x", kind="other", lat=lat, lon=lon)


def test_a_quarter_of_the_equator() -> None:
    quarter = great_circle_miles(place(0, 0), place(0, 90))
    assert abs(quarter - EARTH_RADIUS_MILES * 3.141592653589793 / 2) < 1e-6
    assert great_circle_miles(place(10, 20), place(10, 20)) == 0


def test_road_miles_are_rounded_to_a_tenth_and_travel_up_to_whole_days() -> None:
    case = small.case()
    # One degree of latitude: 3958.7613 × π / 180 × 1.2 = 82.912... miles by road.
    assert road_tenths(case, place(30, -100), place(31, -100)) == 829
    assert [travel_days(case, tenths) for tenths in (0, 1, 4000, 4001, 8000)] == [0, 1, 1, 2, 2]


@given(st.floats(-80, 80), st.floats(-170, 170), st.floats(-80, 80), st.floats(-170, 170))
def test_distance_is_symmetric(a: float, b: float, c: float, d: float) -> None:
    there, back = great_circle_miles(place(a, b), place(c, d)), great_circle_miles(place(c, d), place(a, b))
    assert abs(there - back) < 1e-6


def cost(rates: tuple[Rate, ...], headcount: int = 10, tenths: int = 829, **changes: object) -> int:
    case = replace(small.case(), rates=rates, **changes)  # type: ignore[arg-type]
    tariff = Costing(case).tariff(Component.RA, DutyStatus.T10)
    return tariff.tour_cents(headcount, small.day(0), small.day(7), tenths)


def rate(amount: str, unit: str, **changes: object) -> Rate:
    return replace(Rate(element="e", amount=Decimal(amount), unit=unit), **changes)  # type: ignore[arg-type]


def test_every_kind_of_rate_by_hand() -> None:
    rates = (
        rate("100.10", "person-day"),
        rate("0.31", "person-mile"),
        rate("7", "person"),
        rate("1000", "tour"),
    )
    # 10 × 7 × 100.10 + 2 × 82.9 × 10 × 0.31 + 10 × 7 + 1000 = 7007 + 513.98 + 70 + 1000
    assert cost(rates) == 859_098


def test_the_assumed_mile_stands_in_only_where_no_mile_rate_matches() -> None:
    day = rate("1", "person-day")
    assert cost((day,)) == 7_000 + 41_450  # 2 × 82.9 × 10 × 0.25
    other = rate("9", "person-mile", duty_status=DutyStatus.SAD)
    assert cost((day, other)) == 7_000 + 41_450
    assert cost((day, rate("0", "person-mile"))) == 7_000
    dearer = (Assumption(name="per_person_mile", value=Decimal("0.5")),)
    assert cost((day,), assumptions=dearer) == 7_000 + 82_900


def test_half_a_cent_is_rounded_up_once_per_tour() -> None:
    assert cost((rate("0.005", "tour"),), tenths=0) == 1
    assert cost((rate("0.0049", "tour"),), tenths=0) == 0
    # 70 person-days × 0.0001 = 0.7 cents, and half a cent more: 1.2 cents.
    assert cost((rate("0.0001", "person-day"), rate("0.005", "tour")), tenths=0) == 1


def test_day_rates_apply_on_their_days_and_others_on_the_first() -> None:
    late = {"start": small.day(3)}
    assert cost((rate("10", "person-day", **late),), tenths=0) == 10 * 4 * 1000
    assert cost((rate("10", "tour", **late),), tenths=0) == 0
    assert cost((rate("10", "tour", end=small.day(1)),), tenths=0) == 1000
    assert cost((rate("10", "person-day", mode="air"),), tenths=0) == 0
    assert cost((rate("10", "person-day", mode="road"),), tenths=0) == 70_000


def test_days_without_a_rate_are_known() -> None:
    case = replace(small.case(), rates=(rate("1", "person-day", end=small.day(2)),))
    tariff = Costing(case).tariff(Component.RA, DutyStatus.T10)
    assert tariff.days_covered(small.day(0), small.day(7)) == 2
    assert tariff.days_covered(small.day(2), small.day(7)) == 0
    assert tariff.index(date(2025, 6, 3)) == 2
