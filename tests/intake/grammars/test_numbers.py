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


def test_the_number_of_a_unit_counts_nobody() -> None:
    amounts = list(find_amounts("1-10 AV deploys four UH-60 helicopters; 2-5 CAV follows with 80 soldiers"))
    assert [amount.quantity.value for amount in amounts] == [4, 80]
