"""
Comma-separated values as RFC 4180 has them, read strictly and with the place of every cell.

The standard library's ``csv`` accepts a stray quote silently and forgets columns. Here many lines at a
time are cut into columns, as long as all of them follow the grammar of RFC 4180, section 2, one record a
line; where one does not, fewer are tried, and at last one record is read cell by cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from muster.casefile.faults import Faults, Where
from muster.casefile.table import Chunk, Table

__all__ = ("CELL_LIMIT", "CsvTable", "csv_line")

#: Characters of one cell at most, as Excel's own limit has it.
CELL_LIMIT = 32_767
#: Rows yielded together; more would not stay in the processor's cache.
_CHUNK = 1_024
#: Characters of the fewest lines that are worth cutting together.
_FEW = 512
_CELL = re.compile(r'(?:"(?P<quoted>[^"]*(?:""[^"]*)*)"|(?P<plain>[^",\r\n]*))(?P<end>,|\r?\n|\Z)')

#: Characters of a faulty row that are searched for names.
_TORN = 4_000
_QUOTED = re.compile(r'"([^"\n]*(?:""[^"\n]*)*)"')


class _Cell(NamedTuple):
    text: str
    start: int
    end: int


class CsvTable(Table):
    """
    A CSV file. Faults of its form are recorded while it is read; the rows it yields are sound.

    Parameters
    ----------
    file
        Name for messages.
    text
        The file's text, without byte order mark.
    faults
        Where faults go.
    """

    def __init__(self, file: str, text: str, faults: Faults) -> None:
        self.file = file
        self._text = text
        self._faults = faults
        self._starts: list[tuple[int, int]] = [(1, 0)]
        self.header: list[str] = []
        self.torn: set[str] = set()
        self._body = (1, 0)
        cells: list[str] | None = []
        if text:
            cells, line, start = self._record(1, 0)
            self._body = (line, start)
        if cells is not None and any(cells):
            self.header = [cell.strip() for cell in cells]
        elif cells is not None:
            faults.add(
                "M119",
                f"{file} is empty: its first line must hold the column names",
                help="write the header line, or remove the file if the case has no such table",
                where=Where(file, 1, 1),
            )

    def chunks(self) -> Iterator[Chunk]:
        """Sound rows; ragged ones are recorded as faults and left out."""
        text, size = self._text, len(self._text)
        width = len(self.header)
        lines: list[int] = []
        columns: list[list[str]] = [[] for _ in range(width)]
        line, start = self._body
        reach = CELL_LIMIT  # so that no cell of a block can be too long
        while start < size:
            stop = size if start + reach >= size else text.rfind("\n", start, start + reach) + 1
            block = self._columns(text[start:stop])
            if block is not None:
                count = len(block[0])
                lines += range(line, line + count)
                for column, cells in zip(columns, block, strict=True):
                    column += cells
                line, start, reach = line + count, stop, min(CELL_LIMIT, 2 * reach)
            elif reach > _FEW:
                reach //= 4
            else:
                record, after, stop = self._record(line, start)
                if record is None:
                    self._tear(start)
                elif len(record) != width:
                    if any(cell.strip() for cell in record):
                        self._tear(start)
                        self._ragged(line, len(record), width)
                elif any(record):
                    lines.append(line)
                    for column, cell in zip(columns, record, strict=True):
                        column.append(cell)
                line, start, reach = after, stop, 2 * reach
            if len(lines) >= _CHUNK:
                yield lines, columns
                lines, columns = [], [[] for _ in range(width)]
        if lines:
            yield lines, columns

    def _columns(self, block: str) -> list[list[str]] | None:
        """
        Columns of a block of whole lines, or ``None`` unless each is a sound record that is not blank.

        Quoted cells are taken out, a quote alone in the place of each; a quote that is anything else
        then shows by their number. A cell that holds a line end alone marks the end of each row.
        """
        width = len(self.header)
        if "\r" in block:
            block = block.replace("\r\n", "\n")
        quoted: list[str] = []
        if '"' in block:
            parts = _QUOTED.split(block)
            quoted = parts[1::2]
            block = '"'.join(parts[::2])
            if block.count('"') != len(quoted):
                return None
        cells = block.removesuffix("\n").replace("\n", ",\n,").split(",")
        cells.append("\n")
        count = block.count("\n") + (not block.endswith("\n"))
        if len(cells) != count * (width + 1) or cells[width :: width + 1].count("\n") != count:
            return None
        if quoted:
            if cells.count('"') != len(quoted):
                return None
            at = -1
            for cell in quoted:
                at = cells.index('"', at + 1)
                cells[at] = cell.replace('""', '"') if '""' in cell else cell
        columns = [cells[index :: width + 1] for index in range(width)]
        return columns if all(columns[0]) or all(map(any, zip(*columns, strict=True))) else None

    def where(self, line: int, column: str | int | None = None) -> Where:
        """The cell's address: the line it really begins on, and its column in characters."""
        start = self._offset(line)
        if column is None:
            return self._place(start, start)
        index = self.header.index(column) if isinstance(column, str) else column
        cells = list(self._cells(start))
        if index >= len(cells):
            end = cells[-1].end if cells else start
            return self._place(end, end)
        cell = cells[index]
        return self._place(cell.start, cell.end)

    def _record(self, line: int, start: int) -> tuple[list[str] | None, int, int]:
        """Cells of one record (``None`` if its form is faulty), and line and offset after it."""
        text = self._text
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if text.find('"', start, end) >= 0:
            cells, stop, sound = self._quoted(line, start)
            return cells if sound else None, line + text.count("\n", start, stop), stop
        if end - start > CELL_LIMIT and (long := self._long(start, end)):
            self._too_long(line, *long)
            return None, line + 1, end + 1
        raw = text[start:end].rstrip("\r")
        return raw.split(",") if raw else [], line + 1, end + 1

    def _long(self, start: int, end: int) -> tuple[int, int] | None:
        """The first cell of an unquoted line that is too long."""
        at = start
        for cell in self._text[start:end].split(","):
            if len(cell) > CELL_LIMIT:
                return at, at + len(cell)
            at += len(cell) + 1
        return None

    def _quoted(self, line: int, start: int) -> tuple[list[str], int, bool]:
        """Cells of a record with quotes, the offset after it, and whether its form is sound."""
        text = self._text
        cells: list[str] = []
        at = start
        while True:
            found = _CELL.match(text, at)
            if found is None:
                return cells, self._stray(line, at), False
            quoted = found["quoted"]
            cell = found["plain"] if quoted is None else quoted.replace('""', '"').replace("\r\n", "\n")
            if len(cell) > CELL_LIMIT:
                self._too_long(line, at, at + len(cell))
                stop = text.find("\n", found.end() - 1)
                return cells, len(text) if stop < 0 else stop + 1, False
            cells.append(cell)
            at = found.end()
            if found["end"] != ",":
                return cells, at, True

    def _stray(self, line: int, at: int) -> int:
        """Record a quote out of place; reading goes on with the next line."""
        text = self._text
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop + 1
        if text.startswith('"', at):
            close = re.compile(r'"[^"]*(?:""[^"]*)*"').match(text, at)
            if close is None:
                code, message = "M114", "a quoted cell is never closed"
                quote = at
            else:
                code, message, quote = "M113", "text follows the closing quote of a cell", close.end() - 1
                if text.count("\n", at, quote) > 0:  # the quote opened by mistake lines before
                    code, message, quote = "M114", "a quoted cell is not closed on its line", at
        else:
            code, message, quote = (
                "M113",
                "a quote stands inside a cell that does not begin with one",
                text.index('"', at),
            )
        self._faults.add(
            code,
            message,
            help='enclose the whole cell in quotes and write each quote inside it twice: "the ""old"" fort"',
            where=self._place(quote, quote + 1),
        )
        return stop

    def _too_long(self, line: int, start: int, end: int) -> None:
        place = self._place(start, start + 1)
        self._faults.add(
            "M120",
            f"a cell has {end - start:,} characters; at most {CELL_LIMIT:,} are read",
            help="keep long texts in sources/ and name the file in the cell; an unclosed"
            " quote can also be the cause",
            where=Where(place.file, place.line, place.column, self._text[start : start + 60])
            if place.column == 1
            else place,
        )

    def _ragged(self, line: int, found: int, expected: int) -> None:
        if not self._faults.room("M115", self.file):
            return
        where = self.where(line, expected if found > expected else found)
        self._faults.add(
            "M115",
            f"the row has {found} cells where the header has {expected}",
            help="write one comma between cells, also after empty ones, and enclose cells"
            " that hold a comma in quotes",
            where=where,
        )

    def _tear(self, start: int) -> None:
        """Keep what the row may have said, for those who refer to it."""
        end = self._text.find("\n", start, start + _TORN)
        line = self._text[start : end if end >= 0 else start + _TORN]
        self.torn.update(cell.strip(' "\r') for cell in line.split(","))

    def _offset(self, line: int) -> int:
        """Offset of a line, counted from the nearest line looked up before."""
        known, at = max((pair for pair in self._starts if pair[0] <= line), default=(1, 0))
        while known < line:
            end = self._text.find("\n", at)
            if end < 0:
                break
            known, at = known + 1, end + 1
        if len(self._starts) < 200:
            self._starts.append((known, at))
        return at

    def _cells(self, start: int) -> Iterator[_Cell]:
        at = start
        while True:
            found = _CELL.match(self._text, at)
            if found is None:
                return
            yield _Cell(found[0], at, found.end() - len(found["end"]))
            at = found.end()
            if found["end"] != ",":
                return

    def _place(self, start: int, end: int) -> Where:
        text = self._text
        first = text.rfind("\n", 0, start) + 1
        last = text.find("\n", start)
        last = len(text) if last < 0 else last
        return Where(
            self.file,
            text.count("\n", 0, start) + 1,
            start - first + 1,
            text[first : min(last, first + 400)],
            max(1, min(end, last) - start),
        )


def csv_line(cells: list[str]) -> str:
    r"""
    One record with its line end; quotes only where RFC 4180 needs them.

    Examples
    --------
    >>> csv_line(["a", "b,c", 'the "old" fort'])
    'a,"b,c","the ""old"" fort"\n'
    """
    if len(cells) == 1 and not cells[0]:
        return '""\n'
    return ",".join(_cell(cell) for cell in cells) + "\n"


def _cell(text: str) -> str:
    if any(letter in text for letter in '",\r\n') or text != text.strip():
        return '"' + text.replace('"', '""') + '"'
    return text
