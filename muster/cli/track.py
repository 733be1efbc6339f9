"""``muster track``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from muster.actions.case import read_case_with_warnings
from muster.actions.plan import read_plan_with_warnings
from muster.actions.track import read_reports, track, tracking_json, write_drawings, write_tracking
from muster.cli import exits
from muster.cli.findings import say_findings
from muster.cli.numbers import FiniteRange
from muster.cli.problems import report_warnings
from muster.cli.settings import common_options, settings
from muster.products.tracking.terminal import command_lines, tracking_lines

__all__ = ("command",)

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command(
    "track",
    epilog="""\b
Examples:
  muster track my-case
  muster track my-case out/plan.json --on 2025-06-30 -o tracked
  muster track my-case --report "2025-04-01 JTF-SB about 8,700 title_10 briefing of 1 April"
  muster track my-case --commands --on 2025-03-13
""",
)
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("plan", required=False, type=click.Path(path_type=Path))
@click.option("--on", "on", type=_DAY, help="The day of the tables; default the case's as_of.")
@click.option("--from", "start", type=_DAY, help="First day of the charts; default the first thing known.")
@click.option(
    "--to", "--until", "end", type=_DAY, help="First day after the charts; default the end of planning."
)
@click.option(
    "--report",
    "typed",
    multiple=True,
    metavar="TEXT",
    help='A report, typed: "DAY SCOPE [about] NUMBER [status] [component] [kind] [source]" (repeatable).',
)
@click.option(
    "--reports",
    "files",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Reports in a CSV file or workbook, with the columns of strength.csv (repeatable).",
)
@click.option(
    "--every", type=int, default=31, show_default=True, help="Days without a report that make a gap."
)
@click.option(
    "--within", type=int, default=60, show_default=True, help="Days ahead of which clocks are told."
)
@click.option(
    "--margin",
    type=FiniteRange(),
    default=0.05,
    show_default=True,
    help="Share of a ceiling from which it is near.",
)
@click.option(
    "--commands", "commands", is_flag=True, help="Only who commands, supports and controls on the day."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Folder for track.html, track.json, track.csv and the drawings as SVG.",
)
@click.option("--png", is_flag=True, help="With -o: the drawings as PNG too (needs an installed Chromium).")
@common_options
def command(
    case: Path,
    plan: Path | None,
    on: datetime | None,
    start: datetime | None,
    end: datetime | None,
    typed: tuple[str, ...],
    files: tuple[Path, ...],
    every: int,
    within: int,
    margin: float,
    commands: bool,
    output: Path | None,
    png: bool,
) -> int:
    """
    Track CASE: authorised, ordered, planned and reported strength per day and ceiling, with PLAN if given.

    Reports that disagree are kept side by side, days of which nobody reported are said as gaps, and
    both readings of the days ahead are shown. Exit 1 if a ceiling is broken beyond doubt.
    """
    now = settings()
    if png and output is None:
        raise click.UsageError("--png needs a folder: give -o DIR")
    known, warnings = read_case_with_warnings(case)
    report_warnings(warnings)
    found_plan = None
    if plan is not None:
        found_plan, faults = read_plan_with_warnings(plan, known, judged=True)
        report_warnings(faults)
    reports, faults = read_reports(known, files, typed)
    report_warnings(faults)
    found = track(
        known,
        found_plan,
        on=None if on is None else on.date(),
        start=None if start is None else start.date(),
        end=None if end is None else end.date(),
        every=every,
        within=within,
        margin=margin,
        reports=reports,
    )
    written = (
        () if output is None else (*write_tracking(found, output), *write_drawings(found, output, png=png))
    )
    now.document(tracking_json(found))
    if not now.as_json:
        if commands:
            now.say(f"{known.name}: commands on {found.day}")
            for line in command_lines(found.chart):
                now.say(line)
            for change in found.changes:
                now.say(f"  {change.day} {change.message}")
        else:
            for line in tracking_lines(found, every=now.verbosity > 0):
                now.say(line)
            if found.findings:
                now.say("\nFindings")
                say_findings(found.findings, now)
        for path in written:
            now.say(f"  {path}")
    return exits.first([exits.of_findings(found.findings)])
