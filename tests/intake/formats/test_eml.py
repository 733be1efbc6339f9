"""Mail: which parts are read, in which order; encodings; what an answer quotes."""

from email.message import EmailMessage

import pytest

from muster.intake.formats.eml import read_eml
from muster.intake.formats.source import Source

HEAD = b"From: =?utf-8?q?Jos=C3=A9_Ruiz?= <j@example.org>\nTo: b@example.org\n"
HEAD += b"Date: Tue, 07 May 2024 09:30:00 -0400\n"
HEAD += b"Subject: =?iso-8859-1?B?T3JkZW4gbvptZXJv?= 7\nMIME-Version: 1.0\n"
TOP = "From: José Ruiz <j@example.org>\nTo: b@example.org\n"
TOP += "Date: Tue, 07 May 2024 09:30:00 -0400\nSubject: Orden número 7\n\n"


def read(data: bytes) -> Source:
    return read_eml("a.eml", data)


def multipart(kind: str, *parts: str) -> str:
    inner = "".join(f"--x{len(parts)}\n{part}\n" for part in parts)
    return f'Content-Type: multipart/{kind}; boundary="x{len(parts)}"\n\n{inner}--x{len(parts)}--\n'


def plain(words: str) -> str:
    return f"Content-Type: text/plain; charset=utf-8\n\n{words}"


def html(words: str) -> str:
    return f"Content-Type: text/html; charset=utf-8\n\n{words}"


def test_encoded_words_and_quoted_printable_are_decoded() -> None:
    body = b'Content-Type: text/plain; charset="utf-8"\nContent-Transfer-Encoding: quoted-printable\n\n'
    source = read(HEAD + body + b"=E2=80=9CUp to=E2=80=9D 1,5=\n00 troops.=20\n")
    assert source.text == TOP + "“Up to” 1,500 troops. \n"
    assert str(source.date) == "2024-05-07" and source.notes == ()


def test_of_alternatives_the_plain_one_with_words_is_read() -> None:
    both = multipart("alternative", html("<p>Up to 9 men</p>"), plain("Up to 8 men"))
    assert read(HEAD + both.encode()).text == TOP + "Up to 8 men\n"
    blank = multipart("alternative", plain(" \n"), html("<p>Up to 9 men</p>"))
    assert read(HEAD + blank.encode()).text == TOP + "Up to 9 men\n"


def test_parts_that_follow_one_another_are_read_and_attachments_listed() -> None:
    attached = "Content-Type: application/pdf\nContent-Disposition: attachment; "
    attached += 'filename="=?utf-8?q?order_=C3=A9.pdf?="\n\nAA'
    named = 'Content-Type: text/plain; name="annex.txt"\n\nUp to 7 men'
    source = read(
        HEAD + multipart("mixed", plain("Up to 8 men."), attached, named, plain("The end.")).encode()
    )
    assert source.text == TOP + "Up to 8 men.\n\nThe end.\n"
    (note,) = source.notes
    assert note.code == "M732" and "2 attachment(s) were not read: order é.pdf, annex.txt" in note.message


def test_a_forwarded_message_is_read_with_its_head_and_said() -> None:
    inner = "Content-Type: message/rfc822\n\nFrom: c@example.org\n"
    inner += "Date: Mon, 06 May 2024 08:00:00 +0000\n\nUp to 9 men."
    source = read(HEAD + multipart("mixed", plain("FYI"), inner).encode())
    assert source.text.startswith(TOP + "FYI\n\nFrom: c@example.org\nDate: Mon, 06 May 2024")
    assert source.text.endswith("Up to 9 men.\n") and [note.code for note in source.notes] == ["M737"]


def test_what_an_answer_quotes_is_left_out_and_said() -> None:
    body = "Yes, 80 men went.\n\n"
    body += (
        "On Mon, 6 May 2024 at 08:00, Ann Roe <a@example.org> wrote:\n> Did 90 men go?\n>> Did 70?\n\nBob\n"
    )
    source = read(HEAD + plain(body).encode())
    assert source.text == TOP + "Yes, 80 men went.\n\nBob\n"
    (note,) = source.notes
    assert note.code == "M737" and "2 line(s)" in note.message


def test_a_message_of_quoted_lines_only_is_read() -> None:
    source = read(HEAD + plain("> Up to 90 men\n>> went.\n").encode())
    assert source.text == TOP + "Up to 90 men\nwent.\n"


@pytest.mark.parametrize(
    "mark", ["-----Original Message-----", "---------- Forwarded message ---------", "From: Ann\nSent: 6 May"]
)
def test_an_earlier_message_below_is_read_and_said_with_its_line(mark: str) -> None:
    source = read(HEAD + plain(f"FYI.\n\n{mark}\nUp to 90 men went.\n").encode())
    assert "Up to 90 men" in source.text
    assert [(note.code, note.line) for note in source.notes] == [("M737", 3)]


@pytest.mark.parametrize("charset", ["utf-8", "no-such-charset", "ascii"])
def test_a_part_that_lies_about_its_encoding_is_read_and_said(charset: str) -> None:
    source = read(
        HEAD + f"Content-Type: text/plain; charset={charset}\n\n".encode() + b"caf\xe9 \x93quoted\x94\n"
    )
    assert source.text == TOP + "café “quoted”\n"
    assert [note.code for note in source.notes] == ["M738"]


def test_a_word_too_long_a_header_or_a_date_of_nonsense_are_borne() -> None:
    odd = (
        b"Subject: "
        + b"x" * 9000
        + b"\nDate: 99 Foo 20245\nFrom: =?utf-16?B?//8=?= =?x?q?\nContent-Type: text/plain\n\nUp to 9.\n"
    )
    source = read(odd)
    assert source.date is None and source.text.endswith("Up to 9.\n") and len(source.text) < 1200


def test_what_python_writes_is_read() -> None:
    mail = EmailMessage()
    mail["Subject"] = "Größe"
    mail.set_content("Über 1,500 troops.\n" + "word " * 200)
    mail.add_alternative("<p>no</p>", subtype="html")
    mail.add_attachment("text", filename="a.txt")
    source = read(mail.as_bytes())
    assert source.text.startswith("Subject: Größe\n\nÜber 1,500 troops.\n")
    assert "M732" in {note.code for note in source.notes}
