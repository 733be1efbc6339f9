"""``muster verify``."""

from __future__ import annotations

from pathlib import Path

import click

from muster.actions.case import read_case_with_warnings
from muster.actions.plan import read_baseline, read_plan_with_warnings
from muster.actions.verify import CertificateCheck, read_certificate, verify, verify_bound
from muster.cli import exits
from muster.cli.problems import report_warnings
from muster.cli.settings import common_options, settings
from muster.planner.underway import with_under_way

__all__ = ("command",)


@click.command(
    "verify",
    epilog="""\b
Examples:
  muster verify my-case out/plan.json --certificate out/certificate.json
  muster verify case.xlsx plan.json --json
""",
)
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("plan", type=click.Path(path_type=Path))
@click.option(
    "--certificate",
    type=click.Path(path_type=Path),
    help="Recompute the bound from the prices of this certificate.json.",
)
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    help="The plan.json that PLAN was made from: its tours under way count as rows of tours.csv.",
)
@common_options
def command(case: Path, plan: Path, certificate: Path | None, baseline: Path | None) -> int:
    """
    Check PLAN (anyone's plan.json) against every rule of CASE, and re-cost it to the cent.

    With a certificate, its bound is recomputed in whole numbers from the case: accepted, or refused and
    by how much.
    """
    now = settings()
    known, warnings = read_case_with_warnings(case)
    if baseline is not None:
        known = with_under_way(known, read_baseline(baseline, known))
    found, plan_warnings = read_plan_with_warnings(plan, known, judged=True)
    report_warnings((*warnings, *plan_warnings))
    result = verify(known, found)
    bound = None if certificate is None else verify_bound(known, found, read_certificate(certificate))
    now.document(
        {
            "feasible": result.feasible,
            "objective": None if result.objective is None else result.objective / 100,
            "violations": [
                {
                    "rule": violation.rule,
                    "unit": violation.unit,
                    "line": violation.line,
                    "day": None if violation.day is None else violation.day.isoformat(),
                    "message": violation.message,
                }
                for violation in result.violations
            ],
            **({} if bound is None else {"certificate": _certificate_json(bound)}),
        }
    )
    for violation in result.violations:
        subject = " ".join(str(part) for part in (violation.unit, violation.line, violation.day) if part)
        now.say(f"! {now.style(violation.rule, fg='red', bold=True)} {subject}: {violation.message}")
    money = "unknown" if result.objective is None else f"${result.objective / 100:,.2f}"
    if result.violations:
        now.say(f"`muster explain {result.violations[0].rule}` says what a rule demands")
    for warning in result.warnings:
        now.note(f"warning: {warning}")
    verdict = "feasible" if result.feasible else f"not feasible, {len(result.violations)} violation(s)"
    now.say(f"{verdict}; objective {money}")
    if bound is not None:
        for claim in bound.claims:
            now.say(f"certificate, {claim.level}: {claim.message}")
        for message in bound.messages:
            now.say(f"certificate: {message}")
    refused = bound is not None and bound.accepted is False
    return exits.FINE if result.feasible and not refused else exits.PROHIBITED


def _certificate_json(bound: CertificateCheck) -> dict[str, object]:
    def money(level: str, value: int | None) -> float | int | None:
        return value if value is None or level.startswith("priority") else value / 100

    return {
        "accepted": bound.accepted,
        "tours": bound.tours,
        "claims": [
            {
                "level": claim.level,
                "accepted": claim.accepted,
                "claimed": money(claim.level, claim.claimed),
                "proved": money(claim.level, claim.proved),
                "message": claim.message,
            }
            for claim in bound.claims
        ],
        "messages": list(bound.messages),
    }
