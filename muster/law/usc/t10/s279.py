"""10 USC 279 (379 until 2016): on naval vessels the Coast Guard's people search, seize and arrest."""

from __future__ import annotations

from collections.abc import Iterator

from muster.law.rule import Outcome, Rule, Situation, notes

__all__ = ("RULE",)


def _formula(situation: Situation) -> Iterator[Outcome]:
    if situation.question.domain == "water":
        yield notes(
            "On a naval vessel in a drug-interdiction area the Coast Guard members on board, with their "
            "powers "
            "under title 14, do this."
        )


RULE = Rule(address="usc/t10/s279", formula=_formula)
