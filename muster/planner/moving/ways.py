"""Ways: each mode with its seats, its days on the way and its price for the people of a tour."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from muster.domain.case import Case
from muster.domain.movement import Mode
from muster.domain.rate import Rate
from muster.planner.checker.costing import great_circle_miles
from muster.planner.checker.docket import Docket, Stay

__all__ = ("ROAD", "Way", "Ways")

#: The mode of a case without ``modes.csv``: the road movement that the contract's objective counts.
ROAD = Mode(mode="road")


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """
    A mode with the seats of one row: ``seats`` a day on ``[first, last)`` (ordinals), at ``place`` only.

    ``seats`` is ``None`` where there is no limit, ``place`` where every place shares them.
    """

    number: int
    mode: Mode
    seats: int | None
    place: str | None
    first: int | None
    last: int | None

    def serves(self, place: str, day: int) -> bool:
        """Whether people may arrive at (or leave from) a place by it on a day."""
        return (
            self.place in (None, place)
            and (self.first is None or self.first <= day)
            and (self.last is None or day < self.last)
        )


@dataclass(slots=True)
class Ways:
    """The ways of a case, and what each takes in days and money for a tour."""

    docket: Docket
    ways: tuple[Way, ...] = field(init=False)
    _rates: dict[str, tuple[Rate, ...]] = field(default_factory=dict)
    _air: dict[tuple[str, str], Fraction] = field(default_factory=dict)
    _prices: dict[tuple[object, ...], Fraction | None] = field(default_factory=dict)
    _days: dict[tuple[int, str, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ways = tuple(_ways(self.docket.case))

    def miles(self, mode: Mode, stay: Stay) -> Fraction:
        """Miles one way: by land road miles, by air the great circle, rounded to 0.1."""
        home, place = stay.unit.home, stay.line.place
        if mode.kind == "land":
            return self.docket.tariff.miles(home, place)
        if (home, place) not in self._air:
            places = {known.place: known for known in self.docket.case.places}
            miles = round(great_circle_miles(places[home], places[place]), 1)
            self._air[home, place] = Fraction(Decimal(str(miles)))
        return self._air[home, place]

    def moving_days(self, mode: Mode, stay: Stay) -> int:
        """Days on the way: one for each ``miles_per_day`` begun; by air none where it is blank."""
        key = (id(mode), stay.unit.home, stay.line.place)
        if key not in self._days:
            per_day = mode.miles_per_day
            if per_day is None and mode.kind == "land":
                per_day = self.docket.case.assumption("miles_per_day").value
            self._days[key] = 0 if per_day is None else math.ceil(self.miles(mode, stay) / Fraction(per_day))
        return self._days[key]

    def price(self, mode: Mode, stay: Stay) -> Fraction | None:
        """
        Dollars for one person one way; ``None`` where neither the mode nor a rate of it gives a price.

        A rate applies as the contract's do: if in force on the tour's first day, for its component and
        duty status; its mode is this one (or blank, which matches every mode).
        """
        key = (id(mode), stay.unit.component, stay.duty_status, stay.unit.home, stay.line.place, stay.start)
        if key not in self._prices:
            self._prices[key] = self._price(mode, stay)
        return self._prices[key]

    def _price(self, mode: Mode, stay: Stay) -> Fraction | None:
        per_mile: Fraction | None
        if mode.per_person_mile is not None:
            per_mile = Fraction(mode.per_person_mile)
        else:
            rates = [
                Fraction(rate.amount)
                for rate in self._of_mode(mode.mode)
                if rate.component in (None, stay.unit.component)
                and rate.duty_status in (None, stay.duty_status)
                and _in_force(rate.start, rate.end, stay.start)
            ]
            if rates:
                per_mile = sum(rates, Fraction(0))
            elif mode.kind == "land":
                per_mile = Fraction(self.docket.case.assumption("per_person_mile").value)
            else:
                per_mile = None
        if per_mile is None and mode.per_person is None:
            return None
        return (per_mile or Fraction(0)) * self.miles(mode, stay) + Fraction(mode.per_person or 0)

    def road_price(self, stay: Stay) -> Fraction:
        """Dollars for one person one way as the plan's own cost counts them."""
        price = self.price(ROAD, stay)
        assert price is not None
        return price

    def _of_mode(self, name: str) -> tuple[Rate, ...]:
        if name not in self._rates:
            self._rates[name] = tuple(
                rate
                for rate in self.docket.case.rates
                if rate.unit == "person-mile" and rate.mode in (None, "", name)
            )
        return self._rates[name]


def _in_force(start: date | None, end: date | None, day: int) -> bool:
    return (start is None or start.toordinal() <= day) and (end is None or day < end.toordinal())


def _ways(case: Case) -> Sequence[Way]:
    """
    One way for each row of ``modes.csv``; a row without seats takes those of ``lift.csv`` with its mode.

    Without ``modes.csv`` there is the road alone, with no limit.
    """
    ways: list[Way] = []

    def add(mode: Mode, seats: int | None, place: str | None, start: date | None, end: date | None) -> None:
        first = None if start is None else start.toordinal()
        last = None if end is None else end.toordinal()
        ways.append(Way(len(ways), mode, seats, place, first, last))

    for mode in case.modes or (ROAD,):
        lifts = [lift for lift in case.lifts if lift.mode == mode.mode] if case.modes else []
        if mode.passengers_per_day is not None or not lifts:
            add(mode, mode.passengers_per_day, mode.place, mode.start, mode.end)
            continue
        for lift in lifts:
            places = {place for place in (mode.place, lift.place) if place is not None}
            starts = [day for day in (mode.start, lift.start) if day is not None]
            ends = [day for day in (mode.end, lift.end) if day is not None]
            if len(places) < 2:
                add(
                    mode,
                    lift.passengers_per_day,
                    next(iter(places), None),
                    max(starts, default=None),
                    min(ends, default=None),
                )
    return ways
