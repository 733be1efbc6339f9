"""The reader against variants of our own paragraphs: what cannot be memorised must be read."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from muster.domain.fact import Fact
from muster.intake.read import read_document
from tests.intake.paragraphs import PARAGRAPHS
from tests.intake.variants import Answer, Variant, make

SEEDS = range(1, 11)
Tally = Counter[str]


def overlap(fact: Fact, answer: Answer) -> float:
    common = min(fact.end, answer.end) - max(fact.start, answer.start)
    return max(common, 0) / (max(fact.end, answer.end) - min(fact.start, answer.start))


def aligned(facts: tuple[Fact, ...], answers: list[Answer]) -> list[tuple[Fact, Answer]]:
    """Pair facts and answers of one kind one to one, the best overlap first, from 0.3 on."""
    pairs = sorted(
        (
            (-overlap(fact, answer), f, a)
            for f, fact in enumerate(facts)
            for a, answer in enumerate(answers)
            if fact.kind == answer.kind and overlap(fact, answer) >= 0.3
        )
    )
    used_facts: set[int] = set()
    used_answers: set[int] = set()
    result = []
    for _, f, a in pairs:
        if f not in used_facts and a not in used_answers:
            used_facts.add(f)
            used_answers.add(a)
            result.append((facts[f], answers[a]))
    return result


def who(words: str) -> str:
    return re.sub(r"^(?:the|an?) ", "", words.split(",")[0].casefold())


def tally(variant: Variant, wrong: list[str]) -> Tally:
    """Count what is right and what there is for every field of the guideline."""
    reading = read_document(f"{variant.name}.txt", variant.text.encode(), date=variant.day)
    for fact in reading.facts:
        assert reading.document.text[fact.start : fact.end] == fact.quote
    pairs = aligned(reading.facts, variant.answers)
    counts: Tally = Counter(predicted=len(reading.facts), gold=len(variant.answers), found=len(pairs))
    for fact, answer in pairs:
        quantity = fact.quantity
        got = None if quantity is None else (quantity.value, quantity.low, quantity.high, quantity.bound)
        rows: list[tuple[str, object, object, bool]] = [
            ("value", got and got[:3], answer.quantity and answer.quantity[:3], False),
            ("bound", got and got[3], answer.quantity and answer.quantity[3], False),
            ("date", fact.date, answer.date, False),
            ("citations", frozenset(fact.citations), answer.citations, False),
            ("status", fact.status, answer.status, True),
            ("attribution", who(fact.attribution), who(answer.by), True),
            ("polarity", fact.polarity, answer.polarity, False),
        ]
        for field, found, right, always in rows:
            if not (always or found or right):
                continue
            counts[f"{field} of"] += 1
            counts[field] += found == right
            if found != right:
                wrong.append(f"{variant.name}: {field} {found!r}, not {right!r}: {fact.kind} “{fact.quote}”")
    alone = [fact for fact in reading.facts if not any(fact is other for other, _ in pairs)]
    missed = [a for a in variant.answers if not any(a is other for _, other in pairs)]
    wrong += [f"{variant.name}: more {fact.kind} “{fact.quote}”" for fact in alone]
    wrong += [f"{variant.name}: missed {a.kind} “{variant.text[a.start : a.end]}”" for a in missed]
    return counts


def f1(counts: Tally) -> float:
    return 2 * counts["found"] / (counts["predicted"] + counts["gold"])


def share(counts: Tally, field: str) -> float:
    return counts[field] / counts[f"{field} of"]


def test_variants_are_read_as_well_as_their_originals() -> None:
    wrong: list[str] = []
    first: Tally = Counter()
    every: Tally = Counter()
    variants = 0
    for name, template in PARAGRAPHS.items():
        first += tally(make(name, template, 0), [])
        for seed in SEEDS:
            every += tally(make(name, template, seed), wrong)
            variants += 1
    assert len(PARAGRAPHS) >= 60
    assert variants >= 300
    said = "\n".join(f"{number:4d} {line}" for line, number in Counter(wrong).most_common(60))
    for field in ("value", "bound", "date", "citations"):
        assert share(every, field) >= 0.95, f"{field} {share(every, field):.3f}\n{said}"
    for field, least in {"status": 0.85, "attribution": 0.90, "polarity": 0.90}.items():
        assert share(every, field) >= least, f"{field} {share(every, field):.3f}\n{said}"
    assert f1(every) >= 0.9, f"F1 {f1(every):.3f}\n{said}"
    assert abs(f1(every) - f1(first)) <= 0.05


@pytest.mark.parametrize("name", PARAGRAPHS)
def test_a_variant_is_the_same_for_the_same_seed_and_its_answers_lie_in_it(name: str) -> None:
    variant = make(name, PARAGRAPHS[name], 3)
    assert variant == make(name, PARAGRAPHS[name], 3)
    assert variant.answers
    for answer in variant.answers:
        words = variant.text[answer.start : answer.end]
        assert words == words.strip() and "{" not in words and "<" not in words
