"""A choice among the tours of the compact model, for a first search among few of them."""

from __future__ import annotations

from collections import defaultdict

from benchmarks.baselines.compact import Compact

__all__ = ("coarse",)

#: (lengths of tour for each first day, every so-manyth first day), from fine to coarse.
_MESHES = ((6, 1), (4, 1), (3, 1), (3, 2), (2, 2), (2, 3), (2, 4), (1, 4), (1, 6), (1, 8))


def coarse(model: Compact, most: int, keep: list[int]) -> list[int]:
    """
    Columns of tours, no more than about ``most`` of them, in the finest mesh that has so few.

    Of each class, line and status, tours of a few lengths spread from the shortest to the longest, on
    every so-manyth first day; and those that ``keep`` makes or a pin wants.
    """
    ends: dict[tuple[str, str, str], dict[int, list[tuple[int, int]]]] = defaultdict(dict)
    for column, (unit, stay) in enumerate(model.tours):
        block = ends[unit.unit, stay.line.line, str(stay.duty_status)]
        block.setdefault(stay.start, []).append((stay.end, column))
    wanted = {column for column, times in enumerate(keep) if times}
    wanted.update(column for ways in model.pinned for column in ways)
    chosen: list[int] = []
    for lengths, stride in _MESHES:
        chosen = [
            column
            for block in ends.values()
            for start in sorted(block)[::stride]
            for column in _spread(sorted(block[start]), lengths)
        ]
        if len(chosen) <= most:
            break
    return sorted(wanted.union(chosen))


def _spread(ways: list[tuple[int, int]], lengths: int) -> set[int]:
    """The longest, and others at even distances down to the shortest."""
    last = len(ways) - 1
    return {ways[last - round(n * last / max(1, lengths - 1))][1] for n in range(min(lengths, len(ways)))}
