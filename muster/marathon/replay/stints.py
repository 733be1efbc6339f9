"""What is to be judged: who serves which demand from when, as a deployment list or a plan says it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from muster.errors import MaterialError, Problem
from muster.marathon.replay.sheets import Row

__all__ = ("Stint", "stints_of_list", "stints_of_plan")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stint:
    """
    One unit on one demand from ``start``; ``end`` is ``None`` where only the rules say it.

    The other fields are what a deployment list says of the unit on that day, ``None`` where it does not.
    """

    unit: str
    demand: str
    start: int
    end: int | None = None
    cycle_day: int | None = None
    dwell: int | None = None
    bog: int | None = None
    rotation: str | None = None
    follow_on: bool = False


def stints_of_list(rows: Iterable[Row]) -> list[Stint]:
    """
    The rows of MARATHON's ``Deployments.txt``.

    Raises
    ------
    MaterialError
        If a column that is needed is missing, or a day is not a number.
    """
    stints: list[Stint] = []
    problems: list[Problem] = []
    for number, row in enumerate(rows, start=2):
        try:
            stints.append(
                Stint(
                    unit=row["Unit"],
                    demand=row["Demand"],
                    start=int(row["DeployInterval"]),
                    cycle_day=_number(row.get("CycleTime")),
                    dwell=_number(row.get("DwellBeforeDeploy")),
                    bog=_number(row.get("BogBudget")),
                    rotation=row.get("AtomicPolicy") or None,
                    follow_on=row.get("FollowOn", "").casefold() == "true",
                )
            )
        except KeyError as error:
            problems.append(_fault(number, f"the list has no column {error.args[0]}"))
            break
        except ValueError as error:
            problems.append(_fault(number, str(error)))
    if problems:
        raise MaterialError(problems)
    return stints


def stints_of_plan(tours: Iterable[Mapping[str, object]], first_day: date) -> list[Stint]:
    """
    The tours of a ``plan.json``.

    Parameters
    ----------
    tours
        Each with ``unit``, ``line``, ``start`` and ``end`` (ISO dates, the last excluded).
    first_day
        The date of MARATHON's day 1, which is ``planning.start`` of the imported case.

    Raises
    ------
    MaterialError
        If one of the four is missing or a date is none.
    """
    zero = first_day.toordinal() - 1
    stints: list[Stint] = []
    problems: list[Problem] = []
    for number, tour in enumerate(tours, start=1):
        try:
            stints.append(
                Stint(
                    unit=str(tour["unit"]),
                    demand=str(tour["line"]),
                    start=date.fromisoformat(str(tour["start"])).toordinal() - zero,
                    end=date.fromisoformat(str(tour["end"])).toordinal() - zero,
                )
            )
        except KeyError as error:
            problems.append(_fault(None, f"tour {number} has no {error.args[0]!r}"))
        except ValueError as error:
            problems.append(_fault(None, f"tour {number}: {error}"))
    if problems:
        raise MaterialError(problems)
    return stints


def _number(cell: str | None) -> int | None:
    return None if not cell else int(cell)


def _fault(line: int | None, message: str) -> Problem:
    return Problem(
        code="M203",
        message=message,
        help="give MARATHON's Deployments.txt as it is, or a plan.json",
        line=line,
    )
