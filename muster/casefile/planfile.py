"""
``plan.json``: a plan as everyone may read it, and anyone's plan read strictly.

Of a plan written by others only the tours are indispensable, and of a tour only unit, line, start,
end and duty status. ``element`` may be absent where the unit has a quantity of one. Figures that are
absent (``headcount``, ``fills``, ``cost``) are read as 0 with one warning: nothing may rest on them,
and ``muster verify`` computes them itself. All other absent keys are unknown, empty or false.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from muster.casefile.cells import Bad, day
from muster.casefile.codec import decode, finding_json, json_place
from muster.casefile.conflictfile import (
    conflicts_json,
    pins_json,
    read_conflicts,
    read_pins,
    read_splits,
    splits_json,
)
from muster.casefile.costfile import cost_json, read_cost
from muster.casefile.faults import Faults, Where, did_you_mean, one_of, shown
from muster.casefile.movementfile import movement_json, read_movements
from muster.casefile.readinessfile import read_readiness, readiness_json
from muster.domain.case import Case
from muster.domain.component import DutyStatus
from muster.domain.finding import Citation, Finding, Verdict
from muster.domain.plan import (
    CHANGE_KINDS,
    SHORTFALL_REASONS,
    CeilingUse,
    Plan,
    PlanChange,
    PlannedTour,
    Shortfall,
    TourName,
)
from muster.errors import MaterialError, Problem

__all__ = ("PLAN_SCHEMA", "PlanObject", "plan_json", "read_plan")

PLAN_SCHEMA = "muster.plan/1"

_LAW = ("checked", "assumed")
_TOUR_LAW = ("checked", "assumed", "unknown")
_STATUS = ("optimal", "feasible", "empty")
_STOPPED = ("gap", "time", "interrupt", "exhausted")
_SEVERITIES = ("block", "review", "note")
_FILE = "plan.json"
_CENTS_LIMIT = 10**17
_COUNT_LIMIT = 10**9

Json = dict[str, object]
Path = tuple[str | int, ...]


def _dollars(cents: int) -> float | int:
    """Cents as dollars: the double nearest to the exact amount, or a whole number."""
    return cents / 100 if cents % 100 else cents // 100


def plan_json(plan: Plan) -> dict[str, object]:
    """
    A plan with exactly the contract's keys, in their order; money in dollars.

    Further keys stand where there is something to tell: ``cost`` element by element, ``movements`` in and
    out, ``readiness`` of the units, ``changes`` from a baseline, ``conflicts`` that leave required lines
    short, ``pins`` and what they cost, ``splits`` of units.

    Parameters
    ----------
    plan
        The plan, money in cents.
    """
    found: dict[str, object] = {
        "schema": PLAN_SCHEMA,
        "case": plan.case,
        "as_of": plan.as_of.isoformat(),
        "seed": plan.seed,
        "versions": dict(plan.versions),
        "law": plan.law,
        "status": plan.status,
        "stopped_by": plan.stopped_by,
        "objective": None if plan.objective is None else _dollars(plan.objective),
        "bound": None if plan.bound is None else _dollars(plan.bound),
        "gap": plan.gap,
        "closed": plan.closed,
        "empty": None if plan.empty is None else _dollars(plan.empty),
        "tours": [_tour_json(tour) for tour in plan.tours],
        "shortfalls": [
            {
                "line": shortfall.line,
                "from": shortfall.start.isoformat(),
                "until": shortfall.end.isoformat(),
                "headcount": shortfall.headcount,
                "reason": shortfall.reason,
            }
            for shortfall in plan.shortfalls
        ],
        "ceilings": [
            {
                "ceiling": use.ceiling,
                "peak": _dollars(use.peak) if use.headcount is None else use.peak,
                "headcount": use.headcount,
                "price": use.price,
            }
            for use in plan.ceilings
        ],
        "findings": [finding_json(finding) for finding in plan.findings],
        "stats": dict(plan.stats),
    }
    if plan.cost is not None:
        found["cost"] = cost_json(plan.cost)
    if plan.movements is not None:
        found["movements"] = [movement_json(movement) for movement in plan.movements]
    if plan.readiness is not None:
        found["readiness"] = readiness_json(plan.readiness)
    if plan.changes:
        found["changes"] = [_change_json(change) for change in plan.changes]
    if plan.conflicts:
        found["conflicts"] = conflicts_json(plan.conflicts)
    if plan.pins:
        found["pins"] = pins_json(plan.pins)
    if plan.splits:
        found["splits"] = splits_json(plan.splits)
    return found


def _change_json(change: PlanChange) -> Json:
    return {
        "kind": change.kind,
        "reason": change.reason,
        "before": None if change.before is None else _name_json(change.before),
        "after": None if change.after is None else _name_json(change.after),
        "why": change.why,
    }


def _name_json(tour: TourName) -> Json:
    return {
        "unit": tour.unit,
        "element": tour.element,
        "part": tour.part,
        "line": tour.line,
        "start": tour.start.isoformat(),
        "end": tour.end.isoformat(),
        "duty_status": tour.duty_status.value,
    }


def _tour_json(tour: PlannedTour) -> Json:
    return {
        "unit": tour.unit,
        "element": tour.element,
        "part": tour.part,
        "line": tour.line,
        "start": tour.start.isoformat(),
        "end": tour.end.isoformat(),
        "duty_status": tour.duty_status.value,
        "authorities": list(tour.authorities),
        "mobilization": tour.mobilization,
        "fund": tour.fund,
        "headcount": tour.headcount,
        "fills": tour.fills,
        "cost": _dollars(tour.cost),
        "fixed": tour.fixed,
        "law": tour.law,
        "assumes": list(tour.assumes),
    }


def read_plan(
    data: bytes | str, case: Case | None, *, file: str = _FILE, judged: bool = False
) -> tuple[Plan | None, tuple[Problem, ...]]:
    """
    Read anyone's plan for a case.

    Parameters
    ----------
    data
        The JSON document.
    case
        The case that it plans; its units, lines, authorities and ceilings are the names there are.
        ``None``: every name is taken as it stands.
    file
        Name for messages.
    judged
        A checker will judge the plan: names that the case does not have, elements and parts beyond the
        unit's number, and tours that end before they start are left for it to report.

    Returns
    -------
    tuple
        The plan, ``None`` exactly if some problem is an error; and every problem with its line.
    """
    try:
        value = decode(data, file=file)
    except MaterialError as error:
        return None, error.problems
    text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
    faults = Faults()
    reading = _Reading(text, file, faults, judged or case is None)
    if not isinstance(value, dict):
        faults.add(
            "M503",
            "a plan is a JSON object",
            help='write {"schema": "muster.plan/1", "tours": […]}; `muster schema plan` prints the form',
            where=Where(file, 1, 1),
        )
        return None, faults.problems()
    plan = _plan(_Object(reading, (), value), case)
    return (None if faults.failed else plan), faults.problems()


class _Reading:
    """The text of the document, for addresses."""

    def __init__(self, text: str, file: str, faults: Faults, judged: bool) -> None:
        self.judged = judged
        self.text = text
        self.file = file
        self.faults = faults

    def where(self, path: Path) -> Where:
        start, end = json_place(self.text, path)
        first = self.text.rfind("\n", 0, start) + 1
        last = self.text.find("\n", start)
        last = len(self.text) if last < 0 else last
        line = self.text.count("\n", 0, start) + 1
        excerpt: str | None = self.text[first : min(last, first + 400)].rstrip("\r")
        if start - first > 140:  # a document on one line: show the value itself
            excerpt = None
        return Where(self.file, line, start - first + 1, excerpt, max(1, min(end, last) - start))


def _dotted(path: Path) -> str:
    """A path as messages write it: ``tours[3].unit``."""
    words = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return words.removeprefix(".") or "the plan"


class _Object:
    """A JSON object read key by key."""

    def __init__(self, reading: _Reading, path: Path, data: Mapping[str, object]) -> None:
        self.reading = reading
        self.path = path
        self.data = data

    def fault(
        self, code: str, key: str | int | None, message: str, help_: str, *, warning: bool = False
    ) -> None:
        faults, file = self.reading.faults, self.reading.file
        if not faults.room(code, file):
            return
        path = self.path if key is None else (*self.path, key)
        faults.add(
            code,
            f"{_dotted(path)}: {message}",
            help=help_,
            where=self.reading.where(path),
            severity="warning" if warning else "error",
        )

    def absent(self, key: str) -> bool:
        return self.data.get(key) is None

    def need(self, key: str) -> None:
        """Record that an indispensable key is absent."""
        if self.absent(key):
            self.fault(
                "M502", None, f"{key} is missing", "a tour needs unit, line, start, end and duty_status"
            )

    def text(self, key: str) -> str | None:
        value = self.data.get(key)
        if value is None or isinstance(value, str):
            return value or None
        self.fault("M503", key, f"{_kind(value)} where text is expected", "write it in double quotes")
        return None

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.data.get(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.fault("M503", key, "a list of texts is expected", 'write ["…", "…"], or [] for none')
            return ()
        return tuple(str(item) for item in value)

    def whole(self, key: str, low: int, high: int = _COUNT_LIMIT) -> int | None:
        value = self.data.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            self.fault("M503", key, f"{_kind(value)} where a whole number is expected", "write digits alone")
            return None
        if not low <= value <= high:
            self.fault("M505", key, f"{value} is out of range", f"write a whole number from {low} to {high}")
            return None
        return value

    def real(self, key: str) -> float | None:
        value = self.data.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.fault("M503", key, f"{_kind(value)} where a number is expected", "write a number or null")
            return None
        return float(value)

    def cents(self, key: str, *, negative: bool = False) -> int | None:
        """Dollars as cents; parts of a cent are rounded half up, with a warning."""
        value = self.data.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.fault(
                "M503", key, f"{_kind(value)} where dollars are expected", "write a number such as 1234.5"
            )
            return None
        exact = Decimal(repr(value)) * 100
        if abs(exact) > _CENTS_LIMIT or (exact < 0 and not negative):
            self.fault(
                "M505", key, f"{value} dollars is out of range", "write US dollars, not cents, and 0 or more"
            )
            return None
        cents = int(exact.to_integral_value(ROUND_HALF_UP))
        if abs(Decimal(cents) - exact) > Decimal("0.01"):
            self.fault(
                "M507",
                key,
                f"{value} dollars has parts of a cent; it is read as {cents / 100:.2f}",
                "round each tour's cost half up to cents before adding",
                warning=True,
            )
        return cents

    def flag(self, key: str) -> bool:
        value = self.data.get(key)
        if value is None or isinstance(value, bool):
            return bool(value)
        self.fault("M503", key, f"{_kind(value)} where true or false is expected", "write true or false")
        return False

    def day(self, key: str) -> date | None:
        value = self.text(key)
        if value is None:
            return None
        found = day(value)
        if isinstance(found, Bad):
            self.fault("M505", key, found.message, found.help)
            return None
        return found if isinstance(found, date) else None

    def choice(self, key: str, options: Collection[str], default: str) -> str:
        value = self.text(key)
        if value is None:
            return default
        if value not in options:
            near = did_you_mean(value, options)
            self.fault(
                "M505",
                key,
                f"{shown(value)} is not possible here",
                (f"did you mean {near}? " if near else "") + f"possible: {one_of(options, 20)}",
            )
            return default
        return value

    def name(self, key: str, known: Collection[str], what: str, index: int | None = None) -> str | None:
        """The name of something in the case."""
        if index is None:
            value = self.text(key)
        else:
            items = self.data[key]
            value = items[index] if isinstance(items, list) else None
        if value is None or value in known or self.reading.judged:
            return value
        if self.reading.faults.room("M504", self.reading.file):
            near = did_you_mean(value, known)
            path: Path = (*self.path, key) if index is None else (*self.path, key, index)
            self.reading.faults.add(
                "M504",
                f"{_dotted(path)}: the case has no {what} {shown(value)}",
                help=f"did you mean {near}?" if near else f"known: {one_of(sorted(known)) or 'none'}",
                where=self.reading.where(path),
            )
        return None

    def inner(self, key: str) -> _Object | None:
        """The object under a key, ``None`` where there is none."""
        value = self.data.get(key)
        if value is None or isinstance(value, dict):
            return None if value is None else _Object(self.reading, (*self.path, key), value)
        self.fault("M503", key, f"{_kind(value)} where an object is expected", "write {…} or null")
        return None

    def objects(self, key: str) -> list[_Object]:
        value = self.data.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self.fault("M503", key, f"{_kind(value)} where a list is expected", f'write "{key}": […]')
            return []
        found = []
        for index, item in enumerate(value):
            path: Path = (*self.path, key, index)
            if isinstance(item, dict):
                found.append(_Object(self.reading, path, item))
            else:
                _Object(self.reading, path, {}).fault(
                    "M503", None, f"{_kind(item)} where an object is expected", "write {…} for each item"
                )
        return found


#: The same for the modules that read one key of a plan.
PlanObject = _Object


def _kind(value: object) -> str:
    if value is None:
        return "null"
    names: dict[type, str] = {bool: "true or false", str: "text", list: "a list", dict: "an object"}
    return names.get(type(value), "a number")


def _plan(root: _Object, case: Case | None) -> Plan | None:
    schema = root.data.get("schema")
    if schema != PLAN_SCHEMA:
        root.fault(
            "M506",
            "schema" if schema is not None else None,
            f"the schema is {shown(str(schema))}, not {PLAN_SCHEMA}"
            if schema is not None
            else "no schema is named",
            f'write "schema": "{PLAN_SCHEMA}"',
            warning=schema is None,
        )
    if not isinstance(root.data.get("tours"), list):
        root.fault(
            "M502", None, "tours is missing or no list", 'write "tours": […], or [] for a plan without tours'
        )
    name = root.text("case")
    as_of = root.day("as_of")
    if case is None:
        for key in ("case", "as_of"):
            if root.absent(key):
                root.fault("M502", None, f"{key} is missing", "a plan without its case names it")
    elif (name is not None and name != case.name) or (as_of is not None and as_of != case.as_of):
        root.fault(
            "M508",
            "case" if name != case.name and name is not None else "as_of",
            f"the plan is for {shown(name or case.name)} as of {as_of or case.as_of},"
            f" the case is {shown(case.name)} as of {case.as_of}",
            "make sure that the plan belongs to this case",
            warning=True,
        )
    versions = root.data.get("versions")
    if versions is not None and not isinstance(versions, dict):
        root.fault("M503", "versions", "an object is expected", 'write {"muster": "0.1.0"}')
        versions = None
    stats = root.data.get("stats")
    if stats is not None and not isinstance(stats, dict):
        root.fault("M503", "stats", "an object is expected", "write {…}")
        stats = None
    law = root.choice("law", _LAW, "checked")
    tours = _tours(root, case, law)
    return Plan(
        case=name or (case.name if case is not None else ""),
        as_of=as_of or (case.as_of if case is not None else date.min),
        seed=root.whole("seed", -(2**53), 2**53) or 0,
        versions={str(key): str(value) for key, value in (versions or {}).items()},
        law=law,
        status=root.choice("status", _STATUS, "feasible" if tours else "empty"),
        stopped_by=root.choice("stopped_by", _STOPPED, "exhausted"),
        objective=root.cents("objective", negative=True),
        bound=root.cents("bound", negative=True),
        gap=root.real("gap"),
        closed=root.real("closed"),
        empty=root.cents("empty", negative=True),
        tours=tours,
        shortfalls=_shortfalls(root, case),
        ceilings=_ceilings(root, case),
        findings=_findings(root),
        stats=dict(stats or {}),
        changes=_changes(root),
        cost=read_cost(root),
        movements=read_movements(root),
        readiness=read_readiness(root),
        conflicts=read_conflicts(root),
        pins=read_pins(root),
        splits=read_splits(root),
    )


def _tours(root: _Object, case: Case | None, law: str) -> tuple[PlannedTour, ...]:
    units = {unit.unit: unit for unit in case.units} if case is not None else {}
    types = {kind.type: kind for kind in case.types} if case is not None else {}
    lines = {line.line for line in case.lines} if case is not None else set()
    authorities = {authority.id for authority in case.authorities} if case is not None else set()
    judged = root.reading.judged
    found: list[PlannedTour] = []
    unstated = 0
    for tour in root.objects("tours"):
        for key in ("unit", "line", "start", "end", "duty_status"):
            tour.need(key)
        name, line = tour.name("unit", units, "unit"), tour.name("line", lines, "line")
        start, end = tour.day("start"), tour.day("end")
        if start is not None and end is not None and end <= start and not judged:
            tour.fault(
                "M505", "end", f"{end} is not after start {start}", "end is the first day not included"
            )
        status = tour.choice("duty_status", tuple(DutyStatus), "")
        unit = units.get(name or "")
        kind = types.get(unit.type) if unit else None
        element = tour.whole("element", 1)
        if element is None and tour.absent("element"):
            if unit is not None and unit.quantity > 1:
                tour.fault(
                    "M502",
                    None,
                    f"element is missing, and {unit.unit} stands for {unit.quantity} units",
                    f'write "element": 1 to {unit.quantity}, to say which of them goes',
                )
            element = 1
        if unit is not None and element is not None and element > unit.quantity and not judged:
            tour.fault(
                "M505",
                "element",
                f"{element} of {unit.unit}, whose quantity is {unit.quantity}",
                "elements count from 1",
            )
        part = tour.whole("part", 1)
        parts = kind.headcount // kind.part if kind and kind.part else 0
        if kind is not None and part is not None and part > parts and not judged:
            tour.fault(
                "M505",
                "part",
                f"part {part} of a unit of type {kind.type}, which has {parts or 'no'} parts",
                "parts count from 1; null = the whole unit",
            )
        listed = tour.texts("authorities")
        for index in range(len(listed)):
            tour.name("authorities", authorities, "authority", index)
        assumes = tour.texts("assumes")
        for index in range(len(assumes)):
            tour.name("assumes", authorities, "authority", index)
        unstated += any(tour.absent(key) for key in ("headcount", "fills", "cost"))
        headcount, fills = tour.whole("headcount", 0), tour.whole("fills", 0)
        cost = tour.cents("cost")
        mobilization, fund, fixed = tour.text("mobilization"), tour.text("fund"), tour.flag("fixed")
        tour_law = tour.choice("law", _TOUR_LAW, law)
        if name and line and start and end and status and element:
            found.append(
                PlannedTour(
                    unit=name,
                    element=element,
                    part=part,
                    line=line,
                    start=start,
                    end=end,
                    duty_status=DutyStatus(status),
                    authorities=listed,
                    mobilization=mobilization,
                    fund=fund,
                    headcount=headcount or 0,
                    fills=fills or 0,
                    cost=cost or 0,
                    fixed=fixed,
                    law=tour_law,
                    assumes=assumes,
                )
            )
    if unstated:
        root.fault(
            "M507",
            "tours",
            f"tours without headcount, fills or cost: {unstated}; absent figures are read as 0",
            "`muster verify` computes them from the case; state them to have them compared",
            warning=True,
        )
    return tuple(found)


def _shortfalls(root: _Object, case: Case | None) -> tuple[Shortfall, ...]:
    lines = {line.line for line in case.lines} if case is not None else set()
    found = []
    for item in root.objects("shortfalls"):
        line, start, end = item.name("line", lines, "line"), item.day("from"), item.day("until")
        headcount = item.whole("headcount", 0)
        reason = item.choice("reason", SHORTFALL_REASONS, "search")
        for key in ("line", "from", "until", "headcount"):
            if item.absent(key):
                item.fault(
                    "M502", None, f"{key} is missing", "a shortfall needs line, from, until and headcount"
                )
        if start is not None and end is not None and end <= start:
            item.fault(
                "M505", "until", f"{end} is not after from {start}", "until is the first day not included"
            )
        if line and start and end and headcount is not None:
            found.append(Shortfall(line=line, start=start, end=end, headcount=headcount, reason=reason))
    return tuple(found)


def _changes(root: _Object) -> tuple[PlanChange, ...]:
    found = []
    for item in root.objects("changes"):
        why = item.text("why")
        if item.absent("why"):
            item.fault("M502", None, "why is missing", "a change says in a sentence why")
        before, after = _tour_name(item, "before"), _tour_name(item, "after")
        kind = item.choice("kind", CHANGE_KINDS, "dropped")
        if why:
            reason = item.text("reason") or ""
            found.append(PlanChange(kind=kind, reason=reason, before=before, after=after, why=why))
    return tuple(found)


def _tour_name(change: _Object, key: str) -> TourName | None:
    """A tour of a change by its name; it may be of units and lines that the case no longer has."""
    value = change.data.get(key)
    if value is None:
        return None
    if not isinstance(value, dict):
        change.fault("M503", key, f"{_kind(value)} where an object is expected", "write {…} or null")
        return None
    tour = _Object(change.reading, (*change.path, key), value)
    for name in ("unit", "line", "start", "end", "duty_status"):
        tour.need(name)
    unit, line, start, end = tour.text("unit"), tour.text("line"), tour.day("start"), tour.day("end")
    status = tour.choice("duty_status", tuple(DutyStatus), "")
    if not (unit and line and start and end and status):
        return None
    return TourName(
        unit=unit,
        element=tour.whole("element", 1) or 1,
        part=tour.whole("part", 1),
        line=line,
        start=start,
        end=end,
        duty_status=DutyStatus(status),
    )


def _ceilings(root: _Object, case: Case | None) -> tuple[CeilingUse, ...]:
    known = case.authorities if case is not None else ()
    ceilings = {ceiling.id: ceiling for authority in known for ceiling in authority.ceilings}
    found = []
    for item in root.objects("ceilings"):
        if item.absent("ceiling"):
            item.fault("M502", None, "ceiling is missing", "name the ceiling by its id")
        name = item.name("ceiling", ceilings, "ceiling")
        if name is None:
            continue
        money = ceilings[name].headcount is None if name in ceilings else item.absent("headcount")
        peak = item.cents("peak") if money else item.whole("peak", 0)
        headcount = item.whole("headcount", 0)
        found.append(CeilingUse(ceiling=name, peak=peak or 0, headcount=headcount, price=item.real("price")))
    return tuple(found)


def _findings(root: _Object) -> tuple[Finding, ...]:
    found: list[Finding] = []
    for item in root.objects("findings"):
        rule, as_of, message = item.text("rule"), item.day("as_of"), item.text("message")
        verdict = item.choice("verdict", tuple(Verdict), Verdict.UNKNOWN)
        citations = tuple(
            Citation(
                cite=cite, quote=entry.text("quote"), href=entry.text("href"), verified=entry.flag("verified")
            )
            for entry in item.objects("citations")
            if (cite := entry.text("cite")) is not None
        )
        for key in ("rule", "as_of", "message"):
            if item.absent(key):
                item.fault(
                    "M502",
                    None,
                    f"{key} is missing",
                    "`muster schema finding` prints the form of a finding",
                    warning=item.reading.judged,
                )
        severity, days = item.choice("severity", _SEVERITIES, "review"), _days(item)
        if rule and as_of and message:
            found.append(
                Finding(
                    id=item.text("id") or f"F{len(found) + 1:04}",
                    rule=rule,
                    verdict=Verdict(verdict),
                    severity=severity,
                    subject=item.text("subject") or "",
                    message=message,
                    citations=citations,
                    would_do=item.texts("would_do"),
                    settled_by=item.texts("settled_by"),
                    as_of=as_of,
                    days=days,
                )
            )
    return tuple(found)


def _days(item: _Object) -> tuple[date, date | None] | None:
    value: Any = item.data.get("days")
    if value is None:
        return None
    if isinstance(value, list) and len(value) == 2 and all(isinstance(end, str | None) for end in value):
        start, end = (None if text is None else day(text) for text in value)
        if isinstance(start, date) and (end is None or isinstance(end, date)):
            return start, end
    item.fault(
        "M505",
        "days",
        "a pair of dates is expected",
        'write ["2025-05-22", "2025-06-01"], or null as the end',
    )
    return None
