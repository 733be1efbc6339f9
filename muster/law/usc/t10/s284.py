"""10 USC 284: support against drugs and transnational crime, of the kinds that subsection (b) lists."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from muster.law.library import provision
from muster.law.roles import SENSOR
from muster.law.rule import Outcome, Rule, Situation, carries

__all__ = ("RULE",)

#: (b)(1)-(2) maintenance; (3) transport; (4) bases; (5) training; (6) detection; (7) roads, fences, lighting;
#: (8) networks; (9) linguists and analysis, planning since 2023; (10) reconnaissance.
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
}


def _formula(situation: Situation) -> Iterator[Outcome]:
    question = situation.question
    planning = situation.role == "planning_staff" and situation.day >= _planning_since()
    if not situation.t10 or not (situation.role in _KINDS or planning):
        return
    invoked = situation.invoked("usc/t10/s284") and question.purpose in (None, "border", "counterdrug")
    standing = question.purpose == "counterdrug" and question.requested_by != "none"
    # subsection (b) sets the distance of 274 for detection; (10) speaks of reconnaissance without one
    if invoked or (standing and (situation.role not in SENSOR or question.first_detected is None)):
        yield carries(
            f"Support against drugs or transnational crime includes {situation.role} (subsection (b)), at "
            f"the "
            "request of the responsible official; it needs no emergency.",
        )


def _planning_since() -> date:
    """The day from which (b)(9) names planning: that of the latest text."""
    return provision("usc/t10/s284").texts[-1].period.start or date.max


RULE = Rule(address="usc/t10/s284", formula=_formula)
