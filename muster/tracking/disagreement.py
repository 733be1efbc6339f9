"""Reports of one day, scope and people that say different things: kept side by side, never averaged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from muster.domain.component import Component, DutyStatus
from muster.domain.strength import StrengthReport
from muster.law.reports import span

__all__ = ("Disagreement", "disagreements")


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """
    Two or more answers to one question; none of them is preferred.

    Parameters
    ----------
    apart
        Whether they cannot all be true: the least that one shows is more than the most that another does.
    low, high
        The lowest and the highest number given, without bounds: the band that a chart shows.
    """

    date: date
    scope: str
    kind: str
    component: Component | None
    duty_status: DutyStatus | None
    reports: tuple[StrengthReport, ...]
    apart: bool

    @property
    def low(self) -> int:
        """The lowest number given."""
        return min(_end(report.low, report) for report in self.reports)

    @property
    def high(self) -> int:
        """The highest number given."""
        return max(_end(report.high, report) for report in self.reports)


def _end(bound: int | None, report: StrengthReport) -> int:
    return bound if report.bound == "range" and bound is not None else report.headcount


def disagreements(reports: Iterable[StrengthReport]) -> tuple[Disagreement, ...]:
    """
    Reports of one day, scope, kind, component and status that give different numbers, by day.

    The same number with the same bound from two sources is no disagreement, whoever else says it.
    """
    alike: defaultdict[
        tuple[date, str, str, Component | None, DutyStatus | None], dict[StrengthReport, None]
    ] = defaultdict(dict)
    for report in reports:
        alike[report.date, report.scope, report.kind, report.component, report.duty_status][report] = None
    found = []
    for (day, scope, kind, component, status), group in alike.items():
        if len({(report.headcount, report.low, report.high, report.bound) for report in group}) < 2:
            continue
        spans = [span(report) for report in group]
        tops = [high for _, high in spans if high is not None]
        found.append(
            Disagreement(
                date=day,
                scope=scope,
                kind=kind,
                component=component,
                duty_status=status,
                reports=tuple(group),
                apart=bool(tops) and max(low for low, _ in spans) > min(tops),
            )
        )
    return tuple(sorted(found, key=lambda item: (item.date, item.scope, item.kind)))
