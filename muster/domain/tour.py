"""Tours already ordered or under way, pins and bans."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from muster.domain.component import DutyStatus
from muster.domain.origin import Extra, Origin

__all__ = ("FixedTour", "Pin")


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedTour:
    """
    A tour already ordered or under way, present ``[start, end)``.

    It fills, counts against ceilings and imposes dwell, but obeys no rule itself. ``headcount`` is
    the number present; ``None`` = the unit type's. ``authority`` holds the ids that it names.
    """

    unit: str
    line: str
    start: date
    end: date
    duty_status: DutyStatus
    authority: tuple[str, ...] = ()
    headcount: int | None = None
    extra: Extra = ()
    origin: Origin | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """
    A planner's decision: ``pin`` this unit here on exactly these dates, or ``ban`` it from there.

    A pin is met by a tour of the unit on the line with exactly the dates given; a ban forbids every
    tour there that touches its period. A blank line of a ban means every line.
    """

    rule: str
    unit: str
    line: str | None = None
    start: date | None = None
    end: date | None = None
    reason: str | None = None
    extra: Extra = ()
    origin: Origin | None = field(default=None, compare=False, repr=False)
