"""The page on the case folder names every table and column, and marks the required ones."""

import re
from pathlib import Path

import pytest

from muster.casefile.columns import TABLES

PAGE = (Path(__file__).parents[2] / "docs" / "case-folder.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("table", TABLES)
def test_every_column_is_documented(table: str) -> None:
    row = re.search(rf"^\| `{table}\.csv` \|(.*)$", PAGE, re.M)
    assert row, f"{table}.csv is not documented"
    for column in TABLES[table].columns:
        name = f"**{column.name}**" if column.required else column.name
        assert re.search(rf"(?<![\w*]){re.escape(name)}(?![\w*])", row[1]), f"{table}.csv: {name}"
