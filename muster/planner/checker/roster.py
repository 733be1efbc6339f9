"""Who serves where: the plan's tours resolved, and the fixed tours found again."""

from __future__ import annotations

from collections import Counter, defaultdict

from muster.domain.plan import Plan, PlannedTour
from muster.domain.tour import FixedTour
from muster.planner.checker.docket import Docket, Stay, day

__all__ = ("muster_stays",)

Key = tuple[str, str, int, int, str]


def muster_stays(docket: Docket, plan: Plan) -> list[Stay]:
    """
    The stays that the plan really holds: its planned tours and, whatever it says, every fixed tour once.

    Notes unknown references, elements and parts that do not exist, doubled tours, and fixed tours that
    are missing, changed, doubled or invented. A tour that cannot be resolved is left out.
    """
    planned: list[Stay] = []
    claimed: list[PlannedTour] = []
    seen: Counter[tuple[object, ...]] = Counter()
    for tour in plan.tours:
        if not _known(docket, tour):
            continue
        if tour.fixed:
            claimed.append(tour)
            continue
        if tour.end <= tour.start:
            docket.breach(
                "reception",
                f"the tour ends on {tour.end}, expected a day after its start on {tour.start}",
                unit=tour.unit,
                line=tour.line,
                on=tour.start.toordinal(),
            )
            continue
        stay = _resolve(docket, tour)
        key = (tour.unit, tour.element, tour.part, tour.line, tour.start, tour.end, tour.duty_status)
        seen[key] += 1
        if seen[key] > 1:
            docket.breach("duplicate-element", f"listed {seen[key]} times, expected once", stay=stay)
            continue
        _check_element(docket, stay)
        planned.append(stay)
    return [*_fixed(docket, claimed), *planned]


def _known(docket: Docket, tour: PlannedTour) -> bool:
    """Whether unit, line and authorities of a tour are in the case."""
    missing = [
        f"{what} {name!r}"
        for what, name, known in (
            ("unit", tour.unit, docket.units),
            ("line", tour.line, docket.lines),
        )
        if name not in known
    ]
    unknown = [name for name in (*tour.authorities, *tour.assumes) if name not in docket.authorities]
    missing += [f"authority {name!r}" for name in dict.fromkeys(unknown)]
    if missing:
        docket.breach(
            "unknown-reference",
            f"tour of {tour.unit} on {tour.line} from {tour.start} names {', '.join(missing)}, "
            "expected ids of the case",
            unit=tour.unit,
            line=tour.line,
            on=tour.start.toordinal(),
        )
    return tour.unit in docket.units and tour.line in docket.lines


def _resolve(docket: Docket, tour: PlannedTour) -> Stay:
    return docket.resolve(
        unit=docket.units[tour.unit],
        line=docket.lines[tour.line],
        element=tour.element,
        part=tour.part,
        start=tour.start.toordinal(),
        end=tour.end.toordinal(),
        duty_status=tour.duty_status,
        authorities=tour.authorities,
        headcount=None,
        fixed=False,
        stated=tour,
    )


def _check_element(docket: Docket, stay: Stay) -> None:
    quantity, parts = stay.unit.quantity, docket.parts(stay.kind)
    if not 1 <= stay.element <= quantity:
        docket.breach("element", f"found element {stay.element}, expected 1 to {quantity}", stay=stay)
    if stay.fixed or not stay.kind.part:
        if stay.part is not None:
            why = "a fixed tour takes the whole unit" if stay.fixed else f"type {stay.kind.type} has no parts"
            docket.breach("part", f"found part {stay.part}, expected none: {why}", stay=stay)
    elif stay.part is None and parts != 1:
        docket.breach(
            "part", f"found no part, expected 1 to {parts}: the unit is planned in parts", stay=stay
        )
    elif stay.part is not None and not 1 <= stay.part <= parts:
        docket.breach("part", f"found part {stay.part}, expected 1 to {parts}", stay=stay)


def _fixed(docket: Docket, claimed: list[PlannedTour]) -> list[Stay]:
    """Each row of tours.csv as a stay, matched to the plan's tours that are marked fixed."""
    waiting: dict[Key, list[PlannedTour]] = defaultdict(list)
    for tour in claimed:
        waiting[_key(tour)].append(tour)
    stays, lost = [], []
    for row in docket.case.tours:
        candidates = waiting.get(_key(row), [])
        stated = min(candidates, key=lambda tour: _differs(docket, row, tour), default=None)
        if stated is not None:
            candidates.remove(stated)
        else:
            lost.append(row)
        stays.append(_fixed_stay(docket, row, stated))
    left = [tour for tours in waiting.values() for tour in tours]
    for row in lost:
        near = next((tour for tour in left if tour.unit == row.unit), None)
        name = f"fixed tour of {row.unit} on {row.line} [{row.start}, {row.end}) in {row.duty_status}"
        if near is None:
            message = f"{name} is missing, expected once"
        else:
            left.remove(near)
            message = (
                f"{name} is expected, but changed: "
                f"found {near.line} [{near.start}, {near.end}) in {near.duty_status}"
            )
        docket.breach("fixed-tour", message, unit=row.unit, line=row.line, on=row.start.toordinal())
    rows = {_key(row) for row in docket.case.tours}
    for tour in left:
        doubled = "it is listed more often than there" if _key(tour) in rows else "it has no such tour"
        docket.breach(
            "fixed-tour",
            f"tour of {tour.unit} on {tour.line} [{tour.start}, {tour.end}) is marked fixed, "
            f"expected a row of tours.csv: {doubled}",
            unit=tour.unit,
            line=tour.line,
            on=tour.start.toordinal(),
        )
    _check_sharing(docket, stays)
    return stays


def _key(tour: PlannedTour | FixedTour) -> Key:
    return (tour.unit, tour.line, tour.start.toordinal(), tour.end.toordinal(), tour.duty_status)


def _differs(docket: Docket, row: FixedTour, tour: PlannedTour) -> tuple[bool, bool]:
    """For choosing among tours of equal days: who agrees best with the row."""
    headcount = (
        docket.kinds[docket.units[row.unit].type].headcount if row.headcount is None else row.headcount
    )
    return tour.headcount != headcount, _named(docket, row) != frozenset(tour.authorities)


def _named(docket: Docket, row: FixedTour) -> frozenset[str]:
    approval = docket.lines[row.line].approval
    return frozenset(row.authority) | (frozenset() if approval is None else {approval})


def _fixed_stay(docket: Docket, row: FixedTour, stated: PlannedTour | None) -> Stay:
    stay = docket.resolve(
        unit=docket.units[row.unit],
        line=docket.lines[row.line],
        element=1 if stated is None else stated.element,
        part=None if stated is None else stated.part,
        start=row.start.toordinal(),
        end=row.end.toordinal(),
        duty_status=row.duty_status,
        authorities=row.authority,
        headcount=row.headcount,
        fixed=True,
        stated=stated,
    )
    if stated is not None:
        _check_element(docket, stay)
        named = frozenset(stated.authorities)
        if named != stay.authorities and named != frozenset(row.authority):
            docket.breach(
                "fixed-tour",
                f"changed: it names {_listed(named)}, expected {_listed(stay.authorities)}",
                stay=stay,
            )
    return stay


def _listed(names: frozenset[str]) -> str:
    return ", ".join(sorted(names)) or "no authority"


def _check_sharing(docket: Docket, stays: list[Stay]) -> None:
    """
    Fixed tours of one unit that overlap stand on different elements while its quantity suffices.

    Otherwise a plan could pile them on one element and send the others away.
    """
    of_unit: dict[str, list[Stay]] = defaultdict(list)
    for stay in stays:
        if stay.stated is not None:
            of_unit[stay.unit.unit].append(stay)
    for group in of_unit.values():
        quantity = group[0].unit.quantity
        group.sort(key=lambda stay: (stay.start, stay.end))
        most = max(sum(other.start <= stay.start < other.end for other in group) for stay in group)
        if quantity == 1 or most > quantity:
            continue
        busy: dict[int, Stay] = {}
        for stay in group:
            before = busy.get(stay.element)
            if before is not None and stay.start < before.end:
                docket.breach(
                    "fixed-tour",
                    f"shares element {stay.element} with the one that ends on {day(before.end)}, "
                    f"expected another of the {quantity} elements",
                    stay=stay,
                )
            if before is None or stay.end > before.end:
                busy[stay.element] = stay
