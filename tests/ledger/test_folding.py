"""The fold that goes on gives at every moment what the plain fold gives of all entries so far."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.domain.case import Assumption, Planning
from muster.ledger.entry import Draft, Entry, entry_of, line_of
from muster.ledger.faults import EntryError, KindError, LedgerError
from muster.ledger.fold import view
from muster.ledger.folding import Folding
from muster.ledger.kinds import CaseSettings
from muster.ledger.nouns import noun_json

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
DAY = date(2025, 5, 22)
CASE = noun_json(CaseSettings(name="a", as_of=DAY, planning=Planning(start=DAY, end=date(2026, 1, 1))))
OPENED = Draft(kind="case.opened", who="x", subject="case", body=CASE)
DAYS = [None, None, date(2025, 1, 1), date(2025, 6, 1), date(2025, 6, 2)]


@st.composite
def drafts(draw: st.DrawFn, n: int) -> Draft:
    common: dict[str, Any] = {"who": "x", "effective": draw(st.sampled_from(DAYS))}
    if n and draw(st.integers(0, 3)) == 0:
        common["corrects"] = draw(st.integers(0, n - 1))
    what = draw(st.sampled_from(["changed", "changed", "removed", "undone", "note", "order"]))
    if what == "undone" and n:
        common["corrects"] = draw(st.integers(0, n - 1))
        return Draft(kind="entry.undone", reason="r", **common)
    if what == "note":
        return Draft(kind="note.written", body={"text": "t"}, **common)
    if what == "order":
        return Draft(
            kind="case.ordered", subject="assumption", body=draw(st.permutations(["a", "b", "c"])), **common
        )
    subject = draw(st.sampled_from(["a", "b", "c"]))
    if what == "removed":
        return Draft(kind="assumption.removed", subject=subject, **common)
    body = noun_json(Assumption(name=subject, value=Decimal(draw(st.integers(0, 9)))))
    kind = draw(st.sampled_from(["assumption.added", "assumption.changed"]))
    return Draft(kind=kind, subject=subject, body=body, **common)


@st.composite
def ledgers(draw: st.DrawFn) -> list[bytes]:
    lines = [
        line_of(
            Entry(n=0, recorded=NOON, draft=Draft(kind="case.opened", who="x", subject="case", body=CASE))
        )
    ]
    for n in range(1, draw(st.integers(1, 14))):
        moment = NOON + timedelta(hours=n // 2)
        lines.append(line_of(Entry(n=n, recorded=moment, draft=draw(drafts(n)))))
    return lines


def seen(folding: Folding, entries: list[Entry], **when: Any) -> None:
    try:
        wanted: object = view(entries, **when)
    except LedgerError as error:
        wanted = str(error)
    try:
        found: object = folding.view()
    except LedgerError as error:
        found = str(error)
    assert found == wanted


@settings(max_examples=150, deadline=None)
@given(
    ledgers(),
    st.sampled_from([None, date(2025, 3, 1), date(2025, 6, 1)]),
    st.sampled_from([None, NOON, NOON + timedelta(hours=3)]),
    st.lists(st.integers(1, 4), min_size=1, max_size=8),
)
def test_at_every_moment_it_is_the_plain_fold(
    lines: list[bytes], as_of: date | None, known_at: datetime | None, steps: list[int]
) -> None:
    entries = [entry_of(line) for line in lines]
    folding = Folding(lines.__getitem__, as_of=as_of, known_at=known_at)
    for step in [*steps, len(lines)]:
        folding.feed(lines[folding.size : folding.size + step])
        seen(folding, entries[: folding.size], as_of=as_of, known_at=known_at)
        seen(folding, entries[: folding.size], as_of=as_of, known_at=known_at)
    assert folding.size == len(lines)


def test_a_subject_that_stands_at_an_earlier_place_comes_before_those_that_came_anew() -> None:
    def line(n: int, kind: str, **fields: Any) -> bytes:
        return line_of(Entry(n=n, recorded=NOON, draft=Draft(kind=kind, who="x", **fields)))

    def added(n: int, name: str, **fields: Any) -> bytes:
        body = {"name": name, "value": "0"}
        return line(n, "assumption.added", subject=name, body=body, **fields)

    lines = [
        line(0, "case.opened", subject="case", body=CASE),
        added(1, "b"),
        line(2, "entry.undone", reason="r", corrects=1),
        added(3, "b"),
        added(4, "a", corrects=1),
        added(5, "c", corrects=1),
    ]
    folding = Folding(lines.__getitem__)
    for step in (2, 2, 1, 1):
        folding.feed(lines[folding.size : folding.size + step])
        seen(folding, [entry_of(each) for each in lines[: folding.size]])
    assert [each.name for each in folding.view().case.assumptions] == ["a", "c", "b"]


def test_a_long_chain_of_undoing_is_no_trouble() -> None:
    lines = [
        line_of(
            Entry(n=0, recorded=NOON, draft=Draft(kind="case.opened", who="x", subject="case", body=CASE))
        )
    ]
    for n in range(1, 1_201):
        draft = Draft(kind="entry.undone", who="x", reason="r", corrects=n - 1)
        lines.append(line_of(Entry(n=n, recorded=NOON, draft=draft)))
    folding = Folding(lines.__getitem__)
    folding.feed(lines)
    assert len(lines) == 1_201
    assert folding.view().case.name == "a"
    draft = Draft(kind="entry.undone", who="x", reason="r", corrects=1_200)
    lines.append(line_of(Entry(n=1_201, recorded=NOON, draft=draft)))
    folding.feed(lines[1_201:])
    with pytest.raises(LedgerError, match="no case"):
        folding.view()


def test_what_is_no_next_entry_is_refused() -> None:
    note = line_of(Entry(n=1, recorded=NOON, draft=Draft(kind="note.written", who="x", body={})))
    with pytest.raises(EntryError, match="entry 0 says that it is entry 1"):
        Folding(lambda n: note).feed([note])
    with pytest.raises(KindError, match="teleported"):
        Folding(lambda n: note).feed(
            [note.replace(b'"n":1', b'"n":0').replace(b"note.written", b"unit.teleported")]
        )
    with pytest.raises(EntryError, match="not an entry"):
        Folding(lambda n: note).feed([b"[]"])
    later = note.replace(b'"n":1', b'"n":0').replace(b'"body":{}', b'"body":{},"corrects":5')
    with pytest.raises(EntryError, match="no entry before it"):
        Folding(lambda n: note).feed([later])
