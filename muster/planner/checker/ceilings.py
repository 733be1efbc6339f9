"""Ceilings and budgets: the days on which they bind, whom they count, and what the plan uses."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from muster.domain.authority import Authority, Ceiling
from muster.domain.case import Case
from muster.domain.plan import Plan
from muster.planner.checker.docket import Docket, Stay, day, dollars

__all__ = ("binding_days", "check_ceilings", "counts")

_FOREVER = 1 << 40


def binding_days(
    case: Case, authority: Authority, ceiling: Ceiling, assumed: frozenset[str] = frozenset()
) -> tuple[int, int] | None:
    """
    The days ``[first, last)`` on which a ceiling and its authority are both in force as amended.

    The law library reads the instruments; ``assumed`` are those expected or proposed that are taken as
    signed. ``None`` where the ceiling never binds.
    """
    from muster.law.ceilings import binding_period

    period = binding_period(case, authority, ceiling, assume_signed=assumed)
    if period is None:
        return None
    return (
        0 if period.start is None else period.start.toordinal(),
        _FOREVER if period.end is None else period.end.toordinal(),
    )


def counts(authority: Authority, ceiling: Ceiling, stay: Stay) -> bool:
    """Whether a ceiling counts a tour: by its scope, and if it counts the named, by name."""
    line = stay.line
    return (
        (
            ceiling.counts == "scope"
            or authority.id in stay.authorities
            or not set(ceiling.also_named).isdisjoint(stay.authorities)
        )
        and (not ceiling.components or stay.unit.component in ceiling.components)
        and (not ceiling.duty_statuses or stay.duty_status in ceiling.duty_statuses)
        and (not ceiling.roles or line.role in ceiling.roles)
        and (not ceiling.places or line.place in ceiling.places)
        and line.role not in ceiling.excludes_roles
    )


@dataclass(slots=True)
class _Load:
    """People counted day by day, the planned among them apart."""

    everyone: dict[int, int]
    planned: dict[int, int]

    @classmethod
    def of(cls, ceiling: Ceiling, stays: list[Stay], first: int, last: int) -> _Load:
        load = cls(defaultdict(int, {first: 0}), defaultdict(int))
        for stay in stays:
            arrives = stay.start + (stay.policy.reception_days if ceiling.overlap == "excluded" else 0)
            begin, end = max(arrives, first), min(stay.end, last)
            if begin < end:
                for events in (load.everyone,) if stay.fixed else (load.everyone, load.planned):
                    events[begin] = events.get(begin, 0) + stay.headcount
                    events[end] = events.get(end, 0) - stay.headcount
        return load

    def levels(self) -> list[tuple[int, int, int]]:
        """``(day, everyone, planned)`` at each day on which a level changes."""
        everyone = planned = 0
        found = []
        for when in sorted(self.everyone):
            everyone += self.everyone[when]
            planned += self.planned.get(when, 0)
            found.append((when, everyone, planned))
        return found


def check_ceilings(docket: Docket, stays: list[Stay], plan: Plan) -> None:
    """
    No ceiling and no budget is exceeded by planned tours, and their stated use is true.

    What fixed tours exceed by themselves is a warning: a plan is refused where its planned tours make
    the excess larger than the fixed ones alone make it.
    """
    assumed = _assumed(plan)
    peaks: dict[str, tuple[set[int], int | None]] = {}
    for authority in docket.case.authorities:
        for ceiling in authority.ceilings:
            period = binding_days(docket.case, authority, ceiling, assumed)
            counted = [] if period is None else [s for s in stays if counts(authority, ceiling, s)]
            first, last = period or (docket.start, docket.start)
            peak: set[int] = set()
            if ceiling.headcount is not None:
                peak |= _check_people(docket, authority, ceiling, counted, first, last)
            if ceiling.dollars is not None:
                peak |= _check_budget(docket, authority, ceiling, counted, first, last)
            if ceiling.id in peaks:
                peak |= peaks[ceiling.id][0]
            peaks[ceiling.id] = (peak, ceiling.headcount)
    _check_stated(docket, plan, peaks)


def _assumed(plan: Plan) -> frozenset[str]:
    """What the plan takes as signed: what its tours hang on, and what it says it was planned on."""
    stated = plan.stats.get("assume_signed")
    planned_on = stated if isinstance(stated, list | tuple) else ()
    return frozenset(name for tour in plan.tours for name in tour.assumes) | frozenset(
        name for name in planned_on if isinstance(name, str)
    )


def _check_people(
    docket: Docket, authority: Authority, ceiling: Ceiling, counted: list[Stay], first: int, last: int
) -> set[int]:
    limit = ceiling.headcount
    assert limit is not None
    levels = _Load.of(ceiling, counted, first, last).levels()
    name = f"ceiling {ceiling.id} of {authority.id}"
    over = False
    by_fixed = False
    peak = within = 0
    for index, (when, everyone, planned) in enumerate(levels):
        until = levels[index + 1][0] if index + 1 < len(levels) else when + 1
        peak = max(peak, everyone)
        if when < docket.end and until > docket.start:
            within = max(within, everyone)
        fixed = everyone - planned
        worse = max(0, everyone - limit) > max(0, fixed - limit)
        if worse and not over:
            docket.breach(
                "ceiling",
                f"{name} counts {everyone:,} people on {day(when)} ({fixed:,} of them in fixed tours), "
                f"expected {limit:,} at most",
                on=when,
            )
        if fixed > limit and not by_fixed:
            docket.warn(f"{name}: fixed tours alone count {fixed:,} people on {day(when)}, above {limit:,}")
            by_fixed = True
        over = worse
    return {peak, within}


def _check_budget(
    docket: Docket, authority: Authority, ceiling: Ceiling, counted: list[Stay], first: int, last: int
) -> set[int]:
    limit = ceiling.dollars
    assert limit is not None
    touching = [stay for stay in counted if stay.start < last and stay.end > first]
    spent = sum(stay.cost for stay in touching)
    fixed = sum(stay.cost for stay in touching if stay.fixed)
    name = f"budget {ceiling.id} of {authority.id}"
    if max(0, spent - limit) > max(0, fixed - limit):
        docket.breach(
            "budget",
            f"{name} counts {dollars(spent)} ({dollars(fixed)} of it in fixed tours), "
            f"expected {dollars(limit)} at most",
            on=max(first, docket.start),
        )
    elif fixed > limit:
        docket.warn(f"{name}: fixed tours alone cost {dollars(fixed)}, above {dollars(limit)}")
    return {spent}


def _check_stated(docket: Docket, plan: Plan, peaks: dict[str, tuple[set[int], int | None]]) -> None:
    for use in plan.ceilings:
        if use.ceiling not in peaks:
            docket.breach(
                "unknown-reference",
                f"the plan states the use of ceiling {use.ceiling!r}, expected an id of the case",
            )
            continue
        found, limit = peaks[use.ceiling]
        if use.peak not in found:
            docket.breach(
                "ceiling-use",
                f"ceiling {use.ceiling}: the plan states a peak of {use.peak:,}, "
                f"expected {' or '.join(f'{peak:,}' for peak in sorted(found))}",
            )
        if use.headcount != limit:
            docket.breach(
                "ceiling-use",
                f"ceiling {use.ceiling}: the plan states a limit of {use.headcount}, expected {limit}",
            )
