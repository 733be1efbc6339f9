"""Labels that do not cover one another: greedy placing around their points, the most important first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, pi, sin

__all__ = ("Label", "Placed", "Rect", "place_labels")

Rect = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Label:
    """Lines of text for a point with a marker of radius ``clear``; ``size`` of the box in pixels."""

    key: str
    x: float
    y: float
    clear: float
    width: float
    height: float
    required: bool = True


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a label's box stands (left, top) and whether a leader line is needed."""

    label: Label
    left: float
    top: float
    leader: bool

    @property
    def rect(self) -> Rect:
        """Left, top, right, bottom."""
        return self.left, self.top, self.left + self.label.width, self.top + self.label.height


def _overlap(a: Rect, b: Rect) -> float:
    wide = min(a[2], b[2]) - max(a[0], b[0])
    tall = min(a[3], b[3]) - max(a[1], b[1])
    return wide * tall if wide > 0 and tall > 0 else 0.0


def _candidates(label: Label) -> Iterable[tuple[float, float, float]]:
    """Left and top of the boxes to try, and what each costs: near first, right and left before above."""
    order = (0, 8, 12, 4, 2, 6, 14, 10, 1, 7, 15, 9, 3, 5, 13, 11)
    for ring, distance in enumerate((3, 10, 20, 34, 52, 74, 100)):
        for rank, step in enumerate(order):
            angle = step * pi / 8
            reach = label.clear + distance
            x = label.x + reach * cos(angle)
            y = label.y + reach * sin(angle)
            left = x - label.width * (1 - cos(angle)) / 2
            top = y - label.height * (1 - sin(angle)) / 2
            yield left, top, ring * 12 + rank * 0.8


def place_labels(
    labels: Sequence[Label], taken: Sequence[Rect], frame: Rect, *, soft: Sequence[Rect] = ()
) -> tuple[Placed, ...]:
    """
    Place labels inside ``frame`` off the rectangles ``taken`` and off one another.

    ``soft`` rectangles may be covered at a cost. A label that is not required is left out rather than put
    over another.
    """
    blocked = list(taken)
    placed: list[Placed] = []
    for label in labels:
        best: tuple[float, float, float, float] | None = None
        for left, top, cost in _candidates(label):
            rect = (left - 2, top - 1, left + label.width + 2, top + label.height + 1)
            if rect[0] < frame[0] or rect[1] < frame[1] or rect[2] > frame[2] or rect[3] > frame[3]:
                continue
            hard = sum(_overlap(rect, other) for other in blocked)
            if best is not None and hard * 5 + cost >= best[0]:
                continue
            total = hard * 5 + cost + sum(_overlap(rect, other) for other in soft) * 0.04
            if best is None or total < best[0]:
                best = (total, left, top, hard)
            if total < 1:
                break
        if best is None or (best[3] > 0 and not label.required):
            continue
        _, left, top, _ = best
        nearest_x = min(max(label.x, left), left + label.width)
        nearest_y = min(max(label.y, top), top + label.height)
        away = ((nearest_x - label.x) ** 2 + (nearest_y - label.y) ** 2) ** 0.5
        spot = Placed(label, left, top, leader=away > label.clear + 12)
        placed.append(spot)
        blocked.append(spot.rect)
    return tuple(placed)
