"""What a solver is handed: the compact model, or the part of it that has only some of the tours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benchmarks.baselines.compact import FREE, Compact

__all__ = ("FREE", "Program", "Stages", "program", "stages")

#: (low, high, columns, coefficients) of each row.
Rows = list[tuple[int, int, list[int], list[int]]]


@dataclass(frozen=True, slots=True)
class Program:
    """
    ``minimise cost x`` subject to ``low <= A x <= high``, ``0 <= x <= upper``, x whole.

    ``columns`` are the model's numbers of the columns; ``start`` is the value of each in a first plan;
    ``whole`` says whether all tours are there, so that a bound of it is one of the case.
    """

    model: Compact
    columns: npt.NDArray[np.int64]
    cost: list[int]
    upper: list[int]
    rows: Rows
    start: list[int]
    whole: bool

    def told(self, values: Sequence[float]) -> npt.NDArray[np.float64]:
        """Values of all columns of the model."""
        full = np.zeros(len(self.model.cost))
        full[self.columns] = values
        return full

    def part(self, full: Sequence[float]) -> list[int]:
        """Values of the program's own columns, where no other tour is made."""
        return [round(full[column]) for column in self.columns.tolist()]


def program(model: Compact, start: list[int], chosen: Sequence[int] | None = None) -> Program:
    """The program of a model (or of these of its tours), with a first plan that makes no other tour."""
    tours, full = len(model.tours), model.complete(start)
    if chosen is None:
        every = np.arange(len(model.cost))
        return Program(model, every, model.cost, model.upper, model.rows, full, True)
    kept = [*chosen, *range(tours, len(model.cost))]
    place = np.full(len(model.cost), -1, dtype=np.int64)
    place[kept] = np.arange(len(kept))
    places = place.tolist()
    rows: Rows = []
    for low, high, index, value in model.rows:
        held = [(places[c], v) for c, v in zip(index, value, strict=True) if places[c] >= 0]
        rows.append((low, high, [c for c, _ in held], [v for _, v in held]))
    return Program(
        model,
        np.array(kept, dtype=np.int64),
        [model.cost[c] for c in kept],
        [model.upper[c] for c in kept],
        rows,
        [full[c] for c in kept],
        False,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Stages:
    """
    In which steps a model is solved.

    Parameters
    ----------
    at_once
        With up to so many tours, the whole model is solved at once. With more, about so many of them are
        tried first, in a mesh (``coarse.py``).
    share
        Of the time, for these.
    at_most
        With more tours than this, the mesh is all that is tried: the relaxation of the whole would not be
        solved in time, and nothing is found before it is.
    """

    at_once: int = 15_000
    share: float = 0.5
    at_most: int = 200_000


def stages(model: Compact, start: list[int], how: Stages) -> list[tuple[Program, float]]:
    """Programs to solve in turn, each with the share of the time at which it must be over."""
    from benchmarks.baselines.coarse import coarse

    if len(model.tours) <= how.at_once:
        return [(program(model, start), 1.0)]
    first = program(model, start, coarse(model, how.at_once, start))
    if len(model.tours) > how.at_most:
        return [(first, 1.0)]
    return [(first, how.share), (program(model, start), 1.0)]
