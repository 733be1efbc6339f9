"""How people get there and back: modes of movement, and the movements of a plan's tours."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from muster.domain.origin import Extra, Origin

__all__ = ("MODE_KINDS", "Leg", "Mode", "Movement")

#: ``land`` goes the road miles, ``air`` the great circle.
MODE_KINDS = ("land", "air")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """
    A way to move people: a road convoy, buses, a charter, a type of military aircraft.

    A journey takes ``fixed_days`` (marshalling, loading, onward movement) and then one day for each
    ``miles_per_day`` begun.

    Parameters
    ----------
    kind
        One of :data:`MODE_KINDS`.
    miles_per_day
        ``None``: by land as the case assumes, by air within the day.
    passengers_per_day
        Seats on each day, in and, separately, out. ``None``: those of the rows of ``lift.csv`` with this
        mode; no limit where there is no such row.
    place
        The place that the seats serve; ``None`` = all places together share them.
    per_person_mile
        Dollars each way. ``None``: the person-mile rates of this mode in ``rates.csv``; by land, where
        there is none, ``per_person_mile`` of the case.
    per_person
        Dollars each way, whatever the distance.
    """

    mode: str
    kind: str = "land"
    miles_per_day: Decimal | None = None
    fixed_days: int = 0
    passengers_per_day: int | None = None
    place: str | None = None
    per_person_mile: Decimal | None = None
    per_person: Decimal | None = None
    start: date | None = None
    end: date | None = None
    source: str | None = None
    extra: Extra = ()
    origin: Origin | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """``headcount`` people by one mode, leaving and arriving on these days; ``cost`` in cents."""

    mode: str
    kind: str
    headcount: int
    leaves: date
    arrives: date
    cost: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """
    One tour's way in, or its way out.

    ``unit``, ``element``, ``part``, ``line`` and ``start`` name the tour. Dates are the planners' own:
    ``rld ≤ ald ≤ ead ≤ lad ≤ rdd``.

    Parameters
    ----------
    direction
        ``in`` from home to the line's place, ``out`` back.
    rld, ald
        Ready to load at the origin; loaded and available to move. ``None`` where nobody could be moved.
    ead, lad
        Earliest and latest day of arrival.
    rdd
        Required delivery: the day from which the tour fills (in), the day by which the unit must be home
        for what it does next (out; ``None`` if nothing follows).
    legs
        By day of arrival and mode; they and ``unmoved`` add up to ``headcount``.
    unmoved
        People for whom no mode had a seat in time.
    cost
        Cents of all legs.
    road_cost
        Cents that the plan's own cost counts for the same way.
    """

    unit: str
    element: int
    part: int | None
    line: str
    start: date
    direction: str
    origin: str
    destination: str
    headcount: int
    rld: date | None
    ald: date | None
    ead: date
    lad: date
    rdd: date | None
    legs: tuple[Leg, ...]
    unmoved: int
    cost: int
    road_cost: int
