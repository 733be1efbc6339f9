"""Figures in words: how products write money, shares, days and periods."""

from __future__ import annotations

from datetime import date, timedelta

__all__ = ("count", "day", "dollars", "dollars_short", "percent", "period", "plural", "signed_share")


def count(value: int | float | None) -> str:
    """A whole number with thousands separated; an en dash where it is not known."""
    return "–" if value is None else f"{value:,.0f}"


def plural(value: int, noun: str, nouns: str | None = None) -> str:
    """
    A number with its noun.

    Examples
    --------
    >>> plural(1, "tour"), plural(1200, "tour"), plural(2, "body", "bodies")
    ('1 tour', '1,200 tours', '2 bodies')
    """
    return f"{value:,} {noun if value == 1 else nouns or noun + 's'}"


def dollars(cents: int | None) -> str:
    """Whole dollars; an en dash where the amount is not known."""
    if cents is None:
        return "–"
    amount = (abs(cents) + 50) // 100
    return f"{'−' if cents < 0 and amount else ''}${amount:,}"


def dollars_short(cents: int | float | None) -> str:
    """
    An amount to three significant figures, for headlines.

    Examples
    --------
    >>> dollars_short(123_456_789_00), dollars_short(98_765_00), dollars_short(None)
    ('$123 million', '$98,765', '–')
    """
    if cents is None:
        return "–"
    amount = abs(cents) / 100
    sign = "−" if cents < 0 else ""
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if amount >= size * 0.9995:
            scaled = amount / size
            decimals = 2 if scaled < 9.995 else 1 if scaled < 99.95 else 0
            return f"{sign}${scaled:,.{decimals}f} {word}"
    return f"{sign}${amount:,.0f}"


def percent(share: float | None) -> str:
    """
    A share in percent, never rounded up to 100 or down to 0.

    Examples
    --------
    >>> percent(0.9996), percent(1.0), percent(0.914), percent(0.0001), percent(None)
    ('>99.9%', '100%', '91.4%', '<0.1%', '–')
    """
    if share is None:
        return "–"
    if share in (0, 1):
        return f"{share:.0%}"
    if 0.999 < share < 1:
        return ">99.9%"
    if 0 < share < 0.001:
        return "<0.1%"
    return f"{share * 100:.1f}%"


def signed_share(share: float | None) -> str:
    """A gap in percent to two figures; an en dash where it is not known."""
    if share is None:
        return "–"
    if 0 < share < 0.0001:
        return "<0.01%"
    return f"{share * 100:.2f}%"


def day(value: date | None, *, year: bool = True) -> str:
    """A day as orders write it; an en dash where it is open or not known."""
    if value is None:
        return "–"
    return f"{value.day} {value:%b}" + (f" {value.year}" if year else "")


def period(start: date | None, end: date | None) -> str:
    """
    A half-open period as people say it, with its last day.

    Examples
    --------
    >>> period(date(2025, 5, 22), date(2026, 1, 1))
    '22 May – 31 Dec 2025'
    >>> period(None, date(2025, 3, 1)), period(date(2025, 1, 2), None), period(None, None)
    ('until 28 Feb 2025', 'from 2 Jan 2025', 'no dates stated')
    """
    last = end - timedelta(days=1) if end is not None else None
    if start is None and last is None:
        return "no dates stated"
    if start is None:
        return f"until {day(last)}"
    if last is None:
        return f"from {day(start)}"
    if last == start:
        return day(start)
    return f"{day(start, year=start.year != last.year)} – {day(last)}"
