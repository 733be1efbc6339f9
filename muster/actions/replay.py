"""Judge a deployment list or a plan by the unit-life rules of the simulation it comes from."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from muster.errors import MaterialError, Problem, UsageError
from muster.marathon.replay import (
    Replay,
    Stint,
    Tables,
    read_rows,
    read_sheets,
    replay,
    rulebook,
    stints_of_list,
    stints_of_plan,
)

__all__ = ("replay_marathon",)


def replay_marathon(
    source: str | Path,
    served: str | Path,
    *,
    first_day: date | None = None,
    case: str | Path | None = None,
) -> Replay:
    """
    Live through MARATHON's rules what a deployment list or a plan says.

    Parameters
    ----------
    source
        The folder with MARATHON's tables, or a workbook of them.
    served
        MARATHON's ``Deployments.txt``, or a ``plan.json`` of the imported case.
    first_day
        For a plan: the date of MARATHON's day 1.
    case
        For a plan: the imported case, whose ``planning.start`` is that date.

    Returns
    -------
    Replay
        The fill of every demand and every broken rule.

    Raises
    ------
    MaterialError
        If the tables, the list or the plan cannot be read.
    UsageError
        If it is a plan and neither ``first_day`` nor ``case`` is given.
    """
    book = rulebook(_tables(Path(source)))
    path = Path(served)
    if path.suffix.lower() != ".json":
        return replay(book, stints_of_list(read_rows(path)))
    if first_day is None and case is None:
        raise UsageError(
            f"{path.name} is a plan, and its dates cannot be told from MARATHON's days",
            help="name the imported case with --case CASE, or the date of day 1 with --first-day DATE",
        )
    if first_day is None and case is not None:
        from muster.actions.case import read_case

        first_day = read_case(case).planning.start
    assert first_day is not None
    return replay(book, _plan(path, first_day))


def _tables(source: Path) -> Tables:
    """The sheets of a folder, or the cells of a workbook as they stand; their meaning is the replay's own."""
    if source.suffix.lower() != ".xlsx":
        return read_sheets(source)
    from muster.casefile.faults import Faults
    from muster.casefile.marathon.tables import read_tables

    faults = Faults()
    records = read_tables(source, faults)
    if faults.failed:
        raise MaterialError(faults.problems())
    return {name: [dict(row.cells) for row in table.rows] for name, table in records.items()}


def _plan(path: Path, first_day: date) -> list[Stint]:
    """The tours of a plan, read without the planner's own reader."""
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise MaterialError(
            [
                Problem(
                    code="M104" if isinstance(error, OSError) else "M501",
                    message=f"{path} cannot be read: {error}",
                    help="name a plan.json as muster plan writes it",
                    file=str(path),
                )
            ]
        ) from error
    tours = document.get("tours") if isinstance(document, dict) else None
    if not isinstance(tours, list) or not all(isinstance(tour, dict) for tour in tours):
        raise MaterialError(
            [
                Problem(
                    code="M502",
                    message=f"{path} has no list of tours",
                    help="name a plan.json as muster plan writes it",
                    file=str(path),
                )
            ]
        )
    return stints_of_plan(tours, first_day)
