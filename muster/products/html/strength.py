"""Ceilings: strength day by day, and what more or fewer people would be worth."""

from __future__ import annotations

from datetime import date

from muster.domain.presence import Steps, window
from muster.products.brief import Brief
from muster.products.chart import strength_chart
from muster.products.conflicts import strength_words
from muster.products.figures import count, day, dollars, percent, period, plural
from muster.products.html.badge import status_badge
from muster.products.html.part import Part, figure, key
from muster.products.strength import CeilingBrief
from muster.products.svg import Markup, element, join
from muster.products.table import Column, said, table

__all__ = ("price", "strength")

_MOST_CHARTS = 16
_MOST_STEPS = 400


def strength(brief: Brief) -> Part:
    """S6: nested ceilings by component and duty status, and the strength against each, day by day."""
    content: list[Markup] = [
        element(
            "p",
            "A ceiling is a limit, never a strength. The steps are what the plan puts there; points "
            "are what was "
            "reported, with the bound that the report gave. Reports that say “planned” or “announced” "
            "never break "
            "a ceiling.",
            class_="lead",
        ),
        _nested(brief),
        _legend(),
        element("h3", "Everyone present"),
        figure(
            "strength-all",
            strength_chart(
                "Everyone present under the plan",
                brief.strength,
                _first(brief, brief.strength),
                brief.end,
                today=brief.as_of,
            ),
            "All tours together, whatever their status."
            + "".join(
                f" {status}: at most {count(_top(steps))}." for status, steps in brief.strength_by_status
            ),
            "everyone present, day by day",
            _step_table("Everyone present", brief.strength, None, brief),
        ),
    ]
    with_people = [ceiling for ceiling in brief.ceilings if ceiling.limit is not None]
    for index, ceiling in enumerate(with_people[:_MOST_CHARTS], start=1):
        content.append(_ceiling_figure(brief, ceiling, index))
    if len(with_people) > _MOST_CHARTS:
        content.append(
            element(
                "p",
                f"Drawn are the {_MOST_CHARTS} largest of {len(with_people)} ceilings; the table above "
                f"has them all.",
                class_="cut",
            )
        )
    content.append(element("h3", "Reported strengths"))
    content.append(
        table(
            "Reported strengths, as reported (totals and their parts are never added)",
            (
                Column("Day"),
                Column("Scope"),
                Column("Component"),
                Column("Duty status"),
                Column("Said"),
                Column("Source", wide=True),
            ),
            [
                (
                    day(report.date),
                    said(report.scope),
                    str(report.component or "not stated"),
                    str(report.duty_status or "not stated"),
                    strength_words(report),
                    said(report.source),
                )
                for report in brief.reports
            ],
            most=400,
            empty="The case has no reported strengths.",
        )
    )
    return Part("strength", "Strength against every ceiling", "S6", join(content))


def _top(steps: Steps) -> int:
    return max((value for _, value in steps), default=0)


def _first(brief: Brief, steps: Steps) -> date:
    return min(brief.start, steps[0][0]) if steps else brief.start


def _nested(brief: Brief) -> Markup:
    return table(
        "Ceilings, the widest first",
        (
            Column("Ceiling"),
            Column("Status"),
            Column("Limit", numeric=True),
            Column("Most used", numeric=True),
            Column("Left", numeric=True),
            Column("Days over", numeric=True),
            Column("Binds"),
            Column("Counts", wide=True),
            Column("Inside"),
        ),
        [
            (
                said(ceiling.id, 60),
                status_badge(ceiling.status),
                count(ceiling.limit) if ceiling.limit is not None else dollars(ceiling.dollars),
                count(ceiling.peak) if ceiling.limit is not None else dollars(ceiling.peak),
                _left(ceiling),
                element("span", f"✕ {ceiling.over_days}", class_="badge bad") if ceiling.over_days else "0",
                period(ceiling.start, ceiling.end) if ceiling.in_force else "not in force",
                said(_counts(ceiling), 400),
                said(", ".join(ceiling.inside)),
            )
            for ceiling in brief.ceilings
        ],
        empty="No authority of the case sets a ceiling.",
    )


def _left(ceiling: CeilingBrief) -> str:
    if ceiling.limit is not None:
        return count(ceiling.limit - ceiling.peak).replace("-", "−")
    return dollars(ceiling.dollars - ceiling.peak) if ceiling.dollars is not None else "–"


def _counts(ceiling: CeilingBrief) -> str:
    overlap = {
        "counted": "hand-over days count",
        "excluded": "hand-over days do not count",
        "unknown": "hand-over days: not stated, so they count",
    }.get(ceiling.overlap, f"hand-over days: {ceiling.overlap.replace(':', ' up to ')}, planned as counted")
    return f"{ceiling.scope}; {overlap}"


def _legend() -> Markup:
    return key(
        (element("path", class_="steps", d="M1 11H10V4H25"), "plan"),
        (element("line", class_="limit", x1=1, y1=7, x2=25, y2=7), "limit"),
        (element("rect", class_="over", x=2, y=1, width=22, height=12), "above the limit"),
        (element("circle", class_="report", cx=13, cy=7, r=4), "reported on duty"),
        (element("circle", class_="report open", cx=13, cy=7, r=4), "reported as planned"),
        (element("polygon", class_="report open", points="13,2 18,7 13,12 8,7"), "announced"),
        (element("path", class_="band", d="M13 2V12M9 2h8M9 12h8"), "range reported"),
    )


def _ceiling_figure(brief: Brief, ceiling: CeilingBrief, index: int) -> Markup:
    limit = ceiling.limit or 0
    share = percent(ceiling.peak / limit) if limit else "–"
    words = f"{count(ceiling.peak)} of {count(limit)} on the fullest day ({share})"
    if ceiling.peak_day is not None:
        words += f", first on {day(ceiling.peak_day)}"
    words += f". It counts {ceiling.scope}."
    if not ceiling.in_force:
        words += " The instrument is not in force: the limit is drawn as it would be."
    if ceiling.over_days:
        words += f" The plan is above it on {plural(ceiling.over_days, 'day')}."
    drawing = strength_chart(
        f"Strength against {ceiling.id}: {words}",
        ceiling.steps,
        _first(brief, ceiling.steps),
        brief.end,
        limit=ceiling.limit,
        binds=(ceiling.start, ceiling.end),
        today=brief.as_of,
        reports=ceiling.reports,
    )
    return join(
        (
            element("h3", said(ceiling.id, 60), " · ", said(ceiling.authority_title, 90)),
            figure(
                f"strength-{index}",
                drawing,
                words if len(words) < 500 else words[:499] + "…",
                "this ceiling, day by day",
                _step_table("People counted", ceiling.steps, ceiling, brief),
            ),
        )
    )


def _step_table(name: str, steps: Steps, ceiling: CeilingBrief | None, brief: Brief) -> Markup:
    first = _first(brief, steps)
    inside = window(steps, first, brief.end)
    rows = []
    for index, (when, value) in enumerate(inside):
        until = inside[index + 1][0] if index + 1 < len(inside) else brief.end
        row: list[str] = [period(when, until) if until > when else day(when), count(value)]
        if ceiling is not None and ceiling.limit is not None:
            binds = (ceiling.start is None or until > ceiling.start) and (
                ceiling.end is None or when < ceiling.end
            )
            row.append(count(ceiling.limit) if binds else "does not bind")
            row.append(count(ceiling.limit - value).replace("-", "−") if binds else "–")
        rows.append(row)
    columns = [Column("Days"), Column(name, numeric=True)]
    if ceiling is not None:
        columns += [Column("Limit", numeric=True), Column("Left", numeric=True)]
    return table(f"{name}, by period without change", columns, rows, most=_MOST_STEPS)


def price(brief: Brief) -> Part:
    """S2: notional units, and the price of more or fewer troops."""
    content = [
        element(
            "p",
            "How many troops, and which, may still vary. Prices hold at the margin of the linear "
            "relaxation: they say "
            "what the next people under a ceiling are worth by the same measure as the plan, and "
            "shrink as more are "
            "added.",
            class_="lead",
        ),
        table(
            "What more or fewer people under each ceiling would be worth",
            (
                Column("Ceiling"),
                Column("Limit", numeric=True),
                Column("Most used", numeric=True),
                Column("One more person", numeric=True),
                Column("In words", wide=True),
            ),
            [
                (
                    said(ceiling.id, 60),
                    count(ceiling.limit) if ceiling.limit is not None else dollars(ceiling.dollars),
                    count(ceiling.peak) if ceiling.limit is not None else dollars(ceiling.peak),
                    "not known" if ceiling.price is None else f"${ceiling.price:,.0f}",
                    ceiling.price_words,
                )
                for ceiling in brief.ceilings
            ],
            empty="No authority of the case sets a ceiling.",
        ),
        table(
            "Notional units: counted by number, or still to be named",
            (
                Column("Unit", wide=True),
                Column("Type"),
                Column("Component"),
                Column("Units", numeric=True),
                Column("People each", numeric=True),
                Column("Used", numeric=True),
                Column("Tours", numeric=True),
            ),
            [
                (
                    said(unit.name, 80),
                    said(unit.type_name, 80),
                    str(unit.component),
                    count(unit.quantity),
                    count(unit.headcount),
                    count(unit.used),
                    count(unit.tours),
                )
                for unit in brief.notional
            ],
            most=300,
            empty="Every unit of the case is named.",
        ),
    ]
    return Part("price", "More or fewer troops", "S2", join(content))
