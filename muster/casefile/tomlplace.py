"""
Where a key of a TOML document stands.

``tomllib`` gives values without places. This walks the text of a document that ``tomllib`` has
already accepted, and notes the span of every value, by the path of keys and indices that leads to it.
"""

from __future__ import annotations

import re

__all__ = ("Path", "Span", "toml_places")

#: Keys and array indices from the root, such as ``("authority", 0, "ceiling", 1, "headcount")``.
Path = tuple[str | int, ...]
#: Offsets of the first character and of the one after the last.
Span = tuple[int, int]

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"{3,5}' r"|'''(?:[^']|'(?!''))*'{3,5}" r'|"(?:[^"\\\n]|\\.)*"' r"|'[^'\n]*'",
    re.DOTALL,
)
_SCALAR = re.compile(r"[^,\]}#\r\n]+")
_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\", "e": "\x1b"}


def toml_places(text: str) -> tuple[dict[Path, Span], dict[Path, Span]]:
    r"""
    Spans of all tables (their header) and values of a valid TOML document, and spans of its keys.

    Examples
    --------
    >>> text = 'a = 1\n[[b]]\nc = { d = 2 }\n'
    >>> places, keys = toml_places(text)
    >>> start, end = places["b", 0, "c", "d"]
    >>> text[start:end], text[slice(*keys["b", 0, "c"])]
    ('2', 'c')
    """
    walk = _Walk(text)
    walk.document()
    return walk.places, walk.keys


class _Walk:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.places: dict[Path, Span] = {}
        self.keys: dict[Path, Span] = {}
        self.counts: dict[Path, int] = {}

    def document(self) -> None:
        here: Path = ()
        while True:
            self.blank()
            if self.at >= len(self.text):
                return
            if self.text.startswith("[[", self.at):
                start = self.at
                self.at += 2
                path = self.resolve(self.key())
                index = self.counts.get(path, 0)
                self.counts[path] = index + 1
                self.at = self.text.index("]]", self.at) + 2
                self.places.setdefault(path, (start, self.at))
                here = (*path, index)
                self.places[here] = (start, self.at)
            elif self.text.startswith("[", self.at):
                start = self.at
                self.at += 1
                here = self.resolve(self.key())
                self.at = self.text.index("]", self.at) + 1
                self.places[here] = (start, self.at)
            else:
                self.pair(here)

    def resolve(self, keys: list[str]) -> Path:
        """The path of a header: an array of tables on the way means its latest table."""
        path: Path = ()
        for number, key in enumerate(keys):
            path = (*path, key)
            if number + 1 < len(keys) and path in self.counts:
                path = (*path, self.counts[path] - 1)
        return path

    def pair(self, here: Path) -> None:
        start = self.at
        keys = self.key()
        self.keys[*here, *keys] = (start, start + len(self.text[start : self.at].rstrip(" \t")))
        for length in range(1, len(keys)):
            self.places.setdefault((*here, *keys[:length]), (start, self.at))
        self.inline()
        self.at += 1  # the equals sign
        self.inline()
        self.value((*here, *keys))

    def key(self) -> list[str]:
        keys: list[str] = []
        while True:
            self.inline()
            found = _BARE.match(self.text, self.at)
            if found:
                keys.append(found[0])
            else:
                found = _STRING.match(self.text, self.at)
                if found is None:
                    raise ValueError(
                        f"no key at offset {self.at} of a document that was taken for valid TOML"
                    )
                keys.append(_unquote(found[0]))
            self.at = found.end()
            self.inline()
            if not self.text.startswith(".", self.at):
                return keys
            self.at += 1

    def value(self, path: Path) -> None:
        start = self.at
        if self.text.startswith("[", start):
            self.at += 1
            index = 0
            while not self.closes("]"):
                self.value((*path, index))
                index += 1
        elif self.text.startswith("{", start):
            self.at += 1
            while not self.closes("}"):
                self.pair(path)
        else:
            found = _STRING.match(self.text, start) or _SCALAR.match(self.text, start)
            if found is None:
                raise ValueError(f"no value at offset {start} of a document that was taken for valid TOML")
            self.at = start + len(found[0].rstrip())
        self.places[path] = (start, self.at)

    def closes(self, sign: str) -> bool:
        """Skip blanks, comments and one comma; whether the bracket closes here."""
        self.blank()
        if self.text.startswith(",", self.at):
            self.at += 1
            self.blank()
        if self.text.startswith(sign, self.at):
            self.at += 1
            return True
        return False

    def blank(self) -> None:
        found = _BLANK.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def inline(self) -> None:
        while self.at < len(self.text) and self.text[self.at] in " \t":
            self.at += 1


def _unquote(token: str) -> str:
    if token.startswith("'"):
        return token[1:-1]

    def plain(found: re.Match[str]) -> str:
        code = found[1]
        return chr(int(code[1:], 16)) if code[0] in "uUx" else _ESCAPES.get(code, code)

    return re.sub(r"\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|x[0-9a-fA-F]{2}|.)", plain, token[1:-1])
