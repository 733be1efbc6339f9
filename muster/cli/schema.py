"""``muster schema``."""

from __future__ import annotations

import json

import click

from muster.actions.schema import published, published_names
from muster.cli.settings import common_options, settings

__all__ = ("command",)


@click.command("schema", epilog="\b\nExamples:\n  muster schema pairs\n  muster schema plan --json")
@click.argument("name", required=False)
@common_options
def command(name: str | None) -> int:
    """
    Print a published list (rules, checks, roles, pairs) or an output's JSON schema; without NAME, their
    names.
    """
    now = settings()
    found = list(published_names()) if name is None else published(name)
    now.document(found)
    now.say(json.dumps(found, ensure_ascii=False, indent=1))
    return 0
