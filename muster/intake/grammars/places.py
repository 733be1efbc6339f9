"""Places that orders and news name: posts, states, the border, counties."""

from __future__ import annotations

import re

__all__ = ("INSTALLATION", "PLACE", "STATES", "lasting_name", "place_named")

STATES = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|"
    "Idaho|Illinois|Indiana|Iowa|"
    "Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|"
    "Montana|Nebraska|Nevada|"
    "New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|"
    "Pennsylvania|Rhode Island|"
    "South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|"
    "Wisconsin|Wyoming|"
    "Puerto Rico|Guam|(?:the )?District of Columbia|(?:the )?U\\.S\\. Virgin Islands"
)
_NAME = r"(?:[A-Z][\w.'-]{1,20}(?: (?!Air|Naval|Army)|(?=,)|\b)){1,3}"
INSTALLATION = re.compile(
    rf"\b(?:(?:Fort|Ft\.|Camp|Joint Base|Naval (?:Air )?Station|Naval Base|Marine Corps (?:Base|Air "
    rf"Station|Air Ground Combat Center)|Air Station) "
    r"(?:[A-Z][\w.'-]{1,20}(?:-[A-Z]\w{1,15})*)(?: (?!The\b|In\b|NLT\b|IAW\b)[A-Z][\w'-]{1,20}){0,2}"
    rf"|(?:[A-Z][\w.'-]{{1,20}} ){{1,3}}(?:Air Force Base|Air Reserve Base|Air National Guard Base|"
    rf"Army Airfield|Army Depot|Space Force Base|AFB|Armory|Air Tanker Base|Air Guard Base|"
    rf"National Guard Base|Guard Armory|Regional Airport|International Airport|Municipal Airport|"
    rf"Army Reserve Center|(?:Guard|Joint|Army|Maneuver) Training Center|Naval Base|"
    rf"Coast Guard Base))(?:, (?:{STATES}|[A-Z][a-z]{{2,5}}\.|[A-Z]\.[A-Z]\.))?"
)
PLACE = re.compile(
    rf"{INSTALLATION.pattern}"
    r"|\b(?:(?:U\.S\.|United States|US)[- ])?(?:southern|southwest|Southwest|Southern|northern|"
    r"US-Mexico|U\.S\.-Mexico|Mexican)(?: land)? (?:border|Border)(?: of the United States)?"
    rf"|\b[A-Z][a-z]{{2,15}}(?: [A-Z][a-z]{{2,15}})? (?:County|Parish|Sector)(?:, (?:{STATES}))?"
    rf"|\b(?:(?:Los Angeles|San Diego|Chicago|Portland|Memphis|New Orleans|Houston|El Paso|"
    rf"Washington|Asheville|Tampa)(?:, (?:{STATES}|D\.C\.))?)\b"
    r"|\bthe Nation's capital\b|\bRoosevelt Reservation\b|\b(?:National Defense Areas?)\b"
    rf"|\b(?:{STATES})\b(?! (?:National|Army|Air|Guard))|\b(?:the )?border\b"
)


def place_named(text: str, start: int, end: int) -> str | None:
    """Return the first place that plain ``text[start:end]`` names, without its article."""
    match = PLACE.search(text, start, end)
    return None if match is None else match[0].removeprefix("the ")


#: Army posts that were renamed in 2023 and took their names again in 2025, under the names before and after.
_RENAMED = {
    "Liberty": "Bragg",
    "Cavazos": "Hood",
    "Moore": "Benning",
    "Eisenhower": "Gordon",
    "Gregg-Adams": "Lee",
    "Johnson": "Polk",
    "Novosel": "Rucker",
    "Walker": "A.P. Hill",
    "Barfoot": "Pickett",
}


def lasting_name(place: str) -> str:
    """
    Return one name for a post, whichever of its names a text uses; any other place stays as it is.

    Examples
    --------
    >>> lasting_name("Fort Liberty, North Carolina"), lasting_name("Fort Bliss, Texas")
    ('Fort Bragg, North Carolina', 'Fort Bliss, Texas')
    """
    head, comma, state = place.partition(",")
    kind, _, name = head.partition(" ")
    if kind not in ("Fort", "Ft."):
        return place
    return f"Fort {_RENAMED.get(name, name)}{comma}{state}"
