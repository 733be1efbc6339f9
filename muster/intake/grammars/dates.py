"""
Dates, date-time groups, weekdays, quarters, deadlines and durations, resolved on the document's date.

What the text does not settle stays ``None`` with the reason, never today's date. Weeks run from
Monday to Sunday, fiscal years from 1 October (31 U.S.C. 1102).
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

__all__ = ("When", "find_whens")


@dataclass(frozen=True, slots=True)
class When:
    """
    A time expression at its place in the text.

    Parameters
    ----------
    iso
        Day, month, year, ``a/b`` interval or duration ``P90D``; ``None`` where it cannot be resolved.
    kind
        ``day``, ``weekday``, ``month``, ``year``, ``quarter``, ``relative``, ``deadline`` (counted
        from a document), ``duration``, ``offset`` (C+30) or ``vague`` (shortly).
    doubt
        Why ``iso`` is ``None`` or rests on a reading: ``no document date``, ``no year``, ``no C-day``,
        ``base``, ``no such day``; ``None`` where there is none.
    days
        The number that the text counts, with its unit, for deadlines and durations.
    """

    start: int
    end: int
    iso: str | None
    kind: str
    doubt: str | None = None
    count: int | None = None
    unit: str | None = None


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_COUNT = (
    r"(?:\d{1,4}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirty|"
    r"forty-five|sixty|ninety)"
)
_COUNTS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirty": 30,
    "forty-five": 45,
    "sixty": 60,
    "ninety": 90,
}
_QUARTERS = {
    word: 1 + at % 4
    for at, word in enumerate(
        ["first", "second", "third", "fourth", "1st", "2nd", "3rd", "4th", "q1", "q2", "q3", "q4"]
    )
}
_UNIT = r"(?:calendar |business |consecutive )?(?:day|week|month|year|hour)s?"

_PATTERNS: tuple[tuple[str, str], ...] = (
    ("iso", r"\b(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)\b"),
    (
        "dtg",
        (
            r"\b(?P<d>\d\d)(?P<hh>\d\d)(?P<mm>\d\d) ?(?P<z>[A-Z]) ?(?P<mon>(?:JAN|FEB|MAR|APR|MAY|JUN|"
            r"JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]{0,6}) ?(?P<y>(?:19|20)?\d\d)\b"
        ),
    ),
    (
        "mdy",
        (
            rf"\b(?:{_WEEKDAY}, )?(?P<mon>{_MONTH}) (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>(?:19|20)"
            rf"\d\d)\b"
        ),
    ),
    (
        "dmy",
        (
            rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)? (?:day of )?(?P<mon>{_MONTH}),? (?P<y>(?:19|20)\d\d|'?"
            rf"\d\d(?![\d,]))\b"
        ),
    ),
    ("slash", r"(?<![\d/])(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>(?:19|20)?\d\d)(?![\d/])"),
    (
        "offset",
        r"\b(?P<day>[CDHM])(?P<sign>\+|(?<=(?:by|at|on|to) [CDHM])-|(?<=NLT [CDHM])-)(?P<n>\d{1,3})\b",
    ),
    ("md", rf"\b(?:{_WEEKDAY}, )?(?P<mon>{_MONTH}) (?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?!,\d)"),
    ("dm", rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)? (?P<mon>{_MONTH})\b"),
    ("my", rf"\b(?P<mon>{_MONTH}),? (?:of )?(?P<y>(?:19|20)\d\d)\b"),
    (
        "lastmonth",
        (
            r"\b(?P<rel>last|this past|this|next|since|in|by|until|through) (?P<mon>January|"
            r"February|March|April|May|June|July|August|September|October|November|December)\b(?! "
            r"\d)"
        ),
    ),
    (
        "fyq",
        (
            r"\b(?P<q>first|second|third|fourth|1st|2nd|3rd|4th|Q[1-4]) (?:quarter )?(?:of )?(?:the )?(?"
            r"P<fy>FY|fiscal year|calendar year|CY)? ?'?(?P<y>(?:19|20)\d\d|\d\d\b)"
        ),
    ),
    ("fy", r"\b(?:FY ?-?'?|(?:F|f)iscal (?:Y|y)ears? )(?P<y>(?:19|20)\d\d|\d\d)\b"),
    (
        "within",
        (
            rf"\b(?:within|not later than|no later than|NLT) (?P<n>{_COUNT})(?: \(\d{{1,4}}\))? (?"
            rf"P<u>{_UNIT})(?: (?:after|of|from|following) (?P<base>the (?:date of|issuance of|"
            rf"signing of|effective date of|publication of)?(?: ?the)? ?(?:this )?[a-z]{{1,20}}(?: "
            rf"[a-z]{{1,14}}){{0,3}}|this [a-z]{{1,20}}(?: [a-z]{{1,14}}){{0,2}}|today|receipt))?"
        ),
    ),
    ("ago", rf"\b(?P<n>{_COUNT}) (?P<u>(?:day|week|month|year)s?) (?P<way>ago|earlier|from (?:now|today))\b"),
    (
        "duration",
        (
            rf"\b(?:for|lasting|of|period of|initial|over) (?:up to |at least |no more than |not "
            rf"more than |a |an |the |next |period of |initial |approximately |about ){{0,5}}(?"
            rf"P<n>{_COUNT})[ -](?P<u>{_UNIT})\b(?: period)?"
        ),
    ),
    ("dashed", r"\b(?P<n>\d{1,3}|thirty|sixty|ninety)-(?P<u>day|week|month|year)\b"),
    (
        "weekday",
        (
            rf"\b(?:(?P<rel>last|next|this|this past|this coming) )?(?P<w>{_WEEKDAY})\b(?: (?"
            rf":morning|afternoon|evening|night))?"
        ),
    ),
    ("today", r"\b(?P<w>today|yesterday|tomorrow|tonight|this (?:morning|afternoon|evening)|last night)\b"),
    ("span", r"\b(?P<rel>last|this|next) (?P<u>week|weekend|month|year)\b"),
    (
        "vague",
        (
            r"\b(?P<v>shortly|soon|in the coming (?:days|weeks|months)|in the (?:next|near) (?:few )?(?"
            r":days|weeks|future)|(?:in|over|during) the next few (?:days|weeks|months)|immediately|"
            r"until further notice|indefinitely)\b"
        ),
    ),
    ("year", r"(?<!Act )\b(?:in|since|by|until|through|during|of) (?P<y>(?:19|20)\d\d)\b(?![,-]\d)"),
)
_RULES = tuple(
    (name, re.compile(pattern, re.IGNORECASE if name != "dtg" and name != "offset" else 0))
    for name, pattern in _PATTERNS
)
#: Words without which no pattern can match; most sentences hold none and are passed over quickly.
_CUE = re.compile(
    r"\d|day|today|yesterday|tomorrow|tonight|week|month|year|morning|night|shortly|soon|coming|next|"
    r"immediately|"
    r"notice|indefinite|last|this|since|within|for",
    re.IGNORECASE,
)


def find_whens(
    text: str, start: int = 0, end: int | None = None, anchor: date | None = None
) -> Iterator[When]:
    """
    Yield the time expressions of plain ``text[start:end]`` from left to right, without overlap.

    Examples
    --------
    >>> text = "on Wednesday and within 45 days of the date of this order"
    >>> [w.iso for w in find_whens(text, anchor=date(2025, 1, 22))]
    ['2025-01-22', '2025-03-08']
    >>> [w.iso for w in find_whens("NLT 011200ZMAR25 for 90 days")]
    ['2025-03-01', 'P90D']
    """
    stop = len(text) if end is None else end
    if _CUE.search(text, start, stop) is None:
        return
    found: list[When] = []
    taken: list[tuple[int, int]] = []
    for name, rule in _RULES:
        for match in rule.finditer(text, start, stop):
            if any(match.start() < b and a < match.end() for a, b in taken):
                continue
            when = _resolve(name, match, text, anchor)
            if when is not None:
                found.append(when)
                taken.append(match.span())
    yield from sorted(found, key=lambda when: when.start)


def _resolve(name: str, match: re.Match[str], text: str, anchor: date | None) -> When | None:
    """Turn a match into a time, or ``None`` if on a closer look it is none."""
    a, b = match.span()
    if name in ("iso", "dtg", "mdy", "dmy", "slash"):
        month = (
            _MONTHS[match["mon"].lower().rstrip(".")[:3]] if "mon" in match.re.groupindex else int(match["m"])
        )
        return _day(a, b, _year(match["y"]), month, int(match["d"]))
    if name in ("md", "dm"):
        if match["mon"] == "may" or (
            name == "dm" and match["mon"].lower() == "may" and match["mon"] != "May"
        ):
            return None
        month, day = _MONTHS[match["mon"].lower().rstrip(".")[:3]], int(match["d"])
        if anchor is None:
            return When(a, b, None, "day", "no year")
        return _day(a, b, _nearest_year(month, min(day, 28), anchor), month, day)
    if name == "my":
        if match["mon"].lower() == "may" and match["mon"] != "May":
            return None
        return When(a, b, f"{match['y']}-{_MONTHS[match['mon'].lower().rstrip('.')[:3]]:02d}", "month")
    if name == "lastmonth":
        if match["mon"] == "may":
            return None
        return _named_month(a, b, match["rel"].lower(), _MONTHS[match["mon"].lower()[:3]], anchor)
    if name == "fyq":
        if not match["fy"] and "quarter" not in match[0]:
            return None
        quarter = _QUARTERS[match["q"].lower()]
        return _quarter(
            a, b, quarter, _year(match["y"]), fiscal=(match["fy"] or "").lower() in ("fy", "fiscal year")
        )
    if name == "fy":
        year = _year(match["y"])
        return When(a, b, f"{year - 1}-10-01/{year}-09-30", "year")
    if name == "within":
        return _deadline(a, b, match, anchor)
    if name == "ago":
        count, unit = _COUNTS.get(match["n"].lower()) or int(match["n"]), match["u"].lower().rstrip("s")
        if match["way"] == "earlier" or anchor is None:
            return When(a, b, None, "relative", "base" if match["way"] == "earlier" else "no document date")
        then = _shift(anchor, count if "from" in match["way"] else -count, unit).isoformat()
        return When(a, b, then[: {"month": 7, "year": 4}.get(unit, 10)], "relative")
    if name in ("duration", "dashed"):
        count = _COUNTS.get(match["n"].lower()) or int(match["n"])
        unit = match["u"].lower().split()[-1].rstrip("s")
        if (
            name == "duration"
            and match[0][:2].lower() == "of"
            and "period" not in text[max(0, a - 12) : a].lower()
        ):
            return None
        code = f"PT{count}H" if unit == "hour" else f"P{count}{unit[0].upper()}"
        return When(a, b, code, "duration", None, count, unit + "s")
    if name == "offset":
        return When(a, b, None, "offset", f"no {match['day']}-day", int(match["sign"] + match["n"]), "days")
    if name == "weekday":
        if anchor is None:
            return When(a, b, None, "weekday", "no document date")
        monday = anchor - timedelta(days=anchor.weekday())
        step = {"last": -7, "next": 7}.get((match["rel"] or "").lower(), 0)
        named = monday + timedelta(days=_DAYS.index(match["w"].lower()) + step)
        return When(a, b, named.isoformat(), "weekday")
    if name == "today":
        word = match["w"].lower()
        if anchor is None:
            return When(a, b, None, "relative", "no document date")
        step = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(word, 0)
        return When(a, b, (anchor + timedelta(days=step)).isoformat(), "relative")
    if name == "span":
        return _named_span(a, b, match["rel"].lower(), match["u"].lower(), anchor)
    if name == "year":
        return When(match.start("y"), b, match["y"], "year")
    return When(a, b, None, "vague")


def _year(digits: str) -> int:
    """Return the year of two or four digits; two digits are of this century (orders are not older)."""
    number = int(digits.lstrip("'"))
    return number + 2000 if number < 100 else number


def _day(a: int, b: int, year: int, month: int, day: int) -> When | None:
    try:
        return When(a, b, date(year, month, day).isoformat(), "day")
    except ValueError:
        return When(a, b, None, "day", "no such day") if 1 <= month <= 12 else None


def _nearest_year(month: int, day: int, anchor: date) -> int:
    """Return the year that brings a day without one nearest to the document's date."""
    return min(
        (anchor.year - 1, anchor.year, anchor.year + 1),
        key=lambda y: abs((date(y, month, day) - anchor).days),
    )


def _named_month(a: int, b: int, relation: str, month: int, anchor: date | None) -> When:
    if anchor is None:
        return When(a, b, None, "month", "no document date")
    if relation in ("last", "this past", "since"):
        year = anchor.year if month < anchor.month else anchor.year - 1
    elif relation in ("next", "by", "until", "through"):
        year = (
            anchor.year
            if (month >= anchor.month and relation != "next") or month > anchor.month
            else anchor.year + 1
        )
    elif relation == "this":
        year = anchor.year
    else:
        year = _nearest_year(month, 15, anchor)
    return When(a, b, f"{year}-{month:02d}", "month")


def _quarter(a: int, b: int, quarter: int, year: int, *, fiscal: bool) -> When:
    first = (quarter - 1) * 3 + 1 - (3 if fiscal else 0)
    first_year, first_month = (year, first) if first > 0 else (year - 1, first + 12)
    last_month = first_month + 2
    last = date(first_year, last_month, calendar.monthrange(first_year, last_month)[1])
    return When(a, b, f"{date(first_year, first_month, 1).isoformat()}/{last.isoformat()}", "quarter")


def _deadline(a: int, b: int, match: re.Match[str], anchor: date | None) -> When:
    count, unit = (
        _COUNTS.get(match["n"].lower()) or int(match["n"]),
        match["u"].lower().split()[-1].rstrip("s"),
    )
    base = (match["base"] or "").lower()
    own = re.match(
        r"(?:the (?:date|issuance|signing) of )?(?:this|the present) (?:order|memorandum|proclamation|"
        r"directive|notice|document|letter)",
        base,
    )
    if unit == "hour" or "business" in match["u"].lower():
        return When(a, b, None, "deadline", "base" if not own else None, count, unit + "s")
    if own is None and base not in ("today", "the date of this"):
        return When(a, b, None, "deadline", "base", count, unit + "s")
    if anchor is None:
        return When(a, b, None, "deadline", "no document date", count, unit + "s")
    return When(a, b, _shift(anchor, count, unit).isoformat(), "deadline", None, count, unit + "s")


def _shift(day: date, count: int, unit: str) -> date:
    """Return the day ``count`` days, weeks, months or years away; a month ends where it ends."""
    try:
        if unit == "day":
            return day + timedelta(days=count)
        if unit == "week":
            return day + timedelta(weeks=count)
        months = day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1)
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):
        return date.max if count > 0 else date.min


def _named_span(a: int, b: int, relation: str, unit: str, anchor: date | None) -> When:
    if anchor is None:
        return When(a, b, None, "relative", "no document date")
    step = {"last": -1, "this": 0, "next": 1}[relation]
    if unit == "year":
        return When(a, b, str(anchor.year + step), "relative")
    if unit == "month":
        return When(a, b, _shift(anchor.replace(day=1), step, "month").isoformat()[:7], "relative")
    monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=step)
    first = monday + timedelta(days=5) if unit == "weekend" else monday
    return When(a, b, f"{first.isoformat()}/{(monday + timedelta(days=6)).isoformat()}", "relative")
