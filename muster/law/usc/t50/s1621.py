"""50 USC 1621: emergency powers are in effect only when the President specifically declares an emergency."""

from __future__ import annotations

from collections.abc import Iterator

from muster.law.rule import Leg, Outcome, Rule, Situation, notes

__all__ = ("RULE",)


def _formula(situation: Situation) -> Iterator[Outcome]:
    if situation.mobilized and situation.invoked("usc/t10/s12302") and situation.emergency:
        yield notes("A national emergency is declared, and stands on this day.", leg=Leg.MOBILIZATION)


RULE = Rule(address="usc/t50/s1621", formula=_formula)
