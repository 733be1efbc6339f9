"""Movement: seats, dates and prices kept, nobody left behind without need, and the cheapest of all ways."""

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.casefile.codec import encode, schema
from muster.casefile.planfile import plan_json, read_plan
from muster.domain.case import Case
from muster.domain.movement import Mode, Movement
from muster.domain.plan import Plan
from muster.domain.policy import Policy
from muster.domain.rate import Lift, Rate
from muster.planner.checker.docket import Docket, Stay
from muster.planner.checker.roster import muster_stays
from muster.planner.expense import expense_of
from muster.planner.moving.assign import Option, Wish, assign
from muster.planner.moving.movements import movements_of
from muster.planner.moving.ways import Way
from muster.planner.moving.windows import Window
from tests.planner import small
from tests.planner.loose import loose_plan, plan_of, tour_of
from tests.planner.tiny import tiny_case

day = small.day


def modes_of(r: Random) -> tuple[Mode, ...]:
    return tuple(
        Mode(
            mode=name,
            kind=kind,
            miles_per_day=r.choice([None, Decimal(100), Decimal(700)]),
            fixed_days=r.choice([0, 0, 1, 2]),
            passengers_per_day=r.choice([None, 0, 1, 3, 6]),
            place=r.choice([None, "site", "far"]),
            per_person_mile=Decimal(r.choice(["0", "0.1", "0.25", "1"])),
            per_person=r.choice([None, Decimal(5)]),
            start=r.choice([None, None, day(2)]),
            end=r.choice([None, None, day(9)]),
        )
        for name, kind in r.sample(
            [("convoy", "land"), ("bus", "land"), ("C-17", "air"), ("C-130", "air")], 3
        )
    )


def plan_for(case: Case, seed: int) -> Plan:
    """A loose plan in which unit, line and start name a tour."""
    plan = loose_plan(case, seed, most=8)
    named = {(t.unit, t.element, t.part, t.line, t.start): t for t in plan.tours}
    fixed = {(t.unit, t.line, t.start) for t in case.tours}
    return replace(plan, tours=tuple(t for t in named.values() if (t.unit, t.line, t.start) not in fixed))


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10_000))
def test_seats_dates_and_prices_are_kept(seed: int) -> None:
    case = tiny_case(seed)
    case = replace(case, modes=modes_of(Random(seed)))
    plan = plan_for(case, seed)
    movements = movements_of(case, plan)
    docket = Docket(case)
    stays = {
        (stay.unit.unit, stay.element, stay.part, stay.line.line, date.fromordinal(stay.start)): stay
        for stay in muster_stays(docket, plan)
    }
    modes = {mode.mode: mode for mode in case.modes}
    seats: Counter[tuple[str, str, date]] = Counter()
    for movement in movements:
        stay = stays[movement.unit, movement.element, movement.part, movement.line, movement.start]
        assert sum(leg.headcount for leg in movement.legs) + movement.unmoved == stay.headcount
        assert movement.cost == sum(leg.cost for leg in movement.legs)
        in_order = [when for when in (movement.rld, movement.ald) if when is not None]
        in_order += [movement.ead, movement.lad]
        if movement.rdd is not None and (movement.direction == "in" or movement.legs):
            in_order.append(movement.rdd)
        assert in_order == sorted(in_order), movement
        fills = min(stay.end, stay.start + stay.policy.reception_days)
        for leg in movement.legs:
            mode = modes[leg.mode]
            there = leg.arrives if movement.direction == "in" else leg.leaves
            seats[leg.mode, movement.direction, there] += leg.headcount
            assert mode.place in (None, stay.line.place)
            assert mode.start is None or mode.start <= there
            assert mode.end is None or there < mode.end
            if movement.direction == "in":
                assert movement.start <= leg.arrives
                assert leg.arrives == movement.start or leg.arrives.toordinal() < fills
                assert movement.ead <= leg.arrives <= movement.lad or len(movement.legs) > 1
            else:
                assert leg.leaves.toordinal() >= stay.end
            assert leg.leaves <= leg.arrives
            assert (leg.arrives - leg.leaves).days >= mode.fixed_days
    for (name, _, _), people in seats.items():
        limit = modes[name].passengers_per_day
        assert limit is None or people <= limit


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10_000))
def test_nobody_is_on_two_roads_at_once(seed: int) -> None:
    case = replace(tiny_case(seed), modes=modes_of(Random(seed)))
    plan = plan_for(case, seed)
    ways: defaultdict[tuple[str, int, int | None], list[Movement]] = defaultdict(list)
    for movement in movements_of(case, plan):
        ways[movement.unit, movement.element, movement.part].append(movement)
    stays = muster_stays(Docket(case), plan)
    for (unit, element, part), mine in ways.items():
        chain = sorted(
            (
                stay
                for stay in stays
                if stay.unit.unit == unit and stay.element == element and stay.part in (part, None)
            ),
            key=lambda stay: stay.start,
        )
        for before, after in pairwise(chain):
            if after.start < before.end + before.travel + after.travel:
                continue  # a plan that breaks the rule of travel itself
            home = [
                leg.arrives
                for way in mine
                if (way.direction, way.line, way.start.toordinal()) == ("out", before.line.line, before.start)
                for leg in way.legs
            ]
            away = [
                leg.leaves
                for way in mine
                if (way.direction, way.line, way.start.toordinal()) == ("in", after.line.line, after.start)
                for leg in way.legs
            ]
            if home and away:
                assert max(home) <= min(away)


def flow(wishes: list[Wish]) -> tuple[int, Fraction]:
    """People left behind and least cost, by successive shortest paths (Bellman and Ford), one by one."""
    limits = {o.seat: o.way.seats for w in wishes for o in w.options if o.way.seats is not None}
    taken: list[Counter[Option]] = [Counter() for _ in wishes]
    used: Counter[tuple[int, int]] = Counter()
    cost = Fraction(0)
    waiting = [wish.people for wish in wishes]
    while True:
        best: dict[int, tuple[Fraction, list[tuple[int, Option, int]]]] = {
            index: (Fraction(0), []) for index, people in enumerate(waiting) if people
        }
        for _ in wishes:
            for here, (spent, path) in list(best.items()):
                for option in wishes[here].options:
                    if option.seat not in limits or used[option.seat] < limits[option.seat]:
                        continue
                    for there in set(range(len(wishes))) - {here}:
                        for other in [o for o, n in taken[there].items() if n and o.seat == option.seat]:
                            new = spent + option.price - other.price
                            if there not in best or new < best[there][0]:
                                moved = [*path, (here, option, 1), (there, other, -1)]
                                best[there] = (new, moved)
        ends = [
            (spent + option.price, here, number, path)
            for here, (spent, path) in best.items()
            for number, option in enumerate(wishes[here].options)
            if option.seat not in limits or used[option.seat] < limits[option.seat]
        ]
        if not ends:
            return sum(waiting), cost
        price, here, number, path = min(ends, key=lambda end: end[:3])
        cost += price
        path = [*path, (here, wishes[here].options[number], 1)]
        waiting[path[0][0]] -= 1
        for who, option, change in path:
            taken[who][option] += change
            used[option.seat] += change


def wishes_of(seed: int) -> list[Wish]:
    r = Random(seed)
    docket = Docket(small.case())
    ways = [Way(i, Mode(mode=f"M{i}"), r.choice([None, 1, 2, 3]), None, None, None) for i in range(3)]
    if r.random() < 0.6:
        ways = [replace(way, seats=way.seats or 2) for way in ways]
    base = docket.resolve(
        unit=small.unit(),
        line=small.line(),
        element=1,
        part=None,
        start=docket.start,
        end=docket.start + 7,
        duty_status="T10",  # type: ignore[arg-type]
        authorities=(),
        headcount=None,
        fixed=True,
        stated=None,
    )
    wishes = []
    for _ in range(r.randint(1, 4)):
        stay: Stay = replace(base, headcount=r.randint(1, 4))
        options = sorted(
            (
                Option(way, when, way.number, Fraction(r.randint(0, 6)))
                for way in ways
                for when in range(2)
                if r.random() < 0.7
            ),
            key=lambda option: (option.price, option.days, option.day),
        )
        wishes.append(Wish(Window(stay, True, 0, 1, 0, None, None), tuple(options)))
    return wishes


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 100_000))
def test_the_assignment_is_the_cheapest_of_all_that_leave_fewest_behind(seed: int) -> None:
    wishes = wishes_of(seed)
    found = assign(wishes)
    moved = sum(sum(people.values()) for people in found)
    cost = sum((o.price * n for people in found for o, n in people.items()), Fraction(0))
    used: Counter[tuple[int, int]] = Counter()
    for wish, people in zip(wishes, found, strict=True):
        assert sum(people.values()) <= wish.people
        for option, number in people.items():
            assert option in wish.options and number > 0
            used[option.seat] += number
            assert option.way.seats is None or used[option.seat] <= option.way.seats
    behind, least = flow(wishes)
    assert sum(wish.people for wish in wishes) - moved == behind
    assert cost == least


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 100_000))
def test_very_large_competitions_keep_seats_too(seed: int) -> None:
    wishes = wishes_of(seed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("muster.planner.moving.assign.MOST_OPTIONS", 0)
        found = assign(wishes)
    used: Counter[tuple[int, int]] = Counter()
    for wish, people in zip(wishes, found, strict=True):
        assert sum(people.values()) <= wish.people
        for option, number in people.items():
            assert option in wish.options and number > 0
            used[option.seat] += number
            assert option.way.seats is None or used[option.seat] <= option.way.seats
    # Nobody is left behind beside a free seat.
    for wish, people in zip(wishes, found, strict=True):
        if sum(people.values()) < wish.people:
            assert all(o.way.seats is not None and used[o.seat] == o.way.seats for o in wish.options)


def far(**changes: object) -> tuple[Case, Plan]:
    """Ten people over some 660 road miles, twice, with seven days of reception."""
    case = small.case(
        lines=(small.line(place="far"),),
        policies=(Policy(policy="P", max_tour_days=28, reception_days=7, notice_days=3),),
        **changes,
    )
    return case, plan_of(case, (tour_of("U1", "L1", day(7), day(21)), tour_of("U1", "L1", day(35), day(49))))


def test_without_modes_everybody_goes_by_road_at_the_plans_own_cost() -> None:
    case, plan = far()
    movements = movements_of(case, plan)
    assert [movement.direction for movement in movements] == ["in", "out", "in", "out"]
    first, back, _, _ = movements
    assert (first.origin, first.destination) == ("home", "far")
    assert (first.rld, first.ald, first.ead, first.lad, first.rdd) == (
        day(5),
        day(5),
        day(7),
        day(13),
        day(14),
    )
    (leg,) = first.legs
    assert (leg.mode, leg.headcount, leg.leaves, leg.arrives) == ("road", 10, day(5), day(7))
    # Fourteen days lie between the tours; half of them is for the way home.
    assert (back.rld, back.ead, back.lad, back.rdd) == (day(21), day(23), day(28), day(28))
    assert [movement.cost for movement in movements] == [movement.road_cost for movement in movements]
    travel = next(item for item in expense_of(case, plan).elements if item.element == "travel")
    assert sum(movement.cost for movement in movements) == travel.expected


def test_the_cheapest_mode_that_meets_the_date_is_taken() -> None:
    slow = Mode(mode="rail", miles_per_day=Decimal(50), per_person_mile=Decimal("0.05"))
    bus = Mode(mode="bus", per_person_mile=Decimal("0.20"))
    air = Mode(mode="charter", kind="air", per_person_mile=Decimal("0.60"))
    case, plan = far(modes=(air, slow, bus))
    first = movements_of(case, plan)[0]
    # Rail takes 16 days: from the first day of planning it would come too late.
    assert [leg.mode for leg in first.legs] == ["bus"]
    rested = replace(case, planning=replace(case.planning, start=day(-28)))
    assert [leg.mode for leg in movements_of(rested, plan)[0].legs] == ["rail"]
    assert movements_of(rested, plan)[0].rld == day(7) - timedelta(days=16)
    only_air = replace(case, modes=(air,))
    assert [leg.mode for leg in movements_of(only_air, plan)[0].legs] == ["charter"]
    assert movements_of(only_air, plan)[0].ald == day(7)


def test_seats_spread_over_the_days_of_the_step_and_then_over_modes() -> None:
    bus = Mode(mode="bus", passengers_per_day=1, place="far", per_person_mile=Decimal("0.20"))
    air = Mode(mode="C-17", kind="air", passengers_per_day=2, per_person_mile=Decimal("0.90"))
    case, plan = far(modes=(bus, air))
    first = movements_of(case, plan)[0]
    by_mode = Counter({"bus": 0, "C-17": 0})
    for leg in first.legs:
        by_mode[leg.mode] += leg.headcount
    assert by_mode == {"bus": 7, "C-17": 3}
    assert first.unmoved == 0
    few = replace(case, modes=(bus,))
    assert movements_of(few, plan)[0].unmoved == 3


def test_blank_seats_are_those_of_lift_with_the_same_mode() -> None:
    air = Mode(mode="air", kind="air", fixed_days=1, per_person_mile=Decimal("0.90"))
    lifts = (
        Lift(lift="A", mode="air", place="far", passengers_per_day=1, end=day(10)),
        Lift(lift="B", mode="sea", place="far", passengers_per_day=9),
        Lift(lift="C", mode="air", place="site", passengers_per_day=9),
    )
    case, plan = far(modes=(air,), lifts=lifts)
    first = movements_of(case, plan)[0]
    assert [(leg.headcount, leg.arrives) for leg in first.legs] == [(1, day(7)), (1, day(8)), (1, day(9))]
    assert first.unmoved == 7
    assert (first.rld, first.ald) == (day(6), day(7))
    unbound = replace(case, lifts=lifts[1:2])
    assert movements_of(unbound, plan)[0].unmoved == 0


def test_rates_of_a_mode_are_its_price() -> None:
    air = Mode(mode="C-17", kind="air")
    rates = (
        Rate(element="pay", amount=Decimal(100), unit="person-day"),
        Rate(element="airlift", amount=Decimal("0.5"), unit="person-mile", mode="C-17"),
        Rate(element="buses", amount=Decimal("0.3"), unit="person-mile", mode="road"),
    )
    case, plan = far(modes=(air,), rates=rates)
    docket = Docket(case)
    places = {place.place: place for place in case.places}
    from muster.planner.checker.costing import great_circle_miles

    miles = Fraction(str(round(great_circle_miles(places["home"], places["far"]), 1)))
    first = movements_of(case, plan)[0]
    assert first.cost == int(miles * 10 * Fraction(1, 2) * 100 + Fraction(1, 2))
    assert first.road_cost == int(
        docket.tariff.miles("home", "far") * 10 * Fraction(3, 10) * 100 + Fraction(1, 2)
    )


def test_an_air_mode_whose_rate_is_for_others_carries_nobody() -> None:
    rates = (
        Rate(element="pay", amount=Decimal(100), unit="person-day"),
        Rate(element="lift", amount=Decimal(1), unit="person-mile", mode="C-17", component="ARNG"),  # type: ignore[arg-type]
    )
    case, plan = far(modes=(Mode(mode="C-17", kind="air"),), rates=rates)
    first = movements_of(case, plan)[0]
    assert (first.legs, first.unmoved, first.rld, first.ald) == ((), 10, None, None)


def test_ways_outside_the_planning_are_left_out() -> None:
    case, _ = far()
    plan = plan_of(case, (tour_of("U1", "L1", day(35), day(56)),))
    assert [movement.direction for movement in movements_of(case, plan)] == ["in"]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000))
def test_movements_are_read_back_as_they_were_written(seed: int) -> None:
    case = replace(tiny_case(seed), modes=modes_of(Random(seed)))
    plan = loose_plan(case, seed)
    told = replace(plan, movements=movements_of(case, plan))
    back, problems = read_plan(encode(plan_json(told)), case)
    assert back is not None, problems
    assert back.movements == told.movements
    document = plan_json(told)["movements"]
    properties = schema("plan")["properties"]
    assert isinstance(document, list) and isinstance(properties, dict)
    for movement in document:
        assert movement.keys() == properties["movements"]["items"]["properties"].keys()


@pytest.mark.parametrize(
    ("movements", "code", "words"),
    [
        ({}, "M503", "a list is expected"),
        ([{"unit": "U1"}], "M502", "line is missing"),
        ([{"direction": "up"}], "M505", "up"),
        ([{"legs": [{"mode": "bus", "headcount": 0}]}], "M505", "out of range"),
        (
            [{"legs": [{"mode": "b", "headcount": 1, "leaves": "2025-06-02", "arrives": "2025-06-01"}]}],
            "M505",
            "is before leaves",
        ),
    ],
)
def test_movements_that_are_not_sound_are_told(movements: object, code: str, words: str) -> None:
    document = {**plan_json(plan_of(small.case())), "movements": movements}
    plan, problems = read_plan(encode(document), small.case())
    assert plan is None
    assert any(p.code == code and words in p.message for p in problems), problems
