"""Why a required line cannot be filled: what stands against each other, and what would resolve it."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ("CONFLICT_KINDS", "Conflict", "ConflictItem", "Resolution", "ResolvingChange")

#: What can stand in the way of a line. ``lines`` stands for the other lines that want the same people.
CONFLICT_KINDS = (
    "skill",
    "supply",
    "law",
    "duty-status",
    "authority-dates",
    "authority-status",
    "authority-scope",
    "ceiling",
    "budget",
    "lift",
    "notice",
    "reception",
    "dwell",
    "max-tour",
    "min-tour",
    "availability",
    "travel",
    "tours",
    "pin",
    "ban",
    "lines",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictItem:
    """One thing in the way: its kind, the id of what it belongs to, and what it says in words."""

    kind: str
    subject: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvingChange:
    """
    A change of one item.

    ``amount`` is by how much at least, in the item's own unit (people, cents, days, units, seats a day, miles
    a day), ``None`` where it is all or nothing; ``change`` says it in words.
    """

    kind: str
    subject: str
    amount: int | None
    change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """Changes that together let the line be filled; none of them can be left out or be smaller."""

    changes: tuple[ResolvingChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """
    Why a required line stays short.

    Attributes
    ----------
    scope
        ``alone``: it could not be filled if it were the only line. ``others``: it could, but not beside what
        the plan does for other lines at their prices. ``unknown``: the clock ended before that was known.
    short
        Headcount-days that stay unfilled at best, were it the only line; 0 for ``others``; ``None`` unknown.
    items
        An irreducible set in conflict: without any one of them, and with all else as it is relaxed, the
        line could be filled as far as this set is concerned.
    resolutions
        The smallest sets of changes found, the smallest change first.
    exact
        Whether every question that this rests on was decided; otherwise the clock ended some.
    why
        The whole in words.
    """

    line: str
    scope: str
    short: int | None
    items: tuple[ConflictItem, ...]
    resolutions: tuple[Resolution, ...]
    exact: bool
    why: str
