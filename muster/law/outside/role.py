"""A role that the library does not know is not judged."""

from __future__ import annotations

from collections.abc import Iterator

from muster.law.roles import is_known
from muster.law.rule import Outcome, Rule, Situation, leaves_open

__all__ = ("RULE",)


def _formula(situation: Situation) -> Iterator[Outcome]:
    if not is_known(situation.role):
        yield leaves_open(
            f"The library does not know the role {situation.role!r} and does not judge it.",
            settled_by=("the role in the words of `muster schema roles`",),
        )


RULE = Rule(address="outside/role", formula=_formula)
