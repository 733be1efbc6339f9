"""Limits: ceilings on people and on dollars, with what fixed tours take of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from muster.domain.authority import Authority, Ceiling
from muster.domain.period import Period
from muster.domain.plan import PlannedTour
from muster.law.ceilings import binding_period, counts
from muster.planner.instance import UNBOUNDED, Flags, Ints
from muster.planner.posing.blocks import Block
from muster.planner.posing.ground import Ground
from muster.planner.posing.groups import Group

__all__ = ("CeilingLoad", "Limits", "limits", "loads")


@dataclass(frozen=True, slots=True, kw_only=True)
class CeilingLoad:
    """
    A ceiling that binds within the planning period and what the fixed tours take of it.

    ``days`` are the first and the end of its days in the period; ``fixed`` ``(H,)`` people on each day;
    ``spent`` cents.
    """

    authority: Authority
    ceiling: Ceiling
    days: tuple[int, int]
    fixed: Ints
    spent: int

    def left(self, headcount: int) -> Ints:
        """People that a ceiling of this headcount leaves to planned tours on each of its days."""
        low, high = self.days
        return np.asarray(np.maximum(0, headcount - self.fixed[low:high]), dtype=np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The ceilings of an instance; see :class:`muster.planner.instance.Instance` for the shapes."""

    ceiling_ids: tuple[str, ...]
    capacity: Ints
    counts: Flags
    excluded: Flags
    budget_ids: tuple[str, ...]
    budgets: Ints
    budget_counts: Flags
    budget_days: Flags


def loads(ground: Ground, fixed: Sequence[PlannedTour]) -> list[CeilingLoad]:
    """Ceilings that bind on some day of planning or of a fixed tour, in order of id."""
    case = ground.case
    planned = Period(
        min([case.planning.start, *(tour.start for tour in case.tours)]),
        max([case.planning.end, *(tour.end for tour in case.tours)]),
    )
    found = []
    for authority in case.authorities:
        for ceiling in authority.ceilings:
            period = binding_period(case, authority, ceiling, assume_signed=ground.options.assume_signed)
            if period is not None and period.overlap(planned) is not None:
                found.append(_load(ground, authority, ceiling, period, fixed))
    return sorted(found, key=lambda load: (load.ceiling.id, load.authority.id))


def _load(
    ground: Ground, authority: Authority, ceiling: Ceiling, period: Period, fixed: Sequence[PlannedTour]
) -> CeilingLoad:
    """
    What the fixed tours take of a ceiling.

    People count from their arrival, or from the end of reception where hand-over is left out; a dollar
    ceiling counts the whole cost of a tour that touches its period.
    """
    people = np.zeros(ground.horizon, dtype=np.int64)
    spent = 0
    for tour in fixed:
        line, unit = ground.lines[ground.line_index[tour.line]], ground.units[tour.unit]
        if not counts(ceiling, authority, ground.case, unit, line, tour.duty_status, tour.authorities):
            continue
        skip = ground.policy_of(tour.unit).reception_days if ceiling.overlap == "excluded" else 0
        first, last = ground.clip(tour.start + timedelta(days=skip), tour.end)
        people[first : max(first, last)] += tour.headcount
        if period.overlap(Period(tour.start, tour.end)) is not None:
            spent += tour.cost
    return CeilingLoad(
        authority=authority, ceiling=ceiling, days=ground.days_of(period), fixed=people, spent=spent
    )


def limits(
    ground: Ground, groups: Sequence[Group], blocks: Sequence[Block], fixed: Sequence[PlannedTour]
) -> Limits:
    """What the fixed tours leave of every ceiling, never below nothing, and which blocks each one counts."""
    every = loads(ground, fixed)
    heads = [load for load in every if load.ceiling.headcount is not None]
    money = [load for load in every if load.ceiling.headcount is None and load.ceiling.dollars is not None]
    capacity = np.full((len(heads), ground.horizon), UNBOUNDED, dtype=np.int64)
    for row, load in enumerate(heads):
        low, high = load.days
        capacity[row, low:high] = load.left(load.ceiling.headcount or 0)
    days = np.zeros((len(money), ground.horizon), dtype=np.bool_)
    for row, load in enumerate(money):
        days[row, load.days[0] : load.days[1]] = True
    left = [max(0, (load.ceiling.dollars or 0) - load.spent) for load in money]
    return Limits(
        ceiling_ids=tuple(load.ceiling.id for load in heads),
        capacity=capacity,
        counts=_counted(ground, heads, groups, blocks),
        excluded=np.array([load.ceiling.overlap == "excluded" for load in heads], dtype=np.bool_),
        budget_ids=tuple(load.ceiling.id for load in money),
        budgets=np.array(left, dtype=np.int64),
        budget_counts=_counted(ground, money, groups, blocks),
        budget_days=days,
    )


def _counted(
    ground: Ground, ceilings: Sequence[CeilingLoad], groups: Sequence[Group], blocks: Sequence[Block]
) -> Flags:
    """Which blocks each ceiling counts, ``(ceilings, blocks)``."""
    table = np.zeros((len(ceilings), len(blocks)), dtype=np.bool_)
    # All that a ceiling looks at: many blocks are alike in it.
    alike: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for column, block in enumerate(blocks):
        basis = block.basis
        component = groups[block.group].unit.component
        alike[component, block.line, basis.duty_status, basis.authorities].append(column)
    for columns in alike.values():
        block = blocks[columns[0]]
        for row, load in enumerate(ceilings):
            table[row, columns] = counts(
                load.ceiling,
                load.authority,
                ground.case,
                groups[block.group].unit,
                ground.lines[block.line],
                block.basis.duty_status,
                block.basis.authorities,
            )
    return table
