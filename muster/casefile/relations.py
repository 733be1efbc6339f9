"""What the rows of a case say of each other: references, uniqueness, periods, and sums that must fit."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import Any

from muster.casefile.columns import TABLES, TableSpec
from muster.casefile.faults import Faults, Where, did_you_mean, one_of, shown
from muster.casefile.table import Table
from muster.domain.case import Case
from muster.domain.command import Command
from muster.domain.component import PAIRS, DutyStatus
from muster.domain.movement import Mode
from muster.domain.request import Line
from muster.domain.role import ROLES
from muster.domain.strength import StrengthReport
from muster.domain.tour import FixedTour, Pin
from muster.domain.unit import Skill, Unit, UnitType

__all__ = ("Rows", "check_relations", "check_reports")

#: Field of a noun -> the table whose first column it names.
_REFERENCES: tuple[tuple[str, str, str], ...] = (
    ("commands", "parent", "commands"),
    ("commands", "place", "places"),
    ("skills", "type", "types"),
    ("units", "type", "types"),
    ("units", "home", "places"),
    ("units", "policy", "policies"),
    ("policy_periods", "policy", "policies"),
    ("policy_periods", "atomic", "policies"),
    ("units", "command", "commands"),
    ("requests", "place", "places"),
    ("requests", "command", "commands"),
    ("tours", "unit", "units"),
    ("tours", "line", "requests"),
    ("pins", "unit", "units"),
    ("pins", "line", "requests"),
    ("lift", "place", "places"),
    ("modes", "place", "places"),
    ("events", "unit", "units"),
    ("events", "type", "types"),
)
_SINGULAR = {
    "commands": "command",
    "places": "place",
    "types": "type",
    "policies": "policy",
    "units": "unit",
    "requests": "line",
}


@dataclass(slots=True)
class Rows:
    """
    The rows read so far, by table, with the tables they come from.

    ``keys`` holds the names of all rows, also of those that were faulty; ``None`` where the table
    exists and could not be read at all, so that references to it cannot be judged.
    """

    nouns: dict[str, list[Any]] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    keys: dict[str, set[str] | None] = field(default_factory=dict)
    authorities: set[str] | None = field(default_factory=set)
    ceilings: set[str] = field(default_factory=set)

    def where(self, table: str, noun: Any, column: str | None = None) -> Where:
        """Address of a row's cell; of the row where the column is not there."""
        source = self.tables[table]
        return source.where(noun.origin.line, column if column in source.header else None)


def check_relations(rows: Rows, prices: Collection[int] | None, faults: Faults) -> None:
    """
    Record every fault that shows only when rows are seen together.

    Parameters
    ----------
    rows
        The sound rows of every table.
    prices
        Priorities that have a shortfall price; ``None`` if they could not be read.
    faults
        Where faults go.
    """
    for name, spec in TABLES.items():
        if spec.key and rows.nouns.get(name):
            _unique(rows, spec, faults)
    for table, attribute, target in _REFERENCES:
        _refer(rows, table, attribute, target, faults)
    _periods(rows, faults)
    _types_and_skills(rows, faults)
    _units_and_policies(rows, faults)
    _lines(rows, prices, faults)
    _tours(rows, faults)
    _pins(rows, faults)
    _strengths(rows, faults)
    _rates(rows, faults)
    _modes(rows, faults)
    _events(rows, faults)
    _command_loops(rows, faults)


def _unique(rows: Rows, spec: TableSpec, faults: Faults) -> None:
    names = {column.name: column.field for column in spec.columns}
    key = attrgetter(*(names[column] for column in spec.key))
    nouns = rows.nouns[spec.name]
    if len(set(map(key, nouns))) == len(nouns):
        return
    first: dict[object, Any] = {}
    for noun in nouns:
        earlier = first.setdefault(key(noun), noun)
        if earlier is noun or not faults.room("M302", noun.origin.file):
            continue
        words = [
            f"{column} {shown(str(getattr(noun, names[column])))}"
            for column in spec.key
            if getattr(noun, names[column]) is not None
        ]
        faults.add(
            "M302",
            f"{', '.join(words)} stands twice, first on line {earlier.origin.line}",
            help="give each row a name of its own, or merge the two rows (n identical units: quantity)",
            where=rows.where(spec.name, noun, spec.key[0]),
        )


def _refer(rows: Rows, table: str, attribute: str, target: str, faults: Faults) -> None:
    nouns = rows.nouns.get(table)
    known = rows.keys.get(target, set())
    if not nouns or known is None:
        return
    unknown = set(map(attrgetter(attribute), nouns)) - known - {None}
    if not unknown:
        return
    strays = [noun for noun in nouns if getattr(noun, attribute) in unknown]
    column = TABLES[table].column(attribute)
    if target not in rows.tables:
        noun = strays[0]
        faults.add(
            "M102",
            f"{target}.csv is missing, and {noun.origin.file} names the"
            f" {_SINGULAR[target]} {shown(getattr(noun, attribute))}",
            help=f"add {target}.csv with the columns"
            f" {', '.join(c.name for c in TABLES[target].columns if c.required)}",
            where=rows.where(table, noun, column),
        )
        return
    ordered = sorted(known)
    for noun in strays:
        if faults.room("M301", noun.origin.file):
            _stray(
                rows,
                table,
                noun,
                column,
                getattr(noun, attribute),
                _SINGULAR[target],
                ordered,
                f"{target}.csv",
                faults,
            )


def _stray(
    rows: Rows,
    table: str,
    noun: Any,
    column: str,
    name: str,
    what: str,
    known: Sequence[str],
    place: str,
    faults: Faults,
    code: str = "M301",
) -> None:
    near = did_you_mean(name, known)
    faults.add(
        code,
        f"the {what} {shown(name)} is not in {place}",
        help=f"did you mean {near}?" if near else f"add it to {place}; known: {one_of(known) or 'none'}",
        where=rows.where(table, noun, column),
    )


def _authority(rows: Rows, table: str, noun: Any, column: str, name: str, faults: Faults) -> None:
    known = rows.authorities
    if known is not None and name not in known and faults.room("M301", noun.origin.file):
        _stray(rows, table, noun, column, name, "authority", sorted(known), "authorities.toml", faults)


_PERIODS = (
    ("commands", "start", "end"),
    ("units", "available_from", "available_until"),
    ("policy_periods", "start", "end"),
    ("requests", "start", "end"),
    ("tours", "start", "end"),
    ("pins", "start", "end"),
    ("rates", "start", "end"),
    ("lift", "start", "end"),
    ("modes", "start", "end"),
    ("events", "start", "end"),
)


def _periods(rows: Rows, faults: Faults) -> None:
    for table, first, last in _PERIODS:
        for noun in _suspects(rows.nouns.get(table, ()), _is_no_period, first, last):
            if not faults.room("M303", noun.origin.file):
                continue
            start, end = getattr(noun, first), getattr(noun, last)
            begin, until = TABLES[table].column(first), TABLES[table].column(last)
            why = "is empty" if start == end else "runs backwards"
            faults.add(
                "M303",
                f"the period {why}: {until} {end} is not after {begin} {start}",
                help=f"{until} is the first day not included; write a later one"
                + ("" if table in ("tours", "events") else ", or leave it blank for an open end"),
                where=rows.where(table, noun, until),
            )


def _is_no_period(start: date | None, end: date | None) -> bool:
    return start is not None and end is not None and end <= start


def _suspects(nouns: Sequence[Any], is_suspect: Callable[..., bool], *attributes: str) -> list[Any]:
    """
    The nouns whose attributes together are suspect, in their order.

    Every combination of values is judged once: a million rows hold few, and mostly none of them is.
    """
    values = attrgetter(*attributes)
    combinations = set(map(values, nouns))
    suspect = {found for found in combinations if is_suspect(*(found if len(attributes) > 1 else (found,)))}
    return [noun for noun in nouns if values(noun) in suspect] if suspect else []


def _types_and_skills(rows: Rows, faults: Faults) -> None:
    types: dict[str, UnitType] = {noun.type: noun for noun in rows.nouns.get("types", ())}
    for noun in types.values():
        if noun.part is not None and noun.part > noun.headcount:
            faults.add(
                "M306",
                f"type {shown(noun.type)}: the part of {noun.part:,} is larger than the"
                f" whole unit of {noun.headcount:,}",
                help="write the headcount of the smallest part that may go alone, or leave it blank",
                where=rows.where("types", noun, "part"),
            )
    skills: Iterable[Skill] = rows.nouns.get("skills", ())
    for skill in skills:
        whole = types.get(skill.type)
        if whole is not None and skill.headcount > whole.headcount:
            faults.add(
                "M307",
                f"type {shown(skill.type)}: {skill.headcount:,} people with {shown(skill.capability)},"
                f" but one unit has {whole.headcount:,}",
                help="write how many people of one unit bring the capability, at most the type's headcount",
                where=rows.where("skills", skill, "headcount"),
            )


def _units_and_policies(rows: Rows, faults: Faults) -> None:
    for policy in rows.nouns.get("policies", ()):
        if policy.min_tour_days > policy.max_tour_days:
            faults.add(
                "M308",
                f"policy {shown(policy.policy)}: min_tour_days {policy.min_tour_days} is more than"
                f" max_tour_days {policy.max_tour_days}",
                help="exchange the two, or lower min_tour_days",
                where=rows.where("policies", policy, "min_tour_days"),
            )
        if policy.reception_days >= policy.max_tour_days:
            faults.add(
                "M316",
                f"policy {shown(policy.policy)}: reception takes {policy.reception_days} days of a tour of"
                f" at most {policy.max_tour_days}, so that nobody ever works",
                help="lower reception_days or raise max_tour_days",
                where=rows.where("policies", policy, "reception_days"),
            )
    unit: Unit
    for unit in _suspects(
        rows.nouns.get("units", ()),
        lambda last_tour_days, last_return: last_tour_days is not None and last_return is None,
        "last_tour_days",
        "last_return",
    ):
        if faults.room("M314", unit.origin.file if unit.origin else None):
            faults.warn(
                "M314",
                f"unit {shown(unit.unit)}: last_tour_days without last_return imposes no dwell",
                help="write the day of the last return, or empty both cells",
                where=rows.where("units", unit, "last_tour_days"),
            )


def _lines(rows: Rows, prices: Collection[int] | None, faults: Faults) -> None:
    known = rows.authorities

    def is_suspect(priority: int, role: str, approval: str | None) -> bool:
        return (
            (prices is not None and priority not in prices)
            or role not in ROLES
            or (approval is not None and known is not None and approval not in known)
        )

    roles: dict[str, list[Line]] = {}
    line: Line
    for line in _suspects(rows.nouns.get("requests", ()), is_suspect, "priority", "role", "approval"):
        if (
            prices is not None
            and line.priority not in prices
            and faults.room("M309", line.origin.file if line.origin else None)
        ):
            faults.add(
                "M309",
                f"line {shown(line.line)} has priority {line.priority}, which has no shortfall price",
                help=f"add it to case.toml: [objective] shortfall ="
                f" {{ {line.priority} = 5000 }} (dollars per headcount-day);"
                f" priced: {one_of([str(price) for price in sorted(prices)]) or 'none'}",
                where=rows.where("requests", line, "priority"),
            )
        if line.role not in ROLES:
            roles.setdefault(line.role, []).append(line)
        if line.approval is not None and known is not None and line.approval not in known:
            _authority(rows, "requests", line, "approval", line.approval, faults)
    for role, lines in roles.items():
        _unknown_role(rows, role, lines, faults)


def _unknown_role(rows: Rows, role: str, lines: Sequence[Line], faults: Faults) -> None:
    """A role that is not in the vocabulary, told once for all the lines that have it."""
    near = did_you_mean(role, ROLES)
    others = f" and {len(lines) - 1:,} other lines" if len(lines) > 1 else ""
    faults.warn(
        "M210",
        f"line {shown(lines[0].line)}{others}: the role {shown(role)} is not in the vocabulary",
        help=(f"did you mean {near}? " if near else "") + "`muster schema roles` lists the known ones",
        where=rows.where("requests", lines[0], "role"),
    )


def _tours(rows: Rows, faults: Faults) -> None:
    tours: Sequence[FixedTour] = rows.nouns.get("tours", ())
    if not tours:
        return
    units: Mapping[str, Unit] = {unit.unit: unit for unit in rows.nouns.get("units", ())}
    types: Mapping[str, UnitType] = {kind.type: kind for kind in rows.nouns.get("types", ())}
    known = rows.authorities

    def is_suspect(
        name: str, duty_status: DutyStatus, authority: tuple[str, ...], headcount: int | None
    ) -> bool:
        if known is not None and not known.issuperset(authority):
            return True
        unit = units.get(name)
        if unit is None:
            return False
        kind = types.get(unit.type)
        return duty_status not in PAIRS[unit.component] or (
            kind is not None and headcount is not None and headcount > kind.headcount
        )

    for tour in _suspects(tours, is_suspect, "unit", "duty_status", "authority", "headcount"):
        for name in tour.authority:
            _authority(rows, "tours", tour, "authority", name, faults)
        unit = units.get(tour.unit)
        if unit is None:
            continue
        possible = PAIRS[unit.component]
        file = tour.origin.file if tour.origin else None
        if tour.duty_status not in possible and faults.room("M304", file):
            faults.add(
                "M304",
                f"unit {shown(tour.unit)} is {unit.component} and cannot serve in {tour.duty_status}",
                help=f"possible for {unit.component}: {', '.join(possible)} (`muster schema pairs`)",
                where=rows.where("tours", tour, "duty_status"),
            )
        kind = types.get(unit.type)
        if (
            kind
            and tour.headcount is not None
            and tour.headcount > kind.headcount
            and faults.room("M305", file)
        ):
            faults.add(
                "M305",
                f"the tour of {shown(tour.unit)} has {tour.headcount:,} people, but one unit of type"
                f" {shown(kind.type)} has {kind.headcount:,}",
                help="write how many of the unit went, or blank for all; several units of one"
                " row are several tours",
                where=rows.where("tours", tour, "headcount"),
            )


def _pins(rows: Rows, faults: Faults) -> None:
    pin: Pin
    for pin in rows.nouns.get("pins", ()):
        blank = [name for name in ("line", "start", "end") if getattr(pin, name) is None]
        if pin.rule == "pin" and blank and faults.room("M310", pin.origin.file if pin.origin else None):
            faults.add(
                "M310",
                f"the pin of {shown(pin.unit)} has no {' and no '.join(blank)}",
                help="a pin fixes unit, line, start and end; write them all, or make it a ban",
                where=rows.where("pins", pin, blank[0]),
            )


def check_reports(reports: Sequence[StrengthReport], table: Table, case: Case, faults: Faults) -> None:
    """Record what is wrong with reports of a case that come from a table outside it."""
    rows = Rows(
        nouns={"strength": list(reports)},
        tables={"strength": table},
        keys={
            "places": {place.place for place in case.places},
            "units": {unit.unit for unit in case.units},
            "commands": {row.command for row in case.commands},
        },
        authorities={authority.id for authority in case.authorities},
        ceilings={ceiling.id for authority in case.authorities for ceiling in authority.ceilings},
    )
    _strengths(rows, faults)


def _strengths(rows: Rows, faults: Faults) -> None:
    reports: Sequence[StrengthReport] = rows.nouns.get("strength", ())
    if not reports:
        return
    spaces: dict[str, Collection[str] | None] = {
        "ceiling": rows.ceilings,
        "authority": rows.authorities,
        "place": rows.keys.get("places", set()),
        "unit": rows.keys.get("units", set()),
        "command": rows.keys.get("commands", set()),
    }
    if all(names is not None for names in spaces.values()):
        _scopes(rows, reports, {space: names for space, names in spaces.items() if names}, faults)
    for report in reports:
        if report.hand_over is not None and report.hand_over > report.headcount:
            _handing_over(rows, report, faults)
        if report.low is None and report.high is None and report.bound != "range":
            continue
        fault = _bounds(report)
        if fault is not None and faults.room("M312", report.origin.file if report.origin else None):
            column, message, help_ = fault
            faults.add("M312", message, help=help_, where=rows.where("strength", report, column))


def _scopes(
    rows: Rows, reports: Sequence[StrengthReport], spaces: Mapping[str, Collection[str]], faults: Faults
) -> None:
    """Every scope is the name of one thing: told are those of nothing, and those of several."""
    meanings = {
        name: [space for space, names in spaces.items() if name in names]
        for name in set(map(attrgetter("scope"), reports))
    }
    if all(len(found) == 1 for found in meanings.values()):
        return
    known = sorted(set().union(*spaces.values()))
    told: set[str] = set()
    for report in reports:
        found = meanings[report.scope]
        if not found and faults.room("M311", report.origin.file if report.origin else None):
            near = did_you_mean(report.scope, known)
            faults.add(
                "M311",
                f"the scope {shown(report.scope)} is neither a ceiling, authority, place, unit nor command"
                " of the case",
                help=f"did you mean {near}?"
                if near
                else f"add it to its table; known: {one_of(known) or 'none'}",
                where=rows.where("strength", report, "scope"),
            )
        elif len(found) > 1 and report.scope not in told:
            told.add(report.scope)
            faults.warn(
                "M315",
                f"the scope {shown(report.scope)} is the name of a {' and of a '.join(found)}",
                help="give the two different names, so that the report is clear",
                where=rows.where("strength", report, "scope"),
            )


def _handing_over(rows: Rows, report: StrengthReport, faults: Faults) -> None:
    if faults.room("M312", report.origin.file if report.origin else None):
        faults.add(
            "M312",
            f"{report.hand_over:,} hand over, and only {report.headcount:,} are there",
            help="hand_over counts those of the headcount who hand over; leave it blank if it is not stated",
            where=rows.where("strength", report, "hand_over"),
        )


def _bounds(report: StrengthReport) -> tuple[str, str, str] | None:
    low, high = report.low, report.high
    if low is None and high is None:
        if report.bound == "range":
            return "bound", "a range without low and high", "write low and high, or another bound"
        return None
    if low is not None and high is not None and low > high:
        return "low", f"low {low:,} is more than high {high:,}", "exchange the two"
    if report.bound == "range" and (low is None or high is None):
        return "bound", "a range needs both low and high", "write both, or use up_to or at_least"
    if (low is not None and report.headcount < low) or (high is not None and report.headcount > high):
        return (
            "headcount",
            f"the headcount {report.headcount:,} lies outside its own bounds",
            "write a headcount between low and high",
        )
    return None


def _rates(rows: Rows, faults: Faults) -> None:
    """A rate's amount lies inside its own range."""
    for rate in rows.nouns.get("rates", ()):
        if rate.low is None and rate.high is None:
            continue
        below = rate.low is not None and rate.low > rate.amount
        above = rate.high is not None and rate.high < rate.amount
        if (below or above) and faults.room("M323", rate.origin.file if rate.origin else None):
            column, bound = ("low", rate.low) if below else ("high", rate.high)
            faults.add(
                "M323",
                f"{column} {bound} is {'more' if below else 'less'} than the amount {rate.amount}",
                help="write low at most, and high at least, the amount that is expected",
                where=rows.where("rates", rate, column),
            )


def _modes(rows: Rows, faults: Faults) -> None:
    """Every mode by air has a price; by land the case's own stands in."""
    modes: Sequence[Mode] = rows.nouns.get("modes", ())
    priced = {rate.mode for rate in rows.nouns.get("rates", ()) if rate.unit == "person-mile"}
    for mode in modes:
        free = mode.per_person_mile is None and mode.per_person is None
        unpriced = free and mode.kind == "air" and not priced & {mode.mode, None, ""}
        if unpriced and faults.room("M325", mode.origin.file if mode.origin else None):
            faults.add(
                "M325",
                f"the mode {shown(mode.mode)} has no price: per_person_mile and per_person are blank, and"
                f" rates.csv has no person-mile rate of that mode",
                help="write per_person_mile (0 where the flight costs the plan nothing), or add the rate",
                where=rows.where("modes", mode, "per_person_mile"),
            )


def _events(rows: Rows, faults: Faults) -> None:
    """An event is one unit's, or one type's."""
    for event in rows.nouns.get("events", ()):
        if (event.unit is None) == (event.type is None) and faults.room(
            "M324", event.origin.file if event.origin else None
        ):
            both = event.unit is not None
            faults.add(
                "M324",
                f"the event {shown(event.name)} names {'both a unit and a type' if both else 'nobody'}",
                help="fill one of unit and type, and leave the other blank",
                where=rows.where("events", event, "type" if both else "unit"),
            )


def _command_loops(rows: Rows, faults: Faults) -> None:
    """A command that answers to itself on some day, at whatever distance."""
    commands: Sequence[Command] = rows.nouns.get("commands", ())
    days = sorted({row.start for row in commands if row.start is not None} | {date.min})
    told: set[str] = set()
    for day in days if len(days) <= 400 else days[:400]:
        # Support may be mutual; only command itself has one direction.
        parents = {
            row.command: row
            for row in commands
            if row.parent is not None
            and row.relation in (None, "command")
            and (row.start is None or row.start <= day)
            and (row.end is None or day < row.end)
        }
        settled: set[str] = set()
        for name in parents:
            path: list[str] = []
            at = name
            while at in parents and at not in path and at not in settled:
                path.append(at)
                at = str(parents[at].parent)
            if at in path and not told.intersection(loop := path[path.index(at) :]):
                told.update(loop)
                faults.add(
                    "M313",
                    f"commands answer to each other in a circle: {' -> '.join([*loop[:6], at])}",
                    help="correct the parent, or the periods of the rows",
                    where=rows.where("commands", parents[at], "parent"),
                )
            settled.update(path)
