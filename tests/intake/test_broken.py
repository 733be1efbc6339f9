"""One broken document per message, each with its code in its name; the largest are made here."""

import re
from pathlib import Path

import pytest

from muster.errors import MaterialError
from muster.intake.codes import CODES
from muster.intake.read import read_document

BROKEN = sorted((Path(__file__).parents[1] / "broken" / "intake").iterdir())
#: Codes whose input is made by tests because the repository should not hold it: ``formats/test_formats.py``,
#: ``hostile/test_hostile.py`` and, for the warnings from M730 on, ``formats/test_notes.py``.
MADE = {"M701", "M706", "M708", "M713", *(f"M{number}" for number in range(730, 739))}


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.name)
def test_a_broken_document_gets_its_message(path: Path) -> None:
    with pytest.raises(MaterialError) as raised:
        read_document(path.name, path.read_bytes())
    (problem,) = raised.value.problems
    assert problem.code == path.name[:4]
    assert problem.file == path.name
    assert problem.message and not problem.message.endswith(".")
    assert problem.help and not problem.help.endswith(".")


def test_the_line_of_a_wrong_byte_is_told() -> None:
    with pytest.raises(MaterialError) as raised:
        read_document("a.txt", "One.\nTwo.\nCafé.".encode("latin-1"))
    assert raised.value.problems[0].line == 3


def test_mixed_encodings_are_told_apart_from_another_encoding() -> None:
    for text, told in (
        ("Café.".encode("latin-1"), "Windows-1252"),
        ("Café.".encode() + b" Caf\xe9.", "mixes"),
    ):
        with pytest.raises(MaterialError) as raised:
            read_document("a.txt", text)
        assert told in raised.value.problems[0].message


def test_every_code_has_a_page_a_broken_document_and_a_message() -> None:
    package = Path(__file__).parents[2] / "muster" / "intake"
    said = {
        code
        for path in package.rglob("*.py")
        if path.name != "codes.py"
        for code in re.findall(r'"(M7\d\d)"', path.read_text(encoding="utf-8"))
    }
    assert said == {page.code for page in CODES} == {path.name[:4] for path in BROKEN} | MADE
    for page in CODES:
        assert page.title and page.meaning and page.example and page.remedy
