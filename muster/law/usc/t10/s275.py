"""
10 USC 275 (375 until 2016): no direct participation in a search, seizure, arrest, or other similar activity.

"unless participation in such activity by such member is otherwise authorized by law"
"""

from __future__ import annotations

from collections.abc import Iterator

from muster.domain.component import Component
from muster.law.rule import Outcome, Rule, Situation, forbids

__all__ = ("RULE",)


def _formula(situation: Situation) -> Iterator[Outcome]:
    # the section names the Army, Navy, Air Force and Marine Corps, not the Space Force
    if not situation.t10 or not situation.police or situation.question.component is Component.USSF:
        return
    if situation.unexcused:
        yield forbids(
            f"Support to law enforcement may not include direct participation in {situation.role}, which "
            f"is a "
            "search, seizure, arrest, or other similar activity.",
            would_do=("10 USC 251, 252 or 253 with the proclamation of 10 USC 254",),
        )


RULE = Rule(address="usc/t10/s275", formula=_formula)
