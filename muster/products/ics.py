"""A calendar of clocks as iCalendar (RFC 5545): one all-day event for each, the same bytes every time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from muster.domain.finding import Citation
from muster.law.clocks import Clock

__all__ = ("render_ics",)

_OCTETS = 75


def render_ics(
    clocks: Iterable[Clock], *, name: str, as_of: date, citations: Iterable[Citation | None]
) -> str:
    """
    The calendar's text, lines ended by CRLF and folded at 75 octets.

    Parameters
    ----------
    name
        Name of the calendar.
    as_of
        Stands for the day of writing, so that the file depends on the case alone.
    citations
        For each clock the provision behind it, ``None`` where an instrument alone sets it.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Muster//clocks//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_escaped(name)}",
    ]
    for clock, citation in zip(clocks, citations, strict=True):
        lines.extend(_event(clock, citation, as_of))
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(clock: Clock, citation: Citation | None, as_of: date) -> Iterator[str]:
    identity = "|".join((clock.rule, clock.day.isoformat(), clock.authority, clock.message))
    told = [clock.message]
    if clock.missed:
        told.append(f"If it is missed: {clock.missed}")
    if citation is not None:
        words = f" “{citation.quote}”" if citation.quote else ""
        told.append(f"{citation.cite}{words}{'' if citation.verified else ' (text not verified)'}")
    yield "BEGIN:VEVENT"
    yield f"UID:{hashlib.sha256(identity.encode()).hexdigest()[:32]}@muster"
    yield f"DTSTAMP:{as_of:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{clock.day:%Y%m%d}"
    if clock.day < date.max:
        yield f"DTEND;VALUE=DATE:{clock.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(f'{clock.authority}: {_short(clock.rule)}')}"
    description = "\n".join(told)
    yield f"DESCRIPTION:{_escaped(description)}"
    if citation is not None and citation.href:
        yield f"URL:{citation.href}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _short(rule: str) -> str:
    return rule.rpartition("clock-")[2]


def _escaped(text: str) -> str:
    """Text as RFC 5545, section 3.3.11, wants it."""
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _folded(line: str) -> Iterator[str]:
    """A line in parts of at most 75 octets, each but the first led by a space; characters stay whole."""
    part, octets = "", 0
    for character in line:
        size = len(character.encode())
        if octets + size > _OCTETS:
            yield part
            part, octets = " ", 1
        part += character
        octets += size
    yield part
