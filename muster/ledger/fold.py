"""From entries to the case: as the world was on a day, as far as it was known at an instant."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Any

from muster.domain.case import Case
from muster.ledger.entry import Entry
from muster.ledger.faults import EntryError, LedgerError
from muster.ledger.kinds import CASE_NOUNS, NOUNS, ORDERED, UNDONE, CaseSettings, DocumentBody
from muster.ledger.nouns import noun_of

__all__ = ("View", "end_of_day", "in_order", "known", "subjects_of", "view", "view_of")


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """
    A case, and the documents whose bytes the ledger holds, by their names.

    ``entries`` are the numbers of those that made it, for whoever asks on what it rests; ``files`` the texts
    of the folder's files as somebody wrote them, which may say less or more than the case by now.
    """

    case: Case
    documents: dict[str, bytes]
    entries: tuple[int, ...]
    files: dict[str, str] = field(default_factory=dict)


def end_of_day(day: date) -> datetime:
    """The last instant of a day in UTC: what was known on the day."""
    return datetime.combine(day + timedelta(days=1), time(), UTC) - timedelta(microseconds=1)


def known(entries: Iterable[Entry], known_at: datetime | None = None) -> list[Entry]:
    """
    The entries that stand, of those recorded by ``known_at`` (all, if ``None``), in their order.

    An entry falls when a later one corrects or undoes it, unless that later one has itself fallen: to undo an
    undoing restores.
    """
    told = [entry for entry in entries if known_at is None or entry.recorded <= known_at]
    fallen: set[int] = set()
    for entry in reversed(told):
        if entry.draft.corrects is not None and entry.n not in fallen:
            fallen.add(entry.draft.corrects)
    return [entry for entry in told if entry.n not in fallen]


def subjects_of(
    entries: Iterable[Entry], *, as_of: date | None = None, known_at: datetime | None = None
) -> dict[str, dict[str, Entry]]:
    """
    For every noun its subjects on a day, each with the entry that says what it is.

    Of two entries on one subject the one with the later effective day holds; of the same day, the later
    recorded. Entries that are effective after ``as_of`` are passed over. Subjects stand in the order of their
    coming; an entry that corrects another one stands at its place.
    """
    found: dict[str, dict[str, Entry]] = {name: {} for name in (*NOUNS, ORDERED)}
    latest: dict[tuple[str, str], date] = {}
    places: dict[int, int] = {}
    moved: set[str] = set()
    told = list(entries)
    for entry in known(told, known_at):
        draft = entry.draft
        noun, _, verb = draft.kind.partition(".")
        name = ORDERED if draft.kind == ORDERED else noun
        if name not in found or draft.kind == UNDONE or draft.subject is None:
            continue
        effective = draft.effective or date.min
        if as_of is not None and effective > as_of:
            continue
        if latest.get((name, draft.subject), date.min) > effective:
            continue
        latest[name, draft.subject] = effective
        if name != ORDERED and verb == NOUNS[name].end:
            found[name].pop(draft.subject, None)
        else:
            if draft.subject not in found[name]:
                places[entry.n] = entry.n
                if draft.corrects is not None:
                    places[entry.n] = _first(told, entry)
                    moved.add(name)
            else:
                places[entry.n] = places[found[name][draft.subject].n]
            found[name][draft.subject] = entry
    for name in moved:
        found[name] = dict(sorted(found[name].items(), key=lambda item: places[item[1].n]))
    for name, entry in found.pop(ORDERED).items():
        if name in found:
            found[name] = in_order(found[name], entry)
    return found


def _first(entries: list[Entry], entry: Entry) -> int:
    """Number of the entry that a correction goes back to, through the corrections of corrections."""
    by_number = {item.n: item for item in entries}
    while (corrected := entry.draft.corrects) is not None and corrected in by_number:
        entry = by_number[corrected]
    return entry.n


def in_order(subjects: dict[str, Entry], order: Entry) -> dict[str, Entry]:
    """Subjects in the order that an entry of the kind ``case.ordered`` states; others follow."""
    body = order.draft.body
    told = {name: place for place, name in enumerate(body)} if isinstance(body, list) else {}
    return dict(sorted(subjects.items(), key=lambda item: told.get(item[0], len(told))))


def view(entries: Iterable[Entry], *, as_of: date | None = None, known_at: datetime | None = None) -> View:
    """
    The case that entries make: as of a day of the world (all days, if ``None``), as known at an instant.

    Raises
    ------
    LedgerError
        If there was no case yet on that day, or at that instant.
    EntryError
        If an entry holds what is not the noun of its kind.
    """
    return view_of(subjects_of(entries, as_of=as_of, known_at=known_at), as_of=as_of, known_at=known_at)


def view_of(
    subjects: dict[str, dict[str, Entry]],
    *,
    as_of: date | None = None,
    known_at: datetime | None = None,
    made: dict[int, Any] | None = None,
) -> View:
    """
    The case that subjects make; see :func:`view`.

    Parameters
    ----------
    subjects
        As :func:`subjects_of` gives them.
    made
        Nouns by the numbers of their entries, as far as they were made before; those made now are put in.
    """
    made = {} if made is None else made
    settings = next(_bodies(subjects, "case", made), None)
    if not isinstance(settings, CaseSettings):
        when = [f"as of {as_of}"] if as_of else []
        when += [f"as known on {known_at.isoformat()}"] if known_at else []
        raise LedgerError(
            f"the ledger has no case {', '.join(when)}".rstrip(),
            help="`muster log` shows when it was recorded, and from when it holds",
            code="M901",
        )
    documents = list(_bodies(subjects, "document", made))
    case = Case(
        name=settings.name,
        as_of=as_of or settings.as_of,
        planning=settings.planning,
        shortfall_prices=settings.shortfall_prices,
        extra=settings.extra,
        sources=tuple(document.name for document in documents),
        **{
            noun.field: tuple(_bodies(subjects, noun.name, made))
            for noun in CASE_NOUNS.values()
            if noun.field is not None
        },
    )
    return View(
        case=case,
        documents={document.name: _bytes(document) for document in documents if document.data is not None},
        entries=tuple(sorted(entry.n for name in CASE_NOUNS for entry in subjects[name].values())),
        files={file.name: file.text for file in _bodies(subjects, "file", made)},
    )


def _bodies(subjects: dict[str, dict[str, Entry]], name: str, made: dict[int, Any]) -> Iterator[Any]:
    for entry in subjects[name].values():
        if entry.n not in made:
            try:
                made[entry.n] = noun_of(NOUNS[name].form, entry.draft.body)
            except EntryError as error:
                raise EntryError(f"entry {entry.n}: {error}", help=error.help) from None
        yield made[entry.n]


def _bytes(document: DocumentBody) -> bytes:
    try:
        data = b64decode(document.data or "", validate=True)
    except ValueError:
        data = b""
    if sha256(data).hexdigest() != document.sha256:
        raise EntryError(
            f"the document {document.name} does not have the hash that was recorded with it",
            help="the entry was not written by Muster; see `muster ledger verify`",
        )
    return data
