"""Periods of whole days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

__all__ = ("Period",)


@dataclass(frozen=True, slots=True)
class Period:
    """
    A half-open period of days ``[start, end)``.

    Orders and news speak of inclusive days; only readers and products convert. ``start`` or ``end``
    is ``None`` where the period is open on that side.

    Raises
    ------
    ValueError
        If ``end`` is not after ``start``.

    Examples
    --------
    >>> march = Period(date(2025, 3, 1), date(2025, 4, 1))
    >>> march.days, date(2025, 4, 1) in march
    (31, False)
    >>> march.overlap(Period(date(2025, 3, 30), None)).days
    2
    """

    start: date | None
    end: date | None

    def __post_init__(self) -> None:
        if self.start is not None and self.end is not None and self.end <= self.start:
            raise ValueError(f"a period ends after its start: {self.start} is not before {self.end}")

    def __contains__(self, day: date) -> bool:
        after = self.start is None or self.start <= day
        return after and (self.end is None or day < self.end)

    def __iter__(self) -> Iterator[date]:
        """Every day of a closed period, in order."""
        if self.start is None or self.end is None:
            raise ValueError("an open period cannot be listed day by day")
        day = self.start
        while day < self.end:
            yield day
            day += timedelta(days=1)

    @property
    def days(self) -> int:
        """Number of days of a closed period."""
        if self.start is None or self.end is None:
            raise ValueError("an open period has no number of days")
        return (self.end - self.start).days

    def overlap(self, other: Period) -> Period | None:
        """The days in both periods, or ``None`` if there are none."""
        starts = [day for day in (self.start, other.start) if day is not None]
        ends = [day for day in (self.end, other.end) if day is not None]
        start = max(starts) if starts else None
        end = min(ends) if ends else None
        if start is not None and end is not None and end <= start:
            return None
        return Period(start, end)

    def covers(self, other: Period) -> bool:
        """Whether every day of ``other`` is a day of this period."""
        return self.overlap(other) == other
