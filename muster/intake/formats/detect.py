"""Which format a file is: by its extension, and by its content where the extension lies."""

from __future__ import annotations

import re

from muster.intake.formats.eml import read_eml
from muster.intake.formats.html import read_html
from muster.intake.formats.markdown import read_markdown
from muster.intake.formats.source import LARGEST_BYTES, LONGEST_TEXT, Source, refuse
from muster.intake.formats.txt import read_txt

__all__ = ("text_of",)

_BINARY = (
    (b"\xd0\xcf\x11\xe0", "an old Word or Outlook file (.doc, .msg)"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"{\\rtf", "a Rich Text file (.rtf)"),
)
_HTML = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s{0,200}(?:<\?xml[^>]{0,200}>\s{0,100})?(?:<!--.{0,2000}?-->\s{0,100})?<(?"
    rb":!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_TEXT_NAMES = ("txt", "text", "", "log", "asc", "csv", "rst")


def text_of(name: str, data: bytes) -> Source:
    """
    Return the text of a file.

    Raises
    ------
    MaterialError
        If it is too large, of no known format, damaged, or without text.
    """
    if len(data) > LARGEST_BYTES:
        raise refuse(
            "M701",
            name,
            f"the file has {len(data) / 1e6:.0f} MB, a document may have {LARGEST_BYTES / 1e6:.0f} MB",
            "cut the pages that matter into a smaller file",
        )
    source = _read(name, data)
    if not source.text.strip("\ufeff \t\r\n\f\v\x00\u00a0"):
        raise refuse("M705", name, "the document has no text", "check that it is the right file")
    if len(source.text) > LONGEST_TEXT:
        raise refuse(
            "M706",
            name,
            f"the text has {len(source.text):,} characters, a document may have {LONGEST_TEXT:,}",
            "split the file and read its parts",
        )
    return source


def _read(name: str, data: bytes) -> Source:
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    head = data[:1024]
    if b"%PDF-" in head and (extension == "pdf" or head.lstrip().startswith(b"%PDF-")):
        from muster.intake.formats.pdf import read_pdf

        return read_pdf(name, data)
    if data.startswith(b"PK\x03\x04") or (extension == "docx" and data):
        if extension in ("docx", "docm") or b"word/" in data:
            from muster.intake.formats.docx import read_docx

            return read_docx(name, data)
        raise refuse(
            "M702",
            name,
            "the file is a ZIP archive, not a document",
            "unpack it and read the documents inside",
        )
    for magic, what in _BINARY:
        if data.startswith(magic) and (magic != b"MZ" or b"\x00" in head):
            raise refuse("M702", name, f"the file is {what}", "save or export it as .docx, .pdf or .txt")
    if extension == "pdf" and data:
        raise refuse(
            "M709", name, "the file does not begin as a PDF does", "fetch it again, or print it to a new PDF"
        )
    if extension in ("eml", "mht", "mhtml"):
        return read_eml(name, data)
    if extension in ("html", "htm", "xhtml") or _HTML.match(head):
        return read_html(name, data)
    if extension in ("md", "markdown"):
        return read_markdown(name, data)
    if extension in _TEXT_NAMES or b"\x00" not in head:
        return read_txt(name, data)
    raise refuse(
        "M702",
        name,
        f"“.{extension}” is not a format that Muster reads",
        "save it as .txt, .md, .html, .eml, .docx or .pdf",
    )
