"""Every warning on how a document was read is raised by a document of its own (the others: docx, eml)."""

import pytest

from muster.intake.codes import CODES
from muster.intake.doubts import doubts
from muster.intake.formats.detect import text_of
from muster.intake.formats.picture import check_picture
from muster.intake.formats.printed import PrintedPage
from muster.intake.formats.recognised import picture_source, recognised_page, recognised_pages
from muster.intake.layout import Layout, PageSize, Word
from muster.intake.read import read_source
from tests.intake.making import pdf_of_pictures, png_of, shown, tiff_of

HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"


def table(*lines: list[tuple[str, int]]) -> str:
    rows = ["1\t1\t0\t0\t0\t0\t0\t0\t1000\t2000\t-1\t"]
    for number, line in enumerate(lines):
        for at, (text, confidence) in enumerate(line):
            place = f"{number // 2}\t{number}\t{at}\t{100 + 90 * at}\t{600 + 20 * number}"
            rows.append(f"5\t1\t1\t{place}\t80\t16\t{confidence}\t{text}")
    return HEAD + "\n".join(rows) + "\n"


def words(text: str, confidence: int = 95) -> list[tuple[str, int]]:
    return [(word, confidence) for word in text.split()]


def test_recognised_words_become_lines_paragraphs_and_boxes() -> None:
    pages = recognised_pages(
        table(words("The Guard sent"), words("350 sol-"), words("diers on May 6, 2024."))
    )
    source = picture_source("a.png", pages)
    assert source.text == "The Guard sent\n350 sol-\n\ndiers on May 6, 2024.\n"
    assert source.layout is not None and source.layout.pages == (PageSize(1000, 2000, "px"),)
    assert source.layout.words[0] == Word(0, 3, 1, 100, 600, 180, 616, 95)
    assert [note.code for note in source.notes] == ["M730"] and "95 %" in source.notes[0].message


def test_specks_are_left_out_and_a_stroke_before_small_letters_is_the_pronoun() -> None:
    page = recognised_page(
        table([("~", 2), ("|", 90), ("hereby", 96), ("order", 96), ("|", 96), ("A", 96)]), 3, 2.0
    )
    assert [line.text for line in page.lines] == ["I hereby order | A"]
    assert (page.number, page.size) == (3, PageSize(500, 1000, "pt"))
    assert page.lines[0].words[0][1].confidence == 50


@pytest.mark.parametrize(
    "broken",
    ["", "x", HEAD, HEAD + "5\t1\n", HEAD + "a\t" * 12, HEAD + "5\t1\t1\t1\t1\t1\t0\t0\t9\t9\t90\tlost\n"],
)
def test_a_table_without_pages_gives_no_words(broken: str) -> None:
    assert recognised_pages(broken) == []
    assert recognised_page(broken, 2, 1.0) == PrintedPage(2, PageSize(0, 0), [])


def test_a_fact_that_rests_on_a_word_hard_to_read_asks_for_it() -> None:
    sure = table(words("The Pentagon plans to deploy up to 1,500 troops to the border."))
    unsure = sure.replace("95\t1,500", "71\t1,500")
    for told, questions in ((sure, 0), (unsure, 1)):
        source = picture_source("a.png", recognised_pages(told))
        reading = read_source("a.png", b"", source)
        asked = [question for question in reading.questions if "OCR" in question.question]
        assert len(asked) == questions
        assert reading.notes == source.notes
    assert (
        asked[0].quote == "1,500" and "71 % confidence" in asked[0].question and "page 1" in asked[0].question
    )
    assert reading.document.text[asked[0].start : asked[0].end] == "1,500"
    assert list(doubts("a.txt", text_of("a.txt", b"Up to 9."), reading.facts)) == []


def test_pages_that_are_pictures_among_others_are_told() -> None:
    source = text_of(
        "a.pdf", pdf_of_pictures([shown([(72, 700, 11, "Up to 9 troops")]), (4, 4, b"\x80" * 16)])
    )
    assert source.text == "Up to 9 troops\n" and source.scanned == (2,)
    (note,) = source.notes
    assert (note.code, note.severity) == ("M731", "warning") and "page(s) 2 " in note.message


def test_sizes_of_pictures_are_read_from_their_heads() -> None:
    assert check_picture("a.png", png_of(3, 2, b"abcdef")) == ((3, 2),)
    assert check_picture("a.tif", tiff_of([(3, 2, b"abcdef"), (2, 1, b"ab")])) == ((3, 2), (2, 1))
    jpeg = b"\xff\xd8\xff\xe0\x00\x04\x00\x00\xff\xff\xc2\x00\x11\x08\x00\x02\x00\x03\x03" + b"\0" * 12
    assert check_picture("a.jpg", jpeg) == ((3, 2),)


def test_regions_join_words_of_a_line_only() -> None:
    layout = Layout(
        (PageSize(100, 100),) * 2,
        (
            Word(0, 2, 1, 10, 10, 20, 20, 90),
            Word(3, 5, 1, 22, 11, 30, 21, 70),
            Word(6, 8, 1, 10, 30, 20, 40, 95),
            Word(9, 11, 2, 10, 30, 20, 40),
        ),
    )
    regions = layout.regions(0, 11)
    assert [(r.page, r.left, r.top, r.right, r.bottom, r.confidence) for r in regions] == [
        (1, 10, 10, 30, 21, 70),
        (1, 10, 30, 20, 40, 95),
        (2, 10, 30, 20, 40, None),
    ]
    assert layout.regions(2, 3) == () and layout.regions(20, 30) == ()
    assert layout.words_of(4, 5) == (layout.words[1],)


def test_warnings_have_pages() -> None:
    assert {f"M{number}" for number in range(730, 739)} <= {page.code for page in CODES}
