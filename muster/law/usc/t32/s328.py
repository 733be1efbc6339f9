"""32 USC 328: Active Guard and Reserve members may also do what 502(f)(2) names, if it does not interfere."""

from __future__ import annotations

from collections.abc import Iterator

from muster.law.rule import Leg, Outcome, Rule, Situation, carries, lacks

__all__ = ("RULE",)


def _formula(situation: Situation) -> Iterator[Outcome]:
    consent = situation.question.governor_consent
    if consent in ("no", "unknown"):
        yield lacks(
            "The governor orders this duty, and "
            + ("has refused." if consent == "no" else "whether the governor does is not known."),
            would_do=("the governor's order",) if consent == "no" else (),
            settled_by=("whether the governor orders it",) if consent == "unknown" else (),
            leg=Leg.MOBILIZATION,
        )
        return
    yield carries(
        "The governor orders Active Guard and Reserve duty with the consent of the Secretary concerned; "
        "duties of "
        "502(f)(2) may be added as far as they do not interfere with the primary duties, which belongs to "
        "the "
        "record.",
        leg=Leg.MOBILIZATION,
        review=True,
    )


RULE = Rule(address="usc/t32/s328", formula=_formula)
