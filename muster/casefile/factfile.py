"""``facts.jsonl``: the accepted facts, one JSON object a line."""

from __future__ import annotations

from collections.abc import Iterable

from muster.casefile.codec import decode, encode, fact_json
from muster.casefile.faults import Faults, Where, one_of, shown
from muster.domain.fact import BOUNDS, FACT_KINDS, FACT_STATUSES, Fact, Quantity
from muster.errors import MaterialError

__all__ = ("facts_text", "read_fact", "read_facts")

_KEYS = (
    "doc",
    "kind",
    "subject",
    "quantity",
    "place",
    "date",
    "status",
    "attribution",
    "polarity",
    "quote",
    "start",
    "end",
    "citations",
)
_QUANTITY = ("value", "low", "high", "bound", "unit")
_POLARITIES = ("tasked", "permitted", "prohibited")


def facts_text(facts: Iterable[Fact]) -> str:
    """Facts as the text of ``facts.jsonl``."""
    return "".join(encode(fact_json(fact)).decode() + "\n" for fact in facts)


def read_facts(text: str, file: str, faults: Faults) -> tuple[Fact, ...]:
    """Facts of a file's text; a blank line is nothing, a faulty one is recorded."""
    found = []
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.rstrip("\r")
        if line.strip():
            fact = read_fact(line, Where(file, number, 1, line), faults)
            if fact is not None:
                found.append(fact)
    return tuple(found)


def read_fact(line: str, where: Where, faults: Faults) -> Fact | None:
    """The fact of one line of JSON, or ``None`` with its faults."""
    try:
        value = decode(line.encode())
    except MaterialError as error:
        first = error.problems[0]
        faults.add(
            "M121",
            f"the line is not a JSON object: {first.message}",
            help="write each fact on one line, as `muster read` prints it",
            where=where._replace(column=first.column if where.excerpt else where.column),
        )
        return None
    if not isinstance(value, dict):
        faults.add("M121", "a fact is a JSON object", help="write one object per line", where=where)
        return None
    wrong = [message for message in _faults(value) if message]
    for message in wrong:
        faults.add(
            "M121",
            message,
            help="`muster schema fact` prints the form of a fact",
            where=where,
        )
    if wrong:
        return None
    quantity = value.get("quantity")
    return Fact(
        doc=value["doc"],
        kind=value["kind"],
        quote=value["quote"],
        start=value["start"],
        end=value["end"],
        subject=value.get("subject"),
        quantity=None if quantity is None else Quantity(**{key: quantity.get(key) for key in _QUANTITY}),
        place=value.get("place"),
        date=value.get("date"),
        status=value.get("status") or "reported",
        attribution=value.get("attribution") or "document",
        polarity=value.get("polarity"),
        citations=tuple(value.get("citations") or ()),
    )


def _faults(value: dict[str, object]) -> Iterable[str]:
    for key in value:
        if key not in _KEYS:
            yield f"the key {shown(key)} is unknown; known: {one_of(_KEYS, 20)}"
    for key in ("doc", "kind", "quote"):
        if not isinstance(value.get(key), str) or not value[key]:
            yield f"{key} must be text and not blank"
    for key in ("start", "end"):
        number = value.get(key)
        if isinstance(number, bool) or not isinstance(number, int) or number < 0:
            yield f"{key} must be a whole number, 0 or more"
    for key in ("subject", "place", "date", "status", "attribution", "polarity"):
        if value.get(key) is not None and not isinstance(value[key], str):
            yield f"{key} must be text or null"
    for key, options in (("kind", FACT_KINDS), ("status", FACT_STATUSES), ("polarity", _POLARITIES)):
        word = value.get(key)
        if isinstance(word, str) and word and word not in options:
            yield f"{key} {shown(word)} is unknown; possible: {one_of(options, 20)}"
    start, end, quote = value.get("start"), value.get("end"), value.get("quote")
    if (
        isinstance(start, int)
        and isinstance(end, int)
        and isinstance(quote, str)
        and end - start != len(quote)
    ):
        yield f"the quote has {len(quote)} characters, but start and end span {end - start}"
    citations = value.get("citations")
    if citations is not None and not (
        isinstance(citations, list) and all(isinstance(item, str) for item in citations)
    ):
        yield "citations must be a list of texts"
    quantity = value.get("quantity")
    if quantity is not None:
        yield from _quantity_faults(quantity)


def _quantity_faults(quantity: object) -> Iterable[str]:
    if not isinstance(quantity, dict):
        yield "quantity must be an object or null"
        return
    for key in quantity:
        if key not in _QUANTITY:
            yield f"quantity.{key} is unknown; known: {one_of(_QUANTITY)}"
    for key in ("value", "low", "high"):
        number = quantity.get(key)
        if number is not None and (isinstance(number, bool) or not isinstance(number, int | float)):
            yield f"quantity.{key} must be a number or null"
    if quantity.get("bound") not in BOUNDS:
        yield f"quantity.bound {shown(str(quantity.get('bound')))} is unknown; possible: {one_of(BOUNDS)}"
    if not isinstance(quantity.get("unit"), str):
        yield "quantity.unit must be text"
