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
        title="The document is a picture, and OCR is not available",
        meaning="It is a scan or a photograph. Muster has it read by the program Tesseract (optical "
        "character recognition, OCR), which was not found on the PATH.",
        example="a scanned memorandum",
        remedy="Install it (Debian: `apt install tesseract-ocr`) and read the document again; or run "
        "`ocrmypdf in.pdf out.pdf` elsewhere and read the result.",
    ),
    CodePage(
        code="M712",
        title="The message has no text part",
        meaning="Neither a text/plain nor a text/html part was found in the message.",
        example="a message that only carries attachments",
        remedy="Save the attachment and read that.",
    ),
    CodePage(
        code="M713",
        title="The document has too many pages",
        meaning="A PDF or a picture file may have at most 2,000 pages, and at most 100 of them may need "
        "OCR. The count is what the file says of itself; a damaged or hostile one may say millions.",
        example="an archive of a year's orders in one PDF",
        remedy="Print the pages that matter to a new PDF.",
    ),
    CodePage(
        code="M717",
        title="The Word document declares entities",
        meaning="A part of the document has a document type of its own. No word processor writes one; "
        "entities can be made to fill the memory or to fetch other files, so none is expanded.",
        example="a .docx built by hand whose document.xml begins with <!DOCTYPE",
        remedy="Open it in a word processor and save it anew, or ask the sender for the text.",
    ),
    CodePage(
        code="M718",
        title="Marks in the text turn its order around",
        meaning="The characters U+202A to U+202E make what follows look otherwise than it reads: "
        "“005,1” may be shown as “1,500”. A quote of it would mislead whoever reads it.",
        example="a text with a right-to-left override",
        remedy="Ask where the file comes from; take the marks out in an editor and read the rest.",
    ),
    CodePage(
        code="M719",
        title="The message has too many parts",
        meaning="A message may have 500 parts, nested 30 deep. More may be built to exhaust memory.",
        example="a message within a message, a thousand times",
        remedy="Save the text that matters as .txt and read that.",
    ),
    CodePage(
        code="M721",
        title="The picture cannot be read",
        meaning="The head of the PNG, JPEG or TIFF file is damaged, or it says that a page has more than "
        "100 million pixels.",
        example="a download that broke off",
        remedy="Scan the page anew at 300 dpi, or convert the picture to PNG.",
    ),
    CodePage(
        code="M730",
        title="The text was read by OCR (a warning)",
        meaning="Character recognition takes l for 1 and drops commas. Where a fact rests on a word that was "
        "hard to read, a question asks for it, with its page.",
        example="a scanned memorandum",
        remedy="Compare every figure with the picture before you accept it.",
    ),
    CodePage(
        code="M731",
        title="Pages without text were not read (a warning)",
        meaning="Some pages of the PDF are pictures, and OCR is not available or recognised no word on them.",
        example="an order whose signed last page was scanned",
        remedy="Install OCR (Debian: `apt install tesseract-ocr`) and read the document again.",
    ),
    CodePage(
        code="M732",
        title="Attachments were not read (a warning)",
        meaning="Only the words of the message are read; attachments stay shut.",
        example="a message with an order as PDF",
        remedy="Save them and read them as documents of their own.",
    ),
    CodePage(
        code="M733",
        title="Tracked changes were read as accepted (a warning)",
        meaning="The Word document records changes that nobody has accepted or rejected. Insertions were "
        "read, deletions left out.",
        example="a draft order in coordination",
        remedy="Have the changes accepted or rejected, and read the clean document.",
    ),
    CodePage(
        code="M734",
        title="Comments and hidden text were left out (a warning)",
        meaning="They are no part of what the Word document says.",
        example="a draft with comments",
        remedy="Open the document in a word processor to see them.",
    ),
    CodePage(
        code="M735",
        title="The document carries macros (a warning)",
        meaning="They were not run; only the words were read.",
        example="a .docm file",
        remedy="Ask for a .docx without macros before you open it elsewhere.",
    ),
    CodePage(
        code="M736",
        title="The document refers to things outside of it (a warning)",
        meaning="Pictures, templates or frames lie on other machines. Nothing was fetched.",
        example="a Word document whose template is a web address",
        remedy="What they would show is not among the facts; ask the sender for them if they matter.",
    ),
    CodePage(
        code="M737",
        title="The message holds an earlier message (a warning)",
        meaning="Lines marked with “>” were left out. A forwarded message was read, but its “Wednesday” was "
        "counted from the date of the message that carries it.",
        example="an order passed on with “FYI”",
        remedy="Read the earlier message as a document of its own, or give its date with --date.",
    ),
    CodePage(
        code="M738",
        title="A part of the message is not in the encoding that it states (a warning)",
        meaning="It was read as UTF-8 or, where that is impossible, as Windows-1252.",
        example="a message from an old mail program",
        remedy="Check quotes with letters beyond A to Z against the message.",
    ),
)
