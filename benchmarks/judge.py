"""
What a method left behind, judged apart from it: ``python -m benchmarks.judge --case S < result.json``.

Muster's plan is read from its plan.json, the baselines' from the tours that they chose; both are re-costed
and re-checked by Muster's independent checker, which shares no code with any search.
"""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from benchmarks.baselines.roster import Roster
from benchmarks.fingerprint import fingerprint
from benchmarks.registry import CASES
from muster.casefile.planfile import read_plan
from muster.domain.case import Case
from muster.planner.verify import verify_plan

__all__ = ("judged", "main")


def judged(case: Case, left: dict[str, Any]) -> dict[str, Any]:
    """Whether the checker accepts ``left["plan"]`` or ``left["picks"]``, and what it costs in cents."""
    if "plan" in left:
        plan, problems = read_plan(json.dumps(left["plan"]).encode(), case)
        if plan is None:
            return {"accepted": False, "violations": [problem.message for problem in problems[:5]]}
    else:
        try:
            plan = Roster(case).plan([tuple(pick) for pick in left["picks"]])
        except IndexError:
            return {"accepted": False, "violations": ["more tours at once than there are elements"]}
    checked = verify_plan(case, plan)
    return {
        "accepted": checked.feasible,
        "violations": [violation.message for violation in checked.violations[:5]],
        "objective": checked.objective if checked.feasible else None,
        "empty": checked.empty,
        "tours": len(plan.tours),
        "case_sha256": fingerprint(case),
    }


def main() -> None:
    """Read, judge, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.judge", description=__doc__)
    parser.add_argument("--case", choices=CASES, required=True)
    asked = parser.parse_args()
    json.dump(judged(CASES[asked.case].make(), json.load(sys.stdin)), sys.stdout)


if __name__ == "__main__":
    main()
