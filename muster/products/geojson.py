"""
The case on a map as GeoJSON (RFC 7946): places, home stations and moves.

Positions are longitude, latitude in WGS 84. A move that crosses the antimeridian is cut there into a
MultiLineString (RFC 7946, 3.1.9).
"""

from __future__ import annotations

from datetime import timedelta

from muster.domain.case import Case
from muster.domain.plan import Plan
from muster.domain.presence import area, steps_of
from muster.products.geography import geography_of, great_circle

__all__ = ("geojson",)

_PIECES = 32


def geojson(case: Case, plan: Plan | None) -> dict[str, object]:
    """
    A FeatureCollection of the places of the case; with a plan also of what it fills and moves.

    Properties ``asked``, ``filled`` and ``short`` are headcount-days within the plan's horizon; ``filled``
    and ``short`` are null without a plan.
    """
    geography = geography_of(case, plan, _asked_filled(case, plan))
    served = {place.place: place for place in geography.served}
    homes = {home.place: home for home in geography.homes}
    features: list[dict[str, object]] = []
    for place in case.places:
        need = served.get(place.place)
        home = homes.get(place.place)
        properties: dict[str, object] = {
            "feature": "place",
            "place": place.place,
            "name": place.name,
            "kind": place.kind,
            "state": place.state,
        }
        if need is not None:
            properties |= {
                "lines": list(need.lines),
                "headcount": need.headcount,
                "asked": need.asked,
                "filled": need.filled if plan is not None else None,
                "short": need.asked - need.filled if plan is not None else None,
            }
        if home is not None:
            properties |= {"units": list(home.units), "leaving": home.headcount}
        features.append(
            _feature(
                {"type": "Point", "coordinates": [_round(_wrap(place.lon)), _round(place.lat)]}, properties
            )
        )
    places = {place.place: place for place in case.places}
    for move in geography.moves:
        start, end = places[move.home], places[move.place]
        points = great_circle((start.lon, start.lat), (end.lon, end.lat), _PIECES)
        lines = _cut(points)
        geometry: dict[str, object] = (
            {"type": "LineString", "coordinates": lines[0]}
            if len(lines) == 1
            else {"type": "MultiLineString", "coordinates": lines}
        )
        properties = {
            "feature": "move",
            "from": move.home,
            "to": move.place,
            "headcount": move.headcount,
            "tours": move.tours,
            "road_miles": move.miles,
        }
        features.append(_feature(geometry, properties))
    return {"type": "FeatureCollection", "features": features}


def _feature(geometry: dict[str, object], properties: dict[str, object]) -> dict[str, object]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _round(degrees: float) -> float:
    return round(degrees, 5) + 0.0


def _wrap(lon: float) -> float:
    return lon if -180 <= lon <= 180 else (lon + 180) % 360 - 180


def _cut(points: tuple[tuple[float, float], ...]) -> list[list[list[float]]]:
    """Cut a line whose longitudes run on past ±180 where it crosses, and bring the parts back."""
    lines: list[list[list[float]]] = []
    part: list[list[float]] = []
    turn = 0.0
    last: tuple[float, float] | None = None
    for lon, lat in points:
        now = 360.0 if lon > 180 else -360.0 if lon < -180 else 0.0
        if last is not None and now != turn:
            edge = 180.0 if max(now, turn) > 0 else -180.0
            share = (edge - last[0]) / (lon - last[0])
            at = _round(last[1] + share * (lat - last[1]))
            part.append([_round(edge - turn), at])
            lines.append(part)
            part = [[_round(edge - now), at]]
            turn = now
        elif last is None:
            turn = now
        part.append([_round(lon - turn), _round(lat)])
        last = (lon, lat)
    lines.append(part)
    return [line for line in lines if len(line) > 1]


def _asked_filled(case: Case, plan: Plan | None) -> dict[str, tuple[int, int]]:
    units = {unit.unit: unit for unit in case.units}
    reception = {policy.policy: policy.reception_days for policy in case.policies}
    found = {}
    for line in case.lines:
        start = max(line.start, case.planning.start)
        end = min(line.end or case.planning.end, case.planning.end)
        if start >= end:
            found[line.line] = (0, 0)
            continue
        fills = steps_of(
            (
                tour.start + timedelta(days=reception.get(units[tour.unit].policy, 0)),
                tour.end,
                tour.fills,
            )
            for tour in (plan.tours if plan is not None else ())
            if tour.line == line.line and tour.unit in units
        )
        capped = tuple((when, min(value, line.headcount)) for when, value in fills)
        found[line.line] = (line.headcount * (end - start).days, area(capped, start, end))
    return found
