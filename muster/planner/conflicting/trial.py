"""Trials: whether one line of a case could be filled, were it the only one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from muster.domain.case import Case
from muster.domain.rate import Rate
from muster.planner.instance import Instance
from muster.planner.master import Objective
from muster.planner.options import PlanOptions
from muster.planner.pose import pose
from muster.planner.search import Search

__all__ = ("Setting", "Trial", "Trials", "alone")

_FREE = Rate(element="not priced", amount=Decimal(0), unit="person-day")


@dataclass(frozen=True, slots=True)
class Setting:
    """A case with one line that matters, under the legal assumptions of a run."""

    case: Case
    options: PlanOptions


@dataclass(frozen=True, slots=True)
class Trial:
    """
    What a trial found.

    ``filled``: whether the line can be filled in full, ``None`` where the clock ended the trial; ``short``:
    headcount-days that stayed unfilled in the best plan found.
    """

    filled: bool | None
    short: int | None


def alone(case: Case, options: PlanOptions, name: str) -> Setting:
    """
    The case in which nobody but one line asks for anything.

    Its other lines are those of tours already ordered and of pins, which stand; where nobody is pinned, they
    ask for a capability that nobody has. Units without the skill are left out unless they are ordered or
    pinned. Duty statuses for which the case has no rate are free: what
    the law, once loosened, would open need not have been priced.
    """
    line = next(line for line in case.lines if line.line == name)
    types = {skill.type for skill in case.skills if skill.capability == line.capability}
    bound = {tour.unit for tour in case.tours} | {pin.unit for pin in case.pins if pin.rule == "pin"}
    units = tuple(unit for unit in case.units if unit.type in types or unit.unit in bound)
    kept = {unit.unit for unit in units}
    pins = tuple(pin for pin in case.pins if pin.unit in kept)
    held = {pin.line for pin in pins if pin.rule == "pin"} | {name}
    ordered = {tour.line for tour in case.tours}
    lines = [
        each if each.line in held else replace(each, capability="")
        for each in case.lines
        if each.line in held or each.line in ordered
    ]
    return Setting(
        replace(
            case,
            units=units,
            pins=pins,
            lines=tuple(lines),
            rates=(*case.rates, _FREE),
        ),
        replace(options, gap=0.0, lexicographic=False, threads=1),
    )


class Trials:
    """
    Trials on one line, counted, each within some seconds.

    Parameters
    ----------
    patience
        Seconds after which a single trial is given up.
    """

    def __init__(
        self, line: str, clock: Callable[[], float], should_stop: Callable[[], bool], patience: float
    ) -> None:
        self.line = line
        self.clock = clock
        self.should_stop = should_stop
        self.patience = patience
        self.exact = True
        self.count = 0

    def fills(self, setting: Setting) -> bool:
        """Whether the line can be filled; what could not be decided in time counts as no."""
        return self.run(setting).filled is True

    def run(self, setting: Setting, *, best: bool = False) -> Trial:
        """
        Try to fill the line.

        Parameters
        ----------
        best
            Look for the least that stays unfilled, instead of ending as soon as something must.
        """
        if self.should_stop():
            self.exact = False
            return Trial(None, None)
        self.count += 1
        instance = pose(setting.case, setting.options).instance
        if instance is None:
            return Trial(False, None)
        row = instance.lines.index(self.line)
        wanted = int(instance.demand[row].sum())
        if wanted == 0 and not instance.pins:
            return Trial(True, 0)
        found = self._search(instance, setting.options, row, best=best)
        pins, _, short = found.score
        if pins == 0 and short == 0:
            return Trial(True, 0)
        if (pins == 0 and (found.bound > 0 or found.proved)) or not instance.tours.size:
            return Trial(False, short)
        if pins and not self._late:
            return Trial(False, None)
        self.exact = False
        return Trial(None, short)

    def _search(self, instance: Instance, options: PlanOptions, row: int, *, best: bool) -> Search:
        weights = np.zeros(len(instance.lines), dtype=np.int64)
        weights[row] = 1
        until = self.clock() + self.patience
        search: Search | None = None

        def over() -> bool:
            self._late = self.should_stop() or self.clock() >= until
            if search is None:
                return self._late
            decided = search.score == (0, 0, 0) or (not best and search.score[0] == 0 and search.bound > 0)
            return self._late or decided

        self._late = False
        search = Search(
            instance, Objective(weights=weights, cost=0), options, should_stop=over, report=lambda *_: None
        )
        search.run()
        return search
