"""Windows: the tours that a group may make on a line, by date, notice, dwell, law, bans and fixed tours."""

from __future__ import annotations

import numpy as np

from muster.domain.period import Period
from muster.domain.request import Line
from muster.domain.unit import Unit
from muster.law.basis import LegalBasis
from muster.planner.grid import TourGrid, Window, tour_grid
from muster.planner.instance import UNBOUNDED
from muster.planner.posing.dwell import dwell_days, dwells
from muster.planner.posing.ground import Ground
from muster.planner.posing.groups import Group

__all__ = ("Windows",)


class Windows:
    """Grids of tours; equal windows share one."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self._grids: dict[Window, TourGrid] = {}
        self._equal: dict[tuple[bytes, bytes, bytes], TourGrid] = {}
        self._cut: dict[tuple[object, ...], TourGrid] = {}

    def earliest(self, unit: Unit, travel: int) -> tuple[int, str]:
        """
        First day on which the unit may start, and what sets it: notice, date or dwell.

        Notice runs from the start of planning and from the day the unit becomes available, the journey out
        on top of the latter; a last return imposes the dwell of the tour before it (the least dwell where
        its length is not known).
        """
        ground = self.ground
        policy = ground.policies[unit.policy]
        reasons = [(policy.notice_days, "notice")]
        if unit.available_from is not None:
            reasons.append((ground.day(unit.available_from) + policy.notice_days + travel, "date"))
        if unit.last_return is not None:
            owed = (
                policy.min_dwell_days
                if unit.last_tour_days is None
                else dwell_days(policy, unit.last_tour_days)
            )
            reasons.append((ground.day(unit.last_return) + owed, "dwell"))
        return max(reasons, key=lambda reason: reason[0])

    def grid(self, unit: Unit, line: Line, earliest: int, basis: LegalBasis | None) -> TourGrid:
        """
        Every tour of the unit's length and dates on the line from ``earliest`` on.

        Under a legal basis all days of a tour lie in its period and its stay is no longer than it allows;
        ``None`` leaves the law aside.
        """
        ground = self.ground
        policy = ground.policies[unit.policy]
        period = Period(None, None) if basis is None else basis.period
        window = Window(
            horizon=ground.horizon,
            step=ground.step,
            line_from=ground.day(line.start),
            line_until=ground.horizon if line.end is None else ground.day(line.end),
            earliest=max(0, earliest),
            available_until=None if unit.available_until is None else ground.day(unit.available_until),
            min_tour=policy.min_tour_days,
            max_tour=policy.max_tour_days,
            reception=policy.reception_days,
            holds_from=None if period.start is None else ground.day(period.start),
            holds_until=None if period.end is None else ground.day(period.end),
            longest=None if basis is None else basis.max_days,
        )
        if window not in self._grids:
            self._grids[window] = self._shared(tour_grid(window))
        return self._grids[window]

    def kept(self, group: Group, line: Line, travel: int, grid: TourGrid) -> TourGrid:
        """
        The tours of a grid that the bans and the fixed tours leave.

        A ban forbids every tour that touches its days. Before and after a fixed tour there is dwell, and
        both journeys fit between: a tour comes wholly after it, or it is over in time.
        """
        if not group.bans and not group.fixed:
            return grid
        key: tuple[object, ...] = (
            id(grid),
            line.line if group.bans else None,
            travel,
            group.unit.home,
            group.unit.policy,
        )
        key = (*key, group.bans, tuple((tour.line, tour.start, tour.end) for tour in group.fixed))
        if key not in self._cut:
            self._cut[key] = self._shared(self._left(group, line, travel, grid))
        return self._cut[key]

    def _left(self, group: Group, line: Line, travel: int, grid: TourGrid) -> TourGrid:
        ground = self.ground
        policy = ground.policies[group.unit.policy]
        starts = grid.days
        latest = np.full(starts.size, UNBOUNDED, dtype=np.int64)
        for banned, low, high in group.bans:
            if banned is None or banned == line.line:
                latest = np.minimum(latest, np.where(starts >= high, UNBOUNDED, low))
        lengths = np.arange(ground.horizon + 1)
        rest = dwells(policy, np.zeros_like(lengths), lengths, travel)
        for tour in group.fixed:
            place = ground.lines[ground.line_index[tour.line]].place
            away = ground.travel(group.unit.home, place)
            between = away + travel
            days = (tour.end - tour.start).days
            owed = dwell_days(policy, days) + (away if policy.dwell_from == "home" else 0)
            after = starts >= ground.day(tour.end) + max(owed, between)
            # Longer tours owe no less: the longest that is over in time says which are.
            over = lengths + np.maximum(rest, between)
            longest = np.searchsorted(over, ground.day(tour.start) - starts, side="right") - 1
            latest = np.minimum(latest, np.where(after, UNBOUNDED, starts + longest))
        return grid.until(latest)

    def _shared(self, grid: TourGrid) -> TourGrid:
        """The grid itself, or one that is equal to it."""
        key = (grid.days.tobytes(), grid.first_ends.tobytes(), grid.last_ends.tobytes())
        return self._equal.setdefault(key, grid)
