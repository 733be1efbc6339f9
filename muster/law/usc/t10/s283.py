"""10 USC 283: bombings of public places, at the request of the Attorney General."""

from __future__ import annotations

from collections.abc import Iterator

from muster.law.rule import Outcome, Rule, Situation, carries

__all__ = ("RULE",)


def _formula(situation: Situation) -> Iterator[Outcome]:
    yield carries(
        "The Attorney General has asked: forces may assist the Department of Justice in a situation that "
        "involves "
        "a bombing of a public place."
    )


RULE = Rule(address="usc/t10/s283", formula=_formula)
