"""``muster compare``."""

from __future__ import annotations

from pathlib import Path

import click

from muster.actions.case import read_case_with_warnings
from muster.actions.plan import read_plan_with_warnings
from muster.actions.sidebyside import compare_plans, names_of, write_comparison
from muster.cli.problems import report_warnings
from muster.cli.settings import common_options, settings
from muster.products.comparing.document import comparison_json
from muster.products.comparing.terminal import comparison_lines

__all__ = ("command",)


@click.command(
    "compare",
    epilog="""\b
Examples:
  muster compare my-case out/plan.json marathon-plan.json --names Muster MARATHON
  muster compare my-case may/plan.json june/plan.json --html compare.html
""",
)
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("plan_a", type=click.Path(path_type=Path))
@click.argument("plan_b", type=click.Path(path_type=Path))
@click.option("--names", nargs=2, metavar="A B", help="What to call the plans; default their file names.")
@click.option("--html", "html", type=click.Path(path_type=Path), help="Write the page as FILE too.")
@click.option("--no-check", is_flag=True, help="Do not run the independent check over both plans.")
@common_options
def command(
    case: Path, plan_a: Path, plan_b: Path, names: tuple[str, str] | None, html: Path | None, no_check: bool
) -> int:
    """
    Set PLAN_A and PLAN_B of CASE side by side: fill, dwell, cost, ceilings, units.

    Anyone's plan.json will do. Every figure is computed from the case and the tours, and both plans
    are checked independently. `muster diff` lists what changed from one to the other.
    """
    now = settings()
    known, warnings = read_case_with_warnings(case)
    first, first_warnings = read_plan_with_warnings(plan_a, known, judged=True)
    second, second_warnings = read_plan_with_warnings(plan_b, known, judged=True)
    report_warnings((*warnings, *first_warnings, *second_warnings))
    both = compare_plans(known, first, second, names=names or names_of(plan_a, plan_b), check=not no_check)
    written = None if html is None else write_comparison(both, html)
    now.document(comparison_json(both))
    if not now.as_json:
        for line in comparison_lines(both):
            now.say(line)
        if written is not None:
            now.say()
            now.say(f"  {written}")
    return 0
