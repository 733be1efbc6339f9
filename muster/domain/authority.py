"""Authorities (legal instruments) and the ceilings they set."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from muster.domain.component import Component, DutyStatus
from muster.domain.origin import Origin
from muster.domain.quote import Quote

__all__ = ("AUTHORITY_KINDS", "AUTHORITY_STATUSES", "DUE_BASES", "Authority", "Ceiling", "Due")

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


#: What a due date may count from, beside a day itself or the id of another instrument.
DUE_BASES = ("issued", "verbal", "from")


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """
    Something that an instrument orders by a number of days, such as a plan within 30 days.

    Parameters
    ----------
    what
        The thing that is due.
    days
        Days after the base; ``business`` counts only business days, where the text says so.
    after
        The bases: ``issued``, ``verbal``, ``from``, a day (ISO), or the id of another instrument (its day
        of issue). More than one means that the text can be read in several ways; each gives a date.
    owner, missed
        Who owes it, and what happens if it is not done.
    """

    what: str
    days: int
    after: tuple[str, ...] = ("issued",)
    business: bool = False
    owner: str | None = None
    missed: str | None = None
    extra: tuple[tuple[str, object], ...] = ()
    origin: Origin | None = field(default=None, compare=False, repr=False)


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
    replaces
        Id of the ceiling whose place it takes from the first day on which it binds: a memo that raises or
        lowers a number. What it does not say (scope, counting, hand-over) remains as it was.
    also_named
        Authorities whose tours it counts beside its own authority's: those of the ceilings it replaces.
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
    replaces: str | None = None
    also_named: tuple[str, ...] = ()
    extra: tuple[tuple[str, object], ...] = ()
    origin: Origin | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """
    A legal instrument: who permits what, from when, in which state of signature.

    It is one of three separate questions: what mission may be done, who may be mobilised for it
    (``invokes``), and who pays. ``verbal`` is the day of a verbal approval that may precede the
    paper (``issued``).

    ``supersedes`` and ``rescinds`` name what ends on its first day; ``incorporates`` names instruments whose
    caveats (what they forbid, how long a stay they allow) it takes over by reference, in force or not.
    ``dues`` are what it orders by a number of days.
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
    supersedes: tuple[str, ...] = ()
    rescinds: tuple[str, ...] = ()
    incorporates: tuple[str, ...] = ()
    dues: tuple[Due, ...] = ()
    ceilings: tuple[Ceiling, ...] = ()
    quotes: tuple[Quote, ...] = ()
    extra: tuple[tuple[str, object], ...] = ()
    origin: Origin | None = field(default=None, compare=False, repr=False)
