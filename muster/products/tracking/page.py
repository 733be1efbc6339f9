"""Tracking as one HTML page, in the frame and style of the report; every drawing has a table twin."""

from __future__ import annotations

from collections.abc import Sequence

from muster.domain.finding import Finding
from muster.domain.strength import StrengthReport
from muster.products.conflicts import strength_words
from muster.products.figures import count, day, dollars, dollars_short, period, plural
from muster.products.html.badge import status_badge, verdict_badge
from muster.products.html.page import render_page
from muster.products.html.part import Part, figure
from muster.products.svg import Markup, clip, element, join
from muster.products.table import Cell, Column, said, table
from muster.products.tracking.charts import (
    TRACK_STYLE,
    ceiling_chart,
    ceiling_key,
    ceiling_window,
    command_chart,
    command_timeline,
    is_drawn,
    overview_chart,
    overview_key,
)
from muster.products.tracking.days import days_of, point_word, point_words, values_of
from muster.products.tracking.headline import eras, headline
from muster.products.tracking.terminal import dual_words, tour_words, undivided_words
from muster.tracking.commands import ChartNode
from muster.tracking.gaps import Gap
from muster.tracking.track import CeilingTrack, Point, Tracking

__all__ = ("render_tracking",)

_MOST_CHARTS = 24
_REST = "`muster track --json` has them all"


def render_tracking(found: Tracking) -> str:
    """
    Lay the tracking out as one self-contained page.

    The page holds no script and loads nothing.
    """
    return render_page(
        f"Tracking: {found.case.name}",
        _top(found),
        _headline(found),
        tuple(
            part
            for part in (
                _overview(found),
                _ceilings(found),
                _conflicts(found),
                _gaps(found),
                _alerts(found),
                _against(found),
                _cost(found),
                _commands(found),
                _findings(found),
            )
            if part is not None
        ),
        "Reports stand as their sources gave them: nothing is averaged, and no day without a report is "
        "filled in. Muster advises; a commander decides.",
        style=TRACK_STYLE,
    )


def _top(found: Tracking) -> Markup:
    items = (
        ("Tracked on", day(found.day)),
        ("Case as of", day(found.case.as_of)),
        ("Days", period(found.start, found.end)),
        ("Plan", "given" if found.plan is not None else "none given"),
    )
    return element(
        "header",
        element("p", "Muster · strength tracked", class_="eyebrow"),
        element("h1", element("bdi", clip(found.case.name, 200))),
        element(
            "ul", *(element("li", f"{name} ", element("b", value)) for name, value in items), class_="meta"
        ),
        class_="top",
    )


def _headline(found: Tracking) -> Markup:
    points = [point for track in found.ceilings for point in track.points]
    above = sum(point.finding is not None for point in points)
    gaps = [gap for track in found.ceilings for gap in track.gaps]
    spent = found.spending
    figures: list[tuple[str, str, str]] = [
        (
            "Ceilings that bind",
            count(sum(track.limit_on(found.day) is not None for track in found.ceilings)),
            f"of {plural(len(found.ceilings), 'ceiling')} in people",
        ),
        (
            "Reports above a ceiling",
            count(above),
            f"of {plural(len(points), 'report')} that count toward one",
        ),
        (
            "Sources that disagree",
            count(len(found.disagreements)),
            "questions with two or more answers, kept side by side",
        ),
        (
            "Gaps in reporting",
            count(len(gaps)),
            f"of {found.options.every} days or more while a ceiling binds",
        ),
    ]
    if spent is None:
        figures.append(
            (
                "Reports",
                count(len(found.case.strengths)),
                f"{count(sum(report.kind == 'on_duty' for report in found.case.strengths))} of them on duty",
            )
        )
    else:
        figures.append(
            (
                "Cost to date",
                dollars_short(spent.planned if spent.estimate is not None else spent.ordered),
                f"of {dollars_short(spent.estimate)} estimated"
                if spent.estimate is not None
                else "of ordered tours; no plan is given",
            )
        )
    figures.append(
        (
            "What comes",
            count(len(found.alerts)),
            f"ceilings near or reached, and clocks within {plural(found.options.within, 'day')}",
        )
    )
    return join(
        (
            element("div", *(element("p", sentence) for sentence in headline(found)), class_="bottomline"),
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
        )
    )


def _people(report: StrengthReport) -> str:
    return ", ".join(str(part) for part in (report.component, report.duty_status) if part) or "not stated"


def _overview(found: Tracking) -> Part:
    content: list[Markup] = [
        element(
            "p",
            "Every report, by day and duty status, with every ceiling on the days that it binds. Reports are "
            "not joined: what lies between two of them is not known. A ceiling is a limit, never a strength.",
            class_="lead",
        )
    ]
    listed = table(
        "Reports, as they were given",
        (
            Column("Day"),
            Column("Scope"),
            Column("Of whom"),
            Column("Said"),
            Column("In hand-over", numeric=True),
            Column("Source", wide=True),
        ),
        [
            (
                day(report.date),
                said(report.scope),
                _people(report),
                strength_words(report),
                count(report.hand_over),
                said(report.source),
            )
            for report in sorted(found.case.strengths, key=lambda report: report.date)
        ],
        most=600,
        rest=_REST,
        empty="The case has no reported strengths.",
    )
    drawing = overview_chart(found)
    if drawing is None:
        content.append(listed)
    else:
        content.append(
            figure(
                "overview",
                drawing,
                "Marks are reports; dashed lines are ceilings. The lanes below show when anybody of a status "
                "was reported on duty: where a lane is empty, nobody reported.",
                "all reports",
                listed,
                legend=overview_key(),
            )
        )
        content.append(
            table(
                "When people of which status were reported on duty",
                (
                    Column("Status"),
                    Column("First report to last", wide=True),
                    Column("Reports", numeric=True),
                    Column("Lowest and highest", numeric=True),
                ),
                [(status, span, count(number), numbers) for status, span, number, numbers in eras(found)],
                empty="Nobody was reported on duty.",
            )
        )
    return Part("overview", "Who was there, and when", "S10", join(content))


def _ceilings(found: Tracking) -> Part:
    planned = found.plan is not None
    content: list[Markup] = [
        table(
            f"Ceilings on {day(found.day)}",
            (
                Column("Ceiling"),
                Column("Status"),
                Column("Authorised", numeric=True),
                Column("Ordered", numeric=True),
                Column("Planned", numeric=True),
                Column("In hand-over", numeric=True),
                Column("Last reported", wide=True),
                Column("Binds"),
                Column("Hand-over counts"),
            ),
            [_row(track, found) for track in found.ceilings],
            empty="No authority of the case sets a ceiling in people.",
        )
    ]
    drawn = [track for track in found.ceilings if is_drawn(track, found)]
    if drawn:
        content.append(ceiling_key(planned=planned))
    for index, track in enumerate(drawn[:_MOST_CHARTS], start=1):
        content.append(_ceiling(track, found, index))
    if len(drawn) > _MOST_CHARTS:
        content.append(
            element(
                "p",
                f"Drawn are {_MOST_CHARTS} of {len(drawn)} ceilings; the table has them all.",
                class_="cut",
            )
        )
    return Part("ceilings", "Against every ceiling", "S6", join(content))


def _row(track: CeilingTrack, found: Tracking) -> tuple[Cell, ...]:
    now, last = values_of(track, found.day), track.last_points(found.day)
    reported = "never"
    if last:
        numbers = " / ".join(dict.fromkeys(point_words(point) for point in last))
        ago = (found.day - last[0].date).days
        reported = f"{numbers}, {day(last[0].date)}" + (f" ({plural(ago, 'day')} ago)" if ago else "")
    binds = period(track.binds.start, track.binds.end) if track.binds is not None else "binds nobody"
    return (
        said(track.ceiling.id, 60),
        status_badge(track.authority.status),
        "–" if now.authorised is None else count(now.authorised),
        count(now.ordered),
        count(now.planned),
        count(now.hand_over),
        reported,
        binds,
        track.ceiling.overlap.replace(":", " "),
    )


def _ceiling(track: CeilingTrack, found: Tracking, index: int) -> Markup:
    start, end = ceiling_window(track, found)
    rows = [
        (
            period(item.start, item.end),
            "–" if item.authorised is None else count(item.authorised),
            count(item.ordered),
            count(item.planned),
            count(item.hand_over),
        )
        for item in days_of(track, start, end)
    ]
    twin = join(
        (
            table(
                f"{clip(track.ceiling.id, 60)}, by period without change",
                (
                    Column("Days"),
                    Column("Authorised", numeric=True),
                    Column("Ordered", numeric=True),
                    Column("Planned", numeric=True),
                    Column("In hand-over", numeric=True),
                ),
                rows,
                most=400,
                rest=_REST,
            ),
            _points(track.points),
            _announced(track),
            _silent(track.gaps),
        )
    )
    return join(
        (
            element("h3", said(track.ceiling.id, 60), " · ", said(track.authority.title, 90)),
            figure(
                f"ceiling-{index}",
                ceiling_chart(track, found),
                _caption(track),
                "this ceiling, day by day and report by report",
                twin,
            ),
        )
    )


def _caption(track: CeilingTrack) -> str:
    words = []
    above = track.above
    if above:
        words.append(
            "; ".join(f"{day(point.date)}: {point_words(point)}, {point_word(point)}" for point in above[:3])
        )
    elif track.points:
        words.append(f"{plural(len(track.points), 'report')}, none above the limit")
    else:
        words.append("Nobody has reported whom it counts")
    forecast = track.forecast
    if forecast is not None and forecast.days_within(track.binds):
        tours = "planned" if forecast.basis == "plan" else "ordered"
        words.append(f"Ahead by {tours} tours alone: at most {count(forecast.peak())}")
        if forecast.difference is not None:
            low, high = forecast.difference
            by = f"{low:+,}" if low == high else f"{low:+,} to {high:+,}"
            words.append(
                f"with the difference reported on {day(forecast.reported[0].date)} "
                f"({by.replace('-', '−')}) carried on: at most {count(forecast.peak(carried=True))}"
            )
        else:
            words.append("no report of the same people, so no difference is carried")
    text = ". ".join(words[:2]) + ("; " + "; ".join(words[2:]) if words[2:] else "") + "."
    return text if len(text) < 600 else text[:599] + "…"


def _points(points: Sequence[Point]) -> Markup:
    return table(
        "Reports on duty that count toward it",
        (
            Column("Day"),
            Column("Said"),
            Column("Of"),
            Column("Stands"),
            Column("Law", wide=True),
            Column("Source", wide=True),
        ),
        [
            (
                day(point.date),
                point_words(point),
                said(point.standing.through or point.standing.reports[0].scope),
                point_word(point),
                "–" if point.finding is None else verdict_badge(point.finding.verdict),
                said("; ".join(dict.fromkeys(r.source or "not stated" for r in point.standing.reports))),
            )
            for point in points
        ],
        most=300,
        rest=_REST,
    )


def _announced(track: CeilingTrack) -> Markup | None:
    if not track.announced:
        return None
    return table(
        "Planned and announced numbers, which break no ceiling",
        (Column("Day"), Column("Said"), Column("Source", wide=True)),
        [
            (day(report.date), strength_words(report), said(report.source))
            for standing in track.announced
            for report in standing.reports
        ],
        most=300,
        rest=_REST,
    )


def _silent(gaps: Sequence[Gap]) -> Markup | None:
    if not gaps:
        return None
    return table(
        "Days without a report",
        (Column("Days"), Column("Number", numeric=True), Column("Report before"), Column("Report after")),
        [(period(gap.start, gap.end), count(gap.days), day(gap.before), day(gap.after)) for gap in gaps],
        most=300,
        rest=_REST,
    )


def _conflicts(found: Tracking) -> Part | None:
    if not found.disagreements and not found.reconciliations:
        return None
    content: list[Markup] = []
    for item in found.disagreements[:100]:
        who = ", ".join(str(part) for part in (item.component, item.duty_status) if part)
        mark = (
            element("span", "✕ cannot all be true", class_="badge bad")
            if item.apart
            else element("span", "can all be true", class_="badge plainbadge")
        )
        title = f"{day(item.date)}, {clip(item.scope, 60)}{', ' + who if who else ''}"
        content.append(element("h3", title, " ", mark))
        content.append(
            element(
                "div",
                *(
                    element(
                        "div", element("strong", strength_words(report)), said(report.source or "not stated")
                    )
                    for report in item.reports
                ),
                class_="sides",
            )
        )
    if len(found.disagreements) > 100:
        content.append(element("p", f"And {len(found.disagreements) - 100} more; {_REST}.", class_="cut"))
    if found.reconciliations:
        content.append(
            table(
                "Totals of several statuses, and the reports that add up to them",
                (
                    Column("Day"),
                    Column("Total"),
                    Column("Parts", wide=True),
                    Column("What says so", wide=True),
                ),
                [
                    (
                        day(item.total.date),
                        f"{count(item.total.headcount)} ({clip(item.total.scope, 40)})",
                        " + ".join(
                            f"{count(part.headcount)} {part.duty_status or part.component} "
                            f"({clip(part.scope, 40)})"
                            for part in item.parts
                        ),
                        "the same scope or source" if item.own else "that they add up, and nothing else",
                    )
                    for item in found.reconciliations
                ],
            )
        )
        content.append(
            element(
                "p",
                "Such a total counts against no ceiling on one status; of its parts each counts where it "
                "belongs.",
                class_="note",
            )
        )
    return Part("sources", "Where sources differ, and totals", "S10", join(content))


def _gaps(found: Tracking) -> Part:
    rows = [("ceiling", track.ceiling.id, gap) for track in found.ceilings for gap in track.gaps]
    rows += [
        (track.kind, track.scope, gap)
        for track in found.scopes
        if track.kind in ("place", "command", "unit")
        for gap in track.gaps
    ]
    return Part(
        "gaps",
        "Days of which nobody reported",
        None,
        table(
            f"Runs of {found.options.every} days or more without a report on duty",
            (
                Column("Of"),
                Column("Kind"),
                Column("Days", wide=True),
                Column("Number", numeric=True),
                Column("Report before"),
                Column("Report after"),
            ),
            [
                (
                    said(scope, 60),
                    kind,
                    period(gap.start, gap.end),
                    count(gap.days),
                    "none" if gap.before is None else day(gap.before),
                    "none yet" if gap.after is None else day(gap.after),
                )
                for kind, scope, gap in rows
            ],
            most=400,
            rest=_REST,
            empty="None: every ceiling that binds, and every scope once reported, is reported often enough.",
        ),
    )


_ALERTS = {
    "exceeded": ("bad", "✕ reported above"),
    "will_exceed": ("bad", "✕ will be above"),
    "full": ("warn", "! full"),
    "near": ("warn", "! near"),
    "ends": ("unsure", "◷ ends"),
    "clock": ("plainbadge", "◷ due"),
}


def _alerts(found: Tracking) -> Part:
    return Part(
        "alerts",
        "Before it happens",
        "S3",
        table(
            "Ceilings reached or near, and what ends or falls due within "
            f"{plural(found.options.within, 'day')}",
            (Column("Day"), Column("In days", numeric=True), Column("What"), Column("Message", wide=True)),
            [
                (
                    day(alert.day),
                    count(alert.days_left),
                    element("span", _ALERTS[alert.kind][1], class_=f"badge {_ALERTS[alert.kind][0]}"),
                    said(alert.message, 600),
                )
                for alert in found.alerts
            ],
            most=300,
            rest=_REST,
            empty="Nothing.",
        ),
    )


def _against(found: Tracking) -> Part | None:
    if not found.tours and not found.lines and not found.reports:
        return None
    content: list[Markup] = []
    planned = found.plan is not None
    if planned:
        apart = [item for item in found.tours if item.words != ("as_planned",)]
        content.append(
            table(
                f"Tours otherwise than planned ({count(len(found.tours) - len(apart))} are as planned)",
                (
                    Column("Unit"),
                    Column("Line"),
                    Column("Planned"),
                    Column("Ordered"),
                    Column("People", numeric=True),
                    Column("Stands", wide=True),
                ),
                [
                    (
                        said(item.unit, 60),
                        said(item.line, 60),
                        "–" if item.planned is None else period(*item.planned[:2]),
                        "–" if item.recorded is None else period(*item.recorded[:2]),
                        " → ".join(
                            count(stated[2]) for stated in (item.planned, item.recorded) if stated is not None
                        ),
                        tour_words(item),
                    )
                    for item in apart
                ],
                most=300,
                rest=_REST,
                empty="none; every tour that was to begin is ordered as planned.",
            )
        )
    heads = (
        Column("Planned", numeric=True),
        Column("Ordered", numeric=True),
        Column("Difference", numeric=True),
    )
    content.append(
        table(
            f"People present on {day(found.day)}, by line",
            (Column("Line"), Column("Place"), Column("Asked", numeric=True), *heads),
            [
                (
                    said(line.line, 60),
                    said(line.place, 60),
                    count(line.asked),
                    count(line.planned) if planned else "–",
                    count(line.recorded),
                    _signed(line.difference) if planned else "–",
                )
                for line in found.lines
            ],
            most=300,
            rest=_REST,
        )
    )
    content.append(
        table(
            f"People present on {day(found.day)}, by type of unit",
            (Column("Type"), Column("Name", wide=True), *heads),
            [
                (
                    said(kind.type, 60),
                    said(kind.name, 80),
                    count(kind.planned) if planned else "–",
                    count(kind.recorded),
                    _signed(kind.difference) if planned else "–",
                )
                for kind in found.types
            ],
            most=300,
            rest=_REST,
        )
    )
    content.append(
        table(
            f"Reports beside the {'planned' if planned else 'ordered'} tours of their day and scope",
            (
                Column("Day"),
                Column("Scope"),
                Column("Reported"),
                Column("Tours", numeric=True),
                Column("Difference", numeric=True),
                Column("Stands", wide=True),
            ),
            [
                (
                    day(item.report.date),
                    said(item.report.scope, 60),
                    strength_words(item.report),
                    count(item.expected),
                    _signed(item.difference),
                    _REPORTS[item.word],
                )
                for item in found.reports
            ],
            most=300,
            rest=_REST,
            empty="no report speaks of a scope that tours serve.",
        )
    )
    return Part("against", "Planned, ordered, reported", "S6", join(content))


_REPORTS = {
    "short": "fewer than expected",
    "over": "more than expected",
    "as_planned": "as expected",
    "part": "not comparable: the report speaks of some of them only",
}


def _signed(value: int) -> str:
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{abs(value):,}"


def _cost(found: Tracking) -> Part | None:
    spent = found.spending
    if spent is None:
        return None
    content: list[Markup] = [
        table(
            f"Cost to the end of {day(spent.day)}, at the rates of the case",
            (
                Column("Element"),
                Column("Whole plan", numeric=True),
                Column("Planned to date", numeric=True),
                Column("Ordered tours to date", numeric=True),
            ),
            [
                *(
                    (said(item.element), dollars(item.estimate), dollars(item.planned), dollars(item.ordered))
                    for item in spent.elements
                ),
                ("All", dollars(spent.estimate), dollars(spent.planned), dollars(spent.ordered)),
            ],
        )
    ]
    if spent.budgets:
        content.append(
            table(
                "Ceilings in dollars",
                (
                    Column("Ceiling"),
                    Column("Limit", numeric=True),
                    Column("To date", numeric=True),
                    Column("Whole tours", numeric=True),
                ),
                [
                    (
                        said(item.ceiling, 60),
                        dollars(item.limit),
                        dollars(item.to_date),
                        dollars(item.whole),
                    )
                    for item in spent.budgets
                ],
            )
        )
    content.append(element("h3", "What these figures do not count"))
    content.append(element("ul", *(element("li", words) for words in spent.not_counted()), class_="plain"))
    return Part("cost", "Cost to date", None, join(content))


def _commands(found: Tracking) -> Part | None:
    if not found.case.commands:
        return None
    chart = found.chart
    rows: list[tuple[Cell, ...]] = []

    def add(node: ChartNode, depth: int, parent: str) -> None:
        rows.append(
            (
                element("span", "· " * depth + clip(node.command, 60)),
                said(node.name, 120),
                (node.relation or "–").replace("_", " "),
                parent or "–",
                "; ".join(f"{relation.replace('_', ' ')}: {other}" for relation, other in node.beside) or "–",
                node.place or "–",
                count(node.people) if node.units else "–",
            )
        )
        for inner in node.under:
            add(inner, depth + 1, node.command)

    for node in chart.chains:
        add(node, 0, "")
    listed = table(
        f"Chains of command on {day(chart.day)}",
        (
            Column("Command"),
            Column("Name", wide=True),
            Column("Relation"),
            Column("To"),
            Column("Beside"),
            Column("Place"),
            Column("People", numeric=True),
        ),
        rows,
        most=300,
        empty="no command is recorded for the day.",
    )
    drawing = command_chart(chart)
    content: list[Markup] = [
        listed
        if drawing is None
        else figure(
            "commands-chart",
            drawing,
            "Whole lines are command, dashed ones dual status: each chain of a dual-status commander stands "
            "by itself. People are those of the tours of the day.",
            "the chains of command",
            listed,
        )
    ]
    for command, tops in chart.dual:
        name = element("strong", f"{clip(command, 60)} in dual status: ")
        content.append(element("p", name, dual_words(tops) + "."))
    if chart.undivided:
        content.append(element("p", undivided_words(chart) + ".", class_="note"))
    if chart.others:
        content.append(
            element("p", "In no chain on the day: " + ", ".join(chart.others) + ".", class_="note")
        )
    if chart.not_standing:
        content.append(
            element(
                "p",
                "Named by tours of the day, though no row of theirs holds on it: "
                + ", ".join(chart.not_standing)
                + ".",
                class_="note",
            )
        )
    over_time = command_timeline(found)
    if over_time is not None:
        content.append(
            figure(
                "commands-time",
                over_time,
                "Every relation on the days that it holds; a bar that reaches the edge is open there.",
                "every relation and its days",
                table(
                    "Relations of commands",
                    (Column("Command"), Column("Relation"), Column("To"), Column("Place"), Column("Days")),
                    [
                        (
                            said(row.command, 60),
                            (row.relation or "–").replace("_", " "),
                            said(row.parent, 60),
                            said(row.place, 60),
                            period(row.start, row.end),
                        )
                        for row in found.case.commands
                    ],
                    most=300,
                    rest="commands.csv has them all",
                ),
            )
        )
    content.append(
        table(
            "Changes",
            (Column("Day"), Column("What"), Column("Change", wide=True)),
            [(day(change.day), change.kind, said(change.message, 200)) for change in found.changes],
            most=200,
            empty="none is recorded.",
        )
    )
    return Part("commands", "Who commands, supports, controls", "S5", join(content))


def _findings(found: Tracking) -> Part:
    def row(item: Finding) -> tuple[Cell, ...]:
        return (
            said(item.subject, 60),
            verdict_badge(item.verdict),
            said(item.message, 600),
            said("; ".join(item.settled_by) or None, 300),
            said("; ".join(dict.fromkeys(cite.cite for cite in item.citations)) or None, 300),
        )

    content = [
        table(
            "Findings on reported strength, ordered tours and dual status",
            (
                Column("Subject"),
                Column("Verdict"),
                Column("Finding", wide=True),
                Column("Settled by", wide=True),
                Column("Sources", wide=True),
            ),
            [row(item) for item in found.findings],
            most=300,
            rest=_REST,
        )
    ]
    if found.unplaced:
        content.append(
            table(
                "Accepted facts that state a strength and are no report",
                (Column("Document"), Column("Words", wide=True), Column("Why", wide=True)),
                [(said(item.fact.doc), said(item.fact.quote, 300), item.why) for item in found.unplaced],
                most=300,
                rest=_REST,
            )
        )
    return Part("findings", "What the law makes of it", "S8", join(content))
