"""DoDI 3025.22: the Secretary alone, with the governors, funds the Guard in title 32 for civil support."""

from __future__ import annotations

from collections.abc import Iterator

from muster.law.rule import Leg, Outcome, Rule, Situation, notes

__all__ = ("RULE",)


def _formula(situation: Situation) -> Iterator[Outcome]:
    if situation.invoked("usc/t32/s502", "dod/dodi3025-22"):
        yield notes(
            "The Secretary of Defense, with the concurrence of the governors, is the sole authority to "
            "fund such "
            "duty: name the decision.",
            leg=Leg.MONEY,
        )


RULE = Rule(address="dod/dodi3025-22", formula=_formula)
