"""
PDF through pypdfium2: characters with their boxes, put into reading order.

Nothing in the file is executed: PDFium is built without scripts here, and forms, attachments and links
are not opened. :func:`page_picture` renders a page for character recognition.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator, Mapping
from typing import Any

from muster.intake.formats.columns import Piece, reading_order, runs_of
from muster.intake.formats.printed import SOFT_HYPHEN, Line, PrintedPage, lines_of, printed_text
from muster.intake.formats.source import LONGEST_TEXT, MOST_PAGES, Source, refuse, remark
from muster.intake.layout import PageSize

__all__ = ("page_picture", "read_pdf", "unread")

#: What PDFium gives for a hyphen at which a line end divides a word.
_HYPHENS = (0x02, 0xAD, 0xFFFE)
#: Of the height of the type: a gap at which a word ends although the file has no blank there.
_GAP = 0.28
#: Largest picture of a page, in pixels, and its resolution where the page is not larger than that.
_MOST_PIXELS, _DPI = 24_000_000, 300
_PRINT = "print it to a new PDF"


def read_pdf(name: str, data: bytes, recognised: Mapping[int, PrintedPage] | None = None) -> Source:
    """
    Return the text of a PDF; headers, footers and page numbers are left out.

    Parameters
    ----------
    recognised
        Lines that character recognition has read, by page (from 1), for pages that are pictures.

    Raises
    ------
    MaterialError
        M706, M709, M710, M711 or M713.
    """
    recognised = recognised or {}
    document = _opened(name, data)
    pages: list[PrintedPage] = []
    scanned: list[int] = []
    length = 0
    try:
        count = len(document)
        if count > MOST_PAGES:
            raise refuse(
                "M713",
                name,
                f"the PDF says that it has {count:,} pages, a document may have {MOST_PAGES:,}",
                "print the pages that matter to a new PDF",
            )
        for number in range(1, count + 1):
            page, characters, pictured = _page(name, document, number)
            length += characters
            if length > LONGEST_TEXT:
                raise refuse(
                    "M706",
                    name,
                    f"the text has more than {LONGEST_TEXT:,} characters, at page {number} of {count}",
                    "print the pages that matter to a new PDF",
                )
            if not page.lines and number in recognised:
                page = PrintedPage(number, page.size, recognised[number].lines)
            elif not page.lines and pictured:
                scanned.append(number)
            pages.append(page)
    finally:
        document.close()
    text, layout = printed_text(pages)
    if not text.strip():
        if scanned or not pages:
            return Source("", scanned=tuple(scanned))
        raise refuse(
            "M705", name, f"the PDF has {len(pages)} blank page(s)", "check that it is the right file"
        )
    return Source(text, layout=layout, scanned=tuple(scanned))


def unread(name: str, source: Source) -> Source:
    """
    Return a PDF that character recognition has not seen, with a warning for the pages that are pictures.

    Raises
    ------
    MaterialError
        M711 if all of them are.
    """
    if not source.scanned:
        return source
    if not source.text.strip():
        raise refuse(
            "M711",
            name,
            f"the PDF holds {len(source.scanned)} page(s) that are pictures, and no text: it is a scan",
            "install OCR (Debian: apt install tesseract-ocr) and read it again, or run "
            "`ocrmypdf in.pdf out.pdf` elsewhere and read the result",
        )
    pages = ", ".join(map(str, source.scanned[:12])) + (" …" if len(source.scanned) > 12 else "")
    note = remark(
        "M731",
        name,
        f"page(s) {pages} hold pictures without text and were not read",
        "install OCR (Debian: apt install tesseract-ocr) and read the document again",
    )
    return Source(source.text, source.date, source.layout, (*source.notes, note), source.scanned)


def page_picture(name: str, data: bytes, number: int) -> tuple[bytes, float]:
    """
    Return a page (from 1) as a grey picture in PGM, and its pixels for each point.

    The resolution is 300 dpi, less for pages so large that the picture would exceed 24 million pixels.
    """
    document = _opened(name, data)
    try:
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(_DPI / 72, math.sqrt(_MOST_PIXELS / max(1.0, width * height)))
        bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
        rows = bytes(bitmap.buffer)
        picture = b"".join(
            rows[line * bitmap.stride : line * bitmap.stride + bitmap.width] for line in range(bitmap.height)
        )
        head = f"P5\n{bitmap.width} {bitmap.height}\n255\n".encode()
        bitmap.close()
        page.close()
    finally:
        document.close()
    return head + picture, scale


def _opened(name: str, data: bytes) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise refuse(
                "M710", name, "the PDF is encrypted", "open it with its password and save it without"
            ) from error
        raise refuse("M709", name, "the PDF cannot be opened", f"fetch it again, or {_PRINT}") from error


def _page(name: str, document: Any, number: int) -> tuple[PrintedPage, int, bool]:
    """Return a page, how many characters it has, and whether it holds anything else."""
    import pypdfium2
    from pypdfium2 import raw

    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError as error:
        raise refuse("M709", name, f"page {number} of the PDF cannot be read", _PRINT) from error
    try:
        width, height = page.get_size()
        size = PageSize(round(width, 1), round(height, 1))
        words = page.get_textpage()
        try:
            count = max(0, words.count_chars())
            if count > LONGEST_TEXT:
                return PrintedPage(number, size, []), count, False
            upright, turned = _pieces(raw, words, count, page.get_cropbox(), page.get_rotation(), size)
        finally:
            words.close()
        lines = lines_of(reading_order(runs_of(upright)))
        lines += [
            Line([("" if at == 0 else " ", word) for at, word in enumerate(group)], apart=True, aside=True)
            for group in turned
        ]
        pictured = not lines and any(
            True
            for _ in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM), max_depth=2)
        )
    except pypdfium2.PdfiumError as error:
        raise refuse("M709", name, f"page {number} of the PDF cannot be read", _PRINT) from error
    finally:
        page.close()
    return PrintedPage(number, size, lines), count, pictured


def _pieces(
    raw: Any, words: Any, count: int, media: tuple[float, ...], rotation: int, size: PageSize
) -> tuple[list[Piece], list[list[Piece]]]:
    """Return the words that stand upright on the page as shown, and groups of those that do not."""
    upright: list[Piece] = []
    turned: list[list[Piece]] = []
    for group in _lines(raw, words, count):
        turn = group[0][5]
        straight = turn != _ASKEW and (turn + rotation) % 360 == 0
        shown = [_shown(letter, media, rotation) for letter in group]
        pieces = [_piece(letters) for letters in _words(shown, straight)]
        pieces = [
            piece
            for piece in pieces
            if piece.right > -1
            and piece.left < size.width + 1
            and piece.bottom > -1
            and piece.top < size.height + 1
        ]
        if straight:
            upright += pieces
        elif pieces:
            turned.append(pieces)
    return upright, turned


#: The direction of watermarks.
_ASKEW = -1
#: A character: its text, its box (in page space left, bottom, right, top; as shown left, top, right, bottom),
#: the direction in which it stands.
_Letter = tuple[str, float, float, float, float, int]


def _lines(raw: Any, words: Any, count: int) -> Iterator[list[_Letter]]:
    """Yield the characters in the order of the file, in groups that stand in one direction."""
    box = raw.FS_RECTF()
    unicode_of, box_of, angle_of = (
        raw.FPDFText_GetUnicode,
        raw.FPDFText_GetLooseCharBox,
        raw.FPDFText_GetCharAngle,
    )
    reference = ctypes.byref(box)
    group: list[_Letter] = []
    quarter, fresh, high = 0, True, 0
    for at in range(count):
        code = unicode_of(words, at)
        if code in (0x0A, 0x0D):
            fresh = True
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        high = 0
        if code in _HYPHENS:
            letter = SOFT_HYPHEN
        elif code < 0x20 or code in (0x7F, 0xFFFF):
            letter = " "
        else:
            letter = chr(code) if code < 0x110000 else "\ufffd"
        if fresh:
            turn = _quarter(angle_of(words, at))
            if turn != quarter:
                if group:
                    yield group
                group, quarter = [], turn
            elif group and turn != _ASKEW:
                group.append((" ", 0.0, 0.0, 0.0, 0.0, quarter))
            fresh = False
        if not box_of(words, at, reference):
            group.append((" ", 0.0, 0.0, 0.0, 0.0, quarter))
            continue
        group.append((letter, box.left, box.bottom, box.right, box.top, quarter))
    if group:
        yield group


def _quarter(radians: float) -> int:
    """Return 0, 90, 180 or 270 for text that stands so, :data:`_ASKEW` for what is printed across."""
    degrees = math.degrees(radians) if radians > 0 else 0.0
    nearest = round(degrees / 90) * 90
    return nearest % 360 if abs(degrees - nearest) < 8 else _ASKEW


def _words(group: list[_Letter], straight: bool) -> Iterator[list[_Letter]]:
    """Yield words: they end at blanks and, where the line is level, at gaps and jumps."""
    word: list[_Letter] = []
    for letter in group:
        if letter[0].isspace():
            if word:
                yield word
            word = []
            continue
        if straight and word and _jumps(word[-1], letter):
            yield word
            word = []
        word.append(letter)
    if word:
        yield word


def _jumps(one: _Letter, other: _Letter) -> bool:
    size = max(one[4] - one[2], other[4] - other[2])
    return (
        abs((one[2] + one[4]) - (other[2] + other[4])) > 0.5 * size
        or not -0.6 * size < other[1] - one[3] < _GAP * size
        or not 0.75 < (one[4] - one[2] + 0.01) / (other[4] - other[2] + 0.01) < 1.34
    )


def _shown(letter: _Letter, media: tuple[float, ...], rotation: int) -> _Letter:
    """Return the character with its box (left, top, right, bottom) on the page as a reader sees it."""
    text, left, bottom, right, top, quarter = letter
    x0, y0, x1, y1 = media
    if rotation == 90:
        return text, bottom - y0, left - x0, top - y0, right - x0, quarter
    if rotation == 180:
        return text, x1 - right, bottom - y0, x1 - left, top - y0, quarter
    if rotation == 270:
        return text, y1 - top, x1 - right, y1 - bottom, x1 - left, quarter
    return text, left - x0, y1 - top, right - x0, y1 - bottom, quarter


def _piece(letters: list[_Letter]) -> Piece:
    return Piece(
        "".join(letter[0] for letter in letters),
        min(letter[1] for letter in letters),
        min(letter[2] for letter in letters),
        max(letter[3] for letter in letters),
        max(letter[4] for letter in letters),
    )
