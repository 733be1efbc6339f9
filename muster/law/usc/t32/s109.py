"""32 USC 109: a State's defense force serves at home, for its governor, and never in the armed forces."""

from __future__ import annotations

from collections.abc import Iterator

from muster.domain.component import DutyStatus
from muster.domain.finding import Verdict
from muster.law.rule import Effect, Leg, Outcome, Rule, Situation, notes

__all__ = ("RULE",)


def _formula(situation: Situation) -> Iterator[Outcome]:
    status = situation.question.duty_status
    if status in (DutyStatus.T10, DutyStatus.T32):
        yield Outcome(
            leg=Leg.MOBILIZATION,
            effect=Effect.DECIDES,
            verdict=Verdict.PROHIBITED,
            message="A defense force of a State may not be called, ordered, or drafted into the armed "
            "forces, and "
            "has no pay from the United States: it does not serve in title 10 or title 32.",
            would_do=("the National Guard of the State", "the State's own order, within it"),
        )
    elif status is DutyStatus.SAD:
        yield notes(
            "A defense force of a State serves within it, as its governor considers necessary; its people "
            "are no "
            "Guard, and are counted under no federal ceiling.",
            leg=Leg.MOBILIZATION,
        )


RULE = Rule(address="usc/t32/s109", formula=_formula)
