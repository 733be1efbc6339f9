"""10 USC 278 (378 until 2016): chapter 15 takes nothing from older law, and adds nothing to it."""

from __future__ import annotations

from collections.abc import Iterator

from muster.law.rule import Outcome, Rule, Situation, notes

__all__ = ("RULE",)


def _formula(situation: Situation) -> Iterator[Outcome]:
    yield notes(
        f"Chapter 15 leaves untouched what the law gave the executive before 1 December 1981; it gives no "
        f"power "
        f"of its own for {situation.role}."
    )


RULE = Rule(address="usc/t10/s278", formula=_formula)
