"""The checks of instruments, lines, clocks and facts."""

from datetime import date
from pathlib import Path

import pytest

from muster.casefile.read import read_case
from muster.domain.component import DutyStatus
from muster.domain.fact import Fact, Quantity
from muster.domain.tour import FixedTour
from muster.law.basis import bases_for, judge
from muster.law.check import check_case
from muster.law.checks import CHECKS

EXAMPLES = Path(__file__).parents[2] / "examples"
CASES = ("southwest-border-2025", "southwest-border-2025/case-2025-01-22.toml", "hurricane-helene-2024")


def rules(made):
    return {(found.rule, found.subject): found for found in check_case(made)}


def test_an_expected_order_is_not_a_signed_one(case, authority, line, unit):
    made = case(
        authorities=(authority("SECDEF", status="expected", issued=None),),
        lines=(line(approval="SECDEF"),),
        units=(unit(),),
    )
    found = rules(made)
    assert found["check/authority-awaited", "SECDEF"].verdict == "needs_authority"
    assert found["check/approval-not-in-force", "L1"].would_do


def test_instruments_that_say_too_little(case, authority):
    made = case(
        authorities=(
            authority("OLD", status="rescinded"),
            authority("SAID", status="verbal", verbal=date(2025, 1, 10), issued=None),
            authority("WHEN", issued=None),
            authority("ODD", invokes=("the Magna Carta",)),
            authority("CALL", kind="memorandum", invokes=("10 USC 12302",)),
        )
    )
    assert set(rules(made)) == {
        ("check/authority-ended", "OLD"),
        ("check/authority-verbal", "SAID"),
        ("check/authority-undated", "WHEN"),
        ("check/authority-invokes-unknown", "ODD"),
        ("check/emergency-missing", "CALL"),
    }


def test_an_emergency_unlocks_what_it_names_alone(case, authority):
    made = case(authorities=(authority("P", kind="proclamation", invokes=("10 USC 12302", "10 USC 2808")),))
    found = rules(made)["check/emergency-unlocks", "P"]
    assert "10 USC 12302, 10 USC 2808, and nothing else" in found.message
    assert found.citations[0].cite == "50 USC 1631"
    assert found.citations[0].quote


def test_lines_that_nobody_may_serve(case, authority, line, unit):
    made = case(
        authorities=(authority("OK"), authority("OTHER", permits_roles=("supply",))),
        lines=(
            line("ARREST", role="arrest", approval="OK"),
            line("FLY", role="transport_detainees", approval="OK"),
            line("RESERVE", approval="OK", duty_statuses=()),
            line("NONE"),
            line("WRONG", approval="OTHER"),
            line("FINE", approval="OK"),
        ),
        units=(unit(),),
    )
    found = rules(made)
    assert found["check/line-prohibited", "ARREST"].severity == "block"
    assert any("1385" in cited.cite for cited in found["check/line-prohibited", "ARREST"].citations)
    assert found["check/line-unknown", "FLY"].settled_by
    assert ("check/approval-missing", "NONE") in found
    assert ("check/role-not-approved", "WRONG") in found
    assert not [key for key in found if key[1] in ("FINE", "RESERVE")]


def test_a_line_that_needs_a_section(case, authority, line, unit):
    made = case(authorities=(authority("OK"),), lines=(line(approval="OK"),), units=(unit(component="USAR"),))
    found = rules(made)["check/line-needs-authority", "L1"]
    assert any("12302" in words for words in found.would_do)


def test_an_approval_that_ends_before_its_line(case, authority, line, unit):
    made = case(
        authorities=(authority("OK", end=date(2025, 3, 1)),), lines=(line(approval="OK"),), units=(unit(),)
    )
    found = rules(made)
    assert found["check/approval-not-in-force", "L1"].days == (date(2025, 2, 1), date(2026, 3, 1))
    assert ("check/clock-expiry", "OK") in found


@pytest.mark.parametrize(
    ("mobilization", "end", "verdict"),
    [
        ("10 USC 12304b", date(2025, 12, 1), None),
        (None, date(2025, 12, 1), "needs_authority"),
        ("10 USC 12304b", date(2025, 12, 2), "prohibited"),
    ],
)
def test_tours_already_ordered_are_asked_too(case, authority, line, unit, mobilization, end, verdict):
    tour = FixedTour(
        unit="U1", line="L1", start=date(2024, 12, 1), end=end, duty_status=DutyStatus.T10, authority=("OK",)
    )
    made = case(
        authorities=(authority("OK", issued=date(2024, 10, 1)),),
        lines=(line(approval="OK"),),
        units=(unit(component="ARNG", state="TX", mobilization=mobilization),),
        tours=(tour,),
    )
    found = rules(made)
    if mobilization is not None:
        assert found["check/clock-mobilization", "U1"].days[0] == date(2025, 12, 1)
    told = found.get(("check/fixed-tour-law", "U1"))
    assert (told.verdict.value if told else None) == verdict
    assert told is None or told.severity == "review"


def test_a_ceiling_in_the_documents_alone(case):
    quantity = Quantity(value=1500, low=None, high=1500, bound="up_to", unit="people")
    fact = Fact(doc="memo.txt", kind="ceiling", quote="up to 1,500", start=0, end=11, quantity=quantity)
    found = rules(case(facts=(fact,)))["check/fact-ceiling", "memo.txt"]
    assert "1,500" in found.message
    assert found.citations[0].quote == "up to 1,500"


@pytest.mark.parametrize("name", CASES)
def test_the_examples(name):
    made, problems = read_case(EXAMPLES / name)
    assert made is not None, problems
    found = check_case(made)
    assert {item.rule for item in found if item.rule.startswith("check/")} <= set(CHECKS)
    lawful = 0
    for line in made.lines:
        for unit in made.units[:12]:
            for option in bases_for(made, unit, line).options:
                lawful += 1
                judged = judge(
                    made,
                    unit,
                    line,
                    option.duty_status,
                    option.authorities,
                    option.mobilization,
                    option.period,
                )
                assert judged.mission == "permitted"
                assert judged.mobilization == "permitted" or option.max_days is not None
    assert lawful


@pytest.mark.parametrize(
    ("recorded", "told"), [((), True), ((("use_of_force_training", "2025-01-02"),), False)]
)
def test_armed_people_are_trained_first_and_the_record_shows_it(case, authority, line, unit, recorded, told):
    tour = FixedTour(
        unit="U1", line="L1", start=date(2025, 2, 1), end=date(2025, 3, 1), duty_status=DutyStatus.T10
    )
    made = case(
        authorities=(authority("RFA"),),
        lines=(line("L1", approval="RFA", armed=True),),
        units=(unit("U1", extra=recorded),),
        tours=(tour,),
    )
    assert ("check/use-of-force-training" in {found.rule for found in check_case(made)}) is told
