"""Cyclic rotation: units that may go only in a window of their cycle, for so many days in each turn."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from muster.domain.origin import Extra, Origin

__all__ = ("LONGEST_CYCLE_DAYS", "Cycle", "PolicyPeriod")

#: A cycle this long never ends within a plan; a longer one is a slip.
LONGEST_CYCLE_DAYS = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """
    A turn of a rotation: reset, training, readiness, availability, and reset again.

    A unit at home moves through its cycle by one day each day, from day 0 to day ``days`` − 1, and
    starts anew. It may start a rotational tour on a day of its cycle in
    ``[deployable_from, deployable_until)``, and then has ``bog_days`` for that turn.

    Parameters
    ----------
    days
        Length of a turn, at least 1.
    deployable_from, deployable_until
        Window of the cycle in which a rotational tour may start,
        0 ≤ ``deployable_from`` < ``deployable_until`` ≤ ``days``.
    bog_days
        Days away (boots on the ground) of one turn, hand-over included.
    overlap_days
        Days of hand-over that follow a full tour: away, no longer filling; less than ``bog_days``.
    recovery_days
        Days after a tour that its line ended before its time; then the unit goes on in its cycle.
    demobilization_days
        Days away after the hand-over of a full tour; then the unit starts its cycle anew.

    Raises
    ------
    ValueError
        If a number is out of these ranges.
    """

    days: int
    deployable_from: int
    deployable_until: int
    bog_days: int
    overlap_days: int = 0
    recovery_days: int = 0
    demobilization_days: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.deployable_from < self.deployable_until <= self.days:
            raise ValueError(
                f"the window [{self.deployable_from}, {self.deployable_until}) is not in [0, {self.days})"
            )
        if not 0 <= self.overlap_days < self.bog_days:
            raise ValueError(f"bog_days {self.bog_days} is not more than overlap_days {self.overlap_days}")
        if self.recovery_days < 0 or self.demobilization_days < 0:
            raise ValueError(
                f"recovery_days {self.recovery_days} or demobilization_days {self.demobilization_days} is"
                " negative"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyPeriod:
    """
    From ``start`` to the day before ``end``, units under ``policy`` live by the cycle of ``atomic``.

    ``end`` is ``None`` where the period is open.
    """

    policy: str
    start: date
    atomic: str
    end: date | None = None
    extra: Extra = ()
    origin: Origin | None = field(default=None, compare=False, repr=False)
