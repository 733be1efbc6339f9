"""Turns: each tour of a unit with the time at home before and after it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from muster.domain.unit import Unit
from muster.planner.checker.docket import Docket, Stay, day, dwell_days

__all__ = ("Turn", "turns_of")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """
    One tour of one unit (one of ``quantity``, or one part), between two times at home.

    Parameters
    ----------
    start, end
        Days present, ``[start, end)``.
    before
        Days at home before ``start``, counted as the unit's policy counts dwell (from the end of the tour
        before, or from the return home); from ``last_return`` for the first tour; for a unit under a
        cycle its day of the cycle then. ``None`` where the case does not say, and for a tour that
        continues another.
    before_days
        Length of the tour that this time at home follows, ``None`` if not known.
    returned
        Whether ``before`` counts from the unit's ``last_return``.
    after
        Days at home until the next tour of the plan; where none follows, until the planning ends, and
        ``open_end`` is true: at least so many.
    owed
        Dwell that the policy asks for after this tour.
    rested
        The day from which that dwell allows another tour.
    continues
        Whether the tour begins on the day on which another of the same unit ends: it never went home.
    """

    unit: Unit
    element: int
    part: int | None
    line: str
    start: date
    end: date
    headcount: int
    fixed: bool
    before: int | None
    before_days: int | None
    returned: bool
    after: int
    open_end: bool
    owed: int
    rested: date
    continues: bool

    @property
    def days(self) -> int:
        """Days present."""
        return (self.end - self.start).days

    @property
    def ratio_before(self) -> float | None:
        """Days at home before the tour for each day of the one before it; ``None`` if not known."""
        if self.before is None or not self.before_days:
            return None
        return self.before / self.before_days

    @property
    def ratio_after(self) -> float:
        """Days at home after the tour for each day of it; at least that where ``open_end``."""
        return self.after / self.days


def turns_of(docket: Docket, stays: Sequence[Stay]) -> tuple[Turn, ...]:
    """
    The turns of a plan, in order of unit, element, part and start.

    A fixed tour of a whole unit that is planned in parts is one turn; it is neighbour to the turns of
    every part.
    """
    turns = []
    members = _members(docket, stays)
    of_element: dict[tuple[str, int], list[Stay]] = defaultdict(list)
    for stay in stays:
        of_element[stay.unit.unit, stay.element].append(stay)
    for chain in of_element.values():
        chain.sort(key=lambda stay: (stay.start, stay.end))
    for member in sorted(members, key=_order):
        (unit, element, part), chain = member, members[member]
        chain.sort(key=lambda stay: (stay.start, stay.end))
        for index, stay in enumerate(chain):
            if stay.part is None and part not in (None, 1):
                continue
            together = chain if stay.part == part else of_element[unit, element]
            earlier = chain[:index] if stay.part == part else together[: together.index(stay)]
            prior = max(earlier, key=lambda other: (other.end, _home(other)), default=None)
            following = min(
                (other for other in together if other is not stay and other.start >= stay.end),
                key=lambda other: other.start,
                default=None,
            )
            turns.append(_turn(docket, stay, element, prior, following))
    return tuple(turns)


def _members(docket: Docket, stays: Sequence[Stay]) -> dict[tuple[str, int, int | None], list[Stay]]:
    found: dict[tuple[str, int, int | None], list[Stay]] = defaultdict(list)
    for stay in stays:
        pieces = docket.parts(stay.kind)
        parts = range(1, pieces + 1) if pieces and stay.part is None else (stay.part,)
        for part in parts:
            found[stay.unit.unit, stay.element, part].append(stay)
    return found


def _order(member: tuple[str, int, int | None]) -> tuple[str, int, int]:
    unit, element, part = member
    return unit, element, part or 0


def _turn(docket: Docket, stay: Stay, element: int, prior: Stay | None, following: Stay | None) -> Turn:
    continues = prior is not None and prior.end == stay.start
    before: int | None = None
    before_days: int | None = None
    if prior is not None:
        before = None if continues else max(0, stay.start - _home(prior))
        before_days = prior.days
    elif stay.unit.last_return is not None:
        before = max(0, stay.start - stay.unit.last_return.toordinal())
        before_days = stay.unit.last_tour_days
    elif stay.unit.cycle_day is not None:
        before = max(0, stay.unit.cycle_day + stay.start - docket.start)
    owed = dwell_days(stay.policy, stay.days)
    until = docket.end if following is None else following.start
    return Turn(
        unit=stay.unit,
        element=element,
        part=stay.part,
        line=stay.line.line,
        start=day(stay.start),
        end=day(stay.start) + timedelta(days=stay.days),
        headcount=stay.headcount,
        fixed=stay.fixed,
        before=before,
        before_days=before_days,
        returned=prior is None and stay.unit.last_return is not None,
        after=max(0, until - _home(stay)),
        open_end=following is None,
        owed=owed,
        rested=day(_home(stay) + owed),
        continues=continues,
    )


def _home(stay: Stay) -> int:
    """The day from which the policy counts time at home after a tour."""
    return stay.end + (stay.travel if stay.policy.dwell_from == "home" else 0)
