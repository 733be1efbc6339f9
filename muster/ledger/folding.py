"""
A fold that goes on: entries are taken as they come, and the case is made again only where it changed.

It gives what :func:`muster.ledger.fold.view` gives, which stays the plain statement of what entries mean. Of
every entry it keeps where it stands and nothing else; the bodies of those that hold are read when a case is
asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from muster.ledger.canonical import Mark, read_marks
from muster.ledger.entry import Entry, entry_of, instant_text
from muster.ledger.faults import EntryError, KindError
from muster.ledger.fold import View, in_order, view_of
from muster.ledger.kinds import KINDS, NOUNS, ORDERED, UNDONE

__all__ = ("Folding",)

#: The noun of a kind and whether it ends it; ``None`` for kinds that bear on no noun.
_MEANINGS: dict[str, tuple[str, bool] | None] = {
    kind: None
    if kind == UNDONE or (kind != ORDERED and kind.partition(".")[0] not in NOUNS)
    else (ORDERED, False)
    if kind == ORDERED
    else (kind.partition(".")[0], kind.partition(".")[2] == NOUNS[kind.partition(".")[0]].end)
    for kind in KINDS
}
_TOGETHER = 512

#: Number, effective day as text (empty = always), whether it ends its subject, what it corrects.
_Row = tuple[int, str, bool, int | None]

#: Where a subject stands: the entry that it goes back to, and the one with which it came.
_Place = tuple[int, int]


@dataclass(slots=True)
class _Subjects:
    """The subjects of one noun: all that was said of each; place and number of what holds; those entries."""

    said: dict[str, list[_Row]]
    holds: dict[str, tuple[_Place, int]]
    changed: set[str]
    entries: dict[str, Entry]
    last: _Place = (-1, -1)


class Folding:
    """
    The case of a ledger that grows.

    Parameters
    ----------
    read
        The canonical line of an entry, by its number.
    as_of, known_at
        The day of the world, and the instant of knowledge; as for :func:`muster.ledger.fold.view`.
    """

    def __init__(
        self,
        read: Callable[[int], bytes],
        *,
        as_of: date | None = None,
        known_at: datetime | None = None,
    ) -> None:
        self.size = 0
        self._read = read
        self._as_of, self._known_at = as_of, known_at
        self._last_day = as_of.isoformat() if as_of else "9999-99-99"
        self._last_instant = instant_text(known_at) if known_at else "9"
        self._nouns = {name: _Subjects({}, {}, set(), {}) for name in (*NOUNS, ORDERED)}
        self._corrected_by: dict[int, list[int]] = {}
        self._corrects: dict[int, int] = {}
        self._fallen: set[int] = set()
        self._owners: dict[int, tuple[str, str | None]] = {}
        self._made: dict[int, Any] = {}

    def feed(self, lines: Iterable[bytes]) -> None:
        """
        Take the entries that follow those taken before.

        Raises
        ------
        EntryError
            If a line is not the next entry, or is of a kind that Muster does not know.
        """
        source = iter(lines)
        while together := list(islice(source, _TOGETHER)):
            self._take(read_marks(together))

    def _take(self, marks: list[Mark]) -> None:
        nouns = self._nouns
        for mark in marks:
            n = mark.n
            if n != self.size:
                raise EntryError(
                    f"entry {self.size} says that it is entry {n}", help="see `muster ledger verify`"
                )
            self.size = n + 1
            if mark.recorded > self._last_instant:
                continue
            try:
                meaning = _MEANINGS[mark.kind]
            except KeyError:
                raise KindError(
                    f"entry {n}: the kind {mark.kind!r} is not known",
                    help="it was written by a newer Muster or by another program; see `muster ledger verify`",
                ) from None
            corrects = mark.corrects
            if corrects is not None:
                self._correct(n, corrects)
            subject = mark.subject
            if meaning is None or subject is None:
                continue
            effective = mark.effective or ""
            if effective > self._last_day:
                continue
            noun = nouns[meaning[0]]
            row = (n, effective, meaning[1], corrects)
            if subject in noun.said:
                noun.said[subject].append(row)
            else:
                noun.said[subject] = [row]
            noun.changed.add(subject)

    def _correct(self, n: int, corrects: int) -> None:
        """Entry ``n`` takes the place of another one, which may itself have taken that of a third."""
        if not 0 <= corrects < n:
            raise EntryError(
                f"entry {n}: it corrects {corrects}, which is no entry before it",
                help="see `muster ledger verify`",
            )
        self._corrected_by.setdefault(corrects, []).append(n)
        self._corrects[n] = corrects
        target: int | None = corrects
        while target is not None:
            falls = any(later not in self._fallen for later in self._corrected_by[target])
            if falls == (target in self._fallen):
                return
            (self._fallen.add if falls else self._fallen.discard)(target)
            noun, subject = self._whose(target)
            if subject is not None:
                self._nouns[noun].changed.add(subject)
            target = self._corrects.get(target)

    def _whose(self, n: int) -> tuple[str, str | None]:
        """Noun and subject of an entry that was corrected."""
        if n not in self._owners:
            (mark,) = read_marks([self._read(n)])
            meaning = _MEANINGS.get(mark.kind)
            self._owners[n] = ("", None) if meaning is None else (meaning[0], mark.subject)
        return self._owners[n]

    def _first(self, n: int, corrects: int | None) -> int:
        """The number that a correction goes back to, through the corrections of corrections."""
        while corrects is not None:
            n, corrects = corrects, self._corrects.get(corrects)
        return n

    def _holding(self, said: list[_Row]) -> tuple[_Place, int] | None:
        """The place of a subject and the number of the entry that holds, of all that was said of it."""
        holds: tuple[_Place, int] | None = None
        latest = ""
        fallen = self._fallen
        for n, effective, ends, corrects in said:
            if effective < latest or n in fallen:
                continue
            latest = effective
            if ends:
                holds = None
            elif holds is None:
                holds = ((n if corrects is None else self._first(n, corrects), n), n)
            else:
                holds = (holds[0], n)
        return holds

    def _settle(self, noun: _Subjects) -> None:
        """Bring what holds up to date with what was said."""
        entries, moved = noun.entries, False
        new: list[tuple[_Place, int, str]] = []
        for subject in noun.changed:
            before, now = noun.holds.get(subject), self._holding(noun.said.get(subject, []))
            if before == now:
                continue
            if before is not None and now is not None:
                moved = moved or before[0] != now[0]
                noun.last = max(noun.last, now[0])
                entries[subject] = entry_of(self._read(now[1]))
            elif now is not None:
                new.append((*now, subject))
            else:
                del noun.holds[subject], entries[subject]
                continue
            noun.holds[subject] = now
        noun.changed.clear()
        for place, n, subject in sorted(new):
            entries[subject] = entry_of(self._read(n))
            moved = moved or place < noun.last
            noun.last = max(noun.last, place)
        if moved:
            noun.entries = dict(sorted(entries.items(), key=lambda item: noun.holds[item[0]][0]))

    def view(self) -> View:
        """
        The case that the entries taken so far make.

        Raises
        ------
        LedgerError
            If there was no case yet on that day, or at that instant.
        EntryError
            If an entry holds what is not the noun of its kind.
        """
        subjects: dict[str, dict[str, Entry]] = {}
        for name, noun in self._nouns.items():
            if noun.changed:
                self._settle(noun)
            subjects[name] = noun.entries
        for name, entry in subjects.pop(ORDERED).items():
            if name in subjects:
                subjects[name] = in_order(subjects[name], entry)
        return view_of(subjects, as_of=self._as_of, known_at=self._known_at, made=self._made)
