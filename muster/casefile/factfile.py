"""``facts.jsonl``: the accepted facts, one JSON object a line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from muster.casefile.codec import accepted_json, decode, encode
from muster.casefile.faults import Faults, Where, one_of, shown
from muster.domain.fact import (
    BOUNDS,
    FACT_KINDS,
    FACT_STATUSES,
    REVIEW_STATES,
    Answer,
    Correction,
    Fact,
    Quantity,
    Review,
)
from muster.domain.source import RANKS
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
    "review",
)
_REVIEW = ("state", "reason", "corrections", "answers", "by", "on", "rank", "dated", "sha256", "reader")
_QUANTITY = ("value", "low", "high", "bound", "unit")
_POLARITIES = ("tasked", "permitted", "prohibited")


def facts_text(facts: Iterable[Fact]) -> str:
    """Facts as the text of ``facts.jsonl``."""
    return "".join(encode(accepted_json(fact)).decode() + "\n" for fact in facts)


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
        review=_review(value.get("review")),
    )


def _review(value: Mapping[str, Any] | None) -> Review | None:
    """What a person decided, of JSON that was found sound."""
    if value is None:
        return None
    texts = {key: value.get(key) for key in ("reason", "by", "rank", "dated", "sha256", "reader")}
    return Review(
        state=value["state"],
        corrections=tuple(Correction(**item) for item in value.get("corrections") or ()),
        answers=tuple(Answer(**item) for item in value.get("answers") or ()),
        on=None if value.get("on") is None else date.fromisoformat(value["on"]),
        **texts,
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
    if value.get("review") is not None:
        yield from _review_faults(value["review"])


def _review_faults(review: object) -> Iterable[str]:
    if not isinstance(review, dict):
        yield "review must be an object or null"
        return
    for key in review:
        if key not in _REVIEW:
            yield f"review.{key} is unknown; known: {one_of(_REVIEW)}"
    if review.get("state") not in REVIEW_STATES:
        yield f"review.state {shown(str(review.get('state')))} is unknown; possible: {one_of(REVIEW_STATES)}"
    elif review["state"] != "accepted" and not review.get("reason"):
        yield f"review.reason is missing; a fact that is {review['state']} says why"
    for key in ("reason", "by", "on", "rank", "dated", "sha256", "reader"):
        if review.get(key) is not None and not isinstance(review[key], str):
            yield f"review.{key} must be text or null"
    rank = review.get("rank")
    if isinstance(rank, str) and rank not in RANKS:
        yield f"review.rank {shown(rank)} is unknown; possible: {one_of(RANKS)}"
    if isinstance(review.get("on"), str) and not _is_day(review["on"]):
        yield f"review.on {shown(review['on'])} is not a day such as 2025-05-22"
    for key, inner in (("corrections", {"field", "was", "now"}), ("answers", {"question", "answer"})):
        items = review.get(key)
        if items is None:
            continue
        if not isinstance(items, list) or not all(
            isinstance(item, dict)
            and item.keys() == inner
            and all(
                isinstance(text, str) or (text is None and name in ("was", "now"))
                for name, text in item.items()
            )
            for item in items
        ):
            yield f"review.{key} must be a list of objects of the texts {one_of(sorted(inner))}"


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


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
