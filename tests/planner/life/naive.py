"""Lives day by day in plain Python: every life of every unit, and the best of all choices among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np

from muster.domain.case import Case
from muster.domain.cycle import Cycle
from muster.domain.request import Line
from muster.domain.unit import Unit

STAYING = ("Forward", "NonBOG", "NonBOG-RC-Only")

#: First day and cycle of each period.
Periods = list[tuple[int, Cycle]]
#: Line, first day, day after the last.
Stay = tuple[str, int, int]


@dataclass(frozen=True)
class State:
    cycle: Cycle
    at: int
    used: int


def periods_of(case: Case, unit: Unit) -> Periods:
    own = {policy.policy: policy.cycle for policy in case.policies}
    if own[unit.policy] is not None:
        return [(0, own[unit.policy])]
    return [
        ((period.start - case.planning.start).days, own[period.atomic])
        for period in sorted(case.policy_periods, key=lambda period: period.start)
        if period.policy == unit.policy
    ]


def on(periods: Periods, day: int) -> Cycle:
    return [cycle for first, cycle in periods if first <= day][-1]


def carried(state: State, cycle: Cycle) -> State:
    if cycle == state.cycle:
        return state
    at = state.at
    if cycle.days <= 7300:
        if state.cycle.days <= 36500:
            at = (at * 1_000_000 // state.cycle.days) * cycle.days // 1_000_000
        elif at >= cycle.days:
            at = 9 * cycle.days // 10
    return State(cycle, at, state.used)


def older(state: State, periods: Periods, day: int) -> State:
    """A unit at home one day later, on ``day``: the cycle ends, then the period changes."""
    state = replace(state, at=state.at + 1)
    if state.at == state.cycle.days:
        return State(on(periods, day), 0, 0)
    if any(first == day for first, _ in periods):
        return carried(state, on(periods, day))
    return state


class Lives:
    def __init__(self, case: Case, unit: Unit) -> None:
        self.case = case
        self.unit = unit
        self.periods = periods_of(case, unit)
        self.horizon = (case.planning.end - case.planning.start).days
        skills = {skill.capability for skill in case.skills if skill.type == unit.type}
        self.lines = [line for line in case.lines if line.capability in skills and self.takes(line)]

    def takes(self, line: Line) -> bool:
        return line.category != "NonBOG-RC-Only" or str(self.unit.component) != "RA"

    def from_home(self, line: Line) -> bool:
        return line.category != "Forward" or line.region == self.unit.region

    def days(self, line: Line) -> tuple[int, int]:
        zero = self.case.planning.start
        return max(0, (line.start - zero).days), min(self.horizon, (line.end - zero).days)

    def every(self) -> set[tuple[Stay, ...]]:
        first = State(on(self.periods, 0), self.unit.cycle_day or 0, 0)
        return set(self.home(0, first))

    def home(self, day: int, state: State) -> Iterator[tuple[Stay, ...]]:
        """All that a unit may do from a day at home on."""
        if day >= self.horizon:
            yield ()
            return
        for line in self.lines:
            if (line.category in STAYING and self.from_home(line)) or (
                line.category not in STAYING
                and state.cycle.deployable_from <= state.at < state.cycle.deployable_until
            ):
                yield from self.gone(day, state, line)
        yield from self.home(day + 1, older(state, self.periods, day + 1))

    def gone(self, day: int, state: State, line: Line) -> Iterator[tuple[Stay, ...]]:
        """All that a unit may do that starts on a line on a day."""
        start, end = self.days(line)
        if not start <= day < end:
            return
        cycle = state.cycle
        if line.category in STAYING:
            if cycle.bog_days - state.used <= 0:
                return
            stay = (line.line, day, end)
            for rest in self.follow(end, state, line):
                yield (stay, *rest)
            back = carried(state, on(self.periods, end))
            if state.at >= cycle.days:
                back = State(on(self.periods, end), 0, 0)
            for rest in self.home(end, back):
                yield (stay, *rest)
            return
        left = cycle.bog_days - state.used - cycle.overlap_days
        if left <= 0:
            return
        over = day + left
        if over <= end:
            handed = over + cycle.overlap_days
            free = end if end < handed else handed + cycle.demobilization_days
            for rest in self.home(free, State(on(self.periods, free), 0, 0)):
                yield ((line.line, day, over), *rest)
            return
        stay = (line.line, day, end)
        held = State(cycle, state.at + end - day, state.used + end - day)
        for rest in self.follow(end, held, line):
            yield (stay, *rest)
        if held.at + cycle.recovery_days < cycle.days:
            back = held
            for later in range(end + 1, end + cycle.recovery_days + 1):
                back = older(back, self.periods, later)
            rests = self.home(end + cycle.recovery_days, back)
        else:
            rests = self.home(end, State(on(self.periods, end), 0, 0))
        for rest in rests:
            yield (stay, *rest)

    def follow(self, day: int, held: State, before: Line) -> Iterator[tuple[Stay, ...]]:
        if before.group is None or day >= self.horizon:
            return
        for line in self.lines:
            if line.group == before.group:
                yield from self.gone(day, held, line)


def wanted(case: Case) -> list[tuple[str, int, int]]:
    """Line, day and headcount of everything that is asked for."""
    horizon = (case.planning.end - case.planning.start).days
    return [
        (line.line, day, line.headcount)
        for line in case.lines
        for day in range(horizon)
        if day - (line.start - case.planning.start).days >= 0 and day < (line.end - case.planning.start).days
    ]


def obeys(case: Case, unit: Unit, life: tuple[Stay, ...]) -> bool:
    """Whether a life makes every tour that pins ask of its unit, and none that a ban forbids."""
    zero = case.planning.start
    days = [(name, zero + timedelta(days=first), zero + timedelta(days=last)) for name, first, last in life]
    for pin in case.pins:
        if pin.unit != unit.unit:
            continue
        if pin.rule == "pin" and (pin.line, pin.start, pin.end) not in days:
            return False
        if pin.rule == "ban":
            for name, first, last in days:
                before = pin.end is not None and first >= pin.end
                after = pin.start is not None and last <= pin.start
                if pin.line in (None, name) and not before and not after:
                    return False
    return True


def best(case: Case) -> tuple[int, tuple[int, ...]]:
    """Least cents unfilled, and least unfilled unit-days in order of priority; all pins and bans obeyed."""
    prices = dict(case.shortfall_prices)
    priority = {line.line: line.priority for line in case.lines}
    cells = wanted(case)
    number = {(name, day): index for index, (name, day, _) in enumerate(cells)}
    asked = np.array([headcount for _, _, headcount in cells])
    done = np.zeros((1, len(cells)), dtype=np.int64)
    for unit in case.units:
        lives = {life for life in Lives(case, unit).every() if obeys(case, unit, life)}
        every = np.zeros((len(lives), len(cells)), dtype=np.int64)
        for row, life in enumerate(lives):
            for name, first, last in life:
                every[row, [number[name, day] for day in range(first, last)]] = 1
        every = np.unique(every, axis=0)
        done = np.unique((done[:, None, :] + every[None, :, :]).reshape(-1, len(cells)), axis=0)
    missing = np.maximum(0, asked - done)
    levels = sorted(set(priority.values()))
    left = [missing[:, [priority[name] == level for name, _, _ in cells]].sum(axis=1) for level in levels]
    worth = sum(prices[level] * days for level, days in zip(levels, left, strict=True))
    ranked = min(zip(*(days.tolist() for days in left), strict=True))
    return int(worth.min()), ranked
