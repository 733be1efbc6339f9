"""The case: everything a plan, a check or a question is asked of, as of a date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from muster.domain.authority import Authority
from muster.domain.command import Command
from muster.domain.cycle import PolicyPeriod
from muster.domain.event import TrainingEvent
from muster.domain.fact import Fact
from muster.domain.movement import Mode
from muster.domain.place import Place
from muster.domain.policy import Policy
from muster.domain.rate import Lift, Rate
from muster.domain.request import Line
from muster.domain.strength import StrengthReport
from muster.domain.tour import FixedTour, Pin
from muster.domain.unit import Skill, Unit, UnitType

__all__ = ("DEFAULT_ASSUMPTIONS", "Assumption", "Case", "Planning")


@dataclass(frozen=True, slots=True, kw_only=True)
class Planning:
    """
    The horizon ``[start, end)`` and the grid; ``start`` is C-day.

    ``change_cost`` is charged for each tour of a baseline that a new plan drops, in cents; ``None`` = not
    stated. ``split_price`` is charged for each unit element whose parts do not serve together, in cents.
    """

    start: date
    end: date
    step_days: int = 7
    change_cost: int | None = None
    split_price: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """A planning factor, with its source where the case gives one."""

    name: str
    value: Decimal
    source: str | None = None


#: Used where the case does not override them; printed in every report.
DEFAULT_ASSUMPTIONS: tuple[Assumption, ...] = (
    Assumption(name="road_factor", value=Decimal("1.2"), source="common planning value, unverified"),
    Assumption(name="miles_per_day", value=Decimal("400"), source="planning assumption: 10 h at 40 mph"),
    Assumption(name="per_person_mile", value=Decimal("0.25"), source="planning assumption, unverified"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """
    A case folder as nouns. Every reference inside it resolves; readers see to that.

    ``shortfall_prices`` are cents per headcount-day unfilled, by priority (1 highest).
    ``assumptions`` holds what the case states; ask :meth:`assumption` for the value in force.
    ``policy_periods`` say which cycle a policy without one of its own has from when to when.
    """

    name: str
    as_of: date
    planning: Planning
    shortfall_prices: tuple[tuple[int, int], ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    places: tuple[Place, ...] = ()
    commands: tuple[Command, ...] = ()
    types: tuple[UnitType, ...] = ()
    skills: tuple[Skill, ...] = ()
    units: tuple[Unit, ...] = ()
    policies: tuple[Policy, ...] = ()
    policy_periods: tuple[PolicyPeriod, ...] = ()
    lines: tuple[Line, ...] = ()
    tours: tuple[FixedTour, ...] = ()
    pins: tuple[Pin, ...] = ()
    rates: tuple[Rate, ...] = ()
    lifts: tuple[Lift, ...] = ()
    modes: tuple[Mode, ...] = ()
    events: tuple[TrainingEvent, ...] = ()
    strengths: tuple[StrengthReport, ...] = ()
    authorities: tuple[Authority, ...] = ()
    facts: tuple[Fact, ...] = ()
    sources: tuple[str, ...] = ()
    extra: tuple[tuple[str, object], ...] = ()

    def assumption(self, name: str) -> Assumption:
        """
        The planning factor in force: the case's own, else the default.

        Raises
        ------
        KeyError
            If neither the case nor Muster knows the factor.
        """
        for assumption in (*self.assumptions, *DEFAULT_ASSUMPTIONS):
            if assumption.name == name:
                return assumption
        raise KeyError(name)
