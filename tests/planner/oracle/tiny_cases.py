"""Tiny cases that use every feature of planning, few enough of everything to be solved exhaustively."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Protocol, TypeVar

from hypothesis import strategies as st

from muster.domain.authority import Authority, Ceiling
from muster.domain.case import Assumption, Case, Planning
from muster.domain.component import PAIRS, Component, DutyStatus
from muster.domain.place import Place
from muster.domain.policy import Policy
from muster.domain.rate import Lift, Rate
from muster.domain.request import Line
from muster.domain.tour import FixedTour, Pin
from muster.domain.unit import Skill, Unit, UnitType

T = TypeVar("T")
T10, T32, SAD = DutyStatus.T10, DutyStatus.T32, DutyStatus.SAD


class Pick(Protocol):
    """Chooses one of some options; the first is the simplest."""

    def __call__(self, options: Sequence[T], /) -> T: ...


HOMES = (
    Place(place="BLISS", kind="installation", lat=31.8, lon=-106.4),
    Place(place="CARSON", kind="installation", lat=38.7, lon=-104.8),
)
SITES = (
    Place(place="PASO", kind="sector", lat=31.9, lon=-106.6),
    Place(place="YUMA", kind="sector", lat=32.7, lon=-114.6),
)


def build(pick: Pick) -> Case:
    """A case of 1-4 units, 1-3 lines and 2-6 grid steps; a pin is not among its rows (see ``with_pin``)."""
    step = pick((7, 3, 4))
    start = date(2025, 6, 2)
    end = start + timedelta(days=step * pick((2, 3, 4, 5, 6, 6)) + pick((0, 0, 1, 2)))

    def day(offset: int | None) -> date | None:
        return None if offset is None else start + timedelta(days=offset)

    types, skills = [], []
    for name in ("COY", "DET")[: pick((1, 2))]:
        people = pick((10, 7, 12))
        types.append(UnitType(type=name, headcount=people, part=pick((None, None, 5, 4))))
        skills.append(Skill(type=name, capability="guard", headcount=people - pick((0, 1, 3))))
        if pick((True, False)):
            skills.append(Skill(type=name, capability="medical", headcount=pick((4, 2))))
    policies = [_policy(pick, name, step) for name in ("P", "Q")[: pick((1, 2))]]
    units = [_unit(pick, f"U{n}", types, policies, day, step) for n in range(pick((1, 2, 3, 4, 3)))]
    approvals = (None, "ORDER", "EXTRA")
    lines = []
    for n in range(pick((1, 2, 3, 2))):
        first = pick((0, 0, -4, 1, step, 3))
        length = pick((None, step, 2 * step + 1, 3 * step, 4 * step, 2))
        lines.append(
            Line(
                line=f"L{n}",
                place=pick(SITES).place,
                role=pick(("supply", "medical")),
                capability=pick(("guard", "guard", "medical")),
                headcount=pick((8, 5, 15, 10)),
                start=start + timedelta(days=first),
                end=None if length is None else start + timedelta(days=first + max(length, 1 - first)),
                priority=pick((1, 2)),
                duty_statuses=pick(((), (T10,), (T10, T32), (T10, SAD), (T32,))),
                approval=pick(approvals),
            )
        )
    return Case(
        name="tiny",
        as_of=start,
        planning=Planning(start=start, end=end, step_days=step),
        shortfall_prices=pick(
            (((1, 70_000), (2, 50_000)), ((1, 44_000), (2, 32_001)), ((1, 900_001), (2, 9333)))
        ),
        assumptions=(
            Assumption(name="miles_per_day", value=Decimal(pick((1000, 400, 1000)))),
            Assumption(name="per_person_mile", value=Decimal(pick(("0.25", "0.333")))),
        ),
        places=(*HOMES, *SITES),
        types=tuple(types),
        skills=tuple(skills),
        units=tuple(units),
        policies=tuple(policies),
        lines=tuple(lines),
        tours=_fixed_tours(pick, units, lines, start, step),
        pins=_bans(pick, units, lines, day),
        rates=_rates(pick, day, step),
        lifts=_lifts(pick, day, step),
        authorities=_authorities(pick, day, step),
    )


def _policy(pick: Pick, name: str, step: int) -> Policy:
    longest = pick((2 * step, 3 * step, 2 * step + 2, step))
    return Policy(
        policy=name,
        max_tour_days=longest,
        min_tour_days=min(longest, pick((1, step, 3, step + 2))),
        dwell_ratio=Decimal(pick(("0", "0.5", "1", "0.3", "2"))),
        min_dwell_days=pick((0, 3, step)),
        dwell_from=pick(("end", "home")),
        notice_days=pick((0, 0, 0, 2, step)),
        reception_days=pick((0, 0, 1, 2)),
    )


def _unit(pick: Pick, name: str, types: list[UnitType], policies: list[Policy], day: Any, step: int) -> Unit:
    back = pick((None, None, None, None, -3, 2))
    return Unit(
        unit=name,
        type=pick(types).type,
        component=pick((Component.ARNG, Component.ARNG, Component.RA)),
        home=pick(HOMES).place,
        policy=pick(policies).policy,
        quantity=pick((1, 1, 1, 2, 3)),
        available_from=day(pick((None, None, None, -1, 3))),
        available_until=day(pick((None, None, None, 2 * step + 1, 3 * step))),
        last_return=day(back),
        last_tour_days=None if back is None else pick((None, 4, 2 * step)),
    )


def _fixed_tours(
    pick: Pick, units: list[Unit], lines: list[Line], start: date, step: int
) -> tuple[FixedTour, ...]:
    tours = []
    for unit in units[: pick((0, 0, 1, 2))]:
        first = start + timedelta(days=pick((-5, 0, step, step - 1)))
        tours.append(
            FixedTour(
                unit=unit.unit,
                line=pick(lines).line,
                start=first,
                end=first + timedelta(days=pick((step, 6, 2 * step))),
                duty_status=pick(PAIRS[unit.component]),
                authority=pick(((), ("ORDER",), ("EXTRA",))),
                headcount=pick((None, None, 3, 14)),
            )
        )
    return tuple(tours)


def _bans(pick: Pick, units: list[Unit], lines: list[Line], day: Any) -> tuple[Pin, ...]:
    if pick((True, True, False)):
        return ()
    return (
        Pin(
            rule="ban",
            unit=pick(units).unit,
            line=pick((None, lines[0].line)),
            start=day(pick((None, 4))),
            end=day(pick((None, 9))),
        ),
    )


def _rates(pick: Pick, day: Any, step: int) -> tuple[Rate, ...]:
    some = (
        Rate(element="guard-pay", amount=Decimal("20.01"), unit="person-day", component=Component.ARNG),
        Rate(
            element="summer", amount=Decimal("35"), unit="person-day", start=day(step + 1), end=day(2 * step)
        ),
        Rate(element="state", amount=Decimal("-0") + 5, unit="person-day", duty_status=SAD),
        Rate(element="bus", amount=Decimal("0.111"), unit="person-mile", end=day(step)),
        Rate(element="tyres", amount=Decimal("0.02"), unit="person-mile", mode="road"),
        Rate(element="jet", amount=Decimal("3"), unit="person-mile", mode="air"),
        Rate(element="kit", amount=Decimal("7.77"), unit="person", component=Component.RA),
        Rate(element="staff", amount=Decimal("450.5"), unit="tour", start=day(2)),
    )
    base = Rate(element="pay", amount=Decimal(pick(("100.005", "33.3333", "150"))), unit="person-day")
    return (base, *(rate for rate in some if pick((False, True))))


def _lifts(pick: Pick, day: Any, step: int) -> tuple[Lift, ...]:
    some = (
        Lift(lift="bus", passengers_per_day=pick((4, 2, 6))),
        Lift(lift="rail", passengers_per_day=pick((3, 2, 5)), place="PASO"),
        Lift(
            lift="truck",
            passengers_per_day=1,
            place="YUMA",
            start=day(pick((None, 2))),
            end=day(pick((None, 2 * step))),
        ),
        Lift(lift="plane", passengers_per_day=1, mode="air", end=day(step + 1)),
    )
    if pick((True, False)):
        return ()
    return tuple(lift for lift in some if pick((False, True)))


def _authorities(pick: Pick, day: Any, step: int) -> tuple[Authority, ...]:
    order = (
        Ceiling(id="ALL", headcount=pick((20, 12, 30)), overlap=pick(("unknown", "excluded", "tolerated:3"))),
        Ceiling(id="T10", headcount=pick((10, 14, 7)), duty_statuses=(T10,), counts=pick(("named", "scope"))),
        Ceiling(id="MONEY", dollars=pick((3_000_000, 800_000, 9_000_000)), end=day(pick((None, 2 * step)))),
    )
    extra = (
        Ceiling(
            id="PASO",
            headcount=pick((10, 22)),
            counts="scope",
            places=("PASO",),
            excludes_roles=pick(((), ("medical",))),
            start=day(pick((None, step))),
        ),
        Ceiling(
            id="GUARD",
            headcount=pick((12, 9)),
            counts="scope",
            components=(Component.ARNG,),
            roles=("supply",),
        ),
    )
    return (
        Authority(
            id="ORDER",
            kind="memorandum",
            status=pick(("signed", "verbal", "amended")),
            start=day(-30),
            end=day(pick((None, 3 * step, 2 * step + 1))),
            ceilings=tuple(ceiling for ceiling in order if pick((False, True))),
        ),
        Authority(
            id="EXTRA",
            kind="memorandum",
            status=pick(("signed", "expected", "rescinded")),
            start=day(pick((-9, 2))),
            ceilings=tuple(ceiling for ceiling in extra if pick((False, True))),
        ),
    )


def seeded(seed: int) -> Case:
    """The same case for the same number, on every machine."""
    choose = random.Random(seed)
    return replace(build(choose.choice), name=f"tiny-{seed}")


@st.composite
def tiny_cases(draw: st.DrawFn) -> Case:
    """The same cases by choices that hypothesis can shrink."""
    return build(lambda options: options[draw(st.integers(0, len(options) - 1))])
