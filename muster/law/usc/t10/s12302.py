"""10 USC 12302: the Ready Reserve in a national emergency declared by the President, at most 24 months."""

from __future__ import annotations

from collections.abc import Iterator

from muster.law.mobilization import beyond_members, beyond_stay, called
from muster.law.rule import Leg, Outcome, Rule, Situation, lacks

__all__ = ("RULE",)

_ADDRESS = "usc/t10/s12302"


def _formula(situation: Situation) -> Iterator[Outcome]:
    if not situation.mobilized or not situation.invoked(_ADDRESS):
        return
    # (a) "In time of national emergency declared by the President"
    if situation.emergency is False:
        yield lacks(
            "Section 12302 works in time of national emergency declared by the President; no emergency in "
            "force is invoked, and the section does not bring one.",
            would_do=("a declaration under 50 USC 1621 that names 10 USC 12302 (50 USC 1631)",),
            leg=Leg.MOBILIZATION,
        )
        return
    if situation.emergency is None:
        yield lacks(
            "Section 12302 works in time of national emergency; whether the one invoked was continued beyond "
            "its anniversary is not known.",
            settled_by=("the notice of continuation in the Federal Register (50 USC 1622(d))",),
            leg=Leg.MOBILIZATION,
        )
        return
    yield (
        beyond_stay(situation, _ADDRESS)
        or beyond_members(situation, _ADDRESS)
        or called(situation, "in the declared emergency, without their consent", _ADDRESS)
    )


RULE = Rule(address=_ADDRESS, formula=_formula)
