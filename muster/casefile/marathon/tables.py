"""MARATHON's tables as they stand: a folder of tab-separated files, or a workbook."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from muster.casefile.delimited import CELL_LIMIT
from muster.casefile.faults import Faults, Where, did_you_mean, one_of, shown
from muster.casefile.marathon.edn import EdnError, read_edn
from muster.casefile.material import inside, read_bytes, read_text
from muster.casefile.workbook import SheetTable, open_workbook

__all__ = ("KNOWN_TABLES", "Records", "Row", "read_records", "read_tables")

#: Tables of which the import reads what it needs.
USED_TABLES = (
    "SupplyRecords",
    "DemandRecords",
    "PolicyRecords",
    "CompositePolicyRecords",
    "PolicyDefs",
    "PeriodRecords",
    "RelationRecords",
    "Parameters",
    "SRCTagRecords",
)
#: Tables of MARATHON, those without a counterpart last.
KNOWN_TABLES = (*USED_TABLES, "GhostProportionsAggregate", "SuitabilityRecords", "PolicyTemplates")
_NEEDED = ("SupplyRecords", "DemandRecords", "PolicyRecords")

_WHOLE = re.compile(r"([+-]?\d{1,15})(?:\.0*)?\Z", re.ASCII)
_YES, _NO = ("true", "t", "1", "1.0", "y", "yes"), ("false", "f", "0", "0.0", "n", "no", "")
#: What MARATHON writes for a number that never ends.
ENDLESS = 9_999_999


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its 1-based line and the cells by column name in small letters, stripped."""

    records: Records
    line: int
    cells: Mapping[str, str]

    def text(self, column: str) -> str:
        """A cell; ``""`` where it is blank, ``nil``, or the table has no such column."""
        cell = self.cells.get(column.casefold(), "")
        return "" if cell == "nil" else cell

    def name(self, column: str, faults: Faults) -> str | None:
        """A cell that names something: not blank, and fit for a list; ``None`` with a fault otherwise."""
        cell = self.text(column)
        if cell and ";" not in cell:
            return cell
        faults.add(
            "M804",
            f"{column} is {shown(cell) + ', which holds a semicolon' if cell else 'blank'}",
            help="write a name without ';', or disable the row",
            where=self.where(column),
        )
        return None

    def where(self, column: str | None = None) -> Where:
        """The address of a cell."""
        return self.records.where(self.line, column)

    def whole(self, column: str, faults: Faults, *, low: int, high: int = 10**9) -> int | None:
        """A whole number in ``[low, high]``; ``None`` with a fault where the cell holds none."""
        cell = self.text(column)
        found = _WHOLE.match(cell.replace(",", ""))
        value = ENDLESS if cell.casefold() in ("inf", "infinity") else int(found[1]) if found else None
        if value is not None and low <= value <= high:
            return value
        what = "blank" if not cell else shown(cell)
        faults.add(
            "M804",
            f"{column} is {what}, not a whole number from {low:,} to {high:,}",
            help="correct the cell, or disable the row",
            where=self.where(column),
        )
        return None

    def is_on(self, column: str, faults: Faults) -> bool | None:
        """TRUE or FALSE, however it is written; blank is FALSE. ``None`` with a fault otherwise."""
        cell = self.text(column).casefold()
        if cell in _YES:
            return True
        if cell in _NO:
            return False
        faults.add(
            "M804",
            f"{column} is {shown(self.text(column))}, neither TRUE nor FALSE",
            help="write TRUE or FALSE",
            where=self.where(column),
        )
        return None

    def edn(self, column: str, faults: Faults) -> object:
        """The EDN value of a cell; ``None`` where it is blank or ``Auto``, or with a fault."""
        cell = self.text(column)
        if not cell or cell.casefold() == "auto":
            return None
        try:
            return read_edn(cell)
        except EdnError as error:
            faults.add(
                "M805",
                f"{column} cannot be read at its character {error.at + 1}: {error}",
                help="close every bracket and quote, as in {:region :forward}",
                where=self.where(column),
            )
            return None


class Records:
    """A table of MARATHON: rows that are not blank, with their addresses."""

    def __init__(self, name: str, file: str, header: Sequence[str]) -> None:
        self.name = name
        self.file = file
        self.columns = [cell.strip() for cell in header]
        self.rows: list[Row] = []
        self._lines: Sequence[str] | None = None
        self._sheet: SheetTable | None = None

    @classmethod
    def of_text(cls, name: str, file: str, text: str, faults: Faults) -> Records:
        """A tab-separated file: one row a line, cells in quotes only as spreadsheets export them."""
        lines = text.splitlines()
        records = cls(name, file, [_unquoted(cell) for cell in lines[0].split("\t")] if lines else [])
        records._lines = lines
        width = len(records.columns)
        for number, line in enumerate(lines[1:], 2):
            cells = [_unquoted(cell) for cell in line.split("\t")]
            if not any(cells):
                continue
            if any(cells[width:]):
                faults.add(
                    "M811",
                    f"the row has {len(cells)} cells, the header {width}",
                    help="replace tabs inside cells by spaces",
                    where=Where(file, number, None, line),
                )
                continue
            if max(map(len, cells)) > CELL_LIMIT:
                faults.add(
                    "M804",
                    f"a cell has more than {CELL_LIMIT:,} characters",
                    help="shorten it",
                    where=Where(file, number),
                )
                continue
            records._add(number, cells)
        return records

    @classmethod
    def of_sheet(cls, name: str, sheet: SheetTable) -> Records:
        """A sheet of a workbook."""
        records = cls(name, sheet.file, sheet.header)
        records._sheet = sheet
        for line, cells in sheet.rows():
            records._add(line, [cell.strip() for cell in cells])
        return records

    def _add(self, line: int, cells: Sequence[str]) -> None:
        named = dict(zip((name.casefold() for name in self.columns), cells, strict=False))
        self.rows.append(Row(self, line, named))

    def where(self, line: int, column: str | None = None) -> Where:
        """The address of a row, or of a cell of it."""
        names = [name.casefold() for name in self.columns]
        index = names.index(column.casefold()) if column and column.casefold() in names else None
        if self._sheet is not None:
            return self._sheet.where(line, index)
        text = self._lines[line - 1] if self._lines and line <= len(self._lines) else None
        if text is None:
            return Where(self.file, line)
        cells, text = text.split("\t"), text.replace("\t", " ")  # so that a caret stands where it should
        if index is None:
            return Where(self.file, line, None, text)
        start = sum(len(cell) + 1 for cell in cells[:index])
        width = len(cells[index]) if index < len(cells) else 1
        return Where(self.file, line, start + 1, text, max(1, width))

    def has(self, columns: Sequence[str], faults: Faults) -> bool:
        """Whether the columns are there, each once; if not, the fault says which."""
        names = [name.casefold() for name in self.columns]
        missing = [column for column in columns if column.casefold() not in names]
        twice = [column for column in columns if names.count(column.casefold()) > 1]
        if missing or twice:
            what = f"lacks the column {one_of(missing)}" if missing else f"has {one_of(twice)} twice"
            faults.add(
                "M803",
                f"{self.file} {what}",
                help=f"columns that are needed: {one_of(columns, 20)}",
                where=Where(self.file, 1),
            )
        return not missing and not twice


def _unquoted(cell: str) -> str:
    """A cell without the quotes that spreadsheets put around one that holds quotes itself."""
    bare = cell.strip()
    inner = bare[1:-1]
    if len(bare) >= 2 and bare[0] == bare[-1] == '"' and '"' not in inner.replace('""', ""):
        return inner.replace('""', '"').strip()
    return bare


def read_tables(source: Path, faults: Faults) -> dict[str, Records]:
    """
    The tables of a folder or workbook, by MARATHON's names.

    Files may be named ``SupplyRecords.txt`` or ``.tsv``, or ``AUDIT_SupplyRecords.txt`` as a run of
    MARATHON leaves them. What is missing or unreadable is a fault.
    """
    found: dict[str, Records] = {}
    if source.is_dir():
        found = _of_folder(source, faults)
    elif source.is_file() and source.suffix.casefold() not in (".txt", ".tsv"):
        data = read_bytes(source, source.name, faults)
        book = None if data is None else open_workbook(data, source.name, faults)
        for name in KNOWN_TABLES if book is not None else ():
            sheet = book.table(name.casefold(), computed=False) if book is not None else None
            if sheet is not None:
                found[name] = Records.of_sheet(name, sheet)
    if faults.failed and not found:
        return found
    if not found:
        faults.add(
            "M801",
            f"{shown(str(source), 200)} is one file; a folder holds the tables"
            if source.is_file()
            else f"there are no MARATHON tables at {shown(str(source), 200)}",
            help="name a folder with SupplyRecords.txt, DemandRecords.txt and PolicyRecords.txt, or an .xlsx"
            " workbook with these sheets",
        )
        return found
    unreadable = faults.failed
    for name in _NEEDED:
        if name not in found and not unreadable:
            faults.add(
                "M802",
                f"the table {name} is missing",
                help=f"add {name}.txt, or a sheet of that name; found: {one_of(tuple(found))}",
                where=Where(source.name),
            )
    return found


def _of_folder(folder: Path, faults: Faults) -> dict[str, Records]:
    by_name = {name.casefold(): name for name in KNOWN_TABLES}
    found: dict[str, Records] = {}
    try:
        files = sorted(entry.name for entry in folder.iterdir())
    except OSError as error:
        faults.add(
            "M104",
            f"the folder {shown(str(folder), 200)} cannot be read: {error.strerror}",
            help="check your rights to it",
        )
        return found
    for file in files:
        stem, dot, ending = file.rpartition(".")
        if not dot or ending.casefold() not in ("txt", "tsv"):
            continue
        bare = re.sub(r"\AAUDIT_", "", stem, flags=re.I)
        name = by_name.get(bare.casefold())
        if name is None:
            near = did_you_mean(bare, KNOWN_TABLES)
            if near is not None and f"{near.casefold()}.{ending.casefold()}" not in map(str.casefold, files):
                faults.warn(
                    "M122",
                    f"{file} is not read: no table of MARATHON has that name",
                    help=f"did you mean {near}.txt?",
                    where=Where(file),
                )
            continue
        if name in found:
            faults.add(
                "M109",
                f"{file} and {found[name].file} hold the same table",
                help="keep one of the two",
                where=Where(file),
            )
            continue
        found_records = read_records(folder, file, name, faults)
        if found_records is not None:
            found[name] = found_records
    return found


def read_records(folder: Path, file: str, name: str, faults: Faults) -> Records | None:
    """One tab-separated file of a folder; ``None`` with a fault where it cannot be read."""
    path = inside(folder, file, faults)
    text = None if path is None else read_text(path, file, faults)
    if text is None:
        return None
    return Records.of_text(name, file, text, faults)
