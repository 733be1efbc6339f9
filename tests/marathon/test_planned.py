"""Muster's plans of MARATHON's cases: accepted by the replay, from MARATHON's own tables, and by verify."""

from __future__ import annotations

import time
from pathlib import Path
from random import Random

import pytest

from muster.domain.case import Case
from muster.domain.plan import Plan
from muster.marathon.replay import (
    Replay,
    Rulebook,
    Stint,
    read_sheets,
    replay,
    rulebook,
    stints_of_plan,
)
from muster.planner.options import PlanOptions
from muster.planner.plan import plan_case
from muster.planner.verify import verify_plan
from tests.marathon.random_worlds import mistaken, random_tables, written
from tests.marathon.test_agreement import SHARED, agree, imported, shared


def planned(case: Case, *, seconds: float, lexicographic: bool = False, gap: float = 0.02) -> Plan:
    """The planner's own plan, before anybody has checked it."""
    options = PlanOptions(
        time_limit=seconds, gap=gap, threads=1, assume_lawful=True, lexicographic=lexicographic
    )
    made, problems = plan_case(case, options, clock=time.monotonic)
    assert made is not None, problems
    return made


def stints(case: Case, made: Plan) -> list[Stint]:
    return stints_of_plan(
        [
            {
                "unit": tour.unit,
                "line": tour.line,
                "start": tour.start.isoformat(),
                "end": tour.end.isoformat(),
            }
            for tour in made.tours
        ],
        case.planning.start,
    )


def accepted(book: Rulebook, case: Case, made: Plan) -> Replay:
    """Both say yes, and the unit-days that the replay counts are those that the plan's price knows of."""
    checked = verify_plan(case, made)
    assert checked.violations == ()
    lived = replay(book, stints(case, made))
    assert lived.breaches == ()
    missing = sum(fill.required - fill.filled for fill in lived.fills)
    assert made.objective == checked.objective == 100 * missing
    return lived


@pytest.mark.parametrize("seed", range(40))
def test_plans_of_random_tables(seed: int, tmp_path: Path) -> None:
    r = Random(seed)
    folder = written(random_tables(r, last=70), tmp_path / "tables")
    book, case = rulebook(read_sheets(folder)), imported(folder)
    made = planned(case, seconds=10, lexicographic=seed % 2 == 1)
    accepted(book, case, made)
    for _ in range(3 if made.tours else 0):
        changed = stints(case, made)
        at = r.randrange(len(changed))
        changed[at] = mistaken(r, changed[at], list(book.troops), list(book.demands))
        agree(book, case, changed)


@pytest.mark.shared
@shared
@pytest.mark.parametrize(
    ("name", "filled"), [("m4_ces_sampledata", 0.15), ("m4_forward-stationing", 9_602 / 16_380)]
)
def test_plans_of_marathons_own_small_cases(name: str, filled: float) -> None:
    """However short the search, the plan is one that MARATHON's rules accept."""
    book = rulebook(read_sheets(SHARED / "tsv" / name))
    case = imported(SHARED / "tsv" / name)
    lived = accepted(book, case, planned(case, seconds=3))
    required = sum(fill.required for fill in lived.fills)
    assert sum(fill.filled for fill in lived.fills) >= filled * required
