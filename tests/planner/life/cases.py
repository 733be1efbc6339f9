"""Random tiny cases of units under cycles; deterministic for a seed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

from muster.domain.case import Case, Planning
from muster.domain.component import Component
from muster.domain.cycle import Cycle, PolicyPeriod
from muster.domain.policy import Policy
from muster.domain.rate import Rate
from muster.domain.unit import Skill, UnitType
from tests.planner import small


def cycle(r: Random, *, rest: bool) -> Cycle:
    days = r.choice([5, 6, 7, 9, 10_000])
    opens = r.randint(0, 3)
    overlap = r.choice([0, 0, 1])
    return Cycle(
        days=days,
        deployable_from=opens,
        deployable_until=min(days, opens + r.choice([1, 2, 4, 20_000])),
        bog_days=overlap + r.randint(1, 4),
        overlap_days=overlap,
        recovery_days=r.choice([0, 1, 2]) if rest else 0,
        demobilization_days=r.choice([0, 0, 1, 2]),
    )


def policy(name: str, mine: Cycle | None) -> Policy:
    return Policy(
        policy=name,
        min_tour_days=1,
        max_tour_days=30,
        dwell_ratio=Decimal(0),
        min_dwell_days=0,
        cycle=mine,
    )


def life_case(seed: int, *, plain: bool = False) -> Case:
    """With ``plain``, cycles never change, without recovery, and no line takes units as they are."""
    r = Random(seed)
    horizon = r.randint(7, 8 if plain else 10)
    day = small.day
    rest = not plain and r.random() < 0.4
    atoms = [policy(f"C{i}", cycle(r, rest=rest)) for i in range(3)]
    change = r.randint(2, horizon - 2)
    periods = (
        PolicyPeriod(policy="P", start=day(0), end=day(change), atomic="C0"),
        PolicyPeriod(policy="P", start=day(change), atomic="C1"),
    )
    names = ["C0", "C2"] if plain else ["P", "C2"]
    units = []
    for i in range(r.choice([1, 2, 2])):
        name = r.choice(names)
        first = atoms[0].cycle if name == "P" else next(each.cycle for each in atoms if each.policy == name)
        assert first is not None
        units.append(
            small.unit(
                f"U{i}",
                type=r.choice("AB"),
                component=r.choice([Component.RA, Component.ARNG]),
                policy=name,
                cycle_day=r.randrange(min(first.days, 12)),
                region=r.choice([None, "north"]),
            )
        )
    lines = []
    for i in range(r.choice([2, 2, 3])):
        begin = r.randint(-1, horizon - 3)
        category = None if plain else r.choice([None, None, "Surge", "NonBOG", "NonBOG-RC-Only", "Forward"])
        lines.append(
            small.line(
                f"L{i}",
                place="home",
                capability=r.choice(["x", "x", "y"]),
                headcount=r.choice([1, 1, 2]),
                start=day(begin),
                end=day(begin + r.randint(2, horizon)),
                priority=r.choice([1, 2]),
                category=category,
                group=r.choice([None, "g"]),
                region=r.choice([None, "north"]) if category == "Forward" else None,
            )
        )
    return replace(
        small.case(),
        planning=Planning(start=day(0), end=day(horizon), step_days=1),
        shortfall_prices=((1, 300), (2, 100)),
        policies=(*atoms, policy("P", None)),
        policy_periods=periods,
        types=(UnitType(type="A", headcount=1), UnitType(type="B", headcount=1)),
        skills=(
            Skill(type="A", capability="x", headcount=1),
            Skill(type="B", capability="x", headcount=1),
            Skill(type="B", capability="y", headcount=1),
        ),
        units=tuple(units),
        lines=tuple(lines),
        rates=(Rate(element="none", amount=Decimal(0), unit="person-day"),),
    )
