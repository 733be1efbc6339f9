"""MARATHON's own tables: its names, its days of the cycle, and its measured fills to the unit-day."""

import csv
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from muster.casefile.marathon.convert import Imported, import_marathon
from muster.casefile.marathon.deployments import plan_of_deployments
from muster.domain.case import Case

SHARED = Path(__file__).parents[4] / "shared" / "data" / "marathon"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared/data/marathon"),
]

#: Data set -> units, demands, unit-days asked for and filled by MARATHON.
SETS = {
    "m4_ces_sampledata": (42, 71, 117_319, 23_869),
    "m4_forward-stationing": (31, 2, 16_380, 9_602),
    "m4_runamc-testdata": (316, 49, 76_672, 72_839),
    "taa_m4_book_Colorado_single": (6_021, 915, 1_043_522, 965_409),
}


@cache
def made(name: str) -> Imported:
    return import_marathon(SHARED / "tsv" / name)


def case_of(name: str) -> Case:
    case = made(name).case
    assert case is not None, made(name).problems
    return case


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("name", SETS)
def test_every_unit_and_demand_is_there(name: str) -> None:
    case, (units, demands, asked, _) = case_of(name), SETS[name]
    assert (len(case.units), len(case.lines)) == (units, demands)
    required = {
        row["DemandName"]: int(float(row["required_unit_days"]))
        for row in rows(SHARED / "baselines" / name / "demand_fill_summary.tsv")
    }
    mine = {
        line.line: line.headcount * (line.end - line.start).days
        for line in case.lines
        if line.end is not None
    }
    assert mine == required
    assert sum(mine.values()) == asked


@pytest.mark.parametrize("name", SETS)
def test_the_days_of_the_cycle_explain_every_first_deployment(name: str) -> None:
    """As far as units have lived by one policy only: until the first change of period."""
    case = case_of(name)
    units = {unit.unit: unit for unit in case.units}
    policies = {policy.policy: policy for policy in case.policies}
    first = {row.policy: row for row in reversed(case.policy_periods)}
    seen: set[str] = set()
    compared = 0
    for row in rows(SHARED / "baselines" / name / "Deployments.txt"):
        unit, day = units[row["Unit"]], int(row["DeployInterval"])
        if unit.unit in seen:
            continue
        seen.add(unit.unit)
        period = first.get(unit.policy)
        cycle = policies[period.atomic if period is not None else unit.policy].cycle
        assert cycle is not None and unit.cycle_day is not None
        if period is not None and period.end is not None and day > (period.end - case.planning.start).days:
            continue
        assert (unit.cycle_day + day - 1) % cycle.days == int(row["CycleTime"]), row
        compared += 1
    assert compared >= min(len(seen), 15)


@pytest.mark.parametrize("name", SETS)
def test_the_deployment_list_fills_each_demand_to_the_unit_day(name: str) -> None:
    case, (_, _, asked, filled) = case_of(name), SETS[name]
    plan, problems = plan_of_deployments(
        SHARED / "baselines" / name / "Deployments.txt", case, made(name).overlap_days
    )
    assert plan is not None, problems
    fills: Counter[str] = Counter()
    for tour in plan.tours:
        fills[tour.line] += (tour.end - tour.start).days
    measured = {
        row["DemandName"]: int(float(row["deployed_unit_days"]))
        for row in rows(SHARED / "baselines" / name / "demand_fill_summary.tsv")
    }
    assert {line: fills[line] for line in measured} == measured
    assert plan.objective == 100 * (asked - filled)
    assert plan.empty == 100 * asked


def test_the_units_that_may_go_on_the_first_day_are_those_that_marathon_publishes() -> None:
    """The 12 that its own tests name before the first day, and 38_SRC3_AC, which it sends on that day."""
    case = case_of("m4_ces_sampledata")
    cycles = {policy.policy: policy.cycle for policy in case.policies}
    found = set()
    for unit in case.units:
        cycle = cycles[unit.policy]
        assert cycle is not None and unit.cycle_day is not None
        if cycle.deployable_from <= unit.cycle_day < cycle.deployable_until:
            found.add(unit.unit)
    assert found == {
        *("6_SRC1_AC", "12_SRC2_AC"),
        *(f"{number}_SRC3_NG" for number in range(27, 33)),
        *(f"{number}_SRC3_AC" for number in range(38, 43)),
    }


def test_the_substitutes_that_marathon_sent_bring_the_capability() -> None:
    case = case_of("m4_ces_sampledata")
    brings = {(skill.type, skill.capability) for skill in case.skills}
    kinds = {unit.unit: unit.type for unit in case.units}
    capabilities = {line.line: line.capability for line in case.lines}
    sent = {
        (kinds[row["Unit"]], capabilities[row["Demand"]])
        for row in rows(SHARED / "baselines" / "m4_ces_sampledata" / "Deployments.txt")
    }
    assert sent <= brings
    assert {pair for pair in sent if pair[0] != pair[1]} == {("SRC1", "SRC3"), ("SRC3", "SRC1")}
