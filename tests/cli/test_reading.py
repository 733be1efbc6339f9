"""``muster read`` from the command line: at a glance, beside one another, into a case, exported."""

import io
import json
import shutil
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from muster.actions.case import read_case
from muster.casefile.codec import schema
from muster.cli.main import run
from tests.casefile.test_codec import violations

EXAMPLES = Path(__file__).parents[2] / "examples"
ORDER = """\
MEMORANDUM FOR THE COMMANDER, U.S. NORTHERN COMMAND

January 22, 2025

The Commander shall deploy up to 1,700 active-duty personnel to the southern border by January 31, 2025.
Members of the Armed Forces shall not perform search, seizure or arrest.
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(EXAMPLES / "southwest-border-2025", tmp_path / "case")
    (tmp_path / "order.txt").write_text(ORDER, encoding="utf-8")
    (tmp_path / "news.txt").write_text(
        "January 23, 2025\n\nAbout 2,200 Title 10 personnel are at the southern border. "
        "The Pentagon may deploy up to 1,500 active-duty personnel to the southern border.\n",
        encoding="utf-8",
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path


def muster(
    *arguments: str, say: str = "", monkeypatch: pytest.MonkeyPatch | None = None
) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    if monkeypatch is not None:
        monkeypatch.setattr("sys.stdin", io.StringIO(say))
    with redirect_stdout(out), redirect_stderr(err):
        code = run(arguments)
    return code, out.getvalue(), err.getvalue()


@pytest.mark.parametrize("width", [60, 80, 100, 120])
def test_no_line_is_wider_than_the_terminal(place: Path, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    code, out, _ = muster("read", "order.txt", "news.txt")
    assert code == 0
    assert max(map(len, out.splitlines())) <= width
    assert out.startswith("order.txt · order or instrument · 22 Jan 2025")
    for words in ("IN SHORT", "HOW MANY", "TO DO WHAT", "PROHIBITED", "TO SETTLE", "ACROSS THE DOCUMENTS"):
        assert words in out, words


def test_the_bottom_line_names_limits_with_their_status_and_what_is_forbidden(place: Path) -> None:
    _, out, _ = muster("read", "order.txt")
    short = out[out.index("IN SHORT") : out.index("HOW MANY")]
    assert "up to 1,700 active-duty personnel (ordered)" in " ".join(short.split())
    assert "Forbidden" in short
    assert "ACROSS" not in out


def test_json_keeps_the_contracts_form_and_adds_the_comparison_for_several(place: Path) -> None:
    _, out, _ = muster("read", "order.txt", "--json")
    one = json.loads(out)
    assert list(one) == ["documents", "facts", "questions"]
    assert list(one["facts"][0]) == list(schema("fact")["properties"])  # type: ignore[call-overload]
    _, out, _ = muster("read", "order.txt", "news.txt", "--json")
    both = json.loads(out)
    assert {"events", "conflicts"} <= both.keys()
    assert both["conflicts"][0]["measure"] == "people"
    _, out, _ = muster("read", "order.txt", "news.txt", "--apart", "--json")
    assert "events" not in json.loads(out)


def test_by_hand_accept_correct_reject_skip_and_quit(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [
        "c", "value", "many", "value", "1,500", "high", "1500", "", "the annex says so",  # corrected
        "1",                                # the question: regular component only
        "y",                                # the instrument is written
        "y",                                # its limit too
        "s",                                # the date is left
        "x", "r", "", "not ours",           # no such key; a rejection needs its reason
    ]  # fmt: skip
    code, out, _ = muster(
        "read", "order.txt", "--into", "case", say="\n".join(answers) + "\n", monkeypatch=monkeypatch
    )
    assert code == 0
    assert "2 accepted" not in out
    assert "1 accepted (1 corrected), 1 rejected, 1 left" in out
    assert "⟦The Commander shall deploy" in " ".join(out.split())
    assert "value must be a number" in out
    case = read_case("case")
    fact = case.facts[-1]
    assert fact.quantity is not None
    assert fact.review is not None
    assert (fact.quantity.value, fact.review.state, fact.review.reason) == (
        1500,
        "corrected",
        "the annex says so",
    )
    assert fact.review.answers[0].answer == "regular component only"
    (order,) = [item for item in case.authorities if item.id == "ORDER"]
    assert [limit.headcount for limit in order.ceilings] == [1500]
    code, out, err = muster("read", "order.txt", "--into", "case", say="q\n", monkeypatch=monkeypatch)
    assert "2 of 3 facts were decided before" in out
    assert "stopped" in err


def test_the_end_of_the_answers_keeps_what_was_decided(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, out, err = muster("read", "order.txt", "--into", "case", say="a\n\nn\nn\n", monkeypatch=monkeypatch)
    assert code == 0
    assert "1 accepted" in out
    assert "what was decided before is written" in err
    assert read_case("case").facts[-1].doc == "order.txt"
    assert muster("check", "case")[0] in (0, 1)


def test_a_row_typed_by_hand_is_checked_before_it_is_written(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("count.txt").write_text(
        "On January 27, 2025, about 1,900 Title 10 personnel were at Fort Nowhere.\n"
    )
    answers = ["a", "e", "scope = FY25-400", "", "e", "scope = FY25-4000", ""]
    code, out, err = muster(
        "read", "count.txt", "--into", "case", say="\n".join(answers) + "\n", monkeypatch=monkeypatch
    )
    assert code == 0, err
    assert "did you mean FY25-4000" in out
    assert read_case("case").strengths[-1].headcount == 1900


def test_by_a_review_file_written_edited_applied_and_applied_again(place: Path) -> None:
    code, out, _ = muster("read", "order.txt", "--into", "case", "--review", "review.toml")
    assert (code, "3 facts to decide on" in out) == (0, True)
    path = Path("review.toml")
    text = path.read_text(encoding="utf-8")
    head, sign, tail = text.partition("[[fact]]\n")
    path.write_text(
        head
        + sign
        + tail.replace('decision = ""', 'decision = "accept"', 1).replace("write = false", "write = true", 2),
        encoding="utf-8",
    )
    code, out, _ = muster("read", "order.txt", "--into", "case", "--review", "review.toml", "--by", "J3")
    assert code == 0
    assert "1 accepted, 0 rejected, 2 left" in out
    assert "wrote ceiling ORDER-1700 under ORDER" in out
    before = {item: item.read_bytes() for item in Path("case").rglob("*") if item.is_file()}
    code, out, _ = muster("read", "order.txt", "--into", "case", "--review", "review.toml")
    assert code == 0, out
    assert "0 accepted" in out
    assert {item: item.read_bytes() for item in Path("case").rglob("*") if item.is_file()} == before


def test_a_mistake_in_the_review_file_stops_it_with_its_place(place: Path) -> None:
    muster("read", "order.txt", "--into", "case", "--review", "review.toml")
    path = Path("review.toml")
    text = path.read_text(encoding="utf-8")
    head, sign, tail = text.partition("[[fact]]\n")
    path.write_text(head + sign + tail.replace('decision = ""', 'decision = "yes"', 1), encoding="utf-8")
    before = (Path("case") / "facts.jsonl").read_bytes()
    code, _, err = muster("read", "order.txt", "--into", "case", "--review", "review.toml")
    assert code == 2
    line = path.read_text(encoding="utf-8").split("\n").index('decision = "yes"') + 1
    assert f"error[M405]: review.toml:{line}:12" in err
    assert (Path("case") / "facts.jsonl").read_bytes() == before


def test_by_numbers_as_json(place: Path) -> None:
    code, out, _ = muster(
        "read",
        "order.txt",
        "--into",
        "case",
        "--accept",
        "1-2",
        "--reject",
        "3",
        "--reason",
        "seen",
        "--rows",
        "--json",
    )
    assert code == 0
    told = json.loads(out)
    assert [fact["review"]["state"] for fact in told["accepted"]] == ["accepted", "accepted"]
    assert [fact["review"]["reason"] for fact in told["rejected"]] == ["seen"]
    assert {row["table"] for row in told["rows"]} == {"authority", "ceiling"}
    assert told["left"] == []


def test_contradictions_are_told_with_both_sides_ranks_and_dates(place: Path) -> None:
    for name, head, number in (
        ("one.txt", "January 28, 2025", "1,900"),
        ("two.txt", "FOR IMMEDIATE RELEASE\n\nJanuary 29, 2025", "2,600"),
    ):
        words = f"About {number} Title 10 personnel were at the southern border on January 27, 2025."
        Path(name).write_text(f"{head}\n\n{words}\n", encoding="utf-8")
    code, out, _ = muster("read", "one.txt", "two.txt", "--into", "case", "--accept", "all")
    words = " ".join(out.split())
    assert code == 0
    assert "differs from facts one.txt[" in words
    assert "the case has (news, 28 Jan 2025, one.txt): about 1,900" in words
    assert "this says (official release, 29 Jan 2025, two.txt): about 2,600" in words
    assert "the stronger source is this one's; neither takes the other's place" in words
    assert [fact.doc for fact in read_case("case").facts[-2:]] == ["one.txt", "two.txt"]


def test_what_is_printed_has_the_published_form(place: Path) -> None:
    for arguments, name in (
        (("read", "order.txt", "news.txt"), "read"),
        (("diff", "order.txt", "news.txt"), "diff"),
    ):
        _, out, _ = muster(*arguments, "--json")
        assert violations(json.loads(out), schema(name)) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--accept", "1"), "decides on facts for a case"),
        (("--into", "case", "--accept", "9"), "there is no fact 9"),
        (("--into", "case", "--accept", "a-b"), "no number of a fact"),
        (("--into", "case", "--reject", "1"), "says why"),
        (("--into", "case", "--json"), "nobody can be asked"),
        (("--into", "case", "--accept", "1", "--review", "r.toml"), "use one of the two"),
        (("--into", "nowhere", "--accept", "1"), "there is no case at 'nowhere'"),
        (("-o", "x.html"), "-o names a file"),
        (("--into", "case", "--export", "csv"), "two things"),
        (("--reader", "gpt"), "there is no reader 'gpt'"),
    ],
)
def test_what_cannot_be_meant_is_said_with_a_way_out(
    place: Path, arguments: tuple[str, ...], words: str
) -> None:
    code, _, err = muster("read", "order.txt", *arguments)
    assert code == 2
    assert words in err
    assert "help:" in err
    assert "Traceback" not in err


def test_exports_are_written_or_printed(place: Path) -> None:
    for to, start in (("csv", "fact,doc,kind"), ("annotations", "{"), ("html", "<!DOCTYPE html>")):
        code, out, _ = muster("read", "order.txt", "--export", to)
        assert code == 0
        assert out.startswith(start)
        code, told, _ = muster("read", "order.txt", "--export", to, "-o", f"out.{to}")
        assert told.strip() == f"out.{to}"
        assert Path(f"out.{to}").read_text(encoding="utf-8") == out


def test_diff_of_an_order_and_its_amendment(place: Path) -> None:
    Path("amended.txt").write_text(
        ORDER.replace("1,700", "4,000").replace("shall not perform", "may perform"), encoding="utf-8"
    )
    code, out, _ = muster("diff", "order.txt", "amended.txt")
    assert code == 0
    assert "2 changed, 0 added, 0 dropped, 1 unchanged" in out
    words = " ".join(out.split())
    assert "up to 1,700 active-duty personnel → up to 4,000 active-duty personnel" in words
    assert "polarity: prohibited → permitted" in words
    assert "A “The Commander shall deploy up to 1,700" in words
    assert "B “The Commander shall deploy up to 4,000" in words
    _, out, _ = muster("diff", "order.txt", "amended.txt", "--json")
    told = json.loads(out)
    assert told["kind"] == "documents"
    assert {fact["change"] for fact in told["facts"]} == {"changed", "unchanged"}
    assert all(change["table"] == "facts" for change in told["changes"])
