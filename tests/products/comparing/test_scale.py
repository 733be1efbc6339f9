"""Comparing and telling stay linear: four times the tours take about four times the steps, not sixteen."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from sys import gettrace, settrace
from types import FrameType

from muster.domain.case import Case
from muster.domain.movement import Mode
from muster.domain.plan import Plan
from muster.planner.account import with_account
from muster.products.comparing.document import comparison_json
from muster.products.comparing.page import render_comparison
from muster.products.comparing.sidebyside import side_by_side
from tests.planner import small
from tests.planner.loose import plan_of, tour_of


def large(units: int) -> tuple[Case, Plan, Plan]:
    """A unit and two thirds of a tour each; a line for every six units; the second plan is a step later."""
    case = small.case(
        units=tuple(small.unit(f"U{number}", cycle_day=number % 700) for number in range(units)),
        lines=tuple(
            small.line(
                f"L{number}", priority=1 + number % 2, category=f"C{number % 5}", headcount=40, end=None
            )
            for number in range(units // 6)
        ),
    )
    plans = [
        plan_of(
            case,
            tuple(
                tour_of(f"U{number}", f"L{number // 6}", start, start + timedelta(days=21))
                for number in range(units)
                if number % 3
                for start in [small.day(7 * (number % 4) + late)]
            ),
        )
        for late in (0, 7)
    ]
    return case, plans[0], plans[1]


def steps(work: Callable[[], object]) -> int:
    """Lines of Python that some work goes through: as many on every machine, however busy."""
    count = 0

    def step(frame: FrameType, event: str, argument: object) -> Callable[..., object]:
        nonlocal count
        count += 1
        return step

    before = gettrace()
    settrace(step)
    try:
        work()
    finally:
        settrace(before)
    return count


def compared(units: int) -> int:
    """Steps for two plans side by side, as JSON and as a page."""
    case, a, b = large(units)

    def work() -> None:
        both = side_by_side(case, a, b, check=False)
        comparison_json(both)
        render_comparison(both)

    return steps(work)


def test_comparing_grows_with_the_number_of_tours() -> None:
    case, a, b = large(2_400)
    both = side_by_side(case, a, b, check=False)
    assert both.sides[0].tours == both.sides[1].tours == 1_600
    assert both.units.both == 1_600 and both.units.neither == 800
    few, many = compared(600), compared(2_400)
    assert few > 600
    assert many < 5 * few, f"{few} steps for 600 units, {many} for 2,400"


def told(elements: int) -> int:
    """Steps for the account of a plan in which one unit of many elements hands a single line over."""
    policy = replace(small.case().policies[0], reception_days=7, dwell_ratio=small.Decimal("0.5"))
    case = small.case(
        policies=(policy,),
        units=(small.unit(quantity=elements),),
        lines=(small.line(headcount=10 * elements, place="far"),),
        modes=(Mode(mode="bus", passengers_per_day=elements, per_person_mile=small.Decimal("0.2")),),
    )
    plan = plan_of(
        case,
        tuple(
            tour_of("U1", "L1", small.day(number % 14), small.day(number % 14 + 12), element=number + 1)
            for number in range(elements)
        ),
    )
    return steps(lambda: with_account(case, plan))


def test_one_line_of_very_many_tours_is_told_in_linear_time() -> None:
    few, many = told(500), told(2_000)
    assert few > 500
    assert many < 5 * few, f"{few} steps for 500 tours, {many} for 2,000"
