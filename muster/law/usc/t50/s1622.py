"""50 USC 1622: an emergency lapses on its anniversary unless a notice continues it."""

from __future__ import annotations

from collections.abc import Iterator

from muster.law.rule import Leg, Outcome, Rule, Situation, lacks, notes

__all__ = ("RULE",)


def _formula(situation: Situation) -> Iterator[Outcome]:
    end = situation.question.end
    for lapse in situation.lapses:
        if situation.mobilized and end is not None and end > lapse:
            yield notes(
                f"The emergency lapses on {lapse}, within the stay, unless a notice continues it; the "
                f"powers that "
                "rest on it cease to be exercised then (subsections (a) and (d)).",
                leg=Leg.MOBILIZATION,
                review=True,
            )
    if situation.mobilized and situation.emergency is None:
        yield lacks(
            "An emergency ends on its anniversary if no notice within the ninety days before continues "
            "it; for "
            "the one invoked no notice is in the library.",
            settled_by=("the notice of continuation in the Federal Register",),
            leg=Leg.MOBILIZATION,
        )


RULE = Rule(address="usc/t50/s1622", formula=_formula)
