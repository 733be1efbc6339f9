"""
Citations in the ways orders, releases and news write them, with one normal form each.

"section 502 of title 32" and "32 USC 502" are both ``32 U.S.C. 502``; "E.O. 14167" is
``Executive Order 14167``; a title without a section is ``Title 32``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

__all__ = ("Citation", "find_citations")


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation at its place; ``instrument`` is false for a bare title or a popular name."""

    start: int
    end: int
    normal: str
    instrument: bool = True


_SECTION = r"\d{1,5}[a-z]{0,2}(?:-\d{1,4}[a-z]?)?(?:\([0-9A-Za-z]{1,5}\)){0,6}"
_SECTIONS = rf"{_SECTION}(?:(?:, and |, or |, | and | or | through |-){_SECTION}){{0,8}}(?: ?et seq\.?)?"
_US_CODE = r"U\. ?S\. ?C(?:ode)?\.?|USC|U\.S\. Code|United States Code"

#: Popular names of the acts that defence support rests on; any other "… Act" is read by its capitals.
_ACT = re.compile(
    r"\b(?:(?:Robert T\. )?Stafford (?:Disaster Relief and Emergency Assistance )?Act|Posse "
    r"Comitatus(?: Act)?|War Powers (?:Resolution|Act)|Insurrection Act(?: of 1807)?"
    r"|Economy Act|National Emergencies Act|(?:(?:[A-Z][A-Za-z'-]{1,24}|of|and|the|for|on|to) )"
    r"{1,9}Act\b(?: (?:of|for [Ff]iscal [Yy]ear) (?:18|19|20)\d\d)?)"
)


def _each(numbers: str, form: Callable[[str], str]) -> Iterator[str]:
    """Yield the normal form of every section of "251, 252, and 253" and of a range as it stands."""
    bare = re.sub(r" ?et seq\.?$", "", numbers).strip()
    for part in re.split(r", and |, or |, | and | or ", bare):
        yield form(part.strip().replace(" through ", "-"))


_RULES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (
        name,
        re.compile(pattern, re.IGNORECASE if name not in ("dod", "bill", "known", "dccode", "status") else 0),
    )
    for name, pattern in (
        (
            "sections",
            (
                rf"\b(?:sections?|sec\.|§§?|"
                rf"subsection) ?(?P<s>{_SECTIONS}),? of (?:the )?title (?P<t>\d{{1,2}})(?:,? (?:of "
                rf")?(?:the )?(?:{_US_CODE}))?"
            ),
        ),
        ("usc", rf"\b(?P<t>\d{{1,2}}) ?(?:{_US_CODE})(?: ?(?:§§?|sections?|sec\.))? ?(?P<s>{_SECTIONS})"),
        (
            "titlesec",
            rf"\btitle (?P<t>\d{{1,2}}),? (?:(?:{_US_CODE}),? ?)?(?:sections?|sec\.|§§?) ?(?P<s>{_SECTIONS})",
        ),
        (
            "cfr",
            (
                r"\b(?P<t>\d{1,2}) ?C\.? ?F\.? ?R\.?(?: ?(?:§§?|part|parts|sec\.))? ?(?P<s>\d{1,5}(?"
                r":\.\d{1,5})?(?:\([0-9A-Za-z]{1,5}\)){0,6})"
            ),
        ),
        (
            "eo",
            (
                r"\b(?:Executive Orders?|Exec\. Orders?|E\. ?O\.|E\.O|EOs?)(?: No\.?| Nos\.?| Number)? ?"
                r"(?P<s>\d{1,2},?\d{3}(?:(?:, and |, | and | or )\d{1,2},?\d{3}){0,6})(?![\d,]*\d)"
            ),
        ),
        (
            "proclamation",
            r"\b(?:Proclamations?|Proc\.)(?: No\.?)? ?(?P<s>\d{4,5}(?:(?:, and |, | and )\d{4,5}){0,6})",
        ),
        (
            "publ",
            (
                r"\b(?:Pub(?:lic|\.)? ?L(?:aw|\.)?(?: ?No\.?)?|P\. ?L\.) ?(?P<s>\d{1,3}-\d{1,4})"
                r"(?:,? (?:§§?|s\.|sec\.|section) ?(?P<n>\d{1,5}[a-z]?))?"
            ),
        ),
        ("fedreg", r"\b(?P<t>\d{1,3}) ?(?:Fed\. ?Reg\.|F\. ?R\.|FR) ?(?P<s>\d{1,6})\b"),
        ("stat", r"\b(?P<t>\d{1,3}) Stat\. ?(?P<s>\d{1,5})\b"),
        (
            "dod",
            (
                r"\b(?P<i>DoDD|DoDI|DoDM|DODD|DODI|DODM|CJCSI|CJCSM|DTM|D[oO]D (?:Directive|Instruction|"
                r"Manual)|Department of Defense (?:Directive|Instruction|Manual)|CNGBI|CNGBM|NGR|AFI|DAFI|"
                r"AR)(?: \(\w{2,5}\))?(?: No\.| Number)? ?(?P<s>\d{2,4}[.-]\d{1,3}[A-Z]?)"
            ),
        ),
        ("nspm", r"\b(?:National Security Presidential Memorandum(?:/NSPM)?|NSPM)[- /]?(?P<s>\d{1,3})\b"),
        (
            "bill",
            (
                r"(?<![A-Z]\.)(?<![A-Z]\. )\b(?P<i>H\. ?R\.|H\. ?Res\.|S\. ?Res\.|S\.|H\. ?J\. ?Res\.|"
                r"S\. ?J\. ?Res\.|H\. ?Con\. ?Res\.|S\. ?Con\. ?Res\.) ?(?P<s>\d{1,5})\b"
            ),
        ),
        (
            "known",
            (
                r"\b[Ss]ections? (?P<s>(?:12[34]\d\d[a-h]?(?:\([0-9a-z]{1,3}\)){0,3})"
                r"|502\(f\)(?:\([0-9A-Z]\)){0,2})(?! of)"
            ),
        ),
        (
            "dccode",
            r"\bD\.C\. (?:Official )?Code(?:,? (?:§§?|section|sec\.))? ?(?P<s>\d{1,2}-\d{2,5}(?:\.\d{1,3})?)",
        ),
        (
            "status",
            r"\bT-?(?P<s>10|32)\b(?= (?:status|orders|forces|personnel|soldiers|duty|funding|authority))",
        ),
        ("title", rf"\bTitle[ -](?P<s>10|14|18|31|32|42|50)\b(?: of the (?:{_US_CODE})|,? (?:{_US_CODE}))?"),
    )
)
#: One name for an act, however it is called.
_POPULAR = {
    "Robert T. Stafford Disaster Relief and Emergency Assistance Act": "Stafford Act",
    "Stafford Disaster Relief and Emergency Assistance Act": "Stafford Act",
    "Robert T. Stafford Act": "Stafford Act",
    "Insurrection Act of 1807": "Insurrection Act",
    "Posse Comitatus": "Posse Comitatus Act",
    "District of Columbia Home Rule Act": "Home Rule Act",
}
_CUE = re.compile(r"\d")
_DOD = {"directive": "DoDD", "instruction": "DoDI", "manual": "DoDM"}


def _normals(name: str, match: re.Match[str]) -> Iterator[str]:
    sections = match["s"]
    if name in ("sections", "usc", "titlesec"):
        for normal in _each(sections, lambda s: f"{match['t']} U.S.C. {s}"):
            yield re.sub(r"^32 U\.S\.C\. 502f$", "32 U.S.C. 502(f)", normal)
    elif name == "known":
        yield f"{32 if sections.startswith('502') else 10} U.S.C. {sections}"
    elif name == "dccode":
        yield f"D.C. Code {sections}"
    elif name == "cfr":
        yield f"{match['t']} CFR {sections}"
    elif name == "eo":
        yield from _each(re.sub(r"(?<=\d),(?=\d{3})", "", sections), lambda s: f"Executive Order {s}")
    elif name == "proclamation":
        yield from _each(sections, lambda s: f"Proclamation {s}")
    elif name == "publ":
        yield f"Pub. L. {sections}" + (f" § {match['n']}" if match["n"] else "")
    elif name == "fedreg":
        yield f"{match['t']} Fed. Reg. {sections}"
    elif name == "stat":
        yield f"{match['t']} Stat. {sections}"
    elif name == "dod":
        word = match["i"].split()[-1]
        yield f"{_DOD.get(word.lower(), word.upper().replace('DOD', 'DoD'))} {sections}"
    elif name == "nspm":
        yield f"NSPM-{sections}"
    elif name == "bill":
        yield f"{re.sub(r' ', '', match['i'])} {sections}"
    else:
        yield f"Title {sections}"


def find_citations(text: str, start: int = 0, end: int | None = None) -> tuple[Citation, ...]:
    """
    Return the citations of plain ``text[start:end]`` from left to right.

    An act that is named beside its number ("the Engle Act, 43 U.S.C. 155") is cited by the number.

    Examples
    --------
    >>> [c.normal for c in find_citations("under section 502(f) of title 32 and 10 U.S.C. 251-254")]
    ['32 U.S.C. 502(f)', '10 U.S.C. 251-254']
    >>> [c.normal for c in find_citations("Public Law 114-92; E.O. 14167; DoD Instruction 3025.21; S.2049")]
    ['Pub. L. 114-92', 'Executive Order 14167', 'DoDI 3025.21', 'S. 2049']
    """
    stop = len(text) if end is None else end
    found: list[Citation] = []
    taken: list[tuple[int, int]] = []
    rules = _RULES if _CUE.search(text, start, stop) is not None else ()
    for name, rule in rules:
        for match in rule.finditer(text, start, stop):
            if any(match.start() < b and a < match.end() for a, b in taken):
                continue
            taken.append(match.span())
            found.extend(
                Citation(match.start(), match.end(), normal, name not in ("title", "status"))
                for normal in _normals(name, match)
            )
    if any(text.find(cue, start, stop) >= 0 for cue in ("Act", "Comitatus", "War Powers")):
        for match in _ACT.finditer(text, start, stop):
            name = re.sub(r"^(?:(?:the|of|and|for|on|to|In|Under|The|By) )+", "", match[0])
            begin = match.end() - len(name)
            numbered = any(0 <= a - match.end() <= 2 for a, _ in taken)
            if name.count(" ") and not numbered and not any(begin < b and a < match.end() for a, b in taken):
                taken.append((begin, match.end()))
                found.append(Citation(begin, match.end(), _POPULAR.get(name, name), False))
    return tuple(sorted(found, key=lambda citation: citation.start))
