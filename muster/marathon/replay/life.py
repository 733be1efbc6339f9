"""
The life of one unit by MARATHON's rules, event by event.

Days are MARATHON's: whole numbers from 1; a unit is put in place on day 0. On each day, in this order,
cycles end, periods switch, demands end, units start.
"""

from __future__ import annotations

from dataclasses import dataclass

from muster.marathon.replay.rulebook import (
    ENDLESS_DAYS,
    FIXED_STAYS,
    KEPT_DAYS,
    Demand,
    Rotation,
    Rulebook,
    Troop,
)

__all__ = ("Absence", "Life", "Refusal")

#: MARATHON cuts the proportion of a cycle that is behind a unit to six decimals.
_MILLION = 10**6


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a unit may not start: the rule, and what was found and expected."""

    rule: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """
    A stay and what follows it.

    The unit serves ``demand`` on ``[start, end)``, hands over until ``handed_over``, demobilizes until
    ``demobilized``, recovers until ``recovered``. ``released`` says that the demand's end ended the stay
    on ``end``: only then may it follow on elsewhere in the group on that day.
    """

    demand: Demand
    start: int
    end: int
    handed_over: int
    demobilized: int
    recovered: int
    released: bool


class Life:
    """
    A unit's place in its cycle, and where it was last.

    Parameters
    ----------
    book
        The rules.
    troop
        The unit.

    Attributes
    ----------
    day
        The day for which the other figures hold.
    cycle_day
        Days of the cycle behind the unit.
    used
        Days of BOG used in the present turn.
    dwell
        Days at home in the present turn.
    """

    def __init__(self, book: Rulebook, troop: Troop) -> None:
        rotation = book.rotation_on(troop.policy, 1)
        assert rotation is not None, "the rulebook has no unit without a rotation"
        self.book = book
        self.troop = troop
        self.switch_days = book.switch_days(troop.policy)
        self.rotation: Rotation = rotation
        self.day = 0
        self.cycle_day = troop.cycle_day
        self.used = 0
        self.dwell = troop.cycle_day
        self.last: Absence | None = None
        self.settled = True

    @property
    def bog_left(self) -> int:
        """Days of BOG left in the present turn, hand-over included."""
        return max(0, self.rotation.bog - self.used)

    def follows_on(self, demand: Demand, day: int) -> bool:
        """Whether a start on ``demand`` would be a follow-on: same group, on the day of release."""
        return (
            self.can_follow(day)
            and self.last is not None
            and demand.group is not None
            and demand.group == self.last.demand.group
            and (demand.category in FIXED_STAYS or self.bog_left > self.rotation.overlap)
        )

    def can_follow(self, day: int) -> bool:
        """Whether the unit is held for a follow-on on ``day``."""
        return not self.settled and self.last is not None and self.last.released and self.last.end == day

    def age(self, day: int) -> None:
        """
        Live at home until ``day``, once back from the last stay.

        Raises
        ------
        ValueError
            If the unit is still away on ``day``.
        """
        self._settle()
        if day < self.day:
            raise ValueError(f"day {day} is before {self.day}")
        while self.day < day:
            ends = self.day + self.rotation.cycle - self.cycle_day
            switch = next((first for first in self.switch_days if first > self.day), day + 1)
            until = min(day, ends, switch)
            self.cycle_day += until - self.day
            self.dwell += max(0, until - max(self.day, self._recovered))
            self.day = until
            if until == ends:
                self._reset()
            if until == switch:
                self._switch()

    def refusal(self, demand: Demand, day: int) -> Refusal | None:
        """
        Why the unit may not start on ``demand`` on ``day``; ``None`` if it may.

        The unit is aged to ``day`` unless it is away then or follows on.
        """
        away = self._away(demand, day)
        if away is not None:
            return away
        if self.follows_on(demand, day):
            return None
        held, before = self.can_follow(day), self.last
        self.age(day)
        found = self._not_ready(demand, day)
        if found is not None and held and before is not None:
            return Refusal(
                rule="follow-on",
                message=f"it was released by {before.demand.name} (group {before.demand.group or 'none'}) on"
                f" day {day} and may follow on in that group alone, found group {demand.group or 'none'};"
                f" as a new start: {found.message}",
            )
        return found

    def serve(self, demand: Demand, day: int) -> Absence:
        """Start on ``demand`` on ``day`` (already aged to it) and stay as long as the rules say."""
        rotation = self.rotation
        end = demand.end
        handed_over = demobilized = recovered = end
        released = True
        if demand.category not in FIXED_STAYS:
            full = day + self.bog_left - rotation.overlap
            if full > demand.end:
                self.used += demand.end - day
                self.cycle_day += demand.end - day
                if self.cycle_day + rotation.recovery < rotation.cycle:
                    recovered = demand.end + rotation.recovery
            else:
                end, released = full, False
                handed_over = min(full + rotation.overlap, max(full, demand.end))
                demobilized = handed_over
                if handed_over == full + rotation.overlap:
                    demobilized += rotation.demobilization
                recovered = demobilized
        self.last = Absence(
            demand=demand,
            start=day,
            end=end,
            handed_over=handed_over,
            demobilized=demobilized,
            recovered=recovered,
            released=released,
        )
        self.day = end if released else demobilized
        self.settled = False
        return self.last

    @property
    def _recovered(self) -> int:
        return 0 if self.last is None else self.last.recovered

    def _settle(self) -> None:
        """Come home from the last stay, if there was one."""
        if self.settled or self.last is None:
            return
        self.settled = True
        if not self.last.released:
            self._reset()
        elif self.last.demand.category not in FIXED_STAYS:
            if self.cycle_day + self.rotation.recovery >= self.rotation.cycle:
                self._reset()
        elif self.cycle_day >= self.rotation.cycle:  # it ran past its cycle before it followed on
            self._reset()
        else:
            self._switch()

    def _reset(self) -> None:
        self.cycle_day = self.used = self.dwell = 0
        self.rotation = self.book.rotation_on(self.troop.policy, max(1, self.day)) or self.rotation

    def _switch(self) -> None:
        """Take up the rotation of the day, at the same proportion of its cycle."""
        before, after = self.rotation, self.book.rotation_on(self.troop.policy, max(1, self.day))
        self.rotation = after or before
        if after is None or after == before or after.cycle > KEPT_DAYS:
            return
        if before.cycle > ENDLESS_DAYS:
            if self.cycle_day >= after.cycle:
                self.cycle_day = 9 * after.cycle // 10
        else:
            self.cycle_day = (self.cycle_day * _MILLION // before.cycle) * after.cycle // _MILLION

    def _away(self, demand: Demand, day: int) -> Refusal | None:
        last = self.last
        if last is None:
            return None
        where = last.demand.name
        if day < last.end:
            return Refusal(
                rule="two-places",
                message=f"it serves {where} from day {last.start} to the day before day {last.end}",
            )
        if day < last.handed_over:
            return Refusal(
                rule="hand-over",
                message=f"it hands over on {where} until day {last.handed_over}"
                f" ({self.rotation.overlap} days of overlap)",
            )
        if day < last.demobilized:
            return Refusal(
                rule="demobilization",
                message=f"it demobilizes after {where} until day {last.demobilized}",
            )
        if day < last.recovered and not self.follows_on(demand, day):
            if self.can_follow(day):
                return Refusal(
                    rule="follow-on",
                    message=f"it was released by {where} (group {last.demand.group or 'none'}) on day {day}"
                    f" and may follow on in that group alone, found group {demand.group or 'none'};"
                    f" otherwise it recovers until day {last.recovered}",
                )
            return Refusal(rule="recovery", message=f"it recovers after {where} until day {last.recovered}")
        return None

    def _not_ready(self, demand: Demand, day: int) -> Refusal | None:
        rotation, left = self.rotation, self.bog_left
        if demand.category in FIXED_STAYS:
            if left <= 0:
                return Refusal(rule="bog", message="it has no BOG left in this turn, expected 1 day or more")
            return None
        if self.cycle_day < rotation.opens:
            return Refusal(
                rule="too-early",
                message=f"it is on day {self.cycle_day} of its cycle under {rotation.name}, expected day"
                f" {rotation.opens} to {rotation.closes - 1}",
            )
        if self.cycle_day >= rotation.closes:
            return Refusal(
                rule="too-late",
                message=f"it is on day {self.cycle_day} of its cycle under {rotation.name}, expected day"
                f" {rotation.opens} to {rotation.closes - 1}",
            )
        if left <= rotation.overlap:
            return Refusal(
                rule="bog",
                message=f"it has {left} of {rotation.bog} days of BOG left under {rotation.name},"
                f" expected more than the {rotation.overlap} of hand-over",
            )
        return None
