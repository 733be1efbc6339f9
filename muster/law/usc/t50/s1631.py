"""50 USC 1631: an emergency unlocks only the provisions that the President names, and orders nobody."""

from __future__ import annotations

from collections.abc import Iterator

from muster.law.rule import Leg, Outcome, Rule, Situation, lacks

__all__ = ("RULE",)


def _formula(situation: Situation) -> Iterator[Outcome]:
    if situation.mobilized and situation.emergency and not situation.invoked("usc/t10/s12302"):
        yield lacks(
            "A declared emergency puts no provision to use by itself: the provision must be named, and under "
            "10 USC 12302 members must be ordered to active duty.",
            would_do=("10 USC 12302",),
            leg=Leg.MOBILIZATION,
        )


RULE = Rule(address="usc/t50/s1631", formula=_formula)
