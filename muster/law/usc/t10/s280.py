"""10 USC 280 (380 until 2016): a yearly briefing of State and local law enforcement."""

from __future__ import annotations

from collections.abc import Iterator

from muster.law.rule import Outcome, Rule, Situation, notes

__all__ = ("RULE",)


def _formula(situation: Situation) -> Iterator[Outcome]:
    if situation.question.requested_by in ("state", "local"):
        yield notes(
            "What help there is, and how to ask for it, is told to State and local law enforcement in a "
            "yearly "
            "briefing; the briefing permits nothing."
        )


RULE = Rule(address="usc/t10/s280", formula=_formula)
