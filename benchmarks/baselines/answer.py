"""What a baseline says while it works and when it is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

__all__ = ("Answer", "Tell", "Unheard")


@dataclass(frozen=True, slots=True)
class Answer:
    """
    The end of a run.

    Values of all columns (``None`` if no solution was found), a bound in cents (``None`` if none), and
    whether the solver claims that its solution is best.
    """

    values: Sequence[float] | None
    bound: int | None
    proved: bool


class Tell(Protocol):
    """Hears at once of each better solution and bound, so that a run that is killed leaves its best."""

    def found(self, values: Sequence[float]) -> None:
        """A solution: values of all columns."""

    def bound(self, cents: int) -> None:
        """No plan costs less."""


class Unheard:
    """Tells nobody."""

    def found(self, values: Sequence[float]) -> None:
        """Nothing."""

    def bound(self, cents: int) -> None:
        """Nothing."""
