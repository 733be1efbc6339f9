"""Cycles, periods and units that fit each other are read without a word; tests/broken has the others."""

from datetime import date
from pathlib import Path

import pytest

from muster.casefile.read import read_case
from muster.casefile.template import new_case_files
from muster.domain.cycle import Cycle

POLICIES = """\
policy,max_tour_days,cycle_days,deployable_from,deployable_until,bog_days,overlap_days
rotation,225,,,,,
cycle,225,1095,0,1095,270,45
"""
UNITS = """\
unit,name,type,component,home,quantity,policy,cycle_day,region
transport-a,A Transportation Company,transport-company,RA,fort-bliss,1,rotation,1094,west
transport-b,B Transportation Company,transport-company,RA,fort-bliss,1,cycle,0,
"""
PERIODS = "policy,from,until,atomic\n"


@pytest.mark.parametrize(
    "rows",
    [
        "rotation,2026-03-02,2026-09-07,cycle\n",  # exactly the days of planning
        "rotation,2020-01-01,,cycle\n",
        "rotation,2026-06-01,2026-12-01,cycle\nrotation,2026-01-01,2026-06-01,cycle\n",
    ],
)
def test_periods_that_cover_each_day_once(rows: str, tmp_path: Path) -> None:
    files = new_case_files("Cycles") | {
        "policies.csv": POLICIES,
        "units.csv": UNITS,
        "policy_periods.csv": PERIODS + rows,
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    case, problems = read_case(tmp_path)
    assert problems == ()
    assert case is not None
    assert len(case.policy_periods) == rows.count("\n")
    assert [policy.cycle for policy in case.policies] == [
        None,
        Cycle(days=1095, deployable_from=0, deployable_until=1095, bog_days=270, overlap_days=45),
    ]
    assert [(unit.cycle_day, unit.region) for unit in case.units] == [(1094, "west"), (0, None)]
    assert case.planning.end == date(2026, 9, 7)
