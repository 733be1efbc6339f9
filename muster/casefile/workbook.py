"""
A case as a workbook: one sheet per table, and ``case``, ``authorities``, ``ceilings``, ``quotes``.

``case`` holds key and value per row, keys dotted as in TOML (``planning.start``). Lists stand in one
cell, separated by ``;``. A key or column with ``(toml)`` after its name holds a value in TOML's own
writing. ``facts`` holds one JSON object a row, ``sources`` one file name. Formulas are never written.
"""

from __future__ import annotations

import io
import re
import tomllib
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import python_calamine
import xlsxwriter

from muster.casefile.archive import faulty_cells, is_sound_workbook, sheet_parts
from muster.casefile.cells import Bad, day
from muster.casefile.delimited import CELL_LIMIT
from muster.casefile.faults import Faults, Where, did_you_mean, one_of, shown
from muster.casefile.layout import Sheet, case_sheets
from muster.casefile.table import Chunk, Table
from muster.casefile.tomlplace import Path as KeyPath
from muster.casefile.tree import SheetTree
from muster.domain.case import Case
from muster.errors import MaterialError, Problem

__all__ = ("SheetTable", "Workbook", "open_workbook", "write_workbook")

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_CHUNK = 8_192
_TOML_MARK = " (toml)"
_LISTS = (
    "amends",
    "invokes",
    "permits_roles",
    "forbids_roles",
    "states",
    "components",
    "duty_statuses",
    "roles",
    "places",
    "excludes_roles",
    "supersedes",
    "rescinds",
    "incorporates",
    "after",
)
_DAYS = ("issued", "verbal", "from", "until", "as_of", "start", "end")
_NUMBERS = ("max_days", "headcount", "dollars", "days")


def column_letters(index: int) -> str:
    """
    Letters of a column, from 0.

    Examples
    --------
    >>> column_letters(0), column_letters(26)
    ('A', 'AA')
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_text(value: object) -> str:
    """
    A spreadsheet's cell as a CSV file would have it: dates ISO, 12.0 as 12, booleans y or n.

    Examples
    --------
    >>> cell_text(12.0), cell_text(datetime(2025, 1, 2)), cell_text(True), cell_text(0.1)
    ('12', '2025-01-02', 'y', '0.1')
    """
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, bool):
        return "y" if value else "n"
    if isinstance(value, float):
        if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        return format(Decimal(repr(value)), "f") if abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return f"{value} (a duration)"
    return "" if value is None else str(value)


class SheetTable(Table):
    """A sheet; its first row is the header, its addresses are like ``case.xlsx#units!C7``."""

    def __init__(self, book: str, sheet: str, rows: Sequence[Sequence[object]], faults: Faults) -> None:
        self.book = book
        self.sheet = sheet
        self.file = f"{book}#{sheet}"
        self._rows = rows
        self._faults = faults
        self.torn: set[str] = set()
        header = [cell_text(cell).strip() for cell in rows[0]] if rows else []
        while header and not header[-1] and not any(cell_text(row[len(header) - 1]) for row in rows):
            header.pop()
        self.header = header if any(header) else []
        if not self.header:
            faults.add(
                "M119",
                f"{self.file} is empty: its first row must hold the column names",
                help="write the header row, or delete the sheet if the case has no such table",
                where=Where(self.file, 1, 1),
            )

    def chunks(self) -> Iterator[Chunk]:
        """Rows that are not blank; cells with control characters or too long are recorded."""
        width = len(self.header)
        for start in range(1, len(self._rows), _CHUNK):
            lines: list[int] = []
            rows: list[list[str]] = []
            for offset, row in enumerate(self._rows[start : start + _CHUNK]):
                cells = [cell_text(cell) for cell in row[:width]]
                if not any(cells):
                    continue
                if any(map(self._unfit, cells)):
                    self._tell(start + offset + 1, cells)
                    self.torn.update(cell.strip() for cell in cells)
                    continue
                lines.append(start + offset + 1)
                rows.append(cells)
            if rows:
                yield lines, list(zip(*rows, strict=True))

    @staticmethod
    def _unfit(cell: str) -> bool:
        return len(cell) > CELL_LIMIT or (not cell.isprintable() and _CONTROL.search(cell) is not None)

    def _tell(self, line: int, cells: list[str]) -> None:
        for index, cell in enumerate(cells):
            if len(cell) > CELL_LIMIT:
                self._faults.add(
                    "M120",
                    f"a cell has {len(cell):,} characters; at most {CELL_LIMIT:,} are read",
                    help="keep long texts in sources/ and name the file in the cell",
                    where=self.where(line, index),
                )
            elif self._unfit(cell):
                self._faults.add(
                    "M106",
                    "a cell holds a control character",
                    help="remove it",
                    where=self.where(line, index),
                )

    def where(self, line: int, column: str | int | None = None) -> Where:
        """The cell, with its row as the excerpt."""
        index = self.header.index(column) if isinstance(column, str) else column
        file = self.file if index is None else f"{self.file}!{column_letters(index)}{line}"
        cells = [cell_text(cell) for cell in self._rows[line - 1]] if 0 < line <= len(self._rows) else []
        while cells and not cells[-1] and (index is None or len(cells) > index + 1):
            cells.pop()
        if index is None:
            return Where(file, line, 1, " | ".join(cells))
        before = sum(len(cell) + 3 for cell in cells[:index])
        width = len(cells[index]) if index < len(cells) else 1
        return Where(file, line, before + 1, " | ".join(cells), max(1, width))


class Workbook:
    """
    An opened workbook: its sheets by name, whatever case the names are written in.

    Attributes
    ----------
    file
        What messages call it.
    sheets
        Known sheet name -> the name it has in the workbook.
    """

    def __init__(
        self, file: str, data: bytes, book: python_calamine.CalamineWorkbook, faults: Faults
    ) -> None:
        self.file = file
        self._data = data
        self._book = book
        self._faults = faults
        self._parts: dict[str, str] | None = None
        self.sheets = {name.strip().casefold(): name for name in book.sheet_names}

    def table(self, name: str, *, computed: bool = True) -> SheetTable | None:
        """
        A sheet as a table; ``None`` where it is not there, or (with a fault) empty or unreadable.

        Cells that hold an error value or a formula without a value are faults; with ``computed`` false
        they are blank, as foreign workbooks have them in columns that nobody reads.
        """
        if name not in self.sheets:
            return None
        title = self.sheets[name]
        try:
            rows = self._book.get_sheet_by_name(title).to_python(skip_empty_area=False)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # the reader's own panics derive from BaseException
            _damaged(self.file, error, self._faults)
            return None
        if computed and not self._computed(title):
            return None
        table = SheetTable(self.file, title, rows, self._faults)
        return table if table.header else None

    def _computed(self, title: str) -> bool:
        """Whether every cell has a value that can be read; Excel's errors and blank formulas have none."""
        try:
            if self._parts is None:
                self._parts = sheet_parts(self._data)
            part = self._parts.get(title)
            errors, blanks = faulty_cells(self._data, part) if part else ([], [])
        except (KeyError, ValueError, OSError, SyntaxError) as error:
            _damaged(self.file, error, self._faults)
            return False
        for cells, what in (
            (errors, "holds an error value (such as #REF!)"),
            (blanks, "is a formula without a value"),
        ):
            for cell in cells:
                self._faults.add(
                    "M213",
                    f"the cell {cell} of sheet {title} {what}",
                    help="write the value itself; then save the workbook in a spreadsheet program",
                    where=Where(f"{self.file}#{title}!{cell}"),
                )
        return not errors and not blanks

    def unknown_sheets(self, known: Sequence[str]) -> None:
        """Tell sheets that no table has the name of, as warnings."""
        for name, title in self.sheets.items():
            if name not in known:
                near = did_you_mean(name, [other for other in known if other not in self.sheets])
                self._faults.warn(
                    "M122",
                    f"{self.file}: the sheet {shown(title)} is unknown; it is not read",
                    help=(f"did you mean {near}? " if near else "") + f"known sheets: {one_of(known, 24)}",
                    where=Where(f"{self.file}#{title}"),
                )

    def case_tree(self) -> SheetTree | None:
        """The sheet ``case`` as nested settings."""
        table = self.table("case")
        return None if table is None else _settings_tree(table, self._faults)

    def authority_tree(self) -> SheetTree | None:
        """The sheets ``authorities``, ``ceilings``, ``quotes`` and ``dues`` as nested settings."""
        if "authorities" not in self.sheets:
            return None
        return _authority_tree(
            self.table("authorities"),
            (
                (self.table("ceilings"), "ceiling"),
                (self.table("quotes"), "quote"),
                (self.table("dues"), "due"),
            ),
            self.file,
            self._faults,
        )


def open_workbook(data: bytes, file: str, faults: Faults) -> Workbook | None:
    """A workbook whose archive has been found sound, or ``None`` with a fault."""
    if not is_sound_workbook(data, file, faults):
        return None
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return Workbook(file, data, book, faults)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # the reader's own panics derive from BaseException
        _damaged(file, error, faults)
        return None


def _damaged(file: str, error: BaseException, faults: Faults) -> None:
    faults.add(
        "M112",
        f"{file} is damaged: {shown(str(error), 120)}",
        help="open it in a spreadsheet program and save it anew as .xlsx",
        where=Where(file),
    )


def _value(text: str, kind: str) -> object:
    """A cell as TOML would have it; what does not fit stays text, so that its type is told as wrong."""
    if kind == "list":
        return [part.strip() for part in text.split(";")] if text else []
    if kind == "toml":
        try:
            return tomllib.loads(f"value = {text}", parse_float=Decimal)["value"]
        except (ValueError, ArithmeticError, RecursionError):
            return text
    if kind == "day":
        found = day(text)
        return text if isinstance(found, Bad) else found
    if kind == "number" and re.match(r"-?\d{1,18}\Z", text, re.ASCII):
        return int(text)
    if kind == "number" and re.match(r"-?\d{1,18}\.\d{1,18}\Z", text, re.ASCII):
        return Decimal(text)
    return text


def _settings_tree(table: SheetTable, faults: Faults) -> SheetTree:
    data: dict[str, object] = {}
    cells: dict[KeyPath, tuple[Table, int, int | None]] = {}
    if table.header[:2] != ["key", "value"]:
        faults.add(
            "M116",
            f"{table.file}: the columns key and value are missing",
            help="write key in A1 and value in B1, then rows such as planning.start and 2025-05-22",
            where=table.where(1),
        )
        return SheetTree(table.file, data, cells)
    for line, row in table.rows():
        key, text = row[0].strip(), row[1].strip()
        path = _dotted(key.removesuffix(_TOML_MARK))
        if path is None:
            faults.add(
                "M212",
                f"{shown(key)} is not a key",
                help="write keys as case.name or planning.start",
                where=table.where(line, 0),
            )
            continue
        if not text:
            continue
        section, last = path[0], path[-1]
        if key.endswith(_TOML_MARK):
            kind = "toml"
        elif section in ("case", "planning") and last in _DAYS:
            kind = "day"
        elif key == "case.sources":
            kind = "list"
        elif section in ("schema", "planning", "objective") or (
            section == "assumptions" and last != "source"
        ):
            kind = "number"
        else:
            kind = "text"
        if not _place(data, path, _value(text, kind)):
            faults.add(
                "M302",
                f"{table.file}: the key {shown(key)} stands twice, or under a key that has a value",
                help="write each key once",
                where=table.where(line, 0),
            )
            continue
        cells[path] = (table, line, 1)
    return SheetTree(table.file, data, cells)


def _dotted(key: str) -> tuple[str, ...] | None:
    """The parts of a dotted key, as TOML reads it."""
    try:
        tree: object = tomllib.loads(f"{key} = 0")
    except (ValueError, RecursionError):
        return None
    path: list[str] = []
    while isinstance(tree, dict):
        if len(tree) != 1:
            return None
        name, tree = next(iter(tree.items()))
        path.append(name)
    return tuple(path)


def _place(data: dict[str, object], path: tuple[str, ...], value: object) -> bool:
    """Set a nested value; a factor given as number and then with its source becomes a table."""
    here = data
    for number, key in enumerate(path[:-1]):
        inner = here.setdefault(key, {})
        if path[0] == "assumptions" and number == 1 and not isinstance(inner, dict):
            inner = here[key] = {"value": inner}
        if not isinstance(inner, dict):
            return False
        here = inner
    if path[-1] in here:
        return False
    here[path[-1]] = value
    return True


def _authority_tree(
    authorities: SheetTable | None,
    inner: tuple[tuple[SheetTable | None, str], ...],
    book: str,
    faults: Faults,
) -> SheetTree:
    cells: dict[KeyPath, tuple[Table, int, int | None]] = {}
    found: list[dict[str, object]] = []
    by_id: dict[str, int] = {}
    if authorities is not None:
        for line, record, columns in _records(authorities):
            path: KeyPath = ("authority", len(found))
            _address(cells, path, authorities, line, columns)
            by_id.setdefault(str(record.get("id", "")), len(found))
            found.append(record)
    for table, key in inner:
        if table is None:
            continue
        if "authority" not in table.header:
            faults.add(
                "M116",
                f"{table.file}: the required column authority is missing",
                help=f"name in each row the authority that the {key} belongs to",
                where=table.where(1),
            )
            continue
        for line, record, columns in _records(table):
            owner = str(record.pop("authority", ""))
            index = by_id.get(owner)
            if index is None:
                near = did_you_mean(owner, by_id)
                faults.add(
                    "M408",
                    f"{table.file}: the authority {shown(owner)} is not in the sheet authorities",
                    help=f"did you mean {near}?" if near else f"known: {one_of(sorted(by_id)) or 'none'}",
                    where=table.where(line, "authority"),
                )
                continue
            siblings = found[index].setdefault(key, [])
            if isinstance(siblings, list):
                _address(cells, ("authority", index, key, len(siblings)), table, line, columns)
                siblings.append(record)
    return SheetTree(f"{book}#authorities", {"authority": found}, cells)


def _records(table: SheetTable) -> Iterator[tuple[int, dict[str, object], dict[str, int]]]:
    """Rows as TOML tables: blank cells left out, lists split, dates and numbers read."""
    for line, row in table.rows():
        record: dict[str, object] = {}
        columns: dict[str, int] = {}
        for index, (title, text) in enumerate(zip(table.header, row, strict=True)):
            name = title.removesuffix(_TOML_MARK)
            verbatim = name == "text" and "source" in table.header
            bare = text if verbatim else text.strip()
            if not bare or not name:
                continue
            if title.endswith(_TOML_MARK):
                kind = "toml"
            elif name in _LISTS:
                kind = "list"
            elif name in _NUMBERS or (name in ("start", "end") and "source" in table.header):
                kind = "number"
            elif name in _DAYS:
                kind = "day"
            else:
                kind = "text"
            record[name] = _value(bare, kind)
            columns[name] = index
        yield line, record, columns


def _address(
    cells: dict[KeyPath, tuple[Table, int, int | None]],
    path: KeyPath,
    table: Table,
    line: int,
    columns: dict[str, int],
) -> None:
    cells[path] = (table, line, None)
    for name, index in columns.items():
        cells[*path, name] = (table, line, index)


def write_workbook(case: Case, path: Path) -> None:
    """
    Write a case as one workbook, equal to the case on reading.

    Raises
    ------
    MaterialError
        If a text is longer than a cell can hold.
    OSError
        If the file cannot be written.
    """
    sheets = case_sheets(case)
    for sheet in sheets:
        for row in sheet.rows:
            for cell in row:
                if isinstance(cell, str) and len(cell) > CELL_LIMIT:
                    raise MaterialError(
                        [
                            Problem(
                                code="M120",
                                message=f"a text of {len(cell):,} characters does not fit a cell"
                                f" of sheet {sheet.name}",
                                help="write the case as a folder instead",
                                file=path.name,
                            )
                        ]
                    )
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})
    bold = book.add_format({"bold": True})
    for sheet in sheets:
        _write_sheet(book, sheet, bold)
    book.close()
    path.write_bytes(buffer.getvalue())


def _write_sheet(book: xlsxwriter.Workbook, sheet: Sheet, bold: object) -> None:
    page = book.add_worksheet(sheet.name)
    page.freeze_panes(1, 0)
    widths = [len(name) for name in sheet.header]
    for column, name in enumerate(sheet.header):
        page.write_string(0, column, name, bold)
    for line, row in enumerate(sheet.rows, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, int):
                page.write_number(line, column, cell)
            elif cell:
                page.write_string(line, column, cell)
            widths[column] = max(widths[column], min(len(str(cell)), 60))
    for column, width in enumerate(widths):
        page.set_column(column, column, width + 2)
