"""Reported strength against ceilings: a ceiling is not a strength, and an unstated status is not a guess."""

from datetime import date

import pytest

from muster.domain.authority import Ceiling
from muster.domain.component import Component, DutyStatus
from muster.domain.policy import Policy
from muster.domain.strength import StrengthReport
from muster.domain.tour import FixedTour
from muster.law.ceilings import binding_period, contains, counts, in_scope
from muster.law.check import check_case
from muster.law.reports import check_strengths, standings
from muster.law.standing_tours import check_fixed_tours

OCTOBER = date(2022, 10, 28)


def report(headcount=2708, scope="CAP", on=OCTOBER, **given):
    given.setdefault("kind", "on_duty")
    return StrengthReport(date=on, scope=scope, headcount=headcount, **given)


def capped(case, authority, reports, **given):
    given.setdefault("headcount", 2500)
    given.setdefault("duty_statuses", (DutyStatus.T10,))
    return case(
        as_of=date(2022, 11, 1),
        authorities=(
            authority(
                "FY2023",
                issued=date(2022, 9, 1),
                end=date(2023, 10, 1),
                ceilings=(Ceiling(id="CAP", **given),),
            ),
        ),
        strengths=tuple(reports),
    )


def told(made):
    return [(found.rule, found.severity, found.verdict.value) for found in check_strengths(made)]


@pytest.mark.parametrize(
    ("overlap", "rule", "severity"),
    [
        ("unknown", "check/ceiling-overlap-unknown", "review"),
        ("counted", "check/ceiling-exceeded", "block"),
        ("excluded", "check/ceiling-overlap-unknown", "review"),
        ("tolerated:10", "check/ceiling-tolerated", "review"),
    ],
)
def test_october_2022(case, authority, overlap, rule, severity):
    made = capped(case, authority, [report()], overlap=overlap)
    assert [(found.rule, found.severity) for found in check_strengths(made)] == [(rule, severity)]
    (found,) = check_strengths(made)
    assert "2,708" in found.message
    assert "2,500" in found.message
    assert "208" in found.message
    assert found.days == (OCTOBER, date(2022, 10, 29))
    if severity == "review":
        assert found.settled_by


def test_tolerated_days_run_out(case, authority):
    days = [report(on=date(2022, 10, day)) for day in (26, 27, 28)]
    rules = {rule for rule, _, _ in told(capped(case, authority, days, overlap="tolerated:2"))}
    assert rules == {"check/ceiling-exceeded"}


@pytest.mark.parametrize("kind", ["planned", "announced"])
def test_what_is_planned_breaks_no_ceiling(case, authority, kind):
    made = capped(case, authority, [report(kind=kind)], overlap="counted")
    assert told(made) == [("check/ceiling-planned", "note", "permitted")]


@pytest.mark.parametrize(
    "given",
    [
        {"headcount": 2500},
        {"duty_status": DutyStatus.SAD},
        {"on": date(2023, 10, 1)},
        {"bound": "up_to"},
        {"scope": "ELSEWHERE"},
    ],
)
def test_what_does_not_count(case, authority, given):
    assert told(capped(case, authority, [report(**given)], overlap="counted")) == []


def test_state_active_duty_is_never_added_to_a_federal_ceiling(case, authority):
    lone_star = report(5000, component=Component.ARNG, duty_status=DutyStatus.SAD)
    guard = report(2400, component=Component.ARNG, duty_status=DutyStatus.T10)
    assert told(capped(case, authority, [lone_star, guard], overlap="counted")) == []


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        ({"scope": "FY2023"}, "unknown"),
        ({"scope": "FY2023", "duty_status": DutyStatus.T10}, "prohibited"),
        ({"bound": "about"}, "unknown"),
        ({"bound": "at_least"}, "prohibited"),
        ({"bound": "range", "low": 2600, "high": 2800}, "prohibited"),
        ({"bound": "range", "low": 2400, "high": 2800}, None),
    ],
)
def test_what_a_report_leaves_open(case, authority, given, verdict):
    two = (Ceiling(id="OTHER", headcount=9000),)
    made = capped(case, authority, [report(**given)], overlap="counted")
    first = made.authorities[0]
    made = case(
        as_of=made.as_of,
        strengths=made.strengths,
        authorities=(
            authority("FY2023", issued=first.issued, end=first.end, ceilings=(*first.ceilings, *two)),
        ),
    )
    assert [found for _, _, found in told(made)] == ([verdict] if verdict else [])


def test_parts_are_added_only_if_they_are_parts(case, authority):
    parts = [
        report(1500, component=Component.ARNG, duty_status=DutyStatus.T10, source="a"),
        report(1200, component=Component.RA, duty_status=DutyStatus.T10, source="a"),
    ]
    total = report(2400, source="a")
    assert told(capped(case, authority, parts, overlap="counted"))[0][0] == "check/ceiling-exceeded"
    # a total and its parts are never added; parts above the total are a conflict of their own
    assert {rule for rule, _, _ in told(capped(case, authority, [*parts, total], overlap="counted"))} == {
        "check/ceiling-exceeded",
        "check/strength-parts",
    }
    same = [report(1500, component=Component.ARNG, duty_status=DutyStatus.T10, source="a")] * 2
    assert told(capped(case, authority, same, overlap="counted")) == []
    unstated = [report(1500, component=Component.ARNG), report(1200, component=Component.RA)]
    assert told(capped(case, authority, unstated, overlap="counted")) == []
    by_others = [
        report(1500, component=Component.ARNG, duty_status=DutyStatus.T10, source="a"),
        report(1200, component=Component.RA, duty_status=DutyStatus.T10, source="b"),
    ]
    assert told(capped(case, authority, by_others, overlap="counted")) == []


def test_a_nested_ceiling_shows_in_the_wider_one(case, authority):
    made = case(
        as_of=date(2025, 3, 1),
        authorities=(
            authority(
                "ALL", ceilings=(Ceiling(id="4000", headcount=4000, counts="scope", overlap="counted"),)
            ),
            authority(
                "GUARD",
                ceilings=(
                    Ceiling(
                        id="G",
                        headcount=9000,
                        components=(Component.ARNG,),
                        duty_statuses=(DutyStatus.T10,),
                        overlap="counted",
                    ),
                ),
            ),
        ),
        strengths=(report(4200, scope="G", on=date(2025, 2, 1)),),
    )
    (found,) = check_strengths(made)
    assert (found.rule, found.subject) == ("check/ceiling-exceeded", "4000")
    assert "reported for G" in found.message
    assert [item.through for item in standings(made)] == ["G", None]


def test_reports_that_disagree_are_kept_side_by_side(case, authority):
    made = capped(case, authority, [report(2200, source="CNN"), report(2400, source="AP")])
    (found,) = check_strengths(made)
    assert found.rule == "check/strength-conflict"
    assert "2,200 (CNN)" in found.message
    assert "2,400 (AP)" in found.message


def test_reports_that_can_both_be_true_do_not_conflict(case, authority):
    made = capped(case, authority, [report(2200, bound="at_least", source="a"), report(2400, source="b")])
    assert told(made) == []


def test_a_ceiling_binds_only_with_its_authority(case, authority):
    made = capped(case, authority, [report()], overlap="counted", start=date(2022, 10, 1))
    first = made.authorities[0]
    period = binding_period(made, first, first.ceilings[0])
    assert (period.start, period.end) == (date(2022, 10, 1), date(2023, 10, 1))
    waiting = case(
        authorities=(authority("A", status="expected", ceilings=first.ceilings),), strengths=(report(),)
    )
    assert binding_period(waiting, waiting.authorities[0], first.ceilings[0]) is None
    assert check_strengths(waiting) == ()
    assumed = binding_period(
        waiting, waiting.authorities[0], first.ceilings[0], assume_signed=frozenset({"A"})
    )
    assert assumed is not None


def test_whom_a_ceiling_counts(case, authority, line, unit):
    named = Ceiling(id="C", headcount=1, duty_statuses=(DutyStatus.T10,), excludes_roles=("transport_air",))
    wide = Ceiling(id="D", headcount=1, counts="scope", places=("ELP",))
    made = authority("A", ceilings=(named, wide))
    first, air = line(), line(role="transport_air")
    who = unit()
    whole = case(authorities=(made,))
    t10 = DutyStatus.T10
    assert counts(named, made, whole, who, first, t10, ("A",))
    assert not counts(named, made, whole, who, first, t10, ())
    assert counts(named, made, whole, who, line(approval="A"), t10, ())
    assert not counts(named, made, whole, who, air, t10, ("A",))
    assert counts(wide, made, whole, who, air, t10, ())
    assert not counts(wide, made, whole, who, line(place="AVL"), t10, ())
    assert in_scope(wide, component=Component.RA, duty_status=t10, role="supply", place="ELP")
    assert contains(Ceiling(id="X"), wide)
    assert not contains(wide, Ceiling(id="X"))


def test_the_whole_check_has_ids_and_published_rules(case, authority):
    from muster.law.page import rule_list

    made = capped(case, authority, [report()])
    found = check_case(made)
    assert [item.id for item in found] == [f"F{number:04d}" for number in range(1, len(found) + 1)]
    assert {item.rule for item in found} <= {row["rule"] for row in rule_list()}


def test_reports_by_place_add_up_under_a_wide_ceiling(case, authority):
    t10 = {"component": Component.RA, "duty_status": DutyStatus.T10, "source": "a", "on": date(2025, 2, 1)}
    wide = Ceiling(
        id="ALL", headcount=4000, counts="scope", duty_statuses=(DutyStatus.T10,), overlap="counted"
    )
    reports = [report(2500, scope="ELP", **t10), report(1600, scope="AVL", **t10)]
    made = case(
        as_of=date(2025, 3, 1), authorities=(authority("A", ceilings=(wide,)),), strengths=tuple(reports)
    )
    (found,) = check_strengths(made)
    assert (found.rule, found.severity) == ("check/ceiling-exceeded", "block")
    unstated = [report(9000, scope="ELP", component=Component.RA, on=date(2025, 2, 1))]
    quiet = case(as_of=date(2025, 3, 1), authorities=made.authorities, strengths=tuple(unstated))
    assert check_strengths(quiet) == ()


@pytest.mark.parametrize(
    ("headcounts", "overlap", "verdict"),
    [
        ((60, 40), "counted", None),
        ((60, 41), "counted", "prohibited"),
        ((60, 41), "unknown", "unknown"),
        ((60, 41), "excluded", None),
        ((60, 41), "tolerated:5", "permitted"),
        ((60, 41), "tolerated:4", "prohibited"),
        ((101, 0), "excluded", "prohibited"),
    ],
)
def test_ordered_tours_against_a_ceiling(case, authority, line, unit, headcounts, overlap, verdict):
    """The second tour arrives on the last five days of the first: five days of reception."""
    first, second = headcounts
    tours = [
        FixedTour(
            unit="U1",
            line="L1",
            start=date(2025, 2, 1),
            end=date(2025, 3, 1),
            duty_status=DutyStatus.T10,
            authority=("A",),
            headcount=first,
        ),
        FixedTour(
            unit="U2",
            line="L1",
            start=date(2025, 2, 24),
            end=date(2025, 4, 1),
            duty_status=DutyStatus.T10,
            authority=("A",),
            headcount=second,
        ),
    ]
    made = case(
        authorities=(authority("A", ceilings=(Ceiling(id="C", headcount=100, overlap=overlap),)),),
        lines=(line(approval="A"),),
        units=(unit("U1"), unit("U2")),
        policies=(Policy(policy="P", max_tour_days=90, reception_days=5),),
        tours=tuple(tours),
    )
    found = check_fixed_tours(made)
    assert [item.verdict.value for item in found] == ([verdict] if verdict else [])
