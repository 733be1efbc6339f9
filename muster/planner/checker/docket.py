"""The case looked up for checking, and each tour of the plan resolved against it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from muster.domain.authority import Authority
from muster.domain.case import Case
from muster.domain.component import DutyStatus
from muster.domain.plan import PlannedTour
from muster.domain.policy import Policy
from muster.domain.request import Line
from muster.domain.unit import Unit, UnitType
from muster.planner.checker.costing import Tariff
from muster.planner.checker.rules import Violation

__all__ = ("Docket", "Stay", "day", "dollars", "dwell_days")


def day(ordinal: int) -> date:
    """The day of a proleptic ordinal."""
    return date.fromordinal(ordinal)


def dollars(cents: int) -> str:
    """Cents as people read them: ``$1,234.05``."""
    sign = "-" if cents < 0 else ""
    return f"{sign}${abs(cents) // 100:,}.{abs(cents) % 100:02d}"


def dwell_days(policy: Policy, days: int | None) -> int:
    """``max(min_dwell_days, ceil(dwell_ratio * days))``; ``None`` days impose ``min_dwell_days``."""
    if days is None:
        return policy.min_dwell_days
    return max(policy.min_dwell_days, math.ceil(Decimal(policy.dwell_ratio) * days))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """
    A tour whose references resolve: days are ordinals, money is cents, figures are the checker's own.

    ``authorities`` are those that the tour names, its line's approval always among them. ``stated``
    is the tour as the plan has it, ``None`` for a fixed tour of the case that the plan lacks.
    """

    unit: Unit
    kind: UnitType
    policy: Policy
    line: Line
    element: int
    part: int | None
    start: int
    end: int
    duty_status: DutyStatus
    authorities: frozenset[str]
    headcount: int
    fills: int
    cost: int
    travel: int
    fixed: bool
    stated: PlannedTour | None

    @property
    def days(self) -> int:
        """Days present."""
        return self.end - self.start

    @property
    def element_name(self) -> str:
        """The element as a reader names it."""
        name = self.unit.unit if self.unit.quantity == 1 else f"{self.unit.unit} #{self.element}"
        return name if self.part is None else f"{name} part {self.part}"

    @property
    def label(self) -> str:
        """One line that identifies the tour."""
        kind = "fixed tour" if self.fixed else "tour"
        return f"{kind} of {self.element_name} on {self.line.line} [{day(self.start)}, {day(self.end)})"


@dataclass(slots=True)
class Docket:
    """
    A case with its rows by id, and what was found so far.

    Raises
    ------
    KeyError
        If a reference inside the case does not resolve; readers see to it that they do.
    """

    case: Case
    tariff: Tariff = field(init=False)
    units: dict[str, Unit] = field(init=False)
    kinds: dict[str, UnitType] = field(init=False)
    policies: dict[str, Policy] = field(init=False)
    lines: dict[str, Line] = field(init=False)
    authorities: dict[str, Authority] = field(init=False)
    skills: dict[tuple[str, str], int] = field(init=False)
    start: int = field(init=False)
    end: int = field(init=False)
    step: int = field(init=False)
    cyclic: frozenset[str] = field(init=False)
    violations: list[Violation] = field(default_factory=list)
    warnings: dict[str, None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        case = self.case
        self.tariff = Tariff(case)
        self.units = {unit.unit: unit for unit in case.units}
        self.kinds = {kind.type: kind for kind in case.types}
        self.policies = {policy.policy: policy for policy in case.policies}
        self.lines = {line.line: line for line in case.lines}
        self.authorities = {authority.id: authority for authority in case.authorities}
        self.skills = {}
        for skill in case.skills:
            key = (skill.type, skill.capability)
            self.skills[key] = self.skills.get(key, 0) + skill.headcount
        self.start = case.planning.start.toordinal()
        self.end = case.planning.end.toordinal()
        self.step = case.planning.step_days
        self.cyclic = frozenset(policy.policy for policy in case.policies if policy.cycle is not None)
        self.cyclic |= {period.policy for period in case.policy_periods}

    def breach(
        self,
        rule: str,
        message: str,
        *,
        stay: Stay | None = None,
        unit: str | None = None,
        line: str | None = None,
        on: int | None = None,
    ) -> None:
        """Note a violation; ``stay`` gives unit, line, day and the start of the message."""
        if stay is not None:
            unit, line = stay.unit.unit, stay.line.line
            on = stay.start if on is None else on
            message = f"{stay.label}: {message}"
        self.violations.append(
            Violation(rule=rule, unit=unit, line=line, day=None if on is None else day(on), message=message)
        )

    def warn(self, message: str) -> None:
        """Note a warning once."""
        self.warnings[message] = None

    def by_cycle(self, stay: Stay) -> bool:
        """Whether the unit of a tour lives by a cycle, whose rules then stand for length and dwell."""
        return stay.unit.policy in self.cyclic

    def parts(self, kind: UnitType) -> int:
        """Equal parts in which a unit of the type is planned; 0 = whole units only."""
        return 0 if kind.part is None else kind.headcount // kind.part

    def line_end(self, line: Line) -> int:
        """First day after the line's demand within the planning."""
        return self.end if line.end is None else min(self.end, line.end.toordinal())

    def line_start(self, line: Line) -> int:
        """First day of the line's demand within the planning."""
        return max(self.start, line.start.toordinal())

    def resolve(
        self,
        *,
        unit: Unit,
        line: Line,
        element: int,
        part: int | None,
        start: int,
        end: int,
        duty_status: DutyStatus,
        authorities: Iterable[str],
        headcount: int | None,
        fixed: bool,
        stated: PlannedTour | None,
    ) -> Stay:
        """
        A stay with the checker's own headcount, fills, cost and travel.

        A part has the floor of the n-th part of the headcount and of each skill. A fixed tour with a
        stated ``headcount`` cannot fill more than are present.
        """
        kind = self.kinds[unit.type]
        present, fills = kind.headcount, self.skills.get((unit.type, line.capability), 0)
        pieces = self.parts(kind)
        if not fixed and pieces:
            present, fills = present // pieces, fills // pieces
        if headcount is not None:
            present, fills = headcount, min(fills, headcount)
        cost, paid = self.tariff.cost(unit.component, duty_status, unit.home, line.place, present, start, end)
        if not paid:
            self.warn(
                f"no person-day rate matches {unit.component} in {duty_status} on "
                f"[{day(start)}, {day(end)}): the days of {unit.unit} on {line.line} cost nothing"
            )
        return Stay(
            unit=unit,
            kind=kind,
            policy=self.policies[unit.policy],
            line=line,
            element=element,
            part=part,
            start=start,
            end=end,
            duty_status=duty_status,
            authorities=frozenset(authorities) | (frozenset() if line.approval is None else {line.approval}),
            headcount=present,
            fills=fills,
            cost=cost,
            travel=self.tariff.travel_days(unit.home, line.place),
            fixed=fixed,
            stated=stated,
        )
