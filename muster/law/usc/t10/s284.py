"""10 USC 284: support against drugs and transnational crime, of the kinds that subsection (b) lists."""

from __future__ import annotations

from collections.abc import Iterator

from muster.law.roles import SENSOR
from muster.law.rule import Outcome, Rule, Situation, carries

__all__ = ("RULE",)

#: (b)(1)-(2) maintenance; (3) transport; (4) bases; (5) training; (6) detection; (7) roads, fences, lighting;
#: (8) networks; (9) linguists, analysis and planning; (10) reconnaissance.
_KINDS = SENSOR | {
    "maintenance",
    "transport_ground",
    "transport_air",
    "facilities",
    "training_of_agency",
    "engineering_barrier",
    "engineering_road",
    "communications",
    "linguist",
    "intelligence_analysis",
    "planning_staff",
}


def _formula(situation: Situation) -> Iterator[Outcome]:
    question = situation.question
    if not situation.t10 or situation.role not in _KINDS:
        return
    invoked = situation.invoked("usc/t10/s284") and question.purpose in (None, "border", "counterdrug")
    standing = question.purpose == "counterdrug" and question.requested_by != "none"
    # subsection (b) sets the distance of 274 for detection; (10) speaks of reconnaissance without one
    if invoked or (standing and (situation.role not in SENSOR or question.first_detected is None)):
        yield carries(
            f"Support against drugs or transnational crime includes {situation.role} (subsection (b)), at "
            f"the "
            "request of the responsible official; it needs no emergency.",
            review=True,
        )


RULE = Rule(address="usc/t10/s284", formula=_formula)
