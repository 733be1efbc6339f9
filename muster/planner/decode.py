"""Decode: schedules of classes become tours of named units, elements and parts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import pairwise

from muster.domain.case import Case
from muster.domain.finding import Verdict
from muster.domain.plan import Plan, PlannedTour
from muster.planner.instance import Instance, Member
from muster.planner.master import Objective
from muster.planner.pricing import Schedule
from muster.planner.roster import Roster

__all__ = ("assign", "chained", "recognise", "tours_of")

#: A line, and the first day and the end of a tour there.
Days = tuple[str, int, int]


def assign(
    instance: Instance,
    schedules: Sequence[Sequence[Schedule]],
    stays: Mapping[Member, tuple[Days, ...]] | None = None,
) -> dict[Member, Schedule]:
    """
    A member for every schedule.

    The parts of an element follow one schedule wherever so many members of its class do: of all
    assignments of the same schedules this splits the fewest elements. A schedule that meets a pin goes to a
    class of its own unit anyway. Members that had ``stays`` in a baseline come first: each takes a schedule
    that it had a tour of, where there is one.
    """
    chosen: dict[Member, Schedule] = {}
    parts: dict[str, int] = defaultdict(int)
    for kind in instance.classes:
        for member in kind.members:
            parts[member.unit] = max(parts[member.unit], member.part or 0)
    for kind, mine in zip(instance.classes, schedules, strict=True):
        left = Counter(mine)
        members = sorted(kind.members)
        if stays and len({stays.get(member, ()) for member in members}) > 1:
            for member, schedule in _keeping(instance, members, left, stays):
                chosen[member] = schedule
            members = [member for member in members if member not in chosen]
        for member, schedule in _together(instance, members, left, parts):
            if schedule:
                chosen[member] = schedule
    return chosen


def _together(
    instance: Instance, members: Sequence[Member], left: Counter[Schedule], parts: Mapping[str, int]
) -> Iterator[tuple[Member, Schedule]]:
    """Schedules for all members: whole elements first, what is left (staying home too) to the others."""
    elements: dict[tuple[str, int], list[Member]] = {}
    for member in members:
        elements.setdefault((member.unit, member.element), []).append(member)
    whole = [
        mine for (unit, _), mine in elements.items() if mine[0].part is not None and len(mine) == parts[unit]
    ]
    home = len(members) - left.total()
    order = sorted(left, key=lambda schedule: (-left[schedule], _dates(instance, schedule)))
    count = dict(left) | {(): home}
    done: set[Member] = set()
    for schedule in (*order, ()):
        for mine in whole if schedule else reversed(whole):
            if count[schedule] >= len(mine) and mine[0] not in done:
                count[schedule] -= len(mine)
                done.update(mine)
                yield from ((member, schedule) for member in mine)
    rest = [schedule for schedule in (*order, ()) for _ in range(count[schedule])]
    yield from zip((member for member in members if member not in done), rest, strict=True)


def _keeping(
    instance: Instance,
    members: Sequence[Member],
    left: Counter[Schedule],
    stays: Mapping[Member, tuple[Days, ...]],
) -> Iterator[tuple[Member, Schedule]]:
    """Members with the schedules in which they keep most; taken out of ``left``."""
    names = {
        tour: (
            instance.lines[instance.line_of(tour)],
            instance.tours.at(tour).start,
            instance.tours.at(tour).end,
        )
        for schedule in left
        for tour in schedule
    }
    holders: dict[Days, list[Schedule]] = defaultdict(list)
    for schedule in left:
        for tour in schedule:
            holders[names[tour]].append(schedule)
    pairs: Counter[tuple[Member, Schedule]] = Counter()
    for member in members:
        for stay in stays.get(member, ()):
            for schedule in holders.get(stay, ()):
                pairs[member, schedule] += 1
    done: set[Member] = set()
    for (member, schedule), _ in sorted(
        pairs.items(), key=lambda item: (-item[1], item[0][0], _dates(instance, item[0][1]))
    ):
        if member not in done and left[schedule] > 0:
            left[schedule] -= 1
            done.add(member)
            yield member, schedule
    for schedule in [schedule for schedule in left if not left[schedule]]:
        del left[schedule]


def _dates(instance: Instance, schedule: Schedule) -> tuple[tuple[int, int, int], ...]:
    return tuple((instance.tours.at(tour).start, instance.tours.at(tour).end, tour) for tour in schedule)


def tours_of(
    case: Case, instance: Instance, chosen: Mapping[Member, Schedule], *, assumed: bool
) -> tuple[PlannedTour, ...]:
    """The planned tours with the fixed ones, sorted by unit, element, part and start."""
    zero = case.planning.start
    made = list(instance.fixed)
    for member, schedule in chosen.items():
        for tour in schedule:
            block, start, end, cost, _ = instance.tours.at(tour)
            basis = instance.bases[block]
            unknown = basis.verdict is Verdict.UNKNOWN
            made.append(
                PlannedTour(
                    unit=member.unit,
                    element=member.element,
                    part=member.part,
                    line=instance.lines[int(instance.block_line[block])],
                    start=zero + timedelta(days=start),
                    end=zero + timedelta(days=end),
                    duty_status=basis.duty_status,
                    authorities=tuple(basis.authorities),
                    mobilization=basis.mobilization,
                    fund=basis.fund,
                    headcount=int(instance.block_headcount[block]),
                    fills=int(instance.block_fills[block]),
                    cost=cost,
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
        found = instance.find(
            owner[member],
            number_of[planned.line],
            (planned.start - zero).days,
            (planned.end - zero).days,
        )
        bases = {tour: instance.bases[instance.tours.at(tour).block] for tour in found}
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
        before, after = instance.tours.at(first), instance.tours.at(second)
        travel = int(instance.block_travel[[before.block, after.block]].sum())
        if after.start < before.end + max(before.dwell, travel):
            return False
    return True
