"""``muster clocks``."""

from __future__ import annotations

import textwrap
from datetime import datetime
from pathlib import Path

import click

from muster.actions.case import read_case_with_warnings
from muster.actions.clocks import calendar, write_ics
from muster.actions.plan import read_plan
from muster.casefile.codec import finding_json
from muster.cli import exits
from muster.cli.findings import say_findings
from muster.cli.problems import report_warnings
from muster.cli.settings import common_options, settings

__all__ = ("command",)

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command(
    "clocks",
    epilog="""\b
Examples:
  muster clocks my-case
  muster clocks my-case out/plan.json --until 2026-12-31 --ics clocks.ics
""",
)
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("plan", required=False, type=click.Path(path_type=Path))
@click.option("--from", "start", type=_DAY, help="First day; default the case's as_of.")
@click.option("--until", "end", type=_DAY, help="Last day; default the end of planning.")
@click.option("--ics", type=click.Path(path_type=Path), help="Also write the calendar as iCalendar.")
@common_options
def command(
    case: Path, plan: Path | None, start: datetime | None, end: datetime | None, ics: Path | None
) -> int:
    """
    Print the calendar of CASE (and of the tours of PLAN): expiries, limits of mobilizations, duties of a
    national emergency, reports, notices and due dates of orders, with what happens if each is missed.
    """
    now = settings()
    known, warnings = read_case_with_warnings(case)
    report_warnings(warnings)
    found = calendar(
        known,
        None if plan is None else read_plan(plan, known),
        start=None if start is None else start.date(),
        end=None if end is None else end.date(),
    )
    if ics is not None:
        write_ics(found, ics)
        now.note(f"wrote {ics}")
    now.document(
        {
            "clocks": [
                {
                    "day": clock.day.isoformat(),
                    "weekday": f"{clock.day:%A}",
                    "rule": clock.rule,
                    "subject": clock.authority,
                    "message": clock.message,
                    "missed": clock.missed,
                    "law": clock.law,
                    "cite": cite.cite if cite is not None else None,
                    "verified": cite.verified if cite is not None else None,
                }
                for clock, cite in zip(found.clocks, found.citations, strict=True)
            ],
            "findings": [finding_json(item) for item in found.findings],
        }
    )
    for clock, cite in zip(found.clocks, found.citations, strict=True):
        now.say(f"{clock.day}  {now.style(clock.authority, bold=True)}  ({found.day_words(clock.day)})")
        _say(clock.message)
        if clock.missed:
            _say(f"If missed: {clock.missed}")
        if cite is not None:
            _say(f"§ {cite.cite}{'' if cite.verified else ' (text not verified)'}")
    say_findings(found.findings, now)
    now.say(f"{known.name}, as of {known.as_of}: {len(found.clocks)} clock(s)")
    return exits.FINE


def _say(text: str) -> None:
    settings().say(textwrap.fill(text, 100, initial_indent="    ", subsequent_indent="    "))
