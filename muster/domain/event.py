"""Training that units are meant to attend, and miss while they are away."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from muster.domain.origin import Extra, Origin

__all__ = ("TrainingEvent",)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingEvent:
    """
    An event of one unit, or of every unit of a type, on the days ``[start, end)``.

    A rotation at a training centre, a gunnery, an annual training. A unit misses it if it is away on any
    of its days.

    Parameters
    ----------
    unit, type
        Whose event it is; exactly one of the two is set.
    """

    name: str
    start: date
    end: date
    unit: str | None = None
    type: str | None = None
    source: str | None = None
    extra: Extra = ()
    origin: Origin | None = field(default=None, compare=False, repr=False)
