"""What the cost of a plan counts, and what it leaves out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from muster.domain.case import Case
from muster.domain.plan import Plan
from muster.domain.rate import Rate

__all__ = ("CostBasis", "cost_basis")

#: What a reader may expect in the cost of a deployment, and words by which a rate would speak of it.
_EXPECTED = (
    ("pay and allowances", ("pay", "salary", "allowance", "composite")),
    ("lodging and meals", ("lodging", "meal", "per diem", "per_diem", "subsistence", "food", "m&ie")),
    ("flying hours", ("flying", "flight", "aircraft", "airlift", "aviation")),
    ("fuel, vehicles and equipment", ("fuel", "vehicle", "equipment", "maintenance", "operations")),
    ("base support and materials", ("base", "support", "supplies", "material", "barrier", "contract")),
    ("medical care and later benefits", ("medical", "health", "benefit", "retire")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CostBasis:
    """
    The basis of the estimate.

    ``elements`` are ``(element, what it is counted by, amounts, source)``; ``left_out`` are sentences.
    """

    elements: tuple[tuple[str, str, str, str | None], ...]
    left_out: tuple[str, ...]


def cost_basis(case: Case, plan: Plan) -> CostBasis:
    """Group the rates that apply and say what no rate of the case covers."""
    used = [rate for rate in case.rates if rate.mode in (None, "", "road")]
    groups: defaultdict[tuple[str, str, str | None], list[Rate]] = defaultdict(list)
    for rate in used:
        groups[rate.element, rate.unit, rate.source].append(rate)
    elements = tuple((name, unit, _amounts(rates), source) for (name, unit, source), rates in groups.items())
    if not any(rate.unit == "person-mile" for rate in used):
        factor = case.assumption("per_person_mile")
        elements += (("travel by road", "person-mile", f"${factor.value}", factor.source),)
    return CostBasis(elements=elements, left_out=_left_out(case, plan, used))


def _amounts(rates: list[Rate]) -> str:
    low = min(rate.amount for rate in rates)
    high = max(rate.amount for rate in rates)
    return f"${low:,}" if low == high else f"${low:,} to ${high:,}"


def _left_out(case: Case, plan: Plan, used: list[Rate]) -> tuple[str, ...]:
    words = " ".join(f"{rate.element} {rate.unit}" for rate in used).casefold()
    missing = [what for what, hints in _EXPECTED if not any(hint in words for hint in hints)]
    said = []
    if missing:
        said.append("No rate of the case speaks, by its name, of " + "; ".join(missing) + ".")
    other = sorted({rate.mode for rate in case.rates if rate.mode not in (None, "", "road")} - {None})
    if other:
        said.append(
            "Everybody is costed by road; rates for "
            + ", ".join(str(mode) for mode in other)
            + " are not applied."
        )
    said.append("Travel days before and after a tour are unpaid.")
    said.append("What a supported agency or a state may reimburse is not subtracted.")
    said.append("Work that units leave undone at home, and the loss of their readiness, have no price here.")
    unsourced = sum(rate.source is None for rate in used)
    if unsourced:
        said.append(f"{unsourced} of {len(used)} rates state no source.")
    if any(tour.fixed for tour in plan.tours):
        said.append("Tours already under way are costed for their whole length, the past part included.")
    said.append(
        "The objective adds a price for every unfilled headcount-day; that price ranks plans and is "
        "not spent."
    )
    return tuple(said)
