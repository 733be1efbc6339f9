"""What stands behind a plan's word: its certificate, and for the word "optimal" both independent checks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from muster.domain.case import Case
from muster.domain.certificate import Certificate, Proof
from muster.domain.plan import Plan
from muster.errors import SolverError
from muster.planner.branching import PARTS, Tree, divide
from muster.planner.certificate import certify, certify_again, limits_of
from muster.planner.instance import Instance
from muster.planner.options import PlanOptions
from muster.planner.posing.spreads import held
from muster.planner.search import Search
from muster.planner.verify import (
    for_every_spread,
    has_several_spreads,
    verify_certificate,
    verify_plan,
)

__all__ = ("back", "back_again", "with_bound", "without_bound")

#: Candidate tours × parts up to which a solver's enumeration is proved again by division: about a second.
DIVIDED = 9_000

#: Parts below which division is not worth beginning.
FEWEST = 8

#: Candidate tours up to which a certificate is recomputed before the plan is shown: some ten seconds at most.
RECOMPUTED = 1_000_000


def back(
    case: Case,
    options: PlanOptions,
    instance: Instance,
    plan: Plan,
    searches: Sequence[tuple[str, Search]],
    should_stop: Callable[[], bool],
    time_is_up: Callable[[], bool] = lambda: False,
) -> Plan:
    """
    The plan with its certificate, and with the word ``optimal`` only where both checks agree to it.

    ``verify`` must find the plan feasible at the objective that it states, and the certificate must be
    accepted; where the proof is ``bound``, it must prove the objective itself. A plan that fails is
    ``feasible``, and ``stats.certificate`` says what was found. Where a solver's enumeration is the proof, or
    the case is too large to be recomputed here, that is said there too.

    Parameters
    ----------
    searches
        Name of each level (``objective`` where there is one only) and its search.
    should_stop, time_is_up
        Whether the user wants no more checks; whether there is time to turn a solver's enumeration into a
        proof by division, which needs no trust in it.
    """
    if has_several_spreads(case):
        return _for_every_spread(case, options, instance, plan, searches, should_stop)
    said = plan.stats.get("proof")
    proof = said if isinstance(said, str) else None
    trees = _trees(searches, time_is_up) if plan.status == "optimal" and proof == "enumeration" else {}
    if trees is None:
        certificate = certify(case, options, instance, searches, None)
        told = replace(plan, certificate=certificate, stats={**plan.stats, "certificate": _what(certificate)})
        return _doubted(told, "a better plan was found after a solver had said that there is none")
    if trees and all(level in trees or _reached(search) for level, search in searches):
        proof = "bound"
        plan = replace(plan, stats={**plan.stats, "proof": proof})
    certificate = certify(case, options, instance, searches, proof, trees)
    told = replace(plan, certificate=certificate, stats={**plan.stats, "certificate": _what(certificate)})
    if plan.status != "optimal":
        return told
    verification = verify_plan(case, plan)
    if not verification.feasible:
        first = verification.violations[0]
        return _doubted(told, f"the independent check found {first.rule}: {first.message}")
    checked = verify_certificate(case, plan, certificate, largest=RECOMPUTED, should_stop=should_stop)
    if checked.accepted is None:
        return _noted(told, f"not recomputed here ({checked.messages[0]})")
    if not checked.accepted:
        refused = [claim.message for claim in checked.claims if not claim.accepted]
        return _doubted(told, "; ".join(refused or checked.messages))
    if proof == "enumeration":
        return _noted(
            told,
            "recomputed and accepted: it proves the bound that it claims. That no plan lies between that "
            "bound and the objective is the solver's word, in floating point",
        )
    for claim, (level, search) in zip(checked.claims, searches, strict=True):
        if claim.proved != search.score[2]:
            return _doubted(told, f"the recomputed bound of {level} is {claim.proved}, not {search.score[2]}")
    return _noted(told, "recomputed and accepted: it proves the objective of every level")


def _for_every_spread(
    case: Case,
    options: PlanOptions,
    instance: Instance,
    plan: Plan,
    searches: Sequence[tuple[str, Search]],
    should_stop: Callable[[], bool],
) -> Plan:
    """
    A plan with fixed tours on elements in one of several ways, with what is proved of the plans of every way.

    The search knew of its own way only; at its prices the others are valued too. So the plan is ``optimal``
    only if no way could do better (see :mod:`muster.planner.spreading`).
    """
    own = certify(case, options, instance, searches, None)
    known = for_every_spread(case, plan, own, held(case, options), should_stop=should_stop)
    claims = own.claims if known is None else known.claims
    free = [instance.fixed_cost * search.objective.cost for _, search in searches]
    known = replace(
        own,
        claims=tuple(
            claim
            if known is not None and claim.bound >= least
            else replace(claim, bound=least, proofs=(Proof(rows=tuple(limits_of(instance, search))),))
            for claim, least, (_, search) in zip(claims, free, searches, strict=True)
        ),
    )
    found = verify_certificate(case, plan, known, largest=RECOMPUTED, should_stop=should_stop)
    note = f"not recomputed here ({found.messages[0]})" if found.accepted is None else None
    if found.accepted is not None:
        refused = [claim.message for claim in found.claims if not claim.accepted]
        if refused:
            told = replace(plan, certificate=known, stats={**plan.stats, "certificate": _what(known)})
            return _doubted(told, "; ".join(refused))
        note = "recomputed and accepted: it holds wherever fixed tours are put on the elements of their units"
    assert note is not None
    least = {claim.level: claim.bound for claim in known.claims}
    proof = "bound" if all(least[level] >= search.score[2] for level, search in searches) else None
    known = replace(known, proof=proof)
    stats: dict[str, object] = {**plan.stats, "proof": proof, "certificate": _what(known)}
    levels = plan.stats.get("levels")
    if isinstance(levels, list):
        stats["levels"] = [_bounded(level, least[level["level"]]) for level in levels]
    status = plan.status if plan.status == "empty" else "optimal" if proof else "feasible"
    told = with_bound(replace(plan, certificate=known, stats=stats, status=status), least.get("objective"))
    if status == "optimal":
        verification = verify_plan(case, told)
        if not verification.feasible:
            first = verification.violations[0]
            return _doubted(told, f"the independent check found {first.rule}: {first.message}")
    return _noted(told, note)


def with_bound(plan: Plan, bound: int | None) -> Plan:
    """The plan with another bound, and the gap and share closed that follow from it."""
    if bound is None or plan.objective is None:
        return replace(plan, bound=None, gap=None, closed=None)
    closed = None
    if plan.empty is not None and plan.empty > bound:
        closed = (plan.empty - plan.objective) / (plan.empty - bound)
    return replace(plan, bound=bound, gap=(plan.objective - bound) / max(plan.objective, 100), closed=closed)


def without_bound(plan: Plan) -> Plan:
    """A plan whose search contradicted itself: nothing is proved of it, and no certificate goes with it."""
    stats: dict[str, object] = {**plan.stats, "proof": None}
    levels = plan.stats.get("levels")
    if isinstance(levels, list):
        stats["levels"] = [{**level, "bound": None, "gap": None, "closed": None} for level in levels]
    status = plan.status if plan.status == "empty" else "feasible"
    return with_bound(replace(plan, status=status, stats=stats, certificate=None), None)


def _bounded(level: dict[str, Any], bound: int) -> dict[str, Any]:
    """A level of a lexicographic plan with another bound."""
    value, empty = level["objective"], level["empty"]
    closed = None if empty <= bound else (empty - value) / (empty - bound)
    return {**level, "bound": bound, "gap": (value - bound) / max(value, 1), "closed": closed}


def _reached(search: Search) -> bool:
    """Whether the relaxation's own bound proves the objective of a search."""
    state = search.relaxation
    if state is None or state.bound is None:
        return search.instance.fixed_cost * search.objective.cost >= search.score[2]
    return -(-state.bound // state.master.scale) >= search.score[2]


def _trees(searches: Sequence[tuple[str, Search]], time_is_up: Callable[[], bool]) -> dict[str, Tree] | None:
    """Divisions that prove what relaxations do not, by level; ``None`` if a plan is not the best."""
    found = {}
    for level, search in searches:
        parts = min(PARTS, DIVIDED // max(1, search.instance.tours.size))
        if _reached(search) or parts < FEWEST:
            continue
        try:
            tree = divide(search, time_is_up, most=parts)
        except SolverError:  # then the solver's enumeration stays the proof, and is called that
            continue
        if tree.better is not None:
            before = search.score
            search.load(tree.better)
            if search.score < before:
                return None
        if tree.parts:
            found[level] = tree
    return found


def back_again(
    case: Case,
    options: PlanOptions,
    instance: Instance,
    plan: Plan,
    searches: Sequence[tuple[str, Search, int]],
    should_stop: Callable[[], bool],
) -> Plan:
    """
    A plan from a baseline with its certificate: what the check makes of the prices of the search.

    Without one where the case is too large to be recomputed here. ``searches`` as for
    :func:`muster.planner.certificate.certify_again`.
    """
    empty = certify_again(case, options, instance, searches)
    found = verify_certificate(case, plan, empty, largest=RECOMPUTED // 2, should_stop=should_stop)
    several = has_several_spreads(case)
    if found.accepted is not True:
        return _unproved(plan, instance.least) if several else plan
    claims = tuple(
        replace(claim, bound=max(0, checked.proved or 0))
        for claim, checked in zip(empty.claims, found.claims, strict=True)
    )
    certificate = replace(empty, claims=claims)
    told = replace(plan, certificate=certificate, stats={**plan.stats, "certificate": _what(certificate)})
    return (
        _unproved(told, *(claim.bound for claim in claims if claim.level == "objective")) if several else told
    )


def _unproved(plan: Plan, bound: int | None = None) -> Plan:
    """A plan whose search knew of one way to put fixed tours on elements, with a bound for every way."""
    met = bound is not None and plan.objective is not None and plan.objective <= bound
    levels = plan.stats.get("levels")
    stats = {**plan.stats, "proof": "bound" if met else None}
    if isinstance(levels, list):
        stats["levels"] = [{**level, "bound": None, "gap": None, "closed": None} for level in levels]
    status = plan.status if plan.status == "empty" else "optimal" if met else "feasible"
    return with_bound(replace(plan, status=status, stats=stats), bound)


def _what(certificate: Certificate) -> dict[str, object]:
    """What a certificate claims: dollars, or headcount-days of a priority."""
    return {
        "claims": {
            claim.level: claim.bound if claim.level.startswith("priority") else claim.bound / 100
            for claim in certificate.claims
        }
    }


def _noted(plan: Plan, note: str) -> Plan:
    known = plan.stats.get("certificate")
    assert isinstance(known, dict)
    return replace(plan, stats={**plan.stats, "certificate": {**known, "note": note}})


def _doubted(plan: Plan, why: str) -> Plan:
    """The plan without the word ``optimal``: a check failed, which is a fault of Muster."""
    noted = _noted(plan, f"optimality not confirmed: {why}. This is a bug in Muster: please report it")
    return replace(noted, status="feasible", stats={**noted.stats, "proof": None})
