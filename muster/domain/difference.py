"""What changed between two cases, two plans or two readings of facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from muster.domain.case import Case
from muster.domain.fact import Fact
from muster.domain.finding import Finding
from muster.domain.plan import Plan, PlannedTour

__all__ = (
    "Change",
    "difference_of_cases",
    "difference_of_facts",
    "difference_of_findings",
    "difference_of_plans",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """
    One change: ``added``, ``removed`` or ``changed``.

    ``table`` is the noun (``units``, ``tours``, ``shortfalls``, ``dollars`` …), ``key`` its id;
    ``field`` is set for ``changed`` only. ``before`` and ``after`` are text, ``None`` for absent.
    """

    table: str
    key: str
    change: str
    field: str | None = None
    before: str | None = None
    after: str | None = None


Row = TypeVar("Row")

#: Table of a case -> the columns that name a row.
_KEYS: dict[str, tuple[str, ...]] = {
    "places": ("place",),
    "commands": ("command", "start"),
    "types": ("type",),
    "skills": ("type", "capability"),
    "units": ("unit",),
    "policies": ("policy",),
    "policy_periods": ("policy", "start"),
    "lines": ("line",),
    "tours": ("unit", "line", "start"),
    "pins": ("rule", "unit", "line", "start"),
    "rates": ("element", "component", "duty_status", "mode", "unit", "start"),
    "lifts": ("lift", "place", "start"),
    "modes": ("mode", "place", "start"),
    "events": ("name", "unit", "type", "start"),
    "strengths": ("date", "scope", "component", "duty_status", "kind", "source"),
    "authorities": ("id",),
}


def difference_of_cases(before: Case, after: Case) -> tuple[Change, ...]:
    """Every row added, removed or changed, table by table; ceilings are rows of their own."""
    changes: list[Change] = []
    for name in ("name", "as_of", "planning", "shortfall_prices", "assumptions"):
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            changes.append(
                Change(
                    table="case", key=name, change="changed", field=name, before=_text(old), after=_text(new)
                )
            )
    for table, key in _KEYS.items():
        ignore = ("ceilings",) if table == "authorities" else ()
        changes += _rows(table, getattr(before, table), getattr(after, table), _named(key), ignore)
    changes += _rows("ceilings", _ceilings(before), _ceilings(after), _named(("id",)))
    changes += difference_of_facts(before.facts, after.facts)
    return tuple(changes)


def difference_of_facts(before: Iterable[Fact], after: Iterable[Fact]) -> list[Change]:
    """
    Facts that only one side states.

    A fact is the same when kind, subject, quantity, place, date, status and polarity are; the words
    and the document may differ.
    """

    def meaning(fact: Fact) -> tuple[object, ...]:
        return (
            fact.kind,
            fact.subject,
            fact.quantity,
            fact.place,
            fact.date,
            fact.status,
            fact.polarity,
            fact.citations,
        )

    old, new = list(before), list(after)
    gone = Counter(map(meaning, old)) - Counter(map(meaning, new))
    come = Counter(map(meaning, new)) - Counter(map(meaning, old))
    changes = []
    for side, facts, left in (("removed", old, gone), ("added", new, come)):
        for fact in facts:
            if left[meaning(fact)] > 0:
                left[meaning(fact)] -= 1
                words = f"{fact.kind}: “{fact.quote}”"
                changes.append(
                    Change(
                        table="facts",
                        key=f"{fact.doc}[{fact.start}:{fact.end}]",
                        change=side,
                        before=words if side == "removed" else None,
                        after=words if side == "added" else None,
                    )
                )
    return changes


def difference_of_findings(before: Iterable[Finding], after: Iterable[Finding]) -> list[Change]:
    """Findings that only one side has; their numbers do not count."""
    return _rows(
        "findings",
        before,
        after,
        _named(("rule", "subject", "verdict", "days")),
        ignore=("id", "citations", "as_of"),
    )


def difference_of_plans(before: Plan, after: Plan) -> tuple[Change, ...]:
    """Tours, unfilled headcount-days by line, dollars, ceilings and findings that changed."""
    changes: list[Change] = []
    for name in ("objective", "bound", "empty"):
        changes += _dollars(name, getattr(before, name), getattr(after, name))
    changes += _dollars("cost of tours", _cost(before), _cost(after))

    def tour_name(tour: PlannedTour) -> str:
        part = f".{tour.part}" if tour.part is not None else ""
        return f"{tour.unit}/{tour.element}{part} on {tour.line} from {tour.start}"

    changes += _rows("tours", before.tours, after.tours, tour_name)
    old, new = _unfilled(before), _unfilled(after)
    for line in sorted(old.keys() | new.keys()):
        if old[line] != new[line]:
            changes.append(
                Change(
                    table="shortfalls",
                    key=line,
                    change="changed",
                    field="headcount-days",
                    before=str(old[line]),
                    after=str(new[line]),
                )
            )
    changes += _rows("ceilings", before.ceilings, after.ceilings, _named(("ceiling",)))
    changes += difference_of_findings(before.findings, after.findings)
    return tuple(changes)


def _rows(
    table: str,
    before: Iterable[Row],
    after: Iterable[Row],
    key: Callable[[Row], str],
    ignore: tuple[str, ...] = (),
) -> list[Change]:
    old, new = _index(before, key), _index(after, key)
    changes = []
    for name in sorted(old.keys() | new.keys()):
        if name not in new:
            changes.append(Change(table=table, key=name, change="removed", before=_row(old[name])))
        elif name not in old:
            changes.append(Change(table=table, key=name, change="added", after=_row(new[name])))
        elif old[name] != new[name]:
            for column in fields(old[name]):  # type: ignore[arg-type]
                was, now = getattr(old[name], column.name), getattr(new[name], column.name)
                if column.compare and column.name not in ignore and was != now:
                    changes.append(
                        Change(
                            table=table,
                            key=name,
                            change="changed",
                            field=column.name,
                            before=_text(was),
                            after=_text(now),
                        )
                    )
    return changes


def _index(rows: Iterable[Row], key: Callable[[Row], str]) -> dict[str, Row]:
    """Rows by key; rows that share a key are numbered."""
    index: dict[str, Row] = {}
    seen: Counter[str] = Counter()
    for row in rows:
        name = key(row)
        seen[name] += 1
        index[name if seen[name] == 1 else f"{name} #{seen[name]}"] = row
    return index


def _named(columns: tuple[str, ...]) -> Callable[[object], str]:
    def key(row: object) -> str:
        return " ".join(_text(value) for name in columns if (value := getattr(row, name)) not in (None, ""))

    return key


def _ceilings(case: Case) -> list[object]:
    return [ceiling for authority in case.authorities for ceiling in authority.ceilings]


def _unfilled(plan: Plan) -> Counter[str]:
    days: Counter[str] = Counter()
    for shortfall in plan.shortfalls:
        days[shortfall.line] += shortfall.headcount * (shortfall.end - shortfall.start).days
    return days


def _cost(plan: Plan) -> int:
    return sum(tour.cost for tour in plan.tours)


def _dollars(name: str, before: int | None, after: int | None) -> list[Change]:
    if before == after:
        return []
    return [
        Change(
            table="dollars",
            key=name,
            change="changed",
            field="dollars",
            before=None if before is None else f"{before / 100:.2f}",
            after=None if after is None else f"{after / 100:.2f}",
        )
    ]


def _row(row: object) -> str:
    if isinstance(row, Finding):
        return row.message
    shown = (
        f"{column.name} {_text(value)}"
        for column in fields(row)  # type: ignore[arg-type]
        if column.repr
        and column.name != "extra"
        and (value := getattr(row, column.name)) not in (None, (), "", {})
    )
    return ", ".join(shown)


def _text(value: object) -> str:
    if isinstance(value, date | Decimal):
        return str(value)
    if isinstance(value, tuple):
        return "; ".join(_text(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return _row(value)
    return str(value)
