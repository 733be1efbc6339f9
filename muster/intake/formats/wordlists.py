"""
The numbers of a Word document's paragraphs: "1.", "(a)", "IV.", as Word counts them.

The text of a numbered paragraph does not hold its number: it follows from the list that the paragraph (or
its style) belongs to. ECMA-376 part 1, section 17.9 (numbering).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers.expat import ExpatError

from muster.intake.formats.wordxml import is_word, parse_xml

__all__ = ("Lists",)

_BULLET = "•"
_MOST_LEVELS, _LARGEST = 9, 10_000
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(slots=True)
class _Level:
    """A level of a list: where it begins to count, how it writes numbers, and what stands around them."""

    start: int = 1
    form: str = "decimal"
    text: str = ""


@dataclass
class Lists:
    """The lists of a document and where each of them has come to."""

    #: Definition -> level -> how it is numbered; list -> its definition, and levels of its own.
    definitions: dict[str, dict[int, _Level]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    starts: dict[tuple[str, int], int] = field(default_factory=dict)
    #: Style -> list and level (either ``None``), and the style that it is based on.
    styles: dict[str, tuple[str | None, int | None, str | None]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    @classmethod
    def read(cls, numbering: bytes | None, styles: bytes | None) -> Lists:
        """
        Read the parts ``word/numbering.xml`` and ``word/styles.xml``; a damaged one numbers nothing.

        Raises
        ------
        Declared
            If one of them declares entities.
        """
        made = cls()
        for content, reader in ((numbering, _Numbering(made)), (styles, _Styles(made))):
            if content is not None:
                try:
                    parse_xml(content, reader.start)
                except ExpatError:
                    continue
        return made

    def label(self, style: str, number: str | None, level: int | None) -> str:
        """
        Count a paragraph of a list and return what Word shows before it, "" for none.

        ``number`` and ``level`` are the list and the level that the paragraph itself names.
        """
        seen: set[str] = set()
        at: str | None = style
        while at is not None and at in self.styles and at not in seen:
            seen.add(at)
            of_style, level_of_style, base = self.styles[at]
            number = of_style if number is None else number
            level = level_of_style if level is None else level
            at = base
        level = min(max(level or 0, 0), _MOST_LEVELS - 1)
        if number is None or number == "0":
            return _BULLET if number is None and style.startswith("List") else ""
        definition = self.lists.get(number)
        levels = self.definitions.get(definition or "", {})
        if definition is None or level not in levels:
            return _BULLET
        here = levels[level]
        if here.form == "bullet":
            return _BULLET
        if here.form == "none":
            return ""
        counts = self._counted(definition, number, level, levels)
        return re.sub(
            r"%([1-9])",
            lambda match: _written(
                counts.get(int(match[1]) - 1, 1), levels.get(int(match[1]) - 1, here).form
            ),
            here.text,
        )[:40]

    def _counted(
        self, definition: str, number: str, level: int, levels: Mapping[int, _Level]
    ) -> Mapping[int, int]:
        """Count one more paragraph at the level; deeper levels begin anew."""
        counts = self.counts.setdefault(definition, {})
        if number not in self.begun:
            self.begun.add(number)
            for (of, deep), start in self.starts.items():
                if of == number:
                    counts[deep] = start - 1
        counts[level] = min(counts.get(level, levels[level].start - 1) + 1, _LARGEST)
        for deeper in [deep for deep in counts if deep > level]:
            del counts[deeper]
        for upper in range(level):
            counts.setdefault(upper, levels[upper].start if upper in levels else 1)
        return counts


class _Numbering:
    """Fills lists from the numbering part."""

    def __init__(self, made: Lists) -> None:
        self.made = made
        self.definition = self.list = ""
        self.level: _Level | None = None
        self.override = -1

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        space, _, local = tag.rpartition(" ")
        if not is_word(space):
            return
        value = attributes.get(f"{space} val", "")
        if local == "abstractNum":
            self.definition, self.list = attributes.get(f"{space} abstractNumId", ""), ""
        elif local == "num":
            self.list, self.level = attributes.get(f"{space} numId", ""), None
        elif local == "lvl" and not self.list:
            self.level = _Level()
            place = _whole(attributes.get(f"{space} ilvl", "0"))
            self.made.definitions.setdefault(self.definition, {})[place] = self.level
        elif local == "abstractNumId":
            self.made.lists[self.list] = value
        elif local == "lvlOverride":
            self.override = _whole(attributes.get(f"{space} ilvl", "0"))
        elif local == "startOverride" and self.list:
            self.made.starts[self.list, self.override] = _whole(value)
        elif self.level is not None and not self.list:
            if local == "start":
                self.level.start = _whole(value)
            elif local == "numFmt":
                self.level.form = value
            elif local == "lvlText":
                self.level.text = value


class _Styles:
    """Fills the styles of paragraphs from the styles part."""

    def __init__(self, made: Lists) -> None:
        self.made = made
        self.style = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        space, _, local = tag.rpartition(" ")
        if not is_word(space):
            return
        value = attributes.get(f"{space} val", "")
        if local == "style":
            self.style = attributes.get(f"{space} styleId", "")
            self.made.styles[self.style] = (None, None, None)
        elif self.style and local in ("numId", "ilvl", "basedOn"):
            number, level, base = self.made.styles[self.style]
            self.made.styles[self.style] = (
                value if local == "numId" else number,
                _whole(value) if local == "ilvl" else level,
                value if local == "basedOn" else base,
            )


def _whole(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else 0


def _written(number: int, form: str) -> str:
    """Return a number as a list writes it."""
    if form in ("lowerLetter", "upperLetter") and number > 0:
        letters = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 8)
        return letters if form == "lowerLetter" else letters.upper()
    if form in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        roman, rest = "", number
        for value, sign in _ROMAN:
            roman += sign * (rest // value)
            rest %= value
        return roman if form == "lowerRoman" else roman.upper()
    return f"{number:02d}" if form == "decimalZero" else str(number)
