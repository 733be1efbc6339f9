"""10 USC 12304a: the federal reserves, not the Guard, for a governor's disaster, at most 120 days."""

from __future__ import annotations

from collections.abc import Iterator

from muster.law.mobilization import beyond_stay, called
from muster.law.roles import DISASTER, PLAIN
from muster.law.rule import Leg, Outcome, Rule, Situation, carries, lacks

__all__ = ("RULE",)

_ADDRESS = "usc/t10/s12304a"


def _formula(situation: Situation) -> Iterator[Outcome]:
    question = situation.question
    if not situation.mobilized or not situation.invoked(_ADDRESS):
        return
    if question.component.is_guard:
        yield lacks(
            "The section names the Army, Navy, Marine Corps and Air Force Reserve; the Guard is not "
            "among them.",
            would_do=("32 USC 502(f)", "state active duty", "10 USC 12301(d) with consent"),
            leg=Leg.MOBILIZATION,
        )
    elif question.purpose not in (None, "disaster"):
        yield lacks(
            "The section answers a governor's request in a major disaster or emergency of the Stafford "
            "Act; the "
            f"purpose stated is {question.purpose}.",
            would_do=("10 USC 12302 in a declared emergency", "10 USC 12304b"),
            leg=Leg.MOBILIZATION,
        )
    elif question.requested_by in ("none", "federal-lea", "federal-agency"):
        yield lacks(
            f"The section answers the request of a governor; the request here is from "
            f"{question.requested_by}.",
            would_do=("a governor's request",),
            leg=Leg.MOBILIZATION,
        )
    else:
        yield beyond_stay(situation, _ADDRESS) or called(
            situation, "to respond to the governor's request, without their consent", _ADDRESS
        )
        if situation.role in PLAIN | DISASTER:
            yield carries("Members are ordered to respond to the governor's request, and this does so.")


RULE = Rule(address=_ADDRESS, formula=_formula)
