"""Words that character recognition has read: the table (TSV) that Tesseract prints, as lines of a page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from muster.errors import Problem
from muster.intake.formats.columns import Piece
from muster.intake.formats.printed import Line, PrintedPage, printed_text
from muster.intake.formats.source import Source, refuse, remark
from muster.intake.layout import PageSize

__all__ = ("ocr_note", "picture_source", "recognised_page", "recognised_pages", "wordless_note")

#: Words below this confidence (0 to 100) are specks and rules that were taken for letters.
_SPECK = 8
_COLUMNS = 12
#: Confidence of an I that was read as an upright stroke.
_STROKE = 50


def recognised_pages(table: str, scale: float = 1.0, unit: str = "px", first: int = 1) -> list[PrintedPage]:
    """
    Return the pages of a table.

    Parameters
    ----------
    table
        Tesseract's TSV: level, page, block, paragraph, line, word, left, top, width, height,
        confidence, text.
    scale
        Pixels for each unit of the page.
    unit
        Of the page: ``px`` for pictures, ``pt`` for PDF.
    first
        The number of its first page.
    """
    pages: list[PrintedPage] = []
    place: tuple[str, ...] = ()
    for row in table.split("\n")[1:]:
        cells = row.split("\t")
        if len(cells) < _COLUMNS:
            continue
        try:
            level = int(cells[0])
            left, top, width, height = (float(cell) / scale for cell in cells[6:10])
            confidence = float(cells[10])
        except ValueError:
            continue
        if level == 1:
            pages.append(
                PrintedPage(first + len(pages), PageSize(round(width, 1), round(height, 1), unit), [])
            )
        text = "".join(cells[11:]).strip()
        if level != 5 or not text or not pages or confidence < _SPECK:
            continue
        piece = Piece(text, left, top, left + width, top + height, round(min(confidence, 100)))
        here = tuple(cells[1:5])
        lines = pages[-1].lines
        if here == place:
            lines[-1].words.append((" ", piece))
        else:
            lines.append(Line([("", piece)], apart=bool(lines) and here[:3] != place[:3]))
        place = here
    for page in pages:
        for line in page.lines:
            _upright_strokes(line)
    return pages


def _upright_strokes(line: Line) -> None:
    """
    Read a lone upright stroke before a word in small letters as the pronoun I ("| hereby order").

    Tesseract takes the letter of many typefaces for the sign. The confidence is lowered, so that a fact
    which rests on the word asks for it.
    """
    for (_, piece), (_, following) in pairwise(line.words):
        if piece.text in ("|", "l") and following.text.islower():
            piece.text, piece.confidence = "I", min(piece.confidence or 0, _STROKE)


def recognised_page(table: str, number: int, scale: float) -> PrintedPage:
    """Return the one page of a table, as page ``number`` of a PDF; ``scale`` in pixels for each point."""
    pages = recognised_pages(table, scale, "pt", number)
    return pages[0] if pages else PrintedPage(number, PageSize(0, 0), [])


def picture_source(name: str, pages: Sequence[PrintedPage]) -> Source:
    """
    Return the text of a picture file that was read by character recognition.

    Raises
    ------
    MaterialError
        M705 if no word was recognised.
    """
    text, layout = printed_text(pages)
    if not text.strip():
        raise refuse(
            "M705",
            name,
            "no word was recognised in the picture",
            "check that it is the right file, and upright",
        )
    return Source(text, layout=layout, notes=(ocr_note(name, pages),))


def ocr_note(name: str, pages: Sequence[PrintedPage]) -> Problem:
    """Return the warning that every fact of these pages was read by character recognition."""
    sure = [piece.confidence for page in pages for line in page.lines for _, piece in line.words]
    known = [confidence for confidence in sure if confidence is not None]
    mean = sum(known) / len(known) if known else 0
    which = ", ".join(str(page.number) for page in pages[:12]) + (" …" if len(pages) > 12 else "")
    return remark(
        "M730",
        name,
        f"page(s) {which} were read by OCR with a mean confidence of {mean:.0f} %",
        "compare every figure with the picture before you accept it",
    )


def wordless_note(name: str, numbers: Sequence[int]) -> Problem:
    """Return the warning that no word was recognised on these pages of a PDF."""
    which = ", ".join(map(str, numbers[:12])) + (" …" if len(numbers) > 12 else "")
    return remark(
        "M731",
        name,
        f"page(s) {which} hold pictures in which no word was recognised",
        "look at these pages; scan them anew at 300 dpi if they have words",
    )
