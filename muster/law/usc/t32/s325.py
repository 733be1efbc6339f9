"""32 USC 325: who is ordered to active duty leaves his State's Guard; a dual-status commander may stay."""

from __future__ import annotations

from collections.abc import Iterator

from muster.law.rule import Leg, Outcome, Rule, Situation, notes

__all__ = ("RULE",)


def _formula(situation: Situation) -> Iterator[Outcome]:
    if situation.t10 and situation.question.component.is_guard:
        yield notes(
            "A Guard member ordered to active duty is relieved from duty in the Guard of his State; an "
            "officer "
            "may keep both statuses if the President authorizes and the governor consents, and then commands "
            "two chains, never one merged.",
            leg=Leg.MOBILIZATION,
        )


RULE = Rule(address="usc/t32/s325", formula=_formula)
