"""Albers' equal-area conic projection, fitted to a frame of the map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import asin, atan2, cos, degrees, radians, sin, sqrt

__all__ = ("Albers", "Box", "Frame", "fit")


@dataclass(frozen=True, slots=True)
class Box:
    """Degrees: west, south, east, north; ``west`` may lie below −180 so that a box stays whole."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, lon: float, lat: float) -> bool:
        """Whether a point lies in the box."""
        return self.west <= lon <= self.east and self.south <= lat <= self.north

    def meets(self, other: Box) -> bool:
        """Whether two boxes overlap."""
        return not (
            other.east < self.west
            or other.west > self.east
            or other.north < self.south
            or other.south > self.north
        )

    def grown(self, degrees_lon: float, degrees_lat: float) -> Box:
        """The box with a margin."""
        return Box(
            self.west - degrees_lon,
            max(-89.0, self.south - degrees_lat),
            self.east + degrees_lon,
            min(89.0, self.north + degrees_lat),
        )


@dataclass(frozen=True, slots=True)
class Albers:
    """
    Albers' equal-area conic on the unit sphere, y upwards (Snyder 1987, USGS PP 1395, 14-1 to 14-11).

    ``lon`` is the central meridian, ``lat`` the latitude of origin; ``first`` and ``second`` are the
    standard parallels. All in degrees; the parallels may not be opposite.
    """

    lon: float
    lat: float
    first: float
    second: float

    @classmethod
    def over(cls, box: Box) -> Albers:
        """The projection with its parallels a sixth of the height inside the box (Kavraiskii's rule)."""
        height = box.north - box.south
        first, second = box.south + height / 6, box.north - height / 6
        if abs(first + second) < 1:  # a cone that is a cylinder; a nudge keeps the formulas finite
            second += 2
        return cls((box.west + box.east) / 2, (box.south + box.north) / 2, first, second)

    def _constants(self) -> tuple[float, float, float]:
        first, second = radians(self.first), radians(self.second)
        n = (sin(first) + sin(second)) / 2
        c = cos(first) ** 2 + 2 * n * sin(first)
        return n, c, sqrt(max(0.0, c - 2 * n * sin(radians(self.lat)))) / n

    def forward(self, lon: float, lat: float) -> tuple[float, float]:
        """Project a point."""
        n, c, rho_origin = self._constants()
        rho = sqrt(max(0.0, c - 2 * n * sin(radians(lat)))) / n
        theta = n * radians(lon - self.lon)
        return rho * sin(theta), rho_origin - rho * cos(theta)

    def line(self, points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
        """Project many points."""
        n, c, rho_origin = self._constants()
        projected = []
        for lon, lat in points:
            rho = sqrt(max(0.0, c - 2 * n * sin(radians(lat)))) / n
            theta = n * radians(lon - self.lon)
            projected.append((rho * sin(theta), rho_origin - rho * cos(theta)))
        return projected

    def inverse(self, x: float, y: float) -> tuple[float, float]:
        """The longitude and latitude of a projected point."""
        n, c, rho_origin = self._constants()
        sign = 1.0 if n >= 0 else -1.0
        rho = sign * sqrt(x * x + (rho_origin - y) ** 2)
        theta = atan2(sign * x, sign * (rho_origin - y))
        sine = max(-1.0, min(1.0, (c - (rho * n) ** 2) / (2 * n)))
        return self.lon + degrees(theta / n), degrees(asin(sine))


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle of the drawing, in pixels from ``(x, y)``, and the projection that fills it."""

    box: Box
    albers: Albers
    scale: float
    dx: float
    dy: float
    x: float
    y: float
    width: float
    height: float

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """Place a point on the drawing."""
        px, py = self.albers.forward(lon, lat)
        return self.dx + px * self.scale, self.dy - py * self.scale

    def line(self, points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
        """Place many points on the drawing."""
        return [(self.dx + x * self.scale, self.dy - y * self.scale) for x, y in self.albers.line(points)]

    def inside(self, x: float, y: float, margin: float = 0.0) -> bool:
        """Whether a point of the drawing lies in the frame."""
        return (
            self.x + margin <= x <= self.x + self.width - margin
            and self.y + margin <= y <= self.y + self.height - margin
        )

    def view(self) -> Box:
        """The degrees that the frame shows, its corners included."""
        corners = []
        for part in range(9):
            t = part / 8
            for px, py in (
                (self.x + t * self.width, self.y),
                (self.x + t * self.width, self.y + self.height),
                (self.x, self.y + t * self.height),
                (self.x + self.width, self.y + t * self.height),
            ):
                corners.append(self.albers.inverse((px - self.dx) / self.scale, (self.dy - py) / self.scale))
        return Box(
            min(lon for lon, _ in corners),
            min(lat for _, lat in corners),
            max(lon for lon, _ in corners),
            max(lat for _, lat in corners),
        )


def fit(
    box: Box,
    *,
    x: float = 0.0,
    y: float = 0.0,
    width: float,
    height: float | None = None,
    tallest: float = 0.62,
    flattest: float = 0.3,
) -> Frame:
    """
    A frame of the given width that shows the whole box; the height follows the box unless it is given,
    between ``flattest`` and ``tallest`` of the width.
    """
    albers = Albers.over(box)
    edge = [
        (box.west + (box.east - box.west) * i / 12, lat) for i in range(13) for lat in (box.south, box.north)
    ] + [
        (lon, box.south + (box.north - box.south) * i / 12) for i in range(13) for lon in (box.west, box.east)
    ]
    projected = albers.line(edge)
    left, right = min(p[0] for p in projected), max(p[0] for p in projected)
    low, high = min(p[1] for p in projected), max(p[1] for p in projected)
    wide, tall = max(right - left, 1e-9), max(high - low, 1e-9)
    if height is None:
        height = min(max(width * tall / wide, width * flattest), width * tallest)
    scale = min(width / wide, height / tall)
    dx = x + width / 2 - scale * (left + right) / 2
    dy = y + height / 2 + scale * (low + high) / 2
    return Frame(box, albers, scale, dx, dy, x, y, width, height)
