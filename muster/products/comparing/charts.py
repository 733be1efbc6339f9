"""Drawings of two plans: bars in pairs, fill over time, and days at home as boxes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from muster.domain.presence import Steps, window
from muster.products.chart import Axis, nice_ticks, time_grid
from muster.products.comparing.sidebyside import CurvePoint, DwellPair
from muster.products.figures import count, percent
from muster.products.html.part import key
from muster.products.svg import Markup, clip, element, join, text_width

__all__ = ("CHART_STYLE", "box_chart", "fill_chart", "pair_bars", "pair_key")

WIDTH = 1080.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 62.0, 20.0, 16.0, 26.0
_NAMES = 190.0

#: The first plan is plain, the second hatched or dashed: colour never speaks alone.
CHART_STYLE = """
.sa{fill:var(--fill)}.sb{fill:var(--warn)}.sbh{fill:url(#hatch)}
.la{fill:none;stroke:var(--fill);stroke-width:2.2}
.lb{fill:none;stroke:var(--warn);stroke-width:2.2;stroke-dasharray:7 3}
.askarea{fill:var(--soft)}.askedge{fill:none;stroke:var(--muted);stroke-width:1}
.whisker{stroke:var(--muted);stroke-width:1.3;fill:none}.median{stroke:var(--ink);stroke-width:2.4}
.track{fill:var(--soft);stroke:var(--rule);stroke-width:.8}
.plus{fill:var(--warn);fill-opacity:.6}.minus{fill:var(--fill);fill-opacity:.6}
svg .rowname{font-weight:600}
td.up{color:var(--good)}td.down{color:var(--bad)}
.compare th.n,.compare td.n{white-space:nowrap}
"""


def pair_key(names: tuple[str, str], *extra: tuple[Markup, str]) -> Markup:
    """Which mark stands for which plan."""
    return key(
        (element("rect", class_="sa", x=2, y=3, width=22, height=8), names[0]),
        (
            join(
                (
                    element("rect", class_="sb", x=2, y=3, width=22, height=8),
                    element("rect", class_="sbh", x=2, y=3, width=22, height=8),
                )
            ),
            names[1],
        ),
        *extra,
    )


def pair_bars(title: str, rows: Sequence[tuple[str, str, tuple[float | None, float | None]]]) -> Markup:
    """
    Two bars in each row, from nothing to everything asked.

    Parameters
    ----------
    rows
        Name, note at the right, and the shares of both plans in [0, 1].
    """
    height = _TOP + 40.0 * len(rows) + _BOTTOM
    left, right = _NAMES, WIDTH - 210.0
    drawn = []
    for tick in range(0, 101, 25):
        x = left + (right - left) * tick / 100
        drawn.append(element("line", class_="grid", x1=x, y1=_TOP, x2=x, y2=height - _BOTTOM))
        drawn.append(
            element("text", f"{tick}%", class_="tick", x=x, y=height - _BOTTOM + 15, text_anchor="middle")
        )
    for index, (name, note, shares) in enumerate(rows):
        y = _TOP + 40.0 * index + 4
        label = clip(name, 26)
        drawn.append(element("text", label, class_="rowname", x=left - 10, y=y + 19, text_anchor="end"))
        drawn.append(element("rect", class_="track", x=left, y=y, width=right - left, height=30.0))
        for half, share in enumerate(shares):
            top = y + 2 + half * 14
            if share is None:
                continue
            words = element("title", f"{name}: {percent(share)}")
            width = max(0.0, (right - left) * share)
            drawn.append(
                element(
                    "rect",
                    words,
                    class_="sb" if half else "sa",
                    x=left,
                    y=top,
                    width=width,
                    height=12.0,
                )
            )
            if half:
                drawn.append(element("rect", class_="sbh", x=left, y=top, width=width, height=12.0))
            drawn.append(element("text", percent(share), class_="tick share", x=right + 8, y=top + 10.5))
        drawn.append(element("text", note, class_="tick", x=right + 66, y=y + 19))
    return _svg(title, drawn, height)


def fill_chart(
    title: str, points: Sequence[CurvePoint], start: date, end: date, names: tuple[str, str]
) -> Markup:
    """Headcount asked, and filled by each plan, day by day; below, what the second fills more or less."""
    asked: Steps = tuple((point.day, point.asked) for point in points)
    fills: tuple[Steps, Steps] = (
        tuple((point.day, point.filled[0]) for point in points),
        tuple((point.day, point.filled[1]) for point in points),
    )
    more: Steps = tuple((point.day, point.filled[1] - point.filled[0]) for point in points)
    axis = Axis(start, end, _LEFT, WIDTH - _RIGHT)
    bottom, strip_top, strip_bottom = 270.0, 322.0, 412.0
    top_value = max([1, *(point.asked for point in points), *(max(point.filled) for point in points)])
    ticks = nice_ticks(top_value)

    def y_of(value: float) -> float:
        return bottom - (bottom - _TOP) * value / ticks[-1]

    drawn = time_grid(axis, _TOP, bottom)
    for tick in ticks:
        y = y_of(tick)
        drawn.append(element("line", class_="grid", x1=_LEFT, y1=y, x2=WIDTH - _RIGHT, y2=y))
        drawn.append(element("text", count(tick), class_="tick", x=_LEFT - 8, y=y + 4, text_anchor="end"))
    drawn.append(element("path", class_="askarea", d=_area(asked, axis, y_of, bottom)))
    drawn.append(element("path", class_="askedge", d=_steps(asked, axis, y_of)))
    drawn.append(element("path", class_="la", d=_steps(fills[0], axis, y_of)))
    drawn.append(element("path", class_="lb", d=_steps(fills[1], axis, y_of)))
    reach = max([0, *(abs(value) for _, value in more)])
    if not reach:
        words = "On every day both fill the same number of people."
        drawn.append(element("text", words, class_="tick", x=_LEFT, y=bottom + 40))
        return _svg(title, drawn, bottom + 52)
    half = nice_ticks(reach, most=3)[-1]
    middle = (strip_top + strip_bottom) / 2

    def strip_y(value: float) -> float:
        return middle - (strip_bottom - strip_top) / 2 * value / half

    drawn.append(
        element(
            "text",
            f"{clip(names[1], 24)} fills more (above the line) or less (below) than {clip(names[0], 24)}",
            class_="tick",
            x=_LEFT,
            y=strip_top - 12,
        )
    )
    for value in (half, 0, -half):
        y = strip_y(value)
        drawn.append(element("line", class_="grid", x1=_LEFT, y1=y, x2=WIDTH - _RIGHT, y2=y))
        drawn.append(
            element(
                "text",
                count(value).replace("-", "−"),
                class_="tick",
                x=_LEFT - 8,
                y=y + 4,
                text_anchor="end",
            )
        )
    for sign, style in ((1, "plus"), (-1, "minus")):
        part: Steps = tuple((when, value if value * sign > 0 else 0) for when, value in more)
        drawn.append(element("path", class_=style, d=_area(part, axis, strip_y, middle)))
    return _svg(title, drawn, strip_bottom + 10)


def _steps(steps: Steps, axis: Axis, y_of: object) -> str:
    assert callable(y_of)
    words = []
    for index, (when, value) in enumerate(window(steps, axis.start, axis.end)):
        x, y = axis.x(when), y_of(value)
        words.append(f"M{x:.1f} {y:.1f}" if index == 0 else f"H{x:.1f}V{y:.1f}")
    words.append(f"H{axis.x(axis.end):.1f}")
    return "".join(words)


def _area(steps: Steps, axis: Axis, y_of: object, base: float) -> str:
    return f"{_steps(steps, axis, y_of)}V{base:.1f}H{axis.x(axis.start):.1f}Z"


def box_chart(title: str, pairs: Sequence[DwellPair]) -> Markup:
    """Days at home before tours: from least to most, with a box over the middle half and the median."""
    shown = [pair for pair in pairs if any(figures.quartiles is not None for figures in pair.figures)]
    height = _TOP + 48.0 * len(shown) + _BOTTOM
    left, right = _NAMES, WIDTH - 90.0
    longest = max(
        [1.0, *(figures.quartiles[4] for pair in shown for figures in pair.figures if figures.quartiles)]
    )
    ticks = nice_ticks(int(longest) + 1, most=9)

    def x_of(value: float) -> float:
        return left + (right - left) * value / ticks[-1]

    drawn = []
    for tick in ticks:
        x = x_of(tick)
        drawn.append(element("line", class_="grid", x1=x, y1=_TOP, x2=x, y2=height - _BOTTOM))
        drawn.append(
            element("text", count(tick), class_="tick", x=x, y=height - _BOTTOM + 15, text_anchor="middle")
        )
    for index, pair in enumerate(shown):
        y = _TOP + 48.0 * index + 4
        name = "all components" if pair.component is None else str(pair.component)
        drawn.append(element("text", name, class_="rowname", x=left - 10, y=y + 24, text_anchor="end"))
        for half, figures in enumerate(pair.figures):
            if figures.quartiles is None:
                continue
            low, first, middle, third, high = figures.quartiles
            top = y + 3 + half * 19
            centre = top + 7
            words = (
                f"{count(figures.tours)} tours: least {count(low)}, half between {count(first)} and "
                f"{count(third)}, median {count(middle)}, most {count(high)} days"
            )
            drawn.append(
                element(
                    "path",
                    element("title", words),
                    class_="whisker",
                    d=f"M{x_of(low):.1f} {centre - 4:.1f}v8M{x_of(low):.1f} {centre:.1f}"
                    f"H{x_of(high):.1f}m0 -4v8",
                )
            )
            width = max(1.5, x_of(third) - x_of(first))
            for style in ("sa",) if not half else ("sb", "sbh"):
                drawn.append(
                    element(
                        "rect",
                        element("title", words),
                        class_=style,
                        x=x_of(first),
                        y=top,
                        width=width,
                        height=14.0,
                    )
                )
            x = x_of(middle)
            drawn.append(element("line", class_="median", x1=x, y1=top - 1, x2=x, y2=top + 15))
            label = f"median {count(middle)}"
            drawn.append(
                element(
                    "text",
                    label,
                    class_="tick",
                    x=min(x_of(high) + 8, WIDTH - text_width(label, 11) - 4),
                    y=centre + 4,
                )
            )
    return _svg(title, drawn, height)


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
