"""What is about to happen: ceilings that will be reached, and days on which something ends or falls due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from muster.domain.case import Case
from muster.domain.period import Period
from muster.domain.plan import Plan
from muster.law.clocks import Stay, clocks, fixed_stays
from muster.tracking.forecast import Forecast
from muster.tracking.spending import Budget

__all__ = ("ALERT_KINDS", "Alert", "budget_alerts", "ceiling_alerts", "clock_alerts")

#: Worst first.
ALERT_KINDS = ("exceeded", "will_exceed", "full", "near", "ends", "clock")


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """
    Something that comes before it is there.

    ``kind`` is one of :data:`ALERT_KINDS`, ``basis`` what says so: ``reported``, ``plan``, ``orders``,
    ``carried`` (tours with the last reported difference) or ``law``.
    """

    kind: str
    day: date
    days_left: int
    subject: str
    basis: str
    message: str


def ceiling_alerts(
    ceiling: str, limit: int, binds: Period, found: Forecast, *, day: date, margin: float
) -> Iterator[Alert]:
    """
    When a forecast first goes above a ceiling, fills it, or comes within ``margin`` of it, on days it binds.

    Each reading, plain and carried, gives one alert at most: the worst.
    """
    for carried in (False, True):
        if carried and (found.difference is None or found.difference == (0, 0)):
            continue
        basis = "carried" if carried else found.basis
        days = found.days_within(binds, carried=carried)
        near = round(limit * (1 - margin))
        for kind, least in (("will_exceed", limit + 1), ("full", limit), ("near", near)):
            first = next((item for item in days if item[1] >= least and item[1] > 0), None)
            if first is None:
                continue
            peak = max(value for _, value in days)
            yield Alert(
                kind=kind,
                day=first[0],
                days_left=max(0, (first[0] - day).days),
                subject=ceiling,
                basis=basis,
                message=f"{ceiling}: {_how(found, carried)} {_WORDS[kind]} the limit of {limit:,} on "
                f"{first[0]} with {first[1]:,} people"
                + (f"; the most is {peak:,} later." if peak > first[1] else "; no day after it has more."),
            )
            break


_WORDS = {"will_exceed": "go above", "full": "fill", "near": "come near"}


def _how(found: Forecast, carried: bool) -> str:
    tours = "the planned tours" if found.basis == "plan" else "the ordered tours"
    if not carried or found.difference is None:
        return tours
    low, high = found.difference
    words = f"{high:+,}" if low == high else f"{low:+,} to {high:+,}"
    return f"{tours} with the last reported difference ({words.replace('-', '−')}) carried on"


def budget_alerts(budgets: Iterable[Budget], basis: str, *, day: date, margin: float) -> Iterator[Alert]:
    """Ceilings in dollars that the whole cost of the tours that they count passes, fills or comes near."""
    tours = "planned" if basis == "plan" else "ordered"
    for budget in budgets:
        if not budget.whole or budget.whole < budget.limit * (1 - margin):
            continue
        kind = (
            "will_exceed"
            if budget.whole > budget.limit
            else "full"
            if budget.whole == budget.limit
            else "near"
        )
        yield Alert(
            kind=kind,
            day=day,
            days_left=0,
            subject=budget.ceiling,
            basis=basis,
            message=f"{budget.ceiling}: the {tours} tours cost ${budget.whole / 100:,.0f} in all and "
            f"{_WORDS[kind]} the limit of ${budget.limit / 100:,.0f}; ${budget.to_date / 100:,.0f} to date.",
        )


def clock_alerts(case: Case, plan: Plan | None, *, day: date, within: int) -> Iterator[Alert]:
    """Clocks of the law and the instruments that run out within ``within`` days, mobilizations too."""
    stays = [*fixed_stays(case), *_stays(plan)]
    last = day + timedelta(days=within)
    for clock in clocks(case, stays=stays, start=day, end=last):
        yield Alert(
            kind="ends" if clock.rule == "check/clock-expiry" else "clock",
            day=clock.day,
            days_left=(clock.day - day).days,
            subject=clock.authority,
            basis="law",
            message=f"{clock.message} {clock.missed}".strip(),
        )


def _stays(plan: Plan | None) -> Iterable[Stay]:
    for tour in () if plan is None else plan.tours:
        if not tour.fixed:
            yield Stay(
                unit=tour.unit,
                period=Period(tour.start, tour.end),
                duty_status=tour.duty_status,
                section=tour.mobilization,
            )
