"""
Printed pages to text: running heads and page numbers left out, words divided at line ends made whole.

Every word keeps its page and box in the :class:`~muster.intake.layout.Layout`. One line of the page is
one line of the text; a blank line stands where the page shows a new paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from muster.intake.formats.columns import Piece, Row, Run
from muster.intake.layout import Layout, PageSize, Word

__all__ = ("SOFT_HYPHEN", "Line", "PrintedPage", "lines_of", "printed_text")

#: Stands in a piece where the page breaks a word, whatever the file holds there.
SOFT_HYPHEN = "\u00ad"
#: Of the page's height: how far from its edges running heads and page numbers stand.
_EDGE = 0.13
#: Of the pages: how many must bear a line for it to be a running head; odd and even ones may differ.
_SHARE = 0.4
#: How many lines a head or a foot may have.
_LEVELS = 4
_FOLIO = re.compile(
    r"(?:page |p\. ?)?[\[(–—-]{0,2} ?(?:[A-Z]{1,3}-)?(?:\d{1,4}|[ivxl]{1,6}) ?[\])–—-]{0,2}"
    r"(?: ?(?:of|/) ?\d{1,4})?",
    re.IGNORECASE,
)
_MARK = re.compile(r"(?:\d{1,3}|[*†‡§]{1,3}|[a-z])(?:,(?:\d{1,3}|[*†‡§]))*")
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b", re.IGNORECASE)
_CLOSING = re.compile(r"[.,;:!?)\]”’\"']")
_ENUMERATOR = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[ivxl]{1,5})[.)]|[•*▪·–—-]")
_FINISHED = re.compile(r"[.!?:;…][\"”’')\]]{0,2}$")
#: First parts of compounds that keep their hyphen at a line end.
_COMPOUNDS = frozenset(
    [
        "active", "self", "full", "part", "long", "short", "well", "high", "low", "cross", "multi", "non",
        "state", "federal", "law", "up", "follow", "on", "air", "ground", "one", "two", "three", "four",
        "five", "six", "seven", "eight", "nine", "ten", "half", "third", "counter", "post", "pre", "co",
        "ex", "anti", "large", "small", "fixed", "rotary", "time", "cost", "decision", "in", "off", "front",
        "rear", "day", "end", "year", "so", "de", "vice", "attorney", "brigadier", "major", "lieutenant",
        "inter", "hard", "soft", "open",
    ]
)  # fmt: skip
_SUSPENDED = frozenset(("and", "or", "to"))
#: Of the line's height: a hole between runs wider than this parts the cells of a table.
_CELL = 2.0
#: Of the usual step from line to line: a wider one begins a paragraph, after a full stop and after none.
_LOOSER, _LOOSEST = 1.3, 1.7
_LARGER = 1.15


@dataclass(slots=True)
class Line:
    """
    One line: what stands before each of its words, the words, and whether a paragraph begins here.

    ``aside``: it does not stand level with the lines of the page (a watermark, a turned margin note).
    """

    words: list[tuple[str, Piece]]
    apart: bool = False
    aside: bool = False

    @property
    def text(self) -> str:
        """The line as text."""
        return "".join(gap + piece.text for gap, piece in self.words)

    @property
    def top(self) -> float:
        """Its upper edge."""
        return min(piece.top for _, piece in self.words)

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return max(piece.bottom for _, piece in self.words)


@dataclass(slots=True)
class PrintedPage:
    """A page: its number from 1, its size, and its lines in reading order."""

    number: int
    size: PageSize
    lines: list[Line]


def lines_of(rows: Iterable[Row]) -> list[Line]:
    """Make the lines of a page of its rows, without the raised marks that refer to footnotes."""
    kept = list(rows)
    mains = [max(row, key=lambda run: run.height) for row in kept]
    steps = [
        step
        for before, main in pairwise(mains)
        if 0.5 * main.height < (step := main.top - before.top) < 3 * main.height
    ]
    pitch = median(steps) if steps else 0.0
    lines: list[Line] = []
    before: tuple[Run, float, bool] | None = None
    for row, main in zip(kept, mains, strict=True):
        words = _words(row, main)
        if not words:
            continue
        cells = any(gap == " | " for gap, _ in words)
        line = Line(words)
        if before is not None:
            above, left, table = before
            size, step = max(main.height, 0.1), main.top - above.top
            finished = _FINISHED.search(lines[-1].text) is not None
            if step < -0.5 * size or step > 12 * size:  # the next column
                line.apart = finished
            else:
                line.apart = (
                    cells
                    or table
                    or step > (_LOOSER if finished else _LOOSEST) * max(pitch, size)
                    or not 1 / _LARGER < size / max(above.height, 0.1) < _LARGER
                    or (finished and row[0].left > left + 0.8 * size)
                )
        lines.append(line)
        before = main, row[0].left, cells
    return lines


def _words(row: Row, main: Run) -> list[tuple[str, Piece]]:
    """Return the words of a row with what parts them; raised reference marks are dropped."""
    found: list[tuple[str, Piece]] = []
    level, size = main.middle, max(main.height, 0.1)
    dropped = False
    for run in row:
        for place, piece in enumerate(run.words):
            last = found[-1][1] if found else None
            small = piece.height < 0.92 * size
            touches = last is not None and piece.left - last.right < 0.35 * size
            if small and touches and piece.middle < level - 0.05 * size and _MARK.fullmatch(piece.text):
                dropped = True
                continue
            attached = (small and touches and _ORDINAL.match(piece.text)) or (
                dropped and _CLOSING.match(piece.text)
            )
            if last is None or (attached and piece.left - last.right < size):
                gap = ""
            elif place == 0 and piece.left - last.right > _CELL * size and not _leads(found):
                gap = " | "
            else:
                gap = " "
            dropped = False
            found.append((gap, piece))
    return found


def _leads(words: Sequence[tuple[str, Piece]]) -> bool:
    """Whether the words are an enumerator or a label, after which a wide blank is a tabulator."""
    text = "".join(gap + piece.text for gap, piece in words)
    return text.endswith(":") or _ENUMERATOR.fullmatch(text) is not None


def printed_text(pages: Sequence[PrintedPage]) -> tuple[str, Layout]:
    """Return the text of the pages and where its words stand."""
    flow = _flow(pages)
    known = {
        word.lower()
        for _, line in flow
        for word in re.findall(r"[A-Za-z]+(?:-[A-Za-z]+)*(?=\W)", f"{line.text} ")
    }
    pieces: list[str] = []
    words: list[Word] = []
    length = 0
    pending: tuple[str, bool] | None = None  # the divided word's first part, and whether a blank follows
    for place, (number, line) in enumerate(flow):
        following = flow[place + 1][1] if place + 1 < len(flow) else None
        if place and pending is None:
            pieces.append("\n\n" if line.apart else "\n")
            length += len(pieces[-1])
        for at, (gap, piece) in enumerate(line.words):
            before = "" if at == 0 else gap
            if at == 1 and pending is not None:
                before = "\n"  # the line ends after the word that was made whole
            if at == 0 and pending is not None and pending[1]:
                before = " "
            text = piece.text
            if at == len(line.words) - 1:
                divided = _divided(text, following, known)
                text = text.replace(SOFT_HYPHEN, "-") if divided is None else divided[0]
            else:
                divided = None
                text = text.replace(SOFT_HYPHEN, "-")
            if before:
                pieces.append(before)
                length += len(before)
            if text:
                pieces.append(text)
                words.append(
                    Word(
                        length,
                        length + len(text),
                        number,
                        round(piece.left, 1),
                        round(piece.top, 1),
                        round(piece.right, 1),
                        round(piece.bottom, 1),
                        piece.confidence,
                    )
                )
                length += len(text)
            if at == len(line.words) - 1:
                pending = divided
    if pieces:
        pieces.append("\n")
    return "".join(pieces), Layout(tuple(page.size for page in pages), tuple(words))


def _divided(text: str, following: Line | None, known: set[str]) -> tuple[str, bool] | None:
    """Return a word that the line end divides as it is to stand, ``None`` for a word that is whole."""
    if text[-1:] not in ("-", "‐", SOFT_HYPHEN) or following is None or following.apart:
        return None
    first = re.search(r"([A-Za-z\d]*)[-‐\u00ad]+$", text)
    rest = re.match(r"[A-Za-z\d]+", following.words[0][1].text)
    if first is None or rest is None or not first[1]:
        return None
    head, tail, bare = first[1], rest[0], text[: first.end(1)]
    if tail in _SUSPENDED:
        return bare + "-", True
    if not (head.isalpha() and tail.islower()) or (head.isupper() and len(head) > 1):
        return bare + "-", False
    if head.lower() + tail in known:
        return bare, False
    if f"{head.lower()}-{tail}" in known or head.lower() in _COMPOUNDS:
        return bare + "-", False
    return bare, False


def _flow(pages: Sequence[PrintedPage]) -> list[tuple[int, Line]]:
    """Return the lines of all pages with their page numbers, without running heads and page numbers."""
    shared = _running(pages)
    flow: list[tuple[int, Line]] = []
    asides: list[tuple[int, Line]] = []
    for page in pages:
        running = _stripped(page, shared)
        first = True
        for line in page.lines:
            if id(line) in running:
                continue
            if line.aside:
                asides.append((page.number, line))
                continue
            if first and flow:
                line.apart = _FINISHED.search(flow[-1][1].text) is not None
            first = False
            flow.append((page.number, line))
    return flow + asides


def _running(pages: Sequence[PrintedPage]) -> set[str]:
    """Return the patterns of lines at the edges that enough pages share."""
    seen = Counter(
        pattern
        for page in pages
        for pattern in {
            _pattern(line.text) for edge in _edges(page) for level in edge[:_LEVELS] for line in level
        }
    )
    return {pattern for pattern, count in seen.items() if count > 1 and count >= _SHARE * len(pages)}


def _stripped(page: PrintedPage, shared: set[str]) -> set[int]:
    """
    Return the lines (by identity) that are running heads or page numbers.

    From the edge inwards, a level goes only if all that stands at it goes: the last lines of columns that
    happen to be alike on two pages stay.
    """
    gone: set[int] = set()
    for edge in _edges(page):
        for level in edge[:_LEVELS]:
            if not all(
                _FOLIO.fullmatch(line.text.strip()) or _pattern(line.text) in shared for line in level
            ):
                break
            gone |= {id(line) for line in level}
    return gone


def _edges(page: PrintedPage) -> tuple[list[list[Line]], list[list[Line]]]:
    """Return the levels of lines near the upper and near the lower edge, from the edge inwards."""
    levels: list[list[Line]] = []
    for line in sorted((line for line in page.lines if not line.aside), key=lambda line: line.top):
        if levels and line.top < levels[-1][0].top + 0.5 * (line.bottom - line.top):
            levels[-1].append(line)
        else:
            levels.append([line])
    height = page.size.height
    head = [level for level in levels if level[0].bottom < _EDGE * height]
    foot = [level for level in reversed(levels) if level[0].top > (1 - _EDGE) * height]
    return head, foot


def _pattern(text: str) -> str:
    return re.sub(r"\d+|\b[ivxl]+\b", "#", " ".join(text.split()))
