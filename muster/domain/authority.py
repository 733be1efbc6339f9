"""Authorities (legal instruments) and the ceilings they set."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from muster.domain.component import Component, DutyStatus
from muster.domain.origin import Origin
from muster.domain.quote import Quote

__all__ = ("AUTHORITY_KINDS", "AUTHORITY_STATUSES", "Authority", "Ceiling")

AUTHORITY_KINDS = (
    "statute",
    "executive_order",
    "proclamation",
    "memorandum",
    "request_approval",
    "governor_order",
    "declaration",
)
AUTHORITY_STATUSES = (
    "proposed",
    "expected",
    "verbal",
    "signed",
    "amended",
    "superseded",
    "rescinded",
    "expired",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceiling:
    """
    A limit that an authority sets; never a strength.

    Parameters
    ----------
    headcount
        People present at most on any day, or ``None`` where the ceiling is in dollars.
    dollars
        Budget in whole cents (``dollars`` of the file × 100), ``None`` where it is in people.
    counts
        ``"named"``: tours that name the authority (and match the scope); ``"scope"``: everyone in
        the scope.
    components, duty_statuses, roles, places, excludes_roles
        The scope; empty matches everything.
    start, end
        Half-open, ``None`` = open.
    overlap
        Hand-over (reception) days: ``counted``, ``excluded``, ``tolerated:N`` or ``unknown``.
    """

    id: str
    headcount: int | None = None
    dollars: int | None = None
    counts: str = "named"
    components: tuple[Component, ...] = ()
    duty_statuses: tuple[DutyStatus, ...] = ()
    roles: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    excludes_roles: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    overlap: str = "unknown"
    extra: tuple[tuple[str, object], ...] = ()
    origin: Origin | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """
    A legal instrument: who permits what, from when, in which state of signature.

    It is one of three separate questions: what mission may be done, who may be mobilised for it
    (``invokes``), and who pays. ``verbal`` is the day of a verbal approval that may precede the
    paper (``issued``).
    """

    id: str
    kind: str
    status: str
    title: str | None = None
    issuer: str | None = None
    issued: date | None = None
    verbal: date | None = None
    start: date | None = None
    end: date | None = None
    amends: tuple[str, ...] = ()
    invokes: tuple[str, ...] = ()
    permits_roles: tuple[str, ...] = ()
    forbids_roles: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    max_days: int | None = None
    emergency: str | None = None
    continues: str | None = None
    ceilings: tuple[Ceiling, ...] = ()
    quotes: tuple[Quote, ...] = ()
    extra: tuple[tuple[str, object], ...] = ()
    origin: Origin | None = field(default=None, compare=False, repr=False)
