"""The files of a case folder as bytes and text; nothing outside the folder is ever opened."""

from __future__ import annotations

import codecs
import re
import stat
from pathlib import Path

from muster.casefile.faults import Faults, Where

__all__ = ("FILE_LIMIT", "inside", "read_bytes", "read_text", "to_text")

#: Bytes of one file that are read at most.
FILE_LIMIT = 512 * 1024 * 1024

#: Bytes that are no control characters.
_FINE = bytes(byte for byte in range(256) if byte in b"\t\n\r" or (byte >= 32 and byte != 127))
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)")


def inside(folder: Path, name: str, faults: Faults, where: Where | None = None) -> Path | None:
    """
    The path of a file of the folder, or ``None`` (with a fault) where it leads out of it.

    A folder that someone sends must not make Muster read the reader's own files: neither ``../``,
    nor an absolute path, nor a symbolic link is followed out of it.
    """
    if "\0" in name:
        faults.add("M108", "a file name holds a NUL character", help="write a plain file name", where=where)
        return None
    path = folder / name
    try:
        real, root = path.resolve(), folder.resolve()
    except (OSError, RuntimeError) as error:  # a loop of links
        faults.add(
            "M104", f"{name} cannot be read: {error}", help="replace the link by the file itself", where=where
        )
        return None
    if not real.is_relative_to(root):
        link = " through a symbolic link" if Path(name).name == name else ""
        faults.add(
            "M108",
            f"{name} lies outside the case folder{link}",
            help="copy the file into the case folder; a case holds all it is made of",
            where=where or Where(name),
        )
        return None
    return path


def read_bytes(path: Path, name: str, faults: Faults) -> bytes | None:
    """The bytes of a regular file, or ``None`` with a fault that says why not."""
    where = Where(name)
    try:
        mode = path.stat()
        if stat.S_ISDIR(mode.st_mode):
            faults.add(
                "M103",
                f"{name} is a folder where a file is expected",
                help="put a file of that name in its place, or rename the folder",
                where=where,
            )
            return None
        if not stat.S_ISREG(mode.st_mode):
            faults.add(
                "M103",
                f"{name} is not a regular file",
                help="put a plain file in its place (no pipe, socket or device)",
                where=where,
            )
            return None
        if mode.st_size > FILE_LIMIT:
            faults.add(
                "M107",
                f"{name} has {mode.st_size:,} bytes; at most {FILE_LIMIT:,} are read",
                help="split the case, or leave out what this case does not need",
                where=where,
            )
            return None
        return path.read_bytes()
    except OSError as error:
        faults.add(
            "M104",
            f"{name} cannot be read: {error.strerror or error}",
            help="check that the file exists and that you may read it (ls -l)",
            where=where,
        )
        return None


def read_text(path: Path, name: str, faults: Faults) -> str | None:
    """The text of a UTF-8 file without its byte order mark, or ``None`` with a fault."""
    data = read_bytes(path, name, faults)
    return None if data is None else to_text(data, name, faults)


def to_text(data: bytes, name: str, faults: Faults) -> str | None:
    """Bytes as text: UTF-8 with or without a byte order mark, and no control characters."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _looks_utf16(data):
        faults.add(
            "M105",
            f"{name} is UTF-16 text; UTF-8 is expected",
            help=f"save it as UTF-8: iconv -f UTF-16 -t UTF-8 {name} > new-{name}, or in Excel 'CSV UTF-8'",
            where=Where(name, 1, 1),
        )
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        start = data.rfind(b"\n", 0, error.start) + 1
        end = data.find(b"\n", error.start)
        line = data[start : end if end >= 0 else len(data)][:400].decode("latin-1")
        faults.add(
            "M105",
            f"{name} is not UTF-8: byte 0x{data[error.start]:02x} cannot stand here"
            f" (Latin-1 or Windows-1252?)",
            help=f"save it as UTF-8: iconv -f WINDOWS-1252 -t UTF-8 {name} > new-{name}, or in"
            f" Excel 'CSV UTF-8'",
            where=Where(
                name,
                data.count(b"\n", 0, error.start) + 1,
                len(data[start : error.start].decode("utf-8", "replace")) + 1,
                line,
            ),
        )
        return None
    found = _CONTROL.search(text) if _is_suspicious(data) else None
    if found:
        at = found.start()
        start = text.rfind("\n", 0, at) + 1
        end = text.find("\n", at)
        letter = text[at]
        what = "a NUL character" if letter == "\0" else f"the control character U+{ord(letter):04X}"
        faults.add(
            "M106",
            f"{name} holds {what}",
            help="remove it; such characters come from binary files, broken exports or old"
            " line endings (CR alone)",
            where=Where(
                name, text.count("\n", 0, at) + 1, at - start + 1, text[start : end if end >= 0 else None]
            ),
        )
        return None
    return text


def _is_suspicious(data: bytes) -> bool:
    """Whether a control character or a lone CR is there; much faster than the search for its place."""
    return bool(data.translate(None, _FINE)) or data.count(b"\r") != data.count(b"\r\n")


def _looks_utf16(data: bytes) -> bool:
    """UTF-16 without a mark: every other byte of the beginning is NUL, as Latin letters have it."""
    head = data[:200]
    return (
        len(head) >= 8 and 0 in (head[::2].count(0), head[1::2].count(0)) and head.count(0) * 3 >= len(head)
    )
