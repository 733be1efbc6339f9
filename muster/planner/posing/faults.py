"""Faults: what a case lacks for planning, as problems; never a guess in its place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from muster.domain.component import Component, DutyStatus
from muster.errors import Problem
from muster.planner.instance import Instance
from muster.planner.posing.ground import Ground

__all__ = ("RateGaps", "too_large", "unknown_instruments", "unpriced_priorities")

#: Amounts of an objective stay below this many cents, so that sums of scaled prices fit 64 bits.
LARGEST = 1 << 55


class RateGaps:
    """Tours for which no person-day rate matches: on any day an error, on some days a warning."""

    def __init__(self) -> None:
        self._none: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._some: dict[tuple[str, str], list[str]] = defaultdict(list)

    def unrated(self, component: Component, status: DutyStatus, line: str) -> None:
        """No rate matches on any day of a tour."""
        self._none[str(component), str(status)].append(line)

    def partly_rated(self, component: Component, status: DutyStatus, line: str) -> None:
        """No rate matches on some day of a tour."""
        self._some[str(component), str(status)].append(line)

    def problems(self) -> list[Problem]:
        """One problem for each component and duty status."""
        found = [
            Problem(
                code="M601",
                message=f"no person-day rate matches {component} in {status} on any day of some tours, "
                f"on line(s) {_some(lines)}",
                file="rates.csv",
                help=f"add a person-day rate for {component} and {status} (blank columns match all), "
                "or narrow the lines' duty_statuses",
            )
            for (component, status), lines in sorted(self._none.items())
        ]
        found.extend(
            Problem(
                code="M602",
                message=f"on some days no person-day rate matches {component} in {status}; tours on "
                f"line(s) {_some(lines)} are costed at nothing there",
                file="rates.csv",
                help="let the rate run on (blank until) or add the next one",
                severity="warning",
            )
            for (component, status), lines in sorted(self._some.items())
            if (component, status) not in self._none
        )
        return found


def unknown_instruments(ground: Ground) -> list[Problem]:
    """Instruments to be taken as signed that the case does not hold."""
    known = {authority.id for authority in ground.case.authorities}
    return [
        Problem(
            code="M605",
            message=f"--assume-signed names {name!r}, but authorities.toml holds no such authority",
            file="authorities.toml",
            help="use one of: " + (", ".join(sorted(known)) or "(there is none)"),
        )
        for name in sorted(ground.options.assume_signed - known)
    ]


def unpriced_priorities(ground: Ground) -> list[Problem]:
    """Lines of a priority without a shortfall price."""
    priced = {priority for priority, _ in ground.case.shortfall_prices}
    return [
        Problem(
            code="M606",
            message=f"line {line.line} has priority {line.priority}; case.toml has a shortfall "
            f"price for {', '.join(map(str, sorted(priced))) or 'none'} only",
            file=line.origin.file if line.origin else "requests.csv",
            line=line.origin.line if line.origin else None,
            help=f"add {line.priority} = DOLLARS to shortfall in [objective] of case.toml",
        )
        for line in ground.lines
        if line.priority not in priced
    ]


def too_large(instance: Instance) -> list[Problem]:
    """Money beyond what whole cents can be planned exactly."""
    worst = instance.empty + instance.tours.dearest * 400
    if worst < LARGEST:
        return []
    return [
        Problem(
            code="M607",
            message=f"prices times headcount-days come to {worst // 100} dollars, more than can be "
            "planned to the cent",
            file="case.toml",
            help="use smaller shortfall prices",
        )
    ]


def too_many_tours(tours: int, needed: int, allowed: int) -> Problem:
    """More candidate tours than memory holds."""
    return Problem(
        code="M610",
        message=f"the rules allow about {tours:,} candidate tours, which need some "
        f"{needed / 1e9:,.1f} GB of memory; {allowed / 1e9:,.1f} GB are allowed",
        file="case.toml",
        help="plan on a coarser grid (step_days in [planning]), a shorter period or fewer lines at a time, "
        "or allow more memory (--memory GB)",
    )


def _some(names: Sequence[str]) -> str:
    listed = sorted(set(names))
    shown = ", ".join(listed[:5])
    return shown if len(listed) <= 5 else f"{shown} and {len(listed) - 5} more"
