"""Case -> ledger -> case loses nothing, whatever the case holds; and what differs is all that is recorded."""

import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from muster.casefile.folder import case_files, write_case
from muster.casefile.read import read_case
from muster.casefile.template import new_case_files
from muster.domain.case import Case
from muster.ledger.entry import Draft, Entry, entry_of, line_of
from muster.ledger.fold import view
from muster.ledger.record import Account, drafts_of
from muster.ledger.stores.memory import MemoryStore
from tests.casefile.strategies import cases

ROOT = Path(__file__).parents[2]
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
DAY = date(2025, 5, 22)
ACCOUNT = Account(who="J3.Plans", effective=DAY, reason="orders", source="e-mail", quote="as is")
PHASES = [Phase.explicit, Phase.reuse, Phase.generate]
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


def recorded(drafts: tuple[Draft, ...], before: list[Entry], hour: int) -> list[Entry]:
    """The entries as a store has them: written and read again, byte for byte."""
    made = [
        Entry(n=n, recorded=NOON + timedelta(hours=hour), draft=draft)
        for n, draft in enumerate(drafts, start=len(before))
    ]
    lines = [line_of(entry) for entry in made]
    again = [entry_of(line) for line in lines]
    assert again == made
    assert [line_of(entry) for entry in again] == lines
    return [*before, *again]


@given(cases(), cases())
@settings(max_examples=12, deadline=None, phases=PHASES, suppress_health_check=SLOW)
def test_a_case_of_every_noun_comes_back(first: Case, second: Case) -> None:
    entries = recorded(drafts_of(first, {}, ACCOUNT), [], 0)
    assert view(entries).case == first
    assert case_files(view(entries).case) == case_files(first)
    assert drafts_of(first, {}, ACCOUNT, entries) == ()
    entries = recorded(drafts_of(second, {}, ACCOUNT, entries), entries, 1)
    assert case_files(view(entries).case) == case_files(second)
    assert drafts_of(second, {}, ACCOUNT, entries) == ()
    assert case_files(view(entries, known_at=NOON).case) == case_files(first)


@given(cases())
@settings(max_examples=8, deadline=None, phases=PHASES, suppress_health_check=SLOW)
def test_the_folder_that_a_ledger_gives_differs_in_nothing(case: Case) -> None:
    entries = recorded(drafts_of(case, {}, ACCOUNT), [], 0)
    with tempfile.TemporaryDirectory() as folder:
        write_case(view(entries).case, Path(folder))
        again, problems = read_case(Path(folder))
    assert [problem for problem in problems if problem.severity == "error"] == []
    assert again is not None
    assert drafts_of(again, {}, ACCOUNT, entries) == ()


def case_paths() -> list[Path]:
    found = [*ROOT.glob("examples/*/case*.toml"), *ROOT.glob("tests/**/case*.toml")]
    found += [path for folder in ("examples", "tests") for path in (ROOT / folder).rglob("case*.xlsx")]
    return sorted(path for path in found if "pytest" not in path.parts)


@pytest.mark.parametrize("path", case_paths(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_case_of_the_repository_comes_back(path: Path) -> None:
    case, _ = read_case(path)
    if case is None:
        assert "broken" in path.parts
        return
    names = [name for name in case.sources if (path.parent / "sources" / name).is_file()]
    documents = {name: (path.parent / "sources" / name).read_bytes() for name in names}
    entries = recorded(drafts_of(case, documents, ACCOUNT), [], 0)
    seen = view(entries)
    assert seen.case == case
    assert seen.documents == documents
    assert case_files(seen.case) == case_files(case)


def test_some_cases_of_the_repository_are_whole() -> None:
    assert sum(read_case(path)[0] is not None for path in case_paths()) >= 3


def test_the_new_case_comes_back(tmp_path: Path) -> None:
    for name, text in new_case_files("Flood watch, 2026").items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    case, _ = read_case(tmp_path)
    assert case is not None
    assert view(recorded(drafts_of(case, {}, ACCOUNT), [], 0)).case == case


def test_one_row_changed_is_one_entry_of_the_right_kind() -> None:
    case, _ = read_case(ROOT / "examples" / "southwest-border-2025")
    assert case is not None
    entries = recorded(drafts_of(case, {}, ACCOUNT), [], 0)
    for field, noun in (
        ("units", "unit"),
        ("commands", "command"),
        ("tours", "tour"),
        ("strengths", "strength"),
        ("rates", "rate"),
        ("pins", "pin"),
        ("lifts", "lift"),
        ("lines", "request"),
        ("places", "place"),
    ):
        rows = getattr(case, field)
        changed = replace(case, **{field: (replace(rows[0], extra=(("note", "x"),)), *rows[1:])})
        (draft,) = drafts_of(changed, {}, ACCOUNT, entries)
        assert draft.kind == f"{noun}.changed"
        gone = replace(case, **{field: rows[1:]})
        (draft,) = drafts_of(gone, {}, ACCOUNT, entries)
        assert draft.kind == f"{noun}.removed"
    facts = (replace(case.facts[0], subject="somebody"), *case.facts[1:])
    (draft,) = drafts_of(replace(case, facts=facts), {}, ACCOUNT, entries)
    assert draft.kind == "fact.corrected"
    authority = case.authorities[0]
    rescinded = (replace(authority, status="rescinded"), *case.authorities[1:])
    (draft,) = drafts_of(replace(case, authorities=rescinded), {}, ACCOUNT, entries)
    assert draft.kind == "authority.rescinded"


def test_json_lines_into_another_store_are_the_same_bytes() -> None:
    case, _ = read_case(ROOT / "examples" / "hurricane-helene-2024")
    assert case is not None
    one, two = MemoryStore(), MemoryStore()
    one.append(drafts_of(case, {}, ACCOUNT), expected=0, recorded=NOON, key="k")
    entries = [entry_of(line) for line in one.lines()]
    two.append([entry.draft for entry in entries], expected=0, recorded=entries[0].recorded, key="k")
    assert list(one.lines()) == list(two.lines())
    assert one.root() == two.root()
