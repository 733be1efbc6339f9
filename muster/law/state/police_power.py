"""The Guard outside federal service: not bound by 18 USC 1385, but a police power comes from somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from muster.domain.component import DutyStatus
from muster.law.rule import Outcome, Rule, Situation, carries, lacks, leaves_open

__all__ = ("RULE",)

_WOULD = ("state law that gives the Guard this power", "deputation by an agency that has it")


def _formula(situation: Situation) -> Iterator[Outcome]:
    question = situation.question
    if question.duty_status not in (DutyStatus.T32, DutyStatus.SAD):
        return
    if situation.police:
        if situation.invoked("state/police-power"):
            yield carries("State law or deputation gives the power.", review=True)
        else:
            yield lacks(
                f"18 USC 1385 and 10 USC 275 do not bind the Guard in {question.duty_status.value}, yet "
                f"{situation.role} is a police power, which must come from state law or deputation.",
                would_do=_WOULD,
            )
    elif situation.role == "transport_detainees":
        if question.custody == "agency":
            yield carries("Transport is help while the agency's own officers keep custody.", review=True)
        else:
            yield leaves_open(
                "Moving people in custody is help with transport if the agency keeps custody, and "
                "detention if "
                "the Guard does.",
                settled_by=("who has custody: the agency or the Guard",),
            )
    elif situation.role == "force_protection":
        if question.protects in (None, "own"):
            yield carries("A force may protect itself, its bases and its equipment.")
        else:
            yield leaves_open(
                f"Protecting what is not its own ({question.protects}) may need a police power.",
                settled_by=(
                    "what state law or deputation gives",
                    "the rules for the use of force of the State",
                ),
            )


RULE = Rule(address="state/police-power", formula=_formula)
