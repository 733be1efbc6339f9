"""DoDD 3025.18, immediate response: a commander on the spot, a civil request, lives at stake, 72 hours."""

from __future__ import annotations

from collections.abc import Iterator

from muster.law.roles import DISASTER, PLAIN
from muster.law.rule import Outcome, Rule, Situation, carries, lacks

__all__ = ("RULE",)

_ADDRESS = "dod/dodd3025-18-immediate-response"
_APPROVAL = ("approved request (DoDD 3025.18)", "mission assignment under the Stafford Act")


def _formula(situation: Situation) -> Iterator[Outcome]:
    question = situation.question
    if not situation.t10 or not situation.invoked(_ADDRESS) or situation.role not in PLAIN | DISASTER:
        return
    limit = situation.parameter(_ADDRESS, "stay")
    hours = question.stay_hours
    if question.requested_by in ("none", "federal-lea", "federal-agency"):
        yield lacks(
            "Immediate response answers the request of a civil authority on the spot; the request here "
            "is from "
            f"{question.requested_by}.",
            would_do=("a request of the State or locality", *_APPROVAL),
        )
    elif question.purpose not in (None, "disaster", "wmd"):
        yield lacks(
            "Immediate response saves lives, prevents suffering or mitigates great damage to property; the "
            f"purpose stated is {question.purpose}.",
            would_do=_APPROVAL,
        )
    elif hours is not None and limit is not None and hours > limit:
        yield lacks(
            f"Immediate response is reassessed within {limit} hours, and what lasts longer, here {hours}, "
            f"needs "
            "a decision from above.",
            would_do=_APPROVAL,
        )
    else:
        yield carries(
            "A commander may respond at once to a civil authority's request where there is no time for "
            f"approval; it ends when the need ends, and is reassessed within {limit} hours.",
        )


RULE = Rule(address=_ADDRESS, formula=_formula)
