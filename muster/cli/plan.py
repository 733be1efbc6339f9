"""``muster plan``."""

from __future__ import annotations

from pathlib import Path

import click

from muster.actions.case import read_case_with_warnings
from muster.actions.interrupt import interruptible
from muster.actions.plan import plan_with_warnings, read_baseline
from muster.actions.publish import brief, publish, read_sources
from muster.casefile.planfile import plan_json
from muster.cli import exits
from muster.cli.numbers import FiniteRange
from muster.cli.problems import report_warnings
from muster.cli.progress import reporter
from muster.cli.settings import Settings, common_options, settings
from muster.domain.case import Case
from muster.domain.plan import Plan
from muster.errors import UsageError
from muster.planner.underway import told_under_way, with_under_way
from muster.products.conflictlines import conflict_lines
from muster.products.decisions import pin_lines, split_lines
from muster.products.replanning import change_lines
from muster.products.terminal import summary_lines

__all__ = ("command", "plan_exit", "say_plan")


@click.command(
    "plan",
    epilog="""\b
Examples:
  muster plan examples/southwest-border-2025 -o out
  muster plan my-case --time-limit 300 --gap 0.001 --json > plan.json
""",
)
@click.argument("case", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write plan.json, report.html, plan.xlsx."
)
@click.option(
    "--time-limit",
    type=FiniteRange(min=0, min_open=True),
    default=60.0,
    show_default=True,
    help="Seconds.",
)
@click.option("--gap", type=FiniteRange(min=0), default=0.005, show_default=True, help="Gap to stop at.")
@click.option(
    "--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Same seed, same plan."
)
@click.option("--threads", type=click.IntRange(min=1), default=None, help="Threads of the search.")
@click.option("--baseline", type=click.Path(path_type=Path), help="A plan.json to stay close to.")
@click.option(
    "--change-cost",
    type=FiniteRange(min=0, max=1e9),
    metavar="DOLLARS",
    help="What dropping a tour of the baseline must be worth.",
)
@click.option(
    "--split-price",
    type=FiniteRange(min=0, max=1e9),
    metavar="DOLLARS",
    help="What splitting a unit into its parts must be worth.",
)
@click.option("--lexicographic", is_flag=True, help="Fill priority 1 strictly before 2, and so on.")
@click.option("--allow-unknown", is_flag=True, help="Let through what the law leaves unknown, marked.")
@click.option("--assume-signed", multiple=True, metavar="ID", help="Plan as if this instrument were signed.")
@click.option("--assume-lawful", is_flag=True, help="Ask no law (studies, benchmarks); marks the plan.")
@click.option(
    "--memory",
    type=FiniteRange(min=0, min_open=True),
    metavar="GB",
    help="Refuse a case that would take more; else most of what is free.",
)
@common_options
def command(
    case: Path,
    output: Path | None,
    time_limit: float,
    gap: float,
    seed: int,
    threads: int | None,
    baseline: Path | None,
    change_cost: float | None,
    split_price: float | None,
    lexicographic: bool,
    allow_unknown: bool,
    assume_signed: tuple[str, ...],
    assume_lawful: bool,
    memory: float | None,
) -> int:
    """
    Plan CASE (a folder, a case*.toml in one, or a workbook).

    Every tour is lawful on every day, every unfilled day has a reason, and the bound says how much
    better any plan could be. Ctrl-C keeps the best plan so far; a second one stops at once.
    """
    now = settings()
    if change_cost is not None and baseline is None:
        raise UsageError(
            "--change-cost says what a change from a baseline costs, and no baseline is given",
            help="add --baseline PLAN, the plan.json to stay close to",
        )
    known, warnings = read_case_with_warnings(case)
    report_warnings(warnings)
    earlier = None if baseline is None else read_baseline(baseline, known)
    told = told_under_way(known, earlier)
    report_warnings(told)
    known = with_under_way(known, earlier)
    report, end = reporter(now)
    with interruptible() as pressed:
        found, problems = plan_with_warnings(
            known,
            time_limit=time_limit,
            gap=gap,
            seed=seed,
            threads=threads,
            baseline=earlier,
            change_cost=change_cost,
            split_price=split_price,
            lexicographic=lexicographic,
            allow_unknown=allow_unknown,
            assume_signed=assume_signed,
            assume_lawful=assume_lawful,
            memory=memory,
            progress=report,
            should_stop=pressed,
        )
    end()
    report_warnings(problem for problem in problems if problem not in told)
    now.document(plan_json(found))
    say_plan(known, found, now)
    if output is not None:
        say_files(publish(known, found, output, readings=read_sources(case, known)), now)
    return plan_exit(known, found)


def say_plan(case: Case, found: Plan, now: Settings) -> None:
    """The summary of a plan in the terminal."""
    if not now.as_json:
        for lines in (
            summary_lines(brief(case, found)),
            pin_lines(found),
            split_lines(found),
            conflict_lines(found),
            change_lines(found),
        ):
            for line in lines:
                now.say(line)


def say_files(files: tuple[Path, ...], now: Settings) -> None:
    """Where the products lie."""
    now.say()
    for path in files:
        now.say(f"  {path}")


def plan_exit(case: Case, found: Plan) -> int:
    """3 a required line stays unfilled, 1 findings that prohibit, 4 limit, 130 interrupted, 0 fine."""
    required = {line.line for line in case.lines if line.required}
    codes = [exits.FINE, exits.of_findings(found.findings)]
    if any(shortfall.line in required for shortfall in found.shortfalls):
        codes.append(exits.UNFILLED)
    if found.stopped_by == "time":
        codes.append(exits.LIMIT)
    if found.stopped_by == "interrupt":
        codes.append(exits.INTERRUPTED)
    return exits.first(codes)
