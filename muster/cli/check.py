"""``muster check``."""

from __future__ import annotations

from pathlib import Path

import click

from muster.actions.case import read_case_with_warnings
from muster.actions.check import check
from muster.casefile.codec import finding_json
from muster.cli import exits
from muster.cli.findings import say_findings
from muster.cli.problems import report_warnings
from muster.cli.settings import common_options, settings

__all__ = ("command",)


@click.command("check", epilog="\b\nExamples:\n  muster check my-case\n  muster check case.xlsx --json")
@click.argument("case", type=click.Path(path_type=Path))
@common_options
def command(case: Path) -> int:
    """Check CASE: authorities and their status, ceilings against reported strength, clocks, consistency."""
    now = settings()
    known, warnings = read_case_with_warnings(case)
    report_warnings(warnings)
    findings = check(known)
    now.document({"findings": [finding_json(found) for found in findings]})
    say_findings(findings, now)
    blocks = sum(found.severity == "block" for found in findings)
    reviews = sum(found.severity == "review" for found in findings)
    now.say(f"{known.name}, as of {known.as_of}: {blocks} block(s), {reviews} to review")
    return exits.first([exits.of_findings(findings)])
