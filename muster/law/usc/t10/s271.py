"""10 USC 271 (371 until 2016): what was seen in the normal course of training may be passed on."""

from __future__ import annotations

from collections.abc import Iterator

from muster.law.rule import Outcome, Rule, Situation, notes

__all__ = ("RULE",)


def _formula(situation: Situation) -> Iterator[Outcome]:
    if situation.question.requested_by in ("federal-lea", "state", "local"):
        yield notes(
            "Information collected in the normal course of training or operations may be given to law "
            "enforcement; the section gives no power to collect it for them."
        )


RULE = Rule(address="usc/t10/s271", formula=_formula)
