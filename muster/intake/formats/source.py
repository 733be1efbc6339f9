"""What every format gives: text, where it stands, the date that the container states, and what to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from muster.errors import MaterialError, Problem
from muster.intake.layout import Layout

__all__ = ("LARGEST_BYTES", "LONGEST_TEXT", "MOST_PAGES", "Source", "refuse", "remark")

#: Largest file taken, in bytes (20 MB).
LARGEST_BYTES = 20_000_000
#: Longest text taken, in code points.
LONGEST_TEXT = 5_000_000
#: Most pages of a PDF or a picture file.
MOST_PAGES = 2_000


@dataclass(frozen=True, slots=True)
class Source:
    """
    The text of a document with LF line ends, and what its container adds.

    Parameters
    ----------
    text
        The words.
    date
        The date of the container (an e-mail's header).
    layout
        Where the words stand on pages; ``None`` for formats without pages.
    notes
        What a reader of the facts must know about the reading: warnings, each with its code.
    scanned
        Pages (from 1) that hold pictures and no text: character recognition may read them.
    """

    text: str
    date: date | None = None
    layout: Layout | None = None
    notes: tuple[Problem, ...] = ()
    scanned: tuple[int, ...] = ()


def refuse(code: str, name: str, message: str, help: str, *, line: int | None = None) -> MaterialError:
    """Return the error that says why a document cannot be read; the caller raises it."""
    return MaterialError([Problem(code=code, message=message, help=help, file=name, line=line)])


def remark(code: str, name: str, message: str, help: str, *, line: int | None = None) -> Problem:
    """Return a warning: the document was read, and this must be known about the reading."""
    return Problem(code=code, message=message, help=help, file=name, line=line, severity="warning")
