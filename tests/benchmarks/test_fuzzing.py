"""A small part of the reader's fuzzing campaign, and proof that the campaign can fail."""

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest

from benchmarks import fuzzing
from benchmarks.fuzzing import SHARES, Tally, campaign, mutated
from muster.intake.read import Reading, read_source


def test_the_same_number_gives_the_same_bytes_and_every_format_comes() -> None:
    made = [mutated(number) for number in range(300)]
    assert made == [mutated(number) for number in range(300)]
    assert {name.rpartition(".")[2] for name, _ in made} == set(SHARES)
    assert len({data for _, data in made}) > 290


def test_nothing_is_wrong_with_the_first_documents() -> None:
    tally = campaign(0, 350, Tally())
    assert tally.wrong == []
    assert sum(tally.documents.values()) == 350
    assert all(tally.read[kind] and tally.facts[kind] for kind in SHARES)
    assert {"M703", "M704", "M707", "M709"} <= set(tally.refused)


def lied(reading: Reading) -> Reading:
    facts = tuple(dataclasses.replace(fact, quote=fact.quote + "!") for fact in reading.facts)
    return dataclasses.replace(reading, facts=facts)


def broken(_reading: Reading) -> Reading:
    raise KeyError("a bug")


@pytest.mark.parametrize(("bug", "words"), [(lied, "not verbatim"), (broken, "KeyError")])
def test_a_reader_that_lies_or_breaks_is_caught(
    bug: Callable[[Reading], Reading], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(*arguments: Any, **named: Any) -> Reading:
        return bug(read_source(*arguments, **named))

    monkeypatch.setattr(fuzzing, "read_source", read)
    tally = campaign(0, 12, Tally())
    assert tally.wrong and all(words in what for _, what in tally.wrong)


def test_a_reader_that_dawdles_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzzing, "LIMIT", -1.0)
    tally = campaign(0, 3, Tally())
    assert len(tally.wrong) == 3 and all("processor time" in what for _, what in tally.wrong)
