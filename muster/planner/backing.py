"""What stands behind a plan's word: its certificate, and for the word "optimal" both independent checks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from muster.domain.case import Case
from muster.domain.certificate import Certificate
from muster.domain.plan import Plan
from muster.planner.certificate import certify
from muster.planner.instance import Instance
from muster.planner.options import PlanOptions
from muster.planner.search import Search
from muster.planner.verify import verify_certificate, verify_plan

__all__ = ("back",)

#: Candidate tours up to which a certificate is recomputed before the plan is shown: some ten seconds at most.
RECOMPUTED = 1_000_000


def back(
    case: Case,
    options: PlanOptions,
    instance: Instance,
    plan: Plan,
    searches: Sequence[tuple[str, Search]],
    should_stop: Callable[[], bool],
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
    """
    proof = plan.stats.get("proof")
    proof = proof if isinstance(proof, str) else None
    certificate = certify(case, options, instance, searches, proof)
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
