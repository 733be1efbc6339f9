"""
10 USC 12406: the President calls the Guard: (1) invasion, (2) rebellion, (3) unable with the regular
forces.
"""

from __future__ import annotations

from collections.abc import Iterator

from muster.law.library import provision
from muster.law.rule import Leg, Outcome, Rule, Situation, carries, lacks

__all__ = ("RULE",)

_ADDRESS = "usc/t10/s12406"


def _formula(situation: Situation) -> Iterator[Outcome]:
    if not situation.mobilized or not situation.invoked(_ADDRESS):
        return
    if not situation.question.component.is_guard:
        yield lacks(
            "The section calls members and units of the National Guard of a State, and no others.",
            would_do=("10 USC 12301(d) with consent", "10 USC 12302 in a declared emergency"),
            leg=Leg.MOBILIZATION,
        )
        return
    paragraphs = {paragraph[:3] for paragraph in situation.paragraphs(_ADDRESS)}
    reading = provision(_ADDRESS).reading_on(situation.day)
    if reading is None or paragraphs & {"(1)", "(2)"} or situation.insurrection:
        yield carries(
            "The President may call the Guard of any State into federal service, by orders issued "
            "through the "
            "governors; those called are then bound like other title 10 forces.",
            leg=Leg.MOBILIZATION,
        )
    elif "(3)" in paragraphs:
        yield lacks(
            f"Under {reading.citation.cite}: {reading.holds}",
            would_do=("10 USC 251, 252 or 253 with the proclamation of 10 USC 254",),
            leg=Leg.MOBILIZATION,
        )
    else:
        yield lacks(
            f"Which paragraph was used is not stated. Under {reading.citation.cite}: {reading.holds}",
            settled_by=("whether paragraph (1), (2) or (3) is the ground of the call",),
            leg=Leg.MOBILIZATION,
        )


RULE = Rule(address=_ADDRESS, formula=_formula)
