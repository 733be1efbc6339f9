"""14 USC 701 (141 until 2018): the Coast Guard helps other agencies at their request."""

from __future__ import annotations

from collections.abc import Iterator

from muster.domain.component import DutyStatus
from muster.law.roles import DISASTER, PLAIN, SENSOR
from muster.law.rule import Outcome, Rule, Situation, carries, leaves_open

__all__ = ("RULE",)


def _formula(situation: Situation) -> Iterator[Outcome]:
    if situation.question.duty_status is not DutyStatus.USCG or situation.police:
        return
    if situation.role in PLAIN | SENSOR | DISASTER | {"traffic_control"}:
        yield carries("The Coast Guard may help any agency, State or locality with what it is qualified for.")
    elif situation.role == "force_protection" and situation.question.protects in (None, "own"):
        yield carries("The force may protect itself.")
    elif situation.role == "transport_detainees" and situation.question.custody == "agency":
        yield carries("Transport with the agency's custody aboard is help to the agency.")
    elif situation.role in ("force_protection", "transport_detainees"):
        yield leaves_open(
            f"No provision of the library settles {situation.role} by the Coast Guard here.",
            settled_by=("who holds custody", "who or what is protected"),
        )


RULE = Rule(address="usc/t14/s701", formula=_formula)
