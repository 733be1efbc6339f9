"""Cost to date against the estimate, and what neither of the two counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from muster.domain.case import Case
from muster.domain.component import Component, DutyStatus
from muster.domain.expense import COST_KINDS
from muster.domain.plan import Plan
from muster.law.ceilings import counts
from muster.planner.checker.docket import Docket, Stay
from muster.planner.checker.roster import muster_stays
from muster.planner.expense import expense_of_stays, spent_before

__all__ = ("Budget", "ElementSpent", "Spending", "spending")


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementSpent:
    """One element in cents: of the whole plan, of the plan to date, of ordered tours to date."""

    element: str
    estimate: int | None
    planned: int | None
    ordered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """A ceiling in dollars (cents here), the whole cost of the tours that it counts, and theirs to date."""

    ceiling: str
    limit: int
    whole: int
    to_date: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Spending:
    """
    Cost to the end of ``day``, in cents, at the rates of the case.

    Parameters
    ----------
    estimate
        What the whole plan costs; ``None`` without a plan.
    planned
        What it was to cost to date.
    ordered
        What the tours of ``tours.csv`` cost to date, as they were ordered.
    missing, missing_for
        Kinds of cost of which no rate speaks at all, or not for some of the people.
    """

    day: date
    estimate: int | None
    planned: int | None
    ordered: int
    elements: tuple[ElementSpent, ...]
    budgets: tuple[Budget, ...]
    missing: tuple[str, ...]
    missing_for: tuple[tuple[str, Component, DutyStatus], ...]

    def not_counted(self) -> tuple[str, ...]:
        """What the figures leave out, as sentences."""
        titles = {kind.kind: kind.title for kind in COST_KINDS}
        said = [
            "What was really spent: a case records rates and tours, not payments.",
            "People who were there and are in no tour, and days on which a tour was not at full strength.",
        ]
        if self.missing:
            names = "; ".join(titles.get(kind, kind) for kind in self.missing)
            said.append(f"No rate of the case speaks of: {names}.")
        for kind, component, status in self.missing_for:
            said.append(f"{titles.get(kind, kind).capitalize()} of {component} in {status}: no rate.")
        return tuple(said)


def spending(case: Case, plan: Plan | None, day: date) -> Spending | None:
    """Cost to the end of ``day``; ``None`` where the case has neither tours nor a plan."""
    if not case.tours and (plan is None or not plan.tours):
        return None
    docket = Docket(case)
    after = day + timedelta(days=1)
    ordered = _ordered(docket)
    to_date = spent_before(docket, ordered, after)
    planned: list[Stay] = [] if plan is None else muster_stays(docket, plan)
    basis = ordered if plan is None else planned
    whole = expense_of_stays(docket, basis)
    planned_to_date = spent_before(docket, planned, after)
    estimates = {element.element: element.expected for element in whole.elements}
    names = sorted({*to_date, *planned_to_date, *estimates}, key=lambda name: (-estimates.get(name, 0), name))
    return Spending(
        day=day,
        estimate=None if plan is None else whole.expected,
        planned=None if plan is None else sum(planned_to_date.values()),
        ordered=sum(to_date.values()),
        elements=tuple(
            ElementSpent(
                element=name,
                estimate=None if plan is None else estimates.get(name, 0),
                planned=None if plan is None else planned_to_date.get(name, 0),
                ordered=to_date.get(name, 0),
            )
            for name in names
        ),
        budgets=tuple(_budgets(docket, basis, after)),
        missing=whole.missing,
        missing_for=whole.missing_for,
    )


def _ordered(docket: Docket) -> list[Stay]:
    """The rows of tours.csv, resolved as fixed tours."""
    return [
        docket.resolve(
            unit=docket.units[tour.unit],
            line=docket.lines[tour.line],
            element=1,
            part=None,
            start=tour.start.toordinal(),
            end=tour.end.toordinal(),
            duty_status=tour.duty_status,
            authorities=tour.authority,
            headcount=tour.headcount,
            fixed=True,
            stated=None,
        )
        for tour in docket.case.tours
        if tour.start < tour.end
    ]


def _budgets(docket: Docket, stays: list[Stay], after: date) -> list[Budget]:
    found = []
    for authority in docket.case.authorities:
        for ceiling in authority.ceilings:
            if ceiling.dollars is None:
                continue
            counted = [
                stay
                for stay in stays
                if counts(
                    ceiling, authority, docket.case, stay.unit, stay.line, stay.duty_status, stay.authorities
                )
                and (ceiling.start is None or stay.end > ceiling.start.toordinal())
                and (ceiling.end is None or stay.start < ceiling.end.toordinal())
            ]
            found.append(
                Budget(
                    ceiling=ceiling.id,
                    limit=ceiling.dollars,
                    whole=sum(stay.cost for stay in counted),
                    to_date=sum(spent_before(docket, counted, after).values()),
                )
            )
    return found
