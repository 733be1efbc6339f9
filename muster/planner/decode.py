"""Decode: schedules of classes become tours of named units, elements and parts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

import numpy as np

from muster.domain.case import Case
from muster.domain.finding import Verdict
from muster.domain.plan import Plan, PlannedTour
from muster.planner.instance import Instance, Member
from muster.planner.master import Objective
from muster.planner.pricing import Schedule
from muster.planner.roster import Roster

__all__ = ("assign", "chained", "count_splits", "recognise", "tours_of")


def assign(instance: Instance, schedules: Sequence[Sequence[Schedule]]) -> dict[Member, Schedule]:
    """
    A member for every schedule.

    Equal schedules go to neighbouring members, so that the parts of a unit stay together where they can; a
    schedule that meets a pin goes to a class of its own unit anyway.
    """
    chosen: dict[Member, Schedule] = {}
    for kind, mine in zip(instance.classes, schedules, strict=True):
        together = Counter(mine)
        order = sorted(mine, key=lambda schedule: (-together[schedule], _dates(instance, schedule)))
        for member, schedule in zip(sorted(kind.members), order, strict=False):
            chosen[member] = schedule
    return chosen


def _dates(instance: Instance, schedule: Schedule) -> tuple[tuple[int, int, int], ...]:
    return tuple((int(instance.tour_start[tour]), int(instance.tour_end[tour]), tour) for tour in schedule)


def tours_of(
    case: Case, instance: Instance, schedules: Sequence[Sequence[Schedule]], *, assumed: bool
) -> tuple[PlannedTour, ...]:
    """The planned tours with the fixed ones, sorted by unit, element, part and start."""
    zero = case.planning.start
    made = list(instance.fixed)
    for member, schedule in assign(instance, schedules).items():
        for tour in schedule:
            block = int(instance.tour_block[tour])
            basis = instance.bases[block]
            unknown = basis.verdict is Verdict.UNKNOWN
            made.append(
                PlannedTour(
                    unit=member.unit,
                    element=member.element,
                    part=member.part,
                    line=instance.lines[int(instance.block_line[block])],
                    start=zero + timedelta(days=int(instance.tour_start[tour])),
                    end=zero + timedelta(days=int(instance.tour_end[tour])),
                    duty_status=basis.duty_status,
                    authorities=tuple(basis.authorities),
                    mobilization=basis.mobilization,
                    fund=basis.fund,
                    headcount=int(instance.block_headcount[block]),
                    fills=int(instance.block_fills[block]),
                    cost=int(instance.tour_cost[tour]),
                    fixed=False,
                    law="assumed" if assumed else "unknown" if unknown else "checked",
                    assumes=tuple(basis.assumes),
                )
            )
    return tuple(
        sorted(
            made, key=lambda tour: (tour.unit, tour.element, tour.part or 0, tour.start, tour.end, tour.line)
        )
    )


def count_splits(tours: Sequence[PlannedTour], parts: dict[str, int]) -> int:
    """How many elements of units are split: their parts do not all do the same."""
    done: dict[tuple[str, int], dict[int, list[tuple[object, ...]]]] = defaultdict(lambda: defaultdict(list))
    for tour in tours:
        if tour.part is not None:
            done[tour.unit, tour.element][tour.part].append(
                (tour.line, tour.start, tour.end, tour.duty_status)
            )
    return sum(
        len(by_part) < parts.get(unit, 1) or len({tuple(life) for life in by_part.values()}) > 1
        for (unit, _), by_part in done.items()
    )


def recognise(case: Case, instance: Instance, plan: Plan) -> list[list[Schedule]]:
    """
    A plan's tours as schedules of classes, as far as they are candidates and fit together.

    Returns
    -------
    list
        Schedules by class. Fixed tours, and tours that no rule of the case would allow, are left out.
    """
    zero = case.planning.start
    owner = {member: number for number, kind in enumerate(instance.classes) for member in kind.members}
    number_of = {line: number for number, line in enumerate(instance.lines)}
    lives: dict[Member, list[int]] = {}
    for planned in sorted(plan.tours, key=lambda tour: (tour.start, tour.unit, tour.element, tour.part or 0)):
        member = Member(planned.unit, planned.element, planned.part)
        if planned.fixed or member not in owner or planned.line not in number_of:
            continue
        found = np.flatnonzero(
            (instance.tour_class == owner[member])
            & (instance.tour_line == number_of[planned.line])
            & (instance.tour_start == (planned.start - zero).days)
            & (instance.tour_end == (planned.end - zero).days)
        )
        bases = {int(tour): instance.bases[int(instance.tour_block[tour])] for tour in found}
        same = [tour for tour, basis in bases.items() if basis.duty_status == planned.duty_status]
        exact = [tour for tour in same if tuple(bases[tour].authorities) == planned.authorities]
        if same:
            lives.setdefault(member, []).append((exact or same)[0])
    roster = Roster(instance, Objective(weights=instance.prices, cost=1))
    for member, tours in lives.items():
        schedule = tuple(tours)
        if chained(instance, schedule) and roster.fits(owner[member], schedule):
            roster.add(owner[member], schedule)
    return roster.copy_schedules()


def chained(instance: Instance, schedule: Schedule) -> bool:
    """Whether one member can do these tours one after the other."""
    for first, second in pairwise(schedule):
        travel = instance.block_travel[instance.tour_block[[first, second]]].sum()
        if instance.tour_start[second] < instance.tour_end[first] + max(instance.tour_dwell[first], travel):
            return False
    return True
