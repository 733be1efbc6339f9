"""State active duty: the governor orders, the State pays, its law governs."""

from __future__ import annotations

from collections.abc import Iterator

from muster.domain.component import DutyStatus
from muster.law.roles import DISASTER, PLAIN, SENSOR
from muster.law.rule import Leg, Outcome, Rule, Situation, carries, lacks

__all__ = ("RULE",)


def _formula(situation: Situation) -> Iterator[Outcome]:
    question = situation.question
    if question.fund == "state":
        yield _money(situation)
    if question.duty_status is not DutyStatus.SAD:
        return
    if question.governor_consent == "no":
        yield lacks(
            "State active duty is ordered by the governor, who has not agreed.",
            would_do=("the governor's order",),
            leg=Leg.MOBILIZATION,
        )
    elif question.governor_consent == "unknown":
        yield lacks(
            "State active duty is ordered by the governor; whether the governor agrees is not known.",
            settled_by=("whether the governor has ordered it",),
            leg=Leg.MOBILIZATION,
        )
    else:
        yield carries("State active duty is by the governor's order.", leg=Leg.MOBILIZATION)
    if situation.role in PLAIN | SENSOR | DISASTER | {"traffic_control"}:
        yield carries(
            "The Guard in its State's service may help the public and civil authorities as its State's law "
            "provides; 18 USC 1385 and 10 USC 275 do not bind it."
        )


def _money(situation: Situation) -> Outcome:
    if situation.question.duty_status is DutyStatus.SAD:
        return carries("The State pays for state active duty.", leg=Leg.MONEY)
    return lacks(
        f"{situation.question.duty_status.value} is duty at federal cost; a State pays for it only by "
        "reimbursement under a statute that says so.",
        would_do=("state active duty", "a reimbursement agreement"),
        leg=Leg.MONEY,
    )


RULE = Rule(address="state/active-duty", formula=_formula)
