"""Windows: the days on which the people of a tour may arrive or leave, and how long they may travel."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from muster.planner.checker.docket import Docket, Stay

__all__ = ("Window", "windows_of")


@dataclass(frozen=True, slots=True)
class Window:
    """
    One way of a tour: seats are needed on days ``[first, last]`` at the line's place.

    Parameters
    ----------
    inbound
        Whether people come (and ``first`` and ``last`` are days of arrival) or leave.
    ready
        In: the day from which they may set out.
    home_by
        Out: the day by which they must be home; ``None`` = none.
    due
        In: the day from which the tour fills. Out: ``home_by``.
    """

    stay: Stay
    inbound: bool
    first: int
    last: int
    ready: int
    home_by: int | None
    due: int | None

    def reaches(self, day: int, days: int) -> bool:
        """Whether a journey of so many days with its seat on that day keeps the dates."""
        if self.inbound:
            return day - days >= self.ready
        return self.home_by is None or day + days <= self.home_by


def windows_of(docket: Docket, stays: Sequence[Stay]) -> list[Window]:
    """
    The ways in and out of all tours that fall into the planning.

    People come on the days of the grid step in which the tour starts, from its first day on and before it
    fills; they leave on the days of the step in which it ends, from its end on. So seats are counted over
    the same days as those of ``lift.csv``. What the contract's road movement can do is always allowed.
    """
    windows = []
    for stay, before, after in _neighbours(docket, stays):
        if docket.start <= stay.start < docket.end:
            windows.append(_inbound(docket, stay, before))
        if docket.start <= stay.end < docket.end:
            windows.append(_outbound(docket, stay, after))
    return windows


def _inbound(docket: Docket, stay: Stay, before: Stay | None) -> Window:
    fills = min(stay.end, stay.start + stay.policy.reception_days)
    last = max(stay.start, min(fills - 1, _step_end(docket, stay.start) - 1))
    ready = min(docket.start, stay.start - stay.travel)
    if stay.unit.available_from is not None:
        ready = max(ready, stay.unit.available_from.toordinal() + stay.policy.notice_days)
    if before is not None:
        ready = max(ready, before.end + _way_home(before, stay))
    ready = min(ready, stay.start - stay.travel)
    return Window(stay, True, stay.start, last, ready, None, max(fills, stay.start))


def _outbound(docket: Docket, stay: Stay, after: Stay | None) -> Window:
    last = _step_end(docket, stay.end) - 1
    home_by = None if after is None else stay.end + _way_home(stay, after)
    if home_by is not None:
        last = max(stay.end, min(last, home_by))
    return Window(stay, False, stay.end, last, stay.end, home_by, home_by)


def _step_end(docket: Docket, day: int) -> int:
    """First day after the grid step that holds a day."""
    return min(docket.end, day + docket.step - (day - docket.start) % docket.step)


def _way_home(before: Stay, after: Stay) -> int:
    """
    Days after ``before`` by which its people are home; what is left until ``after`` is for the way out.

    Each has at least the days of its road; what the two tours leave between them is halved.
    """
    between = after.start - before.end
    return max(before.travel, min(between - after.travel, between // 2))


def _neighbours(docket: Docket, stays: Sequence[Stay]) -> list[tuple[Stay, Stay | None, Stay | None]]:
    """Each tour with the tours of the same people before and after it that do not touch it."""
    of_element: dict[tuple[str, int], list[Stay]] = defaultdict(list)
    for stay in stays:
        of_element[stay.unit.unit, stay.element].append(stay)
    found: list[tuple[Stay, Stay | None, Stay | None]] = []
    for chain in of_element.values():
        for stay in chain:
            same = [other for other in chain if other is not stay and _share(docket, stay, other)]
            before = max(
                (other for other in same if other.end <= stay.start),
                key=lambda other: other.end + other.travel,
                default=None,
            )
            after = min(
                (other for other in same if other.start >= stay.end),
                key=lambda other: other.start - other.travel,
                default=None,
            )
            found.append((stay, before, after))
    return found


def _share(docket: Docket, stay: Stay, other: Stay) -> bool:
    """Whether two tours of one element are by the same people: a whole unit is all of its parts."""
    return stay.part == other.part or stay.part is None or other.part is None
