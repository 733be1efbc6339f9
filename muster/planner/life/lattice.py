"""
The best life over all start days where a graph of all lives would be too large.

For one cycle that never changes the states are few enough to be held by day: day of the cycle × days away
used. They are valued backwards in time, a day at once; what is kept is only what later questions need: the
values on days on which lines end, and those of a new turn. Lines that take units as they are, and changing
periods, are not of this kind.
"""

from __future__ import annotations

from collections.abc import Sequence
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
        self._duties = range(duties.line.size)
        self._from: list[int] = duties.start.tolist()
        self._until: list[int] = duties.end.tolist()
        self._ends = frozenset(self._until)

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
        self._solve(total)
        return np.array([self._entry(day) for day in cycle_days.tolist()], dtype=np.int64)

    def starts(self, cycle_days: Ints) -> set[int]:
        """Start days of the best lives that :meth:`value` found."""
        found: set[int] = set()
        for day in set(cycle_days.tolist()):
            found.update(self._life(int(day)))
        return found

    # -- values -------------------------------------------------------------------------------

    def _solve(self, total: Ints) -> None:
        horizon, width, most = self.horizon, self.closes - self.opens, self.most
        self._total = total
        self._fresh = np.zeros(horizon + 1, dtype=np.int64)
        self._after: dict[tuple[int, int], Values] = {}
        home = np.zeros((width, most), dtype=self._dtype(total))
        for day in range(horizon - 1, -1, -1):
            home[:-1] = home[1:]
            home[-1] = self._wrapped(day + 1 + self.cycle.days - self.closes)
            active = [duty for duty in self._duties if self._from[duty] <= day < self._until[duty]]
            self._start(home, active, day)
            self._fresh[day] = home[0, 0]
            if day in self._ends:
                self._release(day, home, active)
        self._first = home

    def _dtype(self, total: Ints) -> type[np.int32] | type[np.int64]:
        """Half the bytes where all values fit: this is bound by memory."""
        most = int(self.duties.fills.max(initial=0)) * sum(int(row[-1]) for row in total)
        return np.int32 if most < 2**31 else np.int64

    def _wrapped(self, day: int) -> int:
        """Value of beginning a new turn on a day: the window opens so many days later."""
        at = day + self.opens
        return int(self._fresh[at]) if 0 <= at < self.horizon else 0

    def _start(self, into: Values, active: Sequence[int], day: int) -> None:
        """Raise values by tours on lines that start on a day; rows are days of the cycle."""
        most = self.most
        full = np.zeros(most, dtype=np.int64)
        for duty in active:
            end, total = self._until[duty], self._total[self.duties.line[duty]]
            fills = int(self.duties.fills[duty])
            span = end - day
            whole = max(0, most - span)
            # with so much used, the tour is over before its line ends; with less, the line ends it
            over = day + most - np.arange(whole, most)
            gain = fills * (total[over] - total[day]) + self._free(over, end)
            np.maximum(full[whole:], gain, out=full[whole:])
            if whole > 0:
                paid = fills * int(total[end] - total[day])
                after = self._after.get((end, int(self.duties.group[duty])))
                if after is None:
                    full[:whole] = np.maximum(full[:whole], paid)
                else:
                    rows = min(into.shape[0], after.shape[0] - span)
                    raised = after[span : span + rows, span:most] + into.dtype.type(paid)
                    np.maximum(into[:rows, :whole], raised, out=into[:rows, :whole])
        if active:
            np.maximum(into, full.astype(into.dtype)[None, :], out=into)

    def _free(self, over: Ints, end: int) -> Ints:
        """Value of a new turn after full tours that were over on some days, on a line with an end."""
        handed = over + self.cycle.overlap_days
        day = np.where(end < handed, end, handed + self.cycle.demobilization_days) + self.opens
        inside = day < self.horizon
        return np.where(inside, self._fresh[np.minimum(day, self.horizon)], 0)

    def _release(self, day: int, home: Values, active: Sequence[int]) -> None:
        """Values of units whose line ends on a day, by group: home at once, or on in their group."""
        width, most = self.closes - self.opens, self.most
        base = np.zeros((width + most, most), dtype=home.dtype)
        base[:width] = home
        late = self.closes + np.arange(most)
        wraps = np.where(late < self.cycle.days, day + self.cycle.days - late, day) + self.opens
        value = np.where(wraps < self.horizon, self._fresh[np.minimum(wraps, self.horizon)], 0)
        base[width:] = value[:, None]
        for group in {int(self.duties.group[duty]) for duty in self._duties if self._until[duty] == day}:
            after = base.copy()
            if group >= 0:
                self._start(after, [duty for duty in active if self.duties.group[duty] == group], day)
            self._after[day, group] = after

    def _entry(self, day: int) -> int:
        if day < self.opens:
            at = self.opens - day
            return int(self._fresh[at]) if at < self.horizon else 0
        if day < self.closes:
            return int(self._first[day - self.opens, 0])
        return self._wrapped(self.cycle.days - day)

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
        after = self._after.get((end, int(self.duties.group[duty])))
        onward = np.zeros_like(gain)
        full = over <= end
        onward[full] = self._free(over[full], end)
        if after is not None:
            cut = np.flatnonzero(~full)
            if cut.size:
                onward[cut] = after[end + shift - self.opens, used + end - start[cut]]
        return np.asarray(gain + onward, dtype=np.int64)
