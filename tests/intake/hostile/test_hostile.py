# ruff: noqa: E501 (a line of the table is a file)
"""Files built to do harm: each is read or refused with its code, soon, and nothing outside is touched."""

import itertools
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from muster.actions.read import read_documents
from muster.errors import MaterialError
from muster.intake.read import Reading, read_document, read_source
from muster.sandbox.limits import Limits
from muster.sandbox.parser import Parser
from tests.intake.making import archive, docx_of, pdf_of, pdf_of_objects, png_of, shown, tiff_of

#: Processor seconds that any of these may take; most take a tenth. The machine may be busy.
SECONDS = 12.0
FACT = "The Pentagon plans to deploy up to 1,500 troops to the border."
PAGE = shown([(72, 700, 11, FACT)])
BROAD = b"R\0\1\0\0\0\1\0\0"
CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def nested_mail(depth: int) -> bytes:
    heads = "".join(f'Content-Type: multipart/mixed; boundary="b{at}"\n\n--b{at}\n' for at in range(depth))
    return f"Subject: x\nMIME-Version: 1.0\n{heads}Content-Type: text/plain\n\n{FACT}\n".encode()


def mail_in_mail(depth: int) -> bytes:
    return ("Content-Type: message/rfc822\n\n" * depth + f"Content-Type: text/plain\n\n{FACT}\n").encode()


def wide_mail(parts: int) -> bytes:
    part = f"--b\nContent-Type: text/plain\n\n{FACT}\n"
    return f'Content-Type: multipart/mixed; boundary="b"\n\n{part * parts}--b--\n'.encode()


def packed_page(content: bytes, times: int = 1) -> bytes:
    for _ in range(times):
        content = zlib.compress(content, 9)
    filters = b" ".join([b"/FlateDecode"] * times)
    return pdf_of_objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources 7 0 R >>",
            b"<< /Length %d /Filter [%b] >> stream\n%b\nendstream" % (len(content), filters, content),
            FONT,
            b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources 7 0 R /Length 17 >> stream\n%b\nendstream"
            % b"/X Do /X Do /X Do",
            b"<< /Font << /F 5 0 R >> /XObject << /X 6 0 R >> >>",
        ]
    )


def deep_pages(depth: int) -> bytes:
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    objects += [b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (at + 3) for at in range(depth)]
    return pdf_of_objects([*objects, b"<< /Type /Page /MediaBox [0 0 612 792] >>"])


def many_pages(count: int) -> bytes:
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    objects.append(b"<< /Type /Pages /Kids [%b] /Count %d >>" % (b"3 0 R " * count, count))
    return pdf_of_objects([*objects, b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>"])


def entities(levels: int) -> str:
    declared = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10}">' for at in range(1, levels))
    return f'<!DOCTYPE x [<!ENTITY e0 "troops">{declared}]><x>&e{levels - 1};</x>'


#: Name, bytes, and the codes of refusals that are right, None for what must be read, "read" for what may be.
FILES: dict[str, tuple[str, bytes, str | None]] = {
    "nothing": ("a.txt", b"", "M705"),
    "20 MB of blanks": ("a.txt", b" " * 20_000_000, "M706"),
    "20 MB of line ends": ("a.html", b"\n" * 20_000_000, "M705"),
    "20 MB of zeros": ("a.txt", bytes(20_000_000), "M704"),
    "20 MB of zeros as PDF": ("a.pdf", bytes(20_000_000), "M709"),
    "one line of 1 MB": ("a.txt", b"The river rose and the county closed the bridges of the town. " * 17_000 + FACT.encode(), None),
    "one line of facts": ("a.txt", f"{FACT} ".encode() * 1_500, None),
    "one word of 1 MB": ("a.txt", b"troops" * 170_000, None),
    "digits": ("a.txt", b"1,000" * 200_000, None),
    "brackets": ("a.md", b"[" * 500_000 + FACT.encode(), None),
    "html 100,000 deep": ("a.html", b"<div>" * 100_000 + FACT.encode() + b"</div>" * 100_000, None),
    "html without ends": ("a.html", b"<p><b><i>" * 50_000 + FACT.encode(), None),
    "attributes": ("a.html", b"<p " + b'a="b" ' * 100_000 + b">" + FACT.encode(), None),
    "character references": ("a.html", b"<p>" + b"&#" * 200_000 + b"&amp;" * 100_000, None),
    "entities in html": ("a.html", entities(30).encode() + FACT.encode(), None),
    "utf-16 with a mark": ("a.txt", FACT.encode("utf-16"), "M703"),
    "utf-16 without": ("a.txt", FACT.encode("utf-16-le"), "M703"),
    "utf-16 html": ("a.html", f"<html><p>{FACT}".encode("utf-16"), "M703"),
    "latin-1": ("a.md", f"Caf\u00e9. {FACT}".encode("latin-1"), "M703"),
    "mixed": ("a.txt", f"Caf\u00e9. {FACT}\n".encode() + "Caf\u00e9.".encode("latin-1"), "M703"),
    "surrogates": ("a.txt", FACT.encode() + b"\xed\xa0\x80", "M703"),
    "override": ("a.txt", f"\u202e{FACT}".encode(), "M718"),
    "embedding in a mail": ("a.eml", f"Content-Type: text/plain\n\n\u202a{FACT}".encode(), "M718"),
    "override in Word": ("a.docx", docx_of("<w:p><w:r><w:t>\u202e1</w:t></w:r></w:p>"), "M718"),
    "mail 1,000 deep": ("a.eml", nested_mail(1000), "M719"),
    "mail in mail": ("a.eml", mail_in_mail(1000), "M719"),
    "mail of 5,000 parts": ("a.eml", wide_mail(5000), "M719"),
    "mail of 400 parts": ("a.eml", wide_mail(400), None),
    "a header of 2 MB": ("a.eml", b"Subject: " + b"=?utf-8?q?a?= " * 150_000 + b"\n\n" + FACT.encode(), None),
    "200,000 headers": ("a.eml", b"X: y\n" * 200_000 + b"\n" + FACT.encode(), None),
    "quoted lines": ("a.eml", b"Subject: x\n\nOn a, b wrote:\n" + b"> x\non y wrote:\n" * 30_000, None),
    "zip bomb": ("a.docx", archive({"word/document.xml": bytes(90_000_000)}), "M708"),
    "many entries": ("a.docx", archive(dict.fromkeys(["word/document.xml", *map(str, range(3000))], "")), "M708"),
    "XML bomb": ("a.docx", archive({"word/document.xml": entities(30)}), "M717"),
    "external entity": (
        "a.docx",
        archive({"word/document.xml": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'}),
        "M717",
    ),
    "Word 100,000 deep": ("a.docx", docx_of("<w:sdt>" * 100_000), "M707"),
    "PDF pages in a circle": ("a.pdf", pdf_of_objects([CATALOG, b"<< /Kids [2 0 R 2 0 R] /Count 9 >>"]), "M709"),
    "PDF pages 5,000 deep": ("a.pdf", deep_pages(5000), "M709"),
    "PDF of 100,000 pages": ("a.pdf", many_pages(100_000), "M713"),
    "PDF that says millions": ("a.pdf", pdf_of([PAGE], count=3_000_000), None),
    "PDF forms in themselves": ("a.pdf", packed_page(b"/X Do BT /F 11 Tf 72 700 Td (9 men) Tj ET"), "M714 M715 M716"),
    "PDF stream bomb": ("a.pdf", packed_page(b" " * 30_000_000, 2), "M705"),
    "PDF of a huge page": ("a.pdf", pdf_of([PAGE], size=(2_000_000_000, 2_000_000_000)), "read M715"),
    "PDF of a page without size": ("a.pdf", pdf_of([PAGE], size=(0, 0)), "M705"),
    "PDF of a million letters": ("a.pdf", pdf_of([shown([(72, 700, 11, "a b" * 60_000)])]), None),
    "picture of 65,536 square": ("a.png", png_of(1, 1, b"a").replace(b"R\0\0\0\1\0\0\0\1", BROAD), "M721"),
    "picture in a circle": ("a.tif", tiff_of([(1, 1, b"a")], circle=True), "M721"),
    "pages beyond count": ("a.tif", tiff_of([(1, 1, b"a")] * 2001), "M713"),
}  # fmt: skip


@pytest.fixture(scope="module")
def parser() -> Iterator[Parser]:
    with Parser(Limits(memory_mb=500, cpu_seconds=8, wall_seconds=60), ocr=None) as parser:
        yield parser


def told(parser: Parser, name: str, data: bytes) -> Reading | str:
    try:
        return read_source(name, data, parser.source(name, data))
    except MaterialError as error:
        (problem,) = error.problems
        assert problem.file == name and problem.message and problem.help
        return problem.code


@pytest.mark.parametrize("title", FILES)
def test_it_is_read_or_refused_soon(title: str, parser: Parser) -> None:
    name, data, code = FILES[title]
    start = time.process_time()
    answer = told(parser, name, data)
    assert time.process_time() - start < SECONDS
    if isinstance(answer, str):
        assert code is not None and answer in code.split()
    else:
        assert code is None or "read" in code, answer.document.text[:80]
        assert all(answer.document.text[fact.start : fact.end] == fact.quote for fact in answer.facts)


def test_nothing_is_fetched_opened_or_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Text formats are read in this process: an audit hook sees all that it tries."""
    seen: list[str] = []
    watching = True

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if watching and event.partition(".")[0] in ("socket", "urllib", "subprocess", "http"):
            seen.append(event)
        if watching and event == "open" and not str(arguments[0]).endswith((".py", ".pyc")):
            seen.append(f"open {arguments[0]}")

    read_document("warm.html", b"<p>warm</p>")
    read_document("warm.eml", b"Subject: =?utf-8?q?a?=\n\nwarm")
    read_document("warm.md", b"warm")
    monkeypatch.chdir(tmp_path)
    sys.addaudithook(watch)
    page = (
        '<html><head><link rel="stylesheet" href="http://127.0.0.1:9/a.css"><base href="http://127.0.0.1:9/">'
        '<style>@import url("http://127.0.0.1:9/b.css");</style></head><body onload="x()">'
        '<img src="http://127.0.0.1:9/a.png"><iframe src="file:///etc/passwd"></iframe>'
        f'<object data="//127.0.0.1:9/c"></object><p>{FACT}</p></body>'
    )
    try:
        read_document("a.html", page.encode())
        read_document("a.md", f"![x](http://127.0.0.1:9/a.png) <file:///etc/passwd>\n\n{FACT}".encode())
        read_document(
            "a.eml",
            b'Content-Type: message/external-body; access-type=URL; URL="http://127.0.0.1:9/"\n\n'
            b"Content-Type: text/plain\n\nx y z up to 9 troops",
        )
        read_document("a.eml", b"Content-Type: text/html\n\n" + page.encode())
    except MaterialError as error:
        assert {problem.code for problem in error.problems} == {"M712"}
    finally:
        watching = False
    assert seen == []
    assert list(tmp_path.iterdir()) == []


def test_the_parent_opens_nothing_for_binary_files_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    descriptors = Path("/proc/self/fd")
    before = len(list(descriptors.iterdir())) if descriptors.exists() else 0
    with Parser(ocr=None) as parser:
        for title in ("zip bomb", "external entity", "PDF stream bomb", "PDF pages 5,000 deep"):
            told(parser, *FILES[title][:2])
    after = len(list(descriptors.iterdir())) if descriptors.exists() else 0
    assert after <= before
    assert list(tmp_path.iterdir()) == []


def test_a_file_larger_than_a_document_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "nothing.txt"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    with pytest.raises(MaterialError) as raised:
        read_documents([path])
    assert [problem.code for problem in raised.value.problems] == ["M701"]


def test_one_code_one_file_at_least() -> None:
    codes = {code for _, _, code in FILES.values() if code}
    assert codes >= {
        "M703",
        "M704",
        "M705",
        "M706",
        "M707",
        "M708",
        "M709",
        "M713",
        "M717",
        "M718",
        "M719",
        "M721",
    }
    assert len(set(itertools.chain(FILES))) == len(FILES)
