"""Writing a case as a folder; reading it again gives the same case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from muster.casefile.columns import TABLES
from muster.casefile.delimited import csv_line
from muster.casefile.factfile import facts_text
from muster.casefile.instruments import AUTHORITY_KEYS, CEILING_KEYS, DUE_KEYS, QUOTE_KEYS
from muster.casefile.layout import dollars, table_sheet
from muster.casefile.tomltext import toml_key, toml_value
from muster.domain.authority import Authority, Ceiling
from muster.domain.case import Case
from muster.errors import MaterialError, Problem

__all__ = ("authorities_text", "case_files", "settings_text", "write_case")

_ALWAYS = ("places", "types", "skills", "units", "policies", "requests")
_SECTIONS = ("case", "planning", "objective")


def case_files(case: Case) -> dict[str, str]:
    """
    File name to text of a case folder, without the documents of ``sources/``.

    Optional tables without rows are left out; the six that a plan needs are always there.
    """
    files = {"case.toml": settings_text(case)}
    for spec in TABLES.values():
        nouns = getattr(case, spec.field)
        if nouns or spec.name in _ALWAYS:
            sheet = table_sheet(spec, nouns)
            lines = [csv_line(sheet.header), *(csv_line([str(cell) for cell in row]) for row in sheet.rows)]
            files[f"{spec.name}.csv"] = "".join(lines)
    if case.authorities:
        files["authorities.toml"] = authorities_text(case.authorities)
    if case.facts:
        files["facts.jsonl"] = facts_text(case.facts)
    return files


def write_case(case: Case, folder: Path) -> None:
    """
    Write a case into a folder, which is made if it is not there.

    The documents of ``sources/`` are listed in ``case.toml`` and not copied. Tables that the folder
    has and the case has not are removed, because they would be read as part of it.

    Raises
    ------
    MaterialError
        If the folder holds a ``case.xlsx``, whose sheets would stand beside the files.
    OSError
        If a file cannot be written.
    """
    if (folder / "case.xlsx").exists():
        raise MaterialError(
            [
                Problem(
                    code="M109",
                    message="the folder holds case.xlsx, whose tables would stand twice",
                    help="write into another folder, or remove case.xlsx first",
                    file="case.xlsx",
                )
            ]
        )
    folder.mkdir(parents=True, exist_ok=True)
    files = case_files(case)
    for name in (*(f"{name}.csv" for name in TABLES), "authorities.toml", "facts.jsonl"):
        if name not in files:
            (folder / name).unlink(missing_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")


def settings_text(case: Case) -> str:
    """The text of ``case.toml``."""
    inner: dict[str, list[str]] = {section: [] for section in _SECTIONS}
    lines = ["schema = 1"]
    for name, value in case.extra:
        section, dot, key = name.partition(".")
        if dot and section in _SECTIONS:
            inner[section].append(f"{toml_key(key)} = {toml_value(value)}")
        else:
            lines.append(f"{toml_key(name)} = {toml_value(value)}")
    lines += ["", "[case]", f"name = {toml_value(case.name)}", f"as_of = {case.as_of}"]
    if case.sources:
        lines.append(f"sources = {toml_value(case.sources)}")
    lines += inner["case"]
    planning = case.planning
    lines += [
        "",
        "[planning]",
        f"start = {planning.start}",
        f"end = {planning.end}",
        f"step_days = {planning.step_days}",
    ]
    for key in ("change_cost", "split_price"):
        cents = getattr(planning, key)
        if cents is not None:
            lines.append(f"{key} = {toml_value(dollars(cents))}")
    lines += inner["planning"]
    if case.shortfall_prices or inner["objective"]:
        prices = ", ".join(
            f"{priority} = {toml_value(dollars(cents))}" for priority, cents in case.shortfall_prices
        )
        lines += [
            "",
            "[objective]",
            *([f"shortfall = {{ {prices} }}"] if prices else []),
            *inner["objective"],
        ]
    if case.assumptions:
        lines += ["", "[assumptions]"]
        for assumption in case.assumptions:
            value = toml_value(assumption.value)
            if assumption.source is not None:
                value = f"{{ value = {value}, source = {toml_value(assumption.source)} }}"
            lines.append(f"{toml_key(assumption.name)} = {value}")
    return "\n".join(lines) + "\n"


def authorities_text(authorities: Iterable[Authority]) -> str:
    """The text of ``authorities.toml``."""
    blocks: list[str] = []
    for authority in authorities:
        blocks.append(_block("[[authority]]", _values(authority, AUTHORITY_KEYS), ""))
        for ceiling in authority.ceilings:
            blocks.append(_block("[[authority.ceiling]]", _values(ceiling, CEILING_KEYS), "  "))
        for due in authority.dues:
            values = {key: getattr(due, key) for key in DUE_KEYS} | dict(due.extra)
            values["business"] = "y" if due.business else None
            blocks.append(_block("[[authority.due]]", values, "  "))
        for quote in authority.quotes:
            values = {key: getattr(quote, key) for key in QUOTE_KEYS}
            blocks.append(_block("[[authority.quote]]", values, "  "))
    return "\n".join(blocks)


_FIELDS = {"from": "start", "until": "end"}


def _values(noun: Authority | Ceiling, keys: Iterable[str]) -> dict[str, object]:
    values = {key: getattr(noun, _FIELDS.get(key, key)) for key in keys}
    if values.get("dollars") is not None:
        values["dollars"] = dollars(values["dollars"])
    return values | dict(noun.extra)


def _block(header: str, values: Mapping[str, object], indent: str) -> str:
    lines = [indent + header]
    lines += [
        f"{indent}{toml_key(key)} = {toml_value(value)}"
        for key, value in values.items()
        if value not in (None, ())
    ]
    return "\n".join(lines) + "\n"
