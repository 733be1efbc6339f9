"""Miles, days of travel and the cost of a tour, to the cent."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from muster.domain.case import Case
from muster.domain.component import Component, DutyStatus
from muster.domain.place import Place
from muster.domain.rate import Rate

__all__ = ("EARTH_RADIUS_MILES", "MODE", "Tariff", "great_circle_miles", "half_up")

#: Mean radius of the Earth, 6371.0088 km (IUGG, Moritz 2000, doi:10.1007/s001900050278) in statute miles.
EARTH_RADIUS_MILES = 3958.7613

#: Tours move by road; rates of another mode do not apply to them.
MODE = "road"


def great_circle_miles(a: Place, b: Place) -> float:
    """
    Haversine distance in statute miles (Sinnott 1984, Sky and Telescope 68:158).

    Returns
    -------
    float
        In [0, pi * :data:`EARTH_RADIUS_MILES`].
    """
    south, north = math.radians(a.lat), math.radians(b.lat)
    half = (
        math.sin((north - south) / 2) ** 2
        + math.cos(south) * math.cos(north) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_MILES * math.asin(math.sqrt(min(1.0, half)))


def half_up(amount: Fraction) -> int:
    """Whole cents, halves away from zero: costs are not negative."""
    return math.floor(amount + Fraction(1, 2))


@dataclass(slots=True)
class Tariff:
    """The rates and distances of one case, looked up once for each combination."""

    case: Case
    _miles: dict[tuple[str, str], Fraction] = field(default_factory=dict)
    _rates: dict[tuple[str, Component, DutyStatus], tuple[Rate, ...]] = field(default_factory=dict)
    _costs: dict[tuple[object, ...], tuple[int, bool]] = field(default_factory=dict)
    _places: dict[str, Place] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._places = {place.place: place for place in self.case.places}

    def miles(self, home: str, place: str) -> Fraction:
        """Road miles one way: great circle x ``road_factor``, rounded to 0.1."""
        known = self._miles.get((home, place))
        if known is None:
            factor = self.case.assumption("road_factor").value
            miles = great_circle_miles(self._places[home], self._places[place]) * float(factor)
            known = self._miles[home, place] = Fraction(Decimal(str(round(miles, 1))))
        return known

    def travel_days(self, home: str, place: str) -> int:
        """Days one way: ceil(miles / ``miles_per_day``)."""
        return math.ceil(self.miles(home, place) / Fraction(self.case.assumption("miles_per_day").value))

    def cost(
        self,
        component: Component,
        duty_status: DutyStatus,
        home: str,
        place: str,
        headcount: int,
        start: int,
        end: int,
    ) -> tuple[int, bool]:
        """
        Cost in cents of one tour on the days ``[start, end)`` (ordinals).

        Headcount x days x matching person-day rates, twice the miles x headcount x person-mile
        rates (``per_person_mile`` where none matches), and the rates per person and per tour.

        Returns
        -------
        tuple of int and bool
            The cost, and whether a person-day rate is in force on any of its days.
        """
        key = (component, duty_status, home, place, headcount, start, end)
        known = self._costs.get(key)
        if known is None:
            known = self._costs[key] = self._cost(component, duty_status, home, place, headcount, start, end)
        return known

    def _cost(
        self,
        component: Component,
        duty_status: DutyStatus,
        home: str,
        place: str,
        headcount: int,
        start: int,
        end: int,
    ) -> tuple[int, bool]:
        daily = Fraction(0)
        paid = False
        for rate in self.matching("person-day", component, duty_status):
            days = _days_in_force(rate, start, end)
            paid = paid or days > 0
            daily += Fraction(rate.amount) * days
        moving = [
            Fraction(rate.amount)
            for rate in self.matching("person-mile", component, duty_status)
            if _days_in_force(rate, start, start + 1)
        ]
        mile = sum(moving, Fraction(0)) if moving else Fraction(self.case.assumption("per_person_mile").value)
        dollars = headcount * daily + 2 * self.miles(home, place) * headcount * mile
        for rate in self.matching("person", component, duty_status):
            dollars += Fraction(rate.amount) * headcount * _days_in_force(rate, start, start + 1)
        for rate in self.matching("tour", component, duty_status):
            dollars += Fraction(rate.amount) * _days_in_force(rate, start, start + 1)
        return half_up(dollars * 100), paid

    def matching(self, unit: str, component: Component, duty_status: DutyStatus) -> tuple[Rate, ...]:
        """The rates of a unit of measure that match a component in a duty status, moving by road."""
        key = (unit, component, duty_status)
        if key not in self._rates:
            self._rates[key] = tuple(
                rate
                for rate in self.case.rates
                if rate.unit == unit
                and rate.component in (None, component)
                and rate.duty_status in (None, duty_status)
                and rate.mode in (None, "", MODE)
            )
        return self._rates[key]


def _days_in_force(rate: Rate, start: int, end: int) -> int:
    first = start if rate.start is None else max(start, _ordinal(rate.start))
    last = end if rate.end is None else min(end, _ordinal(rate.end))
    return max(0, last - first)


def _ordinal(day: date) -> int:
    return day.toordinal()
