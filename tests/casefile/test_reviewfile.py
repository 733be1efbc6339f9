"""The review file: written to be edited, read back with every mistake at its line and column."""

import re
import shutil
import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.actions.accept import Reviewing, open_review
from muster.casefile.faults import Faults
from muster.casefile.reviewfile import read_review, review_text, value_fault
from muster.domain.case import Case, Planning
from muster.domain.fact import Fact, Quantity, Question
from muster.domain.review import CORRECTABLE, Decision, ReviewItem
from muster.domain.source import Source
from muster.errors import Problem
from tests.casefile.strategies import facts

EMPTY = Case(
    name="a",
    as_of=date(2025, 1, 1),
    planning=Planning(start=date(2025, 1, 1), end=date(2025, 2, 1)),
)
EXAMPLES = Path(__file__).parents[2] / "examples"
ORDER = """\
MEMORANDUM FOR THE COMMANDER, U.S. NORTHERN COMMAND

January 22, 2025

The Commander shall deploy up to 1,700 active-duty personnel to the southern border by January 31, 2025.
About 1,900 Title 10 personnel were at Fort Nowhere. Members of the Armed Forces shall not perform arrest.
"""


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Reviewing:
    folder = tmp_path_factory.mktemp("review")
    case = shutil.copytree(EXAMPLES / "southwest-border-2025", folder / "case")
    order = folder / "order.txt"
    order.write_text(ORDER, encoding="utf-8")
    return open_review([order], case)


@pytest.fixture(scope="module")
def text(review: Reviewing) -> str:
    return review.review_text()


def read(review: Reviewing, text: str) -> tuple[tuple[Decision, ...], dict[str, str], tuple[Problem, ...]]:
    faults = Faults()
    hashes = {document.doc: document.sha256 for document in review.documents}
    decisions, ranks = read_review(text, "review.toml", review.items(), hashes, review.case, faults)
    return decisions, ranks, faults.problems()


def decide(text: str, number: int, word: str, reason: str = "") -> str:
    """Fill in a decision as a person would."""
    head, sign, tail = text.partition(f"\nid = {number}\n")
    assert sign
    tail = tail.replace('decision = ""', f'decision = "{word}"', 1)
    return head + sign + tail.replace('reason = ""', f'reason = "{reason}"', 1)


def test_a_file_that_nobody_edited_decides_nothing(review: Reviewing, text: str) -> None:
    decisions, ranks, problems = read(review, text)
    assert decisions == ()
    assert problems == ()
    assert ranks == {"order.txt": "order"}
    assert max(map(len, text.split("\n"))) < 140


def test_accepting_rejecting_and_correcting_are_read_back(review: Reviewing, text: str) -> None:
    edited = decide(text, 1, "correct", "the annex says 1,500")
    edited = edited.replace("value = 1700", "value = 1500").replace("high = 1700", "high = 1500")
    edited = edited.replace('  answer = ""', "  answer = 2", 1)
    edited = decide(edited, 2, "reject", "no date of ours")
    edited = edited.replace('rank = "order"', 'rank = "release"')
    decisions, ranks, problems = read(review, edited)
    assert [problem.message for problem in problems] == []
    assert ranks == {"order.txt": "release"}
    first, second = decisions
    assert (first.decision, first.reason, dict(first.changes)) == (
        "correct",
        "the annex says 1,500",
        {"value": 1500, "high": 1500},
    )
    assert [answer.answer for answer in first.answers] == ["anyone in Title 10 status"]
    assert (second.decision, second.reason) == ("reject", "no date of ours")


def test_rows_are_written_as_they_stand_in_the_file(review: Reviewing, text: str) -> None:
    edited = decide(text, 1, "accept").replace("write = false", "write = true", 2)
    edited = edited.replace('id = "ORDER"', 'id = "SECDEF-1700"').replace(
        'under = "ORDER"', 'under = "SECDEF-1700"'
    )
    decisions, _, problems = read(review, edited)
    assert [problem.message for problem in problems] == []
    authority, ceiling = decisions[0].rows
    assert (authority.key, ceiling.key, ceiling.under) == ("SECDEF-1700", "ORDER-1700", "SECDEF-1700")
    assert authority.quote == ("sources/order.txt", review.facts[0].quote)


def test_a_row_of_ones_own_may_stand_beside_the_proposed_ones(review: Reviewing, text: str) -> None:
    own = (
        '\n  [[fact.row]]\n  table = "commands"\n  write = true\n  command = "TF-9"\n'
        '  parent = "NORTHCOM"\n  relation = "command"\n'
    )
    edited = decide(text, 3, "accept")
    place = edited.index("\n# ---", edited.index("\nid = 3\n")) if "\nid = 4\n" in edited else len(edited)
    decisions, _, problems = read(review, edited[:place] + own + edited[place:])
    assert [problem.message for problem in problems] == []
    assert [row.key for row in decisions[0].rows] == ["TF-9"]


def _strength(text: str, word: str) -> str:
    """The strength fact accepted with its row to write, and something changed in that row."""
    number = re.search(r"\n# (\d+) · strength", text)
    assert number is not None
    head, sign, tail = decide(text, int(number[1]), "accept").partition(f"\nid = {number[1]}\n")
    return head + sign + tail.replace("write = false", f"write = true\n  {word}", 1)


#: An edit of the file, the code that it gets, words of the message, and the text that the caret points at.
MISTAKES: dict[str, tuple[Callable[[str], str], str, str, str]] = {
    "not a review file": (lambda t: t.replace("schema = 1", "schema = 9"), "M781", "not a review file", "9"),
    "a slip in a decision": (
        lambda t: t.replace('decision = ""', 'decision = "acept"', 2).replace('"acept"', '""', 1),
        "M405",
        "'acept' is not a decision",
        '"acept"',
    ),
    "no reason": (lambda t: decide(t, 1, "reject"), "M785", "says why", '""'),
    "nothing corrected": (
        lambda t: decide(t, 1, "correct", "because"),
        "M785",
        "nothing was corrected",
        '"correct"',
    ),
    "a change without a decision to correct": (
        lambda t: decide(t, 1, "accept").replace("value = 1700", "value = 1500"),
        "M785",
        "value was changed",
        "1500",
    ),
    "a kind that is none": (
        lambda t: decide(t, 1, "correct", "x").replace('kind = "ceiling"', 'kind = "celing"'),
        "M786",
        "kind 'celing' is unknown",
        '"celing"',
    ),
    "a date that is none": (
        lambda t: decide(t, 1, "correct", "x").replace('date = "2025-01-31"', 'date = "31 January"', 1),
        "M786",
        "is no ISO date",
        '"31 January"',
    ),
    "a number in words": (
        lambda t: decide(t, 1, "correct", "x").replace("value = 1700", 'value = "many"'),
        "M786",
        "value must be a number",
        '"many"',
    ),
    "an edited quote": (
        lambda t: t.replace("deploy up to 1,700", "deploy up to 1,800"),
        "M784",
        "quote",
        '"The',
    ),
    "a moved offset": (
        lambda t: re.sub(r"\nstart = \d+", "\nstart = 7", t, count=1),
        "M784",
        "start differs",
        "7",
    ),
    "an id twice": (lambda t: t.replace("\nid = 2\n", "\nid = 1\n"), "M784", "stands twice", "1"),
    "an id too many": (lambda t: t.replace("\nid = 2\n", "\nid = 99\n"), "M784", "there is no fact 99", "99"),
    "another document": (
        lambda t: re.sub(r'sha256 = "\w{8}', 'sha256 = "00000000', t),
        "M784",
        "hash",
        '"0000',
    ),
    "a reading too many": (
        lambda t: decide(t, 1, "accept").replace('  answer = ""', "  answer = 7", 1),
        "M785",
        "has 2 readings, and no 7",
        "7",
    ),
    "another question": (
        lambda t: t.replace('  ask = "“active-duty”', '  ask = "“passive-duty”'),
        "M784",
        "no such question",
        '"“passive',
    ),
    "a row of a fact that is left": (
        lambda t: t.replace("write = false", "write = true", 2).replace("write = true", "write = false", 1),
        "M785",
        "which is not accepted",
        '""',
    ),
    "a row without what it needs": (
        lambda t: _strength(t, ""),
        "M782",
        "scope is needed before the row can be written",
        '""',
    ),
    "a scope that the case has not": (
        lambda t: _strength(t, "").replace('scope = ""', 'scope = "FY25-400"'),
        "M311",
        "FY25-400",
        '"FY25-400"',
    ),
    "a component that is none": (
        lambda t: _strength(t, 'component = "ARMY"').replace('scope = ""', 'scope = "FY25-4000"'),
        "M207",
        "ARMY",
        '"ARMY"',
    ),
    "a column that is none": (
        lambda t: _strength(t, 'compnent = "RA"').replace('scope = ""', 'scope = "FY25-4000"'),
        "M118",
        "no column 'compnent'",
        "compnent",
    ),
    "an instrument that the case has": (
        lambda t: (
            decide(t, 1, "accept")
            .replace("write = false", "write = true", 1)
            .replace('"ORDER"', '"EO-14167"')
        ),
        "M412",
        "stands twice",
        '"EO-14167"',
    ),
    "a status of an instrument that is none": (
        lambda t: (
            decide(t, 1, "accept")
            .replace("write = false", "write = true", 1)
            .replace('  status = "signed"', '  status = "singed"', 1)
        ),
        "M405",
        "'singed'",
        '"singed"',
    ),
    "write that is neither true nor false": (
        lambda t: t.replace("write = false", 'write = "yes"', 2).replace('write = "yes"', "write = false", 1),
        "M402",
        "true or false",
        '"yes"',
    ),
    "a table that is none": (
        lambda t: t.replace('table = "ceiling"', 'table = "ceilings"', 1),
        "M405",
        "'ceilings'",
        '"ceilings"',
    ),
    "no TOML": (lambda t: t.replace('decision = ""', "decision = ", 2), "M401", "not valid TOML", ""),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_every_mistake_is_told_at_its_line_and_column(review: Reviewing, text: str, name: str) -> None:
    edit, code, words, pointed = MISTAKES[name]
    edited = edit(text)
    assert edited != text
    _, _, problems = read(review, edited)
    found = [problem for problem in problems if problem.code == code and words in problem.message]
    assert found, [(problem.code, problem.message) for problem in problems]
    problem = found[0]
    assert problem.help
    assert problem.line is not None
    assert problem.column is not None
    line = edited.split("\n")[problem.line - 1]
    assert line[problem.column - 1 :].startswith(pointed), (line, problem.column)
    assert problem.excerpt is not None


def test_all_mistakes_are_told_in_one_run(review: Reviewing, text: str) -> None:
    edited = decide(decide(text, 1, "reject"), 2, "maybe")
    _, _, problems = read(review, edited.replace('rank = "order"', 'rank = "gospel"'))
    assert {problem.code for problem in problems} == {"M785", "M405"}
    assert len(problems) == 3


def test_dates_and_numbers_that_can_be_are_taken() -> None:
    for iso in ("2025", "2025-01", "2025-01-22", "2025-01-22/2025-03-01", "P60D", "2025-01-22/P60D"):
        assert value_fault("date", iso) is None, iso
    for iso in ("2025-13", "2025-02-30", "22.1.2025", "P60", "tomorrow", "2025-01-22T10:00"):
        assert value_fault("date", iso) is not None, iso
    assert value_fault("value", -1) is not None
    assert value_fault("value", True) is not None
    assert value_fault("value", None) is None
    assert value_fault("status", None) is not None
    assert value_fault("citations", ("",)) is not None


@settings(max_examples=60, deadline=None)
@given(facts(reviewed=False), st.text(max_size=60), st.text(max_size=60))
def test_whatever_a_document_holds_the_file_is_valid_and_decides_nothing(
    fact: Fact, before: str, asked: str
) -> None:
    fact = replace(fact, doc="order.txt", quantity=_plain(fact.quantity))
    question = Question(
        doc="order.txt",
        question=f"{asked}?",
        options=(before, "b"),
        quote=fact.quote,
        start=fact.start,
        end=fact.end,
    )
    item = ReviewItem(
        id=1,
        fact=fact,
        source=Source(doc="order.txt", rank="news", why=before),
        before=before,
        after=asked,
        questions=(question,),
    )
    text = review_text([item], [(item.source, "0" * 64)], before)
    assert tomllib.loads(text)["fact"][0]["quote"] == fact.quote
    faults = Faults()
    decisions, _ = read_review(text, "r.toml", [item], {"order.txt": "0" * 64}, EMPTY, faults)
    assert decisions == ()
    assert faults.problems() == ()


def _plain(quantity: Quantity | None) -> Quantity | None:
    return (
        None
        if quantity is None or all(number is None for number in (quantity.value, quantity.low, quantity.high))
        else quantity
    )


def test_correctable_fields_are_those_of_the_form_without_the_words() -> None:
    assert not {"quote", "start", "end", "doc"} & set(CORRECTABLE)
