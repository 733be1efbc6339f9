"""``muster log``."""

from __future__ import annotations

import json
from pathlib import Path

import click

from muster.actions.ledger import Entry, log
from muster.cli import exits
from muster.cli.settings import common_options, settings

__all__ = ("command",)


@click.command(
    "log",
    epilog="""\b
Examples:
  muster log border.ledger
  muster log border.ledger --subject SECDEF-2025-01-22 -v
""",
)
@click.argument("ledger", type=click.Path(path_type=Path))
@click.option("--subject", help="Only entries on this subject.")
@click.option("--kind", help="Only entries of this kind or noun, such as unit or unit.changed.")
@click.option("--since", type=click.IntRange(0), default=0, help="From this entry on.")
@common_options
def command(ledger: Path, subject: str | None, kind: str | None, since: int) -> int:
    """List the entries of LEDGER: who recorded what, when, and why; with -v what each says."""
    now = settings()
    entries = [
        entry
        for entry in log(ledger)[since:]
        if (subject is None or entry.draft.subject == subject)
        and (kind is None or kind in (entry.draft.kind, entry.draft.kind.partition(".")[0]))
    ]
    now.document({"entries": [_json(entry) for entry in entries]})
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
        if now.verbosity > 0 and draft.body is not None:
            now.say(" " * 8 + json.dumps(draft.body, ensure_ascii=False))
    return exits.FINE


def _json(entry: Entry) -> dict[str, object]:
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
