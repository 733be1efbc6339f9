"""What the pages of the grammars show is what the grammars read."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from muster.intake.grammars.citations import find_citations
from muster.intake.grammars.dates import find_whens
from muster.intake.grammars.forces import force_named
from muster.intake.grammars.modality import status_of
from muster.intake.grammars.numbers import find_amounts
from muster.intake.grammars.places import place_named
from muster.intake.grammars.speech import Directory, voices
from muster.intake.plain import plain
from muster.intake.read import read_document
from muster.intake.sentences import split_sentences

FOLDER = Path(__file__).parents[2] / "docs" / "reading"
PAGES = sorted(FOLDER.glob("*.md"))
TABLE = re.compile(r"<!-- reads: (\w+) -->\n\n\|[^\n]*\n\|[-| ]+\n((?:\|[^\n]*\n)+)")
DAY = date(2025, 8, 25)  # a Monday


def amounts(words: str) -> str:
    read = []
    for amount in find_amounts(plain(words)):
        q = amount.quantity
        figure = f"{q.low:,} to {q.high:,}" if q.bound == "range" else f"{q.value:,}"
        read.append(f"{q.bound} {figure} {amount.noun}")
    return "; ".join(read) or "nothing"


def dates(words: str) -> str:
    flat = plain(words)
    read = [f"{w.iso}" if w.iso else f"unknown ({w.doubt or w.kind})" for w in find_whens(flat, anchor=DAY)]
    return "; ".join(read) or "nothing"


def citations(words: str) -> str:
    return "; ".join(c.normal for c in find_citations(plain(words))) or "nothing"


def forces(words: str) -> str:
    return force_named(plain(words), 0, len(words)) or "nothing"


def places(words: str) -> str:
    return place_named(plain(words), 0, len(words)) or "nothing"


def news(words: str) -> str:
    return status_of(plain(words), 0, len(words), order=False)


def orders(words: str) -> str:
    return status_of(plain(words), 0, len(words), order=True, default="ordered")


def speech(words: str) -> str:
    flat = plain(words)
    said = voices(words, flat, list(split_sentences(words, flat)), Directory(flat))
    return "; ".join(f"{v.speaker}: {words[v.start : v.end]}" for several in said for v in several)


def facts(words: str) -> str:
    reading = read_document("example.txt", words.encode(), date=DAY)
    return "; ".join(f"{fact.kind} “{fact.quote}”" for fact in reading.facts) or "nothing"


READERS: dict[str, Callable[[str], str]] = {
    reader.__name__: reader
    for reader in (amounts, dates, citations, forces, places, news, orders, speech, facts)
}


def rows() -> list[object]:
    found = []
    for page in PAGES:
        for name, body in TABLE.findall(page.read_text(encoding="utf-8")):
            for row in body.strip().splitlines():
                words, read = (cell.strip() for cell in row.strip("|").split(" | ", 1))
                found.append(pytest.param(name, words, read, id=f"{page.stem}: {words[:50]}"))
    return found


@pytest.mark.parametrize(("name", "words", "read"), rows())
def test_what_a_page_shows_is_read(name: str, words: str, read: str) -> None:
    assert READERS[name](words) == read


def test_every_grammar_has_its_page_and_every_page_examples() -> None:
    stems = {page.stem for page in PAGES}
    assert stems == {"numbers", "dates", "citations", "forces", "places", "speech", "modality", "kinds"}
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        assert TABLE.search(text) is not None, page
        assert "## What it does not read" in text, page
