"""Facts that a document states, and the questions that it leaves open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day

__all__ = (
    "BOUNDS",
    "FACT_KINDS",
    "FACT_STATUSES",
    "REVIEW_STATES",
    "Answer",
    "Correction",
    "Document",
    "Fact",
    "Quantity",
    "Question",
    "Review",
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


#: What a person decided on a fact that was read.
REVIEW_STATES = ("accepted", "corrected", "rejected")


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
class Correction:
    """One field of a fact as it was read and as a person corrected it, both as text."""

    field: str
    was: str | None
    now: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A person's answer to a question that the document leaves open."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """
    What a person decided on a fact, and on what.

    Parameters
    ----------
    state
        ``accepted``, ``corrected`` or ``rejected``.
    reason
        Why; never missing where a fact is corrected or rejected.
    corrections
        What was corrected. The quote is never corrected: it is the document's.
    answers
        Answers to what the document leaves open.
    by, on
        Who decided, and on which day.
    rank, dated, sha256
        The document's rank as a source (:mod:`muster.domain.source`), its own date, the hash of its bytes.
    reader
        The reader that proposed the fact, ``None`` for Muster's own.
    """

    state: str = "accepted"
    reason: str | None = None
    corrections: tuple[Correction, ...] = ()
    answers: tuple[Answer, ...] = ()
    by: str | None = None
    on: Day | None = None
    rank: str | None = None
    dated: str | None = None
    sha256: str | None = None
    reader: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """
    One kind of statement with the shortest clause that proves it.

    ``quote`` is exactly ``text[start:end]`` of the document's text, offsets in code points. ``date``
    is an ISO day, month, ``a/b`` interval or duration (``P60D``), resolved against the document's
    date. ``polarity`` (tasked, permitted, prohibited) belongs to roles. ``attribution`` is who says
    so: ``document`` for the document's own voice. ``review`` is there once a person has decided on it.
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
    review: Review | None = None


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
