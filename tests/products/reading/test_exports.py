"""Exports of facts: selectors that select, cells that are no formulas, marks that leave the text as it is."""

import csv
import html
import io
import json
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.casefile.codec import encode, fact_json
from muster.domain.fact import FACT_KINDS, Document, Fact, Question
from muster.domain.source import Source
from muster.products.reading.annotations import CONTEXT, annotation_collection
from muster.products.reading.facttable import COLUMNS, fact_table, safe_cell
from muster.products.reading.glance import glance_lines
from muster.products.reading.marked import MarkedDocument, render_marked

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"), min_size=1, max_size=120)
EVIL = "=cmd|'/c calc'!A1 <script>alert(1)</script> \u202e & \"quoted\" https://example.org/x.png"
SOURCE = Source(doc="d.txt", rank="news", date="2025-01-22")


@st.composite
def read_documents(draw: st.DrawFn) -> tuple[Document, tuple[Fact, ...]]:
    """A text with facts anywhere in it: in one another, over one another, side by side."""
    text = draw(TEXTS)
    facts = []
    for _ in range(draw(st.integers(0, 5))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        facts.append(
            Fact(
                doc="d.txt",
                kind=draw(st.sampled_from(FACT_KINDS)),
                quote=text[start:end],
                start=start,
                end=end,
            )
        )
    facts.sort(key=lambda fact: (fact.start, fact.end))
    return Document(doc="d.txt", sha256="0" * 64, text=text, date="2025-01-22"), tuple(facts)


def evil() -> tuple[Document, tuple[Fact, ...]]:
    text = f"{EVIL}. More."
    fact = Fact(
        doc="d.txt",
        kind="claim",
        quote=EVIL,
        start=0,
        end=len(EVIL),
        subject=EVIL,
        place=EVIL,
        attribution=EVIL,
    )
    return Document(doc=f"{EVIL[:30]}.txt", sha256="0" * 64, text=text), (fact,)


# W3C annotations


@given(read_documents())
def test_every_selector_selects_the_quote(read: tuple[Document, tuple[Fact, ...]]) -> None:
    document, facts = read
    found = json.loads(encode(annotation_collection([(document, SOURCE, facts)])))
    assert found["@context"] == CONTEXT == "http://www.w3.org/ns/anno.jsonld"
    assert (found["type"], found["total"], found["first"]["type"]) == (
        "AnnotationCollection",
        len(facts),
        "AnnotationPage",
    )
    ids = set()
    for item, fact in zip(found["first"]["items"], facts, strict=True):
        ids.add(item["id"])
        quote, position = item["target"]["selector"]
        assert (quote["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
        assert document.text[position["start"] : position["end"]] == quote["exact"] == fact.quote
        around = quote["prefix"] + quote["exact"] + quote["suffix"]
        assert around in document.text
        assert item["body"][0] == {"type": "TextualBody", "purpose": "tagging", "value": fact.kind}
        assert json.loads(item["body"][2]["value"]) == fact_json(fact)
    assert len(ids) == len(facts)


# CSV


@given(read_documents())
def test_every_row_comes_back_and_no_cell_is_a_formula(read: tuple[Document, tuple[Fact, ...]]) -> None:
    document, facts = read
    rows = list(csv.reader(io.StringIO(fact_table([(document, SOURCE, facts)]), newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == len(facts) + 1
    for row, fact in zip(rows[1:], facts, strict=True):
        assert len(row) == len(COLUMNS)
        cells = dict(zip(COLUMNS, row, strict=True))
        assert document.text[int(cells["start"]) : int(cells["end"])] == fact.quote
        for cell in row:
            assert not cell.lstrip(" ").startswith(("=", "+", "@", "\t", "\r")), cell


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", " =", "＝", "\n="])
def test_what_a_spreadsheet_would_compute_is_text(start: str) -> None:
    assert safe_cell(f"{start}1+1").startswith("'")


# HTML


class _Page(HTMLParser):
    """The text of the reading column, and everything that could load or run."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.ids: list[str] = []
        self.targets: list[str] = []
        self._depth = 0
        self._skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        known = dict(attrs)
        if known.get("id"):
            self.ids.append(known["id"] or "")
        for name, value in attrs:
            assert not name.startswith("on"), name
            if name in ("src", "href", "action", "data", "srcset"):
                (self.targets if (value or "").startswith("#") else self.addresses).append(value or "")
        if tag == "div" and (self._depth or known.get("class") == "text"):
            self._depth += 1
        if tag == "sup":
            self._skipped += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "div" and self._depth:
            self._depth -= 1
        if tag == "sup":
            self._skipped -= 1

    def handle_data(self, data: str) -> None:
        if self._depth and not self._skipped:
            self.text.append(data)


def page_of(document: Document, facts: tuple[Fact, ...]) -> tuple[str, _Page]:
    question = Question(doc="d", question=f"{EVIL}?", options=(EVIL, "b"), quote="x", start=0, end=1)
    text = render_marked(
        [MarkedDocument(document=document, source=SOURCE, facts=facts, questions=(question,))]
    )
    page = _Page()
    page.feed(text)
    return text, page


@settings(deadline=None)
@given(read_documents())
def test_marks_leave_the_text_as_it_is(read: tuple[Document, tuple[Fact, ...]]) -> None:
    document, facts = read
    _, page = page_of(document, facts)
    unsafe = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufffe\uffff]")
    assert "".join(page.text) == unsafe.sub("\ufffd", document.text)
    assert len(page.ids) == len(set(page.ids))
    for target in page.targets:
        assert target[1:] in page.ids, target
    assert [f"f{number}" in page.ids for number in range(1, len(facts) + 1)] == [True] * len(facts)


def test_nothing_runs_and_nothing_is_loaded_whatever_the_document_holds() -> None:
    text, page = page_of(*evil())
    assert page.addresses == []
    assert not page.tags & {"script", "img", "iframe", "object", "embed", "link", "form", "base"}
    assert "<script>" not in text
    assert html.escape(EVIL[:20], quote=False).split("<")[0] in text
    assert "\u202e" not in text
    assert "default-src 'none'" in text


def test_kinds_are_named_in_letters_too() -> None:
    document = Document(doc="d", sha256="", text="abcdefghijk")
    facts = tuple(
        Fact(doc="d", kind=kind, quote="abcdefghijk"[place], start=place, end=place + 1)
        for place, kind in enumerate(FACT_KINDS)
    )
    text, _ = page_of(document, facts)
    for name in ("CEIL", "STR", "MOV", "DECL", "AUTH", "CMD", "DATE", "PLACE", "RULE", "TASK", "CLAIM"):
        assert text.count(name) >= 3, name  # in the legend, in the text, in the notes
    for scheme in ("prefers-color-scheme:dark", "@media print"):
        assert scheme in text


# Terminal


@settings(deadline=None)
@given(read_documents(), st.integers(20, 200))
def test_the_terminal_gets_no_control_characters_and_no_wide_lines(
    read: tuple[Document, tuple[Fact, ...]], width: int
) -> None:
    _, facts = read
    for line in glance_lines(SOURCE, facts, (), width=width):
        assert line == "".join(sign for sign in line if sign.isprintable())
        assert len(line) <= max(60, min(width, 132))


def test_numbers_of_facts_are_those_that_accept_takes() -> None:
    facts = (*evil()[1], *evil()[1])
    lines = glance_lines(SOURCE, facts, (), first=7)
    assert [line[:5].strip() for line in lines if line[:5].strip().isdigit()] == ["7", "8"]
