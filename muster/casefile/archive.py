"""
A workbook as a ZIP archive, looked at before any parser of spreadsheets sees it.

A few kilobytes can unpack to gigabytes, and one cell at the far corner of a sheet can make a reader
allocate the whole rectangle, so entries, bytes, ratio and the reach of cells are counted first.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from muster.casefile.faults import Faults, Where

__all__ = ("CELLS_LIMIT", "ENTRIES_LIMIT", "RATIO_LIMIT", "UNPACKED_LIMIT", "is_sound_workbook")

ENTRIES_LIMIT = 2_000
UNPACKED_LIMIT = 256 * 1024 * 1024
#: Unpacked to packed bytes of an archive larger than a megabyte; office files stay far below.
RATIO_LIMIT = 300
CELLS_LIMIT = 24_000_000
_FREE = 1 << 20
_BLOCK = 1 << 20
_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{0,4})([0-9]{1,10})["']""")
_ERROR_CELL = re.compile(rb"""<c\b[^>]*?\br="([A-Z]+[0-9]+)"[^>]*?\bt="e"[^>]*>""")
_UNCOMPUTED = re.compile(
    rb"""<c\b[^>]*?\br="([A-Z]+[0-9]+)"[^>]*><f\b[^<]*(?:/>|</f>)(?:<v\s*/>|<v></v>)?</c>"""
)
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml\Z")
_HELP = "save it as .xlsx from a spreadsheet program, without protection, or write the tables as CSV"


def is_sound_workbook(data: bytes, file: str, faults: Faults) -> bool:
    """Whether the bytes are an XLSX workbook of bearable size; if not, a fault says why."""
    where = Where(file)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        faults.add(
            "M110",
            f"{file} is an old .xls workbook or one with a password; .xlsx is expected",
            help=_HELP,
            where=where,
        )
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _directory(archive, len(data), file, faults) and _contents(archive, file, faults)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        RuntimeError,
        NotImplementedError,
        ValueError,
        OSError,
    ) as error:
        code = "M110" if not data.startswith(b"PK") else "M112"
        what = "is not an .xlsx workbook (no ZIP archive)" if code == "M110" else f"is damaged: {error}"
        faults.add(code, f"{file} {what}", help=_HELP, where=where)
        return False


def _directory(archive: zipfile.ZipFile, packed: int, file: str, faults: Faults) -> bool:
    """What the archive says of itself."""
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    bomb = None
    if len(entries) > ENTRIES_LIMIT:
        bomb = f"has {len(entries):,} entries; at most {ENTRIES_LIMIT:,} are read"
    elif unpacked > UNPACKED_LIMIT:
        bomb = f"unpacks to {unpacked:,} bytes; at most {UNPACKED_LIMIT:,} are read"
    elif unpacked > _FREE and unpacked > RATIO_LIMIT * packed:
        bomb = f"unpacks to {unpacked // max(packed, 1):,} times its size, as ZIP bombs do"
    if bomb:
        faults.add(
            "M111", f"{file} {bomb}", help="split the workbook, or write the tables as CSV", where=Where(file)
        )
        return False
    names = [entry.filename for entry in entries]
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        faults.add(
            "M110", f"{file} is a ZIP archive but not an .xlsx workbook", help=_HELP, where=Where(file)
        )
        return False
    if any(entry.flag_bits & 1 for entry in entries):
        faults.add("M110", f"{file} is encrypted", help=_HELP, where=Where(file))
        return False
    if len(set(names)) < len(names):
        faults.add(
            "M112", f"{file} is damaged: an entry stands twice in the archive", help=_HELP, where=Where(file)
        )
        return False
    return True


def _contents(archive: zipfile.ZipFile, file: str, faults: Faults) -> bool:
    """What the archive really unpacks to, counted while it is streamed; and how far cells reach."""
    total = 0
    for entry in archive.infolist():
        sheet = _SHEET.match(entry.filename) is not None
        columns = rows = 1
        for block, size in _blocks(archive, entry):
            total += size
            if total > UNPACKED_LIMIT:
                faults.add(
                    "M111",
                    f"{file} unpacks to more than {UNPACKED_LIMIT:,} bytes, more than it says",
                    help="do not trust this file; ask its sender for CSV files",
                    where=Where(file),
                )
                return False
            if b"<!DOCTYPE" in block or b"<!ENTITY" in block:
                faults.add(
                    "M112",
                    f"{file} declares XML entities, which workbooks never do",
                    help=_HELP,
                    where=Where(file),
                )
                return False
            if not sheet:
                continue
            for letters, digits in _REFERENCE.findall(block):
                rows = max(rows, int(digits))
                if letters:
                    columns = max(columns, _column(letters))
            if rows * columns > CELLS_LIMIT:
                faults.add(
                    "M111",
                    f"{file}: a sheet reaches to row {rows:,} and column {columns:,},"
                    f" more than {CELLS_LIMIT:,} cells in all",
                    help="delete the empty rows and columns after the table, or write it as CSV",
                    where=Where(file),
                )
                return False
    return True


def _blocks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[tuple[bytes, int]]:
    """Blocks of an entry, each with the tail of the one before, and the number of new bytes."""
    tail = b""
    with archive.open(entry) as stream:
        while block := stream.read(_BLOCK):
            yield tail + block, len(block)
            tail = block[-256:]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def faulty_cells(data: bytes, part: str) -> tuple[list[str], list[str]]:
    """
    Cells of a sheet that hold an error value, and formulas that were never computed.

    Readers give both as blank, which would be a silent guess.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read(part)
    return (
        [cell.decode() for cell in _ERROR_CELL.findall(sheet)],
        [cell.decode() for cell in _UNCOMPUTED.findall(sheet)],
    )


def sheet_parts(data: bytes) -> dict[str, str]:
    """Sheet name -> its part of the archive, from ``xl/workbook.xml`` and its relationships."""
    import xml.etree.ElementTree as ElementTree

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if "xl/_rels/workbook.xml.rels" not in archive.namelist():
            return {}
        workbook = ElementTree.fromstring(archive.read("xl/workbook.xml"))
        relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    parts: dict[str, str] = {}
    for sheet in workbook.iter():
        if sheet.tag.endswith("}sheet"):
            link = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), None)
            target = targets.get(link, "")
            parts[sheet.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return parts
