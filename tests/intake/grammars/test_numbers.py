import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.intake.grammars.numbers import find_amounts
from muster.intake.plain import plain

CASES = {
    "up to 1,500 soldiers": (1500, None, 1500, "up_to", "people"),
    "as many as an additional 2,000 National Guard troops": (2000, None, 2000, "up_to", "people"),
    "not to exceed 4,000 personnel": (4000, None, 4000, "up_to", "people"),
    "no more than 300 Marines": (300, None, 300, "up_to", "people"),
    "fewer than 50 airmen": (50, None, 50, "up_to", "people"),
    "less than 2 percent": (2, None, 2, "up_to", "percent"),
    "nearly 5,000 active-duty and Guard troops": (5000, None, 5000, "nearly", "people"),
    "almost 900 sailors": (900, None, 900, "nearly", "people"),
    "about 1,100 service members": (1100, None, None, "about", "people"),
    "roughly 200 Guardsmen": (200, None, None, "about", "people"),
    "at least 2,000 Guardsmen": (2000, 2000, None, "at_least", "people"),
    "more than 2,400 soldiers": (2400, 2400, None, "at_least", "people"),
    "2,400+ troops": (2400, 2400, None, "at_least", "people"),
    "between 2,000 and 3,000 troops": (None, 2000, 3000, "range", "people"),
    "2,000 to 3,000 active-duty Marines": (None, 2000, 3000, "range", "people"),
    "an additional 1,115 service members": (1115, 1115, 1115, "exact", "people"),
    "a total of 700 Marines": (700, 700, 700, "exact", "people"),
    "twenty-five hundred troops": (2500, 2500, 2500, "exact", "people"),
    "two dozen soldiers": (24, 24, 24, "exact", "people"),
    "ten Navy helicopters": (10, 10, 10, "exact", "platform"),
    "two C-17s": (2, 2, 2, "exact", "platform"),
    "20 UH-60 helicopters": (20, 20, 20, "exact", "platform"),
    "two military police companies": (2, 2, 2, "exact", "unit"),
    "$1.5 billion": (1_500_000_000, 1_500_000_000, 1_500_000_000, "exact", "dollars"),
    "5,000-plus troops": (5000, 5000, None, "at_least", "people"),
    "half a dozen helicopters": (6, 6, 6, "exact", "platform"),
    "500-soldier task force": (500, 500, 500, "exact", "people"),
    "2,000 of the 4,000 Guard troops": (2000, 2000, 2000, "exact", "people"),
    "300 military police": (300, 300, 300, "exact", "people"),
    "634 Department of Defense personnel": (634, 634, 634, "exact", "people"),
    "Twelve hundred soldiers": (1200, 1200, 1200, "exact", "people"),
    "up to $400 million": (400_000_000, None, 400_000_000, "up_to", "dollars"),
}


@pytest.mark.parametrize("text", CASES)
def test_a_number_is_read_with_its_bound(text: str) -> None:
    value, low, high, bound, kind = CASES[text]
    (amount,) = find_amounts(text)
    quantity = amount.quantity
    assert (quantity.value, quantity.low, quantity.high, quantity.bound, amount.kind) == (
        value,
        low,
        high,
        bound,
        kind,
    )
    assert amount.start == 0


@pytest.mark.parametrize(
    "text",
    [
        "dozens of soldiers",
        "title 10, United States Code",
        "Executive Order 14167",
        "the 4th Infantry Division",
        "10 U.S.C. 12406",
        "January 20, 2025",
        "one of the orders",
    ],
)
def test_what_counts_nothing_is_no_amount(text: str) -> None:
    assert [a for a in find_amounts(text) if a.kind in ("people", "platform", "unit", "dollars")] == []


@given(st.integers(1, 999_999), st.sampled_from(["up to", "at least", "nearly", "about", "exactly"]))
def test_any_number_comes_back_however_it_is_grouped(number: int, words: str) -> None:
    for written in (f"{number:,}", str(number)):
        (amount,) = find_amounts(f"They sent {words} {written} troops.")
        assert amount.quantity.value == number


@given(st.text(alphabet="0123456789, .$%-kKaMupto andbewn(\n", max_size=200))
def test_no_text_breaks_the_grammar(text: str) -> None:
    flat = plain(text)
    for amount in find_amounts(flat):
        assert 0 <= amount.start < amount.end <= len(flat)


LEFT_OUT = {
    "900 troops arrived; 250 remain": [900, 250],
    "900 troops arrived, which brings the total to 2,400": [900, 2400],
    "2,400 soldiers serve, down from more than 4,700": [2400, 4700],
    "900 troops are there, of whom about 120 are engineers": [900, 120],
    "900 troops are there; the number is to be cut to 300": [900, 300],
    "The river rose to 2,400 feet, and 900 remain dry": [],
}


@pytest.mark.parametrize("text", LEFT_OUT)
def test_a_figure_may_leave_out_whom_it_counts(text: str) -> None:
    people = [amount for amount in find_amounts(text) if amount.kind == "people"]
    assert [amount.quantity.value for amount in people] == LEFT_OUT[text]


def test_the_number_of_a_unit_counts_nobody() -> None:
    amounts = list(find_amounts("1-10 AV deploys four UH-60 helicopters; 2-5 CAV follows with 80 soldiers"))
    assert [amount.quantity.value for amount in amounts] == [4, 80]
