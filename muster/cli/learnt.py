"""What a ledger learnt between two moments, for ``muster diff LEDGER --known-at A B``."""

from __future__ import annotations

from datetime import date

from muster.actions.knowledge import Learnt, RowChange, between
from muster.actions.ledger import log
from muster.cli import exits
from muster.cli.addresses import Address
from muster.cli.moments import moment
from muster.cli.settings import Settings, settings

__all__ = ("say_learnt",)

_MARKS = {"added": ("+", "green"), "removed": ("-", "red"), "changed": ("~", "yellow")}
_TITLES = {
    "learnt": "learnt: it was so before, and was not known",
    "happened": "happened in between",
    "ahead": "will hold later",
}


def say_learnt(ledger: Address, moments: tuple[str, str], as_of: date | None) -> int:
    """Say what a ledger learnt between two moments; apart from it what happened in the world."""
    now = settings()
    entries = log(ledger)
    first, second = (moment(text, lambda: entries) for text in moments)
    found = between(entries, first, second, as_of=as_of)
    now.document(
        {
            "kind": "knowledge",
            "known_at": [first.isoformat(), second.isoformat()],
            "as_of": as_of.isoformat() if as_of else None,
            "entries": [entry.n for entry in found.entries],
            "other_entries": [entry.n for entry in found.other],
            "changes": [
                {
                    "table": row.noun,
                    "key": row.subject,
                    "change": row.change,
                    "field": row.field,
                    "before": row.before,
                    "after": row.after,
                    "entry": row.entry,
                    "why": row.why,
                }
                for row in found.rows
            ],
            "findings": [
                {"key": change.key, "change": change.change, "before": change.before, "after": change.after}
                for change in found.findings
            ],
        }
    )
    _say(found, now)
    return exits.FINE


def _say(found: Learnt, now: Settings) -> None:
    for why, title in _TITLES.items():
        rows = [row for row in found.rows if row.why == why]
        if rows:
            now.say(now.style(title, bold=True))
            _say_rows(rows, now)
    if found.findings:
        now.say(now.style("findings that come and go with it", bold=True))
    for change in found.findings:
        mark, tone = _MARKS[change.change]
        words = " → ".join(text for text in (change.before, change.after) if text is not None)
        now.say(f"  {now.style(mark, fg=tone)} {change.key}: {words}")
    for entry in found.other:
        now.say(f"  entry {entry.n}: {entry.draft.kind} {entry.draft.subject or ''}".rstrip())
    now.say(
        f"{len(found.entries)} entries that bear on the case, {len(found.rows)} change(s), between"
        f" {found.first:%Y-%m-%d %H:%M}Z and {found.second:%Y-%m-%d %H:%M}Z"
    )


def _say_rows(rows: list[RowChange], now: Settings) -> None:
    for row in rows:
        mark, tone = _MARKS[row.change]
        by = f" (entry {row.entry})" if row.entry is not None else ""
        if row.change == "changed":
            values = f" {row.field}: {row.before or '(not stated)'} → {row.after or '(not stated)'}"
        else:
            values = f": {row.after or row.before}"
        now.say(f"  {now.style(mark, fg=tone)} {row.noun} {row.subject}{values}{by}")
