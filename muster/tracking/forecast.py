"""What tours and the last report say of the days ahead; two readings, both shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from muster.domain.period import Period
from muster.domain.presence import Steps, value_on, window
from muster.domain.strength import StrengthReport
from muster.tracking.people import Presence

__all__ = ("Forecast", "forecast")


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """
    People expected on the days of ``[start, end)``.

    Parameters
    ----------
    basis
        ``plan`` or ``orders``: whose tours are counted.
    plain
        The tours alone: the difference from what was last reported is *not* carried.
    reported
        The last reports on or before ``start``; empty where there is none that counts whom this counts.
    difference
        Reported less expected on their day, the lowest and the highest where reports disagree.
    low, high
        The tours with that difference carried, unchanged, to every day; ``None`` without a report. People
        are never fewer than none.
    """

    basis: str
    start: date
    end: date
    plain: Steps
    reported: tuple[StrengthReport, ...] = ()
    difference: tuple[int, int] | None = None
    low: Steps | None = None
    high: Steps | None = None

    def days_within(self, binds: Period | None, *, carried: bool = False) -> Steps:
        """First days and people of the steps that touch the days of ``binds``; none for ``None``."""
        steps = self.high if carried else self.plain
        if binds is None or steps is None:
            return ()
        ends = [*(day for day, _ in steps[1:]), self.end]
        return tuple(
            (start if binds.start is None else max(start, binds.start), value)
            for (start, value), until in zip(steps, ends, strict=True)
            if (binds.start is None or until > binds.start) and (binds.end is None or start < binds.end)
        )

    def first_above(self, limit: int, binds: Period | None, *, carried: bool = False) -> date | None:
        """The first day of ``binds`` with more people than ``limit``."""
        days = self.days_within(binds, carried=carried)
        return next((day for day, value in days if value > limit), None)

    def peak(self, *, carried: bool = False) -> int | None:
        """The most people on a day."""
        steps = self.high if carried else self.plain
        return None if steps is None else max(value for _, value in steps)


def forecast(
    presence: Presence, reports: Sequence[StrengthReport], start: date, end: date
) -> Forecast | None:
    """
    The days from ``start`` to ``end``; ``None`` where no tours are known at all.

    ``reports`` are those of one scope on duty that count the same people as ``presence``; those of the last
    day not after ``start`` are taken.
    """
    expected = presence.expected
    if not expected or end <= start:
        return None
    basis = "orders" if presence.planned is None else "plan"
    plain = window(expected, start, end)
    days = [report.date for report in reports if report.date <= start]
    if not days:
        return Forecast(basis=basis, start=start, end=end, plain=plain)
    last = tuple(report for report in reports if report.date == max(days))
    there = value_on(expected, last[0].date)
    low = min(report.headcount if report.low is None else report.low for report in last) - there
    high = max(report.headcount if report.high is None else report.high for report in last) - there
    return Forecast(
        basis=basis,
        start=start,
        end=end,
        plain=plain,
        reported=last,
        difference=(low, high),
        low=tuple((day, max(0, value + low)) for day, value in plain),
        high=tuple((day, max(0, value + high)) for day, value in plain),
    )
