"""
32 USC 502(f): Guard duty under the governor with federal pay, at the request of the President or
Secretary.
"""

from __future__ import annotations

from collections.abc import Iterator

from muster.domain.component import DutyStatus
from muster.domain.finding import Verdict
from muster.law.roles import DISASTER, PLAIN, SENSOR
from muster.law.rule import Effect, Leg, Outcome, Rule, Situation, carries, lacks

__all__ = ("RULE",)

_ADDRESS = "usc/t32/s502"


def _formula(situation: Situation) -> Iterator[Outcome]:
    question = situation.question
    if question.duty_status is not DutyStatus.T32:
        return
    yield _duty(situation)
    if situation.role in PLAIN | SENSOR | DISASTER | {"traffic_control"}:
        yield carries(
            "Guard members in title 32 serve under their governor; 18 USC 1385 and 10 USC 275 do not "
            "bind them, "
            "and duty under 502(f) may support operations requested by the President or Secretary.",
        )


def _duty(situation: Situation) -> Outcome:
    if situation.question.governor_consent == "no":
        return Outcome(
            leg=Leg.MOBILIZATION,
            effect=Effect.DECIDES,
            verdict=Verdict.PROHIBITED,
            message="Title 32 duty is ordered by the governor, who has refused.",
            would_do=("the governor's consent", "title 10 orders under a mobilization section"),
        )
    asked = situation.invoked(_ADDRESS, "dod/dodi3025-22")
    if asked and situation.question.governor_consent == "unknown":
        return lacks(
            "Title 32 duty is ordered by the governor; whether the governor consents is not known.",
            settled_by=("whether the governor consents",),
            leg=Leg.MOBILIZATION,
        )
    if asked:
        return carries(
            "The President or the Secretary of Defense has requested the operation, and the governor orders "
            "it (502(f)(2)(A)).",
            leg=Leg.MOBILIZATION,
        )
    return lacks(
        "Title 32 duty for an operation needs the request of the President or the Secretary of Defense, who "
        "alone funds it (DoDI 3025.22), with the governor's consent; none is invoked.",
        would_do=("32 USC 502(f)", "state active duty"),
        leg=Leg.MOBILIZATION,
    )


RULE = Rule(address=_ADDRESS, formula=_formula)
