"""``muster case``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from muster.actions.ledger import case_of, log, write_view
from muster.cli import exits
from muster.cli.addresses import LEDGER, Address
from muster.cli.moments import known_at_option, moment
from muster.cli.problems import report_warnings
from muster.cli.settings import common_options, settings

__all__ = ("command",)

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command(
    "case",
    epilog="""\b
Examples:
  muster case border.ledger -o case-today
  muster case border.ledger --as-of 2025-04-01 --known-at 2025-05-15 -o case-then
""",
)
@click.argument("ledger", type=LEDGER)
@click.option("--as-of", type=_DAY, help="As the world was on this day; default everything recorded.")
@known_at_option
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write the case into a new folder.")
@common_options
def command(ledger: Address, as_of: datetime | None, known_at: str | None, output: Path | None) -> int:
    """The case that LEDGER holds: as of a day of the world, as far as it was known at a time."""
    now = settings()
    day = as_of.date() if as_of else None
    instant = moment(known_at, lambda: log(ledger)) if known_at is not None else None
    seen = case_of(ledger, as_of=day, known_at=instant)
    case = seen.case
    counts = {
        name: len(getattr(case, name))
        for name in ("authorities", "units", "lines", "tours", "strengths", "facts", "sources")
    }
    if output is not None:
        report_warnings(write_view(seen, output))
    now.document(
        {
            "case": case.name,
            "as_of": case.as_of.isoformat(),
            "known_at": instant.isoformat() if instant else None,
            "counts": counts,
            "entries": list(seen.entries),
            "folder": None if output is None else str(output),
        }
    )
    now.say(f"{case.name}, as of {case.as_of}: " + ", ".join(f"{n} {name}" for name, n in counts.items()))
    if output is not None:
        now.say(f"written to {output}")
    return exits.FINE
