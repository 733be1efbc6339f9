"""Colours of the reader's views: the same words without them."""

from __future__ import annotations

from typing import Any

from muster.cli.settings import Settings
from muster.products.reading.folding import Paint

__all__ = ("painter",)

_STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True},
    "section": {"bold": True, "fg": "cyan"},
    "number": {"dim": True},
    "lead": {"bold": True},
    "quiet": {"dim": True},
    "quote": {"bold": True, "underline": True},
    "warning": {"fg": "red", "bold": True},
    "ordered": {"fg": "green"},
    "signed": {"fg": "green"},
    "authorised": {"fg": "green"},
    "expected": {"fg": "yellow"},
    "planned": {"fg": "yellow"},
    "proposed": {"fg": "yellow"},
    "possible": {"fg": "yellow"},
    "denied": {"fg": "red"},
}


def painter(now: Settings) -> Paint:
    """What paints text by its role, or leaves it where no colour is wanted."""

    def paint(text: str, role: str) -> str:
        style = _STYLES.get(role)
        return now.style(text, **style) if style and text else text

    return paint
