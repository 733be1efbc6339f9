"""
10 USC 277 (377 until 2016): who is supported reimburses, unless the Secretary waives on one of two
grounds.
"""

from __future__ import annotations

from collections.abc import Iterator

from muster.domain.component import DutyStatus
from muster.law.roles import PLAIN, SENSOR
from muster.law.rule import Leg, Outcome, Rule, Situation, lacks, notes

__all__ = ("RULE",)

_GROUNDS = (
    "whether the support is given in the normal course of training or operations (277(c)(1))",
    "whether it gives a substantially equivalent benefit of training (277(c)(2))",
)


def _formula(situation: Situation) -> Iterator[Outcome]:
    question = situation.question
    police_support = question.requested_by == "federal-lea" or question.purpose in ("border", "counterdrug")
    federal = question.duty_status in (DutyStatus.T10, DutyStatus.T32)
    supports = situation.role in PLAIN | SENSOR
    if question.fund is None and federal and police_support and supports:
        yield notes(
            "The supported agency reimburses to the extent the Economy Act requires, unless the Secretary of "
            "Defense waives it; name the ground of a waiver.",
            leg=Leg.MONEY,
        )
    # on the southern land border section 1059 of Pub. L. 114-92 speaks for itself
    if question.fund == "dod" and not (situation.t10 and supports and question.purpose == "border"):
        yield lacks(
            "The Department may bear the cost of support to others itself only on a ground of subsection "
            "(c) or "
            "under another statute.",
            settled_by=_GROUNDS,
            leg=Leg.MONEY,
        )


RULE = Rule(address="usc/t10/s277", formula=_formula)
