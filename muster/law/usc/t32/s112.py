"""32 USC 112: the Guard against drugs, under its State's approved plan."""

from __future__ import annotations

from collections.abc import Iterator

from muster.domain.component import DutyStatus
from muster.law.rule import Leg, Outcome, Rule, Situation, carries, lacks

__all__ = ("RULE",)


def _formula(situation: Situation) -> Iterator[Outcome]:
    question = situation.question
    if question.duty_status is not DutyStatus.T32 or not situation.invoked("usc/t32/s112"):
        return
    if question.purpose in (None, "counterdrug"):
        yield carries("Full-time Guard duty under the State's drug interdiction plan.", leg=Leg.MOBILIZATION)
    else:
        yield lacks(
            f"The section pays for drug interdiction under a State's plan, not for {question.purpose}.",
            would_do=("32 USC 502(f)",),
            leg=Leg.MOBILIZATION,
        )


RULE = Rule(address="usc/t32/s112", formula=_formula)
