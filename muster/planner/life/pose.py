"""Pose: units under cycles and their lines become teams that can be planned apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from muster.domain.case import Case
from muster.domain.component import Component
from muster.domain.cycle import Cycle
from muster.domain.request import Line
from muster.domain.tour import Pin
from muster.domain.unit import Unit
from muster.errors import Problem
from muster.law.basis import LegalBasis
from muster.planner.components import components
from muster.planner.instance import Ints, Member
from muster.planner.legal import bases_of
from muster.planner.life.graph import Duties, LifeGraph, TooLarge
from muster.planner.life.rota import Rota
from muster.planner.life.team import Kind, Team
from muster.planner.options import PlanOptions
from muster.planner.posing import faults
from muster.planner.posing.demand import demand
from muster.planner.posing.faults import RateGaps
from muster.planner.posing.ground import Ground

__all__ = ("Cast", "PosedLives", "cyclic_policies", "lives_by_cycle", "pose_lives", "takes")

#: Categories of lines that take units as they are and keep them to the line's end.
STAYS = ("Forward", "NonBOG", "NonBOG-RC-Only", "RC_Cannibalization")

#: Of these, the ones that take no unit of an active component, and the one that takes units of its region.
RESERVE, REGIONAL = ("NonBOG-RC-Only", "RC_Cannibalization"), "Forward"

#: Beginnings of categories with rules of their own that are not planned.
UNPLANNED = ("fenced", "modernization", "nonbog_with", "srm")

_RESERVES = (
    Component.ARNG,
    Component.USAR,
    Component.USMCR,
    Component.ANG,
    Component.USAFR,
    Component.USNR,
)

_ALWAYS = 1 << 40

#: A line (``None`` = every one) and the days that no tour may touch.
Ban = tuple[str | None, int, int]

#: Arcs up to which tours may start on every day.
LARGE = 400_000


@dataclass(frozen=True, slots=True)
class Service:
    """One legal basis under which units of a kind serve a line, or only follow on into it."""

    line: int
    basis: LegalBasis
    following: bool


@dataclass(frozen=True, slots=True)
class Cast:
    """
    A team with the names behind its numbers.

    Attributes
    ----------
    lines
        Number in the case of each line of the team.
    members
        Each unit of the team (its element).
    services
        By kind: what each of its duties stands for.
    """

    team: Team
    lines: tuple[int, ...]
    members: tuple[Member, ...]
    services: tuple[tuple[Service, ...], ...]


@dataclass(frozen=True, slots=True)
class PosedLives:
    """Teams (none if a problem is an error), the headcount that lines ask for, ``(L, H)``, and the faults."""

    ground: Ground
    casts: tuple[Cast, ...]
    asked: Ints
    problems: tuple[Problem, ...]


def lives_by_cycle(case: Case) -> bool:
    """Whether some unit of a case lives by a cycle."""
    cyclic = cyclic_policies(case)
    return any(unit.policy in cyclic for unit in case.units)


def cyclic_policies(case: Case) -> set[str]:
    """Policies that are cycles, or name one for each period."""
    own = {policy.policy for policy in case.policies if policy.cycle is not None}
    return own | {period.policy for period in case.policy_periods}


def pose_lives(case: Case, options: PlanOptions) -> PosedLives:
    """The teams of a case whose units all live by cycles."""
    return _Poser(case, options).run()


class _Poser:
    def __init__(self, case: Case, options: PlanOptions) -> None:
        self.ground = Ground(case, options)
        self.options = options
        self.gaps = RateGaps()
        self.rotas: dict[str, Rota] = {}
        self.bases: dict[tuple[object, ...], tuple[LegalBasis, ...]] = {}
        wanted: dict[str, list[int]] = defaultdict(list)
        for number, line in enumerate(self.ground.lines):
            wanted[line.capability].append(number)
        self.brought: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for (kind, capability), headcount in self.ground.skills.items():
            self.brought[kind].extend((number, headcount) for number in wanted[capability] if headcount > 0)
        names = sorted({line.group for line in self.ground.lines if line.group})
        self.groups = {name: number for number, name in enumerate(names)}
        self.bans: dict[str, tuple[Ban, ...]] = {}
        self.pins: dict[str, list[Pin]] = defaultdict(list)
        for pin in sorted(
            case.pins, key=lambda pin: (pin.unit, pin.line or "", str(pin.start), str(pin.end))
        ):
            if pin.rule == "ban":
                low = -_ALWAYS if pin.start is None else self.ground.day(pin.start)
                high = _ALWAYS if pin.end is None else self.ground.day(pin.end)
                self.bans[pin.unit] = (*self.bans.get(pin.unit, ()), (pin.line, low, high))
            else:
                self.pins[pin.unit].append(pin)

    def run(self) -> PosedLives:
        ground = self.ground
        problems = [
            *faults.unknown_instruments(ground),
            *faults.unpriced_priorities(ground),
        ]
        if any(problem.severity == "error" for problem in problems):
            return PosedLives(ground, (), np.zeros((0, 0), dtype=np.int64), tuple(problems))
        asked, left = demand(ground, ())
        kinds: dict[tuple[object, ...], list[tuple[Member, Unit]]] = defaultdict(list)
        services: dict[tuple[object, ...], tuple[Service, ...]] = {}
        for unit in ground.units.values():
            key = self.key(unit)
            if key not in services:
                services[key] = self.services(unit)
            if services[key]:
                kinds[key].extend(
                    (Member(unit.unit, element, None), unit) for element in range(1, unit.quantity + 1)
                )
        problems.extend(self.far_off(kinds, services))
        problems.extend(self.several())
        casts = self.casts(kinds, services, left)
        problems.extend(self.gaps.problems())
        problems.extend(self.impossible(casts))
        wrong = any(problem.severity == "error" for problem in problems)
        return PosedLives(ground, () if wrong else casts, asked, tuple(problems))

    def key(self, unit: Unit) -> tuple[object, ...]:
        """What units of a kind have in common."""
        return (
            unit.type,
            str(unit.component),
            unit.home,
            unit.policy,
            unit.region,
            unit.available_from,
            unit.available_until,
            unit.state,
            unit.mobilization,
            unit.command,
            self.bans.get(unit.unit, ()),
            unit.unit if unit.unit in self.pins else None,
        )

    def rota(self, policy: str) -> Rota:
        """The cycles of a policy, or of the periods that name it."""
        if policy not in self.rotas:
            ground = self.ground
            own = ground.policies[policy].cycle
            periods: list[tuple[int, Cycle]] = []
            if own is not None:
                periods = [(0, own)]
            else:
                for period in sorted(ground.case.policy_periods, key=lambda period: period.start):
                    cycle = ground.policies[period.atomic].cycle
                    if period.policy == policy and cycle is not None:
                        periods.append((ground.day(period.start), cycle))
                periods[0] = (min(0, periods[0][0]), periods[0][1])
            self.rotas[policy] = Rota(periods)
        return self.rotas[policy]

    def services(self, unit: Unit) -> tuple[Service, ...]:
        """Every line that units of a kind may serve, with its legal bases."""
        found: list[Service] = []
        for number, _ in sorted(self.brought[unit.type]):
            line = self.ground.lines[number]
            if takes(line, unit):
                elsewhere = line.category == REGIONAL and unit.region != line.region
                if not elsewhere or line.group:
                    lawful = self.lawful(unit, line)
                    found.extend(Service(number, basis, elsewhere) for basis in lawful)
        return tuple(found)

    def lawful(self, unit: Unit, line: Line) -> tuple[LegalBasis, ...]:
        """Bases; units that the law cannot tell apart are asked for once."""
        if not self.options.assume_lawful:
            return tuple(bases_of(self.ground.case, unit, line, self.options).options)
        key = (str(unit.component), line.duty_statuses, line.approval)
        if key not in self.bases:
            self.bases[key] = tuple(bases_of(self.ground.case, unit, line, self.options).options)
        return self.bases[key]

    def several(self) -> list[Problem]:
        """Pins of units of several elements, any of which might make the tour."""
        return [
            Problem(
                code="M611",
                message=f"{name} lives by a cycle, is pinned, and has "
                f"{self.ground.units[name].quantity} elements: which of them is to go is not planned",
                file=pins[0].origin.file if pins[0].origin else "pins.csv",
                line=pins[0].origin.line if pins[0].origin else None,
                help="give the element that is pinned a row of its own in units.csv",
            )
            for name, pins in self.pins.items()
            if self.ground.units[name].quantity > 1
        ]

    def impossible(self, casts: Sequence[Cast]) -> list[Problem]:
        """Pins that no life of their unit holds."""
        possible = set()
        for cast in casts:
            for kind in cast.team.kinds:
                name = cast.members[kind.members[0]].unit
                for line, first, last in kind.pins:
                    graph = kind.graph
                    if ((graph.line == line) & (graph.start == first) & (graph.end == last)).any():
                        possible.add((name, self.ground.lines[cast.lines[line]].line, first, last))
        return [
            Problem(
                code="M603",
                message=f"{pin.unit} pinned on {pin.line}, {pin.start} to {pin.end}, breaks a rule: its "
                "cycle, a ban or the line allows it no tour of exactly these days",
                file=pin.origin.file if pin.origin else "pins.csv",
                line=pin.origin.line if pin.origin else None,
                help="a tour under a cycle ends when its days away less the overlap are used up, or with its "
                "line; take the pin out, or give it dates that the cycle allows",
            )
            for pins in self.pins.values()
            for pin in pins
            if pin.line
            and pin.start
            and pin.end
            and (pin.unit, pin.line, self.ground.day(pin.start), self.ground.day(pin.end)) not in possible
        ]

    def far_off(
        self,
        kinds: dict[tuple[object, ...], list[tuple[Member, Unit]]],
        services: dict[tuple[object, ...], tuple[Service, ...]],
    ) -> list[Problem]:
        """Lines that are a day's road or more from the homes of those who may serve them."""
        ground = self.ground
        far = sorted(
            {
                (mine[0][1].home, ground.lines[service.line].place)
                for key, mine in kinds.items()
                for service in services[key]
                if ground.travel(mine[0][1].home, ground.lines[service.line].place)
            }
        )
        return [
            Problem(
                code="M611",
                message=f"units live by cycles, and from {home} to {place} it is a day or more by road: "
                "roads are not planned together with cycles",
                file="policies.csv",
                help="give units and lines one place, or take the cycles out of the case",
            )
            for home, place in far[:1]
        ]

    # -- teams --------------------------------------------------------------------------------

    def casts(
        self,
        kinds: dict[tuple[object, ...], list[tuple[Member, Unit]]],
        services: dict[tuple[object, ...], tuple[Service, ...]],
        left: Ints,
    ) -> tuple[Cast, ...]:
        """Kinds and lines that are linked, team by team; lines that nobody serves are in none."""
        order = list(kinds)
        size = len(self.ground.lines)
        links = [
            [size + number, *sorted({service.line for service in services[key]})]
            for number, key in enumerate(order)
        ]
        found = []
        for part in components(size + len(order), links):
            lines = tuple(element for element in part if element < size)
            mine = [order[element - size] for element in part if element >= size]
            if lines and mine:
                found.append(self.cast(lines, mine, kinds, services, left))
        return tuple(found)

    def cast(
        self,
        lines: tuple[int, ...],
        keys: Sequence[tuple[object, ...]],
        kinds: dict[tuple[object, ...], list[tuple[Member, Unit]]],
        services: dict[tuple[object, ...], tuple[Service, ...]],
        left: Ints,
    ) -> Cast:
        position = {line: index for index, line in enumerate(lines)}
        members: list[Member] = []
        made = []
        for key in keys:
            mine = sorted(kinds[key], key=lambda pair: pair[0])
            unit = mine[0][1]
            days = np.array([each.cycle_day or 0 for _, each in mine], dtype=np.int64)
            duties = self.duties(unit, services[key], position)
            graph = self.graph(self.rota(unit.policy), duties, days, self.marks(unit))
            numbers = tuple(range(len(members), len(members) + len(mine)))
            costs = self.costs(unit, services[key], graph)
            made.append(Kind(graph, numbers, costs, self.wanted(unit, position)))
            members.extend(member for member, _ in mine)
        return Cast(
            team=Team(left[list(lines)], tuple(made)),
            lines=lines,
            members=tuple(members),
            services=tuple(services[key] for key in keys),
        )

    def marks(self, unit: Unit) -> list[int]:
        """Days on which decisions about a unit begin to matter, or cease to."""
        days = [day for _, low, high in self.bans.get(unit.unit, ()) for day in (low, high)]
        days += [self.ground.day(pin.start) for pin in self.pins.get(unit.unit, ()) if pin.start]
        return [day for day in days if 0 <= day <= self.ground.horizon]

    def wanted(self, unit: Unit, position: dict[int, int]) -> tuple[tuple[int, int, int], ...]:
        """The tours that pins ask of a unit."""
        ground = self.ground
        return tuple(
            (position[ground.line_index[pin.line]], ground.day(pin.start), ground.day(pin.end))
            for pin in self.pins.get(unit.unit, ())
            if pin.line and pin.start and pin.end and ground.line_index[pin.line] in position
        )

    def graph(self, rota: Rota, duties: Duties, days: Ints, marks: Sequence[int]) -> LifeGraph:
        """The graph of all lives; where too large, of those whose tours start as a line does or ends."""
        try:
            return LifeGraph(rota, duties, days, most=LARGE)
        except TooLarge:
            starts = np.zeros(self.ground.horizon + 1, dtype=np.bool_)
            starts[duties.start], starts[duties.end] = True, True
            starts[list(marks)] = True
            return LifeGraph(rota, duties, days, starts=starts)

    def duties(self, unit: Unit, services: Sequence[Service], position: dict[int, int]) -> Duties:
        ground = self.ground
        rows = []
        for service in services:
            line, period = ground.lines[service.line], service.basis.period
            travel = ground.travel(unit.home, line.place)
            start, end = ground.clip(line.start, line.end or ground.case.planning.end)
            earliest = 0 if period.start is None else ground.day(period.start)
            latest = _ALWAYS if period.end is None else ground.day(period.end)
            if unit.available_from is not None:
                earliest = max(earliest, ground.day(unit.available_from) + travel)
            if unit.available_until is not None:
                latest = min(latest, ground.day(unit.available_until))
            rows.append(
                (
                    position[service.line],
                    start,
                    max(start, end),
                    int((line.category or "") in STAYS),
                    self.groups[line.group] if line.group else -1,
                    int(service.following),
                    earliest,
                    latest,
                    _ALWAYS if service.basis.max_days is None else service.basis.max_days,
                    ground.skills[unit.type, line.capability],
                )
            )
        bans = self.bans.get(unit.unit, ())
        table = np.array(rows, dtype=np.int64).reshape(len(rows), 10).T
        return Duties(
            line=table[0],
            start=table[1],
            end=table[2],
            stays=table[3].astype(np.bool_),
            group=table[4],
            following=table[5].astype(np.bool_),
            earliest=table[6],
            latest=table[7],
            longest=table[8],
            fills=table[9],
            bans=tuple(
                tuple(
                    (low, high)
                    for banned, low, high in bans
                    if banned in (None, ground.lines[service.line].line)
                )
                for service in services
            )
            if bans
            else (),
        )

    def costs(self, unit: Unit, services: Sequence[Service], graph: LifeGraph) -> Ints:
        """Cents of each arc's tour; rates that are missing are noted."""
        ground = self.ground
        costs = np.zeros(graph.duty.size, dtype=np.int64)
        headcount = ground.types[unit.type].headcount
        for duty, service in enumerate(services):
            arcs = np.flatnonzero(graph.duty == duty)
            if not arcs.size:
                continue
            line = ground.lines[service.line]
            tariff = ground.costing.tariff(unit.component, service.basis.duty_status)
            shift = tariff.index(ground.zero)
            start, end = graph.start[arcs], graph.end[arcs]
            rated = tariff.covered[end + shift] - tariff.covered[start + shift]
            if not rated.all():
                self.gaps.unrated(unit.component, service.basis.duty_status, line.line)
            if (rated < end - start).any():
                self.gaps.partly_rated(unit.component, service.basis.duty_status, line.line)
            tenths = ground.tenths(unit.home, line.place)
            costs[arcs] = tariff.cents(headcount, start + shift, end + shift, tenths)
        return costs


def takes(line: Line, unit: Unit) -> bool:
    """Whether a line's category takes a unit."""
    category = line.category or ""
    if category.casefold().startswith(UNPLANNED):
        return False
    return category not in RESERVE or unit.component in _RESERVES
