"""Reported strengths. What a report does not state stays unstated; conflicts are kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from muster.domain.component import Component, DutyStatus
from muster.domain.origin import Extra, Origin

__all__ = ("STRENGTH_KINDS", "StrengthReport")

STRENGTH_KINDS = ("on_duty", "planned", "announced")


@dataclass(frozen=True, slots=True, kw_only=True)
class StrengthReport:
    """
    How many were there (or were planned, announced) on a day, by whom it is said.

    ``scope`` is a ceiling, authority, place, unit or command. ``None`` component or duty status =
    *not stated*, so that a total is never added to its parts. ``low`` and ``high`` hold a range.
    ``hand_over`` is how many of the headcount were handing over to (or taking over from) others that day, as
    the source says; ``None`` = *not stated*.
    """

    date: date
    scope: str
    headcount: int
    kind: str
    component: Component | None = None
    duty_status: DutyStatus | None = None
    low: int | None = None
    high: int | None = None
    bound: str = "exact"
    source: str | None = None
    hand_over: int | None = None
    extra: Extra = ()
    origin: Origin | None = field(default=None, compare=False, repr=False)
