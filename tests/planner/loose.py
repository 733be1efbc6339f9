"""Random plans of random cases: any unit on any line on any days, whether a rule allows it or not."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from muster.domain.case import Case
from muster.domain.component import DutyStatus
from muster.domain.plan import Plan, PlannedTour


def plan_of(case: Case, tours: tuple[PlannedTour, ...] = (), **changes: object) -> Plan:
    values: dict[str, object] = {
        "case": case.name,
        "as_of": case.as_of,
        "seed": 0,
        "versions": {},
        "law": "checked",
        "status": "feasible",
        "stopped_by": "exhausted",
        "objective": None,
        "bound": None,
        "gap": None,
        "closed": None,
        "empty": None,
        "tours": tours,
        "shortfalls": (),
        "ceilings": (),
        **changes,
    }
    return Plan(**values)  # type: ignore[arg-type]


def tour_of(unit: str, line: str, start: object, end: object, **changes: object) -> PlannedTour:
    values: dict[str, object] = {
        "unit": unit,
        "element": 1,
        "part": None,
        "line": line,
        "start": start,
        "end": end,
        "duty_status": DutyStatus.T10,
        "authorities": (),
        "mobilization": None,
        "fund": None,
        "headcount": 0,
        "fills": 0,
        "cost": 0,
        "fixed": False,
        "law": "checked",
        **changes,
    }
    return PlannedTour(**values)  # type: ignore[arg-type]


def loose_plan(case: Case, seed: int, most: int = 6) -> Plan:
    """Tours drawn at random; figures are left at 0, as in a plan that does not state them."""
    r = Random(seed)
    days = (case.planning.end - case.planning.start).days
    kinds = {kind.type: kind for kind in case.types}
    tours = []
    for _ in range(r.randint(0, most)):
        unit, line = r.choice(case.units), r.choice(case.lines)
        kind = kinds[unit.type]
        start = case.planning.start + timedelta(days=r.randint(-3, days - 1))
        tours.append(
            tour_of(
                unit.unit,
                line.line,
                start,
                start + timedelta(days=r.randint(1, days)),
                element=r.randint(1, unit.quantity),
                part=r.randint(1, kind.headcount // kind.part) if kind.part else None,
                duty_status=r.choice([DutyStatus.T10, DutyStatus.T32]),
                authorities=r.choice([(), ("AUTH",)]),
            )
        )
    once = {(t.unit, t.element, t.part, t.line, t.start, t.end, t.duty_status): t for t in tours}
    return plan_of(case, tuple(once.values()))
