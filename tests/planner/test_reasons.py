"""Why a line is short: the rule that stops the step which would save most."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from muster.domain.authority import Authority, Ceiling
from muster.domain.case import Case
from muster.domain.component import DutyStatus
from muster.domain.finding import Verdict
from muster.domain.period import Period
from muster.domain.plan import Shortfall
from muster.domain.rate import Lift
from muster.domain.tour import FixedTour
from muster.law.basis import Bases, LegalBasis
from muster.planner import reasons
from muster.planner.master import Objective
from muster.planner.plan import PlanOptions, plan_case
from muster.planner.pose import pose
from muster.planner.posing import blocks
from muster.planner.roster import Roster
from tests.planner import small
from tests.planner.tiny import tiny_case

EXACT = PlanOptions(gap=0, assume_lawful=True)


def shortfalls(case: Case) -> list[tuple[int, int, str]]:
    """Line L1's shortfalls as days and reasons."""
    plan, problems = plan_case(case, EXACT, clock=time.monotonic)
    assert plan is not None, problems

    def days(shortfall: Shortfall) -> tuple[int, int, str]:
        return (
            (shortfall.start - small.ZERO).days,
            (shortfall.end - small.ZERO).days,
            shortfall.reason,
        )

    return [days(shortfall) for shortfall in plan.shortfalls if shortfall.line == "L1"]


def test_the_law_is_the_reason_after_the_approval_s_end(monkeypatch: pytest.MonkeyPatch) -> None:
    until = Period(small.day(7), small.day(14))
    basis = LegalBasis(
        duty_status=DutyStatus.T10,
        authorities=(),
        mobilization=None,
        fund=None,
        verdict=Verdict.PERMITTED,
        period=until,
        max_days=None,
    )
    monkeypatch.setattr(blocks, "bases_of", lambda *_: Bases(options=(basis,), findings=()))
    case = replace(small.case(), lines=(small.line(headcount=8),))
    assert shortfalls(case) == [(0, 7, "law"), (14, 28, "law")]


def test_the_date_is_the_reason_after_the_unit_s_last_day() -> None:
    case = replace(
        small.case(),
        lines=(small.line(headcount=8),),
        units=(small.unit(available_until=small.day(14)),),
    )
    assert shortfalls(case) == [(14, 28, "date")]


def test_who_comes_a_step_later_because_of_the_lift_is_not_out_of_supply() -> None:
    case = replace(
        small.case(),
        lines=(small.line(headcount=16, end=None),),
        units=(small.unit(quantity=2),),
        policies=(replace(small.case().policies[0], max_tour_days=56),),
    )
    assert shortfalls(case) == []
    lifted = replace(case, lifts=(Lift(lift="air", place="site", passengers_per_day=2),))
    assert shortfalls(lifted) == [(0, 7, "lift")]


def test_who_relieves_late_because_of_a_ceiling_is_neither_away_nor_in_dwell() -> None:
    ceiling = Ceiling(id="C", headcount=10, counts="scope")
    case = replace(
        small.case(),
        lines=(small.line(headcount=8), small.line("L2", headcount=8, end=small.day(14))),
        units=(small.unit(), small.unit("U2")),
        tours=(
            FixedTour(
                unit="U2", line="L2", start=small.day(-7), end=small.day(14), duty_status=DutyStatus.T10
            ),
        ),
        authorities=(
            Authority(id="A", kind="memorandum", status="signed", start=small.day(-9), ceilings=(ceiling,)),
        ),
    )
    assert shortfalls(case) == [(0, 14, "ceiling")]
    wider = replace(case.authorities[0], ceilings=(replace(ceiling, headcount=20),))
    assert shortfalls(replace(case, authorities=(wider,))) == []


def test_supply_is_the_reason_where_every_member_fills_the_line_already() -> None:
    case = replace(small.case(), lines=(small.line(headcount=10),))
    assert shortfalls(case) == [(0, 28, "supply")]


@pytest.mark.parametrize("seed", range(60))
def test_of_an_optimal_plan_no_shortfall_is_left_to_the_search(seed: int) -> None:
    plan, _ = plan_case(tiny_case(seed), EXACT, clock=time.monotonic)
    assert plan is not None
    assert plan.status in ("optimal", "empty")
    assert not [shortfall for shortfall in plan.shortfalls if shortfall.reason == "search"]


@pytest.mark.parametrize("seed", range(30))
def test_on_large_lines_the_best_tours_of_each_start_are_looked_at(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = tiny_case(seed)
    instance = pose(case, EXACT).instance
    assert instance is not None
    roster = Roster(instance, Objective(weights=instance.prices, cost=1))
    monkeypatch.setattr(reasons, "FEW", 2)
    judge = reasons._Judge(instance, roster)
    for line in range(len(instance.lines)):
        tours = judge.tours(line)
        gains = judge.gains(line, tours).tolist()
        owners = instance.block_class[tours.block].tolist()
        by_start: dict[int, dict[int, int]] = {}
        for start, owner, gain in zip(tours.start.tolist(), owners, gains, strict=True):
            if gain > 0:
                mine = by_start.setdefault(start, {})
                mine[owner] = max(gain, mine.get(owner, 0))
        wanted = sorted(
            (start, gain) for start, mine in by_start.items() for gain in sorted(mine.values())[-2:]
        )
        found, saved = judge.best_of_each_start(line)
        assert sorted(zip(found.start.tolist(), saved.tolist(), strict=True)) == wanted
        assert judge.gains(line, found).tolist() == saved.tolist()
        told = [instance.tours.at(tour) for tour in found.tour.tolist()]
        assert [(one.block, one.start, one.end) for one in told] == list(
            zip(found.block.tolist(), found.start.tolist(), found.end.tolist(), strict=True)
        )
