"""``muster authorities``."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from muster.actions.case import read_case_with_warnings
from muster.actions.register import Binding, Entry, register
from muster.cli import exits
from muster.cli.problems import report_warnings
from muster.cli.settings import common_options, settings

__all__ = ("command",)

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command(
    "authorities",
    epilog="""\b
Examples:
  muster authorities my-case
  muster authorities my-case --on 2025-03-01 --known-on 2025-01-22
""",
)
@click.argument("case", type=click.Path(path_type=Path))
@click.option("--on", "on", type=_DAY, help="What was in force on this day; default the case's as_of.")
@click.option("--known-on", type=_DAY, help="As it was known on this day; default the case's as_of.")
@common_options
def command(case: Path, on: datetime | None, known_on: datetime | None) -> int:
    """
    List the instruments of CASE: what is in force, as amended, with the ceilings that bind, the highest rank
    first; on any day, and as it was known on any day.
    """
    now = settings()
    known, warnings = read_case_with_warnings(case)
    report_warnings(warnings)
    day = known.as_of if on is None else on.date()
    told = known.as_of if known_on is None else known_on.date()
    entries = sorted(register(known, on=day, known_on=told), key=lambda entry: entry.rank)
    now.document(
        {
            "on": day.isoformat(),
            "known_on": told.isoformat(),
            "authorities": [_json(entry) for entry in entries],
        }
    )
    now.say(f"In force on {day}, as known on {told}:")
    for entry in entries:
        _say(entry)
    return exits.FINE


def _say(entry: Entry) -> None:
    now = settings()
    authority = entry.authority
    mark = now.style("in force", fg="green") if entry.in_force else now.style("not in force", fg="yellow")
    now.say(f"  {now.style(authority.id, bold=True)}  {mark}  {entry.status}, {_span(entry)}")
    if authority.title:
        now.say(f"      {authority.kind.replace('_', ' ')}, rank {entry.rank}: {authority.title}")
    if entry.unwritten_days:
        now.say(
            f"      approved by word on {authority.verbal}, {entry.unwritten_days} day(s) before the paper"
        )
    if entry.amendments:
        now.say(f"      amended by {', '.join(entry.amendments)}")
    if entry.caveats:
        now.say(f"      with the caveats of {', '.join(entry.caveats)}")
    for binding in entry.bindings:
        now.say(f"      ceiling {binding.ceiling.id}: {_limit(binding)}, {_state(binding)}")


def _span(entry: Entry) -> str:
    if entry.period is None:
        return "carries nothing"
    start, end = entry.period.start, entry.period.end
    return f"from {start or 'the beginning'} until {end or 'further notice'}"


def _limit(binding: Binding) -> str:
    ceiling = binding.ceiling
    if ceiling.headcount is not None:
        return f"{ceiling.headcount:,} people"
    return f"${(ceiling.dollars or 0) / 100:,.2f}"


def _state(binding: Binding) -> str:
    if binding.replaced_by is not None and not binding.binds:
        return f"replaced by {binding.replaced_by}"
    return "binds" if binding.binds else "binds nobody that day"


def _json(entry: Entry) -> dict[str, object]:
    authority = entry.authority
    return {
        "id": authority.id,
        "kind": authority.kind,
        "rank": entry.rank,
        "title": authority.title,
        "status": entry.status,
        "in_force": entry.in_force,
        "from": _iso(entry.period.start) if entry.period else None,
        "until": _iso(entry.period.end) if entry.period else None,
        "verbal": _iso(authority.verbal),
        "issued": _iso(authority.issued),
        "unwritten_days": entry.unwritten_days,
        "amended_by": list(entry.amendments),
        "incorporates": list(entry.caveats),
        "ceilings": [
            {
                "id": binding.ceiling.id,
                "headcount": binding.ceiling.headcount,
                "dollars": None if binding.ceiling.dollars is None else binding.ceiling.dollars / 100,
                "binds": binding.binds,
                "from": _iso(binding.period.start) if binding.period else None,
                "until": _iso(binding.period.end) if binding.period else None,
                "replaced_by": binding.replaced_by,
            }
            for binding in entry.bindings
        ],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
