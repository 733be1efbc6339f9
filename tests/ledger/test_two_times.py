"""The fold over two times, held against a plain reading of its definition, entry by entry."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from muster.domain.place import Place
from muster.ledger.entry import Draft, Entry
from muster.ledger.fold import known, subjects_of
from muster.ledger.nouns import noun_json

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
DAYS = (None, date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 1))
OPS = st.lists(
    st.tuples(
        st.sampled_from(["added", "changed", "removed", "correct", "undo", "note"]),
        st.sampled_from("abc"),
        st.sampled_from(DAYS),
        st.integers(0, 30),
    ),
    max_size=14,
)


def ledger(ops: list[tuple[str, str, date | None, int]]) -> list[Entry]:
    entries: list[Entry] = []
    for n, (op, subject, effective, pick) in enumerate(ops):
        body = noun_json(Place(place=subject, kind="other", lat=float(n), lon=0.0))
        before = [
            entry
            for entry in entries
            if entry.draft.kind.startswith("place.") and entry.draft.body is not None
        ]
        common = {"who": "x", "effective": effective}
        if op == "undo" and entries:
            draft = Draft(kind="entry.undone", corrects=pick % n, reason="r", **common)  # type: ignore[arg-type]
        elif op == "correct" and before:
            wrong = before[pick % len(before)]
            draft = Draft(
                kind="place.changed", subject=wrong.draft.subject, body=body, corrects=wrong.n, **common
            )  # type: ignore[arg-type]
        elif op in ("added", "changed"):
            draft = Draft(kind=f"place.{op}", subject=subject, body=body, **common)  # type: ignore[arg-type]
        elif op == "removed":
            draft = Draft(kind="place.removed", subject=subject, **common)  # type: ignore[arg-type]
        else:
            draft = Draft(kind="note.written", body={"text": "x"}, **common)  # type: ignore[arg-type]
        entries.append(Entry(n=n, recorded=NOON + timedelta(hours=n), draft=draft))
    return entries


def stands(entry: Entry, told: list[Entry]) -> bool:
    """Whether nothing that itself stands was recorded against it."""
    return not any(
        other.draft.corrects == entry.n and stands(other, told) for other in told if other.n > entry.n
    )


def held(entries: list[Entry], subject: str, as_of: date | None, hours: int) -> int | None:
    """The number of the entry that says what a subject is; ``None`` where there is no such thing."""
    told = [entry for entry in entries if entry.n <= hours]
    about = [
        entry
        for entry in told
        if entry.draft.subject == subject
        and stands(entry, told)
        and (as_of is None or entry.draft.effective is None or entry.draft.effective <= as_of)
    ]
    last = max(about, key=lambda entry: (entry.draft.effective or date.min, entry.n), default=None)
    return None if last is None or last.draft.body is None else last.n


@settings(max_examples=150, deadline=None)
@given(OPS)
def test_what_holds_is_what_the_definition_says(ops: list[tuple[str, str, date | None, int]]) -> None:
    entries = ledger(ops)
    for hours in range(-1, len(entries)):
        moment = NOON + timedelta(hours=hours)
        told = [entry for entry in entries if entry.n <= hours]
        assert [entry.n for entry in known(entries, moment)] == [e.n for e in told if stands(e, told)]
        for as_of in DAYS:
            found = subjects_of(entries, as_of=as_of, known_at=moment)["place"]
            expected = {name: held(entries, name, as_of, hours) for name in "abc"}
            assert {name: entry.n for name, entry in found.items()} == {
                name: n for name, n in expected.items() if n is not None
            }


@given(OPS)
def test_later_entries_never_change_what_was_known(ops: list[tuple[str, str, date | None, int]]) -> None:
    entries = ledger(ops)
    for size in range(len(entries)):
        moment = NOON + timedelta(hours=size - 1)
        whole = subjects_of(entries, known_at=moment)["place"]
        assert list(whole.items()) == list(subjects_of(entries[:size])["place"].items())
