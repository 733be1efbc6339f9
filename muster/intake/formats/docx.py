"""
Word documents (.docx, .docm): the archive is checked, then each part is read once, element by element.

What is read, and how: paragraphs, with the numbers that Word gives them, and tables in order, cells parted
by " | "; page headers before the body, footers, footnotes and endnotes after it; text boxes after the
paragraph that anchors them; tracked changes as if all were accepted; results of fields, not their codes.
Comments, hidden text and pictures are left out. What is left out or decided is said in the notes. Macros are
never run; nothing that the document refers to is fetched; a part that declares entities is refused.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers.expat import ExpatError

from muster.errors import MaterialError, Problem
from muster.intake.formats.source import LONGEST_TEXT, Source, refuse, remark
from muster.intake.formats.wordlists import Lists
from muster.intake.formats.wordxml import Declared, is_word, parse_xml

__all__ = ("read_docx",)

_MOST_ENTRIES = 2_000
#: Most bytes that one part, and all that is read together, may unpack to.
_MOST_BYTES = 120_000_000
_MOST_RATIO = 200
_DEEPEST = 400
_AGAIN = "open it in a word processor and save it anew"
_MAIN = "word/document.xml"
#: Parts that stand around the body: kind -> whether before it.
_AROUND = (("header", True), ("footnotes", False), ("endnotes", False), ("footer", False))
_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships"
_DIGITS_ONLY = re.compile(r"(?:page )?\d*(?: of \d*)?", re.IGNORECASE)


def read_docx(name: str, data: bytes) -> Source:
    """
    Return the text of a .docx, one paragraph of the document per paragraph of text.

    Raises
    ------
    MaterialError
        M706, M707, M708 or M717.
    """
    parts = _checked(name, data)
    notes: list[Problem] = []
    body = _Part()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = _Unpacker(name, archive)
            lists = _lists(name, parts, unpacked)
            _parse(name, _MAIN, unpacked(_MAIN), body, lists)
            before: list[str] = []
            after: list[str] = []
            for kind, first in _AROUND:
                target = before if first else after
                for part in sorted(p for p in parts if re.fullmatch(rf"word/{kind}\d*\.xml", p)):
                    around = _Part()
                    _parse(name, part, unpacked(part), around, lists)
                    target += [text for text in around.paragraphs if not _DIGITS_ONLY.fullmatch(text.strip())]
                    body.seen.update(around.seen)
            outside = _outside(name, parts, unpacked)
    except MaterialError:
        raise
    except (
        zipfile.BadZipFile,
        zlib.error,
        ValueError,
        OSError,
        NotImplementedError,
        EOFError,
        RuntimeError,
    ) as error:
        raise refuse(
            "M707",
            name,
            f"a part of the Word document cannot be unpacked ({error})",
            f"fetch it again, or {_AGAIN}",
        ) from error
    notes += _notes(name, parts, body.seen, outside)
    paragraphs = [*dict.fromkeys(before), *body.paragraphs, *dict.fromkeys(after)]
    text = "\n\n".join(paragraphs)
    if len(text) > LONGEST_TEXT:
        raise refuse(
            "M706",
            name,
            f"the text has {len(text):,} characters, a document may have {LONGEST_TEXT:,}",
            "split the document and read its parts",
        )
    return Source(text + ("\n" if text else ""), notes=tuple(notes))


def _checked(name: str, data: bytes) -> frozenset[str]:
    """Return the names of the parts; refuse archives that are damaged or unpack to too much."""
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
        raise _bomb(
            name, f"the archive of {len(data):,} bytes unpacks to {total:,} bytes in {len(entries):,} entries"
        )
    names = frozenset(entry.filename for entry in entries)
    if _MAIN not in names:
        raise refuse("M707", name, f"the archive has no part {_MAIN}", "save the document as .docx again")
    if any(entry.filename == _MAIN and entry.flag_bits & 1 for entry in entries):
        raise refuse("M707", name, "the parts of the archive are encrypted", "save it without a password")
    return names


def _bomb(name: str, found: str) -> MaterialError:
    return refuse("M708", name, found, "it may be built to exhaust memory; ask the sender for the text")


class _Unpacker:
    """Unpacks parts and counts what comes out, whatever the archive says about their sizes."""

    def __init__(self, name: str, archive: zipfile.ZipFile) -> None:
        self._name = name
        self._archive = archive
        self._left = _MOST_BYTES

    def __call__(self, part: str) -> bytes:
        with self._archive.open(part) as stream:
            content = stream.read(self._left + 1)
        self._left -= len(content)
        if self._left < 0:
            raise _bomb(self._name, f"its parts unpack to more than {_MOST_BYTES:,} bytes, at {part}")
        return content


@dataclass
class _Part:
    """The paragraphs of a part, filled while it is parsed, and how often each thing was seen."""

    paragraphs: list[str] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)


#: Elements whose content is not the document's text.
_DROPPED = frozenset(
    [
        "del", "moveFrom", "instrText", "delText", "delInstrText", "Fallback", "comment", "pPrChange",
        "rPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange", "numberingChange", "rubyPr",
        "rt", "sdtPr", "docPart",
    ]
)  # fmt: skip
_AS_TEXT = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "", "ptab": " "}
_CHANGES = {"ins": "ins", "moveTo": "ins", "del": "del", "moveFrom": "del"}


@dataclass
class _Paragraph:
    """A paragraph while it is read; text boxes within it are paragraphs of their own."""

    text: list[str] = field(default_factory=list)
    style: str = ""
    number: str | None = None
    level: int | None = None
    boxes: list[str] = field(default_factory=list)


class _Words:
    """The handlers of one part."""

    def __init__(self, part: _Part, lists: Lists) -> None:
        self.part = part
        self.lists = lists
        self.depth = 0
        self.dropped = 0  # the depth of the element that is being left out, 0 for none
        self.open: list[_Paragraph] = []
        #: Open tables: rows of cells of paragraphs.
        self.tables: list[tuple[list[str], list[str]]] = []
        self.levels: list[int] = []  # how many paragraphs were open where a table began
        self.in_text = 0
        self.hidden = False
        self.in_properties = 0
        self.size = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise ValueError(f"its elements are nested more than {_DEEPEST} deep")
        if self.dropped:
            return
        space, _, local = tag.rpartition(" ")
        word = is_word(space)
        if local in _DROPPED and (word or local == "Fallback"):
            self.dropped = self.depth
            if local in ("del", "moveFrom"):
                self.part.seen["del"] += not self.in_properties
            return
        if not word:
            return
        if local in ("ins", "moveTo"):
            self.part.seen["ins"] += not self.in_properties
        elif local == "p":
            self.open.append(_Paragraph())
        elif local in ("pPr", "rPr", "tcPr", "tblPr", "trPr"):
            self.in_properties += 1
        elif local == "r":
            self.hidden = False
        elif local == "vanish" and self.in_properties and not self._off(space, attributes):
            self.hidden = True
        elif local in ("numId", "ilvl", "pStyle") and self.open and self.in_properties:
            self._listed(local, attributes.get(f"{space} val", ""))
        elif local == "t":
            self.in_text = self.depth
        elif local in _AS_TEXT and not self.in_properties:
            self._add(_AS_TEXT[local] if attributes.get(f"{space} type", "") != "page" else "\n")
        elif local == "sym":
            self._symbol(attributes.get(f"{space} char", ""))
        elif local == "tbl":
            self.tables.append(([], []))
            self.levels.append(len(self.open))
        elif local == "commentReference":
            self.part.seen["comment"] += 1
        elif local in ("footnote", "endnote") and attributes.get(f"{space} type", "normal") != "normal":
            self.dropped = self.depth

    def end(self, tag: str) -> None:
        """An element ends."""
        depth, self.depth = self.depth, self.depth - 1
        if self.dropped:
            if depth == self.dropped:
                self.dropped = 0
            return
        space, _, local = tag.rpartition(" ")
        if not is_word(space):
            return
        if local == "t" and self.in_text == depth:
            self.in_text = 0
        elif local in ("pPr", "rPr", "tcPr", "tblPr", "trPr"):
            self.in_properties = max(0, self.in_properties - 1)
        elif local == "r":
            self.hidden = False
        elif local == "p" and self.open:
            self._close(self.open.pop())
        elif local == "tc" and self.tables:
            row, cell = self.tables[-1]
            row.append(" ".join(cell))
            cell.clear()
        elif local == "tr" and self.tables:
            row, _cell = self.tables[-1]
            line = " | ".join(text for text in row if text)
            row.clear()
            if line:
                self._put(line, outer=True)
        elif local == "tbl" and self.tables:
            self.tables.pop()
            self.levels.pop()

    def data(self, text: str) -> None:
        """Characters."""
        if self.in_text and not self.dropped:
            self._add(text)

    def _add(self, text: str) -> None:
        if not self.open:
            return
        if self.hidden:
            self.part.seen["hidden"] += bool(text.strip())
            return
        self.size += len(text)
        if self.size > LONGEST_TEXT:
            raise OverflowError
        self.open[-1].text.append(text)

    def _listed(self, what: str, value: str) -> None:
        paragraph = self.open[-1]
        if what == "pStyle":
            paragraph.style = value
        elif what == "numId":
            paragraph.number = value
        else:
            paragraph.level = int(value) if value.isascii() and value.isdigit() and len(value) < 3 else 0

    def _symbol(self, code: str) -> None:
        try:
            number = int(code, 16)
        except ValueError:
            return
        # the private use area of a symbol font repeats its characters from U+F020 on; the shapes are unknown
        self._add("•" if 0xF000 <= number <= 0xF0FF else chr(number) if _is_character(number) else "")

    @staticmethod
    def _off(space: str, attributes: dict[str, str]) -> bool:
        return attributes.get(f"{space} val", "true") in ("0", "false", "off")

    def _close(self, paragraph: _Paragraph) -> None:
        text = "".join(paragraph.text)
        text = "\n".join(line.strip() for line in text.split("\n")).strip("\n")
        if text:
            label = self.lists.label(paragraph.style, paragraph.number, paragraph.level)
            self._put(f"{label} {text}" if label else text, outer=False)
        for box in paragraph.boxes:
            self._put(box, outer=False)

    def _put(self, text: str, *, outer: bool) -> None:
        """Give a paragraph or a row to what holds it: a cell, the paragraph of a text box, or the part."""
        tables = self.tables[:-1] if outer else self.tables
        level = self.levels[len(tables) - 1] if tables else 0
        if len(self.open) > level:
            self.open[-1].boxes.append(text)
        elif tables:
            tables[-1][1].append(text.replace("\n", " "))
        else:
            self.part.paragraphs.append(text)


def _lists(name: str, parts: frozenset[str], unpack: Callable[[str], bytes]) -> Lists:
    numbering, styles = (
        unpack(part) if part in parts else None for part in ("word/numbering.xml", "word/styles.xml")
    )
    try:
        return Lists.read(numbering, styles)
    except Declared:
        raise _declares(name, "word/numbering.xml or word/styles.xml") from None


def _declares(name: str, part: str) -> MaterialError:
    return refuse(
        "M717",
        name,
        f"the part {part} of the Word document has a document type with its own entities",
        f"no word processor writes this, it may be an attack; {_AGAIN} and read that",
    )


def _parse(name: str, part: str, content: bytes, into: _Part, lists: Lists) -> None:
    words = _Words(into, lists)
    try:
        parse_xml(content, words.start, words.end, words.data)
    except Declared:
        raise _declares(name, part) from None
    except OverflowError:
        raise refuse(
            "M706",
            name,
            f"the text has more than {LONGEST_TEXT:,} characters",
            "split the document and read its parts",
        ) from None
    except (ExpatError, ValueError) as error:
        raise refuse(
            "M707",
            name,
            f"the part {part} of the Word document is damaged: {error}",
            f"fetch it again, or {_AGAIN}",
        ) from None


def _is_character(number: int) -> bool:
    return 0x20 <= number < 0xD800 or 0xE000 <= number < 0x110000


def _outside(name: str, parts: frozenset[str], unpack: Callable[[str], bytes]) -> list[str]:
    """Return the kinds of things that the document takes from outside of it; links are not among them."""
    found: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == f"{_RELATION} Relationship" and attributes.get("TargetMode") == "External":
            kind = posixpath.basename(attributes.get("Type", ""))
            if kind != "hyperlink":
                found.append(kind)

    for part in sorted(p for p in parts if re.fullmatch(r"word/_rels/[\w.]{1,80}\.rels", p)):
        try:
            parse_xml(unpack(part), start)
        except Declared:
            raise _declares(name, part) from None
        except ExpatError:
            continue  # nothing of the text depends on it
    return found


def _notes(name: str, parts: frozenset[str], seen: Counter[str], outside: list[str]) -> list[Problem]:
    notes: list[Problem] = []
    if seen["ins"] or seen["del"]:
        notes.append(
            remark(
                "M733",
                name,
                f"the document has tracked changes: {seen['ins']} insertion(s) were read, {seen['del']} "
                "deletion(s) left out, as if all were accepted",
                "have the changes accepted or rejected, and read the clean document",
            )
        )
    if seen["comment"] or seen["hidden"]:
        notes.append(
            remark(
                "M734",
                name,
                f"{seen['comment']} comment(s) and {seen['hidden']} piece(s) of hidden text were left out",
                "open the document in a word processor to see them",
            )
        )
    if any(part.lower().endswith(("vbaproject.bin", "vbadata.xml")) for part in parts):
        notes.append(
            remark(
                "M735",
                name,
                "the document carries macros; they were not run",
                "ask for a .docx without macros before opening it elsewhere",
            )
        )
    if outside:
        kinds = ", ".join(sorted(set(outside)))
        notes.append(
            remark(
                "M736",
                name,
                f"the document refers to {len(outside)} thing(s) outside of it ({kinds}); "
                "they were not fetched",
                "what they would show is not among the facts",
            )
        )
    return notes
