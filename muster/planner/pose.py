"""Pose: a case and its law become an instance; every exclusion keeps its reason."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import numpy as np

from muster.domain.authority import Authority, Ceiling
from muster.domain.case import Case
from muster.domain.component import DutyStatus
from muster.domain.period import Period
from muster.domain.plan import PlannedTour
from muster.domain.policy import Policy
from muster.domain.request import Line
from muster.domain.tour import FixedTour, Pin
from muster.domain.unit import Unit
from muster.errors import Problem
from muster.law.basis import Bases, LegalBasis
from muster.law.ceilings import binding_period, counts
from muster.planner.cost import Costing
from muster.planner.grid import TourGrid, Window, tour_grid
from muster.planner.instance import (
    UNBOUNDED,
    Exclusion,
    Flags,
    Instance,
    Ints,
    Member,
    PinRow,
    UnitClass,
)
from muster.planner.legal import bases_of
from muster.planner.movement import road_tenths, travel_days
from muster.planner.options import PlanOptions

__all__ = ("CeilingLoad", "Posed", "ceiling_load", "dwell_days", "pose")


@dataclass(frozen=True, slots=True)
class Posed:
    """An instance (``None`` if a problem is an error) and the faults that planning found in the case."""

    instance: Instance | None
    problems: tuple[Problem, ...]


def dwell_days(policy: Policy, tour_days: int) -> int:
    """``dwell(n) = max(min_dwell_days, ceil(dwell_ratio · n))``, exactly."""
    return max(policy.min_dwell_days, math.ceil(Fraction(policy.dwell_ratio) * tour_days))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """A class in the making: a unit that stands for it, its members and the fixed tours they must keep."""

    unit: Unit
    members: tuple[Member, ...]
    parts: int
    fixed: tuple[FixedTour, ...]
    bans: tuple[tuple[str | None, int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    group: int
    line: int
    basis: LegalBasis
    headcount: int
    fills: int
    reception: int
    travel: int
    starts: Ints
    ends: Ints
    costs: Ints
    dwells: Ints


class _Poser:
    """Builds one instance; holds the case's look-up tables while it does."""

    def __init__(self, case: Case, options: PlanOptions) -> None:
        self.case = case
        self.options = options
        self.zero = case.planning.start
        self.horizon = (case.planning.end - case.planning.start).days
        self.step = case.planning.step_days
        self.places = {place.place: place for place in case.places}
        self.types = {kind.type: kind for kind in case.types}
        self.policies = {policy.policy: policy for policy in case.policies}
        self.skills: dict[tuple[str, str], int] = defaultdict(int)
        for skill in case.skills:
            self.skills[skill.type, skill.capability] += skill.headcount
        self.units = {unit.unit: unit for unit in sorted(case.units, key=lambda unit: unit.unit)}
        self.lines = sorted(case.lines, key=lambda line: line.line)
        self.line_index = {line.line: index for index, line in enumerate(self.lines)}
        self.costing = Costing(case)
        self.problems: list[Problem] = []
        self.exclusions: dict[tuple[int, int], Exclusion] = {}
        self.first_start: dict[tuple[int, int], str] = {}
        self._tenths: dict[tuple[str, str], int] = {}
        self._grids: dict[Window, TourGrid] = {}
        self._unrated: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._partly_rated: dict[tuple[str, str], list[str]] = defaultdict(list)

    # -- days and distances -------------------------------------------------------------------

    def day(self, when: date) -> int:
        return (when - self.zero).days

    def date_of(self, day: int) -> date:
        return self.zero + timedelta(days=day)

    def tenths(self, home: str, place: str) -> int:
        key = (home, place)
        if key not in self._tenths:
            self._tenths[key] = road_tenths(self.case, self.places[home], self.places[place])
        return self._tenths[key]

    def travel(self, home: str, place: str) -> int:
        return travel_days(self.case, self.tenths(home, place))

    # -- classes ------------------------------------------------------------------------------

    def parts(self, unit: Unit) -> int:
        kind = self.types[unit.type]
        return kind.headcount // kind.part if kind.part else 1

    def spread(self, unit: Unit, tours: Sequence[FixedTour]) -> list[list[FixedTour]]:
        """
        Fixed tours on the elements of a unit, in order of start.

        Each goes to the first element that has kept dwell by then, else to one without any, else to one
        that is not away, else to the first: fixed tours need obey no rule, so that none is refused.
        """
        policy = self.policies[unit.policy]
        held: list[list[FixedTour]] = [[] for _ in range(unit.quantity)]
        for tour in tours:

            def rested(mine: list[FixedTour], tour: FixedTour = tour) -> bool:
                return bool(mine) and all(
                    self.day(tour.start)
                    >= self.day(prior.end) + dwell_days(policy, (prior.end - prior.start).days)
                    for prior in mine
                )

            def away(mine: list[FixedTour], tour: FixedTour = tour) -> bool:
                return any(prior.end > tour.start for prior in mine)

            choice = next((mine for mine in held if rested(mine)), None) or next(
                (mine for mine in held if not mine), None
            )
            if choice is None:
                choice = next((mine for mine in held if not away(mine)), held[0])
            choice.append(tour)
        return held

    def groups(self) -> tuple[list[_Group], dict[int, Member]]:
        """Units by what tells them apart; and the element that each fixed tour (by index) was put on."""
        case = self.case
        pinned = {pin.unit for pin in case.pins if pin.rule == "pin"}
        bans: dict[str, set[tuple[str | None, int, int]]] = defaultdict(set)
        for pin in case.pins:
            if pin.rule == "ban":
                low = -UNBOUNDED if pin.start is None else self.day(pin.start)
                high = UNBOUNDED if pin.end is None else self.day(pin.end)
                bans[pin.unit].add((pin.line, low, high))
        fixed: dict[str, list[FixedTour]] = defaultdict(list)
        order = sorted(case.tours, key=_fixed_key)
        for tour in order:
            fixed[tour.unit].append(tour)
        seats: dict[int, Member] = {}
        index_of = {id(tour): index for index, tour in enumerate(order)}
        groups: dict[tuple[object, ...], list[Member]] = {}
        head: dict[tuple[object, ...], _Group] = {}
        for unit in self.units.values():
            parts = self.parts(unit)
            banned = tuple(sorted(bans[unit.unit], key=repr))
            for element, mine in enumerate(self.spread(unit, fixed[unit.unit]), start=1):
                for tour in mine:
                    seats[index_of[id(tour)]] = Member(unit.unit, element, None)
                key = (
                    unit.type,
                    unit.component,
                    unit.home,
                    unit.policy,
                    unit.available_from,
                    unit.available_until,
                    unit.last_return,
                    unit.last_tour_days,
                    unit.state,
                    unit.mobilization,
                    unit.command,
                    banned,
                    unit.unit if unit.unit in pinned else None,
                    tuple(_fixed_key(tour)[1:] for tour in mine),
                )
                members = groups.setdefault(key, [])
                if parts > 1:
                    members.extend(Member(unit.unit, element, part) for part in range(1, parts + 1))
                else:
                    part = 1 if self.types[unit.type].part else None
                    members.append(Member(unit.unit, element, part))
                head.setdefault(
                    key, _Group(unit=unit, members=(), parts=parts, fixed=tuple(mine), bans=banned)
                )
        made = [
            _Group(
                unit=first.unit,
                members=tuple(groups[key]),
                parts=first.parts,
                fixed=first.fixed,
                bans=first.bans,
            )
            for key, first in head.items()
        ]
        return made, seats

    # -- candidate tours ----------------------------------------------------------------------

    def earliest(self, unit: Unit, travel: int) -> tuple[int, str]:
        """First day on which the unit may start, and what sets it: notice, date or dwell."""
        policy = self.policies[unit.policy]
        reasons = [(policy.notice_days, "notice")]
        if unit.available_from is not None:
            reasons.append((self.day(unit.available_from) + policy.notice_days + travel, "date"))
        if unit.last_return is not None:
            owed = (
                policy.min_dwell_days
                if unit.last_tour_days is None
                else dwell_days(policy, unit.last_tour_days)
            )
            reasons.append((self.day(unit.last_return) + owed, "dwell"))
        return max(reasons, key=lambda reason: reason[0])

    def blocks(self, groups: Sequence[_Group]) -> list[_Block]:
        found: list[_Block] = []
        for index, group in enumerate(groups):
            for number, line in enumerate(self.lines):
                found.extend(self.blocks_of(index, group, number, line))
        return found

    def exclude(self, group: int, line: int, reason: str, message: str) -> list[_Block]:
        self.exclusions[group, line] = Exclusion(reason=reason, message=message)
        return []

    def blocks_of(self, index: int, group: _Group, number: int, line: Line) -> list[_Block]:
        """The blocks of a class on a line, or the reason why there is none."""
        unit, kind = group.unit, self.types[group.unit.type]
        policy = self.policies[unit.policy]
        fills = self.skills.get((unit.type, line.capability), 0) // group.parts
        if fills <= 0:
            return self.exclude(index, number, "skill", f"{unit.type} does not bring {line.capability}")
        found = bases_of(self.case, unit, line, self.options)
        lawful = found.options
        if not lawful:
            return self.exclude(index, number, "law", _law_message(found, unit, line))
        tenths = self.tenths(unit.home, line.place)
        travel = self.travel(unit.home, line.place)
        earliest, cause = self.earliest(unit, travel)
        self.first_start[index, number] = cause
        headcount = kind.headcount // group.parts
        blocks: list[_Block] = []
        for basis in lawful:
            grid = self.grid(self.window(unit, policy, line, earliest, basis))
            keep = self.kept(group, line, travel, policy, grid)
            starts, ends = grid.starts[keep], grid.ends[keep]
            if not starts.size:
                continue
            tariff = self.costing.tariff(unit.component, basis.duty_status)
            shift = tariff.index(self.zero)
            rated = tariff.covered[ends + shift] - tariff.covered[starts + shift]
            pair = (str(unit.component), str(basis.duty_status))
            if not rated.all():
                self._unrated[pair].append(line.line)
            if (rated < ends - starts).any():
                self._partly_rated[pair].append(line.line)
            blocks.append(
                _Block(
                    group=index,
                    line=number,
                    basis=basis,
                    headcount=headcount,
                    fills=fills,
                    reception=policy.reception_days,
                    travel=travel,
                    starts=starts,
                    ends=ends,
                    costs=tariff.cents(headcount, starts + shift, ends + shift, tenths),
                    dwells=_dwells(policy, starts, ends, travel),
                )
            )
        if not blocks:
            return self.exclude(index, number, *self.why_no_tour(group, line, travel, policy, lawful, cause))
        return blocks

    def window(
        self, unit: Unit, policy: Policy, line: Line, earliest: int, basis: LegalBasis | None
    ) -> Window:
        period = Period(None, None) if basis is None else basis.period
        return Window(
            horizon=self.horizon,
            step=self.step,
            line_from=self.day(line.start),
            line_until=self.horizon if line.end is None else self.day(line.end),
            earliest=max(0, earliest),
            available_until=None if unit.available_until is None else self.day(unit.available_until),
            min_tour=policy.min_tour_days,
            max_tour=policy.max_tour_days,
            reception=policy.reception_days,
            holds_from=None if period.start is None else self.day(period.start),
            holds_until=None if period.end is None else self.day(period.end),
            longest=None if basis is None else basis.max_days,
        )

    def grid(self, window: Window) -> TourGrid:
        if window not in self._grids:
            self._grids[window] = tour_grid(window)
        return self._grids[window]

    def kept(self, group: _Group, line: Line, travel: int, policy: Policy, grid: TourGrid) -> Flags:
        """Which tours of a grid the bans and the fixed tours leave."""
        starts, ends = grid.starts, grid.ends
        keep = np.ones(starts.size, dtype=np.bool_)
        for banned, low, high in group.bans:
            if banned is None or banned == line.line:
                keep &= (ends <= low) | (starts >= high)
        dwells = _dwells(policy, starts, ends, travel)
        for tour in group.fixed:
            place = self.lines[self.line_index[tour.line]].place
            away = self.travel(group.unit.home, place)
            between = away + travel
            days = (tour.end - tour.start).days
            owed = dwell_days(policy, days) + (away if policy.dwell_from == "home" else 0)
            after = starts >= self.day(tour.end) + max(owed, between)
            before = self.day(tour.start) >= ends + np.maximum(dwells, between)
            keep &= after | before
        return keep

    def why_no_tour(
        self, group: _Group, line: Line, travel: int, policy: Policy, lawful: Sequence[LegalBasis], cause: str
    ) -> tuple[str, str]:
        """What stops every tour of a class on a line whose skill and law are fine: one rule at a time."""
        unit = group.unit
        earliest, _ = self.earliest(unit, travel)
        free = self.grid(self.window(unit, policy, line, 0, None))
        if not free.starts.size:
            return "date", (
                f"{unit.policy} ({policy.min_tour_days} to {policy.max_tour_days} days, "
                f"{policy.reception_days} of reception) has no tour that fits the line's period"
            )
        timely = self.grid(self.window(unit, policy, line, earliest, None))
        if not timely.starts.size:
            return (
                cause,
                f"the first possible start is {self.date_of(earliest)} ({cause}), too late for the line",
            )
        lawful_grids = [self.grid(self.window(unit, policy, line, earliest, basis)) for basis in lawful]
        if not any(grid.starts.size for grid in lawful_grids):
            return "law", "no tour fits the days on which the legal basis holds"
        no_bans = _Group(unit=unit, members=(), parts=group.parts, fixed=group.fixed, bans=())
        if any(self.kept(no_bans, line, travel, policy, grid).any() for grid in lawful_grids):
            return "date", "pins.csv bans the unit from the line"
        return "dwell", "tours already ordered, with the dwell around them, leave no room"

    # -- the whole ----------------------------------------------------------------------------

    def fixed_tours(self, seats: dict[int, Member]) -> tuple[PlannedTour, ...]:
        made = []
        for index, tour in enumerate(sorted(self.case.tours, key=_fixed_key)):
            unit, line = self.units[tour.unit], self.lines[self.line_index[tour.line]]
            kind = self.types[unit.type]
            headcount = kind.headcount if tour.headcount is None else tour.headcount
            skilled = self.skills.get((unit.type, line.capability), 0)
            tariff = self.costing.tariff(unit.component, tour.duty_status)
            if tariff.days_covered(tour.start, tour.end) == 0:
                self._unrated[str(unit.component), str(tour.duty_status)].append(line.line)
            named = dict.fromkeys([*tour.authority, *([line.approval] if line.approval else [])])
            made.append(
                PlannedTour(
                    unit=tour.unit,
                    element=seats[index].element,
                    part=None,
                    line=tour.line,
                    start=tour.start,
                    end=tour.end,
                    duty_status=tour.duty_status,
                    authorities=tuple(named),
                    mobilization=unit.mobilization,
                    fund=None,
                    headcount=headcount,
                    fills=min(headcount, skilled),
                    cost=tariff.tour_cents(
                        headcount, tour.start, tour.end, self.tenths(unit.home, line.place)
                    ),
                    fixed=True,
                    law="assumed" if self.options.assume_lawful else "checked",
                )
            )
        return tuple(made)

    def clip(self, start: date, end: date) -> tuple[int, int]:
        """Days of the horizon in ``[start, end)``; empty where the first is not below the second."""
        return max(0, self.day(start)), min(self.horizon, self.day(end))

    def reception(self, tour: PlannedTour) -> int:
        return self.policies[self.units[tour.unit].policy].reception_days

    def demand(self, fixed: Sequence[PlannedTour]) -> tuple[Ints, Ints]:
        asked = np.zeros((len(self.lines), self.horizon), dtype=np.int64)
        for number, line in enumerate(self.lines):
            low, high = self.clip(line.start, line.end or self.case.planning.end)
            asked[number, low : max(low, high)] = line.headcount
        filled = np.zeros_like(asked)
        for tour in fixed:
            low, high = self.clip(tour.start + timedelta(days=self.reception(tour)), tour.end)
            filled[self.line_index[tour.line], low : max(low, high)] += tour.fills
        return asked, np.maximum(0, asked - filled)

    def ceilings(self) -> list[tuple[Authority, Ceiling, Period]]:
        """Ceilings that bind on some day, in order of id, with their days."""
        found = []
        for authority in self.case.authorities:
            for ceiling in authority.ceilings:
                period = binding_period(
                    self.case, authority, ceiling, assume_signed=self.options.assume_signed
                )
                if period is not None and period.overlap(self.planned()) is not None:
                    found.append((authority, ceiling, period))
        return sorted(found, key=lambda item: (item[1].id, item[0].id))

    def planned(self) -> Period:
        starts = [self.case.planning.start, *(tour.start for tour in self.case.tours)]
        ends = [self.case.planning.end, *(tour.end for tour in self.case.tours)]
        return Period(min(starts), max(ends))

    def counts_fixed(self, authority: Authority, ceiling: Ceiling, tour: PlannedTour) -> bool:
        line = self.lines[self.line_index[tour.line]]
        unit = self.units[tour.unit]
        return counts(ceiling, authority, self.case, unit, line, tour.duty_status, tour.authorities)

    def pose(self) -> Posed:
        self.check_case()
        groups, seats = self.groups()
        blocks = self.blocks(groups)
        fixed = self.fixed_tours(seats)
        self.report_rates()
        asked, demand = self.demand(fixed)
        instance = self.assemble(groups, blocks, fixed, asked, demand)
        if instance is not None and self.too_large(instance):
            instance = None
        if any(problem.severity == "error" for problem in self.problems):
            instance = None
        return Posed(instance, tuple(self.problems))

    def check_case(self) -> None:
        known = {authority.id for authority in self.case.authorities}
        for name in sorted(self.options.assume_signed - known):
            self.problems.append(
                Problem(
                    code="M605",
                    message=f"--assume-signed names {name!r}, but authorities.toml holds no such authority",
                    file="authorities.toml",
                    help="use one of: " + (", ".join(sorted(known)) or "(there is none)"),
                )
            )
        priced = {priority for priority, _ in self.case.shortfall_prices}
        for line in self.lines:
            if line.priority not in priced:
                self.problems.append(
                    Problem(
                        code="M606",
                        message=f"line {line.line} has priority {line.priority}; case.toml has a shortfall "
                        f"price for {', '.join(map(str, sorted(priced))) or 'none'} only",
                        file=line.origin.file if line.origin else "requests.csv",
                        line=line.origin.line if line.origin else None,
                        help=f"add {line.priority} = DOLLARS to shortfall in [objective] of case.toml",
                    )
                )

    def report_rates(self) -> None:
        for (component, status), lines in sorted(self._unrated.items()):
            self.problems.append(
                Problem(
                    code="M601",
                    message=f"no person-day rate matches {component} in {status} on any day of some tours, "
                    f"on line(s) {_some(lines)}",
                    file="rates.csv",
                    help=f"add a person-day rate for {component} and {status} (blank columns match all), "
                    "or narrow the lines' duty_statuses",
                )
            )
        for (component, status), lines in sorted(self._partly_rated.items()):
            if (component, status) not in self._unrated:
                self.problems.append(
                    Problem(
                        code="M602",
                        message=f"on some days no person-day rate matches {component} in {status}; tours on "
                        f"line(s) {_some(lines)} are costed at nothing there",
                        file="rates.csv",
                        help="let the rate run on (blank until) or add the next one",
                        severity="warning",
                    )
                )

    def too_large(self, instance: Instance) -> bool:
        worst = instance.empty + int(instance.tour_cost.max(initial=0)) * 400
        if worst < 1 << 55:
            return False
        self.problems.append(
            Problem(
                code="M607",
                message=f"prices times headcount-days come to {worst // 100} dollars, more than can be "
                "planned to the cent",
                file="case.toml",
                help="use smaller shortfall prices",
            )
        )
        return True

    def assemble(
        self,
        groups: Sequence[_Group],
        blocks: Sequence[_Block],
        fixed: tuple[PlannedTour, ...],
        asked: Ints,
        demand: Ints,
    ) -> Instance | None:
        prices_of = dict(self.case.shortfall_prices)
        prices = np.array([prices_of.get(line.priority, 0) for line in self.lines], dtype=np.int64)
        blocks = list(blocks)
        number_of_tours = [block.starts.size for block in blocks]
        tour_block = np.repeat(np.arange(len(blocks), dtype=np.int64), number_of_tours)
        starts = _join([block.starts for block in blocks])
        ends = _join([block.ends for block in blocks])
        costs = _join([block.costs for block in blocks])
        dwells = _join([block.dwells for block in blocks])
        block_class = _ints(block.group for block in blocks)
        order = np.lexsort((ends, tour_block, block_class[tour_block], starts))
        tour_block, starts, ends = tour_block[order], starts[order], ends[order]
        heads, budgets, tables = self.ceiling_tables(groups, blocks, fixed)
        lifts = self.lift_tables(fixed)
        place_index = {place: index for index, place in enumerate(lifts[0])}
        fixed_cost = sum(tour.cost for tour in fixed)
        pins = self.pins(groups, blocks, tour_block, starts, ends)
        return Instance(
            horizon=self.horizon,
            step=self.step,
            classes=tuple(
                UnitClass(
                    members=group.members,
                    headcount=self.types[group.unit.type].headcount // group.parts,
                    type=group.unit.type,
                    component=str(group.unit.component),
                    home=group.unit.home,
                    policy=group.unit.policy,
                )
                for group in groups
            ),
            sizes=_ints(len(group.members) for group in groups),
            lines=tuple(line.line for line in self.lines),
            prices=prices,
            priorities=_ints(line.priority for line in self.lines),
            asked=asked,
            demand=demand,
            block_class=block_class,
            block_line=_ints(block.line for block in blocks),
            block_headcount=_ints(block.headcount for block in blocks),
            block_fills=_ints(block.fills for block in blocks),
            block_reception=_ints(block.reception for block in blocks),
            block_travel=_ints(block.travel for block in blocks),
            block_place=_ints(place_index.get(self.lines[block.line].place, -1) for block in blocks),
            bases=tuple(block.basis for block in blocks),
            tour_block=tour_block,
            tour_start=starts,
            tour_end=ends,
            tour_cost=costs[order],
            tour_dwell=dwells[order],
            ceiling_ids=heads,
            capacity=tables[0],
            counts=tables[1],
            excluded=tables[2],
            budget_ids=budgets,
            budgets=tables[3],
            budget_counts=tables[4],
            budget_days=tables[5],
            lift_places=lifts[0],
            seats=lifts[1],
            seats_any=lifts[2],
            arrivals=lifts[3],
            departures=lifts[4],
            pins=pins,
            fixed=fixed,
            fixed_cost=fixed_cost,
            empty=fixed_cost + int((demand.sum(axis=1) * prices).sum()),
            exclusions=self.exclusions,
            first_start=self.first_start,
        )

    def ceiling_tables(
        self, groups: Sequence[_Group], blocks: Sequence[_Block], fixed: Sequence[PlannedTour]
    ) -> tuple[tuple[str, ...], tuple[str, ...], tuple[Any, ...]]:
        every = self.ceilings()
        heads = [item for item in every if item[1].headcount is not None]
        money = [item for item in every if item[1].headcount is None and item[1].dollars is not None]
        capacity = np.full((len(heads), self.horizon), UNBOUNDED, dtype=np.int64)
        for row, item in enumerate(heads):
            load = self.load(*item, fixed)
            low, high = load.days
            capacity[row, low:high] = np.maximum(0, (item[1].headcount or 0) - load.fixed)[low:high]
        budgets = np.zeros(len(money), dtype=np.int64)
        days = np.zeros((len(money), self.horizon), dtype=np.bool_)
        for row, item in enumerate(money):
            load = self.load(*item, fixed)
            budgets[row] = max(0, (item[1].dollars or 0) - load.spent)
            days[row, load.days[0] : load.days[1]] = True
        return (
            tuple(ceiling.id for _, ceiling, _ in heads),
            tuple(ceiling.id for _, ceiling, _ in money),
            (
                capacity,
                self.count_table(heads, groups, blocks),
                np.array([ceiling.overlap == "excluded" for _, ceiling, _ in heads], dtype=np.bool_),
                budgets,
                self.count_table(money, groups, blocks),
                days,
            ),
        )

    def load(
        self, authority: Authority, ceiling: Ceiling, period: Period, fixed: Sequence[PlannedTour]
    ) -> CeilingLoad:
        """What the fixed tours take of a ceiling."""
        people = np.zeros(self.horizon, dtype=np.int64)
        spent = 0
        for tour in fixed:
            if self.counts_fixed(authority, ceiling, tour):
                skip = self.reception(tour) if ceiling.overlap == "excluded" else 0
                first, last = self.clip(tour.start + timedelta(days=skip), tour.end)
                people[first : max(first, last)] += tour.headcount
                if period.overlap(Period(tour.start, tour.end)) is not None:
                    spent += tour.cost
        return CeilingLoad(
            authority=authority,
            ceiling=ceiling,
            days=self.period_days(period),
            fixed=people,
            spent=spent,
        )

    def period_days(self, period: Period) -> tuple[int, int]:
        low = 0 if period.start is None else max(0, self.day(period.start))
        high = self.horizon if period.end is None else min(self.horizon, self.day(period.end))
        return min(low, self.horizon), max(min(low, self.horizon), high)

    def count_table(
        self,
        ceilings: Sequence[tuple[Authority, Ceiling, Period]],
        groups: Sequence[_Group],
        blocks: Sequence[_Block],
    ) -> Flags:
        table = np.zeros((len(ceilings), len(blocks)), dtype=np.bool_)
        for row, (authority, ceiling, _) in enumerate(ceilings):
            for column, block in enumerate(blocks):
                table[row, column] = counts(
                    ceiling,
                    authority,
                    self.case,
                    groups[block.group].unit,
                    self.lines[block.line],
                    block.basis.duty_status,
                    block.basis.authorities,
                )
        return table

    def lift_tables(
        self, fixed: Sequence[PlannedTour]
    ) -> tuple[tuple[str, ...], Ints, Ints | None, Ints, Ints]:
        """
        Seats per grid step. A place is limited if a lift names it, or if any lift names none.

        A step's seats are ``passengers_per_day`` times its days within the horizon on which the lift is
        in force: a lift that matches but is not in force gives no seat.
        """
        steps = -(-self.horizon // self.step)
        anywhere = [lift for lift in self.case.lifts if lift.place is None]
        own = {lift.place for lift in self.case.lifts if lift.place is not None}
        wanted = {line.place for line in self.lines}
        places = tuple(sorted(wanted if anywhere else wanted & own))
        index = {place: row for row, place in enumerate(places)}
        seats = np.zeros((len(places), steps), dtype=np.int64)
        total = np.zeros(steps, dtype=np.int64)
        for lift in self.case.lifts:
            per_day = np.zeros(steps * self.step, dtype=np.int64)
            low = 0 if lift.start is None else max(0, self.day(lift.start))
            high = self.horizon if lift.end is None else min(self.horizon, self.day(lift.end))
            per_day[low : max(low, high)] = lift.passengers_per_day
            by_step = per_day.reshape(steps, self.step).sum(axis=1)
            if lift.place is None:
                total += by_step
            elif lift.place in index:
                seats[index[lift.place]] += by_step
        arrivals, departures = np.zeros_like(seats), np.zeros_like(seats)
        for tour in fixed:
            place = self.lines[self.line_index[tour.line]].place
            if place in index:
                start, end = self.day(tour.start), self.day(tour.end)
                if 0 <= start < self.horizon:
                    arrivals[index[place], start // self.step] += tour.headcount
                if 0 <= end < self.horizon:
                    departures[index[place], end // self.step] += tour.headcount
        return places, seats, (total if anywhere else None), arrivals, departures

    # -- pins ---------------------------------------------------------------------------------

    def pins(
        self, groups: Sequence[_Group], blocks: Sequence[_Block], tour_block: Ints, starts: Ints, ends: Ints
    ) -> tuple[PinRow, ...]:
        owners: dict[str, set[int]] = defaultdict(set)
        for index, group in enumerate(groups):
            for member in group.members:
                owners[member.unit].add(index)
        block_class = _ints(block.group for block in blocks)
        block_line = _ints(block.line for block in blocks)
        rows: dict[tuple[object, ...], PinRow] = {}
        for pin in sorted(self.case.pins, key=_pin_key):
            if pin.rule != "pin" or pin.line is None or pin.start is None or pin.end is None:
                continue
            if any(
                (tour.unit, tour.line, tour.start, tour.end) == (pin.unit, pin.line, pin.start, pin.end)
                for tour in self.case.tours
            ):
                continue
            number = self.line_index[pin.line]
            match = (starts == self.day(pin.start)) & (ends == self.day(pin.end))
            match &= block_line[tour_block] == number if blocks else False
            match &= np.isin(block_class[tour_block], sorted(owners[pin.unit])) if blocks else False
            tours = tuple(int(tour) for tour in np.flatnonzero(match))
            if tours:
                rows[pin.unit, pin.line, pin.start, pin.end] = PinRow(pin=pin, tours=tours)
            else:
                self.refuse_pin(pin, groups, sorted(owners[pin.unit]), blocks)
        return tuple(rows.values())

    def refuse_pin(
        self, pin: Pin, groups: Sequence[_Group], owners: Sequence[int], blocks: Sequence[_Block]
    ) -> None:
        assert pin.line is not None and pin.start is not None and pin.end is not None
        number = self.line_index[pin.line]
        reasons = [
            self.exclusions[owner, number].message for owner in owners if (owner, number) in self.exclusions
        ]
        if len(reasons) == len(owners):
            why = reasons[0]
            way_out = "take the pin out, or change what the message names"
        else:
            start, end = self.day(pin.start), self.day(pin.end)
            tours = [
                (int(first), int(last))
                for block in blocks
                if block.line == number and block.group in owners
                for first, last in zip(block.starts, block.ends, strict=True)
            ]
            same_start = sorted({last for first, last in tours if first == start})
            if same_start:
                near = min(same_start, key=lambda last: abs(last - end))
                why = f"a tour from {pin.start} may not end on {pin.end}"
                way_out = f"the nearest end that the rules allow is {self.date_of(near)}"
            else:
                near = min({first for first, _ in tours}, key=lambda first: (abs(first - start), first))
                why = f"a tour may not start on {pin.start}"
                way_out = f"the nearest start that the rules allow is {self.date_of(near)}"
        origin = pin.origin
        self.problems.append(
            Problem(
                code="M603",
                message=f"{pin.unit} pinned on {pin.line}, {pin.start} to {pin.end}, breaks a rule: {why}",
                file=origin.file if origin else "pins.csv",
                line=origin.line if origin else None,
                help=way_out,
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CeilingLoad:
    """
    A ceiling that binds within the planning period and what the fixed tours take of it.

    ``days`` are the first and the end of its days in the period; ``fixed`` ``(H,)`` people on each day;
    ``spent`` cents.
    """

    authority: Authority
    ceiling: Ceiling
    days: tuple[int, int]
    fixed: Ints
    spent: int


def ceiling_load(case: Case, options: PlanOptions) -> tuple[CeilingLoad, ...]:
    """Every ceiling that binds within the planning period, in order of id."""
    poser = _Poser(case, options)
    fixed = poser.fixed_tours(poser.groups()[1])
    return tuple(poser.load(*item, fixed) for item in poser.ceilings())


def pose(case: Case, options: PlanOptions) -> Posed:
    """
    The instance of a case under the law, or the assumptions that the options make of it.

    The order of the case's rows plays no part.
    """
    return _Poser(case, options).pose()


def _dwells(policy: Policy, starts: Ints, ends: Ints, travel: int) -> Ints:
    ratio = Fraction(policy.dwell_ratio)
    lengths = ends - starts
    owed = -((-ratio.numerator * lengths) // ratio.denominator)
    home = travel if policy.dwell_from == "home" else 0
    return np.asarray(np.maximum(policy.min_dwell_days, owed) + home, dtype=np.int64)


def _law_message(found: Bases, unit: Unit, line: Line) -> str:
    if found.findings:
        return found.findings[0].message
    allowed = ", ".join(line.duty_statuses) or "any status"
    return f"no duty status that {unit.component} can have is open on {line.line} ({allowed})"


def _fixed_key(tour: FixedTour) -> tuple[str, date, date, str, str, tuple[str, ...], int]:
    return (
        tour.unit,
        tour.start,
        tour.end,
        tour.line,
        str(DutyStatus(tour.duty_status)),
        tour.authority,
        -1 if tour.headcount is None else tour.headcount,
    )


def _pin_key(pin: Pin) -> tuple[str, str, str, str]:
    return (pin.unit, pin.line or "", str(pin.start), str(pin.end))


def _some(names: Sequence[str]) -> str:
    listed = sorted(set(names))
    shown = ", ".join(listed[:5])
    return shown if len(listed) <= 5 else f"{shown} and {len(listed) - 5} more"


def _ints(values: Iterable[int]) -> Ints:
    return np.array(list(values), dtype=np.int64)


def _join(arrays: Sequence[Ints]) -> Ints:
    return np.concatenate(arrays) if arrays else np.zeros(0, dtype=np.int64)
