"""What every format gives: text, and the date that the container states."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from muster.errors import MaterialError, Problem

__all__ = ("LARGEST_BYTES", "LONGEST_TEXT", "Source", "refuse")

#: Largest file taken, in bytes (20 MB).
LARGEST_BYTES = 20_000_000
#: Longest text taken, in code points.
LONGEST_TEXT = 5_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a document with LF line ends, and the date of its container (an e-mail's header)."""

    text: str
    date: date | None = None


def refuse(code: str, name: str, message: str, help: str, *, line: int | None = None) -> MaterialError:
    """Return the error that says why a document cannot be read; the caller raises it."""
    return MaterialError([Problem(code=code, message=message, help=help, file=name, line=line)])
