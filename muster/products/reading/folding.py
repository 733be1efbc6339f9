"""Lines of a terminal: folded to its width, painted only after that."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import wrap

__all__ = ("NARROWEST", "WIDEST", "Paint", "fold", "plain_paint")

#: Paints text: the text, and what it is (``title``, ``section``, ``number``, ``lead``, a status, ``quiet``).
Paint = Callable[[str, str], str]
NARROWEST = 60
WIDEST = 132


def plain_paint(text: str, role: str) -> str:
    """No colours."""
    return text


def fold(text: str, width: int, start: str, rest: str, paint: Paint, role: str) -> list[str]:
    """
    Text in lines of at most ``width`` columns: ``start`` before the first, ``rest`` before the others.

    Colours are put on after folding, so that they cost no columns.

    Examples
    --------
    >>> fold("up to 1,500 soldiers", 14, "- ", "    ", plain_paint, "plain")
    ['- up to', '    1,500', '    soldiers']
    """
    room = max(8, width - max(len(start), len(rest)))
    found = wrap(text, room, break_on_hyphens=False) or [""]
    return [(start if place == 0 else rest) + paint(line, role) for place, line in enumerate(found)]
