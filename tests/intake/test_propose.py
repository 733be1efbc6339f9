"""Facts propose rows, and speak against rows, only as far as their words go."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from muster.actions.case import read_case
from muster.domain.authority import Authority, Ceiling
from muster.domain.case import Case, Planning
from muster.domain.command import Command
from muster.domain.fact import Fact, Review
from muster.domain.place import Place
from muster.domain.proposal import Proposal
from muster.domain.quote import Quote
from muster.domain.review import Contradiction
from muster.domain.source import Source
from muster.domain.strength import StrengthReport
from muster.intake.contradiction import contradictions
from muster.intake.propose import authority_for, propose
from muster.intake.rank import source_of
from muster.intake.read import read_document

EXAMPLE = Path(__file__).parents[2] / "examples" / "southwest-border-2025"
CASE = Case(
    name="a",
    as_of=date(2025, 5, 1),
    planning=Planning(start=date(2025, 5, 1), end=date(2025, 9, 1)),
    places=(
        Place(place="SWB", name="Southwest border", kind="other", lat=31.0, lon=-106.0),
        Place(place="BLISS", name="Fort Bliss", kind="installation", lat=31.8, lon=-106.4),
    ),
    commands=(
        Command(command="NORTHCOM", name="U.S. Northern Command"),
        Command(command="JTF-N", name="Joint Task Force-North", parent="NORTHCOM"),
    ),
    authorities=(
        Authority(
            id="EO-14167",
            kind="executive_order",
            status="signed",
            issued=date(2025, 1, 20),
            ceilings=(Ceiling(id="EO-1500", headcount=1500),),
            quotes=(Quote(source="sources/old.txt", text="x"),),
        ),
    ),
    strengths=(
        StrengthReport(
            date=date(2025, 3, 1), scope="SWB", headcount=4200, kind="on_duty", source="sources/old.txt"
        ),
    ),
)


def proposals(text: str, kind: str, *, case: Case = CASE) -> tuple[Proposal, ...]:
    reading = read_document("new.txt", text.encode())
    source = source_of(reading.document)
    return tuple(
        row
        for fact in reading.facts
        if fact.kind == kind
        for row in propose(fact, case, reading.document, source)
    )


def values(row: Proposal) -> dict[str, object]:
    return dict(row.values)


def against(text: str, kind: str, sources: dict[str, Source], case: Case = CASE) -> list[Contradiction]:
    reading = read_document("new.txt", text.encode())
    source = source_of(reading.document)
    return [
        found
        for fact in reading.facts
        if fact.kind == kind
        for found in contradictions(
            fact, case, source, sources, propose(fact, case, reading.document, source)
        )
    ]


# Strength


def test_a_strength_takes_its_bound_its_status_and_its_scope_from_the_words() -> None:
    (row,) = proposals(
        "On March 9, 2025, about 1,500 Title 10 personnel were at the southwest border.", "strength"
    )
    assert values(row) == {
        "date": date(2025, 3, 9),
        "scope": "SWB",
        "duty_status": "T10",
        "headcount": 1500,
        "bound": "about",
        "kind": "on_duty",
        "source": "sources/new.txt",
    }
    assert row.complete


def test_what_the_words_do_not_say_is_asked_for_and_never_guessed() -> None:
    (row,) = proposals("About 1,500 troops were at Camp Nowhere, officials said.", "strength")
    assert {need.field for need in row.needs} == {"date", "scope"}
    assert not row.complete
    assert "date" not in values(row)
    assert values(row)["source"] == "sources/new.txt (officials)"
    assert row.with_values({"date": date(2025, 3, 9), "scope": "SWB"}).complete


def test_active_duty_is_no_duty_status_until_somebody_answers() -> None:
    (row,) = proposals("On March 9, 2025, 900 active-duty troops were at Fort Bliss.", "strength")
    assert values(row)["scope"] == "BLISS"
    assert "duty_status" not in values(row)
    assert "component" not in values(row)


@pytest.mark.parametrize(
    "text",
    [
        "On March 9, 2025, troops rose by 60 percent at the southwest border.",
        "On March 9, 2025, 20 helicopters were at the southwest border.",
        "There are no plans to send 500 troops to the southwest border.",
    ],
)
def test_shares_machines_and_denials_are_no_headcounts(text: str) -> None:
    assert proposals(text, "strength") == ()


# Instruments and limits


def test_an_instrument_that_the_case_has_only_gets_the_quote() -> None:
    (row,) = proposals("The President signed Executive Order 14167 on January 20, 2025.", "authority")
    assert row.existing == "EO-14167"


def test_a_new_instrument_is_named_by_its_number() -> None:
    (row,) = proposals("The President signed Executive Order 14999 on February 3, 2025.", "authority")
    assert values(row) == {
        "id": "EO-14999",
        "kind": "executive_order",
        "title": "Executive Order 14999",
        "issued": date(2025, 2, 3),
        "status": "signed",
    }


def test_a_limit_that_the_news_tell_of_needs_its_instrument() -> None:
    rows = proposals("The Pentagon plans to deploy up to 1,700 soldiers to the border.", "ceiling")
    authority, ceiling = rows
    assert (authority.table, values(authority)) == ("authority", {"status": "proposed"})
    assert {need.field for need in authority.needs} == {"id", "kind"}
    assert [need.field for need in ceiling.needs] == ["under"]
    assert ceiling.under is None
    assert values(ceiling)["headcount"] == 1700


def test_money_is_a_limit_in_dollars() -> None:
    text = "The Department may spend up to $400 million on the Guard deployment."
    rows = proposals(f"MEMORANDUM FOR THE SECRETARY\n\n{text}", "ceiling")
    (limit,) = [values(row) for row in rows if row.table == "ceiling"]
    assert limit["dollars"] == 400_000_000
    assert "headcount" not in limit


def test_citations_are_told_apart_by_number_and_family() -> None:
    assert authority_for(CASE, "Executive Order 14167") is CASE.authorities[0]
    assert authority_for(CASE, "Executive Order 14168") is None
    assert authority_for(CASE, "Proclamation 14167") is None
    known = read_case(EXAMPLE)
    for name in ("Executive Order 14167", "Proclamation 10886", "NSPM-4"):
        found = authority_for(known, name)
        assert found is not None
        assert found.id.rpartition("-")[2] == name.rpartition(" ")[2].rpartition("-")[2]


# Commands


@pytest.mark.parametrize(
    ("text", "lower", "upper", "relation"),
    [
        ("Joint Task Force-North reports to U.S. Northern Command.", "JTF-N", "NORTHCOM", "command"),
        ("U.S. Northern Command oversees Joint Task Force-North.", "JTF-N", "NORTHCOM", "command"),
    ],
)
def test_who_answers_to_whom_does_not_depend_on_who_is_named_first(
    text: str, lower: str, upper: str, relation: str
) -> None:
    rows = proposals(text, "command")
    assert [
        (values(row)["command"], values(row).get("parent"), values(row).get("relation")) for row in rows
    ] == [(lower, upper, relation)]


# Contradictions


OLD = {"old.txt": Source(doc="old.txt", rank="order", date="2025-03-01")}


def test_a_row_for_the_same_day_and_scope_with_another_number_is_shown() -> None:
    (found,) = against("On March 1, 2025, about 2,500 troops were at the southwest border.", "strength", OLD)
    assert (found.table, found.field, found.stronger) == ("strength", "headcount", "held")
    assert "4,200" in found.held
    assert found.held_source == OLD["old.txt"]
    assert (
        against("On March 1, 2025, about 4,200 troops were at the southwest border.", "strength", OLD) == []
    )
    assert (
        against("On March 2, 2025, about 2,500 troops were at the southwest border.", "strength", OLD) == []
    )


def test_a_source_that_is_not_known_is_said_to_be_so() -> None:
    (found,) = against("On March 1, 2025, about 2,500 troops were at the southwest border.", "strength", {})
    assert found.held_source is None
    assert found.stronger is None


def test_another_day_of_an_instrument_is_shown() -> None:
    (found,) = against("The President signed Executive Order 14167 on January 22, 2025.", "authority", OLD)
    assert (found.key, found.field) == ("EO-14167", "issued")
    assert "2025-01-20" in found.held
    assert "2025-01-22" in found.told


def test_what_was_prohibited_and_is_permitted_is_shown() -> None:
    held = read_document("old.txt", b"Members of the Armed Forces shall not perform arrest or search.").facts
    (role,) = [fact for fact in held if fact.kind == "role"]
    assert role.polarity == "prohibited"
    case = _with(role)
    found = against("Members of the Armed Forces may perform arrest or search.", "role", OLD, case)
    assert [one.field for one in found] == ["polarity"]


def test_a_number_that_agrees_or_is_of_other_people_contradicts_nothing() -> None:
    held = read_document(
        "old.txt", b"On March 1, 2025, about 4,200 Title 10 personnel were at the southern border."
    ).facts
    case = _with(*[fact for fact in held if fact.kind == "strength"])
    for words in (
        "about 4,210 Title 10 personnel were at the southern border",
        "about 5,000 Guard members were on state active duty at the southern border",
        "about 900 Title 10 personnel were in Los Angeles",
    ):
        assert [
            one
            for one in against(f"On March 1, 2025, {words}.", "strength", OLD, case)
            if one.table == "facts"
        ] == [], words


def _with(*facts: Fact) -> Case:
    kept = tuple(replace(fact, review=Review(rank="order", dated="2025-03-01")) for fact in facts)
    return replace(CASE, facts=kept, strengths=())
