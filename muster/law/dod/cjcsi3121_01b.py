"""CJCSI 3121.01B, Enclosure L: armed people at home need rules for the use of force, and training in them."""

from __future__ import annotations

from collections.abc import Iterator

from muster.domain.component import DutyStatus
from muster.law.rule import Outcome, Rule, Situation, notes

__all__ = ("RULE",)


def _formula(situation: Situation) -> Iterator[Outcome]:
    if situation.t10 and situation.question.armed:
        yield notes(
            "Armed people follow the standing rules for the use of force; record the training of each unit "
            "before it goes (DODIG-2020-115 found it missing)."
        )
    elif situation.question.armed and situation.question.duty_status in (DutyStatus.T32, DutyStatus.SAD):
        yield notes(
            "Armed people under their governor follow their State's rules for the use of force, which the "
            "library "
            "does not hold: name them, and record the training."
        )


RULE = Rule(address="dod/cjcsi3121-01b", formula=_formula)
