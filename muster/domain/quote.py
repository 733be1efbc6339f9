"""Verbatim words of a document, which every number walks back to."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ("Quote",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """
    Words exactly as they stand in a source.

    Parameters
    ----------
    source
        The document: a path in the case folder, such as ``sources/memo.txt``.
    text
        The words, verbatim.
    start, end
        Offsets in code points in the document's text, ``None`` if not located.
    """

    source: str
    text: str
    start: int | None = None
    end: int | None = None
