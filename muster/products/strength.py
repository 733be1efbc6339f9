"""Strength against each ceiling: what the plan puts there day by day, and what was reported."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from muster.domain.authority import Authority, Ceiling
from muster.domain.case import Case
from muster.domain.period import Period
from muster.domain.plan import CeilingUse, Plan
from muster.domain.presence import Steps, peak, steps_of, window
from muster.domain.strength import StrengthReport
from muster.law.ceilings import binding_period, counts
from muster.products.figures import count, dollars, dollars_short, plural
from muster.products.scope import counted_from, inside, scope_words

__all__ = ("CeilingBrief", "ceilings_of")


@dataclass(frozen=True, slots=True, kw_only=True)
class CeilingBrief:
    """
    A ceiling, what it counts, how full the plan makes it and what one more person is worth.

    Parameters
    ----------
    limit
        People, ``None`` where the ceiling is a budget; ``dollars`` in cents then.
    peak
        People on the fullest day that it binds (or cents spent).
    over_days
        Days on which the plan counts more than the limit.
    steps
        People counted day by day; empty for a budget.
    inside
        Ids of the ceilings that count everyone whom this one counts.
    price
        Dollars saved in the relaxation by one person more on every day; ``None`` if unknown.
    price_words
        The price as a sentence.
    reports
        Strengths reported for this ceiling or its authority.
    """

    id: str
    authority: str
    authority_title: str
    status: str
    limit: int | None
    dollars: int | None
    scope: str
    counts: str
    overlap: str
    start: date | None
    end: date | None
    in_force: bool
    peak: int
    peak_day: date | None
    over_days: int
    full: bool
    steps: Steps
    inside: tuple[str, ...]
    price: float | None
    price_words: str
    reports: tuple[StrengthReport, ...]


def ceilings_of(case: Case, plan: Plan) -> tuple[CeilingBrief, ...]:
    """Every ceiling of the case, the widest first."""
    pairs = [(authority, ceiling) for authority in case.authorities for ceiling in authority.ceilings]
    uses = {use.ceiling: use for use in plan.ceilings}
    assumed = frozenset(name for tour in plan.tours for name in tour.assumes)
    single = {authority.id for authority in case.authorities if len(authority.ceilings) == 1}
    briefs = []
    for authority, ceiling in pairs:
        holders = tuple(
            other[1].id
            for other in pairs
            if other[1] is not ceiling
            and inside((authority, ceiling), other)
            and other[1].headcount is not None
        )
        scopes = {ceiling.id, authority.id} if authority.id in single else {ceiling.id}
        reports = tuple(report for report in case.strengths if report.scope in scopes)
        binds = binding_period(case, authority, ceiling, assume_signed=assumed)
        briefs.append(_brief(case, plan, authority, ceiling, uses.get(ceiling.id), holders, reports, binds))
    return tuple(sorted(briefs, key=lambda brief: (brief.limit is None, -(brief.limit or 0), brief.id)))


def _brief(
    case: Case,
    plan: Plan,
    authority: Authority,
    ceiling: Ceiling,
    use: CeilingUse | None,
    holders: tuple[str, ...],
    reports: tuple[StrengthReport, ...],
    binds: Period | None,
) -> CeilingBrief:
    in_force = binds is not None
    days = binds if binds is not None else _nominal(authority, ceiling)
    steps = _counted(case, plan, authority, ceiling) if ceiling.headcount is not None else ()
    if days is None or ceiling.headcount is None:
        top, top_day = (use.peak if use is not None else 0), None
    else:
        top, top_day = peak(steps, days.start, days.end)
    over = _days_over(steps, ceiling.headcount, days) if in_force else 0
    return CeilingBrief(
        id=ceiling.id,
        authority=authority.id,
        authority_title=authority.title or authority.id,
        status=authority.status,
        limit=ceiling.headcount,
        dollars=ceiling.dollars,
        scope=scope_words(case, authority, ceiling),
        counts=ceiling.counts,
        overlap=ceiling.overlap,
        start=days.start if days is not None else None,
        end=days.end if days is not None else None,
        in_force=in_force,
        peak=top,
        peak_day=top_day,
        over_days=over,
        full=in_force and ceiling.headcount is not None and top >= ceiling.headcount > 0,
        steps=steps,
        inside=holders,
        price=use.price if use is not None else None,
        price_words=_price_words(case, plan, ceiling, use, in_force, top),
        reports=reports,
    )


def _nominal(authority: Authority, ceiling: Ceiling) -> Period | None:
    """The days that an instrument not (or no longer) in force states, ``None`` if there are none."""
    if ceiling.start is not None and ceiling.end is not None and ceiling.end <= ceiling.start:
        return None
    own = Period(ceiling.start, ceiling.end)
    if authority.start is not None and authority.end is not None and authority.end <= authority.start:
        return None
    return own.overlap(Period(authority.start, authority.end))


def _counted(case: Case, plan: Plan, authority: Authority, ceiling: Ceiling) -> Steps:
    lines = {line.line: line for line in case.lines}
    units = {unit.unit: unit for unit in case.units}
    reception = {policy.policy: policy.reception_days for policy in case.policies}
    intervals = []
    for tour in plan.tours:
        unit, line = units.get(tour.unit), lines.get(tour.line)
        if (
            unit is None
            or line is None
            or not counts(ceiling, authority, case, unit, line, tour.duty_status, tour.authorities)
        ):
            continue
        first = counted_from(ceiling, tour.start, reception.get(unit.policy, 0))
        intervals.append((first, tour.end, tour.headcount))
    return steps_of(intervals)


def _days_over(steps: Steps, limit: int | None, days: Period | None) -> int:
    if limit is None or days is None or not steps:
        return 0
    start = max(steps[0][0], days.start) if days.start is not None else steps[0][0]
    end = min(steps[-1][0], days.end) if days.end is not None else steps[-1][0]
    if start >= end:
        return 0
    inside_days = window(steps, start, end)
    total = 0
    for index, (day, value) in enumerate(inside_days):
        until = inside_days[index + 1][0] if index + 1 < len(inside_days) else end
        if value > limit:
            total += (until - day) // timedelta(days=1)
    return total


def _price_words(
    case: Case, plan: Plan, ceiling: Ceiling, use: CeilingUse | None, in_force: bool, top: int
) -> str:
    if not in_force:
        return "Not in force: it binds nobody, and nobody is planned under it."
    if ceiling.headcount is None:
        if use is None:
            return "A budget; what one dollar more is worth is not known."
        return f"A budget: {dollars(use.peak)} of {dollars(ceiling.dollars)} is used."
    if use is None or use.price is None:
        return "What one more person is worth is not known."
    left = ceiling.headcount - top
    if use.price <= 0.005:
        spare = (
            f"{plural(left, 'place')} stay free on the fullest day"
            if left > 0
            else "it is full, but binds nobody"
        )
        return f"More people under this ceiling would change nothing ({spare}): one more is worth $0."
    worth = use.price * 100 * 100
    days = _as_days(case, plan, worth)
    return (
        f"{count(100)} more people under this ceiling would lower the objective by up to "
        f"{dollars_short(worth)}{days}; {count(100)} fewer would raise it by at least as much."
    )


def _as_days(case: Case, plan: Plan, worth: float) -> str:
    """What the amount (cents) buys at the price of the unfilled days that a ceiling stands in the way of."""
    prices = dict(case.shortfall_prices)
    short = [short.line for short in plan.shortfalls if short.reason == "ceiling"]
    priorities = [line.priority for line in case.lines if line.line in short and prices.get(line.priority)]
    if not priorities:
        return ""
    first = min(priorities)
    return f", the price of {count(worth / prices[first])} unfilled headcount-days of priority {first}"
