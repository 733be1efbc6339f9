"""Every tour that the rules would let a member make, derived from the case alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm

from muster.domain.case import Case
from muster.domain.component import PAIRS, Component, DutyStatus
from muster.domain.plan import Plan
from muster.domain.request import Line
from muster.domain.tour import FixedTour
from muster.domain.unit import Unit
from muster.planner.checker.docket import Docket, dwell_days
from muster.planner.checker.spreads import Away, Way, canonical, forced

__all__ = (
    "Footing",
    "Kin",
    "Serving",
    "Tariffs",
    "away_of",
    "kindred",
    "servings",
    "several_spreads",
    "unknown_rules",
)

#: A member: unit, element, part.
Member = tuple[str, int, int | None]

#: Running sums per person; then per person and mile, per person, and per tour, by first day.
_Sums = tuple[list[int], list[int], list[int], list[int]]


def unknown_rules(case: Case) -> str | None:
    """What the case asks for that candidates are not derived by here; ``None`` if nothing."""
    if any(policy.cycle is not None for policy in case.policies) or case.policy_periods:
        return "policies with a cycle"
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Footing:
    """A legal footing: duty status, authorities named, section that calls, days and length allowed."""

    duty_status: DutyStatus
    authorities: tuple[str, ...]
    mobilization: str | None = None
    first: int | None = None
    last: int | None = None
    longest: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kin:
    """
    Members that nothing tells apart; ``away`` are the fixed tours of each of them.

    Where the fixed tours of a unit can be put on its elements in several ways, its members are one kin, and
    ``spread`` are the tours to be put on them.
    """

    unit: Unit
    members: tuple[Member, ...]
    pieces: int
    away: tuple[Away, ...]
    bans: tuple[tuple[str | None, int, int], ...]
    spread: tuple[Away, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """
    The tours of one member on one line on one footing.

    ``tours`` are pairs of first day and day after the last, as ordinals, in order.
    """

    kin: Kin
    line: Line
    footing: Footing
    headcount: int
    fills: int
    reception: int
    travel: int
    tours: tuple[tuple[int, int], ...]


def several_spreads(docket: Docket) -> bool:
    """Whether the fixed tours of some unit can be put on its elements in several ways."""
    return any(forced(away, docket.units[name].quantity) is None for name, away in _under_way(docket).items())


def kindred(docket: Docket, plan: Plan) -> list[Kin]:
    """
    The members of a case, alike with alike.

    Fixed tours are on the elements on which the plan has them where there is one way only to put them there;
    else the unit's members are a kin of their own. A fixed tour keeps every part of its element busy.
    """
    pinned = {pin.unit for pin in docket.case.pins if pin.rule == "pin"}
    bans: dict[str, list[tuple[str | None, int, int]]] = defaultdict(list)
    for pin in docket.case.pins:
        if pin.rule == "ban":
            first = 0 if pin.start is None else pin.start.toordinal()
            last = 1 << 40 if pin.end is None else pin.end.toordinal()
            bans[pin.unit].append((pin.line, first, last))
    busy_by_unit = _under_way(docket)
    found: dict[tuple[object, ...], tuple[Kin, list[Member]]] = {}
    for unit in docket.case.units:
        pieces = docket.parts(docket.kinds[unit.type])
        alike = replace(unit, unit=unit.unit if unit.unit in pinned else "", name=None, quantity=1, extra=())
        banned = tuple(sorted(bans.get(unit.unit, ()), key=repr))
        away = busy_by_unit.get(unit.unit, ())
        way = forced(away, unit.quantity)
        if way is None:
            everyone = _members(unit, range(1, unit.quantity + 1), pieces)
            alone = Kin(unit=unit, members=(), pieces=max(1, pieces), away=(), bans=banned, spread=away)
            found[unit.unit, away] = (alone, everyone)
            continue
        elements = _as_planned(docket, plan, unit, way)
        for element in range(1, unit.quantity + 1):
            busy = tuple(sorted(elements.get(element, ())))
            _, members = found.setdefault(
                (alike, banned, busy),
                (Kin(unit=unit, members=(), pieces=max(1, pieces), away=busy, bans=banned), []),
            )
            members.extend(_members(unit, (element,), pieces))
    return [replace(kin, members=tuple(members)) for kin, members in found.values()]


def _members(unit: Unit, elements: Iterable[int], pieces: int) -> list[Member]:
    parts = range(1, pieces + 1) if pieces else (None,)
    return [(unit.unit, element, part) for element in elements for part in parts]


def _under_way(docket: Docket) -> dict[str, tuple[Away, ...]]:
    """The fixed tours of each unit, in order of start."""
    found: dict[str, list[Away]] = defaultdict(list)
    for row in docket.case.tours:
        found[row.unit].append(away_of(docket, row))
    return {name: tuple(sorted(away)) for name, away in found.items()}


def away_of(docket: Docket, row: FixedTour) -> Away:
    """How long a fixed tour keeps those who make it from other tours."""
    unit = docket.units[row.unit]
    policy = docket.policies[unit.policy]
    first, last = row.start.toordinal(), row.end.toordinal()
    way = docket.tariff.travel_days(unit.home, docket.lines[row.line].place)
    owed = dwell_days(policy, last - first) + (way if policy.dwell_from == "home" else 0)
    return first, last, way, last + owed


def _as_planned(docket: Docket, plan: Plan, unit: Unit, way: Way) -> dict[int, list[Away]]:
    """Fixed tours by element, numbered as in the plan if it has them in the one way that there is."""
    rows = {(row.line, row.start, row.end): row for row in docket.case.tours if row.unit == unit.unit}
    elements: dict[int, list[Away]] = defaultdict(list)
    for tour in plan.tours:
        row = rows.get((tour.line, tour.start, tour.end))
        if tour.fixed and tour.unit == unit.unit and row is not None and 1 <= tour.element <= unit.quantity:
            elements[tour.element].append(away_of(docket, row))
    if canonical(elements.values()) == canonical(way):
        return elements
    return {number: list(mine) for number, mine in enumerate(way, start=1)}


def servings(
    docket: Docket, kin: Kin, *, assumed: bool, allow_unknown: bool, signed: frozenset[str]
) -> Iterator[Serving]:
    """All tours of a member: the lines that it has the skill for, the footings that the law gives it."""
    unit = kin.unit
    kind, policy = docket.kinds[unit.type], docket.policies[unit.policy]
    for line in docket.lines.values():
        fills = docket.skills.get((unit.type, line.capability), 0) // kin.pieces
        if fills <= 0:
            continue
        for footing in footings(docket.case, unit, line, assumed, allow_unknown, signed):
            tours = tuple(_tours(docket, kin, line, footing))
            if tours:
                yield Serving(
                    kin=kin,
                    line=line,
                    footing=footing,
                    headcount=kind.headcount // kin.pieces,
                    fills=fills,
                    reception=policy.reception_days,
                    travel=docket.tariff.travel_days(unit.home, line.place),
                    tours=tours,
                )


def footings(
    case: Case, unit: Unit, line: Line, assumed: bool, allow_unknown: bool, signed: frozenset[str]
) -> Iterator[Footing]:
    """Under assumed law every duty status that the line admits; else what the law library permits."""
    if assumed:
        for status in PAIRS[unit.component]:
            if not line.duty_statuses or status in line.duty_statuses:
                named = () if line.approval is None else (line.approval,)
                yield Footing(
                    duty_status=status,
                    authorities=named,
                    mobilization=None,
                    first=None,
                    last=None,
                    longest=None,
                )
        return
    from muster.law.basis import bases_for

    for basis in bases_for(case, unit, line, allow_unknown=allow_unknown, assume_signed=signed).options:
        yield Footing(
            duty_status=basis.duty_status,
            authorities=tuple(basis.authorities),
            mobilization=basis.mobilization,
            first=None if basis.period.start is None else basis.period.start.toordinal(),
            last=None if basis.period.end is None else basis.period.end.toordinal(),
            longest=basis.max_days,
        )


def _tours(docket: Docket, kin: Kin, line: Line, footing: Footing) -> Iterator[tuple[int, int]]:
    unit = kin.unit
    policy = docket.policies[unit.policy]
    travel = docket.tariff.travel_days(unit.home, line.place)
    begins = line.start.toordinal()
    closes = docket.end if line.end is None else line.end.toordinal()
    low = max(
        docket.start + policy.notice_days, begins - policy.reception_days - docket.step + 1, docket.start
    )
    if unit.available_from is not None:
        low = max(low, unit.available_from.toordinal() + policy.notice_days + travel)
    if unit.last_return is not None:
        low = max(low, unit.last_return.toordinal() + dwell_days(policy, unit.last_tour_days))
    if footing.first is not None:
        low = max(low, footing.first)
    ends = [closes, docket.end]
    if unit.available_until is not None:
        ends.append(unit.available_until.toordinal())
    high = min(*ends, footing.last) if footing.last is not None else min(ends)
    for start in range(low, high - policy.reception_days):
        if start != begins and (start - docket.start) % docket.step:
            continue
        least = min(policy.min_tour_days, closes - begins, docket.end - start)
        longest = policy.max_tour_days
        if footing.longest is not None:
            longest = min(longest, footing.longest)
        first, last = start + max(least, policy.reception_days + 1), min(high, start + longest)
        whole = -(-(first - start) // docket.step) * docket.step
        days = {*range(start + whole, last + 1, docket.step), start + policy.max_tour_days, *ends}
        for end in sorted(days):
            if first <= end <= last and _free(docket, kin, line, travel, start, end):
                yield start, end


def _free(docket: Docket, kin: Kin, line: Line, travel: int, start: int, end: int) -> bool:
    """Whether bans and the fixed tours of the member leave room for a tour, roads and dwell included."""
    for banned, first, last in kin.bans:
        if banned in (None, line.line) and start < last and end > first:
            return False
    policy = docket.policies[kin.unit.policy]
    from_home = policy.dwell_from == "home"
    for begin, until, way, rested in kin.away:
        if begin < end and start < until:
            return False
        if begin <= start:
            if start < rested or start < until + way + travel:
                return False
        else:
            ready = end + dwell_days(policy, end - start) + (travel if from_home else 0)
            if begin < ready or begin < end + travel + way:
                return False
    return True


class Tariffs:
    """
    Costs of tours to the cent, by running sums in whole numbers.

    The rates are those that :class:`~muster.planner.checker.costing.Tariff` finds; only the adding up is
    done once for all tours instead of once for each.
    """

    def __init__(self, docket: Docket) -> None:
        self.docket = docket
        case = docket.case
        mile = Fraction(case.assumption("per_person_mile").value)
        self._unit = lcm(
            10 * mile.denominator, *(10 * Fraction(rate.amount).denominator for rate in case.rates)
        )
        self._known: dict[tuple[Component, DutyStatus], _Sums] = {}

    def cents(self, unit: Unit, place: str, duty_status: DutyStatus, headcount: int) -> _Cents:
        """The costs of one kind of tour."""
        key = (unit.component, duty_status)
        if key not in self._known:
            self._known[key] = self._sums(*key)
        daily, mile, person, tour = self._known[key]
        way = 2 * self.docket.tariff.miles(unit.home, place) * headcount
        assert (10 * way).denominator == 1
        tenths = int(10 * way)
        return _Cents(
            origin=self.docket.start,
            daily=[headcount * total for total in daily],
            once=[
                tenths * (each // 10) + headcount * one + whole
                for each, one, whole in zip(mile, person, tour, strict=True)
            ],
            unit=self._unit,
        )

    def _sums(self, component: Component, duty_status: DutyStatus) -> _Sums:
        docket, unit = self.docket, self._unit
        days = range(docket.start, docket.end)

        def by_day(name: str) -> list[int | None]:
            out: list[int | None] = [None] * len(days)
            for rate in docket.tariff.matching(name, component, duty_status):
                first = docket.start if rate.start is None else rate.start.toordinal()
                last = docket.end if rate.end is None else rate.end.toordinal()
                amount = int(Fraction(rate.amount) * unit)
                for when in range(max(first, docket.start), min(last, docket.end)):
                    out[when - docket.start] = (out[when - docket.start] or 0) + amount
            return out

        default = int(Fraction(docket.case.assumption("per_person_mile").value) * unit)
        running = [0]
        for amount in by_day("person-day"):
            running.append(running[-1] + (amount or 0))
        mile = [default if amount is None else amount for amount in by_day("person-mile")]
        person = [amount or 0 for amount in by_day("person")]
        return running, mile, person, [amount or 0 for amount in by_day("tour")]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cents:
    origin: int
    daily: list[int]
    once: list[int]
    unit: int

    def __call__(self, start: int, end: int) -> int:
        """Cents of a tour on ``[start, end)``, halves rounded up."""
        first = start - self.origin
        exact = self.daily[end - self.origin] - self.daily[first] + self.once[first]
        return (200 * exact + self.unit) // (2 * self.unit)
