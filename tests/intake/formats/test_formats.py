"""Every format gives the same words; names that lie are seen through; nothing hostile gets far."""

import io
import time
import zipfile
from email.message import EmailMessage

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.errors import MaterialError
from muster.intake.formats.detect import text_of
from muster.intake.read import read_document

SENTENCE = "The Governor ordered up to 350 Guardsmen to Mora County on May 6, 2024."


def pdf(lines: list[str], *, encrypted: bool = False) -> bytes:
    """Write a PDF of one page by hand: five objects and a table of their offsets."""
    shown = "".join(f"({line}) Tj T* " for line in lines)
    stream = f"BT /F1 11 Tf 14 TL 72 720 Td {shown}ET".encode()
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page + b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >> stream\n%b\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    if encrypted:
        objects.append(
            b"<< /Filter /Standard /V 1 /R 2 /P -4 /Length 40 /O <"
            + b"41" * 32
            + b"> /U <"
            + b"42" * 32
            + b"> >>"
        )
    body, places = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    lock = b" /Encrypt 6 0 R /ID [<00><00>]" if encrypted else b""
    size = len(objects) + 1
    return (
        body
        + b"xref\n0 %d\n0000000000 65535 f \n%btrailer << /Size %d /Root 1 0 R%b >>\nstartxref\n%d\n%%%%EOF"
        % (
            size,
            table,
            size,
            lock,
            len(body),
        )
    )


def word(paragraphs: list[str]) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Line", "A1"
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def message(*, html: bool = False) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Joint Staff <staff@example.org>", "Order"
    mail["Date"] = "Tue, 07 May 2024 09:30:00 -0400"
    mail.set_content(f"<p>{SENTENCE}</p>" if html else SENTENCE, subtype="html" if html else "plain")
    mail.add_attachment(b"\x00\x01", maintype="application", subtype="octet-stream", filename="a.bin")
    return mail.as_bytes()


def made(kind: str) -> bytes:
    return {
        "txt": SENTENCE.encode(),
        "md": f"# Order\n\n**The Governor** ordered up to [350](x.html) {SENTENCE[31:]}\n".encode(),
        "html": f"<html><head><title>x</title></head><body><p>{SENTENCE}</p></body></html>".encode(),
        "eml": message(),
        "docx": word(["Order", SENTENCE]),
        "pdf": pdf(["Order of the day:", SENTENCE[:40], SENTENCE[40:]]),
    }[kind]


@pytest.mark.parametrize("kind", ["txt", "md", "html", "eml", "docx", "pdf"])
def test_every_format_gives_the_same_fact(kind: str) -> None:
    reading = read_document(f"order.{kind}", made(kind))
    (ceiling,) = (fact for fact in reading.facts if fact.kind == "ceiling")
    assert ceiling.quantity is not None
    assert (ceiling.quantity.value, ceiling.date, ceiling.status) == (350, "2024-05-06", "ordered")
    assert reading.document.text[ceiling.start : ceiling.end] == ceiling.quote
    assert "350 Guardsmen" in " ".join(ceiling.quote.split())


@pytest.mark.parametrize("kind", ["html", "docx", "pdf"])
def test_content_wins_over_a_name_that_lies(kind: str) -> None:
    told = text_of(f"order.{kind}", made(kind))
    assert text_of("order.txt", made(kind)) == told == text_of("order", made(kind))


def test_a_message_gives_its_date_and_its_html_where_there_is_no_plain_text() -> None:
    for html in (False, True):
        reading = read_document("order.eml", message(html=html))
        assert reading.document.date == "2024-05-07"
        assert SENTENCE in reading.document.text
        assert "Subject: Order" in reading.document.text


def test_html_drops_what_is_not_read_and_parts_paragraphs() -> None:
    page = (
        "<body><script>up to 9 troops</script><style>p{}</style><!-- up to 8 troops --><nav>menu</nav>"
        "<h1>Head</h1><p>A&amp;B &ldquo;up&nbsp;to&rdquo; <b>5</b> troops<br>next"
        "<ul><li>one<li>two</ul></body>"
    )
    assert text_of("a.html", page.encode()).text == "Head\n\nA&B “up to” 5 troops\n\nnext\n\n• one\n\n• two"


def test_a_page_that_declares_its_encoding_is_believed() -> None:
    page = '<html><meta charset="windows-1252"><p>“caf\u00e9”</p>'
    assert text_of("a.html", page.encode("cp1252")).text == "“café”"


def test_tables_of_word_documents_are_read() -> None:
    assert "Line | A1" in text_of("a.docx", word(["x"])).text


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 60_000_000)
    return file.getvalue()


def archive_without_document() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/other.xml", b"<a/>")
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.txt", b"x" * 20_000_001, "M701"),
        ("a.txt", b"x" * 5_000_001, "M706"),
        ("a.docx", bomb(), "M708"),
        ("a.docx", archive_without_document(), "M707"),
        ("a.docx", word(["x"])[:-400], "M707"),
        ("a.pdf", pdf([]), "M705"),
        ("a.pdf", pdf(["x"], encrypted=True), "M710"),
        ("a.pdf", b"%PDF-1.7 and nothing", "M709"),
        ("a.eml", b"Subject: x\nContent-Type: application/pdf\n\nAAAA", "M712"),
        ("a.zip", archive_without_document().replace(b"word/", b"text/"), "M702"),
        ("a.png", b"\x89PNG\r\n\x1a\n\x00\x00", "M721"),
    ],
)
def test_what_cannot_be_read_is_told(name: str, data: bytes, code: str) -> None:
    with pytest.raises(MaterialError) as raised:
        text_of(name, data)
    (problem,) = raised.value.problems
    assert problem.code == code
    assert problem.file == name
    assert problem.help


@pytest.mark.parametrize(
    "piece",
    ["<div>", "<a ", "<!--", "<![CDATA[", "<?", "</", "&#", "<<", "<script>", "<p <p ", "<b>x", "<!-- -->"],
)
@pytest.mark.parametrize("name", ["a.html", "a.md"])
def test_hostile_markup_does_not_hang(piece: str, name: str) -> None:
    start = time.process_time()
    try:
        text_of(name, (piece * (300_000 // len(piece))).encode())
    except MaterialError as error:
        assert {problem.code for problem in error.problems} == {"M705"}
    assert time.process_time() - start < 5


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(["txt", "md", "html", "eml", "docx", "pdf"]), st.data())
def test_damaged_files_are_read_or_refused(kind: str, data: st.DataObject) -> None:
    content = bytearray(made(kind))
    for _ in range(data.draw(st.integers(1, 12))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(content)))
    try:
        reading = read_document(f"a.{kind}", bytes(content[:cut]))
    except MaterialError as error:
        assert all(problem.code.startswith("M7") for problem in error.problems)
    else:
        assert all(reading.document.text[f.start : f.end] == f.quote for f in reading.facts)
