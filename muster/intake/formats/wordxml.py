"""The XML of a Word document's parts, element by element; a part that declares entities is not read."""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

__all__ = ("Declared", "is_word", "parse_xml")

#: The two names of the language of Word documents: the transitional and the strict one.
_NAMES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)


class Declared(Exception):
    """The part declares a document type, and with it entities."""


def is_word(space: str) -> bool:
    """Whether a namespace is that of Word documents."""
    return space in _NAMES


def parse_xml(
    content: bytes,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    data: Callable[[str], None] | None = None,
) -> None:
    """
    Hand the elements and characters of a part to the functions given; names are "namespace local".

    Raises
    ------
    Declared
        Where a document type is declared, before any of its entities is read.
    xml.parsers.expat.ExpatError
        Where the XML is damaged.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = data
    parser.StartDoctypeDeclHandler = _declared
    parser.EntityDeclHandler = _declared
    parser.Parse(content, True)


def _declared(*_: object) -> None:
    raise Declared
