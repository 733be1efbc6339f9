"""The reader: the bytes of a document in, quoted facts and open questions out."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date as Day

from muster.domain.fact import Document, Fact, Question
from muster.errors import Problem
from muster.intake.dateline import own_date
from muster.intake.doubts import doubts
from muster.intake.facts import find_clauses, find_facts
from muster.intake.formats.detect import text_of
from muster.intake.formats.source import Source
from muster.intake.grammars.modality import is_operation, is_order
from muster.intake.layout import Layout
from muster.intake.passage import Page
from muster.intake.plain import plain
from muster.intake.questions import questions

__all__ = ("Reading", "read_document", "read_source")


@dataclass(frozen=True, slots=True)
class Reading:
    """
    What was read: the document as text, its facts in the order of the text, its open questions.

    ``layout`` tells where words stand on pages (``layout.regions(fact.start, fact.end)``), ``None`` for
    formats without pages; ``notes`` are warnings on how the document was read.
    """

    document: Document
    facts: tuple[Fact, ...]
    questions: tuple[Question, ...]
    layout: Layout | None = None
    notes: tuple[Problem, ...] = ()


def read_document(name: str, data: bytes, *, date: Day | None = None) -> Reading:
    """
    Read one document.

    Parameters
    ----------
    name
        The file's name; it is shown, and its extension is believed unless the content says otherwise.
    data
        The file's bytes. Nothing in them is executed, and nothing they refer to is fetched.
    date
        The date that "Wednesday" and "within 45 days" count from. ``None``: the date that the document
        gives itself; where it gives none, relative dates stay unresolved and a question says so.

    Raises
    ------
    MaterialError
        If the file cannot be read as text (codes M701 to M721).

    Examples
    --------
    >>> reading = read_document("note.txt", b"The Pentagon plans to deploy up to 1,500 troops to the border.")
    >>> [(fact.kind, fact.quantity.bound, fact.quantity.value) for fact in reading.facts if fact.quantity]
    [('ceiling', 'up_to', 1500)]
    """
    return read_source(name, data, text_of(name, data), date=date)


def read_source(name: str, data: bytes, source: Source, *, date: Day | None = None) -> Reading:
    """
    Return the facts and questions of a document whose text is known already.

    Parameters
    ----------
    name, data, date
        As for :func:`read_document`.
    source
        What a format reader made of ``data``.
    """
    lined = "".join(source.text) if source.text.isascii() else _keep_lines(source.text)
    anchor = date or source.date or own_date(lined)
    page = Page(
        doc=name,
        text=source.text,
        flat=plain(source.text),
        date=anchor,
        order=is_order(lined),
        operation=is_operation(lined),
    )
    clauses = find_clauses(page)
    facts = find_facts(page, clauses)
    asked = [*questions(page, clauses), *doubts(name, source, facts)]
    return Reading(
        document=Document(
            doc=name,
            sha256=hashlib.sha256(data).hexdigest(),
            text=source.text,
            date=None if anchor is None else anchor.isoformat(),
        ),
        facts=facts,
        questions=tuple(asked),
        layout=source.layout,
        notes=source.notes,
    )


def _keep_lines(text: str) -> str:
    """Return the plain twin of the text with its line ends kept, for what is found by lines."""
    return "\n".join(plain(line) for line in text.split("\n"))
