"""Make a small commented case to start from."""

from __future__ import annotations

from pathlib import Path

from muster.casefile.template import new_case_files
from muster.errors import UsageError

__all__ = ("new_case",)


def new_case(folder: str | Path) -> tuple[Path, ...]:
    """
    Write the starter case into ``folder`` and return the files written.

    Raises
    ------
    UsageError
        If the folder exists and is not empty, or cannot be made.
    """
    target = Path(folder)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError(
            f"{target} exists and is not an empty folder",
            help="choose a new name, so that nothing of yours is overwritten",
            code="M003",
        )
    written = []
    try:
        for name, text in new_case_files(target.resolve().name).items():
            path = target / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            written.append(path)
    except OSError as error:
        raise UsageError(
            f"{target} cannot be written: {error.strerror}",
            help="choose a folder that you may write to",
            code="M003",
        ) from error
    return tuple(written)
