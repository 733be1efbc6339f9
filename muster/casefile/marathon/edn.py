"""
A small reader of EDN, the notation of the cells in which MARATHON keeps tags and compositions.

Source: https://github.com/edn-format/edn. Read are nil, booleans, numbers, strings, keywords, symbols,
vectors, lists, maps and sets. Nothing is ever evaluated; depth and length are bounded.
"""

from __future__ import annotations

import re

__all__ = ("DEPTH_LIMIT", "EdnError", "Keyword", "Symbol", "read_edn")

#: Brackets inside brackets that are followed.
DEPTH_LIMIT = 40
_LENGTH_LIMIT = 32_767
_DIGITS_LIMIT = 18

_SPACE = re.compile(r"(?:[\s,]+|;[^\n]*)+")
_NUMBER = re.compile(r"[+-]?\d+(?P<real>\.\d*)?(?P<power>[eE][+-]?\d+)?(?P<mark>[MN])?\Z", re.ASCII)
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"', re.S)
_TOKEN = re.compile(r"[^\s,;\"()\[\]{}]+")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}
_CLOSING = {"[": "]", "(": ")", "{": "}", "#{": "}"}


class Keyword(str):
    """A keyword such as ``:forward``, without its colon."""

    __slots__ = ()


class Symbol(str):
    """A symbol such as ``align-units``."""

    __slots__ = ()


class EdnError(ValueError):
    """The text is no EDN; ``at`` is the offset of the fault."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.at = at


def read_edn(text: str) -> object:
    """
    The one value of a text; vectors and lists as tuples, maps as dicts, sets as frozensets.

    Raises
    ------
    EdnError
        If the text is no EDN value, or more than one, or too deep or long to be one that was meant.

    Examples
    --------
    >>> read_edn('{:rc-unavailable 0.5, "Available" [1 2]}')
    {'rc-unavailable': 0.5, 'Available': (1, 2)}
    """
    if len(text) > _LENGTH_LIMIT:
        raise EdnError(f"{len(text):,} characters are too many", 0)
    value, at = _value(text, _skip(text, 0), 0)
    at = _skip(text, at)
    if at < len(text):
        raise EdnError("something follows the first value", at)
    return value


def _skip(text: str, at: int) -> int:
    """Where the next value begins: after blanks, commas and comments."""
    space = _SPACE.match(text, at)
    return space.end() if space else at


def _value(text: str, at: int, depth: int) -> tuple[object, int]:
    if at >= len(text):
        raise EdnError("a value is missing", at)
    if depth > DEPTH_LIMIT:
        raise EdnError(f"brackets are nested more than {DEPTH_LIMIT} deep", at)
    opening = "#{" if text.startswith("#{", at) else text[at]
    if opening in _CLOSING:
        items, end = _items(text, at + len(opening), _CLOSING[opening], depth)
        return _collection(opening, items, at), end
    if opening == '"':
        found = _STRING.match(text, at)
        if not found:
            raise EdnError("a string is not closed", at)
        return _unescaped(found[1], at), found.end()
    token = _TOKEN.match(text, at)
    if not token:
        raise EdnError(f"{text[at]!r} closes what was not opened", at)
    return _atom(token[0], at), token.end()


def _items(text: str, at: int, closing: str, depth: int) -> tuple[list[object], int]:
    items: list[object] = []
    while True:
        at = _skip(text, at)
        if at >= len(text):
            raise EdnError(f"{closing!r} is missing", at)
        if text[at] == closing:
            return items, at + 1
        item, at = _value(text, at, depth + 1)
        items.append(item)


def _collection(opening: str, items: list[object], at: int) -> object:
    if opening in "[(":
        return tuple(items)
    try:
        if opening == "#{":
            return frozenset(items)
        if len(items) % 2:
            raise EdnError("a map has a key without a value", at)
        return dict(zip(items[::2], items[1::2], strict=True))
    except TypeError:
        raise EdnError("a map stands where only a plain value can", at) from None


def _unescaped(text: str, at: int) -> str:
    def letter(found: re.Match[str]) -> str:
        if found[1] not in _ESCAPES:
            raise EdnError(f"the escape \\{found[1]} is unknown", at)
        return _ESCAPES[found[1]]

    return re.sub(r"\\(.)", letter, text, flags=re.S)


def _atom(token: str, at: int) -> object:
    if token in ("nil", "true", "false"):
        return {"nil": None, "true": True, "false": False}[token]
    number = _NUMBER.match(token)
    if number:
        if len(token) > _DIGITS_LIMIT + 8:
            raise EdnError("a number has too many digits", at)
        plain = token.removesuffix("N").removesuffix("M")
        return float(plain) if number["real"] is not None or number["power"] else int(plain)
    if token[0] == ":" and len(token) > 1:
        return Keyword(token[1:])
    if token[0] in "#\\:" or token[0].isdigit():
        raise EdnError(f"{token[:20]!r} cannot be read", at)
    return Symbol(token)
