"""31 USC 1535, the Economy Act: an agency may order goods or services from another agency."""

from __future__ import annotations

from collections.abc import Iterator

from muster.law.roles import PLAIN
from muster.law.rule import Leg, Outcome, Rule, Situation, carries, lacks

__all__ = ("RULE",)


def _formula(situation: Situation) -> Iterator[Outcome]:
    question = situation.question
    federal = question.requested_by in (None, "federal-lea", "federal-agency")
    unstated = question.requested_by is None and situation.approved is None
    other_law = question.purpose in ("disaster", "civil-disturbance")
    if situation.t10 and situation.role in PLAIN and federal and not other_law:
        yield carries(
            f"{situation.role.replace('_', ' ').capitalize()} is a service that a federal agency may get "
            f"from "
            "the Department of Defense on its order; nothing prohibits it. The request is approved under "
            "DoDD 3025.18 before anyone goes."
            + (
                " Who asks is not stated: another than a federal agency needs an approved request." * unstated
            ),
            review=unstated,
        )
    if question.fund == "economy-act":
        if not federal:
            yield lacks(
                f"Only a federal agency may place an order; the request is from {question.requested_by}.",
                would_do=("an order of a federal agency", "another fund"),
                leg=Leg.MONEY,
            )
        elif question.purpose == "disaster":
            yield lacks(
                "In a declared disaster a mission assignment pays, and not an order between agencies.",
                settled_by=("whether a mission assignment or an order of the agency is placed",),
                leg=Leg.MONEY,
            )
        else:
            yield carries(
                "The ordering agency pays the actual cost, if (1) amounts are available, (2) the order is in "
                "the best interest of the Government, (3) the unit can fill it and (4) a contract would "
                "not be "
                "as convenient or cheap.",
                leg=Leg.MONEY,
            )


RULE = Rule(address="usc/t31/s1535", formula=_formula)
