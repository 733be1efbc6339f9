"""Characters on a page to words with boxes: what stands upright, and what is turned or printed across."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from muster.intake.formats.columns import Piece
from muster.intake.formats.printed import SOFT_HYPHEN
from muster.intake.layout import PageSize

__all__ = ("Box", "Glyphs", "words_on")

#: Left, bottom, right, top in the space of the page.
Box = tuple[float, float, float, float]

#: What PDFium gives for a hyphen at which a line end divides a word.
_HYPHENS = (0x02, 0xAD, 0xFFFE)
#: Of the height of the type: a gap at which a word ends although the file has no blank there.
_GAP = 0.28
#: The direction of watermarks.
_ASKEW = -1
#: Stands for an index that gives no character of its own (one half of a surrogate pair).
_NOTHING = "\x00"
_LINE, _WORD = re.compile(r"[^\n]+"), re.compile(r"\S+")
#: What may be, or hold, the mark of a footnote.
_MARKED = re.compile(r"[\d*†‡§]")


@dataclass(frozen=True, slots=True)
class Glyphs:
    """
    The characters of a page, asked one by one.

    Parameters
    ----------
    count
        How many there are.
    code_of
        The UTF-16 code of the character at an index.
    box_of
        Its line box, ``None`` where it has none.
    angle_of
        The direction in which it stands, in radians, negative where unknown.
    """

    count: int
    code_of: Callable[[int], int]
    box_of: Callable[[int], Box | None]
    angle_of: Callable[[int], float]


def words_on(
    glyphs: Glyphs, page: Box, rotation: int, size: PageSize
) -> tuple[list[Piece], list[list[Piece]]]:
    """
    Return the words that stand upright on the page as it is shown, and groups of those that do not.

    Parameters
    ----------
    page
        The box of the page in its own space.
    rotation
        By which the page is turned to be shown: 0, 90, 180 or 270 degrees.
    size
        Of the page as it is shown; words outside of it are left out.
    """
    text = "".join(_letters(glyphs))
    upright: list[Piece] = []
    turned: list[list[Piece]] = []
    before: int | None = None
    for line in _LINE.finditer(text):
        first = _WORD.search(text, *line.span())
        if first is None:
            continue
        quarter = _quarter(glyphs.angle_of(first.start()))
        straight = quarter != _ASKEW and (quarter + rotation) % 360 == 0
        pieces = [
            piece
            for word in _WORD.finditer(text, *line.span())
            for piece in _pieces(glyphs, text, word.start(), word.end(), page, rotation, straight)
            if piece.right > -1
            and piece.left < size.width + 1
            and piece.bottom > -1
            and piece.top < size.height + 1
        ]
        if straight:
            upright += pieces
        elif quarter == before and turned:
            if quarter == _ASKEW and turned[-1] and pieces:  # PDFium makes a line of each letter
                pieces = [_joined([turned[-1].pop(), pieces[0]]), *pieces[1:]]
            turned[-1] += pieces
        else:
            turned.append(pieces)
        before = quarter
    return upright, [group for group in turned if group]


def _letters(glyphs: Glyphs) -> Iterator[str]:
    """Yield one character for each index."""
    high = 0
    for code in map(glyphs.code_of, range(glyphs.count)):
        if 0x20 <= code < 0x7F:
            yield chr(code)
        elif code in (0x0A, 0x0D):
            yield "\n"
        elif code in _HYPHENS:
            yield SOFT_HYPHEN
        elif code < 0x20 or code in (0x7F, 0x85, 0x2028, 0x2029, 0xFFFF):
            yield " "
        elif 0xD800 <= code < 0xDC00:
            high = code
            yield _NOTHING
        elif 0xDC00 <= code < 0xE000:
            yield chr(0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)) if high else "\ufffd"
            high = 0
        else:
            yield chr(code) if code < 0x110000 else "\ufffd"


def _quarter(radians: float) -> int:
    """Return 0, 90, 180 or 270 for text that stands so, :data:`_ASKEW` for what is printed across."""
    degrees = math.degrees(radians) if radians > 0 else 0.0
    nearest = round(degrees / 90) * 90
    return nearest % 360 if abs(degrees - nearest) < 8 else _ASKEW


def _pieces(
    glyphs: Glyphs, text: str, start: int, end: int, page: Box, rotation: int, straight: bool
) -> list[Piece]:
    """
    Return the word ``text[start:end]``, in parts where the line jumps within it.

    The first and the last character tell where it stands. All are asked where these two do not fit one level
    line of letters, and where the raised mark of a footnote may hide among them.
    """
    if straight and not _MARKED.search(text, start, end):
        first = _shown(glyphs.box_of(start), page, rotation)
        last = _shown(glyphs.box_of(end - 1), page, rotation)
        size = 0.0 if first is None else first[3] - first[1]
        if (
            first is not None
            and last is not None
            and abs(first[1] - last[1]) + abs(first[3] - last[3]) < 0.1 * size
            and -0.1 * size <= last[2] - first[0] <= (0.5 + end - start) * size
        ):
            return [_piece(text, start, end, (first[0], first[1], last[2], last[3]))]
    boxes = [_shown(glyphs.box_of(at), page, rotation) for at in range(start, end)]
    parts: list[Piece] = []
    begin = start
    known: Box | None = None
    for at, box in zip(range(start, end), boxes, strict=True):
        if box is None:
            continue
        if straight and known is not None and _jumps(known, box):
            parts += _part(text, begin, at, boxes[begin - start : at - start])
            begin = at
        known = box
    return parts + _part(text, begin, end, boxes[begin - start :])


def _part(text: str, start: int, end: int, boxes: list[Box | None]) -> list[Piece]:
    found = [box for box in boxes if box is not None]
    if not found:
        return []
    lefts, tops, rights, bottoms = zip(*found, strict=True)
    return [_piece(text, start, end, (min(lefts), min(tops), max(rights), max(bottoms)))]


def _piece(text: str, start: int, end: int, box: Box) -> Piece:
    return Piece(text[start:end].replace(_NOTHING, ""), *box)


def _joined(pieces: list[Piece]) -> Piece:
    return Piece(
        "".join(piece.text for piece in pieces),
        min(piece.left for piece in pieces),
        min(piece.top for piece in pieces),
        max(piece.right for piece in pieces),
        max(piece.bottom for piece in pieces),
    )


def _jumps(one: Box, other: Box) -> bool:
    """Whether two characters (left, top, right, bottom as shown) do not follow one another in a word."""
    high, wide = one[3] - one[1], other[3] - other[1]
    size = max(high, wide)
    return (
        abs((one[1] + one[3]) - (other[1] + other[3])) > 0.5 * size
        or not -0.6 * size < other[0] - one[2] < _GAP * size
        or not 0.75 < (high + 0.01) / (wide + 0.01) < 1.34
    )


def _shown(box: Box | None, page: Box, rotation: int) -> Box | None:
    """Return left, top, right and bottom on the page as a reader sees it, from its upper left corner."""
    if box is None:
        return None
    left, bottom, right, top = box
    x0, y0, x1, y1 = page
    if rotation == 90:
        return bottom - y0, left - x0, top - y0, right - x0
    if rotation == 180:
        return x1 - right, bottom - y0, x1 - left, top - y0
    if rotation == 270:
        return y1 - top, x1 - right, y1 - bottom, x1 - left
    return left - x0, y1 - top, right - x0, y1 - bottom
