"""
A first plan by hand, as a planner at a spreadsheet makes it: the best tour of those left, again and again.

Both compact models are given it as their start, since neither finds a plan of a large case by itself in
a minute; it stands in the tables as a method of its own.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Callable

import numpy as np

from benchmarks.baselines.compact import Compact
from benchmarks.baselines.roster import rested
from muster.domain.authority import Ceiling
from muster.planner.checker.ceilings import binding_days, counts
from muster.planner.checker.docket import Docket, Stay
from muster.planner.checker.lift import missing_seats, seats

__all__ = ("greedy",)


class _Room:
    """What is left of needs, ceilings, budgets and seats, day by day."""

    def __init__(self, model: Compact) -> None:
        case, docket = model.case, model.docket
        self.docket: Docket = docket
        self.origin, self.days = docket.start, docket.end - docket.start
        prices = dict(case.shortfall_prices)
        self.price = {line.line: prices[line.priority] for line in case.lines}
        self.need = {line.line: np.zeros(self.days, dtype=np.int64) for line in case.lines}
        for line in case.lines:
            self.need[line.line][
                docket.line_start(line) - self.origin : docket.line_end(line) - self.origin
            ] = line.headcount
        self.people: list[tuple[object, Ceiling, np.ndarray]] = []
        self.money: list[list[object]] = []
        for authority in case.authorities:
            for ceiling in authority.ceilings:
                period = binding_days(case, authority, ceiling)
                if period is None:
                    continue
                if ceiling.headcount is not None:
                    room = np.full(self.days, 1 << 40, dtype=np.int64)
                    first, last = (min(max(0, p - self.origin), self.days) for p in period)
                    room[first:last] = ceiling.headcount
                    self.people.append((authority, ceiling, room))
                if ceiling.dollars is not None:
                    self.money.append([authority, ceiling, period, ceiling.dollars])
        self.moving: dict[tuple[bool, int], Counter[str]] = defaultdict(Counter)

    def saving(self, stay: Stay) -> int:
        """Cents that the tour would save now."""
        filled = np.minimum(self.need[stay.line.line][self._filling(stay)], stay.fills)
        return int(filled.sum()) * self.price[stay.line.line] - stay.cost

    def fits(self, stay: Stay) -> bool:
        """Whether no ceiling, budget or lift stands in the way."""
        for authority, ceiling, room in self.people:
            if counts(authority, ceiling, stay):  # type: ignore[arg-type]
                present = room[self._present(ceiling, stay)]
                if len(present) and present.min() < stay.headcount:
                    return False
        for authority, ceiling, period, left in self.money:
            if self._spends(authority, ceiling, period, stay) and left < stay.cost:  # type: ignore[operator]
                return False
        if not self.docket.case.lifts:
            return True
        for key in self._steps(stay):
            going = self.moving[key] + Counter({stay.line.place: stay.headcount})
            if missing_seats(going, *seats(self.docket, key[1])) > 0:
                return False
        return True

    def take(self, stay: Stay) -> None:
        """Count the tour."""
        self.need[stay.line.line][self._filling(stay)] -= np.minimum(
            self.need[stay.line.line][self._filling(stay)], stay.fills
        )
        for authority, ceiling, room in self.people:
            if counts(authority, ceiling, stay):  # type: ignore[arg-type]
                room[self._present(ceiling, stay)] -= stay.headcount
        for budget in self.money:
            if self._spends(budget[0], budget[1], budget[2], stay):
                budget[3] -= stay.cost  # type: ignore[operator]
        for key in self._steps(stay):
            self.moving[key][stay.line.place] += stay.headcount

    def _filling(self, stay: Stay) -> slice:
        return slice(
            max(0, stay.start + stay.policy.reception_days - self.origin), max(0, stay.end - self.origin)
        )

    def _present(self, ceiling: Ceiling, stay: Stay) -> slice:
        wait = stay.policy.reception_days if ceiling.overlap == "excluded" else 0
        return slice(max(0, stay.start + wait - self.origin), max(0, stay.end - self.origin))

    def _spends(self, authority: object, ceiling: object, period: object, stay: Stay) -> bool:
        first, last = period  # type: ignore[misc]
        return stay.start < last and stay.end > first and counts(authority, ceiling, stay)  # type: ignore[arg-type]

    def _steps(self, stay: Stay) -> list[tuple[bool, int]]:
        docket = self.docket
        return [
            (arrive, (when - docket.start) // docket.step)
            for arrive, when in ((True, stay.start), (False, stay.end))
            if docket.start <= when < docket.end
        ]


def greedy(model: Compact) -> list[int]:
    """
    How often each tour of the model is made: the cheaper of two plans.

    One takes the tour that saves most; the other the tour that saves most for each person and day that
    it keeps busy, dwell included, which spares people where they are scarce. Pinned tours come first.
    """
    return min(
        (_filled(model, _saving), _filled(model, _rate)), key=lambda made: model.worth(model.complete(made))
    )


def _saving(stay: Stay) -> float:
    return 1.0


def _rate(stay: Stay) -> float:
    return 1.0 / (stay.headcount * (rested(stay) - stay.start))


def _filled(model: Compact, weigh: Callable[[Stay], float]) -> list[int]:
    """Tours one by one, the greatest weighted saving first; savings only shrink, so that stale ones wait."""
    room = _Room(model)
    for stay in model.roster.under_way:
        room.take(stay)
    busy: dict[str, list[list[tuple[int, int]]]] = {
        name: [[(-(1 << 40), ready)] for ready, _, _ in members]
        for name, members in model.roster.ready.items()
    }
    made = [0] * len(model.tours)

    def free(n: int) -> list[tuple[int, int]] | None:
        unit, stay = model.tours[n]
        span = (stay.start, rested(stay))
        return next(
            (
                member
                for member in busy[unit.unit]
                if all(span[1] <= first or last <= span[0] for first, last in member)
            ),
            None,
        )

    def make(n: int, member: list[tuple[int, int]]) -> None:
        stay = model.tours[n][1]
        member.append((stay.start, rested(stay)))
        room.take(stay)
        made[n] += 1

    for ways in model.pinned:
        if not any(made[n] for n in ways):
            member = free(ways[0])
            if member is not None:
                make(ways[0], member)
    weights = [weigh(stay) for _, stay in model.tours]
    waiting = [
        (-saving * weights[n], n)
        for n, (_, stay) in enumerate(model.tours)
        if (saving := room.saving(stay)) > 0
    ]
    heapq.heapify(waiting)
    while waiting:
        _, n = heapq.heappop(waiting)
        stay = model.tours[n][1]
        worth = room.saving(stay) * weights[n]
        if worth <= 0:
            continue
        if waiting and worth < -waiting[0][0]:
            heapq.heappush(waiting, (-worth, n))
            continue
        member = free(n)
        if member is None or not room.fits(stay):
            continue
        make(n, member)
        heapq.heappush(waiting, (-room.saving(stay) * weights[n], n))
    return made
