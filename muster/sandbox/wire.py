"""
What parent and child say to each other: frames of bytes with their length, a JSON head and what follows it.

The parent trusts nothing of what comes back: it is JSON of a known shape or an error, never a pickle.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, BinaryIO

from muster.errors import Problem
from muster.intake.formats.columns import Piece
from muster.intake.formats.printed import Line, PrintedPage
from muster.intake.formats.source import Source
from muster.intake.layout import Layout, PageSize, Word

__all__ = ("pages_json", "read_frame", "read_pages", "read_source_json", "source_json", "write_frame")

_LONGEST = 1_000_000_000
Head = dict[str, Any]


def write_frame(stream: BinaryIO, head: Mapping[str, Any], body: bytes = b"") -> None:
    """Write a head and what follows it."""
    told = json.dumps(head, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    stream.write(len(told).to_bytes(8, "big") + len(body).to_bytes(8, "big"))
    stream.write(told)
    stream.write(body)
    stream.flush()


def read_frame(stream: BinaryIO) -> tuple[Head, bytes] | None:
    """Return a head and what follows it, ``None`` where the other side is gone or does not speak sense."""
    lengths = stream.read(16)
    if len(lengths) < 16:
        return None
    head_length, length = int.from_bytes(lengths[:8], "big"), int.from_bytes(lengths[8:], "big")
    if head_length > _LONGEST or length > _LONGEST:
        return None
    told, body = stream.read(head_length), stream.read(length)
    if len(told) < head_length or len(body) < length:
        return None
    try:
        head = json.loads(told)
    except (ValueError, RecursionError):
        return None
    return (head, body) if isinstance(head, dict) else None


def source_json(source: Source) -> Head:
    """Return a source as JSON values."""
    return {
        "text": source.text,
        "date": None if source.date is None else source.date.isoformat(),
        "pages": None if source.layout is None else source.layout.pages,
        "words": [] if source.layout is None else source.layout.words,
        "notes": [problem_json(note) for note in source.notes],
        "scanned": source.scanned,
    }


def read_source_json(head: Head) -> Source:
    """Return the source of JSON values; ``ValueError``, ``TypeError`` or ``KeyError`` where they are none."""
    text = head["text"]
    if not isinstance(text, str):
        raise TypeError("text is no text")
    layout = None
    if head["pages"] is not None:
        layout = Layout(
            tuple(PageSize(float(width), float(height), str(unit)) for width, height, unit in head["pages"]),
            tuple(_word(values, len(text)) for values in head["words"]),
        )
    return Source(
        text,
        None if head["date"] is None else date.fromisoformat(head["date"]),
        layout,
        tuple(read_problem_json(note) for note in head["notes"]),
        tuple(int(page) for page in head["scanned"]),
    )


def _word(values: list[Any], length: int) -> Word:
    start, end, page, left, top, right, bottom, confidence = values
    if not 0 <= start <= end <= length:
        raise ValueError("a word lies outside of the text")
    return Word(
        int(start),
        int(end),
        int(page),
        float(left),
        float(top),
        float(right),
        float(bottom),
        None if confidence is None else int(confidence),
    )


def problem_json(problem: Problem) -> Head:
    """Return a problem as JSON values."""
    return {
        "code": problem.code,
        "message": problem.message,
        "help": problem.help,
        "file": problem.file,
        "line": problem.line,
        "severity": problem.severity,
    }


def read_problem_json(head: Head) -> Problem:
    """Return the problem of JSON values."""
    line = head["line"]
    return Problem(
        code=str(head["code"]),
        message=str(head["message"]),
        help=str(head["help"]),
        file=None if head["file"] is None else str(head["file"]),
        line=None if line is None else int(line),
        severity="warning" if head["severity"] == "warning" else "error",
    )


def pages_json(pages: Mapping[int, PrintedPage]) -> list[Any]:
    """Return recognised pages as JSON values."""
    return [
        [
            page.number,
            page.size,
            [
                [
                    line.apart,
                    [[gap, p.text, p.left, p.top, p.right, p.bottom, p.confidence] for gap, p in line.words],
                ]
                for line in page.lines
            ],
        ]
        for page in pages.values()
    ]


def read_pages(values: list[Any]) -> dict[int, PrintedPage]:
    """Return recognised pages by their numbers."""
    return {
        number: PrintedPage(
            number,
            PageSize(*size),
            [Line([(gap, Piece(*rest)) for gap, *rest in words], apart=apart) for apart, words in lines],
        )
        for number, size, lines in values
    }
