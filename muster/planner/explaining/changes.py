"""What changed from the baseline that a plan was made from, and why."""

from __future__ import annotations

from muster.domain.plan import PlanChange, TourName
from muster.planner.explaining.explanation import Dossier, Explanation, ExplanationTable, period_text

__all__ = ("CHANGES", "changes_of_line", "changes_of_unit", "explain_changes")

#: The name by which all changes are asked for.
CHANGES = "changes"


def explain_changes(dossier: Dossier) -> Explanation:
    """Every change in a sentence, and the tours side by side."""
    plan = dossier.plan
    churn = plan.stats.get("churn")
    if not isinstance(churn, dict):
        return Explanation(
            title="Changes",
            paragraphs=("The plan was made without a baseline: there is nothing to compare it with.",),
        )
    paragraphs = [
        (
            f"Of the baseline's tours {churn.get('kept', 0):,} are kept and "
            f"{churn.get('dropped', 0):,} dropped; {churn.get('added', 0):,} are new."
        )
    ]
    if churn.get("change_cost"):
        paragraphs.append(
            f"Each dropped tour was charged ${churn['change_cost']:,.2f} in the search, "
            f"${churn.get('charge', 0):,.2f} in all; the plan's objective is without that charge."
        )
    without = churn.get("objective_without_charge")
    if without is not None and plan.objective is not None:
        more = plan.objective / 100 - float(without)
        paragraphs.append(
            f"Without any charge the best plan found is ${more:,.2f} better."
            if more > 0
            else "Without any charge no better plan was found: staying close costs nothing."
        )
    table = ExplanationTable(
        caption=f"Changes ({len(plan.changes)})",
        header=("change", "reason", "before", "after"),
        rows=tuple(
            (change.kind, change.reason, _name(change.before), _name(change.after)) for change in plan.changes
        ),
    )
    return Explanation(
        title="What changed from the baseline",
        paragraphs=(*paragraphs, *(change.why for change in plan.changes)),
        tables=(table,) if plan.changes else (),
    )


def changes_of_line(plan_changes: tuple[PlanChange, ...], line: str) -> list[str]:
    """The sentences of the changes that a line is part of."""
    return [change.why for change in plan_changes if any(tour.line == line for tour in _tours(change))]


def changes_of_unit(plan_changes: tuple[PlanChange, ...], unit: str) -> list[str]:
    """The sentences of the changes that a unit is part of."""
    return [change.why for change in plan_changes if any(tour.unit == unit for tour in _tours(change))]


def _tours(change: PlanChange) -> list[TourName]:
    return [tour for tour in (change.before, change.after) if tour is not None]


def _name(tour: TourName | None) -> str:
    if tour is None:
        return "-"
    part = f".{tour.part}" if tour.part is not None else ""
    return f"{tour.unit}/{tour.element}{part} on {tour.line}, {period_text(tour.start, tour.end)}"
