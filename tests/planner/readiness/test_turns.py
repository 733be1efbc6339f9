"""Turns: the time at home before and after each tour, as the policy counts it."""

from muster.domain.case import Case
from muster.domain.plan import Plan
from muster.domain.policy import Policy
from muster.domain.tour import FixedTour
from muster.domain.unit import UnitType
from muster.planner.checker.docket import Docket
from muster.planner.checker.roster import muster_stays
from muster.planner.readiness.turns import Turn, turns_of
from tests.planner import small
from tests.planner.loose import plan_of, tour_of

day = small.day


def turns(case: Case, plan: Plan) -> tuple[Turn, ...]:
    docket = Docket(case)
    return turns_of(docket, muster_stays(docket, plan))


def test_before_counts_from_the_tour_before_and_from_the_last_return() -> None:
    case = small.case(units=(small.unit(last_return=day(-12), last_tour_days=6),))
    one, two, three = turns(
        case,
        plan_of(
            case,
            tuple(tour_of("U1", "L1", day(a), day(b)) for a, b in ((0, 7), (21, 28), (28, 35))),
        ),
    )
    assert (one.before, one.before_days, one.ratio_before) == (12, 6, 2.0)
    assert (two.before, two.before_days, two.ratio_before) == (14, 7, 2.0)
    assert (three.before, three.continues) == (None, True)
    assert (one.after, one.open_end, one.ratio_after) == (14, False, 2.0)
    assert (three.after, three.open_end) == (21, True)


def test_where_dwell_counts_from_home_the_road_is_no_time_at_home() -> None:
    policy = Policy(policy="P", max_tour_days=28, dwell_from="home", dwell_ratio=small.Decimal(2))
    case = small.case(policies=(policy,), lines=(small.line(place="far"),))
    first, second = turns(
        case, plan_of(case, (tour_of("U1", "L1", day(0), day(7)), tour_of("U1", "L1", day(21), day(28))))
    )
    travel = 2  # some 660 road miles at 400 a day
    assert first.after == 14 - travel and second.before == 14 - travel
    assert first.owed == 14


def test_nothing_is_made_up_where_the_case_does_not_say() -> None:
    case = small.case()
    (turn,) = turns(case, plan_of(case, (tour_of("U1", "L1", day(0), day(7)),)))
    assert turn.before is None and turn.ratio_before is None and not turn.continues


def test_a_unit_under_a_cycle_has_been_at_home_for_its_day_of_the_cycle() -> None:
    case = small.case(units=(small.unit(cycle_day=400),))
    (turn,) = turns(case, plan_of(case, (tour_of("U1", "L1", day(10), day(17)),)))
    assert (turn.before, turn.before_days) == (410, None)


def test_a_fixed_tour_of_a_whole_unit_is_one_turn_and_neighbour_to_its_parts() -> None:
    case = small.case(
        types=(UnitType(type="TRK", headcount=10, part=5),),
        tours=(FixedTour(unit="U1", line="L1", start=day(-7), end=day(0), duty_status="T10"),),  # type: ignore[arg-type]
    )
    found = turns(
        case,
        plan_of(
            case,
            (
                tour_of("U1", "L1", day(-7), day(0), fixed=True),
                tour_of("U1", "L1", day(14), day(21), part=1),
                tour_of("U1", "L1", day(7), day(14), part=2),
            ),
        ),
    )
    assert [(turn.part, turn.before) for turn in found] == [(None, None), (1, 14), (2, 7)]
    assert found[0].after == 7
