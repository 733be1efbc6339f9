"""What posing makes of a case: classes, elements, seats, ceilings, demand, days lost to the law."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from muster.domain.authority import Authority, Ceiling
from muster.domain.case import Case
from muster.domain.component import DutyStatus
from muster.domain.finding import Verdict
from muster.domain.period import Period
from muster.domain.policy import Policy
from muster.domain.rate import Lift
from muster.domain.tour import FixedTour, Pin
from muster.domain.unit import UnitType
from muster.law.basis import Bases, LegalBasis
from muster.planner.instance import UNBOUNDED, Instance, Member
from muster.planner.options import PlanOptions
from muster.planner.pose import ceiling_loads, pose
from muster.planner.posing import blocks
from muster.planner.posing.dwell import dwell_days, dwells
from muster.planner.posing.ground import Ground
from muster.planner.posing.groups import groups
from tests.planner import small

OPTIONS = PlanOptions(assume_lawful=True)


def posed(case: Case) -> Instance:
    instance = pose(case, OPTIONS).instance
    assert instance is not None
    return instance


def fixed(start: int, end: int, unit: str = "U1", line: str = "L1") -> FixedTour:
    return FixedTour(
        unit=unit, line=line, start=small.day(start), end=small.day(end), duty_status=DutyStatus.T10
    )


@pytest.mark.parametrize(("ratio", "least", "owed"), [("1.1", 0, 11), ("0.5", 0, 5), ("0", 3, 3)])
def test_dwell_is_exact_and_rounded_up(ratio: str, least: int, owed: int) -> None:
    policy = Policy(policy="P", max_tour_days=99, dwell_ratio=Decimal(ratio), min_dwell_days=least)
    assert dwell_days(policy, 10) == owed
    assert dwells(policy, np.array([2]), np.array([12]), 4).tolist() == [owed]
    home = replace(policy, dwell_from="home")
    assert dwells(home, np.array([2]), np.array([12]), 4).tolist() == [owed + 4]


def test_units_that_nothing_tells_apart_are_one_class() -> None:
    twins = (small.unit(quantity=2), small.unit("U2"))
    assert posed(replace(small.case(), units=twins)).sizes.tolist() == [3]
    other = (*twins[:1], replace(twins[1], home="far"))
    assert posed(replace(small.case(), units=other)).sizes.tolist() == [2, 1]
    pin = Pin(rule="pin", unit="U2", line="L1", start=small.day(0), end=small.day(28))
    assert posed(replace(small.case(), units=twins, pins=(pin,))).sizes.tolist() == [2, 1]
    ban = Pin(rule="ban", unit="U2")
    assert posed(replace(small.case(), units=twins, pins=(ban,))).sizes.tolist() == [2, 1]


def test_a_unit_divides_into_equal_parts() -> None:
    case = replace(small.case(), types=(UnitType(type="TRK", headcount=10, part=3),))
    instance = posed(case)
    assert instance.classes[0].members == tuple(Member("U1", 1, part) for part in (1, 2, 3))
    assert instance.block_headcount.tolist() == [3] * len(instance.bases)
    assert instance.block_fills.tolist() == [2] * len(instance.bases)


def test_fixed_tours_go_to_elements_that_have_kept_dwell() -> None:
    case = replace(
        small.case(),
        policies=(replace(small.case().policies[0], min_dwell_days=5),),
        units=(small.unit(quantity=2),),
        tours=(fixed(0, 7), fixed(9, 14), fixed(12, 20)),
    )
    _, seats = groups(Ground(case, OPTIONS))
    assert [seats[index].element for index in range(3)] == [1, 2, 1]


def test_demand_is_what_fixed_tours_leave_after_their_reception() -> None:
    case = replace(
        small.case(),
        policies=(replace(small.case().policies[0], reception_days=2),),
        units=(small.unit(), small.unit("U2")),
        tours=(fixed(-3, 7),),
    )
    instance = posed(case)
    assert instance.asked[0].tolist() == [10] * 28 + [0] * 28
    assert instance.demand[0].tolist() == [2] * 7 + [10] * 21 + [0] * 28
    later = posed(replace(case, tours=(fixed(0, 7),)))
    assert later.demand[0, :8].tolist() == [10, 10, 2, 2, 2, 2, 2, 10]


def test_seats_are_counted_by_place_step_and_days_in_force() -> None:
    lifts = (
        Lift(lift="A", place="site", passengers_per_day=3, start=small.day(5)),
        Lift(lift="B", passengers_per_day=1, end=small.day(10)),
    )
    case = replace(
        small.case(),
        lifts=lifts,
        lines=(small.line(), small.line("L2", place="far")),
        units=(small.unit(), small.unit("U2")),
        tours=(fixed(0, 14),),
    )
    instance = posed(case)
    assert instance.lift_places == ("far", "site")
    assert instance.seats.tolist() == [[0] * 8, [6, *[21] * 7]]
    assert instance.seats_any is not None
    assert instance.seats_any.tolist() == [7, 3, 0, 0, 0, 0, 0, 0]
    assert instance.arrivals.tolist() == [[0] * 8, [10, *[0] * 7]]
    assert instance.departures.tolist() == [[0] * 8, [0, 0, 10, *[0] * 5]]
    own = posed(replace(case, lifts=lifts[:1]))
    assert own.lift_places == ("site",)
    assert own.seats_any is None


def test_a_ceiling_leaves_what_fixed_tours_do_not_take_and_never_less_than_nothing() -> None:
    ceiling = Ceiling(id="C", headcount=8, counts="scope", start=small.day(3), end=small.day(9))
    authority = Authority(
        id="A", kind="memorandum", status="signed", start=small.day(-9), ceilings=(ceiling,)
    )
    case = replace(
        small.case(),
        authorities=(authority,),
        units=(small.unit(), small.unit("U2")),
        tours=(fixed(0, 5),),
    )
    instance = posed(case)
    assert instance.capacity[0, :10].tolist() == [*[UNBOUNDED] * 3, 0, 0, 8, 8, 8, 8, UNBOUNDED]
    (load,) = ceiling_loads(case, OPTIONS)
    assert (load.days, load.fixed[3], load.fixed[5]) == ((3, 9), 10, 0)
    assert load.left(12).tolist() == [2, 2, 12, 12, 12, 12]


def basis(start: date | None, end: date | None) -> LegalBasis:
    return LegalBasis(
        duty_status=DutyStatus.T10,
        authorities=(),
        mobilization=None,
        fund=None,
        verdict=Verdict.PERMITTED,
        period=Period(start, end),
        max_days=None,
    )


@pytest.mark.parametrize(
    ("options", "lost"),
    [
        ([basis(None, None)], None),
        ([basis(small.day(7), small.day(14))], [*range(7), *range(14, 28)]),
        ([basis(None, small.day(7)), basis(small.day(14), None)], [*range(7, 14)]),
        ([basis(None, small.day(7)), basis(None, None)], None),
    ],
)
def test_days_lost_to_the_law_alone_are_known(
    options: list[LegalBasis], lost: list[int] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blocks, "bases_of", lambda *_: Bases(options=tuple(options), findings=()))
    days = posed(small.case()).unlawful.get((0, 0))
    assert (None if days is None else np.flatnonzero(days).tolist()) == lost
