"""MARATHON's Parameters: a name and a value per row."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from muster.casefile.faults import Faults, shown
from muster.casefile.marathon.tables import Records, Row

__all__ = ("Parameters", "read_parameters")

_NUMBER = re.compile(r"[+-]?\d{1,9}(?:\.0*)?\Z", re.ASCII)
_TRUE = ("true", "1", "1.0", "y", "yes")


@dataclass(frozen=True, slots=True)
class Parameters:
    """The rows by name; names are found whatever their case."""

    rows: Mapping[str, Row]

    def text(self, name: str) -> str:
        """The value as text, ``""`` where there is none."""
        row = self.rows.get(name.casefold())
        return "" if row is None else row.text("Value")

    def is_true(self, name: str) -> bool:
        """Whether the value is TRUE or 1."""
        return self.text(name).casefold() in _TRUE

    def whole(self, name: str, faults: Faults) -> int | None:
        """The value as a whole number from 0, ``None`` where it is blank; a fault where it is no number."""
        text = self.text(name)
        if not text:
            return None
        value = int(float(text)) if _NUMBER.match(text) else -1
        if value >= 0:
            return value
        faults.add(
            "M804",
            f"{name} is {shown(text)}, not a whole number from 0",
            help="correct the value, or leave it blank",
            where=self.rows[name.casefold()].where("Value"),
        )
        return None


def read_parameters(records: Records | None, faults: Faults) -> Parameters:
    """The parameters; without the table there are none."""
    if records is None or not records.has(("ParameterName", "Value"), faults):
        return Parameters({})
    rows: dict[str, Row] = {}
    for row in records.rows:
        rows.setdefault(row.text("ParameterName").casefold(), row)
    return Parameters(rows)
