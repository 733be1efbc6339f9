"""A table as it stands in the material: a header, rows of text, and the address of every cell."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence

from muster.casefile.faults import Where

__all__ = ("Chunk", "Table")

#: Rows read together: their 1-based line numbers, and the cells of each column of the header.
Chunk = tuple[list[int], Sequence[Sequence[str]]]


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
        """Rows that are not blank, column by column, some hundreds or thousands at a time."""

    def rows(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The same rows one by one: the line and the cells of each."""
        for lines, columns in self.chunks():
            yield from zip(lines, zip(*columns, strict=True), strict=True)

    @abstractmethod
    def where(self, line: int, column: str | int | None = None) -> Where:
        """The address of a cell: ``line`` as in :meth:`chunks`, the column by name or index."""
