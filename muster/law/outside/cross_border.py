"""Across the border no statute on support at home carries anyone."""

from __future__ import annotations

from collections.abc import Iterator

from muster.domain.component import DutyStatus
from muster.law.rule import Outcome, Rule, Situation, forbids, leaves_open

__all__ = ("RULE",)


def _formula(situation: Situation) -> Iterator[Outcome]:
    if situation.role != "cross_border":
        return
    if situation.question.duty_status in (DutyStatus.T32, DutyStatus.SAD):
        yield forbids(
            "A governor has no power on the soil of another country.",
            would_do=("title 10 orders with an authority for operations abroad",),
        )
    else:
        yield leaves_open(
            "Acting on the soil of another country needs an authority outside this library: the "
            "Constitution, "
            "an authorization of Congress, or the consent of that country; domestic support statutes do not "
            "carry it.",
            would_do=("an authority for operations abroad, outside this library",),
        )


RULE = Rule(address="outside/cross-border", formula=_formula)
