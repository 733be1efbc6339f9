"""
The independent checker: every plan re-costed to the cent and re-checked against every rule.

It shares no code with the search: it reads the case and the plan, and asks the law library about each
tour. "Feasible" is what this module says, never what a solver reported.

Where the rules of planning leave a choice, it is made here as follows (days are half-open, and "pe" is
``planning.end``).

- The least length of a tour is the least of ``min_tour_days``, the line's own length ``until - from``
  (blank ``until`` = pe), and ``pe - start``.
- ``start - travel >= available_from + notice_days``; ``start >= planning.start + notice_days`` and
  ``start >= last_return + dwell`` without travel; ``end <= available_until``, the way home may be later.
- Dwell is owed to every later tour of the element, not only to the next; two fixed tours owe each other
  nothing; a fixed tour keeps every part of its element busy.
- Elements of fixed tours are the plan's to choose, but two that overlap share one only where the quantity
  does not suffice. A fixed tour with a stated headcount fills the lesser of it and the type's skill.
- What fixed tours exceed of a ceiling, budget or lift by themselves is a warning; a plan is refused where
  its planned tours make that excess larger (per day; per budget; per step and direction).
- Expected and proposed instruments bind only a plan of which some tour lists them in ``assumes``, or that
  says in ``stats.assume_signed`` that it was planned on them.
- A lift matches by place alone. Its seats in a step are ``passengers_per_day`` times the days of the step,
  cut at pe, on which it is in force: none where it is not. Arrivals count on ``start``, departures on
  ``end`` before pe.
- A budget counts the whole cost of a tour of which any day lies in its period.
- Stated shortfalls add up, line by line and day by day, to what stays unfilled; a plan that lists none at
  all is given a warning only. A stated peak is that of the ceiling's period or of its days in planning.
- ``cost``, ``movements`` and ``readiness`` are judged where a plan states them; it need not.
"""

from __future__ import annotations

from collections.abc import Callable

from muster.domain.case import Case
from muster.domain.certificate import Certificate
from muster.domain.plan import Plan
from muster.planner.checker.candidates import several_spreads
from muster.planner.checker.ceilings import check_ceilings
from muster.planner.checker.certificate import (
    LARGEST,
    CertificateCheck,
    ClaimCheck,
    Spread,
    bounds_by_spread,
    check_certificate,
    for_every_spread,
)
from muster.planner.checker.docket import Docket, Stay
from muster.planner.checker.expense import check_expense
from muster.planner.checker.figures import check_figures
from muster.planner.checker.lawful import check_law
from muster.planner.checker.lift import check_lift
from muster.planner.checker.movement import check_movements
from muster.planner.checker.readiness import check_readiness
from muster.planner.checker.roster import muster_stays
from muster.planner.checker.rotation import check_rotation
from muster.planner.checker.rules import RULE_PAGES, RULES, Verification, Violation
from muster.planner.checker.tours import check_figures_of_tours, check_pins, check_tours

__all__ = (
    "RULES",
    "RULE_PAGES",
    "CertificateCheck",
    "ClaimCheck",
    "Spread",
    "Verification",
    "Violation",
    "bounds_by_spread",
    "for_every_spread",
    "has_several_spreads",
    "verify_certificate",
    "verify_plan",
)

#: Rules whose breach leaves it open which tours a plan tells of.
_UNRESOLVED = ("unknown-reference", "element", "part", "duplicate-element", "fixed-tour")


def verify_plan(case: Case, plan: Plan) -> Verification:
    """
    Check a plan, whoever made it, against all rules of planning.

    Parameters
    ----------
    case
        A case as its reader returns it: every reference inside it resolves.
    plan
        The plan; its tours may name anything.

    Returns
    -------
    Verification
        All violations at once, sorted by rule, unit, line and day, and the objective in cents as the
        checker computes it.

    Notes
    -----
    Fixed tours obey no rule themselves. A ceiling, budget or lift that they break alone does not make a
    plan infeasible; planned tours that add to the excess do.
    """
    docket = Docket(case)
    stays = muster_stays(docket, plan)
    check_tours(docket, stays)
    check_figures_of_tours(docket, stays)
    check_rotation(docket, stays)
    check_pins(docket, stays)
    check_ceilings(docket, stays, plan)
    check_lift(docket, stays)
    check_law(docket, stays, plan)
    objective, empty = check_figures(docket, stays, plan)
    _check_account(docket, stays, plan)
    if plan.case != case.name:
        docket.warn(f"the plan is of case {plan.case!r}, checked against {case.name!r}")
    if plan.as_of != case.as_of:
        docket.warn(f"the plan reads law and instruments as of {plan.as_of}, the case as of {case.as_of}")
    order = {rule: rank for rank, rule in enumerate(RULES)}
    violations = sorted(
        docket.violations,
        key=lambda found: (
            order[found.rule],
            found.unit or "",
            found.line or "",
            found.day or case.planning.start,
            found.message,
        ),
    )
    return Verification(
        feasible=not violations,
        objective=objective,
        empty=empty,
        violations=tuple(violations),
        warnings=tuple(docket.warnings),
    )


def _check_account(docket: Docket, stays: list[Stay], plan: Plan) -> None:
    """What the plan tells of cost, movement and readiness, where it tells of them."""
    told = [
        name
        for name, value in (("cost", plan.cost), ("movements", plan.movements), ("readiness", plan.readiness))
        if value is not None
    ]
    if told and any(found.rule in _UNRESOLVED for found in docket.violations):
        docket.warn(
            f"{', '.join(told)} not compared: some tours of the plan cannot be told apart or resolved"
        )
        return
    if plan.cost is not None:
        check_expense(docket, stays, plan.cost)
    if plan.movements is not None:
        check_movements(docket, stays, plan.movements)
    if plan.readiness is not None:
        check_readiness(docket, stays, plan.readiness)


def has_several_spreads(case: Case) -> bool:
    """Whether the fixed tours of some unit can be put on its elements in several ways."""
    return several_spreads(Docket(case))


def verify_certificate(
    case: Case,
    plan: Plan,
    certificate: Certificate,
    *,
    largest: int = LARGEST,
    should_stop: Callable[[], bool] = lambda: False,
) -> CertificateCheck:
    """
    Recompute the bounds that a certificate claims for a plan, whoever made it.

    Only the prices are taken from the certificate. Candidate tours, demand, ceilings, seats and costs are
    derived from the case; everything is added in whole numbers.

    Parameters
    ----------
    largest
        Candidate tours (once for each proof) up to which the check is made.
    should_stop
        Asked now and then; once true, the certificate stays unchecked.

    Returns
    -------
    CertificateCheck
        Accepted or refused, claim by claim, with what the prices prove; ``accepted`` is ``None`` where the
        check was not made.
    """
    return check_certificate(case, plan, certificate, largest=largest, should_stop=should_stop)
