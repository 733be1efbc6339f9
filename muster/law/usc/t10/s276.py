"""10 USC 276 (376 until 2016): no support that adversely affects military preparedness."""

from __future__ import annotations

from collections.abc import Iterator

from muster.law.roles import PLAIN, SENSOR
from muster.law.rule import Outcome, Rule, Situation, notes

__all__ = ("RULE",)


def _formula(situation: Situation) -> Iterator[Outcome]:
    question = situation.question
    police_support = question.requested_by == "federal-lea" or question.purpose in ("border", "counterdrug")
    if situation.t10 and police_support and situation.role in PLAIN | SENSOR:
        yield notes(
            "Support to law enforcement may not be given if it adversely affects military preparedness: "
            "record "
            "the readiness assessment before the decision."
        )


RULE = Rule(address="usc/t10/s276", formula=_formula)
