"""Rotation policies."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from muster.domain.cycle import Cycle
from muster.domain.origin import Extra, Origin

__all__ = ("Policy",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """
    How long, how often and how soon a unit may go.

    After a tour of n days the next one starts no sooner than ``dwell(n)`` days after its end (or the
    return home, if ``dwell_from`` is ``"home"``), with ``dwell(n) = max(min_dwell_days,
    ceil(dwell_ratio · n))``: a ratio of 2 means two days home for each day away.

    Under a ``cycle`` its window, days away, hand-over and recovery say instead who may go when and
    for how long; ``max_tour_days`` and the other limits are then not used.
    """

    policy: str
    max_tour_days: int
    min_tour_days: int = 1
    dwell_ratio: Decimal = Decimal(0)
    min_dwell_days: int = 0
    dwell_from: str = "end"
    notice_days: int = 0
    reception_days: int = 0
    cycle: Cycle | None = None
    extra: Extra = ()
    origin: Origin | None = field(default=None, compare=False, repr=False)
