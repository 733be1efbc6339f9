"""No lawful way: what blocks, and the smallest sets that would open one."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.domain.component import PAIRS, DutyStatus
from muster.domain.finding import Verdict
from muster.domain.role import ROLES
from muster.law.ask import ask
from muster.law.check import check_case
from muster.law.question import LegalQuestion
from muster.law.unlock import _with, blockade, unlocks_of_line

DAY = date(2025, 5, 22)
PAIRED = [(component, status) for component, statuses in PAIRS.items() for status in statuses]


def asked(component="RA", duty_status="T10", role="arrest", **given):
    return blockade(
        LegalQuestion.of(component=component, duty_status=duty_status, role=role, on=DAY, **given)
    )


def words(found):
    return [" + ".join(key.words for key in chosen) for chosen in found.unlocks]


def test_an_arrest():
    found = asked()
    assert found.verdict is Verdict.PROHIBITED
    assert found.rules == ("usc/t18/s1385", "usc/t10/s275", "dod/dodi3025-21")
    assert words(found) == ["the Insurrection Act (10 USC 252) + the proclamation to disperse (10 USC 254)"]


def test_what_is_permitted_is_not_blocked():
    assert asked(role="warehouse") is None


def test_a_guard_member_without_a_section():
    found = asked(component="ARNG", role="supply")
    assert found.rules == ("usc/t10/s12301",)
    assert (
        "the Ready Reserve in an emergency (10 USC 12302) + a declared national emergency (50 USC 1621)"
        in (words(found))
    )
    assert "the Selected Reserve for a preplanned mission (10 USC 12304b)" in words(found)


def test_a_fact_opens_what_a_fact_left_unknown():
    assert "the agency's officers keep custody" in words(asked(role="transport_detainees"))


def test_the_facts_that_the_verdict_hangs_on():
    found = asked(component="USAR", role="supply", days=400, invoke=["10 USC 12304b"])
    assert found.facts == ("days=400", "invoke=10 USC 12304b")
    assert asked(role="medical", requested_by="local").facts == ("requested_by=local",)


def test_across_the_border_nothing_here_opens_a_way():
    found = asked(role="cross_border")
    assert found.rules == ("outside/cross-border",)
    assert found.unlocks == ()


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(PAIRED), st.sampled_from(tuple(ROLES)))
def test_every_set_opens_and_none_of_its_parts_does(pair, role):
    question = LegalQuestion(component=pair[0], duty_status=pair[1], role=role, on=DAY)
    found = blockade(question)
    if found is None:
        assert ask(question).verdict is Verdict.PERMITTED
        return
    assert found.rules
    for chosen in found.unlocks:
        assert ask(_with(question, chosen)).verdict is Verdict.PERMITTED
        for left_out in chosen:
            rest = tuple(key for key in chosen if key is not left_out)
            assert ask(_with(question, rest)).verdict is not Verdict.PERMITTED


@pytest.mark.parametrize("mobilization", [None, "10 USC 12304b"])
def test_a_line_of_a_case(case, authority, line, unit, mobilization):
    asked_for = line("L1", role="arrest", approval="RFA")
    made = case(
        authorities=(authority("RFA"),),
        lines=(asked_for,),
        units=(unit("U1", "ARNG", state="TX", mobilization=mobilization),),
    )
    opened = unlocks_of_line(made, made.units[0], asked_for, DutyStatus.T10)
    assert [key.words for key in opened[0]][:1] == ["the Insurrection Act (10 USC 252)"]
    (found,) = [item for item in check_case(made) if item.rule == "check/line-prohibited"]
    assert any("proclamation to disperse" in word for word in found.would_do)
    assert any(word.startswith("ARNG in SAD: state law or deputation") for word in found.would_do)


def test_a_role_that_law_cannot_judge_has_no_key() -> None:
    found = blockade(
        LegalQuestion(component=PAIRED[0][0], duty_status=PAIRED[0][1], role="beekeeping", on=DAY)
    )
    assert found is not None
    assert (found.verdict, found.unlocks) == (Verdict.UNKNOWN, ())
