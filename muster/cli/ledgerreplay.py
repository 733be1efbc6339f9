"""``muster ledger replay``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TypeVar

import click

from muster.actions.ledger import log
from muster.actions.replaying import Judgement, PlanReplay, ReplayDifference, replay_plan
from muster.casefile.codec import finding_json
from muster.cli import exits
from muster.cli.addresses import LEDGER, Address
from muster.cli.log import entry_json
from muster.cli.moments import known_at_option, moment
from muster.cli.settings import Settings, common_options, settings
from muster.ledger.entry import Entry

__all__ = ("COMMAND",)

_TONES = {"stands": "green", "changed": "yellow", "falls": "red"}
_CAUSES = {
    "muster": "by the rules as this Muster has them",
    "day": "by the law and the calendar of the other day",
    "knowledge": "by what was recorded",
}


@click.command(
    "replay",
    short_help="Judge a recorded plan then and now.",
    epilog="""\b
Examples:
  muster ledger replay border.ledger may-plan
  muster ledger replay border.ledger 412 --as-of 2025-07-01
  muster ledger replay border.ledger may-plan --known-at 2025-06-15 --json
""",
)
@click.argument("ledger", type=LEDGER)
@click.argument("plan", metavar="PLAN")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Law and world as of this day.")
@known_at_option
@click.option("--baseline", metavar="PLAN", help="The recorded plan that it was made from.")
@common_options
def replay(
    ledger: Address, plan: str, as_of: datetime | None, known_at: str | None, baseline: str | None
) -> int:
    """
    Judge PLAN (its name, or the number of its entry) by the case as it was known when it was recorded, and
    by the case as it is known now, or as of any day and moment: findings, every rule of `muster verify`,
    ceilings and objective, what differs, and which entry made the difference. Exit code 1 if the plan falls.
    """
    now = settings()
    entries = log(ledger)
    found = replay_plan(
        entries,
        plan,
        as_of=as_of.date() if as_of else None,
        known_at=moment(known_at, lambda: entries) if known_at else None,
        baseline=baseline,
    )
    now.document(
        {
            "plan": found.entry.n,
            "name": found.entry.draft.subject,
            "verdict": found.verdict,
            "then": _judgement(found.then),
            "now": _judgement(found.now),
            "differences": [_difference(difference) for difference in found.differences],
            "entries": [
                entry_json(entries[n]) | {"body": None}
                for n in sorted({n for difference in found.differences for n in difference.entries})
            ],
        }
    )
    _say(found, entries, now)
    return exits.PROHIBITED if found.verdict == "falls" else exits.FINE


def _judgement(found: Judgement) -> dict[str, object]:
    return {
        "as_of": found.as_of.isoformat(),
        "known_at": found.known_at.isoformat() if found.known_at else None,
        "feasible": found.verification.feasible,
        "objective": found.verification.objective / 100,
        "violations": [
            {
                "rule": broken.rule,
                "unit": broken.unit,
                "line": broken.line,
                "day": None if broken.day is None else broken.day.isoformat(),
                "message": broken.message,
            }
            for broken in found.verification.violations
        ],
        "findings": [finding_json(finding) for finding in found.findings],
        "ceilings": [
            {
                "ceiling": load.ceiling,
                "peak": load.peak / 100 if load.dollars else load.peak,
                "limit": None if load.limit is None else load.limit / 100 if load.dollars else load.limit,
                "unit": "dollars" if load.dollars else "people",
            }
            for load in found.ceilings
        ],
    }


def _difference(found: ReplayDifference) -> dict[str, object]:
    return {
        "what": found.what,
        "rule": found.rule or None,
        "subject": found.subject or None,
        "severity": found.severity,
        "before": found.before,
        "after": found.after,
        "cause": found.cause,
        "entries": list(found.entries),
    }


def _say(found: PlanReplay, entries: list[Entry], now: Settings) -> None:
    then, later = found.then, found.now
    name = found.entry.draft.subject
    now.say(f"{name}, entry {found.entry.n}, recorded {found.entry.recorded:%Y-%m-%d %H:%M}Z")
    now.say(f"  then: {_line(then)}")
    now.say(f"  now:  {_line(later)}")
    for cause, words in _CAUSES.items():
        differences = [item for item in found.differences if item.cause == cause]
        if differences:
            now.say(now.style(words, bold=True))
        for made_by, group in _grouped(differences, lambda item: item.entries).items():
            _say_entries(made_by, entries, now)
            for alike in _grouped(group, lambda item: (item.what, item.rule)).values():
                shown = alike if now.verbosity > 0 else alike[:_SHOWN]
                for item in shown:
                    _say_difference(item, now)
                if len(alike) > len(shown):
                    what = f"{item.what} {item.rule}".strip()
                    now.say(f"      … and {len(alike) - len(shown)} more: {what} (-v)")
    if found.verdict == "stands":
        words = "nothing that is known and no law that is read would change it"
    elif found.verdict == "changed":
        words = "it is judged otherwise, and each of its tours may still be carried out"
    else:
        words = "a rule, the law or a block stands against it that did not then"
    now.say(f"{now.style(found.verdict, fg=_TONES[found.verdict], bold=True)}: {words}")


_SHOWN = 3
_FEW = 6
Key = TypeVar("Key")


def _grouped(
    items: Iterable[ReplayDifference], key: Callable[[ReplayDifference], Key]
) -> dict[Key, list[ReplayDifference]]:
    """Items by what they have in common, in the order of the first of each group."""
    groups: dict[Key, list[ReplayDifference]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups


def _say_entries(numbers: Sequence[int], entries: Sequence[Entry], now: Settings) -> None:
    if len(numbers) > _FEW:
        now.say(f"  entries {numbers[0]} to {numbers[-1]} together")
        return
    for n in numbers:
        draft = entries[n].draft
        reason = f": {draft.reason}" if draft.reason else ""
        now.say(f"  entry {n}, {draft.kind} {draft.subject or ''} by {draft.who}{reason}")


def _line(found: Judgement) -> str:
    broken = len(found.verification.violations)
    known = f", known by {found.known_at:%Y-%m-%d %H:%M}Z" if found.known_at else ", everything recorded"
    blocks = sum(finding.severity == "block" for finding in found.findings)
    return (
        f"as of {found.as_of}{known}: objective ${found.verification.objective / 100:,.2f},"
        f" {'feasible' if not broken else f'{broken} violation(s)'}, {blocks} block(s) of"
        f" {len(found.findings)} findings"
    )


def _say_difference(item: ReplayDifference, now: Settings) -> None:
    mark, tone = ("+", "red") if item.before is None else ("-", "green")
    if item.before is not None and item.after is not None:
        mark, tone = "~", "yellow"
    head = " ".join(word for word in (item.what, item.rule, item.subject) if word)
    words = " → ".join(text for text in (item.before, item.after) if text)
    now.say(f"    {now.style(mark, fg=tone)} {head}: {words}")


COMMAND = replay
