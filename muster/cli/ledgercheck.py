"""``muster ledger check``."""

from __future__ import annotations

from datetime import datetime

import click

from muster.actions.ledger import log
from muster.actions.ledgercheck import Answered, LedgerCheck, check_ledger
from muster.casefile.codec import finding_json
from muster.cli import exits
from muster.cli.addresses import LEDGER, Address
from muster.cli.moments import known_at_option, moment
from muster.cli.settings import common_options, settings
from muster.cli.standings import say_contradicted, standing_json

__all__ = ("COMMAND",)


@click.command(
    "check",
    short_help="How assertions stand; findings, answered and open.",
    epilog="""\b
Examples:
  muster ledger check border.ledger
  muster ledger check border.ledger --known-at 2025-05-01 --json
""",
)
@click.argument("ledger", type=LEDGER)
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="As the world was on this day.")
@known_at_option
@common_options
def check(ledger: Address, as_of: datetime | None, known_at: str | None) -> int:
    """
    Check what LEDGER says: every assertion against everything else, the findings of `muster check` on its
    case, and which of them are answered. Exit code 1 if an assertion is contradicted or an unanswered finding
    prohibits.
    """
    now = settings()
    entries = log(ledger)
    found = check_ledger(
        entries,
        as_of=as_of.date() if as_of else None,
        known_at=moment(known_at, lambda: entries) if known_at else None,
    )
    now.document(_document(found))
    for standing in found.standings:
        if standing.verdict == "contradicted":
            say_contradicted(standing, now)
        else:
            tone = "green" if standing.verdict == "holds" else "yellow"
            now.say(
                f"{now.style(standing.verdict, fg=tone)}: {standing.assertion} (entry {standing.entry.n})"
            )
            if standing.verdict == "open":
                now.say("    the ledger knows nothing that decides it")
    for item in found.findings:
        _say_finding(item)
    for entry in found.moot:
        now.say(f"  the finding that entry {entry.n} answers is not made any more ({entry.draft.subject})")
    now.say(_summary(found))
    codes = [exits.of_findings(item.finding for item in found.findings if item.answer is None or item.stale)]
    if any(standing.verdict == "contradicted" for standing in found.standings):
        codes.append(exits.PROHIBITED)
    return exits.first(codes)


def _document(found: LedgerCheck) -> dict[str, object]:
    return {
        "assertions": [standing_json(standing) for standing in found.standings],
        "findings": [
            finding_json(item.finding)
            | {
                "answer": None
                if item.answer is None
                else {
                    "entry": item.answer.n,
                    "who": item.answer.draft.who,
                    "text": _answer(item),
                    "stale": item.stale,
                }
            }
            for item in found.findings
        ],
        "moot": [entry.n for entry in found.moot],
    }


def _answer(item: Answered) -> str:
    body = item.answer.draft.body if item.answer is not None else None
    return str(body.get("answer", "")) if isinstance(body, dict) else ""


_TONES = {"block": "red", "review": "yellow", "note": "cyan"}


def _say_finding(item: Answered) -> None:
    now = settings()
    found = item.finding
    if item.answer is None and found.severity == "note" and now.verbosity < 1:
        return
    head = now.style(found.severity, fg=_TONES[found.severity], bold=True)
    now.say(f"{found.id}  {head}  {found.rule}  {found.subject}: {found.message}")
    if item.answer is not None:
        word = "answered before it said this" if item.stale else "answered"
        now.say(f"    {word} by {item.answer.draft.who} (entry {item.answer.n}): {_answer(item)}")


def _summary(found: LedgerCheck) -> str:
    verdicts = [standing.verdict for standing in found.standings]
    told = ", ".join(
        f"{verdicts.count(word)} {word}" for word in ("contradicted", "open", "holds") if word in verdicts
    )
    open_ = [item for item in found.findings if item.answer is None or item.stale]
    blocks = sum(item.finding.severity == "block" for item in open_)
    reviews = sum(item.finding.severity == "review" for item in open_)
    answered = len(found.findings) - len(open_)
    return (
        f"{len(verdicts)} assertion(s){f': {told}' if told else ''}; findings: {answered} answered,"
        f" {blocks} block(s) and {reviews} to review open"
    )


COMMAND = check
