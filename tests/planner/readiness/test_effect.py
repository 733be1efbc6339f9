"""The readiness effect against a count day by day, and cases counted by hand."""

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.casefile.codec import encode, schema
from muster.casefile.planfile import plan_json, read_plan
from muster.domain.component import DutyStatus
from muster.domain.event import TrainingEvent
from muster.domain.policy import Policy
from muster.domain.tour import FixedTour
from muster.domain.unit import UnitType
from muster.planner.checker.docket import Docket
from muster.planner.checker.roster import muster_stays
from muster.planner.readiness.effect import readiness_of
from muster.planner.verify import verify_plan
from tests.planner import small
from tests.planner.loose import loose_plan, plan_of, tour_of
from tests.planner.tiny import tiny_case

day = small.day


@settings(max_examples=120, deadline=None)
@given(st.integers(0, 10_000))
def test_days_away_splits_and_events_are_what_a_count_day_by_day_gives(seed: int) -> None:
    case = tiny_case(seed)
    case = replace(
        case,
        events=(
            TrainingEvent(name="drill", unit=case.units[0].unit, start=day(2), end=day(5)),
            TrainingEvent(name="gunnery", type="B", start=day(4), end=day(11)),
        ),
    )
    plan = loose_plan(case, seed, most=8)
    docket = Docket(case)
    stays = muster_stays(docket, plan)
    found = {(unit.unit, unit.element): unit for unit in readiness_of(case, plan).units}
    assert found.keys() == {(stay.unit.unit, stay.element) for stay in stays}
    span = (case.planning.end - case.planning.start).days
    for (name, element), unit in found.items():
        mine = [stay for stay in stays if (stay.unit.unit, stay.element) == (name, element)]
        parts = docket.parts(mine[0].kind)
        days: defaultdict[int, int] = defaultdict(int)
        split = most = 0
        for offset in range(span):
            when = (case.planning.start + timedelta(days=offset)).toordinal()
            here = {stay.part for stay in mine if stay.start <= when < stay.end}
            gone = set(range(1, parts + 1)) if parts and None in here else here
            for part in gone:
                days[part or 0] += 1
            split += bool(parts) and 0 < len(gone) < parts
            most = max(most, len(gone))
        assert unit.days_away == max(days.values(), default=0)
        assert (unit.days_split, unit.parts) == (split, parts or None)
        assert unit.parts_away == (most if parts else 0)
        assert unit.whole == (split == 0)
        wanted = set()
        for event in case.events:
            theirs = event.unit == name or event.type == mine[0].unit.type
            if theirs and any(
                stay.start < event.end.toordinal() and event.start.toordinal() < stay.end for stay in mine
            ):
                wanted.add(event.name)
        assert {event.name for event in unit.events} == wanted


@settings(max_examples=120, deadline=None)
@given(st.integers(0, 10_000))
def test_only_plans_that_break_dwell_stay_below_their_policy(seed: int) -> None:
    case = replace(tiny_case(seed), tours=())
    plan = loose_plan(case, seed, most=4)
    rules = {violation.rule for violation in verify_plan(case, plan).violations}
    if not rules & {"dwell", "last-return", "overlap", "travel"}:
        assert readiness_of(case, plan).below == 0


def two_tours(**changes: object) -> tuple[object, object]:
    case = small.case(
        policies=(Policy(policy="P", max_tour_days=28, dwell_ratio=Decimal(2)),),
        units=(small.unit(last_return=day(-30), last_tour_days=20),),
        **changes,
    )
    return case, plan_of(case, (tour_of("U1", "L1", day(0), day(7)), tour_of("U1", "L1", day(21), day(28))))


def test_ratios_counted_by_hand() -> None:
    case, plan = two_tours(
        events=(TrainingEvent(name="Gunnery", unit="U1", start=day(6), end=day(22)),),
    )
    effect = readiness_of(case, plan)  # type: ignore[arg-type]
    (unit,) = effect.units
    assert (unit.tours, unit.days_away) == (2, 14)
    # Thirty days after a tour of twenty, where the policy asks for forty: owed before the plan began.
    assert (unit.dwell_before, unit.ratio_before, unit.below) == (14, 1.5, 1)
    assert (unit.dwell_after, unit.ratio_after, unit.open_end) == (14, 2.0, False)
    assert unit.ready_again == day(28 + 14)
    (event,) = unit.events
    assert (event.name, event.days, event.parts) == ("Gunnery", 2, None)
    assert (effect.least_ratio, effect.events_missed, effect.split, effect.below) == (1.5, 1, 0, 1)
    assert effect.events_known


def test_units_in_parts_are_kept_whole_or_split() -> None:
    case = small.case(types=(UnitType(type="TRK", headcount=10, part=5),))
    both = [tour_of("U1", "L1", day(0), day(7), part=part) for part in (1, 2)]
    (whole,) = readiness_of(case, plan_of(case, tuple(both))).units
    assert (whole.parts, whole.parts_away, whole.days_split, whole.whole) == (2, 2, 0, True)
    (split,) = readiness_of(case, plan_of(case, (both[0],))).units
    assert (split.parts, split.parts_away, split.days_split, split.whole) == (2, 1, 7, False)
    missed = replace(case, events=(TrainingEvent(name="E", type="TRK", start=day(1), end=day(2)),))
    (unit,) = readiness_of(missed, plan_of(case, (both[0],))).units
    assert unit.events[0].parts == 1


def test_fixed_tours_count_too() -> None:
    fixed = FixedTour(unit="U1", line="L1", start=day(-7), end=day(7), duty_status=DutyStatus.T10)
    case = small.case(tours=(fixed,))
    effect = readiness_of(case, plan_of(case))
    assert (effect.units[0].days_away, effect.units[0].open_end) == (7, True)
    assert not effect.events_known


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000))
def test_readiness_is_read_back_as_it_was_written(seed: int) -> None:
    case = tiny_case(seed)
    case = replace(case, events=(TrainingEvent(name="gunnery", type="B", start=day(4), end=day(11)),))
    plan = loose_plan(case, seed)
    told = replace(plan, readiness=readiness_of(case, plan))
    back, problems = read_plan(encode(plan_json(told)), case)
    assert back is not None, problems
    assert back.readiness == told.readiness
    written = plan_json(told)["readiness"]
    properties = schema("plan")["properties"]
    assert isinstance(written, dict) and isinstance(properties, dict)
    assert written.keys() == properties["readiness"]["properties"].keys()


@pytest.mark.parametrize(
    ("readiness", "code", "words"),
    [
        (3, "M503", "an object is expected"),
        ({"units": [{"unit": "U1"}]}, "M502", "component is missing"),
        ({"units": [{"component": "Navy"}]}, "M505", "Navy"),
        ({"units": [{"ready_again": "soon"}]}, "M505", "soon"),
    ],
)
def test_readiness_that_is_not_sound_is_told(readiness: object, code: str, words: str) -> None:
    document = {**plan_json(plan_of(small.case())), "readiness": readiness}
    plan, problems = read_plan(encode(document), small.case())
    assert plan is None
    assert any(p.code == code and words in p.message for p in problems), problems
