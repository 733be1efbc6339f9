"""18 USC 1382: entering military property for a prohibited purpose, or coming back, is an offence."""

from __future__ import annotations

from collections.abc import Iterator

from muster.law.rule import Outcome, Rule, Situation, notes

__all__ = ("RULE",)


def _formula(situation: Situation) -> Iterator[Outcome]:
    if situation.question.domain == "military-land":
        yield notes(
            "Who enters military property for a prohibited purpose, or comes back after removal, commits an "
            "offence; notice and boundary belong to the record, and civil authorities prosecute."
        )


RULE = Rule(address="usc/t18/s1382", formula=_formula)
