"""Decode: schedules of classes become tours of named units, elements and parts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import timedelta

from muster.domain.case import Case
from muster.domain.finding import Verdict
from muster.domain.plan import PlannedTour
from muster.planner.instance import Instance, Member
from muster.planner.pricing import Schedule

__all__ = ("assign", "count_splits", "tours_of")


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
