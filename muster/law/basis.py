"""
The legal bases on which a unit may serve a line, and the judgement on one tour.

Three separate questions, each answered for every day: what mission may be done (the request's approval, and
no prohibition), who may be mobilised for it (a section of law, and what that section requires), who pays.
Law is read as of ``case.as_of``; instruments are tested on every day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from muster.domain.case import Case
from muster.domain.component import PAIRS, DutyStatus
from muster.domain.finding import Finding, Verdict, worst
from muster.domain.period import Period
from muster.domain.request import Line
from muster.domain.unit import Unit
from muster.law.finding import findings_of, line_finding, numbered
from muster.law.footing import Footing, footings
from muster.law.ground import (
    Ground,
    grounds,
    named,
)
from muster.law.instruments import instruments_of
from muster.law.money import who_pays
from muster.law.stay import max_days, too_long

__all__ = ("Bases", "Judgement", "LegalBasis", "basis_key", "bases_for", "judge")


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasis:
    """
    One way in which a unit may lawfully serve a line.

    Parameters
    ----------
    authorities
        Ids that a tour on this basis names, the line's approval first.
    mobilization
        The section that calls the unit, ``None`` where nobody need be called.
    fund
        Who pays, ``None`` if the case does not say (then a finding does).
    verdict
        Permitted, or unknown where that was allowed.
    period
        The longest run of days on every one of which the verdict holds.
    max_days
        Longest stay, ``None`` if no limit.
    assumes
        Instruments that are assumed signed.
    """

    duty_status: DutyStatus
    authorities: tuple[str, ...]
    mobilization: str | None
    fund: str | None
    verdict: Verdict
    period: Period
    max_days: int | None
    assumes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bases:
    """The bases, and the findings that say why the rest is excluded."""

    options: tuple[LegalBasis, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The verdicts on one tour, and the reasons; money is said, and no part of ``verdict``."""

    mission: Verdict
    mobilization: Verdict
    fund: str | None
    findings: tuple[Finding, ...]

    @property
    def verdict(self) -> Verdict:
        """The worse of mission and mobilization."""
        return worst((self.mission, self.mobilization))


def basis_key(unit: Unit) -> tuple[object, ...]:
    """What of a unit the law looks at: units with equal keys have equal bases on every line."""
    return (unit.component, unit.state, unit.mobilization)


def bases_for(
    case: Case,
    unit: Unit,
    line: Line,
    *,
    allow_unknown: bool = False,
    assume_signed: frozenset[str] = frozenset(),
) -> Bases:
    """
    Every basis on which the unit may serve the line, within the planning horizon and the line's days.

    Options differ in duty status, in the section that mobilises, in the approving authority, or in their
    days. What is not permitted (or unknown, where ``allow_unknown``) is told by the findings.
    """
    known = instruments_of(case).memo
    key = (basis_key(unit), line, allow_unknown, assume_signed)
    if key not in known:
        known[key] = _bases(case, unit, line, allow_unknown=allow_unknown, assume_signed=assume_signed)
    found = known[key]
    assert isinstance(found, Bases)
    return found


def _bases(
    case: Case, unit: Unit, line: Line, *, allow_unknown: bool, assume_signed: frozenset[str]
) -> Bases:
    horizon = _horizon(case, line)
    allowed = (Verdict.PERMITTED, Verdict.UNKNOWN) if allow_unknown else (Verdict.PERMITTED,)
    options: list[LegalBasis] = []
    excluded: list[Finding] = []
    for status in PAIRS[unit.component]:
        if line.duty_statuses and status not in line.duty_statuses:
            continue
        for ground in grounds(case, unit, line, status, assume_signed):
            found = tuple(footings(case, unit, line, ground, horizon, assume_signed))
            options.extend(
                _basis(case, unit, line, run, assume_signed) for run in found if run.verdict in allowed
            )
            for run in found:
                if run.verdict not in allowed:
                    excluded.extend(_findings(case, unit, line, run))
    if not options and not excluded:
        excluded.append(_no_status(case, unit, line))
    return Bases(options=_without_twins(options), findings=numbered(_distinct(excluded)))


def judge(
    case: Case,
    unit: Unit,
    line: Line,
    duty_status: DutyStatus,
    authorities: Iterable[str],
    mobilization: str | None,
    period: Period,
    *,
    assume_signed: frozenset[str] = frozenset(),
) -> Judgement:
    """
    What law says of one tour, anyone's: the worst verdict of any of its days, and of its length.

    The line's approval counts as named whether or not ``authorities`` lists it.

    Raises
    ------
    ValueError
        If the period is open.
    """
    if period.start is None or period.end is None:
        raise ValueError("a tour has a first day and an end")
    if duty_status not in PAIRS[unit.component]:
        found = _pair_finding(case, unit, duty_status)
        return Judgement(
            mission=Verdict.PROHIBITED, mobilization=Verdict.PROHIBITED, fund=None, findings=(found,)
        )
    ground = Ground(
        duty_status=duty_status,
        named=named(line, authorities),
        mobilization=mobilization,
    )
    runs = tuple(footings(case, unit, line, ground, period, assume_signed))
    findings = [
        found
        for run in runs
        if run.verdict is not Verdict.PERMITTED
        for found in _findings(case, unit, line, run)
    ]
    mission = worst(run.mission for run in runs)
    called = worst(run.called for run in runs)
    over = too_long(case, unit, line, ground, period)
    if over is not None:
        findings.append(over)
        called = worst((called, Verdict.PROHIBITED))
    fund, money = who_pays(case, line, ground)
    return Judgement(
        mission=mission,
        mobilization=called,
        fund=fund,
        findings=numbered([*_distinct(findings), *([money] if money is not None else [])]),
    )


def _horizon(case: Case, line: Line) -> Period:
    """Days that a planned tour on the line may touch; reception may precede the line."""
    start = case.planning.start
    end = max(case.planning.end, start + timedelta(days=1))
    if line.end is not None and line.end > start:
        end = min(end, line.end)
    return Period(start, end)


def _basis(case: Case, unit: Unit, line: Line, run: Footing, assume_signed: frozenset[str]) -> LegalBasis:
    fund, money = who_pays(case, line, run.ground)
    findings = list(_findings(case, unit, line, run))
    if money is not None:
        findings.append(money)
    return LegalBasis(
        duty_status=run.ground.duty_status,
        authorities=run.ground.named,
        mobilization=run.ground.mobilization,
        fund=fund,
        verdict=run.verdict,
        period=run.period,
        max_days=max_days(case, run.ground),
        assumes=_assumes(case, unit, line, run, assume_signed),
        findings=numbered(findings),
    )


def _assumes(
    case: Case, unit: Unit, line: Line, run: Footing, assume_signed: frozenset[str]
) -> tuple[str, ...]:
    """
    What the tour rests on that is only assumed signed.

    Its authorities and the emergencies behind them; where these alone do not carry it, every instrument
    that is assumed.
    """
    instruments = instruments_of(case)
    resting = list(run.ground.named)
    for name in run.ground.named:
        authority = instruments.by_id.get(name)
        if authority is not None and authority.emergency:
            resting.append(authority.emergency)
    found = tuple(name for name in dict.fromkeys(resting) if instruments.assumed(name, assume_signed))
    every = tuple(
        authority.id for authority in case.authorities if instruments.assumed(authority.id, assume_signed)
    )
    if len(found) < len(every):
        again = footings(case, unit, line, run.ground, run.period, frozenset(found))
        if any(other.verdict is not run.verdict for other in again):
            return every
    return found


def _findings(case: Case, unit: Unit, line: Line, run: Footing) -> Iterator[Finding]:
    """The findings of a run, on the line, with its days."""
    assert run.period.start is not None
    days = (run.period.start, run.period.end)
    who = f"{unit.component.value} in {run.ground.duty_status.value}"
    for rule, verdict, message, would, settled in run.words:
        yield replace(
            line_finding(case, line, rule, verdict, f"{who}: {message}", would=would, settled=settled),
            days=days,
        )
    for found in findings_of(run.bites, subject=line.line, day=case.as_of):
        if run.verdict is not Verdict.PERMITTED and found.verdict is Verdict.PERMITTED:
            continue
        yield replace(found, message=f"{who}: {found.message}", days=days)


def _pair_finding(case: Case, unit: Unit, duty_status: DutyStatus) -> Finding:
    words = ", ".join(status.value for status in PAIRS[unit.component])
    return Finding(
        id="F0001",
        rule="check/line-prohibited",
        verdict=Verdict.PROHIBITED,
        severity="block",
        subject=unit.unit,
        message=f"{unit.component.value} cannot serve in {duty_status.value}.",
        would_do=(f"one of {words}",),
        as_of=case.as_of,
    )


def _no_status(case: Case, unit: Unit, line: Line) -> Finding:
    wanted = ", ".join(status.value for status in line.duty_statuses)
    can = ", ".join(status.value for status in PAIRS[unit.component])
    return line_finding(
        case,
        line,
        "check/line-prohibited",
        Verdict.PROHIBITED,
        f"{unit.component.value} can serve in {can}; line {line.line} takes {wanted} alone.",
    )


def _distinct(findings: Iterable[Finding]) -> list[Finding]:
    """Findings that differ in more than their number."""
    return list(dict.fromkeys(replace(found, id="") for found in findings))


def _without_twins(options: list[LegalBasis]) -> tuple[LegalBasis, ...]:
    """Options that differ in more than their findings, in order."""
    seen: dict[tuple[object, ...], LegalBasis] = {}
    for option in options:
        key = (
            option.duty_status,
            option.authorities,
            option.mobilization,
            option.verdict,
            option.period,
        )
        seen.setdefault(key, option)
    return tuple(seen.values())
