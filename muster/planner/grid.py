"""The days on which a tour may start and end (contract, section 2). Days count from ``planning.start``."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ("TourGrid", "Window", "tour_grid")

Days = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """
    What bounds the tours of one unit on one line, in days from ``planning.start``.

    Parameters
    ----------
    horizon, step
        Length of the planning period and of the grid's step.
    line_from, line_until
        The line's own period as the request states it (may lie outside the horizon);
        ``line_until`` is the horizon where the line is open-ended.
    earliest
        First start that notice, availability and dwell allow; at least 0.
    available_until
        The unit's last day + 1, ``None`` if it has none.
    min_tour, max_tour, reception
        The policy's days.
    holds_from, holds_until
        Days on which the legal basis holds, ``None`` = open.
    longest
        Longest stay that an authority allows, ``None`` = silent.
    """

    horizon: int
    step: int
    line_from: int
    line_until: int
    earliest: int
    available_until: int | None
    min_tour: int
    max_tour: int
    reception: int
    holds_from: int | None = None
    holds_until: int | None = None
    longest: int | None = None


@dataclass(frozen=True, slots=True)
class TourGrid:
    """
    Every tour that a window allows, by start: shapes ``(S,)``, sorted.

    A tour that starts on ``days[i]`` ends on ``first_ends[i]``, every ``step`` days after it before
    ``last_ends[i]``, or on ``last_ends[i]``.
    """

    step: int
    days: Days
    first_ends: Days
    last_ends: Days

    @property
    def counts(self) -> Days:
        """``(S,)`` tours from each start."""
        return 1 + -((self.first_ends - self.last_ends) // self.step)

    @property
    def size(self) -> int:
        """How many tours there are."""
        return int(self.counts.sum())

    @property
    def starts(self) -> Days:
        """First day of every tour, sorted by start, then end."""
        return np.repeat(self.days, self.counts)

    @property
    def ends(self) -> Days:
        """The day after the last of every tour, in the order of ``starts``."""
        counts = self.counts
        order = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
        after = np.repeat(self.first_ends, counts) + self.step * order
        return np.asarray(np.minimum(after, np.repeat(self.last_ends, counts)), dtype=np.int64)

    def until(self, latest: Days) -> TourGrid:
        """The tours from each start that end no later than on the day given for it, ``(S,)``."""
        steps = (latest - self.first_ends) // self.step
        ends = np.where(
            self.last_ends <= latest,
            self.last_ends,
            np.minimum(self.first_ends + steps * self.step, self.last_ends),
        )
        left = self.first_ends <= latest
        return TourGrid(self.step, self.days[left], self.first_ends[left], ends[left])


def start_days(window: Window) -> list[int]:
    """
    The grid's days and the line's ``from``, not before ``from − reception − step``.

    A start may precede the line's ``from``, so that reception is over in time.
    """
    low = max(0, window.earliest, window.line_from - window.reception - window.step + 1)
    if window.holds_from is not None:
        low = max(low, window.holds_from)
    high = min(window.horizon, window.line_until) - window.reception - 1
    first = -(-low // window.step) * window.step
    days = set(range(first, high + 1, window.step))
    if low <= window.line_from <= high:
        days.add(window.line_from)
    return sorted(days)


def tour_grid(window: Window) -> TourGrid:
    """
    Every start and end that the window allows.

    A tour ends a whole number of steps after its start, or on the first of the limits: its longest, the
    line's end, the end of planning, the unit's last day. None ends beyond what the legal basis allows.
    """
    step = window.step
    days = np.array(start_days(window), dtype=np.int64)
    limit = min(window.line_until, window.horizon)
    if window.available_until is not None:
        limit = min(limit, window.available_until)
    last = np.minimum(days + window.max_tour, limit)
    shortest = np.minimum(min(window.min_tour, window.line_until - window.line_from), window.horizon - days)
    least = np.maximum(days + shortest, days + window.reception + 1)
    cap = last.copy()
    if window.holds_until is not None:
        cap = np.minimum(cap, window.holds_until)
    if window.longest is not None:
        cap = np.minimum(cap, days + window.longest)
    first = days + step * np.maximum(1, -((days - least) // step))
    final = days + step * ((cap - days) // step)
    stepped = first <= final
    limited = (least <= last) & (last <= cap)
    keep = stepped | limited
    return TourGrid(
        step,
        days[keep],
        np.where(stepped, first, last)[keep],
        np.where(limited, last, final)[keep],
    )
