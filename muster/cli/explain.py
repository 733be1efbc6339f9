"""``muster explain``."""

from __future__ import annotations

import textwrap
from pathlib import Path

import click

from muster.actions.case import read_case
from muster.actions.explain import explain, manual, page
from muster.actions.plan import read_plan
from muster.cli.pages import explanation_json, page_json, page_lines
from muster.cli.settings import common_options, settings
from muster.errors import UsageError
from muster.planner.explain import Explanation

__all__ = ("command",)


@click.command(
    "explain",
    epilog="""\b
Examples:
  muster explain M203
  muster explain usc/t10/s275
  muster explain dwell
  muster explain law > law.md
  muster explain my-case out/plan.json LINE
""",
)
@click.argument("arguments", nargs=-1, required=True, metavar="(CODE | RULE | law | CASE PLAN ID)")
@common_options
def command(arguments: tuple[str, ...]) -> int:
    """
    Explain why: a tour, a short line, an unused unit or a ceiling of a plan; or print the page of an
    error code, of a rule of law, of a rule that verify checks, or the whole manual of the law.
    """
    now = settings()
    if arguments == ("law",):
        now.document({"manual": manual()})
        now.say(manual().rstrip())
        return 0
    if len(arguments) == 1:
        found = page(arguments[0])
        now.document(page_json(found))
        for line in page_lines(found):
            now.say(line)
        return 0
    if len(arguments) != 3:
        raise UsageError(
            f"explain takes one name or three arguments, and got {len(arguments)}",
            help="muster explain M203, muster explain usc/t10/s275, muster explain dwell, "
            "or muster explain CASE PLAN ID",
        )
    case = read_case(Path(arguments[0]))
    explanation = explain(case, read_plan(Path(arguments[1]), case), arguments[2])
    now.document(explanation_json(explanation))
    _say(explanation)
    return 0


def _say(explanation: Explanation) -> None:
    now = settings()
    now.say(now.style(explanation.title, bold=True))
    for paragraph in explanation.paragraphs:
        now.say(textwrap.fill(paragraph, 100, initial_indent="  ", subsequent_indent="  "))
    for table in explanation.tables:
        now.say()
        now.say(f"  {table.caption}")
        rows = [tuple(map(str, row)) for row in (table.header, *table.rows)]
        widths = [max(len(row[index]) for row in rows) for index in range(len(table.header))]
        for row in rows:
            now.say(
                "    "
                + "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()
            )
    for citation in explanation.citations:
        words = f" “{citation.quote}”" if citation.quote else ""
        doubt = "" if citation.verified else " (text not verified)"
        now.say(
            textwrap.fill(
                f"{citation.cite}{words}{doubt}", 100, initial_indent="  § ", subsequent_indent="    "
            )
        )
