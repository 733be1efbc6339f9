"""DoDD 3025.18: support of civil authorities starts from an approved request or the President's direction."""

from __future__ import annotations

from collections.abc import Iterator

from muster.domain.finding import Verdict
from muster.law.roles import DISASTER, PLAIN, SENSOR
from muster.law.rule import Effect, Leg, Outcome, Rule, Situation, carries

__all__ = ("RULE",)

_ADDRESS = "dod/dodd3025-18"


def _formula(situation: Situation) -> Iterator[Outcome]:
    question = situation.question
    if not situation.t10 or situation.role not in PLAIN | SENSOR | DISASTER:
        return
    if question.purpose == "civil-disturbance":
        return
    if situation.invoked(_ADDRESS) or situation.approved is not None:
        what = f"the approval {situation.approved}" if situation.approved else "an approved request"
        yield carries(
            f"Support of civil authorities rests on {what}, evaluated for legality, lethality, risk, cost, "
            "appropriateness and readiness."
        )
    else:
        yield Outcome(
            leg=Leg.MISSION,
            effect=Effect.DEFAULT,
            verdict=Verdict.NEEDS_AUTHORITY,
            message="Support of civil authorities starts from a request that the Secretary approves, "
            "or from the direction of the President; none is invoked.",
            would_do=("approved request (DoDD 3025.18)",),
        )


RULE = Rule(address=_ADDRESS, formula=_formula)
