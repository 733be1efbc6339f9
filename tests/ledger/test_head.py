"""Heads: the published note format, and what is no head."""

import pytest

from muster.ledger.faults import HeadError
from muster.ledger.head import read_head, read_key, signed_head, verifier_key

SECRET = bytes(range(32))
ROOT = bytes(range(100, 132))

#: The example of the signed note specification (https://c2sp.org/signed-note).
NOTE = (
    "This is an example message.\n\n— example.com/foo"
    " Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"


def test_the_published_key_and_signature() -> None:
    from base64 import b64decode

    from muster.ledger.signing import is_signed

    key = read_key(KEY)
    assert str(key) == KEY
    text, _, line = NOTE.partition("\n\n")
    data = b64decode(line.split(" ")[2])
    assert data[:4] == key.id
    assert is_signed(key.public, f"{text}\n".encode(), data[4:])


def test_a_head_is_five_lines_and_is_read_back() -> None:
    text = signed_head("border-2025", 812, ROOT, SECRET)
    lines = text.split("\n")
    assert lines[:2] == ["border-2025", "812"]
    assert lines[3] == ""
    assert len(lines) == 6
    head = read_head(text)
    key = verifier_key("border-2025", SECRET)
    assert (head.name, head.size, head.root) == ("border-2025", 812, ROOT)
    assert head.is_signed_by(key)
    assert read_head(text.replace("\n", "\r\n")).is_signed_by(key)
    assert read_key(f"  {key}\n") == key


def test_what_was_altered_is_not_signed() -> None:
    text = signed_head("border-2025", 812, ROOT, SECRET)
    key = verifier_key("border-2025", SECRET)
    assert not read_head(text.replace("812", "813")).is_signed_by(key)
    assert not read_head(text).is_signed_by(verifier_key("border-2025", bytes(32)))
    assert not read_head(text).is_signed_by(verifier_key("border", SECRET))
    other = signed_head("other", 1, ROOT, bytes(32)).split("\n")[-2]
    assert read_head(text + other + "\n").is_signed_by(key)
    forged = text.split("\n\n")[0].replace("812", "813") + "\n\n" + text.split("\n\n")[1]
    assert not read_head(forged + other + "\n").is_signed_by(key)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "a\n1\nAA==\n\n— a AAAAAAAA\n",
        "a\n01\n" + "A" * 43 + "=\n\n— a AAAAAAAA\n",
        "a\n1\n" + "A" * 43 + "=\n",
        "a\n1\n" + "A" * 43 + "=\n\n- a AAAAAAAA\n",
        "a\n1\n" + "A" * 43 + "=\n\n— a not*base64\n",
        "a\n1\n" + "A" * 43 + "=\n\n— a AAAAAAAA more\n",
        "a+b\n1\n" + "A" * 43 + "=\n\n— a AAAAAAAA\n",
        NOTE,
    ],
)
def test_a_text_that_is_no_head_is_refused(text: str) -> None:
    with pytest.raises(HeadError, match="not a head"):
        read_head(text)


@pytest.mark.parametrize("text", ["", "a+b", "a+00000000+AQ==", KEY.replace("530d", "530e"), KEY[:-2]])
def test_a_text_that_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(HeadError, match="not a key"):
        read_key(text)


@pytest.mark.parametrize("name", ["", "two words", "a+b", "x" * 201, "a\nb"])
def test_a_name_fits_on_one_line(name: str) -> None:
    with pytest.raises(HeadError, match="cannot name"):
        verifier_key(name, SECRET)
