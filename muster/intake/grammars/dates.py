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
        ``day``, ``interval``, ``weekday``, ``month``, ``year``, ``quarter``, ``relative``, ``deadline``
        (counted from a document), ``duration``, ``offset`` (C+30) or ``vague`` (shortly).
    doubt
        Why ``iso`` is ``None`` or rests on a reading: ``no document date``, ``no year``, ``no C-day``,
        ``base``, ``no such day``; ``None`` where there is none.
    count, unit, most
        The number that the text counts, with its unit, for deadlines and durations; ``most`` is the upper end
        of "three to six months", which has no ISO form.
    """

    start: int
    end: int
    iso: str | None
    kind: str
    doubt: str | None = None
    count: int | None = None
    unit: str | None = None
    most: int | None = None


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
_SMALL = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_UNDER_100 = rf"(?:(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_SMALL[:9])}))?|{'|'.join(reversed(_SMALL))})"
_COUNT = rf"(?:\d{{1,4}}|(?:one|two|three|a) hundred(?:(?: and)? {_UNDER_100})?|{_UNDER_100}|an?)"
_ATOMS = {
    "a": 1,
    "an": 1,
    "and": 0,
    **{word: number for number, word in enumerate(_SMALL, start=1)},
    **{word: 10 * number for number, word in enumerate(_TENS, start=2)},
}
_QUARTERS = {
    word: 1 + at % 4
    for at, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "1st",
            "2nd",
            "3rd",
            "4th",
            "q1",
            "q2",
            "q3",
            "q4",
            "1q",
            "2q",
            "3q",
            "4q",
        ]
    )
}
_UNIT = r"(?:calendar |business |consecutive )?(?:day|week|month|year|hour)s?"

_TO = r" ?(?:-|to|through|until|and) ?"

_PATTERNS: tuple[tuple[str, str], ...] = (
    (
        "interval",
        (
            rf"\b(?P<from>(?:from|between) )?(?P<mon>{_MONTH}) (?P<d>\d{{1,2}})(?:,? (?P<y>(?:19|20)\d\d))?"
            rf"(?P<to>{_TO})(?:(?P<mon2>{_MONTH}) )?(?P<d2>\d{{1,2}})(?:,? (?P<y2>(?:19|20)\d\d))"
            rf"?(?![\d,]*\d)"
        ),
    ),
    (
        "endof",
        (
            rf"\bend of (?:the )?(?:(?:calendar )?(?P<span>week|month|year|fiscal year)\b(?! \d)|"
            rf"(?:(?P<fy>FY ?-?'?|fiscal (?:year )?)|(?:calendar year |CY ?))?(?P<y>(?:19|20)\d\d|"
            rf"(?<=FY)\d\d|(?<=FY[ -])\d\d)\b|(?P<mon>{_MONTH})\b(?:,? (?P<my>(?:19|20)\d\d))?)"
        ),
    ),
    ("iso", r"\b(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?=T\d|\b)"),
    ("packed", r"(?<![\d.,-])(?P<y>20[0-3]\d)(?P<m>0[1-9]|1[0-2])(?P<d>[0-3]\d)(?![\d,]|\.\d|-\d)"),
    (
        "milday",
        (
            r"\b(?P<d>\d{1,2}) ?(?P<mon>JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)(?:[A-Z]{0,6}) ?"
            r"(?P<y>(?:19|20)?\d\d)\b(?!,\d)"
        ),
    ),
    (
        "dayspan",
        (
            rf"\b(?P<d>\d{{1,2}})(?P<to> ?- ?| to | through | and )(?P<d2>\d{{1,2}}) (?P<mon>{_MONTH})"
            rf"(?:,? (?P<y>(?:19|20)\d\d))?\b"
        ),
    ),
    (
        "fyspan",
        (
            r"\b(?:FY ?-?'?|(?:F|f)iscal (?:(?:Y|y)ears? )?)(?P<y>(?:19|20)\d\d|\d\d)(?: ?- ?| through |"
            r" to | and )(?:FY ?-?'?|(?:F|f)iscal (?:(?:Y|y)ears? )?)?(?P<y2>(?:19|20)\d\d|"
            r"\d\d)\b(?![,.]?\d)"
        ),
    ),
    (
        "monthspan",
        (
            rf"\b(?:from |between )?(?P<mon>{_MONTH})(?: (?P<y>(?:19|20)\d\d))?(?: ?- ?| through | to |"
            rf" until | and )(?P<mon2>{_MONTH})(?:,? (?P<y2>(?:19|20)\d\d))?\b(?! \d)"
        ),
    ),
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
            rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)? (?:day of |of )?(?P<mon>{_MONTH}),? (?P<y>(?:19|20)\d\d|'?"
            rf"\d\d(?![\d,]))\b"
        ),
    ),
    ("slash", r"(?<![\d/])(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>(?:19|20)?\d\d)(?![\d/])"),
    ("zero", r"\b(?P<day>[CDHM])-(?:[Dd]ay|DAY|[Hh]our|HOUR)\b"),
    (
        "offset",
        (
            r"\b(?P<day>[CDHM])(?P<sign>\+| plus |(?<=(?:by|at|on|to) [CDHM])-|(?<=NLT [CDHM])-|"
            r"(?<=from [CDHM])-|(?<=than [CDHM])-|(?<=before [CDHM])-)(?P<n>\d{1,3})\b"
        ),
    ),
    ("md", rf"\b(?:{_WEEKDAY}, )?(?P<mon>{_MONTH}) (?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?!,\d)"),
    ("dm", rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<mon>{_MONTH})\b"),
    ("my", rf"\b(?P<mon>{_MONTH}),? (?:of )?(?P<y>(?:19|20)\d\d)\b"),
    (
        "lastmonth",
        (
            r"\b(?P<rel>last|this past|this|next|since|in|by|until|through|early|mid|"
            r"late)[ -](?P<mon>January|February|March|April|May|June|July|August|September|October|"
            r"November|December)\b(?! \d)"
        ),
    ),
    (
        "fyq",
        (
            r"\b(?P<q>first|second|third|fourth|1st|2nd|3rd|4th|Q[1-4]|[1-4]Q) ?(?:quarter |"
            r"[Qq]tr\.? )?(?:of )?(?:the )?(?P<fy>FY|fiscal year|fiscal|calendar year|CY)? ?'?(?P<y>(?:19|"
            r"20)\d\d|\d\d\b)"
        ),
    ),
    ("fy", r"\b(?:FY ?-?'?|(?:F|f)iscal (?:(?:Y|y)ears? )?)(?P<y>(?:19|20)\d\d|\d\d)\b"),
    (
        "within",
        (
            rf"\b(?:within|not later than|no later than|NLT|"
            rf"by) (?P<n>{_COUNT})(?: \(\d{{1,4}}\))? (?P<u>{_UNIT})(?! (?:prior|before|"
            rf"preceding))(?: (?:after|of|from|following) (?P<base>the (?:date of|issuance of|signing of|"
            rf"effective date of|"
            rf"publication of)?(?: ?the)? ?(?:this )?[a-z]{{1,20}}(?: [a-z]{{1,14}}){{0,3}}|"
            rf"this [a-z]{{1,20}}(?: [a-z]{{1,14}}){{0,2}}|today|receipt|enactment|signature|arrival|"
            rf"activation|mobilization))?"
        ),
    ),
    (
        "after",
        (
            rf"\b(?P<n>{_COUNT})(?: \(\d{{1,4}}\))? (?P<u>{_UNIT}) (?:after|from|"
            rf"following) (?P<base>(?:the (?:effective date|date|issuance|signing) of )?this (?:order|"
            rf"memorandum|proclamation|directive|notice)|(?:the )?(?:date of )?(?:the )?(?:enactment|"
            rf"receipt|signature|approval|arrival|activation|mobilization)\b)"
        ),
    ),
    ("ago", rf"\b(?P<n>{_COUNT}) (?P<u>(?:day|week|month|year)s?) (?P<way>ago|earlier|from (?:now|today))\b"),
    (
        "duration",
        (
            rf"\b(?:(?:for )?(?:a |the )?(?:total )?period not to exceed|for|lasting|"
            rf"(?<!the )(?<!in )(?<!over )(?:last|lasts|lasted)|of|period of|initial|over|(?:in|during|"
            rf"within)(?= the next)) (?:up to |at least |no more than |not more than |no longer than |"
            rf"not longer than |not to exceed |more than |less than |nearly |almost |roughly |another |"
            rf"an additional |a |an |the |next |period of |initial |approximately |"
            rf"about ){{0,5}}(?P<n>{_COUNT})(?: \(\d{{1,4}}\))?(?:(?: to |-|"
            rf" or )(?P<n2>{_COUNT}))?[ -](?P<u>{_UNIT})\b(?: period)?"
        ),
    ),
    (
        "dashed",
        (
            r"\b(?P<n>\d{1,3}|two|three|four|six|twelve|eighteen|thirty|sixty|ninety)"
            r"-(?P<u>day|week|month|year)\b"
        ),
    ),
    (
        "weekday",
        (
            rf"\b(?:(?P<rel>last|next|this|this past|this coming) )?(?P<w>{_WEEKDAY})\b(?: (?"
            rf":morning|afternoon|evening|night))?"
        ),
    ),
    ("today", r"\b(?P<w>today|yesterday|tomorrow|tonight|this (?:morning|afternoon|evening)|last night)\b"),
    ("span", r"\b(?P<rel>last|this|next|over the) (?P<u>week|weekend|month|year)\b"),
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
    (
        name,
        re.compile(
            pattern,
            re.IGNORECASE if name not in ("dtg", "offset", "milday", "fyspan", "monthspan", "zero") else 0,
        ),
    )
    for name, pattern in _PATTERNS
)
#: A day without a year that something lasts until lies ahead, however far.
_ONWARD = re.compile(
    r"\b(?:until|through|by|expires?(?: on)?|runs? out(?: on)?|ends?(?: on)?|ending(?: on)?|NLT) $",
    re.IGNORECASE,
)
_TELLING = re.compile(
    r"\b(?:said|says|told|announced|wrote|added|reported|confirmed|noted|stated)\b|[;:—]"
    r"|, (?:which|who|a|after)\b"
)
_SINCE = re.compile(r"\b(?:as of|since)\b[^,;]{0,14}$", re.IGNORECASE)
_PAST = re.compile(
    r"\b(?:was|were|had|did|said|told|sent|went|left|began|came|held|made|took|gave|led|put|met|(?!need|"
    r"speed|expected|scheduled|slated|planned|need)[a-z]{3,}ed)\b"
)
_AHEAD = re.compile(
    r"\b(?:will|would|shall|expected|scheduled|slated|planned|plans?|set to|is to|are to|to be|could|"
    r"may|might|preparing to|prepares? to|about to|intends? to)\b"
)
#: What a sentence must hold, in lower case, for a pattern to match: "#" a digit, "@" a month's first letters.
_NEEDS: dict[str, tuple[str, ...]] = {
    "interval": ("#", "@"),
    "endof": ("end of ",),
    "iso": ("#", "-"),
    "packed": ("#",),
    "milday": ("#", "@"),
    "dayspan": ("#", "@"),
    "fyspan": ("#", "f"),
    "monthspan": ("@",),
    "zero": ("-",),
    "dtg": ("#", "@"),
    "mdy": ("#", "@"),
    "dmy": ("#", "@"),
    "slash": ("#", "/"),
    "offset": ("#",),
    "md": ("#", "@"),
    "dm": ("#", "@"),
    "my": ("#", "@"),
    "lastmonth": ("@",),
    "fyq": ("#",),
    "fy": ("#", "f"),
    "within": ("~",),
    "after": ("~",),
    "ago": ("~",),
    "duration": ("~",),
    "dashed": ("~", "-"),
    "weekday": ("day",),
    "year": ("#",),
    "span": ("~",),
}
_DIGIT = re.compile(r"\d")
_MONTH_CUE = re.compile("jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec")
_UNIT_CUE = re.compile("day|week|month|year|hour")
_OTHER_CUE = re.compile(
    "day|tomorrow|tonight|this |last night|shortly|soon|in the |next few|immediately|notice|indefinite"
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
    if anchor is not None and not 1000 < anchor.year < 9000:
        anchor = None  # no document is of such a day; weeks and months around it leave the calendar
    words = text[start:stop].lower()
    signs = {
        "#": _DIGIT.search(words) is not None,
        "@": _MONTH_CUE.search(words) is not None,
        "~": _UNIT_CUE.search(words) is not None,
    }
    if not any(signs.values()) and _OTHER_CUE.search(words) is None:
        return
    found: list[When] = []
    taken: list[tuple[int, int]] = []
    for name, rule in _RULES:
        if not all(signs.get(need, need in words) for need in _NEEDS.get(name, ())):
            continue
        for match in rule.finditer(text, start, stop):
            if any(match.start() < b and a < match.end() for a, b in taken):
                continue
            when = _resolve(name, match, text, anchor)
            if when is not None and name == "weekday" and not match["rel"] and anchor is not None:
                when = _by_tense(when, text, start, stop, anchor)
            elif when is not None and name in ("lastmonth", "md", "dm") and anchor is not None:
                when = _past_year(when, text, start, stop, anchor)
            if when is not None:
                found.append(when)
                taken.append(match.span())
    yield from sorted(found, key=lambda when: when.start)


def _resolve(name: str, match: re.Match[str], text: str, anchor: date | None) -> When | None:
    """Turn a match into a time, or ``None`` if on a closer look it is none."""
    a, b = match.span()
    if name == "interval":
        return _interval(a, b, match, anchor)
    if name == "endof":
        return _end_of(a, b, match, anchor)
    if name == "zero":
        return When(a, b, None, "offset", f"no {match['day']}-day")
    if name == "dayspan":
        return _day_span(a, b, match, anchor)
    if name == "fyspan":
        first, last = _year(match["y"]), _year(match["y2"])
        if not first < last <= first + 20 or (" and " in match[0] and last != first + 1):
            return None
        return When(a, b, f"{first - 1}-10-01/{last}-09-30", "year")
    if name == "monthspan":
        return _month_span(a, b, match, anchor)
    if name in ("iso", "dtg", "mdy", "dmy", "slash", "packed", "milday"):
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
        if (
            _ONWARD.search(text, max(0, a - 24), a) is not None
            and _day(a, b, anchor.year, month, day) is not None
        ):
            return _day(a, b, anchor.year + ((month, day) < (anchor.month, anchor.day)), month, day)
        return _day(a, b, _nearest_year(month, max(1, min(day, 28)), anchor), month, day)
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
            a,
            b,
            quarter,
            _year(match["y"]),
            fiscal=(match["fy"] or "").lower() in ("fy", "fiscal year", "fiscal"),
        )
    if name == "fy":
        year = _year(match["y"])
        return When(a, b, f"{year - 1}-10-01/{year}-09-30", "year")
    if name in ("within", "after"):
        return _deadline(a, b, match, anchor)
    if name == "ago":
        count, unit = _counted(match["n"]), match["u"].lower().rstrip("s")
        if match["way"] == "earlier" or anchor is None:
            return When(a, b, None, "relative", "base" if match["way"] == "earlier" else "no document date")
        then = _shift(anchor, count if "from" in match["way"] else -count, unit).isoformat()
        return When(a, b, then[: {"month": 7, "year": 4}.get(unit, 10)], "relative")
    if name in ("duration", "dashed"):
        count = _counted(match["n"])
        unit = match["u"].lower().split()[-1].rstrip("s")
        if (
            name == "duration"
            and match[0][:2].lower() == "of"
            and "period" not in text[max(0, a - 12) : a].lower()
        ):
            return None
        most = _counted(match["n2"]) if name == "duration" and match["n2"] else None
        if most is not None and most > count:
            return When(a, b, None, "duration", None, count, unit + "s", most)
        code = f"PT{count}H" if unit == "hour" else f"P{count}{unit[0].upper()}"
        return When(a, b, code, "duration", None, count, unit + "s")
    if name == "offset":
        return When(
            a,
            b,
            None,
            "offset",
            f"no {match['day']}-day",
            (-1 if match["sign"] == "-" else 1) * int(match["n"]),
            "hours" if match["day"] == "H" else "days",
        )
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


def _by_tense(when: When, text: str, start: int, stop: int, anchor: date) -> When:
    """Return the weekday before the document's date for what happened, after it for what will happen."""
    if when.iso is None:
        return when
    named = date.fromisoformat(when.iso)
    ahead = _AHEAD.search(text, start, stop) is not None
    if named > anchor and _SINCE.search(text, max(start, when.start - 24), when.start) is not None:
        return When(when.start, when.end, _shift(named, -1, "week").isoformat(), when.kind)
    untold = ahead and _PAST.search(text, max(start, when.start - 60), when.start) is None
    if named > anchor and not ahead and _PAST.search(text, start, stop) is not None:
        named = _shift(named, -1, "week")
    elif named < anchor and (untold or _governed(text, start, when.start)):
        named = _shift(named, 1, "week")
    return When(when.start, when.end, named.isoformat(), when.kind)


def _governed(text: str, start: int, at: int) -> bool:
    """Whether what will happen governs the words ``at``: "will be sent on Monday", not "said Monday it"."""
    window = text[max(start, at - 90) : at]
    last = max((match.end() for match in _AHEAD.finditer(window)), default=-1)
    return last >= 0 and _TELLING.search(window, last) is None


def _past_year(when: When, text: str, start: int, stop: int, anchor: date) -> When:
    """Return a month or day without a year a year earlier, where it lies ahead of what is past."""
    if when.iso is None or when.iso <= anchor.isoformat()[: len(when.iso)] or len(when.iso) not in (7, 10):
        return when
    if (
        _ONWARD.search(text, max(start, when.start - 24), when.start) is not None
        or re.match(r"(?:next|this|by|until|through)", text[when.start : when.end], re.IGNORECASE)
        or _AHEAD.search(text, start, stop) is not None
        or _PAST.search(text, start, stop) is None
    ):
        return when
    return When(when.start, when.end, f"{int(when.iso[:4]) - 1}{when.iso[4:]}", when.kind)


def _counted(words: str) -> int:
    """Return the number of "45", "forty-five" or "one hundred and twenty"."""
    if words.isdigit():
        return int(words)
    hundreds, _, rest = words.lower().rpartition("hundred")
    return 100 * _ATOMS.get(hundreds.strip(), 0) + sum(
        _ATOMS[word] for word in re.split("[ -]", rest) if word
    )


def _interval(a: int, b: int, match: re.Match[str], anchor: date | None) -> When | None:
    """Return "June 7-14", "June 7 through Aug. 6" or "from June 7 to June 14, 2025" as an interval."""
    joined = match["to"].strip() == "and" and not (match["from"] or "").lower().startswith("between")
    if joined and (match["mon2"] is not None or int(match["d2"]) != int(match["d"]) + 1):
        return None
    if match["mon"] == "may" or (
        match["mon2"] is None
        and "-" not in match["to"]
        and not (match["from"] or joined)
        and _CLOSED.match(match.string, b) is None
    ):
        return None
    month = _month(match["mon"])
    last_month = month if match["mon2"] is None else _month(match["mon2"])
    day, last_day = int(match["d"]), int(match["d2"])
    if match["y2"] is None and match["y"] is None and anchor is None:
        return When(a, b, None, "day", "no year")
    later = (last_month, last_day) < (month, day)
    if match["y"] is not None:
        year = int(match["y"])
    elif match["y2"] is not None:
        year = int(match["y2"]) - later
    else:
        assert anchor is not None
        year = _nearest_year(month, max(1, min(day, 28)), anchor)
    last_year = int(match["y2"]) if match["y2"] is not None else year + later
    try:
        first, last = date(year, month, day), date(last_year, last_month, last_day)
    except ValueError:
        return None
    return None if last < first else When(a, b, f"{first.isoformat()}/{last.isoformat()}", "interval")


#: What may follow the second day of "August 11 to 25": no noun that it would count.
_CLOSED = re.compile(r"[,.;)]|$| (?:for|in|at|as|and|on|with|while|to)\b")


def _day_span(a: int, b: int, match: re.Match[str], anchor: date | None) -> When | None:
    """Return "24-25 August 2025" as an interval; "24 and 26 August" are two days and none."""
    month, first, last = _month(match["mon"]), int(match["d"]), int(match["d2"])
    if match["mon"] == "may" or not first < last or (match["to"] == " and " and last != first + 1):
        return None
    if match["y"] is None and anchor is None:
        return When(a, b, None, "day", "no year")
    year = int(match["y"]) if match["y"] is not None else 0
    if not year:
        assert anchor is not None
        year = _nearest_year(month, min(first, 28), anchor)
    try:
        return When(
            a, b, f"{date(year, month, first).isoformat()}/{date(year, month, last).isoformat()}", "interval"
        )
    except ValueError:
        return None


def _month_span(a: int, b: int, match: re.Match[str], anchor: date | None) -> When | None:
    """Return "June through September 2025" as the interval of its days."""
    if "may" in (match["mon"], match["mon2"]) or (" and " in match[0] and not match[0].startswith("between")):
        return None
    month, last = _month(match["mon"]), _month(match["mon2"])
    later = last < month
    if match["y2"] is not None:
        year = int(match["y"] or int(match["y2"]) - later)
    elif match["y"] is not None:
        year = int(match["y"])
    elif anchor is not None:
        year = _nearest_year(month, 15, anchor)
    else:
        return When(a, b, None, "day", "no year")
    end = _last_day(int(match["y2"]) if match["y2"] is not None else year + later, last)
    return (
        When(a, b, f"{date(year, month, 1).isoformat()}/{end.isoformat()}", "interval")
        if end.year >= year
        else None
    )


def _end_of(a: int, b: int, match: re.Match[str], anchor: date | None) -> When:
    """Return the last day of a week, month, year or fiscal year."""
    if match["y"] is not None:
        year = _year(match["y"])
        return When(a, b, f"{year}-09-30" if match["fy"] else f"{year}-12-31", "day")
    if match["mon"] is not None and match["my"] is not None:
        return When(a, b, _last_day(int(match["my"]), _month(match["mon"])).isoformat(), "day")
    if anchor is None:
        return When(a, b, None, "day", "no document date")
    if match["mon"] is not None:
        month = _month(match["mon"])
        return When(a, b, _last_day(anchor.year + (month < anchor.month), month).isoformat(), "day")
    span = match["span"].lower()
    if span == "week":
        return When(a, b, _shift(anchor, 6 - anchor.weekday(), "day").isoformat(), "day")
    if span == "month":
        return When(a, b, _last_day(anchor.year, anchor.month).isoformat(), "day")
    if span == "fiscal year":
        return When(a, b, f"{anchor.year + (anchor.month > 9)}-09-30", "day")
    return When(a, b, f"{anchor.year}-12-31", "day")


def _month(name: str) -> int:
    return _MONTHS[name.lower().rstrip(".")[:3]]


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


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
        _counted(match["n"]),
        match["u"].lower().split()[-1].rstrip("s"),
    )
    base = (match["base"] or "").lower()
    own = re.match(
        r"(?:the (?:effective date|date|issuance|signing) of )?(?:this|the present) (?:order|memorandum|"
        r"proclamation|directive|notice|document|letter)",
        base,
    )
    if unit == "hour" and own and count % 24 == 0:
        count, unit = count // 24, "day"
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
    if relation == "over the":
        if unit != "weekend":
            return When(a, b, None, "vague")
        relation = "this" if anchor.weekday() >= 5 else "last"
    step = {"last": -1, "this": 0, "next": 1}[relation]
    if unit == "year":
        return When(a, b, str(anchor.year + step), "relative")
    if unit == "month":
        return When(a, b, _shift(anchor.replace(day=1), step, "month").isoformat()[:7], "relative")
    monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=step)
    first = monday + timedelta(days=5) if unit == "weekend" else monday
    return When(a, b, f"{first.isoformat()}/{(monday + timedelta(days=6)).isoformat()}", "relative")
