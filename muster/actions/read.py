"""Read documents: what they say, in their own words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date as Date
from pathlib import Path

from muster.errors import MaterialError, Problem
from muster.intake.formats.source import LARGEST_BYTES, refuse
from muster.intake.read import Reading, read_source
from muster.sandbox.parser import Parser

__all__ = ("read_documents",)


def read_documents(paths: Iterable[str | Path], *, date: Date | None = None) -> tuple[Reading, ...]:
    """
    The facts and questions of each document.

    Text formats are read in this process; PDF, Word and pictures are parsed in one of their own that has
    little memory and time, no files and no network. Scans are read by Tesseract where it is installed.

    Parameters
    ----------
    paths
        Files (txt, md, html, pdf, docx, eml, png, jpg, tif).
    date
        The documents' own date, on which relative dates are anchored; ``None`` = read it in the text.

    Raises
    ------
    MaterialError
        With the faults of every document that cannot be read.
    """
    readings: list[Reading] = []
    problems: list[Problem] = []
    with Parser() as parser:
        for path in map(Path, paths):
            try:
                data = _bytes(path)
                source = parser.source(path.name, data)
                readings.append(read_source(path.name, data, source, date=date))
            except MaterialError as error:
                problems.extend(error.problems)
    if problems:
        raise MaterialError(problems)
    return tuple(readings)


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        raise MaterialError([_unreadable(path, "is a folder, where a document was expected")])
    if path.exists() and not path.is_file():  # a pipe or a device would be waited for, perhaps for ever
        raise MaterialError([_unreadable(path, "is no regular file")])
    try:
        size = path.stat().st_size
        if size > LARGEST_BYTES:  # said before it is read: what is too large is not even looked at
            raise refuse(
                "M701",
                str(path),
                f"the file has {size / 1e6:,.0f} MB, a document may have {LARGEST_BYTES / 1e6:.0f} MB",
                "cut the pages that matter into a smaller file",
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise MaterialError([_unreadable(path, "does not exist")]) from None
    except OSError as error:
        raise MaterialError([_unreadable(path, f"cannot be opened ({error.strerror})")]) from error


def _unreadable(path: Path, found: str) -> Problem:
    return Problem(
        code="M002",
        message=f"{path} {found}",
        file=str(path),
        help="give the path of a text, Markdown, HTML, PDF, Word or e-mail file that you may read",
    )
