"""
E-mail: From, To, Date and Subject, then the words of the message.

Of alternatives the plain one is read, HTML where there is none; parts that follow one another are read in
order, forwarded messages too. Attachments stay shut and are listed in the notes. Lines that an answer quotes
(">") belong to an earlier message with a date of its own: they are left out, unless nothing else is there.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from email.utils import parsedate_to_datetime
from typing import Any

from muster.errors import Problem
from muster.intake.formats.html import page_words
from muster.intake.formats.source import Source, refuse, remark

__all__ = ("read_eml",)

_MOST_PARTS, _DEEPEST = 500, 30
_LONGEST_HEADER = 4_000
_QUOTED = re.compile(r"^ ?>", re.MULTILINE)
_WROTE = re.compile(
    r"(?:^|\n)[ \t]*(?:On\b[^\n]{4,200}(?:\n[^\n>]{1,120})?\bwrote:|[^\n]{2,120} wrote on [^\n]{4,80}:)"
    r"[ \t]*\n?\s*\Z"
)
_EARLIER = re.compile(
    r"^[ \t>]*(?:-{2,12} ?(?:Original Message|Forwarded message|Original Appointment) ?-{2,12}|"
    r"Begin forwarded message:|From:[^\n]{3,200}\n(?:Sent|Date):[^\n]{6,100})",
    re.IGNORECASE | re.MULTILINE,
)
_HEADERS = ("From", "To", "Date", "Subject")


@dataclass
class _Found:
    """What a walk through the parts has met."""

    attachments: list[str] = field(default_factory=list)
    forwarded: int = 0
    doubtful: list[str] = field(default_factory=list)
    parts: int = 0


def read_eml(name: str, data: bytes) -> Source:
    """
    Return headers and text of a message; its Date header is the document's date.

    Raises
    ------
    MaterialError
        M712 where there is no text, M719 where the parts are nested or numerous beyond reason.
    """
    found = _Found()
    try:
        message = email.message_from_bytes(data, EmailMessage, policy=email.policy.compat32)
        blocks = [text for text in _texts(message, found, 0) if text.strip()]
    except (_Bomb, RecursionError):
        raise refuse(
            "M719",
            name,
            f"the message has more than {_MOST_PARTS} parts or is nested more than {_DEEPEST} deep",
            "it may be built to exhaust memory; save the text that matters as .txt and read that",
        ) from None
    except (ValueError, LookupError, TypeError, AttributeError, IndexError):
        raise refuse("M712", name, "the message is damaged", "save its text as .txt and read that") from None
    if not blocks:
        held = f", only {_listed(found.attachments)}" if found.attachments else ""
        raise refuse(
            "M712",
            name,
            f"the message has no text part{held}",
            "save the attachment that matters and read that",
        )
    text, quoted = _own_words("\n\n".join(block.strip("\n") for block in blocks))
    headers = _head(message)
    return Source(
        headers + ("\n\n" if headers else "") + text.strip("\n") + "\n",
        _sent(message),
        notes=tuple(_notes(name, found, quoted, text)),
    )


class _Bomb(Exception):
    """Too many parts, or nested too deep."""


def _texts(message: Message, found: _Found, depth: int) -> Iterator[str]:
    """Yield the texts of a message in order: of alternatives the plain one that has words."""
    found.parts += 1
    if depth > _DEEPEST or found.parts > _MOST_PARTS:
        raise _Bomb
    kind = message.get_content_type()
    disposition = str(message.get("Content-Disposition", "")).strip().lower()
    if disposition.startswith("attachment") and kind != "message/rfc822":
        found.attachments.append(_file_name(message, kind))
        return
    payload: Any = message.get_payload()
    if kind == "message/rfc822" and isinstance(payload, list) and payload:
        found.forwarded += 1
        inner = payload[0]
        words = list(_texts(inner, found, depth + 1))
        head = _head(inner)
        yield "\n\n".join([*([head] if head else []), *words])
    elif kind == "multipart/alternative" and isinstance(payload, list):
        options = [(part.get_content_type(), list(_texts(part, found, depth + 1))) for part in payload]
        readable = [texts for _, texts in sorted(options, key=_plainness) if any(t.strip() for t in texts)]
        yield from readable[0] if readable else ()
    elif isinstance(payload, list):
        for part in payload:
            yield from _texts(part, found, depth + 1)
    elif kind == "text/plain":
        if _file_name(message, "") and depth:
            found.attachments.append(_file_name(message, kind))
        else:
            yield _decoded(message, found)
    elif kind == "text/html":
        if _file_name(message, "") and depth:
            found.attachments.append(_file_name(message, kind))
        else:
            yield page_words(_decoded(message, found))
    elif not kind.startswith("multipart/"):
        found.attachments.append(_file_name(message, kind))


def _plainness(option: tuple[str, list[str]]) -> int:
    return {"text/plain": 0, "text/html": 2}.get(option[0], 1)


def _file_name(message: Message, kind: str) -> str:
    try:
        given = message.get_filename()
    except (ValueError, LookupError, TypeError, AttributeError, IndexError):
        given = None
    return _line(_words_of(given)) if given else kind


def _decoded(part: Message, found: _Found) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    declared = part.get_content_charset()
    try:
        text = payload.decode("cp1252" if declared in ("iso-8859-1", "latin-1") else declared or "utf-8")
    except (LookupError, UnicodeError):
        try:
            text = payload.decode("utf-8")
        except UnicodeDecodeError:
            text = payload.decode("cp1252", "replace")
        found.doubtful.append(_line(declared or "none"))
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", " ")


def _own_words(text: str) -> tuple[str, int]:
    """Return the text without the lines that it quotes of an earlier message, and how many these were."""
    if not _QUOTED.search(text):
        return text, 0
    kept: list[str] = []
    quoted = 0
    for line in text.split("\n"):
        if line.startswith((">", " >")):
            if quoted == 0 or (kept and not kept[-1].startswith("\x00")):
                kept.append("\x00")
            quoted += 1
        else:
            kept.append(line)
    pieces = "\n".join(kept).split("\x00")
    own = "\n".join(_WROTE.sub("\n", piece) for piece in pieces[:-1]) + "\n" + pieces[-1]
    if len(own.split()) < 3:  # a message that was passed on with every line marked
        return re.sub(r"^ ?(?:> ?)+", "", text, flags=re.MULTILINE), 0
    return re.sub(r"\n{3,}", "\n\n", own), quoted


def _notes(name: str, found: _Found, quoted: int, text: str) -> Iterator[Problem]:
    if found.attachments:
        yield remark(
            "M732",
            name,
            f"{len(found.attachments)} attachment(s) were not read: {_listed(found.attachments)}",
            "save them and read them as documents of their own",
        )
    earlier = _EARLIER.search(text)
    if quoted or found.forwarded or earlier:
        told = [f"{quoted} line(s) quoted from an earlier message were left out"] if quoted else []
        if found.forwarded or earlier:
            told.append("an earlier message within it was read as its words")
        yield remark(
            "M737",
            name,
            "; ".join(told),
            "read the earlier message as a document of its own: its “Wednesday” is counted from its own date",
            line=None if earlier is None else text.count("\n", 0, earlier.start()) + 1,
        )
    if found.doubtful:
        yield remark(
            "M738",
            name,
            f"a part is not in the encoding that it states ({', '.join(sorted(set(found.doubtful)))})",
            "check quotes with letters beyond A to Z against the message",
        )


def _listed(names: list[str]) -> str:
    return ", ".join(names[:8]) + (f" and {len(names) - 8} more" if len(names) > 8 else "")


def _head(message: Message) -> str:
    return "\n".join(f"{key}: {value}" for key in _HEADERS if (value := _header(message, key)))


def _header(message: Message, key: str) -> str:
    raw = message.get(key)
    return "" if raw is None else _line(_words_of(raw))


def _words_of(raw: object) -> str:
    """Return a header with its encoded words decoded, as it stands where they cannot be."""
    words = str(raw)[:_LONGEST_HEADER]
    try:
        return str(make_header(decode_header(words)))
    except (ValueError, LookupError, UnicodeError):
        return words


def _line(value: str) -> str:
    clean = value.encode("utf-8", "replace").decode("utf-8")
    return " ".join(clean.replace("\x00", " ").split())[:400]


def _sent(message: Message) -> date | None:
    raw = message.get("Date")
    if raw is None:
        return None
    try:
        return parsedate_to_datetime(str(raw)).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
