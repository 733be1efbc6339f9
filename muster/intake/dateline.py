"""The document's own date, where the text says it: a header, a dateline or a signature line."""

from __future__ import annotations

import re
from datetime import date

from muster.intake.grammars.dates import find_whens

__all__ = ("own_date",)

_HEADER = re.compile(
    r"^ {0,4}(?:date(?:d)?|issued|published|posted|release(?:d)?|for immediate release|effective "
    r"date|DTG)\b[ :]{1,4}(?P<rest>[^\n]{4,80})",
    re.IGNORECASE | re.MULTILINE,
)
_LINE = re.compile(r"^[^\n]{0,60}$", re.MULTILINE)
_DATELINE = re.compile(
    r"^ {0,4}(?:[A-Z][A-Z.,' -]{2,50}(?:, [A-Z][A-Za-z.]{1,14})?)(?![a-z]),? ?(?:\((?:AP|Reuters|[A-Z][\w "
    r"]{1,20})\) )?(?:[-—–]{1,2} )?(?P<rest>[^\n]{4,60}?)(?: ?[-—–]{1,2} |$)",
    re.MULTILINE,
)
#: "EL PASO, Texas — March 3, 2025 —", "WASHINGTON (March 3, 2025) —".
_ENCLOSED = re.compile(
    r"^ {0,4}[A-Z][A-Z.' -]{2,40}(?:, [A-Z][\w. ]{1,20}?)? ?(?:[-—–]{1,2}|\() ?"
    r"(?P<rest>[^\n—–()-]{6,26}?)(?:\)| ?[-—–]{1,2} )",
    re.MULTILINE,
)
_MADE = re.compile(
    r"IN WITNESS WHEREOF, I have hereunto set my hand this (?P<day>[a-z-]{3,16}|\d{1,2}(?:st|nd|rd|"
    r"th)?) day of (?P<month>[A-Z][a-z]{2,8}),? in the year of our Lord (?P<year>[a-z -]{8,40}|\d{4})"
    r""
)
_ORDINALS = {
    word: number
    for number, word in enumerate(
        [
            "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
            "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth",
            "seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty-first", "twenty-second",
            "twenty-third", "twenty-fourth", "twenty-fifth", "twenty-sixth", "twenty-seventh",
            "twenty-eighth", "twenty-ninth", "thirtieth", "thirty-first",
        ],
        start=1,
    )
}  # fmt: skip
_TEENS = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
_HEAD, _TAIL = 1500, 600


def own_date(text: str) -> date | None:
    r"""
    Return the date that a document gives itself, ``None`` where it gives none or several.

    A header ("Date: …") comes before a line that holds nothing but a date at the head or the foot,
    and that before a dateline ("FORT BLISS, Texas, March 3, 2025 —"). ``text`` is plain text with
    its line ends kept.

    Examples
    --------
    >>> own_date("THE WHITE HOUSE,\n\nAugust 25, 2025.")
    datetime.date(2025, 8, 25)
    """
    head, tail = text[:_HEAD], text[-_TAIL:]
    for match in _HEADER.finditer(head):
        found = _single(match["rest"], whole=False)
        if found is not None:
            return found
    made = _MADE.search(text[-3000:].replace("\n", " "))
    if made is not None:
        found = _proclaimed(made)
        if found is not None:
            return found
    lines = [
        _single(match[0], whole=True)
        for part in (head, tail)
        for match in _LINE.finditer(part)
        if match[0].strip()
    ]
    alone = {found for found in lines if found is not None}
    if len(alone) == 1:
        return alone.pop()
    for match in (*_DATELINE.finditer(head), *_ENCLOSED.finditer(head)):
        found = _single(match["rest"], whole=False)
        if found is not None and match.start("rest") - match.start() < 70:
            return found
    return None


def _single(words: str, *, whole: bool) -> date | None:
    """Return the only full date of the words; if ``whole``, only where little else stands there."""
    days = [when for when in find_whens(words) if when.kind == "day" and when.iso is not None]
    if len(days) != 1:
        return None
    rest = words[: days[0].start] + words[days[0].end :]
    if (
        whole
        and len(
            re.sub(
                r"[\W_]|(?i:\d{1,2}:\d\d|[ap]\.?m\.?|[ecmp][sd]?t|gmt|utc|zulu|by|staff|monday|"
                r"tuesday|wednesday|thursday|friday|saturday|sunday|the white house|"
                r"washington)",
                "",
                rest,
            )
        )
        > 3
    ):
        return None
    return date.fromisoformat(days[0].iso or "")


def _proclaimed(made: re.Match[str]) -> date | None:
    """Return the date of "this twentieth day of January, in the year of our Lord two thousand one"."""
    day = _ORDINALS.get(made["day"]) or int(re.sub(r"\D", "", made["day"]) or 0)
    year = made["year"].strip()
    number = int(year) if year.isdigit() else 0
    if not number:
        words = re.split(r"[ -]", year)
        number = (
            2000 if words[:2] == ["two", "thousand"] else 1900 if words[:2] == ["nineteen", "hundred"] else 0
        )
        number += sum(
            _TENS.get(word, 0) + (_TEENS.index(word) if word in _TEENS else 0) for word in words[2:]
        )
    try:
        month = [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ].index(made["month"].lower()) + 1
        return date(number, month, day)
    except ValueError:
        return None
