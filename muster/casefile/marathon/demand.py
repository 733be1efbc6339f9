"""MARATHON's demand: rows of so many units of an SRC, from a day, for so many days."""

from __future__ import annotations

from dataclasses import dataclass

from muster.casefile.cells import LOWEST_PRIORITY
from muster.casefile.faults import Faults
from muster.casefile.marathon.note import Notes
from muster.casefile.marathon.tables import Records, Row

__all__ = ("WAITING_CATEGORIES", "MarathonDemand", "read_demand")

#: Categories whose units wait in the demand until it ends, whatever their days away.
WAITING_CATEGORIES = frozenset(("NonBOG", "NonBOG-RC-Only", "RC_Cannibalization", "Forward"))
#: Categories with rules of their own that have no counterpart.
_UNKNOWN_LIFE = ("srm", "fenced", "modernization", "modernization-ac", "nonbog_with")
_COLUMNS = ("Enabled", "Priority", "Quantity", "StartDay", "Duration", "SRC")
_LAST_DAY = 60_000


@dataclass(frozen=True, slots=True, kw_only=True)
class MarathonDemand:
    """One demand on the days ``[start, end)`` of the run, day 1 being the first."""

    name: str
    src: str
    quantity: int
    start: int
    end: int
    priority: int
    category: str
    group: str
    region: str
    vignette: str
    operation: str
    source_first: str


def read_demand(records: Records, faults: Faults, notes: Notes) -> list[MarathonDemand]:
    """The demands of the enabled rows, named as MARATHON names them."""
    if not records.has(_COLUMNS, faults):
        return []
    found: dict[str, MarathonDemand] = {}
    anonymous = 0
    for row in records.rows:
        on = row.is_on("Enabled", faults)
        quantity = row.whole("Quantity", faults, low=0, high=1_000_000)
        if on is None or quantity is None:
            continue
        label = f"{row.text('Vignette')} {row.text('SRC')}".strip()
        if not on:
            notes.add("left_out", "demand rows that are not enabled", "MARATHON leaves them out too", label)
            continue
        if not quantity:
            notes.add("left_out", "demand rows of quantity 0", "they ask for nobody", label)
            continue
        vignette, operation = row.text("Vignette"), row.text("Operation")
        number = anonymous
        if not vignette or not operation:  # MARATHON counts these rows, and names what is blank by the count
            anonymous += 1
        demand = _demand(
            row, quantity, vignette or f"Vig-ANON-{number}", operation or f"Op-ANON-{number}", faults, notes
        )
        if demand is None:
            continue
        if demand.name in found:
            notes.add(
                "left_out",
                "demand rows of the same name",
                "MARATHON keeps the first of rows with the same priority, vignette, SRC and days",
                demand.name,
            )
        found.setdefault(demand.name, demand)
    _columns_without_counterpart(records, notes)
    return [demand for demand in found.values() if not _is_left_out(demand, notes)]


def _demand(
    row: Row, quantity: int, vignette: str, operation: str, faults: Faults, notes: Notes
) -> MarathonDemand | None:
    priority = row.whole("Priority", faults, low=1, high=LOWEST_PRIORITY)
    start = row.whole("StartDay", faults, low=-_LAST_DAY, high=_LAST_DAY)
    duration = row.whole("Duration", faults, low=0)
    if priority is None or start is None or duration is None:
        return None
    src, group = row.name("SRC", faults), row.text("DemandGroup")
    if src is None:
        return None
    for column in ("Vignette", "DemandGroup", "Category"):
        if row.text(column) and row.name(column, faults) is None:
            return None
    if not duration:
        notes.add("left_out", "demand rows of duration 0", "they ask for nobody", f"{vignette} {src}")
        return None
    return MarathonDemand(
        name=f"{priority}_{vignette}_{src}_[{start}...{start + duration}]",
        src=src,
        quantity=quantity,
        start=start,
        end=start + duration,
        priority=priority,
        category=row.text("Category"),
        group="" if group.casefold() == "ungrouped" else group,
        region=_region(row, faults, notes),
        vignette=vignette,
        operation=operation,
        source_first=row.text("SourceFirst"),
    )


def _region(row: Row, faults: Faults, notes: Notes) -> str:
    """``forward`` of ``{:region :forward}``; other tags are told."""
    tags = row.edn("Tags", faults)
    region = ""
    for key, value in tags.items() if isinstance(tags, dict) else ():
        if key == "region":
            region = str(value)
        else:
            notes.add("not_obeyed", f"the tag :{key} of demand", "its meaning is not known", row.text("SRC"))
    return region


def _is_left_out(demand: MarathonDemand, notes: Notes) -> bool:
    if demand.category.casefold().startswith(_UNKNOWN_LIFE):
        notes.add(
            "left_out",
            f"demands of category {demand.category}",
            "units in them live by rules of their own, which have no counterpart",
            demand.name,
        )
        return True
    if demand.source_first:
        notes.add(
            "not_obeyed",
            "SourceFirst",
            "it is the order in which MARATHON tries units, not a limit: the plan may choose any that may"
            " go; it is kept as the column source_first",
            demand.source_first,
        )
    return False


_NO_COUNTERPART = {
    "overlap": "the hand-over is that of the unit's policy, in MARATHON's runs too",
    "mod": "the levels of modernization are not modelled",
    "bog": "the category says how units serve",
    "startstate": "units start from home",
    "endstate": "units end at home",
    "missionlength": "a tour's length comes from the policy",
    "theater": "the tables have no places",
    "location": "the tables have no places",
    "command": "the tables have no commands",
    "title 10_32": "every tour is in Title 10; a study plans with --assume-lawful",
}
_BLANK = ("", "nil", "Auto", "-2147483648", "false", "FALSE")


def _columns_without_counterpart(records: Records, notes: Notes) -> None:
    for column in records.columns:
        why = _NO_COUNTERPART.get(column.casefold())
        used = [row for row in records.rows if why and row.cells.get(column.casefold(), "") not in _BLANK]
        if why is not None and used:
            notes.add("not_obeyed", f"the column {column} of demand", why, count=len(used))
