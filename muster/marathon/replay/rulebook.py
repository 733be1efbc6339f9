"""What MARATHON's tables say of units, demands and policies, as the replay needs it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from muster.errors import MaterialError, Problem
from muster.marathon.replay.sheets import Row, Tables

__all__ = (
    "DEMOBILIZATION_DAYS",
    "ENDLESS_DAYS",
    "FIXED_STAYS",
    "KEPT_DAYS",
    "RESERVE_ONLY",
    "UNJUDGED",
    "Demand",
    "Rotation",
    "Rulebook",
    "Troop",
    "rulebook",
)

#: On a cycle longer than this (twenty years) a unit keeps its day when it comes from another one.
KEPT_DAYS = 7_300

#: A cycle longer than this (a century) has no proportion that another one could take over.
ENDLESS_DAYS = 36_500

#: Over a cycle longer than this units are not spread, but over the dwell that is expected.
_SPREAD_DAYS = 10_000

#: Days in which a unit under a reserve template demobilizes after the hand-over of a full tour.
DEMOBILIZATION_DAYS = 95

#: Categories whose units stay to the demand's end, wherever in their cycle they are.
FIXED_STAYS = frozenset({"NonBOG", "NonBOG-RC-Only", "RC_Cannibalization", "Forward"})

#: Categories that take no unit of the active component.
RESERVE_ONLY = frozenset({"NonBOG-RC-Only", "RC_Cannibalization"})

#: Categories whose rules are not replayed; a stay there is refused by name.
UNJUDGED = frozenset(
    {
        "Fenced",
        "Modernization",
        "Modernization-AC",
        "SRM",
        "nonbog_with_0.5_cannibals",
        "nonbog_with_cannibals",
    }
)

_FOREVER = 10**9

#: The columns of each sheet that are read; those marked may be absent.
_COLUMNS: dict[str, dict[str, bool]] = {
    "SupplyRecords": {
        "Enabled": True,
        "Quantity": True,
        "SRC": True,
        "Component": True,
        "Policy": True,
        "CycleTime": False,
        "Tags": False,
    },
    "DemandRecords": {
        "Enabled": True,
        "Priority": True,
        "Quantity": True,
        "StartDay": True,
        "Duration": True,
        "SRC": True,
        "Vignette": True,
        "Operation": False,
        "DemandGroup": False,
        "Category": False,
        "Tags": False,
    },
    "PolicyRecords": {
        "PolicyName": True,
        "Template": True,
        "MaxDwell": True,
        "MaxBOG": True,
        "BOGBudget": False,
        "StartDeployable": True,
        "StopDeployable": True,
        "Overlap": True,
        "Recovery": False,
        "Deltas": False,
    },
    "CompositePolicyRecords": {"CompositeName": True, "Period": True, "Policy": True},
    "PeriodRecords": {"Name": True, "FromDay": True, "ToDay": True},
    "RelationRecords": {"Donor": True, "Recepient": True, "Enabled": True},
    "SRCTagRecords": {"SRC": True, "Tag": True},
    "Parameters": {"ParameterName": True, "Value": True},
}

_NUMBERS = {
    "PolicyRecords": (
        "MaxDwell",
        "MaxBOG",
        "BOGBudget",
        "StartDeployable",
        "StopDeployable",
        "Overlap",
        "Recovery",
    ),
    "PeriodRecords": ("FromDay", "ToDay"),
    "DemandRecords": ("Priority", "Quantity", "StartDay", "Duration"),
    "SupplyRecords": ("Quantity", "CycleTime"),
}
_ALIGNED = re.compile(r":(?P<region>[\w-]+)\s+(?P<count>\d+)")
_ALIGNMENTS = re.compile(r"align-units\s*\[(?P<pairs>(?:\s*\[[^\]]*\]\s*)*)\]")
_REGION = re.compile(r":region\s+:?(?P<region>[\w-]+)")
_EXPECTED_DWELL = re.compile(r":expected-dwell\s+(?P<days>\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotation:
    """An atomic policy: a row of PolicyRecords, in days; two of the same numbers are equal."""

    name: str = field(compare=False)
    cycle: int
    opens: int
    closes: int
    bog: int
    overlap: int
    recovery: int
    demobilization: int
    expected_dwell: int = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Troop:
    """One unit as MARATHON numbers it; ``cycle_day`` is that of day 0."""

    name: str
    src: str
    component: str
    policy: str
    region: str | None
    cycle_day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """``quantity`` units of ``src`` wanted on every day of ``[start, end)``."""

    name: str
    src: str
    quantity: int
    priority: int
    start: int
    end: int
    category: str
    group: str | None
    region: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """
    All of it by name.

    ``periods`` are first days and names, in order; ``composites`` policy -> period name -> rotation;
    ``donors`` SRC wanted -> SRCs that may stand in for it, itself included; ``spread_at_start`` whether
    MARATHON begins with some units part way through a deployment (parameter ``PreFill``).
    """

    troops: Mapping[str, Troop]
    demands: Mapping[str, Demand]
    rotations: Mapping[str, Rotation]
    composites: Mapping[str, Mapping[str, str]]
    periods: tuple[tuple[int, int, str], ...]
    donors: Mapping[str, frozenset[str]]
    spread_at_start: bool

    def rotation_on(self, policy: str, day: int) -> Rotation | None:
        """The rotation by which units under a policy live on a day; ``None`` where it names none."""
        composite = self.composites.get(policy)
        if composite is None:
            return self.rotations.get(policy)
        for first, last, period in self.periods:
            if first <= day <= last and period in composite:
                return self.rotations.get(composite[period])
        return None

    def switch_days(self, policy: str) -> list[int]:
        """The days after day 1 on which units under a policy take up another rotation, in order."""
        found: list[int] = []
        before = self.rotation_on(policy, 1)
        for first in sorted({first for first, _, _ in self.periods if first > 1}):
            after = self.rotation_on(policy, first)
            if after is not None and after != before:
                found.append(first)
                before = after
        return found


def rulebook(tables: Tables) -> Rulebook:
    """
    Read MARATHON's tables as rules.

    Parameters
    ----------
    tables
        Rows by sheet; names of columns are read in small and capital letters alike.

    Raises
    ------
    MaterialError
        With every column that is missing, every number that is none and every policy that a unit needs
        and no row defines.
    """
    problems: list[Problem] = []
    tables = {sheet: _by_column(sheet, tables.get(sheet, []), problems) for sheet in _COLUMNS}
    if problems:
        raise MaterialError(problems)
    parameters = {row["ParameterName"]: row["Value"] for row in tables["Parameters"]}
    recovery = _days(parameters.get("DefaultRecoveryTime", ""), 0)
    rotations = {
        row["PolicyName"]: _rotation(row, recovery) for row in _sound(tables, "PolicyRecords", problems)
    }
    composites: dict[str, dict[str, str]] = defaultdict(dict)
    for row in tables["CompositePolicyRecords"]:
        composites[row["CompositeName"]][row["Period"]] = row["Policy"]
    periods = tuple(
        sorted(
            (_days(row["FromDay"], 0), _days(row["ToDay"], _FOREVER), row["Name"])
            for row in _sound(tables, "PeriodRecords", problems)
        )
    )
    book = Rulebook(
        troops={},
        demands=_demands(_sound(tables, "DemandRecords", problems)),
        rotations=rotations,
        composites=dict(composites),
        periods=periods,
        donors=_donors(tables["RelationRecords"]),
        spread_at_start=parameters.get("PreFill", "").casefold() in ("1", "true"),
    )
    troops = _troops(book, tables, parameters, problems)
    if problems:
        raise MaterialError(problems)
    return Rulebook(
        troops=troops,
        demands=book.demands,
        rotations=rotations,
        composites=book.composites,
        periods=periods,
        donors=book.donors,
        spread_at_start=book.spread_at_start,
    )


def _days(cell: str, blank: int) -> int:
    if cell.casefold() in ("", "auto", "inf"):
        return blank
    return int(float(cell))


def _by_column(sheet: str, rows: list[Row], problems: list[Problem]) -> list[Row]:
    """The rows by the names that columns have here; ``nil`` and what is absent are blank."""
    columns = {name.casefold(): name for name in _COLUMNS[sheet]}
    there = {name.casefold() for row in rows for name in row}
    missing = [name for key, name in columns.items() if _COLUMNS[sheet][name] and key not in there]
    if rows and missing:
        problems.append(
            Problem(
                code="M203",
                message=f"{sheet} has no column {', '.join(missing)}",
                help=f"give {sheet} as MARATHON reads it, its first line naming the columns",
                file=f"{sheet}.txt",
                line=1,
            )
        )
        return []
    named = [{key.casefold(): "" if cell == "nil" else cell for key, cell in row.items()} for row in rows]
    return [{name: row.get(key, "") for key, name in columns.items()} for row in named]


def _sound(tables: Tables, sheet: str, problems: list[Problem]) -> list[Row]:
    """The rows of a sheet whose numbers are numbers; faults go to ``problems``."""
    sound: list[Row] = []
    for number, row in enumerate(tables[sheet], start=2):
        wrong = [name for name in _NUMBERS[sheet] if not _is_number(row[name])]
        if wrong:
            problems.append(
                Problem(
                    code="M203",
                    message=f"{sheet}: {wrong[0]} {row[wrong[0]]!r} is not a number of days",
                    help="write a whole number, or Auto where MARATHON allows it",
                    file=f"{sheet}.txt",
                    line=number,
                )
            )
        else:
            sound.append(row)
    return sound


def _is_number(cell: str) -> bool:
    try:
        _days(cell, 0)
    except (ValueError, OverflowError):
        return False
    return True


def _rotation(row: Row, default_recovery: int) -> Rotation:
    cycle = _days(row["MaxDwell"], _FOREVER)
    expected = _EXPECTED_DWELL.search(row["Deltas"])
    return Rotation(
        name=row["PolicyName"],
        cycle=cycle,
        opens=_days(row["StartDeployable"], 0),
        closes=_days(row["StopDeployable"], cycle),
        bog=_days(row["BOGBudget"], _days(row["MaxBOG"], _FOREVER)),
        overlap=_days(row["Overlap"], 0),
        recovery=_days(row["Recovery"], 0) or default_recovery,
        demobilization=DEMOBILIZATION_DAYS if row["Template"].startswith("RC") else 0,
        expected_dwell=int(expected["days"]) if expected else 1_095,
    )


def _enabled(row: Row) -> bool:
    return row["Enabled"].casefold() in ("true", "1")


def _demands(rows: Iterable[Row]) -> dict[str, Demand]:
    demands: dict[str, Demand] = {}
    unnamed = 0
    for row in rows:
        quantity = _days(row["Quantity"], 0)
        if not _enabled(row) or quantity <= 0:
            continue
        start = _days(row["StartDay"], 0)
        end = start + _days(row["Duration"], 0)
        vignette = row["Vignette"]
        if not vignette or not row["Operation"]:
            vignette = vignette or f"Vig-ANON-{unnamed}"
            unnamed += 1
        name = f"{row['Priority']}_{vignette}_{row['SRC']}_[{start}...{end}]"
        region = _REGION.search(row["Tags"])
        group = row["DemandGroup"]
        demands[name] = Demand(
            name=name,
            src=row["SRC"],
            quantity=quantity,
            priority=_days(row["Priority"], 0),
            start=start,
            end=end,
            category=row["Category"],
            group=None if group.casefold() in ("", "ungrouped") else group,
            region=region["region"] if region else None,
        )
    return demands


def _donors(rows: Iterable[Row]) -> dict[str, frozenset[str]]:
    """Who may stand in for whom, directly or through others."""
    direct: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if _enabled(row):
            direct[row["Recepient"]].add(row["Donor"])
    reach: dict[str, frozenset[str]] = {}
    for wanted in direct:
        found, waiting = {wanted}, [wanted]
        while waiting:
            for donor in direct.get(waiting.pop(), ()):
                if donor not in found:
                    found.add(donor)
                    waiting.append(donor)
        reach[wanted] = frozenset(found)
    return reach


def _troops(
    book: Rulebook, tables: Tables, parameters: Mapping[str, str], problems: list[Problem]
) -> dict[str, Troop]:
    """One unit after another in the order of the table, then spread evenly over their cycles."""
    special = {row["SRC"] for row in tables["SRCTagRecords"] if row["Tag"] == "Special"}
    order: list[tuple[str, str, str, str, str | None, int]] = []
    alike: dict[tuple[str, str, str, str | None], list[int]] = defaultdict(list)
    for row in _sound(tables, "SupplyRecords", problems):
        if not _enabled(row):
            continue
        src, component, policy = row["SRC"], row["Component"], row["Policy"]
        if policy.casefold() in ("", "auto"):
            kind = "Special" if src in special else "Default"
            policy = parameters.get(f"{kind}{component}Policy", "")
        if book.rotation_on(policy, 1) is None:
            problems.append(
                Problem(
                    code="M301",
                    message=f"SupplyRecords: no rotation on day 1 for policy {policy!r} of {src} {component}",
                    help="add the policy to PolicyRecords, or its periods to CompositePolicyRecords",
                    file="SupplyRecords.txt",
                )
            )
            continue
        regions, quantity = _regions(row["Tags"]), _days(row["Quantity"], 0)
        stated = _days(row["CycleTime"], 0)
        for index in range(quantity):
            region = regions[index] if index < len(regions) else None
            if not stated and quantity > 1:
                alike[src, component, policy, region].append(len(order))
            order.append((f"{len(order) + 1}_{src}_{component}", src, component, policy, region, stated))
    cycle_days = [stated for *_, stated in order]
    for (_, _, policy, _), places in alike.items():
        rotation = book.rotation_on(policy, 1)
        assert rotation is not None
        length = rotation.expected_dwell if rotation.cycle > _SPREAD_DAYS else rotation.cycle
        for index, place in enumerate(places):
            cycle_days[place] = index * length // len(places)
    return {
        name: Troop(
            name=name,
            src=src,
            component=component,
            policy=policy,
            region=region,
            cycle_day=cycle_days[place],
        )
        for place, (name, src, component, policy, region, _) in enumerate(order)
    }


def _regions(tags: str) -> list[str]:
    """The regions to which the first units of a row are aligned, one after another."""
    found = _ALIGNMENTS.search(tags)
    if found is None:
        return []
    return [pair["region"] for pair in _ALIGNED.finditer(found["pairs"]) for _ in range(int(pair["count"]))]
