"""A roster: who does what, with everything that the next choice depends on kept up to date."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from muster.planner.instance import Instance, Ints
from muster.planner.master import Objective
from muster.planner.pricing import Pricer, Room, Schedule

__all__ = ("Roster", "Score")

#: What is compared: pins not met, then unfilled headcount-days of the levels above their limits, then
#: the objective.
Score = tuple[int, int, int]


class Roster:
    """
    Schedules by class (missing members stay home), with what is left of demand, ceilings and seats.

    Every roster reachable by :meth:`add` of what :meth:`best_response` returns is feasible.
    """

    def __init__(self, instance: Instance, objective: Objective) -> None:
        self.instance = instance
        self.objective = objective
        self.schedules: list[list[Schedule]] = [[] for _ in instance.classes]
        self.short = instance.demand.copy()
        self.left = instance.capacity.copy()
        self.money_left = instance.budgets.copy()
        self.arrivals = instance.arrivals.copy()
        self.departures = instance.departures.copy()
        self.cost = 0
        self.pins_met = np.zeros(len(instance.pins), dtype=np.int64)
        self._known: dict[int, list[tuple[int, bool]]] = {}
        self._overflow = np.zeros((2, instance.seats.shape[1]), dtype=np.int64)
        self._allowed = np.zeros_like(self._overflow)
        if instance.seats_any is not None:
            for row, used in enumerate((self.arrivals, self.departures)):
                self._overflow[row] = np.maximum(0, used - instance.seats).sum(axis=0)
                self._allowed[row] = np.maximum(instance.seats_any, self._overflow[row])

    def copy_schedules(self) -> list[list[Schedule]]:
        """The schedules, safe to keep."""
        return [list(schedules) for schedules in self.schedules]

    def load(self, schedules: Sequence[Sequence[Schedule]]) -> None:
        """Replace the whole roster, changing only what differs."""
        for owner, wanted in enumerate(schedules):
            have = list(self.schedules[owner])
            missing = []
            for schedule in wanted:
                if schedule in have:
                    have.remove(schedule)
                else:
                    missing.append(schedule)
            for schedule in have:
                self.remove(owner, schedule)
            for schedule in missing:
                self.add(owner, schedule)

    def add(self, owner: int, schedule: Schedule) -> None:
        """Give a schedule to a member of a class."""
        self.schedules[owner].append(schedule)
        self._apply(schedule, 1)

    def remove(self, owner: int, schedule: Schedule) -> None:
        """Take a schedule from a member of a class."""
        self.schedules[owner].remove(schedule)
        self._apply(schedule, -1)

    def _apply(self, schedule: Schedule, sign: int) -> None:
        instance = self.instance
        for tour in schedule:
            block, start, end, cost, _ = instance.tours.at(tour)
            ready = start + int(instance.block_reception[block])
            heads = int(instance.block_headcount[block])
            self.short[instance.block_line[block], ready:end] -= sign * instance.block_fills[block]
            for row, excluded in self._ceilings(block):
                self.left[row, ready if excluded else start : end] -= sign * heads
            for row in range(self.money_left.size):
                if instance.budget_counts[row, block] and instance.budget_days[row, start:end].any():
                    self.money_left[row] -= sign * instance.spent_by(tour)
            place = int(instance.block_place[block])
            if place >= 0:
                self._seat(0, self.arrivals, place, start // instance.step, sign * heads)
                if end < instance.horizon:
                    self._seat(1, self.departures, place, end // instance.step, sign * heads)
            self.cost += sign * cost
            for number, pin in enumerate(instance.pins):
                if tour in pin.tours:
                    self.pins_met[number] += sign

    def _ceilings(self, block: int) -> list[tuple[int, bool]]:
        """Ceilings that count a block's people, and whether those in reception are excluded."""
        known = self._known.get(block)
        if known is None:
            rows = np.flatnonzero(self.instance.counts[:, block]).tolist()
            known = self._known[block] = [(row, bool(self.instance.excluded[row])) for row in rows]
        return known

    def _seat(self, row: int, used: Ints, place: int, step: int, heads: int) -> None:
        seats = int(self.instance.seats[place, step])
        before = max(0, int(used[place, step]) - seats)
        used[place, step] += heads
        self._overflow[row, step] += max(0, int(used[place, step]) - seats) - before

    # -- judgement ----------------------------------------------------------------------------

    def unfilled(self) -> Ints:
        """Unfilled headcount-days of each line, ``(L,)``."""
        return np.asarray(np.maximum(0, self.short).sum(axis=1), dtype=np.int64)

    def score(self) -> Score:
        """What this roster is worth; smaller is better."""
        unfilled = self.unfilled()
        over = sum(max(0, int(unfilled[lines].sum()) - limit) for lines, limit in self.objective.levels)
        missed = int((self.pins_met == 0).sum())
        return missed, over, self.value(unfilled)

    def value(self, unfilled: Ints | None = None) -> int:
        """The objective, fixed tours' cost included where cost counts."""
        unfilled = self.unfilled() if unfilled is None else unfilled
        shortfall = int((unfilled * self.objective.weights).sum())
        return shortfall + self.objective.cost * (self.cost + self.instance.fixed_cost)

    def feasible(self) -> bool:
        """Whether ceilings, budgets and seats hold as well as the fixed tours let them."""
        if (self.left < 0).any() or (self.money_left < 0).any():
            return False
        if self.instance.seats_any is not None:
            return bool((self._overflow <= self._allowed).all())
        fixed = (self.instance.arrivals, self.instance.departures)
        return all(
            bool((used <= np.maximum(self.instance.seats, base)).all())
            for used, base in zip((self.arrivals, self.departures), fixed, strict=True)
        )

    # -- choice -------------------------------------------------------------------------------

    def seats_left(self, row: int) -> Ints:
        """How many more can arrive (row 0) or leave (1) at each place in each step, ``(P, G)``."""
        used, base = (
            (self.arrivals, self.instance.arrivals)
            if row == 0
            else (self.departures, self.instance.departures)
        )
        if self.instance.seats_any is None:
            return np.asarray(np.maximum(self.instance.seats, base) - used, dtype=np.int64)
        own = np.maximum(0, self.instance.seats - used)
        return np.asarray(own + (self._allowed[row] - self._overflow[row])[None, :], dtype=np.int64)

    def room(self) -> Room:
        """What is left for one more schedule."""
        return Room(
            short=self.short,
            left=self.left,
            arrive=self.seats_left(0),
            depart=self.seats_left(1),
            money=self.money_left,
            pins=self.pins_met > 0,
        )

    def best_response(
        self, pricer: Pricer, weights: Ints, *, cost: int, pin: int, crowd: Ints | None = None
    ) -> Schedule:
        """
        The schedule that one more member of a class would best follow, all others staying as they are.

        Exact but for two tours of one schedule that meet in the same lift step or budget; a schedule that
        does not fit for that reason is cut to its first tour.
        """
        best = pricer.respond(self.room(), weights, cost, pin, crowd)
        if best[0] <= 0:
            return ()
        schedule = pricer.schedule(0)
        if len(schedule) > 1 and (self.money_left.size or self.instance.lift_places):
            owner = int(pricer.classes[0])
            while not self.fits(owner, schedule):
                schedule = schedule[:-1]
        return schedule

    def gain(self, schedule: Schedule) -> int:
        """What adding a schedule would save, limits apart."""
        instance, weights = self.instance, self.objective.weights
        saved = 0
        for tour in schedule:
            block, start, end, cost, _ = instance.tours.at(tour)
            line = instance.block_line[block]
            begin = start + int(instance.block_reception[block])
            short = np.maximum(0, self.short[line, begin:end])
            saved += int(np.minimum(instance.block_fills[block], short).sum()) * int(weights[line])
            saved -= self.objective.cost * cost
        return saved

    def fits(self, owner: int, schedule: Schedule) -> bool:
        """Whether the roster stays feasible with the schedule added."""
        self.add(owner, schedule)
        fine = self.feasible()
        self.remove(owner, schedule)
        return fine
