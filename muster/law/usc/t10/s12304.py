"""10 USC 12304: the Selected Reserve without war or emergency; not for chapter 13, 12406, disasters."""

from __future__ import annotations

from collections.abc import Iterator

from muster.law.mobilization import beyond_members, beyond_stay, called, prohibited_by
from muster.law.rule import Outcome, Rule, Situation

__all__ = ("RULE",)

_ADDRESS = "usc/t10/s12304"


def _formula(situation: Situation) -> Iterator[Outcome]:
    if not situation.mobilized or not situation.invoked(_ADDRESS):
        return
    # (c)(1): not for the functions of chapter 13 or section 12406, nor, save (b), in a disaster
    if situation.question.purpose in ("civil-disturbance", "disaster"):
        yield prohibited_by(
            "Nobody may be ordered to active duty under this section to perform functions of chapter 13 or "
            "section 12406, or to help in a disaster other than a weapon of mass destruction, a terrorist "
            "attack or a significant cyber incident.",
            would_do=("10 USC 12304a (Reserve, at a governor's request)", "10 USC 12301(d) with consent"),
        )
        return
    yield (
        beyond_stay(situation, _ADDRESS)
        or beyond_members(situation, _ADDRESS)
        or called(situation, "to augment the active forces, without their consent", _ADDRESS)
    )


RULE = Rule(address=_ADDRESS, formula=_formula)
