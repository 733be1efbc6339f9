"""Inherent powers: claimed, disputed, and settled by no statute of this library."""

from __future__ import annotations

from collections.abc import Iterator

from muster.domain.finding import Verdict
from muster.law.rule import Effect, Leg, Outcome, Rule, Situation, leaves_open

__all__ = ("RULE",)


def _formula(situation: Situation) -> Iterator[Outcome]:
    legs = [Leg.MISSION] if situation.t10 and not situation.military_purpose else []
    for leg in [*legs, *([Leg.MOBILIZATION] if situation.mobilized else [])]:
        yield Outcome(
            leg=leg,
            effect=Effect.LACKS,
            verdict=Verdict.UNKNOWN if leg is Leg.MISSION else Verdict.NEEDS_AUTHORITY,
            message="An inherent power is claimed. For it: 18 USC 1385 excepts what the Constitution "
            "authorizes, "
            "and the President has protected federal functions without a statute. Against: the exception "
            "is for "
            "what is expressly authorized, and no statute of this library states such a power.",
            would_do=() if leg is Leg.MISSION else ("a section of title 10 that calls these members",),
            settled_by=("an opinion of counsel or a court on the power claimed",)
            if leg is Leg.MISSION
            else (),
        )
    if situation.t10 and situation.police and situation.insurrection is False:
        yield leaves_open(
            f"Whether an inherent power would except {situation.role} from 18 USC 1385 is disputed.",
            settled_by=("an opinion of counsel or a court on the power claimed",),
        )


RULE = Rule(address="outside/inherent-power", formula=_formula)
