"""Due dates that orders set by a number of days: a plan within 30 days of what?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from muster.domain.authority import Authority, Due
from muster.domain.case import Case
from muster.law.holidays import business_days_after
from muster.law.invocation import read_invocation
from muster.law.library import provision

__all__ = ("DueDate", "due_dates", "order_of")


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDate:
    """
    One thing that is due, with a date for each base that the text allows.

    ``days`` pairs each base, in words, with its date; ``undated`` are bases whose day the case does not know.
    ``law`` is the library's own order, where the due date stands there.
    """

    authority: Authority
    due: Due
    days: tuple[tuple[str, date], ...]
    undated: tuple[str, ...]
    law: str | None = None

    @property
    def ambiguous(self) -> bool:
        """Whether the readings of the text give different dates."""
        return len({day for _, day in self.days}) > 1


def order_of(authority: Authority, day: date) -> str | None:
    """The address of the order of the President that the instrument is, where the library holds it."""
    for words in (authority.title, authority.id.replace("-", " ").replace("_", " ")):
        if not words:
            continue
        found = read_invocation(words.partition(",")[0], day).address
        if found is not None and found.startswith("orders/"):
            return found
    return None


def due_dates(case: Case) -> Iterator[DueDate]:
    """
    What every instrument of the case orders by a number of days.

    An instrument that states due dates is taken at its word; one that states none, and is an order that the
    library holds, has those of the library.
    """
    for authority in case.authorities:
        dues, law = authority.dues, None
        if not dues:
            law = order_of(authority, case.as_of)
            dues = provision(law).dues if law is not None else ()
        for due in dues:
            yield _dated(case, authority, due, law)


def _dated(case: Case, authority: Authority, due: Due, law: str | None) -> DueDate:
    days: list[tuple[str, date]] = []
    undated: list[str] = []
    for base in due.after:
        words, day = _base(case, authority, base)
        if day is None:
            undated.append(words)
        else:
            days.append((words, _after(day, due)))
    return DueDate(authority=authority, due=due, days=tuple(days), undated=tuple(undated), law=law)


def _after(day: date, due: Due) -> date:
    return business_days_after(day, due.days) if due.business else day + timedelta(days=due.days)


def _base(case: Case, authority: Authority, base: str) -> tuple[str, date | None]:
    """A base in words, and its day."""
    own = {
        "issued": ("the issue of", authority.issued or authority.start),
        "verbal": ("the verbal approval of", authority.verbal),
        "from": ("the first day of", authority.start or authority.issued),
    }
    if base in own:
        words, day = own[base]
        return f"{words} {authority.id}", day
    for other in case.authorities:
        if other.id == base:
            return f"the issue of {other.id}", other.issued or other.start
    try:
        return base, date.fromisoformat(base)
    except ValueError:
        return base, None
