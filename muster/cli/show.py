"""``muster show``."""

from __future__ import annotations

import json
import textwrap

import click

from muster.actions.knowledge import EntryStory, story_of
from muster.actions.ledger import log
from muster.cli import exits
from muster.cli.addresses import LEDGER, Address
from muster.cli.log import entry_json
from muster.cli.settings import Settings, common_options, settings
from muster.ledger.canonical import Json

__all__ = ("command",)

_WIDEST = 400


@click.command(
    "show", epilog="\b\nExamples:\n  muster show border.ledger 41\n  muster show border.ledger 41 --json"
)
@click.argument("ledger", type=LEDGER)
@click.argument("entry", type=click.IntRange(0))
@common_options
def command(ledger: Address, entry: int) -> int:
    """
    Show ENTRY of LEDGER in full: who recorded it, when, as holding from when, why and on whose words; what it
    changed; and whether it still stands, or which entry corrected it or took it back.
    """
    now = settings()
    story = story_of(log(ledger), entry)
    now.document(
        {
            "entry": entry_json(story.entry),
            "stands": story.stands,
            "fallen_by": story.fallen_by,
            "before": story.before,
            "after": story.after,
            "against": list(story.against),
            "together": list(story.together),
            "changed": [
                {"field": field, "before": before, "after": after} for field, before, after in story.changed
            ],
        }
    )
    _say(story, now)
    return exits.FINE


def _say(story: EntryStory, now: Settings) -> None:
    entry = story.entry
    draft = entry.draft
    now.say(f"entry {entry.n}: {now.style(draft.kind, bold=True)} {draft.subject or ''}".rstrip())
    for name, value in (
        ("recorded", f"{entry.recorded:%Y-%m-%d %H:%M:%S}Z"),
        ("by", draft.who),
        ("holds from", draft.effective.isoformat() if draft.effective else None),
        ("reason", draft.reason),
        ("source", draft.source),
        ("quote", f"“{draft.quote}”" if draft.quote else None),
        ("client key", entry.key),
        ("corrects", None if draft.corrects is None else f"entry {draft.corrects}"),
        ("follows", None if story.before in (None, draft.corrects) else f"entry {story.before}"),
        ("followed by", None if story.after is None else f"entry {story.after}"),
        ("recorded with", _together(story)),
        ("stands", _standing(story)),
    ):
        if value is not None:
            now.say(
                textwrap.fill(
                    f"{name + ':':<15}{value}", 110, initial_indent="  ", subsequent_indent=" " * 17
                )
            )
    if story.changed:
        now.say("  changed:")
        for field, before, after in story.changed:
            now.say(f"    {field}: {_text(before)} → {_text(after)}")
    body = draft.body
    if isinstance(body, dict) and (not story.changed or now.verbosity > 0):
        now.say("  says:")
        for field, said in body.items():
            now.say(f"    {field}: {_text(said)}")


def _together(story: EntryStory) -> str | None:
    first, last = story.together
    return None if first == last else f"entries {first} to {last}, in one append"


def _standing(story: EntryStory) -> str:
    if story.stands:
        taken = "".join(
            f", though entry {n} was against it: that one was taken back" for n in story.against[:1]
        )
        return f"yes{taken}"
    return f"no: entry {story.fallen_by} corrected it or took it back"


def _text(value: Json) -> str:
    if value is None:
        return "(not stated)"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _WIDEST else f"{text[:_WIDEST]}… ({len(text):,} characters)"
