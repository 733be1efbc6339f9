"""Nested settings with addresses: a TOML document, or the same content laid out in sheets."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from decimal import Decimal

from muster.casefile.cells import Bad
from muster.casefile.faults import Faults, Where, did_you_mean, one_of, shown
from muster.casefile.table import Table
from muster.casefile.tomlplace import Path, Span, toml_places

__all__ = ("Node", "SheetTree", "TomlTree", "Tree", "read_toml")

_NAMES = {bool: "true or false", int: "a whole number", Decimal: "a number", str: "text", date: "a date"}
_FIRST_YEAR, _LAST_YEAR = 1776, 2199


class Tree:
    """Settings as nested dicts, lists and scalars (numbers with a point are ``Decimal``)."""

    file: str
    data: dict[str, object]

    def where(self, path: Path, *, key: bool = False) -> Where:
        """The address of a value (or of its key), or of the nearest thing around it that has one."""
        raise NotImplementedError


class TomlTree(Tree):
    """A TOML file."""

    def __init__(self, file: str, text: str, data: dict[str, object]) -> None:
        self.file = file
        self.data = data
        self._text = text
        self._places: dict[Path, Span] | None = None
        self._keys: dict[Path, Span] = {}

    def where(self, path: Path, *, key: bool = False) -> Where:
        """The value's line and column (or its key's); a missing key has the header of its table."""
        if self._places is None:
            self._places, self._keys = toml_places(self._text)
        while path and path not in self._places:
            path = path[:-1]
        start, end = self._places.get(path, (0, 0))
        if key:
            start, end = self._keys.get(path, (start, end))
        text = self._text
        first = text.rfind("\n", 0, start) + 1
        last = text.find("\n", start)
        last = len(text) if last < 0 else last
        return Where(
            self.file,
            text.count("\n", 0, start) + 1,
            start - first + 1,
            text[first : min(last, first + 400)].rstrip("\r"),
            max(1, min(end, last) - start),
        )


class SheetTree(Tree):
    """
    The same content from sheets: each path has a cell of one of several tables.

    Parameters
    ----------
    file
        What messages call it, such as ``case.xlsx#case``.
    data
        The nested values.
    cells
        Path to table, line and column of the cell.
    """

    def __init__(
        self, file: str, data: dict[str, object], cells: Mapping[Path, tuple[Table, int, int | None]]
    ) -> None:
        self.file = file
        self.data = data
        self._cells = cells

    def where(self, path: Path, *, key: bool = False) -> Where:
        """The cell (for a setting's key the one before it), or the row that should have it."""
        while path and path not in self._cells:
            path = path[:-1]
        if path not in self._cells:
            return Where(self.file)
        table, line, column = self._cells[path]
        return table.where(1 if key and len(path) > 2 else line, column)


def read_toml(text: str, file: str, faults: Faults) -> TomlTree | None:
    """A TOML file's values with their places, or ``None`` with its first fault of syntax."""
    text = text.replace("\r\n", "\n")
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except RecursionError:
        faults.add(
            "M401",
            f"{file} is nested too deeply",
            help="remove the brackets within brackets",
            where=Where(file),
        )
        return None
    except (ValueError, ArithmeticError) as error:
        message = str(error)
        found = re.search(r"\(at (?:line (\d+), column (\d+)|end of document)\)", message)
        lines = text.split("\n")
        line = int(found[1]) if found and found[1] else len(lines)
        column = int(found[2]) if found and found[2] else len(lines[-1]) + 1
        reason = re.sub(r"\s*\(at .*\)$", "", message)
        faults.add(
            "M401",
            f"{file} is not valid TOML: {reason}",
            help="text stands in double quotes, dates as 2025-05-22 without quotes, lists in"
            " [ ], true and false in small letters",
            where=Where(file, line, column, lines[min(line, len(lines)) - 1]),
        )
        return None
    return TomlTree(file, text, data)


class Node:
    """
    One table of a tree, read key by key; every wrong type, range or word becomes a fault.

    Getters return ``None`` (or an empty tuple) for what is missing, blank or faulty.
    """

    def __init__(self, tree: Tree, path: Path, data: Mapping[str, object], faults: Faults) -> None:
        self.tree = tree
        self.path = path
        self.data = data
        self.faults = faults

    def name(self, key: str) -> str:
        """How a message names a key: the dotted path without indices."""
        return ".".join([*(str(part) for part in self.path if isinstance(part, str)), key])

    def where(self, key: str | None = None, index: int | None = None) -> Where:
        """Address of a key's value, of one item of it, or of the table itself."""
        path = self.path if key is None else (*self.path, key)
        return self.tree.where(path if index is None else (*path, index))

    def fault(
        self, code: str, message: str, *, help: str, key: str | None = None, index: int | None = None
    ) -> None:
        """Record a fault at a key's value."""
        self.faults.add(code, message, help=help, where=self.where(key, index))

    def fault_of_key(self, code: str, message: str, *, help: str, key: str) -> None:
        """Record a fault of a key itself."""
        self.faults.add(code, message, help=help, where=self.tree.where((*self.path, key), key=True))

    def missing(self, key: str, example: str) -> None:
        """Record that a key which must be there is not."""
        self.fault("M403", f"{self.name(key)} is missing", help=f"add a line such as: {key} = {example}")

    def wrong(self, key: str, expected: str, example: str, index: int | None = None) -> None:
        """Record a value of the wrong type."""
        value = self.data[key]
        if index is not None and isinstance(value, list):
            value = value[index]
        self.fault(
            "M402",
            f"{self.name(key)} is {_type_name(value)} where {expected} is expected",
            help=f"write {example}",
            key=key,
            index=index,
        )

    def text(self, key: str, *, verbatim: bool = False) -> str | None:
        """Text; blank is ``None``. Surrounding spaces are dropped unless it is quoted verbatim."""
        value = self.data.get(key)
        if value is None:
            return None
        if not isinstance(value, str):
            self.wrong(key, "text", f'{key} = "…" in double quotes')
            return None
        if _unfit(value):
            self.fault("M106", f"{self.name(key)} holds a control character", help="remove it", key=key)
            return None
        return (value if verbatim else value.strip()) or None

    def identifier(self, key: str) -> str | None:
        """A name that other rows refer to."""
        value = self.text(key)
        if value is not None and any(sign in value for sign in ";\n\t"):
            self.fault(
                "M212",
                f"{shown(value)} cannot be a name",
                help="write it on one line, without ';' and tabs",
                key=key,
            )
            return None
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, each once."""
        value = self.data.get(key)
        if value is None:
            return ()
        if not isinstance(value, list):
            self.wrong(key, "a list", f'{key} = ["…", "…"]')
            return ()
        items: list[str] = []
        for index, item in enumerate(value):
            if not isinstance(item, str):
                self.wrong(key, "text", f'{key} = ["…", "…"]: each item in double quotes', index)
            elif _unfit(item):
                self.fault(
                    "M106",
                    f"{self.name(key)} holds a control character",
                    help="remove it",
                    key=key,
                    index=index,
                )
            elif not item.strip():
                self.fault(
                    "M209",
                    f"{self.name(key)} has an empty item",
                    help="remove it; [] means none",
                    key=key,
                    index=index,
                )
            elif item.strip() in items:
                self.fault(
                    "M209",
                    f"{self.name(key)} names {item.strip()} twice",
                    help="write each item once",
                    key=key,
                    index=index,
                )
            else:
                items.append(item.strip())
        return tuple(items)

    def each(self, key: str, convert: Callable[[str], object]) -> tuple[object, ...]:
        """A list of texts, each converted; faulty ones are recorded and left out."""
        values = []
        given = self.data.get(key)
        for item in self.texts(key):
            value = convert(item)
            if isinstance(value, Bad):
                index = (
                    next(
                        (i for i, raw in enumerate(given) if isinstance(raw, str) and raw.strip() == item),
                        None,
                    )
                    if isinstance(given, list)
                    else None
                )
                code = "M405" if value.code == "M207" else value.code
                self.fault(code, f"{self.name(key)}: {value.message}", help=value.help, key=key, index=index)
            else:
                values.append(value)
        return tuple(values)

    def whole(self, key: str, low: int, high: int) -> int | None:
        """A whole number from ``low`` to ``high``."""
        value = self.data.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            self.wrong(key, "a whole number", f"digits alone, such as {key} = {max(low, 1)}")
            return None
        if not low <= value <= high:
            self.fault(
                "M410",
                f"{self.name(key)} is {_number(value)}, out of range",
                help=f"write a whole number from {low:,} to {high:,}".replace(",", "_"),
                key=key,
            )
            return None
        return value

    def decimal(self, key: str, low: Decimal, high: Decimal) -> Decimal | None:
        """A number in ``[low, high]``, kept exactly."""
        value = self.data.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            self.wrong(key, "a number", f"digits, such as {key} = {max(low, Decimal(1))}")
            return None
        if isinstance(value, Decimal) and not value.is_finite():
            self.wrong(key, "a number", "a finite number")
            return None
        if not low <= value <= high:
            self.fault(
                "M410",
                f"{self.name(key)} is {_number(value)}, out of range",
                help=f"write a number from {low} to {high}",
                key=key,
            )
            return None
        return Decimal(value)

    def day(self, key: str) -> date | None:
        """A calendar day."""
        value = self.data.get(key)
        if value is None or value == "":
            return None
        if isinstance(value, datetime) or not isinstance(value, date):
            self.wrong(key, "a date", f"{key} = 2025-05-22, without quotes and without a time")
            return None
        if not _FIRST_YEAR <= value.year <= _LAST_YEAR:
            self.fault(
                "M410",
                f"{self.name(key)}: the year {value.year} is out of range",
                help=f"write a year from {_FIRST_YEAR} to {_LAST_YEAR}",
                key=key,
            )
            return None
        return value

    def choice(self, key: str, what: str, options: Collection[str]) -> str | None:
        """One of a published list."""
        value = self.text(key)
        if value is None or value in options:
            return value
        near = did_you_mean(value, options)
        hint = f"did you mean {near}? " if near else ""
        self.fault(
            "M405", f"{shown(value)} is not a {what}", help=f"{hint}possible: {one_of(options, 20)}", key=key
        )
        return None

    def node(self, key: str) -> Node | None:
        """A table within this one."""
        value = self.data.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.wrong(key, "a table", f"[{self.name(key)}] and its keys on lines of their own")
            return None
        return Node(self.tree, (*self.path, key), value, self.faults)

    def nodes(self, key: str) -> list[Node]:
        """The tables of a list of tables."""
        value = self.data.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self.wrong(
                key, "a list of tables", f"[[{self.name(key)}]] in double brackets before each of them"
            )
            return []
        found = []
        for index, item in enumerate(value):
            if isinstance(item, dict):
                found.append(Node(self.tree, (*self.path, key, index), item, self.faults))
            else:
                self.wrong(
                    key, "a table", f"[[{self.name(key)}]] in double brackets before each of them", index
                )
        return found

    def unknown(self, known: Collection[str], *, kept: bool = True) -> list[str]:
        """Keys that Muster does not know, each told as a warning."""
        names = [key for key in self.data if key not in known]
        for key in names:
            near = did_you_mean(key, [name for name in known if name not in self.data])
            hint = f"did you mean {near}? " if near else ""
            fate = "it is kept but not used" if kept else "it is dropped"
            self.faults.warn(
                "M404",
                f"the key {shown(self.name(key))} is unknown; {fate}",
                help=f"{hint}known keys: {one_of(known, 24)}",
                where=self.tree.where((*self.path, key), key=True),
            )
        return names


def _type_name(value: object) -> str:
    if isinstance(value, datetime):
        return "a date with a time"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, Decimal) and not value.is_finite():
        return str(value)
    for kind, name in _NAMES.items():
        if isinstance(value, kind):
            return f"{name} ({shown(value)})" if isinstance(value, str) else name
    return "a time of day"


def _number(value: int | Decimal) -> str:
    if isinstance(value, int) and abs(value) > 10**30:
        return "an enormous number"
    return f"{value}"


def _unfit(text: str) -> bool:
    """Control characters that no file of a case may hold, here hidden behind escapes."""
    return any(
        (ord(letter) < 32 and letter not in "\t\n\r") or letter == "\x7f" or 0xD800 <= ord(letter) <= 0xDFFF
        for letter in text
    )
