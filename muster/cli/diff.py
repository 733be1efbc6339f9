"""``muster diff``."""

from __future__ import annotations

import shutil
import textwrap
from datetime import datetime
from pathlib import Path

import click

from muster.actions.case import read_case
from muster.actions.compare import compare_instruments, compare_paths
from muster.cli.learnt import say_learnt
from muster.cli.paint import painter
from muster.cli.settings import common_options, settings
from muster.domain.authority import Ceiling
from muster.errors import UsageError
from muster.law.escalation import Effect, Escalation
from muster.ledger.address import address_of
from muster.products.reading.amendment import amendment_lines, documents_json

__all__ = ("command",)

_MARKS = {"added": ("+", "green"), "removed": ("-", "red"), "changed": ("~", "yellow")}


@click.command(
    "diff",
    epilog="\b\nExamples:\n  muster diff case-january case-may\n  muster diff old/plan.json new/plan.json\n"
    "  muster diff order.txt amendment.txt\n"
    "  muster diff SECDEF-2025-01-22 NSPM-4 --case my-case\n"
    "  muster diff border.ledger --known-at 2025-04-01 2025-05-01",
)
@click.argument("before")
@click.argument("after", type=click.Path(path_type=Path), required=False)
@click.option(
    "--case", "case", type=click.Path(path_type=Path), help="BEFORE and AFTER are two instruments of it."
)
@click.option(
    "--known-at",
    nargs=2,
    metavar="A B",
    help="BEFORE is a ledger: what was learnt between two days or instants, and what happened.",
)
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Of a ledger: of the world on this day.")
@common_options
def command(
    before: str,
    after: Path | None,
    case: Path | None,
    known_at: tuple[str, str] | None,
    as_of: datetime | None,
) -> int:
    """
    Show what changed from BEFORE to AFTER: two cases, two plan.json files or two documents; or, with --case,
    what the instrument AFTER adds to BEFORE, and what the law says of it; or, with --known-at, what the
    ledger BEFORE learnt between two moments.
    """
    now = settings()
    if known_at is not None:
        if after is not None or case is not None:
            raise UsageError("--known-at asks one ledger", help="muster diff LEDGER --known-at A B")
        return say_learnt(address_of(before), known_at, as_of.date() if as_of else None)
    if after is None:
        raise UsageError(
            "there is nothing to compare it with",
            help="give two cases, two plan.json files or two documents; of a ledger --known-at A B",
        )
    if case is not None:
        return _instruments(compare_instruments(read_case(case), before, str(after)))
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
            **(documents_json(comparison.documents, comparison.facts) if comparison.documents else {}),
        }
    )
    if comparison.documents:
        width = shutil.get_terminal_size((80, 24)).columns
        for line in amendment_lines(comparison.documents, comparison.facts, width=width, paint=painter(now)):
            now.say(line)
        return 0
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


def _instruments(found: Escalation) -> int:
    """Two instruments: what is added, what the law says of it, and what somebody must answer."""
    now = settings()
    groups = {
        "newly_lawful": found.newly_lawful,
        "still_prohibited": found.still_prohibited,
        "disputed": found.disputed,
        "needs_authority": found.needing,
        "no_longer_lawful": found.no_longer,
    }
    now.document(
        {
            "kind": "instruments",
            "before": found.before.id,
            "after": found.after.id,
            "roles": {"added": list(found.roles_added), "dropped": list(found.roles_dropped)},
            "forbidden": {"added": list(found.forbidden_added), "dropped": list(found.forbidden_dropped)},
            "powers": {"added": list(found.powers_added), "dropped": list(found.powers_dropped)},
            "people": {
                "before": [_ceiling(ceiling) for ceiling in found.people[0]],
                "after": [_ceiling(ceiling) for ceiling in found.people[1]],
            },
            **{name: [_effect(effect) for effect in effects] for name, effects in groups.items()},
            "questions": list(found.questions),
        }
    )
    now.say(f"{found.before.id} → {found.after.id}")
    for title, added, dropped in (
        ("roles", found.roles_added, found.roles_dropped),
        ("forbidden roles", found.forbidden_added, found.forbidden_dropped),
        ("powers", found.powers_added, found.powers_dropped),
        ("people", _people(found.people[1]), _people(found.people[0])),
    ):
        now.say(now.style(title, bold=True))
        for word in added:
            now.say(f"  {now.style('+', fg='green')} {word}")
        for word in dropped:
            now.say(f"  {now.style('-', fg='red')} {word}")
        if not added and not dropped:
            now.say("  no change")
    for name, effects in groups.items():
        now.say(now.style(name.replace("_", " "), bold=True))
        for (role, because, was), who in _together(effects).items():
            words = f"{role}, {' and '.join(who)} (was {was.replace('_', ' ')}): {because}"
            now.say(textwrap.fill(words, 100, initial_indent="  ", subsequent_indent="    "))
        if not effects:
            now.say("  none")
    now.say(now.style("questions to answer", bold=True))
    for question in found.questions:
        now.say(textwrap.fill(question, 100, initial_indent="  ? ", subsequent_indent="    "))
    return 0


def _together(effects: tuple[Effect, ...]) -> dict[tuple[str, str, str], list[str]]:
    """Effects of one role with one reason, and the people of whom it is said."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for effect in effects:
        found.setdefault((effect.role, effect.because, effect.before.value), []).append(effect.who)
    return found


def _people(ceilings: tuple[Ceiling, ...]) -> tuple[str, ...]:
    return tuple(
        f"{ceiling.id}: "
        + (f"{ceiling.headcount:,} people" if ceiling.headcount is not None else "a budget")
        + (f", {', '.join(ceiling.components)}" if ceiling.components else "")
        + (f" in {', '.join(ceiling.duty_statuses)}" if ceiling.duty_statuses else "")
        for ceiling in ceilings
    )


def _ceiling(ceiling: Ceiling) -> dict[str, object]:
    return {
        "id": ceiling.id,
        "headcount": ceiling.headcount,
        "dollars": None if ceiling.dollars is None else ceiling.dollars / 100,
        "components": [item.value for item in ceiling.components],
        "duty_statuses": [item.value for item in ceiling.duty_statuses],
        "overlap": ceiling.overlap,
    }


def _effect(effect: Effect) -> dict[str, object]:
    return {
        "role": effect.role,
        "component": effect.component.value,
        "duty_status": effect.duty_status.value,
        "before": effect.before.value,
        "after": effect.after.value,
        "because": effect.because,
        "citations": [cite.cite for cite in effect.citations],
        "would_do": list(effect.would_do),
        "settled_by": list(effect.settled_by),
    }
