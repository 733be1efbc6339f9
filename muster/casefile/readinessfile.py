"""The readiness effect of a plan as the key ``readiness`` of plan.json."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from muster.domain.component import Component
from muster.domain.readiness import MissedEvent, PlanReadiness, UnitReadiness

if TYPE_CHECKING:
    from muster.casefile.planfile import PlanObject

__all__ = ("read_readiness", "readiness_json")


def readiness_json(readiness: PlanReadiness) -> dict[str, object]:
    """The effect as a whole and unit by unit."""
    return {
        "days": readiness.days,
        "units_used": len(readiness.units),
        "least_ratio": readiness.least_ratio,
        "below_policy": readiness.below,
        "events_known": readiness.events_known,
        "events_missed": readiness.events_missed,
        "split": readiness.split,
        "units": [_unit_json(unit) for unit in readiness.units],
    }


def _unit_json(unit: UnitReadiness) -> dict[str, object]:
    return {
        "unit": unit.unit,
        "element": unit.element,
        "component": unit.component.value,
        "tours": unit.tours,
        "days_away": unit.days_away,
        "dwell_before": unit.dwell_before,
        "ratio_before": unit.ratio_before,
        "dwell_after": unit.dwell_after,
        "ratio_after": unit.ratio_after,
        "open_end": unit.open_end,
        "ready_again": unit.ready_again.isoformat(),
        "ratio_asked": unit.ratio_asked,
        "below": unit.below,
        "events": [
            {
                "name": event.name,
                "from": event.start.isoformat(),
                "until": event.end.isoformat(),
                "days": event.days,
                "parts": event.parts,
            }
            for event in unit.events
        ],
        "parts": unit.parts,
        "parts_away": unit.parts_away,
        "days_split": unit.days_split,
        "whole": unit.whole,
    }


def read_readiness(root: PlanObject) -> PlanReadiness | None:
    """The readiness effect that a plan states; ``None`` where it states none."""
    stated = root.inner("readiness")
    if stated is None:
        return None
    units = []
    for item in stated.objects("units"):
        for key in ("unit", "component", "dwell_after", "ratio_after", "ready_again"):
            if item.absent(key):
                item.fault(
                    "M502", None, f"{key} is missing", "a unit's readiness names it and its time at home"
                )
        name, component = item.text("unit"), item.choice("component", tuple(Component), "")
        again = item.day("ready_again")
        unit = UnitReadiness(
            unit=name or "",
            element=item.whole("element", 1) or 1,
            component=Component(component or "RA"),
            tours=item.whole("tours", 0) or 0,
            days_away=item.whole("days_away", 0) or 0,
            dwell_before=item.whole("dwell_before", 0),
            ratio_before=item.real("ratio_before"),
            dwell_after=item.whole("dwell_after", 0) or 0,
            ratio_after=item.real("ratio_after") or 0.0,
            open_end=item.flag("open_end"),
            ready_again=again or date.min,
            ratio_asked=item.real("ratio_asked") or 0.0,
            below=item.whole("below", 0) or 0,
            events=tuple(_events(item)),
            parts=item.whole("parts", 1),
            parts_away=item.whole("parts_away", 0) or 0,
            days_split=item.whole("days_split", 0) or 0,
        )
        if name and component and again:
            units.append(unit)
    return PlanReadiness(
        units=tuple(units),
        days=stated.whole("days", 0) or 0,
        events_known=stated.flag("events_known"),
    )


def _events(item: PlanObject) -> list[MissedEvent]:
    found = []
    for event in item.objects("events"):
        name, start, end = event.text("name"), event.day("from"), event.day("until")
        days, parts = event.whole("days", 0), event.whole("parts", 1)
        if name and start and end:
            found.append(MissedEvent(name=name, start=start, end=end, days=days or 0, parts=parts))
    return found
