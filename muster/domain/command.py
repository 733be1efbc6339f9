"""Commands and who answers to whom, over time."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from muster.domain.origin import Extra, Origin

__all__ = ("RELATIONS", "Command")

RELATIONS = ("command", "support", "tactical_control", "dual_status")


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """
    A headquarters and its relation to its parent during ``[start, end)``.

    The same command may stand in several rows, one for each period.
    """

    command: str
    name: str | None = None
    parent: str | None = None
    relation: str | None = None
    place: str | None = None
    start: date | None = None
    end: date | None = None
    extra: Extra = ()
    origin: Origin | None = field(default=None, compare=False, repr=False)
