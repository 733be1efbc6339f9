"""Prices by size: the cheapest whole choice, the bound they prove, and the certificate of it."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.generate import Size, national
from muster.planner import search
from muster.planner.ascent import ascend
from muster.planner.checker.charges import cheapest_filling
from muster.planner.colgen import Relaxation, lagrangian
from muster.planner.kernel.field import lay_out
from muster.planner.kernel.fillings import SizeAscent
from muster.planner.kernel.knapsacks import cheapest
from muster.planner.kernel.pricer import CompiledPricer
from muster.planner.master import Master, Objective
from muster.planner.plan import PlanOptions, plan_case
from muster.planner.pricing import Pricer
from muster.planner.search import Search
from muster.planner.verify import verify_certificate, verify_plan
from tests.planner import brute
from tests.planner.kernel.rosters import posed, year


def ascended(master: Master, pricer: CompiledPricer, steps: int = 60) -> Relaxation:
    return ascend(
        pricer.instance,
        master,
        pricer,
        steps=steps,
        target=np.inf,
        should_stop=lambda: False,
        report=lambda _: None,
    )


def raised(ascent: SizeAscent, state: Relaxation, steps: int) -> Relaxation:
    return ascent.run(state, steps=steps, should_stop=lambda: False, report=lambda _: None, spent=lambda: 0.0)


@settings(max_examples=200, deadline=None)
@given(
    st.integers(1, 30),
    st.lists(st.tuples(st.integers(1, 30), st.integers(0, 200)), max_size=3),
    st.integers(0, 12),
)
def test_the_cheapest_whole_choice_is_that_of_all(
    demand: int, sizes: list[tuple[int, int]], weight: int
) -> None:
    sizes = [(min(size, demand), price) for size, price in sizes]
    often = product(*(range(demand // size + 2) for size, _ in sizes))
    every = [
        sum(n * price for n, (_, price) in zip(each, sizes, strict=True))
        + weight * max(0, demand - sum(n * size for n, (size, _) in zip(each, sizes, strict=True)))
        for each in often
    ]
    assert cheapest_filling(demand, sizes, weight) == min(every)
    one = np.arange(1)
    size, price = (np.array([each[k] for each in sizes], dtype=np.int64) for k in (0, 1))
    worth, taken = np.zeros(1, dtype=np.int64), np.full(len(sizes), 9)
    cheapest(one, np.array([0, len(sizes)]), size, price, one + demand, one + weight, worth, taken)
    assert worth[0] == min(every)
    assert taken @ price + weight * max(0, demand - taken @ size) == worth[0]


@pytest.mark.parametrize("seed", range(60))
def test_any_prices_by_size_bound_the_optimum(seed: int) -> None:
    known = brute.tiny_optimum(seed, 3_000)
    if known is None:
        return
    instance, best = known
    choose = np.random.default_rng(seed)
    for exact in (True, False):
        master = Master(instance, Objective(weights=instance.prices, cost=1), exact=exact, whole=True)
        ascent = SizeAscent(master, CompiledPricer(lay_out(instance)))
        for share in (0.3, 1.0, 3.0):
            prices = choose.random(ascent.most.size) * share * ascent.most
            bound, duals, values = ascent.valued(prices, choose.normal(size=master.rows_count))
            assert bound <= best * master.scale
            # The array code sees the same values.
            assert Pricer(instance).price(duals.valuation).tolist() == values.tolist()
            assert lagrangian(instance, duals, values) == bound


@pytest.mark.parametrize("seed", range(40))
def test_a_relaxation_s_prices_by_size_prove_no_less_and_are_raised(seed: int) -> None:
    instance = posed(seed)
    if instance is None:
        return
    objective = Objective(weights=instance.prices, cost=1)
    pricer = CompiledPricer(lay_out(instance))
    state = ascended(Master(instance, objective), pricer)
    assert state.bound is not None and state.weights is not None
    ascent = SizeAscent(Master(instance, objective, whole=True), pricer)
    found = raised(ascent, state, 40)
    assert found.bound is not None and found.duals is not None and found.best is not None
    assert found.bound >= state.bound
    assert found.schedules is state.schedules
    assert lagrangian(instance, found.duals, found.best) == found.bound


def test_prices_by_size_say_more_than_prices_of_people() -> None:
    instance = year(1)
    objective = Objective(weights=instance.prices, cost=1)
    pricer = CompiledPricer(lay_out(instance))
    state = ascended(Master(instance, objective, whole=True), pricer, 400)
    found = raised(SizeAscent(Master(instance, objective, whole=True), pricer), state, 300)
    assert state.bound is not None and found.bound is not None
    assert found.bound > 1.002 * state.bound


@pytest.mark.parametrize("lexicographic", [False, True])
@pytest.mark.parametrize("large", [0, 4_000])
def test_a_plan_s_bound_by_size_is_certified(
    lexicographic: bool, large: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "COMPILED", 1)
    monkeypatch.setattr(search, "LARGE", large)
    monkeypatch.setattr(search, "COOLING_MOST", 5)
    used: list[bool] = []
    fill_whole = Search.fill_whole

    def watched(self: Search) -> None:
        fill_whole(self)
        state = self.relaxation
        used.append(
            state is not None and state.duals is not None and state.duals.valuation.fillings is not None
        )

    monkeypatch.setattr(Search, "fill_whole", watched)
    case = national("year", 0, Size(types=5, units=24, lines=9, weeks=26))
    options = PlanOptions(gap=0, assume_lawful=True, time_limit=60, lexicographic=lexicographic)
    plan, problems = plan_case(case, options, clock=time.monotonic)
    assert plan is not None and not problems
    # Where rounding cuts said all there is to say, prices by size are not taken.
    assert used and (any(used) or large)
    assert verify_plan(case, plan).feasible
    assert plan.certificate is not None
    found = verify_certificate(case, plan, plan.certificate)
    assert found.accepted, found
    rows = [row for claim in plan.certificate.claims for proof in claim.proofs for row in proof.rows]
    if not lexicographic:
        assert any(row.kind == "filling" for row in rows) == any(used)
    # A price more than was proved with is found out.
    claims = tuple(replace(claim, bound=claim.bound + 10**6) for claim in plan.certificate.claims)
    assert not verify_certificate(case, plan, replace(plan.certificate, claims=claims)).accepted
