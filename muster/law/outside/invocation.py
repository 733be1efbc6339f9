"""What was invoked and carries nothing is said."""

from __future__ import annotations

from collections.abc import Iterator

from muster.law.rule import Outcome, Rule, Situation, notes

__all__ = ("RULE",)


def _formula(situation: Situation) -> Iterator[Outcome]:
    for item in situation.invocations:
        if item.reason and item.source is None:
            yield notes(f"{item.text}: {item.reason}.", review=item.standing != "carries")


RULE = Rule(address="outside/invocation", formula=_formula)
