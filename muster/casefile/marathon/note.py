"""What the import tells: what has no counterpart in Muster, and what was read in one way of several."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

__all__ = ("NOTE_KINDS", "Note", "Notes")

#: What can be told of a thing, in the order of telling.
NOTE_KINDS = ("left_out", "not_obeyed", "read_as")
_EXAMPLES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """
    One kind of thing in the tables that the case does not hold as it stands.

    Parameters
    ----------
    kind
        ``left_out`` (not in the case), ``not_obeyed`` (kept or not, and without effect on plans) or
        ``read_as`` (in the case, in the way that ``why`` says).
    subject
        What it is, such as ``demand rows of quantity 0``.
    count
        How many there are.
    why
        Why it is so, and what that means.
    examples
        The first few, by name.
    """

    kind: str
    subject: str
    count: int
    why: str
    examples: tuple[str, ...] = ()


@dataclass(slots=True)
class Notes:
    """Notes as they are gathered; equal kinds, subjects and reasons are counted together."""

    _found: dict[tuple[str, str, str], list[str]] = field(default_factory=dict)
    _count: dict[tuple[str, str, str], int] = field(default_factory=dict)

    def add(self, kind: str, subject: str, why: str, name: str = "", *, count: int = 1) -> None:
        """One more of a kind; ``name`` is an example of it."""
        key = (kind, subject, why)
        names = self._found.setdefault(key, [])
        self._count[key] = self._count.get(key, 0) + count
        if name and len(names) < _EXAMPLES and name not in names:
            names.append(name)

    def add_all(self, kind: str, subject: str, why: str, names: Iterable[str]) -> None:
        """Every name as one of the kind."""
        for name in names:
            self.add(kind, subject, why, name)

    def told(self) -> tuple[Note, ...]:
        """The notes, what was left out first, each kind in the order in which it was met."""
        notes = [
            Note(
                kind=kind,
                subject=subject,
                count=self._count[kind, subject, why],
                why=why,
                examples=tuple(names),
            )
            for (kind, subject, why), names in self._found.items()
        ]
        return tuple(sorted(notes, key=lambda note: NOTE_KINDS.index(note.kind)))
