"""
PDF through pypdfium2: characters with their boxes, put into reading order.

Nothing in the file is executed: PDFium is built without scripts here, and forms, attachments and links
are not opened. :func:`page_picture` renders a page for character recognition.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Mapping
from functools import partial
from typing import Any

from muster.intake.formats.columns import reading_order, runs_of
from muster.intake.formats.glyphs import Box, Glyphs, words_on
from muster.intake.formats.printed import Line, PrintedPage, lines_of, printed_text
from muster.intake.formats.source import LONGEST_TEXT, MOST_PAGES, Source, refuse, remark
from muster.intake.layout import PageSize

__all__ = ("page_picture", "read_pdf", "unread")

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
            upright, turned = words_on(
                _glyphs(raw, words, count), page.get_cropbox(), page.get_rotation(), size
            )
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


def _glyphs(raw: Any, words: Any, count: int) -> Glyphs:
    box = raw.FS_RECTF()
    reference = ctypes.byref(box)
    code_of, angle_of, box_at = (
        raw.FPDFText_GetUnicode,
        raw.FPDFText_GetCharAngle,
        raw.FPDFText_GetLooseCharBox,
    )

    def box_of(at: int) -> Box | None:
        return (box.left, box.bottom, box.right, box.top) if box_at(words, at, reference) else None

    return Glyphs(count, partial(code_of, words), box_of, partial(angle_of, words))
