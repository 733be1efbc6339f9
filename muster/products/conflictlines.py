"""Why required lines stay short, in a few lines for the end of a run in a terminal."""

from __future__ import annotations

from textwrap import wrap

from muster.domain.plan import Plan

__all__ = ("conflict_lines",)

_WIDTH, _MOST = 96, 6


def conflict_lines(plan: Plan) -> list[str]:
    """What is in conflict for each required line that stays short, and the smallest change."""
    if not plan.conflicts:
        return []
    said = ["", "Required lines that stay short"]
    for conflict in plan.conflicts[:_MOST]:
        said += wrap(conflict.why, _WIDTH, initial_indent="  ", subsequent_indent="    ")
    if len(plan.conflicts) > _MOST:
        said.append(f"  and {len(plan.conflicts) - _MOST} more: muster explain CASE PLAN LINE tells each")
    return said
