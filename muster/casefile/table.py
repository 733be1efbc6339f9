"""A table as it stands in the material: a header, rows of text, and the address of every cell."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence

from muster.casefile.faults import Where

__all__ = ("Chunk", "Table")

#: Rows read together: their 1-based line numbers, and their cells, each row as long as the header.
Chunk = tuple[Sequence[int], list[list[str]]]


class Table(ABC):
    """
    Rows of text with addresses, whether they come from a CSV file or from a sheet.

    Attributes
    ----------
    file
        What messages call it, such as ``units.csv`` or ``case.xlsx#units``.
    header
        Column names, stripped; every row has as many cells.
    torn
        What may have been cells of rows that could not be read, so that they are not missed as well.
    """

    file: str
    header: list[str]
    torn: set[str]

    @abstractmethod
    def chunks(self) -> Iterator[Chunk]:
        """Rows that are not blank, stripped of surrounding spaces, some thousands at a time."""

    @abstractmethod
    def where(self, line: int, column: str | int | None = None) -> Where:
        """The address of a cell: ``line`` as in :meth:`chunks`, the column by name or index."""
