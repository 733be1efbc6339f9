"""
Rows added to the files of a case folder, beside what stands there.

Every comment, blank and order of the user's own files stays: a row is put in where it belongs, as text,
and nothing that was there is changed. Only a CSV column that a row needs and the file lacks is added.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from muster.casefile.columns import TABLES
from muster.casefile.delimited import CsvTable, csv_line
from muster.casefile.factfile import facts_text
from muster.casefile.faults import Faults, Where
from muster.casefile.instruments import AUTHORITY_KEYS, CEILING_KEYS
from muster.casefile.layout import cell
from muster.casefile.settings import read_settings
from muster.casefile.tomlplace import toml_places
from muster.casefile.tomltext import toml_key, toml_value
from muster.casefile.tree import read_toml
from muster.domain.fact import Fact
from muster.domain.proposal import Proposal

__all__ = ("REJECTED_FILE", "added_facts", "added_rows", "case_files_of", "row_block")

#: Facts that a person rejected, with the reason, so that they are not put forward again.
REJECTED_FILE = "facts-rejected.jsonl"
_NAMES = {"authority": "authorities", "ceiling": "authorities"}


def case_files_of(folder: Path, settings: str, faults: Faults) -> dict[str, str | None]:
    """
    The file of every table in a case folder, as ``[files]`` names it; ``None`` where it names none.

    Parameters
    ----------
    folder, settings
        The folder, and the name of the settings file in it, such as ``case.toml``.
    """
    named: dict[str, str] = {}
    path = folder / settings
    if path.is_file():
        tree = read_toml(path.read_text(encoding="utf-8-sig"), settings, faults)
        if tree is not None:
            named = read_settings(tree, faults).files
    files: dict[str, str | None] = {name: f"{name}.csv" for name in TABLES}
    files |= {"authorities": "authorities.toml", "facts": "facts.jsonl"}
    return files | {name: file or None for name, file in named.items()}


def added_facts(text: str, facts: Iterable[Fact]) -> str:
    """The text of a facts file with facts after those it has."""
    lines = facts_text(facts)
    return text + ("\n" if text and not text.endswith("\n") and lines else "") + lines


def added_rows(table: str, text: str, file: str, rows: Sequence[Proposal], faults: Faults) -> str | None:
    """
    The text of a file with rows after those it has, or ``None`` (with a fault) where they cannot go in.

    Parameters
    ----------
    table
        ``authorities`` or the name of a CSV table.
    text, file
        What the file holds now (empty for a new one), and its name for messages.
    rows
        Complete proposals for that table.
    """
    if table == "authorities":
        return _instruments(text, file, rows, faults)
    return _records(table, text, file, rows, faults)


# CSV tables


def _records(table: str, text: str, file: str, rows: Sequence[Proposal], faults: Faults) -> str | None:
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    text = text.removeprefix("\ufeff")
    spec = TABLES[table]
    wanted = list(dict.fromkeys(key for row in rows for key, _ in row.values))
    if not text.strip():
        known = [column.name for column in spec.columns]
        header = [name for name in known if name in wanted or _requires(table, name)]
        header += [name for name in wanted if name not in header]
        text = csv_line(header)
    else:
        read = CsvTable(file, text, faults)
        if not read.header:
            return None
        header = read.header
        missing = [name for name in wanted if name not in header]
        if missing:
            text = _widened(text, read, missing)
            header = header + missing
    end = "\r\n" if "\r\n" in text else "\n"
    cells = [[str(cell(dict(row.values).get(name))) for name in header] for row in rows]
    body = "".join(csv_line(line).replace("\n", end) for line in cells)
    return mark + text + ("" if text.endswith("\n") else end) + body


def _requires(table: str, name: str) -> bool:
    """Whether a table cannot be without a column."""
    return any(column.name == name and column.required for column in TABLES[table].columns)


def _widened(text: str, read: CsvTable, missing: Sequence[str]) -> str:
    """The file with further columns at the end, blank in the rows that it has."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = [csv_line([*read.header, *missing])]
    lines += [csv_line([*cells, *("" for _ in missing)]) for _, cells in read.rows()]
    return "".join(line.replace("\n", end) for line in lines)


# authorities.toml


def _instruments(text: str, file: str, rows: Sequence[Proposal], faults: Faults) -> str | None:
    before = _loaded(text)
    if before is None:
        return None
    result = text
    for row in sorted(rows, key=lambda row: row.table != "authority"):
        more = _with_instrument(result, row)
        if more is None:
            faults.add(
                "M782",
                f"{file} has no authority {row.under or row.existing}",
                help="write its id as it stands there, or write the row of the authority too",
                where=Where(file),
            )
            return None
        result = more
    after = _loaded(result)
    if after is None or not _only_more(before, after):
        faults.add(
            "M783",
            f"{file} writes its authorities in a way that rows cannot be added to",
            help="write each as an [[authority]] of its own, its ceilings as [[authority.ceiling]]; or add"
            " the row by hand",
            where=Where(file),
        )
        return None
    return result


def _loaded(text: str) -> dict[str, object] | None:
    try:
        return tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError:
        return None


def _only_more(before: object, after: object) -> bool:
    """Whether ``after`` has all that ``before`` has, in its order, and perhaps more."""
    if isinstance(before, dict) and isinstance(after, dict):
        return all(key in after and _only_more(value, after[key]) for key, value in before.items())
    if isinstance(before, list) and isinstance(after, list):
        return len(before) <= len(after) and all(map(_only_more, before, after))
    return before == after


def _with_instrument(text: str, row: Proposal) -> str | None:
    """One row put in: a new instrument at the end, a ceiling or a quote where its instrument ends."""
    end = "\r\n" if "\r\n" in text else "\n"
    quote = _block("[[authority.quote]]", {"source": row.quote[0], "text": row.quote[1]}, "  ")
    owner = row.under if row.table == "ceiling" else row.existing
    if owner is None:
        block = row_block(row) + (quote if row.quote[1] else "")
        gap = "" if not text.strip() else "\n" if text.endswith(("\n", "\r\n")) else "\n\n"
        return text + (gap + block).replace("\n", end)
    block = row_block(row) if row.table == "ceiling" else ""
    plain = text.replace("\r\n", "\n")
    start, stop = _region(plain, owner)
    if start is None:
        return None
    if row.quote[1] and not _quoted(plain, owner, row.quote):
        block += quote
    if not block:
        return text
    head = plain[:stop] + ("" if plain[:stop].endswith("\n") else "\n")
    return (head + block + plain[stop:]).replace("\n", end)


def _quoted(text: str, owner: str, quote: tuple[str, str]) -> bool:
    """Whether the instrument has the quote already."""
    for item in tomllib.loads(text).get("authority", []):
        if item.get("id") == owner:
            return any((held.get("source"), held.get("text")) == quote for held in item.get("quote", []))
    return False


def _region(text: str, owner: str) -> tuple[int | None, int]:
    """Where an instrument begins in a TOML text, and where what belongs to it ends."""
    items = tomllib.loads(text).get("authority", [])
    index = next((place for place, item in enumerate(items) if item.get("id") == owner), None)
    if index is None:
        return None, len(text)
    places, _ = toml_places(text)
    start = places["authority", index][0]
    headers = [
        span[0]
        for path, span in places.items()
        if span[0] > start
        and text.startswith("[", span[0])
        and text[text.rfind("\n", 0, span[0]) + 1 : span[0]].strip() == ""
        and (path[0] != "authority" or (len(path) == 2 and isinstance(path[1], int) and path[1] > index))
    ]
    stop = min(headers, default=len(text))
    stop = text.rfind("\n", 0, stop) + 1 if stop < len(text) else stop
    lines = text[start:stop].split("\n")
    while len(lines) > 1 and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
        lines.pop()
    body = "\n".join(lines)
    stop = start + len(body)
    if stop < len(text):
        return start, stop + 1
    return start, stop


def row_block(row: Proposal) -> str:
    """A proposed instrument or ceiling as the text of authorities.toml."""
    order: Mapping[str, Sequence[str]] = {"authority": AUTHORITY_KEYS, "ceiling": CEILING_KEYS}
    values = dict(row.values)
    keys = [key for key in order[row.table] if key in values] + [
        key for key in values if key not in order[row.table]
    ]
    header, indent = ("[[authority]]", "") if row.table == "authority" else ("[[authority.ceiling]]", "  ")
    return _block(header, {key: values[key] for key in keys}, indent)


def _block(header: str, values: Mapping[str, object], indent: str) -> str:
    lines = [indent + header]
    lines += [
        f"{indent}{toml_key(key)} = {toml_value(value)}"
        for key, value in values.items()
        if value not in (None, "", (), [])
    ]
    return "\n".join(lines) + "\n"
