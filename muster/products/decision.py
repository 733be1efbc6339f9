"""
The decision package for a request: the six criteria of DoDD 3025.18, with what can be computed filled in.

GAO-21-356 found cost and readiness not fully evaluated when support was approved. Here every criterion shows
what follows from the case and its plan, on what basis, and what a person must still judge; a criterion with
an open point is never closed by a number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from muster.domain.case import Case
from muster.domain.component import DutyStatus
from muster.domain.finding import Citation, Finding, Verdict, worst
from muster.domain.period import Period
from muster.domain.plan import Plan, PlannedTour
from muster.domain.request import Line
from muster.domain.unit import Unit
from muster.law.basis import Bases, bases_for, basis_key
from muster.law.library import provision
from muster.law.roles import POLICE
from muster.products.cost import cost_basis
from muster.products.figures import count, dollars, percent, plural

__all__ = ("Assessment", "DecisionPackage", "Statement", "decision_package", "render_package", "requests_of")

_DIRECTIVE = "dod/dodd3025-18"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Something computed, and what it was computed from."""

    text: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """
    One criterion.

    Parameters
    ----------
    asks
        The directive's question, in its words where ``verified``.
    computed
        What follows from the case and the plan.
    open
        What a person must still judge; never empty.
    findings
        Findings of law or of the plan that bear on it.
    """

    name: str
    asks: str
    verified: bool
    computed: tuple[Statement, ...]
    open: tuple[str, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionPackage:
    """A request with its lines and the six assessments; ``planned`` says whether a plan was given."""

    case: str
    as_of: date
    request: str
    agency: str | None
    lines: tuple[Line, ...]
    planned: bool
    assessments: tuple[Assessment, ...]
    citation: Citation


def requests_of(case: Case) -> dict[str, tuple[Line, ...]]:
    """The lines of each request; a line that names none is a request of its own."""
    found: dict[str, list[Line]] = {}
    for line in case.lines:
        found.setdefault(line.request or line.line, []).append(line)
    return {name: tuple(lines) for name, lines in found.items()}


def decision_package(case: Case, request: str, plan: Plan | None = None) -> DecisionPackage:
    """
    The package for a request.

    Raises
    ------
    KeyError
        If the case has no such request.
    """
    lines = requests_of(case)[request]
    names = {line.line for line in lines}
    tours = tuple(tour for tour in plan.tours if tour.line in names) if plan is not None else ()
    makers = {
        "legality": _legality,
        "lethality": _lethality,
        "risk": _risk,
        "cost": _cost,
        "appropriateness": _appropriateness,
        "readiness": _readiness,
    }
    directive = provision(_DIRECTIVE)
    return DecisionPackage(
        case=case.name,
        as_of=case.as_of,
        request=request,
        agency=next((line.agency for line in lines if line.agency), None),
        lines=lines,
        planned=plan is not None,
        assessments=tuple(
            replace(
                makers[criterion.name](case, lines, plan, tours),
                asks=criterion.asks,
                verified=criterion.verified,
            )
            for criterion in directive.criteria
        ),
        citation=directive.citation(case.as_of),
    )


def _assessment(
    name: str,
    computed: Iterable[Statement],
    still: Iterable[str],
    findings: Iterable[Finding] = (),
) -> Assessment:
    return Assessment(
        name=name,
        asks="",
        verified=False,
        computed=tuple(computed),
        open=tuple(dict.fromkeys(still)),
        findings=tuple(findings),
    )


def _legality(
    case: Case, lines: tuple[Line, ...], plan: Plan | None, tours: tuple[PlannedTour, ...]
) -> Assessment:
    del plan, tours
    computed: list[Statement] = []
    still: list[str] = []
    told: list[Finding] = []
    for line in lines:
        verdict, words, findings = _line_law(case, line)
        computed.append(
            Statement(
                text=f"{line.line} ({line.role}): {verdict.value.replace('_', ' ')}. {words}",
                basis="the law library and the case's instruments, for every unit of the case",
            )
        )
        told.extend(findings)
        still.extend(word for found in findings for word in (*found.settled_by, *found.would_do))
    unread = sorted({cite.cite for found in told for cite in found.citations if not cite.verified})
    if unread:
        still.append(f"the texts that were not read in a source: {', '.join(unread)}")
    still.append("the opinion of counsel on the request as a whole")
    return _assessment("legality", computed, still, told)


_AT_BEST = (Verdict.PERMITTED, Verdict.UNKNOWN, Verdict.NEEDS_AUTHORITY, Verdict.PROHIBITED)


def _line_law(case: Case, line: Line) -> tuple[Verdict, str, tuple[Finding, ...]]:
    """The best verdict that any unit of the case gets on the line, and the findings that give it."""
    best: tuple[Verdict, str, tuple[Finding, ...]] | None = None
    seen: set[tuple[object, ...]] = set()
    for unit in case.units:
        key = basis_key(unit)
        if key in seen:
            continue
        seen.add(key)
        found = _unit_law(bases_for(case, unit, line, allow_unknown=True), unit)
        if best is None or _AT_BEST.index(found[0]) < _AT_BEST.index(best[0]):
            best = found
    return best or (Verdict.UNKNOWN, "The case has no units to ask about.", ())


def _unit_law(bases: Bases, unit: Unit) -> tuple[Verdict, str, tuple[Finding, ...]]:
    permitted = [item for item in bases.options if item.verdict is Verdict.PERMITTED]
    options = permitted or list(bases.options)
    if options:
        first = options[0]
        by = ", ".join(first.authorities) or "no instrument"
        section = f", called under {first.mobilization}" if first.mobilization else ""
        until = f" until {first.period.end}" if first.period.end else ""
        words = f"{unit.component.value} in {first.duty_status.value} by {by}{section}{until}."
        reviews = tuple(found for found in first.findings if found.severity != "note")
        return first.verdict, words, reviews
    blocked = tuple(found for found in bases.findings if found.verdict is not Verdict.PERMITTED)
    verdict = worst(found.verdict for found in blocked) if blocked else Verdict.NEEDS_AUTHORITY
    telling = tuple(found for found in blocked if found.verdict is verdict)
    telling = tuple({(found.rule, found.message): found for found in telling}.values())
    return verdict, telling[0].message if telling else "Nothing carries it.", telling


def _lethality(
    case: Case, lines: tuple[Line, ...], plan: Plan | None, tours: tuple[PlannedTour, ...]
) -> Assessment:
    del plan
    armed = [line.line for line in lines if line.armed]
    touchy = [
        line.line for line in lines if line.role in POLICE | {"force_protection", "transport_detainees"}
    ]
    computed = [
        Statement(
            text=f"{plural(len(armed), 'line')} of {len(lines)} armed: {', '.join(armed) or 'none'}.",
            basis="requests.csv, armed",
        ),
        Statement(
            text="Roles in which force may be used by or against them: "
            f"{', '.join(touchy) or 'none of the lines'}.",
            basis="requests.csv, role",
        ),
    ]
    still = ["how likely lethal force is, by or against the forces: a threat assessment"]
    if armed:
        trained = _trained(case, tours, armed)
        computed.append(
            Statement(
                text=f"Training in the rules for the use of force is recorded for {trained[0]} of "
                f"{plural(trained[1], 'unit')} on armed lines.",
                basis="units.csv, use_of_force_training (a column of the case's own); CJCSI 3121.01B",
            )
        )
        still.append("which rules for the use of force apply, and who approved them")
    return _assessment("lethality", computed, still)


def _trained(case: Case, tours: tuple[PlannedTour, ...], armed: list[str]) -> tuple[int, int]:
    """Units on armed lines, and those of them whose training the case records."""
    names = {tour.unit for tour in tours if tour.line in armed}
    units = [unit for unit in case.units if unit.unit in names]
    known = sum(any(key == "use_of_force_training" and value for key, value in unit.extra) for unit in units)
    return known, len(units)


def _risk(
    case: Case, lines: tuple[Line, ...], plan: Plan | None, tours: tuple[PlannedTour, ...]
) -> Assessment:
    del case
    contact = [line.line for line in lines if line.contact]
    places = Counter(line.place for line in lines)
    computed = [
        Statement(
            text=f"Contact with the public on {', '.join(contact) or 'no line'}; "
            f"{plural(len(places), 'place')}: {', '.join(sorted(places))}.",
            basis="requests.csv, contact and place",
        )
    ]
    if plan is not None:
        people = sum(tour.headcount for tour in tours)
        days = sum(tour.headcount * (tour.end - tour.start).days for tour in tours)
        computed.append(
            Statement(
                text=f"{count(people)} people go and come back by {plural(len(tours), 'tour')}: "
                f"{count(days)} headcount-days away from home.",
                basis="the plan's tours",
            )
        )
    still = [
        "hazards of the places, of the roads and of the work (accidents have killed on this kind of support)",
        "medical cover and force protection at each place",
    ]
    return _assessment("risk", computed, still)


def _cost(
    case: Case, lines: tuple[Line, ...], plan: Plan | None, tours: tuple[PlannedTour, ...]
) -> Assessment:
    still = ["whether the estimate is comprehensive, well documented, accurate and credible"]
    if plan is None:
        return _assessment(
            "cost",
            (),
            ["the estimate itself: plan the case and give the plan", "the source of funds", *still],
        )
    del lines
    basis = cost_basis(case, replace(plan, tours=tours))
    total = sum(tour.cost for tour in tours)
    by_fund: Counter[str] = Counter()
    for tour in tours:
        by_fund[tour.fund or "no fund named"] += tour.cost
    funds = ", ".join(f"{fund} {dollars(cents)}" for fund, cents in by_fund.most_common())
    computed = [
        Statement(text=f"{dollars(total)} for {plural(len(tours), 'tour')}.", basis="the plan, re-costed"),
        Statement(text=f"Who pays: {funds or 'no tours'}.", basis="the instruments that each tour names"),
    ]
    for words in basis.left_out:
        computed.append(Statement(text=f"Left out: {words}", basis="the case's rates"))
    if by_fund["no fund named"]:
        still.append("the source of funds for tours that name none")
    still.append("the effect on the Department's budget, and whether the support is reimbursed or waived")
    money = [found for found in plan.findings if found.subject in {tour.line for tour in tours}]
    return _assessment(
        "cost", computed, still, [found for found in money if found.rule in ("usc/t10/s277", "usc/t31/s1535")]
    )


def _appropriateness(
    case: Case, lines: tuple[Line, ...], plan: Plan | None, tours: tuple[PlannedTour, ...]
) -> Assessment:
    del plan, tours
    endless = [line.line for line in lines if line.end is None]
    agencies = ", ".join(sorted({line.agency for line in lines if line.agency})) or "not stated"
    states = [
        unit.unit
        for unit in case.units
        if unit.component.is_guard and any(not line.duty_statuses or _outside_t10(line) for line in lines)
    ]
    computed = [
        Statement(text=f"Asked for by {agencies}.", basis="requests.csv, agency"),
        Statement(
            text=f"{plural(len(endless), 'line')} with no end: {', '.join(endless)}."
            if endless
            else f"Every line ends; the last on {max(line.end for line in lines if line.end)}.",
            basis="requests.csv, until",
        ),
        Statement(
            text=f"{plural(len(states), 'Guard unit')} of the case might do it under a governor."
            if states
            else "No Guard unit of the case may do it under a governor.",
            basis="units.csv and the lines' duty statuses",
        ),
    ]
    still = [
        "whether the support is in the interest of the Department of Defense",
        "whether civil capability, or a contract, would do (31 USC 1535(a)(4))",
    ]
    if endless:
        still.append("what outcome ends the support")
    return _assessment("appropriateness", computed, still)


def _outside_t10(line: Line) -> bool:
    return any(status in (DutyStatus.T32, DutyStatus.SAD) for status in line.duty_statuses)


def _readiness(
    case: Case, lines: tuple[Line, ...], plan: Plan | None, tours: tuple[PlannedTour, ...]
) -> Assessment:
    still = [
        "the effect on each unit's training and ratings, unit by unit, before the decision (10 USC 276)",
        "which exercises or deployments are missed",
    ]
    if plan is None:
        del case, lines
        return _assessment("readiness", (), ["which units go: plan the case and give the plan", *still])
    units = {unit.unit: unit for unit in case.units}
    quantity: Counter[str] = Counter()
    for unit in case.units:
        quantity[unit.type] += unit.quantity
    used: dict[str, set[tuple[str, int]]] = {}
    for tour in tours:
        found = units.get(tour.unit)
        if found is not None:
            used.setdefault(found.type, set()).add((tour.unit, tour.element))
    split = {(tour.unit, tour.element) for tour in tours if tour.part is not None}
    computed = [
        Statement(
            text=f"{kind}: {plural(len(who), 'unit')} of {quantity[kind]} in the case "
            f"({percent(len(who) / quantity[kind])}).",
            basis="the plan's tours against units.csv",
        )
        for kind, who in sorted(used.items())
    ]
    computed.append(
        Statement(
            text=f"{plural(len(split), 'unit')} split to send a part; splitting was found to degrade "
            "readiness (GAO-21-356).",
            basis="the plan's parts",
        )
    )
    back = _back(case, tours)
    if back is not None:
        computed.append(back)
    return _assessment("readiness", computed, still)


def _back(case: Case, tours: tuple[PlannedTour, ...]) -> Statement | None:
    """The last day on which a unit of the request is owed time at home."""
    policies = {policy.policy: policy for policy in case.policies}
    units = {unit.unit: unit for unit in case.units}
    last: date | None = None
    for tour in tours:
        unit = units.get(tour.unit)
        policy = policies.get(unit.policy) if unit is not None else None
        if policy is None or policy.min_dwell_days is None:
            continue
        ends = date.fromordinal(min(tour.end.toordinal() + policy.min_dwell_days, date.max.toordinal()))
        last = ends if last is None else max(last, ends)
    if last is None:
        return None
    return Statement(
        text=f"The last of them has its minimum dwell behind it on {last}.",
        basis="policies.csv, min_dwell_days",
    )


def render_package(package: DecisionPackage) -> str:
    """The package as a paper in Markdown: every criterion with what is computed and what is open."""
    return "\n".join(_paper(package)) + "\n"


def _paper(package: DecisionPackage) -> Iterator[str]:
    yield f"# Decision package: request {package.request}"
    yield ""
    agency = f", asked for by {package.agency}" if package.agency else ""
    yield f"{package.case}, as of {package.as_of}{agency}. " + (
        "Computed from the case and a plan of it." if package.planned else "Computed from the case alone."
    )
    yield "Muster advises; a judge advocate and the approval authority decide."
    yield ""
    yield "| line | role | place | people | days | approval |"
    yield "|---|---|---|---|---|---|"
    for line in package.lines:
        span = Period(line.start, line.end) if line.end is None or line.end > line.start else None
        until = line.end or "further notice"
        days = f"{line.start} until {until}" if span is not None else str(line.start)
        yield (
            f"| {line.line} | {line.role} | {line.place} | {line.headcount:,} | {days} | "
            f"{line.approval or 'none named'} |"
        )
    for number, item in enumerate(package.assessments, start=1):
        doubt = "" if item.verified else " *(wording not read in the directive)*"
        yield ""
        yield f"## {number}. {item.name.capitalize()}"
        yield ""
        yield f"{item.asks}{doubt}"
        yield ""
        for statement in item.computed:
            yield f"- {statement.text} *(from {statement.basis})*"
        for found in item.findings:
            yield f"- {found.verdict.value.replace('_', ' ')} [{found.rule}]: {found.message}"
        yield ""
        yield "Still to be judged by a person:"
        yield ""
        for words in item.open:
            yield f"- [ ] {words}"
    yield ""
    cite = package.citation
    yield f"{cite.cite}" + (f": “{cite.quote}”" if cite.quote else "")
