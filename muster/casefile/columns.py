"""The columns of every table of a case, as the contract publishes them, and how each cell is read."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from decimal import Decimal
from itertools import compress, repeat
from typing import Any, NamedTuple

from muster.casefile.cells import (
    ABSURD_HEADCOUNT,
    LOWEST_PRIORITY,
    TOGETHER,
    Bad,
    Convert,
    choice,
    choices,
    component,
    day,
    days,
    decimal,
    duty_status,
    duty_statuses,
    identifier,
    identifiers,
    latitude,
    longitude,
    postal,
    text,
    whole,
    yes_no,
)
from muster.casefile.faults import Faults, did_you_mean, one_of, shown
from muster.casefile.table import Table
from muster.domain.command import RELATIONS, Command
from muster.domain.cycle import LONGEST_CYCLE_DAYS, Cycle, PolicyPeriod
from muster.domain.event import TrainingEvent
from muster.domain.expense import COST_KINDS
from muster.domain.fact import BOUNDS
from muster.domain.movement import MODE_KINDS, Mode
from muster.domain.origin import Extra, Origin
from muster.domain.place import PLACE_KINDS, Place
from muster.domain.policy import Policy
from muster.domain.rate import RATE_UNITS, Lift, Rate
from muster.domain.request import Line
from muster.domain.strength import STRENGTH_KINDS, StrengthReport
from muster.domain.tour import FixedTour, Pin
from muster.domain.unit import Skill, Unit, UnitType

__all__ = ("ANNOTATION", "TABLES", "Column", "InnerFault", "TableSpec", "read_rows")

#: A column that every table may have: where the row comes from. It is kept and not used.
ANNOTATION = "source"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in the file, the noun's field, how a cell is read, whether it may be blank."""

    name: str
    convert: Convert
    field: str
    required: bool = False


class InnerFault(NamedTuple):
    """What is wrong with cells that together make one value: the column to point at, and the fault."""

    column: str
    bad: Bad


#: Values of some columns by their names without the dot's left side, to the value that they make.
Make = Callable[[Mapping[str, Any]], object]


@dataclass(frozen=True, slots=True)
class TableSpec:
    """
    A table: its file's stem, the noun of one row, the field of Case that holds the rows, its columns.

    ``key`` names the columns that together may not stand twice. Columns whose field has a dot, such as
    ``cycle.days``, together make one value of the noun; ``inner`` holds what makes it of theirs.
    ``remarks`` are further columns that are kept without a warning, and not used.
    """

    name: str
    noun: type[Any]
    field: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    inner: tuple[tuple[str, Make], ...] = ()
    remarks: tuple[str, ...] = ()

    def column(self, field: str) -> str:
        """Name of the column that fills a field."""
        return next(column.name for column in self.columns if column.field == field)


def _need(name: str, convert: Convert, field: str = "") -> Column:
    return Column(name, convert, field or name, True)


def _may(name: str, convert: Convert, field: str = "") -> Column:
    return Column(name, convert, field or name)


_FROM = _may("from", day, "start")
_UNTIL = _may("until", day, "end")


def _people(what: str, low: int = 1, why: str = "") -> Convert:
    return whole(what, low, ABSURD_HEADCOUNT, why=why)


def _turn(what: str, low: int = 0) -> Convert:
    """A number of days in a turn of a cycle, which may be longer than any plan."""
    return whole(what, low, LONGEST_CYCLE_DAYS)


_CYCLE = ("days", "deployable_from", "deployable_until", "bog_days")
_CYCLE_COLUMNS = ("cycle_days", "deployable_from", "deployable_until", "bog_days")


def _cycle(given: Mapping[str, Any]) -> Cycle | InnerFault | None:
    """The cycle of a policy: all four of its required columns, in an order that can be."""
    if all(value is None for value in given.values()):
        return None
    missing = [column for name, column in zip(_CYCLE, _CYCLE_COLUMNS, strict=True) if given.get(name) is None]
    if missing:
        return InnerFault(
            missing[0],
            Bad(
                "M317",
                f"a policy with a cycle needs its {one_of(missing)}",
                f"fill {one_of(_CYCLE_COLUMNS)}, or leave all of the cycle's columns blank",
            ),
        )
    days_, start, end = given["days"], given["deployable_from"], given["deployable_until"]
    bog, overlap, recovery = given["bog_days"], given.get("overlap_days"), given.get("recovery_days")
    if end > days_:
        return InnerFault(
            "deployable_until",
            Bad(
                "M318",
                f"deployable_until {end} lies outside the cycle of {days_} days",
                "write a day up to cycle_days",
            ),
        )
    if start >= end:
        return InnerFault(
            "deployable_from",
            Bad(
                "M318",
                f"the deployable window [{start}, {end}) is empty",
                "deployable_until is the first day of the cycle on which the unit may not go any more",
            ),
        )
    if overlap is not None and bog <= overlap:
        return InnerFault(
            "bog_days",
            Bad(
                "M318",
                f"bog_days {bog} is not more than overlap_days {overlap}, so that nobody ever works",
                "bog_days counts all days away, hand-over included",
            ),
        )
    return Cycle(
        days=days_,
        deployable_from=start,
        deployable_until=end,
        bog_days=bog,
        overlap_days=overlap or 0,
        recovery_days=recovery or 0,
        demobilization_days=given.get("demobilization_days") or 0,
    )


TABLES: dict[str, TableSpec] = {
    spec.name: spec
    for spec in (
        TableSpec(
            "places",
            Place,
            "places",
            (
                _need("place", identifier),
                _may("name", text),
                _need("kind", choice("kind of place", PLACE_KINDS)),
                _need("lat", latitude),
                _need("lon", longitude),
                _may("state", postal),
            ),
            ("place",),
        ),
        TableSpec(
            "commands",
            Command,
            "commands",
            (
                _need("command", identifier),
                _may("name", text),
                _may("parent", identifier),
                _may("relation", choice("relation between commands", RELATIONS)),
                _may("place", identifier),
                _FROM,
                _UNTIL,
            ),
            ("command", "parent", "relation", "from"),
        ),
        TableSpec(
            "types",
            UnitType,
            "types",
            (
                _need("type", identifier),
                _may("name", text),
                _need("headcount", _people("the headcount", why="a unit has at least one person")),
                _may(
                    "part", _people("the part", why="write 1 or more, or leave it blank for whole units only")
                ),
                _may("symbol", text),
            ),
            ("type",),
        ),
        TableSpec(
            "skills",
            Skill,
            "skills",
            (
                _need("type", identifier),
                _need("capability", text),
                _need(
                    "headcount",
                    _people("the headcount", why="leave the row out if nobody brings the capability"),
                ),
                _may("rank", decimal("the rank", Decimal(0), Decimal(10**6))),
            ),
            ("type", "capability"),
        ),
        TableSpec(
            "units",
            Unit,
            "units",
            (
                _need("unit", identifier),
                _may("name", text),
                _need("type", identifier),
                _need("component", component),
                _need("home", identifier),
                _may(
                    "quantity",
                    whole("the quantity", 1, 100_000, why="leave the row out if there is no such unit"),
                ),
                _need("policy", identifier),
                _may("available_from", day),
                _may("available_until", day),
                _may("last_return", day),
                _may("last_tour_days", days("last_tour_days", 1)),
                _may("state", postal),
                _may("mobilization", text),
                _may("command", identifier),
                _may("cycle_day", _turn("cycle_day")),
                _may("region", identifier),
            ),
            ("unit",),
        ),
        TableSpec(
            "policies",
            Policy,
            "policies",
            (
                _need("policy", identifier),
                _may("min_tour_days", days("min_tour_days", 1)),
                _need("max_tour_days", days("max_tour_days", 1)),
                _may("dwell_ratio", decimal("dwell_ratio", Decimal(0), Decimal(1000))),
                _may("min_dwell_days", days("min_dwell_days")),
                _may("dwell_from", choice("start of dwell", ("end", "home"))),
                _may("notice_days", days("notice_days")),
                _may("reception_days", days("reception_days")),
                _may("cycle_days", _turn("cycle_days", 1), "cycle.days"),
                _may("deployable_from", _turn("deployable_from"), "cycle.deployable_from"),
                _may("deployable_until", _turn("deployable_until", 1), "cycle.deployable_until"),
                _may("bog_days", _turn("bog_days", 1), "cycle.bog_days"),
                _may("overlap_days", _turn("overlap_days"), "cycle.overlap_days"),
                _may("recovery_days", _turn("recovery_days"), "cycle.recovery_days"),
                _may("demobilization_days", _turn("demobilization_days"), "cycle.demobilization_days"),
            ),
            ("policy",),
            (("cycle", _cycle),),
        ),
        TableSpec(
            "policy_periods",
            PolicyPeriod,
            "policy_periods",
            (
                _need("policy", identifier),
                _need("from", day, "start"),
                _UNTIL,
                _need("atomic", identifier),
            ),
            ("policy", "from"),
        ),
        TableSpec(
            "requests",
            Line,
            "lines",
            (
                _need("line", identifier),
                _may("request", text),
                _may("agency", text),
                _need("place", identifier),
                _need("role", identifier),
                _need("capability", text),
                _need("headcount", _people("the headcount", why="leave the row out if nobody is asked for")),
                _need("from", day, "start"),
                _UNTIL,
                _need("priority", whole("the priority", 1, LOWEST_PRIORITY, why="1 is the highest priority")),
                _may("required", yes_no),
                _may("duty_statuses", duty_statuses),
                _may("mobilization", text),
                _may("armed", yes_no),
                _may("contact", yes_no),
                _may("approval", identifier),
                _may("command", identifier),
                _may("category", identifier),
                _may("group", identifier),
                _may("region", identifier),
            ),
            ("line",),
            remarks=("source_first",),
        ),
        TableSpec(
            "tours",
            FixedTour,
            "tours",
            (
                _need("unit", identifier),
                _need("line", identifier),
                _need("start", day),
                _need("end", day),
                _need("duty_status", duty_status),
                _may("authority", identifiers),
                _may(
                    "headcount",
                    _people("the headcount", why="leave the tour out if nobody went; blank = the type's"),
                ),
            ),
        ),
        TableSpec(
            "pins",
            Pin,
            "pins",
            (
                _need("rule", choice("rule of a pin", ("pin", "ban"))),
                _need("unit", identifier),
                _may("line", identifier),
                _may("start", day),
                _may("end", day),
                _may("reason", text),
            ),
        ),
        TableSpec(
            "rates",
            Rate,
            "rates",
            (
                _need("element", identifier),
                _may("component", component),
                _may("duty_status", duty_status),
                _may("mode", text),
                _need("amount", decimal("the amount", Decimal(0), Decimal(10**9))),
                _need("unit", choice("unit of a rate", RATE_UNITS)),
                _FROM,
                _UNTIL,
                _may("source", text),
                _may("low", decimal("low", Decimal(0), Decimal(10**9))),
                _may("high", decimal("high", Decimal(0), Decimal(10**9))),
                _may("covers", choices("kind of cost", tuple(kind.kind for kind in COST_KINDS))),
            ),
            ("element", "component", "duty_status", "mode", "unit", "from"),
        ),
        TableSpec(
            "lift",
            Lift,
            "lifts",
            (
                _need("lift", identifier),
                _may("mode", text),
                _may("place", identifier),
                _FROM,
                _UNTIL,
                _need("passengers_per_day", _people("passengers_per_day", 0, "write 0 for none")),
            ),
            ("lift", "mode", "place", "from"),
        ),
        TableSpec(
            "modes",
            Mode,
            "modes",
            (
                _need("mode", identifier),
                _may("kind", choice("kind of mode", MODE_KINDS)),
                _may("miles_per_day", decimal("miles_per_day", Decimal(1), Decimal(100_000))),
                _may("fixed_days", days("fixed_days")),
                _may("passengers_per_day", _people("passengers_per_day", 0, "write 0 for none")),
                _may("place", identifier),
                _may("per_person_mile", decimal("per_person_mile", Decimal(0), Decimal(100_000))),
                _may("per_person", decimal("per_person", Decimal(0), Decimal(10**9))),
                _FROM,
                _UNTIL,
                _may("source", text),
            ),
            ("mode", "place", "from"),
        ),
        TableSpec(
            "events",
            TrainingEvent,
            "events",
            (
                _need("name", text),
                _may("unit", identifier),
                _may("type", identifier),
                _need("from", day, "start"),
                _need("until", day, "end"),
                _may("source", text),
            ),
            ("name", "unit", "type", "from"),
        ),
        TableSpec(
            "strength",
            StrengthReport,
            "strengths",
            (
                _need("date", day),
                _need("scope", identifier),
                _may("component", component),
                _may("duty_status", duty_status),
                _need("headcount", _people("the headcount", 0, "write 0 for none")),
                _may("low", _people("low", 0, "write 0 or more")),
                _may("high", _people("high", 0, "write 0 or more")),
                _may("bound", choice("bound", BOUNDS)),
                _need("kind", choice("kind of strength report", STRENGTH_KINDS)),
                _may("source", text),
                _may("hand_over", _people("hand_over", 0, "write 0 for none")),
            ),
        ),
    )
}

_MEMO_LIMIT = 1 << 16


class _Memo(dict[str, object]):
    """Cell text to value; equal cells of a column share one value, and are judged once."""

    def __init__(self, column: Column, default: object) -> None:
        super().__init__()
        self._convert = column.convert
        self._blank: object = (
            Bad("M201", f"the {column.name} is blank", f"every row needs its {column.name}")
            if column.required
            else default
        )
        self.bad = False
        self._together = TOGETHER.get(column.convert)
        self._unlike = False

    def read(self, cells: Sequence[str]) -> Sequence[object]:
        """The values of a column's cells; those that hardly repeat are read together, not remembered."""
        if self._unlike and self._together is not None:
            bare = list(map(str.strip, cells))
            values = self._together(bare) if all(bare) else None
            if values is not None:
                return values
        first = cells[0]
        if cells[-1] == first and cells.count(first) == len(cells):  # cheaper than to hash each
            return [self[first]] * len(cells)
        before = len(self)
        remembered = list(map(self.__getitem__, cells))
        new = len(self) - before
        self._unlike = self._together is not None and (new < 0 or 2 * new > len(cells))
        if self._unlike:
            self.clear()
        return remembered

    def __missing__(self, cell: str) -> object:
        if len(self) >= _MEMO_LIMIT:
            self.clear()
        bare = cell.strip()
        value = self._convert(bare) if bare else self._blank
        if isinstance(value, Bad):
            self.bad = True
        self[cell] = value
        return value


def check_header(table: Table, spec: TableSpec, faults: Faults) -> bool:
    """Whether the required columns are there; unknown ones are told as warnings."""
    names = [column.name for column in spec.columns]
    sound = True
    line = 1
    seen: set[str] = set()
    missing = [column.name for column in spec.columns if column.required and column.name not in table.header]
    for index, name in enumerate(table.header):
        if name and name in seen:
            sound = False
            faults.add(
                "M117",
                f"{table.file}: the column {name} stands twice",
                help="keep one of the two columns",
                where=table.where(line, index),
            )
        seen.add(name)
        if name and name not in names and name != ANNOTATION and name not in spec.remarks:
            near = did_you_mean(name, [other for other in names if other not in table.header])
            hint = f"did you mean {near}? " if near else ""
            faults.warn(
                "M118",
                f"{table.file}: the column {shown(name)} is unknown; it is kept but not used",
                help=f"{hint}known columns: {one_of(names, 20)}",
                where=table.where(line, index),
            )
    if missing:
        only = table.header[0] if len(table.header) == 1 else ""
        separator = next((sign for sign in (";", "\t", "|") if sign in only), "")
        faults.add(
            "M116",
            f"{table.file}: the required column{'s' if len(missing) > 1 else ''} {', '.join(missing)}"
            f" {'are' if len(missing) > 1 else 'is'} missing",
            help="separate the cells by commas, not by '{}'".format(separator.replace("\t", "tab"))
            if separator
            else "add it to the header and to every row; names are written in small letters",
            where=table.where(line),
        )
    return sound and not missing


def read_rows(table: Table, spec: TableSpec, faults: Faults) -> tuple[list[Any], set[str]]:
    """
    The nouns of a table's sound rows, and the keys of all rows, sound or not.

    The keys spare references to a faulty row a second fault.
    """
    if not check_header(table, spec, faults):
        index = table.header.index(spec.columns[0].name) if spec.columns[0].name in table.header else None
        if index is None:
            return [], set()
        return [], {row[index].strip() for _, row in table.rows()}
    defaults = {item.name: None if item.default is MISSING else item.default for item in fields(spec.noun)}
    present = [column for column in spec.columns if column.name in table.header]
    places = [table.header.index(column.name) for column in present]
    memos = [_Memo(column, defaults.get(column.field)) for column in present]
    others = [
        (index, name) for index, name in enumerate(table.header) if name not in {c.name for c in spec.columns}
    ]
    key_index = places[0]
    nouns: list[Any] = []
    keys: set[str] = set()
    file = table.file
    for lines, cells in table.chunks():
        keys.update(map(str.strip, cells[key_index]))
        used = [
            index for index, place in enumerate(places) if present[index].required or any(cells[place])
        ]  # a column without a cell leaves the noun's default
        columns = [memos[index].read(cells[places[index]]) for index in used]
        names = [present[index].field for index in used]
        broken = _tell(
            columns, [memos[index] for index in used], [places[index] for index in used], lines, table, faults
        )
        extras = _extras(cells, others, lines, table, faults) if others else None
        # What Origin(file, line) does, without its Python function: half the time.
        origins = list(map(tuple.__new__, repeat(Origin), zip(repeat(file), lines, strict=False)))
        values: dict[str, Sequence[object]] = dict(zip(names, columns, strict=True))
        for inner, make in spec.inner:
            values[inner] = _joined(inner, make, values, lines, table, faults, broken)
        values["origin"] = origins
        if extras is not None:
            values["extra"] = extras
        if broken:
            sound = [index not in broken for index in range(len(lines))]
            values = {name: list(compress(column, sound)) for name, column in values.items()}
        nouns += _made(spec.noun, len(lines) - len(broken), values)
    return nouns, keys | table.torn if table.torn else keys


def _made(noun: type[Any], count: int, values: Mapping[str, Sequence[object]]) -> list[Any]:
    """
    Nouns from columns of values; fields without a column have their default.

    The fields are set column by column, as the ``__init__`` of a frozen dataclass sets them one by
    one: a fifth of the time where there are a million rows.
    """
    made = list(map(object.__new__, repeat(noun, count)))
    for item in fields(noun):
        column = values.get(item.name)
        source: Iterable[object] = repeat(item.default) if column is None else column
        deque(map(getattr(noun, item.name).__set__, made, source), maxlen=0)
    return made


def _joined(
    inner: str,
    make: Make,
    values: dict[str, Sequence[object]],
    lines: list[int],
    table: Table,
    faults: Faults,
    broken: set[int],
) -> list[object]:
    """Row by row the value that columns such as ``cycle.days`` make together; they leave ``values``."""
    names = [name for name in values if name.startswith(f"{inner}.")]
    given = {name.removeprefix(f"{inner}."): values.pop(name) for name in names}
    made: list[object] = []
    for index, line in enumerate(lines):
        if index in broken:
            made.append(None)
            continue
        value = make({name: column[index] for name, column in given.items()}) if given else None
        if isinstance(value, InnerFault):
            broken.add(index)
            bad = value.bad
            at = value.column if value.column in table.header else None
            faults.add(bad.code, bad.message, help=bad.help, where=table.where(line, at))
        made.append(value)
    return made


def _tell(
    columns: list[Sequence[object]],
    memos: list[_Memo],
    places: list[int],
    lines: list[int],
    table: Table,
    faults: Faults,
) -> set[int]:
    """Record the faulty cells of a chunk; the indices of the rows they stand in."""
    broken: set[int] = set()
    for values, memo, place in zip(columns, memos, places, strict=True):
        if not memo.bad:
            continue
        for index, value in enumerate(values):
            if isinstance(value, Bad):
                broken.add(index)
                if faults.room(value.code, table.file):
                    faults.add(
                        value.code, value.message, help=value.help, where=table.where(lines[index], place)
                    )
    return broken


def _extras(
    columns: Sequence[Sequence[str]],
    others: list[tuple[int, str]],
    lines: list[int],
    table: Table,
    faults: Faults,
) -> list[Extra]:
    """Cells of unknown columns, where they are not blank."""
    found: list[Extra] = []
    cells = zip(*(columns[index] for index, _ in others), strict=True)
    for line, row in zip(lines, cells, strict=True):
        extra = []
        for (index, name), text_ in zip(others, row, strict=True):
            cell = text_.strip()
            if cell and name:
                extra.append((name, cell))
            elif cell and faults.room("M117", table.file):
                faults.add(
                    "M117",
                    f"{table.file}: the cell {shown(cell)} stands in a column without a name",
                    help="name the column in the header line, or empty the cell",
                    where=table.where(line, index),
                )
        found.append(tuple(extra))
    return found
