"""Markdown: the words, without the marks of emphasis, links, headings, tables and comments."""

from __future__ import annotations

import re

from muster.intake.formats.html import without_comments
from muster.intake.formats.source import Source
from muster.intake.formats.txt import decode

__all__ = ("read_markdown",)

_FRONT = re.compile(r"\ufeff?---\n(?P<meta>(?:[^\n]{0,400}\n){0,60}?)---\n")
_IMAGE = re.compile(r"!\[(?P<words>[^\]\[]{0,400})\]\([^()\n]{0,600}\)")
_LINK = re.compile(r"\[(?P<words>[^\]\[\n]{1,400})\](?:\([^()\n]{0,600}\)|\[[^\]\[\n]{0,100}\])")
_BARE = re.compile(r"<(?P<words>(?:https?://|mailto:)[^\s<>]{1,500})>")
_TAG = re.compile(
    r"</?(?:p|br|div|span|em|strong|b|i|u|a|sup|sub|center|img|details|summary)(?: [^<>\n]{0,400})?/?>",
    re.IGNORECASE,
)
_STRONG = re.compile(r"(?P<mark>\*\*\*|\*\*|__)(?=\S)(?P<words>[^*_\n]{1,600})(?<=\S)(?P=mark)")
_EMPHASIS = re.compile(r"(?<![\w*_])(?P<mark>[*_])(?=\S)(?P<words>[^*_\n]{1,600})(?<=\S)(?P=mark)(?![\w*_])")
_CODE = re.compile(r"(?<!`)`(?P<words>[^`\n]{1,400})`(?!`)")
_LINE = re.compile(r"^(?: {0,3}#{1,6} |```[^\n]{0,40}$|~~~[^\n]{0,40}$|(?: {0,3}> ?){1,6})", re.MULTILINE)
_HEADING_END = re.compile(r" #{1,6}$", re.MULTILINE)
_ROW = re.compile(r"^\|?[ :|-]{3,400}\|[ :|-]{0,400}$", re.MULTILINE)


def read_markdown(name: str, data: bytes) -> Source:
    """Return the words of a Markdown file, one paragraph as it stands, front matter dropped."""
    text = decode(name, data)
    front = _FRONT.match(text)
    if front is not None:
        text = text[front.end() :]
    text = without_comments(text)
    for pattern in (_TAG, _LINE, _HEADING_END, _ROW):
        text = pattern.sub("", text)
    for pattern in (_IMAGE, _LINK, _BARE, _STRONG, _EMPHASIS, _CODE):
        text = pattern.sub(lambda match: match["words"], text)
    return Source(text)
