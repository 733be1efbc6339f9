"""10 USC 282 (382 until 2016): weapons of mass destruction, at the request of the Attorney General."""

from __future__ import annotations

from collections.abc import Iterator

from muster.law.roles import DISASTER, PLAIN, SENSOR
from muster.law.rule import Outcome, Rule, Situation, carries, leaves_open

__all__ = ("RULE",)


def _formula(situation: Situation) -> Iterator[Outcome]:
    if not situation.t10 or not situation.wmd_emergency:
        return
    if situation.role in PLAIN | SENSOR | DISASTER:
        yield carries(
            "The Attorney General has asked, and both Secretaries' conditions are met: forces may help the "
            "Department of Justice in an emergency with a weapon of mass destruction."
        )
    elif situation.police and situation.insurrection is not True:
        # (d)(2)(B): only if necessary for the immediate protection of human life, and nobody else can
        yield leaves_open(
            f"Arrest, search and seizure may be taken there only if life depends on it and civilian law "
            f"enforcement cannot act; whether that is so for {situation.role} is not stated.",
            settled_by=(
                "whether the action is necessary for the immediate protection of human life",
                "whether civilian law enforcement officials are not capable of taking it",
                "what the joint regulations under subsection (d) allow",
            ),
        )


RULE = Rule(address="usc/t10/s282", formula=_formula)
