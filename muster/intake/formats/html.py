"""HTML: the words of a page in paragraphs. Nothing is executed, nothing is fetched."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from muster.intake.formats.source import Source, refuse
from muster.intake.formats.txt import decode

__all__ = ("page_words", "read_html", "without_comments")

_DROPPED = frozenset(
    [
        "script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object", "embed",
        "canvas", "audio", "video", "select", "option", "button", "form", "nav", "footer", "aside",
    ]
)  # fmt: skip
#: Elements that end a paragraph before and after them.
_BLOCK = frozenset(
    [
        "p", "div", "section", "article", "header", "main", "h1", "h2", "h3", "h4", "h5", "h6", "ul",
        "ol", "li", "dl", "dt", "dd", "table", "tr", "blockquote", "pre", "figure", "figcaption",
        "address", "hr", "br", "td", "th", "title", "body", "html",
    ]
)  # fmt: skip
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s{0,4}=\s{0,4}[\"']?\s{0,4}([\w-]{2,30})", re.IGNORECASE)
_KNOWN = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "windows-1252": "cp1252",
    "cp1252": "cp1252",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "utf8": "utf-8",
    "utf-8": "utf-8",
}


class _Words(HTMLParser):
    """Collects words; keeps a count of dropped elements instead of a stack, so depth costs nothing."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._dropped: str | None = None
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._dropped is not None:
            self._depth += tag == self._dropped
        elif tag in _DROPPED and tag not in _VOID:
            self._dropped, self._depth = tag, 1
        elif tag in _BLOCK:
            self.pieces.append("\n\n")
            if tag == "li":
                self.pieces.append("• ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._dropped is None and tag in _BLOCK:
            self.pieces.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        if self._dropped is not None:
            if tag == self._dropped:
                self._depth -= 1
                if self._depth == 0:
                    self._dropped = None
            elif self._dropped == "head" and tag == "html":
                self._dropped = None
        elif tag in _BLOCK:
            self.pieces.append("\n\n")

    def handle_data(self, data: str) -> None:
        if self._dropped is None:
            self.pieces.append(data.replace("\n", " ") if "\n" in data else data)


def read_html(name: str, data: bytes) -> Source:
    """Return the words of a page. The encoding that the page declares is believed, UTF-8 otherwise."""
    declared = _CHARSET.search(data[:4096])
    encoding = declared[1].decode("ascii", "replace").lower() if declared is not None else "utf-8"
    if _KNOWN.get(encoding) == "cp1252":
        text = data.decode("cp1252", "replace").replace("\r\n", "\n").replace("\r", "\n")
        if "\x00" in text:
            raise refuse("M704", name, "the page holds NUL characters", "the file is damaged; fetch it again")
    else:
        text = decode(name, data)
    return Source(page_words(text))


def page_words(page: str) -> str:
    r"""
    Return the words of HTML in paragraphs parted by blank lines.

    Examples
    --------
    >>> page_words("<p>Up to <b>1,500</b> troops</p><script>x()</script><p>A&amp;B</p>")
    'Up to 1,500 troops\n\nA&B'
    """
    words = _Words()
    words.feed(_closed(without_comments(page)))
    words.close()
    text = "".join(words.pieces)
    text = re.sub(r"[ \t\u00a0]{1,64}", " ", text)
    lines = (line.strip() for line in text.split("\n"))
    return "\n\n".join(line for line in lines if line and line != "•")


def without_comments(page: str) -> str:
    """Return the page without its closed comments, in one pass whatever they hold."""
    pieces: list[str] = []
    position = 0
    while (opened := page.find("<!--", position)) >= 0:
        closed = page.find("-->", opened + 4)
        if closed < 0:
            break
        pieces.append(page[position:opened])
        position = closed + 3
    pieces.append(page[position:])
    return "".join(pieces)


def _closed(page: str) -> str:
    """
    Return the page with every "<" that no ">" ends turned into a blank.

    The standard library's parser looks for the end anew from each of them, which takes hours on a
    megabyte of "<".
    """
    last = page.rfind(">")
    page = page[: last + 1] + page[last + 1 :].replace("<", " ")
    return re.sub(r"<(?=[^<>]{0,4000}<)|<!(?!doctype)|<\?", " ", page, flags=re.IGNORECASE)
