"""Track a case: what was authorised, ordered, planned and reported, against every ceiling, day by day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from muster.domain.authority import Authority, Ceiling
from muster.domain.case import Case
from muster.domain.finding import Finding
from muster.domain.period import Period
from muster.domain.plan import Plan
from muster.domain.strength import StrengthReport
from muster.law.ceilings import binding_period
from muster.law.dual import check_dual_status
from muster.law.finding import numbered
from muster.law.reconciling import Reconciliation, reconciliations
from muster.law.reports import Standing, check_strengths, judgements, standings
from muster.law.standing_tours import check_fixed_tours
from muster.tracking.against import (
    GroupStanding,
    LineStanding,
    ReportStanding,
    TourStanding,
    against_lines,
    against_reports,
    against_tours,
    against_types,
)
from muster.tracking.alerts import ALERT_KINDS, Alert, budget_alerts, ceiling_alerts, clock_alerts
from muster.tracking.commands import CommandChange, CommandChart, changes_of, chart_on
from muster.tracking.disagreement import Disagreement, disagreements
from muster.tracking.facts import Unplaced, reports_of_facts
from muster.tracking.forecast import Forecast, forecast
from muster.tracking.gaps import Gap, gaps_of
from muster.tracking.people import People, Presence, people_of
from muster.tracking.spending import Spending, spending

__all__ = ("CeilingTrack", "Point", "ScopeTrack", "TrackOptions", "Tracking", "track_case")


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackOptions:
    """
    What to look at.

    Parameters
    ----------
    day
        The day of the tables; ``as_of`` if not given. Nothing reported after it is used in forecasts.
    start, end
        First day of the charts, and the day after the last; from the first thing known to the end of
        planning if not given.
    every
        Days without a report that make a gap.
    within
        Days ahead of which clocks are told.
    margin
        Share of a ceiling below it from which on it is called near.
    """

    day: date | None = None
    start: date | None = None
    end: date | None = None
    every: int = 31
    within: int = 60
    margin: float = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What is reported on duty of a ceiling on a day by one source, and the finding where it is above it."""

    standing: Standing
    finding: Finding | None

    @property
    def date(self) -> date:
        """The day."""
        return self.standing.date

    @property
    def headcount(self) -> int:
        """The number given, of all parts together."""
        return sum(report.headcount for report in self.standing.reports)


@dataclass(frozen=True, slots=True, kw_only=True)
class CeilingTrack:
    """
    A ceiling in people, and everything known of those whom it counts.

    Parameters
    ----------
    limit
        What is authorised on the days of ``binds``; ``None`` days (``binds`` is ``None``): it binds nobody.
    points
        Reports on duty that count toward it, by day, each as its source gave it.
    announced
        Planned and announced numbers, which break nothing.
    gaps
        Days on which it binds (as far as the case can tell) and nobody reported.
    """

    authority: Authority
    ceiling: Ceiling
    limit: int
    binds: Period | None
    presence: Presence
    points: tuple[Point, ...]
    announced: tuple[Standing, ...]
    gaps: tuple[Gap, ...]
    disagreements: tuple[Disagreement, ...]
    forecast: Forecast | None

    def limit_on(self, day: date) -> int | None:
        """People authorised on a day; ``None`` where the ceiling does not bind."""
        return self.limit if self.binds is not None and day in self.binds else None

    def last_points(self, day: date) -> tuple[Point, ...]:
        """The reports of the last day, not after ``day``, that has any for the ceiling itself."""
        own = [point for point in self.points if point.date <= day]
        last = max((point.date for point in own), default=None)
        return tuple(point for point in own if point.date == last)

    @property
    def above(self) -> tuple[Point, ...]:
        """Reports above the ceiling."""
        return tuple(point for point in self.points if point.finding is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeTrack:
    """The reports of one scope, of whatever people, and what tours put into it (``None`` = not known)."""

    scope: str
    kind: str
    name: str | None
    reports: tuple[StrengthReport, ...]
    presence: Presence | None
    gaps: tuple[Gap, ...]
    disagreements: tuple[Disagreement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracking:
    """
    Everything that tracking shows; products render it.

    ``known`` is the last day, not after ``day``, of which the case can tell: its ``as_of``, or that of a
    later report. Nothing is called silent or not recorded after it.
    """

    case: Case
    plan: Plan | None
    day: date
    known: date
    start: date
    end: date
    options: TrackOptions
    everyone: Presence
    ceilings: tuple[CeilingTrack, ...]
    scopes: tuple[ScopeTrack, ...]
    reconciliations: tuple[Reconciliation, ...]
    disagreements: tuple[Disagreement, ...]
    alerts: tuple[Alert, ...]
    tours: tuple[TourStanding, ...]
    lines: tuple[LineStanding, ...]
    types: tuple[GroupStanding, ...]
    reports: tuple[ReportStanding, ...]
    spending: Spending | None
    chart: CommandChart
    changes: tuple[CommandChange, ...]
    findings: tuple[Finding, ...]
    unplaced: tuple[Unplaced, ...]


def track_case(case: Case, plan: Plan | None = None, options: TrackOptions | None = None) -> Tracking:
    """
    Track a case, with a plan of it or without.

    Accepted facts that state a strength count as reports; see :func:`muster.tracking.facts.reports_of_facts`.

    Raises
    ------
    ValueError
        If ``end`` is not after ``start``.
    """
    options = options or TrackOptions()
    day = options.day or case.as_of
    stated, unplaced = reports_of_facts(case)
    if stated:
        case = replace(case, strengths=(*case.strengths, *stated))
    people = people_of(case, plan)
    known = min(day, max([case.as_of, *(report.date for report in case.strengths)]))
    start, end = _window(case, people, options, day)
    if end <= start:
        raise ValueError(f"a period ends after its start: {start} is not before {end}")
    found = disagreements(case.strengths)
    ceilings = tuple(
        _ceiling(case, people, authority, ceiling, found, (start, end), day, known, options.every)
        for authority in case.authorities
        for ceiling in authority.ceilings
        if ceiling.headcount is not None
    )
    spent = spending(case, plan, day)
    return Tracking(
        case=case,
        plan=plan,
        day=day,
        known=known,
        start=start,
        end=end,
        options=options,
        everyone=people.everyone(),
        ceilings=ceilings,
        scopes=_scopes(case, people, found, known, options.every),
        reconciliations=reconciliations(case),
        disagreements=found,
        alerts=_alerts(case, plan, ceilings, spent, day, options),
        tours=against_tours(people, min(day, case.as_of)),
        lines=against_lines(people, day),
        types=against_types(people, day),
        reports=against_reports(case, people),
        spending=spent,
        chart=chart_on(case, day, people),
        changes=changes_of(case.commands),
        findings=numbered([*check_strengths(case), *check_fixed_tours(case), *check_dual_status(case)]),
        unplaced=unplaced,
    )


def _window(case: Case, people: People, options: TrackOptions, day: date) -> tuple[date, date]:
    """From the first thing known to the end of planning, unless told otherwise."""
    tours = (*people.ordered, *(people.planned or ()))
    starts = [report.date for report in case.strengths]
    starts += [tour.start for tour in tours]
    starts += [
        binds.start
        for authority in case.authorities
        for ceiling in authority.ceilings
        if ceiling.headcount is not None
        and (binds := binding_period(case, authority, ceiling)) is not None
        and binds.start is not None
    ]
    first = min([day, *starts])
    last = max([day + timedelta(days=1), case.planning.end, *(tour.end for tour in people.planned or ())])
    return options.start or first, options.end or last


def _ceiling(
    case: Case,
    people: People,
    authority: Authority,
    ceiling: Ceiling,
    found: Sequence[Disagreement],
    window: tuple[date, date],
    day: date,
    known: date,
    every: int,
) -> CeilingTrack:
    assert ceiling.headcount is not None
    binds = binding_period(case, authority, ceiling)
    presence = people.under(authority, ceiling)
    points = tuple(
        Point(standing=standing, finding=finding)
        for standing, finding in judgements(case, authority, ceiling)
    )
    points = tuple(sorted(points, key=lambda point: point.date))
    own = {ceiling.id, *((authority.id,) if len(authority.ceilings) == 1 else ())}
    direct = [
        report
        for point in points
        if point.standing.through is None and len(point.standing.reports) == 1
        for report in point.standing.reports
        if report.component is None or ceiling.components == (report.component,)
    ]
    until = min(known + timedelta(days=1), window[1])
    looked = None if binds is None or until <= window[0] else binds.overlap(Period(window[0], until))
    return CeilingTrack(
        authority=authority,
        ceiling=ceiling,
        limit=ceiling.headcount,
        binds=binds,
        presence=presence,
        points=points,
        announced=tuple(
            standing for kind in ("planned", "announced") for standing in standings(case, kind, of=ceiling)
        ),
        gaps=() if looked is None else gaps_of((point.date for point in points), looked, every),
        disagreements=tuple(item for item in found if item.scope in own),
        forecast=forecast(presence, direct, day, window[1]),
    )


def _scopes(
    case: Case, people: People, found: Iterable[Disagreement], day: date, every: int
) -> tuple[ScopeTrack, ...]:
    """Scopes with reports, in the order of the first one of each."""
    kinds: dict[str, tuple[str, str | None]] = {}
    for row in case.commands:
        if row.command not in kinds or kinds[row.command][1] is None:
            kinds[row.command] = ("command", row.name)
    kinds |= {unit.unit: ("unit", unit.name) for unit in case.units}
    kinds |= {place.place: ("place", place.name) for place in case.places}
    for authority in case.authorities:
        kinds[authority.id] = ("authority", authority.title)
        kinds |= {ceiling.id: ("ceiling", None) for ceiling in authority.ceilings}
    reports: dict[str, list[StrengthReport]] = {}
    for report in sorted(case.strengths, key=lambda item: item.date):
        reports.setdefault(report.scope, []).append(report)
    tracks = []
    for scope, listed in reports.items():
        days = [report.date for report in listed if report.kind == "on_duty" and report.date <= day]
        kind, name = kinds.get(scope, ("scope", None))
        until = _stands_until(case, scope, day) if kind == "command" else day + timedelta(days=1)
        tracks.append(
            ScopeTrack(
                scope=scope,
                kind=kind,
                name=name,
                reports=tuple(listed),
                presence=people.within(scope),
                gaps=gaps_of(days, Period(min(days), until), every) if days and min(days) < until else (),
                disagreements=tuple(item for item in found if item.scope == scope),
            )
        )
    return tuple(tracks)


def _stands_until(case: Case, scope: str, day: date) -> date:
    """The day after the last, not after ``day``, on which a command stands: nobody reports of it later."""
    ends = [row.end for row in case.commands if row.command == scope]
    last = day + timedelta(days=1)
    return last if None in ends else min(last, max(end for end in ends if end is not None))


def _alerts(
    case: Case,
    plan: Plan | None,
    ceilings: Iterable[CeilingTrack],
    spent: Spending | None,
    day: date,
    options: TrackOptions,
) -> tuple[Alert, ...]:
    """Ceilings that are or will be reached, and clocks, the worst and the nearest first."""
    found: list[Alert] = []
    for track in ceilings:
        if track.limit_on(day) is not None:
            found.extend(_reported(track, day, options.margin))
        if track.binds is not None and track.forecast is not None:
            found.extend(
                ceiling_alerts(
                    track.ceiling.id,
                    track.limit,
                    track.binds,
                    track.forecast,
                    day=day,
                    margin=options.margin,
                )
            )
    if spent is not None:
        basis = "orders" if plan is None else "plan"
        found.extend(budget_alerts(spent.budgets, basis, day=day, margin=options.margin))
    found.extend(clock_alerts(case, plan, day=day, within=options.within))
    return tuple(sorted(found, key=lambda item: (ALERT_KINDS.index(item.kind), item.day, item.subject)))


def _reported(track: CeilingTrack, day: date, margin: float) -> Iterable[Alert]:
    """The last report of a ceiling that binds on the day: above it, full, or near."""
    near = round(track.limit * (1 - margin))
    last = track.last_points(day)
    if not last or max(point.headcount for point in last) < near:
        return
    most = max(point.headcount for point in last)
    kind = "exceeded" if most > track.limit else "full" if most == track.limit else "near"
    words = {"exceeded": "above", "full": "at", "near": "near"}[kind]
    sources = "; ".join(
        dict.fromkeys(report.source or "source not stated" for report in last[0].standing.reports)
    )
    yield Alert(
        kind=kind,
        day=last[0].date,
        days_left=0,
        subject=track.ceiling.id,
        basis="reported",
        message=f"{track.ceiling.id}: the last report ({last[0].date}) gives {most:,}, {words} the limit of "
        f"{track.limit:,} ({sources}).",
    )
