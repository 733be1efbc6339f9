"""Fixed tours on elements of a unit: the bound is of every way to put them there, the plan of the best."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.domain.case import Case
from muster.domain.component import PAIRS, DutyStatus
from muster.domain.plan import Plan
from muster.domain.policy import Policy
from muster.domain.tour import FixedTour
from muster.planner.checker.spreads import Away, Placing, best_assignment, ways
from muster.planner.plan import PlanOptions, plan_case
from muster.planner.posing.spreads import held, spreads
from muster.planner.verify import verify_certificate, verify_plan
from tests.planner import small
from tests.planner.oracle import reckoning
from tests.planner.oracle.brute_force import TooLarge, best_plan, fixed_tours, placements
from tests.planner.oracle.tiny_cases import seeded

EXACT = PlanOptions(gap=0, assume_lawful=True)
day = small.day


def planned(case: Case, baseline: Plan | None = None, **options: Any) -> Plan:
    plan, problems = plan_case(case, replace(EXACT, **options), clock=time.monotonic, baseline=baseline)
    assert plan is not None, problems
    return plan


def close_together() -> Case:
    """Two elements; two fixed tours with a day between them, on a line beside the one that is wanted."""
    tours = tuple(
        FixedTour(unit="U1", line="L2", start=day(a), end=day(b), duty_status=DutyStatus.T10)
        for a, b in ((0, 14), (15, 29))
    )
    return replace(
        small.case(),
        units=(small.unit(quantity=2),),
        policies=(Policy(policy="P", max_tour_days=28, dwell_ratio=Decimal(1)),),
        lines=(
            small.line("L1", headcount=8, start=day(0), end=day(28)),
            small.line("L2", headcount=8, priority=2, start=day(0), end=day(56)),
        ),
        tours=tours,
    )


def test_one_element_makes_both_where_that_is_best() -> None:
    case = close_together()
    plan = planned(case)
    assert plan.status == "optimal" and plan.bound == plan.objective
    assert len({tour.element for tour in plan.tours if tour.fixed}) == 1
    assert verify_plan(case, plan).feasible
    assert plan.stats["spreads"] == {"ways": 2, "searched": 2}
    (finding,) = (found for found in plan.findings if found.rule == "check/fixed-tours-share-element")
    assert finding.subject == "U1" and "2 elements" in finding.message
    apart = planned(case, spread=(("U1", ((0,), (1,))),))
    assert apart.objective is not None and plan.objective is not None
    assert apart.objective > plan.objective
    assert apart.bound is not None and apart.bound <= plan.objective, "of every way, not of this one"


def with_tours(seed: int) -> Case:
    """A tiny case with more fixed tours of a unit of several elements than there are in the others."""
    choose = random.Random(seed)
    case = seeded(seed)
    first = case.units[0]
    unit = replace(first, quantity=choose.choice((2, 2, 3)))
    days = (case.planning.end - case.planning.start).days
    tours = []
    for _ in range(choose.choice((2, 2, 3, 3))):
        start = case.planning.start + timedelta(days=choose.randint(-4, days - 2))
        tours.append(
            FixedTour(
                unit=unit.unit,
                line=choose.choice(case.lines).line,
                start=start,
                end=start + timedelta(days=choose.randint(2, 9)),
                duty_status=choose.choice(PAIRS[unit.component]),
                headcount=choose.choice((None, 2)),
            )
        )
    return replace(
        case, units=(unit, *case.units[1:]), tours=(*tours, *(t for t in case.tours if t.unit != unit.unit))
    )


@pytest.mark.parametrize("block", range(4))
def test_the_best_of_every_way_is_found_and_proved(block: int) -> None:
    compared = gained = 0
    for seed in range(35 * block, 35 * (block + 1)):
        case = with_tours(seed)
        try:
            found = best_plan(case, nodes=2_000)
        except TooLarge:
            continue
        assert found is not None
        plan = planned(case)
        assert verify_plan(case, plan).violations == (), seed
        assert (plan.objective, plan.bound) == (found[0], found[0]), seed
        assert verify_plan(case, reckoning.plan(case, found[1])).feasible, seed
        assert plan.certificate is not None
        checked = verify_certificate(case, plan, plan.certificate)
        assert checked.accepted, (seed, checked)
        proved = checked.claims[0].proved
        assert proved is not None and proved <= found[0], seed
        compared += 1
        searched = plan.stats.get("spreads")
        gained += isinstance(searched, dict) and int(searched["searched"]) > 1
    assert compared > 12 and gained > 0, (compared, gained)


def test_levels_and_plans_from_a_baseline_claim_nothing_that_another_way_would_beat() -> None:
    compared = 0
    for seed in range(50):
        case = with_tours(seed)
        try:
            found = best_plan(case, nodes=1_000)
        except TooLarge:
            continue
        assert found is not None
        again = planned(case, baseline=planned(case, time_limit=1.0))
        assert again.bound is not None and again.bound <= found[0], seed
        for tours in (found[1], list(again.tours)):
            plan = planned(case, lexicographic=True)
            levels = plan.stats["levels"]
            assert isinstance(levels, list)
            top = levels[0]
            number = int(str(top["level"]).split()[1])
            short = sum(
                reckoning.short_on(case, line, tours, when)
                for line in case.lines
                if line.priority == number
                for when in reckoning.demand_days(case, line)
            )
            assert top["bound"] is not None and top["bound"] <= short, seed
        compared += 1
    assert compared > 15


def test_every_way_is_listed_once() -> None:
    for seed in range(120):
        case = with_tours(seed)
        mine = spreads(case, EXACT, 10_000)
        assert mine is not None
        kept = {
            tuple(
                sorted(
                    tuple(sorted((t.start, t.end, t.line, t.duty_status, t.headcount or 0) for t in group))
                    for group in rows
                )
            )
            for way in mine
            for name, rows in held(case, replace(EXACT, spread=way)).items()
            if name == case.units[0].unit
        }
        theirs = set()
        for way in placements(case):
            by_element: dict[int, list[tuple[object, ...]]] = {}
            for tour in (t for t in way if t.unit == case.units[0].unit):
                row = next(
                    t
                    for t in case.tours
                    if (t.unit, t.line, t.start, t.end, t.duty_status)
                    == (tour.unit, tour.line, tour.start, tour.end, tour.duty_status)
                    and (t.headcount is None or t.headcount == tour.headcount)
                )
                by_element.setdefault(tour.element, []).append(
                    (row.start, row.end, row.line, row.duty_status, row.headcount or 0)
                )
            theirs.add(tuple(sorted(tuple(sorted(group)) for group in by_element.values())))
        assert kept == theirs, seed
        assert len(mine) == len(kept), seed


def test_too_many_ways_are_bounded_but_not_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("muster.planner.spreading.LISTED", 1)
    case = close_together()
    plan = planned(case)
    best = best_plan(case)
    assert best is not None and plan.bound is not None and plan.objective is not None
    assert plan.bound <= best[0] <= plan.objective
    assert plan.status == "feasible"
    assert "spreads" not in plan.stats


def test_a_case_too_large_to_recompute_is_bounded_by_the_units_with_a_choice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("muster.planner.backing.RECOMPUTED", 1)
    for seed in range(40):
        case = with_tours(seed)
        try:
            found = best_plan(case, nodes=1_000)
        except TooLarge:
            continue
        assert found is not None
        plan = planned(case)
        assert plan.bound is not None and plan.bound <= found[0], seed


# -- the arithmetic -----------------------------------------------------------------------------


@given(
    st.integers(1, 5).flatmap(
        lambda n: st.lists(st.lists(st.integers(-50, 50), min_size=n, max_size=n), min_size=n, max_size=n)
    )
)
@settings(max_examples=150, deadline=None)
def test_an_assignment_is_the_best_of_all_permutations(table: list[list[int]]) -> None:
    size = range(len(table))
    best = max(sum(table[row][order[row]] for row in size) for order in permutations(size))
    assert best_assignment(table) == best


LEG = st.tuples(
    st.integers(0, 40), st.integers(1, 8), st.integers(0, 6), st.integers(0, 2), st.integers(0, 90)
)
TOUR = st.tuples(st.integers(0, 40), st.integers(1, 8), st.integers(0, 2), st.integers(0, 9))


@given(st.integers(1, 3), st.lists(TOUR, max_size=4), st.lists(LEG, max_size=12))
@settings(max_examples=150, deadline=None)
def test_pairs_are_never_worth_less_than_sets(
    quantity: int, tours: list[tuple[int, int, int, int]], legs: list[tuple[int, int, int, int, int]]
) -> None:
    away: list[Away] = [(first, first + days, way, first + days + owed) for first, days, way, owed in tours]
    chain = [
        (start, start + days + way, start + days + owed, way, worth) for start, days, owed, way, worth in legs
    ]
    placing = Placing(quantity, away, chain)
    most = max(map(placing.worth, ways(away, quantity)))
    assert placing.most == most
    assert most <= placing._by_pairs() <= quantity * placing.value(())


def test_the_ways_of_a_plan_that_is_given_are_all_accepted() -> None:
    case = close_together()
    for way in placements(case):
        plan = reckoning.plan(case, way)
        assert verify_plan(case, plan).feasible
    assert verify_plan(case, reckoning.plan(case, fixed_tours(case))).feasible
