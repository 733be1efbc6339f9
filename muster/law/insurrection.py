"""What sections 251, 252 and 253 of title 10 have in common: they carry, once section 254 is met."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from muster.law.rule import Leg, Outcome, Situation, carries

__all__ = ("chapter_13",)


def chapter_13(address: str) -> Callable[[Situation], Iterator[Outcome]]:
    """
    The formula of a section of chapter 13.

    It permits what the Posse Comitatus Act would prohibit, and calls the militia, that is the Guard, into
    federal service; the proclamation is asked for in :mod:`muster.law.usc.t10.s254`.
    """

    def formula(situation: Situation) -> Iterator[Outcome]:
        if not situation.t10 or not situation.invoked(address) or situation.insurrection is not True:
            return
        number = address.rpartition("/s")[2]
        if situation.role != "cross_border":
            yield carries(
                f"Section {number} is invoked and the proclamation of section 254 made: an Act of Congress "
                "expressly authorizes the armed forces to act.",
            )
        if situation.mobilized and situation.question.component.is_guard:
            yield carries(
                f"Section {number} calls the militia of a State, its Guard, into federal service.",
                leg=Leg.MOBILIZATION,
            )

    return formula
