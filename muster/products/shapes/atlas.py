"""
The shapes of states and counties, as arcs that neighbours share.

``us.json`` is derived from the npm package us-atlas 3.0.1 (ISC; the Census Bureau's cartographic boundary
files of 2017) by ``tools/derive_shapes.py``. It is part of the package, like code, and read once.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from muster.products.projection import Box

__all__ = ("POSTAL", "Atlas", "Ring", "Shape", "atlas")

#: Postal codes by FIPS number of the state.
_CODES = """
01 AL 02 AK 04 AZ 05 AR 06 CA 08 CO 09 CT 10 DE 11 DC 12 FL 13 GA 15 HI 16 ID 17 IL
18 IN 19 IA 20 KS 21 KY 22 LA 23 ME 24 MD 25 MA 26 MI 27 MN 28 MS 29 MO 30 MT 31 NE
32 NV 33 NH 34 NJ 35 NM 36 NY 37 NC 38 ND 39 OH 40 OK 41 OR 42 PA 44 RI 45 SC 46 SD
47 TN 48 TX 49 UT 50 VT 51 VA 53 WA 54 WV 55 WI 56 WY 60 AS 66 GU 69 MP 72 PR 78 VI
""".split()  # noqa: SIM905
POSTAL = dict(zip(_CODES[::2], _CODES[1::2], strict=True))

#: Longitudes and latitudes in degrees, the last point the first one.
Ring = list[tuple[float, float]]

_DIGITS = {
    character: value
    for value, character in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
}


@dataclass(frozen=True, slots=True)
class Shape:
    """A state or county: its FIPS number, its name, and its polygons as rings of arc numbers."""

    fips: str
    name: str
    polygons: tuple[tuple[tuple[int, ...], ...], ...]


class Atlas:
    """States and counties; arcs are decoded when they are first asked for."""

    def __init__(self, text: str) -> None:
        data = json.loads(text)
        self._arcs: list[str] = data["arcs"]
        self._scale: tuple[float, float] = (data["scale"][0], data["scale"][1])
        self._translate: tuple[float, float] = (data["translate"][0], data["translate"][1])
        self._decoded: dict[int, Ring] = {}
        self._boxes: dict[str, Box] = {}
        self.states = self._shapes(data["states"])
        self.counties = self._shapes(data["counties"])

    @staticmethod
    def _shapes(rows: list[tuple[str, str, list[list[list[int]]]]]) -> tuple[Shape, ...]:
        return tuple(
            Shape(fips, name, tuple(tuple(tuple(ring) for ring in polygon) for polygon in polygons))
            for fips, name, polygons in rows
        )

    def arc(self, index: int) -> Ring:
        """The points of an arc; ``~i`` is arc ``i`` backwards."""
        if index < 0:
            return self.arc(~index)[::-1]
        if index not in self._decoded:
            self._decoded[index] = self._decode(self._arcs[index])
        return self._decoded[index]

    def _decode(self, text: str) -> Ring:
        numbers = []
        value = shift = 0
        for character in text:
            digit = _DIGITS[character]
            value |= (digit & 31) << shift
            if digit & 32:
                shift += 5
                continue
            numbers.append(-(value + 1 >> 1) if value & 1 else value >> 1)
            value = shift = 0
        x = y = 0
        points = []
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((self._translate[0] + x * self._scale[0], self._translate[1] + y * self._scale[1]))
        return points

    def rings(self, shape: Shape) -> list[Ring]:
        """
        Every ring of a shape. Longitudes east of 100° E are written below −180 for Alaska and the
        Aleutians, so that the state stays in one piece.
        """
        alaska = shape.fips.startswith("02")
        rings = []
        for polygon in shape.polygons:
            for ring in polygon:
                points: Ring = []
                for index in ring:
                    arc = self.arc(index)
                    points.extend(arc[1:] if points else arc)
                if alaska:
                    points = [(lon - 360 if lon > 100 else lon, lat) for lon, lat in points]
                rings.append(points)
        return rings

    def box(self, shape: Shape) -> Box:
        """The degrees that a shape spans."""
        if shape.fips not in self._boxes:
            points = [point for ring in self.rings(shape) for point in ring]
            self._boxes[shape.fips] = Box(
                min(lon for lon, _ in points),
                min(lat for _, lat in points),
                max(lon for lon, _ in points),
                max(lat for _, lat in points),
            )
        return self._boxes[shape.fips]


@cache
def atlas() -> Atlas:
    """The shapes that come with Muster."""
    return Atlas((files("muster.products.shapes") / "us.json").read_text(encoding="ascii"))
