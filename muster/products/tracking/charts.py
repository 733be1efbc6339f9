"""Drawings: strength against a ceiling and what was reported, all reports by status, chains of command."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from muster.domain.period import Period
from muster.domain.presence import Steps, window
from muster.domain.strength import StrengthReport
from muster.products.chart import Axis, nice_ticks, time_grid
from muster.products.conflicts import strength_words
from muster.products.figures import count, day, period, plural
from muster.products.html.part import key
from muster.products.html.style import STYLE
from muster.products.svg import Markup, clip, element, join, text_width
from muster.tracking.commands import ChartNode, CommandChart
from muster.tracking.gaps import Gap, gaps_of
from muster.tracking.track import CeilingTrack, Tracking

__all__ = (
    "TRACK_STYLE",
    "ceiling_chart",
    "ceiling_key",
    "ceiling_reports",
    "ceiling_window",
    "command_chart",
    "command_timeline",
    "is_drawn",
    "overview_chart",
    "overview_key",
    "standalone",
)

WIDTH = 1080.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 62.0, 150.0, 18.0, 28.0

#: Marks differ in form as well as in colour: colour never speaks alone.
TRACK_STYLE = """
.silent{fill:var(--soft);stroke:var(--rule);stroke-width:.8;stroke-dasharray:2 3}
svg .silentname{fill:var(--muted);font-size:10.5px;font-style:italic}
.ahead{fill:none;stroke:var(--fill);stroke-width:2;stroke-dasharray:2 3}
.aheadarea{fill:var(--fill);fill-opacity:.07}
.orderedline{fill:none;stroke:var(--move);stroke-width:1.4}
.handover{fill:var(--warn);fill-opacity:.35}
.carried{fill:var(--unsure);fill-opacity:.16;stroke:var(--unsure);stroke-width:1.3;stroke-dasharray:5 3}
svg .carriedname{fill:var(--unsure);font-weight:600}
.apart{stroke:var(--bad);stroke-width:5;stroke-opacity:.35}
.excess{fill:var(--bad);fill-opacity:.25}
.mark{stroke:var(--paper);stroke-width:1.2}.mark.T10{fill:var(--t10)}.mark.T32{fill:var(--t32)}
.mark.SAD{fill:var(--sad)}.mark.USCG{fill:var(--uscg)}.mark.none{fill:var(--muted)}
.mark.open{fill:var(--paper);stroke-width:1.8}.mark.open.T10{stroke:var(--t10)}.mark.open.T32{stroke:var(--t32)}
.mark.open.SAD{stroke:var(--sad)}.mark.open.USCG{stroke:var(--uscg)}.mark.open.none{stroke:var(--muted)}
.cap{stroke-width:2;stroke-dasharray:7 4;fill:none}.cap.T10{stroke:var(--t10)}.cap.T32{stroke:var(--t32)}
.cap.SAD{stroke:var(--sad)}.cap.USCG{stroke:var(--uscg)}.cap.none{stroke:var(--bad)}
svg .capname{font-size:11px;font-weight:600}
.lane{fill:none;stroke:var(--rule)}.lanehole{fill:var(--soft)}
.box{fill:var(--paper);stroke:var(--rim);stroke-width:1.4}.box.dual{stroke-width:2.4}
.chain{fill:none;stroke:var(--rim);stroke-width:1.6}.chain.dual_status{stroke-dasharray:6 3}
.turn{stroke:var(--ink);stroke-width:1.4}
.post{fill:var(--fill)}.post.dual_status{fill:var(--sad)}.post.support{fill:var(--move);fill-opacity:.45}
.post.tactical_control{fill:var(--unsure);fill-opacity:.6}
svg .boxname{font-weight:650;font-size:12.5px}svg .boxmore{font-size:11px;fill:var(--muted)}
@media print{tbody th{white-space:nowrap}}
"""


@dataclass(frozen=True, slots=True)
class _Plot:
    axis: Axis
    bottom: float
    top_value: int

    def y(self, value: float) -> float:
        return self.bottom - (self.bottom - _TOP) * value / self.top_value


def _status(report: StrengthReport) -> str:
    return "none" if report.duty_status is None else report.duty_status.value


def _mark(x: float, y: float, report: StrengthReport) -> Markup:
    """
    A report: Title 10 a disc, Title 32 a square, state active duty a triangle, anything else a diamond;
    open where it is only planned or announced.
    """
    status = _status(report)
    style = f"mark {status}" + ("" if report.kind == "on_duty" else " open")
    source = clip(report.source or "source not stated", 90)
    people = ", ".join(str(part) for part in (report.component, report.duty_status) if part)
    words = element(
        "title",
        f"{day(report.date)}, {report.scope}: {strength_words(report)}, "
        f"{people or 'of whom is not stated'} ({source})",
    )
    if status == "T10":
        return element("circle", words, class_=style, cx=x, cy=y, r=4.6)
    if status == "T32":
        return element("rect", words, class_=style, x=x - 4.2, y=y - 4.2, width=8.4, height=8.4)
    if status == "SAD":
        points = f"{x:.1f},{y - 5.4:.1f} {x + 5.2:.1f},{y + 4.2:.1f} {x - 5.2:.1f},{y + 4.2:.1f}"
    else:
        points = f"{x:.1f},{y - 5.6:.1f} {x + 5.6:.1f},{y:.1f} {x:.1f},{y + 5.6:.1f} {x - 5.6:.1f},{y:.1f}"
    return element("polygon", words, class_=style, points=points)


def _path(steps: Steps, plot: _Plot, start: date, end: date, *, base: float | None = None) -> str:
    inside = window(steps, start, end)
    words = []
    for index, (when, value) in enumerate(inside):
        x, y = plot.axis.x(when), plot.y(value)
        words.append(f"M{x:.1f} {y:.1f}" if index == 0 else f"H{x:.1f}V{y:.1f}")
    words.append(f"H{plot.axis.x(end):.1f}")
    if base is not None:
        words.append(f"V{base:.1f}H{plot.axis.x(start):.1f}Z")
    return "".join(words)


def _between(low: Steps, high: Steps, plot: _Plot, end: date) -> str:
    """The outline between two step lines on the same days."""
    there, back = [], []
    for index, (when, value) in enumerate(high):
        until = high[index + 1][0] if index + 1 < len(high) else end
        x1, x2 = plot.axis.x(when), plot.axis.x(until)
        there.append(f"{'M' if index == 0 else 'L'}{x1:.1f} {plot.y(value):.1f}H{x2:.1f}")
        back.append(f"L{x2:.1f} {plot.y(low[index][1]):.1f}H{x1:.1f}")
    return "".join(there + back[::-1]) + "Z"


def _grid(plot: _Plot, ticks: Sequence[int]) -> list[Markup]:
    drawn = time_grid(plot.axis, _TOP, plot.bottom)
    for tick in ticks:
        y = plot.y(tick)
        drawn.append(element("line", class_="grid", x1=_LEFT, y1=y, x2=plot.axis.right, y2=y))
        drawn.append(element("text", count(tick), class_="tick", x=_LEFT - 8, y=y + 4, text_anchor="end"))
    return drawn


def _long(days: int) -> str:
    """A number of days, from two years on in years."""
    return plural(days, "day") if days < 730 else f"{days // 365} years and {plural(days % 365, 'day')}"


def _silent(gaps: Sequence[Gap], plot: _Plot, what: str = "no report") -> list[Markup]:
    drawn = []
    for gap in gaps:
        x1, x2 = plot.axis.x(gap.start), plot.axis.x(gap.end)
        if x2 - x1 < 0.5:
            continue
        words = f"{what}, {period(gap.start, gap.end)} ({plural(gap.days, 'day')})"
        drawn.append(
            element(
                "rect",
                element("title", words),
                class_="silent",
                x=x1,
                y=_TOP,
                width=x2 - x1,
                height=plot.bottom - _TOP,
            )
        )
        label = next(
            (
                text
                for text in (f"{what} for {_long(gap.days)}", what, "no report")
                if text_width(text, 10.5) < x2 - x1 - 8
            ),
            "",
        )
        if label:
            drawn.append(
                element(
                    "text", label, class_="silentname", x=(x1 + x2) / 2, y=_TOP + 12, text_anchor="middle"
                )
            )
    return drawn


def _labels(wanted: Sequence[tuple[float, str, str]], x: float) -> list[Markup]:
    """Words at the right margin, kept apart from each other."""
    drawn, last = [], -1e9
    for y, words, style in sorted(wanted):
        at = max(y, last + 14)
        drawn.append(element("text", words, class_=style, x=x, y=at + 4))
        last = at
    return drawn


def ceiling_window(track: CeilingTrack, found: Tracking) -> tuple[date, date]:
    """The days on which something of a ceiling is known, within those tracked, at least four weeks."""
    one = timedelta(days=1)
    days = [report.date for report in ceiling_reports(track)]
    if not days or track.binds is None or found.day in track.binds:
        days.append(found.day)
    turns = [turn for turn, _ in track.presence.expected]
    turns += (
        [turn for turn in (track.binds.start, track.binds.end) if turn is not None] if track.binds else []
    )
    start = min(max(min([*days, *turns]), found.start), found.end - one)
    end = min(max([*(day + one for day in days), *turns]), found.end)
    return start, max(end, start + 28 * one)


def is_drawn(track: CeilingTrack, found: Tracking) -> bool:
    """Whether anything of the ceiling falls on the days tracked: it binds, is reported, or tours serve it."""
    days = Period(found.start, found.end)
    if track.binds is not None and track.binds.overlap(days) is not None:
        return bool(ceiling_reports(track) or track.presence.expected or track.gaps)
    return any(report.date in days for report in ceiling_reports(track))


def ceiling_reports(track: CeilingTrack) -> tuple[StrengthReport, ...]:
    """Every report that speaks of a ceiling, each once."""
    reports = [report for point in track.points for report in point.standing.reports]
    reports += [report for standing in track.announced for report in standing.reports]
    return tuple(dict.fromkeys(reports))


def ceiling_chart(track: CeilingTrack, found: Tracking, *, height: float = 240.0) -> Markup:
    """
    Tours as steps, the limit dashed, reports as marks, days without a report shaded, and what is ahead.

    Where reports of one day disagree a broad band joins them; both are drawn.
    """
    start, end = ceiling_window(track, found)
    expected, today = track.presence.expected, min(max(found.day, start), end)
    reports = [report for report in ceiling_reports(track) if start <= report.date < end]
    values = [value for _, value in window(expected, start, end)]
    values += [report.high or report.headcount for report in reports]
    carried = track.forecast if track.forecast is not None and track.forecast.high is not None else None
    if carried is not None and carried.high is not None:
        values += [value for _, value in carried.high]
    top = max([1, track.limit, *values])
    ticks = nice_ticks(int(top * 1.06) + 1)
    plot = _Plot(Axis(start, end, _LEFT, WIDTH - _RIGHT), height - _BOTTOM, ticks[-1])
    drawn = _silent(track.gaps, plot) + _grid(plot, ticks)
    labels: list[tuple[float, str, str]] = []
    if expected:
        drawn += _tours(track, plot, start, today, end)
        last = window(expected, start, end)[-1][1]
        name = "ordered" if track.presence.planned is None else "planned"
        labels.append((plot.y(last), f"{name} {count(last)}", "planname"))
    if carried is not None and carried.low is not None and carried.high is not None and today < end:
        low, high = (window(steps, today, end) for steps in (carried.low, carried.high))
        drawn.append(
            element(
                "path",
                element("title", "the last reported difference carried on"),
                class_="carried",
                d=_between(low, high, plot, end),
            )
        )
        edge = count(high[-1][1]) if low[-1] == high[-1] else f"{count(low[-1][1])} to {count(high[-1][1])}"
        labels.append((plot.y((low[-1][1] + high[-1][1]) / 2), f"carried {edge}", "carriedname"))
    if track.binds is not None:
        since = max(start, track.binds.start or start)
        until = min(end, track.binds.end or end)
        if since < until:
            y = plot.y(track.limit)
            drawn.append(
                element("line", class_="limit", x1=plot.axis.x(since), y1=y, x2=plot.axis.x(until), y2=y)
            )
            labels.append((y, f"limit {count(track.limit)}", "limitname"))
            if until < end:
                x = plot.axis.x(until)
                drawn.append(element("line", class_="limitend", x1=x, y1=y - 6, x2=x, y2=y + 6))
    if start < found.day < end:
        x = plot.axis.x(found.day)
        drawn.append(element("line", class_="today", x1=x, y1=_TOP - 6, x2=x, y2=plot.bottom))
        drawn.append(element("text", day(found.day), class_="tick", x=x + 3, y=_TOP - 6))
    drawn += _reports(reports, plot)
    drawn += _labels(labels, WIDTH - _RIGHT + 8)
    told = plural(len(reports), "report")
    return _svg(f"Strength under {track.ceiling.id}, limit {count(track.limit)}, {told}", drawn, height)


def _tours(track: CeilingTrack, plot: _Plot, start: date, today: date, end: date) -> list[Markup]:
    """Ordered and planned tours, what a rotation brings twice, and what is above the limit."""
    presence = track.presence
    expected = presence.expected
    drawn: list[Markup] = []
    if start < today:
        drawn.append(element("path", class_="area", d=_path(expected, plot, start, today, base=plot.bottom)))
    if today < end:
        drawn.append(
            element("path", class_="aheadarea", d=_path(expected, plot, today, end, base=plot.bottom))
        )
    turns = sorted(
        {start, *(when for when, _ in (*presence.hand_over, *expected) if start < when < end), end}
    )
    for first, last in pairwise(turns):
        people = window(expected, first, last)[0][1]
        twice = min(people, window(presence.hand_over, first, last)[0][1])
        x1, x2 = plot.axis.x(first), plot.axis.x(last)
        if twice:
            drawn.append(
                element(
                    "rect",
                    element("title", f"{count(twice)} in hand-over, {period(first, last)}"),
                    class_="handover",
                    x=x1,
                    y=plot.y(people),
                    width=x2 - x1,
                    height=plot.y(people - twice) - plot.y(people),
                )
            )
        if track.binds is not None and first in track.binds and people > track.limit:
            y = plot.y(people)
            drawn.append(
                element(
                    "rect",
                    element("title", f"{count(people - track.limit)} above the limit, {period(first, last)}"),
                    class_="excess",
                    x=x1,
                    y=y,
                    width=x2 - x1,
                    height=plot.y(track.limit) - y,
                )
            )
    if start < today:
        drawn.append(element("path", class_="steps", d=_path(expected, plot, start, today)))
    if today < end:
        drawn.append(element("path", class_="ahead", d=_path(expected, plot, today, end)))
    if presence.planned is not None and presence.ordered != presence.planned:
        drawn.append(element("path", class_="orderedline", d=_path(presence.ordered, plot, start, end)))
    return drawn


def _reports(reports: Sequence[StrengthReport], plot: _Plot) -> list[Markup]:
    """Marks, with their ranges; reports of one day stand side by side, joined where they disagree."""
    drawn: list[Markup] = []
    days: dict[date, list[StrengthReport]] = {}
    for report in reports:
        days.setdefault(report.date, []).append(report)
    marks: list[Markup] = []
    for when, listed in days.items():
        alike: dict[tuple[object, ...], list[StrengthReport]] = {}
        for report in listed:
            kind = (report.scope, report.component, report.duty_status, report.kind)
            alike.setdefault(kind, []).append(report)
        centre = plot.axis.x(when)
        for group in alike.values():
            heads = [report.headcount for report in group]
            if min(heads) < max(heads):
                drawn.append(
                    element(
                        "line",
                        element(
                            "title",
                            f"{day(when)}: sources disagree, {count(min(heads))} to {count(max(heads))}",
                        ),
                        class_="apart",
                        x1=centre,
                        y1=plot.y(max(heads)),
                        x2=centre,
                        y2=plot.y(min(heads)),
                    )
                )
            aside = 3.2 if min(heads) < max(heads) else 0.0
            for index, report in enumerate(group):
                x = centre + aside * (2 * index - len(group) + 1)
                if report.low is not None and report.high is not None and report.low < report.high:
                    y1, y2 = plot.y(report.high), plot.y(report.low)
                    drawn.append(element("line", class_="band", x1=centre, y1=y1, x2=centre, y2=y2))
                    drawn.append(
                        element(
                            "path",
                            class_="band",
                            d=f"M{centre - 4:.1f} {y1:.1f}h8M{centre - 4:.1f} {y2:.1f}h8",
                        )
                    )
                marks.append(_mark(x, plot.y(report.headcount), report))
    return drawn + marks


def ceiling_key(*, planned: bool) -> Markup:
    """What the marks of a ceiling's chart mean."""
    tours = "planned" if planned else "ordered"
    items: list[tuple[Markup, str]] = [
        (element("path", class_="steps", d="M1 11H10V4H25"), f"{tours} tours"),
        (element("path", class_="ahead", d="M1 11H10V4H25"), f"{tours}, ahead"),
    ]
    if planned:
        items.append((element("path", class_="orderedline", d="M1 11H10V4H25"), "ordered tours"))
    items += [
        (element("line", class_="limit", x1=1, y1=7, x2=25, y2=7), "limit"),
        (element("rect", class_="handover", x=3, y=2, width=20, height=10), "in hand-over"),
        (element("rect", class_="carried", x=2, y=3, width=22, height=8), "last reported difference carried"),
        (element("rect", class_="silent", x=2, y=1, width=22, height=12), "no report"),
        (element("line", class_="apart", x1=13, y1=1, x2=13, y2=13), "reports disagree"),
        *_marks_key(),
    ]
    return key(*items)


def _marks_key() -> tuple[tuple[Markup, str], ...]:
    return (
        (element("circle", class_="mark T10", cx=13, cy=7, r=4.6), "Title 10"),
        (element("rect", class_="mark T32", x=9, y=3, width=8.4, height=8.4), "Title 32"),
        (element("polygon", class_="mark SAD", points="13,2 18,12 8,12"), "state active duty"),
        (element("polygon", class_="mark none", points="13,1 19,7 13,13 7,7"), "status not stated"),
        (element("circle", class_="mark open T10", cx=13, cy=7, r=4.6), "open: planned or announced"),
    )


def overview_key() -> Markup:
    """What the marks of the overview mean."""
    return key(
        *_marks_key(),
        (element("line", class_="cap T10", x1=1, y1=7, x2=25, y2=7), "ceiling, in the colour of its status"),
    )


def overview_chart(found: Tracking, *, height: float = 330.0) -> Markup | None:
    """
    Every report of the case by day and status with every ceiling, and a lane of its reports for each status.

    Reports are never joined by a line: what lies between two of them is not known. ``None`` without reports.
    """
    reports = [report for report in found.case.strengths if found.start <= report.date < found.end]
    if not reports:
        return None
    last = max([found.day, *(report.date for report in reports)])
    start = min(report.date for report in reports)
    for track in found.ceilings:
        if track.binds is not None and track.binds.start is not None and track.binds.start >= found.start:
            start = min(start, track.binds.start)
    pad = max(2, (last - start).days // 60)
    start, end = start - timedelta(days=pad), last + timedelta(days=pad)
    statuses = [
        name for name in ("T10", "T32", "SAD", "USCG", "none") if any(_status(r) == name for r in reports)
    ]
    lanes = 22.0 * len(statuses)
    top = max([1, *(report.headcount for report in reports), *(track.limit for track in found.ceilings)])
    ticks = nice_ticks(int(top * 1.03) + 1, most=6)
    bottom = height - _BOTTOM
    plot = _Plot(Axis(start, end, _LEFT, WIDTH - _RIGHT), bottom, ticks[-1])
    days = [report.date for report in reports if report.kind == "on_duty"]
    long = max(found.options.every, (end - start).days // 12)
    silent = gaps_of(days, Period(min(days), max(days)), long) if len(set(days)) > 1 else ()
    drawn = _silent(silent, plot, "nobody reported on duty") + _grid(plot, ticks)
    labels: list[tuple[float, str, str]] = []
    for track in found.ceilings:
        drawn += _cap(track, plot, start, end, labels)
    drawn += _reports(reports, plot)
    y = bottom + _BOTTOM + 6
    for name in statuses:
        drawn += _lane(
            name, [r for r in reports if _status(r) == name and r.kind == "on_duty"], plot, y, found
        )
        y += 22.0
    drawn += _labels(labels, WIDTH - _RIGHT + 8)
    told = period(min(report.date for report in reports), last)
    return _svg(
        f"{plural(len(reports), 'report')} of strength, {told}, by duty status",
        drawn,
        height + lanes + 14,
    )


def _cap(
    track: CeilingTrack, plot: _Plot, start: date, end: date, labels: list[tuple[float, str, str]]
) -> list[Markup]:
    """A ceiling over the days that it binds, named where there is room."""
    if track.binds is None:
        return []
    since, until = max(start, track.binds.start or start), min(end, track.binds.end or end)
    if since >= until:
        return []
    statuses = {status.value for status in track.ceiling.duty_statuses}
    style = statuses.pop() if len(statuses) == 1 else "none"
    y, x1, x2 = plot.y(track.limit), plot.axis.x(since), plot.axis.x(until)
    words = f"{track.ceiling.id}: at most {count(track.limit)}, {period(track.binds.start, track.binds.end)}"
    drawn = [element("line", element("title", words), class_=f"cap {style}", x1=x1, y1=y, x2=x2, y2=y)]
    name = next(
        (
            text
            for text in (f"{track.ceiling.id} {count(track.limit)}", count(track.limit))
            if text_width(text, 11) < x2 - x1
        ),
        "",
    )
    if until == end:
        labels.append((y, f"{clip(track.ceiling.id, 13)} {count(track.limit)}", "capname"))
    elif name:
        drawn.append(element("text", name, class_="capname", x=x1 + 2, y=y - 5))
    return drawn


_LANES = {
    "T10": "Title 10",
    "T32": "Title 32",
    "SAD": "state duty",
    "USCG": "Coast Guard",
    "none": "not stated",
}


def _lane(
    name: str, reports: Sequence[StrengthReport], plot: _Plot, y: float, found: Tracking
) -> list[Markup]:
    """When somebody of a status was reported on duty: a tick a report; what is between is left empty."""
    left, right = plot.axis.left, plot.axis.right
    drawn: list[Markup] = [
        element("text", _LANES[name], class_="tick", x=_LEFT - 6, y=y + 10, text_anchor="end"),
        element("rect", class_="lane", x=left, y=y, width=right - left, height=14.0),
    ]
    wide = max(3.0, (right - left) * found.options.every / max(1, (plot.axis.end - plot.axis.start).days) / 2)
    for report in reports:
        x = plot.axis.x(report.date)
        drawn.append(
            element(
                "rect",
                element("title", f"{day(report.date)}: {strength_words(report)}, {report.scope}"),
                class_=f"mark {name}",
                x=max(left, x - wide / 2),
                y=y + 1.5,
                width=min(right, x + wide / 2) - max(left, x - wide / 2),
                height=11.0,
            )
        )
    drawn.append(element("text", plural(len(reports), "report"), class_="tick", x=right + 8, y=y + 11))
    return drawn


_BOX_WIDTH, _BOX_HEIGHT, _BOX_GAP_X, _BOX_GAP_Y = 248.0, 76.0, 18.0, 34.0


def command_chart(chart: CommandChart) -> Markup | None:
    """The chains of command of a day as boxes; dual status dashed, support beside; ``None`` without any."""
    if not chart.chains:
        return None
    drawn: list[Markup] = []
    lines: list[Markup] = []
    dual = {name for name, _ in chart.dual}
    x, deepest = 8.0, 0.0
    for node in chart.chains:
        width, depth = _place(node, x, 8.0, drawn, lines, dual)
        x += width + 26.0
        deepest = max(deepest, depth)
    wide = max(WIDTH, x)
    words = f"Chains of command on {day(chart.day)}"
    return element(
        "svg",
        element("title", words),
        join(lines + drawn),
        class_="chart commands",
        viewBox=f"0 0 {wide:.0f} {deepest + 10:.0f}",
        role="img",
        aria_label=words + "; the table below has the same.",
    )


def _place(
    node: ChartNode, x: float, y: float, drawn: list[Markup], lines: list[Markup], dual: set[str]
) -> tuple[float, float]:
    """Draw a command and those under it; the width and the lowest point that they take."""
    inner_y = y + _BOX_HEIGHT + _BOX_GAP_Y
    at, lowest = x, y + _BOX_HEIGHT
    middles: list[tuple[float, str]] = []
    for inner in node.under:
        width, depth = _place(inner, at, inner_y, drawn, lines, dual)
        middles.append((at + width / 2 if inner.under else at + _BOX_WIDTH / 2, inner.relation or "command"))
        at += width + _BOX_GAP_X
        lowest = max(lowest, depth)
    width = max(_BOX_WIDTH, at - x - _BOX_GAP_X if node.under else 0.0)
    left = x + (width - _BOX_WIDTH) / 2 if node.under else x
    centre = left + _BOX_WIDTH / 2
    for middle, relation in middles:
        turn = y + _BOX_HEIGHT + _BOX_GAP_Y / 2
        path = f"M{centre:.1f} {y + _BOX_HEIGHT:.1f}V{turn:.1f}H{middle:.1f}V{inner_y:.1f}"
        lines.append(element("path", class_=f"chain {relation}", d=path))
    beside = "; ".join(
        f"supports {other}" if relation == "support" else f"under the tactical control of {other}"
        for relation, other in node.beside
    )
    status = " · dual status" if node.command in dual else ""
    rows = [
        (_fit(node.command + status, 12.5), "boxname"),
        *((_fit(words, 11), "boxmore") for words in (node.name, _more(node), beside) if words),
    ]
    drawn.append(
        element(
            "g",
            element("title", f"{node.command}, {node.name or ''} {beside}".strip()),
            element(
                "rect",
                class_="box dual" if node.command in dual else "box",
                x=left,
                y=y,
                width=_BOX_WIDTH,
                height=_BOX_HEIGHT,
                rx=3,
            ),
            *(
                element("text", words, class_=style, x=left + 10, y=y + 18 + 16 * index)
                for index, (words, style) in enumerate(rows)
            ),
        )
    )
    return width, lowest


_MOST_POSTS = 60


def command_timeline(found: Tracking) -> Markup | None:
    """
    Each relation of a command as a bar over the days that it holds, changes marked; ``None`` without any.

    A bar without a beginning or an end reaches the edge, and is open there. At most 60 are drawn.
    """
    rows = [row for row in found.case.commands if row.parent is not None]
    if not rows:
        return None
    turns = [turn for row in rows for turn in (row.start, row.end) if turn is not None]
    pad = timedelta(days=max(14, (max([*turns, found.day]) - min([*turns, found.day])).days // 12))
    axis = Axis(min([*turns, found.day]) - pad, max([*turns, found.day]) + pad, 330.0, WIDTH - 24.0)
    rows.sort(key=lambda row: (row.relation not in (None, *_COMMANDING), row.start or date.min, row.command))
    shown = rows[:_MOST_POSTS]
    bottom = _TOP + 24.0 * len(shown)
    drawn = time_grid(axis, _TOP, bottom)
    for index, row in enumerate(shown):
        y = _TOP + 24.0 * index
        words = f"{row.command} {_RELATIONS[row.relation or 'command']} {row.parent}"
        x1 = axis.left if row.start is None else axis.x(row.start)
        x2 = axis.right if row.end is None else axis.x(row.end)
        drawn.append(element("text", clip(words, 52), class_="tick", x=8, y=y + 15))
        drawn.append(
            element(
                "rect",
                element("title", f"{words}, {period(row.start, row.end)}"),
                class_=f"post {row.relation or 'command'}",
                x=x1,
                y=y + 4,
                width=max(1.5, x2 - x1),
                height=14.0,
            )
        )
    free = 0.0
    for turn in sorted(set(turns)):
        x = axis.x(turn)
        drawn.append(element("line", class_="turn", x1=x, y1=_TOP - 4, x2=x, y2=bottom))
        if x >= free:
            drawn.append(element("text", day(turn), class_="tick", x=x + 4, y=_TOP - 5))
            free = x + 8 + text_width(day(turn), 11)
    x = axis.x(found.day)
    drawn.append(element("line", class_="today", x1=x, y1=_TOP, x2=x, y2=bottom))
    return _svg(f"{plural(len(shown), 'relation')} of commands over time", drawn, bottom + 26)


_COMMANDING = ("command", "dual_status")
_RELATIONS = {
    "command": "under",
    "dual_status": "in dual status under",
    "support": "supports",
    "tactical_control": "under the tactical control of",
}


def _more(node: ChartNode) -> str:
    parts = [f"at {node.place}"] if node.place else []
    if node.units:
        statuses = " and ".join(status.value for status, _ in node.by_status)
        parts.append(f"{count(node.people)} people in {statuses}")
    return ", ".join(parts)


def _fit(text: str, size: float) -> str:
    """As much of the text as a box is wide."""
    for length in range(len(text), 3, -1):
        if text_width(clip(text, length), size) <= _BOX_WIDTH - 14:
            return clip(text, length)
    return clip(text, 3)


def _svg(title: str, drawn: Sequence[Markup], height: float) -> Markup:
    return element(
        "svg",
        element("title", title),
        join(drawn),
        class_="chart",
        viewBox=f"0 0 {WIDTH:.0f} {height:.0f}",
        role="img",
        aria_label=clip(title, 300),
    )


_ALONE = """svg{font-family:"Source Sans 3","Segoe UI",Roboto,"Helvetica Neue","Liberation Sans",Arial,
sans-serif}
svg text.heading{font-size:17px;font-weight:650}
"""


def standalone(drawing: Markup, *, heading: str, note: str) -> tuple[str, int, int]:
    """A drawing as an SVG file of its own, with its style, a heading and a note; and its width and height."""
    box = drawing.split('viewBox="', 1)[1].split('"', 1)[0].split()
    width, height = float(box[2]), float(box[3])
    style = STYLE.split("@media (max-width", 1)[0] + TRACK_STYLE + _ALONE
    inner = drawing.replace("<svg ", f'<svg x="20" y="44" width="{width:.0f}" height="{height:.0f}" ', 1)
    whole = element(
        "svg",
        element("style", Markup(style)),
        element("rect", x=0, y=0, width=width + 40, height=height + 84, style="fill:var(--paper)"),
        element("text", clip(heading, 130), x=24, y=28, class_="heading"),
        Markup(inner),
        element("text", clip(note, 190), x=24, y=height + 70, class_="tick"),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width + 40:.0f} {height + 84:.0f}",
        width=f"{width + 40:.0f}",
        height=f"{height + 84:.0f}",
    )
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + whole + "\n", int(width + 40), int(height + 84)
