"""
42 USC 5170b: essential assistance in a major disaster; (c) ten days of emergency work before it is
declared.
"""

from __future__ import annotations

from collections.abc import Iterator

from muster.domain.finding import Verdict
from muster.law.roles import DISASTER, PLAIN
from muster.law.rule import Effect, Leg, Outcome, Rule, Situation, carries, lacks
from muster.law.stafford import STAFFORD, assigned

__all__ = ("RULE",)

_ADDRESS = "usc/t42/s5170b"


def _formula(situation: Situation) -> Iterator[Outcome]:
    question = situation.question
    emergency_work = situation.role in DISASTER or (
        situation.role in PLAIN and question.purpose == "disaster"
    )
    yield from _money(situation)
    if not situation.t10:
        return
    paragraphs = situation.paragraphs(_ADDRESS)
    if paragraphs and all(paragraph.startswith("(c)") for paragraph in paragraphs):
        yield from _before_declaration(situation)
        return
    found = assigned(
        situation,
        _ADDRESS,
        "In a declared disaster or emergency federal agencies give essential assistance on the direction of "
        "the President: the supported State asks, and a mission assignment names the work and pays for it.",
    )
    if found is not None:
        yield found
    elif emergency_work and not situation.invoked(*STAFFORD) and situation.approved is None:
        yield lacks(
            "Emergency work for the public by title 10 forces rests on a declaration and a mission "
            "assignment; "
            "neither is invoked.",
            would_do=(
                "mission assignment under 42 USC 5170a, 5170b or 5192",
                "42 USC 5170b(c): ten days before a declaration",
                "immediate response at the request of a civil authority, 72 hours",
            ),
        )


def _before_declaration(situation: Situation) -> Iterator[Outcome]:
    """(c)(1): emergency work for not more than 10 days, before a declaration."""
    hours = situation.question.stay_hours
    limit = situation.parameter(_ADDRESS, "before_declaration")
    if situation.role not in PLAIN | DISASTER or limit is None:
        return
    if hours is not None and hours > 24 * limit:
        yield Outcome(
            leg=Leg.MISSION,
            effect=Effect.LACKS,
            verdict=Verdict.PROHIBITED,
            message=f"Before a declaration emergency work lasts at most {limit} days; here {hours} hours.",
            would_do=("a declaration and a mission assignment",),
        )
    else:
        yield carries(f"Emergency work before a declaration, at most {limit} days (subsection (c)).")


def _money(situation: Situation) -> Iterator[Outcome]:
    if situation.question.fund != "stafford":
        return
    if situation.question.purpose in (None, "disaster") and situation.invoked(*STAFFORD):
        yield carries("The mission assignment pays from the Disaster Relief Fund.", leg=Leg.MONEY)
    else:
        yield lacks(
            "The Disaster Relief Fund pays under a declaration and a mission assignment only.",
            would_do=("mission assignment under 42 USC 5170a, 5170b or 5192",),
            leg=Leg.MONEY,
        )


RULE = Rule(address=_ADDRESS, formula=_formula)
