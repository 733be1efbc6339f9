"""The pages of the codes M7xx: documents that cannot be read, and what to do."""

from __future__ import annotations

from muster.errors import CodePage

__all__ = ("CODES",)

CODES: tuple[CodePage, ...] = (
    CodePage(
        code="M701",
        title="The file is larger than a document may be",
        meaning="A document may have at most 20 MB, so that a wrong file does not keep you waiting.",
        example="muster read whole-archive.pdf   (400 MB)",
        remedy="Cut the pages you need into a smaller file, or save the text of the document as .txt.",
    ),
    CodePage(
        code="M702",
        title="The format is not one that Muster reads",
        meaning="Muster reads .txt, .md, .html, .eml, .docx and .pdf, and looks at the content where the "
        "name says something else.",
        example="muster read order.doc",
        remedy="Save or export the document in one of these formats.",
    ),
    CodePage(
        code="M703",
        title="The text is not UTF-8",
        meaning="Muster does not guess encodings, because a wrong guess changes the words that it quotes.",
        example="a file saved as UTF-16 or as Windows-1252 (Latin-1)",
        remedy="Save it as UTF-8: `iconv -f WINDOWS-1252 -t UTF-8 old.txt > new.txt`.",
    ),
    CodePage(
        code="M704",
        title="The text holds NUL characters",
        meaning="Text has no NUL characters: the file is damaged or not text.",
        example="a recording or an image renamed to .txt",
        remedy="Open the file in the program that made it and export its text.",
    ),
    CodePage(
        code="M705",
        title="The document has no text",
        meaning="Nothing but blanks was found where the words should be.",
        example="an empty file; a web page whose text a script would load",
        remedy="Check that it is the right file; save the page's text and read that.",
    ),
    CodePage(
        code="M706",
        title="The text is longer than a document may be",
        meaning="A document may have at most 5 million characters of text.",
        example="a book of ten volumes in one file",
        remedy="Split the file and read its parts.",
    ),
    CodePage(
        code="M707",
        title="The Word document is damaged",
        meaning="A .docx is a ZIP archive with the part word/document.xml; this one cannot be opened so.",
        example="a download that broke off",
        remedy="Fetch it again, or open it in a word processor and save it anew.",
    ),
    CodePage(
        code="M708",
        title="The Word document unpacks to too much",
        meaning="The archive holds more entries or far more data than a document needs; it may be built "
        "to exhaust memory.",
        example="a ZIP of 40 kB that unpacks to 4 GB",
        remedy="Do not open it elsewhere either; ask the sender for the text.",
    ),
    CodePage(
        code="M709",
        title="The PDF is damaged",
        meaning="The file begins like a PDF but its pages cannot be found.",
        example="a download that broke off",
        remedy="Fetch it again, or print it to a new PDF.",
    ),
    CodePage(
        code="M710",
        title="The PDF is encrypted",
        meaning="The pages can be read with a password only; Muster takes none.",
        example="an order protected for distribution",
        remedy="Open it with its password and print or save it without.",
    ),
    CodePage(
        code="M711",
        title="The PDF holds pictures of pages, no text",
        meaning="It is a scan. Muster has no optical character recognition (OCR).",
        example="a scanned memorandum",
        remedy="Run it through an OCR program first (for instance `ocrmypdf in.pdf out.pdf`) and read "
        "the result.",
    ),
    CodePage(
        code="M712",
        title="The message has no text part",
        meaning="Neither a text/plain nor a text/html part was found in the message.",
        example="a message that only carries attachments",
        remedy="Save the attachment and read that.",
    ),
)
