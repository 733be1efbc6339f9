"""An entry: who recorded what, when, as holding from when, why, and on whose words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache

from muster.ledger.canonical import LARGEST_INTEGER, Json, Line, lines_bytes, parsed, read_line, read_lines
from muster.ledger.faults import EntryError, KindError
from muster.ledger.kinds import KINDS, NOUNS, ORDERED, UNDONE

__all__ = (
    "LARGEST_ENTRY_BYTES",
    "Draft",
    "Entry",
    "entry_of",
    "instant_text",
    "line_of",
    "line_told",
    "lines_of",
    "lines_told",
)

#: A longer line is refused: a document of about 24 MB fits.
LARGEST_ENTRY_BYTES = 32 * 2**20

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z\Z", re.ASCII)
_HELP = "the entry was written by a newer Muster or by another program; see `muster ledger verify`"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """
    What somebody wants to record.

    Parameters
    ----------
    kind
        One of :data:`~muster.ledger.kinds.KINDS`, such as ``unit.changed``.
    who
        The office or post that answers for it, not a person.
    body
        The noun as it is from then on, by :func:`~muster.ledger.nouns.noun_json`; ``None`` where it ends.
    subject
        What it is about: the noun's id; ``None`` where the kind has none.
    effective
        First day on which it holds in the world; ``None`` = always.
    reason, source, quote
        Why; the document or office it rests on; the words.
    corrects
        Number of the entry that it replaces or takes back.

    Raises
    ------
    EntryError
        If the kind is unknown, or lacks what its kind must have.
    """

    kind: str
    who: str
    body: Json = None
    subject: str | None = None
    effective: date | None = None
    reason: str | None = None
    source: str | None = None
    quote: str | None = None
    corrects: int | None = None

    def __post_init__(self) -> None:
        _judge(self.kind, self.who, self.subject, self.body, self.corrects, self.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """
    A draft that was recorded: at its place ``n`` (from 0), at an instant (UTC), with the client's key.

    Entries that were appended together share a key, and follow each other.
    """

    n: int
    recorded: datetime
    draft: Draft
    key: str | None = None


@dataclass(frozen=True, slots=True)
class _Form:
    """What a kind asks of its entries; ``body`` is ``None`` where a body may be there or not."""

    subject: bool
    body: bool | None
    reason: bool


def _form(kind: str) -> _Form:
    noun, _, verb = kind.partition(".")
    of_noun = noun in NOUNS and kind != ORDERED
    return _Form(
        subject=of_noun or kind == ORDERED,
        body=verb != NOUNS[noun].end if of_noun else None,
        reason=kind == UNDONE,
    )


_FORMS = {kind: _form(kind) for kind in KINDS}


def _judge(
    kind: str, who: str, subject: str | None, body: Json, corrects: int | None, reason: str | None
) -> None:
    """Raise what is wrong with an entry of this kind."""
    form = _FORMS.get(kind)
    if form is None:
        raise KindError(f"the kind {kind!r} is not known", help=_HELP)
    if not who or who.isspace():
        raise EntryError(
            "nobody is named who records it", help="name the office or post that answers for it: --who"
        )
    if form.reason and (corrects is None or not (reason or "").strip()):
        raise EntryError(
            "an entry is undone without its number or without a reason", help="give both: what, and why"
        )
    if form.subject and not subject:
        raise EntryError(f"{kind} names no subject", help=_HELP)
    if form.body is not None and (body is not None) != form.body:
        raise EntryError(f"{kind} has a body where none belongs, or lacks it", help=_HELP)


@lru_cache(maxsize=64)
def instant_text(instant: datetime) -> str:
    """An instant as RFC 3339 in UTC, always to the microsecond, so that text sorts as time does."""
    if instant.tzinfo is None:
        raise ValueError("an instant without its offset from UTC")
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ").rjust(27, "0")


def line_of(entry: Entry) -> bytes:
    """
    The canonical bytes of an entry, without a line end; what has no value is left out.

    Raises
    ------
    EntryError
        If it holds what has no canonical form, or is too long.
    """
    return lines_of((entry.draft,), entry.n, entry.recorded, entry.key)[0]


def lines_of(drafts: Sequence[Draft], first: int, recorded: datetime, key: str | None) -> list[bytes]:
    """
    The canonical bytes of drafts that are recorded together, from the number ``first`` on.

    Raises
    ------
    EntryError
        As :func:`line_of` does.
    """
    instant = instant_text(recorded)
    lines = lines_bytes(
        [
            Line(
                draft.body,
                draft.corrects,
                None if draft.effective is None else draft.effective.isoformat(),
                key,
                draft.kind,
                number,
                draft.quote,
                draft.reason,
                instant,
                draft.source,
                draft.subject,
                draft.who,
            )
            for number, draft in enumerate(drafts, start=first)
        ]
    )
    if lines and max(map(len, lines)) > LARGEST_ENTRY_BYTES:
        size, draft = max(zip(map(len, lines), drafts, strict=True), key=lambda pair: pair[0])
        raise EntryError(
            f"the entry on {draft.subject or draft.kind} has {size:,} bytes, and"
            f" {LARGEST_ENTRY_BYTES:,} are the most",
            help="keep so large a document elsewhere and record its name and hash in a note",
        )
    return lines


def line_told(data: bytes, before: str | None = None) -> Line:
    """
    The fields of a line that is an entry in every respect, without making nouns of them.

    Parameters
    ----------
    before
        An instant that was found right already; the same text is not judged again.

    Raises
    ------
    EntryError
        If the line is not in canonical form, or is not an entry that Muster knows.
    """
    line = read_line(data)
    if line is None:
        parsed(data)
        raise EntryError("the line is not an entry", help=_HELP)
    number, recorded = line.n, line.recorded
    if not 0 <= number <= LARGEST_INTEGER or (recorded != before and not _is_instant(recorded)):
        raise EntryError("the line has no number or no instant of recording", help=_HELP)
    if line.corrects is not None and not 0 <= line.corrects < number:
        raise EntryError(
            f"entry {number}: it corrects {line.corrects!r}, which is no entry before it", help=_HELP
        )
    if line.effective is not None:
        _day(line.effective, number)
    _judge(line.kind, line.who, line.subject, line.body, line.corrects, line.reason)
    return line


def lines_told(data: Sequence[bytes], first: int, before: str) -> list[Line] | None:
    """
    The fields of lines that follow each other, judged together and quickly.

    Parameters
    ----------
    first
        The number that the first of them must bear.
    before
        The instant of the entry before them, empty if there is none.

    Returns
    -------
    list or None
        ``None`` if something is wrong with one of them; what, :func:`line_told` tells.
    """
    lines = read_lines(data)
    if lines is None or [line.n for line in lines] != list(range(first, first + len(lines))):
        return None
    instants = [line.recorded for line in lines]
    if sorted(instants) != instants or (instants and instants[0] < before):
        return None
    if not all(map(_is_instant, {*instants} - {before})):
        return None
    if None in map(_date, {line.effective for line in lines} - {None}):
        return None
    corrects = [(line.corrects, line.n) for line in lines if line.corrects is not None]
    if not all(0 <= corrected < number for corrected, number in corrects):
        return None
    forms = {(line.kind, not line.subject, line.body is None): line for line in lines}
    special = [line for line in lines if line.kind == UNDONE]
    try:
        for line in (*forms.values(), *special):
            _judge(line.kind, line.who, line.subject, line.body, line.corrects, line.reason)
    except EntryError:
        return None
    return None if any(not who or who.isspace() for who in {line.who for line in lines}) else lines


def _is_instant(text: str) -> bool:
    if not _INSTANT.match(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _day(text: str, number: int) -> date:
    day = _date(text)
    if day is None:
        raise EntryError(f"entry {number}: {text!r} is not a day of the form 2026-01-31", help=_HELP)
    return day


@lru_cache(maxsize=4096)
def _date(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None


def entry_of(data: bytes) -> Entry:
    """
    The entry of a line.

    Raises
    ------
    EntryError
        If the line is not in canonical form, or is not an entry that Muster knows.
    """
    line = line_told(data)
    draft = Draft(
        kind=line.kind,
        who=line.who,
        subject=line.subject,
        reason=line.reason,
        source=line.source,
        quote=line.quote,
        corrects=line.corrects,
        effective=None if line.effective is None else _day(line.effective, line.n),
        body=line.body,
    )
    return Entry(n=line.n, recorded=datetime.fromisoformat(line.recorded), draft=draft, key=line.key)
