"""What a document says, at a glance: the bottom line, then every fact under the question it answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from textwrap import wrap

from muster.domain.fact import Fact, Question
from muster.domain.source import RANK_WORDS, Source
from muster.products.figures import plural
from muster.products.reading.folding import NARROWEST, WIDEST, Paint, fold, plain_paint
from muster.products.reading.wording import SECTIONS, date_words, headline, one_line, status_words

__all__ = ("glance_lines",)

_MOST = 4


def glance_lines(
    source: Source,
    facts: Sequence[Fact],
    questions: Sequence[Question],
    *,
    first: int = 1,
    width: int = 80,
    paint: Paint = plain_paint,
    notes: dict[Fact, str] | None = None,
) -> list[str]:
    """
    A document in lines of at most ``width`` columns.

    Parameters
    ----------
    first
        The number of the first fact: what ``--accept`` takes.
    notes
        A remark on a fact, such as the plug-in that proposed it.
    """
    wide = max(NARROWEST, min(width, WIDEST))
    told = "date not found" if source.date is None else date_words(source.date)
    lines = [
        *fold(f"{one_line(source.doc)} · {RANK_WORDS[source.rank]} · {told}", wide, "", "  ", paint, "title"),
        f"{plural(len(facts), 'fact')}, {plural(len(questions), 'open question')}",
    ]
    short = _in_short(facts, questions)
    if short:
        lines += ["", paint("IN SHORT", "section")]
        for name, words in short:
            lines += fold(words, wide, f"  {name:<11}", " " * 13, paint, "plain")
    numbers = {id(fact): first + place for place, fact in enumerate(facts)}
    size = len(str(first + len(facts)))
    left = 26 if wide < 100 else 32
    for title, kinds in SECTIONS:
        own = [fact for fact in facts if fact.kind in kinds]
        if not own:
            continue
        lines += ["", paint(title.upper(), "section")]
        introduced: set[str] = set()
        for fact in own:
            known = fact.kind == "claim" and fact.attribution in introduced
            introduced.add(fact.attribution)
            note = (notes or {}).get(fact)
            lines += _fact(fact, numbers[id(fact)], size, left, wide, paint, note, known)
    if questions:
        lines += ["", paint("TO SETTLE", "section")]
        for question in questions:
            lines += _question(question, wide, paint)
    return lines


def _in_short(facts: Sequence[Fact], questions: Sequence[Question]) -> list[tuple[str, str]]:
    """The bottom line: limits, people, legal basis, deadlines, what is forbidden; each as the text has it."""
    found = []
    for name, kinds in (("Limits", ("ceiling",)), ("People", ("strength", "movement"))):
        own = [fact for fact in facts if fact.kind in kinds and fact.quantity is not None]
        if own:
            found.append((name, _listed([_with_status(fact) for fact in own])))
    basis = [fact for fact in facts if fact.kind in ("authority", "declaration")]
    if basis:
        found.append(("Authority", _listed(list(dict.fromkeys(map(_basis, basis))), 3)))
    days = [fact for fact in facts if fact.kind == "date" and fact.date is not None]
    if days:
        words = [f"{_with_status(fact)} “{one_line(fact.quote)}”" for fact in days]
        found.append(("Dates", _listed(list(dict.fromkeys(words)))))
    forbidden = [fact for fact in facts if fact.kind == "role" and fact.polarity == "prohibited"]
    if forbidden:
        found.append(("Forbidden", _listed([f"“{one_line(fact.quote)}”" for fact in forbidden], 2)))
    if questions:
        found.append(("Open", f"{plural(len(questions), 'question')}, at the end"))
    return found


def _listed(items: Sequence[str], most: int = _MOST) -> str:
    more = f" · and {len(items) - most} more" if len(items) > most else ""
    return " · ".join(items[:most]) + more


def _with_status(fact: Fact) -> str:
    state = status_words(fact)
    return headline(fact) + (f" ({state})" if state else "")


def _basis(fact: Fact) -> str:
    """A legal basis in a few words: what is cited, else what is declared or permitted, in its own words."""
    name = headline(fact) if fact.citations else _cut(re.sub(r"^(?:the|The) ", "", one_line(fact.quote)), 72)
    state = status_words(fact)
    day = date_words(fact.date) if fact.date is not None else None
    words = " ".join(part for part in (state, day) if part)
    return name + (f" ({words})" if words else "")


def _cut(text: str, length: int) -> str:
    if len(text) <= length:
        return f"“{text}”"
    return f"“{text[:length].rsplit(' ', 1)[0]} …”"


def _fact(
    fact: Fact,
    number: int,
    size: int,
    left: int,
    width: int,
    paint: Paint,
    note: str | None,
    introduced: bool,
) -> list[str]:
    """Two columns: what it comes to on the left, the document's words on the right."""
    state = status_words(fact)
    beside: list[tuple[str, str]] = [(part, "lead") for part in wrap(headline(fact), left - 2)]
    if state is not None:
        beside.append((state.upper(), fact.status))
    if fact.polarity == "prohibited" and fact.status != "denied":
        beside[0] = ("PROHIBITED", "denied")
    for value, shown in ((fact.date, fact.kind != "date"), (fact.place, fact.kind != "location")):
        if value is not None and shown:
            words = date_words(value) if value is fact.date else one_line(value)
            beside += [(part, "quiet") for part in wrap(words, left - 1)]
    if note is not None:
        beside += [(part, "quiet") for part in wrap(note, left - 1)]
    indent = 2 + size + 2
    words = f"“{one_line(fact.quote)}”"
    right = [(part, "plain") for part in wrap(words, width - indent - left, break_on_hyphens=False)]
    who = one_line(fact.attribution)
    if who != "document" and not introduced and who != headline(fact):
        right += [(part, "quiet") for part in wrap(f"— {who}", width - indent - left)]
    lines = []
    for place in range(max(len(beside), len(right))):
        head = paint(f"  {number:>{size}}  ", "number") if place == 0 else " " * indent
        words, role = beside[place] if place < len(beside) else ("", "plain")
        tail = paint(*right[place]) if place < len(right) else ""
        cell = paint(words, role) + " " * (left - len(words))
        lines.append((head + cell + tail).rstrip())
    return lines


def _question(question: Question, width: int, paint: Paint) -> list[str]:
    lines = fold(one_line(question.question), width, "  ? ", "    ", paint, "lead")
    for number, option in enumerate(question.options, 1):
        lines += fold(one_line(option), width, f"      {number}  ", "         ", paint, "plain")
    return lines
