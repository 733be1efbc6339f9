"""An entry: who recorded what, when, as holding from when, why, and on whose words."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime

from muster.ledger.canonical import Json, canonical, parsed
from muster.ledger.faults import EntryError
from muster.ledger.kinds import KINDS, NOUNS, ORDERED, UNDONE

__all__ = ("LARGEST_ENTRY_BYTES", "Draft", "Entry", "entry_of", "instant_text", "line_of")

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
        The person who answers for it.
    body
        The noun as it is from then on, by :func:`~muster.ledger.nouns.noun_json`; ``None`` where it ends.
    subject
        What it is about: the noun's id; ``None`` where the kind has none.
    effective
        First day on which it holds in the world; ``None`` = always.
    reason, source, quote
        Why; the document or person it rests on; the words.
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
        if self.kind not in KINDS:
            raise EntryError(f"the kind {self.kind!r} is not known", help=_HELP)
        if not self.who.strip():
            raise EntryError("nobody is named who records it", help="name the person: --who")
        if self.kind == UNDONE and (self.corrects is None or not (self.reason or "").strip()):
            raise EntryError(
                "an entry is undone without its number or without a reason", help="give both: what, and why"
            )
        noun, _, verb = self.kind.partition(".")
        if (noun in NOUNS or self.kind == ORDERED) and not self.subject:
            raise EntryError(f"{self.kind} names no subject", help=_HELP)
        if noun in NOUNS and self.kind != ORDERED and (self.body is None) != (verb == NOUNS[noun].end):
            raise EntryError(f"{self.kind} has a body where none belongs, or lacks it", help=_HELP)


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


_TEXTS = ("kind", "who", "subject", "reason", "source", "quote")
_KNOWN = frozenset((*(item.name for item in fields(Draft)), "n", "recorded", "key"))


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
    draft = entry.draft
    content: dict[str, Json] = {"n": entry.n, "recorded": instant_text(entry.recorded), "key": entry.key}
    content |= {name: getattr(draft, name) for name in (*_TEXTS, "corrects", "body")}
    content["effective"] = draft.effective.isoformat() if draft.effective else None
    line = canonical({name: value for name, value in content.items() if value is not None})
    if len(line) > LARGEST_ENTRY_BYTES:
        raise EntryError(
            f"the entry on {draft.subject or draft.kind} has {len(line):,} bytes, and"
            f" {LARGEST_ENTRY_BYTES:,} are the most",
            help="keep so large a document elsewhere and record its name and hash in a note",
        )
    return line


def entry_of(line: bytes) -> Entry:
    """
    The entry of a line.

    Raises
    ------
    EntryError
        If the line is not in canonical form, or is not an entry that Muster knows.
    """
    data = parsed(line)
    if not isinstance(data, dict) or not data.keys() <= _KNOWN or any(item is None for item in data.values()):
        raise EntryError("the line is not an entry", help=_HELP)
    number, recorded, effective = data.get("n"), data.get("recorded"), data.get("effective")
    corrects, key = data.get("corrects"), data.get("key")
    texts = {name: data.get(name) for name in _TEXTS}
    if type(number) is not int or number < 0 or not isinstance(recorded, str) or not _INSTANT.match(recorded):
        raise EntryError("the line has no number or no instant of recording", help=_HELP)
    if any(value is not None and not isinstance(value, str) for value in (*texts.values(), effective, key)):
        raise EntryError(f"entry {number}: a value is not text where text belongs", help=_HELP)
    if corrects is not None and (type(corrects) is not int or not 0 <= corrects < number):
        raise EntryError(f"entry {number}: it corrects {corrects!r}, which is no entry before it", help=_HELP)
    try:
        day = None if effective is None else date.fromisoformat(str(effective))
        instant = datetime.fromisoformat(recorded)
    except ValueError:
        raise EntryError(f"entry {number}: no such day", help=_HELP) from None
    if day is not None and day.isoformat() != effective:
        raise EntryError(f"entry {number}: {effective!r} is not a day of the form 2026-01-31", help=_HELP)
    told = {name: value for name, value in texts.items() if isinstance(value, str)}
    draft = Draft(
        kind=told.get("kind", ""),
        who=told.get("who", ""),
        subject=told.get("subject"),
        reason=told.get("reason"),
        source=told.get("source"),
        quote=told.get("quote"),
        corrects=corrects,
        effective=day,
        body=data.get("body"),
    )
    return Entry(n=number, recorded=instant, draft=draft, key=key if isinstance(key, str) else None)
