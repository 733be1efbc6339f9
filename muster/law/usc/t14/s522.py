"""14 USC 522 (89 until 2018): the Coast Guard enforces the laws on the high seas and waters."""

from __future__ import annotations

from collections.abc import Iterator

from muster.domain.component import DutyStatus
from muster.law.rule import Outcome, Rule, Situation, carries, leaves_open

__all__ = ("RULE",)

_POWERS = ("search", "seizure", "arrest", "detention", "pursuit", "interdiction")


def _formula(situation: Situation) -> Iterator[Outcome]:
    if situation.question.duty_status is not DutyStatus.USCG or not situation.police:
        return
    domain = situation.question.domain
    if situation.role in _POWERS and domain in (None, "water"):
        yield carries(
            "The Coast Guard may make inquiries, examinations, inspections, searches, seizures, and arrests "
            "upon the high seas and waters over which the United States has jurisdiction"
            + ("; ashore it may not follow from this section alone." if domain is None else "."),
            review=domain is None,
        )
    elif situation.role in _POWERS:
        yield leaves_open(
            f"The section speaks of the high seas and waters, and ashore of pursuit from there; the place is "
            f"{domain}.",
            settled_by=(
                "whether this is pursuit from the water",
                "another power, such as a customs officer's",
            ),
        )
    else:
        yield leaves_open(
            f"The section does not name {situation.role}.",
            settled_by=("the power that the Coast Guard would use",),
        )


RULE = Rule(address="usc/t14/s522", formula=_formula)
