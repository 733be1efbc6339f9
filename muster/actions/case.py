"""Read and write cases."""

from __future__ import annotations

from pathlib import Path

from muster.casefile.folder import write_case as write_folder
from muster.casefile.read import read_case as read_material
from muster.casefile.workbook import write_workbook
from muster.domain.case import Case
from muster.errors import MaterialError, Problem

__all__ = ("read_case", "read_case_with_warnings", "write_case")


def read_case(path: str | Path) -> Case:
    """
    The case at ``path``: a folder, a ``case*.toml`` in one, or an ``.xlsx`` workbook.

    Raises
    ------
    MaterialError
        With every fault of the case, if there is one that is an error.
    """
    return read_case_with_warnings(path)[0]


def read_case_with_warnings(path: str | Path) -> tuple[Case, tuple[Problem, ...]]:
    """The case at ``path`` and the warnings about it; raises as :func:`read_case` does."""
    case, problems = read_material(Path(path))
    if case is None:
        raise MaterialError(problems)
    return case, problems


def write_case(case: Case, path: str | Path) -> None:
    """Write ``case`` as a folder, or as a workbook if ``path`` ends in ``.xlsx``."""
    target = Path(path)
    if target.suffix.lower() == ".xlsx":
        write_workbook(case, target)
    else:
        write_folder(case, target)
