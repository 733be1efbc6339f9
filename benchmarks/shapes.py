"""
Other shapes than the national one, so that nobody tunes to a single kind of case.

A shape is a set of parameters of :func:`benchmarks.generate.national`; its defaults are the national
shape itself, whose cases never change. Each named shape moves one thing to an end at which planners,
relaxations or compact models are known to suffer, and is listed with what it is meant to find out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from muster.domain.policy import Policy

__all__ = ("NATIONAL", "QUICK", "SHAPES", "Shape")

REGULAR = Policy(
    policy="REGULAR",
    min_tour_days=63,
    max_tour_days=180,
    dwell_ratio=Decimal(1),
    min_dwell_days=45,
    notice_days=5,
    reception_days=4,
)
GUARD = Policy(
    policy="GUARD",
    min_tour_days=42,
    max_tour_days=120,
    dwell_ratio=Decimal(2),
    min_dwell_days=60,
    dwell_from="home",
    notice_days=21,
    reception_days=7,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """
    What a generated case is like, apart from its size; the defaults are the national shape.

    Parameters
    ----------
    headcounts
        People of one unit, drawn for each type.
    divisible, part
        Every so-manyth type may send parts of that many people; 0 = none.
    skew
        The n-th type has elements in proportion to (n + 1) ** -skew; 0 = all the same.
    posts
        Rows of units.csv for each type and component, at homes of their own: many make many classes that
        differ only in where they come from.
    regular_share
        Between which shares of a type's elements are regular; the others are of the Guard.
    tired, late, gone
        Shares of the rows that owe dwell at the start, come late, or leave before the end.
    demand
        What the lines ask for together, as a share of all people there are.
    line_size
        Between which factors of the mean a line asks.
    line_people
        If set, between which headcounts a line asks, whatever there is.
    line_days
        If set, between which lengths a line lasts; else a mix of open, a third, a half and any length.
    regular, guard
        The two rotation policies. Each dwell must be no shorter than two journeys, so that one clock for
        each class of units is exact in the compact models.
    prices
        Cents per unfilled headcount-day, by priority.
    ceilings
        ``national`` (four of one order, one by scope), ``nested`` (each within the one before, tight) or
        ``none``.
    strength
        Headcount of the widest ceiling, as a share of what is wanted in the first 120 days.
    budget
        Dollars for each of these people and 52 weeks (for all of a shorter horizon); ``None`` = no limit.
    people_a_seat, least_seats
        A seat a day into any place for so many people wanted in the first 120 days, and no fewer than
        ``least_seats``; 0 people = no lift at all.
    own_places, own_seats
        How many places have seats of their own, and how many they have a day.
    fixed, banned, pinned
        Shares of the rows of units with a tour under way, with weeks closed to tours, with a pinned tour.
    """

    headcounts: tuple[int, ...] = (40, 60, 80, 100, 120, 160)
    divisible: int = 10
    part: int = 20
    skew: float = 0.0
    posts: int = 1
    regular_share: tuple[float, float] = (0.4, 0.7)
    tired: float = 0.25
    late: float = 0.2
    gone: float = 0.1
    demand: float = 0.6
    line_size: tuple[float, float] = (0.4, 1.8)
    line_people: tuple[int, int] | None = None
    line_days: tuple[int, int] | None = None
    regular: Policy = REGULAR
    guard: Policy = GUARD
    prices: tuple[tuple[int, int], ...] = ((1, 50_000_00), (2, 20_000_00), (3, 8_000_00), (4, 3_000_00))
    ceilings: str = "national"
    strength: float = 0.62
    budget: int | None = 60_000
    people_a_seat: int = 50
    least_seats: int = 30
    own_places: int = 3
    own_seats: tuple[int, ...] = (10, 20, 30)
    fixed: float = 1 / 6
    banned: float = 0.1
    pinned: float = 0.0


NATIONAL = Shape()

#: Shape -> what it is, and what it finds out.
SHAPES: dict[str, tuple[Shape, str]] = {
    "lumpy": (
        Shape(
            headcounts=(250, 300, 400, 500, 600),
            divisible=0,
            line_people=(15, 120),
            strength=2.0,
            budget=200_000,
            people_a_seat=10,
            own_seats=(40, 60),
        ),
        "few large units, many small lines: fractions of a unit mean nothing",
    ),
    "fine": (
        Shape(headcounts=(6, 8, 10, 12, 15, 20), divisible=0, line_size=(0.7, 1.3)),
        "many small units: nearly a linear program",
    ),
    "nested": (
        Shape(ceilings="nested", strength=0.35, budget=None),
        "five ceilings, each within the one before and each tight",
    ),
    "open": (Shape(ceilings="none", budget=None), "no ceilings at all: supply, dwell and lift decide"),
    "lift": (
        Shape(people_a_seat=250, least_seats=5, own_places=6, own_seats=(2, 3, 5, 8), strength=0.9),
        "tight seats, of places and for any place: who arrives when is the question",
    ),
    "budget": (
        Shape(budget=14_000, strength=0.9),
        "money for a third of what would pay: every tour is weighed against every other",
    ),
    "cheap": (
        Shape(prices=((1, 600_00), (2, 420_00), (3, 330_00), (4, 280_00))),
        "shortfall prices close to costs: whether a tour pays at all is the question",
    ),
    "short-lines": (
        Shape(line_days=(10, 45), demand=1.2),
        "lines of a few weeks: most tours fill only part of their time or fit exactly",
    ),
    "skewed": (
        Shape(skew=1.4, headcounts=(10, 20, 40, 100, 300, 700)),
        "one type has most elements, many have one; sizes differ seventyfold",
    ),
    "held": (
        Shape(fixed=0.4, banned=0.4, pinned=1.0, tired=0.1, late=0.1),
        "most rows with tours under way, bans or pins: classes break up",
    ),
    "scattered": (
        Shape(posts=5),
        "each type at ten places: many classes that differ only in where they come from",
    ),
    "plenty": (
        Shape(
            demand=0.12,
            strength=1.5,
            people_a_seat=8,
            prices=((1, 2_000_00), (2, 1_500_00), (3, 900_00), (4, 600_00)),
        ),
        "more people than are wanted: all can be filled, cost is the question",
    ),
    "one-sided": (
        Shape(regular_share=(0.0, 0.0), guard=replace(GUARD, dwell_ratio=Decimal(3)), tired=0.6),
        "Guard alone, three days home for each away, most of them tired: supply is short",
    ),
}

#: Policies for horizons of a few weeks.
QUICK = replace(
    NATIONAL,
    regular=replace(
        REGULAR, min_tour_days=7, max_tour_days=21, min_dwell_days=16, notice_days=2, reception_days=2
    ),
    guard=replace(
        GUARD, min_tour_days=7, max_tour_days=14, min_dwell_days=16, notice_days=3, reception_days=1
    ),
)
