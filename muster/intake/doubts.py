"""Doubts about words that character recognition has read: each becomes a question, with its page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from muster.domain.fact import Fact, Question
from muster.intake.formats.source import Source
from muster.intake.layout import Word

__all__ = ("doubts",)

#: Below which confidence (0 to 100) a word is asked for, and a word with a digit in it, on which more hangs.
_WORD, _FIGURE = 60, 88
_MOST_WORDS = 6


def doubts(name: str, source: Source, facts: Sequence[Fact]) -> Iterator[Question]:
    """Yield a question for each fact that rests on words which were hard to read."""
    layout = source.layout
    if layout is None or all(word.confidence is None for word in layout.words):
        return
    asked: set[tuple[int, int]] = set()
    for fact in facts:
        doubtful = [
            word
            for word in layout.words_of(fact.start, fact.end)
            if word.confidence is not None and word.confidence < (_FIGURE if _figure(source, word) else _WORD)
        ]
        if not doubtful:
            continue
        start, end = doubtful[0].start, doubtful[-1].end
        if (start, end) in asked:
            continue
        asked.add((start, end))
        words = ", ".join(f"“{source.text[word.start : word.end]}”" for word in doubtful[:_MOST_WORDS])
        worst = min(word.confidence or 0 for word in doubtful)
        yield Question(
            doc=name,
            question=(
                f"Read by OCR on page {doubtful[0].page} with {worst} % confidence: "
                f"does the page say {words}?"
            ),
            options=("yes, as read", f"no: correct it by page {doubtful[0].page}"),
            quote=source.text[start:end],
            start=start,
            end=end,
        )


def _figure(source: Source, word: Word) -> bool:
    return any(map(str.isdigit, source.text[word.start : word.end]))
