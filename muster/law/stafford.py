"""What the sections of the Stafford Act on federal assistance have in common."""

from __future__ import annotations

from muster.law.roles import DISASTER, PLAIN
from muster.law.rule import Outcome, Situation, carries

__all__ = ("STAFFORD", "assigned")

#: Sections under which the President directs a federal agency to help.
STAFFORD = ("usc/t42/s5170a", "usc/t42/s5170b", "usc/t42/s5192")


def assigned(situation: Situation, address: str, words: str) -> Outcome | None:
    """
    The outcome where ``address`` was set in motion for emergency work by title 10 forces, else
    ``None``.
    """
    fits = situation.question.purpose in (None, "disaster") and situation.role in PLAIN | DISASTER
    if situation.t10 and fits and situation.invoked(address):
        return carries(words)
    return None
