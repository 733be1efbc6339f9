"""Units under a cycle: for every rule a plan that is broken in exactly this way, refused for exactly that."""

import cProfile
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest

from muster.domain.case import Assumption, Case, Planning
from muster.domain.component import Component, DutyStatus
from muster.domain.cycle import Cycle, PolicyPeriod
from muster.domain.place import Place
from muster.domain.plan import PlannedTour
from muster.domain.policy import Policy
from muster.domain.request import Line
from muster.domain.tour import FixedTour
from muster.domain.unit import Skill, Unit, UnitType
from muster.planner.verify import RULES, Verification, verify_plan
from tests.planner.loose import loose_plan, plan_of, tour_of

START = date(2026, 1, 1)


def d(number: int) -> date:
    """Day 1 is planning.start."""
    return START + timedelta(days=number - 1)


def line(name: str, start: int = 1, end: int = 401, **changes: object) -> Line:
    values: dict[str, object] = {
        "line": name,
        "place": "FAR",
        "role": "unspecified",
        "capability": "guard",
        "headcount": 1,
        "start": d(start),
        "end": d(end),
        "priority": 1,
        **changes,
    }
    return Line(**values)  # type: ignore[arg-type]


#: BOG 30 with 5 of overlap, window from day 40 to 79 of 100; on day 1 the unit is on day 50.
SHORT = Cycle(days=100, deployable_from=40, deployable_until=80, bog_days=30, overlap_days=5)
LONG = Cycle(days=1095, deployable_from=0, deployable_until=1095, bog_days=20, overlap_days=5)
UNIT = Unit(unit="U", type="COY", component=Component.RA, home="HOME", policy="Short", cycle_day=50)

CASE = Case(
    name="cycles",
    as_of=START,
    planning=Planning(start=START, end=d(401), step_days=1),
    assumptions=(Assumption(name="per_person_mile", value=Decimal(0)),),
    places=(
        Place(place="HOME", kind="installation", lat=35.0, lon=-106.0),
        Place(place="FAR", kind="sector", lat=35.0, lon=-106.0),
        Place(place="ALASKA", kind="sector", lat=61.0, lon=-149.0),
    ),
    types=(UnitType(type="COY", headcount=1),),
    skills=(Skill(type="COY", capability="guard", headcount=1),),
    units=(
        UNIT,
        replace(UNIT, unit="RC", component=Component.USAR, policy="Reserve"),
        replace(UNIT, unit="MOVING", policy="Both"),
        replace(UNIT, unit="COASTAL", region="coast"),
    ),
    policies=(
        Policy(
            policy="Short", max_tour_days=25, min_tour_days=10, notice_days=9, reception_days=9, cycle=SHORT
        ),
        Policy(
            policy="Reserve",
            max_tour_days=25,
            cycle=replace(SHORT, demobilization_days=95, recovery_days=7, deployable_from=0),
        ),
        Policy(policy="Long", max_tour_days=15, cycle=LONG),
        Policy(policy="Both", max_tour_days=25),
    ),
    policy_periods=(
        PolicyPeriod(policy="Both", start=START, end=d(21), atomic="Short"),
        PolicyPeriod(policy="Both", start=d(21), atomic="Long"),
    ),
    lines=(
        line("OPEN"),
        line("BRIEF", 1, 11, group="Gulf"),
        line("NEXT", 11, 401, group="Gulf"),
        line("OTHER", 11, 401, group="Coast"),
        line("STAY", 1, 51, category="NonBOG"),
        line("RESERVE", category="NonBOG-RC-Only"),
        line("FORWARD", category="Forward", region="coast"),
        line("FORWARD-GULF", 11, 401, category="Forward", region="coast", group="Gulf"),
        line("NEW", category="Modernization"),
        line("ALASKA", 28, 401, place="ALASKA"),
        line("WEEK", 1, 28),
    ),
)

Tour = tuple[str, str, int, int]


def tour(unit: str, name: str, start: int, end: int, **changes: object) -> PlannedTour:
    return tour_of(unit, name, d(start), d(end), headcount=1, fills=1, law="assumed", **changes)


def judged(*tours: Tour | PlannedTour, case: Case = CASE) -> Verification:
    made = tuple(tour(*each) if isinstance(each, tuple) else each for each in tours)
    return verify_plan(case, plan_of(case, made, law="assumed"))


ACCEPTED: dict[str, list[Tour]] = {
    "a full tour, its hand-over, and the next turn": [("U", "OPEN", 1, 26), ("U", "OPEN", 71, 96)],
    "the first and the last day of the window": [("U", "OPEN", 30, 55), ("U", "NEXT", 139, 164)],
    "cut short, and the rest of its BOG": [("U", "BRIEF", 1, 11), ("U", "OPEN", 12, 27)],
    "recovery": [("RC", "BRIEF", 1, 11), ("RC", "OTHER", 18, 33)],
    "following on without recovery": [("RC", "BRIEF", 1, 11), ("RC", "NEXT", 11, 26)],
    "demobilization": [("RC", "OPEN", 1, 26), ("RC", "OPEN", 126, 151)],
    "a hand-over that the line's end cuts": [("RC", "WEEK", 1, 26), ("RC", "OPEN", 28, 53)],
    "a fixed stay out of the window": [("U", "STAY", 31, 51)],
    "a fixed stay stops the cycle and uses no BOG": [("U", "STAY", 10, 51), ("U", "OPEN", 51, 76)],
    "a reserve unit on a line for the reserve": [("RC", "RESERVE", 200, 401)],
    "a unit of the region": [("COASTAL", "FORWARD", 5, 401)],
    "a unit of a region elsewhere": [("COASTAL", "OPEN", 1, 26)],
    "a stranger that follows on": [("U", "BRIEF", 1, 11), ("U", "FORWARD-GULF", 11, 401)],
    "a tour across a change of period keeps its rules": [
        ("MOVING", "OPEN", 10, 35),
        ("MOVING", "OPEN", 40, 55),
    ],
    "home on the day of the change": [("MOVING", "OPEN", 21, 36)],
}


@pytest.mark.parametrize("tours", ACCEPTED.values(), ids=ACCEPTED)
def test_what_the_cycle_allows(tours: list[Tour]) -> None:
    assert judged(*tours).violations == ()


def _case(**changes: object) -> Case:
    return replace(CASE, **changes)  # type: ignore[arg-type]


REFUSED: list[tuple[str, list[Tour]]] = [
    ("cycle-window", [("U", "OPEN", 31, 56)]),
    ("cycle-window", [("U", "OPEN", 1, 26), ("U", "OPEN", 70, 95)]),
    ("cycle-window", [("U", "STAY", 10, 51), ("U", "OPEN", 73, 98)]),
    ("cycle-end", [("U", "OPEN", 1, 27)]),
    ("cycle-end", [("U", "OPEN", 1, 25)]),
    ("cycle-end", [("U", "STAY", 1, 50)]),
    ("cycle-end", [("U", "BRIEF", 1, 11), ("U", "OPEN", 12, 37)]),
    ("cycle-end", [("MOVING", "OPEN", 21, 46)]),
    ("overlap", [("U", "OPEN", 1, 26), ("U", "NEXT", 25, 50)]),
    ("cycle-hand-over", [("U", "OPEN", 1, 26), ("U", "NEXT", 26, 51)]),
    ("cycle-hand-over", [("U", "OPEN", 1, 26), ("U", "STAY", 30, 51)]),
    ("cycle-demobilization", [("RC", "OPEN", 1, 26), ("RC", "OPEN", 125, 150)]),
    ("cycle-recovery", [("RC", "BRIEF", 1, 11), ("RC", "OTHER", 17, 32)]),
    ("cycle-follow-on", [("RC", "BRIEF", 1, 11), ("RC", "OTHER", 11, 26)]),
    ("cycle-component", [("U", "RESERVE", 1, 401)]),
    ("cycle-region", [("U", "FORWARD", 5, 401)]),
    ("cycle-category", [("U", "NEW", 1, 26)]),
    ("travel", [("RC", "WEEK", 1, 26), ("RC", "ALASKA", 28, 53)]),
]


@pytest.mark.parametrize(
    ("rule", "tours"), REFUSED, ids=[f"{index}-{rule}" for index, (rule, _) in enumerate(REFUSED)]
)
def test_a_tour_against_the_cycle_is_refused_for_exactly_that(rule: str, tours: list[Tour]) -> None:
    found = judged(*tours)
    assert [violation.rule for violation in found.violations] == [rule], found.violations
    (violation,) = found.violations
    assert (violation.unit, violation.line) == tours[-1][:2]
    assert "expected" in violation.message


def test_every_rule_of_cycles_is_broken_here() -> None:
    broken = {rule for rule, _ in REFUSED} | {"cycle-bog"}  # below
    assert {rule for rule in RULES if rule.startswith("cycle-")} <= broken


def test_bog_used_up_by_a_leaner_period() -> None:
    """24 of 30 days are used; under the next period, with 28, four are left and five are of overlap."""
    lean = Policy(policy="Lean", max_tour_days=23, cycle=replace(SHORT, bog_days=28, deployable_until=100))
    early, late = CASE.policy_periods
    case = _case(
        policies=(*CASE.policies, lean),
        policy_periods=(replace(early, end=d(40)), replace(late, start=d(40), atomic="Lean")),
        lines=(*CASE.lines, line("MONTH", 1, 25), line("HELD", 60, 70, category="NonBOG")),
        units=(replace(UNIT, policy="Both", cycle_day=40),),
    )
    month = ("U", "MONTH", 1, 25)
    found = judged(month, ("U", "OPEN", 41, 45), case=case)
    assert [violation.rule for violation in found.violations] == ["cycle-bog"]
    assert "found 4 days of BOG left of 28" in found.violations[0].message
    assert judged(month, ("U", "HELD", 60, 70), case=case).feasible
    assert judged(month, ("U", "OPEN", 39, 40), case=case).feasible, "under its old rules one day is left"


def test_a_member_that_kept_its_old_rules_changes_with_the_next_period() -> None:
    early, late = CASE.policy_periods
    third = replace(late, start=d(60), atomic="Short")
    case = _case(
        policy_periods=(replace(early, end=d(5)), replace(late, start=d(5), end=d(60)), third),
        lines=(*CASE.lines, line("HELD", 61, 70)),
        units=(replace(UNIT, policy="Both"),),
    )
    brief = ("U", "BRIEF", 1, 11)
    assert judged(brief, ("U", "OPEN", 30, 45), case=case).feasible, "on day 79 of 100, with 20 days left"
    assert [found.rule for found in judged(brief, ("U", "OPEN", 31, 46), case=case).violations] == [
        "cycle-window"
    ]
    same = replace(case, policy_periods=(*case.policy_periods[:2], replace(third, atomic="Long")))
    assert not judged(brief, ("U", "HELD", 61, 66), case=same).feasible
    other = replace(
        case,
        policies=(
            *case.policies,
            Policy(policy="Wide", max_tour_days=9, cycle=replace(SHORT, deployable_from=0)),
        ),
        policy_periods=(*case.policy_periods[:2], replace(third, atomic="Wide")),
        lines=(*CASE.lines, line("HELD", 61, 80)),
    )
    # Released on day 11 on day 60 of its cycle, day 99 on day 50, day 0 of Long on day 51: Wide takes it up.
    assert judged(brief, ("U", "HELD", 61, 80), case=other).feasible


def test_who_ran_past_the_cycle_and_followed_on_into_a_fixed_stay_starts_anew_at_home() -> None:
    case = _case(
        units=(replace(UNIT, cycle_day=79),),
        lines=(
            *CASE.lines,
            line("FIRST", 1, 25, group="Sea"),
            line("SECOND", 25, 35, group="Sea", category="NonBOG"),
        ),
    )
    before = [("U", "FIRST", 1, 25), ("U", "SECOND", 25, 35)]
    assert judged(*before, ("U", "OPEN", 75, 100), case=case).feasible
    found = judged(*before, ("U", "OPEN", 74, 99), case=case)
    assert [violation.rule for violation in found.violations] == ["cycle-window"]


def test_elements_and_parts_have_lives_of_their_own() -> None:
    case = _case(
        types=(UnitType(type="COY", headcount=2, part=1),),
        skills=(Skill(type="COY", capability="guard", headcount=2),),
        units=(replace(UNIT, quantity=2),),
    )
    first = tour("U", "OPEN", 1, 26, part=1)
    assert judged(
        first, replace(first, part=2), replace(first, element=2), replace(first, element=2, part=2), case=case
    ).feasible
    again = tour("U", "NEXT", 26, 51, part=1)
    assert [found.rule for found in judged(first, again, case=case).violations] == ["cycle-hand-over"]


def test_fixed_tours_obey_nothing_and_use_up_bog() -> None:
    row = FixedTour(unit="U", line="OPEN", start=d(3), end=d(10), duty_status=DutyStatus.T10)
    case = _case(tours=(row,))
    fixed = tour("U", "OPEN", 3, 10, fixed=True)
    assert judged(fixed, ("U", "OPEN", 10, 28), case=case).feasible
    found = judged(fixed, ("U", "OPEN", 10, 35), case=case)
    assert [violation.rule for violation in found.violations] == ["cycle-end"]
    before = replace(row, start=START - timedelta(days=20), end=d(6))
    case = _case(tours=(before,))
    fixed = tour("U", "OPEN", -19, 6, fixed=True)
    assert judged(fixed, ("U", "OPEN", 6, 26), case=case).feasible
    assert [found.rule for found in judged(fixed, ("U", "OPEN", 5, 30), case=case).violations] == ["overlap"]


def test_a_case_that_begins_part_way_lets_first_tours_end_sooner() -> None:
    case = _case(assumptions=(Assumption(name="prefill", value=Decimal(1)),))
    assert judged(("U", "OPEN", 1, 11), ("U", "OPEN", 56, 81), case=case).feasible
    assert not judged(("U", "OPEN", 1, 27), case=case).feasible
    assert not judged(("U", "OPEN", 2, 12), case=case).feasible
    assert not judged(("U", "STAY", 1, 12), case=case).feasible
    assert not judged(("U", "OPEN", 1, 11)).feasible


def test_without_a_day_of_its_cycle_nobody_can_say_when_a_unit_may_start() -> None:
    case = _case(units=(replace(UNIT, cycle_day=None),))
    assert [found.rule for found in judged(("U", "OPEN", 1, 26), case=case).violations] == ["cycle-window"]


@pytest.mark.parametrize(
    ("turn", "length", "before", "after"),
    [
        (1095, 1095, 996, 996),  # the same cycle under another name is no change
        (1094, 1095, 1000, 1000),
        (2190, 1460, 174, 115),
        (100, 10_000, 37, 37),
        (40_000, 100, 60, 60),
        (40_000, 100, 300, 90),
    ],
)
def test_a_change_of_period_keeps_the_share_of_the_cycle(
    turn: int, length: int, before: int, after: int
) -> None:
    """The window of one day is met on the day that the unit should then be on, and on no other."""
    first = Cycle(days=turn, deployable_from=0, deployable_until=turn, bog_days=9)

    def may(day_of_cycle: int) -> bool:
        second = Cycle(
            days=length, deployable_from=day_of_cycle, deployable_until=day_of_cycle + 1, bog_days=9
        )
        case = _case(
            policies=(
                Policy(policy="A", max_tour_days=9, cycle=first),
                Policy(policy="B", max_tour_days=9, cycle=second),
                Policy(policy="Both", max_tour_days=9),
            ),
            policy_periods=(
                PolicyPeriod(policy="Both", start=START, end=d(5), atomic="A"),
                PolicyPeriod(policy="Both", start=d(5), atomic="B"),
            ),
            units=(replace(UNIT, policy="Both", cycle_day=(before - 4) % turn),),
        )
        return judged(("U", "OPEN", 5, 14), case=case).feasible

    near = range(max(0, after - 2), min(length, after + 3))
    if turn == length:
        assert may(before - 1)
        return
    assert [day for day in near if may(day)] == [after]


def test_other_limits_of_the_policy_do_not_bind() -> None:
    """Notice, reception and the least and greatest length give way to the cycle."""
    assert CASE.policies[0].notice_days and CASE.policies[0].reception_days
    assert judged(("U", "BRIEF", 1, 11)).feasible
    assert judged(("U", "STAY", 1, 51)).feasible


@pytest.mark.parametrize("seed", range(40))
def test_whatever_a_plan_says_it_is_judged(seed: int) -> None:
    """Random tours and random fixed ones, also before planning, on any grid, on lines without an end."""
    r = Random(seed)
    rows = tuple(
        FixedTour(
            unit=r.choice(CASE.units).unit,
            line=r.choice(CASE.lines).line,
            start=d(start),
            end=d(start + r.randint(1, 60)),
            duty_status=DutyStatus.T10,
        )
        for start in (r.randint(-40, 400) for _ in range(r.randint(0, 4)))
    )
    case = _case(
        tours=rows,
        lines=tuple(replace(each, end=r.choice((each.end, None))) for each in CASE.lines),
        planning=replace(CASE.planning, step_days=r.choice((1, 7))),
        units=tuple(replace(each, quantity=r.randint(1, 2)) for each in CASE.units),
    )
    for number in range(5):
        found = verify_plan(case, loose_plan(case, 100 * seed + number, most=12))
        for violation in found.violations:
            assert violation.rule in RULES
            assert "expected" in violation.message


def test_the_work_of_the_check_grows_with_the_number_of_tours() -> None:
    """Work is counted by calls: each tour is looked at a fixed number of times, however many there are."""

    def calls(units: int) -> int:
        case = _case(
            units=tuple(replace(UNIT, unit=f"U{number}") for number in range(units)),
            lines=(line("OPEN", headcount=units), line("NEXT", 11, 401)),
        )
        tours = [tour(f"U{number}", "OPEN", 1, 26) for number in range(units)]
        plan = plan_of(case, (*tours, *(tour(f"U{number}", "OPEN", 71, 96) for number in range(units))))
        profile = cProfile.Profile()
        profile.enable()
        assert verify_plan(case, replace(plan, law="assumed")).feasible
        profile.disable()
        return sum(entry.callcount for entry in profile.getstats())

    few, many = calls(40), calls(160)
    assert many < 4.4 * few, (few, many)
