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
    """Every tour that a window allows: ``starts[i]`` to ``ends[i]``, shapes ``(n,)``, sorted."""

    starts: Days
    ends: Days


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


def end_days(window: Window, start: int) -> Days:
    """The ends that a tour from ``start`` may have: on its own grid, or on a limit; none beyond one."""
    limits = [start + window.max_tour, window.line_until, window.horizon]
    if window.available_until is not None:
        limits.append(window.available_until)
    last = min(limits)
    ends = {limit for limit in limits if limit == last}
    line_length = window.line_until - window.line_from
    shortest = min(window.min_tour, line_length, window.horizon - start)
    first = max(start + shortest, start + window.reception + 1)
    ends.update(range(start + window.step, last + 1, window.step))
    allowed = [end for end in ends if first <= end <= last]
    if window.holds_until is not None:
        allowed = [end for end in allowed if end <= window.holds_until]
    if window.longest is not None:
        allowed = [end for end in allowed if end - start <= window.longest]
    return np.array(sorted(allowed), dtype=np.int64)


def tour_grid(window: Window) -> TourGrid:
    """Every start and end that the window allows, sorted by start, then end."""
    starts: list[Days] = []
    ends: list[Days] = []
    for start in start_days(window):
        these = end_days(window, start)
        if these.size:
            starts.append(np.full(these.size, start, dtype=np.int64))
            ends.append(these)
    if not starts:
        nothing = np.zeros(0, dtype=np.int64)
        return TourGrid(nothing, nothing)
    return TourGrid(np.concatenate(starts), np.concatenate(ends))
