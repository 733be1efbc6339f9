"""Clocks: what ends, lapses or falls due within the horizon of a case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from muster.domain.authority import Authority
from muster.domain.case import Case
from muster.domain.component import DutyStatus
from muster.law.ground import address_of
from muster.law.instruments import CARRYING, instruments_of
from muster.law.library import parameter
from muster.law.mobilization import add_months, stay_limit

__all__ = ("Clock", "clocks")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """
    Something that happens, or is due, on ``day``.

    ``rule`` is a check, ``law`` the provision behind it, ``authority`` the instrument or unit it is about.
    """

    rule: str
    day: date
    authority: str
    message: str
    law: str | None = None


def clocks(case: Case) -> tuple[Clock, ...]:
    """Every clock of the case's instruments from ``as_of`` to the end of planning, by day."""
    found = [
        clock
        for authority in case.authorities
        for clock in _clocks(case, authority)
        if case.as_of <= clock.day <= case.planning.end
    ]
    found.extend(_mobilizations(case))
    return tuple(sorted(found, key=lambda clock: (clock.day, clock.rule, clock.authority)))


def _mobilizations(case: Case) -> Iterator[Clock]:
    """The day on which the people of a tour already ordered reach the limit of their section."""
    units = {unit.unit: unit for unit in case.units}
    seen: set[tuple[str, date]] = set()
    for tour in case.tours:
        unit = units.get(tour.unit)
        section = unit.mobilization if unit is not None else None
        if unit is None or section is None or tour.duty_status is not DutyStatus.T10:
            continue
        address = address_of(section, case.as_of)
        limit = stay_limit(address, tour.start, as_of=case.as_of) if address is not None else None
        if limit is None or not case.as_of <= limit <= case.planning.end or (tour.unit, limit) in seen:
            continue
        seen.add((tour.unit, limit))
        yield Clock(
            rule="check/clock-mobilization",
            day=limit,
            authority=tour.unit,
            law=address,
            message=f"{tour.unit}, on duty from {tour.start}, may stay under {section} until {limit}.",
        )


def _clocks(case: Case, authority: Authority) -> Iterator[Clock]:
    instruments = instruments_of(case)
    if instruments.status(authority) not in CARRYING:
        return
    if authority.end is not None:
        yield Clock(
            rule="check/clock-expiry",
            day=authority.end,
            authority=authority.id,
            message=f"{authority.id} carries nothing from {authority.end} on.",
        )
    declared = authority.issued or authority.start or authority.verbal
    if declared is not None and instruments.declares_emergency(authority):
        yield from _emergency(case, authority, declared)


def _emergency(case: Case, authority: Authority, declared: date) -> Iterator[Clock]:
    """50 USC 1622(b), (d) and 1641(c): six-monthly votes and reports, yearly continuation."""
    lapse = instruments_of(case).lapse(authority)
    window = parameter("usc/t50/s1622", "notice_window", declared)
    review = parameter("usc/t50/s1622", "review", declared)
    report = parameter("usc/t50/s1641", "report_after_period", declared)
    if lapse is not None:
        yield Clock(
            rule="check/clock-emergency",
            day=lapse,
            authority=authority.id,
            law="usc/t50/s1622",
            message=f"The emergency of {authority.id} lapses on {lapse} unless a notice continues it.",
        )
        if window is not None:
            opens = lapse - timedelta(days=window.value)
            yield Clock(
                rule="check/clock-continuation",
                day=opens,
                authority=authority.id,
                law="usc/t50/s1622",
                message=f"A notice that continues the emergency of {authority.id} is published between "
                f"{opens} and {lapse}.",
            )
    for number in range(1, 200):
        if review is None:
            return
        half = add_months(declared, review.value * number)
        if half > case.planning.end or (lapse is not None and half > lapse):
            return
        yield Clock(
            rule="check/clock-review",
            day=half,
            authority=authority.id,
            law="usc/t50/s1622",
            message=f"Each House of Congress meets by {half} to consider a vote on the emergency of "
            f"{authority.id}.",
        )
        if report is not None:
            due = half + timedelta(days=report.value)
            yield Clock(
                rule="check/clock-report",
                day=due,
                authority=authority.id,
                law="usc/t50/s1641",
                message=f"The report on expenditures of the emergency of {authority.id} in the six months "
                f"to {half} is due by {due}.",
            )
