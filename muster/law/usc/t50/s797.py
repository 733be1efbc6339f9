"""50 USC 797: a commander's security orders for military property, and who breaks them."""

from __future__ import annotations

from collections.abc import Iterator

from muster.law.rule import Outcome, Rule, Situation, notes

__all__ = ("RULE",)


def _formula(situation: Situation) -> Iterator[Outcome]:
    if situation.t10 and situation.police and situation.question.domain == "military-land":
        yield notes(
            "A commander may regulate entry on military property; whoever breaks a posted order commits an "
            "offence, which civil authorities prosecute."
        )


RULE = Rule(address="usc/t50/s797", formula=_formula)
