"""What changed from a baseline, in a few lines for the end of a run in a terminal."""

from __future__ import annotations

from textwrap import wrap

from muster.domain.plan import Plan
from muster.products.figures import plural

__all__ = ("change_lines",)

_WIDTH, _MOST = 96, 8


def change_lines(plan: Plan) -> list[str]:
    """Tours kept, dropped and added, what that was charged, and the first changes with their reasons."""
    churn = plan.stats.get("churn")
    if not isinstance(churn, dict):
        return []
    head = (
        f"Baseline   {plural(churn.get('kept', 0), 'tour')} kept, {churn.get('dropped', 0):,} dropped, "
        f"{churn.get('added', 0):,} new"
    )
    if churn.get("charge"):
        head += f"; change is charged ${churn['charge']:,.2f}, which is not in the objective"
    without = churn.get("objective_without_charge")
    if without is not None and plan.objective is not None and plan.objective / 100 > without:
        head += f"; without the charge ${plan.objective / 100 - without:,.2f} could be saved"
    said = wrap(head, _WIDTH, subsequent_indent=" " * 11)
    for change in plan.changes[:_MOST]:
        said += wrap(change.why, _WIDTH, initial_indent="  ", subsequent_indent="    ")
    if len(plan.changes) > _MOST:
        said.append(
            f"  and {len(plan.changes) - _MOST} more: muster explain CASE PLAN changes tells them all"
        )
    return ["", *said]
