"""Totals of several statuses and the parts that add up to them."""

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.domain.authority import Ceiling
from muster.domain.command import Command
from muster.domain.component import Component, DutyStatus
from muster.domain.place import Place
from muster.domain.strength import StrengthReport
from muster.law.reconciling import reconcile, reconciliations
from muster.law.reports import check_strengths, judgements, standings

DAY = date(2025, 2, 28)
T10, SAD = DutyStatus.T10, DutyStatus.SAD


def report(headcount, scope="CAP", **given):
    given.setdefault("kind", "on_duty")
    given.setdefault("date", DAY)
    return StrengthReport(scope=scope, headcount=headcount, **given)


def capped(case, authority, *reports, limit=4500, overlap="counted", **given):
    given.setdefault("duty_statuses", (T10,))
    ceiling = Ceiling(id="CAP", headcount=limit, overlap=overlap, **given)
    return case(
        as_of=date(2025, 3, 1),
        authorities=(authority("A", ceilings=(ceiling,)),),
        strengths=reports,
        commands=(Command(command="JTF-N"), Command(command="LONE-STAR")),
        places=(
            Place(place="ELP", kind="sector", lat=31.8, lon=-106.4),
            Place(place="SWB", kind="other", lat=31.8, lon=-106.4),
        ),
    )


def told(made):
    return [(found.rule, found.severity) for found in check_strengths(made)]


def test_9200_is_no_breach_of_a_title_10_ceiling(case, authority):
    """The report of 28 February 2025: 9,200 = 4,200 Title 10 + 5,000 state active duty."""
    total, parts = report(9200), (report(4200, duty_status=T10), report(5000, duty_status=SAD))
    made = capped(case, authority, total, *parts)
    assert told(made) == []
    (found,) = reconciliations(made)
    assert (found.total, set(found.parts), found.own) == (total, set(parts), True)


def test_without_its_parts_such_a_total_is_a_breach_as_its_scope_says(case, authority):
    assert told(capped(case, authority, report(9200))) == [("check/ceiling-exceeded", "block")]


def test_the_part_that_counts_is_judged_by_itself(case, authority):
    made = capped(
        case,
        authority,
        report(9200),
        report(4200, duty_status=T10),
        report(5000, duty_status=SAD),
        limit=4000,
    )
    assert told(made) == [("check/ceiling-exceeded", "block")]
    assert "4,200" in check_strengths(made)[0].message


def test_parts_of_other_scopes_by_the_same_source_speak_for_the_total(case, authority):
    reports = (
        report(9200, source="AFC"),
        report(4200, "JTF-N", duty_status=T10, source="AFC"),
        report(5000, "LONE-STAR", duty_status=SAD, source="AFC"),
    )
    assert told(capped(case, authority, *reports)) == []
    over = capped(case, authority, *reports, limit=4000)
    (finding,) = check_strengths(over)
    assert finding.rule == "check/ceiling-exceeded"
    assert "4,200" in finding.message
    assert "JTF-N" in finding.message


def test_a_sum_alone_leaves_it_open(case, authority):
    """Other scopes and other sources that happen to add up are shown; whom the total counts is then open."""
    made = capped(
        case,
        authority,
        report(9200, source="a"),
        report(4200, "JTF-N", duty_status=T10, source="b"),
        report(5000, "LONE-STAR", duty_status=SAD, source="c"),
    )
    assert [found.own for found in reconciliations(made)] == [False]
    assert told(made) == [("check/ceiling-strength-unstated", "review")]


def test_a_total_beside_people_whom_the_ceiling_does_not_count_is_unknown(case, authority):
    made = capped(case, authority, report(9200), report(5000, duty_status=SAD))
    assert told(made) == [("check/ceiling-strength-unstated", "review")]


@pytest.mark.parametrize(
    ("overlap", "limit", "rule"),
    [
        ("excluded", 2500, "check/ceiling-hand-over"),
        ("excluded", 2400, "check/ceiling-exceeded"),
        ("unknown", 2500, "check/ceiling-overlap-unknown"),
        ("unknown", 2400, "check/ceiling-exceeded"),
        ("tolerated:10", 2500, "check/ceiling-tolerated"),
        ("tolerated:10", 2400, "check/ceiling-exceeded"),
        ("counted", 2500, "check/ceiling-exceeded"),
    ],
)
def test_people_in_hand_over(case, authority, overlap, limit, rule):
    """October 2022, had the report said how many: 2,708 with 208 in hand-over."""
    made = capped(case, authority, report(2708, duty_status=T10, hand_over=208), limit=limit, overlap=overlap)
    (found,) = check_strengths(made)
    assert found.rule == rule
    assert "208 of them were handing over, 2,500 without them" in found.message
    assert found.severity == {"check/ceiling-hand-over": "note", "check/ceiling-exceeded": "block"}.get(
        rule, "review"
    )


def test_commands_and_units_show_in_a_ceiling_on_everybody(case, authority, unit):
    wide = {"counts": "scope", "limit": 4000}
    made = capped(case, authority, report(4200, "JTF-N", duty_status=T10), **wide)
    assert told(made) == [("check/ceiling-exceeded", "block")]
    unstated = capped(case, authority, report(4200, "JTF-N"), **wide)
    assert told(unstated) == []
    by_unit = case(
        as_of=date(2025, 3, 1),
        authorities=made.authorities,
        units=(unit("U1"), unit("U2")),
        strengths=tuple(report(2100, name, duty_status=T10, source="a") for name in ("U1", "U2")),
    )
    assert told(by_unit) == [("check/ceiling-exceeded", "block")]
    named = capped(case, authority, report(4200, "JTF-N", duty_status=T10), limit=4000)
    assert told(named) == []


def test_each_report_is_judged_once(case, authority):
    made = capped(case, authority, report(4200, duty_status=T10), report(4600, duty_status=T10, source="b"))
    (owner,) = made.authorities
    judged = judgements(made, owner, owner.ceilings[0])
    assert [(standing.low, finding is not None) for standing, finding in judged] == [
        (4200, False),
        (4600, True),
    ]
    assert standings(made, of=owner.ceilings[0]) == tuple(standing for standing, _ in judged)


STATUSES = st.sampled_from([None, *DutyStatus])
REPORTS = st.lists(
    st.builds(
        StrengthReport,
        date=st.sampled_from([DAY, date(2025, 3, 1)]),
        scope=st.sampled_from(["CAP", "ELP", "SWB"]),
        headcount=st.integers(0, 6),
        kind=st.sampled_from(["on_duty", "planned", "announced"]),
        component=st.sampled_from([None, Component.RA, Component.ARNG]),
        duty_status=STATUSES,
        source=st.sampled_from([None, "a", "b"]),
    ),
    max_size=7,
)


@settings(deadline=None)
@given(REPORTS)
def test_what_is_found_adds_up_and_nothing_is_missed(reports):
    apart = (frozenset({"ELP", "SWB"}),)
    found = reconcile(reports, apart=apart)
    for item in found:
        assert sum(part.headcount for part in item.parts) == item.total.headcount
        assert len(item.parts) > 1
        assert all(part.date == item.total.date for part in item.parts)
        assert all(part.kind in ("on_duty", item.total.kind) for part in item.parts)
        for one, two in combinations(item.parts, 2):
            same_place = one.scope == two.scope or "CAP" in (one.scope, two.scope)
            alike = None in (one.component, two.component) or one.component == two.component
            assert one.duty_status != two.duty_status or not (same_place and alike)
    # The simplest sort of total is found wherever there is one: two parts of two statuses.
    totals = [item.total for item in found]
    for total in reports:
        if total.duty_status is not None or total.component is not None:
            continue
        pairs = [
            pair
            for pair in combinations(reports, 2)
            if all(
                part.date == total.date
                and part.kind in ("on_duty", total.kind)
                and part.duty_status is not None
                and 0 < part.headcount < total.headcount
                for part in pair
            )
            and pair[0].duty_status != pair[1].duty_status
            and sum(part.headcount for part in pair) == total.headcount
        ]
        if pairs:
            assert any(item is total for item in totals)


@pytest.mark.parametrize(("kind", "found"), [("on_duty", 1), ("planned", 0), ("announced", 0)])
def test_only_people_on_duty_explain_people_on_duty(kind, found):
    reports = [report(9, kind="on_duty"), report(4, duty_status=T10, kind=kind), report(5, duty_status=SAD)]
    assert len(reconcile(reports)) == found
    planned = [report(9, kind="planned"), report(4, duty_status=T10), report(5, duty_status=SAD)]
    assert len(reconcile(planned)) == 1
