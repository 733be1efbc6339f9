"""One entry in full; and what a ledger learnt between two moments, apart from what happened in the world."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from muster.actions.check import check
from muster.domain.difference import Change, difference_of_findings
from muster.ledger.canonical import Json, canonical
from muster.ledger.conflict import changed_fields
from muster.ledger.entry import Entry
from muster.ledger.faults import LedgerError
from muster.ledger.fold import known, subjects_of, view
from muster.ledger.kinds import NOUNS, ORDERED, UNDONE

__all__ = ("EntryStory", "Learnt", "RowChange", "between", "story_of")

Why = Literal["learnt", "happened", "ahead"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryStory:
    """
    An entry, and what became of it.

    Parameters
    ----------
    stands
        Whether it holds; if not, ``fallen_by`` is the entry that corrected it or took it back.
    before, after
        The entries on the same subject that it followed (or corrects), and that followed it.
    changed
        Field by field what it changed in the one before: name, then, from then on.
    against
        Entries that corrected it or took it back, standing or not.
    together
        First and last of the entries that were recorded in one append with it.
    """

    entry: Entry
    stands: bool
    fallen_by: int | None
    before: int | None
    after: int | None
    changed: tuple[tuple[str, Json, Json], ...]
    against: tuple[int, ...]
    together: tuple[int, int]


def story_of(entries: Sequence[Entry], n: int) -> EntryStory:
    """
    An entry in full.

    Raises
    ------
    LedgerError
        If there is none of this number.
    """
    if not 0 <= n < len(entries):
        raise LedgerError(
            f"there is no entry {n}: the ledger has entries 0 to {len(entries) - 1}",
            help="give the number that `muster log` shows",
            code="M920",
        )
    entry = entries[n]
    standing = {item.n for item in known(entries)}
    against = [item.n for item in entries[n + 1 :] if item.draft.corrects == n]
    same = [item for item in entries if _about(item) == _about(entry) and item.draft.subject is not None]
    earlier = [item for item in known(entries[:n]) if _about(item) == _about(entry)] if same else []
    later = [item for item in same if item.n > n]
    base = entries[entry.draft.corrects] if entry.draft.corrects is not None else None
    was = base if base is not None and base.draft.kind != UNDONE else (earlier[-1] if earlier else None)
    changed: tuple[tuple[str, Json, Json], ...] = ()
    noun = entry.draft.kind.partition(".")[0]
    if noun in NOUNS and was is not None and isinstance(entry.draft.body, dict):
        changed = tuple(changed_fields(was.draft.body, entry.draft.body))
    first = last = n
    while first > 0 and _together(entries[first - 1], entry):
        first -= 1
    while last + 1 < len(entries) and _together(entries[last + 1], entry):
        last += 1
    return EntryStory(
        entry=entry,
        stands=n in standing,
        fallen_by=next((m for m in reversed(against) if m in standing), None) if n not in standing else None,
        before=was.n if was is not None else None,
        after=later[0].n if later else None,
        changed=changed,
        against=tuple(against),
        together=(first, last),
    )


def _about(entry: Entry) -> tuple[str, str | None]:
    return entry.draft.kind.partition(".")[0], entry.draft.subject


def _together(one: Entry, two: Entry) -> bool:
    return one.recorded == two.recorded and one.key == two.key


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """
    A row that came (``added``), went (``removed``), or a field of one that ``changed``; and the entry.

    ``before`` and ``after`` are text, ``None`` for absent. ``why`` is ``learnt`` where the entry speaks of
    days up to the first moment (a late report, a correction), ``happened`` for days between the two,
    ``ahead`` for days after the second.
    """

    noun: str
    subject: str
    change: Literal["added", "removed", "changed"]
    field: str | None
    before: str | None
    after: str | None
    entry: int | None
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """
    What differs between what was known at two moments: rows, findings, and the entries in between.

    ``other`` are entries that do not bear on the case: notes, plans, answers.
    """

    first: datetime
    second: datetime
    rows: tuple[RowChange, ...]
    findings: tuple[Change, ...]
    entries: tuple[Entry, ...]
    other: tuple[Entry, ...]


def between(
    entries: Sequence[Entry], first: datetime, second: datetime, *, as_of: date | None = None
) -> Learnt:
    """
    What was learnt between two moments, of the world as of a day (or of all days).

    Raises
    ------
    LedgerError
        If there was no case yet at the first moment, or the second is not later.
    """
    if second <= first:
        raise LedgerError(
            f"the second moment, {second.isoformat()}, is not after the first, {first.isoformat()}",
            help="give the earlier moment first",
            code="M920",
        )
    before, after = (view(entries, as_of=as_of, known_at=moment).case for moment in (first, second))
    old, new = (subjects_of(entries, as_of=as_of, known_at=moment) for moment in (first, second))
    told = [entry for entry in entries if first < entry.recorded <= second]
    rows: list[RowChange] = []
    for noun in NOUNS:
        rows += _rows(noun, old[noun], new[noun], told, first.date(), second.date())
    return Learnt(
        first=first,
        second=second,
        rows=tuple(rows),
        findings=tuple(difference_of_findings(check(before), check(after))),
        entries=tuple(entry for entry in told if _bears(entry)),
        other=tuple(entry for entry in told if not _bears(entry)),
    )


def _bears(entry: Entry) -> bool:
    noun = entry.draft.kind.partition(".")[0]
    return entry.draft.kind in (UNDONE, ORDERED) or noun in NOUNS


def _rows(
    noun: str,
    old: Mapping[str, Entry],
    new: Mapping[str, Entry],
    told: Sequence[Entry],
    first: date,
    second: date,
) -> Iterator[RowChange]:
    for subject in [*old, *(name for name in new if name not in old)]:
        was, now = old.get(subject), new.get(subject)
        if was is not None and now is not None and was.draft.body == now.draft.body:
            continue
        maker = now if now is not None and now in told else _ender(told, noun, subject, was, now)
        why = _why(maker, first, second)
        entry = None if maker is None else maker.n
        if was is None or now is None:
            yield RowChange(
                noun=noun,
                subject=subject,
                change="removed" if now is None else "added",
                field=None,
                before=None if was is None else _words(was.draft.body),
                after=None if now is None else _words(now.draft.body),
                entry=entry,
                why=why,
            )
            continue
        for name, one, two in changed_fields(_flat(was.draft.body), _flat(now.draft.body)):
            yield RowChange(
                noun=noun,
                subject=subject,
                change="changed",
                field=name,
                before=None if one is None else _text(one),
                after=None if two is None else _text(two),
                entry=entry,
                why=why,
            )


def _ender(
    told: Sequence[Entry], noun: str, subject: str, was: Entry | None, now: Entry | None
) -> Entry | None:
    """The entry that ended, corrected or took back the row; or took back what had ended it."""
    numbers = {entry.n for entry in (was, now) if entry is not None}
    for entry in reversed(told):
        if _about(entry) == (noun, subject) or entry.draft.corrects in numbers:
            return entry
    return next((entry for entry in reversed(told) if entry.draft.kind == UNDONE), None)


def _why(entry: Entry | None, first: date, second: date) -> Why:
    """A correction is learnt; else the day from which the entry holds decides."""
    if entry is None or entry.draft.corrects is not None:
        return "learnt"
    day = entry.draft.effective
    if day is None or day <= first:
        return "learnt"
    return "happened" if day <= second else "ahead"


def _flat(body: Json) -> dict[str, Json]:
    """A body with what has an id of its own laid open: ``ceiling SW-1500 headcount``."""
    found: dict[str, Json] = {}
    for key, value in body.items() if isinstance(body, dict) else ():
        items = value if isinstance(value, list) else []
        if items and all(isinstance(item, dict) and "id" in item for item in items):
            for item in items:
                assert isinstance(item, dict)
                for inner, one in item.items():
                    if inner != "id":
                        found[f"{key.removesuffix('s')} {item['id']} {inner}"] = one
        else:
            found[key] = value
    return found


def _words(body: Json) -> str:
    if not isinstance(body, dict):
        return ""
    shown = {key: value for key, value in body.items() if key not in ("data", "extra")}
    return ", ".join(f"{key} {_text(value)}" for key, value in shown.items())


def _text(value: Json) -> str:
    if isinstance(value, dict) and value.keys() == {"float"}:
        return str(value["float"])
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "; ".join(map(str, value))
    return value if isinstance(value, str) else canonical(value).decode()
