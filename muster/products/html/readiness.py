"""What the plan does to the units: time at home, training missed, units split."""

from __future__ import annotations

from muster.domain.readiness import UnitReadiness
from muster.products.brief import Brief
from muster.products.figures import count, day, period
from muster.products.html.choices import split_units
from muster.products.html.part import Part
from muster.products.readiness import ratio, readiness_words, worst_first
from muster.products.svg import element, join
from muster.products.table import Cell, Column, said, table

__all__ = ("readiness",)

_MOST = 400


def readiness(brief: Brief) -> Part:
    """Sentences, and every unit that serves, those that the plan costs most first."""
    names = {tour.unit: tour.unit_name for tour in brief.tours}
    units = worst_first(brief.readiness)
    content = join(
        (
            element("p", *(f"{sentence} " for sentence in readiness_words(brief.readiness)), class_="lead"),
            table(
                "Units that serve, those that the plan costs most readiness first",
                (
                    Column("Unit", wide=True),
                    Column("Tours", numeric=True),
                    Column("Days away", numeric=True),
                    Column("At home before", numeric=True),
                    Column("Ratio before", numeric=True),
                    Column("At home after", numeric=True),
                    Column("Ratio after", numeric=True),
                    Column("Asked", numeric=True),
                    Column("May go again"),
                    Column("Training missed", wide=True),
                    Column("Kept whole"),
                ),
                [_row(unit, names) for unit in units[:_MOST]],
                most=_MOST,
                total=len(units),
                empty="No unit serves.",
            ),
            element(
                "p",
                "Ratios are days at home for each day away, as deployment-to-dwell ratios are written; "
                "before a tour they follow the one before it. “At least” counts to the end of the plan.",
                class_="small",
            ),
            split_units(brief),
        )
    )
    return Part("readiness", "What it does to the units", None, content)


def _row(unit: UnitReadiness, names: dict[str, str]) -> tuple[Cell, ...]:
    who = names.get(unit.unit, unit.unit) + (f" {unit.element}" if unit.element > 1 else "")
    least = "at least " if unit.open_end else ""
    missed = "; ".join(
        f"{event.name}, {period(event.start, event.end)}"
        + (f" ({event.parts} parts)" if event.parts is not None else "")
        for event in unit.events
    )
    if unit.parts is None:
        whole = "goes whole"
    elif unit.whole:
        whole = "whole"
    else:
        whole = f"split on {count(unit.days_split)} days, {unit.parts_away} of {unit.parts} parts away"
    return (
        said(who, 60),
        count(unit.tours),
        count(unit.days_away),
        count(unit.dwell_before),
        ratio(unit.ratio_before),
        f"{least}{count(unit.dwell_after)}",
        ratio(unit.ratio_after),
        ratio(unit.ratio_asked),
        day(unit.ready_again),
        said(missed, 300) if missed else "none",
        whole,
    )
