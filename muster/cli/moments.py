"""Moments on the command line: a day is meant to its end, an instant to the microsecond, an entry by @N."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime

import click

from muster.actions.recording import entry_numbered
from muster.errors import UsageError
from muster.ledger.entry import Entry
from muster.ledger.fold import end_of_day

__all__ = ("known_at_option", "moment")

_FORM = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d))?\Z", re.ASCII)

known_at_option = click.option(
    "--known-at",
    metavar="DAY|INSTANT|@N",
    help="As known by the end of this day, or at an instant, in UTC; or when entry N was recorded.",
)


def moment(text: str, entries: Callable[[], Sequence[Entry]] | None = None) -> datetime:
    """
    The instant that a text means.

    Parameters
    ----------
    entries
        Gives those of the ledger, asked for only where the text is ``@41``: when entry 41 was recorded.

    Raises
    ------
    UsageError
        If it is no day, no instant with its offset, and no entry.

    Examples
    --------
    >>> moment("2026-01-31").isoformat()
    '2026-01-31T23:59:59.999999+00:00'
    >>> moment("2026-01-31T12:00:00Z").isoformat()
    '2026-01-31T12:00:00+00:00'
    """
    if entries is not None and text.startswith("@") and text[1:].isdigit():
        return entry_numbered(entries(), int(text[1:])).recorded
    try:
        if _FORM.match(text):
            if "T" not in text:
                return end_of_day(date.fromisoformat(text))
            return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise UsageError(
        f"{text!r} is neither a day nor an instant, nor an entry",
        help="write a day, meant to its end (2026-01-31), an instant with offset (2026-01-31T12:00:00Z), or"
        " the number of an entry (@41)",
    )
