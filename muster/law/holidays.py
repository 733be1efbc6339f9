"""
Federal holidays and business days (5 USC 6103).

Read in 38 CFR 20.306: the list of holidays, and that a holiday on a Saturday is kept on the Friday before
and one on a Sunday on the Monday after. Juneteenth is one since June 2021. Inauguration Day is a holiday
in the area of Washington alone and is not counted here.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

__all__ = ("business_days_after", "federal_holidays", "is_business_day")

_SATURDAY, _SUNDAY = 5, 6
_JUNETEENTH_SINCE = 2021


@lru_cache(maxsize=512)
def federal_holidays(year: int) -> dict[date, str]:
    """
    The federal holidays that are kept in a year, on the days on which they are kept.

    New Year's Day of the next year is kept on 31 December where it falls on a Saturday.

    Examples
    --------
    >>> federal_holidays(2025)[date(2025, 11, 27)]
    'Thanksgiving Day'
    >>> date(2021, 12, 31) in federal_holidays(2021)
    True
    """
    days = {
        date(year, 1, 1): "New Year's Day",
        _nth(year, 1, 0, 3): "Birthday of Martin Luther King, Jr.",
        _nth(year, 2, 0, 3): "Washington's Birthday",
        _nth(year, 6, 0, 1) - timedelta(days=7): "Memorial Day",
        date(year, 7, 4): "Independence Day",
        _nth(year, 9, 0, 1): "Labor Day",
        _nth(year, 10, 0, 2): "Columbus Day",
        date(year, 11, 11): "Veterans Day",
        _nth(year, 11, 3, 4): "Thanksgiving Day",
        date(year, 12, 25): "Christmas Day",
    }
    if year >= _JUNETEENTH_SINCE:
        days[date(year, 6, 19)] = "Juneteenth National Independence Day"
    kept = {_kept(day): name for day, name in days.items()}
    if year < date.max.year and date(year + 1, 1, 1).weekday() == _SATURDAY:
        kept[date(year, 12, 31)] = "New Year's Day"
    return {day: name for day, name in kept.items() if day.year == year}


def is_business_day(day: date) -> bool:
    """Whether the day is neither a Saturday, nor a Sunday, nor a federal holiday."""
    return day.weekday() < _SATURDAY and day not in federal_holidays(day.year)


def business_days_after(day: date, days: int) -> date:
    """
    The ``days``-th business day after ``day``; ``day`` itself does not count.

    Examples
    --------
    >>> business_days_after(date(2025, 7, 3), 1)
    datetime.date(2025, 7, 7)
    """
    left = days
    while left > 0:
        day += timedelta(days=1)
        left -= is_business_day(day)
    return day


def _nth(year: int, month: int, weekday: int, number: int) -> date:
    """The ``number``-th such weekday (Monday 0) of a month."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))


def _kept(day: date) -> date:
    """The day on which a holiday is kept."""
    if day.weekday() == _SATURDAY:
        return day - timedelta(days=1)
    return day + timedelta(days=1) if day.weekday() == _SUNDAY else day
