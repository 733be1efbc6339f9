"""Headcounts, platforms, money and shares as the text bounds them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from muster.domain.fact import Quantity
from muster.intake.grammars.places import STATES

__all__ = ("Amount", "find_amounts")


@dataclass(frozen=True, slots=True)
class Amount:
    """
    A quantity at its place in the text.

    Parameters
    ----------
    start, end
        From the bound (``up to``) to the counted noun, offsets in code points.
    quantity
        The number with its bound and unit.
    kind
        ``people``, ``platform``, ``unit``, ``dollars``, ``percent``, ``time``, ``length`` or
        ``more`` (the counted noun is left out: "two more are being readied").
    noun
        The words between the number and the end, lower case: "national guard troops".
    """

    start: int
    end: int
    quantity: Quantity
    kind: str
    noun: str


_ONES = {
    word: number
    for number, word in enumerate(
        [
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
            "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
            "nineteen",
        ]
    )
}  # fmt: skip
_TENS = {
    word: 10 * number
    for number, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
_WORDS = "|".join(f"[{w[0].upper()}{w[0]}]{w[1:]}" for w in sorted((*_ONES, *_TENS), key=len, reverse=True))
_SPELLED = (
    rf"(?:(?:{_WORDS})(?:[ -](?:{_WORDS}))?|[Hh]alf an?|[Aa]n?)[ -](?:hundred|thousand|million|dozen)\b|"
    rf"[Aa] couple of\b|(?:{_WORDS})(?:-(?:{_WORDS}))?\b"
)
_DIGITS = r"\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,4})?|\d{1,9}(?:\.\d{1,4})?"
_FREE = r"(?<![Tt]itle )(?<![\w.,/-])"
_BARE = (
    rf"(?P<dollar>(?:US ?)?\$ ?)?(?:(?P<digits>{_DIGITS})(?P<tight>[kKmMbB])?(?!\w)|(?P<spelled>{_SPELLED}))"
    r"(?P<plus>\+|[- ]plus\b)?(?: (?P<scale>[Hh]undred|[Tt]housand|[Mm]illion|[Bb]illion)\b)?"
)
_NUMBER = re.compile(_FREE + _BARE)
_SECOND = re.compile(_BARE)
_JOINT = re.compile(r" ?(?:to|-|and) ?")
_BETWEEN_NUMBER = re.compile(r"\bbetween [^ ]{1,15}(?: \w{1,9})?$", re.IGNORECASE)
_TIGHT = {"k": 1_000, "m": 1_000_000, "b": 1_000_000_000}

#: What stands before a number bounds it; the longest match wins.
_BOUNDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "up_to",
        (
            "up to", "as many as", "as much as", "no more than", "not more than", "not to exceed",
            "shall not exceed", "may not exceed", "will not exceed", "not exceed", "not exceeding",
            "at most", "fewer than", "less than", "maximum of", "capped at", "limited to", "cap of",
            "ceiling of", "limit of", "under", "below",
        ),
    ),
    (
        "at_least",
        (
            "at least", "more than", "greater than", "over", "minimum of", "no fewer than",
            "no less than", "not less than", "not fewer than", "upwards of", "upward of",
            "in excess of", "exceeding", "exceed", "exceeds",
        ),
    ),
    (
        "about",
        (
            "about", "approximately", "approx.", "roughly", "around", "some", "estimated",
            "an estimated", "circa", "in the neighborhood of",
        ),
    ),
    ("nearly", ("nearly", "almost", "close to", "just under", "just shy of", "just short of", "not quite")),
)  # fmt: skip
_BOUND_OF = {phrase: bound for bound, phrases in _BOUNDS for phrase in phrases}
_FILL = r"(?:(?:an?|the|additional|another|extra|further|total|combined|of|new|yet) ){0,5}"
_BEFORE = re.compile(
    r"(?:^|(?<=[\s(\"'—,-]))(?P<bound>"
    + "|".join(sorted((re.escape(phrase) for phrase in _BOUND_OF), key=len, reverse=True))
    + rf") {_FILL}$",
    re.IGNORECASE,
)
_FILL_BEFORE = re.compile(
    r"(?:^|(?<=[\s(\"'—,-]))(?:an additional|another|a total of|a combined|a further|the|additional|"
    r"all|those|these) $",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"(?:^|(?<=[\s(\"'—]))(?P<word>between|from) $", re.IGNORECASE)

_PEOPLE = frozenset(
    [
        "troop", "troops", "soldier", "soldiers", "personnel", "guardsman", "guardsmen", "guardswoman",
        "guardswomen", "guardmembers", "servicemember", "servicemembers", "marine", "marines",
        "airman", "airmen", "sailor", "sailors", "guardian", "guardians", "reservist", "reservists",
        "paratrooper", "paratroopers", "people", "persons", "forces", "engineers", "medics", "members",
        "member", "aviators", "planners", "specialists", "operators", "responders", "officers",
        "volunteers", "employees", "civilians", "policemen", "mps", "staff", "crewmembers", "crew",
        "crews", "individuals", "guard", "men", "women", "professionals", "pax", "guards", "seabees",
        "nurses", "doctors", "physicians", "linguists", "cadets", "infantrymen", "divers", "riggers",
        "warfighters", "guardspeople", "boots", "technicians", "clinicians", "analysts",
        "advisers", "advisors", "pilots", "mechanics", "drivers", "cooks", "augmentees",
    ]
)  # fmt: skip
_PLATFORMS = frozenset(
    [
        "helicopter", "helicopters", "aircraft", "airplanes", "airplane", "plane", "planes", "jets",
        "drones", "drone", "tankers", "tanker", "uas", "uavs", "vehicle", "vehicles", "truck",
        "trucks", "humvee", "humvees", "strykers", "hmmwvs", "buses", "bus", "ambulances", "boats",
        "boat", "ship", "ships", "vessels", "vessel", "cutter", "cutters", "destroyer", "destroyers",
        "radars", "sensors", "trailers", "generators", "sorties", "flights", "airtankers",
        "rotorcraft", "pallets", "chinooks", "hueys", "lakotas", "hawks", "hercules", "ospreys", "c-130s",
        "lmtvs", "dozers", "bulldozers", "barges", "frigates", "hovercraft", "watercraft", "airlifters",
        "uas", "rpas", "planes", "choppers", "rigs", "tractors", "excavators", "wheelers", "mraps",
    ]
)  # fmt: skip
_UNITS = frozenset(
    [
        "unit", "units", "battalion", "battalions", "brigade", "brigades", "company", "companies",
        "platoon", "platoons", "squadron", "squadrons", "team", "teams", "detachment", "detachments",
        "regiment", "regiments", "division", "divisions",
    ]
)  # fmt: skip
_TIME = frozenset(
    [
        "day", "days", "week", "weeks", "month", "months", "year", "years", "hour", "hours", "minutes",
        "quarter", "quarters",
    ]
)  # fmt: skip
_LENGTH = frozenset(["mile", "miles", "feet", "foot", "km", "kilometers", "acres", "yards", "nautical"])
_SHARE = frozenset(("percent", "percentage", "%"))
_STOP = frozenset(
    [
        "to", "of", "in", "on", "at", "by", "for", "from", "with", "as", "and", "or", "but", "that",
        "which", "who", "will", "would", "shall", "may", "can", "could", "should", "must", "is", "are",
        "was", "were", "be", "been", "being", "have", "has", "had", "do", "does", "did", "not", "than",
        "then", "after", "before", "until", "since", "under", "over", "through", "during", "about",
        "into", "it", "he", "she", "they", "we", "i", "you", "this", "these", "those", "its", "their",
        "a", "an", "the", "if", "when", "where", "while", "per",
    ]
)  # fmt: skip
_TOKEN = re.compile(
    r" ?(?P<word>[Tt]itle (?:10|32)\b|Department of (?:Defense|War)\b|(?:Army )?Corps of Engineers\b"
    r"|[A-Za-z][\w.'/-]*|%|&)"
)
_DESIGNATOR = re.compile(r"^(?:[A-Z]{1,4}-\d{1,3}[A-Z]?s?)$")
#: "1-10 AV", "2-5 CAV": the number of a unit, not of its people.
_DESIGNATED = re.compile(
    r" (?:AV|AVN|IN|INF|AR|FA|ADA|EN|MP|CAV|BN|BDE|ID|IBCT|ABCT|SBCT|BCT|MI|SIG|CM|QM|TC|OD|SF|SB|ESC)\b"
)
_MORE_OF = re.compile(r"^(?:(?:additional|more|extra|other|further|new|total|combined) )+(?=\w)")
_MORE = re.compile(r" (?:more|others|additional ones)\b", re.IGNORECASE)
_OF_MEMBERS = re.compile(r" of (?:the |its |their )?(?:[A-Z][\w.'-]* ?){1,6}")


_ODD = {
    "half a dozen": 6,
    "half-a-dozen": 6,
    "half a million": 500_000,
    "a couple of": 2,
    "half a hundred": 50,
}


#: "a 500-soldier task force", "the 700-strong battalion".
_STRONG = re.compile(
    r"-(?P<who>strong|person|member|man|soldier|troop|Marine|airman)(?: (?:[\w'-]+ ){0,4}?(?:force|"
    r"contingent|battalion|brigade|company|element|detachment|unit|group|mission|deployment|squadron|"
    r"team)\b)"
)


def _value(match: re.Match[str]) -> float | int:
    """Return the number that a match of ``_NUMBER`` writes, in full units."""
    if match["digits"]:
        digits = match["digits"].replace(",", "")
        number: float | int = float(digits) if "." in digits else int(digits)
        if match["tight"]:
            number *= _TIGHT[match["tight"].lower()]
    elif match["spelled"].lower() in _ODD:
        number = _ODD[match["spelled"].lower()]
    else:
        number = 0
        for word in re.split(r"[ -]", match["spelled"].lower()):
            if word in ("a", "an"):
                number = 1
            elif word in _SCALES:
                number *= _SCALES[word]
            elif word == "dozen":
                number *= 12
            else:
                number += _ONES.get(word, 0) + _TENS.get(word, 0)
    if match["scale"]:
        number *= _SCALES[match["scale"].lower()]
    return int(number) if float(number).is_integer() else round(number, 6)


def _counted(text: str, at: int, end: int) -> tuple[str, int, str] | None:
    """Walk the words after a number to the noun it counts: (kind, end of noun, noun phrase)."""
    strong = _STRONG.match(text, at, end)
    if strong is not None:
        noun = strong["who"].lower()
        return "people", strong.end(), "personnel" if noun in ("strong", "person", "man") else f"{noun}s"
    position, found, first = at, None, True
    words: list[str] = []
    for _ in range(9):
        token = _TOKEN.match(text, position, end)
        if token is None:
            break
        word = (
            token["word"].rstrip(".")
            if token["word"][-1:] == "." and len(token["word"]) > 4
            else token["word"]
        )
        lower = word.lower()
        words.append(word)
        position = token.start("word") + len(word)
        if lower in ("and", "or") and found is None and not first:
            continue
        if lower in _STOP:
            break
        noun = _MORE_OF.sub("", " ".join(words).lower())
        if lower in _SHARE:
            return "percent", position, "percent"
        if lower in _TIME and len(words) <= 2:
            return "time", position, lower
        if lower in _LENGTH:
            return "length", position, lower
        if (
            (lower == "police" and len(words) > 1 and words[-2].lower() == "military")
            or lower in _PEOPLE
            or lower.rpartition("-")[2] in _PEOPLE
        ):
            found = ("people", position, noun)
        elif lower in _PLATFORMS or _DESIGNATOR.match(word):
            found = ("platform", position, noun)
        elif lower in _UNITS:
            found = ("unit", position, noun)
        elif found is not None:
            break
        first = False
    if found is not None and found[2].split()[-1] in ("members", "member"):
        tail = _OF_MEMBERS.match(text, found[1], min(end, found[1] + 80))
        if tail is not None:
            stop = found[1] + len(tail[0].rstrip())
            return found[0], stop, text[at:stop].strip().lower()
    return found


def find_amounts(
    text: str, start: int = 0, end: int | None = None, whom: str = "", force: str | None = None
) -> Iterator[Amount]:
    """
    Yield every counted quantity of plain ``text[start:end]``, from left to right.

    Indefinite numbers ("dozens"), ordinals and numbers without a counted noun are not amounts, but for
    what an enumeration or a verb leaves out of forces named before in the text or in ``whom``:
    "Florida 3,100 and Georgia 1,500", "5,900 remain".

    Examples
    --------
    >>> amounts = find_amounts("up to 1,500 soldiers and two C-17s")
    >>> [(a.quantity.bound, a.quantity.value, a.noun) for a in amounts]
    [('up_to', 1500, 'soldiers'), ('exact', 2, 'c-17s')]
    >>> [a.quantity.high for a in find_amounts("between 2,000 and 3,000 National Guard troops")]
    [3000]
    """
    stop = len(text) if end is None else end
    position, last = start, start
    while (match := _NUMBER.search(text, position, stop)) is not None:
        position = match.end()
        if text[position : position + 1] == "%":
            kind, noun_end, noun = "percent", position + 1, "percent"
        elif match["dollar"]:
            kind, noun_end, noun = "dollars", position, "dollars"
        elif text[position : position + 8].lower().startswith(" dollars"):
            kind, noun_end, noun = "dollars", position + 8, "dollars"
        else:
            second = _range_second(text, position, stop)
            after = second.end() if second is not None else position
            if _DESIGNATED.match(text, after, stop) is not None:
                position = after
                continue
            counted = _counted(text, after, stop) or _part_of_many(text, after, stop)
            if counted is None:
                if match["spelled"] is not None or match["digits"]:
                    more = _MORE.match(text, position, stop)
                    if more is not None and _value(match) < 1_000_000:
                        begin, bound = _bound_before(text, start, match.start())
                        value = _value(match)
                        yield Amount(begin, more.end(), _quantity(value, bound, ""), "more", "more")
                    elif (whom or force) and (left := _left_out(text, start, last, match, stop, bool(whom))):
                        begin, bound = left
                        yield Amount(
                            begin,
                            position,
                            _quantity(_value(match), bound, whom or "personnel"),
                            "people",
                            whom or "personnel",
                        )
                        last = position
                continue
            kind, noun_end, noun = counted
            if match["spelled"] in ("one", "One") and kind == "people":
                continue
            if second is not None:
                low, high = _value(match), _value(second)
                begin, bound = _bound_before(text, start, match.start())
                between = _BETWEEN.search(text, max(start, match.start() - 9), match.start())
                if between is not None:
                    begin = between.start()
                if (
                    bound in ("exact", "about")
                    and low < high
                    and not (between and between["word"].lower() == "from")
                ):
                    yield Amount(
                        begin,
                        noun_end,
                        Quantity(value=None, low=low, high=high, bound="range", unit=noun),
                        kind,
                        noun,
                    )
                    position = noun_end
                    continue
                yield Amount(begin, match.end(), _quantity(low, bound, noun), kind, noun)
                yield Amount(second.start("digits"), noun_end, _quantity(high, "exact", noun), kind, noun)
                position = noun_end
                continue
        if kind == "people":
            whom = noun
        last = max(position, noun_end)
        begin, bound = _bound_before(text, start, match.start())
        if match["plus"] or re.match(r" or more\b", text[noun_end : noun_end + 9]):
            bound = "at_least"
        if kind == "dollars":
            second = _range_second(text, position, stop)
            if second is not None and _value(match) < _value(second):
                yield Amount(
                    begin,
                    second.end(),
                    Quantity(
                        value=None, low=_value(match), high=_value(second), bound="range", unit="dollars"
                    ),
                    kind,
                    noun,
                )
                position = second.end()
                continue
        yield Amount(begin, noun_end, _quantity(_value(match), bound, noun), kind, noun)
        position = max(position, noun_end)


_OF_MANY = re.compile(rf" of (?:the|its|those|these|their|about|nearly|some)? ?(?:{_DIGITS}) ")


def _part_of_many(text: str, at: int, stop: int) -> tuple[str, int, str] | None:
    """Return what "two thousand of the 4,000 Guard troops" counts: the part has the noun of the whole."""
    many = _OF_MANY.match(text, at, stop)
    return None if many is None else _counted(text, many.end() - 1, stop)


_LISTED = re.compile(
    rf"(?:{STATES}|Army|Navy|Air Force|Marines|Marine Corps|Coast Guard)(?:,| with| has| had| sent| "
    rf"pledged| offered| committed| deployed| provided| contributed)?(?: \(| )$"
)
_LIST_END = re.compile(r"\)?(?:[,;.]| and |, and |$)(?!\d)")
_CARRIED = re.compile(
    rf"\+? (?:are|were|remain(?:s|ed)?|will|have|had|would|others|of (?:them|those|whom)|(?:from|"
    rf"in) (?:{STATES})|from the [A-Z][\w.]+|belong|came|come|serve[ds]?|went|left|(?:now |already |still |"
    rf"currently )(?:there|in|on|at|deployed|assigned|serving|supporting)|on (?:duty|state active|active|"
    rf"federal)|in (?:the )?(?:city|state|region|capital|District|area)|there(?= now|,|\.|$)|"
    rf"under (?:[Tt]itle|state|federal)|at (?:its|the|their) (?:peak|height))(?!\w)"
)


_LIMITED = re.compile(
    r"(?:(?:shall|may|will) )?not (?:to )?exceed|capped at|limited to|no more than|a maximum"
)
#: What may follow a figure that stands alone: no noun that it would count.
_ENDED = re.compile(
    r"\+?(?:[,.;:)]|$| (?:to|from|in|for|on|of|more|and|or|at|by|with|under|as|while|but|this|last|next|"
    r"through|until|over|into|after|before|so|who|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|"
    r"[A-Z][a-z]+\.? \d)\b)"
)
_SENDS = re.compile(
    r"\b(?:sen[dt]|sending|deploy\w*|mobili[sz]\w+|activat\w+|contribut\w+|pledg\w+|provid\w+) (?:only "
    r"|just )?$"
)
_RISES = re.compile(
    r"\b(?:total|number|figure|count|tally|force|strength|end strength|headcount)\b(?: (?:number )?(?:of|"
    r"in|at|on) [\w' .-]{3,60}?)? (?:to|is|was|are|were|will be|would be|stands at|stood at|reached|"
    r"has reached|of|came to|comes to|at) (?:now |then )?$|\b(?:down|up|increase|rise|decrease|drop|"
    r"reduced) from (?:the )?$|\bof whom $|\b(?:cut|reduced|lowered|increased|raised|scaled (?:back|down|"
    r"up)|brought|expanded|boosted) to $|\b(?:grow|rise|rose|climb|increase|swell|go up|drop|fall|shrink|"
    r"(?:bring|raise)(?:s|ing)? the (?:total|number))\w*(?: from [\d,]+)? to $"
)


#: "10 U.S.C. 284": a title, not a figure.
_LAW = re.compile(r" ?(?:U\. ?S\. ?C|USC|C\. ?F\. ?R|CFR|Stat\.|Fed\.)")


def _left_out(
    text: str, start: int, last: int, match: re.Match[str], stop: int, known: bool
) -> tuple[int, str] | None:
    """Return where an amount begins that leaves out whom it counts, and its bound, or ``None``."""
    if match["digits"] is None or (len(match["digits"]) == 4 and match["digits"][:2] in ("19", "20")):
        return None
    if _LAW.match(text, match.end(), stop) is not None:
        return None
    begin, bound = _bound_before(text, start, match.start())
    if bound == "up_to" and _LIMITED.match(text[begin : match.start()]) is not None:
        return begin, bound
    if known and (
        _CARRIED.match(text, match.end(), stop) is not None
        or (
            _SENDS.search(text, max(start, begin - 24), begin) is not None
            and _ENDED.match(text, match.end(), stop) is not None
        )
        or _RISES.search(text, max(start, begin - 100), begin) is not None
    ):
        return (begin, "at_least" if match["plus"] else bound) if _value(match) >= 10 else None
    if _LIST_END.match(text[match.end() : min(stop, match.end() + 6)]) is None:
        return None
    listed = _LISTED.search(text, max(last, begin - 40), begin)
    return None if listed is None else (listed.start(), "at_least" if match["plus"] else bound)


def _range_second(text: str, position: int, stop: int) -> re.Match[str] | None:
    """Return the second number of "2,000 to 3,000", "2,000-3,000" or "between 2,000 and 3,000"."""
    joint = _JOINT.match(text, position, stop)
    if joint is None:
        return None
    if joint[0].strip() == "and" and not _BETWEEN_NUMBER.search(text, max(0, position - 36), position):
        return None
    return _SECOND.match(text, joint.end(), stop)


def _bound_before(text: str, start: int, at: int) -> tuple[int, str]:
    """Return where the words that bound the number begin, and the bound."""
    window = max(start, at - 60)
    before = _BEFORE.search(text, window, at)
    if before is not None:
        return before.start(), _BOUND_OF[before["bound"].lower()]
    fill = _FILL_BEFORE.search(text, window, at)
    return (fill.start() if fill is not None else at), "exact"


def _quantity(value: float | int, bound: str, unit: str) -> Quantity:
    """Return the quantity of one number under its bound, as the guideline defines low and high."""
    return Quantity(
        value=value,
        low=value if bound in ("exact", "at_least") else None,
        high=value if bound in ("exact", "up_to", "nearly") else None,
        bound=bound,
        unit=unit,
    )
