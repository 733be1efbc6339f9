"""``muster import``."""

from __future__ import annotations

import textwrap
from datetime import datetime
from pathlib import Path

import click

from muster.actions.importing import FORMATS, ImportedCase, import_case, import_json
from muster.cli.problems import report_warnings
from muster.cli.settings import common_options, settings

__all__ = ("command",)

_TITLES = {
    "left_out": "Not in the case",
    "not_obeyed": "Without effect on plans",
    "read_as": "Read in one way of several",
}


@click.command(
    "import",
    epilog="""\b
Examples:
  muster import marathon tables -o my-case
  muster import marathon book.xlsx -o my-case --deployments Deployments.txt
  muster verify my-case my-case/marathon-plan.json
""",
)
@click.argument("form", metavar="FORMAT", type=click.Choice(tuple(FORMATS)))
@click.argument("source", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), help="Folder of the new case."
)
@click.option(
    "--deployments",
    type=click.Path(path_type=Path),
    help="The model's own deployment list; written as a plan beside the case.",
)
@click.option(
    "--start",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Date of the model's first day; default 2026-01-01.",
)
@click.option("--name", help="Name of the case; default that of SOURCE.")
@click.option("--force", is_flag=True, help="Write over a case that is there.")
@common_options
def command(
    form: str,
    source: Path,
    output: Path,
    deployments: Path | None,
    start: datetime | None,
    name: str | None,
    force: bool,
) -> int:
    """
    Write a case from the tables of another model (FORMAT: marathon).

    SOURCE is a folder of MARATHON's tab-separated tables or an .xlsx workbook of them. What has no
    counterpart in Muster is listed, and kept in import.json beside the case.
    """
    now = settings()
    made = import_case(
        form,
        source,
        output,
        deployments=deployments,
        start=None if start is None else start.date(),
        name=name,
        force=force,
    )
    report_warnings(made.warnings)
    now.document(import_json(made))
    if not now.as_json:
        _tell(made, output)
    return 0


def _tell(made: ImportedCase, folder: Path) -> None:
    now, case = settings(), made.case
    told = import_json(made)
    now.say(
        f"{case.name}: {len(case.units):,} units of {len(case.types):,} types, {len(case.lines):,} lines,"
        f" {case.planning.start} to {case.planning.end}"
    )
    plan = told["plan"]
    if isinstance(plan, dict):
        share = plan["filled"] / plan["asked"] if plan["asked"] else 0.0
        now.say(
            f"The model's own plan: {plan['tours']:,} tours fill {plan['filled']:,} of {plan['asked']:,}"
            f" unit-days ({share:.2%})"
        )
    for kind, title in _TITLES.items():
        notes = [note for note in made.notes if note.kind == kind]
        if notes:
            now.say(f"\n{title}:")
        for note in notes:
            examples = f" ({', '.join(note.examples)}{', …' if note.count > len(note.examples) else ''})"
            words = f"{note.count:,} × {note.subject}: {note.why}{examples if note.examples else ''}"
            now.say(textwrap.fill(words, 100, initial_indent="  ", subsequent_indent="    "))
    now.say(f"\nNext: muster check {folder}, then muster plan {folder} --assume-lawful")
