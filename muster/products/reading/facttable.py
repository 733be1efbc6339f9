"""Facts as CSV for a spreadsheet, in which no cell is ever taken for a formula."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from muster.casefile.delimited import csv_line
from muster.domain.fact import Document, Fact
from muster.domain.source import Source, rank_of_fact

__all__ = ("COLUMNS", "fact_table", "safe_cell")

COLUMNS = (
    "fact", "doc", "kind", "status", "value", "low", "high", "bound", "unit", "subject", "place", "date",
    "attribution", "rank", "document_date", "polarity", "citations", "quote", "start", "end",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def fact_table(documents: Iterable[tuple[Document, Source, Sequence[Fact]]]) -> str:
    """
    One row a fact, as RFC 4180 has it, with a header.

    A text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV Injection);
    ``start`` and ``end`` find the untouched words again.
    """
    lines = [csv_line(list(COLUMNS))]
    number = 0
    for document, source, facts in documents:
        for fact in facts:
            number += 1
            quantity = fact.quantity
            cells: list[object] = [
                number,
                fact.doc,
                fact.kind,
                fact.status,
                *(
                    (None,) * 5
                    if quantity is None
                    else (quantity.value, quantity.low, quantity.high, quantity.bound, quantity.unit)
                ),
                fact.subject,
                fact.place,
                fact.date,
                fact.attribution,
                rank_of_fact(fact, source.rank),
                document.date,
                fact.polarity,
                "; ".join(fact.citations),
                fact.quote,
                fact.start,
                fact.end,
            ]
            lines.append(csv_line([safe_cell(cell) for cell in cells]))
    return "".join(lines)


def safe_cell(value: object) -> str:
    r"""
    A value as a cell: blank for ``None``, and never a formula.

    Examples
    --------
    >>> safe_cell('=HYPERLINK("x")'), safe_cell(-5), safe_cell(None), safe_cell("up to 5")
    ('\'=HYPERLINK("x")', '-5', '', 'up to 5')
    """
    if value is None:
        return ""
    if isinstance(value, int | float):
        return str(int(value)) if value == int(value) else repr(value)
    text = "".join(sign if sign.isprintable() or sign in "\n\t" else "\ufffd" for sign in str(value))
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text
