"""Three who do not know each other: the checker, the naive rules, and the exhaustive search."""

import random
from collections import Counter
from dataclasses import replace
from datetime import timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from muster.domain.case import Case
from muster.domain.component import PAIRS
from muster.domain.plan import PlannedTour
from muster.planner.verify import verify_plan
from tests.planner.oracle import reckoning
from tests.planner.oracle.brute_force import TooLarge, best_plan, candidates, fixed_tours
from tests.planner.oracle.tiny_cases import seeded, tiny_cases


def test_the_checker_accepts_every_optimum_at_its_price() -> None:
    busy = 0
    for seed in range(110):
        case = seeded(seed)
        try:
            found = best_plan(case, nodes=2_000)
        except TooLarge:
            continue
        assert found is not None
        worth, tours = found
        assert reckoning.allowed(case, tours), seed
        assert reckoning.objective(case, tours) == worth, seed
        verdict = verify_plan(case, reckoning.plan(case, tours, bound=worth))
        assert verdict.violations == (), seed
        assert verdict.objective == worth, seed
        busy += any(not tour.fixed for tour in tours)
    assert busy > 35, "too few of the cases have anything to plan"


def haphazard(case: Case, choose: random.Random) -> list[PlannedTour]:
    """Fixed tours and a few planned ones, some of them lawful by chance, some almost, some not at all."""
    tours = list(fixed_tours(case))
    sensible = {unit.unit: candidates(case, unit.unit) for unit in case.units}
    for _ in range(choose.choice((1, 1, 2, 3, 5))):
        unit = choose.choice(case.units)
        part = choose.choice(reckoning.parts_of(case, unit))
        element = choose.randint(1, unit.quantity)
        if sensible[unit.unit] and choose.random() < 0.9:
            tour = replace(choose.choice(sensible[unit.unit]), element=element, part=part)
            if choose.random() < 0.25:
                shift = timedelta(
                    days=choose.choice((-case.planning.step_days, -1, 1, case.planning.step_days))
                )
                start = tour.start + choose.choice((0, 1)) * shift
                end = max(start + timedelta(days=1), tour.end + shift)
                tour = reckoning.tour(
                    case, unit.unit, tour.line, start, end, tour.duty_status, element=element, part=part
                )
        else:
            start = case.planning.start + timedelta(days=choose.randint(-2, 20))
            tour = reckoning.tour(
                case,
                unit.unit,
                choose.choice(case.lines).line,
                start,
                start + timedelta(days=choose.randint(1, 20)),
                choose.choice(PAIRS[unit.component]),
                element=element,
                part=part,
            )
        if tour not in tours:
            tours.append(tour)
    return tours


def test_checker_and_naive_rules_agree_on_haphazard_plans() -> None:
    verdicts: Counter[bool] = Counter()
    broken: Counter[str] = Counter()
    for seed in range(350):
        case = seeded(seed)
        tours = haphazard(case, random.Random(seed))
        plan = reckoning.plan(case, tours)
        found = verify_plan(case, plan)
        assert found.feasible == reckoning.allowed(case, tours), (seed, found.violations)
        assert (found.objective, found.empty) == (plan.objective, plan.empty), seed
        verdicts[found.feasible] += 1
        broken.update({violation.rule for violation in found.violations})
    assert verdicts[True] > 30 < verdicts[False], verdicts
    for rule in ("ceiling", "budget", "lift", "overlap", "travel", "dwell", "ban", "availability", "notice"):
        assert broken[rule] > 1, broken


def with_pin(case: Case, choose: random.Random) -> Case:
    """The case with one possible tour pinned, where there is one."""
    from muster.domain.tour import Pin

    units = [unit for unit in case.units if candidates(case, unit.unit)]
    if not units:
        return case
    tour = choose.choice(candidates(case, choose.choice(units).unit))
    pin = Pin(rule="pin", unit=tour.unit, line=tour.line, start=tour.start, end=tour.end)
    return replace(case, pins=(*case.pins, pin))


def test_pinned_optima_are_accepted_and_never_better() -> None:
    pinned = 0
    for seed in range(40):
        case = seeded(seed)
        bound = with_pin(case, random.Random(seed))
        try:
            free, found = best_plan(case, nodes=1_000), best_plan(bound, nodes=1_000)
        except TooLarge:
            continue
        if bound is case or found is None or free is None:
            continue
        assert verify_plan(bound, reckoning.plan(bound, found[1])).violations == (), seed
        assert found[0] >= free[0]
        pinned += found[0] > free[0]
    assert pinned > 5


@settings(max_examples=40, deadline=None, derandomize=True)
@given(tiny_cases(), st.integers(0, 1000))
def test_any_tiny_case(case: Case, seed: int) -> None:
    tours = haphazard(case, random.Random(seed))
    found = verify_plan(case, reckoning.plan(case, tours))
    assert found.feasible == reckoning.allowed(case, tours), found.violations
    try:
        best = best_plan(case, most=200, nodes=500)
    except TooLarge:
        assume(False)
        return
    if best is not None and found.feasible:
        assert best[0] <= found.objective
