"""Two writers at once: what the other recorded and what is yours, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from muster.ledger.canonical import Json, canonical

__all__ = ("Change", "both_changes", "changed_fields")

_TOLD = 4
_LONGEST = 60


class Change(Protocol):
    """What is told of a draft."""

    @property
    def kind(self) -> str:
        """Such as ``unit.changed``."""

    @property
    def subject(self) -> str | None:
        """What it is about."""

    @property
    def who(self) -> str:
        """Who answers for it."""

    @property
    def body(self) -> Json:
        """The noun from then on."""


@dataclass(frozen=True, slots=True)
class _Met:
    theirs: Change
    mine: Change


def both_changes(theirs: Sequence[Change], mine: Sequence[Change]) -> str:
    """
    What was recorded in between, and what could not be, in sentences for a message.

    Where both are about one subject, the fields in which they differ stand side by side; where nothing is
    about one subject, that is said too, because then the append may simply be made again.
    """
    met = list(_met(theirs, mine))
    if not met:
        return "; the two are about different things"
    words = []
    for pair in met[:_TOLD]:
        noun = pair.mine.kind.partition(".")[0]
        told = f"both change {noun} {pair.mine.subject}"
        differing = changed_fields(pair.theirs.body, pair.mine.body)
        if pair.theirs.body is None or pair.mine.body is None:
            sides = (_end(pair.theirs), _end(pair.mine))
            told += f": theirs {sides[0]}, yours {sides[1]}"
        elif not differing:
            told += " to the same"
        else:
            told += ": " + ", ".join(
                f"{name} theirs {_short(was)}, yours {_short(now)}" for name, was, now in differing
            )
        words.append(told)
    more = len(met) - len(words)
    return "; " + "; ".join(words) + (f"; and {more} more" if more else "")


def _met(theirs: Sequence[Change], mine: Sequence[Change]) -> Iterator[_Met]:
    last = {_about(change): change for change in theirs}
    for change in mine:
        other = last.get(_about(change))
        if change.subject is not None and other is not None:
            yield _Met(other, change)


def _about(change: Change) -> tuple[str, str | None]:
    return change.kind.partition(".")[0], change.subject


def changed_fields(before: Json, after: Json) -> list[tuple[str, Json, Json]]:
    """
    Field by field what differs between two bodies; ``None`` where one has the field's default.

    Examples
    --------
    >>> changed_fields({"unit": "A", "home": "X"}, {"unit": "A", "home": "Y", "quantity": 2})
    [('home', 'X', 'Y'), ('quantity', None, 2)]
    """
    old = before if isinstance(before, Mapping) else {}
    new = after if isinstance(after, Mapping) else {}
    names = [*old, *(name for name in new if name not in old)]
    return [(name, old.get(name), new.get(name)) for name in sorted(names) if old.get(name) != new.get(name)]


def _end(change: Change) -> str:
    return "ends it" if change.body is None else "states it anew"


def _short(value: Json) -> str:
    if value is None:
        return "nothing"
    text = value if isinstance(value, str) else canonical(value).decode()
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
