"""How people get there and back: modes, and the dates of every way."""

from __future__ import annotations

from muster.domain.movement import Movement
from muster.products.brief import Brief
from muster.products.figures import count, day, dollars
from muster.products.html.part import Part
from muster.products.movement import MovementBrief, movement_words
from muster.products.svg import Markup, element, join
from muster.products.table import Column, said, table

__all__ = ("movement",)

_MOST = 1200


def movement(brief: Brief) -> Part:
    """Modes with their people and money, and for each way in and out its dates, counted from C-day."""
    moves = brief.movement
    ordered = sorted(moves.movements, key=lambda one: (one.ead, one.unit, one.element, one.part or 0))
    content: list[Markup] = [
        element("p", *(f"{sentence} " for sentence in movement_words(moves)), class_="lead"),
        table(
            "People by mode",
            (
                Column("Mode"),
                Column("Kind"),
                Column("People in", numeric=True),
                Column("People out", numeric=True),
                Column("Most in on a day", numeric=True),
                Column("Most out on a day", numeric=True),
                Column("Cost", numeric=True),
            ),
            [
                (
                    said(mode.mode, 40),
                    mode.kind,
                    count(mode.people_in),
                    count(mode.people_out),
                    _busiest(mode.busiest_in[0], day(mode.busiest_in[1])),
                    _busiest(mode.busiest_out[0], day(mode.busiest_out[1])),
                    dollars(mode.cost),
                )
                for mode in moves.modes
            ],
            empty="Nobody moves.",
        ),
        element(
            "p",
            "RLD ready to load, ALD available to move, EAD and LAD earliest and latest arrival, RDD required "
            "delivery; days are counted from C-day, the first day of the plan.",
            class_="small",
        ),
        element(
            "details",
            element("summary", f"Every way in and out ({count(len(moves.movements))})"),
            table(
                "Ways in and out, by earliest arrival",
                (
                    Column("Unit"),
                    Column("Line"),
                    Column("Way"),
                    Column("From"),
                    Column("To"),
                    Column("People", numeric=True),
                    Column("RLD"),
                    Column("ALD"),
                    Column("EAD"),
                    Column("LAD"),
                    Column("RDD"),
                    Column("By", wide=True),
                    Column("No seat", numeric=True),
                    Column("Cost", numeric=True),
                ),
                [_row(one, moves) for one in ordered[:_MOST]],
                most=_MOST,
                total=len(moves.movements),
            ),
        ),
    ]
    return Part("movement", "How they get there and back", None, join(content))


def _row(one: Movement, moves: MovementBrief) -> tuple[Markup | str | None, ...]:
    who = one.unit + (f" {one.element}" if one.element > 1 else "")
    if one.part is not None:
        who += f", part {one.part}"
    by = "; ".join(
        f"{leg.mode} {count(leg.headcount)}, {day(leg.leaves, year=False)} – {day(leg.arrives, year=False)}"
        for leg in one.legs[:4]
    )
    if len(one.legs) > 4:
        by += f" and {len(one.legs) - 4} more"
    return (
        said(who, 60),
        said(one.line, 30),
        one.direction,
        said(one.origin, 24),
        said(one.destination, 24),
        count(one.headcount),
        moves.c_day(one.rld),
        moves.c_day(one.ald),
        moves.c_day(one.ead),
        moves.c_day(one.lad),
        moves.c_day(one.rdd),
        said(by, 200) if by else "nobody has a seat",
        count(one.unmoved) if one.unmoved else "",
        dollars(one.cost),
    )


def _busiest(people: int, when: str) -> str:
    return f"{count(people)} on {when}" if people else "–"
