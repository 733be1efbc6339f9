"""The calendar of a case: what ends, lapses or falls due, and what happens if it is missed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from muster.domain.case import Case
from muster.domain.finding import Citation, Finding
from muster.domain.period import Period
from muster.domain.plan import Plan
from muster.errors import UsageError
from muster.law.check import check_dues
from muster.law.clocks import Clock, Stay, clocks, fixed_stays
from muster.law.holidays import federal_holidays, is_business_day
from muster.law.library import provision
from muster.products.ics import render_ics

__all__ = ("Calendar", "calendar", "write_ics")


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The clocks by day, with the citation of each, and findings on dates that an order leaves open."""

    case: Case
    clocks: tuple[Clock, ...]
    citations: tuple[Citation | None, ...]
    findings: tuple[Finding, ...]

    def day_words(self, day: date) -> str:
        """The weekday, and whether offices are closed: due dates move only where the law says so."""
        holiday = federal_holidays(day.year).get(day)
        closed = "" if is_business_day(day) else f", {holiday or 'no business day'}"
        return f"{day:%A}{closed}"


def calendar(
    case: Case, plan: Plan | None = None, *, start: date | None = None, end: date | None = None
) -> Calendar:
    """
    Every clock of the case from ``start`` to ``end`` (``as_of`` to the end of planning, if not given).

    With a plan, the mobilizations of its tours run too.

    Raises
    ------
    UsageError
        If ``end`` is before ``start``.
    """
    first, last = start or case.as_of, end or case.planning.end
    if last < first:
        raise UsageError(f"the calendar would end on {last}, before {first}", help="give a later --until")
    stays = [*fixed_stays(case)]
    if plan is not None:
        stays.extend(
            Stay(
                unit=tour.unit,
                period=Period(tour.start, tour.end),
                duty_status=tour.duty_status,
                section=tour.mobilization,
            )
            for tour in plan.tours
            if not tour.fixed
        )
    found = clocks(case, stays=stays, start=first, end=last)
    return Calendar(
        case=case,
        clocks=found,
        citations=tuple(_citation(clock, case.as_of) for clock in found),
        findings=check_dues(case),
    )


def _citation(clock: Clock, day: date) -> Citation | None:
    """The words that set the clock: the parameter's own, else the provision's."""
    if clock.value is not None:
        return clock.value.citation
    return None if clock.law is None else provision(clock.law).citation(day)


def write_ics(found: Calendar, path: str | Path) -> Path:
    """
    Write the calendar as iCalendar.

    Raises
    ------
    UsageError
        If the file cannot be written.
    """
    target = Path(path)
    text = render_ics(
        found.clocks, name=f"{found.case.name}: clocks", as_of=found.case.as_of, citations=found.citations
    )
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())
    except OSError as error:
        raise UsageError(
            f"{target} cannot be written: {error.strerror}", help="choose another path", code="M003"
        ) from error
    return target
