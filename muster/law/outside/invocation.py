"""What was invoked and carries nothing is said."""

from __future__ import annotations

from collections.abc import Iterator

from muster.law.library import provision
from muster.law.rule import Outcome, Rule, Situation, notes

__all__ = ("RULE",)


def _formula(situation: Situation) -> Iterator[Outcome]:
    for item in situation.invocations:
        if item.reason and item.source is None:
            yield notes(f"{item.text}: {item.reason}.", review=item.standing != "carries")
        elif item.source is None and item.address is not None and item.address.startswith("orders/"):
            yield notes(f"{item.text}: {_unlocked(item.address)}.")


def _unlocked(address: str) -> str:
    """Which statutes an order of the President unlocks by name."""
    order = provision(address)
    if not order.invokes:
        return f"{order.cite} is in force and unlocks no statute"
    names = ", ".join(provision(found).cite for found in order.invokes)
    declares = "declares a national emergency and " if order.declares_emergency else ""
    return f"{order.cite} {declares}unlocks {names}, and nothing else (50 USC 1631)"


RULE = Rule(address="outside/invocation", formula=_formula)
