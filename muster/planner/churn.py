"""Churn: what the search is charged for every tour of a baseline that it drops.

The charged objective is ``unit × objective + charge × dropped``. It is posed as tour costs alone: a tour
that its member had in the baseline costs ``charge`` less, and all baseline tours together are charged in
advance. Members that did the same may take each other's place; others are classes of their own, so that
the charge is exact, and so is every bound on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from muster.domain.plan import PlannedTour
from muster.planner.colgen import Relaxation, lagrangian
from muster.planner.instance import Flags, Instance, Member
from muster.planner.master import Duals
from muster.planner.posing import faults
from muster.planner.posing.baseline import Baseline, Stay
from muster.planner.pricing import Pricer

__all__ = ("Churn", "Kept", "charged", "kept_of")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """How a plan stands to its baseline: tours kept (by the baseline's), dropped and added."""

    kept: tuple[PlannedTour, ...]
    dropped: tuple[PlannedTour, ...]
    added: tuple[PlannedTour, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Churn:
    """
    An instance whose tour costs are charged for change.

    Attributes
    ----------
    instance
        What the search reads; money is in cents × ``unit``.
    unit, charge
        Of the charged objective. Without a cost of change, ``unit`` is so large that all charges together
        are less than one cent: among equally good plans the one that keeps most is best.
    tours
        Baseline tours that can be kept.
    cents
        Cost of change for each tour.
    model
        ``tour``: exact. ``class``: a credit for any member of a class that does what one of them did, a
        preference of the search; its bound is none. ``start``: the search only starts from the baseline.
    """

    instance: Instance
    unit: int
    charge: int
    tours: int
    cents: int
    model: str

    @property
    def charges(self) -> bool:
        """Whether the search weighs change against money: its optimum need not be that of the objective."""
        return self.charge > 0 and self.cents > 0

    def bound(self, charged: int) -> int:
        """The bound on the objective, in cents, that a bound on the charged objective implies."""
        return -(-(charged - self.charge * self.tours) // self.unit)

    def bound_at(self, plain: Instance, state: Relaxation) -> int | None:
        """
        The bound on the objective at the row prices of a charged relaxation, in cents.

        Row prices prove a bound for any costs: the tours are valued again at their own.
        """
        if state.duals is None or self.unit != 1:
            return None
        known = state.master
        advance = self.charge * self.tours * known.objective.cost * known.scale
        duals = Duals(state.duals.valuation, state.duals.constant - advance)
        best = Pricer(plain).price(duals.valuation)
        return -(-lagrangian(plain, duals, best) // known.scale)


def charged(instance: Instance, baseline: Baseline, *, zero: date, apart: bool, cents: int) -> Churn:
    """
    The instance with a charge of ``cents`` for every tour of the baseline that is dropped.

    Parameters
    ----------
    zero
        The day that is 0 in the instance.
    apart
        Whether members that did different things are in different classes.
    """
    keeps, tours = _keeps(instance, baseline, zero)
    unit, charge = (1, cents) if cents else (tours + 1, 1)
    credit = np.where(keeps, charge, 0)
    if not apart:
        # Others of the class could earn it as well: it never makes a useless tour worth its while.
        credit = np.minimum(credit, np.maximum(0, instance.tour_cost * unit - 1))
    made = replace(
        instance,
        prices=instance.prices * unit,
        tours=instance.tours.at_prices(instance.tour_cost * unit - credit),
        tour_spend=instance.tour_cost,
        fixed_cost=instance.fixed_cost * unit + charge * tours,
        floor=instance.fixed_cost * unit if apart else None,
        empty=instance.empty * unit + charge * tours,
    )
    if not tours or faults.too_large(made):
        return Churn(instance=instance, unit=1, charge=0, tours=0, cents=cents, model="start")
    model = "tour" if apart else "class"
    return Churn(instance=made, unit=unit, charge=charge, tours=tours, cents=cents, model=model)


def _keeps(instance: Instance, baseline: Baseline, zero: date) -> tuple[Flags, int]:
    """Which candidate tours ``(K,)`` a member of their class had in the baseline; how many can be kept."""
    keeps = np.zeros(instance.tours.size, dtype=np.bool_)
    line_of = {line: number for number, line in enumerate(instance.lines)}
    status = np.array([str(basis.duty_status) for basis in instance.bases])
    count = 0
    for owner, kind in enumerate(instance.classes):
        wanted: dict[Stay, int] = {}
        for member in kind.members:
            for stay in baseline.stays.get(member, ()):
                wanted[stay] = wanted.get(stay, 0) + 1
        if not wanted:
            continue
        for (line, start, end, duty), number in wanted.items():
            found = [
                tour
                for tour in instance.find(owner, line_of[line], (start - zero).days, (end - zero).days)
                if status[instance.tours.at(tour).block] == duty
            ]
            keeps[found] = True
            count += number if found else 0
    return keeps, count


def kept_of(baseline: Baseline, tours: Sequence[PlannedTour]) -> Kept:
    """Which tours of a baseline a plan keeps, drops and adds."""
    ordered = {id(tour) for tour in baseline.ordered}
    lost = {id(tour) for tour in baseline.lost}
    now: dict[Member, set[object]] = {}
    for tour in tours:
        if not tour.fixed:
            now.setdefault(Member(tour.unit, tour.element, tour.part), set()).add(_stay(tour))
    kept, dropped = [], []
    for tour in baseline.plan.tours:
        member = Member(tour.unit, tour.element, tour.part)
        if id(tour) in ordered:
            kept.append(tour)
        elif id(tour) in lost:
            dropped.append(tour)
        elif _stay(tour) in baseline.stays.get(member, ()):
            (kept if _stay(tour) in now.get(member, ()) else dropped).append(tour)
    fixed = {_row(tour) for tour in baseline.ordered}
    added = [
        tour
        for tour in tours
        if (
            _row(tour) not in fixed
            if tour.fixed
            else _stay(tour) not in baseline.stays.get(Member(tour.unit, tour.element, tour.part), ())
        )
    ]
    return Kept(kept=tuple(kept), dropped=tuple(dropped), added=tuple(added))


def _stay(tour: PlannedTour) -> tuple[object, ...]:
    return (tour.line, tour.start, tour.end, str(tour.duty_status))


def _row(tour: PlannedTour) -> tuple[object, ...]:
    return (tour.unit, *_stay(tour))
