"""Which format a file is: by its extension, and by its content where the extension lies."""

from __future__ import annotations

import re

from muster.errors import MaterialError
from muster.intake.formats.eml import read_eml
from muster.intake.formats.html import read_html
from muster.intake.formats.markdown import read_markdown
from muster.intake.formats.picture import check_picture
from muster.intake.formats.source import LARGEST_BYTES, LONGEST_TEXT, Source, refuse
from muster.intake.formats.txt import read_txt

__all__ = ("BINARY", "checked", "format_of", "text_of", "without_ocr")

#: Formats that are not text: what parses them should not share a process with the user's work.
BINARY = frozenset(("pdf", "docx", "picture"))
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_FOREIGN = (
    (b"\xd0\xcf\x11\xe0", "an old Word or Outlook file (.doc, .msg)"),
    (b"GIF8", "a GIF picture"),
    (b"BM", "a BMP picture"),
    (b"II+\x00", "a BigTIFF picture"),
    (b"MM\x00+", "a BigTIFF picture"),
    (b"SQLite format 3", "a database"),
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
#: Embeddings and overrides of the direction of writing. Isolates and plain marks, which pages use, stay.
_TURNING = re.compile("[\u202a-\u202e]")
_TEXT_NAMES = ("txt", "text", "", "log", "asc", "csv", "rst")


def format_of(name: str, data: bytes) -> str:
    """
    Return the format of a file: ``txt``, ``md``, ``html``, ``eml``, ``docx``, ``pdf`` or ``picture``.

    Raises
    ------
    MaterialError
        M701 if it is too large, M702 if it is of no known format, M709 if a PDF does not begin as one.
    """
    if len(data) > LARGEST_BYTES:
        raise refuse(
            "M701",
            name,
            f"the file has {len(data) / 1e6:.0f} MB, a document may have {LARGEST_BYTES / 1e6:.0f} MB",
            "cut the pages that matter into a smaller file",
        )
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    head = data[:1024]
    if b"%PDF-" in head and (extension == "pdf" or head.lstrip().startswith(b"%PDF-")):
        return "pdf"
    if data.startswith(b"PK\x03\x04") or (extension in ("docx", "docm") and data):
        if extension in ("docx", "docm", "dotx", "dotm") or b"word/" in data:
            return "docx"
        what, how = _archive(data)
        raise refuse("M702", name, f"the file is {what}, not a document", how)
    if data.startswith(_PICTURES):
        return "picture"
    for magic, what in _FOREIGN:
        if data.startswith(magic) and (len(magic) > 2 or b"\x00" in head):
            raise refuse("M702", name, f"the file is {what}", "save or export it as .docx, .pdf or .txt")
    if extension == "pdf" and data:
        raise refuse(
            "M709", name, "the file does not begin as a PDF does", "fetch it again, or print it to a new PDF"
        )
    if extension in ("eml", "mht", "mhtml"):
        return "eml"
    if extension in ("html", "htm", "xhtml") or _HTML.match(head):
        return "html"
    if extension in ("md", "markdown"):
        return "md"
    if extension in _TEXT_NAMES or b"\x00" not in head:
        return "txt"
    raise refuse(
        "M702",
        name,
        f"“.{extension}” is not a format that Muster reads",
        "save it as .txt, .md, .html, .eml, .docx or .pdf",
    )


def _archive(data: bytes) -> tuple[str, str]:
    if b"xl/" in data:
        return "an Excel workbook", "save the sheet that matters as .csv or .txt"
    if b"ppt/" in data:
        return "a PowerPoint presentation", "export it as .pdf"
    if data[30:38] == b"mimetype":
        return "an OpenDocument or e-book file", "export it as .docx or .pdf"
    return "a ZIP archive", "unpack it and read the documents inside"


def text_of(name: str, data: bytes) -> Source:
    """
    Return the text of a file, parsed in this process.

    Scans and pictures need character recognition, which is a program: they are refused here
    (``muster.actions.read`` has it done, and parses binary formats in a process of their own).

    Raises
    ------
    MaterialError
        If it is too large, of no known format, damaged, or without text.
    """
    kind = format_of(name, data)
    if kind == "pdf":
        from muster.intake.formats.pdf import read_pdf, unread

        return checked(name, unread(name, read_pdf(name, data)))
    if kind == "docx":
        from muster.intake.formats.docx import read_docx

        return checked(name, read_docx(name, data))
    if kind == "picture":
        check_picture(name, data)
        raise without_ocr(name)
    read = {"txt": read_txt, "md": read_markdown, "html": read_html, "eml": read_eml}[kind]
    return checked(name, read(name, data))


def without_ocr(name: str) -> MaterialError:
    """Return the error for a picture where no character recognition is at hand."""
    return refuse(
        "M711",
        name,
        "the file is a picture, and OCR is not available",
        "install it (Debian: apt install tesseract-ocr) and read the picture again, or save its text as .txt",
    )


def checked(name: str, source: Source) -> Source:
    """
    Return the source if its text can be worked with.

    Raises
    ------
    MaterialError
        M705 if there is none, M706 if there is too much, M718 if marks in it make it look otherwise
        than it reads.
    """
    text = source.text
    if len(text) > LONGEST_TEXT:
        raise refuse(
            "M706",
            name,
            f"the text has {len(text):,} characters, a document may have {LONGEST_TEXT:,}",
            "split the file and read its parts",
        )
    if not text.strip("\ufeff \t\r\n\f\v\x00\u00a0"):
        raise refuse("M705", name, "the document has no text", "check that it is the right file")
    turned = None if text.isascii() else _TURNING.search(text)
    if turned is not None:
        raise refuse(
            "M718",
            name,
            f"the text holds U+{ord(turned[0]):04X}, a mark that turns the order of what follows: "
            "figures and names look otherwise than they read",
            "ask where the file comes from; to read it, take the marks U+202A to U+202E out in an editor",
            line=text.count("\n", 0, turned.start()) + 1,
        )
    return source
