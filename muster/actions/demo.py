"""The main job on a built-in case, from documents to plan and report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import muster
from muster.actions.case import read_case
from muster.actions.plan import plan_with_warnings
from muster.actions.publish import publish, read_sources
from muster.domain.case import Case
from muster.domain.plan import Plan
from muster.errors import Problem, UsageError
from muster.intake.read import Reading
from muster.planner.plan import Progress

__all__ = ("DEMOS", "Demo", "demo", "example_folder")

#: Name of a demo -> its folder under ``examples/``.
DEMOS = {"border": "southwest-border-2025", "helene": "hurricane-helene-2024"}

#: Seconds; the whole demo, with reading and publishing, stays under a minute.
DEMO_TIME_LIMIT = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """What the demo read, planned and wrote."""

    case: Case
    readings: tuple[Reading, ...]
    plan: Plan
    files: tuple[Path, ...]
    warnings: tuple[Problem, ...] = ()


def example_folder(name: str) -> Path:
    """The folder of a built-in case, in the installed package or in the repository."""
    package = Path(muster.__file__).parent
    for root in (package / "examples", package.parent / "examples"):
        if (root / name / "case.toml").is_file():
            return root / name
    raise UsageError(
        f"the built-in case {name} is not installed", help="install Muster from its wheel or clone"
    )


def demo(
    name: str = "border",
    folder: str | Path | None = None,
    *,
    progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Demo:
    """
    Read the documents of a built-in case, plan it, check the plan and publish it.

    Parameters
    ----------
    name
        ``border`` or ``helene``.
    folder
        Where plan.json, report.html and plan.xlsx go; default ``muster-demo-NAME``.

    Raises
    ------
    UsageError
        If there is no such demo, or the folder cannot be written.
    """
    if name not in DEMOS:
        raise UsageError(f"there is no demo named {name!r}", help=f"choose one of {', '.join(DEMOS)}")
    source = example_folder(DEMOS[name])
    case = read_case(source)
    readings = read_sources(source, case)
    found, warnings = plan_with_warnings(
        case, time_limit=DEMO_TIME_LIMIT, progress=progress, should_stop=should_stop
    )
    files = publish(case, found, folder if folder is not None else f"muster-demo-{name}", readings=readings)
    return Demo(case=case, readings=readings, plan=found, files=files, warnings=warnings)
