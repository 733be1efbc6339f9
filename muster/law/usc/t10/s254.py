"""10 USC 254 (334 until 2016): the proclamation, without which chapter 13 is not complete."""

from __future__ import annotations

from collections.abc import Iterator

from muster.law.rule import Leg, Outcome, Rule, Situation, lacks, leaves_open

__all__ = ("RULE",)

_MESSAGE = (
    "Whenever the militia or the armed forces are to be used under chapter 13, the President shall order "
    "the insurgents to disperse by proclamation; none is invoked, and section 251, 252 or 253 does not "
    "bring it."
)


def _formula(situation: Situation) -> Iterator[Outcome]:
    if not situation.t10 or situation.insurrection is not None:
        return
    if situation.police and not situation.military_purpose and not situation.wmd_emergency:
        yield leaves_open(_MESSAGE, would_do=("proclamation under 10 USC 254",))
    if situation.mobilized and situation.question.component.is_guard:
        yield lacks(_MESSAGE, would_do=("proclamation under 10 USC 254",), leg=Leg.MOBILIZATION)


RULE = Rule(address="usc/t10/s254", formula=_formula)
