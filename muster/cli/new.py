"""``muster new``."""

from __future__ import annotations

from pathlib import Path

import click

from muster.actions.new import new_case
from muster.cli.settings import common_options, settings

__all__ = ("command",)


@click.command(
    "new", epilog="\b\nExamples:\n  muster new my-case\n  muster new my-case && muster plan my-case"
)
@click.argument("folder", type=click.Path(path_type=Path))
@common_options
def command(folder: Path) -> int:
    """Make a small commented case in FOLDER, which must be new or empty."""
    now = settings()
    written = new_case(folder)
    now.document({"files": [str(path) for path in written]})
    for path in written:
        now.say(str(path))
    now.say(f"\nNext: muster check {folder}, then muster plan {folder} -o out")
    return 0
