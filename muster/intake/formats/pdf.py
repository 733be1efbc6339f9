"""PDF through pypdfium2: text in reading order, wrapped lines and page breaks joined."""

from __future__ import annotations

import re

from muster.intake.formats.source import LONGEST_TEXT, Source, refuse

__all__ = ("read_pdf",)

_MOST_PAGES = 2_000
_FOLIO = re.compile(r"^\s{0,20}(?:page )?-? ?\d{1,4} ?-?(?: of \d{1,4})?\s{0,20}$", re.IGNORECASE)


def read_pdf(name: str, data: bytes) -> Source:
    """Return the text of a PDF; headers and footers that repeat on every page are left out."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise refuse(
                "M710", name, "the PDF is encrypted", "open it with its password and save it without"
            ) from error
        raise refuse(
            "M709", name, "the PDF cannot be opened", "fetch it again, or print it to a new PDF"
        ) from error
    pages: list[list[str]] = []
    length = 0
    try:
        for number in range(min(len(document), _MOST_PAGES)):
            page = document[number]
            words = page.get_textpage()
            lines = words.get_text_range().replace("\r\n", "\n").replace("\r", "\n").replace("\x00", " ")
            words.close()
            page.close()
            lines = (
                lines.replace("\ufffe\n", "")
                .replace("\ufffe", "")
                .replace("\u00ad\n", "")
                .replace("\x02", "")
            )
            length += len(lines)
            pages.append(lines.split("\n"))
            if length > LONGEST_TEXT:
                break
    except pypdfium2.PdfiumError as error:
        raise refuse(
            "M709", name, f"page {len(pages) + 1} of the PDF cannot be read", "print it to a new PDF"
        ) from error
    finally:
        document.close()
    text = _joined(pages)
    if not text.strip():
        raise refuse(
            "M711",
            name,
            f"the PDF has {len(pages)} page(s) without text: it is a scan, and OCR is not available",
            "run it through an OCR program and read the result",
        )
    return Source(text)


def _joined(pages: list[list[str]]) -> str:
    """Join pages, without page numbers and without first and last lines that most pages share."""
    edges: dict[str, int] = {}
    for lines in pages:
        for line in {re.sub(r"\d+", "#", line.strip()) for line in (*lines[:2], *lines[-2:]) if line.strip()}:
            edges[line] = edges.get(line, 0) + 1
    shared = {line for line, count in edges.items() if len(pages) > 2 and count > 0.6 * len(pages)}
    kept: list[str] = []
    for lines in pages:
        body = [
            line.rstrip()
            for at, line in enumerate(lines)
            if not (
                _FOLIO.match(line)
                or ((at < 2 or at >= len(lines) - 2) and re.sub(r"\d+", "#", line.strip()) in shared)
            )
        ]
        while body and not body[0]:
            body.pop(0)
        while body and not body[-1]:
            body.pop()
        if kept and body and re.search(r"[.!?:;\"”]$", kept[-1]):
            kept.append("")
        kept.extend(body)
    return "\n".join(kept) + ("\n" if kept else "")
