"""Where words stand on pages: from offsets in a document's text back to page and box."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

__all__ = ("Layout", "PageSize", "Region", "Word")


class Word(NamedTuple):
    """
    A word, or the part of one before a hyphen at a line end, and its box on a page.

    ``start`` and ``end`` are offsets in the document's text, ``page`` counts from 1; ``left`` and
    ``right`` count from the left edge of the page, ``top`` and ``bottom`` from its upper edge, all in
    the unit of the page. ``confidence`` (0 to 100) is that of character recognition, ``None`` for text.
    """

    start: int
    end: int
    page: int
    left: float
    top: float
    right: float
    bottom: float
    confidence: int | None = None


class PageSize(NamedTuple):
    """Width and height of a page; ``unit`` is ``pt`` (1/72 inch) for PDF and ``px`` for pictures."""

    width: float
    height: float
    unit: str = "pt"


@dataclass(frozen=True, slots=True)
class Region:
    """
    The box of a quote on one line of a page, in the unit of the page from its upper left corner.

    ``confidence`` is that of its worst word where it was read by character recognition.
    """

    page: int
    left: float
    top: float
    right: float
    bottom: float
    confidence: int | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """The pages of a document and its words in the order of the text."""

    pages: tuple[PageSize, ...]
    words: tuple[Word, ...]

    def words_of(self, start: int, end: int) -> tuple[Word, ...]:
        """Return the words that ``text[start:end]`` touches."""
        first = max(0, bisect_right(self.words, start, key=lambda word: word.start) - 1)
        found = []
        for at in range(first, len(self.words)):
            word = self.words[at]
            if word.start >= end:
                break
            if word.end > start:
                found.append(word)
        return tuple(found)

    def regions(self, start: int, end: int) -> tuple[Region, ...]:
        """
        Return the boxes of ``text[start:end]``, one for each line that it touches.

        Examples
        --------
        >>> layout = Layout((PageSize(612, 792),), (Word(0, 2, 1, 72, 90, 84, 100), Word(3, 8, 1, 87, 90, 110, 100)))
        >>> layout.regions(0, 8)
        (Region(page=1, left=72, top=90, right=110, bottom=100, confidence=None),)
        """  # noqa: E501
        regions: list[Region] = []
        for word in self.words_of(start, end):
            last = regions[-1] if regions else None
            if (
                last is not None
                and last.page == word.page
                and min(last.bottom, word.bottom) - max(last.top, word.top)
                > 0.4 * min(last.bottom - last.top, word.bottom - word.top)
                and word.left >= last.left
            ):
                known = [sure for sure in (last.confidence, word.confidence) if sure is not None]
                regions[-1] = Region(
                    page=word.page,
                    left=last.left,
                    top=min(last.top, word.top),
                    right=max(last.right, word.right),
                    bottom=max(last.bottom, word.bottom),
                    confidence=min(known) if known else None,
                )
            else:
                regions.append(Region(*word[2:]))
        return tuple(regions)
