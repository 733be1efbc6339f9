"""Case -> ledger -> case, and the two times."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.casefile.folder import case_files
from muster.casefile.read import read_case
from muster.domain.case import Assumption, Case, Planning
from muster.domain.place import Place
from muster.ledger.entry import Draft, Entry, entry_of, line_of
from muster.ledger.faults import EntryError, LedgerError
from muster.ledger.fold import end_of_day, known, subjects_of, view
from muster.ledger.kinds import NOUNS, CaseSettings
from muster.ledger.nouns import noun_json, noun_of, value_json, value_of
from muster.ledger.record import Account, drafts_of

EXAMPLES = Path(__file__).parents[2] / "examples"
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
DAY = date(2025, 5, 22)
EMPTY = Case(name="a", as_of=DAY, planning=Planning(start=DAY, end=date(2026, 1, 1)))


def entries_of(drafts: tuple[Draft, ...], before: list[Entry] | None = None, hours: int = 0) -> list[Entry]:
    """The entries as a store would have them: written and read again."""
    before = before or []
    return [
        *before,
        *(
            entry_of(line_of(Entry(n=n, recorded=NOON + timedelta(hours=hours), draft=draft)))
            for n, draft in enumerate(drafts, start=len(before))
        ),
    ]


@pytest.mark.parametrize("name", ["southwest-border-2025", "hurricane-helene-2024"])
def test_a_case_folder_loses_nothing(name: str) -> None:
    case, _ = read_case(EXAMPLES / name)
    assert case is not None
    documents = {
        source: (EXAMPLES / name / "sources" / source).read_bytes()
        for source in case.sources
        if (EXAMPLES / name / "sources" / source).exists()
    }
    assert documents
    entries = entries_of(drafts_of(case, documents, Account(who="LTC Doe")))
    seen = view(entries)
    assert seen.case == case
    assert seen.documents == documents
    assert case_files(seen.case) == case_files(case)
    assert drafts_of(case, documents, Account(who="LTC Doe"), entries) == ()


def test_every_field_of_a_case_is_kept() -> None:
    kept = {noun.field for noun in NOUNS.values()} | {item.name for item in fields(CaseSettings)}
    assert {item.name for item in fields(Case)} == (kept - {None}) | {"sources"}


def places() -> st.SearchStrategy[Place]:
    return st.builds(
        Place,
        place=st.sampled_from("ABCDE"),
        kind=st.sampled_from(["station", "other"]),
        lat=st.floats(-90, 90),
        lon=st.integers(-180, 180),
        name=st.none() | st.text(max_size=4),
        extra=st.lists(st.tuples(st.text(max_size=2), st.text(max_size=2)), max_size=2).map(tuple),
    )


def extras() -> st.SearchStrategy[object]:
    plain = (
        st.text(max_size=3)
        | st.integers(-(2**70), 2**70)
        | st.booleans()
        | st.floats()
        | st.dates()
        | st.datetimes().map(lambda instant: instant.replace(fold=0))
        | st.decimals(allow_nan=False)
        | st.times().map(lambda clock: clock.replace(fold=0))
    )
    return st.recursive(
        plain,
        lambda inner: (
            st.lists(inner, max_size=2)
            | st.dictionaries(st.text(max_size=2), inner, max_size=2)
            | st.lists(inner, max_size=2).map(tuple)
        ),
        max_leaves=5,
    )


def cases() -> st.SearchStrategy[Case]:
    assumptions = st.builds(
        Assumption,
        name=st.sampled_from("pqr"),
        value=st.decimals(allow_nan=False, allow_infinity=False),
        source=st.none() | st.text(max_size=3),
    )
    return st.builds(
        replace,
        st.just(EMPTY),
        name=st.sampled_from("ab"),
        places=st.lists(places(), max_size=5).map(tuple),
        assumptions=st.lists(assumptions, max_size=3).map(tuple),
        shortfall_prices=st.lists(st.tuples(st.integers(1, 9), st.integers(0, 10**6)), max_size=2).map(tuple),
        sources=st.lists(st.sampled_from("xyz"), unique=True).map(tuple),
        extra=st.lists(st.tuples(st.text(max_size=2), extras()), max_size=2).map(tuple),
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(cases(), min_size=1, max_size=4))
def test_after_each_append_the_ledger_says_what_the_case_says(series: list[Case]) -> None:
    entries: list[Entry] = []
    for step, case in enumerate(series):
        entries = entries_of(drafts_of(case, {}, Account(who="x", effective=DAY), entries), entries, step)
        seen = view(entries).case
        assert repr(seen) == repr(case)
    for step, case in enumerate(series):
        assert repr(view(entries, known_at=NOON + timedelta(hours=step)).case) == repr(case)


@given(extras())
def test_what_a_case_does_not_know_comes_back_with_its_type(value: object) -> None:
    assert repr(value_of(object, value_json(value, object), "x")) == repr(value)


def settings_draft(name: str, effective: date | None, **more: Any) -> Draft:
    body = noun_json(CaseSettings(name=name, as_of=DAY, planning=EMPTY.planning))
    return Draft(kind="case.changed", subject="case", who="x", body=body, effective=effective, **more)


def test_two_times() -> None:
    january, march = date(2025, 1, 1), date(2025, 3, 1)
    entries = entries_of((settings_draft("first", january),))
    entries = entries_of((settings_draft("from march", march),), entries, 1)
    entries = entries_of((settings_draft("first, put right later", date(2025, 2, 1)),), entries, 2)
    assert view(entries).case.name == "from march"
    assert view(entries, as_of=date(2025, 2, 28)).case.name == "first, put right later"
    assert view(entries, as_of=date(2025, 2, 28), known_at=NOON + timedelta(hours=1)).case.name == "first"
    assert view(entries, as_of=march).case.name == "from march"
    assert view(entries, as_of=march).case.as_of == march
    assert view(entries, as_of=march, known_at=NOON).case.name == "first"
    with pytest.raises(LedgerError, match="no case as of 2024-12-31"):
        view(entries, as_of=date(2024, 12, 31))
    with pytest.raises(LedgerError, match="no case as known on"):
        view(entries, known_at=NOON - timedelta(hours=1))


def test_corrections_and_undoing() -> None:
    undo = {"kind": "entry.undone", "who": "x", "reason": "not so"}
    entries = entries_of((settings_draft("wrong", DAY), settings_draft("right", None, corrects=0)))
    assert view(entries).case.name == "right"
    assert [entry.n for entry in known(entries)] == [1]
    entries = entries_of((Draft(**undo, corrects=1),), entries)  # type: ignore[arg-type]
    assert view(entries).case.name == "wrong"
    entries = entries_of((Draft(**undo, corrects=2),), entries)  # type: ignore[arg-type]
    assert view(entries).case.name == "right"
    assert [entry.n for entry in known(entries)] == [1, 3]


def test_known_on_a_day_takes_the_whole_day() -> None:
    assert end_of_day(DAY) == datetime.combine(DAY, time(23, 59, 59, 999999), UTC)


def test_a_change_that_later_entries_would_hide_is_refused() -> None:
    entries = entries_of(drafts_of(EMPTY, {}, Account(who="x", effective=DAY)))
    with pytest.raises(LedgerError, match="would not hold"):
        drafts_of(replace(EMPTY, name="b"), {}, Account(who="x", effective=DAY - timedelta(days=1)), entries)


def test_a_removed_row_that_comes_again_stands_where_the_case_has_it() -> None:
    a, b = (Place(place=name, kind="other", lat=1.0, lon=2.0) for name in "ab")
    entries: list[Entry] = []
    for rows in ((a, b), (b, a), (b,), (b, a), (a, b)):
        entries = entries_of(drafts_of(replace(EMPTY, places=rows), {}, Account(who="x"), entries), entries)
        assert view(entries).case.places == rows
    assert list(subjects_of(entries)["place"]) == ["a", "b"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ([], "no object of fields"),
        ({"name": "a", "value": "1", "colour": "red"}, "unknown field colour"),
        ({"name": "a"}, "value is missing"),
        ({"name": "a", "value": 1}, "Assumption.value"),
        ({"name": "a", "value": "one"}, "Assumption.value"),
        ({"name": 5, "value": "1"}, "Assumption.name"),
    ],
)
def test_a_body_of_another_form_is_refused(data: Any, words: str) -> None:
    with pytest.raises(EntryError, match=words):
        noun_of(Assumption, data)
    assert noun_of(Assumption, {"name": "a", "value": "1.50"}) == Assumption(name="a", value=Decimal("1.50"))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"kind": "unit.flew"}, "not known"),
        ({"kind": "note.written", "who": " "}, "nobody is named"),
        ({"kind": "entry.undone", "corrects": 1}, "without a reason"),
        ({"kind": "entry.undone", "reason": "so"}, "without its number"),
        ({"kind": "unit.added", "body": {}}, "no subject"),
        ({"kind": "unit.added", "subject": "u"}, "has a body"),
        ({"kind": "unit.removed", "subject": "u", "body": {}}, "has a body"),
    ],
)
def test_a_draft_that_is_none_is_refused(values: dict[str, Any], words: str) -> None:
    with pytest.raises(EntryError, match=words):
        Draft(**({"who": "x"} | values))


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"[]",
        b"\xff",
        b'{"n": 0}',
        b'{"kind":"note.written","n":0,"who":"x"}',
        b'{"kind":"note.written","n":0,"recorded":"2026-01-01T12:00:00Z","who":"x"}',
        b'{"kind":"note.written","n":0,"recorded":"2026-02-30T12:00:00.000000Z","who":"x"}',
        b'{"kind":"note.written","n":-1,"recorded":"2026-01-01T12:00:00.000000Z","who":"x"}',
        b'{"kind":"note.written","n":true,"recorded":"2026-01-01T12:00:00.000000Z","who":"x"}',
        b'{"kind":"note.flew","n":0,"recorded":"2026-01-01T12:00:00.000000Z","who":"x"}',
        b'{"kind":"note.written","n":0,"recorded":"2026-01-01T12:00:00.000000Z","who":5}',
        b'{"colour":"red","kind":"note.written","n":0,"recorded":"2026-01-01T12:00:00.000000Z","who":"x"}',
        b'{"corrects":0,"kind":"note.written","n":0,"recorded":"2026-01-01T12:00:00.000000Z","who":"x"}',
        b'{"effective":"20260101","kind":"note.written","n":0,"recorded":"2026-01-01T12:00:00.000000Z","who":"x"}',
        b'{"body":1.5,"kind":"note.written","n":0,"recorded":"2026-01-01T12:00:00.000000Z","who":"x"}',
        b'{"kind":"note.written","n":0,"n":0,"recorded":"2026-01-01T12:00:00.000000Z","who":"x"}',
    ],
)
def test_a_line_that_is_no_entry_is_refused(line: bytes) -> None:
    with pytest.raises(EntryError):
        entry_of(line)
