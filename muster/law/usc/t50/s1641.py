"""50 USC 1641: what an emergency costs is reported to Congress."""

from __future__ import annotations

from collections.abc import Iterator

from muster.law.rule import Leg, Outcome, Rule, Situation, notes

__all__ = ("RULE",)


def _formula(situation: Situation) -> Iterator[Outcome]:
    if not situation.emergency:
        return
    days = situation.parameter("usc/t50/s1641", "report_after_period")
    yield notes(
        f"Expenditures in the emergency are reported to Congress within {days} days after each six "
        f"months, and "
        "after its end.",
        leg=Leg.MONEY,
    )


RULE = Rule(address="usc/t50/s1641", formula=_formula)
