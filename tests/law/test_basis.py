"""Bases and judgements: three questions on every day, and the two ways of asking agree."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.domain.component import DutyStatus
from muster.domain.finding import Verdict
from muster.domain.period import Period
from muster.law.basis import bases_for, basis_key, judge

T10, T32, SAD = DutyStatus.T10, DutyStatus.T32, DutyStatus.SAD
FEBRUARY = Period(date(2025, 2, 1), date(2025, 3, 1))


def proclamation(authority, **given):
    given.setdefault("invokes", ("10 USC 12302",))
    return authority("PROC", kind="proclamation", **given)


def options(case, unit, line, **flags):
    return [
        (option.duty_status, option.authorities, option.mobilization)
        for option in bases_for(case, unit, line, **flags).options
    ]


def test_an_approved_request_carries_regulars(case, authority, line, unit):
    made = case(authorities=(authority("OK"),), lines=(line(approval="OK"),), units=(unit(),))
    assert options(made, made.units[0], made.lines[0]) == [(T10, ("OK",), None)]
    (option,) = bases_for(made, made.units[0], made.lines[0]).options
    assert option.fund is None
    assert any("who pays" in found.message for found in option.findings)


def test_without_approval_nothing_is_permitted(case, line, unit):
    made = case(lines=(line(),), units=(unit(),))
    found = bases_for(made, made.units[0], made.lines[0])
    assert found.options == ()
    assert {item.rule for item in found.findings} >= {"check/approval-missing"}


@pytest.mark.parametrize(
    ("given", "permitted"),
    [
        ({"permits_roles": ("warehouse", "supply")}, True),
        ({"permits_roles": ("supply",)}, False),
        ({"permits_roles": ()}, True),
        ({"forbids_roles": ("warehouse",)}, False),
        ({"status": "expected"}, False),
        ({"end": date(2025, 1, 20)}, False),
    ],
)
def test_what_the_approval_says(case, authority, line, unit, given, permitted):
    made = case(authorities=(authority("OK", **given),), lines=(line(approval="OK"),), units=(unit(),))
    assert bool(options(made, made.units[0], made.lines[0])) is permitted
    judged = judge(made, made.units[0], made.lines[0], T10, ("OK",), None, FEBRUARY)
    assert (judged.verdict is Verdict.PERMITTED) is permitted
    assert judged.findings


def test_an_amendment_adds_roles_and_the_rest_remains(case, authority, line, unit):
    made = case(
        authorities=(
            authority("RFA", permits_roles=("camera_operator",), status="amended"),
            authority("RFA-2", permits_roles=("warehouse",), amends=("RFA",), start=date(2025, 3, 1)),
        ),
        lines=(line(approval="RFA"), line("L2", role="camera_operator", approval="RFA")),
        units=(unit(),),
    )
    (option,) = bases_for(made, made.units[0], made.lines[0]).options
    assert option.authorities == ("RFA", "RFA-2")
    assert option.period.start == date(2025, 3, 1)
    (option,) = bases_for(made, made.units[0], made.lines[1]).options
    assert option.authorities == ("RFA",)
    assert option.period.start == date(2025, 1, 20)


def test_another_instrument_forbids_too(case, authority, line, unit):
    made = case(
        authorities=(authority("OK"), authority("NO", kind="memorandum", forbids_roles=("warehouse",))),
        lines=(line(approval="OK"),),
        units=(unit(),),
    )
    assert options(made, made.units[0], made.lines[0]) == []


def test_a_memorandum_cannot_permit_what_a_statute_prohibits(case, authority, line, unit):
    made = case(
        authorities=(authority("OK", permits_roles=("arrest",)),),
        lines=(line(role="arrest", approval="OK"),),
        units=(unit(),),
    )
    found = bases_for(made, made.units[0], made.lines[0])
    assert found.options == ()
    assert {"usc/t18/s1385", "usc/t10/s275"} <= {item.rule for item in found.findings}


def test_assumed_signed_is_marked(case, authority, line, unit):
    made = case(
        authorities=(authority("OK", status="expected", start=date(2025, 2, 1)),),
        lines=(line(approval="OK"),),
        units=(unit(),),
    )
    assert options(made, made.units[0], made.lines[0]) == []
    (option,) = bases_for(made, made.units[0], made.lines[0], assume_signed=frozenset({"OK"})).options
    assert option.assumes == ("OK",)
    assert option.period.start == date(2025, 2, 1)
    judged = judge(
        made,
        made.units[0],
        made.lines[0],
        T10,
        ("OK",),
        None,
        FEBRUARY,
        assume_signed=frozenset(option.assumes),
    )
    assert judged.verdict is Verdict.PERMITTED


@pytest.mark.parametrize(
    ("emergency", "mobilization", "permitted"),
    [
        (None, "10 USC 12302", False),  # the section does not bring the emergency
        ({}, "10 USC 12302", True),
        ({"invokes": ("10 USC 2808",)}, "10 USC 12302", False),  # named another section (50 USC 1631)
        ({}, None, True),  # the proclamation names 12302
        ({"invokes": ("10 USC 2808",)}, None, False),
        ({"status": "expected"}, "10 USC 12302", False),
    ],
)
def test_12302_needs_an_emergency_that_names_it(
    case, authority, line, unit, emergency, mobilization, permitted
):
    authorities = (authority("OK"),)
    if emergency is not None:
        authorities += (proclamation(authority, **emergency),)
    made = case(
        authorities=authorities,
        lines=(line(approval="OK"),),
        units=(unit(component="USAR", mobilization=mobilization),),
    )
    assert bool(options(made, made.units[0], made.lines[0])) is permitted


@pytest.mark.parametrize(("resting", "permitted"), [("PROC", True), (None, False)])
def test_a_memorandum_that_rests_on_the_emergency(case, authority, line, unit, resting, permitted):
    made = case(
        authorities=(
            authority("OK"),
            authority("PROC", kind="declaration", invokes=("50 USC 1621",)),
            authority("MEMO", kind="memorandum", invokes=("10 USC 12302",), emergency=resting),
        ),
        lines=(line(approval="OK"),),
        units=(unit(component="USAR", mobilization="10 USC 12302"),),
    )
    assert bool(options(made, made.units[0], made.lines[0])) is permitted


def test_the_basis_ends_where_the_emergency_lapses(case, authority, line, unit):
    made = case(
        authorities=(authority("OK"), proclamation(authority)),
        lines=(line(approval="OK"),),
        units=(unit(component="USAR", mobilization="10 USC 12302"),),
    )
    (option,) = bases_for(made, made.units[0], made.lines[0]).options
    assert option.period.end == date(2026, 1, 1)
    assert option.max_days == 730
    late = Period(date(2025, 12, 1), date(2026, 1, 2))
    judged = judge(made, made.units[0], made.lines[0], T10, ("OK",), "10 USC 12302", late)
    assert (judged.mission, judged.mobilization) == (Verdict.PERMITTED, Verdict.NEEDS_AUTHORITY)


def test_a_stay_is_limited_by_the_section_and_by_the_order(case, authority, line, unit):
    made = case(
        authorities=(authority("OK", max_days=90),),
        lines=(line(approval="OK"),),
        units=(unit(component="ARNG", mobilization="10 USC 12304b", state="TX"),),
    )
    (option,) = bases_for(made, made.units[0], made.lines[0]).options
    assert option.max_days == 90
    for days, verdict in ((90, Verdict.PERMITTED), (91, Verdict.PROHIBITED)):
        period = Period(date(2025, 2, 1), date(2025, 2, 1) + timedelta(days=days))
        judged = judge(made, made.units[0], made.lines[0], T10, ("OK",), "10 USC 12304b", period)
        assert judged.verdict is verdict


@pytest.mark.parametrize(("days", "verdict"), [(365, Verdict.PERMITTED), (366, Verdict.PROHIBITED)])
def test_a_stay_longer_than_its_section_allows(case, authority, line, unit, days, verdict):
    made = case(
        authorities=(authority("OK"),),
        lines=(line(approval="OK"),),
        units=(unit(component="ARNG", mobilization="10 USC 12304b", state="TX"),),
    )
    period = Period(date(2025, 2, 1), date(2025, 2, 1) + timedelta(days=days))
    judged = judge(made, made.units[0], made.lines[0], T10, ("OK",), "10 USC 12304b", period)
    assert (judged.mission, judged.mobilization) == (Verdict.PERMITTED, verdict)
    assert ("12304b" in " ".join(found.message for found in judged.findings)) is (days > 365)


def test_what_is_assumed_behind_the_scenes_is_marked_too(case, authority, line, unit):
    made = case(
        authorities=(
            authority("OK"),
            authority("MEMO", kind="memorandum", invokes=("10 USC 12302",)),
            proclamation(authority, status="expected", issued=None),
        ),
        lines=(line(approval="OK"),),
        units=(unit(component="USAR", mobilization="10 USC 12302"),),
    )
    assert options(made, made.units[0], made.lines[0]) == []
    (option,) = bases_for(made, made.units[0], made.lines[0], assume_signed=frozenset({"PROC"})).options
    assert option.authorities == ("OK", "MEMO")
    assert option.assumes == ("PROC",)


def test_the_guard_in_three_statuses(case, authority, line, unit):
    made = case(
        authorities=(
            authority("OK"),
            authority("GOV", kind="governor_order", states=("TX",)),
            authority("T32", kind="memorandum", invokes=("32 USC 502(f)",), states=("TX",)),
        ),
        lines=(line(approval="OK"), line("L2")),
        units=(
            unit("TX", "ARNG", state="TX"),
            unit("OK", "ARNG", state="OK"),
            unit("TX10", "ARNG", state="TX", mobilization="10 USC 12304b"),
        ),
    )
    first, second = made.lines
    assert options(made, made.units[0], first) == [
        (T32, ("OK", "T32"), "32 USC 502(f)"),
        (SAD, ("OK", "GOV"), None),
    ]
    assert options(made, made.units[1], first) == []
    assert (T10, ("OK",), "10 USC 12304b") in options(made, made.units[2], first)
    # without an approval the governor's own order carries the errand, and a 502(f) order its own
    assert [status for status, _, _ in options(made, made.units[0], second)] == [T32, SAD]
    assert basis_key(made.units[0]) != basis_key(made.units[1])


@pytest.mark.parametrize(
    ("emac", "permitted"), [(None, False), (("NC",), True), ((), True), (("FL",), False)]
)
def test_the_guard_of_one_state_in_another(case, authority, line, unit, emac, permitted):
    authorities = (authority("GOV", kind="governor_order", states=("TN",)),)
    if emac is not None:
        authorities += (authority("EMAC", invokes=("EMAC",), states=emac),)
    made = case(
        authorities=authorities,
        lines=(line(role="debris_clearance", place="AVL"),),
        units=(unit("TN", "ARNG", state="TN"),),
    )
    assert bool(options(made, made.units[0], made.lines[0])) is permitted


def test_sad_tours_are_paid_by_the_state(case, authority, line, unit):
    made = case(
        authorities=(authority("GOV", kind="governor_order"),),
        lines=(line(role="evacuation"),),
        units=(unit(component="ARNG", state="TX"),),
    )
    (option,) = bases_for(made, made.units[0], made.lines[0]).options
    assert (option.duty_status, option.fund) == (SAD, "state")


@pytest.mark.parametrize(
    ("invokes", "fund"),
    [
        (("31 USC 1535",), "economy-act"),
        (("42 USC 5170b",), "stafford"),
        (("Pub. L. 114-92 s. 1059",), "dod"),
        ((), None),
    ],
)
def test_who_pays_is_what_the_instrument_says(case, authority, line, unit, invokes, fund):
    made = case(
        authorities=(authority("OK", invokes=invokes),), lines=(line(approval="OK"),), units=(unit(),)
    )
    (option,) = bases_for(made, made.units[0], made.lines[0]).options
    assert option.fund == fund


def test_unknown_is_let_through_only_when_asked(case, authority, line, unit):
    made = case(
        authorities=(authority("OK"),),
        lines=(line(role="transport_detainees", approval="OK"),),
        units=(unit(),),
    )
    assert options(made, made.units[0], made.lines[0]) == []
    (option,) = bases_for(made, made.units[0], made.lines[0], allow_unknown=True).options
    assert option.verdict is Verdict.UNKNOWN
    assert any(found.settled_by for found in option.findings)


def test_statuses_that_the_line_refuses_and_pairs_that_cannot_exist(case, authority, line, unit):
    made = case(
        authorities=(authority("OK"),), lines=(line(approval="OK", duty_statuses=(SAD,)),), units=(unit(),)
    )
    assert "takes SAD alone" in bases_for(made, made.units[0], made.lines[0]).findings[0].message
    judged = judge(made, made.units[0], made.lines[0], SAD, ("OK",), None, FEBRUARY)
    assert judged.verdict is Verdict.PROHIBITED
    with pytest.raises(ValueError, match="first day"):
        judge(made, made.units[0], made.lines[0], T10, ("OK",), None, Period(None, None))


AUTHORITY_PARTS = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(
            (
                "memorandum",
                "request_approval",
                "governor_order",
                "proclamation",
                "declaration",
                "executive_order",
            )
        ),
        "status": st.sampled_from(("signed", "verbal", "expected", "amended", "rescinded")),
        "issued": st.sampled_from((date(2024, 3, 1), date(2025, 1, 1), date(2025, 1, 20), None)),
        "start": st.sampled_from((None, date(2025, 1, 1), date(2025, 4, 1))),
        "end": st.sampled_from((None, date(2025, 6, 1), date(2025, 12, 1))),
        "invokes": st.lists(
            st.sampled_from(
                (
                    "10 USC 12302",
                    "10 USC 12304b",
                    "10 USC 12301(d)",
                    "10 USC 252",
                    "10 USC 254",
                    "32 USC 502(f)",
                    "EMAC",
                )
            ),
            max_size=2,
            unique=True,
        ).map(tuple),
        "permits_roles": st.sampled_from(((), ("warehouse",), ("debris_clearance", "arrest"))),
        "forbids_roles": st.sampled_from(((), (), (), ("warehouse",))),
        "states": st.sampled_from(((), ("TX",), ("NC",), ("TN", "NC"))),
        "max_days": st.sampled_from((None, 30, 120)),
        "emergency": st.sampled_from((None, None, "A0")),
    }
)


@settings(max_examples=250, deadline=None)
@given(
    parts=st.lists(AUTHORITY_PARTS, min_size=1, max_size=4),
    approval=st.sampled_from((None, "A0", "A1")),
    role=st.sampled_from(("warehouse", "debris_clearance", "arrest", "sensor_ground", "transport_detainees")),
    place=st.sampled_from(("ELP", "AVL")),
    component=st.sampled_from(("RA", "ARNG", "USAR", "USCG")),
    state=st.sampled_from((None, "TX", "TN")),
    mobilization=st.sampled_from((None, "10 USC 12302", "10 USC 12304a")),
    assumed=st.sets(st.sampled_from(("A0", "A1", "A2"))).map(frozenset),
    allow_unknown=st.booleans(),
    data=st.data(),
)
def test_any_tour_within_an_option_is_judged_as_the_option_says(
    case,
    authority,
    line,
    unit,
    parts,
    approval,
    role,
    place,
    component,
    state,
    mobilization,
    assumed,
    allow_unknown,
    data,
):
    authorities = tuple(authority(f"A{number}", **part) for number, part in enumerate(parts))
    known = {item.id for item in authorities}
    if approval not in known:
        approval = None
    made = case(
        authorities=authorities,
        lines=(line(role=role, place=place, approval=approval),),
        units=(unit(component=component, state=state, mobilization=mobilization),),
    )
    found = bases_for(made, made.units[0], made.lines[0], allow_unknown=allow_unknown, assume_signed=assumed)
    assert found.options or found.findings
    for option in found.options:
        assert set(option.assumes) <= assumed
        assert approval is None or option.authorities[0] == approval
        length = min(option.period.days, option.max_days or 10_000)
        days = data.draw(st.integers(1, length))
        start = option.period.start + timedelta(days=data.draw(st.integers(0, option.period.days - days)))
        judged = judge(
            made,
            made.units[0],
            made.lines[0],
            option.duty_status,
            option.authorities,
            option.mobilization,
            Period(start, start + timedelta(days=days)),
            assume_signed=frozenset(option.assumes),
        )
        assert judged.verdict is option.verdict
        assert judged.fund == option.fund
