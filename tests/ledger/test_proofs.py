"""Proofs and heads that leave the machine: made, carried, checked by two verifiers, bent everywhere."""

import json
import random
import shutil
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from muster.actions.ledger import append, init_ledger, sign_head
from muster.actions.proofs import read_head_file
from muster.cli.main import run
from muster.ledger import standalone
from muster.ledger.entry import Draft
from muster.ledger.faults import HeadError
from muster.ledger.head import head_in, read_key, signed_head, verifier_key
from muster.ledger.proof import (
    judge_proofs,
    proof_text,
    prove_consistency,
    prove_inclusion,
    read_proof,
)
from muster.ledger.stores.memory import MemoryStore

SECRET = bytes(range(32))
KEY = verifier_key("border", SECRET)
NOON = datetime(2026, 1, 1, tzinfo=UTC)


def note(text: str) -> Draft:
    return Draft(kind="note.written", who="J3.Plans", body={"text": text})


def told(capsys: pytest.CaptureFixture[str], *arguments: object, code: int = 0) -> dict[str, Any]:
    got = run([*(str(word) for word in arguments), "--json"])
    out = capsys.readouterr()
    assert got == code, out.err + out.out
    found: dict[str, Any] = json.loads(out.out)
    return found


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a ledger of 300 entries, and heads and key kept of it at 7, 256 and 300."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MUSTER_WHO", "J3.Plans")
    ledger, secret = Path("a.ledger"), Path("a.ledger.secret")
    key, _ = init_ledger(ledger, name="border", secret_path=secret, who="J3.Plans")
    Path("kept.key").write_text(f"{key}\n")
    size = 1
    for until in (7, 256, 300):
        append(ledger, [note(f"{n}") for n in range(size, until)])
        size = until
        Path(f"{until}.head").write_text(sign_head(ledger, secret))
    return tmp_path


def memory(size: int) -> tuple[MemoryStore, dict[int, str]]:
    store = MemoryStore()
    heads = {}
    for n in range(size):
        store.append([note(f"{n}")], expected=n, recorded=NOON)
        heads[n + 1] = signed_head("border", n + 1, store.root(), SECRET)
    return store, heads


def test_every_small_proof_is_right_for_both_verifiers_and_no_other_is() -> None:
    from muster.ledger.head import read_head

    store, heads = memory(9)
    lines = list(store.lines())
    texts = {}
    for size in range(1, 10):
        for n in range(size):
            proof = prove_inclusion(lines[n], n, read_head(heads[size]), KEY, store.node)
            texts[n, size] = proof_text(proof)
            assert read_proof(texts[n, size]) == proof
        for old in range(1, size + 1):
            link = prove_consistency(read_head(heads[old]), read_head(heads[size]), KEY, store.node)
            texts[-old, size] = proof_text(link)
            assert read_proof(texts[-old, size]) == link
    for text in texts.values():
        found = judge_proofs([("p", read_proof(text))], [], KEY)
        assert found.faults == ()
    some = [("p", text) for (n, size), text in texts.items() if size in (1, 5)]
    assert standalone.verify_proofs(some, [], str(KEY))[0] == []


def verdicts(proofs: list[str], kept: list[str]) -> tuple[bool, bool]:
    """Whether Muster and the stand-alone verifier find the proofs right."""
    named = [(f"p{n}", text) for n, text in enumerate(proofs)]
    heads = [(f"h{n}", text) for n, text in enumerate(kept)]
    try:
        own = not judge_proofs([(name, read_proof(text)) for name, text in named], heads, KEY).faults
    except HeadError:
        own = False
    return own, not standalone.verify_proofs(named, heads, str(KEY))[0]


def test_bent_proofs_are_refused_by_both_verifiers() -> None:
    from muster.ledger.head import read_head

    store, heads = memory(21)
    lines = list(store.lines())
    chance = random.Random(6)
    inclusion = json.loads(proof_text(prove_inclusion(lines[11], 11, read_head(heads[21]), KEY, store.node)))
    link = json.loads(
        proof_text(prove_consistency(read_head(heads[13]), read_head(heads[21]), KEY, store.node))
    )
    assert verdicts([json.dumps(inclusion), json.dumps(link)], [heads[13]]) == (True, True)
    other = signed_head("border", 21, store.root(), bytes(32))

    def bent(proof: dict[str, Any], **change: Any) -> str:
        return json.dumps(proof | change)

    path = inclusion["path"]
    cases = [
        bent(inclusion, n=10),
        bent(inclusion, n=11 ^ 2),
        bent(inclusion, n=-1),
        bent(inclusion, n="11"),
        bent(inclusion, entry=lines[10].decode()),
        bent(inclusion, entry=inclusion["entry"] + " "),
        bent(inclusion, entry=inclusion["entry"].replace("11", "12")),
        bent(inclusion, entry=5),
        bent(inclusion, head=heads[20]),
        bent(inclusion, head=other),
        bent(inclusion, head="no head"),
        bent(inclusion, schema="muster.proof/2"),
        *(bent(inclusion, path=path[:at] + path[at + 1 :]) for at in range(len(path))),
        *(bent(inclusion, path=[*path[:at], path[0], *path[at:]]) for at in range(len(path) + 1)),
        bent(inclusion, path=path[::-1]),
        bent(inclusion, path=[]),
        bent(inclusion, path="x"),
        bent(link, old=heads[12]),
        bent(link, old=heads[21], new=heads[13]),
        bent(link, new=heads[20]),
        bent(link, new=other),
        bent(link, path=link["path"][1:]),
        bent(link, path=link["path"][:-1]),
        bent(link, path=[*link["path"], path[0]]),
        bent(link, path=[]),
        "[]",
        "{}",
        "x",
        "null",
    ]
    for proof in (inclusion, link):
        for at in range(len(proof["path"])):
            code = proof["path"][at]
            spot = chance.randrange(len(code) - 2)
            letter = "A" if code[spot] != "A" else "B"
            changed = [*proof["path"][:at], code[:spot] + letter + code[spot + 1 :], *proof["path"][at + 1 :]]
            cases.append(bent(proof, path=changed))
    for case in cases:
        assert verdicts([case], []) == (False, False), case


def test_a_proof_is_tied_to_a_kept_head_by_links_or_said_not_to_be() -> None:
    from muster.ledger.head import read_head

    store, heads = memory(21)
    lines = list(store.lines())
    node = store.node
    proof = proof_text(prove_inclusion(lines[3], 3, read_head(heads[21]), KEY, node))
    first = proof_text(prove_consistency(read_head(heads[5]), read_head(heads[13]), KEY, node))
    second = proof_text(prove_consistency(read_head(heads[13]), read_head(heads[21]), KEY, node))
    assert verdicts([proof], []) == (True, True)
    assert verdicts([proof], [heads[21]]) == (True, True)
    assert verdicts([proof], [heads[5]]) == (False, False)
    assert verdicts([proof, second], [heads[5]]) == (False, False)
    assert verdicts([proof, second, first], [heads[5]]) == (True, True)
    found = judge_proofs([("p", read_proof(proof))], [], KEY)
    assert found.anchored == (False,)
    found = judge_proofs([("p", read_proof(proof)), ("l", read_proof(second))], [("h", heads[13])])
    assert (found.anchored, found.continued, found.own_key) == ((True,), ((13, 21),), True)
    other = signed_head("border", 5, bytes(32), SECRET)
    assert verdicts([proof, second, first], [other]) == (False, False)


def test_prove_and_check_without_the_ledger(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for n in (0, 6, 7, 255, 256, 299):
        told(capsys, "ledger", "prove", "a.ledger", n, "-o", f"{n}.proof")
    told(capsys, "ledger", "prove", "a.ledger", 3, "--head", "7.head", "-o", "3.proof")
    told(capsys, "ledger", "consistency", "a.ledger", "7.head", "-o", "7.link")
    told(capsys, "ledger", "consistency", "a.ledger", "7.head", "--to", "256.head", "-o", "7-256.link")
    shutil.move("a.ledger", "gone")
    found = told(
        capsys, "ledger", "check-proof", "255.proof", "7.link", "--head", "7.head", "--key", "kept.key"
    )
    assert found["verified"]
    assert not found["own_key"]
    assert found["continued"] == [{"old": 7, "new": 300}]
    (entry,) = found["entries"]
    assert (entry["entry"]["body"], entry["anchored"]) == ({"text": "255"}, True)
    assert told(capsys, "ledger", "check-proof", "3.proof", "--head", "7.head")["verified"]
    assert not told(capsys, "ledger", "check-proof", "255.proof", "--head", "7.head", code=5)["verified"]
    words = ["--proof", "255.proof", "--proof", "7.link", "--head", "7.head", "--key", "kept.key"]
    done = subprocess.run(
        [sys.executable, "-I", standalone.__file__, *words],
        capture_output=True,
        text=True,
        env={"PYTHONUTF8": "1"},
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "entry 255 is in the ledger" in done.stdout
    run(["ledger", "check-proof", "3.proof"])
    assert "rests on the signature alone" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("statements", "words"),
    [
        (["DELETE FROM entry WHERE n >= 200", "DELETE FROM tile", "DELETE FROM head"], "its end was cut off"),
        (["UPDATE tile SET root = zeroblob(32)"], "does not agree"),
        (
            ["UPDATE entry SET line = replace(CAST(line AS TEXT), '\"3\"', '\"4\"') WHERE n = 3"],
            "gives no proof",
        ),
    ],
)
def test_a_ledger_that_was_altered_gives_no_proof(
    statements: list[str], words: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with sqlite3.connect("a.ledger") as db:
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            db.execute(statement)
        db.execute("UPDATE entry SET line = CAST(line AS BLOB)")
    db.close()
    assert run(["ledger", "prove", "a.ledger", "3", "--head", "300.head"]) == 5
    said = capsys.readouterr().err
    assert "M917" in said
    assert words in said


def test_a_history_written_anew_does_not_continue_the_kept_head(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = Path("b.ledger")
    init_ledger(other, name="border", secret_path=Path("a.ledger.secret"), who="J3.Plans")
    append(other, [note(f"{n} ") for n in range(400)])
    sign_head(other, Path("a.ledger.secret"))
    assert run(["ledger", "consistency", "b.ledger", "7.head"]) == 5
    assert "written anew" in capsys.readouterr().err
    told(capsys, "ledger", "prove", "b.ledger", 3, "-o", "3.proof")
    told(capsys, "ledger", "check-proof", "3.proof", "--head", "300.head", "--key", "kept.key", code=5)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["prove", "a.ledger", "300"], "there is no entry 300"),
        (["prove", "a.ledger", "299", "--head", "256.head"], "covers 256 entries"),
        (["prove", "a.ledger", "3", "--head", "kept.key"], "not a head"),
        (["prove", "a.ledger", "3", "--head", "no.head"], "cannot be read"),
        (["consistency", "a.ledger", "300.head", "--to", "7.head"], "covers 7 entries"),
        (["consistency", "a.ledger", "forged.head"], "is not signed by the key"),
        (["consistency", "a.ledger", "bare.head"], "not a head"),
        (["check-proof", "kept.key"], "not a proof"),
        (["check-proof", "no.proof"], "cannot be read"),
        (["check-proof", "a.ledger"], "not a text"),
        (["head", "empty.ledger", "--kept"], "no head was signed yet"),
        (["prove", "empty.ledger", "0"], "no signed head covers"),
        (["head", "a.ledger", "--kept", "-o", "no/such/folder.head"], "No such file"),
    ],
)
def test_what_cannot_be_proved_is_said(
    arguments: list[str], words: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    init_ledger(Path("empty.ledger"), name="empty", secret_path=Path("s"), who="x")
    whole = Path("300.head").read_text()
    Path("forged.head").write_text(whole.replace("\n300\n", "\n299\n"))
    Path("bare.head").write_text(whole.split("\n\n")[0] + "\n")
    assert run(["ledger", *arguments]) == 2
    said = capsys.readouterr().err
    assert words in said
    assert "help" in said


def test_a_head_leaves_as_text_mail_sheet_and_code(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = ["out.head", "out.eml", "out.html", "out.svg", "out.png"]
    options = [word for name in names for word in ("-o", name)]
    head = told(capsys, "ledger", "head", "a.ledger", "--kept", *options)["head"]
    assert head == Path("300.head").read_text()
    for name in ("out.head", "out.eml"):
        assert read_head_file(Path(name)) == head
        assert told(capsys, "ledger", "verify", "a.ledger", "--head", name)["covered"] == 300
    assert Path("out.png").read_bytes().startswith(b"\x89PNG")
    assert Path("out.svg").read_text().startswith("<svg")
    sheet = Path("out.html").read_text()
    assert all(line in sheet for line in head.split("\n"))
    assert Path("kept.key").read_text().strip() in sheet
    run(["ledger", "head", "a.ledger", "--kept", "--email", "--qr"])
    said = capsys.readouterr().out
    assert "Subject: Head of the ledger border: 300 entries" in said
    assert "▄" in said
    assert run(["ledger", "head", "a.ledger", "--kept"]) == 0
    assert capsys.readouterr().out == head


def test_the_code_holds_the_head(place: Path) -> None:
    import segno

    from muster.products.qr import qr_svg, qr_terminal

    head = Path("300.head").read_text()
    code = segno.make(head, error="m", micro=False, boost_error=True)
    assert qr_svg(head).count("<path") == 2
    lines = qr_terminal(head).rstrip().split("\n")
    assert len(lines) == -(-(code.symbol_size(border=4)[0]) // 2)


def test_a_head_is_found_in_what_is_around_it() -> None:
    head = signed_head("border", 812, bytes(32), SECRET)
    quoted = "".join(f"> {line}\n" for line in head.split("\n"))
    for text in (
        head,
        f"Dear IG,\n\nplease keep:\n\n{head}\nYours\n— J3\n",
        f"He wrote:\n\n{quoted}\nok",
        head.replace("\n", "\r\n"),
    ):
        assert head_in(text) == head
    with pytest.raises(HeadError, match="2 of them"):
        head_in(f"{head}\n{head}")
    assert read_key(str(KEY)) == KEY
