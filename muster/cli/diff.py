"""``muster diff``."""

from __future__ import annotations

from pathlib import Path

import click

from muster.actions.compare import compare_paths
from muster.cli.settings import common_options, settings

__all__ = ("command",)

_MARKS = {"added": ("+", "green"), "removed": ("-", "red"), "changed": ("~", "yellow")}


@click.command(
    "diff",
    epilog="\b\nExamples:\n  muster diff case-january case-may\n  muster diff old/plan.json new/plan.json",
)
@click.argument("before", type=click.Path(path_type=Path))
@click.argument("after", type=click.Path(path_type=Path))
@common_options
def command(before: Path, after: Path) -> int:
    """Show what changed from BEFORE to AFTER: two cases, two plan.json files or two documents."""
    now = settings()
    comparison = compare_paths(before, after)
    now.document(
        {
            "kind": comparison.kind,
            "changes": [
                {
                    "table": change.table,
                    "key": change.key,
                    "change": change.change,
                    "field": change.field,
                    "before": change.before,
                    "after": change.after,
                }
                for change in comparison.changes
            ],
        }
    )
    table = None
    for change in comparison.changes:
        if change.table != table:
            table = change.table
            now.say(now.style(table, bold=True))
        mark, tone = _MARKS[change.change]
        field = f" {change.field}:" if change.field and change.field != change.key else ""
        values = " → ".join(value for value in (change.before, change.after) if value is not None)
        now.say(f"  {now.style(mark, fg=tone)} {change.key}{field} {values}")
    now.say(f"{len(comparison.changes)} change(s) between the {comparison.kind}")
    return 0
