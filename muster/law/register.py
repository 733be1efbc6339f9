"""The register of a case's instruments: what was in force on one day, as known on another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from muster.domain.authority import Authority, Ceiling
from muster.domain.case import Case
from muster.domain.period import Period
from muster.law.ceilings import binding_period
from muster.law.instruments import Instruments, instruments_of, rank

__all__ = ("Binding", "Entry", "as_known", "register")


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """
    A ceiling of an instrument: the days on which it binds, and whether it does on the day asked about.

    ``replaced_by`` is the ceiling that took its place by that day, ``None`` if none did.
    """

    ceiling: Ceiling
    period: Period | None
    binds: bool
    replaced_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """
    One instrument in the register.

    Parameters
    ----------
    status
        As known on the day of knowledge.
    period
        The days on which it carries, as far as was known; ``None`` if it carries nothing.
    in_force
        Whether it carries on the day asked about.
    amendments, caveats
        Ids of what amends it by then, in their order, and of those whose caveats it takes over.
    unwritten_days
        Days between the verbal approval and the paper; ``None`` where there is no such pair.
    """

    authority: Authority
    rank: int
    status: str
    period: Period | None
    in_force: bool
    amendments: tuple[str, ...]
    caveats: tuple[str, ...]
    bindings: tuple[Binding, ...]
    unwritten_days: int | None


def as_known(case: Case, day: date) -> Case:
    """
    The case as it was known on ``day``.

    The law and the instruments are read as of that day: what was issued later was expected at most, what
    another instrument ended later still stood, and what ran out later had not. Strength reports of later
    days are left out.
    """
    return replace(
        case,
        as_of=day,
        authorities=tuple(_rewound(authority, day) for authority in case.authorities),
        strengths=tuple(report for report in case.strengths if report.date <= day),
    )


def _rewound(authority: Authority, day: date) -> Authority:
    if authority.status == "expired" and authority.end is not None and authority.end > day:
        return replace(authority, status="signed")
    return authority


def register(case: Case, *, on: date | None = None, known_on: date | None = None) -> tuple[Entry, ...]:
    """
    Every instrument of the case: in force on ``on`` or not, as known on ``known_on``.

    Both days are ``case.as_of`` where they are not given.
    """
    known = case if known_on is None else as_known(case, known_on)
    day = on or case.as_of
    instruments = instruments_of(known)
    return tuple(_entry(known, instruments, authority, day) for authority in known.authorities)


def _entry(case: Case, instruments: Instruments, authority: Authority, day: date) -> Entry:
    written, spoken = authority.issued, authority.verbal
    return Entry(
        authority=authority,
        rank=rank(authority),
        status=instruments.status(authority),
        period=instruments.period(authority.id),
        in_force=instruments.in_force(authority.id, day),
        amendments=tuple(
            item.id for item in instruments.amendments(authority.id) if instruments.in_force(item.id, day)
        ),
        caveats=tuple(item.id for item in instruments.chain(authority.id)[1:]),
        bindings=tuple(_binding(case, authority, ceiling, day) for ceiling in authority.ceilings),
        unwritten_days=(written - spoken).days
        if written is not None and spoken is not None and written > spoken
        else None,
    )


def _binding(case: Case, authority: Authority, ceiling: Ceiling, day: date) -> Binding:
    period = binding_period(case, authority, ceiling)
    later = [
        (found.start or date.min, other.id)
        for item in case.authorities
        for other in item.ceilings
        if other.replaces == ceiling.id
        for found in (binding_period(case, item, other),)
        if found is not None and (found.start is None or found.start <= day)
    ]
    return Binding(
        ceiling=ceiling,
        period=period,
        binds=period is not None and day in period,
        replaced_by=max(later)[1] if later else None,
    )
