"""``muster package``."""

from __future__ import annotations

from pathlib import Path

import click

from muster.actions.case import read_case_with_warnings
from muster.actions.package import package, write_package
from muster.actions.plan import read_plan
from muster.casefile.codec import finding_json
from muster.cli import exits
from muster.cli.problems import report_warnings
from muster.cli.settings import common_options, settings
from muster.products.decision import render_package

__all__ = ("command",)


@click.command(
    "package",
    epilog="""\b
Examples:
  muster package my-case RFA-1
  muster package my-case RFA-1 out/plan.json -o rfa-1.md
""",
)
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("request")
@click.argument("plan", required=False, type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write it as Markdown here.")
@common_options
def command(case: Path, request: str, plan: Path | None, output: Path | None) -> int:
    """
    The decision package for REQUEST of CASE: legality, lethality, risk, cost, appropriateness and readiness
    (DoDD 3025.18), with what can be computed, its basis, and what a person must still judge.
    """
    now = settings()
    known, warnings = read_case_with_warnings(case)
    report_warnings(warnings)
    found = package(known, request, None if plan is None else read_plan(plan, known))
    now.document(
        {
            "case": found.case,
            "as_of": found.as_of.isoformat(),
            "request": found.request,
            "agency": found.agency,
            "lines": [line.line for line in found.lines],
            "planned": found.planned,
            "criteria": [
                {
                    "name": item.name,
                    "asks": item.asks,
                    "verified": item.verified,
                    "computed": [
                        {"text": statement.text, "basis": statement.basis} for statement in item.computed
                    ],
                    "open": list(item.open),
                    "findings": [finding_json(finding) for finding in item.findings],
                }
                for item in found.assessments
            ],
        }
    )
    if output is not None:
        now.say(str(write_package(found, output)))
    else:
        now.say(render_package(found).rstrip())
    return exits.FINE
