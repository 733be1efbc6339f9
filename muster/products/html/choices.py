"""Changes from the baseline, required lines that stay short, pins and bans with their prices, units split."""

from __future__ import annotations

from muster.domain.conflict import Conflict, Resolution
from muster.products.brief import Brief
from muster.products.choices import CHANGE_WORDS, Churn, RequiredLine, churn_words
from muster.products.figures import count, dollars, period, plural
from muster.products.html.badge import role
from muster.products.html.part import Part
from muster.products.svg import Markup, element, join
from muster.products.table import Column, said, table

__all__ = ("changes", "decisions", "required_lines", "split_units")

_MOST_CHANGES, _MOST_LINES, _MOST_WAYS = 300, 60, 4

#: The sign and colour of each kind of change.
_BADGES = {
    "shifted": "↔",
    "moved": "↷",
    "replaced": "⇄",
    "dropped": "−",
    "added": "+",
}


def changes(brief: Brief) -> Part | None:
    """What became of the baseline's tours; ``None`` for a plan that was made from none."""
    churn = brief.choices.churn
    if churn is None:
        return None
    content = [
        element(
            "p",
            "The plan was made from an earlier one. Tours under way stay; another one gives way only where "
            "that is worth what change is charged, or where it can no longer be. Each change has its reason.",
            class_="lead",
        ),
        _figures(churn),
        *(element("p", sentence) for sentence in churn_words(churn)),
        table(
            "What changed, and why",
            (
                Column("Change"),
                Column("Before", wide=True),
                Column("Now", wide=True),
                Column("Why", wide=True),
            ),
            [
                (
                    element(
                        "span",
                        f"{_BADGES[change.kind]} {CHANGE_WORDS[change.kind]}",
                        class_="badge plainbadge",
                    ),
                    _tour(change.before),
                    _tour(change.after),
                    said(change.why, 500),
                )
                for change in brief.choices.changes
            ],
            most=_MOST_CHANGES,
            empty="No tour of the baseline is dropped, and none is new.",
        ),
    ]
    return Part("changes", "What changed from the baseline", None, join(content))


def _tour(tour: tuple[str, str] | None) -> Markup:
    if tour is None:
        return Markup("–")
    who, when = tour
    return join((said(who, 160), ", ", element("span", when, class_="nowrap")))


def _figures(churn: Churn) -> Markup:
    before = churn.kept + churn.dropped
    share = f"of {plural(before, 'tour')} of the baseline" if before else "the baseline had none"
    items = (
        ("Tours kept", count(churn.kept), share),
        ("Dropped", count(churn.dropped), "shifted, moved and replaced ones among them"),
        ("New", count(churn.added), "what stands for a dropped one among them"),
    )
    return element(
        "dl",
        *(
            element(
                "div",
                element("dt", name),
                element("dd", value, class_="value"),
                element("dd", more, class_="more"),
            )
            for name, value, more in items
        ),
        class_="figures",
    )


def required_lines(brief: Brief) -> Part | None:
    """Why required lines stay short, and the least that would change it; ``None`` if none does."""
    lines = brief.choices.required
    if not lines:
        return None
    content = [
        element(
            "p",
            "These lines must be filled and are not. What stands against each other is a smallest set: "
            "without any one of them the line could be filled as far as they are concerned. The changes are "
            "the smallest that were found, each way enough by itself.",
            class_="lead",
        ),
        *(_required(line) for line in lines[:_MOST_LINES]),
    ]
    if len(lines) > _MOST_LINES:
        content.append(
            element(
                "p", f"{len(lines) - _MOST_LINES:,} more are in plan.json and the workbook.", class_="cut"
            )
        )
    return Part("required", "Required lines that stay short", None, join(content))


def _required(line: RequiredLine) -> Markup:
    conflict = line.conflict
    scope = {
        "alone": ("bad", "✕ not by itself"),
        "others": ("warn", "! not beside the others"),
        "unknown": ("unsure", "? not settled"),
    }[conflict.scope]
    heading = element(
        "h3",
        element("bdi", line.line),
        f" · {role(line.role)}, ",
        element("bdi", line.place),
        " ",
        element("span", scope[1], class_=f"badge {scope[0]}"),
    )
    short = f"{plural(line.short, 'headcount-day')} short in the plan"
    if conflict.short:
        short += f", {count(conflict.short)} at best if it were the only line"
    doubt = ""
    if not conflict.exact and conflict.scope != "unknown":
        doubt = " The clock ended some of the questions on which this rests."
    known = bool(conflict.items or conflict.resolutions)
    return element(
        "article",
        heading,
        element("p", said(conflict.why, 1200), doubt),
        element("p", short + ".", class_="small"),
        element("div", _items(conflict), _ways(conflict), class_="sides") if known else None,
        class_="required",
    )


def _items(conflict: Conflict) -> Markup:
    return element(
        "div",
        element("strong", "Stand against each other"),
        element("ul", *(element("li", said(item.says, 400)) for item in conflict.items), class_="plain")
        if conflict.items
        else element("p", "Not known.", class_="empty"),
    )


def _ways(conflict: Conflict) -> Markup:
    ways = conflict.resolutions[:_MOST_WAYS]
    if not ways:
        listed: Markup = element("p", "None was found.", class_="empty")
    elif len(ways) == 1:
        listed = element("p", _words(ways[0]))
    else:
        listed = element("ol", *(element("li", _words(way)) for way in ways), class_="plain")
    return element(
        "div",
        element("strong", "Would resolve it" if len(ways) < 2 else "Any of these would resolve it"),
        listed,
    )


def _words(way: Resolution) -> Markup:
    return said("; and ".join(change.change for change in way.changes), 500)


def decisions(brief: Brief) -> Markup:
    """The pins and bans that the planner was given, with what each costs."""
    rows = brief.choices.decisions
    priced = any(made.priced for made in rows)
    columns = [
        Column("Unit"),
        Column("Rule"),
        Column("Lines", wide=True),
        Column("Days"),
        *([Column("Price", numeric=True)] if priced else []),
        Column("Reason", wide=True),
    ]
    content = table(
        "Decisions that the planner was given",
        columns,
        [
            (
                said(made.unit),
                "must serve" if made.rule == "pin" else "may not serve",
                said(", ".join(made.lines), 300),
                "at any time" if made.start is None and made.end is None else period(made.start, made.end),
                *([dollars(made.price)] if priced else []),
                said(made.reason),
            )
            for made in rows
        ],
        most=200,
    )
    if not priced:
        return content
    note = "Price: what the linear relaxation would gain without this one decision; – where it is not known."
    return join((content, element("p", note, class_="small")))


def split_units(brief: Brief) -> Markup:
    """Units whose parts do not serve together; nothing where none is split."""
    splits = brief.choices.splits
    if not splits:
        return Markup("")
    priced = any(split.charge for split in splits)
    return table(
        f"Units whose parts do not serve together ({count(len(splits))})",
        (
            Column("Unit", wide=True),
            Column("Parts away", numeric=True),
            Column("Lines", wide=True),
            Column("Days not whole", numeric=True),
            Column("Person-days apart", numeric=True),
            *([Column("Price", numeric=True)] if priced else []),
        ),
        [
            (
                said(split.name + (f", {split.element} of {split.of}" if split.of > 1 else ""), 80),
                f"{split.away} of {split.parts}",
                said(", ".join(split.lines), 200),
                count(split.days),
                count(split.person_days),
                *([dollars(split.charge)] if priced else []),
            )
            for split in splits
        ],
        most=200,
    )
