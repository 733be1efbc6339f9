"""E-mail: the text part, preferably plain, with From, Date and Subject on top. Attachments stay shut."""

from __future__ import annotations

import email
import email.policy
from datetime import date
from email.message import EmailMessage, Message
from email.utils import parsedate_to_datetime

from muster.intake.formats.html import page_words
from muster.intake.formats.source import Source, refuse

__all__ = ("read_eml",)

_MOST_PARTS = 200


def read_eml(name: str, data: bytes) -> Source:
    """Return headers and text of a message; its Date header is the document's date."""
    try:
        message = email.message_from_bytes(data, EmailMessage, policy=email.policy.compat32)
        plain, page = _parts(message)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError, IndexError):
        raise refuse("M712", name, "the message is damaged", "save its text as .txt and read that") from None
    text = plain if plain is not None and plain.strip() else page_words(page) if page is not None else None
    if text is None or not text.strip():
        raise refuse(
            "M712", name, "the message has no text part", "save the attachment that matters and read that"
        )
    headers = [
        f"{key}: {value}" for key in ("From", "To", "Date", "Subject") if (value := _header(message, key))
    ]
    body = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", " ").strip("\n")
    return Source("\n".join(headers) + ("\n\n" if headers else "") + body + "\n", _sent(message))


def _parts(message: Message) -> tuple[str | None, str | None]:
    """Return the first plain and the first HTML part that are not attachments."""
    plain: str | None = None
    page: str | None = None
    for count, part in enumerate(message.walk()):
        if count > _MOST_PARTS:
            break
        if part.is_multipart() or "attachment" in str(part.get("Content-Disposition", "")).lower():
            continue
        kind = part.get_content_type()
        if kind == "text/plain" and plain is None:
            plain = _decoded(part)
        elif kind == "text/html" and page is None:
            page = _decoded(part)
    return plain, page


def _decoded(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    charset = part.get_content_charset() or "utf-8"
    try:
        return payload.decode(charset)
    except (LookupError, UnicodeDecodeError):
        return payload.decode("utf-8", "replace")


def _header(message: Message, key: str) -> str:
    from email.header import decode_header, make_header

    raw = message.get(key)
    if raw is None:
        return ""
    try:
        value = str(make_header(decode_header(str(raw))))
    except (ValueError, LookupError, UnicodeError):
        value = str(raw)
    return " ".join(value.replace("\x00", " ").split())[:400]


def _sent(message: Message) -> date | None:
    raw = message.get("Date")
    if raw is None:
        return None
    try:
        return parsedate_to_datetime(str(raw)).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
