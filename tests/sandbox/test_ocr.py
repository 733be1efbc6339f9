"""Scans and pictures: read by Tesseract where it is installed, told what to do where it is not."""

import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from muster.errors import MaterialError
from muster.intake.formats.pdf import page_picture
from muster.intake.read import read_source
from muster.sandbox.ocr import Tesseract, find_tesseract
from muster.sandbox.parser import MOST_OCR_PAGES, Parser
from tests.intake.making import pdf_of, pdf_of_pictures, png_of, shown, tiff_of

OCR = pytest.mark.skipif(find_tesseract() is None, reason="Tesseract is not installed")
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
LINES = [
    "MEMORANDUM FOR THE SECRETARY OF DEFENSE",
    "Date: March 3, 2025",
    "Pursuant to section 12302 of title 10, United States Code, I hereby order",
    "up to 1,200 members of the Ready Reserve to active duty for 60 days.",
]
SCAN = (4, 4, b"\x80" * 16)


@cache
def scanned() -> tuple[int, int, bytes]:
    """A page as a grey picture: width, height and rows."""
    page = pdf_of([shown([(72, 700 - 18 * at, 12, line) for at, line in enumerate(LINES)])])
    picture, scale = page_picture("a.pdf", page, 1)
    assert scale == pytest.approx(300 / 72)
    head = re.match(rb"P5\n(\d+) (\d+)\n255\n", picture)
    assert head is not None
    return int(head[1]), int(head[2]), picture[head.end() :]


@pytest.fixture(scope="module")
def parser() -> Iterator[Parser]:
    with Parser() as parser:
        yield parser


@OCR
@pytest.mark.parametrize("kind", ["png", "tif", "pdf"])
def test_a_scan_is_read_with_boxes_and_said(kind: str, parser: Parser) -> None:
    page = scanned()
    data = {"png": png_of(*page), "tif": tiff_of([page]), "pdf": pdf_of_pictures([page])}[kind]
    source = parser.source(f"a.{kind}", data)
    assert [note.code for note in source.notes] == ["M730"]
    reading = read_source(f"a.{kind}", data, source)
    (ceiling,) = (fact for fact in reading.facts if fact.kind == "ceiling")
    assert ceiling.quantity is not None
    assert (ceiling.quantity.value, ceiling.date) == (1200, "2025-03-03")
    assert reading.layout is not None
    start = source.text.index("1,200")
    (box,) = reading.layout.regions(start, start + 5)
    unit = 300 / 72 if kind != "pdf" else 1
    assert box.page == 1 and box.confidence is not None and box.confidence > 50
    assert box.left / unit == pytest.approx(72 + 38, abs=12)
    assert box.top / unit == pytest.approx(792 - 700 + 54 - 10, abs=5)


@OCR
def test_scanned_pages_are_read_in_their_places_among_others(parser: Parser) -> None:
    pages = [shown([(72, 700, 11, "The first page.")]), scanned(), shown([(72, 700, 11, "The last page.")])]
    source = parser.source("a.pdf", pdf_of_pictures(pages))
    first, scan, last = (source.text.index(words) for words in ("first page", "12302", "last page"))
    assert first < scan < last
    (note,) = source.notes
    assert note.code == "M730" and "page(s) 2 " in note.message


@OCR
def test_pages_on_which_nothing_is_recognised_are_told(parser: Parser) -> None:
    grey = (400, 300, b"\xc0" * 120_000)
    source = parser.source("a.pdf", pdf_of_pictures([shown([(72, 700, 11, "The first page.")]), grey]))
    (note,) = source.notes
    assert note.code == "M731" and "page(s) 2 hold pictures in which no word was recognised" in note.message


@OCR
@pytest.mark.parametrize("blank", [b"\xff", b"\x00"])
def test_a_picture_without_words_is_told(blank: bytes, parser: Parser) -> None:
    with pytest.raises(MaterialError) as raised:
        parser.source("a.png", png_of(400, 300, blank * 120_000))
    assert raised.value.problems[0].code == "M705"


@OCR
def test_a_picture_that_is_cut_off_is_told(parser: Parser) -> None:
    with pytest.raises(MaterialError) as raised:
        parser.source("a.png", png_of(*scanned())[:60])
    assert raised.value.problems[0].code == "M720"


def test_without_the_program_it_is_told_what_to_install() -> None:
    with Parser(ocr=None) as parser:
        for name, data in (("a.png", png_of(*SCAN)), ("a.pdf", pdf_of_pictures([SCAN]))):
            with pytest.raises(MaterialError) as raised:
                parser.source(name, data)
            (problem,) = raised.value.problems
            assert problem.code == "M711" and "apt install tesseract-ocr" in problem.help
        source = parser.source("a.pdf", pdf_of_pictures([shown([(72, 700, 11, "Up to 9 troops.")]), SCAN]))
        assert [note.code for note in source.notes] == ["M731"]


def test_more_pages_than_can_be_recognised_in_time_are_refused() -> None:
    with Parser(ocr=Tesseract("/nowhere/tesseract")) as parser:
        many = MOST_OCR_PAGES + 1
        for name, data in (("a.tif", tiff_of([SCAN] * many)), ("a.pdf", pdf_of_pictures([SCAN] * many))):
            with pytest.raises(MaterialError) as raised:
                parser.source(name, data)
            assert raised.value.problems[0].code == "M713"


@POSIX
@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("echo broken >&2; exit 1", "OCR failed: broken"),
        ("exit 3", "exit code 3"),
        ("sleep 30", "did not finish within"),
        ("echo x > made", "OCR failed"),
    ],
)
def test_a_program_that_fails_hangs_or_writes_is_told(
    script: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    program = tmp_path / "tesseract"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    with (
        Parser(ocr=Tesseract(str(program), seconds_a_page=1)) as parser,
        pytest.raises(MaterialError) as raised,
    ):
        parser.source("a.png", png_of(*SCAN))
    (problem,) = raised.value.problems
    assert problem.code == "M720" and words in problem.message
    assert not (tmp_path / "made").exists() or (tmp_path / "made").stat().st_size == 0


def test_a_program_that_is_not_there_is_told() -> None:
    with pytest.raises(MaterialError) as raised:
        Tesseract("/nowhere/tesseract").table("a.png", b"")
    assert raised.value.problems[0].code == "M720"
