"""Facts that a document states, and the questions that it leaves open."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = (
    "BOUNDS",
    "FACT_KINDS",
    "FACT_STATUSES",
    "Document",
    "Fact",
    "Quantity",
    "Question",
)

#: In order of precedence: where two kinds fit, the first wins.
FACT_KINDS = (
    "ceiling",
    "strength",
    "movement",
    "declaration",
    "authority",
    "command",
    "date",
    "location",
    "policy",
    "role",
    "claim",
)
BOUNDS = ("exact", "up_to", "at_least", "about", "nearly", "range")
FACT_STATUSES = (
    "ordered",
    "authorised",
    "signed",
    "expected",
    "planned",
    "proposed",
    "possible",
    "denied",
    "reported",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """
    A number as the text bounds it; the bound is part of the fact.

    ``exact``: value = low = high; ``up_to`` and ``nearly``: value and high; ``at_least``: value and
    low; ``about``: value; ``range``: low and high, value ``None``. Dollars are in full units.
    """

    value: float | int | None
    low: float | int | None
    high: float | int | None
    bound: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """
    One kind of statement with the shortest clause that proves it.

    ``quote`` is exactly ``text[start:end]`` of the document's text, offsets in code points. ``date``
    is an ISO day, month, ``a/b`` interval or duration (``P60D``), resolved against the document's
    date. ``polarity`` (tasked, permitted, prohibited) belongs to roles. ``attribution`` is who says
    so: ``document`` for the document's own voice.
    """

    doc: str
    kind: str
    quote: str
    start: int
    end: int
    subject: str | None = None
    quantity: Quantity | None = None
    place: str | None = None
    date: str | None = None
    status: str = "reported"
    attribution: str = "document"
    polarity: str | None = None
    citations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """
    Something ambiguous in a document that only a person can settle.

    ``options`` are the readings, each a short text; none of them is chosen by Muster.
    """

    doc: str
    question: str
    options: tuple[str, ...]
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """
    A document as text.

    ``doc`` is the file's name, ``sha256`` the hash of its bytes, ``date`` the ISO date that relative
    dates are anchored on (``None`` if unknown), ``text`` what offsets count in.
    """

    doc: str
    sha256: str
    text: str
    date: str | None = None
