"""42 USC 5192(a)(1): in an emergency the President directs any federal agency to help."""

from __future__ import annotations

from collections.abc import Iterator

from muster.law.rule import Outcome, Rule, Situation
from muster.law.stafford import assigned

__all__ = ("RULE",)


def _formula(situation: Situation) -> Iterator[Outcome]:
    found = assigned(
        situation,
        "usc/t42/s5192",
        "In a declared emergency the Department of Defense may be directed to help: a mission assignment.",
    )
    if found is not None:
        yield found


RULE = Rule(address="usc/t42/s5192", formula=_formula)
