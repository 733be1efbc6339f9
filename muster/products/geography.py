"""Where units come from and where they serve: the content of the maps and of the GeoJSON."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from math import acos, asin, atan2, cos, degrees, radians, sin, sqrt

from muster.domain.case import Case
from muster.domain.place import Place
from muster.domain.plan import Plan

__all__ = ("Geography", "Home", "Move", "ServedPlace", "geography_of", "great_circle", "miles_between")

#: Mean radius of the Earth in statute miles, as the contract's haversine takes it.
_RADIUS_MILES = 3958.7613


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedPlace:
    """A place with request lines: headcount-days asked and filled, and the headcount of all its lines."""

    place: str
    name: str
    state: str | None
    lat: float
    lon: float
    lines: tuple[str, ...]
    headcount: int
    asked: int
    filled: int

    @property
    def share(self) -> float | None:
        """Share of the headcount-days filled, ``None`` where nothing is asked."""
        return self.filled / self.asked if self.asked else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """A home station and how many people leave it under the plan."""

    place: str
    name: str
    state: str | None
    lat: float
    lon: float
    units: tuple[str, ...]
    headcount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """People from one home to one place, all tours together; ``miles`` by road as the plan counts them."""

    home: str
    place: str
    headcount: int
    tours: int
    miles: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Geography:
    """The places of a case in three parts: served, homes, and the moves between them."""

    served: tuple[ServedPlace, ...]
    homes: tuple[Home, ...]
    moves: tuple[Move, ...]
    states: tuple[str, ...]


def miles_between(a: Place, b: Place) -> float:
    """Great-circle miles by the haversine formula (Sinnott 1984, Sky & Telescope 68, 159)."""
    lat_a, lat_b = radians(a.lat), radians(b.lat)
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin(radians(b.lon - a.lon) / 2) ** 2
    return 2 * _RADIUS_MILES * asin(min(1.0, sqrt(half)))


def great_circle(
    start: tuple[float, float], end: tuple[float, float], pieces: int
) -> tuple[tuple[float, float], ...]:
    """
    Points ``(lon, lat)`` along the shortest way, both ends included.

    Longitudes run on past ±180 rather than jump, so that a line stays a line.
    """

    def vector(point: tuple[float, float]) -> tuple[float, float, float]:
        lon, lat = radians(point[0]), radians(point[1])
        return cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)

    a, b = vector(start), vector(end)
    dot = max(-1.0, min(1.0, sum(x * y for x, y in zip(a, b, strict=True))))
    angle = acos(dot)
    if angle < 1e-9 or abs(angle - 3.141592653589793) < 1e-6:
        return start, end
    points = []
    last = start[0]
    for index in range(pieces + 1):
        t = index / pieces
        wa, wb = sin((1 - t) * angle) / sin(angle), sin(t * angle) / sin(angle)
        x, y, z = (wa * p + wb * q for p, q in zip(a, b, strict=True))
        lon, lat = degrees(atan2(y, x)), degrees(atan2(z, sqrt(x * x + y * y)))
        while lon - last > 180:
            lon -= 360
        while lon - last < -180:
            lon += 360
        last = lon
        points.append((lon, lat))
    return tuple(points)


def geography_of(case: Case, plan: Plan | None, asked_filled: Mapping[str, tuple[int, int]]) -> Geography:
    """
    Gather the places of a case and the moves of its plan.

    Parameters
    ----------
    asked_filled
        Headcount-days asked and filled by line.
    """
    places = {place.place: place for place in case.places}
    at: defaultdict[str, list[str]] = defaultdict(list)
    heads: defaultdict[str, int] = defaultdict(int)
    for line in case.lines:
        at[line.place].append(line.line)
        heads[line.place] += line.headcount
    served = tuple(
        ServedPlace(
            place=name,
            name=places[name].name or name,
            state=places[name].state,
            lat=places[name].lat,
            lon=places[name].lon,
            lines=tuple(lines),
            headcount=heads[name],
            asked=sum(asked_filled.get(line, (0, 0))[0] for line in lines),
            filled=sum(asked_filled.get(line, (0, 0))[1] for line in lines),
        )
        for name, lines in at.items()
        if name in places
    )
    units = {unit.unit: unit for unit in case.units}
    lines = {line.line: line for line in case.lines}
    leaving: defaultdict[str, dict[tuple[str, int, int | None], int]] = defaultdict(dict)
    moving: defaultdict[tuple[str, str], dict[tuple[str, int, int | None], int]] = defaultdict(dict)
    tours: defaultdict[tuple[str, str], int] = defaultdict(int)
    at_home: defaultdict[str, list[str]] = defaultdict(list)
    for tour in plan.tours if plan is not None else ():
        if tour.unit not in units or tour.line not in lines:
            continue
        home, place = units[tour.unit].home, lines[tour.line].place
        if home not in places or place not in places:
            continue
        who = (tour.unit, tour.element, tour.part)
        leaving[home][who] = max(tour.headcount, leaving[home].get(who, 0))
        moving[home, place][who] = max(tour.headcount, moving[home, place].get(who, 0))
        tours[home, place] += 1
        at_home[home].append(units[tour.unit].name or tour.unit)
    homes = tuple(
        Home(
            place=name,
            name=places[name].name or name,
            state=places[name].state,
            lat=places[name].lat,
            lon=places[name].lon,
            units=tuple(dict.fromkeys(at_home[name])),
            headcount=sum(people.values()),
        )
        for name, people in leaving.items()
    )
    road = float(case.assumption("road_factor").value)
    moves = tuple(
        Move(
            home=home,
            place=place,
            headcount=sum(people.values()),
            tours=tours[home, place],
            miles=round(miles_between(places[home], places[place]) * road, 1),
        )
        for (home, place), people in moving.items()
    )
    return Geography(
        served=tuple(sorted(served, key=lambda item: (-item.headcount, item.place))),
        homes=tuple(sorted(homes, key=lambda item: (-item.headcount, item.place))),
        moves=tuple(sorted(moves, key=lambda move: (-move.headcount, move.home, move.place))),
        states=tuple(sorted({place.state for place in case.places if place.state})),
    )
