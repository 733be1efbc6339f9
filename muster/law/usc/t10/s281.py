"""10 USC 281 (381 until 2016): States and localities may buy equipment through the Department."""

from __future__ import annotations

from collections.abc import Iterator

from muster.law.rule import Outcome, Rule, Situation, notes

__all__ = ("RULE",)


def _formula(situation: Situation) -> Iterator[Outcome]:
    if situation.question.requested_by in ("state", "local"):
        yield notes(
            "Equipment may be bought through the Department, with payment in advance and at the buyer's "
            "cost of "
            "shipping; the section lends nothing and sends nobody."
        )


RULE = Rule(address="usc/t10/s281", formula=_formula)
