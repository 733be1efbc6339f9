"""What a unit does in the plan, or why it is not used."""

from __future__ import annotations

from muster.domain.finding import Finding
from muster.domain.unit import Unit
from muster.law.basis import bases_for
from muster.planner.explaining.changes import changes_of_unit
from muster.planner.explaining.explanation import (
    Dossier,
    Explanation,
    ExplanationTable,
    citations_of,
    money,
    period_text,
)
from muster.planner.explaining.line import standing
from muster.planner.explaining.tour import tour_name

__all__ = ("explain_unit",)


def _pins(dossier: Dossier, unit: str) -> list[str]:
    """What the planner has decided about the unit, and what that costs."""
    said = []
    for pin in dossier.plan.pins:
        if pin.unit == unit:
            verb = "pins it on" if pin.rule == "pin" else "bans it from"
            price = (
                "what that costs is not known"
                if pin.price is None
                else f"without that the relaxation would save {money(pin.price)}"
            )
            said.append(f"pins.csv {verb} {pin.line or 'every line'}: {price}.")
    return said


def explain_unit(dossier: Dossier, unit: Unit) -> Explanation:
    """The unit's tours; and, line by line, what keeps it from those that want what it brings."""
    tours = dossier.tours_of(unit.unit)
    brings = {skill.capability: skill.headcount for skill in dossier.case.skills if skill.type == unit.type}
    wanted = [line for line in dossier.case.lines if line.capability in brings]
    paragraphs = [
        f"{unit.quantity} × {unit.type} of {unit.component} at {dossier.place_name(unit.home)}; it brings "
        + (
            ", ".join(f"{count:,} {name}" for name, count in brings.items())
            or "no capability that is recorded"
        )
        + "."
    ]
    if tours:
        paragraphs.append(f"It serves {len(tours)} tour(s) in this plan.")
    elif not wanted:
        paragraphs.append("It is not used: no request line asks for a capability that it brings.")
    else:
        paragraphs.append(f"It is not used, although {len(wanted)} line(s) ask for what it brings.")
    paragraphs += _pins(dossier, unit.unit)
    paragraphs += changes_of_unit(dossier.plan.changes, unit.unit)
    findings: list[Finding] = []
    rows = []
    short = {row.line: row for row in dossier.plan.shortfalls}
    for line in wanted:
        if any(tour.line == line.line for tour in tours):
            continue
        if line.line in short:
            why = standing(dossier, unit, line, short[line.line].start)
        else:
            why = "the line is filled without it"
        if why.startswith("law: "):
            findings += bases_for(dossier.case, unit, line).findings
        rows.append((line.line, line.role, "short" if line.line in short else "filled", why))
    tables = [
        ExplanationTable(
            caption="Tours",
            header=("tour", "days", "fills", "cost"),
            rows=tuple(
                (tour_name(tour), period_text(tour.start, tour.end), f"{tour.fills:,}", money(tour.cost))
                for tour in tours
            ),
        ),
        ExplanationTable(
            caption="Other lines that ask for what it brings",
            header=("line", "role", "state", "why not this unit"),
            rows=tuple(rows),
        ),
    ]
    return Explanation(
        title=f"Unit {dossier.unit_name(unit.unit)}: {'used' if tours else 'not used'}",
        paragraphs=tuple(paragraphs),
        tables=tuple(table for table in tables if table.rows),
        citations=citations_of(tuple(findings)),
    )
