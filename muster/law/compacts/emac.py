"""EMAC: the Guard of one State in another, by mutual agreement; article XIII keeps military force out."""

from __future__ import annotations

from collections.abc import Iterator

from muster.domain.component import DutyStatus
from muster.law.rule import Outcome, Rule, Situation, leaves_open, notes

__all__ = ("RULE",)

_ADDRESS = "compacts/emac"


def _formula(situation: Situation) -> Iterator[Outcome]:
    question = situation.question
    home, place = question.home_state, question.place_state
    away = home is not None and place is not None and home.upper() != place.upper()
    if not away or question.duty_status not in (DutyStatus.SAD, DutyStatus.T32):
        return
    if situation.invoked(_ADDRESS):
        if situation.police:
            yield leaves_open(
                f"Nothing in the compact authorizes military force outside the home State for a purpose that "
                f"18 USC 1385 would prohibit (article XIII), and {situation.role} is one.",
                would_do=(f"the law of {place}, or deputation there",),
            )
        else:
            yield notes(f"The Guard of {home} helps {place} under the compact, by agreement of both.")
    elif question.duty_status is DutyStatus.SAD:
        yield leaves_open(
            f"The Guard of {home} serves in {place} only by agreement of both States; none is invoked.",
            would_do=("EMAC", "another agreement between the States"),
        )
    elif question.governor_consent != "yes":
        yield leaves_open(
            f"Disputed: whether the Guard of {home} may serve in {place} in title 32 if that State does not "
            "consent.",
            settled_by=(f"whether {place} consents (or EMAC)",),
        )


RULE = Rule(address=_ADDRESS, formula=_formula)
