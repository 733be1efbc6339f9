"""An element of a unit whose parts do not serve together."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ("Split",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """
    A unit element that is split, and what that costs in readiness.

    Attributes
    ----------
    unit, element
        Which one.
    parts, away
        Parts that it has, and those of them that serve at all.
    lines
        The lines that its parts serve, sorted.
    days
        Days of the planning period on which its parts are not all in one place: not all at home, and not all
        present on lines of one place.
    person_days
        On those days, people of the element that are not with its largest group: those whom their unit has
        to do without, be they away or at home.
    charge
        The price per split, in cents, as the case or the user sets it; 0 where none is set.
    """

    unit: str
    element: int
    parts: int
    away: int
    lines: tuple[str, ...]
    days: int
    person_days: int
    charge: int
