"""Annotations of documents with pages tell page and box of each line of a quote."""

from typing import Any

import pytest

from muster.domain.source import Source
from muster.intake.layout import Layout, PageSize
from muster.intake.read import read_document
from muster.products.reading.annotations import annotation_collection
from tests.intake.making import pdf_of, shown


def fragments(layout: Layout | None, unit: str = "pt") -> list[dict[str, Any]]:
    words = [(72, 700, 11, "The Governor ordered up to 350"), (72, 686, 11, "Guardsmen to Mora County.")]
    reading = read_document("a.pdf", pdf_of([shown([(72, 700, 11, "First page.")]), shown(words)]))
    assert reading.layout is not None
    pages = tuple(PageSize(page.width, page.height, unit) for page in reading.layout.pages)
    given = {} if layout is None else {"a.pdf": Layout(pages, reading.layout.words)}
    found: Any = annotation_collection(
        [(reading.document, Source(doc="a.pdf", rank="order"), reading.facts)], given
    )
    (item, *_) = found["first"]["items"]
    return [one for one in item["target"]["selector"] if one["type"] == "FragmentSelector"]


def test_a_quote_over_two_lines_of_a_pdf_has_two_boxes() -> None:
    one, other = fragments(Layout((), ()))
    assert one["conformsTo"] == other["conformsTo"] == "https://www.rfc-editor.org/rfc/rfc8118"
    boxes = []
    for selector in (one, other):
        page, box = selector["value"].split("&viewrect=")
        assert page == "page=2"
        boxes.append([float(value) for value in box.split(",")])
    (left, top, width, height), (_, below, _, _) = boxes
    assert left == pytest.approx(72, abs=1) and top == pytest.approx(792 - 700 - 10, abs=3)
    assert below - top == pytest.approx(14, abs=0.5) and 0 < height < 16 and width > 100


def test_a_picture_is_told_in_pixels_and_a_text_without_boxes() -> None:
    one, _ = fragments(Layout((), ()), "px")
    assert one["conformsTo"] == "http://www.w3.org/TR/media-frags/"
    assert one["value"].startswith("xywh=pixel:72,") and one["value"].endswith("&page=2")
    assert fragments(None) == []
