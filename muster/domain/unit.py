"""Units and their types."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from muster.domain.component import Component
from muster.domain.origin import Extra, Origin

__all__ = ("Skill", "Unit", "UnitType")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitType:
    """
    A kind of unit.

    Parameters
    ----------
    headcount
        People present when one unit of the type is present.
    part
        Headcount of the smallest part that may go alone; ``None`` = whole unit only. The unit is
        then planned as ``headcount // part`` equal elements.
    """

    type: str
    headcount: int
    name: str | None = None
    part: int | None = None
    symbol: str | None = None
    extra: Extra = ()
    origin: Origin | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """
    How many people of one unit of the type bring a capability.

    ``rank`` says how well the type stands in for the one that was meant: 0 is that type itself, more is
    worse; ``None`` where it was not stated. It informs and decides nothing.
    """

    type: str
    capability: str
    headcount: int
    rank: Decimal | None = None
    extra: Extra = ()
    origin: Origin | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """
    One named unit, or ``quantity`` identical or still unnamed ones (elements 1 to ``quantity``).

    ``state`` is the state whose Guard it is. ``mobilization`` is the section that calls it to
    Title 10, such as ``10 USC 12302``. ``last_return`` and ``last_tour_days`` impose dwell.
    ``cycle_day`` is the day of its cycle that the unit lives on planning.start, from 0; only units
    under a policy with a cycle have one. ``region`` is where the unit is stationed ahead of need: lines of
    category ``Forward`` take only units of their own region, other lines any.
    """

    unit: str
    type: str
    component: Component
    home: str
    policy: str
    name: str | None = None
    quantity: int = 1
    available_from: date | None = None
    available_until: date | None = None
    last_return: date | None = None
    last_tour_days: int | None = None
    state: str | None = None
    mobilization: str | None = None
    command: str | None = None
    cycle_day: int | None = None
    region: str | None = None
    extra: Extra = ()
    origin: Origin | None = field(default=None, compare=False, repr=False)
