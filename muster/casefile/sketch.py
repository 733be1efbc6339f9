"""A case as rows that are stated, changed and ended one by one, and read again with every fault."""

from __future__ import annotations

import json
import tomllib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from muster.casefile.columns import ANNOTATION, TABLES, TableSpec
from muster.casefile.delimited import csv_line
from muster.casefile.factfile import facts_text
from muster.casefile.faults import did_you_mean, one_of, shown
from muster.casefile.folder import authorities_text, settings_text
from muster.casefile.instruments import ANNOTATIONS, AUTHORITY_KEYS, CEILING_KEYS, DUE_KEYS, QUOTE_KEYS
from muster.casefile.layout import cell, table_sheet
from muster.casefile.tomltext import toml_key, toml_value
from muster.domain.authority import Authority
from muster.domain.case import Assumption, Case
from muster.domain.fact import Fact

__all__ = ("Owner", "Row", "Sketch", "UnknownColumnError", "columns_of", "row_of", "table_of")

#: Tables that are no CSV files, by the noun of one row.
_OTHERS: dict[type, str] = {Authority: "authorities", Fact: "facts", Assumption: "assumptions"}
_DATES = frozenset(("issued", "verbal", "from", "until"))
_LISTS = frozenset(
    (
        "amends",
        "invokes",
        "permits_roles",
        "forbids_roles",
        "states",
        "supersedes",
        "rescinds",
        "incorporates",
        "components",
        "duty_statuses",
        "roles",
        "places",
        "excludes_roles",
        "after",
    )
)
_NUMBERS = frozenset(("max_days", "headcount", "dollars", "days", "start", "end"))
_INNER = {
    "ceiling": (*CEILING_KEYS, *ANNOTATIONS),
    "due": DUE_KEYS,
    "quote": QUOTE_KEYS,
}
_SECTIONS = ("case", "planning", "objective")
#: Where a setting stands that is given by its last name alone.
_SETTINGS = {
    "name": "case",
    "as_of": "case",
    "start": "planning",
    "end": "planning",
    "step_days": "planning",
    "change_cost": "planning",
    "split_price": "planning",
    "shortfall": "objective",
}


class UnknownColumnError(Exception):
    """A row has no such column; ``help`` says which it has."""

    def __init__(self, message: str, help: str) -> None:
        super().__init__(message)
        self.help = help


@dataclass(slots=True)
class Row:
    """A row by its columns, an authority by its keys; ``owner`` is who stated it, ``None`` = the case."""

    values: dict[str, Any]
    owner: int | None = None


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a line of the written case is, and which column stands at the place asked for."""

    owner: int
    column: str | None


def table_of(noun: type) -> str:
    """
    Table of the case that holds a noun: ``units``, ``authorities``, ``settings`` for what a case says once.

    Examples
    --------
    >>> from muster.domain.unit import Unit
    >>> table_of(Unit)
    'units'
    """
    if noun in _OTHERS:
        return _OTHERS[noun]
    return next((name for name, spec in TABLES.items() if spec.noun is noun), "settings")


def columns_of(table: str) -> tuple[str, ...]:
    """Every column or key that Muster knows of a table."""
    if table in TABLES:
        return tuple(column.name for column in TABLES[table].columns)
    if table == "authorities":
        return (*AUTHORITY_KEYS, *ANNOTATIONS, *_INNER)
    if table == "assumptions":
        return ("name", "value", "source")
    if table == "facts":
        return (*json.loads(facts_text([_ANY_FACT])), "review")
    return tuple(_SETTINGS)


def row_of(noun: Any) -> dict[str, Any]:
    """One noun (not the settings) by its columns or keys."""
    table = table_of(type(noun))
    if table == "authorities":
        values: dict[str, Any] = _toml(authorities_text([noun]))["authority"][0]
        return values
    if table == "facts":
        fact: dict[str, Any] = json.loads(facts_text([noun]))
        return fact
    if table == "assumptions":
        return {"name": noun.name, "value": noun.value, "source": noun.source}
    sheet = table_sheet(TABLES[table], [noun])
    return dict(zip(sheet.header, map(str, sheet.rows[0]), strict=True))


@dataclass(slots=True)
class Sketch:
    """
    The rows of a case, to be edited.

    ``tables`` holds them by table: those of the case folder, ``authorities``, ``facts``, ``assumptions`` (one
    row a factor, with ``name``, ``value``, ``source``), and ``settings`` (one row: ``case.toml`` without its
    assumptions).
    """

    tables: dict[str, list[Row]]
    _headers: dict[str, list[str]] = field(default_factory=dict)
    _lines: dict[str, list[tuple[int, Row, list[str]]]] = field(default_factory=dict)

    @classmethod
    def of(cls, case: Case) -> Sketch:
        """The rows of a case."""
        tables: dict[str, list[Row]] = {}
        headers: dict[str, list[str]] = {}
        for name, spec in TABLES.items():
            sheet = table_sheet(spec, getattr(case, spec.field))
            headers[name] = sheet.header
            tables[name] = [Row(dict(zip(sheet.header, map(str, row), strict=True))) for row in sheet.rows]
        tables["authorities"] = [
            Row(values) for values in _toml(authorities_text(case.authorities)).get("authority", [])
        ]
        tables["facts"] = [Row(json.loads(line)) for line in facts_text(case.facts).split("\n")[:-1]]
        settings = _toml(settings_text(case))
        settings.pop("assumptions", None)
        tables["settings"] = [Row(settings)]
        tables["assumptions"] = [
            Row({"name": item.name, "value": item.value, "source": item.source}) for item in case.assumptions
        ]
        return cls(tables, headers)

    def columns(self, table: str) -> tuple[str, ...]:
        """Every column or key that a row of the table may have, those of the case's own among them."""
        own = columns_of(table)
        return (*own, *(name for name in self._headers.get(table, ()) if name not in own))

    def state(
        self, table: str, index: int | None, values: Mapping[str, object], *, owner: int, whole: bool
    ) -> int:
        """
        State a row anew: ``whole`` = it is these values and no more, else these values are changed in it.

        Parameters
        ----------
        index
            Which row; ``None`` = one more at the end.

        Returns
        -------
        int
            Where the row stands.

        Raises
        ------
        UnknownColumnError
            If the table has no such column.
        """
        rows = self.tables[table]
        if index is None:
            rows.append(Row({}))
            index = len(rows) - 1
        row = rows[index]
        row.owner = owner
        if whole:
            row.values = {} if table != "settings" else row.values
        for key, value in values.items():
            self._set(table, row, key, value)
        return index

    def end(self, table: str, index: int) -> None:
        """End a row."""
        del self.tables[table][index]

    def _set(self, table: str, row: Row, key: str, value: object) -> None:
        if table in TABLES:
            name = _column(TABLES[table], key)
            self._known(table, name)
            if name not in self._headers[table]:
                self._headers[table].append(name)
            row.values[name] = _cell(value)
        elif table == "settings":
            self._set_setting(row, key, value)
        elif table == "authorities" and "." in key:
            _set_inner(row, key, value)
        else:
            self._known(table, key)
            row.values[key] = _typed(key, value) if table == "authorities" else value

    def _known(self, table: str, name: str) -> None:
        known = self.columns(table)
        if name in known or (name == ANNOTATION and table in TABLES):
            return
        near = did_you_mean(name, known)
        raise UnknownColumnError(
            f"{table} have no {shown(name)}",
            f"{f'did you mean {near}? ' if near else ''}they have {one_of(known, 30)}",
        )

    def _set_setting(self, row: Row, key: str, value: object) -> None:
        path = key.split(".")
        if path[0] in _SETTINGS:
            path = [_SETTINGS[path[0]], *path]
        if path[0] not in _SECTIONS or len(path) < 2:
            self._known("settings", key)
        table = row.values.setdefault(path[0], {})
        for part in path[1:-1]:
            table = table.setdefault(part, {})
        table[path[-1]] = _scalar(value)

    # Writing

    def files(self) -> dict[str, str]:
        """The files of the case folder that these rows make."""
        self._lines = {}
        files = {"case.toml": self._settings_text()}
        for name, spec in TABLES.items():
            rows = self.tables[name]
            if rows or name in ("places", "types", "skills", "units", "policies", "requests"):
                files[f"{name}.csv"] = self._csv(name, spec, rows)
        if self.tables["authorities"]:
            files["authorities.toml"] = self._authorities_text()
        if self.tables["facts"]:
            lines = [json.dumps(row.values, ensure_ascii=False) for row in self.tables["facts"]]
            self._lines["facts.jsonl"] = [(n, row, []) for n, row in enumerate(self.tables["facts"], 1)]
            files["facts.jsonl"] = "".join(f"{line}\n" for line in lines)
        return files

    def owner(self, file: str | None, line: int | None, column: int | None = None) -> Owner | None:
        """Who stated what stands at a place of :meth:`files`; ``None`` if the case had it before."""
        if file is None or line is None or file not in self._lines:
            return None
        places = self._lines[file]
        at = bisect_right([first for first, _, _ in places], line) - 1
        if at < 0 or places[at][1].owner is None:
            return None
        row, cells = places[at][1], places[at][2]
        return Owner(row.owner, self._name_at(file, row, cells, column)) if row.owner is not None else None

    def _name_at(self, file: str, row: Row, cells: Sequence[str], column: int | None) -> str | None:
        if not file.endswith(".csv"):
            return cells[0] if cells else None
        if column is None:
            return None
        header = self._headers[file.removesuffix(".csv")]
        starts = [1, *(len(csv_line(list(cells[:place]))) + 1 for place in range(1, len(cells)))]
        return header[bisect_right(starts, column) - 1] if header else None

    def _csv(self, name: str, spec: TableSpec, rows: Sequence[Row]) -> str:
        header = self._headers[name]
        self._headers[name] = header = [
            *(column.name for column in spec.columns if column.name in header),
            *(name for name in header if name not in {column.name for column in spec.columns}),
        ]
        lines = [csv_line(header)]
        number = 2
        places: list[tuple[int, Row, list[str]]] = []
        self._lines[f"{name}.csv"] = places
        for row in rows:
            cells = [row.values.get(name, "") for name in header]
            line = csv_line(cells)
            places.append((number, row, cells))
            lines.append(line)
            number += line.count("\n")
        return "".join(lines)

    def _authorities_text(self) -> str:
        lines: list[str] = []
        places: list[tuple[int, Row, list[str]]] = []
        self._lines["authorities.toml"] = places
        for row in self.tables["authorities"]:
            places.append((len(lines) + 1, row, []))
            lines.append("[[authority]]")
            for key, value in row.values.items():
                if value is not None:
                    places.append((len(lines) + 1, row, [key]))
                    lines.append(f"{toml_key(key)} = {toml_value(_bare(value))}")
        return "\n".join(lines) + "\n"

    def _settings_text(self) -> str:
        lines: list[str] = []
        places: list[tuple[int, Row, list[str]]] = []
        self._lines["case.toml"] = places
        (row,) = self.tables["settings"]
        values = row.values
        for key, value in values.items():
            if key not in _SECTIONS:
                lines.append(f"{toml_key(key)} = {toml_value(value)}")
        for key, value in values.items():
            if key in _SECTIONS:
                places.append((len(lines) + 1, row, [key]))
                lines.append(f"[{toml_key(key)}]")
                for inner, item in value.items():
                    places.append((len(lines) + 1, row, [inner]))
                    lines.append(f"{toml_key(inner)} = {toml_value(item)}")
        if self.tables["assumptions"]:
            places.append((len(lines) + 1, Row({}), []))
            lines.append("[assumptions]")
        for item in self.tables["assumptions"]:
            told = {key: _scalar(item.values[key]) for key in ("value", "source") if _given(item.values, key)}
            value = told["value"] if list(told) == ["value"] else told
            places.append((len(lines) + 1, item, ["value"]))
            lines.append(f"{toml_key(str(item.values.get('name')))} = {toml_value(value)}")
        return "\n".join(lines) + "\n"


def _given(values: Mapping[str, object], key: str) -> bool:
    return values.get(key) not in (None, "")


_ANY_FACT = Fact(doc="a", kind="claim", quote="a", start=0, end=1)


def _toml(text: str) -> dict[str, Any]:
    return tomllib.loads(text, parse_float=Decimal)


def _column(spec: TableSpec, key: str) -> str:
    """The column's name; a field's name (``start`` for ``from``) will do."""
    names = {column.name for column in spec.columns}
    if key in names:
        return key
    return next((column.name for column in spec.columns if column.field == key), key)


def _cell(value: object) -> str:
    if isinstance(value, list):
        return ";".join(_cell(item) for item in value)
    if isinstance(value, datetime | dict):
        return str(value)
    return str(cell(value))


def _bare(value: object) -> Any:
    """Without what is absent: TOML has no null."""
    if isinstance(value, dict):
        return {key: _bare(item) for key, item in value.items() if item is not None}
    if isinstance(value, list | tuple):
        return [_bare(item) for item in value]
    return value


def _scalar(value: object) -> Any:
    """A setting that may have been given as text: a day, a number, or the text itself."""
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        pass
    try:
        number = Decimal(value.replace("_", ""))
    except InvalidOperation:
        return value
    if not number.is_finite():
        return value
    return int(number) if number == number.to_integral_value() else number


def _typed(key: str, value: object) -> object:
    """The value of an authority's key, which on the command line and in JSON is text."""
    if isinstance(value, list):
        if key in _INNER:
            return [
                {name: _typed(name, inner) for name, inner in item.items()}
                if isinstance(item, dict)
                else item
                for item in value
            ]
        return value
    if not isinstance(value, str):
        return value
    if value == "":
        return None
    if key in _DATES:
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    if key in _LISTS:
        return [item.strip() for item in value.split(";") if item.strip()]
    if key in _NUMBERS:
        scalar = _scalar(value)
        return scalar if isinstance(scalar, int | Decimal) else value
    return value


def _set_inner(row: Row, key: str, value: object) -> None:
    """``ceiling.SW-1500.headcount``: a key of one of an authority's own ceilings."""
    outer, _, rest = key.partition(".")
    name, _, inner = rest.rpartition(".")
    known = _INNER.get(outer)
    if known is None or outer != "ceiling" or not name or inner not in known:
        raise UnknownColumnError(
            f"authorities have no {shown(key)}",
            "a ceiling's number is ceiling.ID.headcount; a ceiling has " + one_of(_INNER["ceiling"], 30),
        )
    ceilings = row.values.setdefault("ceiling", [])
    found = next((item for item in ceilings if item.get("id") == name), None)
    if found is None:
        found = {"id": name}
        ceilings.append(found)
    typed = _typed(inner, value)
    if typed is None:
        found.pop(inner, None)
    else:
        found[inner] = typed
