"""10 USC 12304b: units of the Selected Reserve for preplanned missions of the combatant commands."""

from __future__ import annotations

from collections.abc import Iterator

from muster.law.mobilization import beyond_members, beyond_stay, called
from muster.law.rule import Leg, Outcome, Rule, Situation, lacks

__all__ = ("RULE",)

_ADDRESS = "usc/t10/s12304b"


def _formula(situation: Situation) -> Iterator[Outcome]:
    if not situation.mobilized or not situation.invoked(_ADDRESS):
        return
    if situation.question.purpose in ("disaster", "civil-disturbance"):
        yield lacks(
            "The mission must be preplanned, and its cost and manpower stand in the budget materials "
            f"(subsection (b)(1)); {situation.question.purpose} is not such a mission.",
            would_do=("10 USC 12302 in a declared emergency", "10 USC 12301(d) with consent"),
            leg=Leg.MOBILIZATION,
        )
        return
    yield (
        beyond_stay(situation, _ADDRESS)
        or beyond_members(situation, _ADDRESS)
        or called(situation, "by units for the preplanned mission, without their consent", _ADDRESS)
    )


RULE = Rule(address=_ADDRESS, formula=_formula)
