"""What documents say, in their own words: one table for every section that quotes them."""

from __future__ import annotations

from collections.abc import Sequence

from muster.domain.fact import Fact
from muster.products.conflicts import date_words
from muster.products.svg import Markup, element
from muster.products.table import Column, said, table

__all__ = ("statements",)


def statements(caption: str, facts: Sequence[Fact]) -> Markup:
    """Document, words, date and speaker of each fact; the first sixty are shown."""
    return table(
        caption,
        (Column("Document"), Column("Words", wide=True), Column("Date"), Column("Said by")),
        [
            (
                said(fact.doc),
                element("q", said(fact.quote, 400)),
                said(date_words(fact.date)),
                said(fact.attribution),
            )
            for fact in facts
        ],
        most=60,
    )
