"""A parameter of the law is a history, not a number: ask it as of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from muster.domain.finding import Citation
from muster.domain.period import Period

__all__ = ("Parameter", "ParameterValue")


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterValue:
    """
    One value of a parameter and the days on which it is the law.

    ``verified`` says whether the words in ``citation`` were read in a source, and ``verified_on`` when.
    """

    value: int
    period: Period
    citation: Citation
    verified_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """
    A number that a provision sets, over time.

    Parameters
    ----------
    name
        Unique within its provision, such as ``stay``.
    unit
        ``day``, ``month``, ``hour``, ``mile``, ``person``.
    values
        Disjoint in time, oldest first.
    """

    name: str
    unit: str
    values: tuple[ParameterValue, ...]

    def as_of(self, day: date) -> ParameterValue | None:
        """The value in force on ``day``, ``None`` where the law set none then."""
        for value in self.values:
            if day in value.period:
                return value
        return None
