"""
Reading what somebody invokes: a section in any of its spellings, an act by name, an order of the
President.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from muster.law.library import provision, provisions

__all__ = ("Invocation", "names_statute", "read_invocation", "read_invocations", "same_provision")


@dataclass(frozen=True, slots=True, kw_only=True)
class Invocation:
    """
    What was invoked, and what it is worth on the day.

    Parameters
    ----------
    text
        As the user wrote it.
    address
        The provision it names, ``None`` if Muster knows none of that name.
    paragraph
        Such as ``"(3)"`` or ``"(c)"``; empty if none was named.
    standing
        ``carries``, ``nothing`` (not in force), ``unknown`` (an emergency whose continuation was not read),
        ``unencoded`` (a statute or order that the library does not encode) or ``unread`` (no citation that
        Muster understands).
    reason
        Why it carries nothing, or under which number it is understood; empty otherwise.
    source
        Id of the case's authority that invokes it, ``None`` for the question's own.
    """

    text: str
    address: str | None
    paragraph: str = ""
    standing: str = "carries"
    reason: str = ""
    source: str | None = None


#: Names by which acts and institutions go, in the order in which they are tried.
_NAMES: tuple[tuple[str, str, str], ...] = (
    (r"immediate.response|immediate.reaction", "dod/dodd3025-18-immediate-response", ""),
    (r"approved request|request approval|approval of the request|\brfa\b", "dod/dodd3025-18", ""),
    (r"direction of the (?:president|secretary)", "dod/dodd3025-18", ""),
    (r"(?:secretary of defense|secdef)(?:'s)? (?:memo|order|appro|dec)", "dod/dodd3025-18", ""),
    (r"insurrection act", "usc/t10/s252", "act"),
    (r"posse comitatus", "usc/t18/s1385", ""),
    (r"stafford", "usc/t42/s5170b", ""),
    (r"mission assignment", "usc/t42/s5170a", ""),
    (r"economy act", "usc/t31/s1535", ""),
    (r"national emergenc(?:y|ies)(?: act)?$", "usc/t50/s1621", ""),
    (r"\bemac\b|emergency management assistance compact", "compacts/emac", ""),
    (r"dual.status", "usc/t32/s325", ""),
    (r"state active duty|governor'?s order|\bsad\b", "state/active-duty", ""),
    (r"state law|state police power|deputi[sz]ation|deputation", "state/police-power", ""),
    (r"engle act", "usc/t43/s155", ""),
    (r"nspm.?4\b", "orders/nspm4", ""),
    (
        r"inherent|article ii\b|commander.in.chief|martial law|protective power|constitution",
        "outside/inherent-power",
        "",
    ),
)

_USC = re.compile(
    r"(?:^|\b)(\d{1,2})\s*u\.?\s*s\.?\s*c(?:ode|\b)?\.?\s*(?:a\.\s*)?(?:§+|sections?|secs?\.?|s\.)?\s*"
    r"(\d+[a-z]?(?:-\d+)?)((?:\s*\([0-9a-z]+\))*)"
)
_TITLE = re.compile(
    r"(?:§+|section|sec\.?|s\.)\s*(\d+[a-z]?)((?:\s*\([0-9a-z]+\))*)\s*(?:of|,)?\s*title\s*(\d{1,2})"
)
_TITLE_FIRST = re.compile(
    r"title\s*(\d{1,2}),?\s*(?:(?:of the )?(?:u\.?\s*s\.?|united states)\s*c(?:ode)?\.?,?\s*)?"
    r"(?:§+|section|sec\.?|s\.)?\s*"
    r"(\d+[a-z]?)((?:\s*\([0-9a-z]+\))*)"
)
_SEVERAL = re.compile(
    r"(\d{1,2})\s*u\.?\s*s\.?\s*c(?:ode)?\.?\s*(?:§+|sections?|secs?\.?)?\s*(\d+)"
    r"((?:\s*(?:-|–|to|through)\s*\d+)|(?:\s*(?:,|and|&)+\s*\d+[a-z]?(?:\([0-9a-z]+\))*)+)"
)
_RANGE = re.compile(r"\s*(?:-|–|to|through)\s*(\d+)")
_LISTED = re.compile(r"\d+[a-z]?(?:\([0-9a-z]+\))*")
_CFR = re.compile(r"(\d+)\s*c\.?\s*f\.?\s*r\.?\s*(?:part|§+)?\s*(\d+)")
_ISSUANCE = re.compile(r"dod\s*(?:directive|instruction|d|i)\s*(\d{4}\.\d{2})")
_ORDER = re.compile(
    r"(executive order|e\.?\s*o\.?|exec\.? order|proclamation|proc\.?)\s*(?:no\.?|number|nr\.?)?\s*(\d{4,5})"
)
_CITED = re.compile(
    r"\d{1,2}\s*u\.?\s*s\.?\s*c|\btitle\s*\d|\d+\s*c\.?\s*f\.?\s*r|\bstat\.\s*\d|"
    r"\bpub(?:lic|\.)?\s*l(?:aw|\.)?\s*(?:no\.?\s*)?\d+-\d+|(?:§+|section|sec\.)\s*\d|"
    r"executive order|\be\.?\s*o\.?\s*\d|proclamation|\bproc\.?\s*\d|"
    r"dod\s*(?:directive|instruction|d|i)\s*\d|cjcsi?\s*\d|\bndaa\b|\bact of \d{4}"
)
#: What of these Congress enacts: an order of the President lifts no prohibition of a statute.
_ENACTED = re.compile(
    r"\d{1,2}\s*u\.?\s*s\.?\s*c|\btitle\s*\d{1,2},?\s*(?:of|§|s|u)|\bstat\.\s*\d|"
    r"(?:§+|section|sec\.)\s*\d|\bndaa\b|\bact of \d{4}|"
    r"\bpub(?:lic|\.)?\s*l(?:aw|\.)?\s*(?:no\.?\s*)?\d+-\d+"
)
_BARE = re.compile(r"(?:§+|section|sec\.?|s\.)?\s*(\d{2,5}[a-z]?)((?:\s*\([0-9a-z]+\))*)")
_NDAA = re.compile(r"(?:§+|section|sec\.?|s\.)?\s*1059\b|114-92")


def read_invocation(text: str, day: date, *, source: str | None = None) -> Invocation:
    """
    What ``text`` invokes, read on ``day``.

    An old section number is understood for the days on which it was the number; a new number for an
    older day is understood too, and said. What is not in force that day carries nothing.
    """
    found = _find(_plain(text), day)
    if found is None:
        cited = _CITED.search(_plain(text)) is not None
        return Invocation(
            text=text,
            address=None,
            standing="unencoded" if cited else "unread",
            reason=f"{text} is cited, and the library does not encode it: what it carries is not known here"
            if cited
            else f"Muster knows no provision or order called {text!r}; it carries nothing here",
            source=source,
        )
    address, paragraph, reason, standing = found
    return Invocation(
        text=text, address=address, paragraph=paragraph, standing=standing, reason=reason, source=source
    )


@lru_cache(maxsize=16384)
def read_invocations(text: str, day: date, *, source: str | None = None) -> tuple[Invocation, ...]:
    """
    What ``text`` invokes, also where it names several sections of a title: ``10 USC 251-254``.

    Sections of a range that the library does not know are passed over; a list is read one by one.
    """
    plain = _plain(text)
    several = _SEVERAL.fullmatch(plain)
    if several is None:
        return (read_invocation(text, day, source=source),)
    title, first, rest = several[1], several[2], several[3]
    to = _RANGE.fullmatch(rest)
    if to is not None and int(first) < int(to[1]) <= int(first) + 50:
        numbers = [str(number) for number in range(int(first), int(to[1]) + 1)]
        numbers = [number for number in numbers if f"{title} usc {number}" in _numbers()]
    else:
        numbers = [first, *_LISTED.findall(rest)]
    if to is not None and not numbers:
        return (read_invocation(text, day, source=source),)
    return tuple(
        replace(read_invocation(f"{title} USC {number}", day, source=source), text=f"{title} USC {number}")
        for number in numbers
    )


def names_statute(text: str) -> bool:
    """Whether the words cite something that Congress enacts, and not an order or a regulation."""
    return _ENACTED.search(_plain(text)) is not None


def same_provision(text: str, address: str, day: date) -> bool:
    """Whether ``text`` names the provision at ``address``, in force on ``day`` or not."""
    found = _find(_plain(text), day)
    return found is not None and found[0] == address


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return " ".join(folded.split()).strip(" .,;")


@cache
def _numbers() -> dict[str, tuple[tuple[str, date | None, date | None], ...]]:
    """Section number (``10 usc 332``) -> the provisions that bore it, with from and until."""
    rows: dict[str, list[tuple[str, date | None, date | None]]] = {}
    for found in provisions():
        for text in found.texts:
            match = _USC.match(_plain(text.number))
            if match:
                key = f"{match[1]} usc {match[2]}"
                rows.setdefault(key, []).append((found.address, text.period.start, text.period.end))
    return {key: tuple(value) for key, value in rows.items()}


def _find(plain: str, day: date) -> tuple[str, str, str, str] | None:
    """Address, paragraph, reason, standing; or ``None``."""
    for pattern, swap in ((_TITLE, (3, 1, 2)), (_TITLE_FIRST, (1, 2, 3)), (_USC, (1, 2, 3))):
        match = pattern.search(plain)
        if match:
            title, section, paragraph = (match[index] for index in swap)
            return _section(f"{title} usc {section}", _paragraph(paragraph), day)
    order = _ORDER.search(plain)
    if order:
        kind = "proc" if order[1].startswith("p") else "eo"
        return _known(f"orders/{kind}{order[2]}", "", day)
    issuance = _ISSUANCE.search(plain)
    cfr = _CFR.search(plain)
    for name, address, paragraph in _NAMES:
        if re.search(name, plain):
            return _known(address, paragraph, day)
    if issuance or cfr:
        words = {"3025.18": "dod/dodd3025-18", "3025.21": "dod/dodi3025-21", "3025.22": "dod/dodi3025-22"}
        parts = {"182": "dod/dodi3025-21", "185": "dod/dodd3025-18"}
        address = words.get(issuance[1], "") if issuance else parts.get(cfr[2], "") if cfr else ""
        return _known(address, "", day)
    if _NDAA.search(plain):
        return _known("ndaa/fy2016/s1059", "", day)
    if "/" in plain:
        return _known(plain, "", day)
    bare = _BARE.fullmatch(plain)
    if bare:
        keys = [key for key in _numbers() if key.endswith(f" {bare[1]}")]
        if len({row[0] for key in keys for row in _numbers()[key]}) == 1:
            return _section(keys[0], _paragraph(bare[2]), day)
    return None


def _paragraph(words: str | None) -> str:
    return (words or "").replace(" ", "")


def _section(key: str, paragraph: str, day: date) -> tuple[str, str, str, str] | None:
    rows = _numbers().get(key)
    if rows is None:
        return None
    number = key.replace(" usc ", " USC ")
    for address, start, end in rows:
        if (start is None or start <= day) and (end is None or day < end):
            return address, paragraph, "", "carries"
    address, start, _ = rows[0]
    now = provision(address).text_on(day)
    if now is None:
        return address, paragraph, f"{number} is not in force on {day}; it carries nothing", "nothing"
    if start is not None and day < start:
        return address, paragraph, f"on {day} {number} was numbered {now.number}", "carries"
    return (
        address,
        paragraph,
        f"{number} is an old number: on {day} the provision stands as {now.number}; invoke that",
        "nothing",
    )


def _known(address: str, paragraph: str, day: date) -> tuple[str, str, str, str] | None:
    try:
        found = provision(address)
    except KeyError:
        return None
    if found.lapse is not None and day >= found.lapse and found.in_force(day):
        reason = (
            f"the emergency of {found.cite} lapses on {found.lapse} unless a notice continues it "
            "(50 USC 1622(d)), and no such notice is in the library"
        )
        return address, paragraph, reason, "unknown"
    if not found.in_force(day):
        return address, paragraph, f"{found.cite} is not in force on {day}; it carries nothing", "nothing"
    return address, paragraph, "", "carries"
