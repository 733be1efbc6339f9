"""Variants of the annotated paragraphs: a seeded generator that fills slots and knows the answers."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

__all__ = ("Answer", "Variant", "make")

FIRST = ["Ann", "Jon", "Maria", "Luis", "Dana", "Peter", "Ruth", "Omar", "Grace", "Ivan"]
LAST = ["Roe", "Hale", "Ott", "Park", "Vance-Lee", "Okafor", "Delgado", "McBride", "Stone", "Whitfield"]
STATES = ["Florida", "Ohio", "New Mexico", "Oregon", "North Carolina", "Nevada", "Texas", "Vermont"]
COUNTIES = ["Mora County", "Pine County", "Dade County", "Salt Lake County", "Lane County"]
POSTS = ["Fort Bliss, Texas", "Camp Alder, New Mexico", "Joint Base Lewis-McChord", "Davis Air Force Base"]
CITIES = ["Chicago", "Portland", "Memphis", "Houston", "Tampa"]
LINES = ["EL PASO, Texas", "PORTLAND, Ore.", "WASHINGTON", "SANTA FE, N.M.", "FORT CARSON, Colo."]
PEOPLE = [
    "troops", "soldiers", "National Guard soldiers", "service members", "Marines", "Guard members",
    "active-duty troops", "National Guard members",
]  # fmt: skip
OUTLETS = ["Reuters", "The Associated Press", "CNN", "The New York Times", "Fox News"]
CAPS = ["up to", "as many as", "no more than", "not more than", "a maximum of"]
LEASTS = ["at least", "no fewer than", "not less than"]
COUNTS = [
    ("", "exact"), ("", "exact"), ("about ", "about"), ("roughly ", "about"), ("some ", "about"),
    ("approximately ", "about"), ("nearly ", "nearly"), ("almost ", "nearly"), ("more than ", "at_least"),
    ("at least ", "at_least"), ("over ", "at_least"),
]  # fmt: skip
SMALL = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
MONTHS = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
]  # fmt: skip
ABBREVIATED = [
    "Jan.",
    "Feb.",
    "March",
    "April",
    "May",
    "June",
    "July",
    "Aug.",
    "Sept.",
    "Oct.",
    "Nov.",
    "Dec.",
]
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

Number = tuple[float | None, float | None, float | None, str]


@dataclass(frozen=True)
class Filled:
    """What a slot became: its words and what they mean."""

    words: str
    quantity: Number | None = None
    date: str | None = None
    citation: str | None = None


@dataclass
class Answer:
    """A fact that the reader should find."""

    kind: str
    start: int
    end: int
    quantity: Number | None = None
    date: str | None = None
    citations: frozenset[str] = frozenset()
    status: str = "reported"
    by: str = "document"
    polarity: str | None = None
    place: str | None = None


@dataclass
class Variant:
    """A text of a day, with its answers in the order of the text."""

    name: str
    text: str
    day: date
    answers: list[Answer] = field(default_factory=list)


def _number(value: float, bound: str) -> Number:
    low = value if bound in ("exact", "at_least") else None
    high = value if bound in ("exact", "up_to", "nearly") else None
    return value, low, high, bound


def _digits(rng: Random, value: int) -> str:
    return f"{value:,}" if value >= 1000 or rng.random() < 0.5 else str(value)


def _size(rng: Random) -> int:
    return rng.choice([rng.randrange(13, 100), 10 * rng.randrange(10, 100), 50 * rng.randrange(20, 200)])


def _cap(rng: Random, day: date) -> Filled:
    value = _size(rng)
    return Filled(f"{rng.choice(CAPS)} {_digits(rng, value)}", _number(value, "up_to"))


def _min(rng: Random, day: date) -> Filled:
    value = _size(rng)
    return Filled(f"{rng.choice(LEASTS)} {_digits(rng, value)}", _number(value, "at_least"))


def _n(rng: Random, day: date) -> Filled:
    value, (words, bound) = _size(rng), rng.choice(COUNTS)
    if rng.random() < 0.08 and bound == "exact":
        return Filled(f"{_digits(rng, value)}+", _number(value, "at_least"))
    return Filled(words + _digits(rng, value), _number(value, bound))


def _few(rng: Random, day: date) -> Filled:
    at = rng.randrange(len(SMALL))
    return Filled(SMALL[at] if rng.random() < 0.6 else str(at + 2), _number(at + 2, "exact"))


def _range(rng: Random, day: date) -> Filled:
    low = 100 * rng.randrange(2, 40)
    high = low + 100 * rng.randrange(1, 20)
    words = rng.choice(["between {} and {}", "{} to {}", "{}-{}"]).format(f"{low:,}", f"{high:,}")
    return Filled(words, (None, low, high, "range"))


def _written(rng: Random, day: date, *, year: bool) -> str:
    month = (MONTHS if rng.random() < 0.6 else ABBREVIATED)[day.month - 1]
    if not year:
        return f"{month} {day.day}" if rng.random() < 0.8 else f"{day.day} {MONTHS[day.month - 1]}"
    if rng.random() < 0.3:
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return f"{month} {day.day}, {day.year}"


def _full(rng: Random, day: date) -> Filled:
    other = day - timedelta(days=rng.randrange(0, 300))
    return Filled(f"{MONTHS[other.month - 1]} {other.day}, {other.year}", date=other.isoformat())


def _day(rng: Random, day: date) -> Filled:
    other = day + timedelta(days=rng.randrange(10, 400))
    return Filled(_written(rng, other, year=True), date=other.isoformat())


def _md(rng: Random, day: date) -> Filled:
    other = day - timedelta(days=rng.randrange(1, 120))
    return Filled(_written(rng, other, year=rng.random() < 0.4), date=other.isoformat())


def _through(rng: Random, day: date) -> Filled:
    other = day + timedelta(days=rng.randrange(10, 150))
    return Filled(_written(rng, other, year=rng.random() < 0.4), date=other.isoformat())


def _wdpast(rng: Random, day: date) -> Filled:
    other = day - timedelta(days=rng.randrange(0, 7))
    return Filled(WEEKDAYS[other.weekday()], date=other.isoformat())


def _wdnext(rng: Random, day: date) -> Filled:
    other = day + timedelta(days=rng.randrange(0, 7))
    return Filled(WEEKDAYS[other.weekday()], date=other.isoformat())


def _month(rng: Random, day: date) -> Filled:
    back = rng.randrange(1, 20)
    year, month = divmod(day.year * 12 + day.month - 1 - back, 12)
    return Filled(f"{MONTHS[month]} {year}", date=f"{year}-{month + 1:02d}")


def _dur(rng: Random, day: date) -> Filled:
    count = rng.choice([7, 10, 14, 21, 30, 45, 60, 90, 120, 180])
    unit, code = rng.choice([("days", "D"), ("days", "D"), ("weeks", "W"), ("months", "M")])
    if unit != "days":
        count = rng.randrange(2, 19)
    return Filled(f"{count} {unit}", _number(count, "exact"), date=f"P{count}{code}")


def _within(rng: Random, day: date) -> Filled:
    count = rng.choice([7, 10, 14, 30, 45, 60, 75, 90, 120, 180])
    lead = rng.choice(["Within", "Not later than", "No later than"])
    of = rng.choice(["of the date of", "after the date of", "from the date of"])
    words = f"{lead} {count} days {of} this {rng.choice(['order', 'memorandum'])}"
    return Filled(words, _number(count, "exact"), date=(day + timedelta(days=count)).isoformat())


def _dtg(rng: Random, day: date) -> Filled:
    other = day + timedelta(days=rng.randrange(1, 60))
    month = MONTHS[other.month - 1][:3].upper()
    year = rng.choice([f"{other.year % 100:02d}", str(other.year)])
    clock = f"{rng.randrange(24):02d}{rng.choice([0, 15, 30, 45]):02d}"
    space = rng.choice(["", " "])
    zone = rng.choice(["Z", "R", "T", "L"])
    return Filled(f"{other.day:02d}{clock}{zone}{space}{month}{space}{year}", date=other.isoformat())


def _offset(rng: Random, day: date) -> Filled:
    count = rng.choice([1, 3, 7, 10, 15, 30, 45])
    return Filled(f"{rng.choice('CD')}+{count}", _number(count, "exact"))


def _endfy(rng: Random, day: date) -> Filled:
    year = day.year + rng.randrange(0, 4)
    words = rng.choice(
        [f"FY{year}", f"FY {year}", f"fiscal year {year}", f"FY{year % 100:02d}", f"FY-{year % 100:02d}"]
    )
    return Filled(words, date=f"{year}-09-30")


def _fyend(rng: Random, day: date) -> Filled:
    year = day.year + 1
    if rng.random() < 0.5:
        return Filled(f"the end of {year}", date=f"{year}-12-31")
    month = rng.randrange(1, 13)
    last = date(year, month, monthrange(year, month)[1])
    return Filled(f"the end of {MONTHS[month - 1]} {year}", date=last.isoformat())


def _asof(rng: Random, day: date) -> Filled:
    return _md(rng, day) if rng.random() < 0.6 else _wdpast(rng, day)


def _ago(rng: Random, day: date) -> Filled:
    count = rng.randrange(2, 10)
    words = SMALL[count - 2].capitalize() if rng.random() < 0.5 else str(count)
    if rng.random() < 0.5:
        return Filled(f"{words} days ago", date=(day - timedelta(days=count)).isoformat())
    return Filled(f"{words} weeks ago", date=(day - timedelta(weeks=count)).isoformat())


def _next(rng: Random, day: date) -> Filled:
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=1)
    if rng.random() < 0.5:
        return Filled("next week", date=f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}")
    at = rng.randrange(7)
    return Filled(f"next {WEEKDAYS[at]}", date=(monday + timedelta(days=at)).isoformat())


def _exceed(rng: Random, day: date) -> Filled:
    value = _size(rng)
    return Filled(f"shall not exceed {_digits(rng, value)}", _number(value, "up_to"))


def _m(rng: Random, day: date) -> Filled:
    value = rng.choice([10 * rng.randrange(21, 90), 100 * rng.randrange(21, 90)])
    return Filled(f"{value:,}", _number(value, "exact"))


def _span(rng: Random, day: date) -> Filled:
    first = day + timedelta(days=rng.randrange(1, 60))
    last = first + timedelta(days=rng.randrange(5, 60))
    form = rng.choice(["from {} to {}", "from {} through {}", "between {} and {}"])
    words = form.format(
        f"{MONTHS[first.month - 1]} {first.day}", f"{MONTHS[last.month - 1]} {last.day}, {last.year}"
    )
    return Filled(words, date=f"{first.isoformat()}/{last.isoformat()}")


def _lasting(rng: Random, day: date) -> Filled:
    count = rng.choice([14, 30, 45, 60, 90])
    words, bound = rng.choice(
        [("", "exact"), ("at least ", "at_least"), ("up to ", "up_to"), ("about ", "about")]
    )
    return Filled(f"{words}{count} days", _number(count, bound), date=f"P{count}D")


def _endmonth(rng: Random, day: date) -> Filled:
    if rng.random() < 0.5:
        return Filled("end of the year", date=f"{day.year}-12-31")
    last = date(day.year, day.month, monthrange(day.year, day.month)[1])
    return Filled("end of the month", date=last.isoformat())


def _mon(rng: Random, day: date) -> Filled:
    year, month = divmod(day.year * 12 + day.month - 1 + rng.randrange(1, 11), 12)
    return Filled(MONTHS[month], date=f"{year}-{month + 1:02d}")


def _weekend(rng: Random, day: date) -> Filled:
    monday = day - timedelta(days=day.weekday() + 7)
    if rng.random() < 0.5:
        sunday = monday + timedelta(days=6)
        return Filled("last week", date=f"{monday.isoformat()}/{sunday.isoformat()}")
    if day.weekday() >= 5:
        monday += timedelta(days=7)
    first, last = monday + timedelta(days=5), monday + timedelta(days=6)
    return Filled("over the weekend", date=f"{first.isoformat()}/{last.isoformat()}")


def _publ(rng: Random, day: date) -> Filled:
    number = f"{rng.randrange(100, 119)}-{rng.randrange(1, 400)}"
    form = rng.choice(["Public Law {}", "Pub. L. {}", "Pub. L. No. {}", "P.L. {}"])
    return Filled(form.format(number), citation=f"Pub. L. {number}")


def _dodi(rng: Random, day: date) -> Filled:
    number = rng.choice(["3025.21", "3025.18", "1235.12", "5240.01"])
    kind, name = rng.choice([("DoDI", "Instruction"), ("DoDD", "Directive")])
    form = rng.choice(["{k} {n}", "DoD {w} {n}", "Department of Defense {w} {n}"])
    return Filled(form.format(k=kind, w=name, n=number), citation=f"{kind} {number}")


def _usc(rng: Random, day: date) -> Filled:
    title, section = rng.choice(
        [("10", "12406"), ("10", "12302"), ("10", "284"), ("32", "502(f)"), ("10", "251"), ("32", "502")]
    )
    form = rng.choice(
        [
            "{t} U.S.C. {s}", "{t} USC {s}", "section {s} of title {t}, United States Code",
            "section {s} of title {t}", "Title {t}, Section {s}", "{t} U.S.C. § {s}",
            "Section {s} of Title {t}",
        ]
    )  # fmt: skip
    return Filled(form.format(t=title, s=section), citation=f"{title} U.S.C. {section}")


def _eo(rng: Random, day: date) -> Filled:
    number = rng.randrange(13000, 14400)
    form = rng.choice(["Executive Order {}", "EO {}", "E.O. {}", "Executive Order No. {}"])
    return Filled(form.format(number), citation=f"Executive Order {number}")


def _title(rng: Random, day: date) -> Filled:
    name = rng.choice(["Title 32", "Title 10"])
    return Filled(name, citation=name)


def _of(words: list[str]) -> Callable[[Random, date], Filled]:
    return lambda rng, day: Filled(rng.choice(words))


def _city(rng: Random, day: date) -> Filled:
    form = rng.choice(["{c}", "{c}, {d}", "{c} — {d}", "{c} ({d})"])
    dated = f"{(MONTHS if rng.random() < 0.5 else ABBREVIATED)[day.month - 1]} {day.day}, {day.year}"
    return Filled(form.format(c=rng.choice(LINES), d=dated))


SLOTS: Mapping[str, Callable[[Random, date], Filled]] = {
    "cap": _cap, "min": _min, "n": _n, "few": _few, "range": _range, "full": _full, "day": _day, "md": _md,
    "through": _through, "wdpast": _wdpast, "wdnext": _wdnext, "month": _month,
    "dur": _dur, "within": _within, "dtg": _dtg,
    "offset": _offset, "endfy": _endfy, "fyend": _fyend, "asof": _asof, "ago": _ago, "next": _next,
    "usc": _usc, "eo": _eo, "title": _title, "city": _city, "cityshort": _of(CITIES), "unit": _of(PEOPLE),
    "state": _of(STATES), "county": _of(COUNTIES), "place": _of(POSTS), "outlet": _of(OUTLETS),
    "guard": _of([f"{state} National Guard" for state in STATES]),
    "officials": _of(["officials", "the Army"]),
    "command": _of(["U.S. Northern Command", "the Pentagon", "U.S. Army North"]),
    "exceed": _exceed, "m": _m, "span": _span, "lasting": _lasting, "endmonth": _endmonth, "mon": _mon,
    "weekend": _weekend, "publ": _publ, "dodi": _dodi,
    "official": _of(["defense official", "U.S. official", "Guard spokesman"]),
    "army": _of(["Army", "Pentagon"]),
    "defofficials": _of(["defense officials", "U.S. officials"]), "officers": _of(["Officials"]),
    "pentagon": _of(["Pentagon"]),
    "pca": lambda rng, day: Filled("Posse Comitatus Act", citation="Posse Comitatus Act"),
    "days": lambda rng, day: Filled(str(rng.randrange(10, 90))),
}  # fmt: skip
_PIECE = re.compile(
    r"""<(?P<open>[a-z]+)(?P<attributes>(?: \w+=(?:[\w,-]+|"[^"]*"))*)>"""
    r"""|</(?P<close>[a-z]+)>|\{(?P<slot>\w+)\}"""
)


_ATTRIBUTE = re.compile(r'(\w+)=([\w,-]+|"[^"]*")')
_LITERAL = re.compile(r"(?P<sign><=|>=|~|<)?(?P<value>\d+)(?:-(?P<high>\d+))?")
_SIGNS = {"<=": "up_to", ">=": "at_least", "~": "about", "<": "nearly", None: "exact"}


def _literal(words: str) -> Number:
    """Return the quantity of "1500", "<=1500", ">=1500", "~1500", "<1500" (nearly) or "900-1500"."""
    match = _LITERAL.fullmatch(words)
    assert match is not None, words
    if match["high"]:
        return None, int(match["value"]), int(match["high"]), "range"
    return _number(int(match["value"]), _SIGNS[match["sign"]])


def make(name: str, template: str, seed: int, day: date | None = None) -> Variant:
    """Fill the template's slots from the seed; the same seed gives the same variant."""
    rng = Random(f"{name}/{seed}")
    if day is None:
        day = date(2017, 1, 1) + timedelta(days=rng.randrange(0, 3200))
    filled: dict[str, Filled] = {}
    text, at = "", 0
    answers: list[Answer] = []
    opened: list[tuple[Answer, dict[str, str]]] = []
    done: list[tuple[Answer, dict[str, str]]] = []
    for piece in _PIECE.finditer(template):
        text += template[at : piece.start()]
        at = piece.end()
        if piece["open"]:
            attributes = dict(_ATTRIBUTE.findall(piece["attributes"]))
            opened.append((Answer(piece["open"], len(text), 0), attributes))
        elif piece["close"]:
            answer, attributes = opened.pop()
            answer.end = len(text)
            answers.append(answer)
            done.append((answer, attributes))
        else:
            words = _fill(piece["slot"], filled, rng, day).words
            begins = re.search(r'(?:^|[.!?]["”]? |\n(?:[-*] )?|[—–] )$', text) is not None
            text += words[:1].upper() + words[1:] if begins else words
    text += template[at:]
    for answer, attributes in done:
        for key, value in attributes.items():
            words = value.strip('"')
            named = not value.startswith('"') and re.fullmatch(r"[a-z]+\d[a-z]*", value) is not None
            slot = _fill(value, filled, rng, day) if named else None
            if key == "q":
                answer.quantity = slot.quantity if slot is not None else _literal(words)
            elif key == "date" and value != "none":
                answer.date = day.isoformat() if value == "doc" else words if slot is None else slot.date
            elif key == "cite":
                cited = (
                    words.split(";")
                    if value.startswith('"')
                    else [filled[v].citation for v in value.split(",")]
                )
                answer.citations = frozenset(citation for citation in cited if citation)
            elif key == "by":
                answer.by = words if slot is None else slot.words
            elif key == "status":
                answer.status = value
            elif key == "pol":
                answer.polarity = value
    answers.sort(key=lambda answer: answer.start)
    return Variant(name, text + "\n", day, answers)


def _fill(slot: str, filled: dict[str, Filled], rng: Random, day: date) -> Filled:
    """Return what the slot became in this variant; "person1last" is the last name of "person1"."""
    if slot not in filled:
        family = re.sub(r"\d+", "", slot)
        if family in ("personlast", "personfirst", "personupper", "personnamedupper"):
            name = _fill(slot[: -len(family) + len("person")], filled, rng, day).words
            part = {
                "personlast": name.split()[-1],
                "personfirst": name.split()[0],
                "personnamedupper": name.upper(),
            }
            filled[slot] = Filled(part.get(family, name.split()[-1].upper()))
        elif family == "person":
            taken = {other.words.split()[-1] for name, other in filled.items() if name.startswith("person")}
            last = rng.choice([name for name in LAST if name not in taken])
            filled[slot] = Filled(f"{rng.choice(FIRST)} {last}")
        else:
            filled[slot] = SLOTS[family](rng, day)
    return filled[slot]
