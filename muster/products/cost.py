"""What the cost of a plan counts, and what it leaves out."""

from __future__ import annotations

from dataclasses import dataclass

from muster.domain.case import Case
from muster.domain.expense import COST_KINDS, CostElement, PlanCost
from muster.domain.plan import Plan
from muster.planner.expense import expense_of
from muster.products.figures import count, dollars, dollars_short

__all__ = ("CostBasis", "cost_basis", "kind_title", "missing_words", "overlap_words", "range_words")

_TITLES = {kind.kind: kind.title for kind in COST_KINDS}


@dataclass(frozen=True, slots=True, kw_only=True)
class CostBasis:
    """
    The estimate with its basis.

    Parameters
    ----------
    expense
        Every element of the cost, computed from the case and the tours.
    stated
        Cents that the plan's tours state; they differ only in a plan that is wrong.
    missing
        What no rate of the case speaks of, as phrases.
    unapplied
        Rates of other modes than road, as a sentence, where there are any.
    left_out
        All that the estimate leaves out, as sentences, the missing elements first.
    """

    expense: PlanCost
    stated: int
    missing: tuple[str, ...]
    unapplied: str | None
    left_out: tuple[str, ...]

    @property
    def elements(self) -> tuple[CostElement, ...]:
        """The elements, the largest first."""
        return self.expense.elements


def cost_basis(case: Case, plan: Plan) -> CostBasis:
    """Cost the plan element by element and say what no rate of the case covers."""
    expense = expense_of(case, plan)
    stated = sum(tour.cost for tour in plan.tours)
    missing = missing_words(expense)
    return CostBasis(
        expense=expense,
        stated=stated,
        missing=missing,
        unapplied=_unapplied(case),
        left_out=_left_out(case, plan, expense, stated, missing),
    )


def kind_title(kind: str) -> str:
    """A kind of cost in words."""
    return _TITLES.get(kind, kind.replace("_", " "))


def missing_words(expense: PlanCost) -> tuple[str, ...]:
    """What the estimate does not cover: for anybody, and for some people."""
    return (
        *(kind_title(kind) for kind in expense.missing),
        *(
            f"{kind_title(kind)} for {component} in {status}"
            for kind, component, status in expense.missing_for
        ),
    )


def range_words(expense: PlanCost) -> str | None:
    """The range of the whole, ``None`` where no rate states one."""
    if expense.low is None or expense.high is None:
        return None
    return f"{dollars_short(expense.low)} to {dollars_short(expense.high)}"


def overlap_words(expense: PlanCost) -> str:
    """What hand-over pays twice, as a sentence."""
    overlap = expense.overlap
    if not overlap.headcount_days:
        return "No people are present twice for a hand-over."
    return (
        f"Hand-over pays {dollars_short(overlap.expected)} of it twice: {count(overlap.headcount_days)} "
        "headcount-days of people in reception while others serve the same line."
    )


def _unapplied(case: Case) -> str | None:
    other = sorted({str(rate.mode) for rate in case.rates if rate.mode not in (None, "", "road")})
    if not other:
        return None
    return f"Everybody is costed by road; rates for {', '.join(other)} are not applied."


def _left_out(
    case: Case, plan: Plan, expense: PlanCost, stated: int, missing: tuple[str, ...]
) -> tuple[str, ...]:
    said = []
    if missing:
        said.append("No rate of the case speaks of " + "; ".join(missing) + ".")
    if stated != expense.expected:
        said.append(
            f"The plan's tours state {dollars(stated)} in all; the rates of the case give "
            f"{dollars(expense.expected)}, which is what is shown by element."
        )
    if expense.low is not None and expense.no_range:
        said.append("No range is stated for " + ", ".join(expense.no_range) + "; they count as expected.")
    elif expense.low is None and expense.elements:
        said.append("No rate states a range, so none is given for the whole.")
    if expense.no_source:
        said.append("No source is stated for some rate of " + ", ".join(expense.no_source) + ".")
    unapplied = _unapplied(case)
    if unapplied:
        said.append(unapplied)
    said.append("Travel days before and after a tour are unpaid.")
    said.append("What a supported agency or a state may reimburse is not subtracted.")
    said.append("Work that units leave undone at home, and the loss of their readiness, have no price here.")
    if any(tour.fixed for tour in plan.tours):
        said.append("Tours already under way are costed for their whole length, the past part included.")
    said.append(
        "The objective adds a price for every unfilled headcount-day; that price ranks plans and is "
        "not spent."
    )
    return tuple(said)
