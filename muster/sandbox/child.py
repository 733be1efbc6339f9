"""
The parsing process: it warms up, gives up what it must not use, and answers one document after another.

It reads requests from descriptor 0 and answers on a copy of descriptor 1; what a parser prints goes nowhere.
"""

from __future__ import annotations

import codecs
import gc
import io
import os
import zipfile
from typing import Any, BinaryIO

from muster.errors import MaterialError
from muster.intake.formats.docx import read_docx
from muster.intake.formats.pdf import page_picture, read_pdf
from muster.sandbox.limits import Limits, allow_seconds, confine
from muster.sandbox.wire import pages_json, problem_json, read_frame, read_pages, source_json, write_frame

__all__ = ("main",)

_PDF = (
    b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    b"2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
    b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</Font<</F 5 0 R>>>>"
    b"/Contents 4 0 R>>\nendobj\n"
    b"4 0 obj\n<</Length 27>>\nstream\nBT /F 4 Tf 1 1 Td (a) Tj ET\nendstream\nendobj\n"
    b"5 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>\nendobj\ntrailer\n<</Root 1 0 R>>\n"
)


def main(memory_mb: int, cpu_seconds: int) -> None:
    """Answer requests until the other side hangs up."""
    limits = Limits(memory_mb=memory_mb, cpu_seconds=cpu_seconds)
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    requests = os.fdopen(0, "rb", closefd=False)
    _warm()
    confine(limits, answers.fileno() + 1)
    while (request := read_frame(requests)) is not None:
        allow_seconds(limits)
        _answer(answers, *request)
        del request
        gc.collect()


def _warm() -> None:
    """Load what parsing needs while files can still be opened."""
    for encoding in ("cp437", "cp1252", "latin-1", "ascii", "utf-8", "utf-16", "utf-16-le", "utf-16-be"):
        codecs.lookup(encoding)
    read_pdf("warm.pdf", _PDF)
    page_picture("warm.pdf", _PDF, 1)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as parts:
        space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        parts.writestr("word/document.xml", f'<w:document xmlns:w="{space}"><w:body/></w:document>')
    read_docx("warm.docx", archive.getvalue())
    for bad in (b"%PDF-1.4 nothing", b"PK\x03\x04"):
        try:
            (read_pdf if bad[0] == 0x25 else read_docx)("warm", bad)
        except MaterialError as error:
            pages_json({})
            [problem_json(problem) for problem in error.problems]


def _answer(answers: BinaryIO, head: dict[str, Any], data: bytes) -> None:
    name = str(head["name"])
    body = b""
    reply: dict[str, Any]
    try:
        if head["verb"] == "picture":
            body, scale = page_picture(name, data, int(head["page"]))
            reply = {"scale": scale}
        elif head["verb"] == "pdf":
            reply = source_json(read_pdf(name, data, read_pages(head["recognised"])))
        else:
            reply = source_json(read_docx(name, data))
    except MaterialError as error:
        reply = {"problems": [problem_json(problem) for problem in error.problems]}
    except MemoryError:
        reply = {"failed": "memory"}
    except RecursionError:
        reply = {"failed": "depth"}
    except Exception as error:  # a parser's bug must not end the conversation: it is told as what it is
        reply = {"failed": f"{type(error).__name__}: {error}"[:300]}
    write_frame(answers, reply, body)
