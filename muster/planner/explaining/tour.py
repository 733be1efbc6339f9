"""Why this tour: who goes where, on what legal ground, at what cost."""

from __future__ import annotations

from decimal import Decimal

from muster.domain.finding import Citation
from muster.domain.period import Period
from muster.domain.plan import PlannedTour
from muster.domain.rate import Rate
from muster.law.basis import judge
from muster.planner.cost import MODES
from muster.planner.explaining.explanation import (
    Dossier,
    Explanation,
    ExplanationTable,
    citations_of,
    days_text,
    money,
    period_text,
)
from muster.planner.movement import road_tenths, travel_days

__all__ = ("explain_tour", "tour_name")


def tour_name(tour: PlannedTour) -> str:
    """The name by which a tour is asked for: ``UNIT/ELEMENT.PART@LINE@START``."""
    part = f".{tour.part}" if tour.part is not None else ""
    return f"{tour.unit}/{tour.element}{part}@{tour.line}@{tour.start}"


def explain_tour(dossier: Dossier, tour: PlannedTour) -> Explanation:
    """The tour's purpose, its legal chain with quotes, and its cost element by element."""
    line = dossier.lines[tour.line]
    unit = dossier.units[tour.unit]
    policy = dossier.policies[unit.policy]
    days = (tour.end - tour.start).days
    kind = "already ordered" if tour.fixed else "planned"
    filling = (
        f"{tour.fills:,} of them bring {line.capability} and fill the line after "
        f"{days_text(policy.reception_days)} of reception"
        if policy.reception_days
        else f"{tour.fills:,} of them bring {line.capability} and fill the line from the first day"
    )
    part = f", part {tour.part}" if tour.part is not None else ""
    paragraphs = [
        (
            f"{dossier.unit_name(tour.unit)}, element {tour.element}"
            f"{part}, of {unit.component} in {tour.duty_status}, "
            f"is {kind} on line {tour.line} ({line.role}) at {dossier.place_name(line.place)} from "
            f"{period_text(tour.start, tour.end)}: {days_text(days)} with {tour.headcount:,} "
            f"people present; {filling}."
        ),
    ]
    paragraphs += _law(dossier, tour)
    judged = judge(
        dossier.case,
        unit,
        line,
        tour.duty_status,
        tour.authorities,
        tour.mobilization,
        Period(tour.start, tour.end),
        assume_signed=frozenset(tour.assumes),
    )
    paragraphs += [finding.message for finding in judged.findings]
    paragraphs.append(
        f"Money: {tour.fund or judged.fund}."
        if tour.fund or judged.fund
        else "Money: no fund is named in the case."
    )
    return Explanation(
        title=f"Tour {tour_name(tour)}",
        paragraphs=tuple(dict.fromkeys(paragraphs)),
        tables=(_cost_table(dossier, tour),),
        citations=(*_instrument_quotes(dossier, tour), *citations_of(judged.findings)),
    )


def _law(dossier: Dossier, tour: PlannedTour) -> list[str]:
    said = []
    if tour.law == "assumed":
        said.append("The law was not asked: the plan was made with --assume-lawful.")
    if tour.law == "unknown":
        said.append("On this combination the law is unknown; the plan was made with --allow-unknown.")
    if tour.assumes:
        said.append(f"It hangs on {', '.join(tour.assumes)}, which was assumed signed.")
    named = []
    for name in tour.authorities:
        authority = dossier.authorities.get(name)
        title = (
            f" ({authority.title}, {authority.status})" if authority is not None and authority.title else ""
        )
        named.append(f"{name}{title}")
    said.append(f"It names {'; '.join(named)}." if named else "It names no authority of the case.")
    if tour.mobilization:
        said.append(f"The unit is called under {tour.mobilization}.")
    return said


def _instrument_quotes(dossier: Dossier, tour: PlannedTour) -> tuple[Citation, ...]:
    return tuple(
        Citation(cite=f"{name}, {quote.source}", quote=quote.text, verified=True)
        for name in tour.authorities
        if name in dossier.authorities
        for quote in dossier.authorities[name].quotes
    )


def _cost_table(dossier: Dossier, tour: PlannedTour) -> ExplanationTable:
    """Element by element; the total is the tour's cost, rounded half up to cents once."""
    case = dossier.case
    unit, line = dossier.units[tour.unit], dossier.lines[tour.line]
    tenths = road_tenths(case, dossier.places[unit.home], dossier.places[line.place])
    miles = Decimal(2 * tenths) / 10
    rows: list[tuple[str, ...]] = []
    by_mile = False
    for rate in case.rates:
        if not _matches(rate, tour, unit.component):
            continue
        count = _count(rate, tour, miles)
        if count:
            by_mile = by_mile or rate.unit == "person-mile"
            rows.append(_row(rate.element, count, rate.unit, rate.amount, rate.source))
    if not by_mile and miles:
        factor = case.assumption("per_person_mile")
        rows.append(
            _row("travel by road", miles * tour.headcount, "person-mile", factor.value, factor.source)
        )
    rows.append(("total", "", "", "", money(tour.cost), ""))
    days = travel_days(case, tenths)
    return ExplanationTable(
        caption=f"Cost ({Decimal(tenths) / 10:,} road miles, {days_text(days)} of travel each way, unpaid)",
        header=("element", "quantity", "unit", "rate", "dollars", "source"),
        rows=tuple(rows),
    )


def _matches(rate: Rate, tour: PlannedTour, component: str) -> bool:
    return (
        rate.component in (None, component)
        and rate.duty_status in (None, tour.duty_status)
        and rate.mode in MODES
    )


def _count(rate: Rate, tour: PlannedTour, miles: Decimal) -> Decimal:
    """Units of the rate that a tour uses; 0 where the rate is not in force."""
    in_force = Period(rate.start, rate.end)
    if rate.unit == "person-day":
        common = in_force.overlap(Period(tour.start, tour.end))
        return Decimal(0 if common is None else common.days * tour.headcount)
    if tour.start not in in_force:
        return Decimal(0)
    return {"person-mile": miles * tour.headcount, "person": Decimal(tour.headcount)}.get(
        rate.unit, Decimal(1)
    )


def _row(element: str, count: Decimal, unit: str, amount: Decimal, source: str | None) -> tuple[str, ...]:
    return (element, f"{count:,}", unit, f"${amount:,}", f"${count * amount:,.2f}", source or "not stated")
