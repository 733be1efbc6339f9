"""The parent's side: one child at a time, used for many documents, ended at its limits and replaced."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from types import TracebackType
from typing import Any, cast

from muster.errors import MaterialError
from muster.intake.formats.detect import BINARY, checked, format_of, text_of, without_ocr
from muster.intake.formats.pdf import unread
from muster.intake.formats.picture import check_picture
from muster.intake.formats.printed import PrintedPage
from muster.intake.formats.recognised import (
    ocr_note,
    picture_source,
    recognised_page,
    recognised_pages,
    wordless_note,
)
from muster.intake.formats.source import Source, refuse
from muster.sandbox.limits import Limits
from muster.sandbox.ocr import Tesseract, find_tesseract
from muster.sandbox.wire import pages_json, read_frame, read_problem_json, read_source_json, write_frame

__all__ = ("Parser",)

#: Most pages that are read by character recognition: each takes seconds.
MOST_OCR_PAGES = 100
_SIMPLER = "print the pages that matter to a new PDF, or save the text as .txt"
_START = (
    "import sys,json; sys.path[:]=json.loads(sys.argv[1]); "
    "from muster.sandbox.child import main; main({}, {})"
)


class Parser:
    """
    Turns files into text: text formats here, binary ones in a confined process that is kept for the next.

    Parameters
    ----------
    limits
        Of the process.
    ocr
        The program for scans and pictures; by default it is looked for on the PATH, ``None`` = none.

    Examples
    --------
    >>> with Parser() as parser:
    ...     parser.source("a.md", b"**Up to** 1,500 troops").text
    'Up to 1,500 troops'
    """

    def __init__(self, limits: Limits | None = None, ocr: Tesseract | str | None = "look") -> None:
        self._limits = limits or Limits()
        self._ocr = ocr
        self._child: subprocess.Popen[bytes] | None = None
        self._answered = 0

    def __enter__(self) -> Parser:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child, if there is one."""
        child, self._child = self._child, None
        self._answered = 0
        if child is None:
            return
        child.kill()
        child.wait()
        for stream in (child.stdin, child.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:  # what was left to be written has no reader any more
                    continue

    @property
    def child(self) -> int | None:
        """The process id of the child, ``None`` before the first binary document."""
        return None if self._child is None else self._child.pid

    def source(self, name: str, data: bytes) -> Source:
        """
        Return the text of a file.

        Raises
        ------
        MaterialError
            If it cannot be read; codes M701 to M721.
        """
        kind = format_of(name, data)
        if kind not in BINARY:
            return text_of(name, data)
        if kind == "picture":
            return checked(name, self._picture(name, data))
        if kind == "docx":
            return checked(name, self._asked(name, {"verb": "docx"}, data))
        return checked(name, self._pdf(name, data))

    def _pdf(self, name: str, data: bytes) -> Source:
        source = self._asked(name, {"verb": "pdf", "recognised": []}, data)
        ocr = self._recogniser() if source.scanned else None
        if ocr is None:
            return unread(name, source)
        if len(source.scanned) > MOST_OCR_PAGES:
            raise _too_many(name, len(source.scanned))
        pages: dict[int, PrintedPage] = {}
        for number in source.scanned:
            reply, picture = self._exchange(name, {"verb": "picture", "page": number}, data)
            scale = float(reply.get("scale", 1.0))
            pages[number] = recognised_page(
                ocr.table(name, picture, dpi=max(70, round(72 * scale))), number, scale
            )
        found = self._asked(name, {"verb": "pdf", "recognised": pages_json(pages)}, data)
        read = [page for page in pages.values() if page.lines]
        if not found.text.strip():
            raise refuse(
                "M705", name, "no word was recognised on its pages", "check that it is the right file"
            )
        wordless = [number for number, page in pages.items() if not page.lines]
        notes = (
            *found.notes,
            *([ocr_note(name, read)] if read else []),
            *([wordless_note(name, wordless)] if wordless else []),
        )
        return Source(found.text, found.date, found.layout, notes, found.scanned)

    def _picture(self, name: str, data: bytes) -> Source:
        sizes = check_picture(name, data)
        ocr = self._recogniser()
        if ocr is None:
            raise without_ocr(name)
        if len(sizes) > MOST_OCR_PAGES:
            raise _too_many(name, len(sizes))
        return picture_source(name, recognised_pages(ocr.table(name, data, pages=len(sizes))))

    def _recogniser(self) -> Tesseract | None:
        if isinstance(self._ocr, str):
            self._ocr = find_tesseract()
        return self._ocr

    def _asked(self, name: str, head: Mapping[str, Any], data: bytes) -> Source:
        reply, _ = self._exchange(name, head, data)
        try:
            return read_source_json(reply)
        except (KeyError, TypeError, ValueError):
            self.close()
            raise refuse("M716", name, "the parser's answer makes no sense", _SIMPLER) from None

    def _exchange(self, name: str, head: Mapping[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
        """Ask the child, end it when its time is over, and return its answer."""
        child = self._running()
        late = threading.Event()

        def end() -> None:
            late.set()
            child.kill()

        timer = threading.Timer(self._limits.wall_seconds, end)
        timer.daemon = True
        timer.start()
        try:
            write_frame(cast(Any, child.stdin), {**head, "name": name}, data)
            reply = read_frame(cast(Any, child.stdout))
        except OSError:  # it died while it was being written to
            reply = None
        finally:
            timer.cancel()
        if reply is None:
            child.kill()
            code = child.wait()
            self.close()
            raise self._ended(name, code, late.is_set())
        self._answered += 1
        answer, body = reply
        if "problems" in answer:
            raise MaterialError([read_problem_json(problem) for problem in answer["problems"]])
        if "failed" in answer:
            self.close()
            if answer["failed"] == "memory":
                raise self._too_much(name)
            raise refuse("M716", name, f"the parser gave up: {answer['failed']}", _SIMPLER)
        return answer, body

    def _running(self) -> subprocess.Popen[bytes]:
        """Return the child: a fresh one at first, after a death, and after so many documents."""
        if self._child is not None and (
            self._answered >= self._limits.documents or self._child.poll() is not None
        ):
            self.close()
        if self._child is None:
            start = _START.format(self._limits.memory_mb, self._limits.cpu_seconds)
            self._child = subprocess.Popen(
                [sys.executable, "-I", "-c", start, json.dumps(sys.path)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={},
            )
        return self._child

    def _ended(self, name: str, code: int, late: bool) -> MaterialError:
        if late:
            return refuse("M714", name, f"it was not parsed within {self._limits.wall_seconds:g} s", _SIMPLER)
        if code == -getattr(signal, "SIGXCPU", 0):
            return refuse(
                "M714",
                name,
                f"it was not parsed within {self._limits.cpu_seconds} s of processor time",
                _SIMPLER,
            )
        if code == -getattr(signal, "SIGABRT", 0):  # how PDFium says that it got no memory
            return self._too_much(name)
        told = (
            signal.Signals(-code).name if -code in signal.Signals._value2member_map_ else f"exit code {code}"
        )
        return refuse("M716", name, f"the parser ended in the middle of it ({told})", _SIMPLER)

    def _too_much(self, name: str) -> MaterialError:
        return refuse(
            "M715", name, f"parsing it needs more than {self._limits.memory_mb:,} MB of memory", _SIMPLER
        )


def _too_many(name: str, pages: int) -> MaterialError:
    return refuse(
        "M713",
        name,
        f"{pages:,} pages need OCR, which reads at most {MOST_OCR_PAGES}",
        "split the document, or run it through an OCR program first",
    )
