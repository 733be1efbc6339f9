"""
Everything that a product shows of a case and its plan, free of any format.

A :class:`Brief` holds numbers, days and phrases; the report, the workbook and the terminal's summary only
lay them out. Nothing here is rounded, and what is not known stays ``None``. Periods are half-open.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from muster.domain.case import DEFAULT_ASSUMPTIONS, Assumption, Case
from muster.domain.command import Command
from muster.domain.component import Component, DutyStatus
from muster.domain.fact import Document, Fact, Question
from muster.domain.finding import Finding, Verdict, worst
from muster.domain.plan import Plan, PlannedTour, Shortfall
from muster.domain.presence import Steps, area, peak, steps_of, value_on
from muster.domain.quote import Quote
from muster.domain.readiness import PlanReadiness
from muster.domain.request import Line
from muster.domain.strength import StrengthReport
from muster.domain.unit import Unit
from muster.planner.readiness.effect import readiness_of
from muster.products.choices import Choices, choices_of
from muster.products.conflicts import Conflict, conflicts_of
from muster.products.cost import CostBasis, cost_basis
from muster.products.figures import count, day, dollars_short, percent, plural, signed_share
from muster.products.geography import Geography, geography_of
from muster.products.movement import MovementBrief, movement_brief
from muster.products.strength import CeilingBrief, ceilings_of

__all__ = (
    "REASONS",
    "AuthorityBrief",
    "Brief",
    "CommandBrief",
    "Due",
    "Headline",
    "LegalChain",
    "LineBrief",
    "NotionalUnit",
    "ShortfallBrief",
    "TourBrief",
    "Wave",
    "make_brief",
    "on_money",
)

#: What each reason of a shortfall means, as planner and contract name them.
REASONS = {
    "supply": "every unit that could serve is already used",
    "skill": "no unit of the case brings the capability",
    "dwell": "units that could serve are still owed time at home",
    "notice": "units cannot be there in time after their notice",
    "date": "no unit's dates fit",
    "law": "no lawful combination of unit, duty status and authority",
    "ceiling": "a ceiling is full",
    "lift": "no seats left to get there",
    "budget": "a budget is spent",
    "price": "filling it would cost more than leaving it short",
    "search": "the search stopped before it was settled",
}

#: Instruments that set no tour in motion by themselves but unlock named statutes.
_DECLARING = ("declaration", "proclamation", "executive_order")


#: Rules that ask who pays; their findings are no part of the verdict on a mission.
_MONEY = ("usc/t10/s277", "usc/t31/s1535")


def on_money(finding: Finding) -> bool:
    """Whether the finding leaves open who pays, and nothing else."""
    return finding.verdict is Verdict.UNKNOWN and finding.rule in _MONEY


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """
    The figures at the top. ``asked``, ``filled`` and ``short`` are headcount-days; money is in cents.

    ``penalty`` is the part of the objective that prices unfilled days; it is a weight, not money spent.
    """

    asked: int
    filled: int
    short: int
    share: float | None
    cost: int
    penalty: int | None
    objective: int | None
    bound: int | None
    gap: float | None
    closed: float | None
    empty: int | None
    tours: int
    fixed_tours: int
    units: int
    elements: int
    people: int
    peak: int
    peak_day: date | None
    lines: int
    lines_full: int
    lines_short: int
    required_short: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineBrief:
    """
    A request line: what is asked, by whom it is filled, and why it is not.

    ``verdict`` is that of its worst finding, or permitted where checked tours serve it; ``None`` where
    nothing was asked. ``money_open`` says that no instrument tells who pays, which is another question.
    """

    line: str
    request: str | None
    agency: str | None
    place: str
    place_name: str
    role: str
    capability: str
    headcount: int
    start: date
    end: date
    priority: int
    required: bool
    armed: bool
    contact: bool
    approval: str | None
    command: str | None
    duty_statuses: tuple[DutyStatus, ...]
    asked: int
    filled: int
    short: int
    share: float | None
    units: tuple[str, ...]
    tours: int
    cost: int
    reasons: tuple[tuple[str, int], ...]
    verdict: Verdict | None
    money_open: bool
    fill: Steps


@dataclass(frozen=True, slots=True, kw_only=True)
class TourBrief:
    """A tour, with the names that a reader knows. ``fills_from`` ends the reception days."""

    tour: str
    unit: str
    unit_name: str
    element: int
    part: int | None
    component: Component | None
    home: str
    line: str
    place: str
    start: date
    fills_from: date
    end: date
    duty_status: DutyStatus
    authorities: tuple[str, ...]
    mobilization: str | None
    fund: str | None
    headcount: int
    fills: int
    cost: int
    fixed: bool
    law: str
    assumes: tuple[str, ...]
    chain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalChain:
    """What carries a group of tours: mission, mobilization and money, three questions."""

    chain: str
    lines: tuple[str, ...]
    roles: tuple[str, ...]
    component: Component | None
    duty_status: DutyStatus
    authorities: tuple[str, ...]
    mobilization: str | None
    fund: str | None
    law: str
    assumes: tuple[str, ...]
    tours: int
    headcount_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortfallBrief:
    """People missing on a line on every day of ``[start, end)``, with the reason in words."""

    line: str
    place_name: str
    start: date
    end: date
    headcount: int
    headcount_days: int
    reason: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityBrief:
    """An instrument, its state on the as-of day, what rests on it and who says so."""

    id: str
    kind: str
    title: str | None
    issuer: str | None
    status: str
    issued: date | None
    verbal: date | None
    start: date | None
    end: date | None
    max_days: int | None
    amends: tuple[str, ...]
    invokes: tuple[str, ...]
    emergency: str | None
    continues: str | None
    permits_roles: tuple[str, ...]
    forbids_roles: tuple[str, ...]
    states: tuple[str, ...]
    ceilings: tuple[str, ...]
    quotes: tuple[Quote, ...]
    tours: int
    headcount_days: int
    assumed: bool
    declares: bool
    unlocks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandBrief:
    """A command's relation to its parent during a period, with the names of both."""

    command: str
    name: str
    parent: str | None
    parent_name: str | None
    relation: str | None
    place: str | None
    start: date | None
    end: date | None
    depth: int
    lines: int
    units: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A day to keep: what happens or falls due, and what says so. ``kind`` groups them."""

    day: date
    kind: str
    what: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    """
    People in motion on a day: orders due (a tour's start less its unit's notice), arriving, leaving.

    ``present`` is everyone there at the end of the day's moves. Tours already ordered need no order.
    """

    day: date
    ordered: int
    arriving: int
    leaving: int
    present: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NotionalUnit:
    """Units still to be named: a type, how many of them, how many the plan uses."""

    unit: str
    name: str
    type_name: str
    component: Component
    quantity: int
    headcount: int
    used: int
    tours: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """Everything a product shows of a case and its plan."""

    title: str
    as_of: date
    start: date
    end: date
    step_days: int
    status: str
    stopped_by: str
    law: str
    seed: int
    versions: tuple[tuple[str, str], ...]
    bottom_line: tuple[str, ...]
    headline: Headline
    lines: tuple[LineBrief, ...]
    tours: tuple[TourBrief, ...]
    chains: tuple[LegalChain, ...]
    shortfalls: tuple[ShortfallBrief, ...]
    reason_days: tuple[tuple[str, int], ...]
    ceilings: tuple[CeilingBrief, ...]
    strength: Steps
    strength_by_status: tuple[tuple[DutyStatus, Steps], ...]
    reports: tuple[StrengthReport, ...]
    authorities: tuple[AuthorityBrief, ...]
    commands: tuple[CommandBrief, ...]
    dues: tuple[Due, ...]
    waves: tuple[Wave, ...]
    notional: tuple[NotionalUnit, ...]
    unused: tuple[str, ...]
    choices: Choices
    findings: tuple[Finding, ...]
    verdicts: tuple[tuple[Verdict, int], ...]
    facts: tuple[Fact, ...]
    conflicts: tuple[Conflict, ...]
    questions: tuple[Question, ...]
    documents: tuple[Document, ...]
    assumptions: tuple[tuple[Assumption, bool], ...]
    shortfall_prices: tuple[tuple[int, int], ...]
    cost: CostBasis
    movement: MovementBrief
    readiness: PlanReadiness
    geography: Geography
    verification_feasible: bool | None
    verification_note: str


def make_brief(
    case: Case,
    plan: Plan,
    *,
    findings: tuple[Finding, ...],
    documents: tuple[Document, ...] = (),
    facts: tuple[Fact, ...] = (),
    questions: tuple[Question, ...] = (),
    verification_feasible: bool | None,
    verification_note: str,
) -> Brief:
    """
    Gather what the products show.

    Parameters
    ----------
    findings
        Of the case (``law.check.check_case``); those of the plan are added, each one once.
    facts
        Facts read from ``documents``; those that the case has accepted are added, each one once.
    verification_feasible, verification_note
        What the independent check said; ``None`` where it was not run.

    Examples
    --------
    ``make_brief(case, plan, findings=check_case(case), verification_feasible=True,
    verification_note="re-costed to the cent")``
    """
    units = {unit.unit: unit for unit in case.units}
    tours, chains = _tours(case, plan, units)
    lines = _lines(case, plan, tours, (*findings, *plan.findings))
    every_finding = _once((*findings, *plan.findings))
    every_fact = _facts(case.facts, facts)
    headline = _headline(case, plan, lines, tours)
    shortfalls = _shortfalls(case, plan)
    reason_days: Counter[str] = Counter()
    for shortfall in shortfalls:
        reason_days[shortfall.reason] += shortfall.headcount_days
    ceilings = ceilings_of(case, plan)
    statuses = tuple(status for status in DutyStatus if any(tour.duty_status is status for tour in tours))
    used = {tour.unit for tour in plan.tours}
    strength = steps_of((tour.start, tour.end, tour.headcount) for tour in tours)
    return Brief(
        title=case.name,
        as_of=case.as_of,
        start=case.planning.start,
        end=case.planning.end,
        step_days=case.planning.step_days,
        status=plan.status,
        stopped_by=plan.stopped_by,
        law=plan.law,
        seed=plan.seed,
        versions=tuple(sorted(plan.versions.items())),
        bottom_line=_bottom_line(plan, headline, lines, reason_days, ceilings, verification_feasible),
        headline=headline,
        lines=lines,
        tours=tours,
        chains=chains,
        shortfalls=shortfalls,
        reason_days=tuple(reason_days.most_common()),
        ceilings=ceilings,
        strength=strength,
        strength_by_status=tuple(
            (
                status,
                steps_of((t.start, t.end, t.headcount) for t in tours if t.duty_status is status),
            )
            for status in statuses
        ),
        reports=tuple(sorted(case.strengths, key=lambda report: (report.date, report.scope))),
        authorities=_authorities(case, plan),
        commands=_commands(case),
        dues=_dues(case, every_finding),
        waves=_waves(case, plan, units, strength),
        notional=_notional(case, plan),
        unused=tuple(unit.unit for unit in case.units if unit.unit not in used),
        choices=choices_of(case, plan),
        findings=every_finding,
        verdicts=_verdicts(every_finding),
        facts=every_fact,
        conflicts=conflicts_of(every_fact, case.strengths),
        questions=questions,
        documents=documents,
        assumptions=_assumptions(case),
        shortfall_prices=case.shortfall_prices,
        cost=cost_basis(case, plan),
        movement=movement_brief(case, plan),
        readiness=readiness_of(case, plan),
        geography=geography_of(case, plan, {line.line: (line.asked, line.filled) for line in lines}),
        verification_feasible=verification_feasible,
        verification_note=verification_note,
    )


def _once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each finding once, what decides first: by verdict, severity, rule and subject."""
    seen: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        seen.setdefault(
            (finding.rule, finding.verdict, finding.subject, finding.message, finding.days), finding
        )
    verdicts = (Verdict.PROHIBITED, Verdict.NEEDS_AUTHORITY, Verdict.UNKNOWN, Verdict.PERMITTED)
    severities = ("block", "review", "note")
    return tuple(
        sorted(
            seen.values(),
            key=lambda finding: (
                severities.index(finding.severity) if finding.severity in severities else 3,
                verdicts.index(finding.verdict),
                finding.rule,
                finding.subject,
            ),
        )
    )


def _facts(accepted: tuple[Fact, ...], read: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Accepted facts, then those read that no accepted one of the same kind already covers in its words."""
    spans: defaultdict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for fact in accepted:
        spans[fact.doc, fact.kind].append((fact.start, fact.end))
    fresh = (
        fact
        for fact in read
        if not any(start < fact.end and fact.start < end for start, end in spans[fact.doc, fact.kind])
    )
    return tuple(dict.fromkeys((*accepted, *fresh)))


def _verdicts(findings: tuple[Finding, ...]) -> tuple[tuple[Verdict, int], ...]:
    counted = Counter(finding.verdict for finding in findings)
    order = (Verdict.PROHIBITED, Verdict.NEEDS_AUTHORITY, Verdict.UNKNOWN, Verdict.PERMITTED)
    return tuple((verdict, counted[verdict]) for verdict in order)


def _reception(case: Case, units: dict[str, Unit]) -> dict[str, int]:
    policies = {policy.policy: policy.reception_days for policy in case.policies}
    return {unit.unit: policies.get(unit.policy, 0) for unit in units.values()}


def _tours(
    case: Case, plan: Plan, units: dict[str, Unit]
) -> tuple[tuple[TourBrief, ...], tuple[LegalChain, ...]]:
    lines = {line.line: line for line in case.lines}
    reception = _reception(case, units)
    ordered = sorted(plan.tours, key=lambda t: (t.line, t.start, t.unit, t.element, t.part or 0))
    groups: defaultdict[tuple[object, ...], list[PlannedTour]] = defaultdict(list)
    for tour in ordered:
        groups[_chain_key(tour, units)].append(tour)
    names = {key: f"L{index}" for index, key in enumerate(groups, start=1)}
    chains = tuple(
        LegalChain(
            chain=names[key],
            lines=tuple(dict.fromkeys(tour.line for tour in group)),
            roles=tuple(dict.fromkeys(lines[tour.line].role for tour in group if tour.line in lines)),
            component=units[group[0].unit].component if group[0].unit in units else None,
            duty_status=group[0].duty_status,
            authorities=group[0].authorities,
            mobilization=group[0].mobilization,
            fund=group[0].fund,
            law=group[0].law,
            assumes=group[0].assumes,
            tours=len(group),
            headcount_days=sum(tour.headcount * (tour.end - tour.start).days for tour in group),
        )
        for key, group in groups.items()
    )
    briefs = []
    for index, tour in enumerate(ordered, start=1):
        unit = units.get(tour.unit)
        line = lines.get(tour.line)
        briefs.append(
            TourBrief(
                tour=f"T{index}",
                unit=tour.unit,
                unit_name=(unit.name if unit is not None else None) or tour.unit,
                element=tour.element,
                part=tour.part,
                component=unit.component if unit is not None else None,
                home=unit.home if unit is not None else "",
                line=tour.line,
                place=line.place if line is not None else "",
                start=tour.start,
                fills_from=min(tour.end, tour.start + timedelta(days=reception.get(tour.unit, 0))),
                end=tour.end,
                duty_status=tour.duty_status,
                authorities=tour.authorities,
                mobilization=tour.mobilization,
                fund=tour.fund,
                headcount=tour.headcount,
                fills=tour.fills,
                cost=tour.cost,
                fixed=tour.fixed,
                law=tour.law,
                assumes=tour.assumes,
                chain=names[_chain_key(tour, units)],
            )
        )
    return tuple(briefs), chains


def _chain_key(tour: PlannedTour, units: dict[str, Unit]) -> tuple[object, ...]:
    return (
        units[tour.unit].component if tour.unit in units else None,
        tour.duty_status,
        tour.authorities,
        tour.mobilization,
        tour.fund,
        tour.law,
        tour.assumes,
    )


def _in_plan(case: Case, line: Line) -> tuple[date, date] | None:
    """The days of a line that the plan must fill, or ``None`` if none falls in its horizon."""
    start = max(line.start, case.planning.start)
    end = min(line.end or case.planning.end, case.planning.end)
    return (start, end) if start < end else None


def _lines(
    case: Case, plan: Plan, tours: tuple[TourBrief, ...], findings: tuple[Finding, ...]
) -> tuple[LineBrief, ...]:
    places = {place.place: place for place in case.places}
    by_line: defaultdict[str, list[TourBrief]] = defaultdict(list)
    for tour in tours:
        by_line[tour.line].append(tour)
    reasons: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for shortfall in plan.shortfalls:
        reasons[shortfall.line][shortfall.reason] += shortfall.headcount * _length(shortfall)
    verdicts: defaultdict[str, list[Verdict]] = defaultdict(list)
    unpaid = {finding.subject for finding in findings if on_money(finding)}
    for finding in findings:
        if not on_money(finding):
            verdicts[finding.subject].append(finding.verdict)
    for tour in tours:
        if tour.law == "checked":
            verdicts[tour.line].append(Verdict.PERMITTED)
    briefs = []
    for line in case.lines:
        days = _in_plan(case, line)
        start, end = days or (line.start, line.end or line.start)
        mine = by_line[line.line]
        fill = steps_of((tour.fills_from, tour.end, tour.fills) for tour in mine)
        asked = line.headcount * (end - start).days if days else 0
        capped = tuple((when, min(value, line.headcount)) for when, value in fill)
        filled = area(capped, start, end) if days else 0
        place = places.get(line.place)
        briefs.append(
            LineBrief(
                line=line.line,
                request=line.request,
                agency=line.agency,
                place=line.place,
                place_name=(place.name if place is not None else None) or line.place,
                role=line.role,
                capability=line.capability,
                headcount=line.headcount,
                start=start,
                end=end,
                priority=line.priority,
                required=line.required,
                armed=line.armed,
                contact=line.contact,
                approval=line.approval,
                command=line.command,
                duty_statuses=line.duty_statuses,
                asked=asked,
                filled=filled,
                short=asked - filled,
                share=filled / asked if asked else None,
                units=tuple(dict.fromkeys(tour.unit_name for tour in mine)),
                tours=len(mine),
                cost=sum(tour.cost for tour in mine),
                reasons=tuple(reasons[line.line].most_common()),
                verdict=worst(verdicts[line.line]) if verdicts[line.line] else None,
                money_open=line.line in unpaid,
                fill=fill,
            )
        )
    return tuple(sorted(briefs, key=lambda brief: (brief.priority, -brief.asked, brief.line)))


def _length(shortfall: Shortfall) -> int:
    return (shortfall.end - shortfall.start).days


def _headline(case: Case, plan: Plan, lines: tuple[LineBrief, ...], tours: tuple[TourBrief, ...]) -> Headline:
    asked = sum(line.asked for line in lines)
    filled = sum(line.filled for line in lines)
    cost = sum(tour.cost for tour in tours)
    people: dict[tuple[str, int, int | None], int] = {}
    for tour in tours:
        key = (tour.unit, tour.element, tour.part)
        people[key] = max(people.get(key, 0), tour.headcount)
    top, top_day = peak(
        steps_of((tour.start, tour.end, tour.headcount) for tour in tours),
        case.planning.start,
        case.planning.end,
    )
    planned = [line for line in lines if line.asked]
    return Headline(
        asked=asked,
        filled=filled,
        short=asked - filled,
        share=filled / asked if asked else None,
        cost=cost,
        penalty=plan.objective - cost if plan.objective is not None else None,
        objective=plan.objective,
        bound=plan.bound,
        gap=plan.gap,
        closed=plan.closed,
        empty=plan.empty,
        tours=len(tours),
        fixed_tours=sum(tour.fixed for tour in tours),
        units=len({tour.unit for tour in tours}),
        elements=len({(tour.unit, tour.element) for tour in tours}),
        people=sum(people.values()),
        peak=top,
        peak_day=top_day,
        lines=len(planned),
        lines_full=sum(line.short == 0 for line in planned),
        lines_short=sum(line.short > 0 for line in planned),
        required_short=tuple(line.line for line in planned if line.required and line.short),
    )


def _shortfalls(case: Case, plan: Plan) -> tuple[ShortfallBrief, ...]:
    names = {place.place: place.name or place.place for place in case.places}
    places = {line.line: names.get(line.place, line.place) for line in case.lines}
    priority = {line.line: line.priority for line in case.lines}
    briefs = [
        ShortfallBrief(
            line=shortfall.line,
            place_name=places.get(shortfall.line, ""),
            start=shortfall.start,
            end=shortfall.end,
            headcount=shortfall.headcount,
            headcount_days=shortfall.headcount * (shortfall.end - shortfall.start).days,
            reason=shortfall.reason,
            words=REASONS.get(shortfall.reason, shortfall.reason),
        )
        for shortfall in plan.shortfalls
    ]
    return tuple(
        sorted(briefs, key=lambda short: (priority.get(short.line, 0), short.line, short.start, short.reason))
    )


def _authorities(case: Case, plan: Plan) -> tuple[AuthorityBrief, ...]:
    tours: Counter[str] = Counter()
    days: Counter[str] = Counter()
    assumed: set[str] = set()
    for tour in plan.tours:
        assumed.update(tour.assumes)
        for name in tour.authorities:
            tours[name] += 1
            days[name] += tour.headcount * (tour.end - tour.start).days
    unlocks: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for authority in case.authorities:
        for provision in authority.invokes:
            if authority.kind in _DECLARING:
                unlocks[authority.id].append((provision, authority.id))
            if authority.emergency:
                unlocks[authority.emergency].append((provision, authority.id))
    declared = {authority.emergency for authority in case.authorities if authority.emergency}
    briefs = [
        AuthorityBrief(
            id=authority.id,
            kind=authority.kind,
            title=authority.title,
            issuer=authority.issuer,
            status=authority.status,
            issued=authority.issued,
            verbal=authority.verbal,
            start=authority.start,
            end=authority.end,
            max_days=authority.max_days,
            amends=authority.amends,
            invokes=authority.invokes,
            emergency=authority.emergency,
            continues=authority.continues,
            permits_roles=authority.permits_roles,
            forbids_roles=authority.forbids_roles,
            states=authority.states,
            ceilings=tuple(ceiling.id for ceiling in authority.ceilings),
            quotes=authority.quotes,
            tours=tours[authority.id],
            headcount_days=days[authority.id],
            assumed=authority.id in assumed,
            declares=authority.kind in ("declaration", "proclamation")
            or authority.id in declared
            or authority.continues is not None,
            unlocks=tuple(dict.fromkeys(unlocks[authority.id])),
        )
        for authority in case.authorities
    ]
    return tuple(sorted(briefs, key=lambda brief: (_first_day(brief), brief.id)))


def _first_day(authority: AuthorityBrief) -> date:
    days = (authority.verbal, authority.issued, authority.start)
    return min((day for day in days if day is not None), default=date.max)


def _commands(case: Case) -> tuple[CommandBrief, ...]:
    names: dict[str, str] = {}
    parents: dict[str, str] = {}
    for command in case.commands:
        if command.name:
            names.setdefault(command.command, command.name)
        if command.parent:
            parents.setdefault(command.command, command.parent)
    places = {place.place: place.name or place.place for place in case.places}
    lines = Counter(line.command for line in case.lines if line.command)
    units = Counter(unit.command for unit in case.units if unit.command)

    def lineage(name: str) -> tuple[str, ...]:
        chain = [name]
        while (parent := parents.get(chain[-1])) is not None and parent not in chain:
            chain.append(parent)
        return tuple(reversed(chain))

    def order(command: Command) -> tuple[tuple[str, ...], date]:
        return lineage(command.command), command.start or date.min

    return tuple(
        CommandBrief(
            command=command.command,
            name=command.name or names.get(command.command, command.command),
            parent=command.parent,
            parent_name=names.get(command.parent, command.parent) if command.parent else None,
            relation=command.relation,
            place=places.get(command.place, command.place) if command.place else None,
            start=command.start,
            end=command.end,
            depth=len(lineage(command.command)) - 1,
            lines=lines[command.command],
            units=units[command.command],
        )
        for command in sorted(case.commands, key=order)
    )


def _dues(case: Case, findings: tuple[Finding, ...]) -> tuple[Due, ...]:
    """The days to keep: the horizon, when instruments and ceilings begin and end, and the law's clocks."""
    dues = [
        Due(day=case.as_of, kind="case", what="The case is read as it stood on this day", source="case.toml"),
        Due(day=case.planning.start, kind="plan", what="C-day: the plan begins", source="case.toml"),
        Due(day=case.planning.end, kind="plan", what="The plan ends", source="case.toml"),
    ]
    for authority in case.authorities:
        name = authority.title or authority.id
        status = authority.status
        if authority.verbal:
            dues.append(
                Due(day=authority.verbal, kind="authority", what=f"Verbal: {name}", source=authority.id)
            )
        if authority.issued:
            what = f"Issued ({status}): {name}"
            dues.append(Due(day=authority.issued, kind="authority", what=what, source=authority.id))
        if authority.end:
            dues.append(
                Due(day=authority.end, kind="expiry", what=f"No longer in force: {name}", source=authority.id)
            )
        for ceiling in authority.ceilings:
            if ceiling.end and ceiling.end != authority.end:
                what = f"Ceiling {ceiling.id} no longer binds"
                dues.append(Due(day=ceiling.end, kind="expiry", what=what, source=authority.id))
    for finding in findings:
        if finding.rule.startswith("check/clock") and finding.days is not None:
            cites = ", ".join(dict.fromkeys(citation.cite for citation in finding.citations))
            dues.append(
                Due(day=finding.days[0], kind="clock", what=finding.message, source=cites or finding.subject)
            )
    return tuple(sorted(dues, key=lambda due: (due.day, due.kind, due.what)))


def _waves(case: Case, plan: Plan, units: dict[str, Unit], strength: Steps) -> tuple[Wave, ...]:
    notice = {policy.policy: policy.notice_days for policy in case.policies}
    ordered: Counter[date] = Counter()
    arriving: Counter[date] = Counter()
    leaving: Counter[date] = Counter()
    for tour in plan.tours:
        arriving[tour.start] += tour.headcount
        leaving[tour.end] += tour.headcount
        unit = units.get(tour.unit)
        if not tour.fixed and unit is not None and notice.get(unit.policy, 0):
            ordered[tour.start - timedelta(days=notice[unit.policy])] += tour.headcount
    return tuple(
        Wave(
            day=when,
            ordered=ordered[when],
            arriving=arriving[when],
            leaving=leaving[when],
            present=value_on(strength, when),
        )
        for when in sorted({*ordered, *arriving, *leaving})
    )


def _notional(case: Case, plan: Plan) -> tuple[NotionalUnit, ...]:
    types = {kind.type: kind for kind in case.types}
    used: defaultdict[str, set[int]] = defaultdict(set)
    tours: Counter[str] = Counter()
    for tour in plan.tours:
        used[tour.unit].add(tour.element)
        tours[tour.unit] += 1
    briefs = []
    for unit in case.units:
        if unit.quantity == 1 and unit.name:
            continue
        kind = types.get(unit.type)
        briefs.append(
            NotionalUnit(
                unit=unit.unit,
                name=unit.name or unit.unit,
                type_name=(kind.name if kind is not None else None) or unit.type,
                component=unit.component,
                quantity=unit.quantity,
                headcount=kind.headcount if kind is not None else 0,
                used=len(used[unit.unit]),
                tours=tours[unit.unit],
            )
        )
    return tuple(briefs)


def _assumptions(case: Case) -> tuple[tuple[Assumption, bool], ...]:
    """Planning factors in force; ``True`` where the case states its own."""
    own = {assumption.name: assumption for assumption in case.assumptions}
    listed = [(assumption, True) for assumption in case.assumptions]
    listed.extend((default, False) for default in DEFAULT_ASSUMPTIONS if default.name not in own)
    return tuple(listed)


def _bottom_line(
    plan: Plan,
    headline: Headline,
    lines: tuple[LineBrief, ...],
    reason_days: Counter[str],
    ceilings: tuple[CeilingBrief, ...],
    feasible: bool | None,
) -> tuple[str, ...]:
    """The plan in a few sentences, what matters most first."""
    said = []
    if headline.asked == 0:
        said.append("No request line asks for anybody in the time that the plan covers.")
    else:
        said.append(
            f"The plan fills {percent(headline.share)} of what is asked: {count(headline.filled)} of "
            f"{count(headline.asked)} headcount-days, with {plural(headline.tours, 'tour')} of "
            f"{plural(headline.units, 'unit')}."
        )
    if headline.lines_short:
        main = reason_days.most_common(1)
        why = f"; the main reason is that {REASONS.get(main[0][0], main[0][0])}" if main else ""
        worst_line = max(lines, key=lambda line: line.short)
        said.append(
            f"{plural(headline.lines_short, 'line stays', 'lines stay')} short, the most on "
            f"{worst_line.line} at {worst_line.place_name}{why}."
        )
    if headline.required_short:
        said.append("Required lines that stay unfilled: " + ", ".join(headline.required_short) + ".")
    over = [ceiling for ceiling in ceilings if ceiling.over_days]
    full = [ceiling for ceiling in ceilings if ceiling.full and not ceiling.over_days]
    if over:
        said.append("Ceilings exceeded: " + ", ".join(ceiling.id for ceiling in over) + ".")
    elif full:
        said.append(
            ("Ceiling " if len(full) == 1 else "Ceilings ")
            + ", ".join(ceiling.id for ceiling in full)
            + (" is" if len(full) == 1 else " are")
            + " used to the last person on some day."
        )
    if plan.gap is not None and plan.bound is not None:
        said.append(
            f"With a price on every unfilled day this plan comes to {dollars_short(plan.objective)}; no plan "
            f"can come below {dollars_short(plan.bound)} (gap {signed_share(plan.gap)})."
        )
    else:
        said.append("How much better a plan could be is not known: no bound was proven.")
    if headline.peak_day is not None:
        said.append(f"At most {count(headline.peak)} people are present, first on {day(headline.peak_day)}.")
    if plan.law == "assumed":
        said.append("The law was assumed, not checked: this is a study, not a plan to order from.")
    assumed = sorted({name for tour in plan.tours for name in tour.assumes})
    if assumed:
        said.append("It holds only once these instruments are signed: " + ", ".join(assumed) + ".")
    if feasible is False:
        said.append("The independent check found violations: do not use this plan.")
    return tuple(said)
