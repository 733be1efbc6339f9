"""How long a tour may last: the limit of its section, and of the authorities that it names."""

from __future__ import annotations

from muster.domain.case import Case
from muster.domain.component import DutyStatus
from muster.domain.finding import Finding, Verdict
from muster.domain.period import Period
from muster.domain.request import Line
from muster.domain.unit import Unit
from muster.law.finding import line_finding
from muster.law.ground import (
    Ground,
    address_of,
    must_be_called,
)
from muster.law.instruments import instruments_of
from muster.law.library import provision
from muster.law.mobilization import stay_days, stay_limit

__all__ = ("max_days", "too_long")


def max_days(case: Case, ground: Ground) -> int | None:
    """The shortest of the section's limit and those of the authorities named."""
    limits = [
        found[0]
        for name in ground.named
        for found in (instruments_of(case).max_days(name),)
        if found is not None
    ]
    address = address_of(ground.mobilization, case.as_of) if ground.mobilization else None
    if address is not None and ground.duty_status is DutyStatus.T10:
        stay = stay_days(address, as_of=case.as_of)
        if stay is not None:
            limits.append(stay)
    return min(limits) if limits else None


def too_long(case: Case, unit: Unit, line: Line, ground: Ground, period: Period) -> Finding | None:
    """The finding on a tour that is longer than its section or an authority allows, else ``None``."""
    assert period.start is not None
    assert period.end is not None
    address = address_of(ground.mobilization, case.as_of) if ground.mobilization else None
    if address is not None and ground.duty_status is DutyStatus.T10 and must_be_called(unit.component):
        limit = stay_limit(address, period.start, as_of=case.as_of)
        if limit is not None and period.end > limit:
            cite = provision(address).citation(case.as_of)
            return line_finding(
                case,
                line,
                address,
                Verdict.PROHIBITED,
                f"{cite.cite} allows a stay from {period.start} until {limit}; this one lasts until "
                f"{period.end}, {(period.end - limit).days} day(s) more.",
                citations=(cite,),
                would=(f"a tour that ends by {limit}",),
            )
    for name in ground.named:
        found = instruments_of(case).max_days(name)
        if found is not None and period.days > found[0]:
            return line_finding(
                case,
                line,
                "check/stay-too-long",
                Verdict.PROHIBITED,
                f"{name} allows a stay of {found[0]} days{_by(name, found[1])}; this one lasts "
                f"{period.days}.",
                would=(f"a tour of at most {found[0]} days",),
            )
    return None


def _by(name: str, source: str) -> str:
    """In whose words the limit stands, where they are another instrument's."""
    return "" if name == source else f" (in the words of {source})"
