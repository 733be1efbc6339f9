"""The planner against exhaustive search, and against itself on cases that must not come out worse."""

import random
import time
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings

from muster.domain.authority import Authority
from muster.domain.case import Case
from muster.domain.plan import Plan, PlannedTour
from muster.domain.unit import Unit
from muster.planner.verify import verify_plan
from tests.planner.oracle import reckoning
from tests.planner.oracle.brute_force import TooLarge, best_plan, candidates
from tests.planner.oracle.test_brute_force import with_pin
from tests.planner.oracle.tiny_cases import seeded, tiny_cases

plan_module = pytest.importorskip("muster.planner.plan", reason="the search is not built")
EXACT = plan_module.PlanOptions(gap=0.0, assume_lawful=True, time_limit=60.0)


def planned(case: Case) -> Plan:
    """An optimal plan, which the checker accepts."""
    plan, problems = plan_module.plan_case(case, EXACT, clock=time.monotonic)
    assert isinstance(plan, Plan), problems
    assert verify_plan(case, plan).violations == ()
    assert plan.objective is not None
    assert plan.bound is not None
    assert plan.gap == 0
    return plan


def worth(case: Case) -> int:
    objective = planned(case).objective
    assert objective is not None
    return objective


def agree(case: Case) -> bool:
    """Compare with exhaustive search; whether there was anything to plan."""
    found = best_plan(case, nodes=2_000)
    assert found is not None
    plan = planned(case)
    assert plan.objective == found[0]
    assert plan.bound is not None
    assert plan.bound <= found[0]
    return any(not tour.fixed for tour in found[1])


@pytest.mark.parametrize("block", range(4))
def test_the_planner_finds_the_optimum(block: int) -> None:
    busy = 0
    for seed in range(80 * block, 80 * (block + 1)):
        try:
            busy += agree(seeded(seed))
        except TooLarge:
            continue
        except AssertionError as error:
            raise AssertionError(f"seed {seed}: {error}") from error
    assert busy > 20


@pytest.mark.parametrize("seed", [542, 674, 683, 920, 1441, 1444, 1498, 2342, 2523, 2591])
def test_cases_that_were_once_wrong(seed: int) -> None:
    agree(seeded(seed))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(tiny_cases())
def test_the_planner_finds_the_optimum_of_any_tiny_case(case: Case) -> None:
    try:
        agree(case)
    except TooLarge:
        assume(False)


def test_the_planner_keeps_pins() -> None:
    pinned = 0
    for seed in range(40):
        free = seeded(seed)
        case = with_pin(free, random.Random(seed))
        if case is free:
            continue
        try:
            found = best_plan(case, nodes=1_000)
        except TooLarge:
            continue
        if found is not None:
            assert worth(case) == found[0], seed
            pinned += 1
    assert pinned > 10


def unfilled(case: Case, tours: list[PlannedTour]) -> tuple[int, int, int]:
    """Headcount-days unfilled of priority 1 and 2, and the cost."""
    short = {1: 0, 2: 0}
    for line in case.lines:
        short[line.priority] += sum(
            reckoning.short_on(case, line, tours, day) for day in reckoning.demand_days(case, line)
        )
    return short[1], short[2], sum(tour.cost for tour in tours)


def test_priority_by_priority() -> None:
    """The same as prices so far apart that no lower level outweighs a headcount-day of a higher one."""
    options = replace(EXACT, lexicographic=True)
    for seed in range(700, 750):
        case = seeded(seed)
        try:
            found = best_plan(replace(case, shortfall_prices=((1, 10**12), (2, 10**8))), nodes=1_000)
        except TooLarge:
            continue
        assert found is not None
        plan, problems = plan_module.plan_case(case, options, clock=time.monotonic)
        assert isinstance(plan, Plan), problems
        assert verify_plan(case, plan).violations == ()
        assert unfilled(case, list(plan.tours)) == unfilled(case, found[1]), seed


# Metamorphic: what must hold whatever the optimum is


def another_unit(case: Case, choose: random.Random) -> Case:
    twin = replace(choose.choice(case.units), unit="MORE", quantity=1)
    return replace(case, units=(*case.units, twin))


def one_more_of_a_unit(case: Case, choose: random.Random) -> Case:
    more = choose.choice(case.units)
    return replace(case, units=tuple(replace(u, quantity=u.quantity + (u is more)) for u in case.units))


def _instruments(case: Case, change: Callable[[Authority], Authority]) -> Case:
    return replace(case, authorities=tuple(change(authority) for authority in case.authorities))


def higher_ceilings(case: Case, choose: random.Random) -> Case:
    return _instruments(
        case,
        lambda a: replace(
            a,
            ceilings=tuple(
                replace(
                    c,
                    headcount=None if c.headcount is None else c.headcount + choose.randint(1, 9),
                    dollars=None if c.dollars is None else c.dollars + 123_456,
                )
                for c in a.ceilings
            ),
        ),
    )


def no_ceilings(case: Case, choose: random.Random) -> Case:
    return _instruments(case, lambda a: replace(a, ceilings=()))


def more_seats(case: Case, choose: random.Random) -> Case:
    return replace(
        case,
        lifts=tuple(
            replace(x, passengers_per_day=x.passengers_per_day + choose.randint(1, 4)) for x in case.lifts
        ),
    )


def no_bans(case: Case, choose: random.Random) -> Case:
    return replace(case, pins=tuple(pin for pin in case.pins if pin.rule != "ban"))


def shorter_dwell(case: Case, choose: random.Random) -> Case:
    return replace(
        case,
        policies=tuple(
            replace(p, dwell_ratio=p.dwell_ratio / 2, min_dwell_days=p.min_dwell_days // 2, dwell_from="end")
            for p in case.policies
        ),
    )


def one_line_less(case: Case, choose: random.Random) -> Case:
    fixed = {tour.line for tour in case.tours}
    free = [line for line in case.lines if line.line not in fixed]
    gone = choose.choice(free) if free and len(case.lines) > 1 else None
    pins = tuple(pin for pin in case.pins if gone is None or pin.line != gone.line)
    return replace(case, lines=tuple(line for line in case.lines if line is not gone), pins=pins)


EASIER = (
    another_unit,
    one_more_of_a_unit,
    higher_ceilings,
    no_ceilings,
    more_seats,
    no_bans,
    shorter_dwell,
    one_line_less,
)


@pytest.mark.parametrize("easier", EASIER, ids=lambda function: function.__name__)
def test_more_freedom_never_makes_the_optimum_worse(easier: Callable[[Case, random.Random], Case]) -> None:
    better = 0
    for seed in range(200, 235):
        case = seeded(seed)
        before, after = worth(case), worth(easier(case, random.Random(seed)))
        assert after <= before, seed
        better += after < before
    assert better, "nothing ever got better: the test cannot see anything"


def shuffled(case: Case, choose: random.Random) -> Case:
    rows = (
        "places",
        "types",
        "skills",
        "units",
        "policies",
        "lines",
        "pins",
        "rates",
        "lifts",
        "authorities",
    )
    return replace(
        case, **{name: tuple(choose.sample(getattr(case, name), len(getattr(case, name)))) for name in rows}
    )


def renamed(case: Case, choose: random.Random) -> Case:
    names = {unit.unit: f"Z{choose.randint(0, 10**9)}" for unit in case.units}
    return replace(
        case,
        units=tuple(replace(unit, unit=names[unit.unit]) for unit in case.units),
        tours=tuple(replace(tour, unit=names[tour.unit]) for tour in case.tours),
        pins=tuple(replace(pin, unit=names[pin.unit]) for pin in case.pins),
    )


def spelt_out(case: Case, choose: random.Random) -> Case:
    """Each element of a unit without fixed tours as a unit of its own."""
    held = {row.unit for row in case.tours} | {pin.unit for pin in case.pins}
    units: list[Unit] = []
    for unit in case.units:
        if unit.unit in held:
            units.append(unit)
        else:
            units += [replace(unit, unit=f"{unit.unit}-{n}", quantity=1) for n in range(unit.quantity)]
    return replace(case, units=tuple(units))


@pytest.mark.parametrize("change", [shuffled, renamed, spelt_out], ids=lambda function: function.__name__)
def test_what_is_the_same_case_has_the_same_optimum(change: Callable[[Case, random.Random], Case]) -> None:
    for seed in range(300, 335):
        case = seeded(seed)
        assert worth(change(case, random.Random(seed))) == worth(case), seed


def test_all_money_times_a_factor_is_the_optimum_times_the_factor() -> None:
    """Amounts are made whole cents per tour first, so that rounding scales too."""
    for seed in range(400, 430):
        case = seeded(seed)
        case = replace(
            case,
            assumptions=tuple(
                replace(a, value=Decimal(0)) if a.name == "per_person_mile" else a for a in case.assumptions
            ),
            rates=tuple(
                replace(r, amount=r.amount.quantize(Decimal("0.01")))
                for r in case.rates
                if r.unit != "person-mile"
            ),
        )
        dear = replace(
            case,
            rates=tuple(replace(r, amount=r.amount * 7) for r in case.rates),
            shortfall_prices=tuple((priority, cents * 7) for priority, cents in case.shortfall_prices),
            authorities=tuple(
                replace(
                    a,
                    ceilings=tuple(
                        replace(c, dollars=None if c.dollars is None else c.dollars * 7) for c in a.ceilings
                    ),
                )
                for a in case.authorities
            ),
        )
        assert worth(dear) == 7 * worth(case), seed


def test_the_same_case_gives_the_same_plan() -> None:
    for seed in range(500, 515):
        first, second = planned(seeded(seed)), planned(seeded(seed))
        assert first.tours == second.tours, seed


def test_there_is_something_to_plan() -> None:
    assert (
        sum(bool(candidates(case, unit.unit)) for case in map(seeded, range(30)) for unit in case.units) > 20
    )
