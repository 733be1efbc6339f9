"""A statute that is cited and not encoded: nobody guesses what it carries."""

from __future__ import annotations

from collections.abc import Iterator

from muster.law.invocation import names_statute
from muster.law.rule import Leg, Outcome, Rule, Situation, lacks, leaves_open

__all__ = ("RULE",)


def _formula(situation: Situation) -> Iterator[Outcome]:
    cited = [item.text for item in situation.unencoded]
    if not cited:
        return
    names = ", ".join(cited)
    settled = tuple(f"what {name} provides" for name in cited)
    message = f"{names}: cited, and not encoded in the library; what it carries is not known here."
    # what it would except from 18 USC 1385 and 10 USC 275 is as unknown as what it would permit
    police = situation.t10 and situation.police and situation.insurrection is not True
    police = police and any(names_statute(name) for name in cited)
    say = leaves_open if police and not situation.military_purpose else lacks
    yield say(message, settled_by=settled)
    if situation.mobilized:
        yield lacks(message, settled_by=settled, leg=Leg.MOBILIZATION)


RULE = Rule(address="outside/not-encoded", formula=_formula)
