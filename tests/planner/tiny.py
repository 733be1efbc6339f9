"""Random tiny cases that touch every rule; deterministic for a seed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

from muster.domain.authority import Authority, Ceiling
from muster.domain.case import Case, Planning
from muster.domain.component import Component, DutyStatus
from muster.domain.policy import Policy
from muster.domain.rate import Lift, Rate
from muster.domain.tour import FixedTour, Pin
from muster.domain.unit import Skill, UnitType
from tests.planner import small


def tiny_case(seed: int) -> Case:
    r = Random(seed)
    horizon, step = r.choice([(14, 7), (21, 7), (12, 5), (20, 10)])
    day = small.day

    def maybe(value, chance=0.5):
        return value if r.random() < chance else None

    policies = tuple(
        Policy(
            policy=f"P{i}",
            min_tour_days=r.choice([1, 3, 7, 10]),
            max_tour_days=r.choice([7, 10, 14, 30]),
            dwell_ratio=Decimal(r.choice(["0", "0.5", "1", "2"])),
            min_dwell_days=r.choice([0, 0, 2, 5]),
            dwell_from=r.choice(["end", "home"]),
            notice_days=r.choice([0, 0, 2, 5]),
            reception_days=r.choice([0, 0, 1, 3]),
        )
        for i in range(2)
    )
    types = (
        UnitType(type="A", headcount=r.choice([5, 10])),
        UnitType(type="B", headcount=r.choice([6, 11]), part=r.choice([None, 3, 5])),
    )
    skills = (
        Skill(type="A", capability="trucks", headcount=r.choice([3, 5])),
        Skill(type="B", capability="trucks", headcount=r.choice([4, 6])),
        Skill(type="B", capability="medical", headcount=r.choice([2, 5])),
    )
    components = [Component.RA, Component.ARNG]
    units = tuple(
        small.unit(
            f"U{i}",
            type=r.choice("AB"),
            component=r.choice(components),
            home=r.choice(["home", "far"]),
            policy=r.choice(["P0", "P1"]),
            quantity=r.choice([1, 1, 2]),
            available_from=maybe(day(r.randint(-5, 8)), 0.3),
            available_until=maybe(day(r.randint(8, horizon + 3)), 0.3),
            last_return=maybe(day(r.randint(-10, 3)), 0.3),
            last_tour_days=maybe(r.randint(1, 10), 0.5),
        )
        for i in range(r.choice([1, 2, 2]))
    )
    lines = tuple(
        small.line(
            f"L{i}",
            place=r.choice(["site", "far"]),
            capability=r.choice(["trucks", "trucks", "medical"]),
            role=r.choice(["supply", "medical"]),
            headcount=r.choice([2, 5, 9]),
            start=day(r.randint(-3, 9)),
            end=maybe(day(r.randint(10, horizon + 5)), 0.7),
            priority=r.choice([1, 2]),
            duty_statuses=r.choice([(), (DutyStatus.T10,), (DutyStatus.T10, DutyStatus.T32)]),
            approval=maybe("AUTH"),
        )
        for i in range(r.choice([1, 2]))
    )
    ceilings = tuple(
        Ceiling(
            id=f"C{i}",
            headcount=None if money else r.choice([4, 8, 12]),
            dollars=r.choice([2_000_00, 8_000_00, 30_000_00]) if money else None,
            counts=r.choice(["named", "scope"]),
            duty_statuses=r.choice([(), (DutyStatus.T10,)]),
            places=r.choice([(), ("far",)]),
            excludes_roles=r.choice([(), ("medical",)]),
            start=maybe(day(r.randint(0, 6)), 0.4),
            end=maybe(day(r.randint(8, 15)), 0.4),
            overlap=r.choice(["unknown", "counted", "excluded"]),
        )
        for i, money in enumerate(r.choice([[], [False], [False, True], [False, False], [True]]))
    )
    authority = Authority(id="AUTH", kind="memorandum", status="signed", start=day(-30), ceilings=ceilings)
    tours = ()
    if r.random() < 0.3:
        begin = r.randint(-6, 6)
        tours = (
            FixedTour(
                unit=r.choice(units).unit,
                line=r.choice(lines).line,
                start=day(begin),
                end=day(begin + r.randint(3, 9)),
                duty_status=DutyStatus.T10,
            ),
        )
    pins = ()
    if r.random() < 0.2:
        pins = (
            Pin(rule="ban", unit=units[0].unit, line=maybe("L0"), start=maybe(day(4)), end=maybe(day(9))),
        )
    lifts = tuple(
        Lift(
            lift=f"F{i}",
            place=place,
            passengers_per_day=r.choice([1, 2, 3]),
            start=maybe(day(3), 0.3),
            end=maybe(day(12), 0.3),
        )
        for i, place in enumerate(r.choice([[], ["site"], [None], ["site", None], ["far", "far"]]))
    )
    rates = (
        Rate(element="pay", amount=Decimal(r.choice(["80", "123.456"])), unit="person-day"),
        Rate(element="guard", amount=Decimal("15.5"), unit="person-day", duty_status=DutyStatus.T32),
        Rate(element="start", amount=Decimal("33.335"), unit="tour", start=maybe(day(5))),
        Rate(element="kit", amount=Decimal("7.1"), unit="person"),
    )
    return replace(
        small.case(),
        planning=Planning(start=day(0), end=day(horizon), step_days=step),
        shortfall_prices=((1, 50_000), (2, r.choice([9_000, 20_000]))),
        policies=policies,
        types=types,
        skills=skills,
        units=units,
        lines=lines,
        authorities=(authority,),
        tours=tours,
        pins=pins,
        lifts=lifts,
        rates=rates,
    )


FIRST: date = small.day(0)
