"""Export a case, or a plan of it: xlsx, geojson."""

from __future__ import annotations

from pathlib import Path

from muster.actions.publish import brief
from muster.casefile.codec import encode
from muster.casefile.workbook import write_workbook
from muster.domain.case import Case
from muster.domain.plan import Plan
from muster.errors import UsageError
from muster.products.geojson import geojson
from muster.products.xlsx import write_xlsx

__all__ = ("FORMATS", "export")

FORMATS = ("xlsx", "geojson")


def export(case: Case, plan: Plan | None, path: str | Path, *, to: str) -> Path:
    """
    Write the product ``to`` at ``path`` and return the path.

    ``xlsx`` without a plan is the case as a workbook that Muster reads back; with a plan it is the
    plan's tables. ``geojson`` holds places, homes and, with a plan, moves and fill.

    Raises
    ------
    UsageError
        If the format is unknown or the file cannot be written.
    """
    target = Path(path)
    if to not in FORMATS:
        raise UsageError(f"{to!r} is not a format of export", help=f"choose one of {', '.join(FORMATS)}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if to == "geojson":
            target.write_bytes(encode(geojson(case, plan)) + b"\n")
        elif plan is None:
            write_workbook(case, target)
        else:
            write_xlsx(brief(case, plan), target)
    except OSError as error:
        raise UsageError(
            f"{target} cannot be written: {error.strerror}", help="choose another path with -o", code="M003"
        ) from error
    return target
