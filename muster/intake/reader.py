"""
The seam for other readers: a plug-in, such as one that asks a language model, proposes facts.

What it proposes must stand verbatim in the document; what does not is refused and counted. Nothing of a
proposal is believed beyond its form: it goes before a person as every other fact does, with the name of
its reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from muster.domain.fact import BOUNDS, FACT_KINDS, FACT_STATUSES, Document, Fact, Quantity
from muster.intake.grammars.citations import find_citations
from muster.intake.plain import plain

__all__ = ("ENTRY_POINTS", "Anchored", "FactReader", "Refusal", "Suggestion", "anchor")

#: The entry point group in which a package names its readers.
ENTRY_POINTS = "muster.readers"
_POLARITIES = ("tasked", "permitted", "prohibited")
_DATE = re.compile(
    r"(?:\d{4}(?:-\d\d(?:-\d\d)?)?(?:/(?:\d{4}(?:-\d\d(?:-\d\d)?)?|P\d{1,5}[DWMY]))?|P\d{1,5}[DWMY])\Z",
    re.ASCII,
)
_LONGEST_QUOTE = 2_000
_MOST = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """
    A fact that a reader proposes: the contract's fields, and words that must stand in the document.

    ``start`` may be left out, or be only nearly right (models count badly): the quote is looked for. Where
    it stands several times, the place nearest to ``start`` is taken; without ``start`` it is refused.
    """

    kind: str
    quote: str
    start: int | None = None
    subject: str | None = None
    quantity: Quantity | None = None
    place: str | None = None
    date: str | None = None
    status: str = "reported"
    attribution: str = "document"
    polarity: str | None = None
    citations: tuple[str, ...] = ()


@runtime_checkable
class FactReader(Protocol):
    """
    What a plug-in gives: an object with a name and one method.

    The document holds the text in which quotes must stand; the facts are those that Muster's own reader
    found, for a reader that only fills gaps. ``propose`` may raise: the error is told, and the document is
    read without it.
    """

    name: str

    def propose(self, document: Document, facts: Sequence[Fact]) -> Iterable[Suggestion]:
        """The facts that the reader sees in the document."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A proposal that was not taken: its words (cut), and why."""

    quote: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchored:
    """
    What became of a reader's proposals for one document.

    ``facts`` are new; ``agreed`` counts those that Muster's own reader found too, which are not doubled.
    """

    reader: str
    doc: str
    proposed: int
    facts: tuple[Fact, ...]
    agreed: int
    refused: tuple[Refusal, ...]


def anchor(reader: str, document: Document, facts: Sequence[Fact], suggestions: Iterable[object]) -> Anchored:
    """
    Tie proposals to the document's words, and refuse those that cannot be.

    Parameters
    ----------
    facts
        What was found already.
    suggestions
        Anything at all: a plug-in is not trusted to give what it should. At most 10,000 are looked at.
    """
    found: list[Fact] = []
    refused: list[Refusal] = []
    agreed = count = 0
    for item in suggestions:
        count += 1
        if count > _MOST:
            refused.append(
                Refusal(quote="", why=f"more than {_MOST:,} proposals; the rest was not looked at")
            )
            break
        why = _form(item)
        if why is not None or not isinstance(item, Suggestion):
            quote = item.quote if isinstance(item, Suggestion) and isinstance(item.quote, str) else repr(item)
            refused.append(Refusal(quote=quote[:120], why=why or "not a Suggestion"))
            continue
        place = _place(document.text, item)
        if isinstance(place, str):
            refused.append(Refusal(quote=item.quote[:120], why=place))
            continue
        fact = _fact(document, item, place)
        missing = _unsupported(fact)
        if missing is not None:
            refused.append(Refusal(quote=item.quote[:120], why=missing))
        elif any(_same(fact, other) for other in (*facts, *found)):
            agreed += 1
        else:
            found.append(fact)
    return Anchored(
        reader=reader,
        doc=document.doc,
        proposed=count,
        facts=tuple(sorted(found, key=lambda fact: (fact.start, fact.end))),
        agreed=agreed,
        refused=tuple(refused),
    )


def _form(item: object) -> str | None:
    """What is wrong with the form of a proposal."""
    if not isinstance(item, Suggestion):
        return f"a {type(item).__name__} where a Suggestion is expected"
    if not isinstance(item.quote, str) or not item.quote.strip():
        return "no quote"
    if len(item.quote) > _LONGEST_QUOTE:
        return f"a quote of {len(item.quote):,} characters; the shortest clause that proves the fact is meant"
    for key, options in (("kind", FACT_KINDS), ("status", FACT_STATUSES)):
        if getattr(item, key) not in options:
            return f"{key} {getattr(item, key)!r} is none of {', '.join(options)}"
    if item.polarity is not None and item.polarity not in _POLARITIES:
        return f"polarity {item.polarity!r} is none of {', '.join(_POLARITIES)}"
    if item.start is not None and (isinstance(item.start, bool) or not isinstance(item.start, int)):
        return "start is no whole number"
    for key in ("subject", "place", "date"):
        if getattr(item, key) is not None and not isinstance(getattr(item, key), str):
            return f"{key} is no text"
    if not isinstance(item.attribution, str) or not item.attribution:
        return "attribution is no text"
    if item.date is not None and _DATE.match(item.date) is None:
        return f"date {item.date!r} is no ISO date, interval or duration"
    if not isinstance(item.citations, tuple) or not all(isinstance(cite, str) for cite in item.citations):
        return "citations are no tuple of texts"
    return None if item.quantity is None else _quantity(item.quantity)


def _quantity(quantity: object) -> str | None:
    if not isinstance(quantity, Quantity):
        return "quantity is no Quantity"
    for key in ("value", "low", "high"):
        number = getattr(quantity, key)
        if number is not None and (isinstance(number, bool) or not isinstance(number, int | float)):
            return f"quantity.{key} is no number"
    if quantity.bound not in BOUNDS or not isinstance(quantity.unit, str):
        return f"quantity.bound {quantity.bound!r} is none of {', '.join(BOUNDS)}"
    return None


def _place(text: str, item: Suggestion) -> int | str:
    """Where the quote stands, or why that cannot be told."""
    places = [match.start() for match in re.finditer(re.escape(item.quote), text)]
    if not places:
        dressed = plain(text).find(plain(item.quote))
        hint = " (it does but for its typography: quote the document's own signs)" if dressed >= 0 else ""
        return f"the quote does not stand in the document{hint}"
    if len(places) > 1 and item.start is None:
        return f"the quote stands {len(places)} times, and start does not say which is meant"
    near = item.start or 0
    return min(places, key=lambda place: (abs(place - near), place))


def _fact(document: Document, item: Suggestion, start: int) -> Fact:
    return Fact(
        doc=document.doc,
        kind=item.kind,
        quote=item.quote,
        start=start,
        end=start + len(item.quote),
        subject=item.subject,
        quantity=item.quantity,
        place=item.place,
        date=item.date,
        status=item.status,
        attribution=item.attribution,
        polarity=item.polarity,
        citations=item.citations,
    )


def _unsupported(fact: Fact) -> str | None:
    """A citation in the proposal that its own words do not hold: the commonest invention of models."""
    if not fact.citations:
        return None
    words = plain(fact.quote)
    held = {citation.normal for citation in find_citations(words)}
    for cite in fact.citations:
        number = cite.rpartition(" ")[2]
        if cite not in held and number not in words:
            return f"the citation {cite!r} does not stand in the quote"
    return None


def _same(one: Fact, other: Fact) -> bool:
    """Whether two facts are one: same kind over mostly the same words."""
    common = min(one.end, other.end) - max(one.start, other.start)
    return one.kind == other.kind and common > 0.6 * min(one.end - one.start, other.end - other.start)
