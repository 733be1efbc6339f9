"""Tours by line over time, hand-overs hatched: who is where, when, and how far the line is filled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from muster.domain.presence import window
from muster.products.brief import Brief, LineBrief, TourBrief
from muster.products.chart import Axis, time_grid
from muster.products.figures import count, percent, period, plural
from muster.products.svg import Markup, clip, element, text_width

__all__ = ("MOST_BARS", "MOST_LINES", "MOST_ROWS", "Timeline", "timeline")

WIDTH = 1080.0
#: Lines drawn (required and urgent ones first), rows of bars a line may take, and bars in all.
MOST_LINES, MOST_ROWS, MOST_BARS = 60, 10, 1500

_LEFT, _RIGHT = 236.0, 14.0
_ROW, _GAUGE, _GAP = 17.0, 22.0, 12.0


@dataclass(frozen=True, slots=True)
class Timeline:
    """The drawing, and sentences on what it leaves out by its rule (empty where it shows everything)."""

    drawing: Markup
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Bar:
    """Tours of one unit on the same days in the same status: one bar, with their number."""

    tours: tuple[TourBrief, ...]

    @property
    def first(self) -> TourBrief:
        return self.tours[0]

    @property
    def headcount(self) -> int:
        return sum(tour.headcount for tour in self.tours)

    @property
    def number(self) -> str:
        """Which element and part, or how many."""
        if len(self.tours) > 1:
            return f" ×{len(self.tours)}"
        tour = self.first
        part = f" part {tour.part}" if tour.part is not None else ""
        return (f" #{tour.element}" if tour.element > 1 or part else "") + part


def _bars(tours: Sequence[TourBrief]) -> list[_Bar]:
    """Tours as bars, alike ones together, by their first day."""
    groups: defaultdict[tuple[object, ...], list[TourBrief]] = defaultdict(list)
    for tour in tours:
        key = (tour.start, tour.end, tour.unit, tour.duty_status, tour.fixed, tour.assumes)
        groups[key].append(tour)
    bars = [_Bar(tuple(group)) for group in groups.values()]
    return sorted(bars, key=lambda bar: (bar.first.start, bar.first.end, bar.first.unit, bar.first.element))


def _rows(bars: Sequence[_Bar]) -> list[list[_Bar]]:
    """Bars in as few rows as possible, none over another."""
    rows: list[list[_Bar]] = []
    for bar in bars:
        for row in rows:
            if row[-1].first.end <= bar.first.start:
                row.append(bar)
                break
        else:
            rows.append([bar])
    return rows


def timeline(brief: Brief) -> Timeline | None:
    """
    Draw the tours; ``None`` where there are neither lines nor tours.

    At most :data:`MOST_LINES` lines are drawn, in the order of the table of lines. A line whose tours need
    more than :data:`MOST_ROWS` rows, or that comes after :data:`MOST_BARS` bars, shows its fill alone.
    """
    by_line: defaultdict[str, list[TourBrief]] = defaultdict(list)
    for tour in brief.tours:
        by_line[tour.line].append(tour)
    candidates = [line for line in brief.lines if line.asked or by_line[line.line]]
    if not candidates:
        return None
    ranked = sorted(candidates, key=lambda line: (not line.required, line.priority, -line.asked))
    chosen = {line.line for line in ranked[:MOST_LINES]}
    lines = [line for line in candidates if line.line in chosen]
    early = min([brief.start, *(tour.start for line in lines for tour in by_line[line.line])])
    axis = Axis(early, brief.end, _LEFT, WIDTH - _RIGHT)
    drawn: list[object] = []
    y, bars = 26.0, 0
    folded = 0
    for line in lines:
        tours = [tour for tour in by_line[line.line] if tour.end > axis.start and tour.start < axis.end]
        alike = _bars(tours)
        rows = _rows(alike)
        if len(rows) > MOST_ROWS or bars + len(alike) > MOST_BARS:
            folded += 1
            rows = []
        else:
            bars += len(alike)
        height = _GAUGE + (4 + _ROW * len(rows) if rows else 0)
        drawn.append(_heading(line, y))
        drawn.extend(_gauge(line, axis, y))
        for index, row in enumerate(rows):
            for bar in row:
                drawn.append(_bar(bar, axis, y + _GAUGE + 4 + index * _ROW))
        if by_line[line.line] and not rows:
            words = f"{plural(len(by_line[line.line]), 'tour')}, shown as fill"
            drawn.append(element("text", words, class_="tick", x=8, y=y + _GAUGE + 10))
            height += 12
        drawn.append(
            element("line", class_="rule", x1=0, y1=y + height + _GAP / 2, x2=WIDTH, y2=y + height + _GAP / 2)
        )
        y += height + _GAP
    grid = time_grid(axis, 16, y - _GAP / 2, names_above=True)
    if early < brief.start:
        x = axis.x(brief.start)
        grid.append(element("line", class_="today", x1=x, y1=10, x2=x, y2=y - _GAP / 2))
    height = y + 18
    left_out = []
    if len(candidates) > len(lines):
        left_out.append(
            f"Drawn are {len(lines)} of {len(candidates)} lines: required ones first, then by priority "
            f"and size. "
            "The table of lines has them all."
        )
    if folded:
        left_out.append(
            f"{plural(folded, 'line')} with more tours than {MOST_ROWS} rows (or {MOST_BARS:,} bars in "
            f"all) can "
            "show appear as their fill alone."
        )
    words = f"Timeline of {plural(len(brief.tours), 'tour')} on {plural(len(lines), 'line')}"
    drawing = element(
        "svg",
        element("title", words),
        *grid,
        *drawn,
        class_="timeline",
        viewBox=f"0 0 {WIDTH:.0f} {height:.0f}",
        role="img",
        aria_label=words + "; the table below has the same.",
    )
    return Timeline(drawing, tuple(left_out))


def _heading(line: LineBrief, y: float) -> Markup:
    name = clip(line.line, 26)
    where = clip(f"{line.place_name} · {line.role.replace('_', ' ')}", 40)
    return element(
        "g",
        element("title", f"{clip(line.line, 200)}, {clip(line.place_name, 200)}"),
        element("text", name, class_="label name", x=8, y=y + 9),
        element("text", where, class_="label small", x=8, y=y + 23),
        element("text", percent(line.share), class_="label share", x=_LEFT - 14, y=y + 9, text_anchor="end"),
    )


def _gauge(line: LineBrief, axis: Axis, y: float) -> list[Markup]:
    """How many of the people asked are there, day by day, as steps under the line's headcount."""
    if not line.asked:
        return []
    bottom, tall = y + _GAUGE - 2, _GAUGE - 4
    x1, x2 = axis.x(line.start), axis.x(line.end)
    drawn = [element("rect", class_="asked", x=x1, y=bottom - tall, width=x2 - x1, height=tall)]
    words = []
    inside = window(line.fill, line.start, line.end)
    for index, (when, value) in enumerate(inside):
        until = inside[index + 1][0] if index + 1 < len(inside) else line.end
        share = min(1.0, value / line.headcount) if line.headcount else 0.0
        if share > 0:
            top = bottom - tall * share
            words.append(f"M{axis.x(when):.1f} {bottom:.1f}V{top:.1f}H{axis.x(until):.1f}V{bottom:.1f}Z")
    if words:
        drawn.append(element("path", class_="fill", d="".join(words)))
    drawn.append(element("line", class_="askline", x1=x1, y1=bottom - tall, x2=x2, y2=bottom - tall))
    return drawn


def _bar(bar: _Bar, axis: Axis, y: float) -> Markup:
    tour = bar.first
    x1, x2 = axis.x(tour.start), axis.x(tour.end)
    ready = axis.x(tour.fills_from)
    width = max(1.5, x2 - x1 - 1)
    tall = _ROW - 3
    status = tour.duty_status.lower()
    words = (
        f"{clip(tour.unit_name, 120)}{bar.number}: {period(tour.start, tour.end)}, "
        f"{count(bar.headcount)} present,"
        f" {count(sum(one.fills for one in bar.tours))} fill, {tour.duty_status}"
        f"{', already ordered' if tour.fixed else ''}"
    )
    kind = f"bar {status}" + (" fixed" if tour.fixed else "")
    parts: list[object] = [
        element("title", words),
        element("rect", class_=kind, x=x1, y=y, width=width, height=tall, rx=2),
    ]
    if tour.duty_status != "T10":
        parts.append(element("rect", class_=f"over-{status}", x=x1, y=y, width=width, height=tall, rx=2))
    if ready > x1 + 0.5:
        parts.append(
            element("rect", class_="reception", x=x1, y=y, width=min(ready - x1, width), height=tall, rx=2)
        )
    label = _bar_label(bar, x2 - max(ready, x1) - 10)
    if label:
        parts.append(element("text", label, class_=f"barname {status}", x=max(ready, x1) + 5, y=y + 10.8))
    return element("g", *parts)


def _bar_label(bar: _Bar, room: float) -> str:
    """The longest of the bar's names that fits; the name is cut rather than replaced by the unit's id."""
    tour = bar.first
    tail = f" · {count(bar.headcount)} {tour.duty_status}"
    for text in (tour.unit_name + bar.number + tail, tour.unit_name + bar.number):
        if len(text) < 120 and text_width(text, 10.5) <= room:
            return text
    for length in range(min(len(tour.unit_name), 60), 9, -2):
        text = clip(tour.unit_name, length) + bar.number
        if text_width(text, 10.5) <= room:
            return text
    for text in (bar.number.strip() + tail[2:] if bar.number.startswith(" ×") else "", count(bar.headcount)):
        if text and text_width(text, 10.5) <= room:
            return text
    return ""
