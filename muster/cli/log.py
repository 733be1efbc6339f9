"""``muster log``."""

from __future__ import annotations

import json

import click

from muster.actions.ledger import Entry, log
from muster.cli import exits
from muster.cli.addresses import LEDGER, Address
from muster.cli.moments import known_at_option, moment
from muster.cli.settings import common_options, settings
from muster.domain.assertion import Assertion
from muster.ledger.fold import known
from muster.ledger.nouns import noun_of

__all__ = ("command", "entry_json")


@click.command(
    "log",
    epilog="""\b
Examples:
  muster log border.ledger
  muster log border.ledger --subject SECDEF-2025-01-22 -v
""",
)
@click.argument("ledger", type=LEDGER)
@click.option("--subject", help="Only entries on this subject.")
@click.option("--kind", help="Only entries of this kind or noun, such as unit or unit.changed.")
@click.option("--since", type=click.IntRange(0), default=0, help="From this entry on.")
@click.option("--who", help="Only entries that this office or post answers for.")
@known_at_option
@click.option("--standing", is_flag=True, help="Without what was corrected or taken back.")
@common_options
def command(
    ledger: Address,
    subject: str | None,
    kind: str | None,
    since: int,
    who: str | None,
    known_at: str | None,
    standing: bool,
) -> int:
    """List the entries of LEDGER: who recorded what, when, and why; with -v what each says."""
    now = settings()
    entries = log(ledger)
    until = None if known_at is None else moment(known_at, lambda: entries)
    kept = {entry.n for entry in known(entries, until)} if standing else range(len(entries))
    entries = [
        entry
        for entry in entries[since:]
        if entry.n in kept
        and (until is None or entry.recorded <= until)
        and (who is None or entry.draft.who == who)
        and (subject is None or entry.draft.subject == subject)
        and (kind is None or kind in (entry.draft.kind, entry.draft.kind.partition(".")[0]))
    ]
    now.document({"entries": [entry_json(entry) for entry in entries]})
    for entry in entries:
        draft = entry.draft
        words = [
            f"{entry.n:>6}",
            f"{entry.recorded:%Y-%m-%d %H:%M}Z",
            draft.who,
            now.style(draft.kind, bold=True),
            draft.subject or "",
            f"(from {draft.effective})" if draft.effective else "",
            f"corrects {draft.corrects}" if draft.corrects is not None else "",
        ]
        now.say("  ".join(filter(None, words)))
        if draft.reason or draft.source:
            now.say(" " * 8 + "; ".join(filter(None, (draft.reason, draft.source))))
        if draft.quote:
            now.say(" " * 8 + f"“{draft.quote}”")
        if draft.kind == "note.written" and isinstance(draft.body, dict):
            now.say(" " * 8 + str(draft.body.get("text", "")))
        elif draft.kind == "finding.answered" and isinstance(draft.body, dict):
            now.say(" " * 8 + str(draft.body.get("answer", "")))
        elif draft.kind == "assertion.stated":
            said = str(noun_of(Assertion, draft.body))
            if said != draft.subject:
                now.say(" " * 8 + said)
        elif now.verbosity > 0 and draft.body is not None:
            now.say(" " * 8 + json.dumps(draft.body, ensure_ascii=False))
    return exits.FINE


def entry_json(entry: Entry) -> dict[str, object]:
    """An entry with every key, absent ones as null."""
    draft = entry.draft
    return {
        "n": entry.n,
        "recorded": entry.recorded.isoformat(),
        "who": draft.who,
        "kind": draft.kind,
        "subject": draft.subject,
        "effective": draft.effective.isoformat() if draft.effective else None,
        "reason": draft.reason,
        "source": draft.source,
        "quote": draft.quote,
        "corrects": draft.corrects,
        "key": entry.key,
        "body": draft.body,
    }
