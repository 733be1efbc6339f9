"""Files of entries for a ledger, as people write them: TOML, JSON or JSON Lines, with places."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from muster.casefile.codec import decode, json_place
from muster.casefile.faults import Faults, Where, did_you_mean, one_of, shown
from muster.casefile.tree import read_toml
from muster.errors import MaterialError

__all__ = ("ENTRY_KEYS", "RawEntry", "read_entries")

#: What an entry of a file may say.
ENTRY_KEYS = (
    "kind",
    "subject",
    "body",
    "set",
    "who",
    "effective",
    "reason",
    "source",
    "quote",
    "corrects",
)
_TABLES = ("body", "set")
_EXAMPLE = 'kind = "unit.changed", subject = "A-1-CAV", [entry.set] home = "FORT-BLISS"'
_Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class RawEntry:
    """
    An entry as it stands in a file: every value has the type of its key, and nothing else is judged.

    ``where`` gives the place of a key (of ``body`` or ``set`` with a second key, of that), or of the entry.
    ``fact`` says that it is a fact of a document, which stands in the file by itself.
    """

    kind: str
    subject: str | None
    body: Mapping[str, Any] | None
    set: Mapping[str, Any] | None
    who: str | None
    effective: date | None
    reason: str | None
    source: str | None
    quote: str | None
    corrects: int | None
    where: Callable[..., Where]
    fact: bool = False


def read_entries(text: str, file: str, faults: Faults) -> tuple[RawEntry, ...]:
    """
    The entries of a file's text.

    Parameters
    ----------
    file
        Its name: ``.toml`` has ``[[entry]]`` tables, ``.jsonl`` one object a line, any other name is one JSON
        document: an object, a list of them, or ``{"entries": […]}``. An object that is a fact, as ``muster
        read --json`` prints it (and as it has them in ``facts``), is one that is accepted.
    """
    found: list[RawEntry] = []
    if file.lower().endswith(".toml"):
        tree = read_toml(text, file, faults)
        if tree is None:
            return ()
        strange = [key for key in tree.data if key not in ("entry", "schema")]
        for key in strange:
            faults.add(
                "M921",
                f"the key {shown(key)} is not one of a file of entries",
                help=f"write [[entry]] before each entry: {_EXAMPLE}",
                where=tree.where((key,), key=True),
            )
        return _each(tree.data.get("entry", []), ("entry",), tree.where, faults)
    if file.lower().endswith(".jsonl"):
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                found += _json(line, file, faults, number)
        return tuple(found)
    return _json(text, file, faults, 1)


def _json(text: str, file: str, faults: Faults, first: int) -> tuple[RawEntry, ...]:
    try:
        value = decode(text, file=file)
    except MaterialError as error:
        for problem in error.problems:
            faults.add(
                "M921",
                problem.message,
                help=problem.help,
                where=Where(file, first + (problem.line or 1) - 1, problem.column, problem.excerpt),
            )
        return ()

    def where(path: _Path, *, key: bool = False) -> Where:
        start, end = json_place(text, path)
        line = text.count("\n", 0, start)
        begin = text.rfind("\n", 0, start) + 1
        stop = text.find("\n", start)
        stop = len(text) if stop < 0 else stop
        return Where(file, first + line, start - begin + 1, text[begin:stop], max(1, min(end, stop) - start))

    if isinstance(value, dict) and "entries" in value:
        return _each(value["entries"], ("entries",), where, faults)
    if isinstance(value, dict) and "facts" in value and "kind" not in value:
        return _each(value["facts"], ("facts",), where, faults)
    if isinstance(value, list):
        return _each(value, (), where, faults)
    made = _entry(value, (), where, faults)
    return () if made is None else (made,)


def _each(value: object, path: _Path, where: Callable[..., Where], faults: Faults) -> tuple[RawEntry, ...]:
    if not isinstance(value, list):
        faults.add(
            "M921", "entries are a list", help=f"write one or more entries: {_EXAMPLE}", where=where(path)
        )
        return ()
    made = [_entry(item, (*path, index), where, faults) for index, item in enumerate(value)]
    return tuple(item for item in made if item is not None)


def _entry(value: object, path: _Path, where: Callable[..., Where], faults: Faults) -> RawEntry | None:
    sound = True

    def place(*keys: str) -> Where:
        return where((*path, *keys))

    def wrong(key: str, expected: str) -> None:
        nonlocal sound
        sound = False
        faults.add(
            "M921", f"{key} is {_told(table[key])}, expected {expected}", help=_HELP[key], where=place(key)
        )

    if not isinstance(value, dict):
        faults.add("M921", "an entry is a table of keys", help=f"write {_EXAMPLE}", where=place())
        return None
    table: dict[str, Any] = value
    if "quote" in table and "doc" in table and "body" not in table and "set" not in table:
        return _fact(table, place)
    for key in table:
        if key not in ENTRY_KEYS:
            sound = False
            near = did_you_mean(key, ENTRY_KEYS)
            faults.add(
                "M921",
                f"an entry has no {shown(key)}",
                help=f"{f'did you mean {near}? ' if near else ''}it has {one_of(ENTRY_KEYS)};"
                " the columns of a row stand in body or set",
                where=where((*path, key), key=True),
            )
    for key in ("kind", "subject", "who", "reason", "source", "quote"):
        if key in table and not (isinstance(table[key], str) and table[key].strip()):
            wrong(key, "text")
    for key in _TABLES:
        if key in table and not isinstance(table[key], dict):
            wrong(key, "a table of columns")
    corrects = table.get("corrects")
    if corrects is not None and (isinstance(corrects, bool) or not isinstance(corrects, int) or corrects < 0):
        wrong("corrects", "the number of an entry")
    effective = _day(table.get("effective"))
    if "effective" in table and effective is None:
        wrong("effective", "a day such as 2025-05-22")
    if "kind" not in table:
        sound = False
        faults.add("M921", "an entry without its kind", help=f"write {_EXAMPLE}", where=place())
    if "body" in table and "set" in table:
        sound = False
        faults.add(
            "M921",
            "an entry has a body or a set, not both",
            help="body states the whole row, set only the columns that change",
            where=place("set"),
        )
    if not sound:
        return None
    return RawEntry(
        kind=table["kind"],
        subject=table.get("subject"),
        body=table.get("body"),
        set=table.get("set"),
        who=table.get("who"),
        effective=effective,
        reason=table.get("reason"),
        source=table.get("source"),
        quote=table.get("quote"),
        corrects=corrects,
        where=place,
    )


def _fact(table: dict[str, Any], place: Callable[..., Where]) -> RawEntry:
    def where(*keys: str) -> Where:
        return place(*keys[1:])  # its columns stand in it, not in a body

    return RawEntry(
        kind="fact.accepted",
        subject=None,
        body=table,
        set=None,
        who=None,
        effective=None,
        reason=None,
        source=None,
        quote=None,
        corrects=None,
        where=where,
        fact=True,
    )


_HELP = {
    "kind": "such as unit.changed; `muster schema entries` lists them",
    "subject": "the id of what it is about, such as A-1-CAV",
    "who": "the office or post that answers for it",
    "reason": "say why, in quotes",
    "source": "the document or office that it rests on, in quotes",
    "quote": "the words, in quotes",
    "body": 'the columns of the row: { unit = "A-1-CAV", type = "CAV-TROOP", … }',
    "set": 'the columns that change: { home = "FORT-BLISS" }',
    "corrects": "the number that `muster log` shows",
    "effective": "the first day on which it holds in the world",
}


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return None
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day if day.isoformat() == value else None


def _told(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    return shown(value) if isinstance(value, str) else shown(json.dumps(value, default=str))
