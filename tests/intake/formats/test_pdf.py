"""Reading order, running heads, divided words, and the way back from a quote to page and box."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.intake.formats.columns import Piece, reading_order, runs_of
from muster.intake.formats.pdf import read_pdf
from muster.intake.formats.printed import lines_of
from muster.intake.read import read_document
from tests.intake.making import pdf_of, shown

LEFT = [
    "Pursuant to section 12302 of title 10, United",
    "States Code, I hereby order up to 1,200 mem-",
    "bers of the Ready Reserve to active duty. The",
    "Secretary of Defense may extend this order to",
    "other counties, and shall report every week on",
    "the number of well-",
    "organised crews that have arrived.",
]
RIGHT = [
    "The force shall report to the Commander of",
    "U.S. Northern Command. Members of the Armed",
    "Forces shall not make arrests. The two- and",
    "three-year plans stay in force, with UH-",
    "60 and C-130 aircraft on call at the post.",
    "Nothing here changes the limits of the law.",
]


def text_of(pages: list[bytes], **more: object) -> str:
    return read_pdf("a.pdf", pdf_of(pages, **more)).text  # type: ignore[arg-type]


def column(lines: list[str], x: float, y: float) -> list[tuple[float, float, float, str]]:
    return [(x, y - 14 * at, 11, line) for at, line in enumerate(lines)]


@pytest.mark.parametrize("order", ["columns", "rows", "backwards"])
@pytest.mark.parametrize("offset", [0, 6])
def test_two_columns_are_read_one_after_the_other_however_the_file_orders_them(
    order: str, offset: int
) -> None:
    left, right = column(LEFT, 60, 640), column(RIGHT, 330, 640 - offset)
    words = left + right
    if order == "rows":
        words.sort(key=lambda word: (-word[1], word[0]))
    elif order == "backwards":
        words.reverse()
    head = [(60, 700, 16, "MEMORANDUM FOR THE SECRETARY OF DEFENSE ON THE MILITARY")]
    foot = [(60, 500, 11, "This line runs over both of the columns and stands below them, full width.")]
    text = text_of([shown(foot + words + head)])
    assert text == (
        "MEMORANDUM FOR THE SECRETARY OF DEFENSE ON THE MILITARY\n\n"
        "Pursuant to section 12302 of title 10, United\nStates Code, I hereby order up to 1,200 members\n"
        "of the Ready Reserve to active duty. The\nSecretary of Defense may extend this order to\n"
        "other counties, and shall report every week on\n"
        "the number of well-organised\ncrews that have arrived.\n\n"
        "The force shall report to the Commander of\nU.S. Northern Command. Members of the Armed\n"
        "Forces shall not make arrests. The two- and\nthree-year plans stay in force, with UH-60\n"
        "and C-130 aircraft on call at the post.\nNothing here changes the limits of the law.\n\n"
        "This line runs over both of the columns and stands below them, full width.\n"
    )


def test_a_table_and_a_letterhead_are_read_in_rows() -> None:
    rows = [("State", "Guard", "Where"), ("Florida", "3,100", "north"), ("Georgia", "1,500", "south")]
    rows += [("Iowa", "109", "all of it"), ("Ohio", "2,050", "west")]
    words = [
        (x, 600 - 16 * at, 11, cell)
        for at, row in enumerate(rows)
        for x, cell in zip((72, 200, 330), row, strict=True)
    ]
    words += [(72, 700, 11, "DEPARTMENT OF DEFENSE"), (420, 700, 11, "March 3, 2025"), (72, 660, 11, "DATE:")]
    words += [(160, 660, 11, "March 4, 2025")]
    assert text_of([shown(words)]).split("\n\n") == [
        "DEPARTMENT OF DEFENSE | March 3, 2025",
        "DATE: March 4, 2025",
        "State | Guard | Where",
        "Florida | 3,100 | north",
        "Georgia | 1,500 | south",
        "Iowa | 109 | all of it",
        "Ohio | 2,050 | west\n",
    ]


def body(page: int) -> list[tuple[float, float, float, str]]:
    lines = [
        f"On page {page} the state asked for {100 + page * 11 + at} troops of the Guard" for at in range(5)
    ]
    return column(lines, 72, 680)


def test_running_heads_and_page_numbers_are_left_out_and_sentences_go_on() -> None:
    pages = []
    for page in (1, 2, 3, 4):
        head = (72, 760, 9, "UNCLASSIFIED" if page % 2 else "OPERATION ORDER 25-07 (SUPPORT)")
        foot = [(290, 40, 9, f"Page {page} of 4"), (72, 28, 9, "Printed on recycled paper")]
        pages.append(shown([head, *body(page), *foot]))
    text = text_of(pages)
    for gone in ("UNCLASSIFIED", "OPERATION ORDER", "Page 1 of 4", "recycled"):
        assert gone not in text
    assert "115 troops of the Guard\nOn page 2 the state" in text
    assert text.count("troops") == 20


@pytest.mark.parametrize("folio", ["3", "- 3 -", "iv", "A-12", "[3]", "Page 3", "3 of 7", "– 12 –"])
def test_a_page_number_alone_at_the_edge_is_left_out(folio: str) -> None:
    assert folio not in text_of([shown([*body(1), (300, 30, 10, folio)])]).split("\n")
    within = [(72, 500, 10, folio), *body(1), (72, 300, 10, "An end of the page.")]
    assert folio in text_of([shown(within)]).split("\n")


def test_lines_of_the_body_that_are_alike_on_two_pages_stay() -> None:
    same = [(72, 60 + 14 * at, 11, "of the Guard, and of the Reserve") for at in range(2)]
    pages = [shown([*body(page), *same, (330, 60, 11, f"Column {'ab'[page - 1]} ends")]) for page in (1, 2)]
    assert text_of(pages).count("and of the Reserve") == 4


def test_a_quote_is_mapped_back_to_its_page_and_boxes() -> None:
    first = shown([(72, 700, 11, "The Governor ordered"), (72, 686, 11, "a response.")])
    second = shown(
        [(100, 500, 12, "The Guard will send up to 350 sol-"), (90, 486, 12, "diers to Mora County.")]
    )
    reading = read_document("a.pdf", pdf_of([first, second]))
    (fact,) = (fact for fact in reading.facts if fact.quantity is not None)
    assert "350 soldiers" in " ".join(fact.quote.split())
    assert reading.layout is not None
    upper, lower = reading.layout.regions(*_of(reading.document.text, "350 soldiers"))
    assert (upper.page, lower.page) == (2, 2)
    assert upper.left > 200 and upper.top == pytest.approx(792 - 500 - 11, abs=3)
    assert upper.bottom - upper.top == pytest.approx(12, abs=4)
    assert lower.left == pytest.approx(90, abs=0.5) and lower.top > upper.top + 10
    assert lower.right < 130
    assert reading.layout.regions(*_of(reading.document.text, "response"))[0].page == 1


def _of(text: str, words: str) -> tuple[int, int]:
    start = text.replace("\n", " ").index(words)
    return start, start + len(words)


@pytest.mark.parametrize(
    ("rotate", "turn"),
    [(90, "0 1 -1 0 100 100"), (180, "-1 0 0 -1 500 500"), (270, "0 -1 1 0 100 500")],
)
def test_a_turned_page_is_read_as_it_is_shown(rotate: int, turn: str) -> None:
    content = f"BT /F 12 Tf {turn} Tm 14 TL (Up to 1,500 members) Tj T* (of the Guard came.) Tj ET".encode()
    source = read_pdf("a.pdf", pdf_of([content], rotate=rotate))
    assert source.text == "Up to 1,500 members\nof the Guard came.\n"
    assert source.layout is not None
    (one, *_), (other, *_) = source.layout.regions(0, 3), source.layout.regions(21, 24)
    width, height, _ = source.layout.pages[0]
    assert 0 < one.left < one.right < width and 0 < one.top < other.top < height
    assert other.top - one.top == pytest.approx(14, abs=0.5) and other.left == pytest.approx(
        one.left, abs=0.5
    )


def test_watermarks_and_turned_notes_stand_at_the_end() -> None:
    stamp = b"\nBT /F 60 Tf 0.7 0.7 -0.7 0.7 150 300 Tm (DRAFT) Tj ET\n"
    stamp += b"BT /F 9 Tf 0 1 -1 0 30 300 Tm (Filed here) Tj ET"
    text = text_of([shown(body(1)) + stamp, shown(body(2))])
    assert text.index("DRAFT") > text.index("126 troops") and "Filed here" in text


def test_marks_of_footnotes_are_left_out_and_ordinals_stay_whole() -> None:
    words = [(72, 600, 11, "The 10"), (105.5, 604, 7, "th"), (114, 600, 11, "Mountain Division sent 40 men")]
    words += [(264.5, 604, 7, "12"), (273, 600, 11, ". It left in May.")]
    words += [(72, 586, 11, "Another line of the same paragraph stands here, and it")]
    assert text_of([shown(words)]).startswith("The 10th Mountain Division sent 40 men. It left in May.\n")


def test_blanks_are_put_where_the_file_only_has_gaps() -> None:
    content = b"BT /F 12 Tf 1 0 0 1 72 700 Tm [(Up) -400 (to) -400 (1,500) -400 (members)] TJ ET"
    assert text_of([content]) == "Up to 1,500 members\n"


def test_text_outside_of_the_page_is_not_read() -> None:
    assert (
        text_of([shown([(72, 700, 11, "Shown."), (72, 900, 11, "Up to 9 troops"), (-300, 500, 11, "no")])])
        == "Shown.\n"
    )


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.floats(0, 600), st.floats(0, 780), st.floats(4, 30), st.text("abc1,.-", min_size=1, max_size=9)
        ),
        max_size=40,
    )
)
def test_no_word_is_lost_or_told_twice(words: list[tuple[float, float, float, str]]) -> None:
    pieces = [Piece(text, x, y, x + 5 * len(text), y + size) for x, y, size, text in words]
    rows = list(reading_order(runs_of(pieces)))
    assert sorted(id(piece) for row in rows for run in row for piece in run.words) == sorted(map(id, pieces))
    assert all(line.words for line in lines_of(rows))


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 3), st.integers(0, 10_000))
def test_words_of_the_layout_are_the_words_of_the_text(pages: int, seed: int) -> None:
    source = read_pdf("a.pdf", pdf_of([shown(body(page + seed)) for page in range(pages)]))
    assert source.layout is not None
    words = [source.text[word.start : word.end] for word in source.layout.words]
    assert "".join(words) == "".join(source.text.split())
