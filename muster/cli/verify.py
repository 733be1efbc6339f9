"""``muster verify``."""

from __future__ import annotations

from pathlib import Path

import click

from muster.actions.case import read_case_with_warnings
from muster.actions.plan import read_plan_with_warnings
from muster.actions.verify import verify
from muster.cli import exits
from muster.cli.problems import report_warnings
from muster.cli.settings import common_options, settings

__all__ = ("command",)


@click.command(
    "verify",
    epilog="\b\nExamples:\n  muster verify my-case out/plan.json\n  muster verify case.xlsx plan.json --json",
)
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("plan", type=click.Path(path_type=Path))
@common_options
def command(case: Path, plan: Path) -> int:
    """Check PLAN (anyone's plan.json) against every rule of CASE, and re-cost it to the cent."""
    now = settings()
    known, warnings = read_case_with_warnings(case)
    found, plan_warnings = read_plan_with_warnings(plan, known, judged=True)
    report_warnings((*warnings, *plan_warnings))
    result = verify(known, found)
    now.document(
        {
            "feasible": result.feasible,
            "objective": None if result.objective is None else result.objective / 100,
            "violations": [
                {
                    "rule": violation.rule,
                    "unit": violation.unit,
                    "line": violation.line,
                    "day": None if violation.day is None else violation.day.isoformat(),
                    "message": violation.message,
                }
                for violation in result.violations
            ],
        }
    )
    for violation in result.violations:
        subject = " ".join(str(part) for part in (violation.unit, violation.line, violation.day) if part)
        now.say(f"! {now.style(violation.rule, fg='red', bold=True)} {subject}: {violation.message}")
    money = "unknown" if result.objective is None else f"${result.objective / 100:,.2f}"
    verdict = "feasible" if result.feasible else f"not feasible, {len(result.violations)} violation(s)"
    now.say(f"{verdict}; objective {money}")
    return exits.FINE if result.feasible else exits.PROHIBITED
