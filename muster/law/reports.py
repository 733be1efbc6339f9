"""
Reported strength against ceilings, and reports against each other.

A ceiling is never a strength. What a report does not state (component, duty status) stays unstated: a total
is never added to its parts. ``planned`` and ``announced`` figures break no ceiling.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from muster.domain.authority import Authority, Ceiling
from muster.domain.case import Case
from muster.domain.component import DutyStatus
from muster.domain.finding import Citation, Finding, Verdict
from muster.domain.period import Period
from muster.domain.strength import StrengthReport
from muster.law.ceilings import binding_period, contains, tolerated_days
from muster.law.finding import severity_of
from muster.law.reconciling import reconciliations

__all__ = ("Standing", "check_strengths", "judgements", "span", "standings")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """
    A report as far as it speaks of a ceiling.

    Parameters
    ----------
    low, high
        The people it shows at least and at most in the ceiling's scope; ``high`` is ``None`` if open.
    stated
        Whether it is certain that all those people are in the ceiling's scope.
    through
        The nested ceiling whose report it is, ``None`` if it is of the ceiling itself.
    """

    authority: Authority
    ceiling: Ceiling
    reports: tuple[StrengthReport, ...]
    date: date
    low: int
    high: int | None
    firm: bool
    stated: bool
    through: str | None = None


def standings(case: Case, kind: str = "on_duty", *, of: Ceiling | None = None) -> tuple[Standing, ...]:
    """Every report of a kind against every ceiling in people (or one of them) that binds on its day."""
    return tuple(
        standing
        for authority in case.authorities
        for ceiling in authority.ceilings
        if ceiling.headcount is not None and of in (None, ceiling)
        for standing in _standings(case, authority, ceiling, kind)
    )


def check_strengths(case: Case) -> tuple[Finding, ...]:
    """Findings on ceilings that reports show exceeded, and on reports that do not agree."""
    found: list[Finding] = []
    for authority in case.authorities:
        for ceiling in authority.ceilings:
            if ceiling.headcount is None:
                continue
            found.extend(_exceeded(case, authority, ceiling))
            found.extend(_planned(case, authority, ceiling))
    found.extend(_conflicts(case))
    return tuple(found)


def _standings(case: Case, authority: Authority, ceiling: Ceiling, kind: str) -> Iterator[Standing]:
    period = binding_period(case, authority, ceiling)
    if period is None:
        return
    own = [item for item in _of_scope(case, ceiling.id, kind) if item.date in period]
    doubted = _doubted(case)
    yield from _shown(authority, ceiling, _parts_alone(case, own), own_scope=True, doubted=doubted)
    wider = [item for item in _of_scope(case, authority.id, kind) if item.date in period]
    only = len(authority.ceilings) == 1
    yield from _shown(authority, ceiling, _parts_alone(case, wider), own_scope=only, doubted=doubted)
    yield from _made_up(case, authority, ceiling, [*own, *(wider if only else ())])
    if ceiling.counts == "scope":
        yield from _nested(case, authority, ceiling, period, kind)
        yield from _places(case, authority, ceiling, period, kind)
        yield from _formations(case, authority, ceiling, period, kind)


def _parts_alone(case: Case, reports: list[StrengthReport]) -> list[StrengthReport]:
    """The reports without the totals of several statuses whose parts are known."""
    known = [found.total for found in reconciliations(case) if found.own and found.total.duty_status is None]
    return [report for report in reports if not any(report is total for total in known)]


def _doubted(case: Case) -> tuple[StrengthReport, ...]:
    """Totals of several statuses that reports of other scopes and sources add up to: of whom, is open."""
    return tuple(
        found.total for found in reconciliations(case) if not found.own and found.total.duty_status is None
    )


def _made_up(
    case: Case, authority: Authority, ceiling: Ceiling, reports: list[StrengthReport]
) -> Iterator[Standing]:
    """Of a total of several statuses that its parts add up to, the parts that the ceiling counts."""
    for found in reconciliations(case):
        if not found.own or found.total.duty_status is not None:
            continue
        if not any(report is found.total for report in reports):
            continue
        counted = tuple(part for part in found.parts if not _outside(ceiling, part))
        if not counted or all(any(part is report for report in reports) for part in counted):
            continue
        yield Standing(
            authority=authority,
            ceiling=ceiling,
            reports=counted,
            date=found.total.date,
            low=sum(_low(part) for part in counted),
            high=_sum(_high(part) for part in counted),
            firm=all(_firm(part) for part in counted),
            stated=all(_stated(replace(ceiling, places=()), part) for part in counted),
            through=", ".join(dict.fromkeys(part.scope for part in counted)),
        )


def _of_scope(case: Case, scope: str, kind: str) -> list[StrengthReport]:
    return [report for report in case.strengths if report.scope == scope and report.kind == kind]


def _nested(
    case: Case, authority: Authority, ceiling: Ceiling, period: Period, kind: str
) -> Iterator[Standing]:
    """Reports of narrower ceilings: whoever they count is in the wider scope too."""
    for other in case.authorities:
        for inner in other.ceilings:
            if inner.id == ceiling.id or inner.headcount is None or not contains(ceiling, inner):
                continue
            reports = [item for item in _of_scope(case, inner.id, kind) if item.date in period]
            for found in _shown(authority, ceiling, reports, own_scope=True):
                yield Standing(
                    authority=authority,
                    ceiling=ceiling,
                    reports=found.reports,
                    date=found.date,
                    low=found.low,
                    high=None,
                    firm=found.firm,
                    stated=found.stated,
                    through=inner.id,
                )


def _places(
    case: Case, authority: Authority, ceiling: Ceiling, period: Period, kind: str
) -> Iterator[Standing]:
    """
    Reports by place against a ceiling on everybody in its scope: places do not overlap, so they add up.

    Only reports that state whom they count are taken, of each place and source one a day, the highest.
    """
    places = {place.place for place in case.places} - {ceiling.id, authority.id}
    places &= set(ceiling.places) if ceiling.places else places
    groups: dict[tuple[date, str | None], dict[str, StrengthReport]] = {}
    for report in case.strengths:
        if report.scope not in places or report.kind != kind or report.date not in period:
            continue
        if _outside(ceiling, report) or not _stated(replace(ceiling, places=()), report):
            continue
        group = groups.setdefault((report.date, report.source), {})
        if report.scope not in group or _low(report) > _low(group[report.scope]):
            group[report.scope] = report
    for (day, _), by_place in sorted(groups.items(), key=lambda item: (item[0][0], item[0][1] or "")):
        reports = tuple(by_place.values())
        yield Standing(
            authority=authority,
            ceiling=ceiling,
            reports=reports,
            date=day,
            low=sum(_low(report) for report in reports),
            high=None,
            firm=all(_firm(report) for report in reports),
            stated=True,
            through=", ".join(by_place),
        )


def _formations(
    case: Case, authority: Authority, ceiling: Ceiling, period: Period, kind: str
) -> Iterator[Standing]:
    """
    Reports by unit and by command against a ceiling on everybody in its scope.

    Units do not overlap, so those of one source add up; commands may lie within each other, and each stands
    alone. What a unit is of is known where its report leaves it out.
    """
    if ceiling.places:
        return
    components = {unit.unit: unit.component for unit in case.units}
    commands = {row.command for row in case.commands} - {ceiling.id, authority.id, *components}
    groups: dict[tuple[date, str | None], dict[str, StrengthReport]] = {}
    for report in case.strengths:
        if report.kind != kind or report.date not in period:
            continue
        if report.scope in components and report.scope not in (ceiling.id, authority.id):
            report = replace(report, component=report.component or components[report.scope])
            if not _outside(ceiling, report) and _stated(ceiling, report):
                group = groups.setdefault((report.date, report.source), {})
                if report.scope not in group or _low(report) > _low(group[report.scope]):
                    group[report.scope] = report
        elif report.scope in commands and not _outside(ceiling, report) and _stated(ceiling, report):
            yield _within(authority, ceiling, (report,), report.date)
    for (day, _), by_unit in sorted(groups.items(), key=lambda item: (item[0][0], item[0][1] or "")):
        yield _within(authority, ceiling, tuple(by_unit.values()), day)


def _within(
    authority: Authority, ceiling: Ceiling, reports: tuple[StrengthReport, ...], day: date
) -> Standing:
    """People of narrower scopes, all of whom the ceiling counts; how many more it counts is open."""
    return Standing(
        authority=authority,
        ceiling=ceiling,
        reports=reports,
        date=day,
        low=sum(_low(report) for report in reports),
        high=None,
        firm=all(_firm(report) for report in reports),
        stated=True,
        through=", ".join(dict.fromkeys(report.scope for report in reports)),
    )


def _shown(
    authority: Authority,
    ceiling: Ceiling,
    reports: Iterable[StrengthReport],
    *,
    own_scope: bool,
    doubted: tuple[StrengthReport, ...] = (),
) -> Iterator[Standing]:
    """
    What the reports of one scope show, by day and source.

    A total (component and status unstated) stands alone. Parts are added only among themselves, and only if
    each states both component and status, no two the same: anything else might count people twice.
    """
    groups: dict[tuple[date, str | None], list[StrengthReport]] = {}
    others: set[date] = set()
    for report in reports:
        if _outside(ceiling, report):
            others.add(report.date)
            continue
        groups.setdefault((report.date, report.source), []).append(report)
    for (day, _), group in sorted(groups.items(), key=lambda item: (item[0][0], item[0][1] or "")):
        parts = [item for item in group if item.component is not None and item.duty_status is not None]
        keys = {(item.component, item.duty_status) for item in parts}
        alone = [item for item in group if item not in parts]
        if len(parts) > 1 and len(keys) == len(parts):
            yield Standing(
                authority=authority,
                ceiling=ceiling,
                reports=tuple(parts),
                date=day,
                low=sum(_low(item) for item in parts),
                high=_sum(_high(item) for item in parts),
                firm=all(_firm(item) for item in parts),
                stated=True,
            )
        else:
            alone = group
        for report in alone:
            yield Standing(
                authority=authority,
                ceiling=ceiling,
                reports=(report,),
                date=day,
                low=_low(report),
                high=_high(report),
                firm=_firm(report),
                stated=(own_scope or _stated(ceiling, report))
                and not (day in others and report.duty_status is None and ceiling.duty_statuses)
                and not any(report is total for total in doubted),
            )


def _outside(ceiling: Ceiling, report: StrengthReport) -> bool:
    """Whether the report states people whom the ceiling does not count, such as state active duty."""
    status = report.duty_status
    other_status = status is not None and ceiling.duty_statuses and status not in ceiling.duty_statuses
    federal = not ceiling.duty_statuses and status is DutyStatus.SAD
    component = report.component
    other = component is not None and ceiling.components and component not in ceiling.components
    return bool(other_status or other or federal)


def _stated(ceiling: Ceiling, report: StrengthReport) -> bool:
    """Whether everybody in the report is certainly within the ceiling's components and statuses."""
    status = not ceiling.duty_statuses or report.duty_status is not None
    component = not ceiling.components or report.component is not None
    return status and component and not ceiling.roles and not ceiling.places and not ceiling.excludes_roles


def span(report: StrengthReport) -> tuple[int, int | None]:
    """The people that a report shows at least and at most; ``None`` where it sets no upper end."""
    return _low(report), _high(report)


def _low(report: StrengthReport) -> int:
    if report.bound == "range" and report.low is not None:
        return report.low
    return 0 if report.bound in ("up_to", "nearly") and report.low is None else report.low or report.headcount


def _high(report: StrengthReport) -> int | None:
    if report.bound == "at_least":
        return report.high
    return report.high if report.high is not None else report.headcount


def _firm(report: StrengthReport) -> bool:
    """Whether the report gives the number itself, and not about it."""
    return report.bound not in ("about", "nearly")


def _sum(numbers: Iterable[int | None]) -> int | None:
    total = 0
    for number in numbers:
        if number is None:
            return None
        total += number
    return total


def _words(standing: Standing) -> str:
    """The reported number in the words of its bound."""
    if len(standing.reports) > 1:
        parts = " + ".join(f"{item.headcount:,}" for item in standing.reports)
        return f"{standing.low:,} ({parts})"
    report = standing.reports[0]
    prefix = {"about": "about ", "at_least": "at least ", "up_to": "up to ", "nearly": "nearly "}
    if report.bound == "range" and report.low is not None and report.high is not None:
        return f"{report.low:,} to {report.high:,}"
    return f"{prefix.get(report.bound, '')}{report.headcount:,}"


def _sources(reports: Iterable[StrengthReport]) -> tuple[Citation, ...]:
    return tuple(
        Citation(cite=source)
        for source in dict.fromkeys(report.source for report in reports if report.source)
    )


def judgements(
    case: Case, authority: Authority, ceiling: Ceiling
) -> tuple[tuple[Standing, Finding | None], ...]:
    """Every report on duty against one ceiling in people, and the finding where it is above it."""
    assert ceiling.headcount is not None
    found = tuple(_standings(case, authority, ceiling, "on_duty"))
    days = frozenset(standing.date for standing in found if standing.low > ceiling.headcount)
    return tuple(
        (
            standing,
            _judged(case, standing, _run_of(days, standing.date))
            if standing.low > ceiling.headcount
            else None,
        )
        for standing in found
    )


def _exceeded(case: Case, authority: Authority, ceiling: Ceiling) -> Iterator[Finding]:
    yield from (found for _, found in judgements(case, authority, ceiling) if found is not None)


def _run_of(days: frozenset[date], day: date) -> int:
    """Days from the first to the last of the reports in one unbroken run (day after day) around ``day``."""
    first = last = day
    while first - timedelta(days=1) in days:
        first -= timedelta(days=1)
    while last + timedelta(days=1) in days:
        last += timedelta(days=1)
    return (last - first).days + 1


def _judged(case: Case, standing: Standing, run: int) -> Finding:
    """Whether a strength above a ceiling breaks it: by the overlap rule, and by what the report states."""
    ceiling = standing.ceiling
    assert ceiling.headcount is not None
    handing = _handing(standing)
    settled = None if handing is None else standing.low - handing
    through = f", reported for {standing.through} within it" if standing.through else ""
    base = (
        f"{_words(standing)} reported on duty on {standing.date}{through}, above the ceiling {ceiling.id} of "
        f"{ceiling.headcount:,} by {standing.low - ceiling.headcount:,}"
    )
    tolerated = tolerated_days(ceiling)
    hand_over = (f"how many of them were in hand-over on {standing.date}", "the order's rule on overlap")
    if not standing.stated:
        return _found(
            case,
            standing,
            "check/ceiling-strength-unstated",
            Verdict.UNKNOWN,
            f"{base}; the report does not state whether all of them are people whom the ceiling counts.",
            settled=("the component and duty status of those reported",),
        )
    if not standing.firm:
        return _found(
            case,
            standing,
            "check/ceiling-strength-unstated",
            Verdict.UNKNOWN,
            f"{base}; the report gives the number only about.",
            settled=(f"the exact strength on {standing.date}",),
        )
    if handing:
        base += f"; {handing:,} of them were handing over, {settled:,} without them"
    if settled is not None and settled > ceiling.headcount and ceiling.overlap != "counted":
        return _found(
            case,
            standing,
            "check/ceiling-exceeded",
            Verdict.PROHIBITED,
            f"{base}; hand-over does not explain the excess.",
        )
    if settled is not None and ceiling.overlap == "excluded":
        return _found(
            case,
            standing,
            "check/ceiling-hand-over",
            Verdict.PERMITTED,
            f"{base}; the order leaves hand-over out, and the rest is within the ceiling.",
            severity="note",
        )
    if ceiling.overlap == "counted" or (tolerated is not None and run > tolerated):
        why = (
            "counts hand-over" if tolerated is None else f"tolerates {tolerated} days, and {run} are reported"
        )
        return _found(
            case, standing, "check/ceiling-exceeded", Verdict.PROHIBITED, f"{base}; the order {why}."
        )
    if tolerated is not None:
        return _found(
            case,
            standing,
            "check/ceiling-tolerated",
            Verdict.UNKNOWN,
            f"{base}; the order tolerates hand-over for {tolerated} days, and {run} are reported.",
            settled=hand_over[:1],
        )
    silent = "leaves hand-over out" if ceiling.overlap == "excluded" else "is silent on hand-over"
    unsaid = "" if handing is not None else ", and the report does not say how many were handing over"
    return _found(
        case,
        standing,
        "check/ceiling-overlap-unknown",
        Verdict.UNKNOWN,
        f"{base}; the order {silent}{unsaid}.",
        settled=hand_over if handing is None else hand_over[1:],
    )


def _handing(standing: Standing) -> int | None:
    """How many of those reported were handing over; ``None`` unless every report says so."""
    return _sum(report.hand_over for report in standing.reports)


def _found(
    case: Case,
    standing: Standing,
    rule: str,
    verdict: Verdict,
    message: str,
    *,
    settled: tuple[str, ...] = (),
    severity: str | None = None,
) -> Finding:
    return Finding(
        id="",
        rule=rule,
        verdict=verdict,
        severity=severity or severity_of(verdict),
        subject=standing.ceiling.id,
        message=message,
        citations=(*_sources(standing.reports), *_orders(standing.authority)),
        settled_by=settled,
        as_of=case.as_of,
        days=(standing.date, standing.date + timedelta(days=1)),
    )


def _orders(authority: Authority) -> tuple[Citation, ...]:
    return tuple(
        Citation(cite=f"{authority.id} ({quote.source})", quote=quote.text, verified=True)
        for quote in authority.quotes
    )


def _planned(case: Case, authority: Authority, ceiling: Ceiling) -> Iterator[Finding]:
    assert ceiling.headcount is not None
    for kind in ("planned", "announced"):
        for standing in _standings(case, authority, ceiling, kind):
            if standing.low > ceiling.headcount:
                yield _found(
                    case,
                    standing,
                    "check/ceiling-planned",
                    Verdict.PERMITTED,
                    f"{_words(standing)} {kind} for {standing.date}, above the ceiling {ceiling.id} of "
                    f"{ceiling.headcount:,}; a figure that is {kind} breaks no ceiling.",
                    severity="note",
                )


def _conflicts(case: Case) -> Iterator[Finding]:
    """Reports of one day, scope and people that cannot all be true, side by side."""
    groups: dict[tuple[object, ...], list[StrengthReport]] = {}
    for report in case.strengths:
        key = (report.date, report.scope, report.kind, report.component, report.duty_status)
        groups.setdefault(key, []).append(report)
    for reports in groups.values():
        lows = max(_low(report) for report in reports)
        highs = [high for report in reports if (high := _high(report)) is not None]
        if len(reports) > 1 and highs and lows > min(highs):
            first = reports[0]
            words = "; ".join(
                f"{report.headcount:,} ({report.source or 'source not stated'})" for report in reports
            )
            yield Finding(
                id="",
                rule="check/strength-conflict",
                verdict=Verdict.UNKNOWN,
                severity="review",
                subject=first.scope,
                message=f"Reports of {first.date} for {first.scope} do not agree: {words}. All are kept.",
                citations=_sources(reports),
                settled_by=(f"the strength of {first.scope} on {first.date}",),
                as_of=case.as_of,
                days=(first.date, first.date + timedelta(days=1)),
            )
    yield from _parts(case)


def _parts(case: Case) -> Iterator[Finding]:
    """Parts of one source that add up to more than its total of the same day and scope."""
    groups: dict[tuple[object, ...], list[StrengthReport]] = {}
    for report in case.strengths:
        groups.setdefault((report.date, report.scope, report.kind, report.source), []).append(report)
    for reports in groups.values():
        totals = [item for item in reports if item.component is None and item.duty_status is None]
        parts = [item for item in reports if item.component is not None and item.duty_status is not None]
        if len(totals) != 1 or len({(item.component, item.duty_status) for item in parts}) != len(parts):
            continue
        high = _high(totals[0])
        shown = sum(_low(item) for item in parts)
        if high is not None and shown > high:
            first = totals[0]
            yield Finding(
                id="",
                rule="check/strength-parts",
                verdict=Verdict.UNKNOWN,
                severity="review",
                subject=first.scope,
                message=f"The parts reported for {first.scope} on {first.date} come to {shown:,}, more than "
                f"the total of {first.headcount:,} by the same source.",
                citations=_sources(reports),
                settled_by=("which of the figures holds",),
                as_of=case.as_of,
                days=(first.date, first.date + timedelta(days=1)),
            )
