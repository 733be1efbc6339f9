"""Movement: how far, how many days on the road. Great circle × road factor, by road (decision 0001)."""

from __future__ import annotations

import math
from fractions import Fraction

from muster.domain.case import Case
from muster.domain.place import Place

__all__ = ("EARTH_RADIUS_MILES", "great_circle_miles", "road_tenths", "travel_days")

#: Mean radius of the Earth in statute miles (6371.0088 km, IUGG mean radius R1).
EARTH_RADIUS_MILES = 3958.7613


def great_circle_miles(a: Place, b: Place) -> float:
    """
    Great-circle distance by the haversine formula (R. W. Sinnott, Sky and Telescope 68, 1984, 159).

    Returns
    -------
    float
        Statute miles, at least 0.
    """
    lat1, lat2 = math.radians(a.lat), math.radians(b.lat)
    half_lat = (lat2 - lat1) / 2
    half_lon = math.radians(b.lon - a.lon) / 2
    h = math.sin(half_lat) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_MILES * math.asin(min(1.0, math.sqrt(h)))


def road_tenths(case: Case, home: Place, place: Place) -> int:
    """Road miles one way in whole tenths of a mile: great circle × ``road_factor``, rounded to 0.1."""
    factor = float(case.assumption("road_factor").value)
    return math.floor(great_circle_miles(home, place) * factor * 10 + 0.5)


def travel_days(case: Case, tenths: int) -> int:
    """Days each way: ``ceil(miles / miles_per_day)``; 0 for a unit that serves where it lives."""
    per_day = Fraction(case.assumption("miles_per_day").value)
    return math.ceil(Fraction(tenths, 10) / per_day)
