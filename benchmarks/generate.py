"""
Random cases of national shape: all that section 2 of the contract knows, in one place.

A border's worth of sectors, installations all over the country, types of unit with one or two
capabilities each (some of them divisible), regular and Guard units under different policies, request
lines that begin and end through the year, three nested ceilings and a budget in one order, a ceiling by
scope in another, seats, dated prices, tours under way, bans. Demand exceeds what supply and ceilings can
fill, as it does in life. Everything follows from the seed, on every machine.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from muster.domain.authority import Authority, Ceiling
from muster.domain.case import Case, Planning
from muster.domain.component import Component, DutyStatus
from muster.domain.place import Place
from muster.domain.policy import Policy
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


def national(name: str, seed: int, size: Size) -> Case:
    """
    A case of the given size.

    Every unit's dwell is longer than any two journeys, so that the compact models of the baselines can
    hold the rules exactly with one clock for each class of units.
    """
    choose = random.Random(seed)
    end = START + timedelta(days=7 * size.weeks)
    sites, homes = _places(choose)
    types, skills, brings = _types(choose, size.types)
    units = _units(choose, types, homes, size.units)
    lines = _lines(choose, sites, size, brings, units, {kind.type: kind for kind in types}, end)
    fixed = _fixed(choose, units, lines, brings)
    wanted = sum(line.headcount for line in lines if line.start <= START + timedelta(days=120))
    return Case(
        name=name,
        as_of=START,
        planning=Planning(start=START, end=end, step_days=size.step_days),
        shortfall_prices=((1, 50_000_00), (2, 20_000_00), (3, 8_000_00), (4, 3_000_00)),
        places=(*sites, *homes),
        types=types,
        skills=skills,
        units=units,
        policies=_policies(),
        lines=lines,
        tours=fixed,
        pins=_bans(choose, units),
        rates=_rates(),
        lifts=_lifts(choose, sites, wanted),
        authorities=_authorities(choose, wanted, sites, end),
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
    choose: random.Random, count: int
) -> tuple[tuple[UnitType, ...], tuple[Skill, ...], dict[str, tuple[str, ...]]]:
    types, skills, brings = [], [], {}
    for n in range(count):
        name = f"TYPE-{n:02d}"
        people = choose.choice((40, 60, 80, 100, 120, 160))
        divisible = n % 10 == 9
        types.append(UnitType(type=name, headcount=people, part=20 if divisible else None))
        able = [CAPABILITIES[n % len(CAPABILITIES)]]
        if choose.random() < 0.4:
            able.append(choose.choice([c for c in CAPABILITIES if c not in able]))
        for capability in able:
            share = choose.uniform(0.6, 0.95) if capability is able[0] else choose.uniform(0.2, 0.5)
            skills.append(Skill(type=name, capability=capability, headcount=int(people * share)))
        brings[name] = tuple(able)
    return tuple(types), tuple(skills), brings


def _units(
    choose: random.Random, types: tuple[UnitType, ...], homes: tuple[Place, ...], total: int
) -> tuple[Unit, ...]:
    """Two rows of units.csv a type, one regular and one of the Guard, that share its elements."""
    units = []
    for n, kind in enumerate(types):
        elements = total // len(types) + (n < total % len(types))
        regular = max(1, round(elements * choose.uniform(0.4, 0.7)))
        for component, quantity in ((Component.RA, regular), (Component.ARNG, elements - regular)):
            if quantity < 1:
                continue
            guard = component is Component.ARNG
            late, gone, tired = choose.random() < 0.2, choose.random() < 0.1, choose.random() < 0.25
            units.append(
                Unit(
                    unit=f"{kind.type}-{component}",
                    type=kind.type,
                    component=component,
                    home=choose.choice(homes).place,
                    quantity=quantity,
                    policy="GUARD" if guard else "REGULAR",
                    available_from=START + timedelta(days=choose.randint(10, 90)) if late else None,
                    available_until=START + timedelta(days=choose.randint(200, 330)) if gone else None,
                    last_return=START - timedelta(days=choose.randint(5, 60)) if tired else None,
                    last_tour_days=choose.choice((60, 90)) if tired else None,
                    state="TX" if guard else None,
                )
            )
    return tuple(units)


def _policies() -> tuple[Policy, ...]:
    return (
        Policy(
            policy="REGULAR",
            min_tour_days=63,
            max_tour_days=180,
            dwell_ratio=Decimal(1),
            min_dwell_days=45,
            notice_days=5,
            reception_days=4,
        ),
        Policy(
            policy="GUARD",
            min_tour_days=42,
            max_tour_days=120,
            dwell_ratio=Decimal(2),
            min_dwell_days=60,
            dwell_from="home",
            notice_days=21,
            reception_days=7,
        ),
    )


def _lines(
    choose: random.Random,
    sites: tuple[Place, ...],
    size: Size,
    brings: dict[str, tuple[str, ...]],
    units: tuple[Unit, ...],
    kinds: dict[str, UnitType],
    end: date,
) -> tuple[Line, ...]:
    """Lines that ask, at their peak, for about three fifths of all people there are: more than can rotate."""
    people = sum(unit.quantity * kinds[unit.type].headcount for unit in units)
    each = max(20, int(0.6 * people / size.lines))
    known = sorted({capability for able in brings.values() for capability in able})
    days = (end - START).days
    lines = []
    for n in range(size.lines):
        first = choose.choice((0, 0, 7, 14, choose.randint(0, days // 2)))
        length = choose.choice((None, days // 3, days // 2, choose.randint(60, days)))
        stop = None if length is None or first + length >= days else START + timedelta(days=first + length)
        lines.append(
            Line(
                line=f"LINE-{n:03d}",
                place=choose.choice(sites).place,
                role=ROLES[n % len(ROLES)],
                capability=known[n % len(known)],
                headcount=max(15, int(each * choose.uniform(0.4, 1.8))),
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
) -> tuple[FixedTour, ...]:
    """One in six rows of units has an element under way since before the planning."""
    tours = []
    for unit in units:
        able = [line for line in lines if line.capability in brings[unit.type]]
        if able and choose.random() < 1 / 6:
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


def _bans(choose: random.Random, units: tuple[Unit, ...]) -> tuple[Pin, ...]:
    """Weeks of exercises that no tour may touch."""
    bans = []
    for unit in units:
        if choose.random() < 0.1:
            first = START + timedelta(days=choose.randint(100, 250))
            bans.append(Pin(rule="ban", unit=unit.unit, start=first, end=first + timedelta(days=21)))
    return tuple(bans)


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


def _lifts(choose: random.Random, sites: tuple[Place, ...], wanted: int) -> tuple[Lift, ...]:
    """Seats for a tenth of all people a week into any place, and some of their own for three places."""
    return (
        Lift(lift="ROAD", mode="road", passengers_per_day=max(30, wanted // 50)),
        *(
            Lift(
                lift=f"RAIL-{n}",
                mode="rail",
                place=site.place,
                passengers_per_day=choose.choice((10, 20, 30)),
            )
            for n, site in enumerate(choose.sample(sites, 3))
        ),
    )


def _authorities(
    choose: random.Random, wanted: int, sites: tuple[Place, ...], end: date
) -> tuple[Authority, ...]:
    return (
        Authority(
            id="ORDER",
            kind="memorandum",
            status="signed",
            title="Support of the whole border",
            start=START - timedelta(days=90),
            end=end + timedelta(days=90),
            ceilings=(
                Ceiling(id="ORDER-ALL", headcount=int(0.62 * wanted), overlap="excluded"),
                Ceiling(id="ORDER-T10", headcount=int(0.55 * wanted), duty_statuses=(DutyStatus.T10,)),
                Ceiling(
                    id="ORDER-GUARD",
                    headcount=int(0.2 * wanted),
                    components=(Component.ARNG,),
                    excludes_roles=("medical",),
                ),
                Ceiling(id="ORDER-BUDGET", dollars=wanted * 60_000_00),
            ),
        ),
        Authority(
            id="SECOND",
            kind="memorandum",
            status="verbal",
            start=START - timedelta(days=30),
            ceilings=(
                Ceiling(
                    id="SECTOR-CAP",
                    headcount=int(0.1 * wanted),
                    counts="scope",
                    places=(sites[choose.randrange(9)].place,),
                    end=START + timedelta(days=200),
                ),
            ),
        ),
    )
