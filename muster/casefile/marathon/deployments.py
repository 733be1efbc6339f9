"""MARATHON's own deployment list as a plan of the imported case, so that it can be verified and compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from muster.casefile.faults import Faults, did_you_mean, shown
from muster.casefile.marathon.demand import WAITING_CATEGORIES
from muster.casefile.marathon.tables import Records, Row, read_records
from muster.domain.case import Case
from muster.domain.component import DutyStatus
from muster.domain.plan import Plan, PlannedTour
from muster.domain.request import Line
from muster.errors import Problem

__all__ = ("plan_of_deployments",)

_COLUMNS = ("Unit", "Demand", "DeployInterval", "BogBudget", "AtomicPolicy", "Category")
_DOLLAR = 100


def plan_of_deployments(
    path: Path, case: Case, overlap_days: Mapping[str, int]
) -> tuple[Plan | None, tuple[Problem, ...]]:
    """
    The deployments of ``Deployments.txt`` (or ``AUDIT_Deployments.txt``) as tours.

    A deployment fills from its DeployInterval d to min(d + BogBudget − Overlap, b), b being the end of the
    demand and Overlap that of the atomic policy; in the categories in which units wait, and in Forward, to
    b. The list itself gives no ends.

    Parameters
    ----------
    path
        The list, a tab-separated file.
    case
        The case that was made of the tables of the same run.
    overlap_days
        Hand-over of each atomic policy, by name.

    Returns
    -------
    tuple
        The plan, ``None`` exactly if some problem is an error; and every problem.
    """
    faults = Faults()
    records = read_records(path.parent, path.name, "Deployments", faults)
    tours: list[PlannedTour] = []
    if records is not None and records.has(_COLUMNS, faults):
        tours = _tours(records, case, overlap_days, faults)
    if faults.failed or records is None:
        return None, faults.problems()
    asked = sum(line.headcount * (_end(line, case) - _start(line, case)).days for line in case.lines)
    missing = asked - _filled(tours, case)
    return (
        Plan(
            case=case.name,
            as_of=case.as_of,
            seed=0,
            versions={"plan": "MARATHON's deployment list"},
            law="assumed",
            status="feasible" if tours else "empty",
            stopped_by="exhausted",
            objective=missing * _DOLLAR,
            bound=None,
            gap=None,
            closed=None,
            empty=asked * _DOLLAR,
            tours=tuple(sorted(tours, key=lambda tour: (tour.start, tour.line, tour.unit))),
            shortfalls=(),
            ceilings=(),
            stats={"source": path.name, "deployments": len(tours)},
        ),
        faults.problems(),
    )


@dataclass(frozen=True, slots=True)
class _Names:
    """What a deployment may name."""

    lines: Mapping[str, Line]
    units: frozenset[str]
    overlap_days: Mapping[str, int]


def _tours(
    records: Records, case: Case, overlap_days: Mapping[str, int], faults: Faults
) -> list[PlannedTour]:
    names = _Names(
        {line.line: line for line in case.lines},
        frozenset(unit.unit for unit in case.units),
        overlap_days,
    )
    tours = []
    for row in records.rows:
        start = row.whole("DeployInterval", faults, low=0)
        budget = row.whole("BogBudget", faults, low=0)
        if not _is_known(row, names, faults) or start is None or budget is None:
            continue
        line = names.lines[row.text("Demand")]
        first = case.planning.start + timedelta(days=start - 1)
        days = (_end(line, case) - first).days
        if row.text("Category") not in WAITING_CATEGORIES:
            days = min(days, budget - overlap_days[row.text("AtomicPolicy")])
        if days > 0:
            tours.append(_tour(row.text("Unit"), line.line, first, first + timedelta(days=days)))
    return tours


def _is_known(row: Row, names: _Names, faults: Faults) -> bool:
    sound = True
    for column, known, what in (
        ("Unit", names.units, "the tables make no unit"),
        ("Demand", names.lines, "the tables make no demand"),
        ("AtomicPolicy", names.overlap_days, "PolicyRecords has no policy"),
    ):
        name = row.text(column)
        if name in known:
            continue
        sound = False
        if faults.room("M810", row.records.file):
            near = did_you_mean(name, known)
            faults.add(
                "M810",
                f"{what} {shown(name, 60)}",
                help=(f"did you mean {near}? " if near else "")
                + "the deployment list and the tables must be of the same run",
                where=row.where(column),
            )
    return sound


def _tour(unit: str, line: str, start: date, end: date) -> PlannedTour:
    return PlannedTour(
        unit=unit,
        element=1,
        part=None,
        line=line,
        start=start,
        end=end,
        duty_status=DutyStatus.T10,
        authorities=(),
        mobilization=None,
        fund=None,
        headcount=1,
        fills=1,
        cost=0,
        fixed=False,
        law="assumed",
    )


def _start(line: Line, case: Case) -> date:
    return max(line.start, case.planning.start)


def _end(line: Line, case: Case) -> date:
    return case.planning.end if line.end is None else min(line.end, case.planning.end)


def _filled(tours: list[PlannedTour], case: Case) -> int:
    """Unit-days that fill; more than a line asks for count for nothing."""
    changes: dict[str, Counter[date]] = {}
    for tour in tours:
        changes.setdefault(tour.line, Counter()).update({tour.start: 1})
        changes[tour.line].subtract({tour.end: 1})
    total = 0
    for line in case.lines:
        there = 0
        for (day, change), (after, _) in pairwise(sorted(changes.get(line.line, {}).items())):
            there += change
            total += min(there, line.headcount) * (after - day).days
    return total
