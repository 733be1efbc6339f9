"""
Paragraphs and sentences, with the abbreviations of law and of the services protected.

A line end inside a wrapped paragraph is a space; before a bullet, a heading or an enumerator it ends
the sentence. Sentences are cut at :data:`LONGEST` characters, so that no grammar ever meets more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ("LONGEST", "Sentence", "split_sentences")

#: Longest sentence handed to a grammar, in code points; the longest real one seen is a third of it.
LONGEST = 3000


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence without its bullet or enumerator; ``paragraph`` counts from 0."""

    start: int
    end: int
    paragraph: int
    bullet: bool = False


_ABBREVIATIONS = frozenset(
    [
        "no", "nos", "sec", "secs", "para", "paras", "pub", "art", "arts", "ch", "cl", "fig", "vol",
        "vs", "v", "ft", "st", "mt", "gen", "lt", "col", "maj", "capt", "cpt", "sgt", "ssg", "sfc",
        "msg", "cpl", "pfc", "pvt", "adm", "radm", "vadm", "cmdr", "cdr", "brig", "sr", "jr", "dr",
        "mr", "mrs", "ms", "messrs", "prof", "hon", "rev", "gov", "lt.gov", "sen", "rep", "reps",
        "sens", "amb", "supt", "asst", "dept", "regt", "bn", "bde", "div", "inf", "cav", "engr",
        "arty", "armd", "abn", "co", "corp", "inc", "ltd", "bros", "est", "approx", "dist", "univ",
        "natl", "intl", "govt", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct",
        "nov", "dec", "mon", "tue", "tues", "wed", "thu", "thurs", "fri", "u.s", "u.s.c", "u.n", "d.c",
        "e.g", "i.e", "etc", "et", "al", "cf", "ca", "a.m", "p.m", "ph.d", "l.a", "n.y", "e.o", "h.r",
        "s.j.res", "h.j.res", "fed", "reg", "stat", "c.f.r", "u.k", "ala", "ariz", "ark", "calif",
        "colo", "conn", "del", "fla", "ga", "ill", "ind", "kan", "ky", "la", "md", "mass", "mich",
        "minn", "miss", "mo", "mont", "neb", "nev", "okla", "ore", "pa", "tenn", "tex", "va", "vt",
        "wash", "wis", "wyo", "n.c", "s.c", "n.d", "s.d", "n.m", "n.h", "n.j", "w.va", "r.i", "op",
        "cit", "ret", "res", "ord", "spc", "csm", "sma", "gysgt", "lcpl", "ssgt", "tsgt",
        "msgt", "smsgt",
        "cmsgt", "ens", "ltjg", "cw2", "cw3", "cw4", "wo1", "pv2", "reps", "cdt", "insp", "det", "atty",
        "secy", "tech", "m.p",
    ]
)  # fmt: skip
#: These may well end a sentence; they do when a word follows that begins sentences.
_MAY_END = frozenset(
    [
        "u.s", "u.n", "d.c", "etc", "a.m", "p.m", "no", "inc", "co", "corp", "jr", "sr", "u.k", "l.a",
        "ret", "st",
    ]
)  # fmt: skip
_STARTERS = frozenset(
    [
        "the", "a", "an", "in", "on", "at", "it", "he", "she", "they", "we", "i", "this", "that",
        "these", "those", "however", "but", "and", "as", "if", "when", "while", "after", "before",
        "for", "to", "by", "there", "additionally", "also", "meanwhile", "under", "its", "his", "her",
        "their", "our", "although", "since", "because", "earlier", "last",
    ]
)  # fmt: skip
_TERMINATOR = re.compile(r"[.!?…]+[\"')\]]{0,4}(?=\s|$)")
_BLANK = re.compile(r"\n[ \t\r\f\v\u00a0]*\n\s*")
_ITEM = re.compile(
    r"[ \t\u00a0]*(?:[*•‣◦▪·–—-][ \t\u00a0]{1,4}|#{1,6} |>+ ?|(?:\(?(?:\d{1,2}|[a-z]|"
    r"[ivxl]{1,5})[.)](?:[ \t]|(?=\()))|(?:\((?:\d{1,2}|[A-Za-z]|[ivxl]{1,5})\) ?){1,3})(?:\((?:U|C|CUI|"
    r"FOUO|U//FOUO)\) ?)?"
)
#: A row of a table or list: "Ohio National Guard: 40 soldiers".
_ROW = re.compile(
    r"[ \t]*[^\n.:;|\t]{2,60}(?:[:|\t]| {3,})[^\n]{0,100}\d[^\n]{0,80}(?=\n|$)|[^\n|\t]{2,60}[|\t][^\n]*"
)
_LABEL = re.compile(r"[A-Z][\w&/' -]{2,60}: (?=[A-Z\"])")
#: "WASHINGTON (AP) — ", "EL PASO, Texas — March 3, 2025 — ", "FORT BLISS, Texas, March 3, 2025 - ".
_DATELINE = re.compile(
    r"[A-Z][A-Z.']+(?:[ -][A-Z.']+){0,4}(?:, [A-Z][\w.]*(?: [A-Z]\w+)?)?"
    r"(?:,? \(?[A-Z]?[\w.]{2,9} [\w,]{1,5}(?: \d{4})?\)?)?(?: \([A-Z][\w ]{1,20}\))?(?: ?[—–] ?| --? )"
    r"(?:[A-Z]?[\w.]{1,9} [\w,]{1,9} \d{4}(?: ?[—–] ?| --? ))?(?=[\"A-Z\d])"
)
#: "b. " within a paragraph of an operation order.
_LETTERED = re.compile(r"[a-z]\. (?=[A-Z\d])")
_SECTION_HEAD = re.compile(r"(?:Section|Sec\.|SECTION|SEC\.|Article|§) ?\d{1,3}[A-Za-z]?\. ?")


def split_sentences(text: str, flat: str) -> Iterator[Sentence]:
    """
    Yield the sentences of ``text``; ``flat`` is its plain twin of the same length.

    Examples
    --------
    >>> text = "Pub. L. No. 116-92 applies at Ft. Bliss. Sgt. 1st Class J. Smith left, cf. para. 3.a.(1)."
    >>> [text[s.start:s.end] for s in split_sentences(text, text)]
    ['Pub. L. No. 116-92 applies at Ft. Bliss.', 'Sgt. 1st Class J. Smith left, cf. para. 3.a.(1).']
    """
    for number, (start, end) in enumerate(_paragraphs(text)):
        item = _ITEM.match(text, start, end)
        bullet = item is not None
        begin = item.end() if item is not None else start
        if bullet and (label := _LABEL.match(flat, begin, end)) is not None:
            begin = label.end()
        for a, b in _cuts(flat, begin, end):
            yield from _bounded(flat, a, b, number, bullet)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the blocks that no sentence crosses: paragraphs, bullets, headings, single lines."""
    position = 0
    for blank in _BLANK.finditer(text):
        yield from _lines(text, position, blank.start())
        position = blank.end()
    yield from _lines(text, position, len(text))


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Join the lines of a block where they were only wrapped."""
    begin = start
    position = start
    while True:
        newline = text.find("\n", position, end)
        if newline < 0:
            break
        line_start, line_end = position, newline
        position = newline + 1
        line = text[line_start : min(line_end, line_start + 200)].rstrip()
        following = text[position : position + 60].lstrip()
        wrapped = (
            line_end - line_start >= 30
            and line[-1:] not in (".", "!", "?", ":", ";", "”", '"', "…")
            and line_end - line_start <= 160
            and bool(following)
            and not (_ROW.fullmatch(line) and _ROW.match(text, position, min(end, position + 160)))
            and _ITEM.match(text, position, end) is None
        ) or (following[:1].islower() and line[-1:] not in (".", "!", "?", ":") and bool(line))
        if not wrapped:
            if text[begin:newline].strip():
                yield begin, newline
            begin = position
    if begin < end and not text[begin:end].isspace():
        yield begin, end


def _cuts(flat: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    dateline = _DATELINE.match(flat, start, min(end, start + 110))
    if dateline is not None and end - dateline.end() > 20:
        begin = dateline.end()
    heading = _SECTION_HEAD.match(flat, start, end)
    if heading is not None:
        begin = heading.end()
    for stop in _TERMINATOR.finditer(flat, begin, end):
        if stop.end() < end and not _ends(flat, begin, stop.start(), stop.end(), end):
            continue
        yield begin, stop.end()
        begin = stop.end()
    if begin < end:
        yield begin, end


def _ends(flat: str, begin: int, dot: int, after: int, end: int) -> bool:
    """Whether the terminator at ``dot`` ends the sentence that began at ``begin``."""
    following = flat[after : after + 40].lstrip()
    if not following:
        return True
    if _LETTERED.match(following) is not None:
        return True
    head = following.lstrip("\"'([")[:1]
    if not (head.isupper() or head.isdigit() or following[0] in "\"'([*•§…") and head not in ("…", "$"):
        return False
    if flat[dot] != "." or after - dot > 1:
        return True
    word = flat[max(begin, dot - 14) : dot].rpartition(" ")[2].lstrip("\"'([").lower()
    follower = re.match(r"[\"'(\[]*([A-Za-z]+)", following)
    starts = follower is not None and follower[1].lower() in _STARTERS and follower[1][0].isupper()
    if len(word) == 1 and word.isalpha():
        return following[0] == '"'  # an initial, or "Company B." before a name: both are safer kept together
    if word in _ABBREVIATIONS or re.fullmatch(r"(?:[a-z]\.)+[a-z]", word):
        if word in ("no", "st") and not head.isdigit():
            return starts or word == "no"
        return starts and (word in _MAY_END or "." in word)
    if word.isdigit() and dot - begin <= 3:
        return False  # "2. " at the head of an item
    return not re.fullmatch(r"(?:\(?[a-z0-9]{1,3}\)?\.?){1,4}\.[a-z]", word)


def _bounded(flat: str, start: int, end: int, paragraph: int, bullet: bool) -> Iterator[Sentence]:
    """Trim a sentence and cut what is longer than :data:`LONGEST` at a space, or hard."""
    while start < end:
        stop = min(end, start + LONGEST)
        if stop < end:
            space = flat.rfind(" ", start + LONGEST // 2, stop)
            stop = space if space > 0 else stop
        a, b = start, stop
        while a < b and flat[a].isspace():
            a += 1
        item = (_ITEM if flat[a : a + 1] == "(" else _LETTERED).match(flat, a, b)
        if item is not None and item.end() < b:
            a = item.end()
        while b > a and flat[b - 1].isspace():
            b -= 1
        if b > a:
            yield Sentence(a, b, paragraph, bullet)
        start = stop
