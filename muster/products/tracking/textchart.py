"""Strength against a ceiling in characters: for a terminal of 80 columns, without colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from muster.domain.presence import Steps, window
from muster.domain.strength import StrengthReport
from muster.products.chart import Axis, month_ticks, nice_ticks
from muster.products.figures import count

__all__ = ("KEY", "TextChart", "status_lanes", "text_chart")

#: What the characters mean.
KEY = (
    "█ expected by tours   ▒ ahead   ─ limit   ░ nobody reported",
    "● reported on duty   ◆ reports disagree   ○ planned   ◇ announced",
)

_EIGHTHS = " ▁▂▃▄▅▆▇█"
_LEFT = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class TextChart:
    """
    What a chart in characters shows.

    Parameters
    ----------
    steps
        People expected by tours.
    limit, binds
        The ceiling and its days; ``None`` for none.
    reports
        Every report, of whatever kind.
    today
        Tours after it are drawn as what is ahead.
    gaps
        Days without a report, drawn under the chart.
    """

    start: date
    end: date
    steps: Steps
    limit: int | None
    binds: tuple[date | None, date | None]
    reports: Sequence[StrengthReport]
    today: date
    gaps: Sequence[tuple[date, date]] = ()


def text_chart(chart: TextChart, *, width: int = 80, height: int = 7) -> list[str]:
    """
    Draw it in at most ``width`` columns: ``height`` rows, an axis, and a row of gaps where there are any.

    Each column stands for some days and shows the most people expected on any of them; every report is drawn,
    where several fall on one character those on duty win, and those that differ are marked.
    """
    columns = max(8, width - _LEFT - 1)
    days = (chart.end - chart.start).days
    columns = min(columns, max(8, days))
    top = max(
        [1, chart.limit or 0]
        + [value for _, value in window(chart.steps, chart.start, chart.end)]
        + [report.high or report.headcount for report in _inside(chart)]
    )
    ticks = nice_ticks(int(top * 1.12) + 1, most=4)
    scale = ticks[-1] / height
    edges = [chart.start + timedelta(days=round(days * index / columns)) for index in range(columns + 1)]
    grid = [[" "] * columns for _ in range(height)]
    for column in range(columns):
        first, last = edges[column], max(edges[column + 1], edges[column] + timedelta(days=1))
        _bar(
            grid,
            column,
            max(value for _, value in window(chart.steps, first, last)),
            scale,
            first > chart.today,
        )
        if chart.limit is not None and _binds(chart, first, last):
            row = min(height - 1, int(chart.limit / scale))
            if grid[row][column] in " ▁▂▃▄▅▆▇":
                grid[row][column] = "─"
        for row in range(height):
            mark = _mark(chart, first, last, row, height, scale)
            if mark:
                grid[row][column] = mark
    lines = []
    for row in range(height - 1, -1, -1):
        label = next(
            (count(tick) for tick in ticks if tick and min(height - 1, int((tick - 1) / scale)) == row), ""
        )
        lines.append(f"{label:>{_LEFT - 1}} " + "".join(grid[row]).rstrip())
    lines.append(f"{'0':>{_LEFT - 1}} " + _axis(chart.start, chart.end, columns))
    if chart.gaps:
        row_of_gaps = "".join(
            "░" if any(start < last and first < end for start, end in chart.gaps) else " "
            for first, last in pairwise(edges)
        )
        lines.append(f"{'silent':>{_LEFT - 1}} " + row_of_gaps.rstrip())
    return [line.rstrip() for line in lines]


_LANES = {"T10": "Title 10", "T32": "Title 32", "SAD": "state", "USCG": "USCG", None: "unstated"}


def status_lanes(reports: Sequence[StrengthReport], start: date, end: date, *, width: int = 80) -> list[str]:
    """
    A row for each duty status with a mark wherever somebody was reported in it, and an axis.

    A dot is a report on duty, a ring one that was planned, a diamond one that was announced.
    """
    left = _LEFT + 2
    columns = max(8, min(width - left - 1, (end - start).days))
    lines = [f"{'':>{left}}" + _axis(start, end, columns)]
    for status, name in _LANES.items():
        here = [
            report
            for report in reports
            if (None if report.duty_status is None else report.duty_status.value) == status
        ]
        if not here:
            continue
        cells = [" "] * columns
        order = ("announced", "planned", "on_duty")
        for report in sorted(here, key=lambda report: order.index(report.kind)):
            at = (report.date - start).days * columns // (end - start).days
            cells[at] = "◇○●"[order.index(report.kind)]
        lines.append(f"{name:>{left - 1}} " + "".join(cells).rstrip())
    return lines


def _inside(chart: TextChart) -> list[StrengthReport]:
    return [report for report in chart.reports if chart.start <= report.date < chart.end]


def _bar(grid: list[list[str]], column: int, value: int, scale: float, ahead: bool) -> None:
    """Fill a column up to the value; what is ahead is lighter, and has no finer top than half a row."""
    for row, cells in enumerate(grid):
        share = (value - row * scale) / scale
        if share >= 1:
            cells[column] = "▒" if ahead else "█"
        elif share > 0:
            eighth = _EIGHTHS[max(1, round(share * 8))] if share * 8 >= 0.5 else "▁"
            cells[column] = ("▒" if share >= 0.5 else "▁") if ahead else eighth


def _binds(chart: TextChart, first: date, last: date) -> bool:
    start, end = chart.binds
    return (start is None or start < last) and (end is None or first < end)


def _mark(chart: TextChart, first: date, last: date, row: int, height: int, scale: float) -> str:
    """The mark of the reports whose number falls on a character, empty for none."""
    here = [report for report in chart.reports if first <= report.date < last]
    hits = [report for report in here if min(height - 1, int(max(0, report.headcount - 1) / scale)) == row]
    if not hits:
        return ""
    on_duty = [report for report in hits if report.kind == "on_duty"]
    if on_duty:
        alike = [
            report
            for report in here
            for hit in on_duty
            if report.kind == "on_duty"
            and (report.date, report.scope, report.component, report.duty_status)
            == (hit.date, hit.scope, hit.component, hit.duty_status)
        ]
        return "◆" if len({report.headcount for report in alike}) > 1 else "●"
    return "○" if any(report.kind == "planned" for report in hits) else "◇"


def _axis(start: date, end: date, columns: int) -> str:
    """The names of months, quarters or years under their first days."""
    axis = Axis(start, end, 0.0, float(columns))
    cells = ["─"] * columns
    free = 0
    for when, label in month_ticks(axis):
        at = int(axis.x(when))
        if at >= free and at + len(label) <= columns:
            cells[at : at + len(label)] = label
            free = at + len(label) + 1
    return "".join(cells)
