"""Tours already ordered against ceilings: they obey no rule themselves, but count against every one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from muster.domain.authority import Authority, Ceiling
from muster.domain.case import Case
from muster.domain.finding import Finding, Verdict
from muster.domain.period import Period
from muster.domain.tour import FixedTour
from muster.law.ceilings import binding_period, counts, tolerated_days
from muster.law.finding import severity_of

__all__ = ("check_fixed_tours",)


def check_fixed_tours(case: Case) -> tuple[Finding, ...]:
    """A finding for each ceiling that the ordered tours alone exceed, until the end of planning."""
    return tuple(
        found
        for authority in case.authorities
        for ceiling in authority.ceilings
        if ceiling.headcount is not None
        for found in _exceeded(case, authority, ceiling)
    )


def _exceeded(case: Case, authority: Authority, ceiling: Ceiling) -> Iterator[Finding]:
    assert ceiling.headcount is not None
    period = binding_period(case, authority, ceiling)
    horizon = Period(min(case.as_of, case.planning.start), case.planning.end)
    days = period.overlap(horizon) if period is not None else None
    if days is None:
        return
    everyone, settled = _loads(case, authority, ceiling, days)
    over = sorted(day for day, people in everyone.items() if people > ceiling.headcount)
    firm = sorted(day for day, people in settled.items() if people > ceiling.headcount)
    if firm or (over and ceiling.overlap == "counted"):
        yield _say(case, ceiling, firm or over, max(everyone.values()), Verdict.PROHIBITED, "")
    elif over and tolerated_days(ceiling) is not None:
        yield _tolerated(case, ceiling, over, max(everyone.values()))
    elif over and ceiling.overlap != "excluded":
        words = "; all of the excess is hand-over, of which the order is silent"
        yield _say(case, ceiling, over, max(everyone.values()), Verdict.UNKNOWN, words)


def _tolerated(case: Case, ceiling: Ceiling, over: list[date], peak: int) -> Finding:
    """Hand-over above the ceiling: permitted for the days that the order tolerates in a row, and no more."""
    tolerated = tolerated_days(ceiling) or 0
    longest = _longest_run(over)
    words = f"; all of it is hand-over, {longest} day(s) in a row, and the order tolerates {tolerated}"
    if longest > tolerated:
        return _say(case, ceiling, over, peak, Verdict.PROHIBITED, words)
    return _say(case, ceiling, over, peak, Verdict.PERMITTED, words)


def _longest_run(days: list[date]) -> int:
    """The most days in a row."""
    longest = run = 0
    last: date | None = None
    for day in days:
        run = run + 1 if last is not None and day - last == timedelta(days=1) else 1
        longest, last = max(longest, run), day
    return longest


def _loads(
    case: Case, authority: Authority, ceiling: Ceiling, days: Period
) -> tuple[dict[date, int], dict[date, int]]:
    """People counted by day, all of them and without those in reception."""
    units = {unit.unit: unit for unit in case.units}
    lines = {line.line: line for line in case.lines}
    types = {kind.type: kind for kind in case.types}
    policies = {policy.policy: policy for policy in case.policies}
    everyone: dict[date, int] = {}
    settled: dict[date, int] = {}
    for tour in case.tours:
        unit, line = units.get(tour.unit), lines.get(tour.line)
        if unit is None or line is None:
            continue
        if not counts(ceiling, authority, case, unit, line, tour.duty_status, tour.authority):
            continue
        kind, policy = types.get(unit.type), policies.get(unit.policy)
        people = tour.headcount if tour.headcount is not None else kind.headcount if kind else 0
        received = tour.start + timedelta(days=policy.reception_days if policy else 0)
        for day in _shared(tour, days):
            everyone[day] = everyone.get(day, 0) + people
            if day >= received:
                settled[day] = settled.get(day, 0) + people
    return everyone, settled


def _shared(tour: FixedTour, days: Period) -> Iterator[date]:
    both = Period(tour.start, tour.end).overlap(days) if tour.start < tour.end else None
    return iter(both) if both is not None else iter(())


def _say(case: Case, ceiling: Ceiling, days: list[date], peak: int, verdict: Verdict, words: str) -> Finding:
    return Finding(
        id="",
        rule="check/fixed-tours",
        verdict=verdict,
        severity=severity_of(verdict),
        subject=ceiling.id,
        message=f"The tours already ordered bring up to {peak:,} people under {ceiling.id}, whose ceiling is "
        f"{ceiling.headcount:,}, on {len(days)} day(s) from {days[0]}{words}.",
        settled_by=("the order's rule on overlap",) if verdict is Verdict.UNKNOWN else (),
        would_do=("a higher ceiling", "shorter or smaller tours") if verdict is Verdict.PROHIBITED else (),
        as_of=case.as_of,
        days=(days[0], days[-1] + timedelta(days=1)),
    )
