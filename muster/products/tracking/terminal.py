"""Tracking as plain text: figures of the day, charts, what disagrees, what is silent, what comes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from textwrap import wrap

from muster.products.conflicts import strength_words
from muster.products.figures import count, day, dollars_short, period, plural
from muster.products.svg import clip, plain
from muster.products.tracking.charts import ceiling_reports, ceiling_window, is_drawn
from muster.products.tracking.days import point_word, point_words, values_of
from muster.products.tracking.headline import eras, headline
from muster.products.tracking.textchart import KEY, TextChart, status_lanes, text_chart
from muster.tracking.against import ReportStanding, TourStanding
from muster.tracking.commands import ChartNode, CommandChart
from muster.tracking.gaps import Gap
from muster.tracking.track import CeilingTrack, ScopeTrack, Tracking

__all__ = (
    "command_lines",
    "dual_words",
    "gap_words",
    "node_words",
    "tour_words",
    "tracking_lines",
    "undivided_words",
)

_WIDTH = 80
_MOST_CHARTS, _MOST_ROWS, _MOST_ALERTS = 6, 12, 12


def tracking_lines(found: Tracking, *, every: bool = False) -> list[str]:
    """
    The whole report in 80 columns, without colours or control characters.

    ``every`` leaves nothing out; else long lists are cut, and say so.
    """
    most = 10_000 if every else _MOST_ROWS
    return [
        *_wrapped(f"{_line(found.case.name, 60)} · tracked on {day(found.day)}", ""),
        *(line for words in headline(found) for line in _wrapped(words, "  ", "    ")),
        "",
        *_ceilings(found),
        *_lanes(found),
        *_charts(found, 10_000 if every else _MOST_CHARTS),
        *_scopes(found, most),
        *_disagreeing(found, most),
        *_adding_up(found),
        *_gaps(found, most),
        *_alerts(found, 10_000 if every else _MOST_ALERTS),
        *_against(found, most),
        *_cost(found),
        *_changes(found, most),
        *_unplaced(found, most),
    ]


def _line(text: str, longest: int) -> str:
    return clip(" ".join(plain(text).split()), longest)


def _wrapped(text: str, indent: str = "  ", more: str | None = None) -> list[str]:
    return wrap(
        " ".join(plain(text).split()),
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + "  " if more is None else more,
        break_on_hyphens=False,
    )


def _heading(title: str) -> list[str]:
    return ["", title]


def _ceilings(found: Tracking) -> Iterator[str]:
    """The ceilings on the day: authorised, ordered, planned, reported."""
    if not found.ceilings:
        yield "No authority of the case sets a ceiling in people."
        return
    names = [_line(track.ceiling.id, 24) for track in found.ceilings]
    wide = max(len("On " + day(found.day)), *(len(name) + 2 for name in names))
    yield f"{'On ' + day(found.day):<{wide}}  authorised   ordered   planned  reported"
    for name, track in zip(names, found.ceilings, strict=True):
        now = values_of(track, found.day)
        cells = (
            "not bound" if now.authorised is None else count(now.authorised),
            count(now.ordered),
            count(now.planned),
        )
        figures = f"{cells[0]:>10}{cells[1]:>10}{cells[2]:>10}"
        yield f"{'  ' + name:<{wide}}  {figures}  {_line(_reported(track, found), 80 - wide - 34)}"


def _reported(track: CeilingTrack, found: Tracking) -> str:
    if track.limit_on(found.day) is None:
        binds = track.binds
        if binds is None:
            return ""
        if binds.end is not None and binds.end <= found.day:
            return f"ended {day(binds.end - timedelta(days=1))}"
        return f"from {day(binds.start)}"
    last = track.last_points(found.day)
    if not last:
        return "never"
    numbers = " / ".join(dict.fromkeys(count(point.headcount) for point in last))
    ago = (found.day - last[0].date).days
    return numbers if not ago else f"{numbers} {plural(ago, 'day')} ago"


def _lanes(found: Tracking) -> Iterator[str]:
    """When people of which status were reported, over all days of reports."""
    reports = [report for report in found.case.strengths if found.start <= report.date < found.end]
    if len({report.date for report in reports}) < 2:
        return
    first, last = min(report.date for report in reports), max(report.date for report in reports)
    yield from _heading("Who was reported (nothing is known between two marks)")
    yield from status_lanes(reports, first, last + timedelta(days=1), width=_WIDTH)
    for status, span, number, numbers in eras(found):
        yield from _wrapped(f"{status}: {numbers} on duty, {plural(number, 'report')}, {span}")


def _charts(found: Tracking, most: int) -> Iterator[str]:
    drawn = [track for track in found.ceilings if is_drawn(track, found)]
    for track in drawn[:most]:
        yield from _ceiling(track, found)
    if len(drawn) > most:
        yield ""
        yield f"  and {len(drawn) - most} more ceilings: -v shows them"
    if drawn:
        yield ""
        yield from (f"  {line}" for line in KEY)


def _ceiling(track: CeilingTrack, found: Tracking) -> Iterator[str]:
    binds = period(track.binds.start, track.binds.end) if track.binds is not None else "binds nobody"
    yield ""
    yield from _wrapped(
        f"{track.ceiling.id}: at most {count(track.limit)}, {binds} ({track.authority.id}; "
        f"hand-over {track.ceiling.overlap.replace(':', ' ')})",
        "",
        "  ",
    )
    start, end = ceiling_window(track, found)
    chart = TextChart(
        start=start,
        end=end,
        steps=track.presence.expected,
        limit=track.limit,
        binds=(None, None) if track.binds is None else (track.binds.start, track.binds.end),
        reports=ceiling_reports(track),
        today=found.day,
        gaps=[(gap.start, gap.end) for gap in track.gaps],
    )
    yield from text_chart(chart, width=_WIDTH)
    for point in track.points:
        if point.finding is not None or len(track.points) <= 8:
            where = f" (reported for {point.standing.through})" if point.standing.through else ""
            yield from _wrapped(
                f"{day(point.date)}: {point_words(point)}{where}: {point_word(point)}", "  ", "      "
            )
    yield from _ahead(track)


def _ahead(track: CeilingTrack) -> Iterator[str]:
    """The two readings of the days ahead."""
    forecast = track.forecast
    if forecast is None or not forecast.days_within(track.binds):
        return
    tours = "planned tours" if forecast.basis == "plan" else "ordered tours"
    yield from _wrapped(
        f"Ahead, by {tours} alone: at most {count(forecast.peak())} until {day(forecast.end)}"
        + _above(track, carried=False)
    )
    if forecast.difference is None:
        yield from _wrapped("Ahead, with a reported difference: no report to carry")
        return
    low, high = forecast.difference
    words = _signed(low) if low == high else f"{_signed(low)} to {_signed(high)}"
    yield from _wrapped(
        f"Ahead, with the difference reported on {day(forecast.reported[0].date)} ({words}) carried: "
        f"at most {count(forecast.peak(carried=True))}" + _above(track, carried=True)
    )


def _above(track: CeilingTrack, *, carried: bool) -> str:
    assert track.forecast is not None
    first = track.forecast.first_above(track.limit, track.binds, carried=carried)
    return "" if first is None else f", above the limit from {day(first)}"


def _signed(value: int) -> str:
    return f"{'+' if value > 0 else '−' if value < 0 else '±'}{abs(value):,}"


def _scopes(found: Tracking, most: int) -> Iterator[str]:
    """Reports of scopes that are no ceiling: places, commands, units, authorities."""
    listed = [
        (track, report)
        for track in found.scopes
        if track.kind not in ("ceiling",)
        for report in track.reports
    ]
    if not listed:
        return
    listed.sort(key=lambda item: item[1].date)
    yield from _heading("Reported by place, command, unit and authority")
    if len(listed) > most:
        yield f"  {plural(len(listed) - most, 'earlier report')}: -v, --json and the page have them"
    for track, report in listed[-most:]:
        people = [str(part) for part in (report.component, report.duty_status) if part]
        who = ", ".join(people) or "not stated of whom"
        yield from _wrapped(
            f"{report.date}  {track.scope}: {strength_words(report)} ({who})", "  ", "              "
        )


def _disagreeing(found: Tracking, most: int) -> Iterator[str]:
    if not found.disagreements:
        return
    yield from _heading("Reports that disagree (side by side, never averaged)")
    for item in found.disagreements[:most]:
        mark = "cannot all be true" if item.apart else "can all be true"
        yield from _wrapped(f"{item.date}  {item.scope}: {mark}")
        for report in item.reports:
            yield from _wrapped(
                f"{strength_words(report)}: {report.source or 'source not stated'}", "    ", "      "
            )
    if len(found.disagreements) > most:
        yield f"  and {len(found.disagreements) - most} more"


def _adding_up(found: Tracking) -> Iterator[str]:
    if not found.reconciliations:
        return
    yield from _heading("Totals and their parts (a total of several statuses breaks no ceiling on one)")
    for item in found.reconciliations:
        parts = " + ".join(
            f"{count(part.headcount)} {part.duty_status or part.component} ({part.scope})"
            for part in item.parts
        )
        how = "" if item.own else "; that they add up is all that says so"
        yield from _wrapped(
            f"{item.total.date}  {item.total.scope}: {count(item.total.headcount)} = {parts}{how}"
        )


def gap_words(gap: Gap) -> str:
    """A gap as people say it."""
    words = f"{period(gap.start, gap.end)}, {plural(gap.days, 'day')}"
    if gap.before is None and gap.after is None:
        return f"{words}: nothing at all"
    if gap.before is None:
        return f"{words}: until the first report"
    if gap.after is None:
        return f"{words}: since the last report"
    return words


def _gaps(found: Tracking, most: int) -> Iterator[str]:
    silent: list[tuple[str, Gap]] = [
        (track.ceiling.id, gap) for track in found.ceilings for gap in track.gaps
    ]
    silent += [(track.scope, gap) for track in found.scopes if _own_gaps(track) for gap in track.gaps]
    if not silent:
        return
    silent.sort(key=lambda item: -item[1].days)
    yield from _heading(f"Nobody reported ({found.options.every} days or more; nothing is filled in)")
    for scope, gap in silent[:most]:
        yield from _wrapped(f"{_line(scope, 24)}: {gap_words(gap)}")
    if len(silent) > most:
        yield f"  and {len(silent) - most} more"


def _own_gaps(track: ScopeTrack) -> bool:
    """Whether a scope's gaps are told for themselves: those of ceilings are told with the ceiling."""
    return track.kind in ("place", "command", "unit")


def _alerts(found: Tracking, most: int) -> Iterator[str]:
    if not found.alerts:
        return
    yield from _heading("Before it happens")
    for alert in found.alerts[:most]:
        left = "now" if not alert.days_left else f"in {plural(alert.days_left, 'day')}"
        yield from _wrapped(f"{alert.day}  {left}: {alert.message}", "  ", "              ")
    if len(found.alerts) > most:
        yield f"  and {len(found.alerts) - most} more: -v, --json and the page have them"


def tour_words(item: TourStanding) -> str:
    """A tour planned against recorded, in words."""
    words = []
    for word in item.words:
        if word in ("late", "early") and item.days is not None:
            words.append(f"{plural(abs(item.days), 'day')} {word}")
        elif word in ("short", "over") and item.people is not None:
            words.append(f"{count(abs(item.people))} {word}")
        else:
            words.append(word.replace("_", " "))
    return ", ".join(words)


def _against(found: Tracking, most: int) -> Iterator[str]:
    """The plan against ordered tours and reports."""
    if found.plan is not None:
        yield from _heading("Plan against ordered tours")
        apart = [item for item in found.tours if item.words != ("as_planned",)]
        alike = len(found.tours) - len(apart)
        yield from _wrapped(f"{plural(alike, 'tour')} as planned, {len(apart)} otherwise")
        for item in apart[:most]:
            stated = item.planned or item.recorded
            assert stated is not None
            yield from _wrapped(
                f"{stated[0]}  {_line(item.unit, 24)} on {_line(item.line, 24)}: {tour_words(item)}"
            )
        if len(apart) > most:
            yield f"  and {len(apart) - most} more: -v, --json and the page have them"
    reports = [item for item in found.reports if item.word != "part"]
    if reports:
        basis = "planned" if found.plan is not None else "ordered"
        yield from _heading(f"Reported against {basis}")
        for report in reports[:most]:
            stated_of = report.report
            yield from _wrapped(
                f"{stated_of.date}  {stated_of.scope}: {strength_words(stated_of)}, {basis} "
                f"{count(report.expected)}: {_difference(report)}",
                "  ",
                "              ",
            )
        if len(reports) > most:
            yield f"  and {len(reports) - most} more"


def _difference(item: ReportStanding) -> str:
    if item.word == "as_planned":
        return "as expected"
    about = "about " if item.report.bound in ("about", "nearly") else ""
    return f"{about}{count(abs(item.difference))} {item.word}"


def _cost(found: Tracking) -> Iterator[str]:
    spent = found.spending
    if spent is None:
        return
    yield from _heading(f"Cost to the end of {day(spent.day)}, at the rates of the case")
    if spent.estimate is not None:
        yield from _wrapped(
            f"estimate of the whole plan {dollars_short(spent.estimate)}; planned to date "
            f"{dollars_short(spent.planned)}; ordered tours to date {dollars_short(spent.ordered)}"
        )
    else:
        yield from _wrapped(f"ordered tours to date {dollars_short(spent.ordered)}")
    for budget in spent.budgets:
        yield from _wrapped(
            f"{budget.ceiling}: budget {dollars_short(budget.limit)}, to date "
            f"{dollars_short(budget.to_date)}, whole tours {dollars_short(budget.whole)}"
        )
    yield from _wrapped("Not counted: " + " ".join(spent.not_counted()))


def _changes(found: Tracking, most: int) -> Iterator[str]:
    if not found.case.commands:
        return
    yield from _heading(f"Commands on {day(found.chart.day)}")
    yield from command_lines(found.chart)
    if found.changes:
        yield from _heading("Changes of command")
        for change in found.changes[:most]:
            yield from _wrapped(f"{change.day}  {change.message}", "  ", "              ")
        if len(found.changes) > most:
            yield f"  and {len(found.changes) - most} more"


def command_lines(chart: CommandChart) -> list[str]:
    """The day's chains of command as a tree."""
    said: list[str] = []
    for node in chart.chains:
        said.extend(_tree(node, "  ", "  "))
    for command, tops in chart.dual:
        said.extend(_wrapped(f"Dual status: {command}: {dual_words(tops)}"))
    if chart.undivided:
        said.extend(_wrapped(undivided_words(chart)))
    if chart.others:
        said.extend(_wrapped("In no chain: " + ", ".join(chart.others)))
    if chart.not_standing:
        said.extend(
            _wrapped("Named by tours, and not standing on this day: " + ", ".join(chart.not_standing))
        )
    if not said:
        said.append("  no command is recorded for this day")
    return said


def dual_words(tops: Sequence[str]) -> str:
    """Which chains of a command in dual status are recorded."""
    if not tops:
        return "no chain is recorded"
    if len(tops) == 1:
        return f"one chain is recorded here, up to {tops[0]}"
    return f"two chains, kept apart: up to {' and up to '.join(tops)}"


def undivided_words(chart: CommandChart) -> str:
    """What is not known of those under a commander in dual status."""
    return (
        "Under a command in dual status, and not recorded in which of its chains: "
        f"{', '.join(chart.undivided)}; each is shown in both, and stands in one"
    )


def _tree(node: ChartNode, first: str, rest: str) -> Iterator[str]:
    yield from _wrapped(node_words(node), first, rest + "    ")
    for index, inner in enumerate(node.under):
        last = index == len(node.under) - 1
        yield from _tree(inner, rest + ("└─ " if last else "├─ "), rest + ("   " if last else "│  "))


def node_words(node: ChartNode) -> str:
    """A command with its name, place, relations and people."""
    words = node.command if node.name is None or node.name == node.command else f"{node.command}, {node.name}"
    notes = [f"at {node.place}"] if node.place else []
    if node.relation == "dual_status":
        notes.append("dual status")
    notes += [_beside(relation, other) for relation, other in node.beside]
    if node.units:
        statuses = " and ".join(status.value for status, _ in node.by_status)
        notes.append(f"{plural(node.units, 'unit')}, {count(node.people)} people in {statuses}")
    return words + (f" ({'; '.join(notes)})" if notes else "")


def _beside(relation: str, other: str) -> str:
    return {
        "support": f"supports {other}",
        "tactical_control": f"under the tactical control of {other}",
    }.get(relation, f"{relation} {other}")


def _unplaced(found: Tracking, most: int) -> Iterator[str]:
    if not found.unplaced:
        return
    yield from _heading("Accepted facts that are no report")
    for item in found.unplaced[:most]:
        yield from _wrapped(f"{item.fact.doc}: “{clip(item.fact.quote, 120)}”: {item.why}")
    if len(found.unplaced) > most:
        yield f"  and {len(found.unplaced) - most} more"
