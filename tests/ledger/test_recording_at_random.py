"""Whatever is recorded, corrected, taken back: the case reads, its folder is nothing new, the past stays."""

import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from muster.actions.drafting import Drafting
from muster.actions.recording import Statement
from muster.actions.statements import correction
from muster.casefile.folder import write_case
from muster.casefile.read import read_case
from muster.casefile.template import new_case_files
from muster.domain.case import Case
from muster.ledger.entry import Entry, entry_of, line_of
from muster.ledger.faults import LedgerError
from muster.ledger.fold import view
from muster.ledger.record import Account, drafts_of

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
WHY = Account(who="J3", reason="so")
DAYS = (None, datetime(2026, 4, 1, tzinfo=UTC).date(), datetime(2026, 5, 1, tzinfo=UTC).date())
#: Shrinking takes minutes; the report of the first failure is enough to start from.
PHASES = [Phase.explicit, Phase.reuse, Phase.generate]
OPS = st.lists(
    st.tuples(
        st.sampled_from(["unit", "report", "end report", "authority", "line", "correct", "undo", "sync"]),
        st.integers(1, 60),
        st.sampled_from(DAYS),
    ),
    min_size=1,
    max_size=8,
)


@cache
def base() -> Case:
    with tempfile.TemporaryDirectory() as folder:
        for name, text in new_case_files("flood").items():
            (Path(folder) / name).write_text(text, encoding="utf-8")
        case, _ = read_case(Path(folder))
    assert case is not None
    return case


def again(case: Case) -> Case | None:
    with tempfile.TemporaryDirectory() as folder:
        write_case(case, Path(folder))
        return read_case(Path(folder))[0]


def statement(entries: list[Entry], op: str, number: int, account: Account) -> Statement | None:
    case = view(entries).case
    if op == "unit":
        unit = case.units[number % len(case.units)].unit
        return Statement(kind="unit", subject=unit, values={"quantity": str(number)}, account=account)
    if op == "report":
        values = {"date": "2026-04-06", "scope": "RFA-1-400", "headcount": number, "kind": "on_duty"}
        return Statement(kind="strength", values=values, account=account)
    if op == "end report":
        names = [entry.draft.subject for entry in entries if entry.draft.kind.startswith("strength.")]
        return (
            Statement(kind="strength.removed", subject=names[number % len(names)], account=account)
            if names
            else None
        )
    if op == "authority":
        values = {"ceiling.RFA-1-400.headcount": str(number)}
        return Statement(kind="authority", subject="RFA-1", values=values, account=account)
    if op == "line":
        return Statement(kind="request", subject="drivers", values={"headcount": number}, account=account)
    n = number % len(entries)
    if op == "undo":
        return Statement(kind="entry.undone", corrects=n, account=account)
    field = {"unit": "name", "strength": "headcount", "authority": "title", "request": "headcount"}
    noun = entries[n].draft.kind.partition(".")[0]
    if noun not in field:
        return None
    value = number if field[noun] == "headcount" else f"name {number}"
    return correction(entries, n, {field[noun]: value}, account)


@settings(max_examples=12, deadline=None, phases=PHASES, suppress_health_check=[HealthCheck.too_slow])
@given(OPS)
def test_recording_at_random(ops: list[tuple[str, int, object]]) -> None:
    entries = [
        Entry(n=n, recorded=NOON, draft=draft)
        for n, draft in enumerate(drafts_of(base(), {}, replace(WHY, effective=base().as_of)))
    ]
    past: list[tuple[datetime, Case]] = [(NOON, view(entries).case)]
    for hour, (op, number, day) in enumerate(ops, start=1):
        moment = NOON + timedelta(hours=hour)
        account = replace(WHY, effective=day)  # type: ignore[arg-type]
        if op == "sync":
            case = view(entries).case
            changed = replace(case, lines=case.lines[::-1], strengths=case.strengths[1:])
            try:
                drafts = list(drafts_of(changed, {}, account, entries))
            except LedgerError:
                continue  # a later day's entry would hide it, which is said
            assert view([*entries, *stamped(drafts, entries, moment)]).case == changed
        else:
            try:
                made = statement(entries, op, number, account)
                drafting = Drafting(entries, (made,), alone=False) if made is not None else None
            except LedgerError:
                continue  # corrected already, or nothing to correct
            if drafting is None:
                continue
            drafts = drafting.drafts()
            if drafting.failed:
                assert any(problem.severity == "error" for problem in drafting.problems())
                continue
        entries += stamped(drafts, entries, moment)
        case = view(entries).case
        assert again(case) == case
        assert drafts_of(case, {}, replace(WHY, effective=day), entries) == ()  # type: ignore[arg-type]
        past.append((moment, case))
    for moment, case in past:
        assert view(entries, known_at=moment).case == case


def stamped(drafts: list, entries: list[Entry], moment: datetime) -> list[Entry]:
    return [
        entry_of(line_of(Entry(n=n, recorded=moment, draft=draft)))
        for n, draft in enumerate(drafts, start=len(entries))
    ]
