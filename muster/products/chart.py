"""Step lines over time: strength against a ceiling, with what was reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from muster.domain.presence import Steps, window
from muster.domain.strength import StrengthReport
from muster.products.conflicts import strength_words
from muster.products.figures import count, day
from muster.products.svg import Markup, clip, element, join, text_width

__all__ = ("Axis", "month_ticks", "nice_ticks", "strength_chart")

WIDTH = 1080.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 58.0, 118.0, 16.0, 26.0


@dataclass(frozen=True, slots=True)
class Axis:
    """Days along the width of a drawing."""

    start: date
    end: date
    left: float
    right: float

    def x(self, when: date) -> float:
        """The place of a day's beginning, kept inside the axis."""
        span = max(1, (self.end - self.start).days)
        share = (when - self.start).days / span
        return self.left + (self.right - self.left) * min(1.0, max(0.0, share))


def month_ticks(axis: Axis) -> tuple[tuple[date, str], ...]:
    """First days of months (or of quarters or years on long axes), with their names."""
    months = (axis.end.year - axis.start.year) * 12 + axis.end.month - axis.start.month
    every = 1 if months <= 15 else 3 if months <= 45 else 12
    if months <= 1:
        days = (axis.end - axis.start).days
        step = 7 if days > 14 else 1
        listed = (axis.start + timedelta(days=step * index) for index in range(days // step + 1))
        return tuple((when, day(when, year=False)) for when in listed)
    ticks = []
    year, month = axis.start.year, axis.start.month
    while (when := date(year, month, 1)) <= axis.end:
        if when >= axis.start and (month - 1) % every == 0:
            label = f"{when:%b}" if month != 1 else f"{when.year}"
            ticks.append((when, label if every < 12 else f"{when.year}"))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return tuple(ticks)


def nice_ticks(top: int, most: int = 5) -> tuple[int, ...]:
    """
    Whole numbers from 0 to at least ``top`` in steps of 1, 2, 2.5 or 5 times a power of ten.

    Examples
    --------
    >>> nice_ticks(1500), nice_ticks(3)
    ((0, 500, 1000, 1500), (0, 1, 2, 3))
    """
    top = max(1, top)
    power = 1
    while True:
        for factor in (1, 2, 2.5, 5):
            step = factor * power
            if step == int(step) and top / step <= most - 1 + 1e-9:
                size = int(step)
                return tuple(range(0, -(-top // size) * size + 1, size))
        power *= 10


def time_grid(axis: Axis, top: float, bottom: float, *, names_above: bool = False) -> list[Markup]:
    """Vertical lines on the ticks, their names below and, for tall drawings, above too."""
    drawn = []
    last = -1e9
    for when, label in month_ticks(axis):
        x = axis.x(when)
        drawn.append(element("line", class_="grid", x1=x, y1=top, x2=x, y2=bottom))
        if x - last > text_width(label, 11) + 6 and x < axis.right - 8:
            drawn.append(element("text", label, class_="tick", x=x + 3, y=bottom + 14))
            if names_above:
                drawn.append(element("text", label, class_="tick", x=x + 3, y=top - 4))
            last = x
    return drawn


def _step_path(steps: Steps, axis: Axis, y_of: object, *, closed_at: float | None = None) -> str:
    assert callable(y_of)
    inside = window(steps, axis.start, axis.end)
    words = []
    for index, (when, value) in enumerate(inside):
        x, y = axis.x(when), y_of(value)
        words.append(f"M{x:.1f} {y:.1f}" if index == 0 else f"H{x:.1f}V{y:.1f}")
    words.append(f"H{axis.x(axis.end):.1f}")
    if closed_at is not None:
        words.append(f"V{closed_at:.1f}H{axis.x(axis.start):.1f}Z")
    return "".join(words)


def _over_path(steps: Steps, axis: Axis, y_of: object, limit: int, start: date, end: date) -> str:
    """The area between the steps and the limit, where they are above it while it binds."""
    assert callable(y_of)
    parts = []
    inside = window(steps, start, end)
    for index, (when, value) in enumerate(inside):
        until = inside[index + 1][0] if index + 1 < len(inside) else end
        if value > limit:
            x1, x2 = axis.x(when), axis.x(until)
            parts.append(f"M{x1:.1f} {y_of(limit):.1f}V{y_of(value):.1f}H{x2:.1f}V{y_of(limit):.1f}Z")
    return "".join(parts)


def _mark(x: float, y: float, kind: str, title: str) -> Markup:
    """Reported points: a disc for people on duty, a ring for planned, a diamond for announced."""
    words = element("title", title)
    if kind == "announced":
        points = f"{x:.1f},{y - 5.5:.1f} {x + 5.5:.1f},{y:.1f} {x:.1f},{y + 5.5:.1f} {x - 5.5:.1f},{y:.1f}"
        return element("polygon", words, class_="report open", points=points)
    return element(
        "circle", words, class_="report" if kind == "on_duty" else "report open", cx=x, cy=y, r=4.2
    )


def strength_chart(
    title: str,
    steps: Steps,
    start: date,
    end: date,
    *,
    limit: int | None = None,
    binds: tuple[date | None, date | None] = (None, None),
    today: date | None = None,
    reports: Sequence[StrengthReport] = (),
    height: float = 210.0,
) -> Markup:
    """
    Steps of the people counted, the limit as a dashed line on the days that it binds, reports as points.

    A band beside a point spans the report's low and high; an arrow-less bar below ``up to`` says that the
    number is only a bound.
    """
    first = min([start, *(report.date for report in reports)])
    last = max([end, *(report.date + timedelta(days=1) for report in reports)])
    axis = Axis(first, last, _LEFT, WIDTH - _RIGHT)
    values = [value for _, value in window(steps, start, end)]
    values += [report.high or report.headcount for report in reports]
    top_value = max([1, *values, *([limit] if limit is not None else [])])
    ticks = nice_ticks(int(top_value * 1.04) + 1)
    bottom = height - _BOTTOM

    def y_of(value: float) -> float:
        return bottom - (bottom - _TOP) * value / ticks[-1]

    drawn = time_grid(axis, _TOP, bottom)
    for tick in ticks:
        y = y_of(tick)
        drawn.append(element("line", class_="grid", x1=_LEFT, y1=y, x2=WIDTH - _RIGHT, y2=y))
        drawn.append(element("text", count(tick), class_="tick", x=_LEFT - 8, y=y + 4, text_anchor="end"))
    planned = Axis(start, end, axis.x(start), axis.x(end))
    drawn.append(element("path", class_="area", d=_step_path(steps, planned, y_of, closed_at=bottom)))
    drawn.append(element("path", class_="steps", d=_step_path(steps, planned, y_of)))
    if limit is not None:
        since = max(first, binds[0]) if binds[0] is not None else first
        until = min(last, binds[1]) if binds[1] is not None else last
        if since < until:
            over_from, over_to = max(since, start), min(until, end)
            if over_from < over_to:
                over = _over_path(steps, planned, y_of, limit, over_from, over_to)
                if over:
                    drawn.append(element("path", class_="over", d=over))
            y = y_of(limit)
            drawn.append(element("line", class_="limit", x1=axis.x(since), y1=y, x2=axis.x(until), y2=y))
            words = f"limit {count(limit)}"
            drawn.append(element("text", words, class_="limitname", x=WIDTH - _RIGHT + 8, y=y + 4))
            if until < last:
                drawn.append(
                    element("line", class_="limitend", x1=axis.x(until), y1=y - 6, x2=axis.x(until), y2=y + 6)
                )
    level = window(steps, start, end)[-1][1]
    y = y_of(level)
    if limit is None or abs(y - y_of(limit)) > 14:
        drawn.append(
            element("text", f"plan {count(level)}", class_="planname", x=WIDTH - _RIGHT + 8, y=y + 4)
        )
    if today is not None and first < today < last:
        x = axis.x(today)
        drawn.append(element("line", class_="today", x1=x, y1=_TOP - 6, x2=x, y2=bottom))
        drawn.append(element("text", "as of", class_="tick", x=x + 3, y=_TOP + 2))
    for report in reports:
        x, y = axis.x(report.date), y_of(report.headcount)
        if report.low is not None and report.high is not None and report.high > report.low:
            y1, y2 = y_of(report.high), y_of(report.low)
            drawn.append(element("line", class_="band", x1=x, y1=y1, x2=x, y2=y2))
            drawn.append(element("path", class_="band", d=f"M{x - 4:.1f} {y1:.1f}h8M{x - 4:.1f} {y2:.1f}h8"))
        words = (
            f"{day(report.date)}: {strength_words(report)} ({clip(report.source or 'source not stated', 80)})"
        )
        drawn.append(_mark(x, y, report.kind, words))
    return element(
        "svg",
        element("title", title),
        join(drawn),
        class_="chart",
        viewBox=f"0 0 {WIDTH:.0f} {height:.0f}",
        role="img",
        aria_label=clip(title, 300),
    )
