"""What the sections that call reserve components have in common: how long, how many, and that they call."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from muster.domain.finding import Verdict
from muster.law.library import parameter, provision
from muster.law.rule import Effect, Leg, Outcome, Situation, carries

__all__ = (
    "add_months",
    "beyond_members",
    "beyond_stay",
    "called",
    "prohibited_by",
    "stay_limit",
    "stay_days",
)


def add_months(day: date, months: int) -> date:
    """
    The day of the month ``months`` later; the last of the month where that day does not exist.

    Examples
    --------
    >>> add_months(date(2025, 1, 31), 1)
    datetime.date(2025, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def stay_limit(address: str, start: date, *, as_of: date) -> date | None:
    """
    First day on which a stay from ``start`` under the section would be too long, ``None`` if it sets
    none.
    """
    try:
        found = parameter(address, "stay", as_of)
        unit = next(item.unit for item in provision(address).parameters if item.name == "stay")
    except KeyError:
        return None
    if found is None:
        return None
    return add_months(start, found.value) if unit == "month" else start + timedelta(days=found.value)


def stay_days(address: str, *, as_of: date) -> int | None:
    """
    The longest stay in days that the section allows from any start: 24 months are 730 days.

    One February in four has a day more; a stay of 731 days is then lawful, and not planned.
    """
    limit = stay_limit(address, date(2025, 3, 1), as_of=as_of)
    return None if limit is None else (limit - date(2025, 3, 1)).days


def prohibited_by(message: str, *, would_do: tuple[str, ...] = ()) -> Outcome:
    """The section itself says that nobody may be ordered so under it; another section may still call."""
    return Outcome(
        leg=Leg.MOBILIZATION,
        effect=Effect.LACKS,
        verdict=Verdict.PROHIBITED,
        message=message,
        would_do=would_do,
    )


def beyond_stay(situation: Situation, address: str) -> Outcome | None:
    """The outcome for a stay that is longer than the section allows, else ``None``."""
    end = situation.question.end
    limit = stay_limit(address, situation.day, as_of=situation.day)
    if end is None or limit is None or end <= limit:
        return None
    cite = provision(address).cite
    return prohibited_by(
        f"{cite} allows a stay from {situation.day} until {limit}; this one lasts until {end}, "
        f"{(end - limit).days} day(s) more.",
        would_do=(f"a stay that ends by {limit}", "another section for the days after"),
    )


def beyond_members(situation: Situation, address: str) -> Outcome | None:
    """The outcome for more people than the section allows at one time, else ``None``."""
    count = situation.question.headcount
    limit = situation.parameter(address, "members")
    if count is None or limit is None or count <= limit:
        return None
    return prohibited_by(
        f"{provision(address).cite} allows {limit:,} members at any one time; the question is of {count:,}."
    )


def called(situation: Situation, words: str, address: str) -> Outcome:
    """The section calls the members to active duty."""
    component = situation.question.component.value
    limit = stay_limit(address, situation.day, as_of=situation.day)
    until = f", for a stay until {limit} at the latest" if limit is not None else ""
    return carries(
        f"Members of {component} may be ordered to active duty {words}{until}.", leg=Leg.MOBILIZATION
    )
