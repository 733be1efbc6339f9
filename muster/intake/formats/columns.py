"""
Reading order: runs of words on a page become rows, column after column.

A gutter is where most lines have a hole. Rows are read across it (a table, a letterhead) unless what
stands left and right of it are lines of prose that fill their columns; then what spans the gutter (a
headline) parts the page into bands, and each band is read column by column.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

__all__ = ("Piece", "Row", "Run", "reading_order", "runs_of")

#: Of the height of the type: a gap wider than this parts two runs.
_HOLE = 0.9
_FEWEST_ROWS = 4
_SHORTEST_PROSE = 16
_FULL = 0.7
_DEEPEST = 6
#: How many runs above and below are looked at for one on the same level.
_NEIGHBOURS = 40


@dataclass(slots=True)
class Piece:
    """A word with its box: from the left and the upper edge of the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: int | None = None

    @property
    def middle(self) -> float:
        """Half its height."""
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        """Its height, of the line box and not of the ink."""
        return self.bottom - self.top


@dataclass(slots=True)
class Run:
    """Words on one base line without a hole between them."""

    words: list[Piece] = field(default_factory=list)
    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0

    @property
    def middle(self) -> float:
        """Half its height."""
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        """Its height."""
        return self.bottom - self.top

    @property
    def length(self) -> int:
        """How many characters it has, blanks included."""
        return sum(len(word.text) + 1 for word in self.words) - 1

    def add(self, word: Piece) -> None:
        """Take one more word at the right end."""
        if not self.words:
            self.left, self.top, self.right, self.bottom = word.left, word.top, word.right, word.bottom
        else:
            self.left, self.right = min(self.left, word.left), max(self.right, word.right)
            if word.height > 0.9 * self.height:  # a small raised mark does not make the line higher
                self.top, self.bottom = min(self.top, word.top), max(self.bottom, word.bottom)
        self.words.append(word)


#: The runs of one line, from left to right.
Row = list[Run]


def runs_of(words: Iterable[Piece]) -> list[Run]:
    """Join words into runs: first in the order in which they come, then by where they stand."""
    runs: list[Run] = []
    for word in words:
        last = runs[-1] if runs else None
        if last is not None and _continues(last, word):
            last.add(word)
        else:
            run = Run()
            run.add(word)
            runs.append(run)
    joined: list[Run] = []
    for row in rows_of(runs):
        for run in row:
            before = joined[-1] if joined else None
            if before is not None and run is not row[0] and _near(before, run):
                for word in run.words:
                    before.add(word)
            else:
                joined.append(run)
    return joined


def _continues(run: Run, word: Piece) -> bool:
    size = max(run.height, word.height)
    if min(run.height, word.height) < 0.75 * size:
        level = word.top < run.bottom and word.bottom > run.top
    else:
        level = abs(run.middle - word.middle) < 0.35 * size
    return level and -0.5 * size < word.left - run.right < _HOLE * size


def _near(left: Run, right: Run) -> bool:
    size = max(left.height, right.height)
    return -0.5 * size < right.left - left.right < _HOLE * size


def rows_of(runs: Iterable[Run]) -> list[Row]:
    """Sort runs into rows from top to bottom, and each row from left to right."""
    rows: list[Row] = []
    for run in sorted(runs, key=lambda run: (run.middle, run.left)):
        row = rows[-1] if rows else None
        if row is not None and (
            abs(row[0].middle - run.middle) < 0.45 * min(row[0].height, run.height) + 0.1
            or _raised(row[-1], run)
        ):
            row.append(run)
        else:
            rows.append([run])
    for row in rows:
        row.sort(key=lambda run: run.left)
    return rows


def _raised(one: Run, other: Run) -> bool:
    """Whether one of two runs is a small mark raised or lowered on the line of the other."""
    small, large = sorted((one, other), key=lambda run: run.height)
    return (
        small.height < 0.75 * large.height
        and small.length <= 4
        and large.top - 0.1 * large.height <= small.middle <= large.bottom
        and abs(small.left - large.right) < 0.6 * large.height
    )


def reading_order(runs: Sequence[Run], depth: int = 0) -> Iterator[Row]:
    """Yield the rows of a page in the order in which a person reads them."""
    rows = rows_of(runs)
    gutter = _gutter(runs) if depth < _DEEPEST else None
    if gutter is None:
        yield from rows
        return
    bands: list[list[Run]] = [[]]
    across: list[Row] = []
    for row in rows:
        if any(run.left < gutter < run.right for run in row):
            across.append(row)
            bands.append([])
        else:
            bands[-1].extend(row)
    for number, band in enumerate(bands):
        left = [run for run in band if run.right <= gutter]
        right = [run for run in band if run.left >= gutter]
        if len(left) > 1 or len(right) > 1:
            yield from reading_order(left, depth + 1)
            yield from reading_order(right, depth + 1)
        else:
            yield from rows_of(band)
        if number < len(across):
            yield across[number]


def _gutter(runs: Sequence[Run]) -> float | None:
    """Return where the holes are that part two columns of prose, ``None`` if there are none."""
    holes = list(_holes(runs))
    edges = sorted([(one.right, 1) for one, _ in holes] + [(other.left, -1) for _, other in holes])
    best, count, place = 0, 0, None
    for index, (x, step) in enumerate(edges):
        count += step
        if count > best:
            best, place = count, (x + edges[index + 1][0]) / 2
    if place is None or best < _FEWEST_ROWS:
        return None
    parted = [(one, other) for one, other in holes if one.right <= place <= other.left]
    top = min(min(one.top, other.top) for one, other in parted)
    bottom = max(max(one.bottom, other.bottom) for one, other in parted)
    beside = [run for run in runs if run.top >= top and run.bottom <= bottom]
    left = rows_of(run for run in beside if run.right <= place)
    right = rows_of(run for run in beside if run.left >= place)
    return place if _prose(left) and _prose(right) else None


def _holes(runs: Sequence[Run]) -> Iterator[tuple[Run, Run]]:
    """Yield each run with the next one to its right on about its level, where a hole is between them."""
    level = sorted(runs, key=lambda run: run.middle)
    for at, one in enumerate(level):
        near: Run | None = None
        for other in level[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS]:
            if (
                abs(other.middle - one.middle) < 0.6 * min(one.height, other.height)
                and other.left >= one.right
                and (near is None or other.left < near.left)
            ):
                near = other
        if near is not None and near.left - one.right >= 0.8 * _HOLE * max(one.height, near.height):
            yield one, near


def _prose(rows: Sequence[Row]) -> bool:
    """Whether the rows are lines of prose: long ones that mostly fill their column."""
    extents = [(row[0].left, row[-1].right) for row in rows if row]
    if len(extents) < _FEWEST_ROWS:
        return False
    left, right = min(a for a, _ in extents), max(b for _, b in extents)
    lengths = [sum(run.length + 1 for run in row) for row in rows if row]
    return median(lengths) >= _SHORTEST_PROSE and median(b - a for a, b in extents) >= _FULL * (right - left)
