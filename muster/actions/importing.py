"""Import a case from the tables of another model."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from muster.casefile.codec import encode
from muster.casefile.folder import write_case
from muster.casefile.marathon.convert import FIRST_DAY, import_marathon
from muster.casefile.marathon.deployments import plan_of_deployments
from muster.casefile.marathon.note import Note
from muster.casefile.planfile import plan_json
from muster.domain.case import Case
from muster.domain.plan import Plan
from muster.errors import MaterialError, Problem, UsageError

__all__ = ("FORMATS", "ImportedCase", "import_case", "import_json")

#: Models whose tables can be imported, and what the source is.
FORMATS = {"marathon": "a folder of MARATHON's tab-separated tables, or an .xlsx workbook of them"}

_NOTES_FILE = "import.json"
_PLAN_FILE = "marathon-plan.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedCase:
    """
    What an import made.

    ``notes`` tells what the case does not hold as it stands in the source; ``plan`` is the other model's
    own plan, where its list was given; ``files`` are those written.
    """

    case: Case
    notes: tuple[Note, ...]
    warnings: tuple[Problem, ...]
    plan: Plan | None
    files: tuple[Path, ...]


def import_case(
    form: str,
    source: str | Path,
    target: str | Path,
    *,
    deployments: str | Path | None = None,
    start: date | None = None,
    name: str | None = None,
    force: bool = False,
) -> ImportedCase:
    """
    Write the case that ``source`` holds into the folder ``target``.

    Parameters
    ----------
    form
        One of :data:`FORMATS`.
    deployments
        The other model's own list of deployments, which becomes a plan of the case beside it.
    start
        The date of the first day, which the source may not know.
    force
        Write into a folder that is not empty.

    Raises
    ------
    MaterialError
        With every fault of the source.
    UsageError
        If the form is unknown or the folder cannot be written.
    """
    if form not in FORMATS:
        raise UsageError(f"{form!r} is not a format of import", help=f"choose one of {', '.join(FORMATS)}")
    folder, origin = Path(target), Path(source)
    if folder.suffix.lower() == ".xlsx":
        raise UsageError(
            f"{folder} is a workbook; an import writes a folder",
            help=f"write -o {folder.with_suffix('')}, then muster export {folder.with_suffix('')} --to xlsx",
        )
    if not force and folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(
            f"{folder} exists and is not an empty folder",
            help="choose a new name with -o, or write over the case with --force",
            code="M003",
        )
    made = import_marathon(origin, name=name or _name(origin), start=start or FIRST_DAY)
    if made.case is None:
        raise MaterialError(made.problems)
    plan, problems = None, made.problems
    if deployments is not None:
        plan, more = plan_of_deployments(Path(deployments), made.case, made.overlap_days)
        problems += more
        if plan is None:
            raise MaterialError(problems)
    files = _write(folder, made.case, made.notes, plan, form)
    return ImportedCase(case=made.case, notes=made.notes, warnings=problems, plan=plan, files=files)


def _name(source: Path) -> str:
    """What a case is called that nobody named: the folder, or the workbook without its ending."""
    path = source.resolve()
    return path.name if path.is_dir() else path.stem


def _write(
    folder: Path, case: Case, notes: tuple[Note, ...], plan: Plan | None, form: str
) -> tuple[Path, ...]:
    """The case, what the import tells, and the plan."""
    try:
        before = set(folder.iterdir()) if folder.exists() else set()
        write_case(case, folder)
        (folder / _NOTES_FILE).write_bytes(
            encode({"format": form, "notes": [asdict(note) for note in notes]}) + b"\n"
        )
        if plan is not None:
            (folder / _PLAN_FILE).write_bytes(encode(plan_json(plan)) + b"\n")
        return tuple(sorted(path for path in folder.iterdir() if path.is_file() and path not in before))
    except OSError as error:
        raise UsageError(
            f"{folder} cannot be written: {error.strerror}",
            help="choose a folder that you may write to",
            code="M003",
        ) from error


def import_json(made: ImportedCase) -> dict[str, object]:
    """What an import made, as JSON."""
    plan = made.plan
    return {
        "case": made.case.name,
        "files": [str(path) for path in made.files],
        "counts": {
            "units": len(made.case.units),
            "types": len(made.case.types),
            "policies": len(made.case.policies),
            "lines": len(made.case.lines),
            "headcount_days": _asked(made.case),
        },
        "notes": [asdict(note) for note in made.notes],
        "plan": None
        if plan is None or plan.objective is None or plan.empty is None
        else {
            "tours": len(plan.tours),
            "filled": (plan.empty - plan.objective) // 100,
            "asked": plan.empty // 100,
        },
    }


def _asked(case: Case) -> int:
    """Headcount-days of all lines in the planning period."""
    total = 0
    for line in case.lines:
        start = max(line.start, case.planning.start)
        end = case.planning.end if line.end is None else min(line.end, case.planning.end)
        total += line.headcount * max(0, (end - start).days)
    return total
