"""The instance: a case posed as arrays. Days count from ``planning.start``; money is whole cents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from muster.domain.plan import PlannedTour
from muster.domain.tour import Pin
from muster.law.basis import LegalBasis
from muster.planner.tours import Listed, Tours

__all__ = ("UNBOUNDED", "Exclusion", "Flags", "Ints", "Instance", "Member", "PinRow", "UnitClass")

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

#: Capacity of a day on which a ceiling does not bind.
UNBOUNDED = 1 << 40


@dataclass(frozen=True, slots=True, order=True)
class Member:
    """One element of a unit (1 to ``quantity``), or one part of it (1 to n)."""

    unit: str
    element: int
    part: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitClass:
    """
    Members that nothing tells apart: type, component, home, policy, availability, dwell owed, state,
    mobilization, bans, pins and fixed tours are the same. One schedule fits them all.
    """

    members: tuple[Member, ...]
    headcount: int
    type: str
    component: str
    home: str
    policy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """Why no member of a class can serve a line: one of the shortfall reasons, and a sentence."""

    reason: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PinRow:
    """A pin and the candidate tours that meet it."""

    pin: Pin
    tours: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """
    Everything that the search needs, and nothing else.

    Let C be classes, L lines, B blocks (class × line × legal basis), K candidate tours, H days of the
    horizon, Q headcount ceilings, D dollar ceilings, P places with lift, G grid steps.

    Attributes
    ----------
    sizes
        ``(C,)`` members of each class.
    prices
        ``(L,)`` cents per unfilled headcount-day.
    priorities
        ``(L,)``.
    asked, demand
        ``(L, H)`` headcount wanted on each day; what the fixed tours leave unfilled of it.
    block_class, block_line, block_headcount, block_fills, block_reception, block_travel, block_place
        ``(B,)``; ``block_place`` indexes the lift places, −1 where there is no limit.
    bases
        The legal basis of each block.
    tours
        The K candidate tours, by number: block after block, by start and end. ``tour_block``,
        ``tour_start``, ``tour_end``, ``tour_cost``, ``tour_dwell``, ``tour_class`` and ``tour_line`` list all
        of them, ``(K,)`` each: for small cases only. Dwell is the least number of days from a tour's end to
        the next start, travel apart.
    ceiling_ids, capacity, counts, excluded
        Headcount ceilings: ``(Q, H)`` what the fixed tours leave on each day (never below 0,
        :data:`UNBOUNDED` where it does not bind); ``(Q, B)`` which blocks it counts; ``(Q,)`` whether
        reception days are left out.
    budget_ids, budgets, budget_counts, budget_days
        Dollar ceilings: ``(D,)`` cents left by the fixed tours (never below 0); ``(D, B)``; ``(D, H)`` the
        days of its period.
    lift_places, seats, seats_any, arrivals, departures
        ``(P, G)`` seats of the place's own lifts; ``(G,)`` seats of lifts for any place, ``None`` where there
        is none; ``(P, G)`` seats that fixed tours use.
    exclusions, first_start
        By (class, line): why it cannot serve there; or what sets its first start (notice, date, dwell).
    unlawful
        By (class, line), where the law does not hold on all days: ``(H,)`` days that the class could fill
        there if it did, and cannot fill as it is.
    empty
        Objective with only the fixed tours, in cents; ``fixed_cost`` is the tours' share of it.
    tour_spend
        ``(K,)`` cents that a budget counts for each tour; ``None`` = its ``tour_cost``. They differ where
        the search is paid for keeping tours of a baseline (:mod:`muster.planner.churn`).
    floor
        What any plan costs at least; ``None`` = ``fixed_cost``, since no price and no cost is below zero.
    """

    horizon: int
    step: int
    classes: tuple[UnitClass, ...]
    sizes: Ints
    lines: tuple[str, ...]
    prices: Ints
    priorities: Ints
    asked: Ints
    demand: Ints
    block_class: Ints
    block_line: Ints
    block_headcount: Ints
    block_fills: Ints
    block_reception: Ints
    block_travel: Ints
    block_place: Ints
    bases: tuple[LegalBasis, ...]
    tours: Tours
    ceiling_ids: tuple[str, ...]
    capacity: Ints
    counts: Flags
    excluded: Flags
    budget_ids: tuple[str, ...]
    budgets: Ints
    budget_counts: Flags
    budget_days: Flags
    lift_places: tuple[str, ...]
    seats: Ints
    seats_any: Ints | None
    arrivals: Ints
    departures: Ints
    pins: tuple[PinRow, ...]
    fixed: tuple[PlannedTour, ...]
    fixed_cost: int
    empty: int
    exclusions: Mapping[tuple[int, int], Exclusion]
    first_start: dict[tuple[int, int], str]
    unlawful: dict[tuple[int, int], Flags]
    tour_spend: Ints | None = None
    floor: int | None = None

    @property
    def tour_block(self) -> Ints:
        """Block of every tour, ``(K,)``."""
        return self.tours.listed.block

    @property
    def tour_start(self) -> Ints:
        """First day of every tour, ``(K,)``."""
        return self.tours.listed.start

    @property
    def tour_end(self) -> Ints:
        """The day after the last of every tour, ``(K,)``."""
        return self.tours.listed.end

    @property
    def tour_cost(self) -> Ints:
        """Cents of every tour, ``(K,)``."""
        return self.tours.costs

    @property
    def tour_dwell(self) -> Ints:
        """Days owed after every tour, ``(K,)``."""
        return self.tours.dwells

    @property
    def tour_class(self) -> Ints:
        """Class of every tour, ``(K,)``."""
        return self.block_class[self.tour_block]

    @property
    def tour_line(self) -> Ints:
        """Line of every tour, ``(K,)``."""
        return self.block_line[self.tour_block]

    @property
    def spend(self) -> Ints:
        """Cents that a budget counts for each tour, ``(K,)``."""
        return self.tour_cost if self.tour_spend is None else self.tour_spend

    @property
    def most_spent(self) -> int:
        """The most that a budget counts for any tour, in cents."""
        return self.tours.dearest if self.tour_spend is None else int(self.tour_spend.max(initial=0))

    @property
    def least(self) -> int:
        """What any plan costs at least, in cents."""
        return self.fixed_cost if self.floor is None else self.floor

    def spent(self, tours: Listed) -> Ints:
        """Cents that a budget counts for some tours."""
        return self.tours.cost_of(tours) if self.tour_spend is None else self.tour_spend[tours.tour]

    def spent_by(self, tour: int) -> int:
        """Cents that a budget counts for a tour."""
        return self.tours.at(tour).cost if self.tour_spend is None else int(self.tour_spend[tour])

    def class_of(self, tour: int) -> int:
        """Class of a tour."""
        return int(self.block_class[self.tours.at(tour).block])

    def line_of(self, tour: int) -> int:
        """Line of a tour."""
        return int(self.block_line[self.tours.at(tour).block])

    def cost_of(self, schedule: Sequence[int]) -> int:
        """Cents of the tours of a schedule."""
        return sum(self.tours.at(tour).cost for tour in schedule)

    def blocks_of(self, owner: int) -> Ints:
        """Blocks of a class."""
        low, high = np.searchsorted(self.block_class, (owner, owner + 1))
        return np.arange(low, high)

    def find(self, owner: int, line: int, start: int, end: int) -> list[int]:
        """Candidate tours of a class on a line with these days, one for each legal basis."""
        mine = self.blocks_of(owner)
        return self.tours.find(mine[self.block_line[mine] == line].tolist(), start, end)

    def touches(self, budget: int, tours: Listed) -> Flags:
        """Whether each tour counts against a dollar ceiling, shape of ``tours``."""
        running = np.concatenate([[0], np.cumsum(self.budget_days[budget])])
        within = running[tours.end] > running[tours.start]
        counted: Any = within & self.budget_counts[budget][tours.block]
        return np.asarray(counted, dtype=np.bool_)
