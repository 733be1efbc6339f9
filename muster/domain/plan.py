"""The plan: tours, what stays unfilled and why, what each ceiling is worth, and the proof."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from muster.domain.certificate import Certificate
from muster.domain.component import DutyStatus
from muster.domain.conflict import Conflict
from muster.domain.expense import PlanCost
from muster.domain.finding import Finding
from muster.domain.movement import Movement
from muster.domain.pinprice import PinPrice
from muster.domain.readiness import PlanReadiness
from muster.domain.split import Split

__all__ = (
    "CHANGE_KINDS",
    "SHORTFALL_REASONS",
    "CeilingUse",
    "Plan",
    "PlanChange",
    "PlannedTour",
    "Shortfall",
    "TourName",
)

SHORTFALL_REASONS = (
    "supply",
    "skill",
    "dwell",
    "notice",
    "date",
    "law",
    "ceiling",
    "lift",
    "budget",
    "price",
    "search",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedTour:
    """
    One unit (one of ``quantity``, or one part) on one line, present ``[start, end)``.

    ``element`` numbers 1…quantity, ``part`` 1…n or ``None``. ``fills`` is the skill headcount from
    ``start + reception_days``. ``cost`` is in cents. ``law`` is ``checked``, ``assumed`` or
    ``unknown``; ``assumes`` lists the instruments that were assumed signed.
    """

    unit: str
    element: int
    part: int | None
    line: str
    start: date
    end: date
    duty_status: DutyStatus
    authorities: tuple[str, ...]
    mobilization: str | None
    fund: str | None
    headcount: int
    fills: int
    cost: int
    fixed: bool
    law: str
    assumes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """``headcount`` people missing on a line on every day of ``[start, end)``, and why."""

    line: str
    start: date
    end: date
    headcount: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CeilingUse:
    """
    What the plan uses of a ceiling.

    ``peak`` is people on the fullest day (or cents spent); ``headcount`` the limit (or ``None`` for
    dollars); ``price`` dollars saved in the objective of the linear relaxation by raising the
    ceiling by one person on every day of its period, ``None`` if unknown.
    """

    ceiling: str
    peak: int
    headcount: int | None
    price: float | None


#: What may happen between a baseline and a plan: a member goes to other days of its line (``shifted``) or to
#: another line (``moved``), another one takes its place (``replaced``), a tour goes or comes alone.
CHANGE_KINDS = ("shifted", "moved", "replaced", "dropped", "added")


@dataclass(frozen=True, slots=True, kw_only=True)
class TourName:
    """Who serves where and when: what makes two tours of two plans the same tour."""

    unit: str
    element: int
    part: int | None
    line: str
    start: date
    end: date
    duty_status: DutyStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChange:
    """
    One difference from the baseline, and why.

    ``kind`` is one of :data:`CHANGE_KINDS`; ``before`` is the baseline's tour and ``after`` the plan's
    (``None`` where there is none); ``reason`` is a word of :mod:`muster.planner.changes`, ``why`` a sentence.
    """

    kind: str
    reason: str
    before: TourName | None
    after: TourName | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """
    A plan with its bound. Money is in cents; any of the four figures may be ``None``.

    ``gap`` = (objective − bound) / max(objective, 1 dollar); ``closed`` = (empty − objective) /
    (empty − bound), ``empty`` being the objective with only the fixed tours. ``changes`` are those from
    the baseline that it was planned from; empty where there was none. ``certificate`` proves the bound; it
    is a file of its own, and ``None`` in a plan that was read. ``cost`` tells the cost of all tours element
    by element, ``movements`` the ways in and out of its tours, ``readiness`` what it does to its units; each
    is ``None`` where nobody did. ``conflicts`` say why required lines stay short, ``pins`` what pins and bans
    cost, ``splits`` which elements do not serve whole.
    """

    case: str
    as_of: date
    seed: int
    versions: dict[str, str]
    law: str
    status: str
    stopped_by: str
    objective: int | None
    bound: int | None
    gap: float | None
    closed: float | None
    empty: int | None
    tours: tuple[PlannedTour, ...]
    shortfalls: tuple[Shortfall, ...]
    ceilings: tuple[CeilingUse, ...]
    findings: tuple[Finding, ...] = ()
    stats: dict[str, object] = field(default_factory=dict)
    changes: tuple[PlanChange, ...] = ()
    certificate: Certificate | None = field(default=None, compare=False, repr=False)
    cost: PlanCost | None = None
    movements: tuple[Movement, ...] | None = None
    readiness: PlanReadiness | None = None
    conflicts: tuple[Conflict, ...] = ()
    pins: tuple[PinPrice, ...] = ()
    splits: tuple[Split, ...] = ()
