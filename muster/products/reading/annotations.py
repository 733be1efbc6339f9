"""
Facts as annotations of the W3C: what is said of which words of which document.

W3C, Web Annotation Data Model, Recommendation of 23 February 2017 (https://www.w3.org/TR/annotation-model/):
each fact is an Annotation whose target has a TextQuoteSelector and a TextPositionSelector. Positions count
code points of the text as ``muster read`` returns it, as the model has it (section 4.2.5). For documents
with pages, FragmentSelectors tell page and box: of a PDF by RFC 8118 (section 3: ``page`` and ``viewrect``,
in points from the upper left corner of the page), of a picture by Media Fragments 1.0 (``xywh`` in pixels).
The context of JSON-LD is named and never fetched.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from muster.casefile.codec import encode, fact_json
from muster.domain.fact import Document, Fact
from muster.domain.source import RANK_WORDS, Source, rank_of_fact
from muster.intake.layout import Layout
from muster.products.reading.wording import headline

__all__ = ("CONTEXT", "annotation_collection")

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_PDF, _MEDIA = "https://www.rfc-editor.org/rfc/rfc8118", "http://www.w3.org/TR/media-frags/"
#: Words before and after a quote, by which it is found again in a changed document.
_AROUND = 32


def annotation_collection(
    documents: Iterable[tuple[Document, Source, Sequence[Fact]]], layouts: Mapping[str, Layout] | None = None
) -> dict[str, object]:
    """
    All facts of documents as one AnnotationCollection with its only page.

    ``layouts`` tells where the words of documents stand on pages, by the documents' names.

    Each annotation has a ``tagging`` body with the kind, a ``describing`` body with the fact in a few words,
    and a ``classifying`` one with the whole fact as JSON text (``muster schema fact``).
    """
    items = [
        _annotation(number, document, source, fact, (layouts or {}).get(document.doc))
        for number, (document, source, fact) in enumerate(
            ((document, source, fact) for document, source, facts in documents for fact in facts), 1
        )
    ]
    return {
        "@context": CONTEXT,
        "id": "urn:muster:facts",
        "type": "AnnotationCollection",
        "label": "Facts of documents, each with the words that prove it",
        "total": len(items),
        "first": {
            "id": "urn:muster:facts:1",
            "type": "AnnotationPage",
            "partOf": "urn:muster:facts",
            "startIndex": 0,
            "items": items,
        },
    }


def _annotation(
    number: int, document: Document, source: Source, fact: Fact, layout: Layout | None
) -> dict[str, object]:
    text = document.text
    return {
        "id": f"urn:muster:fact:{document.sha256}:{fact.kind}:{fact.start}-{fact.end}:{number}",
        "type": "Annotation",
        "motivation": "describing",
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": fact.kind},
            {
                "type": "TextualBody",
                "purpose": "describing",
                "format": "text/plain",
                "language": "en",
                "value": _words(source, fact),
            },
            {
                "type": "TextualBody",
                "purpose": "classifying",
                "format": "application/json",
                "value": encode(fact_json(fact)).decode(),
            },
        ],
        "target": {
            "source": {
                "id": f"urn:sha256:{document.sha256}",
                "type": "Text",
                "label": document.doc,
            },
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": fact.quote,
                    "prefix": text[max(0, fact.start - _AROUND) : fact.start],
                    "suffix": text[fact.end : fact.end + _AROUND],
                },
                {"type": "TextPositionSelector", "start": fact.start, "end": fact.end},
                *_fragments(fact, layout),
            ],
        },
    }


def _fragments(fact: Fact, layout: Layout | None) -> list[dict[str, object]]:
    """Return a selector for each box that the quote stands in."""
    if layout is None:
        return []
    found: list[dict[str, object]] = []
    for box in layout.regions(fact.start, fact.end):
        place = ",".join(
            f"{value:g}" for value in (box.left, box.top, box.right - box.left, box.bottom - box.top)
        )
        if layout.pages[box.page - 1].unit == "px":
            standard, value = _MEDIA, f"xywh=pixel:{place}"
            value += f"&page={box.page}" if len(layout.pages) > 1 else ""
        else:
            standard, value = _PDF, f"page={box.page}&viewrect={place}"
        found.append({"type": "FragmentSelector", "conformsTo": standard, "value": value})
    return found


def _words(source: Source, fact: Fact) -> str:
    rank = RANK_WORDS[rank_of_fact(fact, source.rank)]
    who = "the document" if fact.attribution == "document" else fact.attribution
    return f"{headline(fact)}; {fact.status}; says {who} ({rank})"
