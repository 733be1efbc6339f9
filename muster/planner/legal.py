"""What the planner asks of the law: under which bases a unit may serve a line, and when ceilings bind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from muster.domain.authority import Authority, Ceiling
from muster.domain.case import Case
from muster.domain.component import PAIRS, DutyStatus
from muster.domain.finding import Finding, Verdict
from muster.domain.period import Period
from muster.domain.request import Line
from muster.domain.unit import Unit
from muster.planner.options import PlanOptions

__all__ = ("Basis", "bases", "binding", "counted")

_IN_FORCE = ("verbal", "signed", "amended")


class Basis(Protocol):
    """A legal basis, as ``muster.law.basis.LegalBasis`` gives it."""

    @property
    def duty_status(self) -> DutyStatus:
        """Status in which the tour is served."""

    @property
    def authorities(self) -> tuple[str, ...]:
        """Ids of the authorities that the tour names."""

    @property
    def mobilization(self) -> str | None:
        """Section that calls the unit to duty."""

    @property
    def fund(self) -> str | None:
        """Who pays, ``None`` if unknown."""

    @property
    def verdict(self) -> Verdict:
        """The worse of mission and mobilization."""

    @property
    def period(self) -> Period:
        """Days on which it holds."""

    @property
    def max_days(self) -> int | None:
        """Longest stay, ``None`` = silent."""

    @property
    def assumes(self) -> tuple[str, ...]:
        """Instruments assumed signed."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Reasons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumedBasis:
    """A duty status that the line allows, taken as lawful without asking (``--assume-lawful``)."""

    duty_status: DutyStatus
    authorities: tuple[str, ...]
    mobilization: str | None = None
    fund: str | None = None
    verdict: Verdict = Verdict.PERMITTED
    period: Period = field(default_factory=lambda: Period(None, None))
    max_days: int | None = None
    assumes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def bases(case: Case, unit: Unit, line: Line, options: PlanOptions) -> Sequence[Basis]:
    """Every basis that the law or the user's assumption gives, permitted or not."""
    if not options.assume_lawful:
        raise NotImplementedError
    allowed = line.duty_statuses or PAIRS[unit.component]
    authorities = (line.approval,) if line.approval else ()
    return [
        AssumedBasis(duty_status=status, authorities=authorities)
        for status in PAIRS[unit.component]
        if status in allowed
    ]


def binding(
    case: Case, authority: Authority, ceiling: Ceiling, assume_signed: frozenset[str]
) -> Period | None:
    """The days on which a ceiling binds: both it and its authority are in force."""
    if authority.status not in _IN_FORCE and authority.id not in assume_signed:
        return None
    start = authority.start or authority.verbal or authority.issued
    try:
        mine = Period(start, authority.end)
        own = Period(ceiling.start, ceiling.end)
    except ValueError:
        return None
    return mine.overlap(own)


def counted(
    authority: Authority, ceiling: Ceiling, unit: Unit, line: Line, status: DutyStatus, named: Sequence[str]
) -> bool:
    """Whether a ceiling counts a tour: it names the authority (unless scope alone counts) and matches."""
    if ceiling.counts != "scope" and authority.id not in named:
        return False
    return (
        (not ceiling.components or unit.component in ceiling.components)
        and (not ceiling.duty_statuses or status in ceiling.duty_statuses)
        and (not ceiling.roles or line.role in ceiling.roles)
        and (not ceiling.places or line.place in ceiling.places)
        and line.role not in ceiling.excludes_roles
    )
