"""What a plan does to the units that carry it: time at home, training missed, wholeness."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from muster.domain.component import Component

__all__ = ("MissedEvent", "PlanReadiness", "UnitReadiness")


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedEvent:
    """Training that a unit is away for on some day; ``parts`` of its parts are, ``None`` = the whole unit."""

    name: str
    start: date
    end: date
    days: int
    parts: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitReadiness:
    """
    One unit (one of ``quantity``) that serves in the plan.

    Parameters
    ----------
    tours, days_away
        Its tours, and its days away inside the planning (of the part that is away longest).
    dwell_before, ratio_before
        Least days at home before a planned tour, and least of these for each day of the tour before;
        ``None`` where the case does not say.
    dwell_after, ratio_after
        Least days at home after a tour, and for each day of that tour. The last counts to the end of
        planning: where ``open_end``, the least is such a one, and grows if nothing follows.
    ready_again
        The day from which dwell allows its next tour, after those of the plan.
    ratio_asked
        The dwell ratio of its policy.
    below
        Tours after which, or before which, it has less time at home than its policy asks for, and that
        another tour of the plan cuts short: only tours already ordered may do so.
    events
        Training that it misses.
    parts, parts_away, days_split
        For a unit that is planned in parts: how many it has, the most that are away at once, and the days
        on which some are away and some are not. ``None`` and 0 for a unit that goes whole.
    """

    unit: str
    element: int
    component: Component
    tours: int
    days_away: int
    dwell_before: int | None
    ratio_before: float | None
    dwell_after: int
    ratio_after: float
    open_end: bool
    ready_again: date
    ratio_asked: float
    below: int
    events: tuple[MissedEvent, ...] = ()
    parts: int | None = None
    parts_away: int = 0
    days_split: int = 0

    @property
    def whole(self) -> bool:
        """Whether it is kept together on every day."""
        return self.days_split == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanReadiness:
    """
    The readiness effect of a plan.

    Parameters
    ----------
    units
        Every unit that serves, counted one by one, in order of name.
    days
        Days of the planning.
    events_known
        Whether the case names any training: if not, none missed says nothing.
    """

    units: tuple[UnitReadiness, ...]
    days: int
    events_known: bool

    @property
    def events_missed(self) -> int:
        """Events missed, one for each unit that misses it."""
        return sum(len(unit.events) for unit in self.units)

    @property
    def split(self) -> int:
        """Units that are not kept together on some day."""
        return sum(not unit.whole for unit in self.units)

    @property
    def below(self) -> int:
        """Units with less time at home between two tours than their policy asks for."""
        return sum(unit.below > 0 for unit in self.units)

    @property
    def least_ratio(self) -> float | None:
        """Least ratio of days at home to days away reached between two tours; ``None`` if none is known."""
        ratios = [unit.ratio_before for unit in self.units if unit.ratio_before is not None]
        return min(ratios, default=None)
