"""Pose: a case and its law become an instance; every exclusion keeps its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from muster.domain.case import Case
from muster.domain.plan import Plan, PlannedTour
from muster.errors import Problem
from muster.planner.instance import Instance, Ints, PinRow, UnitClass
from muster.planner.options import PlanOptions
from muster.planner.posing import faults
from muster.planner.posing.baseline import Baseline, baseline_of
from muster.planner.posing.blocks import Blocks, blocks, needed
from muster.planner.posing.demand import demand
from muster.planner.posing.faults import RateGaps
from muster.planner.posing.fixed import fixed_tours
from muster.planner.posing.ground import Ground
from muster.planner.posing.groups import Group, groups
from muster.planner.posing.limits import CeilingLoad, limits, loads
from muster.planner.posing.pins import pins
from muster.planner.posing.seats import seats
from muster.planner.posing.stays import tours_of_blocks
from muster.planner.tours import Tours

__all__ = ("CeilingLoad", "Posed", "ceiling_loads", "pose")

#: Classes into which a baseline may split the members; beyond, keeping is paid by class.
SPLIT = 600


@dataclass(frozen=True, slots=True)
class Posed:
    """
    An instance (``None`` if a problem is an error) and the faults that planning found in the case.

    ``baseline`` is the earlier plan as the case reads it, ``apart`` whether its members are told apart.
    """

    instance: Instance | None
    problems: tuple[Problem, ...]
    baseline: Baseline | None = None
    apart: bool = False


def pose(case: Case, options: PlanOptions, baseline: Plan | None = None) -> Posed:
    """
    The instance of a case under the law, or the assumptions that the options make of it.

    The order of the case's rows plays no part. With a baseline, members that did different things in it are
    in classes of their own, unless that would make too many classes (:data:`SPLIT`).
    """
    ground = Ground(case, options)
    before = None if baseline is None else baseline_of(ground, baseline)
    problems = [*faults.unknown_instruments(ground), *faults.unpriced_priorities(ground)]
    gaps = RateGaps()
    classes, elements = groups(ground)
    apart = False
    if before is not None:
        split, spread = groups(ground, before.stays)
        apart = len(split) <= max(SPLIT, 2 * len(classes))
        classes, elements = (split, spread) if apart else (classes, elements)
    found = blocks(ground, classes, gaps, charged=before is not None)
    if found.beyond is not None:
        bytes_needed = needed(found.beyond, len(found.blocks), charged=before is not None)
        problems.append(faults.too_many_tours(found.beyond, bytes_needed, options.memory or 0))
        return Posed(None, tuple(problems), before)
    fixed = fixed_tours(ground, elements, gaps)
    problems.extend(gaps.problems())
    tours = tours_of_blocks(ground, classes, found.blocks)
    wanted, refused = pins(ground, classes, found, tours)
    problems.extend(refused)
    instance = _assemble(ground, classes, found, tours, fixed, wanted)
    problems.extend(faults.too_large(instance))
    wrong = any(problem.severity == "error" for problem in problems)
    return Posed(None if wrong else instance, tuple(problems), before, apart)


def ceiling_loads(case: Case, options: PlanOptions) -> tuple[CeilingLoad, ...]:
    """Every ceiling that binds within the planning period, in order of id."""
    ground = Ground(case, options)
    fixed = fixed_tours(ground, groups(ground)[1], RateGaps())
    return tuple(loads(ground, fixed))


def _assemble(
    ground: Ground,
    classes: Sequence[Group],
    found: Blocks,
    tours: Tours,
    fixed: tuple[PlannedTour, ...],
    wanted: tuple[PinRow, ...],
) -> Instance:
    prices_of = dict(ground.case.shortfall_prices)
    prices = _ints([prices_of.get(line.priority, 0) for line in ground.lines])
    asked, left = demand(ground, fixed)
    ceilings = limits(ground, classes, found.blocks, fixed)
    lift = seats(ground, fixed)
    place_index = {place: index for index, place in enumerate(lift.places)}
    fixed_cost = sum(tour.cost for tour in fixed)
    return Instance(
        horizon=ground.horizon,
        step=ground.step,
        classes=tuple(_unit_class(ground, group) for group in classes),
        sizes=_ints([len(group.members) for group in classes]),
        lines=tuple(line.line for line in ground.lines),
        prices=prices,
        priorities=_ints([line.priority for line in ground.lines]),
        asked=asked,
        demand=left,
        block_class=tours.block_class,
        block_line=tours.block_line,
        block_headcount=_ints([block.headcount for block in found.blocks]),
        block_fills=_ints([block.fills for block in found.blocks]),
        block_reception=_ints([block.reception for block in found.blocks]),
        block_travel=_ints([block.travel for block in found.blocks]),
        block_place=_ints([place_index.get(ground.lines[block.line].place, -1) for block in found.blocks]),
        bases=tuple(block.basis for block in found.blocks),
        tours=tours,
        ceiling_ids=ceilings.ceiling_ids,
        capacity=ceilings.capacity,
        counts=ceilings.counts,
        excluded=ceilings.excluded,
        budget_ids=ceilings.budget_ids,
        budgets=ceilings.budgets,
        budget_counts=ceilings.budget_counts,
        budget_days=ceilings.budget_days,
        lift_places=lift.places,
        seats=lift.own,
        seats_any=lift.anywhere,
        arrivals=lift.arrivals,
        departures=lift.departures,
        pins=wanted,
        fixed=fixed,
        fixed_cost=fixed_cost,
        empty=fixed_cost + int((left.sum(axis=1) * prices).sum()),
        exclusions=found.exclusions,
        first_start=found.first_start,
        unlawful=found.unlawful,
    )


def _unit_class(ground: Ground, group: Group) -> UnitClass:
    unit = group.unit
    return UnitClass(
        members=group.members,
        headcount=ground.types[unit.type].headcount // group.parts,
        type=unit.type,
        component=str(unit.component),
        home=unit.home,
        policy=unit.policy,
    )


def _ints(values: Sequence[int]) -> Ints:
    return np.array(values, dtype=np.int64)
