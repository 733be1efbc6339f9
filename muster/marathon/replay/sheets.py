"""MARATHON's tables as text: one file per sheet, cells apart by tabs."""

from __future__ import annotations

import csv
from pathlib import Path

from muster.errors import MaterialError, Problem

__all__ = ("SHEETS", "Row", "Tables", "read_rows", "read_sheets")

Row = dict[str, str]
Tables = dict[str, list[Row]]

#: The sheets that tell a unit's life -> whether one is needed.
SHEETS: dict[str, bool] = {
    "SupplyRecords": True,
    "DemandRecords": True,
    "PolicyRecords": True,
    "CompositePolicyRecords": False,
    "PeriodRecords": False,
    "RelationRecords": False,
    "SRCTagRecords": False,
    "Parameters": False,
}


def read_sheets(folder: Path) -> Tables:
    """
    The tables of a folder of tab-separated files, such as ``SupplyRecords.txt``.

    Parameters
    ----------
    folder
        A folder with one ``.txt`` (or ``.tsv``, or ``AUDIT_….txt``) file per sheet, whose first line names
        the columns.

    Returns
    -------
    Tables
        Rows by sheet; a sheet that is absent and may be has no rows.

    Raises
    ------
    MaterialError
        If a sheet that is needed is missing, or one cannot be read.
    """
    problems: list[Problem] = []
    tables: Tables = {}
    for sheet, needed in SHEETS.items():
        names = [folder / name for name in (f"{sheet}.txt", f"{sheet}.tsv", f"AUDIT_{sheet}.txt")]
        path = next((name for name in names if name.is_file()), None)
        if path is not None:
            tables[sheet] = read_rows(path)
        elif needed:
            problems.append(
                Problem(
                    code="M102",
                    message=f"no {sheet}.txt",
                    help="name the folder that holds MARATHON's tables as tab-separated text, one per sheet",
                    file=str(folder),
                )
            )
        else:
            tables[sheet] = []
    if problems:
        raise MaterialError(problems)
    return tables


def read_rows(path: Path) -> list[Row]:
    """
    The rows of one tab-separated file: cells stripped, missing cells at the end of a line empty.

    Raises
    ------
    MaterialError
        If the file cannot be read as UTF-8 text.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise MaterialError(
            [
                Problem(
                    code="M104" if isinstance(error, OSError) else "M105",
                    message=f"{path} cannot be read: {error}",
                    help="give a text file in UTF-8 whose cells are apart by tabs",
                    file=str(path),
                )
            ]
        ) from error
    reader = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE, restval="")
    return [
        {(name or "").strip(): (cell or "").strip() for name, cell in row.items() if isinstance(cell, str)}
        for row in reader
    ]
