"""
A tiny builder of escaped markup, for SVG and HTML alike.

Everything that is not :class:`Markup` is text and is escaped; characters that no document may hold or
that turn the direction of the text around them are shown as U+FFFD, so that a hostile name stays a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ("Markup", "clip", "element", "join", "number", "path", "plain", "text_width")


class Markup(str):
    """Text that is already markup."""

    __slots__ = ()


#: Control characters except tab and newline, the bidirectional controls of Unicode (UAX 9), surrogates and
#: non-characters.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_VOID = frozenset(("br", "hr", "img", "input", "link", "meta", "col", "wbr"))
#: Elements of SVG that never have children here; HTML parsers accept the short form of these alone.
_EMPTY = frozenset(("rect", "circle", "line", "path", "polygon", "polyline", "use", "stop", "ellipse"))

Child = object


def plain(text: str) -> str:
    """Replace what no document may hold and what would turn the text's direction by U+FFFD."""
    return _UNSAFE.sub("\ufffd", text.replace("\r\n", "\n"))


def _escape(text: str) -> str:
    safe = plain(text)
    return safe.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def number(value: float) -> str:
    """
    A coordinate with at most two decimals and no trailing zeros.

    Examples
    --------
    >>> number(3.0), number(-0.001), number(12.345)
    ('3', '0', '12.35')
    """
    text = f"{value + 1e-9:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def path(points: Iterable[tuple[float, float]], *, closed: bool = False) -> str:
    """Path data through the points, to a tenth of a pixel."""
    words = [f"{x:.1f} {y:.1f}" for x, y in points]
    return "M" + "L".join(words) + ("Z" if closed else "") if words else ""


def join(children: Iterable[object]) -> Markup:
    """Children one after the other, text escaped, ``None`` left out."""
    return Markup(
        "".join(
            child if isinstance(child, Markup) else _escape(str(child))
            for child in children
            if child is not None
        )
    )


def element(name: str, /, *children: object, **attributes: object) -> Markup:
    """
    One element.

    A trailing underscore of an attribute's name is dropped and others become hyphens (``class_``,
    ``data_row``); ``None`` and ``False`` leave the attribute out, ``True`` writes it bare.

    Examples
    --------
    >>> element("a", "R&D <b>", href="#x", data_row="S1")
    '<a href="#x" data-row="S1">R&amp;D &lt;b&gt;</a>'
    """
    parts = [name]
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        word = key.rstrip("_").replace("_", "-")
        if value is True:
            parts.append(word)
        else:
            text = number(value) if isinstance(value, float) else _escape(str(value))
            parts.append(f'{word}="{text}"')
    start = " ".join(parts)
    if name in _VOID:
        return Markup(f"<{start}>")
    if name in _EMPTY and not children:
        return Markup(f"<{start}/>")
    return Markup(f"<{start}>{join(children)}</{name}>")


def clip(text: str, length: int) -> str:
    """
    At most ``length`` characters, an ellipsis standing for what is left out.

    Examples
    --------
    >>> clip("Fort Huachuca", 8)
    'Fort Hu…'
    """
    return text if len(text) <= length else text[: max(1, length - 1)].rstrip() + "…"


_NARROW = frozenset("iljtfrI1.,:;'|!()[] ·-")
_WIDE = frozenset("mwMW@%–—…")


def text_width(text: str, size: float) -> float:
    """Estimate the width of text in a sans-serif face of ``size`` pixels, on the safe side."""
    ems = 0.0
    for character in text:
        if character in _NARROW:
            ems += 0.34
        elif character in _WIDE:
            ems += 0.9
        elif character.isupper():
            ems += 0.7
        elif ord(character) > 0x2E80:
            ems += 1.0
        else:
            ems += 0.57
    return ems * size
