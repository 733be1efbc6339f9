"""The movements of a plan as the key ``movements`` of plan.json."""

from __future__ import annotations

from typing import TYPE_CHECKING

from muster.domain.movement import MODE_KINDS, Leg, Movement

if TYPE_CHECKING:
    from muster.casefile.planfile import PlanObject

__all__ = ("movement_json", "read_movements")


def movement_json(movement: Movement) -> dict[str, object]:
    """One way of one tour; money in dollars."""
    return {
        "unit": movement.unit,
        "element": movement.element,
        "part": movement.part,
        "line": movement.line,
        "start": movement.start.isoformat(),
        "direction": movement.direction,
        "origin": movement.origin,
        "destination": movement.destination,
        "headcount": movement.headcount,
        "rld": None if movement.rld is None else movement.rld.isoformat(),
        "ald": None if movement.ald is None else movement.ald.isoformat(),
        "ead": movement.ead.isoformat(),
        "lad": movement.lad.isoformat(),
        "rdd": None if movement.rdd is None else movement.rdd.isoformat(),
        "legs": [
            {
                "mode": leg.mode,
                "kind": leg.kind,
                "headcount": leg.headcount,
                "leaves": leg.leaves.isoformat(),
                "arrives": leg.arrives.isoformat(),
                "cost": _dollars(leg.cost),
            }
            for leg in movement.legs
        ],
        "unmoved": movement.unmoved,
        "cost": _dollars(movement.cost),
        "road_cost": _dollars(movement.road_cost),
    }


def _dollars(cents: int) -> float | int:
    return cents / 100 if cents % 100 else cents // 100


def read_movements(root: PlanObject) -> tuple[Movement, ...] | None:
    """The movements that a plan states; ``None`` where it states none."""
    if root.absent("movements"):
        return None
    found = []
    for item in root.objects("movements"):
        for key in ("unit", "line", "start", "direction", "ead", "lad"):
            if item.absent(key):
                item.fault("M502", None, f"{key} is missing", "a movement names its tour and its dates")
        unit, line = item.text("unit"), item.text("line")
        start, ead, lad = item.day("start"), item.day("ead"), item.day("lad")
        legs = tuple(leg for one in item.objects("legs") if (leg := _leg(one)) is not None)
        movement = {
            "rld": item.day("rld"),
            "ald": item.day("ald"),
            "rdd": item.day("rdd"),
        }
        direction = item.choice("direction", ("in", "out"), "in")
        if unit and line and start and ead and lad:
            found.append(
                Movement(
                    unit=unit,
                    element=item.whole("element", 1) or 1,
                    part=item.whole("part", 1),
                    line=line,
                    start=start,
                    direction=direction,
                    origin=item.text("origin") or "",
                    destination=item.text("destination") or "",
                    headcount=item.whole("headcount", 0) or 0,
                    ead=ead,
                    lad=lad,
                    legs=legs,
                    unmoved=item.whole("unmoved", 0) or 0,
                    cost=item.cents("cost") or 0,
                    road_cost=item.cents("road_cost") or 0,
                    **movement,
                )
            )
    return tuple(found)


def _leg(item: PlanObject) -> Leg | None:
    for key in ("mode", "headcount", "leaves", "arrives"):
        if item.absent(key):
            item.fault("M502", None, f"{key} is missing", "a leg has a mode, people and two days")
    mode, leaves, arrives = item.text("mode"), item.day("leaves"), item.day("arrives")
    headcount, cost = item.whole("headcount", 1), item.cents("cost")
    kind = item.choice("kind", MODE_KINDS, "land")
    if not (mode and leaves and arrives and headcount):
        return None
    if arrives < leaves:
        item.fault(
            "M505", "arrives", f"{arrives} is before leaves {leaves}", "people arrive after they leave"
        )
    return Leg(mode=mode, kind=kind, headcount=headcount, leaves=leaves, arrives=arrives, cost=cost or 0)
