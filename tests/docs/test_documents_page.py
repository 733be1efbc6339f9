"""The page on documents names every format, limit and code as the code has them."""

import re
from pathlib import Path

import pytest

from muster.actions.explain import CODES
from muster.intake import doubts
from muster.intake.codes import CODES as INTAKE
from muster.intake.formats import docx, eml, picture, printed, source
from muster.sandbox import parser
from muster.sandbox.codes import CODES as SANDBOX
from muster.sandbox.limits import Limits
from tests.intake.making import pdf_of, shown

PAGE = (Path(__file__).parents[2] / "docs" / "documents.md").read_text(encoding="utf-8")
WORDS = " ".join(PAGE.split())


def test_every_code_of_documents_is_told_and_every_told_code_exists() -> None:
    told = set(re.findall(r"M7\d\d", PAGE))
    assert told <= set(CODES)
    named = {page.code for page in (*INTAKE, *SANDBOX)}
    assert named - told == {"M702", "M712", "M720", "M738"}


def test_the_example_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    words = [(72, 700, 11, "The Governor ordered up to 350 Guardsmen to Mora County on May 6, 2024.")]
    Path("order.pdf").write_bytes(pdf_of([shown(words)]))
    (example,) = re.findall(r"^```py\n(.*?)^```", PAGE, re.M | re.S)
    exec(compile(example, "docs/documents.md", "exec"), {})
    assert re.match(r"1 \d+\.\d \d+\.\d \d+\.\d \d+\.\d\n", capsys.readouterr().out)


@pytest.mark.parametrize(
    "words",
    [
        f"{source.LARGEST_BYTES / 1e6:.0f} MB | M701",
        f"{source.LONGEST_TEXT:,} characters | M706",
        f"TIFF | {source.MOST_PAGES:,} | M713",
        f"recognition | {parser.MOST_OCR_PAGES} | M713",
        f"{picture.MOST_PIXELS:,} pixels a page",
        f"{docx._MOST_ENTRIES:,} parts, {docx._MOST_BYTES / 1e6:.0f} MB unpacked, {docx._DEEPEST} elements",
        f"{eml._MOST_PARTS} parts, {eml._DEEPEST} deep",
        f"{Limits().memory_mb:,} MB | M715",
        f"{Limits().cpu_seconds} s of processor time, {Limits().wall_seconds:.0f} s by the clock",
        f"used for {Limits().documents} documents",
        f"below {doubts._WORD} % of confidence, or on a figure below {doubts._FIGURE} %",
        f"{ {0.4: 'two fifths'}[printed._SHARE] } of the pages share",
    ],
)
def test_a_limit_is_told_as_it_is(words: str) -> None:
    assert words in WORDS
