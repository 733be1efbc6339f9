"""Pages of the codes M714 to M720: limits of the parsing process and of character recognition."""

from __future__ import annotations

from muster.errors import CodePage

__all__ = ("CODES",)

_APART = (
    "PDF and Word documents are parsed in a process of their own with limits, so that a hostile file can do "
    "no harm. "
)

CODES: tuple[CodePage, ...] = (
    CodePage(
        code="M714",
        title="The document takes too long to parse",
        meaning=_APART + "This one was not done within its time, and the process was ended.",
        example="a PDF whose objects refer to one another a million times",
        remedy="Print the pages that matter to a new PDF, or save the text as .txt.",
    ),
    CodePage(
        code="M715",
        title="The document needs too much memory",
        meaning=_APART + "This one needed more memory than a document may.",
        example="a PDF with a page of a square kilometre",
        remedy="Print the pages that matter to a new PDF, or save the text as .txt.",
    ),
    CodePage(
        code="M716",
        title="The parser gave up on the document",
        meaning=_APART + "The process ended in the middle of this one; nothing outside of it was touched.",
        example="a PDF that is damaged in an unusual way",
        remedy="Fetch it again, or print it to a new PDF; if it opens elsewhere, please report it.",
    ),
    CodePage(
        code="M720",
        title="OCR failed",
        meaning="The program Tesseract could not read the picture, or not in time.",
        example="a picture that is cut off",
        remedy="Check that the picture opens in a viewer; convert it to PNG, or scan it anew at 300 dpi.",
    ),
)
