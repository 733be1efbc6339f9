"""The ways in and out that a plan tells of its tours, checked against modes, dates, seats and prices."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from muster.domain.movement import Leg, Mode, Movement
from muster.planner.checker.costing import great_circle_miles
from muster.planner.checker.docket import Docket, Stay, day, dollars

__all__ = ("check_movements",)

#: Unit, element, part, line, first day and direction of a movement.
Key = tuple[str, int, int | None, str, int, str]


@dataclass(frozen=True, slots=True)
class _Row:
    """A mode with the seats of one of its rows: ``None`` seats = no limit, ``None`` place = any."""

    mode: Mode
    seats: int | None
    place: str | None
    first: date | None
    last: date | None

    def serves(self, place: str, when: int) -> bool:
        """Whether it has seats to or from a place on a day."""
        return (
            self.place in (None, place)
            and (self.first is None or self.first.toordinal() <= when)
            and (self.last is None or when < self.last.toordinal())
        )


@dataclass(frozen=True, slots=True)
class _Needed:
    """
    A way that a tour needs: seats on days ``[first, last]`` at the line's place.

    Who comes sets out no sooner than ``limit``; who leaves is home by it, where it is not ``None``.
    """

    stay: Stay
    inbound: bool
    first: int
    last: int
    limit: int | None

    def keeps(self, leaves: int, arrives: int) -> bool:
        """Whether a journey keeps the dates."""
        if self.inbound:
            return self.first <= arrives <= self.last and (self.limit is None or leaves >= self.limit)
        return self.first <= leaves <= self.last and (self.limit is None or arrives <= self.limit)


def check_movements(docket: Docket, stays: Sequence[Stay], movements: Sequence[Movement]) -> None:
    """
    Whether each way of each tour is told once, and could be gone so.

    That nothing cheaper could be had is not checked; that nobody stays behind while a seat is left, is.
    """
    checking = _Checking(docket)
    needed: defaultdict[Key, list[_Needed]] = defaultdict(list)
    for way in checking.needed(stays):
        needed[_key(way)].append(way)
    matched = []
    for movement in movements:
        key = (
            movement.unit,
            movement.element,
            movement.part,
            movement.line,
            movement.start.toordinal(),
            movement.direction,
        )
        waiting = needed[key]
        if not waiting:
            docket.breach(
                "movement-tour",
                f"the way {movement.direction} of element {movement.element} is of no tour of the plan that "
                "starts (or ends) within the planning, or is told twice",
                unit=movement.unit,
                line=movement.line,
                on=movement.start.toordinal(),
            )
            continue
        way = min(waiting, key=lambda each: each.stay.headcount != movement.headcount)
        waiting.remove(way)
        matched.append((movement, way))
    for waiting in needed.values():
        for way in waiting:
            docket.breach(
                "movement-tour", f"its way {'in' if way.inbound else 'out'} is not told", stay=way.stay
            )
    for movement, way in matched:
        checking.check(movement, way)
    checking.check_seats(matched)


def _key(way: _Needed) -> Key:
    stay = way.stay
    return (
        stay.unit.unit,
        stay.element,
        stay.part,
        stay.line.line,
        stay.start,
        "in" if way.inbound else "out",
    )


class _Checking:
    def __init__(self, docket: Docket) -> None:
        self.docket = docket
        self.rows = _rows(docket)
        self.places = {place.place: place for place in docket.case.places}

    # -- what is needed -----------------------------------------------------------------------

    def needed(self, stays: Sequence[Stay]) -> list[_Needed]:
        """The ways of all tours that start, or end, within the planning."""
        docket = self.docket
        of_element: defaultdict[tuple[str, int], list[Stay]] = defaultdict(list)
        for stay in stays:
            of_element[stay.unit.unit, stay.element].append(stay)
        found = []
        for stay in stays:
            others = [
                other
                for other in of_element[stay.unit.unit, stay.element]
                if other is not stay and (other.part == stay.part or other.part is None or stay.part is None)
            ]
            if docket.start <= stay.start < docket.end:
                found.append(self._inbound(stay, [other for other in others if other.end <= stay.start]))
            if docket.start <= stay.end < docket.end:
                found.append(self._outbound(stay, [other for other in others if other.start >= stay.end]))
        return found

    def _inbound(self, stay: Stay, earlier: Sequence[Stay]) -> _Needed:
        docket = self.docket
        fills = min(stay.end, stay.start + stay.policy.reception_days)
        last = max(stay.start, min(fills, self._step_end(stay.start)) - 1)
        by_road = stay.start - stay.travel
        ready = [min(docket.start, by_road)]
        if stay.unit.available_from is not None:
            ready.append(stay.unit.available_from.toordinal() + stay.policy.notice_days)
        if earlier:
            before = max(earlier, key=lambda other: other.end + other.travel)
            ready.append(before.end + _way_home(before, stay))
        return _Needed(stay, True, stay.start, last, min(max(ready), by_road))

    def _outbound(self, stay: Stay, later: Sequence[Stay]) -> _Needed:
        last = self._step_end(stay.end) - 1
        if not later:
            return _Needed(stay, False, stay.end, last, None)
        home_by = stay.end + _way_home(stay, min(later, key=lambda other: other.start - other.travel))
        return _Needed(stay, False, stay.end, max(stay.end, min(last, home_by)), home_by)

    def _step_end(self, when: int) -> int:
        step = (when - self.docket.start) // self.docket.step + 1
        return min(self.docket.end, self.docket.start + step * self.docket.step)

    # -- one movement -------------------------------------------------------------------------

    def check(self, movement: Movement, way: _Needed) -> None:
        """Everything that is said of one way, seats apart."""
        stay = way.stay
        home, place = stay.unit.home, stay.line.place
        ends = (home, place) if way.inbound else (place, home)
        if (movement.origin, movement.destination) != ends:
            self._breach(
                "movement-tour",
                movement,
                way,
                f"goes from {movement.origin} to {movement.destination}, expected {ends[0]} to {ends[1]}",
            )
        moved = sum(leg.headcount for leg in movement.legs)
        if movement.headcount != stay.headcount or moved + movement.unmoved != stay.headcount:
            self._breach(
                "movement-people",
                movement,
                way,
                f"{moved} people move and {movement.unmoved} do not, of {movement.headcount}: "
                f"expected {stay.headcount} in all",
            )
        used = [self._check_leg(movement, way, leg) for leg in movement.legs]
        if all(used):
            self._check_dates(movement, way, [rows for rows in used if rows])
        cost = sum(leg.cost for leg in movement.legs)
        if movement.cost != cost:
            self._breach(
                "movement-cost", movement, way, f"states {dollars(movement.cost)}, expected {dollars(cost)}"
            )
        price = self.price(Mode(mode="road"), stay)
        assert price is not None
        road = _cents(price, stay.headcount)
        if movement.road_cost != road:
            self._breach(
                "movement-cost",
                movement,
                way,
                f"states {dollars(movement.road_cost)} by road, expected {dollars(road)}",
            )

    def _check_leg(self, movement: Movement, way: _Needed, leg: Leg) -> list[_Row]:
        """The rows by which a leg may go."""
        stay = way.stay
        leaves, arrives = leg.leaves.toordinal(), leg.arrives.toordinal()
        seat = arrives if way.inbound else leaves
        rows = [
            row
            for row in self.rows
            if row.mode.mode == leg.mode
            and row.mode.kind == leg.kind
            and row.seats != 0
            and row.serves(stay.line.place, seat)
            and self.days(row.mode, stay) == arrives - leaves
            and self.price(row.mode, stay) is not None
        ]
        if not rows:
            self._breach(
                "movement-mode",
                movement,
                way,
                f"{leg.headcount} go by {leg.mode} ({leg.kind}) from {leg.leaves} to {leg.arrives}, "
                f"expected a mode that serves {stay.line.place} on {day(seat)} and takes as long: "
                f"{self._offers(stay, seat)}",
            )
            return []
        if not way.keeps(leaves, arrives):
            limit = "" if way.limit is None else f", {'leaving' if way.inbound else 'home'} on "
            limit += (
                "" if way.limit is None else f"{day(way.limit)} {'or later' if way.inbound else 'or earlier'}"
            )
            self._breach(
                "movement-dates",
                movement,
                way,
                f"{leg.headcount} go by {leg.mode} from {leg.leaves} to {leg.arrives}, "
                f"expected {'arrival' if way.inbound else 'departure'} "
                f"from {day(way.first)} to {day(way.last)}{limit}",
            )
        prices = {self.price(row.mode, stay) for row in rows}
        costs = {_cents(price, leg.headcount) for price in prices if price is not None}
        if leg.cost not in costs:
            self._breach(
                "movement-cost",
                movement,
                way,
                f"{leg.headcount} go by {leg.mode} for {dollars(leg.cost)}, "
                f"expected {' or '.join(dollars(cents) for cents in sorted(costs))}",
            )
        return [
            row
            for row in rows
            if _cents(self.price(row.mode, stay) or Fraction(0), leg.headcount) == leg.cost
        ] or rows

    def _offers(self, stay: Stay, when: int) -> str:
        found = {
            f"{row.mode.mode} ({self.days(row.mode, stay)} days)"
            for row in self.rows
            if row.seats != 0 and row.serves(stay.line.place, when) and self.price(row.mode, stay) is not None
        }
        return ", ".join(sorted(found)) or "there is none"

    def _check_dates(self, movement: Movement, way: _Needed, used: Sequence[Sequence[_Row]]) -> None:
        """Ready to load, available to move, earliest and latest arrival, required delivery."""
        stay = way.stay
        fixed = [sorted({row.mode.fixed_days for row in rows}) for rows in used]
        days = [self.days(rows[0].mode, stay) for rows in used]
        rld: int | None
        alds: set[int | None]
        if not used:
            road = 0 if way.inbound else stay.travel
            rld, alds, ead, lad = None, {None}, way.first + road, way.last + road
        elif way.inbound:
            assert way.limit is not None
            rld = min(max(way.first, way.limit + each) - each for each in days)
            ead, lad = max(way.first, way.limit + min(days)), way.last
            leaving = [max(way.first, way.limit + each) - each for each in days]
            alds = {
                min(out + extra[end] for out, extra in zip(leaving, fixed, strict=True)) for end in (0, -1)
            }
        else:
            rld, ead = way.first, way.first + min(days)
            lad = way.last + max(days)
            if way.limit is not None:
                lad = max(ead, min(lad, way.limit))
            alds = {way.first + min(extra[end] for extra in fixed) for end in (0, -1)}
        rdd = way.limit
        if way.inbound:
            rdd = max(stay.start, min(stay.end, stay.start + stay.policy.reception_days))
        for what, stated, expected in (
            ("RLD", movement.rld, {rld}),
            ("ALD", movement.ald, alds),
            ("EAD", movement.ead, {ead}),
            ("LAD", movement.lad, {lad}),
            ("RDD", movement.rdd, {rdd}),
        ):
            found = None if stated is None else stated.toordinal()
            if found not in expected:
                wanted = next(iter(expected))
                self._breach(
                    "movement-dates",
                    movement,
                    way,
                    f"states {what} {stated or 'none'}, expected {'none' if wanted is None else day(wanted)}",
                )

    def _breach(self, rule: str, movement: Movement, way: _Needed, message: str) -> None:
        self.docket.breach(rule, f"way {movement.direction}: {message}", stay=way.stay)

    # -- seats --------------------------------------------------------------------------------

    def check_seats(self, matched: Sequence[tuple[Movement, _Needed]]) -> None:
        """Nobody sits where there is no seat, and nobody stays behind while there is one."""
        taken: defaultdict[tuple[str, str, int], Counter[str]] = defaultdict(Counter)
        for movement, way in matched:
            for leg in movement.legs:
                seat = (leg.arrives if way.inbound else leg.leaves).toordinal()
                taken[leg.mode, movement.direction, seat][way.stay.line.place] += leg.headcount
        for (mode, direction, when), people in sorted(taken.items()):
            lack = self._left(mode, when, people)
            if lack is not None and lack < 0:
                listed = ", ".join(f"{place} {number}" for place, number in sorted(people.items()))
                self.docket.breach(
                    "movement-seats",
                    f"{people.total()} people go {direction} by {mode} on {day(when)} ({listed}), "
                    f"{-lack} more than there are seats",
                    on=when,
                )
        for movement, way in matched:
            if movement.unmoved:
                self._check_left_behind(movement, way, taken)

    def _left(self, mode: str, when: int, people: Counter[str]) -> int | None:
        """Seats of a mode for any place that are left on a day, below 0 if some lack; ``None`` = no limit."""
        shared: int | None = 0
        for row in self.rows:
            if row.mode.mode == mode and row.place is None and row.serves("", when):
                shared = None if row.seats is None or shared is None else shared + row.seats
        if shared is None:
            return None
        for place, number in people.items():
            own = self._own(mode, place, when)
            if own is not None:
                shared -= max(0, number - own)
        return shared

    def _own(self, mode: str, place: str, when: int) -> int | None:
        """Seats that serve a place alone; ``None`` = no limit."""
        own = 0
        for row in self.rows:
            if row.mode.mode == mode and row.place == place and row.serves(place, when):
                if row.seats is None:
                    return None
                own += row.seats
        return own

    def _check_left_behind(
        self,
        movement: Movement,
        way: _Needed,
        taken: defaultdict[tuple[str, str, int], Counter[str]],
    ) -> None:
        stay = way.stay
        for row in self.rows:
            days = self.days(row.mode, stay)
            if row.seats == 0 or self.price(row.mode, stay) is None:
                continue
            for when in range(way.first, way.last + 1):
                leaves, arrives = (when - days, when) if way.inbound else (when, when + days)
                if not row.serves(stay.line.place, when) or not way.keeps(leaves, arrives):
                    continue
                people = taken[row.mode.mode, movement.direction, when]
                place = stay.line.place
                own = self._own(row.mode.mode, place, when)
                shared = self._left(row.mode.mode, when, people)
                if own is None or people[place] < own or shared is None or shared > 0:
                    self._breach(
                        "movement-people",
                        movement,
                        way,
                        f"{movement.unmoved} people stay behind, expected them on {row.mode.mode}, which has "
                        f"seats left on {day(when)}",
                    )
                    return

    # -- modes --------------------------------------------------------------------------------

    def _miles(self, mode: Mode, stay: Stay) -> Fraction:
        if mode.kind == "land":
            return self.docket.tariff.miles(stay.unit.home, stay.line.place)
        straight = great_circle_miles(self.places[stay.unit.home], self.places[stay.line.place])
        return Fraction(Decimal(str(round(straight, 1))))

    def days(self, mode: Mode, stay: Stay) -> int:
        """Days from setting out to arrival."""
        speed = mode.miles_per_day
        if speed is None and mode.kind == "land":
            speed = self.docket.case.assumption("miles_per_day").value
        return mode.fixed_days + (
            0 if speed is None else math.ceil(self._miles(mode, stay) / Fraction(speed))
        )

    def price(self, mode: Mode, stay: Stay) -> Fraction | None:
        """Dollars for one person one way; ``None`` where the case gives none."""
        mile = None if mode.per_person_mile is None else Fraction(mode.per_person_mile)
        if mile is None:
            rates = [
                Fraction(rate.amount)
                for rate in self.docket.case.rates
                if rate.unit == "person-mile"
                and rate.mode in (None, "", mode.mode)
                and rate.component in (None, stay.unit.component)
                and rate.duty_status in (None, stay.duty_status)
                and (rate.start is None or rate.start.toordinal() <= stay.start)
                and (rate.end is None or stay.start < rate.end.toordinal())
            ]
            if rates:
                mile = sum(rates, Fraction(0))
            elif mode.kind == "land":
                mile = Fraction(self.docket.case.assumption("per_person_mile").value)
        if mile is None:
            return None if mode.per_person is None else Fraction(mode.per_person)
        return mile * self._miles(mode, stay) + Fraction(mode.per_person or 0)


def _rows(docket: Docket) -> list[_Row]:
    """The rows of modes.csv; where they state no seats, those of lift.csv with the mode."""
    case = docket.case
    if not case.modes:
        return [_Row(Mode(mode="road"), None, None, None, None)]
    rows = []
    for mode in case.modes:
        lifts = [lift for lift in case.lifts if lift.mode == mode.mode]
        if mode.passengers_per_day is not None or not lifts:
            rows.append(_Row(mode, mode.passengers_per_day, mode.place, mode.start, mode.end))
            continue
        for lift in lifts:
            if mode.place is not None and lift.place is not None and mode.place != lift.place:
                continue
            starts = [each for each in (mode.start, lift.start) if each is not None]
            ends = [each for each in (mode.end, lift.end) if each is not None]
            rows.append(
                _Row(
                    mode,
                    lift.passengers_per_day,
                    mode.place if lift.place is None else lift.place,
                    max(starts, default=None),
                    min(ends, default=None),
                )
            )
    return rows


def _way_home(before: Stay, after: Stay) -> int:
    """Days for the way home between two tours: half of what lies between, each way its road days at least."""
    between = after.start - before.end
    return max(before.travel, min(between - after.travel, between // 2))


def _cents(price: Fraction, people: int) -> int:
    """Cents of so many people, halves up."""
    return (100 * price * people + Fraction(1, 2)).__floor__()
