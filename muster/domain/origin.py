"""Where a row of the user's material stands, so that a later fault can point at it."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ("Extra", "Origin")

#: Columns that Muster does not know, kept on round trip: pairs of column name and text.
Extra = tuple[tuple[str, str], ...]


class Origin(NamedTuple):
    """File (relative to the case folder) and 1-based line of a row."""

    file: str
    line: int
