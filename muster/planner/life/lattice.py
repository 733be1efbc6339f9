"""
The best life over all start days where a graph of all lives would be too large.

For one cycle that never changes the states are few enough to be held: the day on which the cycle was last on
day 0 × days away used. They are valued backwards in time, a day at once; what is kept is only what later
questions need: the values on days on which lines end, and those of a new turn. Waiting changes neither, so
that a value stays where it is until a tour raises it.

Three things keep it small. Cycles that no unit can have come to are left out: those begun before the first
day are those of the units themselves, later ones begin when a unit could be back. A turn cannot have used
more days than its window has been open. And of lines that end on one day in one group, the one that pays
most is as good as all.

Lines that take units as they are, and changing periods, are not of this kind.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from muster.domain.cycle import Cycle
from muster.planner.instance import Ints
from muster.planner.life.graph import Duties
from muster.planner.life.rota import Rota

__all__ = ("Lattice",)

#: States of a day (day of the cycle × days away used) up to which all are held.
LARGEST = 1_000_000

#: Rows are raised in so many blocks, each as wide as its oldest turn can have used.
BLOCKS = 6

_NEVER = -(1 << 60)

Values = npt.NDArray[np.signedinteger[Any]]


class Lattice:
    """
    All lives under one cycle.

    Parameters
    ----------
    cycle
        The cycle, in force throughout; without recovery.
    duties
        Rotational lines.
    """

    def __init__(self, cycle: Cycle, duties: Duties) -> None:
        self.cycle = cycle
        self.duties = duties
        self.opens, self.closes = cycle.deployable_from, cycle.deployable_until
        self.most = cycle.bog_days - cycle.overlap_days
        self.horizon = int(duties.end.max(initial=0))
        self.opens = min(self.opens, self.horizon + cycle.days)
        self.closes = min(self.closes, self.opens + self.horizon + cycle.days)
        self._groups = sorted(set(duties.group.tolist()))
        self._rows: Ints = np.zeros(0, dtype=np.int64)

    @staticmethod
    def fits(rota: Rota) -> bool:
        """Whether a rota has one cycle only, without recovery, of not too many states."""
        cycle = rota.periods[0][1]
        states = (cycle.deployable_until - cycle.deployable_from) * (cycle.bog_days - cycle.overlap_days)
        return len(rota.periods) == 1 and cycle.recovery_days == 0 and states <= LARGEST

    def value(self, cycle_days: Ints, total: Ints) -> Ints:
        """
        Value of each unit's best life.

        Parameters
        ----------
        cycle_days
            Day of its cycle on which each unit is on day 0.
        total
            Running sums of prices, ``(L + 1, H + 1)``.
        """
        self._rows = self._reachable(cycle_days)
        self._solve(total)
        return np.array([self._entry(day) for day in cycle_days.tolist()], dtype=np.int64)

    def starts(self, cycle_days: Ints) -> set[int]:
        """Start days of the best lives that :meth:`value` found."""
        found: set[int] = set()
        for day in set(cycle_days.tolist()):
            found.update(self._life(int(day)))
        return found

    # -- values -------------------------------------------------------------------------------

    def _reachable(self, cycle_days: Ints) -> Ints:
        """Days on which the cycle of a unit may have been on day 0, ascending."""
        days = np.unique(cycle_days)
        turned = np.maximum(1, self.cycle.days - days)
        back = np.maximum(0, self.opens - days) + self.most
        first = int(np.where(days < self.closes, np.minimum(turned, back), turned).min(initial=self.horizon))
        return np.concatenate([-days[::-1], np.arange(first, max(first, self.horizon), dtype=np.int64)])

    def _solve(self, total: Ints) -> None:
        horizon, most = self.horizon, self.most
        duties, rows = self.duties, self._rows
        dtype = self._dtype(total)
        self._total = total
        self._fresh = np.zeros(horizon + 1, dtype=np.int64)
        self._after: dict[tuple[int, int], tuple[int, Values]] = {}
        paid = total[duties.line] * duties.fills[:, None]
        # By line, what a tour that is over on a day is worth from day 0 on; nothing after the line's end.
        full = np.full((duties.line.size, horizon + most + 2), _NEVER, dtype=np.int64)
        self._home = home = np.zeros((rows.size, most), dtype=dtype)
        low = rows.size  # the first row whose window is open; those from here on have been begun
        begin, until = duties.start, duties.end
        ends = set(until.tolist())
        for day in range(horizon - 1, -1, -1):
            over = day + 1
            ending = np.flatnonzero((begin < over) & (over <= until))
            if ending.size:
                full[ending, over] = paid[ending, over] + self._free(over, until[ending])
            high = int(np.searchsorted(rows, day - self.opens, side="right"))
            lowest = int(np.searchsorted(rows, day - self.closes, side="right"))
            for row in range(lowest, min(low, rows.size)):
                home[row] = self._wrapped(max(day, int(rows[row]) + self.cycle.days))
            low = min(low, lowest)
            active = np.flatnonzero((begin <= day) & (day < until))
            if active.size and lowest < high:
                self._start(home, 0, lowest, high, active, paid, full, day)
            at = high - 1
            if at >= 0 and int(rows[at]) == day - self.opens:
                self._fresh[day] = home[at, 0]
            if day in ends:
                self._release(day, active, paid, full)

    def _dtype(self, total: Ints) -> type[np.int32] | type[np.int64]:
        """Half the bytes where all values fit: this is bound by memory."""
        most = int(self.duties.fills.max(initial=0)) * sum(int(row[-1]) for row in total)
        return np.int32 if most < 2**31 else np.int64

    def _wrapped(self, day: int) -> int:
        """Value of beginning a new turn on a day: the window opens so many days later."""
        at = day + self.opens
        return int(self._fresh[at]) if 0 <= at < self.horizon else 0

    def _start(
        self, into: Values, first: int, low: int, high: int, active: Ints, paid: Ints, full: Ints, day: int
    ) -> None:
        """
        Raise values by tours on lines that start on a day.

        Parameters
        ----------
        into
            Values by row and days used; its first row is the row ``first`` of all, and those from ``low`` to
            ``high`` may start.
        """
        most, rows = self.most, self._rows
        # Full tours: whoever has used u days is over on day + most − u, whatever the day of the cycle.
        gained = (full[active, day + 1 : day + 1 + most] - paid[active, day][:, None]).max(axis=0)[::-1]
        best = np.maximum(gained, 0)
        cut: dict[tuple[int, int], int] = {}
        for duty, end, group in zip(
            active.tolist(), self.duties.end[active].tolist(), self.duties.group[active].tolist(), strict=True
        ):
            if end - day < most:
                worth = int(paid[duty, end] - paid[duty, day])
                cut[end, group] = max(worth, cut.get((end, group), worth))
        tables = []
        for (end, group), worth in cut.items():
            known = self._after.get((end, group))
            if known is None:  # the line ends with the planning
                np.maximum(best[: most - (end - day)], worth, out=best[: most - (end - day)])
            else:
                tables.append((end - day, worth, *known))
        raised = best.astype(into.dtype)
        size = -(-(high - low) // BLOCKS)
        for block in range(low, high, max(size, 1)):
            stop = min(high, block + size)
            # no more can be used than days for which the window has been open
            width = min(most, day - int(rows[block]) - self.opens + 1)
            part = into[block - first : stop - first, :width]
            np.maximum(part, raised[:width], out=part)
            for span, worth, table_first, table in tables:
                # who came out of the window longer ago than that has no day left after this line
                begin, reach = max(block, table_first), min(width, most - span)
                if begin < stop:
                    raising = into[begin - first : stop - first, :reach]
                    onward = table[begin - table_first : stop - table_first, span : span + reach]
                    np.maximum(raising, onward + into.dtype.type(worth), out=raising)

    def _free(self, over: int, end: Ints) -> Ints:
        """Value of a new turn after full tours that are over on a day, on lines with an end."""
        handed = over + self.cycle.overlap_days
        day = np.where(end < handed, end, handed + self.cycle.demobilization_days) + self.opens
        inside = day < self.horizon
        return np.where(inside, self._fresh[np.minimum(day, self.horizon)], 0)

    def _release(self, day: int, active: Ints, paid: Ints, full: Ints) -> None:
        """Values of units whose line ends on a day, by group: home at once, or on in their group."""
        rows, most = self._rows, self.most
        low = int(np.searchsorted(rows, day - self.closes - most, side="right"))
        window = int(np.searchsorted(rows, day - self.closes, side="right"))
        high = int(np.searchsorted(rows, day - self.opens, side="right"))
        base = self._home[low:high].copy()
        if low < window:
            wraps = np.maximum(day, rows[low:window] + self.cycle.days) + self.opens
            value = np.where(wraps < self.horizon, self._fresh[np.minimum(wraps, self.horizon)], 0)
            base[: window - low] = value[:, None]
        ending = {int(group) for group in self.duties.group[self.duties.end == day]}
        for group in ending:
            after = base
            if group >= 0:
                onward = active[self.duties.group[active] == group]
                if onward.size and low < high:
                    after = base.copy()
                    self._start(after, low, low, high, onward, paid, full, day)
            self._after[day, group] = low, after

    def _row(self, reset: int) -> int:
        """The row of the day on which a cycle was on day 0."""
        row = int(np.searchsorted(self._rows, reset))
        assert row < self._rows.size and self._rows[row] == reset
        return row

    def _entry(self, day: int) -> int:
        if day >= self.closes:
            return self._wrapped(self.cycle.days - day)
        if day <= self.opens and self.opens - day >= self.horizon:
            return 0
        return int(self._home[self._row(-day), 0])

    # -- the lives behind the values ------------------------------------------------------------

    def _life(self, cycle_day: int) -> list[int]:
        """Start days of the best life of a unit that is on a day of its cycle on day 0."""
        found: list[int] = []
        day, at, used, group = 0, cycle_day, 0, -1
        while True:
            if at < self.opens:
                day, at = day + self.opens - at, self.opens
            if day >= self.horizon:
                return found
            best, choice = 0, None
            for duty in range(self.duties.line.size):
                follows = group >= 0 and int(self.duties.group[duty]) == group
                low = max(day, int(self.duties.start[duty]))
                high = min(int(self.duties.end[duty]), day + max(self.closes - at, 1 if follows else 0))
                if low < high and not (at >= self.closes and low > day):
                    worth = self._worth(duty, np.arange(low, high), at - day, used)
                    most = int(np.argmax(worth))
                    if int(worth[most]) > best:
                        best, choice = int(worth[most]), (duty, low + most)
            wrap = day + self.cycle.days - at if at < self.cycle.days else day
            if choice is None or self._wrapped(wrap) > best:
                if self._wrapped(wrap) <= 0:
                    return found
                day, at, used, group = wrap, 0, 0, -1
                continue
            duty, start = choice
            found.append(start)
            end, over = int(self.duties.end[duty]), start + self.most - used
            if over <= end:
                handed = over + self.cycle.overlap_days
                day = end if end < handed else handed + self.cycle.demobilization_days
                at, used, group = 0, 0, -1
            else:
                at, used = at + end - day, used + end - start
                day, group = end, int(self.duties.group[duty])

    def _worth(self, duty: int, start: Ints, shift: int, used: int) -> Ints:
        """Value of starting on a line on some days; the day of the cycle is the day and ``shift``."""
        end, total = int(self.duties.end[duty]), self._total[self.duties.line[duty]]
        over = start + self.most - used
        until = np.minimum(over, end)
        gain = int(self.duties.fills[duty]) * (total[until] - total[start])
        known = self._after.get((end, int(self.duties.group[duty])))
        onward = np.zeros_like(gain)
        full = over <= end
        handed = over[full] + self.cycle.overlap_days
        free = np.where(end < handed, end, handed + self.cycle.demobilization_days) + self.opens
        onward[full] = np.where(free < self.horizon, self._fresh[np.minimum(free, self.horizon)], 0)
        if known is not None:
            cut = np.flatnonzero(~full)
            if cut.size:
                first, after = known
                onward[cut] = after[self._row(-shift) - first, used + end - start[cut]]
        return np.asarray(gain + onward, dtype=np.int64)
