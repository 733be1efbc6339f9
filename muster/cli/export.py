"""``muster export``."""

from __future__ import annotations

from pathlib import Path

import click

from muster.actions.case import read_case_with_warnings
from muster.actions.export import FORMATS, export
from muster.actions.plan import read_plan
from muster.cli.problems import report_warnings
from muster.cli.settings import common_options, settings

__all__ = ("command",)


@click.command(
    "export",
    epilog="""\b
Examples:
  muster export my-case --to xlsx -o case.xlsx
  muster export my-case out/plan.json --to geojson
""",
)
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("plan", required=False, type=click.Path(path_type=Path))
@click.option("--to", "to", required=True, type=click.Choice(FORMATS), help="Format.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="File to write; default NAME.FORMAT here."
)
@common_options
def command(case: Path, plan: Path | None, to: str, output: Path | None) -> int:
    """Write CASE, or PLAN of it, as a workbook or as GeoJSON."""
    now = settings()
    known, warnings = read_case_with_warnings(case)
    report_warnings(warnings)
    found = None if plan is None else read_plan(plan, known)
    stem = case.resolve().name if case.is_dir() else case.stem
    kind = "-plan" if found is not None else ""
    path = export(known, found, output or Path(f"{stem}{kind}.{to}"), to=to)
    now.document({"file": str(path), "format": to})
    now.say(str(path))
    return 0
