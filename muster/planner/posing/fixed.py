"""Fixed tours: ordered or under way, in the plan once, whatever the rules would say of them."""

from __future__ import annotations

from muster.domain.plan import PlannedTour
from muster.planner.instance import Member
from muster.planner.posing.faults import RateGaps
from muster.planner.posing.ground import Ground
from muster.planner.posing.groups import fixed_key

__all__ = ("fixed_tours",)


def fixed_tours(ground: Ground, seats: dict[int, Member], gaps: RateGaps) -> tuple[PlannedTour, ...]:
    """
    The fixed tours as tours of the plan.

    They cost their whole length, also outside the planning period; on a type with parts they take the
    whole unit; they name the authorities of their row and the approval of their line.
    """
    made = []
    for index, tour in enumerate(sorted(ground.case.tours, key=fixed_key)):
        unit, line = ground.units[tour.unit], ground.lines[ground.line_index[tour.line]]
        headcount = ground.types[unit.type].headcount if tour.headcount is None else tour.headcount
        skilled = ground.skills.get((unit.type, line.capability), 0)
        tariff = ground.costing.tariff(unit.component, tour.duty_status)
        if tariff.days_covered(tour.start, tour.end) == 0:
            gaps.unrated(unit.component, tour.duty_status, line.line)
        named = dict.fromkeys([*tour.authority, *([line.approval] if line.approval else [])])
        tenths = ground.tenths(unit.home, line.place)
        made.append(
            PlannedTour(
                unit=tour.unit,
                element=seats[index].element,
                part=None,
                line=tour.line,
                start=tour.start,
                end=tour.end,
                duty_status=tour.duty_status,
                authorities=tuple(named),
                mobilization=unit.mobilization,
                fund=None,
                headcount=headcount,
                fills=min(headcount, skilled),
                cost=tariff.tour_cents(headcount, tour.start, tour.end, tenths),
                fixed=True,
                law="assumed" if ground.options.assume_lawful else "checked",
            )
        )
    return tuple(made)
