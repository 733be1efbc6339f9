"""Accepted facts as reports."""

import pytest

from muster.domain.command import Command
from muster.domain.fact import Fact, Quantity, Review
from muster.tracking.facts import reports_of_facts
from muster.tracking.track import track_case
from tests.tracking.small import T10, day, make_case, report


def fact(value=4200, **given):
    given.setdefault("quantity", Quantity(value=value, low=None, high=None, bound="about", unit="personnel"))
    given.setdefault("subject", "Joint Task Force North")
    given.setdefault("date", "2025-02-28")
    given.setdefault("quote", "about 4,200 Title 10 personnel")
    return Fact(**({"doc": "memo.txt", "kind": "strength", "start": 0, "end": 9} | given))


def made(*facts, reports=()):
    return make_case(
        *reports, facts=facts, commands=(Command(command="JTF-N", name="Joint Task Force North"),)
    )


def test_a_fact_with_day_scope_and_number_is_a_report():
    reports, unplaced = reports_of_facts(made(fact()))
    (found,) = reports
    assert (found.scope, found.headcount, found.kind, found.bound) == ("JTF-N", 4200, "on_duty", "about")
    assert (found.date, found.duty_status) == (day(59), T10)
    assert found.source == "memo.txt: “about 4,200 Title 10 personnel”"
    assert unplaced == ()
    tracked = track_case(made(fact()))
    assert [item.scope for item in tracked.scopes] == ["JTF-N"]


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ({"status": "planned"}, "planned"),
        ({"status": "expected"}, "announced"),
        ({"subject": "x", "place": "elp"}, "on_duty"),
    ],
)
def test_kinds_and_places(given, kind):
    ((found,), _) = reports_of_facts(made(fact(**given)))
    assert found.kind == kind


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"status": "denied"}, "denied"),
        ({"status": "possible"}, "possible"),
        ({"quantity": None}, "no number"),
        ({"date": None}, "no day"),
        ({"date": "2025-02"}, "no day"),
        ({"subject": "the force"}, "'the force'"),
        (
            {"quantity": Quantity(value=60, low=None, high=None, bound="exact", unit="percent")},
            "count people",
        ),
    ],
)
def test_what_is_missing_is_said(given, why):
    reports, (found,) = reports_of_facts(made(fact(**given)))
    assert reports == ()
    assert why in found.why


def test_two_statuses_in_the_words_state_none_and_nothing_is_told_twice():
    words = "4,200 in Title 10 and others on state active duty"
    ((found,), _) = reports_of_facts(made(fact(quote=words)))
    assert found.duty_status is None
    known = report(59, 4200, "JTF-N")
    assert reports_of_facts(made(fact(), reports=(known,))) == ((), ())
    assert reports_of_facts(made(fact(kind="ceiling"))) == ((), ())


def test_a_rejected_fact_is_no_report():
    rejected = fact(review=Review(state="rejected", reason="misread"))
    assert reports_of_facts(made(rejected)) == ((), ())
    corrected = fact(review=Review(state="corrected", reason="misread"))
    assert len(reports_of_facts(made(corrected))[0]) == 1
