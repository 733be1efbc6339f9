"""Every noun is recorded in the words of a case folder; what is wrong is told at its place."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from muster.actions.ledger import log
from muster.actions.schema import entry_kinds
from muster.casefile.codec import schema
from muster.casefile.read import read_case
from muster.cli.main import run
from muster.ledger.fold import view
from muster.ledger.kinds import KINDS, NOUNS, ORDERED
from tests.casefile.test_codec import violations

EXAMPLE = Path(__file__).parents[2] / "examples" / "southwest-border-2025"


def told(capsys: pytest.CaptureFixture[str], *arguments: object, code: int = 0) -> dict:
    got = run([*(str(word) for word in arguments), "--json"])
    out = capsys.readouterr()
    assert got == code, out.err + out.out
    return json.loads(out.out)


def said(capsys: pytest.CaptureFixture[str], *arguments: object, code: int = 0) -> str:
    got = run([str(word) for word in arguments])
    out = capsys.readouterr()
    assert got == code, out.err + out.out
    return out.out + out.err


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A folder with a case and a ledger of it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MUSTER_WHO", "J3.Plans")
    shutil.copytree(EXAMPLE, "case")
    told(capsys, "ledger", "init", "a.ledger")
    told(capsys, "ledger", "append", "a.ledger", "case", "--reason", "first orders")
    return tmp_path


def last(place: Path) -> dict:
    draft = log(place / "a.ledger")[-1].draft
    return {"kind": draft.kind, "subject": draft.subject, "body": draft.body, "effective": draft.effective}


def test_one_entry_of_every_noun(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each is stated by its columns, and comes back in the case."""
    rows = {
        "assumption": "buses value=3",
        "place": "X-1 kind=other lat=31.5 lon=-106",
        "command": "command=X-HQ parent=NORTHCOM relation=command from=2025-06-01",
        "type": "X-CO headcount=100",
        "skill": "type=X-CO capability=supply headcount=90",
        "policy": "X-POL max_tour_days=180 min_tour_days=30",
        "unit": "X-UNIT type=X-CO component=RA home=X-1 policy=X-POL command=X-HQ",
        "request": "X-LINE place=X-1 role=supply capability=supply headcount=10 from=2025-06-01 priority=2",
        "tour": "unit=X-UNIT line=X-LINE start=2025-06-01 end=2025-09-01 duty_status=T10",
        "pin": "rule=ban unit=X-UNIT line=X-LINE start=2025-10-01 end=2025-11-01 reason=refit",
        "rate": "element=water amount=2.50 unit=person-day from=2025-06-01",
        "lift": "lift=bus mode=bus passengers_per_day=50",
        "event": "name=gunnery unit=X-UNIT from=2025-12-01 until=2025-12-10",
        "strength": "date=2025-06-02 scope=X-UNIT headcount=98 kind=on_duty",
        "authority": "X-AUTH kind=memorandum status=signed issued=2025-05-30 from=2025-06-01"
        " permits_roles=supply;maintenance ceiling.X-CEIL.headcount=120 ceiling.X-CEIL.duty_statuses=T10",
    }
    for noun, words in rows.items():
        answer = told(capsys, "ledger", "record", "a.ledger", noun, *words.split(), "--reason", "test")
        assert violations(answer, schema("ledger-append")) == []
        (made,) = answer["recorded"]
        assert made["kind"] == f"{noun}.{NOUNS[noun].bring}"
    case = view(log(place / "a.ledger")).case
    assert case.units[-1].unit == "X-UNIT"
    assert case.units[-1].command == "X-HQ"
    assert case.authorities[-1].permits_roles == ("supply", "maintenance")
    assert case.authorities[-1].ceilings[0].headcount == 120
    assert case.strengths[-1].headcount == 98
    assert case.assumption("buses").value == 3
    told(capsys, "case", "a.ledger", "-o", "out")
    assert read_case(place / "out")[0] == case
    # and every one of them changes, and ends
    for noun, subject, words in (
        ("assumption", "buses", "value=4"),
        ("strength", "2025-06-02 X-UNIT on_duty", "headcount=97"),
        ("authority", "X-AUTH", "ceiling.X-CEIL.headcount=140"),
        ("request", "X-LINE", "approval=X-AUTH"),
        ("tour", "X-UNIT on X-LINE from 2025-06-01", "headcount=95"),
        ("unit", "X-UNIT", "quantity=1"),
    ):
        told(capsys, "ledger", "record", "a.ledger", noun, subject, words)
        assert last(place)["kind"] == f"{noun}.{NOUNS[noun].change}"
        assert last(place)["subject"] == subject
    case = view(log(place / "a.ledger")).case
    assert case.strengths[-1].headcount == 97
    assert case.authorities[-1].ceilings[0].headcount == 140
    for noun, subject in (
        ("event", "gunnery X-UNIT from 2025-12-01"),
        ("tour", "X-UNIT on X-LINE from 2025-06-01"),
        ("pin", "ban X-UNIT on X-LINE from 2025-10-01"),
        ("request", "X-LINE"),
        ("strength", "2025-06-02 X-UNIT on_duty"),
        ("unit", "X-UNIT"),
        ("authority", "X-AUTH"),
    ):
        told(capsys, "ledger", "record", "a.ledger", f"{noun}.{NOUNS[noun].end}", subject)
    assert "X-UNIT" not in {unit.unit for unit in view(log(place / "a.ledger")).case.units}


def test_every_kind_by_hand_is_published() -> None:
    by_hand = set(entry_kinds())
    assert by_hand == {kind for kind in KINDS if not kind.startswith("file.")} - {ORDERED, "ledger.opened"}


def test_a_file_of_entries(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "memo.txt").write_text("the memo")
    (place / "plan.json").write_text('{"schema": "muster.plan/1", "tours": []}')
    (place / "entries.toml").write_text(
        """
[[entry]]
kind = "document.added"
source = "e-mail of 30 May"
body = { file = "memo.txt" }

[[entry]]
kind = "unit.changed"
subject = "66-MP"
effective = 2025-07-01
reason = "moved"
quote = "will move to Fort Bragg"
set = { home = "BRAGG" }

[[entry]]
kind = "unit.changed"
subject = "66-MP"
effective = 2025-07-01
set = { name = "66th MP Company" }

[[entry]]
kind = "finding.answered"
body = { rule = "check/a", subject = "66-MP", answer = "so be it" }

[[entry]]
kind = "plan.computed"
subject = "may"
body = { file = "plan.json" }

[[entry]]
kind = "note.written"
who = "J1"
body = { text = "called" }
"""
    )
    answer = told(capsys, "ledger", "append", "a.ledger", "entries.toml", "--reason", "weekly", "--who", "J3")
    assert [made["kind"] for made in answer["recorded"]] == [
        "document.added",
        "unit.changed",
        "unit.changed",
        "finding.answered",
        "plan.computed",
        "note.written",
    ]
    entries = log(place / "a.ledger")[-6:]
    assert [entry.draft.who for entry in entries] == ["J3"] * 5 + ["J1"]
    assert [entry.draft.reason for entry in entries[:3]] == ["weekly", "moved", "weekly"]
    one, two = (entry.draft.body for entry in entries[1:3])
    assert (one["home"], one["name"]) == ("BRAGG", "66th Military Police Company")
    assert (two["home"], two["name"]) == ("BRAGG", "66th MP Company")
    seen = view(log(place / "a.ledger"))
    assert seen.documents["memo.txt"] == b"the memo"


@pytest.mark.parametrize("form", ["json", "jsonl", "list", "entries"])
def test_the_same_in_json(form: str, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    entry = {"kind": "unit.changed", "subject": "66-MP", "set": {"home": "BRAGG"}, "effective": "2025-07-01"}
    note = {"kind": "note.written", "body": {"text": "x"}}
    name = f"e.{form if form in ('json', 'jsonl') else 'json'}"
    text = {
        "json": json.dumps(entry),
        "jsonl": f"{json.dumps(entry)}\n\n{json.dumps(note)}\n",
        "list": json.dumps([entry, note], indent=1),
        "entries": json.dumps({"entries": [entry, note]}),
    }[form]
    (place / name).write_text(text)
    answer = told(capsys, "ledger", "append", "a.ledger", name)
    assert len(answer["recorded"]) == (1 if form == "json" else 2)
    assert view(log(place / "a.ledger")).case.units[1].home == "BRAGG"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            '[[entry]]\nkind = "unit.changed"\nsubject = "66-MP"\nset = { home = "NOWHERE" }',
            ["e.toml:4:16", "M301"],
        ),
        ('[[entry]]\nkind = "unit.flew"\nsubject = "66-MP"', ["e.toml:2:8", "M920", "unit.flew"]),
        (
            '[[entry]]\nkind = "unit.changed"\nsubject = "67-MP"\nset = {}',
            ["e.toml:3:11", "did you mean 66-MP"],
        ),
        ('[[entry]]\nknd = "unit.changed"', ["did you mean kind", "without its kind", "e.toml:2:1"]),
        ('[[entry]]\nkind = "unit.changed"\nsubject = 5', ["e.toml:3:11", "expected text"]),
        ('[[entry]]\nkind = "unit.changed"\neffective = "May"', ["e.toml:3:13", "expected a day"]),
        ('[[entry]]\nkind = "unit.changed"\nset = {}\nbody = {}', ["a body or a set, not both"]),
        ('[[entry]]\nkind = "unit.changed"\ncorrects = -1', ["expected the number of an entry"]),
        ('[[entry]]\nkind = "note.written"\nbody = { txt = "x" }', ["e.toml:3:16", "did you mean text"]),
        ('[[entry]]\nkind = "note.written"\nbody = { text = "" }', ["a note without a text"]),
        ('[[entry]]\nkind = "unit.added"\nsubject = "66-MP"\nbody = {}', ["there is a unit 66-MP already"]),
        ('[[entry]]\nkind = "unit.removed"\nsubject = "66-MP"', ["M922", "tours.csv:3", "--alone"]),
        ('[[entry]]\nkind = "unit.removed"\nsubject = "66-MP"\nbody = { home = "X" }', ["has no columns"]),
        (
            '[[entry]]\nkind = "unit.changed"\nsubject = "66-MP"\nset = { unit = "67-MP" }',
            ["e.toml:4:16", "keeps its name"],
        ),
        ('[[entry]]\nkind = "plan.computed"\nbody = { file = "none.json" }', ["none.json: No such file"]),
        ('[[entry]]\nkind = "plan.approved"\nbody = { entry = 3 }', ["no plan that was computed"]),
        ('[[entry]]\nkind = "document.added"\nbody = { file = "none.txt" }', ["none.txt: No such file"]),
        ('[[entry]]\nkind = "document.removed"\nsubject = "x"', ["there is no document x"]),
        ('[[entry]]\nkind = "finding.answered"\nbody = { rule = "x" }', ["without its subject"]),
        (
            '[[entry]]\nkind = "assertion.stated"\nbody = { says = "all is well" }',
            ["M923", "asserts nothing"],
        ),
        ('[[entry]]\nkind = "entry.undone"\ncorrects = 3', ["without a reason"]),
        ('[[entry]]\nkind = "entry.undone"\ncorrects = 0\nreason = "x"', ["opens the ledger"]),
        (
            '[[entry]]\nkind = "unit.changed"\nsubject = "66-MP"\ncorrects = 3\nset = {}',
            ["cannot correct entry 3"],
        ),
        ('[[entry]]\nkind = "ledger.opened"', ["not one that is recorded by hand"]),
        ('[[entry]]\nkind = "case.opened"\nbody = { name = "x" }', ["there is a case already"]),
        ("[[entry]\n", ["M401", "e.toml:1"]),
        ("", ["holds no entry"]),
        ("[other]\nx = 1", ["not one of a file of entries"]),
    ],
)
def test_every_mistake_is_told_at_its_place_and_nothing_is_recorded(
    text: str, words: list[str], place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "e.toml").write_text(text + "\n")
    before = (place / "a.ledger").read_bytes()
    out = said(capsys, "ledger", "append", "a.ledger", "e.toml", code=2)
    for word in words:
        assert word in out, out
    assert "help:" in out
    assert (place / "a.ledger").read_bytes() == before


def test_all_mistakes_of_a_file_are_told_at_once(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "e.json").write_text(
        '[{"kind": "unit.changed", "subject": "66-MP", "set": {"home": "NOWHERE"}},\n'
        ' {"kind": "note.written", "body": {"txt": "x"}},\n'
        ' {"kind": "unit.changed", "subject": "89-MP-BDE", "set": {"hom": "BLISS"}}]'
    )
    out = said(capsys, "ledger", "append", "a.ledger", "e.json", code=2)
    for word in ("e.json:2", "e.json:3", "did you mean home", "did you mean text"):
        assert word in out, out


def test_a_correction_names_what_it_corrects_and_stands_in_its_place(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told(
        capsys,
        "ledger",
        "record",
        "a.ledger",
        "strength",
        "date=2025-06-01",
        "scope=JTF-SB",
        "headcount=9600",
        "kind=on_duty",
    )
    n = last(place)
    number = len(log(place / "a.ledger")) - 1
    told(
        capsys,
        "ledger",
        "record",
        "a.ledger",
        "strength",
        "date=2025-06-02",
        "scope=JTF-SB",
        "headcount=9000",
        "kind=on_duty",
    )
    known = log(place / "a.ledger")[-1].recorded
    answer = told(capsys, "ledger", "correct", "a.ledger", number, "headcount=9300", "--reason", "misread")
    assert answer["recorded"][0]["kind"] == "strength.corrected"
    entry = log(place / "a.ledger")[-1]
    assert (entry.draft.corrects, entry.draft.effective) == (number, n["effective"])
    entries = log(place / "a.ledger")
    assert [report.headcount for report in view(entries).case.strengths[-2:]] == [9300, 9000]
    assert [report.headcount for report in view(entries, known_at=known).case.strengths[-2:]] == [9600, 9000]
    story = told(capsys, "show", "a.ledger", number)
    assert violations(story, schema("show")) == []
    assert (story["stands"], story["fallen_by"], story["against"]) == (False, entry.n, [entry.n])
    story = told(capsys, "show", "a.ledger", entry.n)
    assert story["changed"] == [{"field": "headcount", "before": 9600, "after": 9300}]
    out = said(capsys, "ledger", "correct", "a.ledger", number, "headcount=9", "--reason", "x", code=2)
    assert f"entry {entry.n} corrected it" in out
    # the folder that the ledger gives is recorded again as nothing
    told(capsys, "case", "a.ledger", "-o", "out")
    assert told(capsys, "ledger", "sync", "a.ledger", "out", "--reason", "again")["recorded"] == []


def test_undoing_and_undoing_that(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = view(log(place / "a.ledger")).case
    told(capsys, "ledger", "record", "a.ledger", "unit", "66-MP", "home=BRAGG")
    number = len(log(place / "a.ledger")) - 1
    after = view(log(place / "a.ledger")).case
    told(capsys, "ledger", "undo", "a.ledger", number, "--reason", "sent twice")
    assert view(log(place / "a.ledger")).case == before
    out = said(capsys, "ledger", "undo", "a.ledger", number, "--reason", "again", code=2)
    assert f"by entry {number + 1}" in out
    told(capsys, "ledger", "undo", "a.ledger", number + 1, "--reason", "it was right")
    assert view(log(place / "a.ledger")).case == after
    assert told(capsys, "show", "a.ledger", number)["stands"]
    assert "without a reason" in said(capsys, "ledger", "append", "a.ledger", "--undo", "3", code=2)
    assert "Missing option '--reason'" in said(capsys, "ledger", "undo", "a.ledger", "3", code=2)
    out = said(capsys, "ledger", "undo", "a.ledger", "20", "--reason", "x", code=2)
    assert "afterwards the case would not hang together" in out
    out = said(capsys, "ledger", "undo", "a.ledger", "20", "--reason", "x", "--alone")
    assert "warning[M922]" in out


def test_the_later_day_holds_and_that_is_said(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told(capsys, "ledger", "record", "a.ledger", "unit", "66-MP", "home=BRAGG", "--effective", "2025-08-01")
    out = said(
        capsys, "ledger", "record", "a.ledger", "unit", "66-MP", "quantity=2", "--effective", "2025-07-01"
    )
    assert "from 2025-08-01 on entry" in out
    assert view(log(place / "a.ledger")).case.units[1].quantity == 1


def test_sync_records_only_the_differences(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "ledger", "sync", "a.ledger", "case", "--reason", "x")["recorded"] == []
    file = place / "case" / "strength.csv"
    text = file.read_text()
    assert ",2500," in text
    file.write_text(text.replace(",2500,", ",2501,", 1))
    (made,) = told(capsys, "ledger", "sync", "a.ledger", "case", "--reason", "misread")["recorded"]
    assert made["kind"] == "strength.changed"
    assert "FY25-4000" in made["subject"]
    assert told(capsys, "ledger", "sync", "a.ledger", "case", "--reason", "x")["recorded"] == []


def test_a_client_key_stands_for_one_thing(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("ledger", "record", "a.ledger", "unit", "66-MP", "home=BRAGG", "--client-key", "k1")
    first = told(capsys, *words)
    again = told(capsys, *words)
    assert again["repeated"]
    assert again["recorded"] == first["recorded"]
    wrong = ("ledger", "correct", "a.ledger", first["recorded"][0]["n"], "home=DRUM", "--reason", "x")
    first = told(capsys, *wrong, "--client-key", "k2")
    assert told(capsys, *wrong, "--client-key", "k2")["recorded"] == first["recorded"]
    assert "the key 'k1' stands for" in said(capsys, *words[:-3], "home=BLISS", "--client-key", "k1", code=2)


def test_two_writers_see_both_changes(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    size = len(log(place / "a.ledger"))
    told(capsys, "ledger", "record", "a.ledger", "unit", "66-MP", "home=BRAGG", "--who", "J1")
    out = said(
        capsys, "ledger", "record", "a.ledger", "unit", "66-MP", "home=DRUM", "--expected", size, code=2
    )
    assert "M902" in out
    assert "home theirs BRAGG, yours DRUM" in out
    out = said(capsys, "ledger", "note", "a.ledger", "x", "--expected", size, code=2)
    assert "about different things" in out


def test_plans_approvals_and_answers(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "p.json").write_text('{"schema": "muster.plan/1", "tours": []}')
    told(capsys, "ledger", "plan", "a.ledger", "p.json", "--name", "may")
    n = len(log(place / "a.ledger")) - 1
    told(capsys, "ledger", "approve", "a.ledger", "may", "--reason", "brief")
    assert last(place)["kind"] == "plan.approved"
    assert last(place)["body"]["plan"] == n
    told(capsys, "ledger", "publish", "a.ledger", n, "--to", "USNORTHCOM.J3")
    assert last(place)["body"]["to"] == "USNORTHCOM.J3"
    assert "no plan 'june'" in said(capsys, "ledger", "approve", "a.ledger", "june", code=2)
    told(capsys, "ledger", "approve", "a.ledger", "EPT-CUSTODY", "--authority", "SECDEF-2025-01-22")
    assert last(place)["kind"] == "request.approved"
    assert last(place)["body"]["approval"] == "SECDEF-2025-01-22"
    checked = told(capsys, "ledger", "check", "a.ledger", code=1)
    assert violations(checked, schema("ledger-check")) == []
    finding = next(found for found in checked["findings"] if found["severity"] == "review")
    told(capsys, "ledger", "answer", "a.ledger", finding["id"], "it is in the file", "--who", "SJA")
    checked = told(capsys, "ledger", "check", "a.ledger", code=1)
    again = next(found for found in checked["findings"] if found["id"] == finding["id"])
    assert again["answer"]["text"] == "it is in the file"
    assert again["answer"]["who"] == "SJA"
    assert "no finding 'F9999'" in said(capsys, "ledger", "answer", "a.ledger", "F9999", "x", code=2)
    assert "it is in the file" in said(capsys, "ledger", "check", "a.ledger", code=1)


def test_log_and_case_have_the_published_form(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told(capsys, "ledger", "note", "a.ledger", "text of a note")
    assert violations(told(capsys, "log", "a.ledger"), schema("log")) == []
    assert violations(told(capsys, "case", "a.ledger"), schema("case")) == []
    assert violations(told(capsys, "ledger", "verify", "a.ledger"), schema("ledger-verify")) == []
    for words, name in (
        (("ledger", "init", "b.ledger"), "ledger-init"),
        (("ledger", "head", "a.ledger"), "ledger-head"),
        (("ledger", "export", "a.ledger", "-o", "x"), "ledger-export"),
        (("ledger", "import", "x", "-o", "c.ledger"), "ledger-import"),
    ):
        answer = told(capsys, *words)
        assert violations(answer, schema(name)) == []
        assert violations(answer, schema("ledger")) == []
        assert violations({}, schema(name)) != []
    assert "text of a note" in said(capsys, "log", "a.ledger", "--kind", "note")
    assert told(capsys, "log", "a.ledger", "--who", "J1")["entries"] == []


def test_what_is_written_in_fields_is_understood(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words, expected in (
        (("unit", "66-MP", "home=A", "home=B"), "given twice"),
        (("unit", "66-MP", "home=A", "word"), "'word' is no field"),
        (("unit", "66-MP", "hom=A"), "did you mean home"),
        (("unit.changed", "66-MQ", "home=A"), "did you mean 66-MP"),
        (("unti", "66-MP"), "did you mean"),
    ):
        assert expected in said(capsys, "ledger", "record", "a.ledger", *words, code=2)
    told(capsys, "ledger", "record", "a.ledger", "case", "step_days=14", "as_of=2025-06-01")
    case = view(log(place / "a.ledger")).case
    assert (case.planning.step_days, str(case.as_of)) == (14, "2025-06-01")
    told(capsys, "ledger", "record", "a.ledger", "unit.changed", "66-MP", "available_from=2025-06-01")
    told(capsys, "ledger", "record", "a.ledger", "unit.changed", "66-MP", "available_from=")
    assert view(log(place / "a.ledger")).case.units[1].available_from is None


def test_a_ledger_without_a_case_takes_notes_and_no_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MUSTER_WHO", "J3")
    told(capsys, "ledger", "init", "a.ledger")
    told(capsys, "ledger", "note", "a.ledger", "x")
    assert "append a case folder first" in said(
        capsys, "ledger", "record", "a.ledger", "unit", "U", "home=X", code=2
    )


def test_rows_of_a_table_and_what_is_there_already(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        "date,scope,headcount,kind,source",
        "2025-06-01,JTF-SB,9000,on_duty,J1",
        "2025-06-02,JTF-SB,9100,on_duty,J1",
    ]
    (place / "strength-june.csv").write_text("\n".join([*rows, ""]))
    answer = told(capsys, "ledger", "append", "a.ledger", "strength-june.csv", "--source", "daily reports")
    assert [made["subject"] for made in answer["recorded"]] == [
        "2025-06-01 JTF-SB on_duty per J1",
        "2025-06-02 JTF-SB on_duty per J1",
    ]
    assert str(log(place / "a.ledger")[-1].draft.effective) == "2025-06-02"
    rows += ["2025-06-03,JTF-SB,9200,on_duty,J1", "2025-06-03,JTF-SB,9200,on_duty,J1"]
    (place / "strength-june.csv").write_text("\n".join([*rows, ""]))
    out = said(capsys, "ledger", "append", "a.ledger", "strength-june.csv")
    assert "2 strength.reported" in out
    assert "2 row(s) were there already" in out
    assert log(place / "a.ledger")[-1].draft.subject == "2025-06-03 JTF-SB on_duty per J1 #2"
    out = said(capsys, "ledger", "append", "a.ledger", "strength-june.csv")
    assert "nothing was recorded" in out
    (place / "units-new.csv").write_text("unit,type,component,home,policy\n66-MP,MP-CO,RA,NOWHERE,ACTIVE\n")
    out = said(capsys, "ledger", "append", "a.ledger", "units-new.csv", code=2)
    assert "units-new.csv:2:16" in out
    (place / "other.csv").write_text("a,b\n1,2\n")
    assert "named after no table" in said(capsys, "ledger", "append", "a.ledger", "other.csv", code=2)
    (place / "units.csv").write_text("unit,hom\n66-MP,BRAGG\n")
    assert "M116" in said(capsys, "ledger", "append", "a.ledger", "units.csv", code=2)


def test_facts_are_accepted_once(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "memo.txt").write_text(
        "MEMORANDUM\n\n22 May 2025\n\n"
        "Up to 1,115 additional active-duty troops will deploy to the southern border.\n"
    )
    run(["read", "memo.txt", "--json"])
    read = capsys.readouterr().out
    facts = json.loads(read)["facts"]
    assert facts
    (place / "read.json").write_text(read)
    answer = told(
        capsys, "ledger", "append", "a.ledger", "read.json", "--reason", "read and agreed", "--who", "SJA"
    )
    assert {made["kind"] for made in answer["recorded"]} == {"fact.accepted"}
    assert len(answer["recorded"]) == len(facts)
    assert view(log(place / "a.ledger")).case.facts[-1].doc == "memo.txt"
    (place / "facts.jsonl").write_text("".join(json.dumps(fact) + "\n" for fact in facts))
    assert told(capsys, "ledger", "append", "a.ledger", "facts.jsonl")["recorded"] == []
    (place / "facts.jsonl").write_text(json.dumps(facts[0] | {"kind": "celing"}) + "\n")
    assert "facts.jsonl:1" in said(capsys, "ledger", "append", "a.ledger", "facts.jsonl", code=2)


def test_a_contradiction_is_told_unit_by_unit_when_it_is_recorded(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(
        capsys,
        "ledger",
        "assert",
        "a.ledger",
        "on 2025-06-01 strength of EPT-SENSOR <= 300",
        "--name",
        "june",
    )
    before = told(capsys, "ledger", "check", "a.ledger", code=1)["assertions"][0]
    assert before["verdict"] == "open"
    tour = "66-MP on EPT-SENSOR from 2025-01-25"
    answer = told(capsys, "ledger", "record", "a.ledger", "tour", tour, "headcount=150")
    assert answer["contradicts"] == []
    out = said(
        capsys, "ledger", "record", "a.ledger", "tour",
        "unit=89-MP-BDE", "line=EPT-SENSOR", "start=2025-05-25", "end=2025-07-01", "duty_status=T10",
    )  # fmt: skip
    assert "contradicted: on 2025-06-01 strength of EPT-SENSOR <= 300" in out
    assert "89-MP-BDE: not known → 90" in out
    (standing,) = told(capsys, "ledger", "check", "a.ledger", code=1)["assertions"]
    (found,) = standing["contradictions"]
    assert violations(told(capsys, "ledger", "check", "a.ledger", code=1), schema("ledger-check")) == []
    shares = {unit["of"]: (unit["before"], unit["now"]) for unit in found["units"]}
    assert shares["89-MP-BDE"] == (None, 90)
    assert found["difference"] == sum(now for _, now in shares.values()) - 300


def test_a_folder_as_of_a_day_leaves_what_holds_later(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told(capsys, "ledger", "record", "a.ledger", "unit", "66-MP", "home=BRAGG", "--effective", "2025-08-01")
    told(capsys, "case", "a.ledger", "--as-of", "2025-06-01", "-o", "june")
    out = said(capsys, "ledger", "sync", "a.ledger", "june", "--reason", "x", code=2)
    assert "sync --as-of" in out
    answer = told(capsys, "ledger", "sync", "a.ledger", "june", "--as-of", "2025-06-01", "--reason", "x")
    assert answer["recorded"] == []
    file = place / "june" / "units.csv"
    file.write_text(file.read_text().replace("66th Military Police Company", "66th MP"))
    answer = told(capsys, "ledger", "sync", "a.ledger", "june", "--as-of", "2025-06-01", "--reason", "x")
    assert [made["kind"] for made in answer["recorded"]] == ["unit.changed"]
    entries = log(place / "a.ledger")
    june, later = (view(entries, as_of=date(2025, month, 2)).case.units[1] for month in (6, 9))
    assert (june.name, june.home) == ("66th MP", "JBLM")
    assert (later.name, later.home) == ("66th Military Police Company", "BRAGG")
