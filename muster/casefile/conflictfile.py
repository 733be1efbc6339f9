"""Conflicts, prices of pins, and splits, as the keys ``conflicts``, ``pins`` and ``splits`` of plan.json."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from muster.domain.conflict import CONFLICT_KINDS, Conflict, ConflictItem, Resolution, ResolvingChange
from muster.domain.pinprice import PinPrice
from muster.domain.split import Split

if TYPE_CHECKING:
    from muster.casefile.planfile import PlanObject

__all__ = (
    "conflicts_json",
    "pins_json",
    "read_conflicts",
    "read_pins",
    "read_splits",
    "splits_json",
)

_SCOPES = ("alone", "others", "unknown")
_MONEY = ("budget", "lines")
_COUNT = 10**15


def conflicts_json(conflicts: Iterable[Conflict]) -> list[dict[str, object]]:
    """Conflicts; amounts of budgets and of filling a line first are dollars."""
    return [
        {
            "line": conflict.line,
            "scope": conflict.scope,
            "short": conflict.short,
            "items": [
                {"kind": item.kind, "subject": item.subject, "says": item.says} for item in conflict.items
            ],
            "resolutions": [
                {
                    "changes": [
                        {
                            "kind": change.kind,
                            "subject": change.subject,
                            "amount": _amount(change),
                            "change": change.change,
                        }
                        for change in resolution.changes
                    ]
                }
                for resolution in conflict.resolutions
            ],
            "exact": conflict.exact,
            "why": conflict.why,
        }
        for conflict in conflicts
    ]


def _amount(change: ResolvingChange) -> float | int | None:
    if change.amount is None or change.kind not in _MONEY:
        return change.amount
    return _dollars(change.amount)


def _dollars(cents: int) -> float | int:
    return cents / 100 if cents % 100 else cents // 100


def read_conflicts(root: PlanObject) -> tuple[Conflict, ...]:
    """The conflicts of a plan; the lines are taken as they stand."""
    return tuple(
        Conflict(
            line=line,
            scope=item.choice("scope", _SCOPES, "alone"),
            short=item.whole("short", 0, _COUNT),
            items=tuple(
                ConflictItem(
                    kind=part.choice("kind", CONFLICT_KINDS, "law"),
                    subject=part.text("subject") or "",
                    says=part.text("says") or "",
                )
                for part in item.objects("items")
            ),
            resolutions=tuple(
                Resolution(changes=tuple(_change(part) for part in way.objects("changes")))
                for way in item.objects("resolutions")
            ),
            exact=item.flag("exact"),
            why=item.text("why") or "",
        )
        for item in root.objects("conflicts")
        if (line := item.text("line")) is not None
    )


def _change(part: PlanObject) -> ResolvingChange:
    kind = part.choice("kind", CONFLICT_KINDS, "law")
    return ResolvingChange(
        kind=kind,
        subject=part.text("subject") or "",
        amount=part.cents("amount") if kind in _MONEY else part.whole("amount", 0, _COUNT),
        change=part.text("change") or "",
    )


def pins_json(pins: Iterable[PinPrice]) -> list[dict[str, object]]:
    """Pins and bans with their prices in dollars."""
    return [
        {
            "rule": pin.rule,
            "unit": pin.unit,
            "line": pin.line,
            "start": None if pin.start is None else pin.start.isoformat(),
            "end": None if pin.end is None else pin.end.isoformat(),
            "price": None if pin.price is None else _dollars(pin.price),
        }
        for pin in pins
    ]


def read_pins(root: PlanObject) -> tuple[PinPrice, ...]:
    """The priced pins of a plan."""
    return tuple(
        PinPrice(
            rule=item.choice("rule", ("pin", "ban"), "pin"),
            unit=unit,
            line=item.text("line"),
            start=item.day("start"),
            end=item.day("end"),
            price=item.cents("price"),
        )
        for item in root.objects("pins")
        if (unit := item.text("unit")) is not None
    )


def splits_json(splits: Iterable[Split]) -> list[dict[str, object]]:
    """Split elements; the charge in dollars."""
    return [
        {
            "unit": split.unit,
            "element": split.element,
            "parts": split.parts,
            "away": split.away,
            "lines": list(split.lines),
            "days": split.days,
            "person_days": split.person_days,
            "charge": _dollars(split.charge),
        }
        for split in splits
    ]


def read_splits(root: PlanObject) -> tuple[Split, ...]:
    """The split elements of a plan."""
    return tuple(
        Split(
            unit=unit,
            element=item.whole("element", 1) or 1,
            parts=item.whole("parts", 1) or 1,
            away=item.whole("away", 0) or 0,
            lines=item.texts("lines"),
            days=item.whole("days", 0) or 0,
            person_days=item.whole("person_days", 0, _COUNT) or 0,
            charge=item.cents("charge") or 0,
        )
        for item in root.objects("splits")
        if (unit := item.text("unit")) is not None
    )
