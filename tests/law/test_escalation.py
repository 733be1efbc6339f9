"""Escalation: what a new instrument adds, and what the law makes of it."""

from datetime import date

import pytest

from muster.domain.authority import Ceiling
from muster.law.escalation import escalation

DAY = date(2025, 5, 1)


@pytest.fixture
def support(authority):
    return authority(
        "SUPPORT",
        kind="memorandum",
        permits_roles=("maintenance", "data_entry"),
        forbids_roles=("arrest", "detention"),
        ceilings=(Ceiling(id="C-1500", headcount=1500),),
        end=date(2026, 1, 1),
    )


def of(case, *authorities):
    return escalation(case(as_of=DAY, authorities=authorities), authorities[0].id, authorities[-1].id)


def test_roles_powers_and_people_that_are_added(case, authority, support):
    new = authority(
        "MORE",
        kind="memorandum",
        permits_roles=("maintenance", "detention"),
        invokes=("43 USC 155",),
        ceilings=(Ceiling(id="C-9000", headcount=9000),),
    )
    found = of(case, support, new)
    assert found.roles_added == ("detention",)
    assert found.roles_dropped == ("data_entry",)
    assert found.forbidden_dropped == ("arrest", "detention")
    assert found.powers_added == ("43 USC 155",)
    assert [ceiling.headcount for ceiling in found.people[1]] == [9000]


def test_what_stays_prohibited(case, authority, support):
    found = of(case, support, authority("MORE", kind="memorandum", permits_roles=("detention",)))
    assert {item.role for item in found.still_prohibited} == {"detention"}
    assert {item.who for item in found.still_prohibited} == {"RA in T10", "ARNG in T10"}
    assert any(cite.cite == "18 USC 1385" for item in found.still_prohibited for cite in item.citations)
    assert not found.newly_lawful
    assert any("rules for the use of force" in question for question in found.questions)


def test_what_becomes_lawful(case, authority, support):
    act = authority(
        "ACT", kind="proclamation", permits_roles=("arrest",), invokes=("10 USC 252", "10 USC 254")
    )
    found = of(case, support, act)
    assert "arrest" in {item.role for item in found.newly_lawful}
    assert "crowd_control" in {item.role for item in found.newly_lawful}
    assert not found.still_prohibited


def test_the_proclamation_that_is_missing_is_a_question(case, authority, support):
    found = of(
        case,
        support,
        authority("ACT", kind="proclamation", permits_roles=("arrest",), invokes=("10 USC 252",)),
    )
    assert {item.role for item in found.needing} == {"arrest"}
    assert any("254" in question for question in found.questions)


def test_what_is_disputed(case, authority, support):
    found = of(case, support, authority("AIR", kind="memorandum", permits_roles=("transport_detainees",)))
    assert {item.role for item in found.disputed} == {"transport_detainees"}
    assert any("custody" in question for question in found.questions)


def test_an_amendment_is_read_with_what_it_amends(case, authority, support):
    found = of(
        case, support, authority("A", kind="memorandum", amends=("SUPPORT",), permits_roles=("linguist",))
    )
    assert found.roles_added == ("linguist",)
    assert found.roles_dropped == ()
    assert found.forbidden_dropped == ()


def test_caveats_by_reference_stay(case, authority, support):
    found = of(case, support, authority("A", kind="memorandum", incorporates=("SUPPORT",)))
    assert found.forbidden_dropped == ()


def test_the_guard_under_its_governor_only_where_it_is_spoken_of(case, authority, support):
    found = of(
        case, support, authority("GOV", kind="governor_order", permits_roles=("detention",), states=("TX",))
    )
    assert {item.who for item in found.needing} == {"ARNG in T32", "ARNG in SAD"}


def test_nothing_changes_between_an_instrument_and_itself(case, support):
    found = escalation(case(as_of=DAY, authorities=(support,)), "SUPPORT", "SUPPORT")
    assert not found.roles_added
    assert not found.newly_lawful
    assert not found.no_longer


def test_an_instrument_that_is_not_there(case, support):
    with pytest.raises(KeyError):
        escalation(case(as_of=DAY, authorities=(support,)), "SUPPORT", "OTHER")
