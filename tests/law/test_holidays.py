"""Federal holidays and business days, against days written down from calendars."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.law.holidays import business_days_after, federal_holidays, is_business_day

#: The days on which federal offices were closed, year by year.
KNOWN = {
    2020: "01-01 01-20 02-17 05-25 07-03 09-07 10-12 11-11 11-26 12-25",
    2021: "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31",
    2022: "01-17 02-21 05-30 06-20 07-04 09-05 10-10 11-11 11-24 12-26",
    2023: "01-02 01-16 02-20 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25",
    2024: "01-01 01-15 02-19 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25",
    2025: "01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25",
    2026: "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25",
}


@pytest.mark.parametrize("year", KNOWN)
def test_the_days_on_which_offices_are_closed(year):
    told = sorted(f"{day:%m-%d}" for day in federal_holidays(year))
    assert " ".join(told) == KNOWN[year]


@pytest.mark.parametrize(
    ("day", "days", "after"),
    [
        (date(2025, 7, 3), 1, date(2025, 7, 7)),
        (date(2025, 1, 17), 1, date(2025, 1, 21)),
        (date(2025, 9, 30), 3, date(2025, 10, 3)),
        (date(2025, 12, 31), 3, date(2026, 1, 6)),
        (date(2025, 5, 22), 0, date(2025, 5, 22)),
    ],
)
def test_business_days(day, days, after):
    assert business_days_after(day, days) == after


@given(st.dates(date(2001, 1, 1), date(2050, 1, 1)), st.integers(1, 60))
def test_a_business_day_follows_and_so_many_lie_between(day, days):
    after = business_days_after(day, days)
    assert is_business_day(after)
    between = [day + timedelta(days=number) for number in range(1, (after - day).days + 1)]
    assert sum(is_business_day(other) for other in between) == days
