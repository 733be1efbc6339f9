"""Why a line is short: which of supply, dwell, skill, law, ceiling, lift or price stopped it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from muster.domain.finding import Finding
from muster.domain.period import Period
from muster.domain.plan import PlannedTour, Shortfall
from muster.domain.request import Line
from muster.domain.unit import Unit
from muster.law.basis import bases_for, basis_key
from muster.law.ceilings import binding_period
from muster.planner.explaining.changes import changes_of_line
from muster.planner.explaining.explanation import (
    Dossier,
    Explanation,
    ExplanationTable,
    citations_of,
    money,
    period_text,
)
from muster.planner.explaining.tour import tour_name
from muster.planner.movement import road_tenths, travel_days
from muster.planner.options import PlanOptions
from muster.planner.underway import under_cycles

__all__ = ("REASONS", "explain_line", "standing")

#: Seconds in which to find what stands in the way of a line.
SECONDS = 10.0

#: What each reason of a shortfall means.
REASONS = {
    "supply": "every unit that could serve is away on other lines",
    "skill": "no unit of the case brings the capability",
    "dwell": "the units that could serve are owed time at home",
    "notice": "the units that could serve cannot be there so soon after their notice",
    "date": "no tour that the rules allow covers these days",
    "law": "no combination of unit, duty status and authority is lawful on these days",
    "ceiling": "a ceiling on people is full",
    "lift": "there are no seats left on the lift",
    "budget": "a ceiling in dollars is used up",
    "price": "a tour would cost more than the unfilled days are priced at",
    "search": "a better plan may exist; the search stopped before it found one",
}


def explain_line(dossier: Dossier, line: Line) -> Explanation:
    """What was asked, what fills it, each unfilled stretch with its reason, and every unit's standing."""
    planning = dossier.case.planning
    first = max(line.start, planning.start)
    last = min(line.end or planning.end, planning.end)
    asked = line.headcount * max(0, (last - first).days)
    stretches = tuple(short for short in dossier.plan.shortfalls if short.line == line.line)
    missing = sum(short.headcount * (short.end - short.start).days for short in stretches)
    days = period_text(first, last) if first < last else "outside the horizon"
    paragraphs = [
        (
            f"{line.agency or 'An agency'} asks for {line.headcount:,} people with {line.capability} "
            f"({line.role}) at "
            f"{dossier.place_name(line.place)}, {days}, "
            f"priority {line.priority}{', required' if line.required else ''}."
        )
    ]
    if asked:
        paragraphs.append(
            f"{asked - missing:,} of {asked:,} headcount-days are filled ({(asked - missing) / asked:.1%})."
        )
    reasons = dict.fromkeys(short.reason for short in stretches)
    paragraphs += [f"Short for want of {reason}: {REASONS[reason]}." for reason in reasons]
    told = [row.why for row in dossier.plan.conflicts if row.line == line.line]
    paragraphs += told or (_conflict(dossier, line) if stretches else [])
    paragraphs += changes_of_line(dossier.plan.changes, line.line)
    findings = _legal_findings(dossier, line)
    if "law" in reasons or not dossier.tours_on(line.line):
        paragraphs += [finding.message for finding in findings]
    tables = [table for table in (_stretches(dossier, stretches), _tours(dossier, line)) if table.rows]
    if stretches:
        tables.append(_candidates(dossier, line, stretches))
    if {"ceiling", "budget"} & reasons.keys():
        tables.append(_ceilings(dossier, stretches))
    return Explanation(
        title=f"Line {line.line}: {'short' if stretches else 'filled'}",
        paragraphs=tuple(dict.fromkeys(paragraphs)),
        tables=tuple(tables),
        citations=citations_of(findings) if "law" in reasons else (),
    )


def _conflict(dossier: Dossier, line: Line) -> list[str]:
    """What stands in the way of a line even if it were the only one; nothing without a clock."""
    clock = dossier.clock
    if clock is None or under_cycles(dossier.case):
        return []
    # The solver takes a while to import: only who asks this pays for it.
    from muster.planner.conflict import conflict_alone

    until = clock() + SECONDS
    signed = dossier.plan.stats.get("assume_signed")
    options = PlanOptions(
        assume_lawful=dossier.plan.law == "assumed",
        allow_unknown=any(tour.law == "unknown" for tour in dossier.plan.tours),
        assume_signed=frozenset(signed if isinstance(signed, list | tuple) else ()),
    )
    found = conflict_alone(
        dossier.case, options, line.line, clock=clock, should_stop=lambda: clock() >= until
    )
    return [
        found.why
        if found is not None
        else "It could be filled if it were the only line: others are worth more."
    ]


def _legal_findings(dossier: Dossier, line: Line) -> tuple[Finding, ...]:
    """What the law says of the units that bring the capability, once for each kind of unit."""
    if dossier.plan.law == "assumed":
        return ()
    found: dict[Finding, None] = {}
    for unit in _kinds(unit for unit in dossier.case.units if dossier.skill(unit, line.capability)):
        for finding in bases_for(dossier.case, unit, line).findings:
            found.setdefault(finding)
    return tuple(found)


def _kinds(units: Iterable[Unit]) -> list[Unit]:
    return list({basis_key(unit): unit for unit in units}.values())


def _stretches(dossier: Dossier, stretches: tuple[Shortfall, ...]) -> ExplanationTable:
    return ExplanationTable(
        caption="Unfilled",
        header=("days", "people", "headcount-days", "reason"),
        rows=tuple(
            (
                period_text(short.start, short.end),
                f"{short.headcount:,}",
                f"{short.headcount * (short.end - short.start).days:,}",
                short.reason,
            )
            for short in stretches
        ),
    )


def _tours(dossier: Dossier, line: Line) -> ExplanationTable:
    return ExplanationTable(
        caption="Filled by",
        header=("tour", "days", "present", "fills", "status", "cost"),
        rows=tuple(
            (
                tour_name(tour),
                period_text(tour.start, tour.end),
                f"{tour.headcount:,}",
                f"{tour.fills:,}",
                str(tour.duty_status),
                money(tour.cost),
            )
            for tour in dossier.tours_on(line.line)
        ),
    )


def _candidates(dossier: Dossier, line: Line, stretches: tuple[Shortfall, ...]) -> ExplanationTable:
    """Every unit on the first day of the longest unfilled stretch: what keeps it away."""
    worst = max(stretches, key=lambda short: short.headcount * (short.end - short.start).days)
    rows = [
        (
            unit.unit,
            unit.type,
            str(dossier.skill(unit, line.capability)),
            standing(dossier, unit, line, worst.start),
        )
        for unit in dossier.case.units
        if dossier.skill(unit, line.capability)
    ]
    return ExplanationTable(
        caption=f"Units with {line.capability} on {worst.start}" + ("" if rows else ": none"),
        header=("unit", "type", "skilled", "standing"),
        rows=tuple(rows),
    )


def standing(dossier: Dossier, unit: Unit, line: Line, day: date) -> str:
    """What keeps a unit from the line on a day, or that nothing but a limit or a price does."""
    case = dossier.case
    if dossier.plan.law != "assumed":
        bases = bases_for(case, unit, line)
        if not any(day in option.period for option in bases.options):
            return "law: " + (
                bases.findings[0].message if bases.findings else "nothing carries it on that day"
            )
    policy = dossier.policies[unit.policy]
    tours = dossier.tours_of(unit.unit)
    elements = unit.quantity * _parts(dossier, unit)
    here = [tour for tour in tours if tour.start <= day < tour.end]
    busy = sum(1 if tour.part is not None else _parts(dossier, unit) for tour in here)
    if busy >= elements:
        where = ", ".join(sorted({tour.line for tour in here}))
        until = min(tour.end for tour in here)
        return f"away on {where}, the first back on {until}"
    resting = [(tour, _rested(policy.min_dwell_days, float(policy.dwell_ratio), tour)) for tour in tours]
    owed = [(tour, until) for tour, until in resting if tour.end <= day < until]
    if busy + len(owed) >= elements and owed:
        return f"owed dwell until {min(until for _, until in owed)}"
    travel = travel_days(case, road_tenths(case, dossier.places[unit.home], dossier.places[line.place]))
    earliest = case.planning.start + timedelta(days=policy.notice_days)
    if unit.available_from is not None:
        earliest = max(earliest, unit.available_from + timedelta(days=policy.notice_days + travel))
    earliest += timedelta(days=policy.reception_days)
    if day < earliest:
        return f"notice: cannot fill before {earliest}"
    if unit.available_until is not None and day >= unit.available_until:
        return f"available only until {unit.available_until}"
    return "free that day; a ceiling, lift, budget, length of tour or price keeps it away"


def _parts(dossier: Dossier, unit: Unit) -> int:
    unit_type = dossier.types[unit.type]
    return 1 if unit_type.part is None else max(1, unit_type.headcount // unit_type.part)


def _rested(minimum: int, ratio: float, tour: PlannedTour) -> date:
    days = (tour.end - tour.start).days
    return tour.end + timedelta(days=max(minimum, -int(-ratio * days // 1)))


def _ceilings(dossier: Dossier, stretches: tuple[Shortfall, ...]) -> ExplanationTable:
    prices = {use.ceiling: use for use in dossier.plan.ceilings}
    rows = []
    for name, (authority, ceiling) in dossier.ceilings.items():
        period = binding_period(dossier.case, authority, ceiling)
        use = prices.get(name)
        if use is None or period is None:
            continue
        if not any(period.overlap(Period(short.start, short.end)) for short in stretches):
            continue
        limit = money(ceiling.dollars) if ceiling.dollars is not None else f"{ceiling.headcount:,}"
        peak = money(use.peak) if ceiling.dollars is not None else f"{use.peak:,}"
        price = "unknown" if use.price is None else f"${use.price:,.0f}"
        rows.append((name, authority.id, limit, peak, price))
    return ExplanationTable(
        caption="Ceilings in force on those days",
        header=("ceiling", "authority", "limit", "peak", "worth of one more"),
        rows=tuple(rows),
    )
