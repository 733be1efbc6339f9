"""Track a case: strength against every ceiling, plan against actual, cost to date, commands over time."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from muster.actions.picture import picture
from muster.casefile.codec import encode, finding_json
from muster.casefile.strengthfile import read_strengths, read_typed
from muster.domain.case import Case
from muster.domain.plan import Plan
from muster.domain.strength import StrengthReport
from muster.errors import MaterialError, Problem, UsageError
from muster.products.svg import Markup
from muster.products.tracking.charts import (
    ceiling_chart,
    command_chart,
    command_timeline,
    is_drawn,
    overview_chart,
    standalone,
)
from muster.products.tracking.document import track_csv, track_json
from muster.products.tracking.page import render_tracking
from muster.tracking.track import Tracking, TrackOptions, track_case

__all__ = ("read_reports", "track", "tracking_json", "write_drawings", "write_tracking")


def track(
    case: Case,
    plan: Plan | None = None,
    *,
    on: date | None = None,
    start: date | None = None,
    end: date | None = None,
    every: int = 31,
    within: int = 60,
    margin: float = 0.05,
    reports: Iterable[StrengthReport] = (),
) -> Tracking:
    """
    What was authorised, ordered, planned and reported, per day and per ceiling.

    Parameters
    ----------
    on
        The day of the tables; ``case.as_of`` if not given.
    start, end
        First day of the charts and the day after the last.
    every
        Days without a report that make a gap.
    within
        Days ahead of which clocks are told.
    margin
        Share of a ceiling below it from which on it is near, in [0, 1).
    reports
        Strength reports beside those of the case; see :func:`read_reports`.

    Examples
    --------
    ``track(case).ceilings[0].gaps`` are the days on which nobody reported.

    Raises
    ------
    UsageError
        If an option makes no sense.
    """
    if every < 1 or within < 0 or not 0 <= margin < 1:
        raise UsageError(
            f"gaps of {every} days, clocks within {within} days, a margin of {margin:g}",
            help="give --every 1 or more, --within 0 or more, --margin from 0 to below 1",
        )
    more = tuple(reports)
    whole = replace(case, strengths=(*case.strengths, *more)) if more else case
    try:
        return track_case(
            whole,
            plan,
            TrackOptions(day=on, start=start, end=end, every=every, within=within, margin=margin),
        )
    except ValueError as error:
        raise UsageError(str(error), help="give a --to after --from") from error


def read_reports(
    case: Case, files: Iterable[str | Path] = (), typed: Iterable[str] = ()
) -> tuple[tuple[StrengthReport, ...], tuple[Problem, ...]]:
    """
    Reports from files with the columns of ``strength.csv`` and from typed lines, and the warnings on them.

    Raises
    ------
    MaterialError
        With every fault of all of them, if there is one that is an error.
    """
    reports: list[StrengthReport] = []
    problems: list[Problem] = []
    for path in files:
        found, faults = read_strengths(Path(path), case)
        reports.extend(found)
        problems.extend(faults)
    for text in typed:
        one, faults = read_typed(text, case)
        problems.extend(faults)
        if one is not None:
            reports.append(one)
    if any(problem.severity == "error" for problem in problems):
        raise MaterialError(problems)
    return tuple(reports), tuple(problems)


def tracking_json(found: Tracking) -> dict[str, object]:
    """The document that ``muster track --json`` prints (``muster schema track``)."""
    return track_json(found) | {"findings": [finding_json(item) for item in found.findings]}


def write_tracking(found: Tracking, folder: str | Path) -> tuple[Path, ...]:
    """
    Write ``track.json``, ``track.csv`` (a row a day and ceiling) and ``track.html`` into ``folder``.

    Raises
    ------
    UsageError
        If the folder cannot be written.
    """
    target = Path(folder)
    files: dict[str, bytes] = {
        "track.json": encode(tracking_json(found), indent=1) + b"\n",
        "track.csv": track_csv(found).encode(),
        "track.html": render_tracking(found).encode(),
    }
    paths = tuple(target / name for name in files)
    try:
        target.mkdir(parents=True, exist_ok=True)
        for path, data in zip(paths, files.values(), strict=True):
            path.write_bytes(data)
    except OSError as error:
        raise UsageError(
            f"{target} cannot be written: {error.strerror}",
            help="give `-o` a folder that you may write to",
            code="M003",
        ) from error
    return paths


def write_drawings(found: Tracking, folder: str | Path, *, png: bool = False) -> tuple[Path, ...]:
    """
    Write the drawings into ``folder`` as SVG, and as PNG too where asked; see :func:`.picture.picture`.

    ``overview.svg``, ``commands.svg``, ``commands-over-time.svg``, and ``ceiling-NAME.svg`` for each ceiling
    of which anything is known.

    Raises
    ------
    UsageError
        If the folder cannot be written, or no program that draws PNG is installed.
    """
    target = Path(folder)
    note = f"{found.case.name}, tracked on {found.day}"
    drawings: dict[str, tuple[Markup, str]] = {}
    overview, commands = overview_chart(found), command_chart(found.chart)
    if overview is not None:
        drawings["overview"] = (overview, f"{found.case.name}: every report by duty status")
    for ceiling in found.ceilings:
        if is_drawn(ceiling, found):
            name = _unused(f"ceiling-{_file_name(ceiling.ceiling.id)}", drawings)
            drawings[name] = (
                ceiling_chart(ceiling, found),
                f"{ceiling.ceiling.id}: at most {ceiling.limit:,}",
            )
    if commands is not None:
        drawings["commands"] = (commands, f"Chains of command on {found.day}")
    over_time = command_timeline(found)
    if over_time is not None:
        drawings["commands-over-time"] = (over_time, "Who commands, supports and controls, over time")
    written: list[Path] = []
    for name, (drawing, heading) in drawings.items():
        svg, width, height = standalone(drawing, heading=heading, note=note)
        path = target / f"{name}.svg"
        try:
            target.mkdir(parents=True, exist_ok=True)
            path.write_text(svg, encoding="utf-8")
            written.append(path)
            if png:
                written.append(picture(svg, target / f"{name}.png", width, height))
        except OSError as error:
            raise UsageError(
                f"{path} cannot be written: {error.strerror}",
                help="give `-o` a folder that you may write to",
                code="M003",
            ) from error
    return tuple(written)


def _file_name(text: str) -> str:
    """A name of a ceiling as part of a file's name."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", text).strip("-.")[:60] or "unnamed"


def _unused(name: str, taken: Container[str]) -> str:
    """The name, with a number where it is taken."""
    return next(
        candidate
        for candidate in (name, *(f"{name}-{number}" for number in range(2, 10_000)))
        if candidate not in taken
    )
