"""Clocks: what ends, lapses or falls due within the horizon of a case, and what happens if it is missed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from muster.domain.authority import Authority
from muster.domain.case import Case
from muster.domain.component import DutyStatus
from muster.domain.period import Period
from muster.law.dues import DueDate, due_dates
from muster.law.ground import address_of
from muster.law.holidays import business_days_after
from muster.law.instruments import CARRYING, instruments_of
from muster.law.library import parameter
from muster.law.mobilization import add_months, stay_limit
from muster.law.parameter import ParameterValue

__all__ = ("Clock", "Stay", "clocks", "fixed_stays")

_NO_CONSEQUENCE = "The words that were read state no consequence; the duty stands."
_STAFFORD = ("usc/t42/s5170a", "usc/t42/s5170b", "usc/t42/s5192")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """
    Something that happens, or is due, on ``day``.

    Parameters
    ----------
    rule
        A check's name.
    authority
        The instrument or unit that it is about.
    law
        The provision behind it.
    missed
        What happens if nobody acts by then.
    value
        The parameter that sets it, with its citation.
    """

    rule: str
    day: date
    authority: str
    message: str
    law: str | None = None
    missed: str = ""
    value: ParameterValue | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """A tour as far as clocks look at it: ``section`` is what calls the members, ``None`` if nothing does."""

    unit: str
    period: Period
    duty_status: DutyStatus
    section: str | None


def fixed_stays(case: Case) -> tuple[Stay, ...]:
    """The tours already ordered."""
    units = {unit.unit: unit for unit in case.units}
    lines = {line.line: line for line in case.lines}
    found = []
    for tour in case.tours:
        unit, line = units.get(tour.unit), lines.get(tour.line)
        if unit is None or tour.end <= tour.start:
            continue
        section = unit.mobilization or (line.mobilization if line is not None else None)
        found.append(
            Stay(
                unit=tour.unit,
                period=Period(tour.start, tour.end),
                duty_status=tour.duty_status,
                section=section,
            )
        )
    return tuple(found)


def clocks(
    case: Case,
    *,
    stays: Iterable[Stay] | None = None,
    start: date | None = None,
    end: date | None = None,
) -> tuple[Clock, ...]:
    """
    Every clock of the case, by day.

    Parameters
    ----------
    stays
        The tours whose mobilizations run; those already ordered where not given.
    start, end
        The first day looked at and the last; ``as_of`` and the end of planning where not given.
    """
    first, last = start or case.as_of, end or case.planning.end
    found = [clock for authority in case.authorities for clock in _clocks(case, authority, last)]
    found.extend(_mobilizations(case, fixed_stays(case) if stays is None else stays))
    found.extend(clock for due in due_dates(case) for clock in _due(case, due))
    told = {clock for clock in found if first <= clock.day <= last}
    return tuple(sorted(told, key=lambda clock: (clock.day, clock.rule, clock.authority, clock.message)))


def _mobilizations(case: Case, stays: Iterable[Stay]) -> Iterator[Clock]:
    """The day on which people on duty reach the limit of their section."""
    for stay in stays:
        if stay.section is None or stay.duty_status is not DutyStatus.T10 or stay.period.start is None:
            continue
        address = address_of(stay.section, case.as_of)
        limit = stay_limit(address, stay.period.start, as_of=case.as_of) if address is not None else None
        if limit is None or address is None:
            continue
        ends = stay.period.end
        over = "" if ends is None or ends <= limit else f"; its tour ends on {ends}, after that"
        yield Clock(
            rule="check/clock-mobilization",
            day=limit,
            authority=stay.unit,
            law=address,
            message=f"{stay.unit}, on duty from {stay.period.start}, may stay under {stay.section} until "
            f"{limit}{over}.",
            missed=f"From {limit} on {stay.section} orders nobody to stay: release, or another section.",
            value=parameter(address, "stay", case.as_of),
        )
        yield from _repeated(case, stay, address)


def _repeated(case: Case, stay: Stay, address: str) -> Iterator[Clock]:
    """Reports that a section asks for while members serve under it (12302: every six months)."""
    every = _value(address, "report_every", case.as_of)
    if every is None or stay.period.start is None or stay.period.end is None:
        return
    for number in range(1, 9):
        day = add_months(stay.period.start, every.value * number)
        if day > stay.period.end:
            return
        yield Clock(
            rule="check/clock-report",
            day=day,
            authority=stay.unit,
            law=address,
            message=f"A report to Congress on the need for members under {stay.section} falls due "
            f"({every.value} months from {stay.period.start}).",
            missed=_NO_CONSEQUENCE,
            value=every,
        )


def _value(address: str, name: str, day: date) -> ParameterValue | None:
    """The parameter's value, ``None`` where the provision has none of that name."""
    try:
        return parameter(address, name, day)
    except KeyError:
        return None


def _clocks(case: Case, authority: Authority, last: date) -> Iterator[Clock]:
    instruments = instruments_of(case)
    period = instruments.period(authority.id)
    if instruments.status(authority) not in CARRYING or period is None:
        return
    ends = period.end
    if ends is not None and not (instruments.declares_emergency(authority) and authority.end is None):
        amended = "" if ends == authority.end else ", as amended or by what it rests on"
        yield Clock(
            rule="check/clock-expiry",
            day=ends,
            authority=authority.id,
            message=f"{authority.id} carries nothing from {ends} on{amended}.",
            missed="Tours that rest on it have no ground from that day; its ceilings bind nobody.",
        )
    for ceiling in authority.ceilings:
        if ceiling.end is not None and ceiling.end != ends:
            yield Clock(
                rule="check/clock-expiry",
                day=ceiling.end,
                authority=ceiling.id,
                message=f"The ceiling {ceiling.id} of {authority.id} binds nobody from {ceiling.end} on.",
                missed="From then on this number limits nobody, and permits nobody either.",
            )
    yield from _notices(case, authority, last)
    declared = authority.issued or authority.start or authority.verbal
    if declared is not None and instruments.declares_emergency(authority):
        yield from _emergency(case, authority, declared, last)


def _notices(case: Case, authority: Authority, last: date) -> Iterator[Clock]:
    """What the provisions that an instrument invokes ask of whoever invokes them."""
    begins = authority.start or authority.verbal or authority.issued
    if begins is None:
        return
    for text in authority.invokes:
        address = address_of(text, case.as_of)
        if address is None:
            continue
        hours = _value(address, "stay", case.as_of) if address.endswith("immediate-response") else None
        if hours is not None:
            yield Clock(
                rule="check/clock-reassessment",
                day=begins + timedelta(days=-(-hours.value // 24)),
                authority=authority.id,
                law=address,
                message=f"The immediate response of {authority.id} is reassessed within {hours.value} hours.",
                missed="What lasts longer needs a decision from above.",
                value=hours,
            )
        if address == "usc/t42/s5170b" and "(c)" in text:
            work = _value(address, "before_declaration", case.as_of)
            if work is not None:
                yield Clock(
                    rule="check/clock-expiry",
                    day=begins + timedelta(days=work.value),
                    authority=authority.id,
                    law=address,
                    message=f"Emergency work before a declaration under {authority.id} ends after "
                    f"{work.value} days.",
                    missed="Without a declaration nothing carries it further.",
                    value=work,
                )
        notice = _value(address, "notice_hours", case.as_of)
        if notice is not None:
            yield Clock(
                rule="check/clock-notice",
                day=begins + timedelta(days=-(-notice.value // 24)),
                authority=authority.id,
                law=address,
                message=f"Congress is notified within {notice.value} hours of the use of {text} by "
                f"{authority.id}.",
                missed=_NO_CONSEQUENCE,
                value=notice,
            )
        if address in _STAFFORD:
            yield from _accruals(case, authority, address, begins, last)


def _accruals(case: Case, authority: Authority, address: str, begins: date, last: date) -> Iterator[Clock]:
    """Mission assignments: accruals by the third business day after each quarter."""
    found = _value("usc/t42/s5170a", "accrual_report", case.as_of)
    if found is None:
        return
    period = instruments_of(case).period(authority.id)
    quarter = date(begins.year, 3 * ((begins.month - 1) // 3) + 1, 1)
    for number in range(1, 41):
        ended = add_months(quarter, 3 * number) - timedelta(days=1)
        if ended > last or (period is not None and period.end is not None and ended > period.end):
            return
        day = business_days_after(ended, found.value)
        yield Clock(
            rule="check/clock-accrual",
            day=day,
            authority=authority.id,
            law=address,
            message=f"Accruals of the mission assignments under {authority.id} for the quarter to {ended} "
            f"are "
            f"reported by {day}, the {found.value}rd business day after it.",
            missed=_NO_CONSEQUENCE,
            value=found,
        )


def _due(case: Case, found: DueDate) -> Iterator[Clock]:
    """Plans and reports that an order sets by a number of days; every reading of its text gives a date."""
    instruments = instruments_of(case)
    if instruments.status(found.authority) not in CARRYING:
        return
    due = found.due
    unit = "business day(s)" if due.business else "day(s)"
    owner = f" by {due.owner}" if due.owner else ""
    for base, day in found.days:
        doubt = (
            f"; counted from {' or '.join(words for words, _ in found.days)}, the text allows "
            f"{' and '.join(str(other) for _, other in found.days)}"
            if found.ambiguous
            else ""
        )
        yield Clock(
            rule="check/clock-due",
            day=day,
            authority=found.authority.id,
            law=found.law,
            message=f"{due.what[:1].upper()}{due.what[1:]} is due{owner}: {due.days} {unit} after "
            f"{base}{doubt}.",
            missed=due.missed or "The order that was read states no consequence.",
        )


def _emergency(case: Case, authority: Authority, declared: date, last: date) -> Iterator[Clock]:
    """50 USC 1622(b), (d) and 1641(c): six-monthly votes and reports, yearly continuation."""
    lapse = instruments_of(case).lapse(authority)
    period = instruments_of(case).period(authority.id)
    window = parameter("usc/t50/s1622", "notice_window", declared)
    review = parameter("usc/t50/s1622", "review", declared)
    report = parameter("usc/t50/s1641", "report_after_period", declared)
    resting = [item.id for item in case.authorities if item.emergency == authority.id]
    if lapse is not None:
        yield Clock(
            rule="check/clock-emergency",
            day=lapse,
            authority=authority.id,
            law="usc/t50/s1622",
            message=f"The emergency of {authority.id} lapses on {lapse} unless a notice continues it.",
            missed=f"What rests on it ({', '.join(authority.invokes) or 'nothing named'}) is not exercised "
            "any more" + (f", and with it end {', '.join(resting)}." if resting else "."),
            value=window,
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
                missed=f"A notice before {opens} or after {lapse} continues nothing.",
                value=window,
            )
    over = period.end if period is not None else None
    if over is not None and report is not None:
        yield Clock(
            rule="check/clock-report",
            day=over + timedelta(days=report.value),
            authority=authority.id,
            law="usc/t50/s1641",
            message=f"If the emergency of {authority.id} ends on {over}, the last report on its "
            f"expenditures is "
            f"due by {over + timedelta(days=report.value)}.",
            missed=_NO_CONSEQUENCE,
            value=report,
        )
    for number in range(1, 200):
        if review is None:
            return
        half = add_months(declared, review.value * number)
        if half > last or (lapse is not None and half > lapse):
            return
        yield Clock(
            rule="check/clock-review",
            day=half,
            authority=authority.id,
            law="usc/t50/s1622",
            message=f"Each House of Congress meets by {half} to consider a vote on the emergency of "
            f"{authority.id}.",
            missed=_NO_CONSEQUENCE,
            value=review,
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
                missed=_NO_CONSEQUENCE,
                value=report,
            )
