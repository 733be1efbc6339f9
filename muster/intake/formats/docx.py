"""Word documents through python-docx: paragraphs and tables in order. The archive is checked first."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from muster.intake.formats.source import Source, refuse

__all__ = ("read_docx",)

_MOST_ENTRIES = 2_000
_MOST_BYTES = 200_000_000
_MOST_RATIO = 200
_DEEPEST = 4


def read_docx(name: str, data: bytes) -> Source:
    """Return the text of a .docx, one paragraph of the document per paragraph of text."""
    _check_archive(name, data)
    import docx
    from docx.document import Document
    from docx.table import Table

    def blocks(parent: object, depth: int) -> Iterator[str]:
        for item in parent.iter_inner_content():  # type: ignore[attr-defined]
            if isinstance(item, Table):
                if depth >= _DEEPEST:
                    continue
                for row in item.rows:
                    cells: dict[int, str] = {}
                    for cell in row.cells:
                        cells.setdefault(id(cell._tc), " ".join(blocks(cell, depth + 1)))
                    yield " | ".join(text for text in cells.values() if text)
            else:
                style = getattr(getattr(item, "style", None), "name", "") or ""
                text = str(item.text)
                if text.strip():
                    yield f"• {text}" if style.startswith("List") else text

    try:
        document: Document = docx.Document(io.BytesIO(data))
        text = "\n\n".join(blocks(document, 0))
    except Exception as error:  # python-docx and lxml raise many kinds on damaged parts
        raise refuse(
            "M707",
            name,
            f"the Word document cannot be opened ({type(error).__name__})",
            "fetch it again, or open it in a word processor and save it anew",
        ) from error
    return Source(text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", " "))


def _check_archive(name: str, data: bytes) -> None:
    """Refuse archives that are damaged or unpack to more than a document needs."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
        raise refuse(
            "M707",
            name,
            "the Word document is not a ZIP archive that can be opened",
            "fetch it again, or save it anew",
        ) from error
    total = sum(entry.file_size for entry in entries)
    if len(entries) > _MOST_ENTRIES or total > _MOST_BYTES or total > _MOST_RATIO * max(len(data), 100_000):
        raise refuse(
            "M708",
            name,
            f"the archive of {len(data):,} bytes unpacks to {total:,} bytes in {len(entries):,} entries",
            "it may be built to exhaust memory; ask the sender for the text",
        )
    if not any(entry.filename == "word/document.xml" for entry in entries):
        raise refuse(
            "M707", name, "the archive has no part word/document.xml", "save the document as .docx again"
        )
