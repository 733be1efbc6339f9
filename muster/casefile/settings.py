"""``case.toml``: what the case is called, its horizon, its prices, its planning factors."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from muster.casefile.cells import LOWEST_PRIORITY
from muster.casefile.columns import TABLES
from muster.casefile.faults import Faults, did_you_mean, one_of, shown
from muster.casefile.tomltext import plain_value
from muster.casefile.tree import Node, Tree
from muster.domain.case import DEFAULT_ASSUMPTIONS, Assumption, Planning

__all__ = ("SECTIONS", "Settings", "read_settings")

#: Known keys of each section; ``None`` = the keys are the user's own.
SECTIONS: dict[str, tuple[str, ...] | None] = {
    "case": ("name", "as_of", "sources"),
    "planning": ("start", "end", "step_days", "change_cost", "split_price"),
    "objective": ("shortfall",),
    "assumptions": None,
    "files": None,
}
_FILES = (*TABLES, "authorities", "facts")
#: Ranges in which a planning factor has a meaning.
_FACTORS = {
    "road_factor": (Decimal(1), Decimal(10)),
    "miles_per_day": (Decimal(1), Decimal(100_000)),
    "per_person_mile": (Decimal(0), Decimal(100_000)),
}
_ANY = (Decimal(-(10**12)), Decimal(10**12))


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What ``case.toml`` says; ``files`` names a table's own file, ``""`` for none.

    ``prices_sound`` is false where some price was faulty, so that its absence says nothing.
    """

    name: str | None
    as_of: date | None
    planning: Planning | None
    shortfall_prices: tuple[tuple[int, int], ...]
    prices_sound: bool = True
    assumptions: tuple[Assumption, ...]
    files: dict[str, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    extra: tuple[tuple[str, object], ...] = ()


def read_settings(tree: Tree, faults: Faults) -> Settings:
    """The settings of a case; what is faulty is ``None`` and recorded."""
    root = Node(tree, (), tree.data, faults)
    schema = root.whole("schema", -(10**9), 10**9)
    if schema is not None and schema != 1:
        root.fault(
            "M411",
            f"schema {schema} is unknown; this version reads schema 1",
            help="write schema = 1",
            key="schema",
        )
    extra = [(key, plain_value(root.data[key])) for key in root.unknown(("schema", *SECTIONS))]
    name: str | None = None
    as_of: date | None = None
    sources: tuple[str, ...] = ()
    case = root.node("case")
    if case is None:
        if "case" not in root.data:
            root.fault(
                "M403",
                "the table [case] is missing",
                help='add [case] with name = "…" and as_of = 2025-05-22',
            )
    else:
        name, as_of, sources = case.text("name"), case.day("as_of"), case.texts("sources")
        if name is None and not case.data.get("name"):
            case.missing("name", '"Southwest border, 2025"')
        if "as_of" not in case.data or case.data["as_of"] == "":
            case.missing("as_of", "2025-05-22")
        extra += _unknown(case)
    planning = _planning(root)
    section = root.node("planning")
    if section is not None:
        extra += _unknown(section)
    objective = root.node("objective")
    sound = objective is not None or "objective" not in root.data
    prices: tuple[tuple[int, int], ...] = ()
    if objective is not None:
        prices = _prices(objective)
        given = objective.data.get("shortfall")
        sound = given is None or (isinstance(given, dict) and len(given) == len(prices))
        extra += _unknown(objective)
    return Settings(
        name=name,
        as_of=as_of,
        planning=planning,
        shortfall_prices=prices,
        prices_sound=sound,
        assumptions=_assumptions(root.node("assumptions")),
        files=_files(root.node("files")),
        sources=sources,
        extra=tuple(extra),
    )


def _unknown(section: Node) -> list[tuple[str, object]]:
    known = SECTIONS[str(section.path[0])] or ()
    return [(f"{section.path[0]}.{key}", plain_value(section.data[key])) for key in section.unknown(known)]


def _planning(root: Node) -> Planning | None:
    node = root.node("planning")
    if node is None:
        if "planning" not in root.data:
            root.fault(
                "M403",
                "the table [planning] is missing",
                help="add [planning] with start = 2025-05-22 and end = 2026-01-01",
            )
        return None
    start, end = node.day("start"), node.day("end")
    for key in ("start", "end"):
        if key not in node.data or node.data[key] == "":
            node.missing(key, "2025-05-22")
    step = node.whole("step_days", 1, 366)
    if start is not None and end is not None and end <= start:
        node.fault(
            "M409",
            f"planning.end {end} is not after planning.start {start}",
            help="end is the first day not included; write a later one",
            key="end",
        )
        return None
    if start is None or end is None or (step is None and "step_days" in node.data):
        return None
    return Planning(
        start=start,
        end=end,
        step_days=7 if step is None else step,
        change_cost=_cents(node, "change_cost"),
        split_price=_cents(node, "split_price"),
    )


def _cents(node: Node, key: str) -> int | None:
    """Dollars, to the cent, as whole cents."""
    dollars = node.decimal(key, Decimal(0), Decimal(10**9))
    if dollars is None:
        return None
    if dollars * 100 != int(dollars * 100):
        node.wrong(key, "dollars and whole cents", f"{key} = 2500, in dollars")
        return None
    return int(dollars * 100)


def _prices(objective: Node) -> tuple[tuple[int, int], ...]:
    table = objective.node("shortfall")
    if table is None:
        return ()
    prices: list[tuple[int, int]] = []
    for key in table.data:
        if not (
            key.isascii() and key.isdigit() and len(key) <= 9 and 1 <= int(key) <= LOWEST_PRIORITY
        ) or key != str(int(key)):
            table.fault_of_key(
                "M413",
                f"{shown(key)} is not a priority",
                help=f"priorities are whole numbers from 1 (highest) to {LOWEST_PRIORITY}: shortfall ="
                " { 1 = 50000, 2 = 20000 }",
                key=key,
            )
            continue
        dollars = table.decimal(key, Decimal(0), Decimal(10**9))
        if dollars is None:
            continue
        if dollars * 100 != int(dollars * 100):
            table.fault(
                "M413", f"the price of priority {key} has parts of a cent", help="write whole cents", key=key
            )
            continue
        prices.append((int(key), int(dollars * 100)))
    return tuple(sorted(prices))


def _assumptions(node: Node | None) -> tuple[Assumption, ...]:
    if node is None:
        return ()
    known = [assumption.name for assumption in DEFAULT_ASSUMPTIONS]
    found: list[Assumption] = []
    for name, given in node.data.items():
        holder, key = node, name
        source = None
        if isinstance(given, dict):
            holder = Node(node.tree, (*node.path, name), given, node.faults)
            key = "value"
            source = holder.text("source")
            holder.unknown(("value", "source"), kept=False)
            if "value" not in given:
                holder.missing("value", "1.2")
        value = holder.decimal(key, *_FACTORS.get(name, _ANY))
        if name not in known and (near := did_you_mean(name, known)):
            node.faults.warn(
                "M404",
                f"the assumption {shown(name)} is unknown; it is kept but not used",
                help=f"did you mean {near}? known: {one_of(known)}",
                where=node.where(name),
            )
        if value is not None:
            found.append(Assumption(name=name, value=value, source=source))
    return tuple(found)


def _files(node: Node | None) -> dict[str, str]:
    if node is None:
        return {}
    files: dict[str, str] = {}
    for table in node.data:
        if table not in _FILES:
            near = did_you_mean(table, _FILES)
            node.fault_of_key(
                "M414",
                f"files.{table}: there is no table of that name",
                help=(f"did you mean {near}? " if near else "") + f"possible: {one_of(_FILES, 20)}",
                key=table,
            )
        elif isinstance(node.data[table], str):
            files[table] = node.text(table) or ""
        else:
            node.wrong(table, "text", f'{table} = "{table}-january.csv", or "" for none')
    return files
