"""Moments on the command line: a day is meant to its end, an instant to the microsecond; both in UTC."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import click

from muster.errors import UsageError
from muster.ledger.fold import end_of_day

__all__ = ("known_at_option", "moment")

_FORM = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d))?\Z", re.ASCII)

known_at_option = click.option(
    "--known-at", metavar="DAY|INSTANT", help="As known by the end of this day, or at an instant, in UTC."
)


def moment(text: str) -> datetime:
    """
    The instant that a text means.

    Raises
    ------
    UsageError
        If it is neither a day nor an instant with its offset.

    Examples
    --------
    >>> moment("2026-01-31").isoformat()
    '2026-01-31T23:59:59.999999+00:00'
    >>> moment("2026-01-31T12:00:00Z").isoformat()
    '2026-01-31T12:00:00+00:00'
    """
    try:
        if _FORM.match(text):
            if "T" not in text:
                return end_of_day(date.fromisoformat(text))
            return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise UsageError(
        f"{text!r} is neither a day nor an instant",
        help="write a day, meant to its end (2026-01-31), or an instant with offset (2026-01-31T12:00:00Z)",
    )
