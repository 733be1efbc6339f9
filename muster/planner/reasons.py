"""Reasons: what left a line short; the rule nearest to being lifted is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

import numpy as np

from muster.domain.case import Case
from muster.domain.plan import Shortfall
from muster.planner.instance import Flags, Instance, Ints
from muster.planner.pricing import Schedule
from muster.planner.roster import Roster
from muster.planner.tours import Listed

__all__ = ("shortfalls",)

#: Where several rules stop several classes, the one nearest to being lifted is told.
_NEAREST = ("dwell", "supply", "notice", "date", "law", "skill")

#: Members on one line whose own tours are looked at: more would tell no more.
MEMBERS = 40

#: Tours on a line beyond which fewer are looked at: of those that start on one day so many that save most,
#: each of another class; and so many members.
MANY, FEW, FEW_MEMBERS = 20_000, 10, 10

_STOPS = ("search", "budget", "lift", "ceiling", "dwell", "supply")
_NOTHING, _BUDGET, _LIFT, _CEILING, _DWELL, _AWAY = range(6)


def shortfalls(case: Case, instance: Instance, roster: Roster) -> tuple[Shortfall, ...]:
    """Every stretch of days on which a line is short by the same headcount for the same reason."""
    judge = _Judge(instance, roster)
    found: list[Shortfall] = []
    zero = case.planning.start
    for line in range(len(instance.lines)):
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
                line=instance.lines[line],
                start=zero + timedelta(days=low),
                end=zero + timedelta(days=high),
                headcount=headcount,
                reason=reason,
            )
            for low, high, headcount, reason in stretches
        )
    return tuple(found)


#: Which schedules have such a tour; its travel, first day, the day after its last, the dwell owed after it.
_Turn = tuple[Ints, Ints, Ints, Ints, Ints]


@dataclass(frozen=True, slots=True)
class _Steps:
    """Steps that would help a line: the tour each one adds, what it saves (cents), and what stops it."""

    tours: Listed
    gains: Ints
    stops: Ints


@dataclass(frozen=True, slots=True)
class _Worthy:
    """
    The steps on a line that would save something, in the order in which they are told.

    First what nothing stops, then what a limit stops, then where nobody is free; of each, what saves most.
    The first that covers a day gives its reason. ``begins``, ``ends`` and ``stops`` have the shape ``(n,)``;
    ``mended`` is ``(H,)``: days on which some tour could serve at all.
    """

    begins: Ints
    ends: Ints
    stops: Ints
    mended: Flags

    def reason(self, day: int) -> str:
        """Of steps that would save something: one that nothing stops, else a limit, else nobody is free."""
        covering = (self.begins <= day) & (self.ends > day)
        first = int(np.argmax(covering)) if covering.size else 0
        if not covering.size or not covering[first]:
            return "price"
        return _STOPS[int(self.stops[first])]


class _Judge:
    """
    Looks at every step that could help on a day, and says what stops the one that would save most.

    A step adds a tour, or puts it in place of the one that a member makes on the same line: who comes a day
    later because of the lift, or a week later because of a ceiling, is not out of supply. A step that would
    save nothing is stopped by its price. Of the others, those that some member is free for are stopped by a
    ceiling, the lift or a budget (or by nothing: the search has missed it); where nobody is free, members
    are away (supply) or owe dwell.
    """

    def __init__(self, instance: Instance, roster: Roster) -> None:
        self.instance = instance
        self.roster = roster
        self.room = roster.room()
        self.found: dict[int, _Worthy] = {}
        order = np.argsort(instance.block_line, kind="stable")
        ends = np.searchsorted(instance.block_line[order], np.arange(len(instance.lines) + 1))
        self.blocks = [order[low:high] for low, high in pairwise(ends.tolist())]
        self.counts = [
            int(instance.tours.grids.sizes[instance.tours.block_grid[mine]].sum()) for mine in self.blocks
        ]
        nothing = np.zeros(0, dtype=np.int64)
        self.listed = -1, Listed(nothing, nothing, nothing, nothing)
        self.opening, self.place = (-1, self.listed[1]), nothing
        self.turns: dict[tuple[Schedule, ...], list[_Turn]] = {}
        self.made: dict[int, list[tuple[int, Schedule, int]]] = {}
        for owner, schedules in enumerate(roster.schedules):
            for schedule in sorted(set(schedules)):
                for tour in schedule:
                    self.made.setdefault(instance.line_of(tour), []).append((owner, schedule, tour))

    def cuts(self, line: int) -> list[int]:
        """Days on which the shortfall, or what could mend it, may change."""
        instance = self.instance
        short = np.maximum(0, self.roster.short[line])
        days = {0, instance.horizon, *(np.flatnonzero(np.diff(short)) + 1).tolist()}
        if (short > 0).any():
            days.update(np.unique(self.fill_from(self.openings(line))).tolist())
            for grid in np.unique(instance.tours.block_grid[self.blocks[line]]).tolist():
                days.update(instance.tours.days(grid)[1].tolist())
        return sorted(day for day in days if 0 <= day <= instance.horizon)

    def tours(self, line: int) -> Listed:
        """The candidate tours on a line, by start; of the line asked last they are kept."""
        if self.listed[0] != line:
            found = self.instance.tours.of_blocks(self.blocks[line])
            order = np.argsort(found.start, kind="stable")
            self.listed = line, _some(found, order)
        return self.listed[1]

    def openings(self, line: int) -> Listed:
        """From each start of each block on a line the longest tour, by start."""
        if self.opening[0] != line:
            found, place = self.instance.tours.longest_of(self.blocks[line])
            order = np.argsort(found.start, kind="stable")
            self.opening, self.place = (line, _some(found, order)), place[order]
        return self.opening[1]

    def fill_from(self, tours: Listed) -> Ints:
        """First day on which each tour fills."""
        return np.asarray(tours.start + self.instance.block_reception[tours.block], dtype=np.int64)

    def reason(self, line: int, day: int) -> str:
        steps = self.steps(line)
        return steps.reason(day) if steps.mended[day] else self.without_tour(line, day)

    def without_tour(self, line: int, day: int) -> str:
        """No tour could be there on the day: what excludes the classes from the line, or the day."""
        instance = self.instance
        if not instance.classes:
            return "supply"
        mine = self.openings(line)
        if not mine.tour.size:
            counted = {
                instance.exclusions[owner, line].reason
                for owner in range(len(instance.classes))
                if (owner, line) in instance.exclusions
            }
            return min(counted, key=_NEAREST.index)
        fill_from, owners = self.fill_from(mine), instance.block_class[mine.block]
        first = int(np.argmin(fill_from))
        if day < fill_from[first]:
            owner = int(owners[first])
            return "law" if self.unlawful(owner, line, day) else instance.first_start[owner, line]
        return (
            "law" if any(self.unlawful(owner, line, day) for owner in np.unique(owners).tolist()) else "date"
        )

    def unlawful(self, owner: int, line: int, day: int) -> bool:
        """Whether the law alone keeps a class, lawful there on other days, from the line on the day."""
        days = self.instance.unlawful.get((owner, line))
        return days is not None and bool(days[day])

    # -- steps --------------------------------------------------------------------------------

    def steps(self, line: int) -> _Worthy:
        """Every step that would help the line."""
        if line not in self.found:
            instance, mine = self.instance, self.openings(line)
            change = np.zeros(instance.horizon + 1, dtype=np.int64)
            begins = np.minimum(self.fill_from(mine), instance.horizon)
            change += np.bincount(begins, minlength=change.size)
            change -= np.bincount(np.maximum(begins, mine.end), minlength=change.size)
            if self.counts[line] > MANY:
                helpful, gains = self.best_of_each_start(line)
            else:
                gains = self.gains(line, self.tours(line))
                worth = np.flatnonzero(gains > 0)
                helpful, gains = _some(self.tours(line), worth), gains[worth]
            every = [_Steps(helpful, gains, self.stops(helpful)), *self.changes(line)]
            tours = Listed(
                *(np.concatenate(each) for each in zip(*(steps.tours for steps in every), strict=True))
            )
            gains = np.concatenate([steps.gains for steps in every])
            stops = np.concatenate([steps.stops for steps in every])
            kind = np.where(stops == _NOTHING, 0, np.where(stops < _DWELL, 1, 2))
            order = np.lexsort((-gains, kind))
            order = order[gains[order] > 0]
            self.found[line] = _Worthy(
                begins=self.fill_from(_some(tours, order)),
                ends=tours.end[order],
                stops=stops[order],
                mended=np.cumsum(change)[: instance.horizon] > 0,
            )
        return self.found[line]

    def best_of_each_start(self, line: int) -> tuple[Listed, Ints]:
        """For each start on a line the few tours that save most, one of a class, and what they save."""
        instance, grids = self.instance, self.instance.tours.grids
        mine, place = self.openings(line), self.place
        first, last, counts = grids.first_end[place], grids.last_end[place], grids.counts[place]
        best, which = np.zeros(mine.tour.size, dtype=np.int64), np.zeros(mine.tour.size, dtype=np.int64)
        filled, row = self.filled(line, mine.block)
        for number in range(int(counts.max(initial=0))):
            some = np.flatnonzero(counts > number)
            ends = np.minimum(last[some], first[some] + grids.step * number)
            tours = Listed(
                mine.tour[some] - (counts[some] - 1 - number), mine.block[some], mine.start[some], ends
            )
            gains = self.saved(line, filled, row[some], tours)
            better = gains > best[some]
            best[some[better]], which[some[better]] = gains[better], number
        worth = np.flatnonzero(best > 0)
        gains, starts, owner = best[worth], mine.start[worth], instance.block_class[mine.block[worth]]
        order = np.lexsort((-gains, starts * len(instance.classes) + owner))
        fresh = (np.diff(starts[order], prepend=-1) != 0) | (np.diff(owner[order], prepend=-1) != 0)
        top = order[fresh]
        top = top[np.lexsort((-gains[top], starts[top]))]
        begins = np.flatnonzero(np.diff(starts[top], prepend=-1))
        rank = np.arange(top.size) - np.repeat(begins, np.diff(begins, append=top.size))
        top = np.sort(top[rank < FEW])
        at = worth[top]
        ends = np.minimum(last[at], first[at] + grids.step * which[at])
        tour = mine.tour[at] - (counts[at] - 1 - which[at])
        return Listed(tour, mine.block[at], mine.start[at], ends), gains[top]

    def changes(self, line: int) -> list[_Steps]:
        """For each member on the line: tours that it could make there in place of the one that it makes."""
        instance = self.instance
        lacking = np.concatenate([[0], np.cumsum(self.roster.short[line] > 0)])
        many = self.counts[line] > MANY
        members = self.made.get(line, ())[: FEW_MEMBERS if many else MEMBERS]
        if many:
            asked = np.unique([owner for owner, _, _ in members]).astype(np.int64)
            blocks = self.blocks[line]
            mine = instance.tours.of_blocks(blocks[np.isin(instance.block_class[blocks], asked)])
            mine = _some(mine, np.argsort(mine.start, kind="stable"))
        else:
            mine = self.tours(line)
        begin = np.minimum(self.fill_from(mine), instance.horizon)
        helps = _some(mine, np.flatnonzero(lacking[mine.end] > lacking[begin]))
        owners = instance.block_class[helps.block]
        found = []
        for owner, schedule, tour in members:
            _, start, end, _, _ = instance.tours.at(tour)
            near = np.flatnonzero(
                (owners == owner) & (helps.tour != tour) & (helps.start <= end) & (helps.end >= start)
            )
            if near.size:
                found.append(self.change(line, owner, schedule, tour, _some(helps, near)))
        return found

    def change(self, line: int, owner: int, schedule: Schedule, tour: int, tours: Listed) -> _Steps:
        """What each of some tours would save in place of a tour of a schedule, and what stops it."""
        roster = self.roster
        rest = tuple(other for other in schedule if other != tour)
        roster.remove(owner, schedule)
        roster.add(owner, rest)
        kept = self.room
        self.room = roster.room()
        gains = self.gains(line, tours) - self.gains(line, self.instance.tours.of([tour]))
        stops = self.limits(tours)
        self.room = kept
        roster.remove(owner, rest)
        roster.add(owner, schedule)
        if rest:
            free, away = self.members([rest], tours)
            stops[~free] = np.where(away, _AWAY, _DWELL)[~free]
        return _Steps(tours, gains, stops)

    def gains(self, line: int, tours: Listed) -> Ints:
        """What one more of each tour would save, in cents."""
        filled, row = self.filled(line, tours.block)
        return self.saved(line, filled, row, tours)

    def filled(self, line: int, blocks: Ints) -> tuple[Ints, Ints]:
        """Running sums ``(n, H + 1)`` of what so many people would fill of a line, and each block's row."""
        sizes, row = np.unique(self.instance.block_fills[blocks], return_inverse=True)
        short = np.maximum(0, self.roster.short[line])
        filled = np.zeros((sizes.size, short.size + 1), dtype=np.int64)
        np.cumsum(np.minimum(sizes[:, None], short), axis=1, out=filled[:, 1:])
        return filled, row.reshape(-1)

    def saved(self, line: int, filled: Ints, row: Ints, tours: Listed) -> Ints:
        """What one more of each tour would save where it fills as its row says."""
        objective = self.roster.objective
        begin = np.minimum(self.fill_from(tours), self.instance.horizon)
        gains = filled[row, tours.end] - filled[row, begin]
        return gains * int(objective.weights[line]) - objective.cost * self.instance.tours.cost_of(tours)

    def stops(self, tours: Listed) -> Ints:
        """What stops one more of each tour, as an index of :data:`_STOPS`."""
        instance = self.instance
        stops = self.limits(tours)
        owner = instance.block_class[tours.block]
        for number in np.unique(owner).tolist():
            schedules = self.roster.schedules[number]
            if int(instance.sizes[number]) > len(schedules):
                continue
            mine = np.flatnonzero(owner == number)
            free, away = self.members(schedules, _some(tours, mine))
            stops[mine[~free]] = np.where(away, _AWAY, _DWELL)[~free]
        return stops

    def members(self, schedules: Sequence[Schedule], tours: Listed) -> tuple[Flags, Flags]:
        """For each tour: whether some member is free for it; whether all are away on some day of it."""
        instance = self.instance
        travel = instance.block_travel[tours.block]
        dwell = instance.tours.dwell_after(tours)
        kept = sorted(set(schedules))
        shape = len(kept), tours.tour.size
        mine = np.ones(shape, dtype=np.bool_)
        meets = np.zeros(shape, dtype=np.bool_)
        for rows, away, began, over, owed in self.turns_of(kept):
            # One row for each schedule that has so many tours: its tour, against all of those asked for.
            both = travel + away
            after = tours.start >= over + np.maximum(owed, both)
            before = began >= tours.end + np.maximum(dwell, both)
            mine[rows] &= after | before
            meets[rows] |= (tours.start < over) & (tours.end > began)
        return np.asarray(mine.any(axis=0)), np.asarray(meets.all(axis=0))

    def turns_of(self, schedules: Sequence[Schedule]) -> list[_Turn]:
        """
        First, second ... tours of schedules: which have one, its travel, first day, day after, dwell owed.

        The first is ``(n,)``, the others ``(n, 1)``.
        """
        key = tuple(schedules)
        if key not in self.turns:
            instance, found = self.instance, []
            for turn in range(max(len(schedule) for schedule in key)):
                rows = [row for row, schedule in enumerate(key) if len(schedule) > turn]
                made = [instance.tours.at(key[row][turn]) for row in rows]
                block, began, over, _, owed = (np.array(each)[:, None] for each in zip(*made, strict=True))
                found.append((np.array(rows), instance.block_travel[block], began, over, owed))
            self.turns[key] = found
        return self.turns[key]

    def limits(self, tours: Listed) -> Ints:
        """Which limit one more of each tour would break now, as an index of :data:`_STOPS`."""
        instance, room = self.instance, self.room
        block, start, end = tours.block, tours.start, tours.end
        heads = instance.block_headcount[block]
        stops = np.full(block.size, _NOTHING, dtype=np.int64)
        for row in range(instance.budgets.size):
            stops[instance.touches(row, tours) & (instance.tours.cost_of(tours) > room.money[row])] = _BUDGET
        place = instance.block_place[block]
        lifted = place >= 0
        step = start // instance.step
        stops[lifted & (room.arrive[place, step] < heads if lifted.any() else False)] = _LIFT
        leaving = lifted & (end < instance.horizon)
        if leaving.any():
            last = np.minimum(end, instance.horizon - 1) // instance.step
            stops[leaving & (room.depart[place, last] < heads)] = _LIFT
        for row in range(len(instance.ceiling_ids)):
            counted = instance.counts[row, block]
            for size in np.unique(heads[counted]).tolist():
                full = np.concatenate([[0], np.cumsum(room.left[row] < size)])
                begin = self.fill_from(tours) if instance.excluded[row] else start
                hit = full[end] > full[np.minimum(begin, instance.horizon)]
                stops[counted & (heads == size) & hit] = _CEILING
        return stops


def _some(tours: Listed, which: Ints) -> Listed:
    """Some of the tours listed, by their places in the list."""
    return Listed(*(each[which] for each in tours))
