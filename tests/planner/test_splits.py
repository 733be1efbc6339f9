"""Splits: told as they are, as few as the same schedules allow, and saved where a price asks for it."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import replace
from itertools import permutations
from random import Random

import pytest

from muster.domain.case import Case
from muster.domain.plan import Plan
from muster.domain.unit import Skill, UnitType
from muster.planner.decode import assign
from muster.planner.options import PlanOptions
from muster.planner.plan import plan_case
from muster.planner.pose import pose
from muster.planner.splits import bundled, left_over, parts_of, splits_of, unfolded, whole
from muster.planner.verify import verify_plan
from tests.planner import brute, small
from tests.planner.small import day
from tests.planner.tiny import tiny_case

OPTIONS = PlanOptions(gap=0.0, time_limit=60.0, assume_lawful=True)


def planned(case: Case, options: PlanOptions = OPTIONS) -> Plan:
    found, problems = plan_case(case, options, clock=time.monotonic)
    assert found is not None, problems
    assert verify_plan(case, found).feasible
    return found


def companies(quantity: int = 2, **lines: int) -> Case:
    """Companies of 30 in three platoons, and lines of so many people."""
    return small.case(
        types=(UnitType(type="TRK", headcount=30, part=10),),
        skills=(Skill(type="TRK", capability="trucks", headcount=30),),
        units=(small.unit(quantity=quantity),),
        lines=tuple(
            small.line(name, headcount=people, place=place)
            for (name, people), place in zip(lines.items(), ("site", "far", "home"), strict=False)
        ),
        policies=(replace(small.case().policies[0], min_tour_days=28),),
    )


def test_a_unit_whose_parts_are_apart_is_split() -> None:
    plan = planned(companies(1, L1=10, L2=10))
    (split,) = plan.splits
    assert (split.unit, split.element, split.parts, split.away) == ("U1", 1, 3, 2)
    assert split.lines == ("L1", "L2")
    assert (split.days, split.person_days, split.charge) == (28, 28 * 20, 0)
    assert plan.stats["split_elements"] == 1


def test_parts_at_one_place_are_together() -> None:
    case = companies(1, L1=10, L2=20)
    lines = tuple(replace(line, place="site") for line in case.lines)
    assert planned(replace(case, lines=lines)).splits == ()
    assert len(planned(case).splits) == 1


def test_a_unit_that_is_only_partly_away_is_split() -> None:
    (split,) = planned(companies(1, L1=20)).splits
    assert (split.away, split.lines, split.person_days) == (2, ("L1",), 28 * 10)
    assert planned(companies(1, L1=30)).splits == ()


def test_whole_elements_come_first() -> None:
    plan = planned(companies(3, L1=40, L2=30))
    assert len(plan.splits) == 1, "70 people are two companies and one platoon"


@pytest.mark.parametrize("seed", range(60))
def test_no_assignment_of_the_same_schedules_splits_fewer(seed: int) -> None:
    r = Random(seed)
    parts, quantity = r.choice([(2, 2), (2, 3), (3, 2)])
    case = companies(quantity, L1=10, L2=10)
    case = replace(case, types=(UnitType(type="TRK", headcount=30, part=30 // parts),))
    instance = pose(case, OPTIONS).instance
    assert instance is not None and len(instance.classes) == 1
    some = [(int(tour),) for tour in range(min(3, instance.tour_block.size))]
    chosen = [r.choice(some) for _ in range(r.randint(0, parts * quantity))]
    made = assign(instance, [chosen])
    assert Counter(made.values()) == Counter(chosen)

    def split(order: tuple[tuple[int, ...], ...]) -> int:
        return sum(len(set(order[first : first + parts])) > 1 for first in range(0, parts * quantity, parts))

    full = [*chosen, *[()] * (parts * quantity - len(chosen))]
    least = min(split(order) for order in set(permutations(full)))
    members = sorted(instance.classes[0].members)
    assert split(tuple(made.get(member, ()) for member in members)) == least
    assert left_over(instance, parts_of(instance), [chosen]) == least


def test_whole_elements_fold_and_unfold() -> None:
    instance = pose(companies(2, L1=40, L2=20), OPTIONS).instance
    assert instance is not None
    parts = parts_of(instance)
    assert parts.tolist() == [3]
    folded = whole(instance, parts)
    assert folded.sizes.tolist() == [2]
    assert (folded.block_headcount == 30).all() and (folded.block_fills == 30).all()
    assert (folded.tour_cost == 3 * instance.tour_cost).all()
    assert unfolded(parts, bundled(parts, [[(0,)] * 5])) == [[(0,)] * 3]
    for schedules in ([(0,)], [(0,), (1,)]):
        flat = [tour for mine in unfolded(parts, [schedules])[0] for tour in mine]
        together = brute.judge(folded, [tour for mine in schedules for tour in mine])
        assert brute.judge(instance, flat) == together


def charged(plan: Plan, price: int) -> int:
    assert plan.objective is not None
    return plan.objective + price * len(plan.splits)


def test_a_split_must_be_worth_its_price() -> None:
    # Two platoons are asked for; sending the third along costs its pay.
    case = companies(1, L1=20)
    free = planned(case)
    extra = 10 * 28 * 100_00
    for price, splits in ((extra - 1, 1), (extra + 1, 0)):
        plan = planned(case, replace(OPTIONS, split_price=price))
        assert len(plan.splits) == splits
        assert plan.bound is not None and plan.bound <= free.objective  # type: ignore[operator]
    assert plan.objective == free.objective + extra  # type: ignore[operator]
    assert plan.status == "feasible" and plan.bound == free.objective
    stated = replace(case, planning=replace(case.planning, split_price=extra + 1))
    assert planned(stated).splits == ()
    assert [split.charge for split in planned(case, replace(OPTIONS, split_price=7)).splits] == [7]


@pytest.mark.parametrize("seed", range(40))
def test_a_price_never_makes_the_charged_plan_worse(seed: int) -> None:
    case = tiny_case(seed)
    if not any(kind.part for kind in case.types):
        return
    free = planned(case)
    for price in (20_000, 2_000_000):
        plan = planned(case, replace(OPTIONS, split_price=price))
        assert charged(plan, price) <= charged(free, price)
        assert plan.objective >= free.objective  # type: ignore[operator]
        assert plan.bound <= free.objective  # type: ignore[operator]
        again = splits_of(case, plan.tours, price)
        assert again == plan.splits


def test_with_a_baseline_too() -> None:
    case = companies(2, L1=20)
    before = planned(case)
    wider = replace(case, lines=(small.line("L1", headcount=40),))
    options = replace(OPTIONS, split_price=50_000_00, change_cost=100_00)
    found, _ = plan_case(wider, options, clock=time.monotonic, baseline=before)
    assert found is not None and verify_plan(wider, found).feasible
    assert found.stats["churn"]["dropped"] == 0  # type: ignore[index]
    assert day(0) in {tour.start for tour in found.tours}
