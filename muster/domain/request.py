"""Request lines: what an agency asks for, where, in what strength, from when to when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from muster.domain.component import DutyStatus
from muster.domain.origin import Extra, Origin

__all__ = ("Line",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """
    One line of a request for assistance.

    Parameters
    ----------
    headcount
        People with ``capability`` wanted on every day of ``[start, end)``.
    priority
        1 is the highest.
    duty_statuses
        Statuses that may serve the line; empty = any.
    approval
        Id of the authority that approved the request; every tour on the line names it.
    category
        How units under a cycle serve the line; ``None`` = rotational (see ``docs/marathon.md``).
    group
        Lines of one group may follow each other without the unit going home in between.
    region
        Of a line of category ``Forward``: the region that its units belong to.
    """

    line: str
    place: str
    role: str
    capability: str
    headcount: int
    start: date
    priority: int
    end: date | None = None
    request: str | None = None
    agency: str | None = None
    required: bool = False
    duty_statuses: tuple[DutyStatus, ...] = ()
    mobilization: str | None = None
    armed: bool = False
    contact: bool = False
    approval: str | None = None
    command: str | None = None
    category: str | None = None
    group: str | None = None
    region: str | None = None
    extra: Extra = ()
    origin: Origin | None = field(default=None, compare=False, repr=False)
