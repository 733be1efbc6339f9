"""Compiled loops against the array code, the roster, brute force, and themselves without a compiler."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from numba import njit

from benchmarks.generate import Size, national
from benchmarks.scaling import twice_the_units
from muster.planner import search
from muster.planner.kernel import annealing, floor, moves
from muster.planner.kernel.annealer import LEAST_RUINING, MOVES_A_SECOND, OFTEN, RUINING, Annealer
from muster.planner.kernel.field import lay_out
from muster.planner.kernel.pricer import CompiledPricer
from muster.planner.master import Master, Objective
from muster.planner.plan import PlanOptions, plan_case
from muster.planner.pose import pose
from muster.planner.pricing import Pricer, Valuation
from muster.planner.roster import Roster
from muster.planner.search import Search
from muster.planner.verify import verify_plan
from tests.planner import brute
from tests.planner.kernel.rosters import EXACT, assert_true, at_home, posed, year
from tests.planner.tiny import tiny_case

# What only compiled functions call, for Python; not cached, since numba does not see what changes inside.
respond = njit(lambda *given: floor.respond(*given))
free_member = njit(lambda *given: annealing.free_member(*given))
place = njit(lambda *given: annealing.place(*given))
fill_best = njit(lambda *given: annealing.fill_best(*given))
who_is_where = njit(lambda *given: moves.who_is_where(*given))
shuffle = njit(lambda *given: moves.shuffle(*given))


def response(annealer: Annealer, owner: int, *, priced: bool = False) -> tuple[int, tuple[int, ...]]:
    """The best schedule for one more member of a class, and what it is worth."""
    out = np.full_like(annealer._out, -1)
    work = (annealer._skip, annealer._ending, annealer._best, annealer._through, out)
    value = respond(annealer.field, annealer.floor, annealer.worth, owner, priced, *work)
    return int(value), tuple(out[out >= 0].tolist())


def random_duals(master: Master, choose: np.random.Generator) -> np.ndarray:
    weights = master.objective.weights
    out = choose.normal(size=master.rows_count)
    worth = weights[master.cover_line] * master.cover_days / master.money
    out[: master.crowd_row] = choose.random(master.crowd_row) * worth
    out[master.cut_row : master.size_row] *= worth[master.cut_cover] / 20
    return out


@pytest.mark.parametrize("seed", range(60))
def test_compiled_pricing_gives_the_same_values_and_uses_the_same_rows(seed: int) -> None:
    instance = posed(seed)
    if instance is None:
        return
    choose = np.random.default_rng(seed)
    master = Master(instance, Objective(weights=instance.prices, cost=1))
    compiled, plain = CompiledPricer(lay_out(instance), threads=1 + seed % 2), Pricer(instance)
    for turn in range(6):
        if turn == 4:
            cuts = [(row, 2 + row % 3 + more) for row in range(master.cover_line.size) for more in (0, 5)]
            master = Master(instance, master.objective, cuts=cuts, whole=True)
        duals = master.duals(random_duals(master, choose))
        values = compiled.price(duals.valuation)
        assert values.tolist() == plain.price(duals.valuation).tolist()
        wanted = np.zeros(master.rows_count)
        for position in np.flatnonzero(values > 0).tolist():
            schedule = compiled.schedule(position)
            rows, shares = master.entries(schedule)
            wanted[rows] += shares * int(instance.sizes[position])
            worth = values[position]
            assert plain.value[np.isin(plain.tours, np.array(schedule))].sum() == worth
        known = np.r_[0 : master.any_row, master.cut_row : master.size_row]
        assert np.allclose(compiled.rows(master)[known], wanted[known])


@pytest.mark.parametrize("seed", range(40))
def test_annealed_rosters_are_worth_what_they_say_and_break_no_limit(seed: int) -> None:
    instance = posed(seed)
    if instance is None:
        return
    objective = Objective(weights=instance.prices, cost=1)
    annealer = at_home(instance, seed)
    annealer.fill(priced=0)
    annealer.anneal(60, 1e6, 1e2)
    best, value = annealer.best_chain, annealer.best_value.copy()
    roster = Roster(instance, objective)
    for chains, worth in ((best, value[0]), (annealer.floor.chain, annealer.floor.value[0])):
        roster.load(annealer.schedules(chains))
        assert roster.feasible()
        assert roster.value() == int(worth) + instance.fixed_cost
    assert value[0] <= annealer.floor.value[0]
    annealer.load(annealer.schedules(best))
    assert annealer.floor.value[0] == value[0]


def shuffled(annealer: Annealer, tries: int, threshold: float) -> int:
    """Small moves made of so many tries, with a list of who is where made now."""
    members, width = annealer.floor.chain.shape
    first = np.zeros(annealer.floor.short.shape[0] + 1, dtype=np.int64)
    who = np.zeros((2, members * width), dtype=np.int32)
    who_is_where(annealer.floor, first, *who)
    stays, chain = annealer.floor.stays, annealer.floor.chain
    for line in range(first.size - 1):
        there = np.nonzero((chain >= 0) & (stays[:, :, 0] == line))
        mine = np.s_[first[line] : first[line + 1]]
        assert list(zip(*who[:, mine].tolist(), strict=True)) == list(
            zip(*(each.tolist() for each in there), strict=True)
        )
    return int(
        shuffle(
            annealer.field,
            annealer.floor,
            annealer.worth,
            annealer.owner,
            annealer.serves,
            annealer._state,
            first,
            *who,
            tries,
            threshold,
        )
    )


@pytest.mark.parametrize("seed", range(40))
def test_small_moves_keep_every_rule_and_cost_no_more_than_they_may(seed: int) -> None:
    instance = posed(seed)
    if instance is None:
        return
    objective = Objective(weights=instance.prices, cost=1)
    annealer, roster = at_home(instance, seed), Roster(instance, objective)
    annealer.fill(priced=0)
    for threshold in (1e9, 1e4, 0.0):
        for _ in range(40):
            before = int(annealer.floor.value[0])
            made = shuffled(annealer, 5, threshold)
            assert annealer.floor.value[0] <= before + made * threshold
        assert_true(annealer, roster)
    before = int(annealer.floor.value[0])
    assert shuffled(annealer, 200, -1e18) == 0
    assert annealer.floor.value[0] == before


def test_small_moves_have_the_time_where_rounds_are_few() -> None:
    instance = year(0)
    annealer = at_home(instance, 0)
    annealer.fill(priced=0)
    tours, rounds = int((annealer.floor.chain >= 0).sum()), annealer.rounds_a_second / annealer.ruining
    shares: dict[float, tuple[float, int]] = {}
    for often in (1, OFTEN / 2, 1_000):
        annealer.divide(often * tours / rounds)
        shares[often] = annealer.ruining, annealer.small
        seconds = annealer.small / MOVES_A_SECOND + 1 / rounds
        assert annealer.rounds_a_second * seconds == pytest.approx(1, rel=0.01)
    assert [share for share, _ in shares.values()] == pytest.approx([LEAST_RUINING, RUINING / 16, RUINING])
    assert shares[1][1] > shares[OFTEN / 2][1] > shares[1_000][1] > 0


def what_changed(old: np.ndarray, new: np.ndarray) -> tuple[str, ...]:
    """Of each tour that a move changed, what: its line, first day, last day."""
    return tuple(
        "+".join(
            name
            for name, was, now in zip(("line", "start", "end"), old[at], new[at], strict=False)
            if was != now
        )
        for at in map(tuple, np.argwhere((old != new)[:, :, :3].any(axis=2)).tolist())
    )


def test_small_moves_are_of_every_kind() -> None:
    instance = year(0)
    objective = Objective(weights=instance.prices, cost=1)
    annealer, roster = at_home(instance, 0), Roster(instance, objective)
    annealer.fill(priced=0)
    seen = set()
    for turn in range(6_000):
        stays = annealer.floor.stays.copy()
        if shuffled(annealer, 1, 1e12):
            seen.add(what_changed(stays, annealer.floor.stays))
        if turn % 1_000 == 0:
            annealer.fill(priced=0)
            assert_true(annealer, roster)
    alone = {("start",), ("end",), ("start+end",), ("line",)}
    swaps, hand_overs = {("line", "line")}, {("end", "start"), ("start", "end")}
    assert seen >= alone | swaps
    assert seen & hand_overs and ("end", "start+end") in seen


@pytest.mark.parametrize("seed", range(0, 60, 3))
def test_a_best_response_pays_for_people_and_seats_as_pricing_does(seed: int) -> None:
    instance = posed(seed)
    if instance is None:
        return
    choose = np.random.default_rng(seed)
    objective = Objective(weights=instance.prices, cost=1)
    master, plain = Master(instance, objective), Pricer(instance)
    cover = np.where(instance.demand > 0, instance.prices[:, None], 0)
    charged = master.duals(random_duals(master, choose)).valuation
    wanted = Valuation(
        cover=cover,
        crowd=charged.crowd // master.scale,
        arrive=charged.arrive // master.scale,
        depart=charged.depart // master.scale,
        budget=np.zeros_like(charged.budget),
        pin=np.zeros_like(charged.pin),
        cost=1,
    )
    values = plain.price(wanted)
    pricer = CompiledPricer(lay_out(instance))
    assert pricer.price(wanted).tolist() == values.tolist()
    annealer, roster = at_home(instance, seed), Roster(instance, objective)
    annealer.charge(charged, master.scale)
    for owner in range(len(instance.classes)):
        value, schedule = response(annealer, owner, priced=True)
        free = pricer.schedule(owner)
        assert value <= max(0, int(values[owner]))
        if values[owner] > 0 and roster.fits(owner, free):
            assert value == values[owner]
            assert plain.value[np.isin(plain.tours, np.array(schedule))].sum() == value


@pytest.mark.parametrize("seed", range(0, 40, 2))
def test_the_class_with_most_to_gain_goes_first_as_if_all_were_asked_each_time(seed: int) -> None:
    instance = posed(seed)
    if instance is None:
        return
    objective = Objective(weights=instance.prices, cost=1)
    one, other = (Annealer(lay_out(instance), objective, instance.prices, seed) for _ in range(2))
    while True:
        found = [response(other, owner) if idle else (0, ()) for owner, idle in enumerate(other.floor.idle)]
        owner = int(np.argmax([gain for gain, _ in found]))
        gain, schedule = found[owner]
        if gain <= 0:
            break
        member = free_member(other.floor, owner)
        place(other.field, other.floor, other.worth, owner, member, np.array(schedule))
    order, log = np.arange(one.floor.idle.size), np.zeros(one.owner.size + 1, dtype=np.int64)
    work = (one._skip, one._ending, one._best, one._through, one._out)
    fill_best(one.field, one.floor, one.worth, order, 0, *work, log, one.owner.size)
    assert one.floor.value[0] == other.floor.value[0]
    assert one.schedules(one.floor.chain) == other.schedules(other.floor.chain)


@pytest.mark.parametrize("seed", range(40))
def test_the_search_on_compiled_loops_keeps_between_bound_and_brute_force(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "COMPILED", 1)
    monkeypatch.setattr(search, "LARGE", 0 if seed % 3 == 0 else 4_000)
    case = tiny_case(seed)
    ticks = iter(range(10_000_000))
    options = PlanOptions(gap=0, assume_lawful=True, time_limit=3_000)
    plan, problems = plan_case(case, options, clock=lambda: next(ticks) * 0.5)
    if plan is None:
        assert problems
        return
    instance = pose(case, options).instance
    assert instance is not None
    best = brute.optimum(instance, 3_000)
    assert plan.bound is not None and plan.objective is not None
    assert plan.bound <= plan.objective
    if best is not None:
        assert plan.bound <= best <= plan.objective
    assert verify_plan(case, plan).feasible


def test_pins_stay_where_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.planner.test_bound import pinned

    monkeypatch.setattr(search, "COMPILED", 1)
    ticks = iter(range(10_000_000))
    plan, problems = plan_case(
        pinned(), PlanOptions(gap=0, assume_lawful=True, time_limit=3_000), clock=lambda: next(ticks) * 0.5
    )
    assert plan is not None and not problems
    assert verify_plan(pinned(), plan).feasible


SCRIPT = """
import numpy as np
from muster.planner.kernel.annealer import Annealer
from muster.planner.kernel.field import lay_out
from muster.planner.master import Objective
from muster.planner.options import PlanOptions
from muster.planner.pose import pose
from tests.planner.tiny import tiny_case
for seed in (1, 4, 7):
    instance = pose(tiny_case(seed), PlanOptions(gap=0, assume_lawful=True)).instance
    annealer = Annealer(lay_out(instance), Objective(weights=instance.prices, cost=1), instance.prices, seed)
    annealer.fill(priced=0)
    with np.errstate(over="ignore"):
        annealer.anneal(40, 1e6, 1e2)
    print(annealer.best_value[0], annealer.best_chain.tolist(), annealer.floor.chain.tolist())
"""


def test_without_a_compiler_the_numbers_are_the_same() -> None:
    def run(**extra: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, **extra},
        )
        return done.stdout

    compiled = run()
    assert compiled.strip()
    assert compiled == run(NUMBA_DISABLE_JIT="1")


@pytest.mark.parametrize("seed", range(3))
def test_long_tours_are_priced_as_by_the_array_code(seed: int) -> None:
    instance = year(seed)
    choose = np.random.default_rng(seed)
    master = Master(instance, Objective(weights=instance.prices, cost=1))
    compiled, plain = CompiledPricer(lay_out(instance), threads=2), Pricer(instance)
    worth = 0
    for scale in (1.0, 0.3, 0.1):
        duals = random_duals(master, choose)
        duals[: master.crowd_row] *= scale
        duals[master.crowd_row :] *= 1e-3
        valuation = master.duals(duals).valuation
        values = compiled.price(valuation)
        assert values.tolist() == plain.price(valuation).tolist()
        worth += int((values > 0).sum())
        for position in np.flatnonzero(values > 0).tolist():
            chosen = np.isin(plain.tours, np.array(compiled.schedule(position)))
            assert plain.value[chosen].sum() == values[position]
    assert worth > len(instance.classes)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("abreast", [True, False])
def test_long_tours_are_chosen_as_by_the_array_code_while_ceilings_fill(abreast: bool, seed: int) -> None:
    """Ends a stride apart are looked at side by side; told to be none, one after the other."""
    instance = year(seed)
    objective = Objective(weights=instance.prices, cost=1)
    annealer, roster = at_home(instance, seed), Roster(instance, objective)
    if not abreast:
        annealer.field = annealer.field._replace(near=np.full_like(annealer.field.near, -1))
    pricers = [Pricer(instance, owner) for owner in range(len(instance.classes))]
    limited = 0
    for share in (1.0, 0.7, 0.4, 0.1):
        annealer.load(roster.copy_schedules())
        room = roster.room()
        limited += int((room.left < instance.block_headcount.max()).sum())
        for owner, pricer in enumerate(pricers):
            value, _ = response(annealer, owner)
            assert value == max(0, int(pricer.respond(room, instance.prices, 1, 0, None)[0]))
        if share == 1.0:
            annealer.fill(priced=0)
            full = annealer.schedules(annealer.floor.chain)
        kept = [mine[: round(share * len(mine))] for mine in full]
        roster.load(kept)
    assert limited


@pytest.mark.parametrize(
    ("seconds", "compiled", "annealed"), [(10, False, True), (40, False, False), (40, True, True)]
)
def test_annealing_is_left_out_where_compiling_it_would_take_longer_than_is_left(
    seconds: float, compiled: bool, annealed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, asked = [0.0], []
    rounded = Search.round

    def round_later(self: Search) -> object:
        now[0] = seconds
        return rounded(self)

    def anneal(self: Search, start: object) -> None:
        asked.append(start)

    monkeypatch.setattr(search, "COMPILED", 1)
    monkeypatch.setattr(search, "ready", lambda: compiled)
    monkeypatch.setattr(Search, "round", round_later)
    monkeypatch.setattr(Search, "anneal", anneal)
    case = national("year", 0, Size(types=5, units=24, lines=9, weeks=26))
    options = PlanOptions(gap=0, assume_lawful=True, time_limit=60)
    plan, problems = plan_case(case, options, clock=lambda: now[0])
    assert plan is not None and not problems
    assert plan.tours and verify_plan(case, plan).feasible
    assert bool(asked) == annealed


@pytest.mark.parametrize(
    ("limit", "compiled", "used"), [(5, True, True), (5, False, False), (60, False, True)]
)
def test_short_searches_use_compiled_loops_where_they_are_there(
    limit: float, compiled: bool, used: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "COMPILED", 1)
    monkeypatch.setattr(search, "ready", lambda: compiled)
    instance = year(0)
    objective = Objective(weights=instance.prices, cost=1)
    options = replace(EXACT, time_limit=limit)
    made = Search(instance, objective, options, should_stop=lambda: True, report=lambda *_: None)
    assert made.compiled == used


@pytest.mark.parametrize(("compiled", "listed"), [(True, False), (False, False), (True, True)])
def test_cases_of_few_tours_use_compiled_loops_where_listing_does_not_settle_them(
    compiled: bool, listed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "COOLING_MOST", 1)
    monkeypatch.setattr(search, "PATIENCE", 1)
    monkeypatch.setattr(search, "MODEST", 1)
    monkeypatch.setattr(search, "ready", lambda: compiled)
    if not listed:
        monkeypatch.setattr(Search, "prove", lambda self, *, listed=False: False)
    case = national("few", 1, Size(types=4, units=12, lines=4, weeks=12))
    instance = pose(case, EXACT).instance
    assert instance is not None
    left = iter(range(2_000))
    made = Search(
        instance,
        Objective(weights=instance.prices, cost=1),
        EXACT,
        should_stop=lambda: next(left, None) is None,
        report=lambda *_: None,
    )
    made.run()
    assert made.compiled == (compiled and not listed)
    assert made.score[2] >= made.bound > 0
    assert made.proved or not listed


@pytest.mark.parametrize("seconds", [0.0, 0.003, 0.5, 40.0])
def test_the_pace_of_pricing_is_what_the_clock_tells_rounded_down(seconds: float) -> None:
    instance = year(0)
    now = iter(seconds / EXACT.time_limit * n for n in range(10))
    made = Search(
        instance,
        Objective(weights=instance.prices, cost=1),
        EXACT,
        should_stop=lambda: False,
        report=lambda *_: None,
        spent=lambda: next(now),
    )
    usual = search.PRICED_A_SECOND / instance.tours.size
    if seconds == 0:
        assert made.pace == usual
    else:
        assert made.pace <= 1 / seconds * (1 + 1e-9) < made.pace * search.PACES * (1 + 1e-6)
        power = np.log(made.pace / usual) / np.log(search.PACES)
        assert abs(power - round(power)) < 1e-6


@pytest.mark.parametrize(
    ("compiled", "share", "tightened"), [(True, 0.4, False), (True, 1.0, True), (False, 0.4, True)]
)
def test_rounds_of_cuts_leave_annealing_its_time(
    compiled: bool, share: float, tightened: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of the time is over as soon as the rounds begin."""
    monkeypatch.setattr(search, "TIGHTENED", share)
    instance = year(0)
    made = Search(
        instance,
        Objective(weights=instance.prices, cost=1),
        EXACT,
        should_stop=lambda: False,
        report=lambda *_: None,
    )
    made.compiled = False
    made.relaxation = made.relax()
    made.compiled = compiled
    ticks = iter((0.0, 0.0))
    made.spent = lambda: next(ticks, 0.5)
    made.tighten()
    assert made.master.whole == tightened


def test_rounding_cuts_do_not_send_a_relaxation_to_the_ascent(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rows of the cuts come on top of those that decide how the relaxation is solved."""
    case = national("year", 0, Size(types=5, units=24, lines=9, weeks=26))
    instance = pose(case, EXACT).instance
    assert instance is not None
    rows = Master(instance, Objective(weights=instance.prices, cost=1)).rows_count
    monkeypatch.setattr(search, "COMPILED", 1)
    monkeypatch.setattr(search, "LARGE", rows)
    told: list[Search] = []
    tighten = Search.tighten
    monkeypatch.setattr(Search, "tighten", lambda self: (told.append(self), tighten(self))[1])
    ticks = iter(range(10_000_000))
    options = PlanOptions(gap=0, assume_lawful=True, time_limit=3_000)
    plan, problems = plan_case(case, options, clock=lambda: next(ticks) * 0.5)
    assert plan is not None and not problems
    assert told and told[0].master.rows_count > rows


def test_one_fixed_tour_value_may_stand_for_two_elements() -> None:
    case = twice_the_units(national("twice", 1, Size(types=4, units=16, lines=4, weeks=26)))
    first = next(tour for tour in case.tours if sum(each is tour for each in case.tours) == 2)
    posed_twice = pose(case, EXACT)
    assert posed_twice.instance is not None and not posed_twice.problems
    made = [tour for tour in posed_twice.instance.fixed if tour.unit == first.unit]
    assert len({tour.element for tour in made if tour.start == first.start}) == 2
