"""The explanation itself, format-free, and the case's nouns by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from muster.domain.authority import Authority, Ceiling
from muster.domain.case import Case
from muster.domain.finding import Citation, Finding
from muster.domain.place import Place
from muster.domain.plan import Plan, PlannedTour
from muster.domain.policy import Policy
from muster.domain.request import Line
from muster.domain.unit import Unit, UnitType

__all__ = ("Dossier", "Explanation", "ExplanationTable", "citations_of", "days_text", "money", "period_text")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplanationTable:
    """A table: its caption, the names of its columns, and rows of text."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why something in a plan is as it is."""

    title: str
    paragraphs: tuple[str, ...]
    tables: tuple[ExplanationTable, ...] = ()
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True)
class Dossier:
    """A case and a plan of it, with their nouns by name; ``clock`` where new questions may be tried."""

    case: Case
    plan: Plan
    clock: Callable[[], float] | None = None

    @cached_property
    def units(self) -> dict[str, Unit]:
        """Units by id."""
        return {unit.unit: unit for unit in self.case.units}

    @cached_property
    def types(self) -> dict[str, UnitType]:
        """Unit types by id."""
        return {unit_type.type: unit_type for unit_type in self.case.types}

    @cached_property
    def lines(self) -> dict[str, Line]:
        """Request lines by id."""
        return {line.line: line for line in self.case.lines}

    @cached_property
    def places(self) -> dict[str, Place]:
        """Places by id."""
        return {place.place: place for place in self.case.places}

    @cached_property
    def policies(self) -> dict[str, Policy]:
        """Policies by id."""
        return {policy.policy: policy for policy in self.case.policies}

    @cached_property
    def authorities(self) -> dict[str, Authority]:
        """Authorities by id."""
        return {authority.id: authority for authority in self.case.authorities}

    @cached_property
    def ceilings(self) -> dict[str, tuple[Authority, Ceiling]]:
        """Ceilings by id, each with its authority."""
        return {
            ceiling.id: (authority, ceiling)
            for authority in self.case.authorities
            for ceiling in authority.ceilings
        }

    def place_name(self, place: str) -> str:
        """The place in words."""
        found = self.places.get(place)
        return place if found is None or found.name is None else found.name

    def unit_name(self, unit: str) -> str:
        """The unit in words, with its id."""
        found = self.units.get(unit)
        return unit if found is None or found.name is None else f"{found.name} ({unit})"

    def skill(self, unit: Unit, capability: str) -> int:
        """People of one unit who bring a capability; 0 if its type does not have it."""
        return sum(
            skill.headcount
            for skill in self.case.skills
            if skill.type == unit.type and skill.capability == capability
        )

    def tours_of(self, unit: str) -> tuple[PlannedTour, ...]:
        """The unit's tours in the plan, in order of their start."""
        mine = (tour for tour in self.plan.tours if tour.unit == unit)
        return tuple(sorted(mine, key=lambda tour: (tour.start, tour.element, tour.part or 0)))

    def tours_on(self, line: str) -> tuple[PlannedTour, ...]:
        """The line's tours in the plan, in order of their start."""
        mine = (tour for tour in self.plan.tours if tour.line == line)
        return tuple(sorted(mine, key=lambda tour: (tour.start, tour.unit, tour.element, tour.part or 0)))


def citations_of(findings: tuple[Finding, ...]) -> tuple[Citation, ...]:
    """The citations of some findings, each once."""
    return tuple(dict.fromkeys(citation for found in findings for citation in found.citations))


def money(cents: int) -> str:
    """Cents as dollars: ``$1,234.50``."""
    return f"${cents / 100:,.2f}"


def period_text(start: date, end: date) -> str:
    """A half-open period as inclusive days, as orders speak: ``2025-06-01 to 2025-06-30``."""
    last = end - timedelta(days=1)
    return str(start) if last == start else f"{start} to {last}"


def days_text(days: int) -> str:
    """``1 day`` or ``n days``."""
    return "1 day" if days == 1 else f"{days:,} days"
