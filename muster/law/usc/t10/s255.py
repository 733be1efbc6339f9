"""10 USC 255 (335 until 2016): for chapter 13 Guam and the Virgin Islands are States."""

from __future__ import annotations

from collections.abc import Iterator

from muster.law.rule import Outcome, Rule, Situation, leaves_open, notes

__all__ = ("RULE",)


#: Places with a postal code that are no State; the section adds the first two.
_ADDED = ("GU", "VI")
_OTHERS = ("AS", "DC", "MP", "PR")


def _formula(situation: Situation) -> Iterator[Outcome]:
    place = situation.question.place_state
    if place in _ADDED:
        yield notes(f"For the purposes of chapter 13 {place} is a State.")
    elif place in _OTHERS and situation.police:
        yield leaves_open(
            f"Chapter 13 speaks of a State; section 255 adds Guam and the Virgin Islands, and not {place}.",
            settled_by=(f"whether chapter 13 reaches {place}: an opinion of counsel",),
        )


RULE = Rule(address="usc/t10/s255", formula=_formula)
