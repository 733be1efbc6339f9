"""The reader on paragraphs and documents that it had not seen, their variants, and composed sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from random import Random

import pytest

from tests.intake.composed import compose
from tests.intake.fresh import FRESH
from tests.intake.fresh_fifth import FRESH_FIFTH
from tests.intake.fresh_fourth import FRESH_FOURTH
from tests.intake.fresh_second import FRESH_SECOND
from tests.intake.fresh_third import FRESH_THIRD
from tests.intake.test_variants import Tally, f1, share, tally
from tests.intake.variants import Variant, make

Texts = dict[str, tuple[date, str]]
SETS: dict[str, Texts] = {
    "first": FRESH,
    "second": FRESH_SECOND,
    "third": FRESH_THIRD,
    "fourth": FRESH_FOURTH,
    "fifth": FRESH_FIFTH,
}
ALL: Texts = {f"{name}-{key}": text for name, several in SETS.items() for key, text in several.items()}


def curly(variant: Variant, rng: Random) -> str:
    """Dress apostrophes and quotation marks, as word processors do."""
    text = re.sub(r"(?<=\w)'", "’", variant.text)
    return re.sub(r'(?<![\w.,!?”])"', "“", re.sub(r'(?<=[\w.,!?])"', "”", text))


def wrapped(variant: Variant, rng: Random) -> str:
    """Break long lines at a blank, as mail does; a break is a character, so offsets stay."""
    width, lines = rng.randrange(64, 80), []
    for line in variant.text.split("\n"):
        cells, at, room = list(line), 0, width
        while len(line) > 2 * width and len(line) - at > room:
            space = line.rfind(" ", at, at + room)
            if space <= at:
                break
            if not re.match(r"[-*•\d(]|[a-z]\.|[A-Z]\w*:", line[space + 1 :]):
                cells[space] = "\n"
            at = space + 1
        lines.append("".join(cells))
    return "\n".join(lines)


def spaced(variant: Variant, rng: Random) -> str:
    """Put no-break spaces between numbers and nouns, as web pages do."""
    return re.sub(r"(?<=\d) (?=[a-z])", "\u00a0", variant.text)


DRESSES: list[Callable[[Variant, Random], str]] = [curly, wrapped, spaced]


def every(texts: Texts, seeds: range) -> Iterator[Variant]:
    for name, (day, template) in texts.items():
        for seed in seeds:
            yield make(name, template, seed, day)


def read(variants: Iterator[Variant]) -> tuple[Tally, str]:
    counts: Tally = Counter()
    wrong: list[str] = []
    for variant in variants:
        counts += tally(variant, wrong)
    return counts, "\n".join(f"{number:4d} {line}" for line, number in Counter(wrong).most_common(40))


@pytest.mark.parametrize("name", SETS)
def test_fresh_texts_are_read(name: str) -> None:
    counts, said = read(every(SETS[name], range(1)))
    assert f1(counts) >= 0.85, f"F1 {f1(counts):.3f}\n{said}"
    for field in ("value", "bound", "date", "citations", "status", "attribution", "polarity"):
        assert share(counts, field) >= 0.85, f"{field} {share(counts, field):.3f}\n{said}"


def test_variants_of_fresh_texts_are_read_as_well() -> None:
    first, _ = read(every(ALL, range(1)))
    others, said = read(every(ALL, range(1, 4)))
    assert abs(f1(others) - f1(first)) <= 0.05, said
    for field in ("value", "bound", "date", "citations"):
        assert share(others, field) >= 0.95, f"{field} {share(others, field):.3f}\n{said}"


@pytest.mark.parametrize("dress", DRESSES, ids=lambda dress: dress.__name__)
def test_typography_and_line_ends_change_little(dress: Callable[[Variant, Random], str]) -> None:
    plain, _ = read(every(ALL, range(1)))
    dressed, said = read(
        replace(variant, text=dress(variant, Random(variant.name))) for variant in every(ALL, range(1))
    )
    assert abs(f1(dressed) - f1(plain)) <= 0.05, said


def test_composed_sentences_are_read_in_every_order_and_tense() -> None:
    counts, said = read(compose(seed) for seed in range(300))
    assert f1(counts) >= 0.95, f"F1 {f1(counts):.3f}\n{said}"
    for field in ("value", "bound", "date", "status", "attribution"):
        assert share(counts, field) >= 0.95, f"{field} {share(counts, field):.3f}\n{said}"


def test_answers_lie_in_their_texts() -> None:
    for variant in (
        *every(ALL, range(1)),
        *map(compose, range(20)),
    ):
        for answer in variant.answers:
            words = variant.text[answer.start : answer.end]
            assert words == words.strip() != "" and "{" not in words and "<" not in words
