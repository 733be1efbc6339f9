"""The comparison as one HTML page, in the frame and style of the report."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from muster.products.comparing.charts import CHART_STYLE, box_chart, fill_chart, pair_bars, pair_key
from muster.products.comparing.sidebyside import (
    DWELL_CLASSES,
    DwellFigures,
    FillPair,
    Pair,
    Side,
    SideBySide,
)
from muster.products.figures import (
    count,
    day,
    dollars,
    dollars_short,
    percent,
    period,
    plural,
    signed_share,
)
from muster.products.html.badge import meter, role
from muster.products.html.page import render_page
from muster.products.html.part import Part, figure
from muster.products.svg import Markup, clip, element, join
from muster.products.table import Cell, Column, said, table

__all__ = ("render_comparison",)

_MOST_BARS = 24
_MOST_LINES = 300
_MOST_STEPS = 400
_MOST_NAMES = 60
_REST = "`muster compare --json` has them all"


def render_comparison(both: SideBySide) -> str:
    """
    Lay the comparison out as one self-contained page.

    The page holds no script and loads nothing; every drawing has a table twin.
    """
    return render_page(
        f"{both.sides[0].name} and {both.sides[1].name}: {both.case}",
        _top(both),
        _headline(both),
        (
            _whole(both),
            _fill(both),
            _by_day(both),
            _components(both),
            _dwell(both),
            _costs(both),
            _ceilings(both),
            _lines(both),
            _units(both),
        ),
        "Both plans were counted anew from the case and their tours; what a plan says of itself is used for "
        "its bound alone. Muster advises; a commander decides.",
        style=CHART_STYLE,
    )


def _top(both: SideBySide) -> Markup:
    a, b = both.sides
    items = (
        ("As of", day(both.as_of)),
        ("Plans", period(both.start, both.end)),
        ("First", clip(a.name, 60)),
        ("Second", clip(b.name, 60)),
    )
    return element(
        "header",
        element("p", "Muster · two plans side by side", class_="eyebrow"),
        element("h1", element("bdi", clip(both.case, 200))),
        element(
            "ul", *(element("li", f"{name} ", element("b", value)) for name, value in items), class_="meta"
        ),
        class_="top",
    )


def _headline(both: SideBySide) -> Markup:
    a, b = both.sides
    figures = [
        (
            "Filled",
            f"{percent(a.share)} · {percent(b.share)}",
            f"{_signed(b.filled - a.filled)} headcount-days",
        ),
        (
            "Lines in full",
            f"{count(a.lines_full)} · {count(b.lines_full)}",
            f"of {plural(both.lines_asked, 'line')}",
        ),
        (
            "Cost of all tours",
            f"{dollars_short(a.cost)} · {dollars_short(b.cost)}",
            f"{_money(b.cost - a.cost)}",
        ),
        (
            "Units, counted one by one",
            f"{count(a.elements)} · {count(b.elements)}",
            f"{count(both.units.both)} in both plans",
        ),
        (
            "Median days at home before a tour",
            f"{_median(both.dwell[0].figures[0])} · {_median(both.dwell[0].figures[1])}",
            "over the tours for which it is known",
        ),
        ("Independent check", f"{_check(a)} · {_check(b)}", "of every tour against every rule of the case"),
    ]
    return join(
        (
            element("div", *(element("p", sentence) for sentence in both.headline()), class_="bottomline"),
            element(
                "dl",
                *(
                    element(
                        "div",
                        element("dt", name),
                        element("dd", value, class_="value"),
                        element("dd", more, class_="more"),
                    )
                    for name, value, more in figures
                ),
                class_="figures",
            ),
            element(
                "p",
                f"In pairs the first figure is that of {clip(a.name, 60)}, the second that of "
                f"{clip(b.name, 60)}. A difference says what the second has more (+) or less (−).",
                class_="small",
            ),
        )
    )


def _whole(both: SideBySide) -> Part:
    a, b = both.sides
    rows: list[Sequence[Cell]] = [
        _row("Headcount-days filled", a.filled, b.filled),
        ("Share filled", percent(a.share), percent(b.share), _points(a.share, b.share)),
        _row("Lines filled in full", a.lines_full, b.lines_full),
        _row("Tours", a.tours, b.tours),
        _row("Tours already ordered", a.fixed_tours, b.fixed_tours),
        _row("Units", a.units, b.units),
        _row("Units, counted one by one", a.elements, b.elements),
        _row("Headcount-days present", a.present, b.present),
        _row("Most people present", a.peak, b.peak),
        ("Cost of all tours", dollars(a.cost), dollars(b.cost), _dollars(b.cost - a.cost)),
        (
            "Price of what stays unfilled",
            dollars(a.penalty),
            dollars(b.penalty),
            _dollars(b.penalty - a.penalty),
        ),
        ("Objective", dollars(a.objective), dollars(b.objective), _dollars(b.objective - a.objective)),
        ("Bound", dollars(a.bound), dollars(b.bound), None),
        ("Gap", signed_share(a.gap), signed_share(b.gap), None),
        ("Law", said(a.law), said(b.law), None),
        ("Independent check", _badge(a), _badge(b), None),
    ]
    for side in both.sides:
        if side.unknown_tours:
            rows.append(
                (f"Tours of {clip(side.name, 40)} not of this case", count(side.unknown_tours), None, None)
            )
    content = [
        table("Both plans as a whole", _columns("Figure", both), rows),
    ]
    for side in both.sides:
        if side.rules:
            words = "; ".join(f"{rule} {count(times)}" for rule, times in side.rules[:12])
            content.append(
                element("p", element("strong", f"Rules that {clip(side.name, 60)} breaks: "), words)
            )
        if side.required_short:
            names = ", ".join(side.required_short[:20])
            content.append(
                element(
                    "p",
                    element("strong", f"Required lines short in {clip(side.name, 60)}: "),
                    said(names, 600),
                )
            )
    return Part("whole", "Both plans as a whole", None, join(content))


def _fill(both: SideBySide) -> Part:
    names = _names(both)
    content: list[Markup] = []
    for id_, title, key_name, pairs in (
        ("fill-priority", "by priority (1 is the highest)", "Priority", both.by_priority),
        ("fill-category", "by category", "Category", both.by_category),
    ):
        shown = sorted(pairs, key=lambda pair: -pair.asked)[:_MOST_BARS] if len(pairs) > _MOST_BARS else pairs
        content.append(element("h3", f"Share filled {title}"))
        content.append(
            figure(
                id_,
                pair_bars(
                    f"Share of headcount-days filled {title}",
                    [
                        (
                            f"priority {pair.key}" if key_name == "Priority" else role(pair.key),
                            f"of {count(pair.asked)}",
                            pair.shares,
                        )
                        for pair in shown
                    ],
                ),
                "Bars reach to 100% of what is asked; at the right, headcount-days asked."
                + (
                    f" Drawn are the {len(shown)} largest of {len(pairs)}; the table has them all."
                    if len(shown) < len(pairs)
                    else ""
                ),
                f"share filled {title}",
                _fill_table(f"Headcount-days filled {title}", key_name, pairs, both),
                legend=pair_key(names),
            )
        )
    return Part("fill", "What is filled", None, join(content))


def _fill_table(title: str, key_name: str, pairs: Sequence[FillPair], both: SideBySide) -> Markup:
    return table(
        title,
        (
            Column(key_name),
            Column("Lines", numeric=True),
            Column("Asked", numeric=True),
            *(Column(clip(name, 24), numeric=True) for name in _names(both)),
            Column("Difference", numeric=True),
            *(Column(f"Share {clip(name, 20)}") for name in _names(both)),
        ),
        [
            (
                said(role(pair.key)),
                count(pair.lines),
                count(pair.asked),
                count(pair.filled[0]),
                count(pair.filled[1]),
                _signed(pair.difference),
                meter(pair.shares[0]),
                meter(pair.shares[1]),
            )
            for pair in pairs
        ],
        most=500,
        rest=_REST,
    )


def _by_day(both: SideBySide) -> Part:
    names = _names(both)
    rows = []
    for index, point in enumerate(both.curve[:-1]):
        rows.append(
            (
                period(point.day, both.curve[index + 1].day),
                count(point.asked),
                count(point.filled[0]),
                count(point.filled[1]),
                _signed(point.filled[1] - point.filled[0]),
            )
        )
    grid = table(
        "People asked for and filled, by period without change",
        (
            Column("Days"),
            Column("Asked", numeric=True),
            *(Column(clip(name, 24), numeric=True) for name in names),
            Column("Difference", numeric=True),
        ),
        rows,
        most=_MOST_STEPS,
        rest=_REST,
        empty="Nobody is asked for.",
    )
    legend = pair_key(
        names, (element("rect", class_="askarea askedge", x=2, y=2, width=22, height=10), "asked for")
    )
    drawing = fill_chart(
        f"People filled day by day by {names[0]} and {names[1]}, against those asked for",
        both.curve,
        both.start,
        both.end,
        names,
    )
    return Part(
        "days",
        "Day by day",
        None,
        figure(
            "fill-days",
            drawing,
            f"{names[0]} is the whole line, {names[1]} the dashed one.",
            "people filled, day by day",
            grid,
            legend=legend,
        ),
    )


def _components(both: SideBySide) -> Part:
    names = _names(both)
    rows = [
        (
            str(pair.component),
            count(pair.elements),
            _pair(pair.used),
            _pair(pair.tours),
            _pair(pair.brought),
            _signed(pair.brought[1] - pair.brought[0]),
            _pair(pair.present),
            f"{dollars_short(pair.cost[0])} · {dollars_short(pair.cost[1])}",
        )
        for pair in both.by_component
    ]
    bars = figure(
        "component-use",
        pair_bars(
            "Share of each component's units that the plans use",
            [
                (
                    str(pair.component),
                    f"of {plural(pair.elements, 'unit')}",
                    (pair.used[0] / pair.elements, pair.used[1] / pair.elements),
                )
                for pair in both.by_component
            ],
        ),
        "Share of its units, counted one by one, that serve at least once.",
        "what each component gives",
        table(
            "What each component has and gives",
            (
                Column("Component"),
                Column("Units", numeric=True),
                Column("Used", numeric=True),
                Column("Tours", numeric=True),
                Column("Headcount-days brought", numeric=True),
                Column("Difference", numeric=True),
                Column("Headcount-days present", numeric=True),
                Column("Cost", numeric=True),
            ),
            rows,
            empty="The case has no units.",
        ),
        legend=pair_key(names),
    )
    note = element(
        "p",
        "Brought are headcount-days with the capability asked for, inside the lines' days, before what is "
        "over-filled is cut.",
        class_="small",
    )
    return Part("components", "By component", None, join((bars, note)))


def _dwell(both: SideBySide) -> Part:
    names = _names(both)
    rows = []
    for pair in both.dwell:
        for index, figures in enumerate(pair.figures):
            rows.append(
                (
                    "all" if pair.component is None else str(pair.component),
                    said(names[index], 40),
                    count(figures.tours),
                    *(count(value) for value in figures.quartiles or (None,) * 5),
                    count(figures.mean),
                    count(figures.unknown),
                    count(figures.continuing),
                )
            )
    grid = join(
        (
            table(
                "Days at home before a planned tour",
                (
                    Column("Component"),
                    Column("Plan"),
                    Column("Tours", numeric=True),
                    Column("Least", numeric=True),
                    Column("Lower quartile", numeric=True),
                    Column("Median", numeric=True),
                    Column("Upper quartile", numeric=True),
                    Column("Most", numeric=True),
                    Column("Mean", numeric=True),
                    Column("Not known", numeric=True),
                    Column("Continuing", numeric=True),
                ),
                rows,
            ),
            _classes(both),
        )
    )
    if not any(figures.tours for figures in both.dwell[0].figures):
        words = "The case does not say for any tour of the plans how long its unit was at home before it."
        return Part(
            "dwell-before", "Days at home before deployment", None, element("p", words, class_="empty")
        )
    lead = element(
        "p",
        "How long units were at home before each planned tour: since the tour before, since their last "
        "return, or since their cycle began. Tours for which the case does not say are counted as not "
        "known; those that begin where another of the same unit ends, as continuing.",
        class_="lead",
    )
    drawing = figure(
        "dwell",
        box_chart("Days at home before a planned tour", both.dwell),
        "Lines reach from the least to the most, boxes over the middle half of the tours; the bar and the "
        "figure are the median.",
        "days at home before a tour",
        grid,
        legend=pair_key(names),
    )
    return Part("dwell-before", "Days at home before deployment", None, join((lead, drawing)))


def _classes(both: SideBySide) -> Markup:
    a, b = both.dwell[0].figures
    bounds = [*pairwise(DWELL_CLASSES), (DWELL_CLASSES[-1], None)]
    return table(
        "Tours by days at home before them",
        (Column("Days at home"), *(Column(clip(name, 24), numeric=True) for name in _names(both))),
        [
            (
                f"{count(low)} and more" if high is None else f"{count(low)} to {count(high - 1)}",
                count(one),
                count(other),
            )
            for (low, high), one, other in zip(bounds, a.classes, b.classes, strict=True)
            if one or other
        ],
        empty="For no tour is it known.",
    )


def _costs(both: SideBySide) -> Part:
    missing = (
        join(
            (
                element("span", "! missing", class_="badge warn"),
                " No rate of the case speaks of: ",
                element("strong", "; ".join(both.cost_missing)),
                ".",
            )
        )
        if both.cost_missing
        else Markup("Every kind of cost that an estimate should name is covered.")
    )
    rows = [
        (
            said(pair.element, 60) if pair.element else "of it paid twice during hand-over",
            dollars(pair.cents[0]),
            dollars(pair.cents[1]),
            _dollars(pair.cents[1] - pair.cents[0]),
        )
        for pair in both.costs
    ]
    return Part(
        "cost",
        "Cost by element",
        None,
        join((element("p", missing), table("Elements of the cost", _columns("Element", both), rows))),
    )


def _ceilings(both: SideBySide) -> Part:
    rows = []
    for pair in both.ceilings:
        write = dollars if pair.money else count
        change = pair.peak[1] - pair.peak[0]
        rows.append(
            (
                said(pair.ceiling, 60),
                write(pair.limit),
                f"{write(pair.peak[0])}",
                f"{write(pair.peak[1])}",
                _dollars(change) if pair.money else _signed(change),
                _pair(pair.over_days) if any(pair.over_days) else "none",
                "in force" if pair.in_force else "not in force",
            )
        )
    content = table(
        "Ceilings and what each plan uses of them",
        (
            Column("Ceiling"),
            Column("Limit", numeric=True),
            *(Column(f"Most used, {clip(name, 20)}", numeric=True) for name in _names(both)),
            Column("Difference", numeric=True),
            Column("Days over", numeric=True),
            Column("State"),
        ),
        rows,
        empty="The case sets no ceiling.",
    )
    return Part("ceilings", "Ceilings", None, content)


def _lines(both: SideBySide) -> Part:
    apart = [pair for pair in both.by_line if pair.difference]
    alike = both.lines_asked - len(apart)
    content = join(
        (
            element("p", f"{plural(alike, 'line is', 'lines are')} filled alike.", class_="lead"),
            table(
                "Lines that differ, the most first",
                (
                    Column("Line"),
                    Column("Priority", numeric=True),
                    Column("Category"),
                    Column("Place"),
                    Column("Asked", numeric=True),
                    *(Column(clip(name, 24), numeric=True) for name in _names(both)),
                    Column("Difference", numeric=True),
                    Column("Tours", numeric=True),
                ),
                [
                    (
                        said(pair.line, 60),
                        str(pair.priority),
                        said(role(pair.category), 40),
                        said(pair.place, 40),
                        count(pair.asked),
                        count(pair.filled[0]),
                        count(pair.filled[1]),
                        _signed(pair.difference),
                        _pair(pair.tours),
                    )
                    for pair in apart
                ],
                most=_MOST_LINES,
                rest=_REST,
                empty="No line differs.",
            ),
        )
    )
    return Part("lines", "Line by line", None, content)


def _units(both: SideBySide) -> Part:
    use, names = both.units, _names(both)
    rows = [
        ("In both plans", count(use.both), None),
        *(
            (
                f"Only in {clip(names[index], 40)}",
                count(use.only[index]),
                said(", ".join(use.names_only[index][:_MOST_NAMES]), 1200) if use.names_only[index] else None,
            )
            for index in (0, 1)
        ),
        ("In neither plan", count(use.neither), None),
    ]
    return Part(
        "units",
        "Units used",
        None,
        join(
            (
                table(
                    "Units, counted one by one",
                    (Column("Units"), Column("Number", numeric=True), Column("Which", wide=True)),
                    rows,
                ),
                element(
                    "p",
                    f"{plural(use.same_tours, 'tour is', 'tours are')} the same in both plans: unit, line, "
                    f"days and duty status.",
                    class_="small",
                ),
            )
        ),
    )


def _names(both: SideBySide) -> tuple[str, str]:
    return both.sides[0].name, both.sides[1].name


def _columns(first: str, both: SideBySide) -> tuple[Column, ...]:
    return (
        Column(first),
        *(Column(clip(name, 40), numeric=True) for name in _names(both)),
        Column("Difference", numeric=True),
    )


def _row(name: str, a: int, b: int) -> tuple[Cell, ...]:
    return name, count(a), count(b), _signed(b - a)


def _pair(values: Pair) -> str:
    return f"{count(values[0])} · {count(values[1])}"


def _signed(value: int) -> str:
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{abs(value):,}"


def _money(cents: int) -> str:
    return f"{'+' if cents > 0 else ''}{dollars_short(cents)}"


def _dollars(cents: int) -> str:
    return f"{'+' if cents > 0 else ''}{dollars(cents)}"


def _points(a: float | None, b: float | None) -> str | None:
    if a is None or b is None:
        return None
    points = (b - a) * 100
    return f"{'+' if points > 0 else '−' if points < 0 else ''}{abs(points):.2f} points"


def _median(figures: DwellFigures) -> str:
    return count(figures.quartiles[2] if figures.quartiles is not None else None)


def _check(side: Side) -> str:
    return {True: "✓", False: "✕", None: "–"}[side.feasible]


def _badge(side: Side) -> Markup:
    if side.feasible is None:
        return element("span", "not run", class_="badge plainbadge")
    if side.feasible:
        return element("span", "✓ feasible", class_="badge good")
    return element("span", f"✕ {plural(side.violations, 'violation')}", class_="badge bad")
