"""The event sweep against counting day by day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from muster.domain.presence import area, peak, steps_of, value_on, window

DAY = date(2025, 1, 1)
intervals = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 20), st.integers(1, 500)).map(
        lambda t: (DAY + timedelta(days=t[0]), DAY + timedelta(days=t[0] + t[1]), t[2])
    ),
    max_size=12,
)


@given(intervals, st.integers(0, 50), st.integers(1, 30))
def test_steps_are_the_sum_of_every_day(spans: list[tuple[date, date, int]], first: int, length: int) -> None:
    steps = steps_of(spans)
    start, end = DAY + timedelta(days=first), DAY + timedelta(days=first + length)
    days = [start + timedelta(days=index) for index in range(length)]
    counted = [sum(n for a, b, n in spans if a <= day < b) for day in days]
    assert [value_on(steps, day) for day in days] == counted
    assert area(steps, start, end) == sum(counted)
    top, when = peak(steps, start, end)
    assert top == max(counted)
    assert when == (days[counted.index(top)] if top else None)
    inside = window(steps, start, end)
    assert inside[0][0] == start and all(start <= day < end for day, _ in inside)
