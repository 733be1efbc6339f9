"""43 USC 155, the Engle Act: land withdrawn for defense; it makes military land, and no police power."""

from __future__ import annotations

from collections.abc import Iterator

from muster.law.rule import Outcome, Rule, Situation, notes

__all__ = ("RULE",)


def _formula(situation: Situation) -> Iterator[Outcome]:
    if situation.t10 and situation.police and situation.question.domain == "military-land":
        yield notes(
            "Whether the land was validly withdrawn or transferred, and marked, belongs to the record."
        )


RULE = Rule(address="usc/t43/s155", formula=_formula)
