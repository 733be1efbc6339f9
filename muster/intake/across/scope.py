"""Of whom a fact speaks: forces, duty status, place, and whether the figure adds to another or sums up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from muster.domain.fact import Fact
from muster.intake.across.figure import measure
from muster.intake.plain import plain

__all__ = ("Scope", "place_form", "places_meet", "scope_of", "sets_meet")

_FORCES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("National Guard", r"\bguards?(?:men|man|smen|sman|members)?\b"),
        ("Reserve", r"\breserv(?:e|es|ist|ists)\b"),
        ("Marine Corps", r"\bmarines?\b"),
        ("Army", r"\barmy\b"),
        ("Navy", r"\b(?:navy|sailors?)\b"),
        ("Air Force", r"\b(?:air force|airm[ae]n)\b"),
        ("Coast Guard", r"\bcoast guard\b"),
        ("active-duty", r"\b(?:active[- ](?:duty|component)|regular (?:army|forces|component))\b"),
    )
)
_DUTY: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("SAD", r"\b(?:state active[- ]duty|SAD|state orders|lone star|governor's orders)\b"),
        ("T32", r"\btitle 32\b|\b32 U\.?S\.?C\.? 502\b"),
        (
            "T10",
            r"\btitle 10\b|\bfederali[sz]ed\b|(?<!state )\bactive[- ]duty\b|\bfederal (?:active )?orders\b",
        ),
    )
)
_MAINLY = re.compile(
    r",? (?:mainly|mostly|primarily|largely|including|among them|most of them)\b.*", re.DOTALL
)
_ADDING = re.compile(
    r"\b(?:additional|another|more(?! than)|further|extra|on top of|in addition|to join|will join|join the|"
    r"reinforce)\b",
    re.IGNORECASE,
)
_SUMMING = re.compile(
    r"\b(?:brings? the total|bringing (?:the )?(?:total|number)|in all|altogether|a total of|total of|"
    r"combined|with them|the total)\b",
    re.IGNORECASE,
)
_RELIEF = re.compile(
    r"\b(?:reliev\w+|relief in place|replac\w+|rotat\w+|hand[- ]?over|turn[- ]?over|transfer of authority|"
    r"overlap\w*)\b",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"\b(?:\d{1,3}(?:st|nd|rd|th|d) (?:[A-Z][\w.'-]* ){0,6}?(?:Division|Brigade|Regiment|Battalion|Company|"
    r"Squadron|Wing|Team|Group)|(?:[Tt]he |[Oo]ne |[Aa] )(?:brigade|battalion|company|squadron|detachment|"
    r"headquarters)|[Ff]rom (?:Fort|Camp|Joint Base|Naval)\b)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """
    Whom a fact's words count; what is empty or ``None`` is not stated.

    ``duty`` holds the duty status that the words name (``active-duty`` of a report is Title 10 status in
    either of its readings, see the question). ``unit`` is set where the words count one unit's people.
    """

    forces: frozenset[str]
    duty: str | None
    place: str | None
    measure: str | None
    adding: bool
    summing: bool
    relief: bool
    unit: str | None


@lru_cache(maxsize=4_096)
def scope_of(fact: Fact, around: str = "") -> Scope:
    """Read the scope off a fact's own words; of those ``around`` it only whether they tell of a hand-over."""
    quote = plain(fact.quote)
    unit = fact.quantity.unit if fact.quantity is not None else ""
    words = _MAINLY.sub("", quote)
    own = unit if any(pattern.search(unit) for _, pattern in (*_FORCES, *_DUTY)) else words
    forces = frozenset(name for name, pattern in _FORCES if pattern.search(own))
    if "Coast Guard" in forces:
        forces -= {"National Guard"}
    duty = next((name for name, pattern in _DUTY if pattern.search(own)), None) or next(
        (name for name, pattern in _DUTY if pattern.search(words)), None
    )
    named = _UNIT.search(words)
    return Scope(
        forces=forces - {"active-duty"} if duty == "SAD" else forces,
        duty=duty,
        place=place_form(fact.place),
        measure=None if fact.quantity is None else measure(unit),
        adding=_ADDING.search(words) is not None,
        summing=_SUMMING.search(words) is not None,
        relief=_RELIEF.search(quote) is not None or _RELIEF.search(plain(around)) is not None,
        unit=None if named is None else named[0].casefold().removeprefix("the "),
    )


def place_form(place: str | None) -> str | None:
    """
    One form of a place's names; every way to call the southern border is one.

    Examples
    --------
    >>> place_form("U.S.-Mexico border"), place_form("southwest border"), place_form("Fort Bliss, Texas")
    ('southern border', 'southern border', 'fort bliss')
    """
    if place is None:
        return None
    words = " ".join(plain(place).casefold().removeprefix("the ").split())
    if "border" in words:
        return (
            "northern border"
            if "north" in words or "canad" in words
            else ("border" if words == "border" else "southern border")
        )
    return words.split(",")[0].replace("ft. ", "fort ")


def places_meet(one: str | None, other: str | None) -> bool:
    """Whether two places may be the same: equal, unstated, or a border that is not named further."""
    if one is None or other is None or one == other:
        return True
    return {one, other} in ({"border", "southern border"}, {"border", "northern border"})


def sets_meet(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sets of forces may be the same people: one is unstated, or they share a force."""
    return not one or not other or bool(one & other)
