"""Rows go beside what stands in a file, and nothing of it changes."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.casefile.additions import added_facts, added_rows
from muster.casefile.faults import Faults
from muster.casefile.instruments import read_authorities
from muster.casefile.tree import read_toml
from muster.domain.fact import Fact, Review
from muster.domain.proposal import Proposal

EXAMPLES = Path(__file__).parents[2] / "examples"
TOML = """\
# Mine.
[[authority]]   # the first
id = "A"
kind = "memorandum"
status = "signed"
  [[authority.ceiling]]
  id = "A-1"
  headcount = 100   # people

# About B.
[[authority]]
id = "B"
kind = "memorandum"
status = "signed"
[authority.note]
text = "kept"
"""


def is_insertion(old: str, new: str) -> bool:
    """Whether the new text is the old one with something put in at one place."""
    same = next((place for place, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), len(old))
    return new.endswith(old[same:]) and len(new) >= len(old)


def limit(under: str, name: str, headcount: int = 5) -> Proposal:
    return Proposal(
        table="ceiling",
        values=(("id", name), ("headcount", headcount)),
        quote=("sources/a.txt", f"up to {headcount} “people”\n"),
        under=under,
    )


def instrument(name: str) -> Proposal:
    return Proposal(
        table="authority",
        values=(("id", name), ("kind", "memorandum"), ("status", "signed"), ("issued", date(2025, 1, 22))),
        quote=("sources/a.txt", "it is ordered"),
    )


def add(text: str, *rows: Proposal) -> str:
    faults = Faults()
    result = added_rows("authorities", text, "authorities.toml", rows, faults)
    assert result is not None, faults.problems()
    return result


def test_a_ceiling_goes_to_the_end_of_its_instrument_before_the_next_ones_comments() -> None:
    result = add(TOML, limit("A", "A-2"))
    assert result.index('"A-2"') < result.index("# About B.")
    assert is_insertion(TOML, result)
    first, second = tomllib.loads(result)["authority"]
    assert [item["id"] for item in first["ceiling"]] == ["A-1", "A-2"]
    assert first["quote"] == [{"source": "sources/a.txt", "text": "up to 5 “people”\n"}]
    assert second["note"] == {"text": "kept"}


def test_a_new_instrument_comes_last_with_its_ceilings_whatever_the_order_of_the_rows() -> None:
    result = add(TOML, limit("C", "C-1"), instrument("C"))
    assert result.startswith(TOML)
    last = tomllib.loads(result)["authority"][-1]
    assert (last["id"], last["issued"], last["ceiling"][0]["headcount"]) == ("C", date(2025, 1, 22), 5)


def test_a_quote_is_added_once() -> None:
    row = Proposal(table="authority", values=(("id", "A"),), quote=("sources/a.txt", "words"), existing="A")
    once = add(TOML, row)
    assert add(once, row) == once


@pytest.mark.parametrize("text", [TOML.rstrip("\n"), TOML.replace("\n", "\r\n"), "", "\n"])
def test_other_line_ends_and_empty_files(text: str) -> None:
    result = add(text, instrument("C"), limit("C", "C-1"))
    assert tomllib.loads(result.replace("\r\n", "\n"))["authority"][-1]["id"] == "C"
    assert ("\r\n" in result) == ("\r\n" in text)
    assert result.replace("\r\n", "").count("\r") == 0


def test_instruments_in_another_form_are_refused_not_rewritten() -> None:
    faults = Faults()
    text = 'authority = [{ id = "A", kind = "memorandum", status = "signed" }]\n'
    assert added_rows("authorities", text, "authorities.toml", [instrument("C")], faults) is None
    assert [problem.code for problem in faults.problems()] == ["M783"]


def test_a_ceiling_of_an_unknown_instrument_is_refused() -> None:
    faults = Faults()
    assert added_rows("authorities", TOML, "authorities.toml", [limit("Z", "Z-1")], faults) is None
    assert [problem.code for problem in faults.problems()] == ["M782"]


def report(**more: object) -> Proposal:
    values = {"date": date(2025, 3, 1), "scope": "SWB", "headcount": 4_200, "kind": "on_duty", **more}
    return Proposal(table="strength", values=tuple(values.items()), quote=("sources/a.txt", "x"))


def test_a_csv_row_follows_the_header_and_brings_the_columns_that_it_needs() -> None:
    faults = Faults()
    text = 'date,scope,headcount,kind,mine\n2025-01-22,"the ""old"" SWB",2200,on_duty,"a,b"\n'
    plain = added_rows("strength", text, "strength.csv", [report()], faults)
    assert plain == text + "2025-03-01,SWB,4200,on_duty,\n"
    wider = added_rows("strength", text, "strength.csv", [report(bound="about")], faults)
    assert wider is not None
    assert wider.splitlines() == [
        "date,scope,headcount,kind,mine,bound",
        '2025-01-22,"the ""old"" SWB",2200,on_duty,"a,b",',
        "2025-03-01,SWB,4200,on_duty,,about",
    ]
    assert faults.problems() == ()


def test_a_new_csv_file_has_every_column_that_must_be_there() -> None:
    new = added_rows("strength", "", "strength.csv", [report(source="sources/a.txt")], Faults())
    assert new == "date,scope,headcount,kind,source\n2025-03-01,SWB,4200,on_duty,sources/a.txt\n"


def test_line_ends_and_marks_of_a_csv_file_stay() -> None:
    text = "\ufeffdate,scope,headcount,kind\r\n2025-01-22,SWB,2200,on_duty"
    new = added_rows("strength", text, "strength.csv", [report()], Faults())
    assert new == text + "\r\n2025-03-01,SWB,4200,on_duty\r\n"


def test_facts_are_added_after_those_that_are_there() -> None:
    fact = Fact(
        doc="a.txt",
        kind="claim",
        quote="x",
        start=0,
        end=1,
        review=Review(state="corrected", reason="wrong day"),
    )
    text = added_facts('{"old":1}', [fact])
    assert text.startswith('{"old":1}\n{')
    assert '"review":{"state":"corrected","reason":"wrong day"}' in text
    assert added_facts("old", []) == "old"


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*/authorities*.toml")), ids=lambda path: path.name)
def test_every_instrument_of_the_examples_can_take_a_ceiling(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for item in tomllib.loads(text)["authority"]:
        result = add(text, limit(item["id"], "NEW-LIMIT"))
        owner = next(one for one in tomllib.loads(result)["authority"] if one["id"] == item["id"])
        assert owner["ceiling"][-1]["id"] == "NEW-LIMIT"
        assert is_insertion(text, result)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)


@given(TEXTS, TEXTS)
def test_whatever_a_quote_holds_it_comes_back_and_the_file_stays_readable(name: str, words: str) -> None:
    row = Proposal(table="authority", values=(("id", "A"),), quote=(f"sources/{name}", words), existing="A")
    result = add(TOML, row)
    faults = Faults()
    tree = read_toml(result, "authorities.toml", faults)
    assert tree is not None
    assert tomllib.loads(result.replace("\r\n", "\n"))["authority"][0]["quote"][0] == {
        "source": f"sources/{name}",
        "text": words,
    }
    read_authorities(tree, faults, None)
