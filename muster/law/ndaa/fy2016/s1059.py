"""Pub. L. 114-92, s. 1059: help to U.S. Customs and Border Protection on the southern land border."""

from __future__ import annotations

from collections.abc import Iterator

from muster.law.roles import PLAIN, SENSOR, SURFACE_SENSOR
from muster.law.rule import Leg, Outcome, Rule, Situation, carries, lacks

__all__ = ("RULE",)

_ADDRESS = "ndaa/fy2016/s1059"


def _formula(situation: Situation) -> Iterator[Outcome]:
    question = situation.question
    if not situation.t10 or situation.role not in PLAIN | SENSOR:
        return
    invoked = situation.invoked(_ADDRESS) and question.purpose in (None, "border", "counterdrug")
    asked = question.purpose == "border" and question.requested_by in (
        None,
        "federal-lea",
        "federal-agency",
    )
    inland = situation.role in SURFACE_SENSOR and (
        question.first_detected == "inside"
        or (question.miles_from_border is not None and question.miles_from_border > _border_miles(situation))
    )
    if invoked or (asked and not inland):
        yield carries(
            "With the concurrence of the Secretary of Homeland Security the Secretary of Defense may help "
            "Customs and Border Protection to secure the southern land border."
        )
        if question.fund == "dod":
            yield carries("The Department may bear the cost of this assistance itself.", leg=Leg.MONEY)
    elif question.fund == "dod" and question.purpose == "border":
        yield lacks(
            "No statute is shown that lets the Department bear the cost itself.",
            settled_by=("the statute and the waiver that the approval names",),
            leg=Leg.MONEY,
        )


def _border_miles(situation: Situation) -> int:
    """The distance of 10 USC 274(b)(2)(B), beyond which surveillance is no longer clearly at the border."""
    return situation.parameter("usc/t10/s274", "surface") or 0


RULE = Rule(address=_ADDRESS, formula=_formula)
