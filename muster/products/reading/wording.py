"""How a fact is said in a few words, the same in every product."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from muster.domain.fact import Fact
from muster.intake.across.amendment import quantity_words
from muster.products.figures import day

__all__ = ("KIND_WORDS", "SECTIONS", "date_words", "headline", "one_line", "status_words", "titled")

#: Section of a view -> the kinds in it, in the order in which a watch officer asks.
SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("How many", ("ceiling", "strength", "movement")),
    ("By what authority", ("authority", "declaration")),
    ("Who commands", ("command",)),
    ("When", ("date",)),
    ("Where", ("location",)),
    ("To do what", ("role", "policy")),
    ("What is claimed", ("claim",)),
)
KIND_WORDS = {
    "ceiling": "limit or total",
    "strength": "strength",
    "movement": "movement",
    "declaration": "declaration",
    "authority": "authority",
    "command": "command",
    "date": "date",
    "location": "place",
    "policy": "standing rule",
    "role": "task",
    "claim": "claim",
}
_SPANS = {"D": "day", "W": "week", "M": "month", "Y": "year"}
_POLARITY = {"tasked": "task", "permitted": "permitted", "prohibited": "prohibited"}


def one_line(text: str) -> str:
    """Text on one line without control characters, safe for a terminal."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def headline(fact: Fact) -> str:
    """
    What a fact says at its shortest: the number, the citation, the day, the post, else its kind.

    Examples
    --------
    >>> headline(Fact(doc="a", kind="authority", quote="EO 14167", start=0, end=8,
    ...     citations=("Executive Order 14167",)))
    'Executive Order 14167'
    """
    if fact.quantity is not None and fact.kind != "date":
        return one_line(
            quantity_words(replace(fact.quantity, unit=_as_quoted(fact.quantity.unit, fact.quote)))
        )
    if fact.kind == "date":
        if fact.date is not None:
            return date_words(fact.date)
        return "day not stated" if fact.quantity is None else one_line(quantity_words(fact.quantity))
    if fact.citations and fact.kind != "claim":
        return one_line(", ".join(fact.citations))
    if fact.kind == "location" and fact.place is not None:
        return one_line(fact.place)
    if fact.kind == "role":
        return _POLARITY.get(fact.polarity or "", "task")
    if fact.kind == "strength":
        return "no number"
    if fact.kind == "claim":
        return one_line(fact.attribution.split(",")[0]) if fact.attribution != "document" else "the document"
    return KIND_WORDS[fact.kind]


def titled(fact: Fact) -> str:
    """
    The kind and what the fact says at its shortest, the kind alone where there is no more.

    Examples
    --------
    >>> titled(Fact(doc="a", kind="command", quote="JTF-N leads", start=0, end=11))
    'command'
    """
    kind, words = KIND_WORDS[fact.kind], headline(fact)
    return kind if words == kind else f"{kind}: {words}"


def _as_quoted(unit: str, quote: str) -> str:
    """The unit with the capitals that it has in the quote: "U.S. soldiers"."""
    place = quote.casefold().find(unit.casefold()) if unit else -1
    return quote[place : place + len(unit)] if place >= 0 else unit


def status_words(fact: Fact) -> str | None:
    """The modality of the event, ``None`` where the text only reports."""
    return None if fact.status == "reported" else fact.status


def date_words(iso: str) -> str:
    """
    A fact's date for people.

    Examples
    --------
    >>> date_words("2025-01-22"), date_words("P60D"), date_words("2025-03")
    ('22 Jan 2025', '60 days', '2025-03')
    >>> date_words("2025-06-07/2025-08-06")
    '7 Jun 2025 to 6 Aug 2025'
    """
    if iso.startswith("P") and iso[-1:] in _SPANS and iso[1:-1].isdigit():
        number = int(iso[1:-1])
        return f"{number} {_SPANS[iso[-1]]}{'' if number == 1 else 's'}"
    first, slash, last = iso.partition("/")
    if slash:
        return f"{date_words(first)} to {date_words(last)}"
    try:
        return day(date.fromisoformat(iso)) if len(iso) == 10 else iso
    except ValueError:
        return iso
