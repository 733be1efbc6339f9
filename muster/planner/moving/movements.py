"""The movements of a plan: for each tour the cheapest way in and out that meets its dates."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby

from muster.domain.case import Case
from muster.domain.movement import Leg, Movement
from muster.domain.plan import Plan
from muster.planner.checker.docket import Docket, Stay, day
from muster.planner.checker.roster import muster_stays
from muster.planner.moving.assign import Option, Wish, assign
from muster.planner.moving.ways import Ways
from muster.planner.moving.windows import Window, windows_of

__all__ = ("movements_of", "movements_of_stays")


def movements_of(case: Case, plan: Plan) -> tuple[Movement, ...]:
    """
    Assign a mode of ``modes.csv`` to every way of a plan's tours; the road alone where there is none.

    The plan is taken as it is: nothing here moves a tour or changes the objective, which counts road miles.
    Of all assignments that leave as few people as possible behind and keep seats and dates, this is the
    cheapest (see :mod:`muster.planner.moving.assign`).

    Returns
    -------
    tuple of Movement
        In order of unit, element, part, start and direction; ways before and after the planning are left
        out.
    """
    docket = Docket(case)
    return movements_of_stays(docket, muster_stays(docket, plan))


def movements_of_stays(docket: Docket, stays: Sequence[Stay]) -> tuple[Movement, ...]:
    """The same for tours that are resolved already."""
    ways = Ways(docket)
    movements = []
    windows = windows_of(docket, stays)
    for inbound in (True, False):
        wishes = [Wish(window, _options(ways, window)) for window in windows if window.inbound is inbound]
        for wish, taken in zip(wishes, assign(wishes), strict=True):
            movements.append(_movement(ways, wish.window, taken))
    return tuple(sorted(movements, key=_order))


def _order(movement: Movement) -> tuple[object, ...]:
    return (
        movement.unit,
        movement.element,
        movement.part or 0,
        movement.start,
        movement.line,
        movement.direction == "out",
    )


def _options(ways: Ways, window: Window) -> tuple[Option, ...]:
    """All that could carry a tour, the best first: cheapest, quickest, soonest, in the case's order."""
    stay = window.stay
    terms = []
    for way in ways.ways:
        price = ways.price(way.mode, stay)
        if price is not None and way.seats != 0:
            days = way.mode.fixed_days + ways.moving_days(way.mode, stay)
            terms.append((price, days, way.number, way))
    options: list[Option] = []
    for (price, days), alike in groupby(sorted(terms), key=lambda term: term[:2]):
        same = [way for _, _, _, way in alike]
        options.extend(
            Option(way, when, days, price)
            for when in range(window.first, window.last + 1)
            if window.reaches(when, days)
            for way in same
            if way.serves(stay.line.place, when)
        )
    return tuple(options)


def _movement(ways: Ways, window: Window, taken: dict[Option, int]) -> Movement:
    stay = window.stay
    legs = []
    for option in sorted(taken, key=lambda option: (option.day, option.price, option.way.number)):
        leaves, arrives = (
            (option.day - option.days, option.day)
            if window.inbound
            else (option.day, option.day + option.days)
        )
        legs.append(
            Leg(
                mode=option.way.mode.mode,
                kind=option.way.mode.kind,
                headcount=taken[option],
                leaves=day(leaves),
                arrives=day(arrives),
                cost=_cents(option.price, taken[option]),
            )
        )
    rld, ald, ead, lad = _dates(ways, window, taken)
    home, place = stay.unit.home, stay.line.place
    return Movement(
        unit=stay.unit.unit,
        element=stay.element,
        part=stay.part,
        line=stay.line.line,
        start=day(stay.start),
        direction="in" if window.inbound else "out",
        origin=home if window.inbound else place,
        destination=place if window.inbound else home,
        headcount=stay.headcount,
        rld=None if rld is None else day(rld),
        ald=None if ald is None else day(ald),
        ead=day(ead),
        lad=day(lad),
        rdd=None if window.due is None else day(window.due),
        legs=tuple(legs),
        unmoved=stay.headcount - sum(taken.values()),
        cost=sum(leg.cost for leg in legs),
        road_cost=_cents(ways.road_price(stay), stay.headcount),
    )


def _dates(ways: Ways, window: Window, taken: dict[Option, int]) -> tuple[int | None, int | None, int, int]:
    """
    Ready to load, available to move, earliest and latest arrival, by the modes taken.

    In: arrivals are wanted from the tour's first day on, or as soon after as who sets out when ready can be
    there. Out: who leaves on the first day is home soonest.
    """
    stay = window.stay
    if not taken:
        days = stay.travel
        if window.inbound:
            return None, None, window.first, window.last
        return None, None, window.first + days, window.last + days
    slowest = max(taken, key=lambda option: option.days)
    quickest = min(taken, key=lambda option: option.days)
    if window.inbound:
        earliest = max(window.first, window.ready + quickest.days)
        loading = min(max(window.first, window.ready + o.days) - o.days for o in taken)
        available = min(
            max(window.first, window.ready + o.days) - ways.moving_days(o.way.mode, stay) for o in taken
        )
        return loading, available, earliest, window.last
    latest = window.last + slowest.days
    if window.home_by is not None:
        latest = max(window.first + quickest.days, min(latest, window.home_by))
    return (
        window.first,
        window.first + min(option.way.mode.fixed_days for option in taken),
        window.first + quickest.days,
        latest,
    )


def _cents(dollars: Fraction, people: int) -> int:
    """Cents of so many people, rounded half up."""
    return (200 * dollars.numerator * people + dollars.denominator) // (2 * dollars.denominator)
