"""Lines for the terminal: pins, splits, conflicts and changes, each cut to what a screen holds."""

from dataclasses import replace
from datetime import date

from muster.domain.component import DutyStatus
from muster.domain.conflict import Conflict
from muster.domain.pinprice import PinPrice
from muster.domain.plan import Plan, PlanChange, TourName
from muster.domain.split import Split
from muster.products.conflictlines import conflict_lines
from muster.products.decisions import pin_lines, split_lines
from muster.products.replanning import change_lines

PLAN = Plan(
    case="x",
    as_of=date(2025, 6, 1),
    seed=0,
    versions={},
    law="checked",
    status="feasible",
    stopped_by="gap",
    objective=100_00,
    bound=None,
    gap=None,
    closed=None,
    empty=None,
    tours=(),
    shortfalls=(),
    ceilings=(),
)


def test_a_plan_without_them_says_nothing() -> None:
    assert pin_lines(PLAN) == split_lines(PLAN) == conflict_lines(PLAN) == change_lines(PLAN) == []


def test_pins_come_by_price_and_unknown_ones_last() -> None:
    pins = tuple(
        PinPrice(rule="ban", unit=unit, line=None, start=None, end=None, price=price)
        for unit, price in (("A", None), ("B", 5), ("C", 700))
    )
    said = pin_lines(replace(PLAN, pins=pins))
    assert [line.split()[1] for line in said[2:]] == ["C", "B", "A"]
    assert said[2].endswith("every line: $7.00") and said[4].endswith("price unknown")
    many = replace(PLAN, pins=pins * 4)
    assert pin_lines(many)[-1] == "  and 6 more in plan.json, under pins"


def test_splits_with_their_charge() -> None:
    split = Split(
        unit="U", element=2, parts=3, away=2, lines=("L1", "L2"), days=9, person_days=180, charge=500
    )
    said = " ".join(" ".join(split_lines(replace(PLAN, splits=(split,) * 2))).split())
    assert said.startswith("Split 2 units whose parts do not serve together; priced $10.00 in all")
    assert "U (2): 2 of 3 parts away on L1, L2; not whole on 9 days, 180 person-days apart" in said


def test_conflicts_and_changes_fit_a_screen() -> None:
    conflict = Conflict(
        line="L1", scope="alone", short=4, items=(), resolutions=(), exact=True, why="because " * 40
    )
    name = TourName(
        unit="U",
        element=1,
        part=None,
        line="L1",
        start=date(2025, 6, 1),
        end=date(2025, 6, 8),
        duty_status=DutyStatus.T10,
    )
    change = PlanChange(
        kind="dropped", reason="better", before=name, after=None, why="dropped: U: " + "x " * 90
    )
    churn = {"kept": 3, "dropped": 9, "added": 0, "charge": 90.0, "objective_without_charge": 40.0}
    plan = replace(PLAN, conflicts=(conflict,) * 8, changes=(change,) * 9, stats={"churn": churn})
    said = [*conflict_lines(plan), *change_lines(plan)]
    assert max(map(len, said)) <= 100
    words = " ".join(" ".join(said).split())
    assert "and 2 more: muster explain CASE PLAN LINE tells each" in words
    assert "3 tours kept, 9 dropped, 0 new; change is charged $90.00" in words
    assert "without the charge $60.00 could be saved" in words
    assert "and 1 more: muster explain CASE PLAN changes tells them all" in words
