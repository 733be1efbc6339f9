"""The movements of a plan, summed up: who goes how, what it costs, who finds no seat."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from muster.domain.case import Case
from muster.domain.movement import Movement
from muster.domain.plan import Plan
from muster.planner.moving.movements import movements_of
from muster.products.figures import count, dollars_short, plural

__all__ = ("ModeUse", "MovementBrief", "movement_brief", "movement_words")


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeUse:
    """What goes by one mode: people in and out, cents, and the fullest day in each direction."""

    mode: str
    kind: str
    people_in: int
    people_out: int
    cost: int
    busiest_in: tuple[int, date | None]
    busiest_out: tuple[int, date | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementBrief:
    """
    All movements and their sums; money in cents.

    ``assigned`` is whether the case has modes of its own; without, everybody goes by road.
    """

    movements: tuple[Movement, ...]
    modes: tuple[ModeUse, ...]
    assigned: bool
    cost: int
    road_cost: int
    unmoved: int
    start: date

    def c_day(self, when: date | None) -> str:
        """A day counted from C-day, as planners write it: ``C+14``."""
        if when is None:
            return "–"
        return f"C{(when - self.start).days:+d}"


def movement_brief(case: Case, plan: Plan) -> MovementBrief:
    """Assign the modes of the case to the plan's ways in and out, and sum them up."""
    movements = movements_of(case, plan)
    people: defaultdict[tuple[str, str, str], int] = defaultdict(int)
    daily: defaultdict[tuple[str, str, str], defaultdict[date, int]] = defaultdict(lambda: defaultdict(int))
    cost: defaultdict[tuple[str, str], int] = defaultdict(int)
    for movement in movements:
        for leg in movement.legs:
            key = (leg.mode, leg.kind, movement.direction)
            people[key] += leg.headcount
            daily[key][leg.arrives if movement.direction == "in" else leg.leaves] += leg.headcount
            cost[leg.mode, leg.kind] += leg.cost

    def busiest(mode: str, kind: str, direction: str) -> tuple[int, date | None]:
        days = daily[mode, kind, direction]
        when = min(days, key=lambda day: (-days[day], day), default=None)
        return (days[when], when) if when is not None else (0, None)

    return MovementBrief(
        movements=movements,
        modes=tuple(
            ModeUse(
                mode=mode,
                kind=kind,
                people_in=people[mode, kind, "in"],
                people_out=people[mode, kind, "out"],
                cost=cost[mode, kind],
                busiest_in=busiest(mode, kind, "in"),
                busiest_out=busiest(mode, kind, "out"),
            )
            for mode, kind in sorted(cost, key=lambda key: (-people[*key, "in"] - people[*key, "out"], key))
        ),
        assigned=bool(case.modes),
        cost=sum(movement.cost for movement in movements),
        road_cost=sum(movement.road_cost for movement in movements),
        unmoved=sum(movement.unmoved for movement in movements),
        start=case.planning.start,
    )


def movement_words(brief: MovementBrief) -> tuple[str, ...]:
    """Movement in sentences: by which modes, at what cost beside the plan's own, and who finds no seat."""
    if not brief.movements:
        return ("Nobody moves in the time that the plan covers.",)
    who = ", ".join(f"{mode.mode} {count(mode.people_in + mode.people_out)}" for mode in brief.modes)
    said = [f"{plural(len(brief.movements), 'way', 'ways')} in and out; people by mode: {who or 'nobody'}."]
    if not brief.assigned:
        said.append("Everybody goes by road, as the plan counts it; modes.csv would say what else there is.")
        return tuple(said)
    change = brief.cost - brief.road_cost
    beside = (
        "as much as"
        if not change
        else f"{dollars_short(abs(change))} {'more' if change > 0 else 'less'} than"
    )
    said.append(
        f"The cheapest modes that meet the dates cost {dollars_short(brief.cost)}, {beside} the plan counts "
        "for the same ways by road."
    )
    if brief.unmoved:
        said.append(f"{count(brief.unmoved)} people find no seat in time: the plan needs more lift for them.")
    return tuple(said)
