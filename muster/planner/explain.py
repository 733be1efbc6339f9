"""Explain a plan: why this tour, why this line is short, why not this unit, what a ceiling costs."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches

from muster.domain.case import Case
from muster.domain.plan import Plan
from muster.errors import UsageError
from muster.planner.explaining.ceiling import explain_ceiling
from muster.planner.explaining.changes import CHANGES, explain_changes
from muster.planner.explaining.explanation import Dossier, Explanation, ExplanationTable
from muster.planner.explaining.line import explain_line
from muster.planner.explaining.tour import explain_tour, tour_name
from muster.planner.explaining.unit import explain_unit

__all__ = ("Explanation", "ExplanationTable", "explain")


def explain(case: Case, plan: Plan, name: str, *, clock: Callable[[], float] | None = None) -> Explanation:
    """
    Explain what ``name`` names in a plan.

    Parameters
    ----------
    name
        A line, unit or ceiling by its id, or a tour as ``UNIT@LINE``, ``UNIT@LINE@START`` or
        ``UNIT/ELEMENT.PART@LINE@START``; or ``changes``: what changed from the baseline, and why.
    clock
        Seconds from any origin; with it, what stands in the way of a short line of which the plan does not
        say it is looked for (at most :data:`~muster.planner.explaining.line.SECONDS`).

    Raises
    ------
    UsageError
        If it names nothing, or several tours: their full names are given.
    """
    dossier = Dossier(case, plan, clock)
    if name in dossier.lines:
        return explain_line(dossier, dossier.lines[name])
    if name in dossier.units:
        return explain_unit(dossier, dossier.units[name])
    if name == CHANGES:
        return explain_changes(dossier)
    if name in dossier.ceilings:
        return explain_ceiling(dossier, *dossier.ceilings[name])
    named = {
        tour_name(tour): tour
        for tour in plan.tours
        if name in (tour_name(tour), f"{tour.unit}@{tour.line}", f"{tour.unit}@{tour.line}@{tour.start}")
    }
    if len(named) == 1:
        return explain_tour(dossier, next(iter(named.values())))
    if named:
        raise UsageError(
            f"{name} names {len(named)} tours", help=f"name one of {', '.join(sorted(named)[:12])}"
        )
    known = [*dossier.lines, *dossier.units, *dossier.ceilings, *(tour_name(tour) for tour in plan.tours)]
    near = get_close_matches(name, known, n=3, cutoff=0.5)
    raise UsageError(
        f"the case and plan know no line, unit, ceiling or tour named {name!r}",
        help=(f"did you mean {', '.join(near)}? " if near else "")
        + "a tour is named UNIT@LINE or UNIT@LINE@START",
    )
