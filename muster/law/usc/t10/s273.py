"""10 USC 273 (373 until 2016): training civilian law enforcement, and expert advice."""

from __future__ import annotations

from collections.abc import Iterator

from muster.law.rule import Outcome, Rule, Situation, carries

__all__ = ("RULE",)


def _formula(situation: Situation) -> Iterator[Outcome]:
    question = situation.question
    police = question.requested_by in (None, "federal-lea", "state", "local")
    other_law = question.purpose in ("disaster", "civil-disturbance")
    if situation.t10 and situation.role == "training_of_agency" and police and not other_law:
        yield carries(
            "Personnel may train Federal, State, and local law enforcement officials and advise them."
        )


RULE = Rule(address="usc/t10/s273", formula=_formula)
