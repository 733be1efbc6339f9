"""Instruments against each other and against the law."""

from datetime import date

import pytest

from muster.domain.authority import Ceiling
from muster.domain.component import DutyStatus
from muster.domain.finding import Verdict
from muster.domain.quote import Quote
from muster.law.conflicts import check_conflicts

DAY = date(2025, 5, 1)


def of(case, *authorities):
    return list(check_conflicts(case(as_of=DAY, authorities=authorities)))


def test_both_are_shown_with_their_rank(case, authority):
    words = (Quote(source="sources/eo.txt", text="shall not detain"),)
    (found,) = of(
        case,
        authority("MEMO", kind="memorandum", permits_roles=("linguist",)),
        authority("ORDER", kind="executive_order", forbids_roles=("linguist",), quotes=words),
    )
    assert found.rule == "check/instruments-contradict"
    assert found.verdict is Verdict.UNKNOWN
    assert "rank 2" in found.message
    assert "rank 1" in found.message
    assert "ORDER's" in found.message
    assert found.citations[0].quote == "shall not detain"


@pytest.mark.parametrize(
    "given",
    [
        {"end": date(2025, 3, 1), "second": {"start": date(2025, 3, 1)}},
        {"states": ("TX",), "second": {"states": ("NC",)}},
        {"status": "rescinded", "second": {}},
    ],
)
def test_what_never_meets_does_not_contradict(case, authority, given):
    second = given.pop("second")
    one = authority("ONE", permits_roles=("linguist",), **given)
    assert of(case, one, authority("TWO", forbids_roles=("linguist",), **second)) == []


def test_an_amendment_that_lifts_is_no_contradiction(case, authority):
    base = authority("BASE", kind="memorandum", forbids_roles=("linguist",))
    assert (
        of(case, base, authority("LATER", kind="memorandum", permits_roles=("linguist",), amends=("BASE",)))
        == []
    )


def test_numbers_that_differ_are_told_unless_one_replaces_the_other(case, authority):
    def limit(name, number, **given):
        return Ceiling(id=name, headcount=number, counts="scope", duty_statuses=(DutyStatus.T10,), **given)

    one = authority("ONE", ceilings=(limit("C1", 2500),))
    (found,) = of(case, one, authority("TWO", ceilings=(limit("C2", 4000),)))
    assert found.rule == "check/ceilings-contradict"
    assert "2,500" in found.message
    assert "4,000" in found.message
    assert of(case, one, authority("TWO", ceilings=(limit("C2", 4000, replaces="C1"),))) == []
    narrower = Ceiling(id="C3", headcount=10, counts="scope", duty_statuses=(DutyStatus.T32,))
    assert of(case, one, authority("TWO", ceilings=(narrower,))) == []


def test_a_claim_beyond_the_law_is_the_documents_claim(case, authority):
    (found,) = of(case, authority("MEMO", kind="memorandum", permits_roles=("arrest", "supply")))
    assert found.rule == "check/claim-beyond-law"
    assert found.verdict is Verdict.PROHIBITED
    assert found.severity == "review"
    assert "document's claim" in found.message
    assert any(cite.cite == "18 USC 1385" for cite in found.citations)


def test_what_the_law_gives_is_no_claim_beyond_it(case, authority):
    order = authority(
        "ACT", kind="proclamation", permits_roles=("arrest",), invokes=("10 USC 252", "10 USC 254")
    )
    assert of(case, order) == []
    assert of(case, authority("GOV", kind="governor_order", permits_roles=("arrest",), states=("TX",))) == []
