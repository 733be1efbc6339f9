"""Days of which nobody reported: said as gaps, never filled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from muster.domain.period import Period

__all__ = ("Gap", "gaps_of")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """
    Days ``[start, end)`` without a report, and the days of the reports on both sides.

    ``before`` is ``None`` where no report comes first, ``after`` where none has come since.
    """

    start: date
    end: date
    before: date | None
    after: date | None

    @property
    def days(self) -> int:
        """How many days."""
        return (self.end - self.start).days


def gaps_of(days: Iterable[date], period: Period, every: int) -> tuple[Gap, ...]:
    """
    Runs of at least ``every`` days of a closed period without a report, in order.

    Examples
    --------
    >>> june = Period(date(2025, 6, 1), date(2025, 7, 1))
    >>> [(gap.start.day, gap.days) for gap in gaps_of([date(2025, 6, 3), date(2025, 6, 20)], june, 10)]
    [(4, 16), (21, 10)]
    """
    assert period.start is not None and period.end is not None
    reported = sorted({day for day in days if day in period})
    marks: list[date | None] = [None, *reported, None]
    found = []
    for before, after in pairwise(marks):
        start = period.start if before is None else before + timedelta(days=1)
        end = period.end if after is None else after
        if (end - start).days >= every:
            found.append(Gap(start=start, end=end, before=before, after=after))
    return tuple(found)
