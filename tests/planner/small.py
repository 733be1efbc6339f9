"""Small cases for the planner's tests, built by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from muster.domain.case import Case, Planning
from muster.domain.component import Component
from muster.domain.place import Place
from muster.domain.policy import Policy
from muster.domain.rate import Rate
from muster.domain.request import Line
from muster.domain.unit import Skill, Unit, UnitType

ZERO = date(2025, 6, 1)


def day(number: int) -> date:
    return ZERO + timedelta(days=number)


def line(name: str = "L1", **changes: Any) -> Line:
    base = Line(
        line=name,
        place="site",
        role="supply",
        capability="trucks",
        headcount=10,
        start=day(0),
        end=day(28),
        priority=1,
    )
    return replace(base, **changes)


def unit(name: str = "U1", **changes: Any) -> Unit:
    return replace(Unit(unit=name, type="TRK", component=Component.RA, home="home", policy="P"), **changes)


def case(**changes: Any) -> Case:
    base = Case(
        name="small",
        as_of=ZERO,
        planning=Planning(start=day(0), end=day(56), step_days=7),
        shortfall_prices=((1, 100_000), (2, 20_000)),
        places=(
            Place(place="home", kind="installation", lat=31.8, lon=-106.4),
            Place(place="site", kind="sector", lat=31.8, lon=-106.4),
            Place(place="far", kind="sector", lat=32.7, lon=-117.1),
        ),
        types=(UnitType(type="TRK", headcount=10),),
        skills=(Skill(type="TRK", capability="trucks", headcount=8),),
        units=(unit(),),
        policies=(Policy(policy="P", max_tour_days=28),),
        lines=(line(),),
        rates=(Rate(element="pay", amount=Decimal("100"), unit="person-day"),),
    )
    return replace(base, **changes)
