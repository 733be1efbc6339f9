"""What a pin or a ban costs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = ("PinPrice",)


@dataclass(frozen=True, slots=True, kw_only=True)
class PinPrice:
    """
    A planner's decision and its price.

    ``price`` is what the optimum of the linear relaxation falls by, in cents, if this pin or ban alone is
    taken out and all others stay; ``None`` where it is not known. ``rule``, ``unit``, ``line``, ``start`` and
    ``end`` are those of the row of ``pins.csv``.
    """

    rule: str
    unit: str
    line: str | None
    start: date | None
    end: date | None
    price: int | None
