"""``muster compare``: two plans side by side from the command line."""

import contextlib
import io
import json
from pathlib import Path

import pytest

from muster import compare_plans, read_case, read_plan
from muster.casefile.codec import schema
from muster.cli.main import run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("compare")
    assert run(["new", str(root / "case"), "-q"]) == 0
    assert run(["plan", str(root / "case"), "-q", "--gap", "0.05", "-o", str(root / "out")]) in (0, 3)
    plan = json.loads((root / "out" / "plan.json").read_text())
    bare = {
        "schema": plan["schema"],
        "case": plan["case"],
        "as_of": plan["as_of"],
        "tours": [
            {key: tour[key] for key in ("unit", "element", "part", "line", "start", "end", "duty_status")}
            for tour in plan["tours"][1:]
        ],
    }
    (root / "theirs.json").write_text(json.dumps(bare))
    return root


def output(*arguments: str, code: int = 0) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        assert run(list(arguments)) == code
    return out.getvalue(), err.getvalue()


def test_text_names_the_plans_after_their_files_and_shows_the_tables(folder: Path) -> None:
    text, _ = output("compare", *paths(folder))
    assert "plan fills" in text.splitlines()[2]
    for words in ("Filled by priority", "By component", "Lines that differ", "theirs"):
        assert words in text


def paths(folder: Path) -> tuple[str, str, str]:
    return str(folder / "case"), str(folder / "out" / "plan.json"), str(folder / "theirs.json")


def test_json_is_one_document_of_the_published_form(folder: Path) -> None:
    text, _ = output("compare", *paths(folder), "--json", "-q")
    document = json.loads(text)
    published = schema("compare")["properties"]
    assert isinstance(published, dict)
    assert document.keys() == published.keys()
    ours, theirs = document["plans"]
    assert ours["feasible"] is True
    assert ours["filled"] > theirs["filled"] > 0
    assert theirs["cost"] > 0, "a plan that states no figures is costed all the same"
    case = read_case(folder / "case")
    both = compare_plans(case, *(read_plan(path, case) for path in paths(folder)[1:]))
    assert both.sides[0].filled == ours["filled"]


def test_html_is_written_where_asked(folder: Path) -> None:
    target = folder / "new" / "compare.html"
    text, _ = output("compare", *paths(folder), "--html", str(target), "--names", "Ours", "Theirs")
    assert str(target) in text
    page = target.read_text(encoding="utf-8")
    assert "<h2" in page and "Theirs" in page


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--names", "A", "A"), "M001", "tell them apart"),
        (("--names", "", "B"), "M001", "tell them apart"),
        (("--html", "/proc/no/compare.html"), "M003", "--html"),
    ],
)
def test_bad_arguments_are_told(folder: Path, arguments: tuple[str, ...], code: str, words: str) -> None:
    _, err = output("compare", *paths(folder), *arguments, code=2)
    assert f"error[{code}]" in err and words in err


def test_a_missing_or_broken_plan_is_told(folder: Path) -> None:
    case, plan, _ = paths(folder)
    _, err = output("compare", case, plan, str(folder / "none.json"), code=2)
    assert "error[M002]" in err
    (folder / "broken.json").write_text('{"tours": 3}')
    _, err = output("compare", case, plan, str(folder / "broken.json"), code=2)
    assert "error[M502]" in err


def test_the_check_can_be_left_out(folder: Path) -> None:
    text, _ = output("compare", *paths(folder), "--no-check", "--json", "-q")
    assert [plan["feasible"] for plan in json.loads(text)["plans"]] == [None, None]
