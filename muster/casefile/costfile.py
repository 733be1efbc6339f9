"""The cost of a plan as the key ``cost`` of plan.json."""

from __future__ import annotations

from typing import TYPE_CHECKING

from muster.domain.component import Component, DutyStatus
from muster.domain.expense import COST_KINDS, CostElement, CostShare, OverlapCost, PlanCost

if TYPE_CHECKING:
    from muster.casefile.planfile import PlanObject

__all__ = ("cost_json", "read_cost")

_KINDS = tuple(kind.kind for kind in COST_KINDS)


def cost_json(cost: PlanCost) -> dict[str, object]:
    """The cost with its elements; money in dollars."""
    return {
        "low": _dollars(cost.low),
        "expected": _dollars(cost.expected),
        "high": _dollars(cost.high),
        "elements": [
            {
                "element": element.element,
                "low": _dollars(element.low),
                "expected": _dollars(element.expected),
                "high": _dollars(element.high),
                "source": element.source,
                "basis": element.basis,
                "covers": list(element.covers),
                "by": [
                    {
                        "component": share.component.value,
                        "duty_status": share.duty_status.value,
                        "expected": _dollars(share.expected),
                    }
                    for share in element.by
                ],
            }
            for element in cost.elements
        ],
        "missing": list(cost.missing),
        "missing_for": [
            {"kind": kind, "component": component.value, "duty_status": status.value}
            for kind, component, status in cost.missing_for
        ],
        "no_range": list(cost.no_range),
        "no_source": list(cost.no_source),
        "overlap": {
            "headcount_days": cost.overlap.headcount_days,
            "low": _dollars(cost.overlap.low),
            "expected": _dollars(cost.overlap.expected),
            "high": _dollars(cost.overlap.high),
        },
    }


def _dollars(cents: int | None) -> float | int | None:
    """Cents as dollars: the double nearest to the exact amount, or a whole number."""
    if cents is None:
        return None
    return cents / 100 if cents % 100 else cents // 100


def read_cost(root: PlanObject) -> PlanCost | None:
    """The cost that a plan states; ``None`` where it states none."""
    cost = root.inner("cost")
    if cost is None:
        return None
    overlap = cost.inner("overlap")
    expected = cost.cents("expected")
    if expected is None:
        cost.fault("M502", None, "expected is missing", "a cost states its expected dollars")
    return PlanCost(
        elements=tuple(
            CostElement(
                element=name,
                low=item.cents("low"),
                expected=item.cents("expected") or 0,
                high=item.cents("high"),
                source=item.text("source"),
                basis=item.text("basis") or "",
                covers=tuple(kind for kind in item.texts("covers") if kind in _KINDS),
                by=tuple(_shares(item)),
            )
            for item in cost.objects("elements")
            if (name := item.text("element")) is not None
        ),
        low=cost.cents("low"),
        expected=expected or 0,
        high=cost.cents("high"),
        missing=cost.texts("missing"),
        missing_for=tuple(
            (kind, people[0], people[1])
            for item in cost.objects("missing_for")
            if (kind := item.text("kind")) is not None and (people := _people(item)) is not None
        ),
        no_range=cost.texts("no_range"),
        no_source=cost.texts("no_source"),
        overlap=OverlapCost(
            headcount_days=(overlap.whole("headcount_days", 0) or 0) if overlap else 0,
            low=overlap.cents("low") if overlap else None,
            expected=(overlap.cents("expected") or 0) if overlap else 0,
            high=overlap.cents("high") if overlap else None,
        ),
    )


def _people(item: PlanObject) -> tuple[Component, DutyStatus] | None:
    component = item.choice("component", tuple(Component), "")
    status = item.choice("duty_status", tuple(DutyStatus), "")
    return (Component(component), DutyStatus(status)) if component and status else None


def _shares(item: PlanObject) -> list[CostShare]:
    return [
        CostShare(component=people[0], duty_status=people[1], expected=share.cents("expected") or 0)
        for share in item.objects("by")
        if (people := _people(share)) is not None
    ]
