"""A folder's TOML files come back as they were written, as long as they say what the ledger says."""

import shutil
from pathlib import Path

import pytest

from muster.actions.asfiled import LARGEST_TEXT_BYTES, texts_of
from muster.actions.case import read_case
from muster.actions.ledger import Account, append_case, case_of, init_ledger, log, write_view
from muster.actions.recording import Statement, record
from muster.casefile.folder import write_case

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "southwest-border-2025"
ACCOUNT = Account(who="J3")


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    shutil.copytree(EXAMPLE, tmp_path / "case")
    init_ledger(tmp_path / "a.ledger", name="a", secret_path=tmp_path / "secret", who="J3")
    append_case(tmp_path / "a.ledger", tmp_path / "case", ACCOUNT)
    return tmp_path / "a.ledger"


def written(ledger: Path, name: str) -> Path:
    write_view(case_of(ledger), ledger.parent / name)
    return ledger.parent / name


def same(one: Path, two: Path, name: str) -> bool:
    return (one / name).read_bytes() == (two / name).read_bytes()


def test_comments_come_back(ledger: Path) -> None:
    case = ledger.parent / "case"
    assert b"#" in (case / "authorities.toml").read_bytes()
    out = written(ledger, "out")
    assert same(case, out, "case.toml")
    assert same(case, out, "authorities.toml")
    assert read_case(out) == read_case(case)
    assert append_case(ledger, out, ACCOUNT)[0] is None
    assert append_case(ledger, case, ACCOUNT)[0] is None


def test_a_file_that_says_something_else_by_now_is_written_anew(ledger: Path) -> None:
    case = ledger.parent / "case"
    name = read_case(case).authorities[0].id
    change = Statement(kind="authority", subject=name, values={"title": "Another title"}, account=ACCOUNT)
    record(ledger, [change])
    out = written(ledger, "out")
    assert same(case, out, "case.toml")
    assert not same(case, out, "authorities.toml")
    assert read_case(out).authorities[0].title == "Another title"
    assert append_case(ledger, out, ACCOUNT)[0] is None
    record(
        ledger,
        [
            Statement(
                kind="entry.undone", corrects=len(log(ledger)) - 1, account=Account(who="J3", reason="no")
            )
        ],
    )
    assert same(case, written(ledger, "again"), "authorities.toml")


def test_a_comment_alone_is_one_entry(ledger: Path) -> None:
    case = ledger.parent / "case"
    text = (case / "case.toml").read_text()
    (case / "case.toml").write_bytes(f"# checked by SJA\r\n{text}".encode())
    _, drafts, _ = append_case(ledger, case, ACCOUNT)
    assert [draft.kind for draft in drafts] == ["file.changed"]
    assert same(case, written(ledger, "out"), "case.toml")


def test_what_is_known_then_is_written_then(ledger: Path) -> None:
    case = ledger.parent / "case"
    then = log(ledger)[-1].recorded
    before = (case / "case.toml").read_bytes()
    (case / "case.toml").write_bytes(b"# new\n" + before)
    append_case(ledger, case, ACCOUNT)
    write_view(case_of(ledger, known_at=then), ledger.parent / "then")
    assert (ledger.parent / "then" / "case.toml").read_bytes() == before


def test_a_file_as_muster_writes_it_or_too_large_is_not_kept(ledger: Path, tmp_path: Path) -> None:
    case = read_case(ledger.parent / "case")
    write_case(case, tmp_path / "plain")
    assert set((texts_of(tmp_path / "plain", case) or {}).values()) == {None}
    file = tmp_path / "plain" / "authorities.toml"
    file.write_text("#" * LARGEST_TEXT_BYTES + "\n" + file.read_text())
    assert texts_of(tmp_path / "plain", case) == {"case.toml": None, "authorities.toml": None}
    assert texts_of(tmp_path / "x.xlsx", case) is None


def test_settings_that_name_their_files(tmp_path: Path) -> None:
    """The variant of January: its own authorities come back under their usual name, its settings anew."""
    path = EXAMPLE / "case-2025-01-22.toml"
    init_ledger(tmp_path / "a.ledger", name="a", secret_path=tmp_path / "secret", who="J3")
    append_case(tmp_path / "a.ledger", path, ACCOUNT)
    out = written(tmp_path / "a.ledger", "out")
    assert (out / "authorities.toml").read_bytes() == (EXAMPLE / "authorities-2025-01-22.toml").read_bytes()
    assert read_case(out) == read_case(path)
