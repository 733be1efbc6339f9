"""``muster replay``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from muster.actions.replay import replay_marathon
from muster.cli import exits
from muster.cli.settings import common_options, settings

__all__ = ("command",)


@click.command(
    "replay",
    epilog="\b\nExamples:\n  muster replay marathon tables Deployments.txt\n"
    "  muster replay marathon tables out/plan.json --case my-case --json",
)
@click.argument("simulation", type=click.Choice(["marathon"]))
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("served", type=click.Path(path_type=Path))
@click.option("--case", type=click.Path(path_type=Path), help="The imported case (for a plan.json).")
@click.option(
    "--first-day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The date of MARATHON's day 1 (for a plan.json without its case).",
)
@common_options
def command(
    simulation: str, source: Path, served: Path, case: Path | None, first_day: datetime | None
) -> int:
    """
    Live through the unit-life rules of MARATHON what SERVED says: its own deployment list or a plan.json.

    SOURCE is the folder with MARATHON's tables, or a workbook. The replay shares no code with planner and
    verify.
    """
    now = settings()
    result = replay_marathon(
        source, served, first_day=None if first_day is None else first_day.date(), case=case
    )
    required = sum(fill.required for fill in result.fills)
    filled = sum(fill.filled for fill in result.fills)
    now.document(
        {
            "accepted": result.accepted,
            "required": required,
            "filled": filled,
            "fills": [
                {
                    "demand": fill.demand.name,
                    "priority": fill.demand.priority,
                    "category": fill.demand.category,
                    "required": fill.required,
                    "filled": fill.filled,
                    "surplus": fill.surplus,
                }
                for fill in result.fills
            ],
            "violations": [
                {
                    "rule": breach.rule,
                    "unit": breach.unit,
                    "demand": breach.demand,
                    "day": breach.day,
                    "message": breach.message,
                }
                for breach in result.breaches
            ],
            "part_way": result.part_way,
        }
    )
    for breach in result.breaches:
        now.say(f"! {now.style(breach.rule, fg='red', bold=True)} day {breach.day}: {breach.message}")
    share = f" ({filled / required:.2%})" if required else ""
    now.say(f"{filled:,} of {required:,} unit-days filled{share}, {len(result.stays):,} stays")
    if result.part_way:
        now.say(f"{result.part_way} units began part way through their tour on day 1 (parameter PreFill)")
    now.say(
        "accepted: no rule is broken"
        if result.accepted
        else f"not accepted: {len(result.breaches)} broken rule(s)"
    )
    return exits.FINE if result.accepted else exits.PROHIBITED
