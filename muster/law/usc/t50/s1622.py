"""50 USC 1622: an emergency lapses on its anniversary unless a notice continues it."""

from __future__ import annotations

from collections.abc import Iterator

from muster.law.rule import Leg, Outcome, Rule, Situation, lacks

__all__ = ("RULE",)


def _formula(situation: Situation) -> Iterator[Outcome]:
    if situation.mobilized and situation.emergency is None:
        yield lacks(
            "An emergency ends on its anniversary if no notice within the ninety days before continues "
            "it; for "
            "the one invoked no notice is in the library.",
            settled_by=("the notice of continuation in the Federal Register",),
            leg=Leg.MOBILIZATION,
        )


RULE = Rule(address="usc/t50/s1622", formula=_formula)
