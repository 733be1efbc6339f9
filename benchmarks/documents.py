"""
The speed of the reader: a million characters of text, an article, a PDF, a Word document.

CPU of this process and of its children, best of a few: the shares of what was asked (1 MB of text in 5 s, an
article in 150 ms after start), not seconds, go to ``results/documents.md``.
"""

from __future__ import annotations

import os
from typing import Any

from muster.intake.read import read_source
from muster.sandbox.parser import Parser

__all__ = ("INTRO", "cpu_of", "prose", "read_documents", "written")

INTRO = (
    "CPU of reading documents after start, the parsing process included, best of a few; the text is made "
    "of paragraphs in the styles of orders, releases and news, with asides (`benchmarks/documents.py`)."
)
#: Asked: seconds of CPU for a megabyte of text, and for an article once Muster has started.
MEGABYTE, ARTICLE = 5.0, 0.15
#: Between the paragraphs about forces, as in a newspaper: what the grammars must pass over.
_ASIDES = (
    "The river crossed its banks on Tuesday night, and the county closed four bridges before dawn.",
    "Schools stay shut until the power is back; the utility counted 41,000 homes without it.",
    "Prices for fuel rose by 3 percent, which the merchants’ association called “bearable for now.”",
    "At the county fair grounds, volunteers sorted blankets, water and tinned food through the night.",
)


def prose(length: int) -> str:
    """Text of about ``length`` characters: the test's own paragraphs and asides between them."""
    from tests.intake.paragraphs import PARAGRAPHS
    from tests.intake.variants import make

    texts: list[str] = []
    total, seed = 0, 0
    while total < length:
        for name, template in PARAGRAPHS.items():
            aside = _ASIDES[(seed + len(texts)) % len(_ASIDES)]
            texts += [make(name, template, seed).text, aside]
            total += len(texts[-2]) + len(aside) + 4
            if total >= length:
                break
        seed += 1
    return "\n\n".join(texts)[:length]


def written(text: str) -> dict[str, bytes]:
    """The text as a .txt, .html, .docx and .pdf file."""
    from tests.intake.making import docx_of, pdf_of, shown

    paragraphs = text.replace("&", "and").replace("<", "(").split("\n\n")
    lines = [line for paragraph in paragraphs for line in _wrapped(paragraph)]
    pages = [lines[at : at + 50] for at in range(0, len(lines), 50)]
    body = "".join(f"<w:p><w:r><w:t>{paragraph}</w:t></w:r></w:p>" for paragraph in paragraphs)
    return {
        "txt": text.encode(),
        "html": ("<html><body><p>" + "</p><p>".join(paragraphs) + "</p></body></html>").encode(),
        "docx": docx_of(body),
        "pdf": pdf_of(
            [
                shown(
                    (60, 740 - 13 * at, 10, line.encode("cp1252", "replace").decode("cp1252"))
                    for at, line in enumerate(page)
                )
                for page in pages
            ]
        ),
    }


def _wrapped(paragraph: str) -> list[str]:
    import textwrap

    return [*textwrap.wrap(paragraph, 96), ""]


def read_documents() -> list[dict[str, Any]]:
    """Measure each."""
    megabyte, article = prose(1_000_000), prose(6_000)
    rows = []
    for what, text, asked, repeats in (("1 MB", megabyte, MEGABYTE, 2), ("article", article, ARTICLE, 9)):
        for kind, data in written(text).items():
            with Parser() as parser:
                read_source(f"warm.{kind}", b"", parser.source(f"warm.{kind}", written("Warm words.")[kind]))
                cpu, facts = min(_read(parser, kind, data) for _ in range(repeats))
            rows.append(
                {
                    "document": f"{what}, {kind}",
                    "characters": len(text),
                    "facts": facts,
                    "asked_seconds": asked,
                    "share_of_asked": round(cpu / asked, 2),
                }
            )
    return rows


def _read(parser: Parser, kind: str, data: bytes) -> tuple[float, int]:
    """CPU seconds of this process and of the parsing one, and the number of facts."""
    start = cpu_of(parser)
    source = parser.source(f"a.{kind}", data)
    reading = read_source(f"a.{kind}", data, source)
    return cpu_of(parser) - start, len(reading.facts)


def cpu_of(parser: Parser) -> float:
    """CPU seconds of this process and of its child, where the system tells (Linux)."""
    times = os.times()
    total = times.user + times.system
    if parser.child is not None:
        try:
            with open(f"/proc/{parser.child}/stat", encoding="ascii") as file:  # noqa: PTH123
                fields = file.read().rpartition(")")[2].split()
            total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        except OSError:
            pass
    return total
