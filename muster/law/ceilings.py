"""Which days a ceiling binds, and whom it counts."""

from __future__ import annotations

from collections.abc import Iterable

from muster.domain.authority import Authority, Ceiling
from muster.domain.case import Case
from muster.domain.component import Component, DutyStatus
from muster.domain.period import Period
from muster.domain.request import Line
from muster.domain.unit import Unit
from muster.law.instruments import instruments_of

__all__ = ("binding_period", "contains", "counts", "in_scope", "tolerated_days")


def binding_period(
    case: Case,
    authority: Authority,
    ceiling: Ceiling,
    *,
    assume_signed: frozenset[str] = frozenset(),
) -> Period | None:
    """
    The days on which the ceiling binds: those of its own, while its authority is in force as amended.

    ``None`` if there is no such day; a ceiling of an instrument that is only expected binds nobody, unless
    the instrument is assumed signed.

    A ceiling that another one replaces binds until the first day of that one: 146 people, and 155 from the
    day of the amendment on. One that replaces and states no end of its own binds as long as the instrument
    does that it amends.
    """
    period = _own_period(case, authority, ceiling, assume_signed)
    if period is None:
        return None
    for other in case.authorities:
        for later in other.ceilings:
            if later.replaces != ceiling.id or later.id == ceiling.id:
                continue
            taken = _own_period(case, other, later, assume_signed)
            if taken is None:
                continue
            if taken.start is None or (period.start is not None and taken.start <= period.start):
                return None
            if period.end is None or taken.start < period.end:
                period = Period(period.start, taken.start)
    return period


def _own_period(
    case: Case, authority: Authority, ceiling: Ceiling, assume_signed: frozenset[str]
) -> Period | None:
    """The days of the ceiling itself while its authority is in force as amended."""
    instruments = instruments_of(case)
    period = instruments.period(authority.id, assume_signed=assume_signed)
    if period is None:
        return None
    if ceiling.start is not None and ceiling.end is not None and ceiling.end <= ceiling.start:
        return None
    return period.overlap(Period(ceiling.start, ceiling.end))


def in_scope(
    ceiling: Ceiling,
    *,
    component: Component,
    duty_status: DutyStatus,
    role: str,
    place: str,
) -> bool:
    """Whether somebody is within the ceiling's scope; blank fields match everything, a place only itself."""
    return (
        (not ceiling.components or component in ceiling.components)
        and (not ceiling.duty_statuses or duty_status in ceiling.duty_statuses)
        and (not ceiling.roles or role in ceiling.roles)
        and role not in ceiling.excludes_roles
        and (not ceiling.places or place in ceiling.places)
    )


def counts(
    ceiling: Ceiling,
    authority: Authority,
    case: Case,
    unit: Unit,
    line: Line,
    duty_status: DutyStatus,
    authorities: Iterable[str],
) -> bool:
    """
    Whether the ceiling counts a tour of the unit on the line.

    ``named`` ceilings count tours that name their authority (``authorities``, or the line's approval), or
    that of a ceiling which they replace, and match the scope; ``scope`` ceilings count everybody in the
    scope. Days are not looked at here; see :func:`binding_period`.
    """
    del case
    names = {authority.id, *ceiling.also_named}
    named = line.approval in names or not names.isdisjoint(authorities)
    return (ceiling.counts == "scope" or named) and in_scope(
        ceiling, component=unit.component, duty_status=duty_status, role=line.role, place=line.place
    )


def contains(outer: Ceiling, inner: Ceiling) -> bool:
    """Whether everybody in the inner ceiling's scope is in the outer one's: nested ceilings."""
    pairs: tuple[tuple[tuple[object, ...], tuple[object, ...]], ...] = (
        (outer.components, inner.components),
        (outer.duty_statuses, inner.duty_statuses),
        (outer.roles, inner.roles),
        (outer.places, inner.places),
    )
    narrower = all(not wide or (narrow and set(narrow) <= set(wide)) for wide, narrow in pairs)
    return bool(narrower) and set(outer.excludes_roles) <= set(inner.excludes_roles)


def tolerated_days(ceiling: Ceiling) -> int | None:
    """Days of hand-over above the ceiling that the order tolerates, ``None`` if it sets no such number."""
    kind, _, days = ceiling.overlap.partition(":")
    return int(days) if kind == "tolerated" and days.strip().isdigit() else None
