"""What a document is worth as a source, so that a contradiction shows both sides with their ranks."""

from __future__ import annotations

from dataclasses import dataclass

from muster.domain.fact import Fact

__all__ = ("RANKS", "RANK_WORDS", "Source", "rank_of_fact", "rank_place")

#: From the strongest to the weakest: an instrument speaks for itself, an agency of what it does, a
#: newspaper of what it learned, and a judgement or prediction for nobody but its author.
RANKS = ("order", "release", "news", "claim")
RANK_WORDS = {
    "order": "order or instrument",
    "release": "official release",
    "news": "news",
    "claim": "claim",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """
    A document as a source.

    ``date`` is the document's own (ISO), ``None`` if unknown; ``why`` says by which words the rank was
    found, or that a person gave it.
    """

    doc: str
    rank: str
    date: str | None = None
    why: str = ""


def rank_of_fact(fact: Fact, rank: str) -> str:
    """
    The rank of one fact of a document of that rank: a claim stays a claim wherever it stands.

    Examples
    --------
    >>> from muster.domain.fact import Fact
    >>> rank_of_fact(Fact(doc="a", kind="claim", quote="it is unlawful", start=0, end=14), "order")
    'claim'
    """
    return "claim" if fact.kind == "claim" else rank


def rank_place(rank: str | None) -> int:
    """The place in :data:`RANKS`, 0 the strongest; an unknown rank comes after all."""
    return RANKS.index(rank) if rank in RANKS else len(RANKS)
