"""A case laid out as sheets and CSV tables: names, header, rows of text and whole numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter
from typing import Any

from muster.casefile.codec import accepted_json, encode
from muster.casefile.columns import TABLES, TableSpec
from muster.casefile.instruments import AUTHORITY_KEYS, CEILING_KEYS, DUE_KEYS, QUOTE_KEYS
from muster.casefile.tomltext import toml_key, toml_value
from muster.domain.authority import Authority, Ceiling
from muster.domain.case import Case

__all__ = ("Cell", "Sheet", "case_sheets", "dollars", "table_sheet")

Cell = str | int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table ready to be written."""

    name: str
    header: list[str]
    rows: list[list[Cell]]


def dollars(cents: int) -> Decimal:
    """Cents as dollars, exactly."""
    return Decimal(cents) / 100 if cents % 100 else Decimal(cents // 100)


def cell(value: object) -> Cell:
    """A value as a cell: blank for ``None``, y or n, ISO dates, lists joined by ``;``."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "y" if value else "n"
    if isinstance(value, str):
        return str(value)
    if isinstance(value, int):
        return value if abs(value) < 10**15 else str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and math.copysign(1, value) > 0 else repr(value)
    if isinstance(value, tuple):
        return ";".join(str(item) for item in value)
    raise TypeError(f"{type(value).__name__} has no form in a cell")


def table_sheet(spec: TableSpec, nouns: Sequence[Any]) -> Sheet:
    """A table with its required columns, those in use, and the unknown ones in their old order."""
    used = [
        column
        for column in spec.columns
        if column.required or any(_value(noun, column.field) not in (None, ()) for noun in nouns)
    ]
    others = _merged([[name for name, _ in noun.extra] for noun in nouns])
    rows: list[list[Cell]] = []
    for noun in nouns:
        row = [cell(_value(noun, column.field)) for column in used]
        if others:
            extra = dict(noun.extra)
            row += [extra.get(name, "") for name in others]
        rows.append(row)
    return Sheet(spec.name, [column.name for column in used] + others, rows)


def _value(noun: Any, field: str) -> object:
    """A field's value; of ``cycle.days`` the days of the cycle, or ``None`` where there is no cycle."""
    outer, dot, inner = field.partition(".")
    value = getattr(noun, outer)
    return getattr(value, inner) if dot and value is not None else value


def _merged(orders: Sequence[Sequence[str]]) -> list[str]:
    """One order of names that keeps the order of each row, where there is one."""
    graph: dict[str, set[str]] = {}
    for order in dict.fromkeys(map(tuple, orders)):
        for index, name in enumerate(order):
            graph.setdefault(name, set())
            if index:
                graph[name].add(order[index - 1])
    try:
        return list(TopologicalSorter(graph).static_order())
    except CycleError:
        return list(graph)


def case_sheets(case: Case) -> list[Sheet]:
    """Every sheet of a case's workbook, settings first."""
    sheets = [Sheet("case", ["key", "value"], _settings(case))]
    for spec in TABLES.values():
        nouns = getattr(case, spec.field)
        if nouns or spec.name in ("places", "types", "skills", "units", "policies", "requests"):
            sheets.append(table_sheet(spec, nouns))
    if case.authorities:
        sheets += _authorities(case.authorities)
    if case.facts:
        sheets.append(
            Sheet("facts", ["json"], [[encode(accepted_json(fact)).decode()] for fact in case.facts])
        )
    if case.sources:
        sheets.append(Sheet("sources", ["source"], [[name] for name in case.sources]))
    return sheets


def _settings(case: Case) -> list[list[Cell]]:
    rows: list[list[Cell]] = [
        ["schema", 1],
        ["case.name", case.name],
        ["case.as_of", case.as_of.isoformat()],
        ["planning.start", case.planning.start.isoformat()],
        ["planning.end", case.planning.end.isoformat()],
        ["planning.step_days", case.planning.step_days],
    ]
    for key in ("change_cost", "split_price"):
        cents = getattr(case.planning, key)
        if cents is not None:
            rows.append([f"planning.{key}", cell(dollars(cents))])
    rows += [
        [f"objective.shortfall.{priority}", cell(dollars(cents))] for priority, cents in case.shortfall_prices
    ]
    for assumption in case.assumptions:
        key = f"assumptions.{toml_key(assumption.name)}"
        if assumption.source is None:
            rows.append([key, cell(assumption.value)])
        else:
            rows += [[f"{key}.value", cell(assumption.value)], [f"{key}.source", assumption.source]]
    for name, value in case.extra:
        section, dot, key = name.partition(".")
        path = (
            f"{section}.{toml_key(key)}"
            if dot and section in ("case", "planning", "objective")
            else toml_key(name)
        )
        rows.append([f"{path} (toml)", toml_value(value)])
    return rows


def _authorities(authorities: Sequence[Authority]) -> list[Sheet]:
    rows = [_record(authority, AUTHORITY_KEYS) for authority in authorities]
    sheets = [_sheet("authorities", AUTHORITY_KEYS, rows)]
    ceilings = [
        {"authority": authority.id, **_record(ceiling, CEILING_KEYS)}
        for authority in authorities
        for ceiling in authority.ceilings
    ]
    if ceilings:
        sheets.append(_sheet("ceilings", ("authority", *CEILING_KEYS), ceilings))
    dues = [
        {
            "authority": authority.id,
            **{key: cell(getattr(due, key)) for key in DUE_KEYS},
            "business": "y" if due.business else "",
            **{f"{key} (toml)": toml_value(value) for key, value in due.extra},
        }
        for authority in authorities
        for due in authority.dues
    ]
    if dues:
        sheets.append(_sheet("dues", ("authority", *DUE_KEYS), dues))
    quotes = [
        {"authority": authority.id, **{key: cell(getattr(quote, key)) for key in QUOTE_KEYS}}
        for authority in authorities
        for quote in authority.quotes
    ]
    if quotes:
        sheets.append(_sheet("quotes", ("authority", *QUOTE_KEYS), quotes))
    return sheets


_FIELDS = {"from": "start", "until": "end"}


def _record(noun: Authority | Ceiling, keys: Sequence[str]) -> dict[str, Cell]:
    record: dict[str, Cell] = {}
    for key in keys:
        value = getattr(noun, _FIELDS.get(key, key))
        if key == "dollars" and value is not None:
            value = dollars(value)
        record[key] = cell(value)
    record |= {f"{key} (toml)": toml_value(value) for key, value in noun.extra}
    return record


def _sheet(name: str, keys: Sequence[str], records: list[dict[str, Cell]]) -> Sheet:
    others = _merged([[key for key in record if key not in keys] for record in records])
    header = [key for key in keys if any(record.get(key, "") != "" for record in records)] + others
    return Sheet(name, header, [[record.get(key, "") for key in header] for record in records])
