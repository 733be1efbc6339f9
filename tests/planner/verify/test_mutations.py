"""Optimal plans of tiny cases, each broken in one random way: every one is refused."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from muster.domain.case import Case
from muster.domain.component import DutyStatus
from muster.domain.plan import Plan, PlannedTour
from muster.planner.verify import verify_plan
from tests.planner.oracle import reckoning
from tests.planner.oracle.brute_force import TooLarge, best_plan
from tests.planner.oracle.tiny_cases import seeded

Break = Callable[[PlannedTour, random.Random], PlannedTour]


def _number(field: str) -> Break:
    return lambda tour, choose: replace(tour, **{field: getattr(tour, field) + choose.choice((-1, 1, 7))})


#: What may be said falsely of one tour, everything else being true.
SAID: dict[str, Break] = {
    "headcount": _number("headcount"),
    "fills": _number("fills"),
    "cost": _number("cost"),
    "element": lambda tour, choose: replace(tour, element=tour.element + choose.choice((-9, 9))),
    "part": lambda tour, choose: replace(tour, part=(tour.part or 0) + 9),
    "unit": lambda tour, choose: replace(tour, unit="NOBODY"),
    "line": lambda tour, choose: replace(tour, line="NOWHERE"),
    "authority": lambda tour, choose: replace(tour, authorities=(*tour.authorities, "NOTHING")),
    "fixed": lambda tour, choose: replace(tour, fixed=not tour.fixed),
    "earlier": lambda tour, choose: replace(tour, start=tour.start - timedelta(days=choose.randint(1, 40))),
    "later": lambda tour, choose: replace(tour, end=tour.end + timedelta(days=choose.randint(1, 40))),
    "backwards": lambda tour, choose: replace(tour, end=tour.start - timedelta(days=choose.randint(0, 3))),
    "status": lambda tour, choose: replace(tour, duty_status=DutyStatus.USCG),
}


def _of_plan(plan: Plan, kind: str, choose: random.Random) -> Plan:
    assert plan.objective is not None
    if kind == "twice":
        return replace(plan, tours=(*plan.tours, choose.choice(plan.tours)))
    if kind == "cheaper":
        return replace(plan, objective=plan.objective - 1, bound=None, gap=None, closed=None)
    if kind == "bound":
        return replace(plan, bound=plan.objective + choose.randint(1, 10**6))
    if kind == "gap":
        return replace(plan, gap=choose.choice((-0.1, 0.1, 2.0)))
    if kind == "shortfall":
        return (
            replace(plan, shortfalls=plan.shortfalls[1:])
            if len(plan.shortfalls) > 1
            else replace(plan, gap=1.0)
        )
    return replace(plan, empty=(plan.empty or 0) + 1)


PLANS = ("twice", "cheaper", "bound", "gap", "shortfall", "empty")


def optima() -> list[tuple[Case, Plan]]:
    found = []
    for seed in range(600, 720):
        case = seeded(seed)
        try:
            best = best_plan(case, nodes=500)
        except TooLarge:
            continue
        if best is not None and best[1]:
            found.append((case, reckoning.plan(case, best[1], bound=best[0])))
    return found


def test_every_broken_plan_is_refused() -> None:
    tried: Counter[str] = Counter()
    for case, plan in optima():
        assert verify_plan(case, plan).feasible
        for kind in (*SAID, *PLANS) * 3:
            choose = random.Random(f"{case.name} {kind} {tried[kind]}")
            if kind in PLANS:
                broken = _of_plan(plan, kind, choose)
            else:
                at = choose.randrange(len(plan.tours))
                tour = SAID[kind](plan.tours[at], choose)
                broken = replace(plan, tours=(*plan.tours[:at], tour, *plan.tours[at + 1 :]))
            found = verify_plan(case, broken)
            assert not found.feasible, (case.name, kind)
            assert found.violations
            tried[kind] += 1
    assert min(tried.values()) > 100, tried


def test_a_tour_left_out_or_moved_to_another_line_is_seen() -> None:
    """What a plan states no longer follows from its tours."""
    seen = 0
    for case, plan in optima():
        for at, tour in enumerate(plan.tours):
            without = replace(plan, tours=(*plan.tours[:at], *plan.tours[at + 1 :]))
            assert not verify_plan(case, without).feasible
            for line in case.lines:
                if line.line != tour.line:
                    moved = replace(
                        plan, tours=(*plan.tours[:at], replace(tour, line=line.line), *plan.tours[at + 1 :])
                    )
                    assert not verify_plan(case, moved).feasible
                    seen += 1
    assert seen > 50
