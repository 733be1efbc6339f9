"""Who is there on which day: an event sweep over periods, as steps."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

__all__ = ("Steps", "area", "peak", "steps_of", "value_on", "window")

#: ``(day, value)`` in order of days: the value holds from the day until the next step; 0 before the first.
Steps = tuple[tuple[date, int], ...]


def steps_of(intervals: Iterable[tuple[date, date, int]]) -> Steps:
    """
    Sum half-open intervals ``(start, end, headcount)`` day by day.

    Examples
    --------
    >>> a, b, c = date(2025, 1, 1), date(2025, 1, 8), date(2025, 1, 15)
    >>> [value for _, value in steps_of([(a, b, 100), (b, c, 100), (b, c, 20)])]
    [100, 120, 0]
    """
    changes: defaultdict[date, int] = defaultdict(int)
    for start, end, headcount in intervals:
        if end > start:
            changes[start] += headcount
            changes[end] -= headcount
    level = 0
    steps: list[tuple[date, int]] = []
    for day in sorted(changes):
        if changes[day]:
            level += changes[day]
            steps.append((day, level))
    return tuple(steps)


def value_on(steps: Steps, day: date) -> int:
    """The value on a day."""
    index = bisect_right(steps, day, key=_day)
    return steps[index - 1][1] if index else 0


def _day(step: tuple[date, int]) -> date:
    return step[0]


def window(steps: Steps, start: date, end: date) -> Steps:
    """The steps inside ``[start, end)``, beginning on ``start`` with the value then."""
    inside = [(start, value_on(steps, start))]
    inside.extend(steps[bisect_right(steps, start, key=_day) : bisect_left(steps, end, key=_day)])
    return tuple(inside)


def peak(steps: Steps, start: date | None = None, end: date | None = None) -> tuple[int, date | None]:
    """The largest value in ``[start, end)`` and its first day; 0 and ``None`` where nobody is there."""
    best, when = 0, None
    level = 0
    for index, (day, value) in enumerate(steps):
        level = value
        until = steps[index + 1][0] if index + 1 < len(steps) else None
        first = day if start is None or day >= start else start
        if (until is not None and first >= until) or (end is not None and first >= end):
            continue
        if level > best:
            best, when = level, first
    return best, when


def area(steps: Steps, start: date, end: date) -> int:
    """Sum of the values over the days of ``[start, end)``: headcount-days."""
    total = 0
    inside = window(steps, start, end)
    for index, (day, value) in enumerate(inside):
        until = inside[index + 1][0] if index + 1 < len(inside) else end
        total += value * (until - day).days
    return total
