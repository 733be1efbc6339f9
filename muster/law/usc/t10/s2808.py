"""10 USC 2808: military construction in a national emergency that requires use of the armed forces."""

from __future__ import annotations

from collections.abc import Iterator

from muster.law.rule import Outcome, Rule, Situation, carries, lacks

__all__ = ("RULE",)


def _formula(situation: Situation) -> Iterator[Outcome]:
    builds = situation.role in ("engineering_barrier", "engineering_road", "facilities")
    if not situation.t10 or not builds or not situation.invoked("usc/t10/s2808"):
        return
    if situation.emergency:
        yield carries("Construction in support of the armed forces in a declared emergency.", review=True)
    elif situation.emergency is None:
        yield lacks(
            "Whether the emergency still stands is not known.", settled_by=("the notice of continuation",)
        )
    else:
        yield lacks(
            "The section needs a declared national emergency that requires use of the armed forces; none is "
            "in force here.",
            would_do=("a declaration under 50 USC 1621 that names section 2808",),
        )


RULE = Rule(address="usc/t10/s2808", formula=_formula)
