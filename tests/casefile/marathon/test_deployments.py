"""MARATHON's list of deployments as a plan."""

from datetime import date
from pathlib import Path

import pytest

from muster.casefile.codec import encode
from muster.casefile.marathon.convert import import_marathon
from muster.casefile.marathon.deployments import plan_of_deployments
from muster.casefile.planfile import plan_json, read_plan
from muster.domain.plan import Plan
from tests.casefile.marathon.made import small_tables, write_folder

HEADER = "Unit\tDemand\tDeployInterval\tBogBudget\tAtomicPolicy\tCategory\n"


def plan_of(rows: str, folder: Path) -> Plan:
    made = import_marathon(write_folder(small_tables(), folder / "tables"))
    assert made.case is not None
    (folder / "list.txt").write_text(HEADER + rows)
    plan, problems = plan_of_deployments(folder / "list.txt", made.case, made.overlap_days)
    assert plan is not None, problems
    again, faults = read_plan(encode(plan_json(plan)), made.case)
    assert again == plan
    assert faults == ()
    return plan


@pytest.mark.parametrize(
    ("row", "days"),
    [
        ("2_TRUCKS_AC\t1_Ice_TRUCKS_[1...201]\t11\t100\tPeace\tRotational", 55),  # 100 less 45 of hand-over
        ("2_TRUCKS_AC\t1_Ice_TRUCKS_[1...201]\t191\t100\tPeace\tRotational", 10),  # the demand ends first
        ("2_TRUCKS_AC\t1_Ice_TRUCKS_[1...201]\t11\t100\tWar\tRotational", 70),  # 30 days of hand-over
        ("2_TRUCKS_AC\t1_Ice_TRUCKS_[1...201]\t11\t9999999\tPeace\tFoundation", 190),
        (
            "1_TRUCKS_AC\t2_Snow_TRUCKS_[51...151]\t60\t50\tPeace\tForward",
            91,
        ),  # to the end, whatever its days
        ("7_COOKS_NG\t3_Vig-ANON-0_COOKS_[11...301]\t11\t10\tSteady\tNonBOG", 290),
        ("7_COOKS_NG\t3_Vig-ANON-0_COOKS_[11...301]\t11\t50\tSteady\tNonBOG-RC-Only", 290),
    ],
)
def test_a_deployment_fills_until_hand_over_or_the_demands_end(row: str, days: int, tmp_path: Path) -> None:
    (tour,) = plan_of(f"{row}\n", tmp_path).tours
    assert (tour.end - tour.start).days == days
    assert tour.start == date.fromordinal(date(2025, 12, 31).toordinal() + int(row.split("\t")[2]))
    assert (tour.headcount, tour.fills, tour.cost, tour.law) == (1, 1, 0, "assumed")


def test_the_objective_is_a_dollar_for_each_unit_day_that_is_missing(tmp_path: Path) -> None:
    ice = "{}_TRUCKS_AC\t1_Ice_TRUCKS_[1...201]\t1\t95\tPeace\tRotational\n"
    plan = plan_of("".join(ice.format(number) for number in (1, 2, 3)), tmp_path)
    asked = 2 * 200 + 100 + 290
    assert plan.empty == 100 * asked
    assert plan.objective == 100 * (asked - 2 * 50)  # the third unit over-fills
    assert plan.status == "feasible"


def test_no_deployments_are_an_empty_plan(tmp_path: Path) -> None:
    plan = plan_of("", tmp_path)
    assert (plan.status, plan.tours) == ("empty", ())
    assert plan.objective == plan.empty
