"""Reasons: what left a line short; the rule nearest to being lifted is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

import numpy as np

from muster.domain.case import Case
from muster.domain.plan import Shortfall
from muster.planner.instance import Instance, Ints
from muster.planner.pricing import Schedule
from muster.planner.roster import Roster

__all__ = ("reason_for", "shortfalls")

#: Where several rules stop several classes, the one nearest to being lifted is told.
_NEAREST = (
    "search",
    "price",
    "budget",
    "lift",
    "ceiling",
    "dwell",
    "supply",
    "notice",
    "date",
    "law",
    "skill",
)


def shortfalls(case: Case, instance: Instance, roster: Roster) -> tuple[Shortfall, ...]:
    """Every stretch of days on which a line is short by the same headcount for the same reason."""
    judge = _Judge(instance, roster)
    found: list[Shortfall] = []
    zero = case.planning.start
    for line, name in enumerate(instance.lines):
        short = np.maximum(0, roster.short[line])
        cuts = judge.cuts(line)
        stretches: list[tuple[int, int, int, str]] = []
        for low, high in pairwise(cuts):
            if short[low] > 0:
                reason = judge.reason(line, low)
                last = stretches[-1] if stretches else None
                if last is not None and last[1] == low and last[2] == short[low] and last[3] == reason:
                    stretches[-1] = (last[0], high, last[2], reason)
                else:
                    stretches.append((low, high, int(short[low]), reason))
        found.extend(
            Shortfall(
                line=name,
                start=zero + timedelta(days=low),
                end=zero + timedelta(days=high),
                headcount=headcount,
                reason=reason,
            )
            for low, high, headcount, reason in stretches
        )
    return tuple(found)


def reason_for(instance: Instance, roster: Roster, line: int, day: int) -> str:
    """Why a line is short on a day."""
    return _Judge(instance, roster).reason(line, day)


class _Judge:
    """Looks at every class that could help on a day and says what stops the one that is nearest to."""

    def __init__(self, instance: Instance, roster: Roster) -> None:
        self.instance = instance
        self.roster = roster
        self.room = roster.room()
        self.by_line: dict[int, Ints] = {}
        self.fill_from = instance.tour_start + instance.block_reception[instance.tour_block]

    def cuts(self, line: int) -> list[int]:
        """Days on which the shortfall, or what could mend it, may change."""
        instance = self.instance
        short = np.maximum(0, self.roster.short[line])
        mine = self.tours(line)
        days = {0, instance.horizon, *(np.flatnonzero(np.diff(short)) + 1).tolist()}
        if (short > 0).any():
            days.update(int(day) for day in np.unique(self.fill_from[mine]))
            days.update(int(day) for day in np.unique(instance.tour_end[mine]))
        return sorted(day for day in days if 0 <= day <= instance.horizon)

    def tours(self, line: int) -> Ints:
        if line not in self.by_line:
            self.by_line[line] = np.flatnonzero(self.instance.tour_line == line)
        return self.by_line[line]

    def reason(self, line: int, day: int) -> str:
        instance = self.instance
        mine = self.tours(line)
        covering = mine[(self.fill_from[mine] <= day) & (instance.tour_end[mine] > day)]
        if not covering.size:
            return self.without_tour(line, day)
        found = {
            self.of_class(owner, covering) for owner in np.unique(instance.tour_class[covering]).tolist()
        }
        return min(found, key=_NEAREST.index)

    def without_tour(self, line: int, day: int) -> str:
        """No tour could be there on the day: what excludes the classes from the line, or the day."""
        instance = self.instance
        if not instance.classes:
            return "supply"
        counted = Counter(
            instance.exclusions[owner, line].reason
            for owner in range(len(instance.classes))
            if (owner, line) in instance.exclusions
        )
        if sum(counted.values()) < len(instance.classes):
            mine = self.tours(line)
            first = int(np.argmin(self.fill_from[mine]))
            if day < self.fill_from[mine][first]:
                return instance.first_start[int(instance.tour_class[mine[first]]), line]
            return "date"
        return min(counted, key=_NEAREST.index)

    def of_class(self, owner: int, covering: Ints) -> str:
        """What stops the members of one class from one of the tours that would cover the day."""
        instance, roster = self.instance, self.roster
        tours = covering[instance.tour_class[covering] == owner]
        schedules = roster.schedules[owner]
        idle = int(instance.sizes[owner]) > len(schedules)
        open_to = tours if idle else tours[self.free(schedules, tours)]
        if not open_to.size:
            away = all(self.overlapping(schedule, tours) for schedule in set(schedules))
            return "supply" if away else "dwell"
        stopped = [self.blocked(int(tour)) for tour in open_to.tolist()]
        free = [tour for tour, why in zip(open_to.tolist(), stopped, strict=True) if why is None]
        if not free:
            return min({why for why in stopped if why}, key=_NEAREST.index)
        gains = [self.gain(int(tour)) for tour in free]
        return "search" if max(gains) > 0 else "price"

    def overlapping(self, schedule: Schedule, tours: Ints) -> bool:
        """Whether the member is away on some day of every one of the tours."""
        instance = self.instance
        hits = np.zeros(tours.size, dtype=np.bool_)
        for mine in schedule:
            hits |= (instance.tour_start[tours] < instance.tour_end[mine]) & (
                instance.tour_end[tours] > instance.tour_start[mine]
            )
        return bool(hits.all())

    def free(self, schedules: Sequence[Schedule], tours: Ints) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Which of the tours some member could do beside what it does already."""
        instance = self.instance
        fits = np.zeros(tours.size, dtype=np.bool_)
        travel = instance.block_travel[instance.tour_block[tours]]
        for schedule in set(schedules):
            mine = np.ones(tours.size, dtype=np.bool_)
            for other in schedule:
                both = travel + instance.block_travel[instance.tour_block[other]]
                after = instance.tour_start[tours] >= instance.tour_end[other] + np.maximum(
                    instance.tour_dwell[other], both
                )
                before = instance.tour_start[other] >= instance.tour_end[tours] + np.maximum(
                    instance.tour_dwell[tours], both
                )
                mine &= after | before
            fits |= mine
        return fits

    def blocked(self, tour: int) -> str | None:
        """Which limit one more such tour would break now."""
        instance, room = self.instance, self.room
        block = int(instance.tour_block[tour])
        start, end = int(instance.tour_start[tour]), int(instance.tour_end[tour])
        heads = int(instance.block_headcount[block])
        for row in np.flatnonzero(instance.counts[:, block]).tolist():
            begin = int(self.fill_from[tour]) if instance.excluded[row] else start
            if (room.left[row, begin:end] < heads).any():
                return "ceiling"
        place = int(instance.block_place[block])
        if place >= 0:
            if room.arrive[place, start // instance.step] < heads:
                return "lift"
            if end < instance.horizon and room.depart[place, end // instance.step] < heads:
                return "lift"
        for row in range(instance.budgets.size):
            if instance.touches(row, np.array([tour]))[0] and instance.tour_cost[tour] > room.money[row]:
                return "budget"
        return None

    def gain(self, tour: int) -> int:
        """What one more such tour would save, in cents."""
        instance = self.instance
        block = int(instance.tour_block[tour])
        line = int(instance.block_line[block])
        days = self.roster.short[line, int(self.fill_from[tour]) : int(instance.tour_end[tour])]
        filled = int(np.minimum(instance.block_fills[block], np.maximum(0, days)).sum())
        weights, cost = self.roster.objective.weights, self.roster.objective.cost
        return filled * int(weights[line]) - cost * int(instance.tour_cost[tour])
