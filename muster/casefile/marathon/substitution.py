"""MARATHON's relations: which SRC may stand in for which."""

from __future__ import annotations

import heapq
from collections.abc import Collection
from decimal import Decimal, InvalidOperation

from muster.casefile.faults import Faults, shown
from muster.casefile.marathon.note import Notes
from muster.casefile.marathon.tables import Records, Row

__all__ = ("read_substitution",)

_KINDS = ("sub", "substitution")
_WORST = Decimal(10**6)


def read_substitution(
    records: Records | None,
    supplied: Collection[str],
    demanded: Collection[str],
    faults: Faults,
    notes: Notes,
) -> dict[tuple[str, str], Decimal]:
    """
    Donor and recipient SRC to the cost of standing in, over chains of enabled relations.

    Where several chains lead from one to the other the cheapest counts; only donors that have units and
    recipients that are asked for are kept.
    """
    if records is None or not records.has(("Relation", "Donor", "Recepient", "Cost", "Enabled"), faults):
        return {}
    steps: dict[str, dict[str, Decimal]] = {}
    for row in records.rows:
        on = row.is_on("Enabled", faults)
        name = f"{row.text('Donor')} for {row.text('Recepient')}"
        if on is None:
            continue
        if not on:
            notes.add("left_out", "relations that are not enabled", "MARATHON leaves them out too", name)
            continue
        if row.text("Relation").casefold() not in _KINDS:
            notes.add(
                "left_out",
                f"relations of kind {shown(row.text('Relation'))}",
                "only substitution has a counterpart",
                name,
            )
            continue
        cost = _cost(row, faults)
        if cost is not None:
            ways = steps.setdefault(row.text("Donor"), {})
            ways[row.text("Recepient")] = min(cost, ways.get(row.text("Recepient"), cost))
    found: dict[tuple[str, str], Decimal] = {}
    for donor in steps:
        for recipient, cost in _reached(donor, steps).items():
            if donor in supplied and recipient in demanded:
                found[donor, recipient] = min(cost, _WORST)
            else:
                notes.add(
                    "left_out",
                    "relations without a unit to give or a demand to serve",
                    "they cannot matter",
                    f"{donor} for {recipient}",
                )
    return found


def _cost(row: Row, faults: Faults) -> Decimal | None:
    try:
        cost = Decimal(row.text("Cost"))
    except InvalidOperation:
        cost = Decimal("NaN")
    if cost.is_finite() and 0 <= cost <= _WORST:
        return cost.normalize() if cost else Decimal(0)
    faults.add(
        "M804",
        f"Cost is {shown(row.text('Cost'))}, not a number from 0",
        help="write how much worse the donor is than the recipient itself",
        where=row.where("Cost"),
    )
    return None


def _reached(donor: str, steps: dict[str, dict[str, Decimal]]) -> dict[str, Decimal]:
    """Every SRC that the donor reaches and the cheapest way there (Dijkstra 1959)."""
    best: dict[str, Decimal] = {}
    queue: list[tuple[Decimal, str]] = [(Decimal(0), donor)]
    while queue:
        cost, at = heapq.heappop(queue)
        if at in best:
            continue
        best[at] = cost
        for onward, more in steps.get(at, {}).items():
            heapq.heappush(queue, (cost + more, onward))
    del best[donor]
    return best
