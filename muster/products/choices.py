"""What was decided and what it cost: changes from a baseline, required lines in conflict, pins, splits."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from muster.domain.case import Case
from muster.domain.conflict import Conflict
from muster.domain.plan import Plan, PlanChange, TourName
from muster.products.figures import dollars, period

__all__ = (
    "CHANGE_WORDS",
    "ChangeBrief",
    "Choices",
    "Churn",
    "Decision",
    "RequiredLine",
    "SplitBrief",
    "choices_of",
    "churn_words",
)

#: Each kind of change in words.
CHANGE_WORDS = {
    "shifted": "other days",
    "moved": "other line",
    "replaced": "other unit",
    "dropped": "dropped",
    "added": "new",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Churn:
    """
    How a plan stands to its baseline: tours kept, dropped and new; money in cents.

    ``charge`` is what change was charged in the search (no part of the objective), ``saved`` what could be
    saved if it were not, ``None`` where that was not asked.
    """

    kept: int
    dropped: int
    added: int
    charge: int
    saved: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeBrief:
    """One change: its kind, who served where and when before and who does now, and why."""

    kind: str
    reason: str
    before: tuple[str, str] | None
    after: tuple[str, str] | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequiredLine:
    """A required line that stays short, where it is, how many headcount-days, and what stands against it."""

    line: str
    place: str
    role: str
    short: int
    conflict: Conflict


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """
    Pins or bans of a unit for one reason at one price, those of several lines together.

    ``price`` is in cents what the relaxation would gain without one of them, ``None`` where it is not known;
    ``priced`` whether anybody asked.
    """

    rule: str
    unit: str
    lines: tuple[str, ...]
    start: date | None
    end: date | None
    reason: str | None
    price: int | None
    priced: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitBrief:
    """A unit whose parts do not serve together; ``charge`` in cents, 0 where a split has no price."""

    unit: str
    name: str
    element: int
    of: int
    parts: int
    away: int
    lines: tuple[str, ...]
    days: int
    person_days: int
    charge: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """All of it; ``churn`` is ``None`` for a plan that was made from no baseline."""

    churn: Churn | None
    changes: tuple[ChangeBrief, ...]
    required: tuple[RequiredLine, ...]
    decisions: tuple[Decision, ...]
    splits: tuple[SplitBrief, ...]


def choices_of(case: Case, plan: Plan) -> Choices:
    """What a plan tells of decisions and their effects, with the names that a reader knows."""
    return Choices(
        churn=_churn(plan),
        changes=tuple(_change(case, change) for change in plan.changes),
        required=_required(case, plan),
        decisions=_decisions(case, plan),
        splits=_splits(case, plan),
    )


def churn_words(churn: Churn) -> tuple[str, ...]:
    """What change was charged, and what could be saved if it were not, in sentences."""
    said = []
    if churn.charge:
        said.append(
            f"Change is charged {dollars(churn.charge)} in the search: a weight, not money spent, and not in "
            "the objective."
        )
    if churn.saved:
        said.append(f"Without that charge {dollars(churn.saved)} could be saved.")
    return tuple(said)


def _churn(plan: Plan) -> Churn | None:
    told = plan.stats.get("churn")
    if not isinstance(told, dict):
        return None

    def number(key: str) -> int:
        value = told.get(key, 0)
        return int(value) if isinstance(value, int | float) else 0

    def cents(key: str) -> int | None:
        value = told.get(key)
        return round(value * 100) if isinstance(value, int | float) else None

    without = cents("objective_without_charge")
    saved = None if without is None or plan.objective is None else max(0, plan.objective - without)
    return Churn(
        kept=number("kept"),
        dropped=number("dropped"),
        added=number("added"),
        charge=cents("charge") or 0,
        saved=saved,
    )


def _change(case: Case, change: PlanChange) -> ChangeBrief:
    return ChangeBrief(
        kind=change.kind,
        reason=change.reason,
        before=None if change.before is None else _tour(case, change.before),
        after=None if change.after is None else _tour(case, change.after),
        why=change.why,
    )


def _tour(case: Case, tour: TourName) -> tuple[str, str]:
    unit = next((unit for unit in case.units if unit.unit == tour.unit), None)
    words = []
    if unit is not None and unit.quantity > 1:
        words.append(f"{tour.element} of {unit.quantity}")
    if tour.part is not None:
        words.append(f"part {tour.part}")
    who = f"{tour.unit} ({', '.join(words)})" if words else tour.unit
    return f"{who} on {tour.line}", period(tour.start, tour.end)


def _required(case: Case, plan: Plan) -> tuple[RequiredLine, ...]:
    lines = {line.line: line for line in case.lines}
    places = {place.place: place.name or place.place for place in case.places}
    short: defaultdict[str, int] = defaultdict(int)
    for row in plan.shortfalls:
        short[row.line] += row.headcount * (row.end - row.start).days
    return tuple(
        RequiredLine(
            line=conflict.line,
            place=places.get(lines[conflict.line].place, lines[conflict.line].place),
            role=lines[conflict.line].role,
            short=short[conflict.line],
            conflict=conflict,
        )
        for conflict in plan.conflicts
        if conflict.line in lines
    )


def _decisions(case: Case, plan: Plan) -> tuple[Decision, ...]:
    """The dearest first, those without a known price last."""
    prices = {(pin.rule, pin.unit, pin.line, pin.start, pin.end): pin.price for pin in plan.pins}
    groups: defaultdict[tuple[object, ...], list[str]] = defaultdict(list)
    first: dict[tuple[object, ...], Decision] = {}
    for pin in case.pins:
        row = (pin.rule, pin.unit, pin.line, pin.start, pin.end)
        made = Decision(
            rule=pin.rule,
            unit=pin.unit,
            lines=(),
            start=pin.start,
            end=pin.end,
            reason=pin.reason,
            price=prices.get(row),
            priced=row in prices,
        )
        key = (pin.rule, pin.unit, pin.start, pin.end, pin.reason, made.price, made.priced)
        first.setdefault(key, made)
        groups[key].append(pin.line or "every line")
    found = [
        Decision(
            rule=made.rule,
            unit=made.unit,
            lines=tuple(groups[key]),
            start=made.start,
            end=made.end,
            reason=made.reason,
            price=made.price,
            priced=made.priced,
        )
        for key, made in first.items()
    ]
    return tuple(sorted(found, key=lambda made: -1 if made.price is None else made.price, reverse=True))


def _splits(case: Case, plan: Plan) -> tuple[SplitBrief, ...]:
    """Those split longest first."""
    units = {unit.unit: unit for unit in case.units}
    found = [
        SplitBrief(
            unit=split.unit,
            name=units[split.unit].name or split.unit if split.unit in units else split.unit,
            element=split.element,
            of=units[split.unit].quantity if split.unit in units else 1,
            parts=split.parts,
            away=split.away,
            lines=split.lines,
            days=split.days,
            person_days=split.person_days,
            charge=split.charge,
        )
        for split in plan.splits
    ]
    return tuple(sorted(found, key=lambda split: (-split.days, split.unit, split.element)))
