"""
Random cases of national shape: all that section 2 of the contract knows, in one place.

A border's worth of sectors, installations all over the country, types of unit with one or two
capabilities each (some of them divisible), regular and Guard units under different policies, request
lines that begin and end through the year, three nested ceilings and a budget in one order, a ceiling by
scope in another, seats, dated prices, tours under way, bans. Demand exceeds what supply and ceilings can
fill, as it does in life. Everything follows from the seed, on every machine. ``benchmarks/shapes.py`` says
what else a case may be like; a case of the default shape never changes (``tests/benchmarks`` holds hashes).
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from benchmarks.shapes import NATIONAL, Shape
from muster.domain.authority import Authority, Ceiling
from muster.domain.case import Case, Planning
from muster.domain.component import Component, DutyStatus
from muster.domain.place import Place
from muster.domain.rate import Lift, Rate
from muster.domain.request import Line
from muster.domain.tour import FixedTour, Pin
from muster.domain.unit import Skill, Unit, UnitType

__all__ = ("Size", "national")

START = date(2025, 1, 6)
CAPABILITIES = ("camera", "transport", "maintenance", "engineer", "aviation", "medical", "planning", "supply")
ROLES = ("sensor_ground", "transport_ground", "maintenance", "engineering_road", "transport_air", "medical")


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much of everything; ``units`` counts elements, of which a row of units.csv holds several."""

    types: int
    units: int
    lines: int
    weeks: int = 52
    step_days: int = 7


def national(name: str, seed: int, size: Size, shape: Shape = NATIONAL) -> Case:
    """
    A case of the given size and shape.

    Every unit's dwell is longer than any two journeys, so that the compact models of the baselines can
    hold the rules exactly with one clock for each class of units.
    """
    choose = random.Random(seed)
    end = START + timedelta(days=7 * size.weeks)
    sites, homes = _places(choose)
    types, skills, brings = _types(choose, size.types, shape)
    units = _units(choose, types, homes, size, shape)
    lines = _lines(choose, sites, size, brings, units, {kind.type: kind for kind in types}, end, shape)
    fixed = _fixed(choose, units, lines, brings, shape)
    wanted = sum(line.headcount for line in lines if line.start <= START + timedelta(days=120))
    bans = _bans(choose, units, shape)
    lifts = _lifts(choose, sites, wanted, shape)
    authorities = _authorities(choose, wanted, sites, end, size, shape)
    held = {pin.unit for pin in bans} | {tour.unit for tour in fixed}
    pins = _pins(
        choose,
        tuple(unit for unit in units if unit.unit not in held),
        lines,
        brings,
        {kind.type: kind.headcount for kind in types},
        wanted // 10,
        fixed,
        size,
        shape,
    )
    return Case(
        name=name,
        as_of=START,
        planning=Planning(start=START, end=end, step_days=size.step_days),
        shortfall_prices=shape.prices,
        places=(*sites, *homes),
        types=types,
        skills=skills,
        units=units,
        policies=(shape.regular, shape.guard),
        lines=lines,
        tours=fixed,
        pins=(*bans, *pins),
        rates=_rates(),
        lifts=lifts,
        authorities=authorities,
    )


def _places(choose: random.Random) -> tuple[tuple[Place, ...], tuple[Place, ...]]:
    sites = tuple(
        Place(
            place=f"SECTOR-{n:02d}",
            kind="sector",
            lat=round(32.6 - 0.8 * n + choose.uniform(-0.3, 0.3), 4),
            lon=round(-117.0 + 2.3 * n, 4),
        )
        for n in range(9)
    )
    homes = tuple(
        Place(
            place=f"FORT-{n:02d}",
            kind="installation",
            lat=round(choose.uniform(29.5, 47.5), 4),
            lon=round(choose.uniform(-122.0, -78.0), 4),
        )
        for n in range(18)
    )
    return sites, homes


def _types(
    choose: random.Random, count: int, shape: Shape
) -> tuple[tuple[UnitType, ...], tuple[Skill, ...], dict[str, tuple[str, ...]]]:
    types, skills, brings = [], [], {}
    for n in range(count):
        name = f"TYPE-{n:02d}"
        people = choose.choice(shape.headcounts)
        divisible = shape.divisible > 0 and n % shape.divisible == shape.divisible - 1
        types.append(
            UnitType(type=name, headcount=people, part=min(shape.part, people) if divisible else None)
        )
        able = [CAPABILITIES[n % len(CAPABILITIES)]]
        if choose.random() < 0.4:
            able.append(choose.choice([c for c in CAPABILITIES if c not in able]))
        for capability in able:
            share = choose.uniform(0.6, 0.95) if capability is able[0] else choose.uniform(0.2, 0.5)
            skills.append(Skill(type=name, capability=capability, headcount=int(people * share)))
        brings[name] = tuple(able)
    return tuple(types), tuple(skills), brings


def _units(
    choose: random.Random, types: tuple[UnitType, ...], homes: tuple[Place, ...], size: Size, shape: Shape
) -> tuple[Unit, ...]:
    """Rows of units.csv for each type, regular ones and ones of the Guard, that share its elements."""
    units = []
    for kind, elements in zip(types, _elements(len(types), size.units, shape.skew), strict=True):
        share = choose.uniform(*shape.regular_share)
        regular = max(1, round(elements * share)) if share else 0
        for component, quantity in ((Component.RA, regular), (Component.ARNG, elements - regular)):
            guard = component is Component.ARNG
            for post, present in enumerate(_posts(quantity, shape.posts), start=1):
                late, gone, tired = (choose.random() < p for p in (shape.late, shape.gone, shape.tired))
                units.append(
                    Unit(
                        unit=f"{kind.type}-{component}" + (f"-{post}" if shape.posts > 1 else ""),
                        type=kind.type,
                        component=component,
                        home=choose.choice(homes).place,
                        quantity=present,
                        policy=shape.guard.policy if guard else shape.regular.policy,
                        available_from=START + timedelta(days=choose.randint(10, 90)) if late else None,
                        available_until=START + timedelta(days=choose.randint(200, 330)) if gone else None,
                        last_return=START - timedelta(days=choose.randint(5, 60)) if tired else None,
                        last_tour_days=choose.choice((60, 90)) if tired else None,
                        state="TX" if guard else None,
                    )
                )
    return tuple(units)


def _elements(types: int, units: int, skew: float) -> list[int]:
    """How many elements each type has, at least one."""
    if skew == 0:
        return [units // types + (n < units % types) for n in range(types)]
    weights = [(n + 1) ** -skew for n in range(types)]
    shares = [1 + int((units - types) * weight / sum(weights)) for weight in weights]
    shares[0] += units - sum(shares)
    return shares


def _posts(quantity: int, posts: int) -> list[int]:
    """A row's elements shared over so many homes; rows without elements are left out."""
    return [n for n in (quantity // posts + (p < quantity % posts) for p in range(posts)) if n > 0]


def _lines(
    choose: random.Random,
    sites: tuple[Place, ...],
    size: Size,
    brings: dict[str, tuple[str, ...]],
    units: tuple[Unit, ...],
    kinds: dict[str, UnitType],
    end: date,
    shape: Shape,
) -> tuple[Line, ...]:
    """
    Lines that ask for the shape's share of all people there are.

    Three fifths, as in the national shape, is more than can rotate.
    """
    people = sum(unit.quantity * kinds[unit.type].headcount for unit in units)
    each = max(20, int(shape.demand * people / size.lines))
    known = sorted({capability for able in brings.values() for capability in able})
    days = (end - START).days
    lines = []
    for n in range(size.lines):
        first = choose.choice((0, 0, 7, 14, choose.randint(0, days // 2)))
        length = choose.choice((None, days // 3, days // 2, choose.randint(min(60, days), days)))
        if shape.line_days is not None:
            first = choose.randint(0, max(0, days - shape.line_days[0]))
            length = choose.randint(*shape.line_days)
        stop = None if length is None or first + length >= days else START + timedelta(days=first + length)
        lines.append(
            Line(
                line=f"LINE-{n:03d}",
                place=choose.choice(sites).place,
                role=ROLES[n % len(ROLES)],
                capability=known[n % len(known)],
                headcount=(
                    max(15, int(each * choose.uniform(*shape.line_size)))
                    if shape.line_people is None
                    else choose.randint(*shape.line_people)
                ),
                start=START + timedelta(days=first),
                end=stop,
                priority=choose.choice((1, 2, 2, 3, 3, 4)),
                duty_statuses=(DutyStatus.T10,) if n % 4 else (DutyStatus.T10, DutyStatus.T32),
                approval="ORDER" if n % 8 else "SECOND",
            )
        )
    return tuple(lines)


def _fixed(
    choose: random.Random,
    units: tuple[Unit, ...],
    lines: tuple[Line, ...],
    brings: dict[str, tuple[str, ...]],
    shape: Shape,
) -> tuple[FixedTour, ...]:
    """The shape's share of the rows of units has an element under way since before the planning."""
    tours = []
    for unit in units:
        able = [line for line in lines if line.capability in brings[unit.type]]
        if able and choose.random() < shape.fixed:
            tours.append(
                FixedTour(
                    unit=unit.unit,
                    line=choose.choice(able).line,
                    start=START - timedelta(days=choose.randint(20, 70)),
                    end=START + timedelta(days=choose.randint(14, 70)),
                    duty_status=DutyStatus.T10,
                )
            )
    return tuple(tours)


def _bans(choose: random.Random, units: tuple[Unit, ...], shape: Shape) -> tuple[Pin, ...]:
    """Weeks of exercises that no tour may touch."""
    bans = []
    for unit in units:
        if choose.random() < shape.banned:
            first = START + timedelta(days=choose.randint(100, 250))
            bans.append(Pin(rule="ban", unit=unit.unit, start=first, end=first + timedelta(days=21)))
    return tuple(bans)


def _pins(
    choose: random.Random,
    units: tuple[Unit, ...],
    lines: tuple[Line, ...],
    brings: dict[str, tuple[str, ...]],
    people: dict[str, int],
    room: int,
    fixed: tuple[FixedTour, ...],
    size: Size,
    shape: Shape,
) -> tuple[Pin, ...]:
    """
    Tours that must be made, one at most for each row of units that nothing else holds.

    They can always be made together: each is on the grid, as long as the policy allows, on a line approved
    by ``ORDER`` that lasts so long; at most one begins in a step; none before the fixed tours are over; and
    all of them have no more people than the narrowest ceiling (``tests/benchmarks`` checks it).
    """
    if shape.pinned == 0:
        return ()
    policies = {policy.policy: policy for policy in (shape.regular, shape.guard)}
    step, horizon = size.step_days, 7 * size.weeks
    clear = max((tour.end for tour in fixed), default=START)
    free = [k for k in range(4, horizon // step) if START + timedelta(days=step * k) >= clear]
    choose.shuffle(free)
    pins: list[Pin] = []
    for unit in units:
        policy = policies[unit.policy]
        if unit.available_from or unit.available_until or unit.last_return or choose.random() >= shape.pinned:
            continue
        days = step * choose.randint(-(-policy.min_tour_days // step), policy.max_tour_days // step)
        ways = [
            (line.line, k)
            for k in free
            for line in lines
            if line.capability in brings[unit.type]
            and line.approval == "ORDER"
            and line.start <= START + timedelta(days=step * k)
            and START + timedelta(days=step * k + days) <= (line.end or START + timedelta(days=horizon))
        ]
        if ways and people[unit.type] <= room:
            room -= people[unit.type]
            line, k = choose.choice(ways)
            free.remove(k)
            first = START + timedelta(days=step * k)
            pins.append(
                Pin(rule="pin", unit=unit.unit, line=line, start=first, end=first + timedelta(days=days))
            )
    return tuple(pins)


def _rates() -> tuple[Rate, ...]:
    summer = START + timedelta(days=175)
    return (
        Rate(element="pay", amount=Decimal("141.25"), unit="person-day", component=Component.RA),
        Rate(element="pay", amount=Decimal("163.10"), unit="person-day", component=Component.ARNG),
        Rate(element="lodging", amount=Decimal("48.50"), unit="person-day", end=summer),
        Rate(element="lodging", amount=Decimal("57.75"), unit="person-day", start=summer),
        Rate(element="road", amount=Decimal("0.29"), unit="person-mile", mode="road"),
        Rate(element="kit", amount=Decimal("85.00"), unit="person", component=Component.ARNG),
        Rate(element="staff", amount=Decimal("2500.00"), unit="tour"),
    )


def _lifts(choose: random.Random, sites: tuple[Place, ...], wanted: int, shape: Shape) -> tuple[Lift, ...]:
    """Seats into any place (in the national shape for a seventh of all people a week), and some of places."""
    if shape.people_a_seat == 0:
        return ()
    return (
        Lift(
            lift="ROAD", mode="road", passengers_per_day=max(shape.least_seats, wanted // shape.people_a_seat)
        ),
        *(
            Lift(
                lift=f"RAIL-{n}",
                mode="rail",
                place=site.place,
                passengers_per_day=choose.choice(shape.own_seats),
            )
            for n, site in enumerate(choose.sample(sites, shape.own_places))
        ),
    )


def _authorities(
    choose: random.Random, wanted: int, sites: tuple[Place, ...], end: date, size: Size, shape: Shape
) -> tuple[Authority, ...]:
    capped = Ceiling(
        id="SECTOR-CAP",
        headcount=int(0.1 * wanted),
        counts="scope",
        places=(sites[choose.randrange(9)].place,),
        end=START + timedelta(days=200),
    )
    return (
        Authority(
            id="ORDER",
            kind="memorandum",
            status="signed",
            title="Support of the whole border",
            start=START - timedelta(days=90),
            end=end + timedelta(days=90),
            ceilings=(*_order(wanted, sites, shape), *_budget(wanted, size, shape)),
        ),
        Authority(
            id="SECOND",
            kind="memorandum",
            status="verbal",
            start=START - timedelta(days=30),
            ceilings=(capped,) if shape.ceilings == "national" else (),
        ),
    )


def _order(wanted: int, sites: tuple[Place, ...], shape: Shape) -> tuple[Ceiling, ...]:
    if shape.ceilings == "none":
        return ()
    most = int(shape.strength * wanted)
    within = shape.strength / 0.62
    everyone = Ceiling(id="ORDER-ALL", headcount=most, overlap="excluded")
    federal = Ceiling(id="ORDER-T10", headcount=int(0.55 * within * wanted), duty_statuses=(DutyStatus.T10,))
    if shape.ceilings == "national":
        guard = Ceiling(
            id="ORDER-GUARD",
            headcount=int(0.2 * within * wanted),
            components=(Component.ARNG,),
            excludes_roles=("medical",),
        )
        return everyone, federal, guard
    near = tuple(site.place for site in sites[:5])
    return (
        everyone,
        federal,
        Ceiling(id="ORDER-WEST", headcount=int(0.45 * most), duty_statuses=(DutyStatus.T10,), places=near),
        Ceiling(
            id="ORDER-WEST-RA",
            headcount=int(0.28 * most),
            duty_statuses=(DutyStatus.T10,),
            places=near,
            components=(Component.RA,),
        ),
        Ceiling(
            id="ORDER-WEST-RA-SENSORS",
            headcount=int(0.1 * most),
            duty_statuses=(DutyStatus.T10,),
            places=near,
            components=(Component.RA,),
            roles=("sensor_ground", "transport_ground"),
        ),
    )


def _budget(wanted: int, size: Size, shape: Shape) -> tuple[Ceiling, ...]:
    """Money for 52 weeks, also where the horizon is shorter; in proportion where it is longer."""
    if shape.budget is None:
        return ()
    return (Ceiling(id="ORDER-BUDGET", dollars=wanted * shape.budget * 100 * max(52, size.weeks) // 52),)
