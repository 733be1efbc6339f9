"""10 USC 723: names and force visible in civil disturbances."""

from __future__ import annotations

from collections.abc import Iterator

from muster.domain.component import DutyStatus
from muster.law.rule import Outcome, Rule, Situation, notes

__all__ = ("RULE",)


def _formula(situation: Situation) -> Iterator[Outcome]:
    question = situation.question
    if question.purpose == "civil-disturbance" and question.duty_status is not DutyStatus.USCG:
        yield notes("Each member visibly shows the individual's and the force's name or identifier.")


RULE = Rule(address="usc/t10/s723", formula=_formula)
