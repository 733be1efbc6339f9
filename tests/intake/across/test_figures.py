"""Figures agree as far as their bounds and their roundness leave room, whichever comes first."""

from math import isinf

from hypothesis import given
from hypothesis import strategies as st

from muster.domain.fact import BOUNDS, Quantity
from muster.intake.across.figure import agree, interval, measure, rounds_to


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    bound = draw(st.sampled_from(BOUNDS))
    value = draw(st.integers(1, 50_000))
    if bound == "range":
        return Quantity(
            value=None, low=value, high=value + draw(st.integers(0, 999)), bound=bound, unit="troops"
        )
    ends = {
        "exact": (value, value),
        "up_to": (None, value),
        "nearly": (None, value),
        "at_least": (value, None),
        "about": (None, None),
    }
    low, high = ends[bound]
    return Quantity(value=value, low=low, high=high, bound=bound, unit="troops")


def number(value: int, bound: str = "exact") -> Quantity:
    return Quantity(value=value, low=None, high=None, bound=bound, unit="troops")


@given(quantities(), quantities())
def test_agreement_goes_both_ways_and_everything_agrees_with_itself(one: Quantity, other: Quantity) -> None:
    assert agree(one, other) == agree(other, one)
    assert agree(one, other, limits=True) == agree(other, one, limits=True)
    assert agree(one, one)
    low, high = interval(one)
    assert 0 <= low <= high or isinf(high)


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_exact_numbers_agree_only_if_equal(one: int, other: int) -> None:
    assert agree(number(one), number(other)) == (one == other)


def test_bounds_leave_room() -> None:
    assert agree(number(1_500, "about"), number(1_532))
    assert not agree(number(2_200, "about"), number(2_500, "about"))
    assert agree(number(9_600, "at_least"), number(10_000, "about"))
    assert not agree(number(10_000, "at_least"), number(8_600, "about"))
    assert agree(number(1_500, "nearly"), number(1_450))
    assert not agree(number(1_500, "nearly"), number(1_501))


def test_a_round_number_rounds_its_neighbours_and_no_others() -> None:
    assert rounds_to(2_489, 2_500)
    assert not rounds_to(2_200, 2_500)
    assert not rounds_to(8_500, 10_000)  # one step of the last digit, and more than a twentieth
    assert not rounds_to(2_500, 2_500)


def test_units_are_sorted_by_what_they_count() -> None:
    assert [measure(unit) for unit in ("Guard members", "dollars", "helicopters", "Strykers", "percent")] == [
        "people",
        "dollars",
        "aircraft",
        "vehicles",
        "percent",
    ]
