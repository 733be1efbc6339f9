"""
18 USC 1385: who willfully uses the armed forces as a posse comitatus or otherwise to execute the laws.

"except in cases and under circumstances expressly authorized by the Constitution or Act of Congress"
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from muster.domain.component import Component
from muster.law.rule import Outcome, Rule, Situation, forbids, notes

__all__ = ("RULE",)

#: From this day on the section names the Navy, the Marine Corps and the Space Force too.
_NAMED_SINCE = date(2021, 12, 27)
_LATER = (Component.USN, Component.USNR, Component.USMC, Component.USMCR, Component.USSF)


def _formula(situation: Situation) -> Iterator[Outcome]:
    if not situation.t10 or not situation.police:
        return
    component = situation.question.component
    if component in _LATER and situation.day < _NAMED_SINCE:
        yield notes(
            f"On {situation.day} the section named the Army and the Air Force alone; {component.value} was "
            "held to the same rule by policy (DoDD 5525.5, then DoDI 3025.21).",
            review=True,
        )
    elif situation.unexcused:
        yield forbids(
            f"People of {component.value} in title 10 may not be used to execute the laws, and "
            f"{situation.role} does that; no Act of Congress that expressly authorizes it is invoked.",
            would_do=("10 USC 251, 252 or 253 with the proclamation of 10 USC 254",),
        )


RULE = Rule(address="usc/t18/s1385", formula=_formula)
