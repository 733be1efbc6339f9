"""10 USC 272 (372 until 2016): equipment and bases may be made available to law enforcement."""

from __future__ import annotations

from collections.abc import Iterator

from muster.law.rule import Outcome, Rule, Situation, notes

__all__ = ("RULE",)


def _formula(situation: Situation) -> Iterator[Outcome]:
    if situation.question.requested_by in ("federal-lea", "state", "local"):
        yield notes(
            "Equipment, a base or a research facility may be made available to law enforcement; this "
            "speaks of "
            "things, and the people who go with them need their own ground."
        )


RULE = Rule(address="usc/t10/s272", formula=_formula)
