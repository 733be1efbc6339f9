"""Rates (what things cost) and lift (seats to get there)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from muster.domain.component import Component, DutyStatus
from muster.domain.origin import Extra, Origin

__all__ = ("RATE_UNITS", "Lift", "Rate")

RATE_UNITS = ("person-day", "person-mile", "tour", "person")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """
    One cost element: ``amount`` dollars per ``unit``; blank scope fields match everything.

    Person-day rates apply on the days of ``[start, end)``; the others if in force on a tour's first
    day. ``low`` and ``high`` are the range of the amount where the source gives one; ``covers`` names the
    kinds of cost that the element speaks for (``domain.expense.COST_KINDS``), blank = those in its name.
    """

    element: str
    amount: Decimal
    unit: str
    component: Component | None = None
    duty_status: DutyStatus | None = None
    mode: str | None = None
    start: date | None = None
    end: date | None = None
    source: str | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    covers: tuple[str, ...] = ()
    extra: Extra = ()
    origin: Origin | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lift:
    """Seats per day into (and, separately, out of) ``place``; ``None`` = any place."""

    lift: str
    passengers_per_day: int
    mode: str | None = None
    place: str | None = None
    start: date | None = None
    end: date | None = None
    extra: Extra = ()
    origin: Origin | None = field(default=None, compare=False, repr=False)
