"""A recorded plan judged then and now, by cause and entry; and what a ledger learnt between two moments."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from muster.actions.case import read_case
from muster.actions.knowledge import between, story_of
from muster.actions.ledger import log
from muster.actions.plan import plan, read_plan, write_plan
from muster.actions.replaying import replay_plan
from muster.casefile.codec import schema
from muster.casefile.template import new_case_files
from muster.cli.main import run
from muster.ledger.faults import LedgerError
from tests.casefile.test_codec import violations


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small case, and a plan of it."""
    folder = tmp_path_factory.mktemp("made")
    for name, text in new_case_files("flood").items():
        (folder / name).write_text(text, encoding="utf-8")
    write_plan(plan(read_case(folder), time_limit=20, gap=0.05, threads=1), folder / "plan.json")
    return folder


@pytest.fixture
def place(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Path:
    """A ledger of the case and the plan: entry 23."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MUSTER_WHO", "J3.Plans")
    do(capsys, "init", "a.ledger")
    do(capsys, "append", "a.ledger", made)
    do(capsys, "plan", "a.ledger", made / "plan.json", "--name", "march")
    return tmp_path


def do(capsys: pytest.CaptureFixture[str], verb: str, *words: object, code: int = 0) -> dict:
    got = run(["ledger", verb, *(str(word) for word in words), "--json"])
    out = capsys.readouterr()
    assert got == code, out.err + out.out
    return json.loads(out.out)


CEILING = ("record", "a.ledger", "authority.amended", "RFA-1", "ceiling.RFA-1-400.headcount=300")


def test_without_a_change_the_plan_stands(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    do(capsys, "note", "a.ledger", "nothing")
    found = replay_plan(log(place / "a.ledger"), "march")
    assert (found.verdict, found.differences) == ("stands", ())
    assert found.then.verification == found.now.verification
    assert found.then.verification.feasible
    document = do(capsys, "replay", "a.ledger", "23")
    assert violations(document, schema("ledger-replay")) == []
    assert document["verdict"] == "stands"


def test_each_difference_has_the_entry_that_made_it(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    do(capsys, "note", "a.ledger", "in between")
    do(capsys, *CEILING, "--effective", "2026-04-01")  # 25
    do(capsys, "record", "a.ledger", "place", "el-paso", "name=El Paso")  # 26
    do(capsys, "record", "a.ledger", "rate.changed", "food and lodging person-day", "amount=95")  # 27
    document = do(capsys, "replay", "a.ledger", "march", code=1)
    assert violations(document, schema("ledger-replay")) == []
    by = {(item["what"], item["rule"]): item["entries"] for item in document["differences"]}
    assert by["violation", "ceiling"] == [25]
    assert by["ceiling", None] == [25]
    assert by["objective", None] == [27]
    assert by["violation", "cost"] == [27]
    assert {entry["n"] for entry in document["entries"]} == {25, 27}
    assert document["now"]["feasible"] is False
    # before the amendment holds, and before it was known, the plan stands
    assert (
        replay_plan(log(place / "a.ledger"), "march", known_at=log(place / "a.ledger")[24].recorded).verdict
        == "stands"
    )
    assert run(["ledger", "replay", "a.ledger", "march"]) == 1
    out = capsys.readouterr().out
    assert "entry 25, authority.amended RFA-1 by J3.Plans" in out
    assert "falls" in out


def test_figures_alone_change_a_plan_and_do_not_fell_it(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    do(capsys, "record", "a.ledger", "rate.changed", "food and lodging person-day", "amount=95")
    document = do(capsys, "replay", "a.ledger", "march")
    assert document["verdict"] == "changed"
    assert {item["cause"] for item in document["differences"]} == {"knowledge"}


def test_what_was_taken_back_no_longer_counts(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    do(capsys, *CEILING)
    assert replay_plan(log(place / "a.ledger"), "march").verdict == "falls"
    do(capsys, "undo", "a.ledger", "24", "--reason", "sent in error")
    assert replay_plan(log(place / "a.ledger"), "march").verdict == "stands"


def test_a_correction_of_an_old_entry_is_named(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    entries = log(place / "a.ledger")
    (authority,) = [entry.n for entry in entries if entry.draft.kind == "authority.issued"]
    do(capsys, "correct", "a.ledger", authority, "ceiling.RFA-1-400.headcount=300", "--reason", "misread")
    found = replay_plan(log(place / "a.ledger"), "march")
    assert found.verdict == "falls"
    assert {difference.entries for difference in found.differences} == {(24,)}


def test_another_day_is_a_cause_of_its_own(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = replay_plan(log(place / "a.ledger"), "march", as_of=date(2026, 9, 20))
    assert found.now.as_of == date(2026, 9, 20)
    assert {difference.cause for difference in found.differences} <= {"day"}
    do(capsys, *CEILING, "--effective", "2026-04-01")
    assert replay_plan(log(place / "a.ledger"), "march", as_of=date(2026, 3, 15)).verdict == "stands"
    later = replay_plan(log(place / "a.ledger"), "march", as_of=date(2026, 4, 15))
    assert later.verdict == "falls"
    assert {difference.entries for difference in later.differences if difference.cause == "knowledge"} == {
        (24,)
    }


def test_what_this_muster_finds_and_the_plan_does_not_say(
    place: Path, made: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = json.loads((made / "plan.json").read_text())
    told = dict(text["findings"][0]) | {"rule": "check/no-longer", "message": "was found then"}
    text["findings"].append(told)
    (place / "older.json").write_text(json.dumps(text))
    do(capsys, "plan", "a.ledger", "older.json")
    found = replay_plan(log(place / "a.ledger"), "older.json")
    assert [(item.cause, item.rule, item.after) for item in found.differences] == [
        ("muster", "check/no-longer", None)
    ]
    assert found.verdict == "changed"


def test_rows_that_only_fit_together_are_named_together(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A unit and its type come in one append: no entry alone can be tried, and what they change is theirs."""
    (place / "e.toml").write_text(
        '[[entry]]\nkind = "type.changed"\nsubject = "transport-company"\n'
        "set = { headcount = 200, part = 50 }\n"
    )
    do(capsys, "append", "a.ledger", "e.toml")
    found = replay_plan(log(place / "a.ledger"), "march")
    assert found.verdict == "falls"
    assert {difference.entries for difference in found.differences} == {(24,)}


def test_a_plan_that_cannot_be_replayed(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, words in (("june", "no plan 'june'"), ("0", "no plan '0'"), ("99", "no plan '99'")):
        assert run(["ledger", "replay", "a.ledger", name]) == 2
        assert words in capsys.readouterr().err
    (place / "p.json").write_text('{"objective": 1.5}')
    do(capsys, "plan", "a.ledger", "p.json")
    assert run(["ledger", "replay", "a.ledger", "p.json"]) == 2
    assert "M5" in capsys.readouterr().err


def test_a_plan_recorded_before_its_case(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MUSTER_WHO", "J3")
    do(capsys, "init", "a.ledger")
    do(capsys, "plan", "a.ledger", made / "plan.json")
    do(capsys, "append", "a.ledger", made)
    with pytest.raises(LedgerError, match="had no case as of 2026-03-01"):
        replay_plan(log(tmp_path / "a.ledger"), "plan.json")


def test_what_was_learnt_and_what_happened(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = log(place / "a.ledger")[-1].recorded
    report = ("date=2026-03-06", "scope=RFA-1-400", "headcount=280", "kind=on_duty")
    do(capsys, "record", "a.ledger", "strength", *report)  # 24
    do(capsys, "record", "a.ledger", "unit", "transport-a", "home=fort-huachuca", "--effective", "2100-01-01")
    do(capsys, "note", "a.ledger", "seen")
    do(capsys, "record", "a.ledger", "request.removed", "mechanics")
    second = log(place / "a.ledger")[-1].recorded
    do(capsys, "correct", "a.ledger", "24", "headcount=380", "--reason", "transposed")
    third = log(place / "a.ledger")[-1].recorded
    entries = log(place / "a.ledger")
    found = between(entries, first, second)
    assert [
        (row.noun, row.change, row.field, row.before, row.after, row.entry, row.why)
        for row in found.rows
        if row.noun != "strength"
    ] == [
        ("unit", "changed", "home", "fort-bliss", "fort-huachuca", 25, "ahead"),
        ("request", "removed", None, found.rows[1].before, None, 27, "learnt"),
    ]
    assert [entry.n for entry in found.other] == [26]
    found = between(entries, second, third)
    (row,) = found.rows
    assert (row.field, row.before, row.after, row.entry, row.why) == ("headcount", "280", "380", 28, "learnt")
    assert between(entries, first, second, as_of=date(2026, 3, 10)).rows[0].noun != "unit"
    with pytest.raises(LedgerError, match="not after the first"):
        between(entries, third, second)
    assert run(["diff", "a.ledger", "--known-at", "@23", "@28", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert violations(document, schema("knowledge")) == []
    assert run(["diff", "a.ledger", "--known-at", "@23", "@28"]) == 0
    out = capsys.readouterr().out
    assert "will hold later" in out
    assert "home: fort-bliss → fort-huachuca (entry 25)" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["diff", "a.ledger"], "nothing to compare it with"),
        (["diff", "a.ledger", "b.ledger", "--known-at", "@1", "@2"], "asks one ledger"),
        (["diff", "a.ledger", "--known-at", "@1", "@999"], "there is no entry 999"),
        (["diff", "a.ledger", "--known-at", "yesterday", "@2"], "neither a day nor an instant"),
        (["diff", "a.ledger", "--known-at", "2026-01-31T12:00:00", "@2"], "neither a day nor an instant"),
        (["show", "a.ledger", "999"], "there is no entry 999"),
        (["case", "a.ledger", "--known-at", "@0"], "no case"),
        (["log", "a.ledger", "--known-at", "2026-02-30"], "neither a day"),
    ],
)
def test_moments_that_are_none(
    words: list[str], said: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(words) == 2
    err = capsys.readouterr().err
    assert said in err
    assert "help:" in err


def test_the_story_of_an_entry(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    do(capsys, "record", "a.ledger", "unit", "transport-a", "home=fort-huachuca")
    do(capsys, "record", "a.ledger", "unit", "transport-a", "quantity=2")
    entries = log(place / "a.ledger")
    story = story_of(entries, 24)
    assert story.changed == (("home", "fort-bliss", "fort-huachuca"),)
    assert (story.stands, story.after, story.together) == (True, 25, (24, 24))
    assert story_of(entries, story.before or 0).after == 24
    assert story_of(entries, 3).together == (1, 22)
    kept = json.loads((run(["log", "a.ledger", "--standing", "--json"]), capsys.readouterr().out)[1])
    assert len(kept["entries"]) == len(entries)
    do(capsys, "undo", "a.ledger", "25", "--reason", "no")
    run(["log", "a.ledger", "--standing", "--json"])
    assert 25 not in {entry["n"] for entry in json.loads(capsys.readouterr().out)["entries"]}
    run(["show", "a.ledger", "25"])
    assert "no: entry 26 corrected it or took it back" in capsys.readouterr().out


def test_a_plan_made_from_another_is_judged_with_what_was_under_way(
    place: Path, made: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without its baseline the tours under way are planned tours; with it they are fixed."""
    case = replace(read_case(made), as_of=date(2026, 4, 6))
    earlier = read_plan(made / "plan.json", read_case(made))
    again = plan(case, time_limit=20, gap=0.05, threads=1, baseline=earlier)
    write_plan(again, place / "april.json")
    do(capsys, "record", "a.ledger", "case", "as_of=2026-04-06")
    do(capsys, "plan", "a.ledger", "april.json", "--name", "april")
    entries = log(place / "a.ledger")
    assert not replay_plan(entries, "april").then.verification.feasible
    found = replay_plan(entries, "april", baseline="march")
    assert found.then.verification.feasible
    assert found.verdict == "stands"
    assert do(capsys, "replay", "a.ledger", "april", "--baseline", "march")["verdict"] == "stands"
