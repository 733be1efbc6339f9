"""A rota: the cycles that a unit lives by, one period after the other, and how its state moves on.

Days count from ``planning.start``. A unit at home is in the state (turn, reset, used): the cycle it lives
by, the day on which that cycle was last on day 0, and the days away that this turn has already used. All
functions take arrays, one element for each state.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from muster.domain.cycle import Cycle
from muster.planner.instance import Flags, Ints

__all__ = ("Departure", "Rota", "States")

#: Cycles longer than this are not projected on: a unit keeps its day in them (twenty years).
KEPT = 7_300

#: Cycles longer than this never end; from them a unit that is past a shorter cycle goes to nine tenths of it.
ENDLESS = 36_500

#: A share of a cycle is known to six decimals.
SHARE = 1_000_000

NEVER = 1 << 40


@dataclass(frozen=True, slots=True)
class States:
    """States of units at home on ``day``; arrays of one shape."""

    day: Ints
    turn: Ints
    reset: Ints
    used: Ints

    def take(self, which: Ints | Flags) -> States:
        """Some of the states."""
        return States(self.day[which], self.turn[which], self.reset[which], self.used[which])


@dataclass(frozen=True, slots=True)
class Departure:
    """
    What tours do to units.

    ``end`` is the first day no longer filled. Where ``follow``, the line ended the tour early and the unit
    may go on that day to another line of the group: it is then in the state ``state`` on day ``end``.
    ``home`` is its state on its first day at home if it does not.
    """

    end: Ints
    follow: Flags
    state: States
    home: States

    def take(self, which: Flags) -> Departure:
        """Some of the departures."""
        return Departure(self.end[which], self.follow[which], self.state.take(which), self.home.take(which))


class Rota:
    """
    Cycles by period.

    Parameters
    ----------
    periods
        First day (the first at most 0) and cycle of each period, in order. Periods of the same cycle that
        follow each other are one.
    """

    def __init__(self, periods: Sequence[tuple[int, Cycle]]) -> None:
        merged: list[tuple[int, Cycle]] = []
        for first, cycle in periods:
            if not merged or merged[-1][1] != cycle:
                merged.append((first, cycle))
        self.periods = tuple(merged)
        cycles = [cycle for _, cycle in self.periods]
        self.first = np.array([first for first, _ in self.periods], dtype=np.int64)
        self.days = np.array([cycle.days for cycle in cycles], dtype=np.int64)
        self.opens = np.array([cycle.deployable_from for cycle in cycles], dtype=np.int64)
        self.closes = np.array([cycle.deployable_until for cycle in cycles], dtype=np.int64)
        self.bog = np.array([cycle.bog_days for cycle in cycles], dtype=np.int64)
        self.overlap = np.array([cycle.overlap_days for cycle in cycles], dtype=np.int64)
        self.recovery = np.array([cycle.recovery_days for cycle in cycles], dtype=np.int64)
        self.demobilization = np.array([cycle.demobilization_days for cycle in cycles], dtype=np.int64)
        self._next = np.append(self.first[1:], NEVER)
        self._same = np.array([[one == other for other in cycles] for one in cycles], dtype=np.bool_)
        self.least_bog = int(self.bog.min())

    def key(self) -> tuple[tuple[int, Cycle], ...]:
        """What tells rotas apart."""
        return self.periods

    def in_force(self, day: Ints) -> Ints:
        """The cycle of the period that a day lies in."""
        return np.asarray(np.maximum(np.searchsorted(self.first, day, side="right") - 1, 0), dtype=np.int64)

    def entries(self, cycle_day: Ints) -> States:
        """Units on day 0, on a day of their cycle."""
        day = np.zeros_like(cycle_day)
        return States(day, self.in_force(day), -cycle_day, np.zeros_like(cycle_day))

    def change(self, day: Ints) -> Ints:
        """First day of the next period after a day."""
        return np.asarray(self._next[self.in_force(day)], dtype=np.int64)

    # -- at home ------------------------------------------------------------------------------

    def event(self, states: States) -> Ints:
        """The next day on which the state of a unit that stays at home changes by itself."""
        return np.asarray(
            np.minimum(states.reset + self.days[states.turn], self.change(states.day)), dtype=np.int64
        )

    def settle(self, states: States, until: Ints) -> States:
        """The states on a later (or the same) day, all days between spent at home."""
        day, turn = states.day.copy(), states.turn.copy()
        reset, used = states.reset.copy(), states.used.copy()
        while True:
            event = self.event(States(day, turn, reset, used))
            late = np.flatnonzero(event <= until)
            if not late.size:
                return States(until, turn, reset, used)
            now = event[late]
            wraps = reset[late] + self.days[turn[late]] <= now
            turning = late[wraps]
            day[late] = now
            reset[turning], used[turning] = day[turning], 0
            turn[turning] = self.in_force(day[turning])
            switching = late[~wraps]
            new = self.in_force(day[switching])
            reset[switching] = self._carried(day[switching], turn[switching], reset[switching], new)
            turn[switching] = new

    def _carried(self, day: Ints, old: Ints, reset: Ints, new: Ints) -> Ints:
        """
        The day 0 of units that take up another cycle on a day.

        The day of the cycle keeps its share of the whole. Days away in this turn stay used.
        """
        at, before, after = day - reset, self.days[old], self.days[new]
        share = (np.minimum(at, ENDLESS) * SHARE // before) * np.minimum(after, KEPT) // SHARE
        from_endless = np.where(at < after, at, 9 * np.minimum(after, ENDLESS) // 10)
        turned = np.where(after > KEPT, at, np.where(before > ENDLESS, from_endless, share))
        return np.asarray(day - np.where(self._same[old, new], at, turned), dtype=np.int64)

    def left(self, states: States) -> Ints:
        """Days that a tour may still fill in this turn."""
        return np.asarray(self.bog[states.turn] - states.used - self.overlap[states.turn], dtype=np.int64)

    def window(self, states: States) -> tuple[Ints, Ints]:
        """First day, and the day after the last, on which a rotational tour may start in this state."""
        return states.reset + self.opens[states.turn], states.reset + self.closes[states.turn]

    # -- away ---------------------------------------------------------------------------------

    def depart(self, states: States, until: Ints, stays: bool) -> Departure:
        """
        A tour from ``states.day`` on a line that ends on ``until``.

        Parameters
        ----------
        stays
            The line takes units as they are and keeps them to its end: neither days away nor days of the
            cycle pass.
        """
        if stays:
            held = States(until, states.turn, states.reset + until - states.day, states.used)
            return Departure(until, np.ones(until.shape, dtype=np.bool_), held, self.home(held, stays))
        full = states.day + self.left(states)
        whole = full <= until
        over = full + self.overlap[states.turn]
        freed = np.where(until < over, until, over + self.demobilization[states.turn])
        cut = States(until, states.turn, states.reset, states.used + until - states.day)
        back = self.home(cut, stays)
        fresh = States(freed, self.in_force(freed), freed, np.zeros_like(freed))
        home = States(
            np.where(whole, freed, back.day),
            np.where(whole, fresh.turn, back.turn),
            np.where(whole, freed, back.reset),
            np.where(whole, 0, back.used),
        )
        return Departure(np.where(whole, full, until), ~whole, cut, home)

    def home(self, states: States, stays: bool) -> States:
        """
        Home from a line that ended.

        From a line that takes units as they are, they take up the cycle of the day at once (anew, where
        theirs was over before they came to it). From others they
        recover and go on in their cycle, to its end or the next period; where recovery would pass the end
        of the cycle, a new turn begins at once.
        """
        now = self.in_force(states.day)
        if stays:
            over = states.day - states.reset >= self.days[states.turn]
            reset = self._carried(states.day, states.turn, states.reset, now)
            return States(states.day, now, np.where(over, states.day, reset), np.where(over, 0, states.used))
        rest = self.recovery[states.turn]
        goes_on = states.day - states.reset + rest < self.days[states.turn]
        begun = States(
            states.day,
            np.where(goes_on, states.turn, now),
            np.where(goes_on, states.reset, states.day),
            np.where(goes_on, states.used, 0),
        )
        return self.settle(begun, states.day + np.where(goes_on, rest, 0))
